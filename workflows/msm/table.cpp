#include "workflows/msm/table.hpp"

#include "engine/core/assert.hpp"

namespace redress::msm {

void Table::add(RowEntry entry, RowText text) {
  const auto cell = entry.from * event_count_ + entry.event;
  REDRESS_ASSERT(cell < by_cell_.size(), "a row names a state or event beyond its table");
  by_cell_[cell].insert(by_cell_[cell].begin(), static_cast<int>(entries_.size()));  // lower rows are tried first
  entries_.push_back(entry);
  texts_.push_back(std::move(text));
}

Table::Chosen Table::choose(std::size_t state, const Event& event, const Step& step) const {
  Chosen chosen;
  for (const int row : by_cell_[state * event_count_ + event.index()]) {
    const auto& entry = entries_[static_cast<std::size_t>(row)];
    if (!entry.allows(step.by.kind)) {
      if (chosen.error == DecideError::no_such_row) chosen.error = DecideError::wrong_actor;
    } else if (!entry.guard(event, step)) {
      chosen.error = DecideError::guard_refused;
    } else {
      chosen.row = row;
      return chosen;
    }
  }
  return chosen;
}

}  // namespace redress::msm
