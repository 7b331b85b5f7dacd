#include "tests/bench/bare_loop.hpp"

#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "tests/bench/machine.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>

namespace redress::bench {
namespace {

constexpr double kRare = 0.01;              // statements an item below which they are left out
constexpr std::int64_t kSamples = 500;      // rows a table that all others look like
constexpr std::int64_t kEventsPerStream = 8;

// --- SQLite, barely wrapped ---------------------------------------------------------------------------------------------------

class Database {
 public:
  explicit Database(const std::string& path, int flags = SQLITE_OPEN_READWRITE) {
    if (sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) fail();
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close(handle_); }
  void run(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  [[noreturn]] void fail() { throw std::runtime_error(std::string("bare loop: ") + sqlite3_errmsg(handle_)); }
  [[nodiscard]] sqlite3* handle() { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

Prepared prepare(Database& database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database.handle(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) database.fail();
  return Prepared(statement);
}

struct Value {
  int type = SQLITE_NULL;
  std::int64_t number = 0;
  std::string bytes;  // of text and blobs
};

Value value_of(sqlite3_stmt* row, int column) {
  Value value;
  value.type = sqlite3_column_type(row, column);
  if (value.type == SQLITE_INTEGER) value.number = sqlite3_column_int64(row, column);
  if (value.type == SQLITE_TEXT || value.type == SQLITE_BLOB)
    value.bytes.assign(static_cast<const char*>(sqlite3_column_blob(row, column)), static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
  return value;
}

// --- rows ---------------------------------------------------------------------------------------------------------------------

enum class Fill {
  sample,    // as in the sample row
  number,    // of the row itself
  owner,     // number of a row in another table, spread evenly
  stream,    // of an event: its stream, and the place in it
  sequence,
  scattered, // bytes no other row has
  unique,    // text no other row has
  version,   // counts the row's updates
  not_yet,   // NULL until it is updated
};

struct Column {
  std::string name;
  Fill fill = Fill::sample;
  double rows_per_owner = 1;
};

struct Table {
  std::string name;
  std::int64_t rows = 0;
  std::vector<Column> columns;
  std::vector<std::vector<Value>> samples;
};

constexpr std::array kOwners{std::pair{"item_id", "items"},       std::pair{"location_id", "locations"}, std::pair{"request_id", "requests"},
                             std::pair{"notice_id", "notices"},   std::pair{"report_id", "reports"},     std::pair{"first_report_id", "reports"},
                             std::pair{"outbox_id", "outbox"},    std::pair{"site_id", "sites"}};

/// Columns of unique indexes; the value says whether the column stands alone in one.
std::map<std::string, bool> uniquely_indexed_columns(Database& database, const std::string& table) {
  std::map<std::string, bool> columns;
  auto indexes = prepare(database, "SELECT name FROM pragma_index_list('" + table + "') WHERE \"unique\" = 1");
  while (sqlite3_step(indexes.get()) == SQLITE_ROW) {
    const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(indexes.get(), 0));
    auto parts = prepare(database, std::string("SELECT name FROM pragma_index_info('") + name + "') WHERE name IS NOT NULL");
    std::vector<std::string> together;
    while (sqlite3_step(parts.get()) == SQLITE_ROW) together.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(parts.get(), 0)));
    for (const auto& column : together) columns[column] = columns[column] || together.size() == 1;
  }
  return columns;
}

std::int64_t count_of(Database& database, const std::string& table) {
  auto count = prepare(database, "SELECT count(*) FROM " + table);
  return sqlite3_step(count.get()) == SQLITE_ROW ? sqlite3_column_int64(count.get(), 0) : 0;
}

Table read_table(Database& database, const std::string& name) {
  Table table;
  table.name = name;
  table.rows = count_of(database, name);
  const auto unique = uniquely_indexed_columns(database, name);
  auto rows = prepare(database, "SELECT * FROM " + name + " LIMIT " + std::to_string(kSamples) + " OFFSET " + std::to_string(table.rows / 2));
  for (int i = 0; i < sqlite3_column_count(rows.get()); ++i) {
    Column column;
    column.name = sqlite3_column_name(rows.get(), i);
    const auto owner = std::find_if(kOwners.begin(), kOwners.end(), [&](const auto& one) { return column.name == one.first; });
    if (column.name == "id") column.fill = Fill::number;
    else if (column.name == "version") column.fill = Fill::version;
    else if (name == "events" && column.name == "stream_id") column.fill = Fill::stream;
    else if (name == "events" && column.name == "sequence") column.fill = Fill::sequence;
    else if (name == "notices" && (column.name == "message" || column.name == "wrapped_key")) column.fill = Fill::not_yet;
    else if (owner != kOwners.end()) {
      column.fill = Fill::owner;
      column.rows_per_owner = static_cast<double>(table.rows) / static_cast<double>(std::max<std::int64_t>(1, count_of(database, owner->second)));
    }
    table.columns.push_back(column);
  }
  while (sqlite3_step(rows.get()) == SQLITE_ROW) {
    auto& sample = table.samples.emplace_back();
    for (int i = 0; i < sqlite3_column_count(rows.get()); ++i) sample.push_back(value_of(rows.get(), i));
  }
  for (std::size_t i = 0; i < table.columns.size() && !table.samples.empty(); ++i) {
    auto& column = table.columns[i];
    const auto found = unique.find(column.name);
    if (column.fill != Fill::sample || found == unique.end()) continue;
    const auto type = table.samples.front()[i].type;
    if (type == SQLITE_BLOB) column.fill = Fill::scattered;
    if (type == SQLITE_TEXT && found->second) column.fill = Fill::unique;
  }
  return table;
}

/// One prepared statement whose parameters carry the names of columns.
class Writing {
 public:
  Writing(Database& database, const Table& table, const std::string& sql, bool inserts)
      : database_(database), table_(table), statement_(prepare(database, sql)), inserts_(inserts) {
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement_.get()); ++i) {
      const std::string name = sqlite3_bind_parameter_name(statement_.get(), i);
      const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& column) { return ":" + column.name == name; });
      if (found == table.columns.end()) throw std::runtime_error("bare loop: " + table.name + " has no column for " + name);
      places_.push_back(static_cast<std::size_t>(found - table.columns.begin()));
    }
  }

  /// `row` counts from 0; `version` = how often it was updated before.
  void write(std::int64_t row, std::int64_t version) {
    const auto& sample = table_.samples[static_cast<std::size_t>(row) % table_.samples.size()];
    for (std::size_t i = 0; i < places_.size(); ++i) bind(static_cast<int>(i) + 1, table_.columns[places_[i]], sample[places_[i]], row, version);
    if (sqlite3_step(statement_.get()) != SQLITE_DONE) database_.fail();
    if (sqlite3_changes(database_.handle()) != 1) throw std::runtime_error("bare loop: a statement on " + table_.name + " did not change one row");
    sqlite3_reset(statement_.get());
  }

 private:
  void bind(int index, const Column& column, const Value& value, std::int64_t row, std::int64_t version) {
    auto* statement = statement_.get();
    switch (column.fill) {
      case Fill::number: sqlite3_bind_int64(statement, index, row + 1); return;
      case Fill::owner: sqlite3_bind_int64(statement, index, static_cast<std::int64_t>(static_cast<double>(row) / column.rows_per_owner) + 1); return;
      case Fill::stream: sqlite3_bind_int64(statement, index, row / kEventsPerStream + 1); return;
      case Fill::sequence: sqlite3_bind_int64(statement, index, row % kEventsPerStream + 1); return;
      case Fill::version: sqlite3_bind_int64(statement, index, version); return;
      case Fill::scattered: {
        auto& bytes = made_[static_cast<std::size_t>(index) % made_.size()];
        bytes = value.bytes;
        auto state = static_cast<std::uint64_t>(row) + 1;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
          state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9ULL + static_cast<std::uint64_t>(row);
          bytes[i] = static_cast<char>(state >> 56U);
        }
        sqlite3_bind_blob(statement, index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        return;
      }
      case Fill::unique: {
        auto& text = made_[static_cast<std::size_t>(index) % made_.size()];
        const auto digits = std::to_string(static_cast<std::uint64_t>(row + 1) * 0x9E3779B97F4A7C15ULL);
        text = value.bytes;
        text.resize(std::max(text.size(), digits.size()), '-');
        std::copy(digits.begin(), digits.end(), text.begin());
        sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        return;
      }
      case Fill::not_yet:
        if (inserts_) {
          sqlite3_bind_null(statement, index);
          return;
        }
        break;
      case Fill::sample: break;
    }
    switch (value.type) {
      case SQLITE_INTEGER: sqlite3_bind_int64(statement, index, value.number); break;
      case SQLITE_TEXT: sqlite3_bind_text(statement, index, value.bytes.data(), static_cast<int>(value.bytes.size()), SQLITE_STATIC); break;
      case SQLITE_BLOB: sqlite3_bind_blob(statement, index, value.bytes.data(), static_cast<int>(value.bytes.size()), SQLITE_STATIC); break;
      default: sqlite3_bind_null(statement, index); break;  // not an enum
    }
  }

  Database& database_;
  const Table& table_;
  Prepared statement_;
  bool inserts_;
  std::vector<std::size_t> places_;      // of each parameter among the columns
  std::array<std::string, 32> made_;     // values that live until the statement has run
};

/// Everything that happens to one table, spread evenly over the run: a row is inserted, then gets its updates one after the other.
struct Track {
  Table table;
  std::unique_ptr<Writing> insert;
  struct Update {
    std::unique_ptr<Writing> writing;
    std::int64_t all = 0, done = 0;
  };
  std::vector<Update> updates;
  std::int64_t inserted = 0;
  std::vector<std::int64_t> versions;    // only where a column counts them
};

// Timers come and go, so the produced database has no rows to take as samples.
struct TimerTrack {
  std::int64_t arms = 0, deletes = 0, armed = 0, deleted = 0;
  Prepared arm, cancel;
};

std::string word_after(const std::string& sql, const std::string& words) {
  if (sql.compare(0, words.size(), words) != 0) return {};
  const auto end = sql.find_first_of(" (\n", words.size());
  return sql.substr(words.size(), end - words.size());
}

/// The engine's UPDATE, for the row of that number only.
std::string by_number(const std::string& sql) { return sql.substr(0, sql.rfind("WHERE")) + "WHERE id = :id"; }

std::string insert_into(const Table& table) {
  std::string names, values;
  for (const auto& column : table.columns) {
    names += (names.empty() ? "" : ", ") + column.name;
    values += (values.empty() ? ":" : ", :") + column.name;
  }
  return "INSERT INTO " + table.name + " (" + names + ") VALUES (" + values + ")";
}

}  // namespace

std::vector<TableWork> work_of(const std::vector<StatementFigures>& profile, std::int64_t items) {
  std::map<std::string, TableWork> tables;
  const auto per_item = [&](std::int64_t number) { return static_cast<double>(number) / static_cast<double>(items); };
  for (const auto& statement : profile) {
    if (statement.reads_only) continue;
    const auto changed = per_item(statement.changed_rows);
    if (const auto into = word_after(statement.sql, "INSERT INTO "); !into.empty()) {
      tables[into].rows_per_item += changed;
    } else if (const auto of = word_after(statement.sql, "UPDATE "); !of.empty() && changed >= kRare) {
      tables[of].updates.push_back({statement.sql, changed});
    } else if (const auto from = word_after(statement.sql, "DELETE FROM "); !from.empty()) {
      tables[from].deletes_per_item += changed;
    }
  }
  std::vector<TableWork> work;
  for (auto& [name, table] : tables) {
    table.table = name;
    // Positions and reserved numbers: a row for the whole run, not one an item.
    if (name == "inbox_positions" || name == "number_blocks" || name == "settings") continue;
    if (table.rows_per_item >= kRare || !table.updates.empty()) work.push_back(std::move(table));
  }
  return work;
}

FloorFigures run_bare_loop(const std::string& path, const std::string& engine_database, const std::vector<TableWork>& work, std::int64_t items,
                           std::int64_t commits) {
  {
    const Sha256Chain hasher;
    (void)open_store(path, hasher);  // makes the tables
  }
  Database database(path);
  // As engine/store/connection.cpp sets them.
  database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 8192;"
               "PRAGMA cache_size = -24576; PRAGMA temp_store = MEMORY");
  std::vector<std::unique_ptr<Track>> tracks;
  TimerTrack timers;
  {
    Database engine(engine_database, SQLITE_OPEN_READONLY);
    for (const auto& one : work) {
      if (one.table == "timers") {
        timers.arms = std::llround(one.rows_per_item * static_cast<double>(items));
        timers.deletes = std::min(timers.arms, static_cast<std::int64_t>(std::llround(one.deletes_per_item * static_cast<double>(items))));
        timers.arm = prepare(database, "INSERT INTO timers (request_id, name, id, due_at_ms, armed_by) VALUES (?1, 'removal_due', ?1, 1893571200000, ?1)");
        timers.cancel = prepare(database, "DELETE FROM timers WHERE request_id = ?1 AND name = 'removal_due'");
        continue;
      }
      auto track = std::make_unique<Track>();
      track->table = read_table(engine, one.table);
      if (track->table.samples.empty()) continue;
      track->insert = std::make_unique<Writing>(database, track->table, insert_into(track->table), true);
      bool counts_versions = false;
      for (const auto& update : one.updates) {
        if (update.sql.find(":id") == std::string::npos) continue;  // changes rows by another name; rare
        counts_versions = counts_versions || update.sql.find(":version + 1") != std::string::npos;
        track->updates.push_back({std::make_unique<Writing>(database, track->table, by_number(update.sql), false),
                                  std::llround(update.per_item * static_cast<double>(items)), 0});
      }
      if (counts_versions) track->versions.resize(static_cast<std::size_t>(track->table.rows));
      tracks.push_back(std::move(track));
    }
  }

  FloorFigures figures;
  const auto cpu = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  for (std::int64_t commit = 1; commit <= commits; ++commit) {
    const auto up_to = [&](std::int64_t all) {
      return static_cast<std::int64_t>(static_cast<double>(all) * static_cast<double>(commit) / static_cast<double>(commits));
    };
    database.run("BEGIN IMMEDIATE");
    for (auto& track : tracks) {
      for (const auto end = up_to(track->table.rows); track->inserted < end; ++track->inserted, ++figures.written_rows)
        track->insert->write(track->inserted, 0);
      for (auto& update : track->updates)
        for (const auto end = up_to(update.all); update.done < end; ++update.done, ++figures.written_rows) {
          const auto row = static_cast<std::int64_t>(static_cast<double>(update.done) / static_cast<double>(update.all) *
                                                     static_cast<double>(track->table.rows));
          if (row >= track->inserted) break;
          const auto version = track->versions.empty() ? 0 : track->versions[static_cast<std::size_t>(row)]++;
          update.writing->write(row, version);
        }
    }
    for (const auto end = up_to(timers.arms); timers.armed < end; ++timers.armed, ++figures.written_rows) {
      sqlite3_bind_int64(timers.arm.get(), 1, timers.armed + 1);
      if (sqlite3_step(timers.arm.get()) != SQLITE_DONE) database.fail();
      sqlite3_reset(timers.arm.get());
    }
    for (const auto end = up_to(timers.deletes); timers.deleted < end; ++timers.deleted, ++figures.written_rows) {
      sqlite3_bind_int64(timers.cancel.get(), 1, timers.deleted + 1);
      if (sqlite3_step(timers.cancel.get()) != SQLITE_DONE) database.fail();
      sqlite3_reset(timers.cancel.get());
    }
    database.run("COMMIT");
  }
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  figures.items_per_s = static_cast<double>(items) / seconds;
  figures.cpu_s_per_1000 = (cpu_seconds() - cpu) / static_cast<double>(items) * 1000;
  database.run("PRAGMA wal_checkpoint(TRUNCATE)");
  figures.bytes = static_cast<std::int64_t>(std::filesystem::file_size(path));
  return figures;
}

}  // namespace redress::bench
