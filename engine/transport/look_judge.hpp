// From what a check met to what it saw. The rule above all: nothing is `gone` unless the very address we were told about says so
// (404, 410, or no such name), over a connection shown to work, visited the way the reporter visited it. Everything unclear is
// `unknown`. Pure. [SRC-RFC-9110]
#pragma once

#include "engine/core/ports/transport.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress {

/// What one check met. Holds nothing of the content.
struct Met {
  enum class Failure { none, no_such_name, unreachable, timed_out, tls, address_forbidden, malformed, too_many_redirects, downgraded };
  Failure failure = Failure::none;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, of the last answer
  bool redirected = false;
  bool other_host = false;             // the last answer came from another host than the one asked first
  std::string first_path, final_path;  // of the URLs, with "/" at least
  std::optional<Evidence> page_sign;   // of sign_of_page, for HTML
  bool is_empty = false;               // a good answer without a single byte
  std::string digest;                  // of the first bytes; empty when none were read
  std::string expected_digest;         // empty while none is known
  bool recipe_needed = false, recipe_replayed = false;
  bool vantage_proven = false;
};

[[nodiscard]] LookReply judge(const Met& met);

}  // namespace redress
