// Retention: what is over by the rules is erased once, within a day and by nobody; what is open, watched, on its way or held is not.
#include "engine/report/retention.hpp"
#include "engine/intake/item.hpp"
#include "tests/support/store_rows.hpp"
#include "tests/unit/runtime/engine.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace redress::runtime {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr Milliseconds kDay = hours{24};
const Actor kLotte{ActorKind::lead, "lotte"};

class KeptData : public Engine {
 protected:
  /// One report of these addresses, by somebody with a mailbox. Its items.
  std::vector<ItemId> file(const std::vector<std::string>& urls, const std::string& desk = "hotline") {
    FileReports work;
    work.desk = desk;
    work.reports.emplace_back();
    work.reports.back().digest = std::to_string(++filed_);
    auto& report = work.reports.back().report;
    report.source = "form";
    report.reporter = ReporterText(R"({"mail":"somebody@people.example"})");
    for (const auto& url : urls) report.items.push_back(*item_from_url(url, {}, {}));
    FilingResult result;
    work.done = [&](const FilingResult& filed) { result = filed; };
    loop->post(std::move(work));
    turn();
    newest_report = result.report_ids.at(0);
    return reader->items_of(newest_report);
  }
  ItemId file_one(const std::string& url) { return file({url}).at(0); }
  void quarantine_a_row() {
    FileReports work;
    work.desk = "hotline";
    work.file = "list.csv";
    work.rejected.push_back({1, "no scheme", "URL", ForeignRow("pictures example 1")});
    loop->post(std::move(work));
    turn();
  }
  /// A mail that answers the notice, or nothing we know of.
  std::int64_t receive_mail(const std::string& bytes, const std::string& token = {}) {
    MessageArrived work;
    work.mailbox = "abuse";
    work.bytes = bytes;
    work.answer.kind = "answer";
    if (!token.empty()) work.answer.reply_tokens.push_back(token);
    work.answer.readable = bytes;
    loop->post(std::move(work));
    turn();
    const auto kept = reader->kept(KeptKind::partner_messages, UtcTime::max(), {}, 1'000);
    return kept.empty() ? 0 : kept.back().id;
  }
  /// A notice about the items that was accepted, as a connector and a relay would have left it.
  NoticeId told(const std::vector<ItemId>& items) {
    auto work = store->begin();
    if (!recipient_) {
      recipient_ = work->insert(test::recipient_row());
      contact_ = work->insert(test::contact_row(recipient_));
    }
    auto notice = test::notice_row(reader->item(items.front())->desk, recipient_, contact_, "N-" + std::to_string(++told_));
    notice.state = NoticeState::accepted;
    notice.sealed_at = notice.first_attempt_at = notice.accepted_at = clock.utc_now();
    auto key = ring->make_key();
    notice.message = ring->seal(key.key, {"notices", "message", told_}, "gone, please");
    notice.key = std::move(key.wrapped);
    const auto id = work->insert(notice);
    auto outbox = test::outbox_row(id, recipient_);
    outbox.state = OutboxState::done;
    work->insert(outbox);
    for (const auto item : items) work->join(id, reader->requests_of_item(item).at(0).id, Need::all);
    work->commit();
    return id;
  }
  void close(ItemId item, Verdict verdict = Verdict::not_illegal) {
    const auto done =
        verdict == Verdict::not_illegal ? act(ActKind::assess, item.value, "not_illegal") : act(ActKind::give_up, item.value, "", "over");
    ASSERT_TRUE(done.done) << done.problem;
    turn();
  }
  void pass(Milliseconds span) {
    for (auto end = clock.utc_now() + span; clock.utc_now() < end;) {
      clock.advance(std::min<Milliseconds>(kDay, end - clock.utc_now()));
      turn();
    }
  }
  bool is_kept(KeptKind kind, std::int64_t id) {
    for (const auto& row : reader->kept(kind, UtcTime::max(), {}, 1'000))
      if (row.id == id) return true;
    return false;
  }
  bool is_kept(ItemId id) { return is_kept(KeptKind::locators, id.value); }
  std::int64_t keys_left() {
    std::int64_t count = 0;
    (void)store->rewrap([&](const WrappedKey&) { return ++count < 0; }, [](const WrappedKey& key) { return key; });
    return count;
  }
  /// By kind: how often a rule erased something of it, as events have it.
  std::map<std::string, int> erasures() {
    std::map<std::string, int> counted;
    for (const auto& event : reader->events_after({}, 1'000'000))
      if (event.kind == "ErasedByRule") {
        const auto from = event.body.find("\"kind\":\"") + 8;
        ++counted[event.body.substr(from, event.body.find('"', from) - from)];
      }
    return counted;
  }
  std::vector<report::KeptFigures> figures() {
    return report::retention_figures(*reader, policies->book_at(clock.utc_now()), {clock.utc_now(), {}, {}});
  }
  ActResult hold(ActKind kind, std::int64_t subject, std::string reason = "asked for by a judge", ActorKind role = ActorKind::lead) {
    return act(kind, subject, {}, std::move(reason), role);
  }
  ActResult erase(ItemId item) {
    Act wanted;
    wanted.kind = ActKind::erase;
    wanted.by = kLotte;
    wanted.subject = item.value;
    wanted.reason = "asked for";
    return agreed(std::move(wanted));
  }
  std::string opened(ItemId id) {
    const auto item = *reader->item(id);
    const auto key = ring->unwrap(item.key);
    const auto text =
        key ? ring->open(*key, {"items", "locator", id.value}, item.locator) : Result<std::string, UnsealError>(std::string());
    return text ? *text : "damaged";
  }
  bool stands_in_files(const std::string& wanted) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(folder.file("x")).parent_path())) {
      std::ifstream in(entry.path(), std::ios::binary);
      if (std::string(std::istreambuf_iterator<char>(in), {}).find(wanted) != std::string::npos) return true;
    }
    return false;
  }

  ReportId newest_report;

 private:
  int filed_ = 0;
  std::int64_t told_ = 0;
  RecipientId recipient_;
  ContactId contact_;
};

// Eight years, day by day: each kind goes within a day of its date and not before, each rule fires once, no figure is ever overdue, what is
// open keeps everything, and of what is over no key is left, in no table and in no byte on the disk.
TEST_F(KeptData, EachRuleFiresOnceInEightYears) {
  const auto not_illegal = file_one("https://pictures.example/1");
  const auto report_one = newest_report;
  const auto given_up = file_one("https://pictures.example/2");
  const auto open = file_one("https://elsewhere.example/3");
  const auto open_report = newest_report;
  quarantine_a_row();
  const auto notice = told({given_up});
  const auto open_notice = told({open});
  pass(10 * kDay);
  const auto mail = receive_mail("we will not", reader->notice(notice)->reply_token);
  const auto open_mail = receive_mail("we cannot", reader->notice(open_notice)->reply_token);
  ASSERT_NE(mail, open_mail);
  const auto start = clock.utc_now();
  close(not_illegal);
  close(given_up, Verdict::doubtful);
  const auto key = reader->item(given_up)->key.bytes;
  ASSERT_TRUE(stands_in_files(key));

  struct Row {
    KeptKind kind;
    std::int64_t id;
    int days;
    std::optional<int> gone_after{};
  };
  std::vector<Row> rows = {{KeptKind::locators, not_illegal.value, 90}, {KeptKind::locators, given_up.value, 365},
                           {KeptKind::reports, report_one.value, 90},   {KeptKind::partner_messages, mail, 30},
                           {KeptKind::notices, notice.value, 365},      {KeptKind::quarantine, 1, 80}};
  for (int day = 1; day <= 8 * 365; ++day) {
    clock.advance(kDay);
    turn();
    for (auto& row : rows)
      if (!row.gone_after && !is_kept(row.kind, row.id)) row.gone_after = day;
    if (day % 30 == 0) {
      for (const auto& one : figures()) ASSERT_EQ(one.overdue, 0) << one.kind << " on day " << day;
    }
  }
  ASSERT_EQ(clock.utc_now(), start + 8 * 365 * kDay);
  for (const auto& row : rows)
    EXPECT_TRUE(row.gone_after == row.days || row.gone_after == row.days + 1) << name_of(row.kind) << " " << row.gone_after.value_or(-1);
  // The message as sent goes with the last address in it, and is counted once.
  EXPECT_THAT(erasures(),
              ElementsAre(Pair("locators", 2), Pair("notices", 1), Pair("partner_messages", 1), Pair("quarantine", 1), Pair("reports", 2)));
  EXPECT_EQ(opened(open), "https://elsewhere.example/3");
  EXPECT_TRUE(is_kept(KeptKind::reports, open_report.value));
  EXPECT_TRUE(is_kept(KeptKind::notices, open_notice.value));
  EXPECT_TRUE(is_kept(KeptKind::partner_messages, open_mail));
  // The open item and its place, report, notice and mail, and the two sites, which belong to nobody.
  EXPECT_EQ(keys_left(), 7);
  EXPECT_THAT(events(StreamKind::item, given_up.value), testing::Contains("ErasedByRule"));
  EXPECT_THAT(reader->events(StreamKind::item, not_illegal.value).back().body, HasSubstr("retention.locators_not_illegal@2"));
  EXPECT_TRUE(reader->find_items(reader->item(given_up)->locator_index).size() == 1U) << "the blind index stays";
  EXPECT_TRUE(store->verify_chains(10).empty());
  reader.reset();
  EXPECT_FALSE(stands_in_files(key));
}

// The report says of each kind which rule, how many are kept, held, needed and erased, and since when.
TEST_F(KeptData, TheReportCounts) {
  const auto begin = clock.utc_now();
  const auto held = file_one("https://pictures.example/1");
  const auto over = file_one("https://pictures.example/2");
  (void)file_one("https://pictures.example/3");
  for (const auto item : {held, over}) close(item);
  ASSERT_TRUE(hold(ActKind::legal_hold, held.value).done);
  pass(91 * kDay);
  const auto all = figures();
  ASSERT_EQ(all.size(), 6U);
  const auto& locators = all.at(0);
  EXPECT_EQ(locators.kind, "locators");
  EXPECT_EQ(locators.kept, 2);
  EXPECT_EQ(locators.held, 1);
  EXPECT_EQ(locators.needed, 1);
  EXPECT_EQ(locators.erased, 1);
  EXPECT_EQ(locators.overdue, 0);
  EXPECT_EQ(locators.oldest, begin);
  ASSERT_EQ(locators.rules.size(), 2U);
  EXPECT_THAT(locators.rules[1].verdicts, ElementsAre(Verdict::not_illegal));
  EXPECT_EQ(all.at(5).kind, "persons");
  EXPECT_EQ(all.at(5).rules.at(0).why.rule, "task.erase_case");
  const auto on_day = [&](int from, int to) {
    return report::retention_figures(*reader, policies->book_at(clock.utc_now()), {clock.utc_now(), begin + from * kDay, begin + to * kDay})
        .at(0)
        .erased;
  };
  EXPECT_EQ(on_day(0, 90), 0);
  EXPECT_EQ(on_day(90, 92), 1);
  EXPECT_THAT(report::to_table(all), HasSubstr("locators: 2 kept, the oldest 2030-01-08T10:00:00"));
  EXPECT_THAT(report::to_table(all), HasSubstr("  90 d from closed, of not_illegal  [retention.locators_not_illegal@"));
  EXPECT_THAT(report::to_csv(all), HasSubstr("\"quarantine\",\"retention.quarantine@"));
  EXPECT_THAT(report::to_json(all, {clock.utc_now(), begin, {}}), HasSubstr("\"held\":1,\"needed\":1,\"erased\":1,\"overdue\":0"));
  // A program that was not running for years: overdue until its first step, and then no more.
  clock.advance(3 * 365 * kDay);
  ASSERT_TRUE(hold(ActKind::legal_release, held.value).done);
  EXPECT_EQ(figures().at(0).overdue, 1);
  turn();
  EXPECT_EQ(figures().at(0).overdue, 0);
  EXPECT_FALSE(is_kept(held));
}

// A lead's hold stops the rule and the act, with a sentence that says what to do; ended, both go on at once.
TEST_F(KeptData, ALegalHoldStopsRulesAndPeople) {
  const auto item = file_one("https://pictures.example/1");
  const auto report = newest_report;
  const auto notice = told({item});
  const auto mail = receive_mail("no", reader->notice(notice)->reply_token);
  close(item);
  EXPECT_TRUE(hold(ActKind::legal_hold, item.value, "", ActorKind::lead).bad_words) << "a reason is needed";
  EXPECT_TRUE(hold(ActKind::legal_hold, item.value, "x", ActorKind::senior).refused_by_policy);
  EXPECT_THAT(hold(ActKind::legal_release, item.value).problem, HasSubstr("under no legal hold"));
  ASSERT_TRUE(hold(ActKind::legal_hold, item.value).done);
  EXPECT_THAT(hold(ActKind::legal_hold, item.value).problem, HasSubstr("already, since 2030-01-08T10:00"));
  pass(5 * 365 * kDay);
  EXPECT_TRUE(is_kept(item) && is_kept(KeptKind::reports, report.value) && is_kept(KeptKind::notices, notice.value));
  EXPECT_TRUE(is_kept(KeptKind::partner_messages, mail));
  EXPECT_THAT(erasures(), IsEmpty());
  const auto refused = erase(item);
  EXPECT_TRUE(refused.refused_by_policy);
  EXPECT_THAT(refused.problem, HasSubstr("legal hold since 2030-01-08T10:00:00.000Z; that ends first (redress item legal-release)"));
  ASSERT_TRUE(hold(ActKind::legal_release, item.value, "").done);
  turn();
  EXPECT_FALSE(is_kept(item) || is_kept(KeptKind::reports, report.value) || is_kept(KeptKind::notices, notice.value));
  EXPECT_THAT(events(StreamKind::item, item.value), ElementsAre("LegalHoldSet", "LegalHoldReleased", "ErasedByRule"));
  EXPECT_THAT(reader->events(StreamKind::item, item.value).front().body, HasSubstr("\"reason\":\"asked for by a judge\""));
  EXPECT_THAT(hold(ActKind::legal_hold, item.value).problem, HasSubstr("erased already"));
}

// An act that was agreed to before the hold does not get past it.
TEST_F(KeptData, AHoldComesBetweenAskingAndAgreeing) {
  const auto item = file_one("https://pictures.example/1");
  close(item);
  Act wanted;
  wanted.kind = ActKind::erase;
  wanted.by = kLotte;
  wanted.subject = item.value;
  wanted.reason = "asked for";
  const auto asked = act(wanted);
  ASSERT_NE(asked.approval, 0);
  ASSERT_TRUE(hold(ActKind::legal_hold, item.value).done);
  Act yes;
  yes.kind = ActKind::approval_approve;
  yes.by = {ActorKind::lead, "marit"};
  yes.subject = asked.approval;
  EXPECT_FALSE(act(std::move(yes)).done);
  EXPECT_TRUE(is_kept(item));
}

// A hold on a case keeps its persons from being erased, and the items its requests are about.
TEST_F(KeptData, AHoldOnACaseKeepsPersonsAndItems) {
  OpenCase wanted;
  wanted.by = {ActorKind::helpline, "hanna"};
  wanted.requester = PersonText(R"({"name":"Requester Invalid"})");
  wanted.items.push_back(*item_from_url("https://pictures.example/1", {}, {}));
  CaseResult opened_case;
  loop->post(FileCase{std::move(wanted), [&](const CaseResult& result) { opened_case = result; }});
  turn();
  ASSERT_TRUE(opened_case.done) << opened_case.problem;
  const auto item = opened_case.items.at(0);
  const auto id = opened_case.id.value;
  ASSERT_TRUE(act(ActKind::case_withdraw, id, "", "asked for", ActorKind::helpline).done);
  turn();
  EXPECT_TRUE(hold(ActKind::case_legal_hold, id, "x", ActorKind::helpline).refused_by_policy);
  ASSERT_TRUE(hold(ActKind::case_legal_hold, id).done);
  EXPECT_THAT(act(ActKind::case_erase, id, "", "asked for", ActorKind::helpline).problem, HasSubstr("redress case legal-release"));
  EXPECT_THAT(erase(item).problem, HasSubstr("a case the item belongs to is under legal hold"));
  pass(2 * 365 * kDay);
  EXPECT_TRUE(is_kept(item));
  EXPECT_EQ(figures().at(5).held, 1);
  EXPECT_EQ(figures().at(5).overdue, 0);
  ASSERT_TRUE(hold(ActKind::case_legal_release, id, "").done);
  turn();
  EXPECT_FALSE(is_kept(item));
  EXPECT_EQ(figures().at(5).overdue, 1) << "of persons a person is late: no rule erases them";
  EXPECT_NE(act(ActKind::case_erase, id, "", "asked for", ActorKind::helpline).approval, 0);
}

// What is watched, or has something on its way, or that nobody has read yet, waits; then it goes.
TEST_F(KeptData, WhatIsNeededWaits) {
  const auto watched = file_one("https://pictures.example/1");
  const auto owed = file_one("https://pictures.example/2");
  const auto notice = told({owed});
  close(watched);
  close(owed);
  const auto set = [&](auto change) {
    auto work = store->begin();
    change(*work);
    work->commit();
  };
  set([&](Transaction& work) {
    auto request = work.requests_of_item(watched).at(0);
    request.wished_look = LookPurpose::watch;
    work.save(request);
    auto outbox = *work.outbox_of(notice);
    outbox.state = OutboxState::waiting;
    outbox.not_before = clock.utc_now() + 5 * 365 * kDay;
    work.save(outbox);
  });
  const auto unread = receive_mail("somebody wrote");
  ASSERT_NE(unread, 0);
  pass(2 * 365 * kDay);
  EXPECT_TRUE(is_kept(watched) && is_kept(owed) && is_kept(KeptKind::notices, notice.value) && is_kept(KeptKind::partner_messages, unread));
  EXPECT_EQ(figures().at(0).needed, 2);
  const auto task = reader->open_tasks("unmatched_message", 1).at(0);
  ASSERT_TRUE(act(ActKind::task_answer, task.id.value, "go_on").done);
  set([&](Transaction& work) {
    auto request = work.requests_of_item(watched).at(0);
    request.wished_look.reset();
    work.save(request);
    auto outbox = *work.outbox_of(notice);
    outbox.state = OutboxState::done;
    work.save(outbox);
  });
  pass(kDay);
  EXPECT_FALSE(is_kept(watched) || is_kept(owed) || is_kept(KeptKind::notices, notice.value) ||
               is_kept(KeptKind::partner_messages, unread));
}

// A message about several items stays while one of them is open, and goes with the last; the place stays while an item of another desk
// needs it.
TEST_F(KeptData, WhatIsSharedGoesWithTheLast) {
  const auto first = file_one("https://pictures.example/1");
  const auto second = file_one("https://pictures.example/2");
  const auto theirs = file({"https://pictures.example/1"}, "helpline").at(0);
  const auto place = reader->item(first)->location;
  ASSERT_EQ(reader->item(theirs)->location, place);
  const auto notice = told({first, second});
  close(first);
  pass(91 * kDay);
  EXPECT_FALSE(is_kept(first));
  EXPECT_TRUE(is_kept(KeptKind::notices, notice.value));
  EXPECT_FALSE(reader->location(place)->key.empty());
  close(second);
  close(theirs);
  pass(91 * kDay);
  EXPECT_FALSE(is_kept(second) || is_kept(theirs) || is_kept(KeptKind::notices, notice.value));
  EXPECT_TRUE(reader->location(place)->key.empty() && reader->location(place)->host.empty());
  EXPECT_EQ(reader->find_location(reader->location(place)->locator_index), place) << "found again by its index";
}

// Erased by rule and reported again: known by its index, named anew under a new key, and kept as long again. A person's erasing is final.
TEST_F(KeptData, ReportedAgainItIsKnownAndNamedAnew) {
  const std::string url = "https://pictures.example/1";
  const auto item = file_one(url);
  close(item);
  pass(91 * kDay);
  EXPECT_EQ(opened(item), "");
  EXPECT_EQ(file_one(url), item);
  EXPECT_EQ(opened(item), url);
  EXPECT_EQ(reader->item(item)->report_count, 2);
  EXPECT_FALSE(reader->location(reader->item(item)->location)->key.empty());
  pass(89 * kDay);
  EXPECT_EQ(opened(item), url);
  EXPECT_TRUE(is_kept(KeptKind::reports, newest_report.value)) << "its reporter told of it just now";
  pass(2 * kDay);
  EXPECT_EQ(opened(item), "");
  EXPECT_EQ(erasures()["locators"], 2);
  ASSERT_TRUE(erase(item).done) << "the index goes, too";
  EXPECT_THAT(erase(item).problem, HasSubstr("erased already"));
  EXPECT_NE(file_one(url), item);
}

// More than one step looks at: every row is reached in one round, the next begins an hour later, and a restart begins anew.
TEST_F(KeptData, ARoundReachesEverything) {
  std::vector<std::string> urls;
  for (int i = 0; i < 250; ++i) urls.push_back("https://pictures.example/" + std::to_string(i));
  for (const auto item : file(urls)) ASSERT_TRUE(act(ActKind::assess, item.value, "not_illegal").done);
  turn();
  clock.advance(91 * kDay);
  for (int i = 0; i < 20; ++i) (void)loop->step();
  EXPECT_EQ(erasures()["locators"], 250);
  EXPECT_EQ(erasures()["reports"], 1);
  const auto late = file_one("https://late.example/1");
  close(late);
  clock.advance(90 * kDay);
  begin(std::move(store));
  turn();
  EXPECT_FALSE(is_kept(late));
}

}  // namespace
}  // namespace redress::runtime
