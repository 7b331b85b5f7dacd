// The statements of queries/*.sql by name. A file holds blocks; what stands before the first is a comment:
//
//   -- columns: item                      a list of columns, put in where a statement says {item}; {:item} puts it in as
//   id, desk_id, …                        parameters (:id, :desk_id, …), {i.item} with a prefix (i.id, i.desk_id, …)
//
//   -- query: item | by: ReadQueries::item    one statement and who calls it
//   SELECT {item} FROM items WHERE id = ?1;
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace redress::store {

struct QueryText {
  std::string sql;
  std::string called_by;
};

/// Every statement, by name. Built once; broken files end the program (a unit test prepares each statement).
[[nodiscard]] const std::map<std::string, QueryText, std::less<>>& query_texts();

}  // namespace redress::store
