// The URL standard's basic parser, host parsers and serialiser. Names of states and steps are the standard's, so that both can be
// read side by side; the text is walked as UTF-8 bytes, since every decision is on ASCII. [SRC-WHATWG-URL]
#include "engine/intake/url.hpp"

#include "engine/intake/idna.hpp"
#include "engine/intake/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace redress {
namespace {

enum class State {
  scheme_start, scheme, no_scheme, special_relative_or_authority, path_or_authority, relative, relative_slash,
  special_authority_slashes, special_authority_ignore_slashes, authority, host, port, file, file_slash, file_host,
  path_start, path, opaque_path, query, fragment,
};

struct SpecialScheme {
  std::string_view name;
  int port;  // -1: none
};
constexpr std::array kSpecialSchemes = {SpecialScheme{"http", 80}, SpecialScheme{"https", 443}, SpecialScheme{"ws", 80},
                                        SpecialScheme{"wss", 443}, SpecialScheme{"ftp", 21},    SpecialScheme{"file", -1}};

const SpecialScheme* special_scheme(std::string_view scheme) {
  for (const SpecialScheme& special : kSpecialSchemes)
    if (special.name == scheme) return &special;
  return nullptr;
}

// --- percent-encoding ---------------------------------------------------------------------------------------------------------

enum class EncodeSet { c0_control, fragment, query, special_query, path, user_information };

constexpr bool is_in(EncodeSet set, unsigned char byte) {
  if (byte <= 0x1F || byte > 0x7E) return true;
  const auto one_of = [byte](std::string_view characters) { return characters.find(static_cast<char>(byte)) != std::string_view::npos; };
  switch (set) {
    case EncodeSet::c0_control: return false;
    case EncodeSet::fragment: return one_of(" \"<>`");
    case EncodeSet::query: return one_of(" \"#<>");
    case EncodeSet::special_query: return one_of(" \"#<>'");
    case EncodeSet::path: return one_of(" \"#<>?^`{}");
    case EncodeSet::user_information: return one_of(" \"#<>?^`{}/:;=@[\\]|");
  }
  return true;
}

void append_encoded(std::string& out, char c, EncodeSet set) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  if (!is_in(set, byte)) {
    out.push_back(c);
    return;
  }
  out.push_back('%');
  out.push_back(kHex[byte >> 4]);
  out.push_back(kHex[byte & 0x0F]);
}

void append_encoded(std::string& out, std::string_view text, EncodeSet set) {
  for (const char c : text) append_encoded(out, c, set);
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      out.push_back(text[i]);
      continue;
    }
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

// --- hosts --------------------------------------------------------------------------------------------------------------------

constexpr std::string_view kForbiddenInHost{"\0\t\n\r #/:<>?@[\\]^|", 17};

bool has_forbidden_host_character(std::string_view host) { return host.find_first_of(kForbiddenInHost) != std::string_view::npos; }

bool has_forbidden_domain_character(std::string_view domain) {
  return has_forbidden_host_character(domain) || std::any_of(domain.begin(), domain.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte <= 0x1F || byte == 0x7F || byte == '%';
         });
}

/// Decimal, octal (0…) or hexadecimal (0x…); values beyond 2^32 stay there. Nothing for what is no number.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int radix = 10;
  if (text.size() >= 2 && text[0] == '0' && lower_ascii(text[1]) == 'x') {
    text.remove_prefix(2);
    radix = 16;
  } else if (text.size() >= 2 && text[0] == '0') {
    text.remove_prefix(1);
    radix = 8;
  }
  constexpr std::uint64_t kBeyond = std::uint64_t{1} << 32;
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= radix) return std::nullopt;
    value = std::min(value * static_cast<unsigned>(radix) + static_cast<unsigned>(digit), kBeyond);
  }
  return value;
}

bool ends_in_a_number(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::size_t dot = domain.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? domain : domain.substr(dot + 1);
  if (last.empty()) return false;
  return std::all_of(last.begin(), last.end(), [](char c) { return is_digit(c); }) || ipv4_number(last).has_value();
}

std::optional<std::string> ipv4_address(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  std::uint64_t address = 0;
  std::size_t parts = 0;
  for (;;) {
    const std::size_t dot = text.find('.');
    const bool is_last = dot == std::string_view::npos;
    const auto number = ipv4_number(text.substr(0, dot));
    if (!number || parts == 4) return std::nullopt;
    const std::uint64_t limit = is_last ? std::uint64_t{1} << (8 * (4 - parts)) : 256;
    if (*number >= limit) return std::nullopt;
    address += is_last ? *number : *number << (8 * (3 - parts));
    ++parts;
    if (is_last) break;
    text.remove_prefix(dot + 1);
  }
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    if (!out.empty()) out.push_back('.');
    out += std::to_string((address >> shift) & 0xFF);
  }
  return out;
}

using Ipv6Pieces = std::array<std::uint16_t, 8>;

/// The dotted tail of an IPv6 address: four decimal numbers without leading zeros, as two pieces.
std::optional<std::pair<std::uint16_t, std::uint16_t>> ipv4_tail(std::string_view text) {
  std::array<unsigned, 4> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits == 0 || digits > 3 || (digits > 1 && text[0] == '0')) return std::nullopt;
    for (std::size_t d = 0; d < digits; ++d) numbers[i] = numbers[i] * 10 + static_cast<unsigned>(text[d] - '0');
    if (numbers[i] > 255) return std::nullopt;
    text.remove_prefix(digits);
    if (i == 3) break;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  return std::pair{static_cast<std::uint16_t>(numbers[0] * 256 + numbers[1]), static_cast<std::uint16_t>(numbers[2] * 256 + numbers[3])};
}

std::optional<Ipv6Pieces> ipv6_address(std::string_view text) {
  Ipv6Pieces pieces{};
  std::size_t count = 0;
  std::optional<std::size_t> compress;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return std::nullopt;
    text.remove_prefix(2);
    compress = ++count;  // `::` stands for one zero at least
  }
  while (!text.empty()) {
    if (count == pieces.size()) return std::nullopt;
    if (text.front() == ':') {
      if (compress) return std::nullopt;
      text.remove_prefix(1);
      compress = ++count;
      continue;
    }
    std::size_t digits = 0;
    unsigned value = 0;
    while (digits < 4 && digits < text.size() && hex_value(text[digits]) >= 0) value = value * 16 + static_cast<unsigned>(hex_value(text[digits++]));
    if (digits < text.size() && text[digits] == '.') {
      if (digits == 0 || count > 6) return std::nullopt;
      const auto tail = ipv4_tail(text);
      if (!tail) return std::nullopt;
      pieces[count++] = tail->first;
      pieces[count++] = tail->second;
      text = {};
      break;
    }
    text.remove_prefix(digits);
    if (!text.empty()) {
      if (text.front() != ':') return std::nullopt;
      text.remove_prefix(1);
      if (text.empty()) return std::nullopt;
    }
    pieces[count++] = static_cast<std::uint16_t>(value);
  }
  if (compress) {
    std::rotate(pieces.begin() + static_cast<std::ptrdiff_t>(*compress), pieces.begin() + static_cast<std::ptrdiff_t>(count), pieces.end());
    return pieces;
  }
  if (count != pieces.size()) return std::nullopt;
  return pieces;
}

std::string ipv6_text(const Ipv6Pieces& pieces) {
  // The first longest run of at least two zeros is written `::`.
  std::size_t run_begin = pieces.size();
  std::size_t run_length = 1;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    while (end < pieces.size() && pieces[end] == 0) ++end;
    if (end - i > run_length) {
      run_begin = i;
      run_length = end - i;
    }
    i = std::max(end, i + 1);
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "[";
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == run_begin) {
      out += i == 0 ? "::" : ":";
      i += run_length - 1;
      continue;
    }
    bool leading = true;
    for (int shift = 12; shift >= 0; shift -= 4) {
      const unsigned digit = (pieces[i] >> shift) & 0xFU;
      if (digit != 0 || shift == 0) leading = false;
      if (!leading) out.push_back(kHex[digit]);
    }
    if (i + 1 < pieces.size()) out.push_back(':');
  }
  out.push_back(']');
  return out;
}

struct ParsedHost {
  HostKind kind = HostKind::none;
  std::string text;
};

Result<ParsedHost, UrlError> parse_host(std::string_view input, bool is_special) {
  if (input.starts_with('[')) {
    if (input.size() < 2 || !input.ends_with(']')) return Failure{UrlError::invalid_ipv6_address};
    const auto pieces = ipv6_address(input.substr(1, input.size() - 2));
    if (!pieces) return Failure{UrlError::invalid_ipv6_address};
    return ParsedHost{HostKind::ipv6, ipv6_text(*pieces)};
  }
  if (!is_special) {
    if (has_forbidden_host_character(input)) return Failure{UrlError::invalid_host};
    ParsedHost host{HostKind::opaque, {}};
    append_encoded(host.text, input, EncodeSet::c0_control);
    return host;
  }
  auto domain = domain_to_ascii(to_valid_utf8(percent_decoded(input)));
  if (!domain || domain->empty() || has_forbidden_domain_character(*domain)) return Failure{UrlError::invalid_host};
  if (!ends_in_a_number(*domain)) return ParsedHost{HostKind::domain, std::move(*domain)};
  auto address = ipv4_address(*domain);
  if (!address) return Failure{UrlError::invalid_ipv4_address};
  return ParsedHost{HostKind::ipv4, std::move(*address)};
}

// --- paths --------------------------------------------------------------------------------------------------------------------

bool is_windows_drive_letter(std::string_view text) { return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|'); }
bool is_normalised_windows_drive_letter(std::string_view text) { return is_windows_drive_letter(text) && text[1] == ':'; }
bool starts_with_windows_drive_letter(std::string_view text) {
  return text.size() >= 2 && is_windows_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view{"/\\?#"}.find(text[2]) != std::string_view::npos);
}
bool is_single_dot(std::string_view segment) { return segment == "." || equals_ignoring_case(segment, "%2e"); }
bool is_double_dot(std::string_view segment) {
  return segment == ".." || equals_ignoring_case(segment, ".%2e") || equals_ignoring_case(segment, "%2e.") ||
         equals_ignoring_case(segment, "%2e%2e");
}
void shorten_path(UrlRecord& url) {
  if (url.scheme == "file" && url.path.size() == 1 && is_normalised_windows_drive_letter(url.path.front())) return;
  if (!url.path.empty()) url.path.pop_back();
}

// --- the parser ---------------------------------------------------------------------------------------------------------------

/// Without C0 controls and spaces at both ends, and without tabs and line ends anywhere.
std::string stripped(std::string_view text) {
  const auto is_c0_or_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_c0_or_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_c0_or_space(text.back())) text.remove_suffix(1);
  std::string out = to_valid_utf8(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

constexpr int kEnd = -1;

class Parser {
 public:
  Parser(std::string_view text, const UrlRecord* base) : input_(stripped(text)), base_(base) {}

  Result<UrlRecord, UrlError> run() {
    // `at_` may step one back before the first byte; it counts bytes and visits the place behind the last one (kEnd) once.
    for (at_ = 0; at_ <= static_cast<std::ptrdiff_t>(input_.size()); ++at_) {
      const int c = at_ < static_cast<std::ptrdiff_t>(input_.size()) ? static_cast<unsigned char>(input_[static_cast<std::size_t>(at_)]) : kEnd;
      if (const auto error = step(c)) return Failure{*error};
    }
    return std::move(url_);
  }

 private:
  using Problem = std::optional<UrlError>;

  [[nodiscard]] bool is_special() const { return special_scheme(url_.scheme) != nullptr; }
  [[nodiscard]] bool is_slash(int c) const { return c == '/' || (c == '\\' && is_special()); }
  [[nodiscard]] bool ends_authority(int c) const { return c == kEnd || c == '?' || c == '#' || is_slash(c); }
  [[nodiscard]] std::string_view from_here() const { return std::string_view{input_}.substr(static_cast<std::size_t>(at_)); }
  [[nodiscard]] bool slash_follows() const {
    const auto next = static_cast<std::size_t>(at_) + 1;
    return next < input_.size() && input_[next] == '/';
  }
  void begin_query() {
    url_.query.emplace();
    state_ = State::query;
  }
  void begin_fragment() {
    url_.fragment.emplace();
    state_ = State::fragment;
  }
  void again_as(State state) {
    state_ = state;
    --at_;
  }
  void take_host_of_base() {
    url_.host_kind = base_->host_kind;
    url_.host = base_->host;
  }
  void set_host(ParsedHost host) {
    url_.host_kind = host.kind;
    url_.host = std::move(host.text);
    buffer_.clear();
  }
  void set_empty_host() {
    url_.host_kind = HostKind::opaque;
    url_.host.clear();
  }

  Problem step(int c) {
    switch (state_) {
      case State::scheme_start:
        if (c != kEnd && is_alpha(static_cast<char>(c))) {
          buffer_.push_back(lower_ascii(static_cast<char>(c)));
          state_ = State::scheme;
        } else {
          again_as(State::no_scheme);
        }
        return {};
      case State::scheme: return scheme(c);
      case State::no_scheme: return no_scheme(c);
      case State::special_relative_or_authority:
        if (c == '/' && slash_follows()) {
          state_ = State::special_authority_ignore_slashes;
          ++at_;
        } else {
          again_as(State::relative);
        }
        return {};
      case State::path_or_authority:
        if (c == '/')
          state_ = State::authority;
        else
          again_as(State::path);
        return {};
      case State::relative: return relative(c);
      case State::relative_slash: return relative_slash(c);
      case State::special_authority_slashes:
        if (c == '/' && slash_follows()) {
          state_ = State::special_authority_ignore_slashes;
          ++at_;
        } else {
          again_as(State::special_authority_ignore_slashes);
        }
        return {};
      case State::special_authority_ignore_slashes:
        if (c != '/' && c != '\\') again_as(State::authority);
        return {};
      case State::authority: return authority(c);
      case State::host: return host(c);
      case State::port: return port(c);
      case State::file: return file(c);
      case State::file_slash: return file_slash(c);
      case State::file_host: return file_host(c);
      case State::path_start: return path_start(c);
      case State::path: return path(c);
      case State::opaque_path: return opaque_path(c);
      case State::query:
        if (c == '#')
          begin_fragment();
        else if (c != kEnd)
          append_encoded(*url_.query, static_cast<char>(c), is_special() ? EncodeSet::special_query : EncodeSet::query);
        return {};
      case State::fragment:
        if (c != kEnd) append_encoded(*url_.fragment, static_cast<char>(c), EncodeSet::fragment);
        return {};
    }
    return {};
  }

  Problem scheme(int c) {
    if (c != kEnd && (is_alpha(static_cast<char>(c)) || is_digit(static_cast<char>(c)) || c == '+' || c == '-' || c == '.')) {
      buffer_.push_back(lower_ascii(static_cast<char>(c)));
      return {};
    }
    if (c != ':') {
      buffer_.clear();
      state_ = State::no_scheme;
      at_ = -1;  // from the first byte again
      return {};
    }
    url_.scheme = std::exchange(buffer_, {});
    if (url_.scheme == "file") {
      state_ = State::file;
    } else if (is_special()) {
      state_ = base_ != nullptr && base_->scheme == url_.scheme ? State::special_relative_or_authority : State::special_authority_slashes;
    } else if (slash_follows()) {
      state_ = State::path_or_authority;
      ++at_;
    } else {
      url_.has_opaque_path = true;
      state_ = State::opaque_path;
    }
    return {};
  }

  Problem no_scheme(int c) {
    if (base_ == nullptr || (base_->has_opaque_path && c != '#')) return UrlError::missing_scheme;
    if (base_->has_opaque_path) {
      url_ = *base_;
      begin_fragment();
    } else {
      again_as(base_->scheme == "file" ? State::file : State::relative);
    }
    return {};
  }

  Problem relative(int c) {
    url_.scheme = base_->scheme;
    if (is_slash(c)) {
      state_ = State::relative_slash;
      return {};
    }
    url_ = *base_;
    url_.fragment.reset();
    if (c == '?') {
      begin_query();
    } else if (c == '#') {
      begin_fragment();
    } else if (c != kEnd) {
      url_.query.reset();
      shorten_path(url_);
      again_as(State::path);
    }
    return {};
  }

  Problem relative_slash(int c) {
    if (is_special() && is_slash(c)) {
      state_ = State::special_authority_ignore_slashes;
    } else if (c == '/') {
      state_ = State::authority;
    } else {
      url_.username = base_->username;
      url_.password = base_->password;
      take_host_of_base();
      url_.port = base_->port;
      again_as(State::path);
    }
    return {};
  }

  Problem authority(int c) {
    if (c == '@') {
      if (at_sign_seen_) buffer_.insert(0, "%40");
      at_sign_seen_ = true;
      for (const char user_character : buffer_) {
        if (user_character == ':' && !password_seen_) {
          password_seen_ = true;
          continue;
        }
        append_encoded(password_seen_ ? url_.password : url_.username, user_character, EncodeSet::user_information);
      }
      buffer_.clear();
    } else if (ends_authority(c)) {
      if (at_sign_seen_ && buffer_.empty()) return UrlError::missing_host;
      at_ -= static_cast<std::ptrdiff_t>(buffer_.size()) + 1;
      buffer_.clear();
      state_ = State::host;
    } else {
      buffer_.push_back(static_cast<char>(c));
    }
    return {};
  }

  Problem host(int c) {
    if ((c == ':' && !inside_brackets_) || ends_authority(c)) {
      if (buffer_.empty() && (c == ':' || is_special())) return UrlError::missing_host;
      auto parsed = parse_host(buffer_, is_special());
      if (!parsed) return parsed.error();
      set_host(std::move(parsed).value());
      if (c == ':')
        state_ = State::port;
      else
        again_as(State::path_start);
      return {};
    }
    if (c == '[') inside_brackets_ = true;
    if (c == ']') inside_brackets_ = false;
    buffer_.push_back(static_cast<char>(c));
    return {};
  }

  Problem port(int c) {
    if (c != kEnd && is_digit(static_cast<char>(c))) {
      buffer_.push_back(static_cast<char>(c));
      return {};
    }
    if (!ends_authority(c)) return UrlError::invalid_port;
    if (!buffer_.empty()) {
      int value = 0;
      for (const char digit : buffer_) {
        value = value * 10 + (digit - '0');
        if (value > 65535) return UrlError::invalid_port;
      }
      const SpecialScheme* special = special_scheme(url_.scheme);
      if (special == nullptr || special->port != value) url_.port = static_cast<std::uint16_t>(value);
      buffer_.clear();
    }
    again_as(State::path_start);
    return {};
  }

  Problem file(int c) {
    url_.scheme = "file";
    set_empty_host();
    if (is_slash(c)) {
      state_ = State::file_slash;
    } else if (base_ != nullptr && base_->scheme == "file") {
      take_host_of_base();
      url_.path = base_->path;
      url_.query = base_->query;
      if (c == '?') {
        begin_query();
      } else if (c == '#') {
        begin_fragment();
      } else if (c != kEnd) {
        url_.query.reset();
        if (starts_with_windows_drive_letter(from_here()))
          url_.path.clear();
        else
          shorten_path(url_);
        again_as(State::path);
      }
    } else {
      again_as(State::path);
    }
    return {};
  }

  Problem file_slash(int c) {
    if (is_slash(c)) {
      state_ = State::file_host;
      return {};
    }
    if (base_ != nullptr && base_->scheme == "file") {
      take_host_of_base();
      if (!starts_with_windows_drive_letter(from_here()) && !base_->path.empty() && is_normalised_windows_drive_letter(base_->path.front()))
        url_.path.push_back(base_->path.front());
    }
    again_as(State::path);
    return {};
  }

  Problem file_host(int c) {
    if (!ends_authority(c)) {
      buffer_.push_back(static_cast<char>(c));
      return {};
    }
    if (is_windows_drive_letter(buffer_)) {
      again_as(State::path);  // the buffer goes on as the first segment
    } else if (buffer_.empty()) {
      set_empty_host();
      again_as(State::path_start);
    } else {
      auto parsed = parse_host(buffer_, true);
      if (!parsed) return parsed.error();
      set_host(std::move(parsed).value());
      if (url_.host == "localhost") set_empty_host();
      again_as(State::path_start);
    }
    return {};
  }

  Problem path_start(int c) {
    if (is_special()) {
      state_ = State::path;
      if (!is_slash(c)) --at_;
    } else if (c == '?') {
      begin_query();
    } else if (c == '#') {
      begin_fragment();
    } else if (c != kEnd) {
      state_ = State::path;
      if (c != '/') --at_;
    }
    return {};
  }

  Problem path(int c) {
    if (!ends_authority(c)) {
      append_encoded(buffer_, static_cast<char>(c), EncodeSet::path);
      return {};
    }
    if (is_double_dot(buffer_)) {
      shorten_path(url_);
      if (!is_slash(c)) url_.path.emplace_back();
    } else if (is_single_dot(buffer_)) {
      if (!is_slash(c)) url_.path.emplace_back();
    } else {
      if (url_.scheme == "file" && url_.path.empty() && is_windows_drive_letter(buffer_)) buffer_[1] = ':';
      url_.path.push_back(buffer_);
    }
    buffer_.clear();
    if (c == '?') begin_query();
    if (c == '#') begin_fragment();
    return {};
  }

  Problem opaque_path(int c) {
    if (c == '?') {
      begin_query();
    } else if (c == '#') {
      begin_fragment();
    } else if (c == ' ') {
      const std::string_view rest = from_here().substr(1);
      url_.opaque_path += rest.starts_with('?') || rest.starts_with('#') ? "%20" : " ";
    } else if (c != kEnd) {
      append_encoded(url_.opaque_path, static_cast<char>(c), EncodeSet::c0_control);
    }
    return {};
  }

  std::string input_;
  const UrlRecord* base_;
  UrlRecord url_;
  State state_ = State::scheme_start;
  std::ptrdiff_t at_ = 0;
  std::string buffer_;
  bool at_sign_seen_ = false;
  bool inside_brackets_ = false;
  bool password_seen_ = false;
};

}  // namespace

std::string UrlRecord::path_text() const {
  if (has_opaque_path) return opaque_path;
  std::string out;
  for (const std::string& segment : path) {
    out.push_back('/');
    out += segment;
  }
  return out;
}

std::string UrlRecord::href() const {
  std::string out = scheme + ":";
  if (host_kind != HostKind::none) {
    out += "//";
    if (!username.empty() || !password.empty()) {
      out += username;
      if (!password.empty()) out += ":" + password;
      out.push_back('@');
    }
    out += host;
    if (port) out += ":" + std::to_string(*port);
  } else if (!has_opaque_path && path.size() > 1 && path.front().empty()) {
    out += "/.";  // else the path would read as a host
  }
  out += path_text();
  if (query) out += "?" + *query;
  if (fragment) out += "#" + *fragment;
  return out;
}

Result<UrlRecord, UrlError> parse_url(std::string_view text, const UrlRecord* base) { return Parser{text, base}.run(); }

}  // namespace redress
