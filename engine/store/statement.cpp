#include "engine/store/statement.hpp"

#include "engine/store/query_text.hpp"

namespace redress::store {

void Statement::prepare() {
  const auto found = query_texts().find(name_);
  REDRESS_ASSERT(found != query_texts().end(), "no query of that name in engine/store/queries");
  const auto& sql = found->second.sql;
  const char* rest = nullptr;
  const int result = sqlite3_prepare_v3(connection_.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle_, &rest);
  if (result != SQLITE_OK) connection_.fail(name_);
  REDRESS_ASSERT(rest == sql.data() + sql.size(), "a query holds more than one statement");
}

void Statement::fail() {
  // The message must be read before the reset, which may set another one.
  try {
    connection_.fail(name_);
  } catch (...) {  // whatever `fail` throws goes on from here
    sqlite3_reset(handle_);
    throw;
  }
}

void Statement::bad_value(int column) const {
  // The value itself is not shown: it might be anything.
  connection_.fail(name_, std::string("column ") + sqlite3_column_name(handle_, column) + " of table " +
                              sqlite3_column_table_name(handle_, column) + " holds what this program never wrote");
}

void Statement::check_columns(const std::vector<std::string_view>& expected) {
  const auto count = static_cast<std::size_t>(sqlite3_column_count(handle_));
  bool same = count == expected.size();
  for (std::size_t i = 0; same && i < count; ++i) same = expected[i] == sqlite3_column_name(handle_, static_cast<int>(i));
  if (!same) connection_.fail(name_, "the statement's columns are not those of its record");
  columns_checked_ = true;
}

}  // namespace redress::store
