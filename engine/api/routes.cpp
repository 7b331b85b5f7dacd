#include "engine/api/routes.hpp"

#include "engine/api/problem.hpp"
#include "engine/core/assert.hpp"

namespace redress::api {

Routes& Routes::add(const std::string& method, const std::string& path, HttpHandler handler) {
  const bool added = paths_[path].emplace(method, std::move(handler)).second;
  REDRESS_ASSERT(added, "two handlers for one method and path");
  return *this;
}

HttpAnswer Routes::answer(const HttpQuestion& question) const {
  const auto place = paths_.find(question.path);
  if (place == paths_.end()) return problem_answer(ProblemKind::not_found, question.request_id);
  const auto handler = place->second.find(question.method == "HEAD" ? "GET" : question.method);
  if (handler != place->second.end()) return handler->second(question);
  std::string allowed;
  for (const auto& [method, ignored] : place->second) allowed += (allowed.empty() ? "" : ", ") + method + (method == "GET" ? ", HEAD" : "");
  auto problem = problem_answer(ProblemKind::method_not_allowed, question.request_id);
  problem.headers.emplace_back("allow", allowed);
  return problem;
}

}  // namespace redress::api
