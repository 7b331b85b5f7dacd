#include "engine/api/request_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace redress::api {
namespace {

constexpr std::size_t kMethodBytesMax = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_token_character(char c) {
  return is_digit(c) || is_letter(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character); }
bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Origin form only: no absolute form, no authority form, no `*`; no byte a server behind or before us might read another way.
bool is_good_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return false;
  for (std::size_t i = 0; i < target.size(); ++i) {
    const char c = target[i];
    if (c <= ' ' || c >= 0x7F || std::string_view("#\"<>\\^`{|}").find(c) != std::string_view::npos) return false;
    if (c != '%') continue;
    if (i + 2 >= target.size() || !is_hex(target[i + 1]) || !is_hex(target[i + 2])) return false;
    if (target[i + 1] == '0' && target[i + 2] == '0') return false;
  }
  return true;
}

/// `name`, `192.0.2.1` or `[2001:db8::1]`, with or without `:port`. Gives it without the port; nothing for anything else.
std::optional<std::string> host_without_port(std::string_view value) {
  std::string_view host = value;
  std::string_view port;
  if (value.starts_with('[')) {
    const auto end = value.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    host = value.substr(0, end + 1);
    port = value.substr(end + 1);
    const auto inside = host.substr(1, host.size() - 2);
    if (inside.empty() || !std::all_of(inside.begin(), inside.end(), [](char c) { return is_hex(c) || c == ':' || c == '.'; }))
      return std::nullopt;
  } else {
    const auto colon = value.find(':');
    if (colon != std::string_view::npos) {
      host = value.substr(0, colon);
      port = value.substr(colon);
    }
    if (host.empty() ||
        !std::all_of(host.begin(), host.end(), [](char c) { return is_digit(c) || is_letter(c) || c == '.' || c == '-' || c == '_'; }))
      return std::nullopt;
  }
  if (!port.empty() && (port.front() != ':' || port.size() > 6 || !is_number(port.substr(1)))) return std::nullopt;
  return lower(host);
}

/// HTTP/1.0 or 1.1.
Result<bool, ProblemKind> reads_version_1_1(std::string_view version) {
  if (version == "HTTP/1.1") return true;
  if (version == "HTTP/1.0") return false;
  const bool some_version =
      version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
  return Failure{some_version ? ProblemKind::version_unknown : ProblemKind::malformed_request};
}

/// Fields that decide how a request is read, or who sends it: given twice, they leave a choice.
constexpr std::array<std::string_view, 8> kOnce{"host",          "content-length", "transfer-encoding", "content-type",
                                                "authorization", "expect",         "content-encoding",  "idempotency-key"};

}  // namespace

HeadScan scan_head(std::string_view arrived, std::size_t from) {
  for (std::size_t i = from; i < arrived.size(); ++i) {
    const auto c = static_cast<unsigned char>(arrived[i]);
    if (c == '\r') {
      if (i + 1 == arrived.size()) return {HeadScan::State::incomplete, i};  // its line feed may still come
      if (arrived[i + 1] != '\n') return {HeadScan::State::malformed, i};
      if (i >= 2 && arrived[i - 2] == '\r' && arrived[i - 1] == '\n') return {HeadScan::State::complete, i + 2};
      if (i == 0) return {HeadScan::State::malformed, i};  // an empty line in place of the request line
      ++i;
    } else if ((c < ' ' && c != '\t') || c >= 0x7F) {
      return {HeadScan::State::malformed, i};
    }
  }
  return {HeadScan::State::incomplete, arrived.size()};
}

Result<RequestHead, ProblemKind> read_request_head(std::string_view head) {
  const auto malformed = Failure{ProblemKind::malformed_request};
  const auto scan = scan_head(head, 0);
  if (scan.state != HeadScan::State::complete || scan.bytes != head.size()) return malformed;
  head.remove_suffix(2);  // each line that is left ends in CRLF
  const auto next_line = [&] {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    head.remove_prefix(end + 2);
    return line;
  };

  RequestHead request;
  const auto line = next_line();
  const auto first_blank = line.find(' ');
  const auto last_blank = line.rfind(' ');
  if (first_blank == std::string_view::npos || first_blank == last_blank) return malformed;
  const auto method = line.substr(0, first_blank);
  const auto target = line.substr(first_blank + 1, last_blank - first_blank - 1);
  if (!is_token(method)) return malformed;
  const auto is_1_1 = reads_version_1_1(line.substr(last_blank + 1));
  if (!is_1_1) return Failure{is_1_1.error()};
  static constexpr std::array<std::string_view, 7> kMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  if (method.size() > kMethodBytesMax || std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end())
    return Failure{ProblemKind::method_unknown};
  if (target.size() > kTargetBytesMax) return Failure{ProblemKind::target_too_long};
  if (!is_good_target(target)) return malformed;
  request.method = method;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string_view::npos) request.query = target.substr(question + 1);

  while (!head.empty()) {
    const auto field = next_line();
    const auto colon = field.find(':');
    // A blank before the colon, or at the start of the line (a folded one), belongs to no token.
    if (colon == std::string_view::npos || !is_token(field.substr(0, colon))) return malformed;
    if (request.headers.size() == kHeaderFieldsMax) return Failure{ProblemKind::header_too_large};
    auto name = lower(field.substr(0, colon));
    const bool once = std::find(kOnce.begin(), kOnce.end(), name) != kOnce.end();
    const auto same = [&](const auto& known) { return known.first == name; };
    if (once && std::any_of(request.headers.begin(), request.headers.end(), same)) return malformed;
    request.headers.emplace_back(std::move(name), trimmed(field.substr(colon + 1)));
  }

  bool length_given = false;
  bool coding_given = false;
  request.keep_alive = *is_1_1;
  for (const auto& [name, value] : request.headers) {
    if (name == "host") {
      const auto host = host_without_port(value);
      if (!host) return malformed;
      request.host = *host;
    } else if (name == "content-length") {
      length_given = true;
      constexpr std::size_t kDigitsMax = 18;
      if (!is_number(value) || value.size() > kDigitsMax) return malformed;
      std::uint64_t length = 0;
      std::from_chars(value.data(), value.data() + value.size(), length);
      request.content_length = length;
    } else if (name == "transfer-encoding") {
      coding_given = true;
      if (!*is_1_1) return malformed;
      if (lower(value) != "chunked") return Failure{ProblemKind::transfer_coding_unknown};
      request.is_chunked = true;
    } else if (name == "content-encoding") {
      if (lower(value) != "identity") return Failure{ProblemKind::content_coded};
    } else if (name == "expect") {
      if (lower(value) != "100-continue") return Failure{ProblemKind::expectation_unknown};
      request.expects_continue = *is_1_1;
    } else if (name == "connection") {
      if (lower(value).find("close") != std::string::npos) request.keep_alive = false;
    }
  }
  if (length_given && coding_given) return malformed;
  if (*is_1_1 && request.host.empty()) return malformed;
  return request;
}

}  // namespace redress::api
