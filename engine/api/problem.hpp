// Errors as problem documents: the only place that turns them into HTTP. Details stay inside. [SRC-RFC-9457]
#pragma once

#include <string_view>

#include "engine/api/http_message.hpp"
#include "engine/core/names.hpp"

namespace redress::api {

enum class ProblemKind {
  malformed_request,  // no HTTP as we read it; where a choice would be left, it is refused
  request_timed_out,
  body_too_large,
  target_too_long,
  content_coded,  // a compressed body
  expectation_unknown,
  misdirected,  // the Host is none of ours
  header_too_large,
  transfer_coding_unknown,
  method_unknown,
  version_unknown,
  too_busy,
  not_found,
  method_not_allowed,
  bad_body,  // the body does not say what the endpoint reads
  forbidden,
  refused_by_policy,
  not_possible,  // the act cannot be done as things stand
  not_answered,  // the engine did not come to it in time
  internal,
};

[[nodiscard]] int status_of(ProblemKind kind) noexcept;

/// `detail`: one sentence of ours about this case; empty: none. Never foreign text. `request_id`: empty when there is none yet.
[[nodiscard]] HttpAnswer problem_answer(ProblemKind kind, std::string_view request_id, std::string_view detail = {});

}  // namespace redress::api

template <>
struct redress::EnumNames<redress::api::ProblemKind> {
  static constexpr auto names =
      name_list("malformed_request", "request_timed_out", "body_too_large", "target_too_long", "content_coded", "expectation_unknown",
                "misdirected", "header_too_large", "transfer_coding_unknown", "method_unknown", "version_unknown", "too_busy", "not_found",
                "method_not_allowed", "bad_body", "forbidden", "refused_by_policy", "not_possible", "not_answered", "internal");
};
