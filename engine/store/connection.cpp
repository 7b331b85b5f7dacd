#include "engine/store/connection.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <fcntl.h>
#include <unistd.h>

namespace redress::store {
namespace {

/// What is left of the log's file after one very large transaction.
constexpr int kLogBytesKept = 64 * 1024 * 1024;
/// Pages kept in memory, per connection.
constexpr int kWriterCacheKib = 24 * 1024;
constexpr int kReaderCacheKib = 4 * 1024;
/// Small blocks of memory the writer's statements take from a pool instead of the allocator. SQLite's usual 40 are too few for the hundred
/// statements that are kept.
constexpr int kPooledBlocks = 400;
constexpr int kPooledBlockBytes = 1200;

std::string_view advice(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "; another process is writing to this store: stop it, or send the command through its socket";
    case SQLITE_FULL:
      return "; the disk is full: make room and start again, nothing acknowledged is lost";
    case SQLITE_NOTADB:
      return "; this file is not a store";
    case SQLITE_CORRUPT:
      return "; the file is damaged: restore the newest backup";
    case SQLITE_CANTOPEN:
      return "; does the folder exist, and may this user write there?";
    case SQLITE_READONLY:
      return "; this user may not write to it";
    default:  // not an enum: a code of SQLite
      return "";
  }
}

/// A new store is readable by its owner alone; SQLite gives the files beside it the same mode.
void create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
}

/// SQLite counts its memory under a lock that every allocation takes; nobody asks for the count. Possible only before SQLite is
/// first used in the process; later it is refused and the count goes on, which does no harm.
void stop_counting_memory() { static const int result [[maybe_unused]] = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

}  // namespace

Connection::Connection(const std::string& path, Access access, const StoreOptions& options)
    : path_(path), busy_timeout_ms_(static_cast<int>(options.busy_timeout.count())) {
  stop_counting_memory();
  const bool writes = access == Access::read_write;
  if (writes && options.create && options.vfs.empty()) create_private(path);
  int flags = SQLITE_OPEN_NOMUTEX | (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  if (writes && options.create) flags |= SQLITE_OPEN_CREATE;
  try {
    database_ = std::make_unique<SQLite::Database>(path, flags, busy_timeout_ms_, options.vfs);
  } catch (const SQLite::Exception& problem) {
    fail("open", std::string(problem.what()) + std::string(advice(problem.getErrorCode())));
  }
  handle_ = database_->getHandle();
  if (writes) sqlite3_db_config(handle_, SQLITE_DBCONFIG_LOOKASIDE, nullptr, kPooledBlockBytes, kPooledBlocks);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  execute("PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY", "settings");
  if (!writes) {
    execute("PRAGMA query_only = ON; PRAGMA cache_size = -" + std::to_string(kReaderCacheKib), "settings");
    return;
  }
  execute("PRAGMA journal_mode = WAL", "write-ahead log");
  execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON;"
          "PRAGMA wal_autocheckpoint = " + std::to_string(options.checkpoint_pages) +
          ";PRAGMA journal_size_limit = " + std::to_string(kLogBytesKept) + ";PRAGMA cache_size = -" + std::to_string(kWriterCacheKib), "settings");
  if (number("PRAGMA synchronous", "settings") != 2) fail("settings", "SQLite does not sync fully");
}

Connection::~Connection() = default;

void Connection::execute(const std::string& sql, std::string_view step) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(step);
}

std::int64_t Connection::number(const std::string& sql, std::string_view step) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(step);
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(statement, &sqlite3_finalize);
  if (sqlite3_step(statement) != SQLITE_ROW) fail(step);
  return sqlite3_column_int64(statement, 0);
}

void Connection::fail(std::string_view step) const {
  fail(step, std::string(sqlite3_errmsg(handle_)) + std::string(advice(sqlite3_extended_errcode(handle_))));
}

void Connection::fail(std::string_view step, std::string_view why) const {
  throw StoreFailure("store " + path_ + ": " + std::string(step) + ": " + std::string(why));
}

}  // namespace redress::store
