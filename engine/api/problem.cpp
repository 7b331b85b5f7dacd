#include "engine/api/problem.hpp"

#include "engine/core/json_text.hpp"

namespace redress::api {
namespace {

struct Row {
  int status;
  std::string_view title;
  std::string_view next_step;
};

Row row_of(ProblemKind kind) noexcept {
  switch (kind) {
    case ProblemKind::malformed_request:
      return {400, "The request is malformed or ambiguous.", "Send plain HTTP/1.1."};
    case ProblemKind::request_timed_out:
      return {408, "The request did not arrive in time.", "Send it again in one go."};
    case ProblemKind::body_too_large:
      return {413, "The body is too large.", "Send less at once."};
    case ProblemKind::target_too_long:
      return {414, "The target is too long.", "Send what is long in the body."};
    case ProblemKind::content_coded:
      return {415, "The body is compressed.", "Send it as it is."};
    case ProblemKind::expectation_unknown:
      return {417, "The expectation is unknown.", "Expect 100-continue, or nothing."};
    case ProblemKind::misdirected:
      return {421, "This server does not answer for that host.", "Use the name or address the server is configured for."};
    case ProblemKind::header_too_large:
      return {431, "The header is too large.", "Send fewer and shorter header fields."};
    case ProblemKind::transfer_coding_unknown:
      return {501, "The transfer coding is unknown.", "Send chunked, or a Content-Length."};
    case ProblemKind::method_unknown:
      return {501, "The method is unknown.", "Use a method of the API."};
    case ProblemKind::version_unknown:
      return {505, "The version of HTTP is unknown.", "Send HTTP/1.1."};
    case ProblemKind::too_busy:
      return {503, "The server has too much to do at once.", "Try again after a second."};
    case ProblemKind::not_found:
      return {404, "There is nothing here.", "Look at the list of endpoints."};
    case ProblemKind::method_not_allowed:
      return {405, "The method is not for this endpoint.", "Use one of those in the Allow header."};
    case ProblemKind::bad_body:
      return {422, "The body does not say what this endpoint reads.", "Correct what the detail names."};
    case ProblemKind::forbidden:
      return {403, "This is not for you.", "Use the local socket, or ask for the permission."};
    case ProblemKind::refused_by_policy:
      return {403, "A rule refuses this.", "Follow the detail."};
    case ProblemKind::not_possible:
      return {409, "This cannot be done as things stand.", "Follow the detail."};
    case ProblemKind::not_answered:
      return {503, "The engine did not come to it in time.", "Look whether it was done before trying again."};
    case ProblemKind::internal:
      return {500, "Something went wrong inside.", "Report the request id; the log says more."};
  }
  return {500, "", ""};
}

}  // namespace

int status_of(ProblemKind kind) noexcept { return row_of(kind).status; }

HttpAnswer problem_answer(ProblemKind kind, std::string_view request_id, std::string_view detail) {
  const auto row = row_of(kind);
  JsonObject document;
  document.add("type", "urn:redress:problem:" + std::string(name_of(kind))).add("title", row.title).add("status", row.status);
  if (!detail.empty()) document.add("detail", detail);
  document.add("next_step", row.next_step);
  if (!request_id.empty()) document.add("request_id", request_id);
  HttpAnswer answer;
  answer.status = row.status;
  answer.content_type = "application/problem+json";
  answer.body = document.text();
  if (kind == ProblemKind::too_busy || kind == ProblemKind::not_answered) answer.headers.emplace_back("retry-after", "1");
  return answer;
}

}  // namespace redress::api
