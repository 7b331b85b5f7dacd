// What a story has no words for: rows that are damaged, and what the loop gives out.
#include "tests/scenario/story.hpp"

#include "connectors/kit/mime_text.hpp"
#include "engine/seal/key_ring.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace redress::simulation {
namespace {

/// One item, assessed as illegal; its notice is sealed and waits for a relay that is down for half an hour.
constexpr std::string_view kWaitingNotice = R"(partner quick prompt
site pics.example at quick
page P http://pics.example/v/1.html
report P
advance 1m
relay down 30m
assess P illegal_baseline
advance 17m
expect notice P first sealed
)";

std::int64_t open_tasks(const SimWorld& world, std::string_view kind) {
  return static_cast<std::int64_t>(world.reader().open_tasks(kind, 100).size());
}

void turn_a_bit(Sealed& sealed) {
  std::string bytes(sealed.bytes());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  sealed = std::move(bytes);
}

// A sealed message that cannot be opened any more becomes a dead letter, with a task and an alert, and the program goes on.
TEST(Delivery, AMessageThatDoesNotOpenIsADeadLetter) {
  Story story("damaged_message", kWaitingNotice, [](SimWorld& world) {
    auto tx = world.store().begin();
    auto notice = *tx->notice(NoticeId{1});
    turn_a_bit(notice.message);
    tx->save(notice);
    tx->commit();
    tx.reset();
    world.run_for(minutes{40});
    EXPECT_EQ(world.reader().notice(NoticeId{1})->state, NoticeState::dead);
    EXPECT_EQ(open_tasks(world, "dead_letter"), 1);
    const auto alerts = world.reader().alerts(100);
    EXPECT_TRUE(std::any_of(alerts.begin(), alerts.end(), [](const auto& alert) { return alert.kind == "dead_letter"; }));
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

// A ceiling that is lowered after the notice was sealed holds, too: it does not leave, and a person is told why.
TEST(Delivery, ACeilingLoweredSinceSealingHolds) {
  Story story("ceiling_lowered", kWaitingNotice, [](SimWorld& world) {
    auto tx = world.store().begin();
    auto recipient = *tx->recipient(tx->notice(NoticeId{1})->recipient);
    recipient.ceiling = Tlp::clear;
    tx->save(recipient);
    tx->commit();
    tx.reset();
    world.run_for(minutes{40});
    EXPECT_EQ(world.reader().notice(NoticeId{1})->state, NoticeState::dead);
    EXPECT_EQ(world.partners().totals(world.now()).mails_taken, 0U);
    const auto tasks = world.reader().open_tasks("dead_letter", 10);
    ASSERT_FALSE(tasks.empty());
    EXPECT_NE(tasks.front().reason.find("TLP:clear at most"), std::string::npos) << tasks.front().reason;
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

void act(SimWorld& world, runtime::ActKind kind, std::int64_t subject, std::string slug, std::string reason) {
  runtime::Act act;
  act.kind = kind;
  act.subject = subject;
  act.slug = std::move(slug);
  act.reason = std::move(reason);
  act.by = {ActorKind::lead, "lotte"};
  std::string problem;
  world.act(std::move(act), [&](const runtime::ActResult& result) { problem = result.done ? "" : result.problem + "?"; });
  world.run_for(seconds{1});
  EXPECT_EQ(problem, "");
}

// What the recipient was not given is given once its ceiling is mended: provoked by one that is lowered before the notice is sealed.
TEST(Delivery, ANoticeBeyondTheCeilingIsQueuedAgain) {
  Story story("beyond_and_queued_again", R"(partner quick silent
site pics.example at quick
page P http://pics.example/v/1.html
report P
advance 1m
assess P illegal_baseline
advance 1m
)",
              [](SimWorld& world) {
                const auto give = [&](Tlp ceiling) {
                  auto tx = world.store().begin();
                  auto recipient = *tx->recipient(tx->notice(NoticeId{1})->recipient);
                  recipient.ceiling = ceiling;
                  tx->save(recipient);
                  tx->commit();
                };
                give(Tlp::clear);
                world.run_for(minutes{16});
                const auto dead = world.reader().dead_letters(10);
                ASSERT_EQ(dead.size(), 1U);
                EXPECT_EQ(dead.front().notice, NoticeId{1});
                EXPECT_NE(dead.front().cause.find("TLP:clear at most"), std::string::npos) << dead.front().cause;
                EXPECT_FALSE(world.reader().notice(NoticeId{1})->sealed_at);
                give(Tlp::amber);
                act(world, runtime::ActKind::notice_requeue, 1, "", "its ceiling is amber again");
                world.run_for(minutes{30});
                EXPECT_EQ(world.reader().notice(NoticeId{1})->state, NoticeState::accepted);
                EXPECT_TRUE(world.reader().dead_letters(10).empty());
              });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

// A dead letter that was never tried is asked once more before it leaves: provoked by one of its two items being withdrawn while it is dead.
TEST(Delivery, ADeadLetterTakenUpAgainSaysNothingWithdrawn) {
  Story story("dead_letter_taken_up", R"(partner quick silent
site pics.example at quick
page P http://pics.example/v/1.html
page Q http://pics.example/v/2.html
report P Q
advance 1m
connector pause abuse_mail by anna
assess P illegal_baseline
assess Q illegal_baseline
advance 18m
expect together P Q first
)", [](SimWorld& world) {
    const auto give = [&](Tlp ceiling) {
      auto tx = world.store().begin();
      auto recipient = *tx->recipient(tx->notice(NoticeId{1})->recipient);
      recipient.ceiling = ceiling;
      tx->save(recipient);
      tx->commit();
    };
    give(Tlp::clear);
    act(world, runtime::ActKind::connector_resume, 0, "abuse_mail", "");
    world.run_for(minutes{2});
    ASSERT_EQ(world.reader().notice(NoticeId{1})->state, NoticeState::dead);
    ASSERT_TRUE(world.reader().attempts(NoticeId{1}).empty());
    act(world, runtime::ActKind::withdraw, 1, "", "a mistake");
    give(Tlp::amber);
    act(world, runtime::ActKind::notice_requeue, 1, "", "the ceiling was wrong");
    world.run_for(hours{1});
    EXPECT_EQ(world.reader().notice(NoticeId{1})->state, NoticeState::voided);
    EXPECT_TRUE(world.reader().attempts(NoticeId{1}).empty()) << "nothing about what was withdrawn leaves";
    // The other one goes out under a new number, next to what its ladder has sent meanwhile.
    const auto carried_on = world.reader().notice(NoticeId{3});
    ASSERT_TRUE(carried_on && carried_on->supersedes == NoticeId{1});
    EXPECT_EQ(carried_on->state, NoticeState::accepted);
    EXPECT_EQ(world.reader().requests_in(NoticeId{3}).size(), 1U);
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

std::string body_of(const SimWorld& world, StreamKind stream, std::int64_t id, std::string_view kind) {
  std::string body;
  for (const auto& event : world.reader().events(stream, id))
    if (event.kind == kind) body = event.body;
  return body;
}

// What the runtime decides by itself names its rules like any workflow: grouping, sharing, calendar and undo window of a notice, the looks'
// plan, the evidence that confirms, the alerts before a deadline.
TEST(Delivery, EachDecisionSaysWhy) {
  Story story("why", kWaitingNotice, [](SimWorld& world) {
    const auto sealed = body_of(world, StreamKind::notice, 1, "NoticeSealed");
    for (const char* rule : {"grouping.default@", "sharing.names_addresses@", "sending.at_once@", "undo.none@"})
      EXPECT_NE(sealed.find(rule), std::string::npos) << rule << " in " << sealed;
    world.partners().change_page(world.url_of(ItemId{1}), world.now() + minutes{50}, sandbox::PageKind::gone_404);
    world.run_for(hours{10});
    const auto looked = body_of(world, StreamKind::location, 1, "Looked");
    EXPECT_NE(looked.find("\"why\":[\"look."), std::string::npos) << looked;
    const auto gone = body_of(world, StreamKind::request, 2, "ConfirmedGone");
    EXPECT_NE(gone.find("\"by_rule\":\"look."), std::string::npos) << gone;
    EXPECT_NE(gone.find(", evidence.hotline_ntd@"), std::string::npos) << gone;
    const auto accepted = body_of(world, StreamKind::request, 2, "NoticeAttempted");
    EXPECT_NE(accepted.find("alert.removal@"), std::string::npos) << accepted;
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

/// Something that is told from everything else, as a picture's bytes would be: none of them is text.
std::string picture() {
  std::string bytes = "\xff\xd8\xff\xe0";
  for (int i = 0; i < 600; ++i) bytes += static_cast<char>(128 + (i * 37 + i / 7) % 128);
  return bytes;
}

// A picture that comes with an answer a person must read, or inside a report's row, is nowhere afterwards: not in the files, and not in what
// is kept sealed.
TEST(Delivery, APictureIsKeptNowhere) {
  const auto raw = picture();
  const auto encoded = base64_lines(raw);
  const auto unfolded = base64(raw);
  Story story("picture", R"(partner mute silent
site pics.example at mute
page P http://pics.example/v/1.html
report P
advance 1m
assess P illegal_baseline
advance 30m
expect notice P first accepted
)", [&](SimWorld& world) {
    const auto notice = *world.reader().notice(NoticeId{1});
    for (const char* to : {"ntd+", "nobody+"})
      world.deliver_mail("From: Desk <abuse@mute.example>\r\nTo: <" + std::string(to) + notice.reply_token + "@hotline.test>\r\nSubject: Re: [" + notice.reference +
                         "] your notice\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
                         "Who knows what to make of this? See the picture (" + to + ").\r\n--b\r\nContent-Type: image/jpeg; name=p.jpg\r\n"
                         "Content-Disposition: attachment; filename=p.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded + "\r\n--b--\r\n");
    world.file_text("rows.jsonl", R"({"url":"http://pics.example/v/1.html","source":"form","evidence":")" + unfolded + "\"}\n" +
                                      R"({"source":"form","evidence":")" + unfolded + "\"}\n");
    world.run_for(hours{1});
    auto& reader = world.reader();
    const auto& keys = world.keys();
    std::string kept;
    std::int64_t messages = 0;
    for (std::int64_t id = 1; const auto message = reader.inbox_message(id); ++id) {
      if (message->message.empty()) continue;
      ++messages;
      kept += *keys.open(*keys.unwrap(message->key), {"inbox", "message", id}, message->message);
    }
    EXPECT_GE(messages, 1);
    EXPECT_NE(kept.find("what to make of this"), std::string::npos) << "the words are kept for a person";
    EXPECT_NE(kept.find("x-redress-attachments-left-out: 1"), std::string::npos);
    const auto rows = reader.quarantine(0, 10);
    EXPECT_EQ(rows.size(), 1U);
    for (const auto& row : rows) kept += *keys.open(*keys.unwrap(row.key), {"quarantine", "row", row.id}, row.row);
    for (const char* end : {"", "-wal"}) {
      std::ifstream file(world.database_path() + end, std::ios::binary);
      kept.append(std::istreambuf_iterator<char>(file), {});
    }
    ASSERT_GT(kept.size(), 10'000U);
    // Bytes of its middle as they are, and pieces of its base64 that stand in one line each when it is folded.
    for (const auto& piece : {raw.substr(100, 40), unfolded.substr(152, 40), unfolded.substr(304, 40), unfolded.substr(456, 40)})
      EXPECT_EQ(kept.find(piece), std::string::npos);
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

// A notice at which the program ends every time is repeated with growing waits and comes to an end as a dead letter.
TEST(Delivery, ANoticeThatEndsTheProgramComesToAnEnd) {
  Story story("ends_the_program", R"(partner mute silent
site pics.example at mute
page P http://pics.example/v/1.html
report P
advance 1m
assess P illegal_baseline
advance 10m
)", [](SimWorld& world) {
    Faults every_send;
    every_send.crash_at_send = 1;
    world.set_faults(every_send);
    world.run_for(hours{23});
    EXPECT_EQ(world.reader().notice(NoticeId{1})->state, NoticeState::dead);
    EXPECT_EQ(world.reader().attempts(NoticeId{1}).size(), 12U) << "as many tries as the rules allow";
    EXPECT_NE(world.reader().attempts(NoticeId{1}).back().cause.find("[retry.mail@"), std::string::npos) << "why it is tried no more";
    EXPECT_GE(open_tasks(world, "dead_letter"), 1);
    world.set_faults({});
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

/// Damages one row and lets the world go on; the day must end with a task for a person and without a broken promise.
void go_on_with_damage(const char* name, std::string_view text, const std::function<void(Transaction&)>& damage,
                       const std::function<void(SimWorld&)>& then = {}) {
  Story story(name, text, [&](SimWorld& world) {
    auto tx = world.store().begin();
    damage(*tx);
    tx->commit();
    tx.reset();
    if (then) then(world);
    world.run_for(hours{2});
    EXPECT_GE(open_tasks(world, "damaged_row"), 1);
    const auto alerts = world.reader().alerts(100);
    EXPECT_TRUE(std::any_of(alerts.begin(), alerts.end(), [](const auto& alert) { return alert.kind == "damaged_row"; }));
  });
  for (const auto& problem : story.problems())
    if (problem.find("nothing_lost") == std::string::npos) ADD_FAILURE() << problem;  // what is damaged is found by nobody
}

constexpr std::string_view kGathering = R"(partner quick prompt
site pics.example at quick
page P http://pics.example/v/1.html
page Q http://pics.example/v/2.html
report P Q
advance 1m
assess P illegal_baseline
assess Q illegal_baseline
advance 5m
expect together P Q first
)";

/// So many mails were taken by partners when the world has gone on.
std::function<void(SimWorld&)> mails_taken(std::size_t count) {
  return [count](SimWorld& world) {
    world.run_for(hours{2});
    EXPECT_EQ(world.partners().totals(world.now()).mails_taken, count);
  };
}

// An item whose locator does not open is told to nobody and looked at by nobody; the other one in its notice goes out.
TEST(Delivery, DamagedLocatorsAreLeftOut) {
  go_on_with_damage("damaged_locator", kGathering, [](Transaction& tx) {
    auto item = *tx.item(ItemId{1});
    turn_a_bit(item.locator);
    tx.save(item);
  }, mails_taken(1));
}

// Where the host does not open nobody can tell what is laid down about the site: that item is told to nobody, and a person hears why.
TEST(Delivery, DamagedHostsMayBeForbidden) {
  const auto text = std::string(kGathering) + "rule quiet books.example do_not_contact: [{scope: hoster, why: police asks to wait}]\n";
  go_on_with_damage("damaged_host_with_rules", text, [](Transaction& tx) {
    auto location = *tx.location(LocationId{1});
    turn_a_bit(location.host);
    tx.save(location);
  }, [](SimWorld& world) {
    mails_taken(1)(world);
    const auto tasks = world.reader().open_tasks("do_not_contact", 10);
    ASSERT_EQ(tasks.size(), 1U);
    EXPECT_EQ(tasks.front().item, ItemId{1});
    EXPECT_NE(tasks.front().reason.find("cannot be read"), std::string::npos) << tasks.front().reason;
  });
}

// A host that does not open cannot be looked up; a person is told.
TEST(Delivery, DamagedHostsAreNotLookedUp) {
  const auto look_up_again = [](SimWorld& world) {
    runtime::Act act;
    act.kind = runtime::ActKind::relocate;
    act.subject = 1;
    act.by = {ActorKind::analyst, "anna"};
    world.act(act);
  };
  go_on_with_damage("damaged_host", kGathering, [](Transaction& tx) {
    auto location = *tx.location(LocationId{1});
    turn_a_bit(location.host);
    tx.save(location);
  }, look_up_again);
}

// One item alone is too large for a message: nobody can be told of it, and a person hears so; the other one in its notice goes out.
TEST(Delivery, AnItemTooLargeAloneIsADeadLetter) {
  const auto text = "bytes-max 10000\npartner quick refusing\nsite pics.example at quick\npage P http://pics.example/" + std::string(4'000, 'a') +
                    "\npage Q http://pics.example/b\nreport P Q\nadvance 1m\nassess P illegal_baseline\nassess Q illegal_baseline\nadvance 20m\n"
                    "expect mails quick 1; notice P first dead; notice Q first delivered; desk-task dead_letter; event P NoticeUndeliverable\n";
  const Story story("item_too_large", text);
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem.substr(0, 300);
}

// A mailbox that refused us is used again when a person says so, and the act tells how many that were.
TEST(Delivery, ResumingUsesRefusedMailboxesAgain) {
  Story story("refused_mailbox", R"(partner hollow bouncing at-the-relay
site pics.example at hollow
page P http://pics.example/v/1.html
report P
advance 1m
assess P illegal_baseline
advance 20m
expect notice P first refused
)", [](SimWorld& world) {
    const auto hollow = *world.reader().find_recipient("hollow");
    ASSERT_TRUE(world.reader().contacts(hollow).front().bounced_at);
    runtime::Act act;
    act.kind = runtime::ActKind::recipient_resume;
    act.slug = "hollow";
    act.by = {ActorKind::lead, "lotte"};
    world.act(act);
    world.settle();
    EXPECT_FALSE(world.reader().contacts(hollow).front().bounced_at);
    const auto events = world.reader().events(StreamKind::recipient, hollow.value);
    EXPECT_EQ(events.back().kind, "RecipientResumed");
    EXPECT_EQ(json_member(events.back().body, "used_again"), "1");
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

}  // namespace
}  // namespace redress::simulation
