#include "engine/store/migrate.hpp"

#include "engine/core/assert.hpp"

#include <charconv>
#include <span>
#include <utility>

namespace redress::embedded {
std::span<const std::pair<std::string_view, std::string_view>> store_migrations();
}

namespace redress {

int newest_store_version() { return static_cast<int>(embedded::store_migrations().size()); }

namespace store {
namespace {

/// "RDRS": told apart from other programs' SQLite files.
constexpr std::int64_t kApplicationId = 0x52445253;

class DefensiveOff {
 public:
  explicit DefensiveOff(Connection& connection) : handle_(connection.handle()) { sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr); }
  ~DefensiveOff() { sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr); }
  DefensiveOff(const DefensiveOff&) = delete;
  DefensiveOff& operator=(const DefensiveOff&) = delete;

 private:
  sqlite3* handle_;
};

int version_of(std::string_view file_name) {
  int version = 0;
  std::from_chars(file_name.data(), file_name.data() + file_name.size(), version);
  return version;
}

}  // namespace

void inspect(Connection& connection) {
  const auto version = connection.number("PRAGMA user_version", "inspection");
  if (version == 0 || connection.number("PRAGMA application_id", "inspection") != kApplicationId)
    connection.fail("inspection", "this is no store of ours");
  if (version > newest_store_version())
    connection.fail("inspection", "it was written by a newer program (tables of version " + std::to_string(version) + ", this program knows " +
                                      std::to_string(newest_store_version()) + "): use that program");
  if (connection.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'", "inspection") != 0)
    connection.fail("inspection", "its pages are damaged: take another copy");
}

void migrate(Connection& connection) {
  const auto version = connection.number("PRAGMA user_version", "version");
  const auto application = connection.number("PRAGMA application_id", "version");
  const bool empty = connection.number("SELECT count(*) FROM sqlite_schema", "version") == 0;
  if (!empty && application != kApplicationId) connection.fail("version", "this is some other program's database");
  const auto newest = newest_store_version();
  if (version > newest)
    connection.fail("version", "it was written by a newer program (tables of version " + std::to_string(version) + ", this program knows " +
                                   std::to_string(newest) + "): use that program, or restore a backup from before the update");
  if (version == newest) return;
  // A migration alone may change a table's own text, which is how SQLite changes a CHECK.
  const DefensiveOff defensive_off(connection);
  int expected = 0;
  for (const auto& [name, sql] : embedded::store_migrations()) {
    ++expected;
    REDRESS_ASSERT(version_of(name) == expected, "migrations are numbered 0001, 0002, … without gaps");
    if (expected <= version) continue;
    const auto step = "migration " + std::string(name);
    connection.execute("BEGIN IMMEDIATE", step);
    try {
      // Another process may have been faster.
      if (connection.number("PRAGMA user_version", step) < expected) {
        connection.execute(std::string(sql), step);
        connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = " + std::to_string(expected), step);
      }
      connection.execute("COMMIT", step);
    } catch (const StoreFailure&) {
      sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
      throw;
    }
  }
}

}  // namespace store
}  // namespace redress
