// The floor: the rows a run of the engine left behind, written again by a bare loop of prepared statements. The same tables and indexes,
// the same sizes, as many inserts, updates and deletes a table, in as many transactions, with the same settings of SQLite on the same disk,
// and nothing else: no reads, no keys, no chains, no decisions, no foreign keys.
#pragma once

#include "tests/bench/statement_profile.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace redress::bench {

/// What the engine did to one table.
struct TableWork {
  std::string table;
  double rows_per_item = 0;                  // inserted
  struct Change {
    std::string sql;                         // the engine's own UPDATE
    double per_item = 0;
  };
  std::vector<Change> updates;
  double deletes_per_item = 0;
};

/// Reads from a profile over `items` items what was written; statements that run less than once in a hundred items are left out.
[[nodiscard]] std::vector<TableWork> work_of(const std::vector<StatementFigures>& profile, std::int64_t items);

struct FloorFigures {
  double items_per_s = 0;
  double cpu_s_per_1000 = 0;
  std::int64_t bytes = 0;
  std::int64_t written_rows = 0;  // inserted, updated, deleted
};

/// Writes the rows of `items` items in `commits` transactions to a new database in `path`. Rows look like those of `engine_database`;
/// its number of rows, table by table, is what is inserted.
[[nodiscard]] FloorFigures run_bare_loop(const std::string& path, const std::string& engine_database, const std::vector<TableWork>& work,
                                         std::int64_t items, std::int64_t commits);

}  // namespace redress::bench
