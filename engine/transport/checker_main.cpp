// The checker's side of the content check: one look after the other, nothing kept between them but the proof of a healthy connection.
#include "engine/core/hexadecimal.hpp"
#include "engine/transport/checker_frames.hpp"
#include "engine/transport/checker_sandbox.hpp"
#include "engine/transport/content_check.hpp"
#include "engine/transport/http_exchange.hpp"
#include "engine/transport/look_judge.hpp"
#include "engine/transport/page_signs.hpp"

#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace redress {
namespace {

constexpr std::size_t kBodyBytesMax = 16 * 1024;
constexpr int kHopsMax = 5;
constexpr std::chrono::seconds kVantageFresh{60};
constexpr std::chrono::seconds kVantageAskedAgain{10};  // while no control page answers
constexpr std::size_t kSniffedBytes = 64;

/// SHA-256, fed piece by piece.
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    REDRESS_ASSERT(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1, "SHA-256 is there");
  }
  void take(std::string_view bytes) {
    REDRESS_ASSERT(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1, "SHA-256 takes bytes");
  }
  [[nodiscard]] std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    REDRESS_ASSERT(EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) == 1, "SHA-256 ends");
    return hexadecimal({bytes.data(), size});
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// The headers that replay how the reporter saw it; nothing when the recipe holds a step we cannot take.
std::optional<HttpHeaders> headers_of_recipe(const std::string& recipe) {
  HttpHeaders headers{{"Accept", "*/*"}};
  if (recipe.empty()) return headers;
  const auto steps = nlohmann::json::parse(recipe, nullptr, false);
  if (!steps.is_object()) return std::nullopt;
  for (const auto& [name, value] : steps.items()) {
    if (!value.is_string()) return std::nullopt;
    const auto text = value.get<std::string>();
    if (name == "referrer") {
      headers.emplace_back("Referer", text);
    } else if (name == "user_agent") {
      headers.emplace_back("User-Agent", text);
    } else if (name == "language") {
      headers.emplace_back("Accept-Language", text);
    } else if (name == "cookie") {
      headers.emplace_back("Cookie", text);
    } else {
      return std::nullopt;
    }
  }
  return headers;
}

Met::Failure failure_of(HopFailure failure) {
  switch (failure) {
    case HopFailure::none:
    case HopFailure::stopped: return Met::Failure::none;
    case HopFailure::address_forbidden: return Met::Failure::address_forbidden;
    case HopFailure::no_such_name: return Met::Failure::no_such_name;
    case HopFailure::tls: return Met::Failure::tls;
    case HopFailure::timed_out: return Met::Failure::timed_out;
    case HopFailure::malformed: return Met::Failure::malformed;
    case HopFailure::unreachable:
    case HopFailure::no_answer: break;
  }
  return Met::Failure::unreachable;
}

class Checker {
 public:
  Checker(CheckSettings settings, const Clock& clock) : settings_(std::move(settings)), clock_(clock), exchange_(settings_.network) {}

  LookReply look(const OpenLook& wanted) {
    const LookReply missing{Observed::unknown, Evidence::recipe_missing, 0, {}};
    const auto url = read_http_url(wanted.locator);
    if (!url) return {Observed::unknown, Evidence::unreachable, 0, {}};
    if (is_denied(url->host)) return {Observed::unknown, Evidence::address_forbidden, 0, {}};
    auto headers = headers_of_recipe(wanted.recipe);
    if (wanted.recipe_needed && (wanted.recipe.empty() || !headers)) return missing;
    if (!headers) headers = headers_of_recipe({});

    const auto deadline = clock_.steady_now() + settings_.time_limit;
    auto met = visit("HEAD", *url, *headers, deadline);
    // HEAD is often answered wrongly, so only what no further request could make clearer ends the look here.
    const bool network_fault = met.failure == Met::Failure::no_such_name || met.failure == Met::Failure::address_forbidden ||
                               met.failure == Met::Failure::tls || met.failure == Met::Failure::downgraded;
    if (!network_fault && met.status != 451 && met.status != 429) met = visit("GET", *url, *headers, deadline);
    met.expected_digest = wanted.expected_digest;
    met.recipe_needed = wanted.recipe_needed;
    met.recipe_replayed = wanted.recipe_needed;
    met.vantage_proven = true;
    const bool nobody_answered = met.failure == Met::Failure::unreachable || met.failure == Met::Failure::timed_out;
    if (nobody_answered || judge(met).observed == Observed::gone)
      met.vantage_proven = is_proven(is_onion(url->host) ? through_tor_ : direct_, is_onion(url->host));
    return judge(met);
  }

 private:
  [[nodiscard]] bool is_denied(const std::string& host) const {
    return std::any_of(settings_.denied_hosts.begin(), settings_.denied_hosts.end(), [&](const std::string& denied) {
      if (host == denied) return true;
      return host.size() > denied.size() && host[host.size() - denied.size() - 1] == '.' &&
             host.compare(host.size() - denied.size(), std::string::npos, denied) == 0;
    });
  }

  Met visit(const char* method, const HttpUrl& first, HttpHeaders headers, SteadyTime deadline) {
    Met met;
    met.first_path = met.final_path = first.path;
    HttpUrl url = first;
    if (std::string_view(method) == "GET") headers.emplace_back("Range", "bytes=0-" + std::to_string(kBodyBytesMax - 1));
    for (int hop = 0; hop <= kHopsMax; ++hop) {
      const auto left = std::chrono::duration_cast<Milliseconds>(deadline - clock_.steady_now());
      if (left <= Milliseconds{0}) {
        met.failure = Met::Failure::timed_out;
        return met;
      }
      Digest digest;
      HtmlReducer page;
      std::size_t counted = 0;
      std::string first_bytes;
      HopRequest request{method, url.text, headers, {}, left};
      auto reply = exchange_.perform(request, [&](std::string_view piece) {
        piece = piece.substr(0, kBodyBytesMax - counted);
        counted += piece.size();
        first_bytes += piece.substr(0, kSniffedBytes - std::min(kSniffedBytes, first_bytes.size()));
        digest.take(piece);
        page.take(piece);
        return counted < kBodyBytesMax;
      });
      met.failure = failure_of(reply.failure);
      met.status = reply.status;
      met.headers = std::move(reply.headers);
      if (met.failure != Met::Failure::none) return met;
      if (!reply.redirect_to.empty()) {
        const auto next = read_http_url(reply.redirect_to);
        met.redirected = true;
        if (!next || (url.scheme == "https" && next->scheme == "http")) {
          met.failure = next ? Met::Failure::downgraded : Met::Failure::malformed;
          return met;
        }
        // Out of Tor: the site would learn who looks at it.
        if (is_onion(url.host) && !is_onion(next->host)) {
          met.failure = Met::Failure::downgraded;
          return met;
        }
        if (next->host != url.host)
          headers.erase(std::remove_if(headers.begin(), headers.end(), [](const auto& header) { return header.first == "Cookie"; }),
                        headers.end());
        url = *next;
        met.other_host = url.host != first.host && "www." + url.host != first.host && url.host != "www." + first.host;
        met.final_path = url.path;
        continue;
      }
      const auto type = header_of(met.headers, "content-type");
      const bool html = type.substr(0, 9) == "text/html" || type.substr(0, 21) == "application/xhtml+xml" || looks_like_html(first_bytes);
      read_page(met, page, digest, counted, html);
      return met;
    }
    met.failure = Met::Failure::too_many_redirects;
    return met;
  }

  /// Pages are compared by what stays the same between two visits, everything else byte for byte.
  static void read_page(Met& met, const HtmlReducer& page, Digest& digest, std::size_t counted, bool html) {
    const bool good = met.status >= 200 && met.status <= 299;
    met.is_empty = good && counted == 0;
    if (html && good) met.page_sign = sign_of_good_page(page, counted < kBodyBytesMax);
    else if (html) met.page_sign = sign_of_page(page.title(), page.text(), page.asks_password());
    else if (good && is_data(header_of(met.headers, "content-type"))) met.page_sign = sign_of_data(page.text());
    if (counted == 0 || !good) return;
    if (html) {
      Digest reduced;
      reduced.take(page.title());
      reduced.take("\n");
      reduced.take(page.text());
      met.digest = reduced.hex();
    } else {
      met.digest = digest.hex();
    }
  }

  static bool is_data(std::string_view type) {
    return type.substr(0, 10) == "text/plain" || type.substr(0, 16) == "application/json" || type.find("+json") != std::string_view::npos;
  }

  struct Vantage {
    std::optional<SteadyTime> seen, missed;
  };
  /// A control page proves the way it is reached by: one below `.onion` the way through Tor, any other our own connection.
  bool is_proven(Vantage& vantage, bool through_tor) {
    if (settings_.control_urls.empty()) return settings_.allow_unproven_vantage;
    const auto now = clock_.steady_now();
    if (vantage.seen && now - *vantage.seen < kVantageFresh) return true;
    if (vantage.missed && now - *vantage.missed < kVantageAskedAgain) return false;
    vantage = {{}, now};
    for (const auto& control : settings_.control_urls) {
      if (const auto url = read_http_url(control); !url || is_onion(url->host) != through_tor) continue;
      const HopRequest request{"HEAD", control, {{"Accept", "*/*"}}, {}, through_tor ? settings_.time_limit : settings_.network.connect_time_limit};
      const auto reply = exchange_.perform(request, [](std::string_view) { return true; });
      if (reply.failure == HopFailure::none && reply.status >= 200 && reply.status < 400) {
        vantage = {now, {}};
        return true;
      }
    }
    return false;
  }

  CheckSettings settings_;
  const Clock& clock_;
  HttpExchange exchange_;
  Vantage direct_, through_tor_;
};

}  // namespace

int run_checker(int in, int out, const Clock& clock) {
  close_inherited(in, out);
  const auto first = read_frame(in, Milliseconds{-1});
  if (!first) return 0;
  const auto settings = decode_settings(*first);
  if (!settings) return 1;
  try {
    // Everything that reads the machine's configuration happens here, before the door closes.
    Checker checker(*settings, clock);
    (void)Digest{}.hex();
    if (!enter_checker_sandbox()) return 1;
    while (const auto frame = read_frame(in, Milliseconds{-1})) {
      const auto wanted = decode_look(*frame);
      const auto reply = wanted ? checker.look(*wanted) : LookReply{};
      if (!write_frame(out, encode_reply(reply))) break;
    }
  } catch (const std::exception&) {
    return 1;  // its words might hold a locator; the other side sees that we are gone
  }
  return 0;
}

}  // namespace redress
