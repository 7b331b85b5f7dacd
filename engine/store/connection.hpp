// One SQLite connection, opened with our settings, and how its errors become `StoreFailure`.
// Threads: belongs to one thread at a time.
#pragma once

#include "engine/store/store.hpp"

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

namespace SQLite {
class Database;
}

namespace redress::store {

class Connection {
 public:
  enum class Access { read_write, read_only };
  /// Throws `StoreFailure` when the file cannot be opened or is not a database.
  Connection(const std::string& path, Access access, const StoreOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  /// Runs statements that return nothing of interest. `step` says what was being done, for the failure.
  void execute(const std::string& sql, std::string_view step);
  /// First column of the first row; `sql` must give one.
  [[nodiscard]] std::int64_t number(const std::string& sql, std::string_view step);

  /// After it was changed for one act.
  void restore_busy_timeout() { sqlite3_busy_timeout(handle_, busy_timeout_ms_); }

  /// Throws `StoreFailure`: file, step, SQLite's words, and what to do about the usual causes.
  [[noreturn]] void fail(std::string_view step) const;
  /// Throws `StoreFailure` for a file whose content is not what we wrote.
  [[noreturn]] void fail(std::string_view step, std::string_view why) const;

 private:
  std::string path_;
  std::unique_ptr<SQLite::Database> database_;
  sqlite3* handle_ = nullptr;
  int busy_timeout_ms_;
};

}  // namespace redress::store
