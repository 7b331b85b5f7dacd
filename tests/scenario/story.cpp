#include "tests/scenario/story.hpp"

#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/seal/key_ring.hpp"
#include "sandbox/partners/mail_writer.hpp"
#include "tests/simulation/checkers/checkers.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <stdexcept>

namespace redress::simulation {
namespace {

/// What a story's line cannot be understood for. Ends the story.
struct NotUnderstood : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string joined(const std::vector<std::string>& words, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < words.size(); ++i) text += (text.empty() ? "" : " ") + words[i];
  return text;
}

/// The word after `key`; `fallback` when it is not there.
std::string after(const std::vector<std::string>& words, std::string_view key, std::string fallback = {}) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == key) return words[i + 1];
  return fallback;
}

bool says(const std::vector<std::string>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

template <class E>
E named(const std::string& word) {
  const auto value = from_name<E>(word);
  if (!value) throw NotUnderstood("unknown word '" + word + "'");
  return *value;
}

}  // namespace

std::vector<std::string> story_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(REDRESS_SOURCE_DIR) / "tests/scenario"))
    if (entry.path().extension() == ".story") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string story_text(const std::string& name) {
  std::ifstream file(std::filesystem::path(REDRESS_SOURCE_DIR) / "tests/scenario" / (name + ".story"), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Story::Story(std::string name, std::string_view text, const std::function<void(SimWorld&)>& then)
    : name_(std::move(name)), origin_(*parse_rfc3339("2030-01-07T08:00Z")) {
  std::istringstream lines{std::string(text)};
  try {
    while (std::getline(lines, text_)) {
      ++line_;
      const auto comment = text_.find('#');
      std::istringstream parts(text_.substr(0, comment));
      Words words;
      for (std::string word; parts >> word;) words.push_back(word);
      if (!words.empty()) play(words);
    }
    if (then) then(world());
    world().run_for(minutes{30});  // whatever was given out comes to its end
    world().finish();
    for (const auto& complaint : world().complaints()) problems_.push_back(name_ + ": " + complaint);
    rows_ = world().rows();
    if (!problems_.empty()) tell_what_happened();
  } catch (const std::exception& problem) {  // a word too few, a name nobody has, or NotUnderstood
    problems_.push_back(name_ + ".story:" + std::to_string(line_) + ": " + problem.what() + " in: " + text_);
  }
}

/// For whoever mends the story: every event of every page's requests, by true order.
void Story::tell_what_happened() {
  for (const auto& [label, page] : pages_) {
    std::string text = "what happened to " + label + ":";
    for (const auto* workflow : world().workflows()) {
      const auto request = world().request_of(page.url, workflow->name());
      if (!request) continue;
      for (const auto& event : world().reader().events(StreamKind::request, request->id.value))
        text += "\n    " + to_rfc3339(event.at) + "  " + std::string(workflow->name()) + "  " + event.kind + "  " + event.body;
    }
    problems_.push_back(text);
  }
}

void Story::check(bool holds, const std::string& what_is) {
  if (!holds) problems_.push_back(name_ + ".story:" + std::to_string(line_) + ": " + text_ + "   (" + what_is + ")");
}

SimWorld& Story::world() {
  if (!world_) {
    SimOptions options;
    options.partners.standing_cast = false;
    options.partners.origin = origin_;
    options.partners.broken_connection_share = 0;
    options.turn = seconds{1};
    directory_.rules = &rules_;
    options.directory = directory_;
    options.rules = changed_rules_;
    options.looks_off = looks_off_;
    world_ = std::make_unique<SimWorld>(options);
    add_checkers(*world_, true);
  }
  return *world_;
}

/// The line once for each page of a word that lists several (`P,Q,R`); the line itself where none does.
std::vector<Story::Words> Story::one_by_one(const Words& words) const {
  for (std::size_t at = 1; at < words.size(); ++at) {
    std::istringstream parts(words[at]);
    Words labels;
    for (std::string label; std::getline(parts, label, ',');) labels.push_back(label);
    const auto is_page = [&](const std::string& label) { return pages_.contains(label.substr(0, label.find('@'))); };
    if (labels.size() < 2 || !std::all_of(labels.begin(), labels.end(), is_page)) continue;
    std::vector<Words> lines;
    for (const auto& label : labels) {
      lines.push_back(words);
      lines.back()[at] = label;
    }
    return lines;
  }
  return {words};
}

void Story::play(const Words& words) {
  const auto& verb = words[0];
  // `hold P,Q until 6h` is `hold P until 6h` and `hold Q until 6h`.
  if (verb != "expect")
    if (const auto each = one_by_one(words); each.size() > 1) {
      for (const auto& one : each) play(one);
      return;
    }
  if (verb == "start") return start(words);
  if (verb == "bytes-max") {
    changed_rules_.push_back({"delivery/rules.yaml", "bytes_max: 2000000", "bytes_max: " + words.at(1)});
    return;
  }
  if (verb == "no-road") {  // abroad: no rule leads on from there
    changed_rules_.push_back(
        {"roads/rules.yaml", "    workflow: partner_referral", "    valid_until: 2024-01-02\n    workflow: partner_referral"});
    return;
  }
  if (verb == "home") {
    changed_rules_.push_back({"roads/rules.yaml", "countries: [NL]", "countries: [" + joined(words, 1) + "]"});
    return;
  }
  if (verb == "failures-before-task") {
    changed_rules_.push_back({"looks/rules.yaml", "failures_before_task: 12", "failures_before_task: " + words.at(1)});
    return;
  }
  if (verb == "holds") {
    if (words.at(1) != "end-by-agreement") throw NotUnderstood("unknown rule about holds");
    changed_rules_.push_back({"roads/rules.yaml", "    send_when_hold_ends: false", "    send_when_hold_ends: true\n    agreement: with the police"});
    return;
  }
  if (verb == "site-owner") {
    changed_rules_.push_back({"ladders/rules.yaml", "site_owner: never", "site_owner: " + words.at(1)});
    return;
  }
  if (verb == "designated" || verb == "programme" || verb == "messenger" || verb == "agreement" || verb == "police-list" || verb == "authority" ||
      verb == "deadline-changes")
    return rule_change(words);
  if (verb == "for") {
    for (const auto& label : labels_in(words)) {
      Words line(std::find(words.begin(), words.end(), "do") + 1, words.end());
      for (auto& word : line)
        for (auto at = word.find('*'); at != std::string::npos; at = word.find('*')) word.replace(at, 1, label);
      play(line);
    }
    return;
  }
  if (verb == "mail" || verb == "bounce" || verb == "strangers-mail" || verb == "strangers-bounce") return mail(words);
  if (verb == "until") return until(words);
  if (verb == "platform" || verb == "no-platform" || verb == "directory" || verb == "register") return directory_change(words);
  if (verb == "partner") return partner(words);
  if (verb == "rule") return rule(words);
  if (verb == "site") {
    sites_[words.at(1)] = world().partners().add_site(words.at(1), partners_.at(after(words, "at")));
    if (says(words, "behind")) {
      directory_.behind[words.at(1)] = after(words, "behind");
      directory_is_old_ = true;
    }
    return;
  }
  if (verb == "page") return page(words);
  if (verb == "move") return world().partners().move_site(words.at(1), world().now(), partners_.at(after(words, "to")));
  if (verb == "report") return report(words);
  if (verb == "flood") return flood(words);
  if (verb == "case" || verb == "add-location") return take_case_down(words);
  if (verb == "ask-status") return ask_status(words);
  if (verb == "service") return words.at(1) == "stops" ? world().stop_service() : world().start_service();
  if (verb == "advance") return world().run_for(span(words.at(1)));
  if (verb == "expect") {
    Words one{"expect"};
    for (std::size_t i = 1; i <= words.size(); ++i) {
      const bool ends = i == words.size() || words[i].ends_with(';');
      if (i < words.size()) {
        auto word = words[i];
        if (word.ends_with(';')) word.pop_back();
        one.push_back(word);
      }
      if (ends && one.size() > 1)
        for (const auto& each : one_by_one(std::exchange(one, {"expect"}))) expect(each);
    }
    return;
  }
  if (verb == "relay" || verb == "looks" || verb == "look-ups" || verb == "answers" || verb == "crash" || verb == "clock" || verb == "mailbox")
    return trouble(words);
  person(words);
}

void Story::start(const Words& words) {
  const auto moment = parse_rfc3339(words.at(1));
  if (!moment || world_) throw NotUnderstood("a story starts once, in its first line, at a time like 2030-01-07T08:00Z");
  origin_ = *moment;
}

// platform PARTNER · no-platform PARTNER · directory approves|unapproves PARTNER · register PARTNER in COUNTRY|nowhere (its addresses): from now on
void Story::directory_change(const Words& words) {
  const auto& verb = words[0];
  if (verb == "platform") directory_.platforms.insert(words.at(1));
  if (verb == "no-platform") directory_.platforms.erase(words.at(1));
  if (verb == "directory") {
    if (words.at(1) == "approves") directory_.unapproved.erase(words.at(2));
    else directory_.unapproved.insert(words.at(2));
  }
  if (verb == "register") directory_.addresses_in[words.at(1)] = after(words, "in") == "nowhere" ? "" : after(words, "in");
  world().set_directory(directory_);
  world().load_directory();
  world().settle();
}

// partner NAME BEHAVIOUR [in NL] [as network] [unapproved] [unlisted] [one-by-one] [with-postmaster] [in-front] [may-be-given-little]
// [null-mx] [full-for SPAN] [social] [by-form FORM]
void Story::partner(const Words& words) {
  const auto& name = words.at(1);
  if (says(words, "unapproved")) directory_.unapproved.insert(name);
  if (says(words, "unlisted")) directory_.absent.insert(name);
  if (says(words, "one-by-one")) directory_.one_by_one.insert(name);
  if (says(words, "with-postmaster")) directory_.with_second_contact.insert(name);
  if (says(words, "may-be-given-little")) directory_.may_be_given_little.insert(name);
  if (says(words, "in-front")) directory_.in_front.insert(name);
  if (says(words, "social")) directory_.platforms.insert(name);
  if (says(words, "by-form")) directory_.by_form[name] = after(words, "by-form");
  if (says(words, "office")) directory_.offices[name] = after(words, "office");
  sandbox::Party party;
  party.name = name;
  party.domain = name + ".example";
  party.abuse_mailbox = "abuse@" + party.domain;
  party.kind = named<sandbox::PartyKind>(after(words, "as", "hoster"));
  party.country = after(words, "in", "NL");
  if (party.country == "nowhere") party.country.clear();
  party.behaviour = named<sandbox::Behaviour>(words.at(2));
  party.refuses_at_relay = says(words, "at-the-relay");
  party.null_mx = says(words, "null-mx");
  if (says(words, "full-for")) party.full_for = span(after(words, "full-for"));
  party.confirms_receipt = says(words, "that-confirms");
  if (!world_) (void)world();
  partners_[name] = world().partners().add_party(party);
  const auto kind = says(words, "in-front") ? "proxy" : party.kind == sandbox::PartyKind::site_owner ? "site" : name_of(party.kind);
  recipients_ += "  - {id: " + name + ", name: " + name + ", kind: " + std::string(kind) +
                 (party.country.empty() ? "" : ", country: " + party.country) + ", language: en}\n";
  directory_is_old_ = true;
}

// rule ID SITE PARTS: one rule of the directory's file, in its own words; from now on
void Story::rule(const Words& words) {
  rule_lines_ += "  - {id: " + words.at(1) + ", site: " + words.at(2) + ", approved: true, valid_from: 2020-01-01, source: story, " + joined(words, 3) + "}\n";
  auto loaded = parse_directory("rules", "recipients:\n" + recipients_ + "sites:\n" + rule_lines_);
  if (!loaded) throw NotUnderstood(to_text(loaded.error().front()));
  rules_.load(std::move(*loaded));
}

// page LABEL http://host/path [illegal|not_illegal|doubtful] [behind URL]   makes it; without that referrer it says 404
// page LABEL becomes gone_404                                  changes it now
void Story::page(const Words& words) {
  const auto& label = words.at(1);
  if (words.at(2) == "becomes") return world().partners().change_page(page_of(label).url, world().now(), named<sandbox::PageKind>(words.at(3)));
  const auto& url = words.at(2);
  const auto slash = url.find('/', 7);
  const auto host = url.substr(7, slash - 7);
  if (!sites_.contains(host)) throw NotUnderstood("no site of that name");
  const auto truth = words.size() > 3 && words[3] != "behind" ? named<sandbox::Truth>(words[3]) : sandbox::Truth::illegal;
  pages_[label] = {world().partners().add_item(sites_.at(host), url.substr(slash), truth, after(words, "behind")), host, url.substr(slash), {}};
}

const Story::Page& Story::page_of(const std::string& label) const {
  const auto found = pages_.find(label);
  if (found == pages_.end()) throw NotUnderstood("no page is called " + label);
  return found->second;
}

// report LABEL… [by SOURCE] [from URL] [urgent]: one report that names them all
void Story::report(const Words& words) {
  if (std::exchange(directory_is_old_, false)) {
    world().set_directory(directory_);
    world().load_directory();
    world().settle();
  }
  runtime::FiledReport filed;
  auto& report = filed.report;
  report.source = after(words, "by", "webform");
  report.external_reference = "S-" + std::to_string(++reports_);
  if (const auto by = partners_.find(report.source);
      by != partners_.end() && world().partners().parties()[by->second].kind == sandbox::PartyKind::partner_hotline)
    report.origin = ReportOrigin::partner_hotline;
  if (says(words, "told")) report.told_at = world().engine_now() - span(after(words, "told"));
  static const std::set<std::string> kWhatFollows{"by", "from", "urgent", "as", "told"};
  for (std::size_t i = 1; i < words.size() && !kWhatFollows.contains(words[i]); ++i) {
    auto item = item_from_url(page_of(words[i]).url, after(words, "from"), {});
    if (!item) throw NotUnderstood("intake does not take that URL");
    if (report.source.ends_with("partner-hotline.example")) item->source_verdict = Verdict::illegal_baseline;
    if (says(words, "as")) item->source_verdict = named<Verdict>(after(words, "as"));
    item->urgent = says(words, "urgent");
    report.items.push_back(std::move(*item));
  }
  filed.digest = content_digest(report);
  runtime::FileReports work;
  work.desk = "hotline";
  work.reports.push_back(std::move(filed));
  world().file(std::move(work));
  world().settle();
}

// case LABEL… [first keep_evidence|ask_police|self_report] [consents PARTNER|any|none] [child] [threat] [refused]: a helpline worker takes it down
// add-location LABEL…: the same person names more
void Story::take_case_down(const Words& words) {
  if (std::exchange(directory_is_old_, false)) {
    world().set_directory(directory_);
    world().load_directory();
    world().settle();
  }
  runtime::OpenCase wanted;
  wanted.by = actor("hanna");
  if (words[0] == "add-location") wanted.to = case_;
  wanted.requester = PersonText(R"({"name":"Requester Invalid","contact":"requester@person.example"})");
  wanted.depicted = PersonText(R"({"name":"Depicted Invalid"})");
  wanted.authority = Authority::parent;
  wanted.age_band = says(words, "child") ? AgeBand::from_12_to_15 : AgeBand::adult;
  wanted.verdict = says(words, "child") ? Verdict::illegal_baseline : Verdict::illegal_national;
  wanted.threat = says(words, "threat");
  wanted.first_step = named<FirstStep>(after(words, "first", "send"));
  if (const auto whom = after(words, "consents", "any"); whom != "none") wanted.consents.push_back({whom, DataKind::location});
  static const std::set<std::string> kWhatFollows{"first", "consents", "child", "threat", "urgent"};
  for (std::size_t i = 1; i < words.size() && !kWhatFollows.contains(words[i]); ++i) {
    auto item = item_from_url(page_of(words[i]).url, {}, {});
    if (!item) throw NotUnderstood("intake does not take that URL");
    item->urgent = says(words, "urgent");
    wanted.items.push_back(std::move(*item));
  }
  bool answered = false;
  world().open_case(std::move(wanted), [&](const runtime::CaseResult& result) {
    answered = true;
    check(result.done, result.problem);
    case_ = result.id;
    for (const auto& word : words)
      if (pages_.contains(word)) cases_.emplace(word, result.id);
    number_ = result.number;
    if (!result.pin.empty()) pin_ = result.pin.open(TestReveal::grant());
  });
  world().settle();
  check(answered, "the engine did not answer");
}

// ask-status [with PIN] [refused]: by the newest case's number and PIN
void Story::ask_status(const Words& words) {
  runtime::Act act;
  act.kind = runtime::ActKind::case_status;
  act.by = {ActorKind::reporter, "person"};
  act.slug = number_;
  act.argument = after(words, "with", pin_);
  world().act(act, [&](const runtime::ActResult& result) {
    check(result.done != says(words, "refused"), result.done ? "it was answered" : result.problem);
    status_ = result.answer;
  });
  world().settle();
}

// flood N of LABEL|HOST by SOURCE: that many reports at one moment, of one page or of as many new ones
void Story::flood(const Words& words) {
  runtime::FileReports work;
  work.desk = "hotline";
  const auto& of = words.at(3);
  for (int number = 0; number < std::stoi(words.at(1)); ++number) {
    runtime::FiledReport filed;
    filed.report.source = after(words, "by", "webform");
    filed.report.external_reference = "F-" + std::to_string(++reports_);
    auto item = item_from_url(pages_.contains(of) ? page_of(of).url : "http://" + of + "/flood/" + std::to_string(number), {}, {});
    if (!item) throw NotUnderstood("intake does not take that URL");
    filed.report.items.push_back(std::move(*item));
    filed.digest = content_digest(filed.report);
    work.reports.push_back(std::move(filed));
  }
  world().file(std::move(work));
  world().settle();
}

// designated active|suspended · programme PARTNER · messenger PARTNER · agreement (a hold that ends lets notices leave) · police-list ·
// authority ORDER (the desk may order, and its road leads there) · deadline-changes DATE HOURS: rules; before the first partner
void Story::rule_change(const Words& words) {
  if (words[0] == "police-list") {
    changed_rules_.push_back({"roads/rules.yaml", "    listed: false", "    listed: true\n    agreement: covenant with the police"});
    return;
  }
  if (words[0] == "authority") {
    constexpr const char* kRoads = "roads/rules.yaml";
    const auto power = "    regime: " + words.at(1) + "\n    standing: ";
    changed_rules_.push_back({kRoads, power + "none", power + "active"});
    changed_rules_.push_back({kRoads, "      at_home: true\n    workflow: hotline_ntd", "      at_home: true\n    workflow: removal_order"});
    return;
  }
  if (words[0] == "deadline-changes") {  // of the regime at home: until then as shipped, from then on other hours
    constexpr const char* kDeadlines = "deadlines/rules.yaml";
    const auto last_day = to_rfc3339(*parse_rfc3339(words.at(1) + "T00:00Z") - hours{24}).substr(0, 10);
    const std::string conditions = "    when:\n      country: [NL]\n      verdict: [illegal_baseline, illegal_national]\n";
    changed_rules_.push_back({kDeadlines, conditions + "    regime: nl_ntd_code_csam",
                              "    valid_until: " + last_day + "\n" + conditions + "    regime: nl_ntd_code_csam"});
    changed_rules_.push_back({kDeadlines, "\ndeadlines:\n",
                              "\ndeadlines:\n  - id: deadline.story\n    source: [SRC-HOUSE-RULES]\n    valid_from: " + words.at(1) + "\n" +
                                  conditions + "    regime: nl_ntd_code_csam\n    removal_within: " + words.at(2) +
                                  " h\n    counts_from: first_attempt\n    accepted_within: 4 h\n    used_by: hotline\n"});
    return;
  }
  if (words[0] == "agreement") {
    changed_rules_.push_back({"roads/rules.yaml", "    send_when_hold_ends: false", "    send_when_hold_ends: true\n    agreement: covenant with the police"});
    return;
  }
  constexpr const char* kFile = "platforms/rules.yaml";
  const auto head = "  - id: platform.story_" + words[0] + "\n    source: [SRC-HOUSE-RULES]\n    valid_from: 2024-02-17\n";
  const auto about = "    when:\n      recipient: " + words.at(1) + "\n";
  if (words[0] == "designated") changed_rules_.push_back({kFile, "standing: none", "standing: " + words[1]});
  if (words[0] == "programme")
    changed_rules_.push_back({kFile, "\ncapacities:\n", "\ncapacities:\n" + head + about + "    capacity: programme\n    standing: active\n"});
  if (words[0] == "messenger") changed_rules_.push_back({kFile, "\nremoval:\n", "\nremoval:\n" + head + about + "    removes: false\n"});
}

/// The labels between the first word and "do"; P3-P6 is P3 P4 P5 P6.
std::vector<std::string> Story::labels_in(const Words& words) {
  std::vector<std::string> labels;
  for (std::size_t i = 1; i < words.size() && words[i] != "do"; ++i) {
    const auto dash = words[i].find('-');
    if (dash == std::string::npos) {
      labels.push_back(words[i]);
      continue;
    }
    const auto digits = words[i].find_first_of("0123456789");
    const auto last = std::stoi(words[i].substr(words[i].find_first_of("0123456789", dash)));
    for (int number = std::stoi(words[i].substr(digits, dash - digits)); number <= last; ++number)
      labels.push_back(words[i].substr(0, digits) + std::to_string(number));
  }
  return labels;
}

// mail LABEL [oldest] TEXT · bounce LABEL [oldest]: whoever got the newest (or oldest) notice about it writes to its reply address, or it comes back
// strangers-mail LABEL HOST TEXT · strangers-bounce LABEL: by somebody there who knows its reference, and not its reply address
void Story::mail(const Words& words) {
  const bool oldest = words.size() > 2 && words[2] == "oldest";
  std::vector<NoticeRecord> notices;
  if (words.at(1).find('@') != std::string::npos)
    notices = notices_about(words[1]);
  else
    for (const auto& request : world().reader().requests_of_item(*world().item_of(page_of(words[1]).url)))
      for (const auto id : world().reader().notices_of(request.id)) notices.push_back(*world().reader().notice(id));
  if (notices.empty()) throw NotUnderstood("there is no notice about it");
  const auto by_id = [](const auto& one, const auto& other) { return one.id < other.id; };
  const auto notice = oldest ? *std::min_element(notices.begin(), notices.end(), by_id) : *std::max_element(notices.begin(), notices.end(), by_id);
  const auto from = world().reader().recipient(notice.recipient)->slug + ".example";
  if (words[0] == "strangers-mail")
    return world().deliver_mail("From: Desk <desk@" + words.at(2) + ">\r\nTo: <ntd@hotline.test>\r\nSubject: Re: [" + notice.reference +
                                "]\r\nMessage-ID: <" + std::to_string(++mails_) + "@" + words.at(2) + ">\r\n\r\n" + joined(words, 3) + "\r\n");
  if (words[0] == "mail")
    return world().deliver_mail("From: Desk <desk@" + from + ">\r\nTo: <ntd+" + notice.reply_token + "@hotline.test>\r\nSubject: Re: [" + notice.reference +
                                "]\r\nMessage-ID: <" + std::to_string(++mails_) + "@" + from + ">\r\n\r\n" + joined(words, oldest ? 3 : 2) + "\r\n");
  sandbox::Party party;
  party.name = party.domain = from;
  sandbox::NoticeSeen seen;
  seen.reference = notice.reference;
  seen.message_id = notice.reference + "@hotline.test";
  seen.envelope_from = seen.reply_to = "ntd-return" + (words[0] == "bounce" ? "+" + notice.reply_token : std::string()) + "@hotline.test";
  seen.recipient = party.abuse_mailbox = "abuse@" + from;
  sandbox::Reaction reaction;
  reaction.kind = sandbox::Reaction::Kind::bounce;
  reaction.at = world().now();
  reaction.status = "5.7.1";
  reaction.diagnostic = "550 this message is not accepted here";
  world().deliver_mail(sandbox::write_mail(party, seen, reaction).text);
}

// until LABEL STATE: second by second, for two hours at most
void Story::until(const Words& words) {
  for (int turns = 0; turns < 7'200 && newest_request(words.at(1)).state != words.at(2); ++turns) world().run_for(seconds{1});
  expect_request(words[1], words[2]);
}

Actor Story::actor(const std::string& name) {
  if (name == "police") return {ActorKind::partner, name};
  if (name == "bram") return {ActorKind::senior, name};
  if (name == "lotte") return {ActorKind::lead, name};
  if (name == "hanna") return {ActorKind::helpline, name};
  return {ActorKind::analyst, name};
}

// ACT LABEL [argument] [by NAME] [until SPAN] · answer KIND LABEL ANSWER [ticket NUMBER] [ago SPAN] · approve/pause/resume PARTNER ·
// connector pause/resume NAME · sending MODE
void Story::person(const Words& words) {
  runtime::Act act;
  act.by = actor(after(words, "by", case_ ? "hanna" : "anna"));  // a story with a case is the helpline's
  act.reason = "story";
  const bool refused = words.size() > 1 && words.back() == "refused", perhaps = words.back() == "perhaps";
  const auto& verb = words[0];
  if (verb == "answer") {
    act.kind = runtime::ActKind::task_answer;
    act.argument = words.at(3);
    const auto request = newest_request(words.at(2));
    for (const auto& task : world().reader().tasks(request.id))
      if (task.kind == words[1] && !task.closed_at) act.subject = task.id.value;
    for (const auto& task : world().reader().open_tasks(words[1], 1'000))  // of a notice, not of one request
      if (!task.request && (!task.item || task.item == request.item)) act.subject = task.id.value;
    act.ticket = after(words, "ticket");
    if (says(words, "ago")) act.at = world().engine_now() - span(after(words, "ago"));
    if (act.subject == 0) return check(perhaps, "no such task is open");
  } else if (verb == "connector") {
    act.kind = words.at(1) == "pause" ? runtime::ActKind::connector_pause : runtime::ActKind::connector_resume;
    act.slug = words.at(2);
  } else if (verb == "sending") {
    act.kind = runtime::ActKind::sending;
    act.argument = words.at(1);
  } else if (verb == "approve" || verb == "pause" || verb == "unpause") {
    act.kind = verb == "approve" ? runtime::ActKind::recipient_approve : verb == "pause" ? runtime::ActKind::recipient_pause : runtime::ActKind::recipient_resume;
    act.slug = words.at(1);
    if (directory_.absent.contains(act.slug)) act.slug = "registry:abuse@" + act.slug + ".example";
  } else if (verb.starts_with("case_")) {  // case_consent_give WHOM [LABEL] · case_consent_take_back WHOM [LABEL] · case_show ·
                                           // case_withdraw · case_erase
    act.kind = named<runtime::ActKind>(verb);
    act.subject = words.size() > 2 && cases_.contains(words[2]) ? cases_.at(words[2]).value : case_.value;
    if (words.size() > 1 && words[1] != "by" && words[1] != "refused") {
      act.slug = words[1];
      act.argument = "location";
    }
  } else {
    act.kind = named<runtime::ActKind>(verb);
    const auto item = world().item_of(page_of(words.at(1)).url);
    if (!item) return check(false, "nobody has reported it");
    act.subject = item->value;
    if (verb == "assess" || verb == "second_opinion" || verb == "say" || verb == "refer") act.argument = words.at(2);
    if (verb == "dossier") {
      act.slug = words.at(2);
      act.argument = std::string(64, 'a');
    }
    if (says(words, "because")) act.closing_reason = named<ClosingReason>(after(words, "because"));
    if (verb == "set_registrar") act.slug = words.at(2);
    if (says(words, "until")) act.until = world().engine_now() + span(after(words, "until"));
  }
  bool answered = false;
  world().act(act, [&](const runtime::ActResult& result) {
    answered = true;
    check(perhaps || result.done != refused, result.done ? "it was done" : result.problem);
    if (act.kind == runtime::ActKind::case_show) status_ = result.answer;
  });
  world().settle();
  check(answered, "the engine did not answer");
  if (verb == "answer" && words[1] == "hand_over" && act.argument == "filed" && !refused)
    hand_in_form(world().reader().task(TaskId{act.subject})->notice);
}

/// What a person files reaches the partner as the form has it: addresses, and where to answer if it says so.
void Story::hand_in_form(NoticeId id) {
  const auto notice = *world().reader().notice(id);
  const auto form = *world().keys().open(*world().keys().unwrap(notice.key), {"notices", "message", notice.id.value}, notice.message);
  sandbox::NoticeSeen seen;
  seen.reference = notice.reference;
  seen.recipient = "abuse@" + world().reader().recipient(notice.recipient)->slug + ".example";
  seen.retraction = notice.kind == NoticeKind::retraction;
  for (auto at = form.find("http://"); at != std::string::npos; at = form.find("http://", at + 1)) {
    const auto url = form.substr(at, form.find_first_of("\"\\ ", at) - at);
    if (!says(seen.urls, url)) seen.urls.push_back(url);
  }
  if (const auto reply = form.find("ntd+"); reply != std::string::npos) {
    seen.reply_to = seen.envelope_from = form.substr(reply, form.find('"', reply) - reply);
    world().partners().on_notice(seen, world().now());
  }
}

// relay down SPAN · relay refuses SPAN · relay hesitates SPAN · relay takes BYTES · looks off · looks fail|held SPAN ·
// look-ups fail|held SPAN · answers held SPAN · crash at-rest|before-send|after-send · clock set +SPAN|-SPAN
void Story::trouble(const Words& words) {
  const auto& what = words.at(1);
  if (words[0] == "relay" && what == "takes") return world().set_relay_takes_bytes(std::stoul(words.at(2)));
  if (words[0] == "relay" && what == "refuses") return world().set_relay_refuses_until(world().now() + span(words.at(2)));
  if (words[0] == "relay" && what == "hesitates") return world().hold_verdicts_until(world().now() + span(words.at(2)));
  if (words[0] == "relay") return world().set_relay_reachable_from(world().now() + span(words.at(2)));
  if (words[0] == "looks" && what == "off") {
    if (world_) throw NotUnderstood("looks are off from the beginning, before the first partner");
    looks_off_ = true;
    return;
  }
  if (words[0] == "looks" && what == "held") return world().hold_looks_until(world().now() + span(words.at(2)));
  if (words[0] == "looks") return world().set_looks_work_from(world().now() + span(words.at(2)));
  if (words[0] == "look-ups" && what == "fail") return world().set_lookups_work_from(world().now() + span(words.at(2)));
  if (words[0] == "look-ups") return world().hold_lookups_until(world().now() + span(words.at(2)));
  if (words[0] == "answers") return world().hold_answers_until(world().now() + span(words.at(2)));
  if (words[0] == "clock") {
    const bool back = words.at(2).starts_with('-');
    const auto by = span(words.at(2).substr(1));
    return world().set_engine_clock_off_by(back ? -by : by);
  }
  if (what == "at-rest") return world().crash(Fault::crash_at_rest);
  if (what == "before-send") return world().crash_at_next_send(Fault::crash_before_send);
  if (what == "after-send") return world().crash_at_next_send(Fault::crash_after_send);
  throw NotUnderstood("unknown trouble");
}

RequestRecord Story::request_of(const std::string& label, std::string_view workflow) {
  const auto request = world().request_of(page_of(label).url, workflow);
  if (!request) throw NotUnderstood(label + " has no request of " + std::string(workflow));
  return *request;
}

RequestRecord Story::newest_request(const std::string& label) {
  if (const auto at = label.find('@'); at != std::string::npos) return request_of(label.substr(0, at), label.substr(at + 1));
  const auto item = world().item_of(page_of(label).url);
  const auto requests = item ? world().reader().requests_of_item(*item) : std::vector<RequestRecord>{};
  if (requests.empty()) throw NotUnderstood(label + " has no request");
  return *std::max_element(requests.begin(), requests.end(), [](const auto& one, const auto& other) { return one.id < other.id; });
}

std::vector<NoticeRecord> Story::notices_about(const std::string& label) {
  std::vector<NoticeRecord> notices;
  for (const auto id : world().reader().notices_of(newest_request(label).id)) notices.push_back(*world().reader().notice(id));
  return notices;
}

void Story::expect_request(const std::string& label, const std::string& state) {
  const auto request = newest_request(label);
  check(request.state == state, label + " is in " + request.workflow + "/" + request.state);
}

// What an `expect` may say; several stand on one line with `;` between.
void Story::expect(const Words& words) {
  const auto& first = words.at(1);
  if (const auto& all = world().workflows(); std::any_of(all.begin(), all.end(), [&](const Workflow* one) { return one->name() == first; })) {
    const auto request = request_of(words.at(2), first);
    return check(request.state == words.at(3), request.state);
  }
  if (first == "task" || first == "no-task") {  // task KIND LABEL
    bool open = false;
    std::string kinds;
    const auto request = newest_request(words.at(3));
    for (const auto& task : world().reader().tasks(request.id)) {
      if (task.closed_at) continue;
      kinds += " " + task.kind;
      open = open || task.kind == words.at(2);
    }
    return check(open == (first == "task"), "open tasks:" + kinds);
  }
  if (first == "reads") {  // reads KIND LABEL WORDS: a message behind its open task of that kind, opened for a reason, has them
    runtime::Act act;
    act.kind = runtime::ActKind::task_show;
    act.by = actor("anna");
    act.reason = "story";
    for (const auto& task : world().reader().tasks(newest_request(words.at(3)).id))
      if (task.kind == words.at(2) && !task.closed_at) act.subject = task.id.value;
    std::string shown = "no such task is open";
    world().act(act, [&](const runtime::ActResult& result) { shown = result.done ? result.answer : result.problem; });
    world().settle();
    return check(shown.find(joined(words, 4)) != std::string::npos, shown);
  }
  if (first == "answered") {  // answered WORDS: the newest answer about a case has them
    return check(status_.find(joined(words, 2)) != std::string::npos, status_);
  }
  if (first == "because") {  // because KIND WORDS: the newest task of no request of that kind says why
    std::string reason = "no such task";
    for (const auto& task : world().reader().open_tasks(words.at(2), 1'000)) reason = task.reason;
    return check(reason.find(joined(words, 3)) != std::string::npos, reason);
  }
  if (first == "desk-task" || first == "no-desk-task") {  // desk-task KIND: one of no request
    std::string kinds;
    for (const auto& task : world().reader().open_tasks("", 1'000)) kinds += " " + task.kind;
    return check(((kinds + " ").find(" " + words.at(2) + " ") != std::string::npos) == (first == "desk-task"), "open tasks:" + kinds);
  }
  if (first == "alert" || first == "no-alert") {
    std::string kinds;
    for (const auto& alert : world().reader().alerts(1'000)) kinds += " " + alert.kind;
    return check(((kinds + " ").find(" " + words.at(2) + " ") != std::string::npos) == (first == "alert"), "alerts:" + kinds);
  }
  if (first == "alerts") {  // alerts KIND N: raised that often, however much each was repeated within its throttle
    std::int64_t count = 0;
    for (const auto& alert : world().reader().alerts(1'000)) count += alert.kind == words.at(2) ? 1 : 0;
    return check(std::to_string(count) == words.at(3), std::to_string(count));
  }
  if (first == "mails") {  // mails PARTNER N: different notices that arrived there
    std::size_t count = 0;
    for (const auto& [reference, effects] : world().partners().all_effects()) count += effects.recipient == "abuse@" + words.at(2) + ".example" ? 1 : 0;
    return check(std::to_string(count) == words.at(3), std::to_string(count) + " arrived");
  }
  if (first == "copies") {  // copies N: mails beyond the first of their notice, every one of them marked
    const auto totals = world().partners().totals(world().now());
    return check(std::to_string(totals.duplicates) == words.at(2) && totals.unmarked_duplicates == 0,
                 std::to_string(totals.duplicates) + ", unmarked " + std::to_string(totals.unmarked_duplicates));
  }
  if (first == "notice" || first == "no-notice") {  // notice LABEL KIND STATE
    std::string all;
    bool found = false;
    for (const auto& notice : notices_about(words.at(2))) {
      all += " " + std::string(name_of(notice.kind)) + "/" + std::string(name_of(notice.state));
      found = found || (name_of(notice.kind) == words.at(3) && (words.size() < 5 || name_of(notice.state) == words.at(4)));
    }
    return check(found == (first == "notice"), "notices:" + all);
  }
  if (first == "told-back") {  // told-back LABEL STEP,STEP…: what the partner it is from, or the exchange, was told of it, in this order
    std::string steps;
    const auto request = request_of(words.at(2), "partner_referral");
    auto all = world().reader().notices_of(request.id);
    std::sort(all.begin(), all.end());
    for (const auto id : all)
      if (const auto notice = *world().reader().notice(id); notice.step && notice.accepted_at)
        steps += (steps.empty() ? "" : " ") + std::string(name_of(*notice.step));
    return check(steps == joined(words, 3), steps);
  }
  if (first == "says") {  // says LABEL WORDS: the message of its newest sealed notice has them
    const auto notices = notices_about(words.at(2));
    const auto sealed = std::find_if(notices.begin(), notices.end(), [](const NoticeRecord& one) { return !one.message.empty(); });
    if (sealed == notices.end()) return check(false, "no notice is sealed");
    const auto& notice = *sealed;
    auto text = *world().keys().open(*world().keys().unwrap(notice.key), {"notices", "message", notice.id.value}, notice.message);
    for (std::size_t at = 0; (at = text.find("=\r\n", at)) != std::string::npos;) text.erase(at, 3);
    return check(text.find(joined(words, 3)) != std::string::npos, "the message has no such words");
  }
  if (first == "rehearsed") {  // rehearsed LABEL N: so many of its notices would have left
    std::size_t count = 0;
    for (const auto& notice : notices_about(words.at(2)))
      for (const auto& event : world().reader().events(StreamKind::notice, notice.id.value)) count += event.kind == "NoticeRehearsed" ? 1 : 0;
    return check(std::to_string(count) == words.at(3), std::to_string(count));
  }
  if (first == "notices") {  // notices LABEL N
    const auto count = std::to_string(notices_about(words.at(2)).size());
    return check(count == words.at(3), count);
  }
  if (first == "together") {  // together LABEL LABEL KIND: one notice of that kind speaks of both
    bool found = false;
    for (const auto& notice : notices_about(words.at(2))) {
      if (name_of(notice.kind) != words.at(4)) continue;
      for (const auto& other : notices_about(words.at(3))) found = found || other.id == notice.id;
    }
    return check(found, "no notice of that kind has both");
  }
  if (first == "flooded") {  // flooded N: reports that bear the mark
    std::set<std::int64_t> marked;
    world().reader().for_each_event(StreamKind::report, [&](const EventRecord& event) {
      if (event.kind == "ReportFiled" && json_member(event.body, "flood") == "true") marked.insert(event.stream_id);
      return true;
    });
    return check(std::to_string(marked.size()) == words.at(2), std::to_string(marked.size()));
  }
  if (first == "looks-at-most") {  // looks-at-most N, of all pages, since the beginning
    return check(world().looks() <= std::stoll(words.at(2)), std::to_string(world().looks()));
  }
  if (first == "spells") {
    const auto count = std::to_string(world().reader().spells(newest_request(words.at(2)).id).size());
    return check(count == words.at(3), count);
  }
  if (first == "rung") {
    const auto rung = std::to_string(newest_request(words.at(2)).facts.rung);
    return check(rung == words.at(3), rung);
  }
  if (first == "closed-because") {  // closed-because LABEL REASON
    const auto reason = std::string(name_of(newest_request(words.at(2)).facts.closing_reason));
    return check(reason == words.at(3), reason);
  }
  if (first == "verdict") {
    const auto item = world().reader().item(*world().item_of(page_of(words.at(2)).url));
    return check(item->verdict && name_of(*item->verdict) == words.at(3), item->verdict ? std::string(name_of(*item->verdict)) : "none");
  }
  if (first == "reported") {  // reported LABEL N times
    const auto count = std::to_string(world().reader().item(*world().item_of(page_of(words.at(2)).url))->report_count);
    return check(count == words.at(3), count);
  }
  if (first == "location-event") {  // location-event LABEL KIND WORDS: the newest of that kind has them in its body
    const auto events = world().reader().events(StreamKind::location, newest_request(words.at(2)).location.value);
    std::string body = "none";
    for (const auto& event : events)
      if (event.kind == words.at(3)) body = event.body;
    return check(body.find(joined(words, 4)) != std::string::npos, body);
  }
  if (first == "event" || first == "no-event") {  // event LABEL NAME: happened to its newest request
    std::string all;
    for (const auto& event : world().reader().events(StreamKind::request, newest_request(words.at(2)).id.value)) all += " " + event.kind;
    return check(((all + " ").find(" " + words.at(3) + " ") != std::string::npos) == (first == "event"), all);
  }
  expect_request(first, words.at(2));
}

Milliseconds Story::span(std::string_view text) const {
  Milliseconds whole{0};
  std::int64_t number = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      continue;
    }
    if (c == 'd') whole += hours{24 * number};
    else if (c == 'h') whole += hours{number};
    else if (c == 'm') whole += minutes{number};
    else if (c == 's') whole += seconds{number};
    else throw NotUnderstood("a span is written like 2d, 3h30m or 20s");
    number = 0;
  }
  return whole;
}

}  // namespace redress::simulation
