#include "engine/store/query_text.hpp"
#include "engine/store/store.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_rows.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <set>

namespace redress {
namespace {

using test::RawSqlite;
using test::TemporaryFolder;

/// A store of today's tables, opened past the port.
struct StatementTest : testing::Test {
  TemporaryFolder folder;
  std::string path = folder.file("store.db");
  Sha256Chain hasher;
  std::unique_ptr<Store> store = open_store(path, hasher);
  RawSqlite raw{path};
};

// Every statement fits today's tables, says who calls it, and lists its columns.
TEST_F(StatementTest, EveryQueryPrepares) {
  EXPECT_GT(store::query_texts().size(), 100U);
  for (const auto& [name, query] : store::query_texts()) {
    EXPECT_TRUE(raw.prepares(query.sql)) << name << ": " << raw.message();
    EXPECT_NE(query.called_by, "") << name;
    EXPECT_EQ(query.sql.find(" *"), std::string::npos) << name;
    EXPECT_EQ(query.sql.find('{'), std::string::npos) << name;
  }
}

// No statement of the engine's loop walks through a whole table: only those named here may, each for a reason.
TEST_F(StatementTest, NoQueryWalksThroughATable) {
  const std::set<std::string, std::less<>> may_scan = {
      // reads everything on purpose
      "every_event", "number_gaps", "event_numbers", "heads", "recipients", "paused_connectors", "alerts", "approvals", "newest_checkpoint",
      "newest_event_number", "furthest_checkpoint", "checkpoint_numbers", "requests_without_events", "anything_filed",
      // figures: counts over partial indexes that hold open work only, or the newest number
      "backlog", "newest_numbers", "open_without_wish", "stuck_notices", "stuck_tasks",
      // the first entry of an ordered index, or a partial index of what is open
      "next_timer", "next_window", "next_look", "waiting_entries", "blocked_recipients", "leasable", "dead_letters", "open_tasks",
      "unsent_alerts", "open_approvals", "approvals_over", "attempts_without_verdict", "release_foreign_leases", "has_way_out"};
  for (const auto& [name, query] : store::query_texts()) {
    if (may_scan.contains(name)) continue;
    for (const auto& line : raw.plan(query.sql)) EXPECT_FALSE(line.starts_with("SCAN")) << name << ": " << line;
  }
}

// Sorting and building temporary tables costs more than most statements: only the one that looks for missing numbers does it.
TEST_F(StatementTest, NoQuerySorts) {
  for (const auto& [name, query] : store::query_texts()) {
    if (name == "number_gaps") continue;
    for (const auto& line : raw.plan(query.sql)) EXPECT_EQ(line.find("TEMP B-TREE"), std::string::npos) << name << ": " << line;
  }
}

// No statement makes a table in memory each time it runs, as IN with three words or more in a CHECK does.
TEST_F(StatementTest, NoQueryBuildsATable) {
  const std::set<std::string, std::less<>> may_build = {"number_gaps", "leasable", "release_foreign_leases"};
  raw.run("PRAGMA foreign_keys = ON");
  for (const auto& [name, query] : store::query_texts()) {
    if (may_build.contains(name)) continue;
    for (const auto& operation : raw.program(query.sql)) EXPECT_NE(operation, "OpenEphemeral") << name;
  }
}

template <class E>
std::set<std::string, std::less<>> names_of() {
  return {EnumNames<E>::names.begin(), EnumNames<E>::names.end()};
}

// The words a column accepts are those of its enum, no more and no less.
TEST_F(StatementTest, CheckedWordsAreThoseOfTheEnums) {
  const std::vector<std::tuple<std::string, std::string, std::set<std::string, std::less<>>>> columns = {
      {"reports", "origin", names_of<ReportOrigin>()},
      {"locations", "observed", names_of<Observed>()},
      {"locations", "evidence", names_of<Evidence>()},
      {"items", "locator_kind", names_of<LocatorKind>()},
      {"items", "role", names_of<ItemRole>()},
      {"items", "verdict", names_of<Verdict>()},
      {"assessments", "verdict", names_of<Verdict>()},
      {"assessments", "basis", names_of<AssessmentBasis>()},
      {"assessments", "actor_kind", names_of<ActorKind>()},
      {"requests", "wished_look", names_of<LookPurpose>()},
      {"recipients", "scope", names_of<ContactScope>()},
      {"notices", "scope", names_of<ContactScope>()},
      {"notices", "kind", names_of<NoticeKind>()},
      {"notices", "state", names_of<NoticeState>()},
      {"notice_requests", "need", names_of<Need>()},
      {"outbox", "state", names_of<OutboxState>()},
      {"attempts", "verdict", names_of<AttemptVerdict>()},
      {"tasks", "state", names_of<TaskState>()},
      {"alerts", "severity", names_of<Severity>()},
      {"approvals", "state", names_of<ApprovalState>()},
      {"approvals", "asked_by_kind", names_of<ActorKind>()},
      {"approvals", "decided_by_kind", names_of<ActorKind>()},
      {"cases", "age_band", names_of<AgeBand>()},
      {"cases", "authority", names_of<Authority>()},
      {"cases", "first_step", names_of<FirstStep>()},
      {"case_consents", "data", names_of<DataKind>()},
      {"events", "stream", names_of<StreamKind>()},
      {"events", "actor_kind", names_of<ActorKind>()}};
  for (const auto& [table, column, expected] : columns) {
    const auto sql = raw.text("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'");
    const auto start = sql.find("\n  " + column + " TEXT");
    ASSERT_NE(start, std::string::npos) << table << "." << column;
    const auto definition = sql.substr(start, sql.find(",\n", start) - start);
    std::set<std::string, std::less<>> words;
    for (auto open = definition.find('\''); open != std::string::npos;) {
      const auto close = definition.find('\'', open + 1);
      words.insert(definition.substr(open + 1, close - open - 1));
      open = definition.find('\'', close + 1);
    }
    EXPECT_EQ(words, expected) << table << "." << column;
  }
}

// Every table is STRICT, so that a column holds what it says.
TEST_F(StatementTest, EveryTableIsStrict) {
  EXPECT_EQ(raw.text("SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'"), "");
}

// A row that this program never wrote ends in a StoreFailure that names the column and never shows the value.
TEST_F(StatementTest, RowsOutOfPromiseAreRefused) {
  DeskId desk;
  {
    auto work = store->begin();
    desk = work->ensure_desk("hotline");
    const auto item = work->insert(test::item_row(desk));
    work->insert(test::request_row(desk, item));
    work->commit();
  }
  const auto refused = [&](const std::string& sql, auto&& read, const std::string& column) {
    ASSERT_TRUE(raw.run("PRAGMA ignore_check_constraints = ON; " + sql)) << raw.message();
    try {
      read();
      ADD_FAILURE() << sql;
    } catch (const StoreFailure& failure) {
      const std::string what = failure.what();
      EXPECT_NE(what.find(path), std::string::npos) << what;
      EXPECT_NE(what.find(column), std::string::npos) << what;
      EXPECT_EQ(what.find("nonsense"), std::string::npos) << what;
    }
  };
  auto reader = store->reader();
  refused("UPDATE requests SET facts = 'nonsense=1'", [&] { (void)reader->request(RequestId{1}); }, "facts");
  refused("UPDATE requests SET facts = '', wished_look = 'nonsense'", [&] { (void)reader->request(RequestId{1}); }, "wished_look");
  refused("UPDATE items SET role = 'nonsense'", [&] { (void)reader->item(ItemId{1}); }, "role");
  refused("UPDATE items SET role = 'link', locator_index = x'00'", [&] { (void)reader->item(ItemId{1}); }, "locator_index");
}

}  // namespace
}  // namespace redress
