// Reads a `.story`: a text that says who is there, what happens when, and what must then be true. README.md lists its lines.
#pragma once

#include "engine/directory/directory.hpp"
#include "tests/support/sim_world.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress::simulation {

/// The desk's rules about sites as its file has them today; another file takes the place of the last, as after a start.
class LoadedRules final : public SiteRules {
 public:
  void load(Directory directory) { directory_ = std::move(directory); }
  SiteRuling ruling(std::string_view host, UtcTime now) const override { return directory_.ruling(host, now); }
  bool has_site_rules() const override { return directory_.has_site_rules(); }

 private:
  Directory directory_;
};

/// Every story of this folder, in order, and what it says.
[[nodiscard]] std::vector<std::string> story_names();
[[nodiscard]] std::string story_text(const std::string& name);

class Story {
 public:
  /// Plays the whole text, and then what has no words in a story. What was not as expected stands in `problems`, each with its line.
  Story(std::string name, std::string_view text, const std::function<void(SimWorld&)>& then = {});

  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  /// Rows of the workflows it took.
  [[nodiscard]] const RowCounts& rows() const { return rows_; }

 private:
  using Words = std::vector<std::string>;
  struct Page {
    std::string url, host, path;
    std::string referrer;
  };

  void play(const Words& words);
  [[nodiscard]] std::vector<Words> one_by_one(const Words& words) const;
  void start(const Words& words);
  void directory_change(const Words& words);
  void partner(const Words& words);
  void rule(const Words& words);
  void page(const Words& words);
  void report(const Words& words);
  void take_case_down(const Words& words);
  void ask_status(const Words& words);
  void flood(const Words& words);
  void mail(const Words& words);
  void person(const Words& words);
  void trouble(const Words& words);
  void rule_change(const Words& words);
  void until(const Words& words);
  void hand_in_form(NoticeId id);
  [[nodiscard]] static std::vector<std::string> labels_in(const Words& words);
  void expect(const Words& words);
  void tell_what_happened();
  void expect_request(const std::string& label, const std::string& state);
  void check(bool holds, const std::string& what_is);

  [[nodiscard]] SimWorld& world();
  [[nodiscard]] const Page& page_of(const std::string& label) const;
  [[nodiscard]] RequestRecord request_of(const std::string& label, std::string_view workflow);
  /// The one opened last; of `LABEL@WORKFLOW` that one.
  [[nodiscard]] RequestRecord newest_request(const std::string& label);
  [[nodiscard]] std::vector<NoticeRecord> notices_about(const std::string& label);
  [[nodiscard]] Milliseconds span(std::string_view text) const;
  [[nodiscard]] static Actor actor(const std::string& name);

  std::string name_;
  int line_ = 0;
  std::string text_;
  std::vector<std::string> problems_;
  RowCounts rows_;
  UtcTime origin_;
  LoadedRules rules_;
  std::string rule_lines_;
  std::unique_ptr<SimWorld> world_;
  std::map<std::string, sandbox::PartyIndex> partners_;
  std::map<std::string, sandbox::SiteIndex> sites_;
  std::map<std::string, Page> pages_;
  DirectoryShape directory_;
  std::string recipients_;  // as the directory's file has them
  std::vector<RuleChange> changed_rules_;
  bool looks_off_ = false;
  bool directory_is_old_ = true;
  int reports_ = 0;
  int mails_ = 0;
  CaseId case_;           // the newest, with its number and PIN
  std::map<std::string, CaseId> cases_;  // the first of each page
  std::string number_, pin_;
  std::string status_;    // what was answered about it last
};

}  // namespace redress::simulation
