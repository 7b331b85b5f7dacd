// Files with one mistake each: the shipped rules with one place changed. All are refused, at the exact line and column, with the
// way to mend it.
#include "tests/unit/policies/support.hpp"

#include <filesystem>
#include <fstream>

namespace redress {
namespace {

struct BadRules {
  const char* file;
  const char* from;
  const char* to;
  const char* problem;
};

class BadRuleFiles : public testing::TestWithParam<BadRules> {};

// The first problem names place, mistake and remedy.
TEST_P(BadRuleFiles, AreRefusedAtTheirPlace) {
  const auto& row = GetParam();
  auto text = shipped_rules().find(row.file)->second;
  const auto at = text.find(row.from);
  ASSERT_NE(at, std::string::npos) << "the shipped file no longer holds: " << row.from;
  const auto loaded = with_file(row.file, text.replace(at, std::string_view(row.from).size(), row.to));
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error().front()), row.problem);
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadRuleFiles,
    testing::Values(
        BadRules{"deadlines/rules.yaml", "removal_within: 24 h", "removal_wihtin: 24 h",
                 "deadlines/rules.yaml:11:5: the key \"removal_within\" is missing (add it)"},
        BadRules{"deadlines/rules.yaml", "removal_within: 24 h", "removal_within: 24",
                 "deadlines/rules.yaml:18:21: \"24\" is not a duration (write a number and a unit, e.g. \"30 s\", \"15 min\", \"24 h\", "
                 "\"3 d\")"},
        BadRules{"deadlines/rules.yaml", "removal_within: 24 h", "removal_within: 3000 d",
                 "deadlines/rules.yaml:18:21: \"3000 d\" is out of range (from 1 min to 90 d)"},
        BadRules{"deadlines/rules.yaml", "removal_within: 24 h", "removal_within: [24 h]",
                 "deadlines/rules.yaml:18:21: a list stands here, but a duration is needed (write a single value)"},
        BadRules{"deadlines/rules.yaml", "counts_from: first_attempt", "counts_from: first_atempt",
                 "deadlines/rules.yaml:19:18: \"first_atempt\" is not known here (nearest valid word: \"first_attempt\")"},
        BadRules{"deadlines/rules.yaml", "    regime: nl_ntd_code_csam\n", "",
                 "deadlines/rules.yaml:11:5: the key \"regime\" is missing (add it)"},
        BadRules{"deadlines/rules.yaml", "    regime: nl_ntd_code_csam\n", "    regime: nl_ntd_code_csam\n    regime: another\n",
                 "deadlines/rules.yaml:18:5: duplicate key \"regime\" (keep one of them)"},
        BadRules{"deadlines/rules.yaml", "used_by: hotline", "used_by: authority",
                 "deadlines/rules.yaml:21:14: the hours of an order count for orders, and for nothing else (say \"used_by: authority\" and "
                 "\"workflow: removal_order\" together, or neither)"},
        BadRules{"deadlines/rules.yaml", "when: {regime: us_report_act}", "when: {regime: eu_tco}",
                 "deadlines/rules.yaml:225:11: the rule \"deadline.eu_tco\" uses the regime \"eu_tco\" (drop one of the two)"},
        BadRules{"roads/rules.yaml", "workflow: hotline_ntd", "workflow: removal_order",
                 "roads/rules.yaml:26:15: this desk has no power to order a removal (lead to hotline_ntd; only an authority sets "
                 "\"standing: active\" of its own order)"},
        BadRules{"deadlines/rules.yaml", "country: [NL]", "country: [nl]",
                 "deadlines/rules.yaml:15:17: \"nl\" is not a country (write two capitals (ISO 3166-1), e.g. NL)"},
        BadRules{"deadlines/rules.yaml", "country: [NL]", "countries: [NL]",
                 "deadlines/rules.yaml:15:7: unknown key \"countries\" (nearest valid key: \"country\")"},
        BadRules{"deadlines/rules.yaml", "country: [NL]", "country: []",
                 "deadlines/rules.yaml:15:16: the list is empty (name at least one)"},
        BadRules{"deadlines/rules.yaml", "verdict: [illegal_baseline, illegal_national]", "verdict: [illegal_baseline, ilegal_national]",
                 "deadlines/rules.yaml:16:35: \"ilegal_national\" is not known here (nearest valid word: \"illegal_national\")"},
        BadRules{"deadlines/rules.yaml", "verdict: [illegal_baseline, illegal_national]", "verdict: [illegal_baseline, illegal_baseline]",
                 "deadlines/rules.yaml:16:16: one value is named twice (drop one of them)"},
        BadRules{"deadlines/rules.yaml", "[SRC-NTD-CODE, SRC-NTD-ADDENDUM]", "[the code]",
                 "deadlines/rules.yaml:12:14: \"the code\" is not the id of a source (write one of docs/sources.md, e.g. SRC-NTD-CODE)"},
        BadRules{"deadlines/rules.yaml", "[SRC-NTD-CODE, SRC-NTD-ADDENDUM]", "[]",
                 "deadlines/rules.yaml:12:13: the list is empty (name at least one)"},
        BadRules{"deadlines/rules.yaml", "valid_from: 2024-01-01", "valid_from: 2024-13-01",
                 "deadlines/rules.yaml:13:17: \"2024-13-01\" is not a date (write year, month and day, e.g. 2026-11-01)"},
        BadRules{"deadlines/rules.yaml", "valid_from: 2024-01-01", "valid_from: 2024-01-01\n    valid_until: 2023-01-01",
                 "deadlines/rules.yaml:14:18: the last day lies before the first (mend valid_from or valid_until)"},
        BadRules{"deadlines/rules.yaml", "version: 2026-11-27", "version: two",
                 "deadlines/rules.yaml:7:10: \"two\" is not a date (write year, month and day, e.g. 2026-11-01)"},
        BadRules{"deadlines/rules.yaml", "version: 2026-11-27.2\n", "",
                 "deadlines/rules.yaml:8:1: the key \"version\" is missing (add it)"},
        BadRules{"deadlines/rules.yaml", "id: deadline.eu_dsa_16", "id: deadline.nl_ntd_code_csam",
                 "deadlines/rules.yaml:24:9: the id \"deadline.nl_ntd_code_csam\" is used already, at deadlines/rules.yaml:11 (give each "
                 "rule an id of its own)"},
        BadRules{"deadlines/rules.yaml", "id: deadline.default\n    source: [SRC-HOUSE-RULES]\n    valid_from: 2024-01-01\n",
                 "id: deadline.default\n    source: [SRC-HOUSE-RULES]\n    valid_from: 2024-01-01\n    valid_until: 2030-01-01\n",
                 "deadlines/rules.yaml:204:5: no rule of \"deadlines\" answers when no other does (add one without \"when\" and without "
                 "\"valid_until\")"},
        BadRules{"deadlines/rules.yaml", "    when:\n      country: [NL]\n      verdict: [illegal_baseline, illegal_national]\n", "",
                 "deadlines/rules.yaml:33:5: never chosen: \"deadline.nl_ntd_code_csam\" has the same conditions at the same time (narrow "
                 "one of them by a condition, or by valid_from and valid_until)"},
        BadRules{"deadlines/rules.yaml", "deadlines:\n", "deadline:\n",
                 "deadlines/rules.yaml:7:1: the key \"deadlines\" is missing (add it)"},
        BadRules{
            "deadlines/rules.yaml", "country: [NL]", "country: &home [NL]",
            "deadlines/rules.yaml:15:16: anchors (&name) are not allowed (drop the anchor and write the value out where it is needed)"},
        BadRules{"deadlines/rules.yaml", "country: [NL]", "country: [NL",
                 "deadlines/rules.yaml:16:14: not valid YAML: end of sequence flow not found (look at indentation, quotes and colons)"},
        BadRules{"ladders/rules.yaml", "site_owner: never", "site_owner: allways",
                 "ladders/rules.yaml:25:17: \"allways\" is not known here (nearest valid word: \"at_once\")"},
        BadRules{"ladders/rules.yaml", "      - task: approve_registrar\n", "",
                 "ladders/rules.yaml:50:9: a registrar is asked without approval (put a rung with only \"task: approve_registrar\" right "
                 "before this one)"},
        BadRules{"ladders/rules.yaml", "      - task: approve_network\n", "",
                 "ladders/rules.yaml:41:9: a network is asked without approval (put a rung with only \"task: approve_network\" right "
                 "before this one)"},
        BadRules{"ladders/rules.yaml", "reminders_max: 1\n        reminder_after: 0 s", "reminders_max: 0\n        reminder_after: 0 s",
                 "ladders/rules.yaml:32:24: the task of a reminder that is never sent (set reminders_max to 1 or more, or use \"task\")"},
        BadRules{"ladders/rules.yaml", "{scope: hoster, need: copy, kind: copy}", "{scope: site, need: copy, kind: copy}",
                 "ladders/rules.yaml:44:21: the site's owner is no addressee of a rung (say \"site_owner: at_once\" or \"later\" of "
                 "the ladder)"},
        BadRules{
            "ladders/rules.yaml", "{scope: hoster, need: copy, kind: copy}", "{scope: hoster, need: copy, kind: thanks}",
            "ladders/rules.yaml:44:47: a rung asks; it neither retracts, thanks nor reports (use first, reminder, escalation or copy)"},
        BadRules{"ladders/rules.yaml", "      - task: approve_registrar\n", "      - reminders_max: 1\n",
                 "ladders/rules.yaml:50:9: the rung asks nobody and opens no task (name addressees, or a task)"},
        BadRules{"ladders/rules.yaml", "reminders_max: 1\n        reminder_after: 0 s", "reminders_max: 2\n        reminder_after: 0 s",
                 "ladders/rules.yaml:31:25: several reminders would leave at once (put at least 5 min between them)"},
        BadRules{
            "ladders/rules.yaml", "{scope: hoster, need: copy, kind: copy}", "{scope: hoster, need: any, kind: escalation}",
            "ladders/rules.yaml:44:13: a second addressee that is waited for on one rung (make it a copy, or give it a rung of its own)"},
        BadRules{
            "ladders/rules.yaml", "{scope: hoster, need: all, kind: first}", "{scope: hoster, need: copy, kind: first}",
            "ladders/rules.yaml:27:9: the rung waits for nobody: all of its addressees are copies (say \"need: all\" of the one that is to "
            "act)"},
        BadRules{"ladders/rules.yaml", "        waits: 24 h\n", "", "ladders/rules.yaml:27:9: the key \"waits\" is missing (add it)"},
        BadRules{"tasks/rules.yaml", "calendar: staffing", "calendar: stafing",
                 "tasks/rules.yaml:24:15: \"stafing\" is not known here (nearest valid word: \"staffing\")"},
        BadRules{"tasks/rules.yaml", "task: [look_by_hand]", "task: []", "tasks/rules.yaml:76:13: the list is empty (name at least one)"},
        BadRules{"alerts/rules.yaml", "lead: [6 h, 2 h, 30 min]", "lead: [2 h, 6 h]",
                 "alerts/rules.yaml:13:17: alerts are out of order, or one stands here twice (write the longest first)"},
        BadRules{"looks/rules.yaml", "misses: 3", "misses: 1",
                 "looks/rules.yaml:22:13: 1 is out of range (write a whole number from 2 to 10)"},
        BadRules{
            "looks/rules.yaml", "gone: [not_found_404, gone_410, name_does_not_exist, account_gone, label]",
            "gone: [not_found_404, legal_451]",
            "looks/rules.yaml:95:27: \"legal_451\" never means that it is gone (drop it: a refusal, a wall or a failed look is unknown)"},
        BadRules{"looks/rules.yaml", "younger_than: 24 h", "younger_than: [24 h, 48 h]",
                 "looks/rules.yaml:48:21: one age is enough (write e.g. 24 h)"},
        BadRules{"looks/rules.yaml", "younger_than: 7 d", "younger_than: 24 h",
                 "looks/rules.yaml:53:5: never chosen: \"look.waiting_first_day\" has the same conditions at the same time (narrow one of "
                 "them by a condition, or by valid_from and valid_until)"},
        BadRules{
            "triage/rules.yaml", "    when:\n      named_source: partner-hotline.example\n", "",
            "triage/rules.yaml:24:5: the rule would trust everybody (name the source: \"when: {named_source: partner-hotline.example}\")"},
        BadRules{"triage/rules.yaml", "accepts: [illegal_baseline, illegal_national]", "accepts: [illegal_baseline, doubtful]",
                 "triage/rules.yaml:29:14: doubtful is nothing a source can settle for us (accept only illegal_baseline, illegal_national, "
                 "not_illegal)"},
        BadRules{"triage/rules.yaml", "per_locator: 25", "per_locator: many",
                 "triage/rules.yaml:41:18: \"many\" is not a whole number (write a whole number from 2 to 100000000)"},
        BadRules{"contacts/rules.yaml", "[directory, rdap_address,", "[directory, rdap_adress,",
                 "contacts/rules.yaml:15:24: \"rdap_adress\" is not known here (nearest valid word: \"rdap_address\")"},
        BadRules{
            "contacts/rules.yaml", "[directory, rdap_address,", "[rdap_address, directory,",
            "contacts/rules.yaml:15:13: the directory does not come first (begin with \"directory\": whatever stands there was approved by "
            "somebody)"},
        BadRules{"contacts/rules.yaml", "[directory, rdap_address,", "[directory, ripestat, rdap_address,",
                 "contacts/rules.yaml:15:61: the source stands here twice (drop one of them)"},
        BadRules{"approvals/rules.yaml", "act: [erase, case_erase]", "act: [erase, reveal]",
                 "approvals/rules.yaml:16:7: \"reveal\" is no act a second person is asked about (write one of erase, case_erase, dossier, "
                 "recipient_approve, "
                 "notice_retract, sending, connector_resume, rules_adopt, refer)"},
        BadRules{"approvals/rules.yaml", "roles: [lead, admin]", "roles: [engine]",
                 "approvals/rules.yaml:17:13: \"engine\" is not known here (nearest valid word: \"senior\")"},
        BadRules{"retention/rules.yaml", "keep_for: 30 d", "keep_fro: 30 d",
                 "retention/rules.yaml:42:5: the key \"keep_for\" is missing (add it)"},
        BadRules{"retention/rules.yaml", "keep_for: 30 d", "keep_for: 30 min",
                 "retention/rules.yaml:47:15: \"30 min\" is out of range (from 1 d to 10980 d)"},
        BadRules{"retention/rules.yaml", "kept: quarantine", "kept: quarantines",
                 "retention/rules.yaml:62:13: \"quarantines\" is not known here (nearest valid word: \"quarantine\")"},
        BadRules{"retention/rules.yaml", "    when:\n      kept: quarantine\n", "",
                 "retention/rules.yaml:58:5: the rule \"retention.quarantine\" does not say of what (add \"when: {kept: notices}\", or "
                 "another kind)"},
        BadRules{"retention/rules.yaml", "from: received", "from: sent",
                 "retention/rules.yaml:48:11: partner_messages have no moment \"sent\" (write one of received, closed)"},
        BadRules{"retention/rules.yaml", "kept: notices", "kept: notices\n      verdict: not_illegal",
                 "retention/rules.yaml:54:7: only locators have a verdict, not notices (drop the verdict, or make it two rules)"},
        BadRules{"retention/rules.yaml", "kept: notices", "kept: reports",
                 "retention/rules.yaml:50:5: never chosen: \"retention.reports\" has the same conditions at the same time (narrow one of "
                 "them by a "
                 "condition, or by valid_from and valid_until)"},
        BadRules{"retention/rules.yaml", "    valid_from: 2018-05-25\n    when:\n      kept: reports",
                 "    valid_from: 2018-05-25\n    valid_until: 2019-05-25\n    when:\n      kept: reports",
                 "retention/rules.yaml:19:3: no rule says how long reports are kept (add one with \"when: {kept: reports}\" that is valid "
                 "today)"},
        BadRules{"roads/rules.yaml", "countries: [NL]", "countries: [Netherlands]",
                 "roads/rules.yaml:17:17: \"Netherlands\" is not a country (write two capitals (ISO 3166-1), e.g. NL)"},
        BadRules{"roads/rules.yaml", "send_when_hold_ends: false", "send_when_hold_ends: true",
                 "roads/rules.yaml:80:5: the key \"agreement\" is missing (add it)"},
        BadRules{"roads/rules.yaml", "send_when_hold_ends: false", "send_when_hold_ends: no",
                 "roads/rules.yaml:83:26: \"no\" is neither true nor false (write true or false)"},
        BadRules{"delivery/rules.yaml", "kind: [copy, thanks]", "kind: [copy, first]",
                 "delivery/rules.yaml:117:15: \"first\" is never held by a calendar (write \"calendar: none\", or drop it from \"when\")"},
        BadRules{
            "delivery/rules.yaml", "kind: [escalation, reminder]\n      scope: registrar", "scope: registrar",
            "delivery/rules.yaml:124:15: the rule would hold first notices (name the kinds it may hold: \"when: {kind: [copy, thanks]}\")"},
        BadRules{"delivery/rules.yaml", "kind: [escalation, reminder]\n      scope: registrar",
                 "kind: [escalation]\n      scope: [registrar, police]",
                 "delivery/rules.yaml:125:15: \"police\" is never held by a calendar (write \"calendar: none\", or drop it from \"when\")"},
        BadRules{"delivery/rules.yaml", "wait_max: 4 h", "wait_max: 10 s",
                 "delivery/rules.yaml:21:15: the longest wait is shorter than the first (make it at least \"base\")"},
        BadRules{"delivery/rules.yaml", "factor: 2", "factor: 1.5",
                 "delivery/rules.yaml:20:13: \"1.5\" is not a whole number (write a whole number from 1 to 10)"},
        BadRules{"calendars/rules.yaml", "time_zone: Europe/Amsterdam", "time_zone: Europe/Amsterdm",
                 "calendars/rules.yaml:4:12: the machine's tz database has no zone \"Europe/Amsterdm\" (write e.g. Europe/Amsterdam; "
                 "install tzdata)"},
        BadRules{
            "calendars/rules.yaml", "monday: [\"08:30-18:00\"]", "monday: [\"17:00-09:00\"]",
            "calendars/rules.yaml:14:16: the span ends before it begins (divide spans at midnight: \"22:00-24:00\" and \"00:00-06:00\")"},
        BadRules{"calendars/rules.yaml", "monday: [\"08:30-18:00\"]", "monday: [\"9-17\"]",
                 "calendars/rules.yaml:14:16: \"9\" is not a time of day (write hours and minutes, e.g. \"08:30\"; the end of the day is "
                 "\"24:00\")"},
        BadRules{"calendars/rules.yaml", "monday: [\"08:30-18:00\"]", "monday: [\"09:00-12:00\", \"12:00-17:00\"]",
                 "calendars/rules.yaml:14:31: spans of a day overlap, touch, or are out of order (write them in order, with a gap between "
                 "them)"},
        BadRules{"calendars/rules.yaml", "monday: [\"08:30-18:00\"]", "moonday: [\"08:30-18:00\"]",
                 "calendars/rules.yaml:14:7: unknown key \"moonday\" (nearest valid key: \"monday\")"},
        BadRules{"calendars/rules.yaml", "{date: 2025-01-01,", "{date: 2026-01-01,",
                 "calendars/rules.yaml:34:5: holidays are out of order, or one stands here twice (order them by date)"},
        BadRules{"notice_texts/en.yaml", "no_deadline: \"without delay\"", "no_deadline: \"without delay {{handler}}\"",
                 "notice_texts/en.yaml:14:31: unknown placeholder {{handler}} (none may stand in this text)"},
        BadRules{"notice_texts/en.yaml", "To: {{recipient}}", "To: {{recipent}}",
                 "notice_texts/en.yaml:44:11: unknown placeholder {{recipent}} (nearest valid placeholder: {{recipient}})"},
        BadRules{"notice_texts/en.yaml", "To: {{recipient}}", "To: {{recipient",
                 "notice_texts/en.yaml:44:11: \"{{\" without \"}}\" on its line (close it: {{reference}})"},
        BadRules{"notice_texts/en.yaml", "To: {{recipient}}", "To: recipient}}",
                 "notice_texts/en.yaml:44:20: \"}}\" without \"{{\" (open it: {{reference}})"},
        BadRules{"notice_texts/en.yaml", "This message holds no links, on purpose.", "See https://hotline.example for more.",
                 "notice_texts/en.yaml:69:11: a link (https:) (describe it in words: notices hold nothing to click on)"},
        BadRules{"notice_texts/en.yaml", "subject: \"[{{reference}}] Notice and takedown: {{items}}\"", "subject: \"Notice and takedown\"",
                 "notice_texts/en.yaml:42:14: the placeholder {{reference}} is missing (recipients need it: put it in)"},
        BadRules{"notice_texts/en.yaml", "      {{could_not_check}}\n", "",
                 "notice_texts/en.yaml:43:11: the placeholder {{could_not_check}} is missing (recipients need it: put it in)"},
        BadRules{"notice_texts/en.yaml", "reviewed: false", "reviewed: maybe",
                 "notice_texts/en.yaml:41:15: \"maybe\" is neither true nor false (write true or false)"},
        BadRules{"notice_texts/en.yaml", "when: {kind: thanks}", "when: {kind: first, scope: police}",
                 "notice_texts/en.yaml:222:11: the placeholder {{by_deadline}} is missing (recipients need it: put it in)"},
        BadRules{"notice_texts/en.yaml", "[Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]", "[Sunday, Monday]",
                 "notice_texts/en.yaml:7:12: 2 names instead of 7 (name each of them once)"},
        BadRules{"notice_texts/nl.yaml", "language: nl", "language: en",
                 "notice_texts/nl.yaml:3:11: the texts of \"en\" stand in another file already (name the language of this file)"}));

// Every problem of every file is told at once, in the order of the files' lines.
TEST(BadRules, AllProblemsAreTold) {
  auto texts = shipped_rules();
  auto& alerts = texts.find("alerts/rules.yaml")->second;
  alerts.replace(alerts.find("throttle: 30 min"), 8, "throtle");
  auto& roads = texts.find("roads/rules.yaml")->second;
  roads.replace(roads.find("[NL]"), 4, "NL");
  const auto loaded = load_policies(texts, moment(kAsOf));
  ASSERT_FALSE(loaded);
  ASSERT_EQ(loaded.error().size(), 3U);
  EXPECT_EQ(loaded.error()[0].what, "the key \"throttle\" is missing");
  EXPECT_EQ(loaded.error()[1].fix, "nearest valid key: \"throttle\"");
  EXPECT_EQ(loaded.error()[2].file, "roads/rules.yaml");
}

// English is what every language falls back to: it must have a text for every kind, for any addressee and without an end.
TEST(BadRules, EnglishMustBeComplete) {
  auto text = shipped_rules().find("notice_texts/en.yaml")->second;
  text.resize(text.find("  - id: text.thanks.en"));
  const auto loaded = with_file("notice_texts/en.yaml", text);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error().front()),
            "notice_texts/en.yaml: no text for notices of kind \"thanks\" to any addressee (add one with \"when: {kind: thanks}\" and "
            "without \"valid_until\")");
}

class OverrideDirectory : public testing::Test {
 protected:
  OverrideDirectory() : folder_(std::filesystem::path(testing::TempDir()) / "override_rules") { std::filesystem::remove_all(folder_); }
  ~OverrideDirectory() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] auto load() const { return load_policies(folder_, moment(kAsOf)); }
  std::filesystem::path folder_;
};

// An operator's file replaces the shipped one as a whole; the others stay; hidden files and a README are left alone.
TEST_F(OverrideDirectory, ReplacesWholeFiles) {
  auto roads = shipped_rules().find("roads/rules.yaml")->second;
  roads.replace(roads.find("[NL]"), 4, "[BE, LU]");
  write("roads/rules.yaml", roads);
  write("README.md", "ours");
  write(".git/config", "not a rule");
  const auto loaded = load();
  ASSERT_TRUE(loaded) << to_text(loaded.error().front());
  EXPECT_TRUE((*loaded)->book().roads.is_home("BE"));
  EXPECT_FALSE((*loaded)->book().roads.is_home("NL"));
  EXPECT_EQ((*loaded)->book().looks.fresh_for(), minutes{30});
}

// A further language is a further file.
TEST_F(OverrideDirectory, AddsALanguage) {
  auto text = shipped_rules().find("notice_texts/nl.yaml")->second;
  text.replace(text.find("language: nl"), 12, "language: fy");
  for (auto at = text.find(".nl\n"); at != std::string::npos; at = text.find(".nl\n", at)) text.replace(at, 4, ".fy\n");
  write("notice_texts/fy.yaml", text);
  const auto loaded = load();
  ASSERT_TRUE(loaded) << to_text(loaded.error().front());
  NoticeTextInput input;
  input.language = "fy-NL";
  EXPECT_EQ((*loaded)->texts().compose(input).why.rule, "text.first.fy");
}

// A misspelt name must not leave the shipped rule in force unnoticed.
TEST_F(OverrideDirectory, UnknownFilesAreRefused) {
  write("deadline/rules.yaml", "version: 2026-11-22\n");
  const auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error().front()), "deadline/rules.yaml: not a rule file (nearest valid name: deadlines/rules.yaml)");
}

// What is not there, or too large, is a problem and not a crash.
TEST_F(OverrideDirectory, UnreadableIsRefused) {
  EXPECT_FALSE(load());
  write("roads/rules.yaml", std::string(kYamlBytesMax + 1, '#'));
  const auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error().front()), "roads/rules.yaml: larger than 1048576 bytes (divide the file)");
}

}  // namespace
}  // namespace redress
