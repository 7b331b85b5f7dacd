// A database file past the store: for tests that look at what lies on disk, or put there what the store never would.
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace redress::test {

class RawSqlite {
 public:
  explicit RawSqlite(const std::string& path, const char* vfs = nullptr) {
    if (sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs) != SQLITE_OK)
      throw std::runtime_error("cannot open " + path);
  }
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;
  ~RawSqlite() { sqlite3_close(database_); }

  bool run(const std::string& sql) { return sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; }
  [[nodiscard]] bool prepares(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const bool good = sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK;
    sqlite3_finalize(statement);
    return good;
  }
  /// First column of every row.
  [[nodiscard]] std::vector<std::string> column(const std::string& sql, int number = 0) {
    std::vector<std::string> values;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) throw std::runtime_error(message());
    while (sqlite3_step(statement) == SQLITE_ROW) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, number));
      values.emplace_back(text == nullptr ? "" : text);
    }
    sqlite3_finalize(statement);
    return values;
  }
  [[nodiscard]] std::string text(const std::string& sql) {
    const auto values = column(sql);
    return values.empty() ? "" : values.front();
  }
  /// How SQLite means to run it, one line a step.
  [[nodiscard]] std::vector<std::string> plan(const std::string& sql) {
    if (!reads_or_writes(sql)) return {};
    return column("EXPLAIN QUERY PLAN " + sql, 3);
  }
  /// The operations SQLite makes of it.
  [[nodiscard]] std::vector<std::string> program(const std::string& sql) {
    if (!reads_or_writes(sql)) return {};
    return column("EXPLAIN " + sql, 1);
  }
  [[nodiscard]] std::string message() const { return sqlite3_errmsg(database_); }

 private:
  static bool reads_or_writes(const std::string& sql) {
    for (const char* kind : {"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "VACUUM"})
      if (sql.starts_with(kind)) return false;
    return true;
  }

  sqlite3* database_ = nullptr;
};

}  // namespace redress::test
