#include "engine/transport/http_exchange.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include "engine/core/mail_address.hpp"

namespace redress {
namespace {

constexpr std::size_t kUrlBytesMax = 16 * 1024;
constexpr std::size_t kReplyHeaderBytesMax = 64 * 1024;
constexpr long kReadBufferBytes = 4096;
constexpr long kSlowBytesPerSecond = 16;
constexpr long kSlowSeconds = 20;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

bool is_v4(const std::string& text) {
  in_addr address{};
  return inet_pton(AF_INET, text.c_str(), &address) == 1;
}
bool is_v6(const std::string& text) {
  in6_addr address{};
  return inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

/// A last label that begins like a number makes the whole an address in some resolver's eyes.
bool ends_in_number(std::string_view host) {
  const auto dot = host.rfind('.');
  const auto label = dot == std::string_view::npos ? host : host.substr(dot + 1);
  const bool digits = !label.empty() && std::all_of(label.begin(), label.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits || label.substr(0, 2) == "0x";
}

bool is_dns_name(std::string_view host) {
  std::string plain(host);  // `_` occurs in names that serve web pages
  std::replace(plain.begin(), plain.end(), '_', 'a');
  // Hyphens at the edge of a label are no valid names but do exist; replaced likewise, the rest is checked.
  std::replace(plain.begin(), plain.end(), '-', 'a');
  return is_host_name(plain) && !ends_in_number(host);
}

int port_of(const sockaddr* address) {
  if (address->sa_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(address)->sin_port);
  return ntohs(reinterpret_cast<const sockaddr_in6*>(address)->sin6_port);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}
bool is_field_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

std::string in_brackets(const std::string& address) { return address.find(':') == std::string::npos ? address : "[" + address + "]"; }

}  // namespace

/// What the callbacks of one request need; libcurl gets a pointer to it.
struct HopCallbacks {
  const HttpExchange& exchange;
  const HttpExchange::Sink& sink;
  HopReply& reply;
  bool through_proxy = false;
  bool vetoed = false, enough = false, headers_too_long = false;
  std::size_t header_bytes = 0;

  static curl_socket_t open_socket(void* self_pointer, curlsocktype purpose, curl_sockaddr* address) {
    auto& self = *static_cast<HopCallbacks*>(self_pointer);
    const auto judged = self.exchange.rules_.judge(&address->addr);
    if (purpose != CURLSOCKTYPE_IPCXN || (!self.through_proxy && !self.exchange.may_reach(judged, port_of(&address->addr)))) {
      self.vetoed = true;
      return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  static int before_request(void* self_pointer, char* remote, char* /*local*/, int port, int /*local_port*/) {
    auto& self = *static_cast<HopCallbacks*>(self_pointer);
    if (!self.through_proxy && !self.exchange.may_reach(self.exchange.rules_.judge(std::string_view(remote)), port)) {
      self.vetoed = true;
      return CURL_PREREQFUNC_ABORT;
    }
    self.reply.request_sent = true;
    return CURL_PREREQFUNC_OK;
  }

  static std::size_t take_header(char* bytes, std::size_t, std::size_t size, void* self_pointer) {
    auto& self = *static_cast<HopCallbacks*>(self_pointer);
    self.header_bytes += size;
    if (self.header_bytes > kReplyHeaderBytesMax) {
      self.headers_too_long = true;
      return 0;
    }
    std::string_view line(bytes, size);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.substr(0, 5) == "HTTP/") {  // the answer after an interim one
      self.reply.headers.clear();
      return size;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return size;
    auto value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    // What is no field, or hides another behind a lone carriage return, is left out: two readers could understand it differently.
    if (is_token(line.substr(0, colon)) && is_field_value(value)) self.reply.headers.emplace_back(lower(line.substr(0, colon)), std::string(value));
    return size;
  }

  static std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* self_pointer) {
    auto& self = *static_cast<HopCallbacks*>(self_pointer);
    if (self.sink(std::string_view(bytes, size))) return size;
    self.enough = true;
    return 0;
  }
};

bool is_onion(std::string_view host) { return host.size() > 6 && host.substr(host.size() - 6) == ".onion"; }

std::string_view header_of(const HttpHeaders& headers, std::string_view name) {
  for (const auto& [each, value] : headers)
    if (each == name) return value;
  return {};
}

std::optional<HttpUrl> read_http_url(const std::string& url) {
  if (url.empty() || url.size() > kUrlBytesMax) return std::nullopt;
  if (std::any_of(url.begin(), url.end(), [](char c) { return c <= ' ' || c >= 0x7f || c == '\\'; })) return std::nullopt;
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto part = [&](CURLUPart which, unsigned flags) {
    char* text = nullptr;
    std::string result;
    if (curl_url_get(parsed.get(), which, &text, flags) == CURLUE_OK && text != nullptr) result = text;
    curl_free(text);
    return result;
  };
  HttpUrl result;
  result.scheme = lower(part(CURLUPART_SCHEME, 0));
  if (result.scheme != "http" && result.scheme != "https") return std::nullopt;
  // `user@` with an empty user is user information, too; libcurl does not tell it from none.
  const auto authority_begin = url.find("//") + 2;
  const auto authority = url.substr(authority_begin, url.find_first_of("/?#", authority_begin) - authority_begin);
  if (authority.find('@') != std::string::npos) return std::nullopt;
  result.host = lower(part(CURLUPART_HOST, 0));
  if (!result.host.empty() && result.host.back() == '.') {
    result.host.pop_back();
    if (curl_url_set(parsed.get(), CURLUPART_HOST, result.host.c_str(), 0) != CURLUE_OK) return std::nullopt;
  }
  if (result.host.size() > 2 && result.host.front() == '[') {
    result.host = result.host.substr(1, result.host.size() - 2);
    if (!is_v6(result.host) || !part(CURLUPART_ZONEID, 0).empty()) return std::nullopt;
    result.numeric = true;
  } else if (is_v4(result.host)) {
    result.numeric = true;
  } else if (!is_dns_name(result.host)) {
    return std::nullopt;
  }
  const auto port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), result.port);
  if (error != std::errc{} || end != port.data() + port.size() || result.port < 1 || result.port > 65535) return std::nullopt;
  curl_url_set(parsed.get(), CURLUPART_FRAGMENT, nullptr, 0);
  result.path = part(CURLUPART_PATH, 0);
  result.text = part(CURLUPART_URL, 0);
  return result;
}

HttpExchange::HttpExchange(const NetworkSettings& settings)
    : settings_(settings),
      rules_(settings.permit, settings.deny),
      resolver_(make_resolver(settings.resolvers, settings.lookup_time_limit)),
      connections_(make_curl_connections()) {
  rules_.refuse_own_addresses();
  for (const auto& [pattern, value] : settings.hosts) {
    Mapped entry{lower(pattern), value, 0};
    if (!read_endpoint(value, entry)) throw std::invalid_argument("network.hosts: no address, or no port, in the value of " + pattern);
    hosts_.push_back(std::move(entry));
  }
  // By number: libcurl would look a name up by itself.
  if (Mapped tor; !settings.tor.empty() && (!read_endpoint(settings.tor, tor) || tor.port == 0))
    throw std::invalid_argument("network.tor is not address:port: " + settings.tor);
}

bool HttpExchange::read_endpoint(const std::string& text, Mapped& into) {
  into.address = text;
  const bool bracketed = !text.empty() && text.front() == '[';
  const auto colon = bracketed ? text.find("]:") : text.find(':');
  const bool has_port = bracketed ? colon != std::string::npos : colon != std::string::npos && colon == text.rfind(':');
  if (has_port) {
    const auto port = text.substr(colon + (bracketed ? 2 : 1));
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), into.port);
    if (error != std::errc{} || end != port.data() + port.size() || into.port < 1 || into.port > 65535) return false;
    into.address = text.substr(0, bracketed ? colon + 1 : colon);
  }
  if (bracketed && into.address.back() == ']') into.address = into.address.substr(1, into.address.size() - 2);
  return is_v4(into.address) || is_v6(into.address);
}

const HttpExchange::Mapped* HttpExchange::mapped(const std::string& host) const {
  for (const auto& entry : hosts_) {
    const bool wildcard = entry.pattern.substr(0, 2) == "*.";
    if (entry.pattern == "*" || entry.pattern == host ||
        (wildcard && host.size() >= entry.pattern.size() &&
         host.compare(host.size() - entry.pattern.size() + 1, std::string::npos, entry.pattern, 1) == 0))
      return &entry;
  }
  return nullptr;
}

bool HttpExchange::may_reach(AddressClass address, int port) const {
  switch (address) {
    case AddressClass::refused: return false;
    case AddressClass::permitted: return true;
    case AddressClass::ordinary: return std::find(settings_.ports.begin(), settings_.ports.end(), port) != settings_.ports.end();
  }
  return false;
}

HttpExchange::Target HttpExchange::find_target(const HttpUrl& url) {
  Target target;
  if (url.numeric) {
    if (!may_reach(rules_.judge(url.host), url.port)) target.failure = HopFailure::address_forbidden;
    return target;
  }
  std::vector<std::string> addresses;
  if (const auto* entry = mapped(url.host)) {
    if (entry->port != 0) {
      if (!may_reach(rules_.judge(entry->address), entry->port)) target.failure = HopFailure::address_forbidden;
      target.connect_to = "::" + in_brackets(entry->address) + ":" + std::to_string(entry->port);
      return target;
    }
    addresses = {entry->address};
  } else if (is_onion(url.host) && !settings_.tor.empty()) {
    target.through_tor = true;  // Tor looks the name up, nobody else hears of it
    if (!may_reach(AddressClass::ordinary, url.port)) target.failure = HopFailure::address_forbidden;
    return target;
  } else if (is_outside_dns(url.host)) {
    target.failure = HopFailure::address_forbidden;
    return target;
  } else {
    auto answer = resolver_->addresses(url.host);
    if (answer.status != NameStatus::found) {
      target.failure = answer.status == NameStatus::no_such_name ? HopFailure::no_such_name : HopFailure::unreachable;
      return target;
    }
    addresses = std::move(answer.addresses);
  }
  for (const auto& address : addresses)
    if (may_reach(rules_.judge(address), url.port)) target.pin += (target.pin.empty() ? "" : ",") + in_brackets(address);
  if (target.pin.empty()) target.failure = HopFailure::address_forbidden;
  return target;
}

HopReply HttpExchange::perform(const HopRequest& request, const Sink& sink) {
  HopReply reply;
  reply.failure = HopFailure::malformed;
  const auto url = read_http_url(request.url);
  if (!url || !is_token(request.method)) return reply;
  for (const auto& [name, value] : request.headers)
    if (!is_token(name) || !is_field_value(value)) return reply;

  const auto target = find_target(*url);
  if (target.failure != HopFailure::none) {
    reply.failure = target.failure;
    return reply;
  }

  // A handle of its own for each request: libcurl up to 7.88 keeps a pointer to the last header of the request before, and reads what was freed
  // when an answer begins with a folded line. Connections go on from one to the next.
  const auto owned = make_curl_handle();
  CURL* handle = owned.get();
  curl_easy_setopt(handle, CURLOPT_SHARE, connections_.get());
  HopCallbacks callbacks{*this, sink, reply};
  const auto proxy = target.through_tor ? "socks5h://" + settings_.tor : settings_.proxy;
  callbacks.through_proxy = !proxy.empty();

  CurlList pins, connect_to, headers;
  if (!target.pin.empty()) pins.add(url->host + ":" + std::to_string(url->port) + ":" + target.pin);
  if (!target.connect_to.empty()) connect_to.add(target.connect_to);
  for (const auto& [name, value] : request.headers) headers.add(value.empty() ? name + ";" : name + ": " + value);
  headers.add("Expect:");

  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_URL, url->text.c_str());
  curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, proxy.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(handle, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings_.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, settings_.ca_file.c_str());
  curl_easy_setopt(handle, CURLOPT_USERAGENT, settings_.user_agent.c_str());
  curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, kReadBufferBytes);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.time_limit.count()));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                   // A way through Tor takes long to build.
                   static_cast<long>((target.through_tor ? request.time_limit : std::min(request.time_limit, settings_.connect_time_limit)).count()));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, kSlowBytesPerSecond);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &HopCallbacks::open_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &callbacks);
  curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, &HopCallbacks::before_request);
  curl_easy_setopt(handle, CURLOPT_PREREQDATA, &callbacks);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &HopCallbacks::take_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &callbacks);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &HopCallbacks::take_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &callbacks);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_RESOLVE, pins.get());
  curl_easy_setopt(handle, CURLOPT_CONNECT_TO, connect_to.get());
  if (request.method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET" || !request.body.empty()) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data() == nullptr ? "" : request.body.data());
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }

  const CURLcode code = curl_easy_perform(handle);
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  char* redirect = nullptr;
  curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &redirect);
  if (redirect != nullptr) reply.redirect_to = redirect;

  if (callbacks.vetoed) {
    reply.failure = HopFailure::address_forbidden;
  } else if (callbacks.enough) {
    reply.failure = HopFailure::stopped;
  } else if (callbacks.headers_too_long) {
    reply.failure = HopFailure::malformed;
  } else {
    switch (code) {
      case CURLE_OK: reply.failure = HopFailure::none; break;
      case CURLE_OPERATION_TIMEDOUT: reply.failure = HopFailure::timed_out; break;
      case CURLE_SSL_CONNECT_ERROR:
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CERTPROBLEM:
      case CURLE_SSL_CIPHER:
      case CURLE_SSL_CACERT_BADFILE:
      case CURLE_SSL_ISSUER_ERROR:
      case CURLE_SSL_INVALIDCERTSTATUS: reply.failure = HopFailure::tls; break;
      case CURLE_WEIRD_SERVER_REPLY:
      case CURLE_UNSUPPORTED_PROTOCOL:
      case CURLE_URL_MALFORMAT:
      case CURLE_BAD_CONTENT_ENCODING: reply.failure = HopFailure::malformed; break;
      case CURLE_GOT_NOTHING:
      case CURLE_RECV_ERROR:
      case CURLE_PARTIAL_FILE: reply.failure = HopFailure::no_answer; break;
      // not an enum of ours: codes of libcurl
      default: reply.failure = reply.request_sent ? HopFailure::no_answer : HopFailure::unreachable; break;
    }
  }
  // libcurl hands on whatever three digits stand there. [SRC-RFC-9110]
  const bool is_answer = reply.failure == HopFailure::none || reply.failure == HopFailure::stopped;
  if (is_answer && (status < 100 || status > 599)) reply.failure = HopFailure::malformed;
  return reply;
}

}  // namespace redress
