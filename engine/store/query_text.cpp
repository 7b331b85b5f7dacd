#include "engine/store/query_text.hpp"

#include "engine/core/assert.hpp"

#include <span>
#include <utility>

namespace redress::embedded {
std::span<const std::pair<std::string_view, std::string_view>> store_queries();
}

namespace redress::store {
namespace {

using ColumnLists = std::map<std::string, std::string, std::less<>>;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \n\r\t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \n\r\t") - first + 1);
}

/// `id, name` with the prefix `:` -> `:id, :name`.
std::string prefixed(std::string_view columns, std::string_view prefix) {
  std::string text;
  while (!columns.empty()) {
    const auto one = columns.substr(0, columns.find(','));
    columns.remove_prefix(std::min(one.size() + 1, columns.size()));
    if (!text.empty()) text += ", ";
    text.append(prefix).append(trimmed(one));
  }
  return text;
}

/// Replaces each {PREFIX NAME} by that list of columns.
std::string expanded(std::string_view sql, const ColumnLists& lists) {
  std::string text;
  while (true) {
    const auto open = sql.find('{');
    text.append(sql.substr(0, open));
    if (open == std::string_view::npos) return text;
    const auto close = sql.find('}', open);
    REDRESS_ASSERT(close != std::string_view::npos, "a { in queries/*.sql is not closed");
    const auto inside = sql.substr(open + 1, close - open - 1);
    const auto mark = inside.find_last_of(":.");
    const auto name_at = mark == std::string_view::npos ? 0 : mark + 1;
    const auto list = lists.find(inside.substr(name_at));
    REDRESS_ASSERT(list != lists.end(), "a {name} in queries/*.sql names no list of columns");
    text.append(prefixed(list->second, inside.substr(0, name_at)));
    sql.remove_prefix(close + 1);
  }
}

constexpr std::string_view kColumns = "-- columns: ";
constexpr std::string_view kQuery = "-- query: ";
constexpr std::string_view kBy = " | by: ";

/// Cuts `file` into its blocks and calls `visit(head line, body without comment lines)` for each.
template <class Visit>
void for_each_block(std::string_view file, Visit&& visit) {
  std::string_view head;
  std::string body;
  while (!file.empty()) {
    const auto line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(line.size() + 1, file.size()));
    if (line.starts_with(kColumns) || line.starts_with(kQuery)) {
      if (!head.empty()) visit(head, trimmed(body));
      head = line;
      body.clear();
    } else if (!line.starts_with("--")) {
      body.append(line).append("\n");
    }
  }
  if (!head.empty()) visit(head, trimmed(body));
}

std::map<std::string, QueryText, std::less<>> read_all() {
  ColumnLists lists;
  std::map<std::string, QueryText, std::less<>> texts;
  for (const auto& [name, file] : embedded::store_queries())
    for_each_block(file, [&](std::string_view head, std::string_view body) {
      if (head.starts_with(kColumns)) lists.emplace(trimmed(head.substr(kColumns.size())), body);
    });
  for (const auto& [name, file] : embedded::store_queries())
    for_each_block(file, [&](std::string_view head, std::string_view body) {
      if (!head.starts_with(kQuery)) return;
      const auto by = head.find(kBy);
      REDRESS_ASSERT(by != std::string_view::npos, "a query in queries/*.sql does not say who calls it");
      const auto query = trimmed(head.substr(kQuery.size(), by - kQuery.size()));
      const auto added = texts.emplace(query, QueryText{expanded(body, lists), std::string(trimmed(head.substr(by + kBy.size())))}).second;
      REDRESS_ASSERT(added, "two queries in queries/*.sql have one name");
    });
  return texts;
}

}  // namespace

const std::map<std::string, QueryText, std::less<>>& query_texts() {
  static const auto texts = read_all();
  return texts;
}

}  // namespace redress::store
