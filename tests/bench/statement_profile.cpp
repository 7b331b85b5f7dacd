#include "tests/bench/statement_profile.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <unordered_map>

namespace redress::bench {
namespace {

bool profiling = false;
std::unordered_map<sqlite3_stmt*, StatementFigures> by_statement;

StatementFigures& figures_of(sqlite3_stmt* statement) {
  const auto [found, added] = by_statement.try_emplace(statement);
  if (added) {
    found->second.sql = sqlite3_sql(statement);
    found->second.reads_only = sqlite3_stmt_readonly(statement) != 0;
  }
  return found->second;
}

}  // namespace

void start_statement_profile() {
  by_statement.clear();
  profiling = true;
}

std::vector<StatementFigures> stop_statement_profile() {
  profiling = false;
  // A text may have been prepared by several connections.
  std::map<std::string, StatementFigures> by_text;
  for (const auto& [statement, figures] : by_statement) {
    auto& sum = by_text[figures.sql];
    sum.sql = figures.sql;
    sum.reads_only = figures.reads_only;
    sum.runs += figures.runs;
    sum.changed_rows += figures.changed_rows;
    sum.ns += figures.ns;
  }
  by_statement.clear();
  std::vector<StatementFigures> all;
  for (auto& [text, figures] : by_text) all.push_back(std::move(figures));
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.ns > b.ns; });
  return all;
}

}  // namespace redress::bench

extern "C" {
int __real_sqlite3_step(sqlite3_stmt* statement);  // NOLINT: the linker's names

int __wrap_sqlite3_step(sqlite3_stmt* statement) {  // NOLINT
  using namespace redress::bench;
  if (!profiling) return __real_sqlite3_step(statement);
  auto& figures = figures_of(statement);
  if (sqlite3_stmt_busy(statement) == 0) ++figures.runs;
  const auto start = std::chrono::steady_clock::now();
  const int result = __real_sqlite3_step(statement);
  figures.ns += std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count();
  if (!figures.reads_only && result == SQLITE_DONE) figures.changed_rows += sqlite3_changes(sqlite3_db_handle(statement));
  return result;
}
}
