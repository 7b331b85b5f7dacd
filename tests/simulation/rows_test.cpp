#include "tests/scenario/every_way.hpp"
#include "tests/scenario/story.hpp"
#include "tests/simulation/row_coverage.hpp"
#include "tests/simulation/row_walk.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/law_enforcement/workflow.hpp"
#include "workflows/partner_referral/workflow.hpp"
#include "workflows/removal_order/workflow.hpp"
#include "workflows/triage/workflow.hpp"
#include "workflows/trusted_flagger/workflow.hpp"
#include "workflows/victim_removal/workflow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::simulation {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}
bool is_long_check() {
  const char* size = std::getenv("REDRESS_CHECK_SIZE");
  return size != nullptr && std::string_view(size) == "long";
}

using Tables = std::vector<const Workflow*>;

std::size_t untaken(const Tables& tables, const RowCounts& taken) {
  std::size_t rows = 0;
  for (const auto* table : tables) rows += coverage_of(*table, taken).untaken.size();
  return rows;
}

/// How many rows are left; their names are printed.
std::size_t tell_untaken(const Tables& tables, const RowCounts& taken) {
  for (const auto* workflow : tables) {
    const auto table = coverage_of(*workflow, taken);
    std::cout << table.name << ": " << table.taken << " of " << table.rows << " rows taken\n";
    for (const auto& row : table.untaken) std::cout << "untaken row of " << table.name << ": " << row << '\n';
  }
  return untaken(tables, taken);
}

void add(RowCounts& taken, const RowCounts& more) {
  for (const auto& [workflow, rows] : more)
    for (const auto& [row, times] : rows) taken[workflow][row] += times;
}

/// Stories that took a row nobody before them had when all were played last.
const std::set<std::string>& first_stories() {
  static const std::set<std::string> names = [] {
    std::ifstream file(REDRESS_SOURCE_DIR "/tests/simulation/rows_first.txt");
    return std::set<std::string>(std::istream_iterator<std::string>(file), {});
  }();
  return names;
}

/// Rows that the stories of the folder take, which are played once, and those nobody would tell; no checker complains of these. Those of
/// rows_first.txt come first, and once no more rows of the tables are left than may be, only the long check plays the others. With
/// REDRESS_ROWS_FIRST=FILE all are played in their own order, and the names of those that took a row are added to the file.
RowCounts taken_by(Stories stories, const Tables& tables, std::size_t may_be_left) {
  static const RowCounts told = [] {
    RowCounts rows;
    for (const auto& name : story_names()) add(rows, Story(name, story_text(name)).rows());
    return rows;
  }();
  const char* first = std::getenv("REDRESS_ROWS_FIRST");
  const auto rest = first != nullptr ? stories.begin() : std::stable_partition(stories.begin(), stories.end(), [](const auto& story) {
    return first_stories().contains(story.first);
  });
  auto taken = told;
  std::size_t played = 0;
  for (auto story = stories.begin(); story != stories.end(); ++story, ++played) {
    if (story >= rest && first == nullptr && !is_long_check() && untaken(tables, taken) <= may_be_left) break;
    const auto before = first != nullptr ? untaken(tables, taken) : 0;
    const Story is(story->first, story->second);
    for (const auto& problem : is.problems()) ADD_FAILURE() << problem;
    add(taken, is.rows());
    if (first != nullptr && untaken(tables, taken) < before) std::ofstream(first, std::ios::app) << story->first << '\n';
  }
  std::cout << played << " of " << stories.size() << " stories played\n";
  return taken;
}

// Stories, and then walks that prefer what leads to rows nobody has taken yet, take the rows of both tables through the real engine, and no
// checker complains of what they do. What is left is named. The same walks each time: to repeat one, let the test walk up to it. The last
// rows take many walks, so the normal check walks less and leaves a few.
constexpr std::uint64_t kWalks = 20, kWalksOfLongCheck = 150;
constexpr std::size_t kLeftByStories = 240, kLeftByWalks = 12;

TEST(Rows, OfReportsAndHostersAreTaken) {
  const Tables tables{&triage_workflow(), &hotline_ntd_workflow()};
  auto stories = every_way_of_reports();
  for (auto& story : every_way_with_hosters()) stories.push_back(std::move(story));
  Hunt hunt;
  hunt.add(taken_by(std::move(stories), tables, kLeftByStories));
  std::cout << "stories leave " << untaken(tables, hunt.taken()) << " rows" << std::endl;
  const auto usual = is_long_check() ? kWalksOfLongCheck : kWalks;
  const auto walks = number_from("REDRESS_WALKS", usual), first_seed = number_from("REDRESS_FIRST_WALK", 1);
  std::uint64_t walked = 0;
  std::int64_t events = 0;
  while (walked < walks && untaken(tables, hunt.taken()) > 0) {
    const auto result = walk(first_seed + walked++, hunt);
    events += result.events;
    for (const auto& complaint : result.complaints)
      ADD_FAILURE() << complaint << "\n  in walk " << walked << "; repeat it with REDRESS_WALKS=" << walked;
    if (walked % 10 == 0) std::cout << walked << " walks leave " << untaken(tables, hunt.taken()) << std::endl;
  }
  std::cout << walked << " walks of " << events << " events\n";
  const auto left = tell_untaken(tables, hunt.taken());
  if (walks == usual) {
    EXPECT_LE(left, is_long_check() ? 0 : kLeftByWalks);
  }
}

/// And those of one more workflow, by stories alone; `may_be_left` nobody takes yet.
void are_taken(const Workflow& workflow, Stories stories, std::size_t may_be_left) {
  const Tables tables{&workflow};
  EXPECT_LE(tell_untaken(tables, taken_by(std::move(stories), tables, may_be_left)), may_be_left);
}
TEST(Rows, FirstStoriesAreStories) {
  std::set<std::string> names;
  for (const auto& stories : {every_way_of_reports(), every_way_with_hosters(), every_way_with_platforms(), every_way_with_partners(),
                              every_way_of_orders(), every_way_of_referrals(), every_way_for_persons()})
    for (const auto& [name, text] : stories) EXPECT_TRUE(names.insert(name).second) << name << " is there twice";
  for (const auto& name : first_stories()) EXPECT_TRUE(names.contains(name)) << "rows_first.txt names " << name << ", which is no story";
}

TEST(Rows, OfPlatformsAreTaken) { are_taken(trusted_flagger_workflow(), every_way_with_platforms(), 0); }
TEST(Rows, OfPartnersAreTaken) { are_taken(partner_referral_workflow(), every_way_with_partners(), 21); }
TEST(Rows, OfOrdersAreTaken) { are_taken(removal_order_workflow(), every_way_of_orders(), 11); }
TEST(Rows, OfReferralsAreTaken) { are_taken(law_enforcement_workflow(), every_way_of_referrals(), 19); }
TEST(Rows, OfPersonsAreTaken) { are_taken(victim_removal_workflow(), every_way_for_persons(), 42); }

}  // namespace
}  // namespace redress::simulation
