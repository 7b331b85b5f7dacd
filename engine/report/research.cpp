#include "engine/report/research.hpp"

#include "engine/report/text.hpp"

namespace redress::report {
namespace {

/// For that case: what goes on after it was withdrawn, another asks for.
std::string outcome_of(const CaseRecord& of, const RequestRecord& request) {
  if (request.facts.opened_at && !request.facts.spell_open) return "gone";
  return request.closed_at || of.withdrawn_at ? "ended" : "open";
}

}  // namespace

ResearchCells research_cells(ReadQueries& store) {
  constexpr std::int64_t kCasesPerPage = 1'000;
  ResearchCells cells;
  CaseId after;
  for (auto page = store.removal_cases(after, kCasesPerPage); !page.empty(); page = store.removal_cases(after, kCasesPerPage))
    for (const auto& one : page) {
      after = one.id;
      for (const auto id : store.requests_of_case(one.id)) {
        const auto request = *store.request(id);
        const auto& law = request.facts.regime;
        ++cells[{std::string(name_of(one.age_band)), law.empty() ? "none" : law, outcome_of(one, request)}];
      }
    }
  return cells;
}

std::string to_csv(const ResearchCells& cells) {
  std::string text = "definition,age_band,law,outcome,requests\r\n";
  for (const auto& [cell, count] : cells) {
    const auto& [age, law, outcome] = cell;
    text += std::to_string(kResearchDefinition) + ',' + csv_field(age) + ',' + csv_field(law) + ',' + csv_field(outcome) + ',' +
            (count < kCellMin ? "withheld" : std::to_string(count)) + "\r\n";
  }
  return text;
}

}  // namespace redress::report
