#include "policies/book.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <sstream>
#include <system_error>

namespace redress {

namespace embedded {
// Generated from the folders' rule files (CMakeLists.txt).
using Files = std::span<const std::pair<std::string_view, std::string_view>>;
Files calendars_rules();
Files contacts_rules();
Files deadlines_rules();
Files ladders_rules();
Files tasks_rules();
Files alerts_rules();
Files looks_rules();
Files triage_rules();
Files roads_rules();
Files platforms_rules();
Files delivery_rules();
Files approvals_rules();
Files retention_rules();
Files notice_texts();
}  // namespace embedded

namespace {

constexpr std::string_view kTextFolder = "notice_texts/";
constexpr std::size_t kOverrideFilesMax = 200;

/// Adds what one file holds to `problems`, or hands it to `use`.
template <class Use>
void read_file(const RuleTexts& texts, const std::string& name, RuleRegister& known, std::vector<RuleProblem>& problems, Use&& use) {
  const auto text = texts.find(name);
  if (text == texts.end()) {
    problems.push_back({name, 0, 0, "the file is missing", "put it back"});
    return;
  }
  const auto root = parse_yaml(name, text->second);
  if (!root) {
    problems.insert(problems.end(), root.error().begin(), root.error().end());
    return;
  }
  RuleFile file{name, text->second, *root, known};
  use(file);
  file.finish();
  const auto found = file.problems().sorted();
  problems.insert(problems.end(), found.begin(), found.end());
}

bool is_language_file(std::string_view name) {
  if (name.substr(0, kTextFolder.size()) != kTextFolder) return false;
  name.remove_prefix(kTextFolder.size());
  const auto dot = name.find('.');
  return dot >= 2 && dot <= 8 && name.substr(dot) == ".yaml" && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == dot;
}

RuleProblem about_file(const std::string& name, std::string what, std::string fix) { return {name, 0, 0, std::move(what), std::move(fix)}; }

}  // namespace

const RuleTexts& shipped_rules() {
  static const RuleTexts texts = [] {
    RuleTexts all;
    const auto add = [&](const std::string& folder, embedded::Files files) {
      for (const auto& [name, text] : files) all.emplace(folder + '/' + std::string(name), text);
    };
    add("calendars", embedded::calendars_rules());
    add("contacts", embedded::contacts_rules());
    add("deadlines", embedded::deadlines_rules());
    add("ladders", embedded::ladders_rules());
    add("tasks", embedded::tasks_rules());
    add("alerts", embedded::alerts_rules());
    add("looks", embedded::looks_rules());
    add("triage", embedded::triage_rules());
    add("roads", embedded::roads_rules());
    add("platforms", embedded::platforms_rules());
    add("delivery", embedded::delivery_rules());
    add("approvals", embedded::approvals_rules());
    add("retention", embedded::retention_rules());
    add("notice_texts", embedded::notice_texts());
    return all;
  }();
  return texts;
}

Result<std::unique_ptr<Policies>, std::vector<RuleProblem>> load_policies(const RuleTexts& texts, UtcTime as_of) {
  std::unique_ptr<Policies> policies{new Policies(as_of)};
  auto& p = *policies;
  std::vector<RuleProblem> problems;
  const auto read = [&](const std::string& name, auto&& use) { read_file(texts, name, p.known_, problems, use); };

  // Calendars first: other files name them.
  read("calendars/rules.yaml", [&](RuleFile& file) { p.calendars_ = Calendars::read(file); });
  if (!problems.empty()) return Failure{std::move(problems)};
  read("contacts/rules.yaml", [&](RuleFile& file) { p.contacts_ = Contacts::read(file, as_of); });
  read("deadlines/rules.yaml", [&](RuleFile& file) { p.deadlines_ = Deadlines::read(file, as_of); });
  read("ladders/rules.yaml", [&](RuleFile& file) { p.ladders_ = Ladders::read(file, as_of); });
  read("tasks/rules.yaml", [&](RuleFile& file) { p.tasks_ = Tasks::read(file, p.calendars_); });
  read("alerts/rules.yaml", [&](RuleFile& file) { p.alerts_ = Alerts::read(file, as_of); });
  read("looks/rules.yaml", [&](RuleFile& file) { p.looks_ = Looks::read(file, as_of); });
  read("triage/rules.yaml", [&](RuleFile& file) { p.triage_ = Triage::read(file, p.calendars_, as_of); });
  read("roads/rules.yaml", [&](RuleFile& file) { p.roads_ = Roads::read(file, as_of); });
  read("platforms/rules.yaml", [&](RuleFile& file) { p.platforms_ = Platforms::read(file); });
  read("delivery/rules.yaml", [&](RuleFile& file) { p.delivery_ = Delivery::read(file, p.calendars_, as_of); });
  read("approvals/rules.yaml", [&](RuleFile& file) { p.approvals_ = Approvals::read(file); });
  read("retention/rules.yaml", [&](RuleFile& file) { p.retention_ = Retention::read(file, as_of); });
  p.texts_ = std::make_unique<NoticeTexts>(p.calendars_, as_of);
  for (const auto& [name, text] : texts)
    if (is_language_file(name)) read(name, [&](RuleFile& file) { p.texts_->read(file); });
  if (problems.empty())
    for (const auto kind : p.texts_->missing())
      problems.push_back(about_file("notice_texts/en.yaml",
                                    "no text for notices of kind \"" + std::string(name_of(kind)) + "\" to any addressee",
                                    "add one with \"when: {kind: " + std::string(name_of(kind)) + "}\" and without \"valid_until\""));
  if (!problems.empty()) return Failure{std::move(problems)};
  return policies;
}

Result<RuleTexts, std::vector<RuleProblem>> read_rules(const std::filesystem::path& override_directory) {
  namespace fs = std::filesystem;
  auto texts = shipped_rules();
  if (override_directory.empty()) return texts;

  std::vector<RuleProblem> problems;
  std::vector<std::string> known;
  for (const auto& [name, text] : texts) known.push_back(name);
  std::error_code fault;
  fs::recursive_directory_iterator entry{override_directory, fault};
  if (fault)
    return Failure{std::vector<RuleProblem>{about_file(override_directory.string(), "the rule directory cannot be read: " + fault.message(),
                                                       "check the path and its permissions")}};
  std::size_t files = 0;
  for (; entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
    if (fault) break;
    const auto name = entry->path().lexically_relative(override_directory).generic_string();
    if (entry->path().filename().string().front() == '.') {  // an editor's or a version control's own
      if (entry->is_directory(fault)) entry.disable_recursion_pending();
      continue;
    }
    if (entry.depth() > 2) entry.disable_recursion_pending();
    if (entry->is_directory(fault) || entry->path().filename() == "README.md") continue;
    if (++files > kOverrideFilesMax) {
      problems.push_back(about_file(override_directory.string(), "more than " + std::to_string(kOverrideFilesMax) + " files",
                                    "keep only rule files here"));
      break;
    }
    if (!entry->is_regular_file(fault) || (texts.find(name) == texts.end() && !is_language_file(name))) {
      problems.push_back(about_file(name, "not a rule file", "nearest valid name: " + nearest(name, known)));
      continue;
    }
    std::ifstream stream{entry->path(), std::ios::binary};
    std::string text;
    text.resize(kYamlBytesMax + 1);  // one more than allowed, so that a larger file is seen as such
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (stream.bad() || (!stream.is_open())) {
      problems.push_back(about_file(name, "the file cannot be read", "check its permissions"));
      continue;
    }
    texts.insert_or_assign(name, std::move(text));
  }
  if (fault)
    problems.push_back(
        about_file(override_directory.string(), "the rule directory cannot be read: " + fault.message(), "check its permissions"));
  if (!problems.empty()) return Failure{std::move(problems)};
  return texts;
}

Result<std::unique_ptr<Policies>, std::vector<RuleProblem>> load_policies(const std::filesystem::path& override_directory, UtcTime as_of) {
  auto texts = read_rules(override_directory);
  if (!texts) return Failure{texts.error()};
  return load_policies(*texts, as_of);
}

Result<PoliciesOverTime, std::vector<RuleProblem>> PoliciesOverTime::load(const RuleTexts& texts, UtcTime from) {
  PoliciesOverTime all;
  for (std::optional<UtcTime> moment = from; moment;) {
    auto loaded = load_policies(texts, *moment);
    if (!loaded) {
      auto problems = loaded.error();
      if (*moment != from)
        for (auto& problem : problems) problem.what += " (from " + to_rfc3339(*moment) + " on)";
      return Failure{std::move(problems)};
    }
    moment = (*loaded)->next_change();
    all.spans_.push_back(std::make_unique<Span>(std::move(*loaded)));
  }
  return all;
}

const PoliciesOverTime::Span& PoliciesOverTime::chosen(UtcTime moment) const {
  auto later = std::find_if(spans_.begin() + 1, spans_.end(), [&](const auto& span) { return span->policies->as_of() > moment; });
  return **(later - 1);
}

std::vector<UtcTime> PoliciesOverTime::changes() const {
  std::vector<UtcTime> moments;
  for (const auto& span : spans_)
    if (span != spans_.front()) moments.push_back(span->policies->as_of());
  return moments;
}

std::optional<UtcTime> Policies::next_change() const {
  std::optional<UtcTime> next;
  const auto consider = [&](UtcTime moment) {
    if (moment > as_of_ && (!next || moment < *next)) next = moment;
  };
  for (const auto& rule : known_.rules()) {
    consider(rule.valid_from);
    if (rule.valid_until) consider(*rule.valid_until + std::chrono::days{1});
  }
  return next;
}

}  // namespace redress
