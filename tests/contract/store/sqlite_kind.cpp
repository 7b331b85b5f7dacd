#include "engine/store/store.hpp"
#include "tests/contract/store/store_under_test.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sqlite3.h>

namespace redress::test {
namespace {

class SqliteUnderTest final : public StoreUnderTest {
 public:
  std::unique_ptr<Store> open(Milliseconds patience) override {
    StoreOptions options;
    options.busy_timeout = patience;
    return open_store(path_, hasher, options);
  }
  std::unique_ptr<Store> open_backup(const std::string& path) override { return open_store(path, hasher); }
  std::string backup_path() override { return folder_.file("backup.db"); }
  void tamper(const std::string& sql) override {
    const std::string guards = "DROP TRIGGER events_are_never_edited; DROP TRIGGER events_are_never_deleted;";
    ASSERT_TRUE(run("BEGIN;" + guards + sql + ";" + triggers() + "COMMIT"));
  }
  bool try_sql(const std::string& sql) override { return run(sql); }

 private:
  bool run(const std::string& sql) {
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
    const bool good = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return good;
  }
  /// The guards as they stand in the file, to put them back.
  std::string triggers() {
    std::string sql;
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
    const auto append = [](void* out, int, char** values, char**) {
      static_cast<std::string*>(out)->append(values[0]).append(";");
      return 0;
    };
    sqlite3_exec(database, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", append, &sql, nullptr);
    sqlite3_close(database);
    return sql;
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("store.db");
};

}  // namespace

std::vector<StoreKind> store_kinds() {
  return {{"sqlite", [] { return std::make_unique<SqliteUnderTest>(); }}};
}

}  // namespace redress::test
