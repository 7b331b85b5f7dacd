// What a run asked of SQLite: every statement, how often it ran, how many rows it changed, how long its steps took. The linker puts
// this between the engine's store and SQLite (--wrap=sqlite3_step), so nothing of the engine is built differently for it; while it is
// off it costs one branch a step.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace redress::bench {

struct StatementFigures {
  std::string sql;
  bool reads_only = false;
  std::int64_t runs = 0;
  std::int64_t changed_rows = 0;
  std::int64_t ns = 0;
};

/// One profile at a time, of one thread.
void start_statement_profile();
/// What was counted since, by statement text; the most expensive first.
[[nodiscard]] std::vector<StatementFigures> stop_statement_profile();

}  // namespace redress::bench
