// A named statement of queries/*.sql, prepared at its first use and kept, and how our types become SQLite values and back.
//
//   enums             their names                     ids            the number, NULL for none
//   times             UTC milliseconds                bool           0 or 1
//   sealed, keys      bytes, NULL when empty          blind index    16 bytes
//   facts             their text                      optional       NULL when absent
#pragma once

#include "engine/core/assert.hpp"
#include "engine/store/columns.hpp"
#include "engine/store/connection.hpp"

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::store {

class Statement;

/// The rows of a running statement; ends it when destroyed. What was bound must live as long.
class Cursor {
 public:
  explicit Cursor(Statement& statement) : statement_(statement) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor();

  /// Goes to the first row, then to the next one; false: there is none.
  [[nodiscard]] bool next();
  [[nodiscard]] bool null(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  /// One value; a StoreFailure when it is none we could have written.
  template <class T>
  void value(int column, T& out) const;
  /// The whole row, whose columns must be those of the record in order.
  template <class Record>
  void row(Record& out) const;

 private:
  Statement& statement_;
};

class Statement {
 public:
  Statement(Connection& connection, std::string_view name) : connection_(connection), name_(name) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(handle_); }

  /// Binds ?1, ?2, … and runs to the end. Returns how many rows were changed.
  template <class... Values>
  int run(const Values&... values) {
    start();
    bind_all(values...);
    return finish();
  }
  /// For an UPDATE that leaves some columns of its record alone: whether none of those has changed. Asked before `run_record`, which
  /// refuses to leave out a column otherwise.
  template <class Record>
  [[nodiscard]] bool covers(const Record& before, const Record& after);
  /// Binds the record's columns as :name and runs to the end. Returns how many rows were changed.
  template <class Record>
  int run_record(const Record& record) {
    bind_record(record);
    return finish();
  }
  /// The same with another number than the record's: for rows that get theirs now. `id` must be the first column.
  template <class Record>
  void insert_record(const Record& record, std::int64_t id) {
    bind_record(record);
    bind(positions_.front(), id);
    finish();
  }

  /// Binds ?1, ?2, … for reading. Values that are text or bytes must outlive the cursor.
  template <class... Values>
  [[nodiscard]] Cursor read(const Values&... values) {
    start();
    bind_all(values...);
    return Cursor(*this);
  }

  [[nodiscard]] std::string_view name() const noexcept { return name_; }

 private:
  friend class Cursor;

  void prepare();
  /// Ready to be bound. Running a statement inside its own rows is a broken promise.
  void start() {
    if (handle_ == nullptr) prepare();
    REDRESS_ASSERT(!running_, "a statement is run while its rows are being read");
  }
  int finish() {
    const int result = sqlite3_step(handle_);
    if (result != SQLITE_DONE && result != SQLITE_ROW) fail();
    const int changed = sqlite3_changes(connection_.handle());
    sqlite3_reset(handle_);
    return changed;
  }
  [[noreturn]] void fail();
  [[noreturn]] void bad_value(int column) const;
  void check_columns(const std::vector<std::string_view>& expected);

  template <class Record>
  void find_positions(const Record& record);
  template <class Record>
  void bind_record(const Record& record);
  template <class... Values>
  void bind_all(const Values&... values) {
    int index = 0;
    (bind(++index, values), ...);
  }
  void bind(int index, std::int64_t value) { sqlite3_bind_int64(handle_, index, value); }
  void bind(int index, int value) { sqlite3_bind_int64(handle_, index, value); }
  void bind(int index, bool value) { sqlite3_bind_int64(handle_, index, value ? 1 : 0); }
  void bind(int index, std::string_view text) {
    sqlite3_bind_text(handle_, index, text.empty() ? "" : text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void bind(int index, const std::string& text) { bind(index, std::string_view(text)); }
  template <class Kind>
  void bind(int index, Id<Kind> id) {
    if (id) bind(index, id.value);
    else sqlite3_bind_null(handle_, index);
  }
  void bind(int index, UtcTime time) { bind(index, to_ms(time)); }
  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value) bind(index, *value);
    else sqlite3_bind_null(handle_, index);
  }
  template <class E>
    requires std::is_enum_v<E>
  void bind(int index, E value) { bind(index, name_of(value)); }
  void bind_bytes(int index, std::string_view bytes) {
    if (bytes.empty()) sqlite3_bind_null(handle_, index);
    else sqlite3_bind_blob(handle_, index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
  }
  void bind(int index, const Sealed& sealed) { bind_bytes(index, sealed.bytes()); }
  void bind(int index, const WrappedKey& key) { bind_bytes(index, key.bytes); }
  void bind(int index, const BlindIndex& blind) { sqlite3_bind_blob(handle_, index, blind.bytes.data(), sizeof blind.bytes, SQLITE_STATIC); }
  void bind(int index, const ChainHash& hash) { sqlite3_bind_blob(handle_, index, hash.data(), static_cast<int>(hash.size()), SQLITE_STATIC); }
  void bind(int index, const Facts& facts) {
    text_ = encode(facts);
    bind(index, std::string_view(text_));
  }

  Connection& connection_;
  std::string_view name_;
  sqlite3_stmt* handle_ = nullptr;
  bool running_ = false;
  bool columns_checked_ = false;
  std::vector<int> positions_;  // of each column of the record among the parameters; 0: left alone
  std::string text_;            // what a bound value was turned into; lives until the statement has run
};

template <class Record>
void Statement::find_positions(const Record& record) {
  columns(record, [&](std::string_view name, const auto&) {
    positions_.push_back(sqlite3_bind_parameter_index(handle_, (":" + std::string(name)).c_str()));
  });
}

template <class Record>
bool Statement::covers(const Record& before, const Record& after) {
  start();
  if (positions_.empty()) find_positions(after);
  std::array<const void*, 32> old;  // of the same types as those of `after`
  std::size_t column = 0;
  columns(before, [&](std::string_view, const auto& value) { old[column++] = &value; });
  column = 0;
  bool same = true;
  columns(after, [&]<class T>(std::string_view, const T& value) {
    same = same && (positions_[column] != 0 || *static_cast<const T*>(old[column]) == value);
    ++column;
  });
  return same;
}

template <class Record>
void Statement::bind_record(const Record& record) {
  start();
  if (positions_.empty()) {
    find_positions(record);
    auto position = positions_.begin();
    columns(record, [&](std::string_view name, const auto&) {
      if (*position++ == 0) connection_.fail(name_, "the statement does not use column " + std::string(name));
    });
  }
  auto position = positions_.begin();
  columns(record, [&](std::string_view, const auto& value) {
    if (*position != 0) bind(*position, value);
    ++position;
  });
}

inline Cursor::~Cursor() {
  sqlite3_reset(statement_.handle_);
  statement_.running_ = false;
}

inline bool Cursor::next() {
  statement_.running_ = true;
  const int result = sqlite3_step(statement_.handle_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) statement_.fail();
  return false;
}

inline bool Cursor::null(int column) const { return sqlite3_column_type(statement_.handle_, column) == SQLITE_NULL; }
inline std::int64_t Cursor::number(int column) const { return sqlite3_column_int64(statement_.handle_, column); }

namespace reading {

inline std::string_view bytes(sqlite3_stmt* row, int column) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(row, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}
inline std::string_view text(sqlite3_stmt* row, int column) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

// One function per type; false: the value is none we could have written.
inline bool value(sqlite3_stmt* row, int column, std::int64_t& out) {
  out = sqlite3_column_int64(row, column);
  return sqlite3_column_type(row, column) == SQLITE_INTEGER;
}
inline bool value(sqlite3_stmt* row, int column, int& out) {
  std::int64_t wide = 0;
  const bool good = value(row, column, wide);
  out = static_cast<int>(wide);
  return good && out == wide;
}
inline bool value(sqlite3_stmt* row, int column, bool& out) {
  std::int64_t number = 0;
  const bool good = value(row, column, number);
  out = number != 0;
  return good && (number == 0 || number == 1);
}
inline bool value(sqlite3_stmt* row, int column, std::string& out) {
  if (sqlite3_column_type(row, column) != SQLITE_TEXT) return false;
  out.assign(text(row, column));
  return true;
}
template <class Kind>
bool value(sqlite3_stmt* row, int column, Id<Kind>& out) {
  out.value = sqlite3_column_int64(row, column);  // NULL reads as 0: none
  return true;
}
inline bool value(sqlite3_stmt* row, int column, UtcTime& out) {
  std::int64_t ms = 0;
  const bool good = value(row, column, ms);
  out = from_ms(ms);
  return good;
}
template <class E>
  requires std::is_enum_v<E>
bool value(sqlite3_stmt* row, int column, E& out) {
  const auto found = from_name<E>(text(row, column));
  if (found) out = *found;
  return found.has_value();
}
inline bool value(sqlite3_stmt* row, int column, Sealed& out) { return out = std::string(bytes(row, column)), true; }
inline bool value(sqlite3_stmt* row, int column, WrappedKey& out) { return out.bytes.assign(bytes(row, column)), true; }
template <std::size_t Size>
bool value(sqlite3_stmt* row, int column, std::array<std::uint8_t, Size>& out) {
  const auto stored = bytes(row, column);
  if (stored.size() != Size) return false;
  std::copy(stored.begin(), stored.end(), out.begin());
  return true;
}
inline bool value(sqlite3_stmt* row, int column, BlindIndex& out) { return value(row, column, out.bytes); }
inline bool value(sqlite3_stmt* row, int column, Facts& out) {
  auto facts = decode_facts(text(row, column));
  if (facts) out = *std::move(facts);
  return facts.has_value();
}
template <class T>
bool value(sqlite3_stmt* row, int column, std::optional<T>& out) {
  out.reset();
  if (sqlite3_column_type(row, column) == SQLITE_NULL) return true;
  T present{};
  const bool good = value(row, column, present);
  out = present;
  return good;
}

}  // namespace reading

template <class T>
void Cursor::value(int column, T& out) const {
  if (!reading::value(statement_.handle_, column, out)) statement_.bad_value(column);
}

template <class Record>
void Cursor::row(Record& out) const {
  if (!statement_.columns_checked_) {
    std::vector<std::string_view> names;
    columns(out, [&](std::string_view name, auto&) { names.push_back(name); });
    statement_.check_columns(names);
  }
  int column = 0;
  columns(out, [&](std::string_view, auto& field) { value(column++, field); });
}

}  // namespace redress::store
