#include "engine/intake/defang.hpp"
#include "engine/intake/platform_rules.hpp"
#include "engine/intake/site_rules.hpp"
#include "engine/intake/text.hpp"
#include "engine/intake/url.hpp"

#include <utility>

namespace redress {
namespace {

constexpr int kMendRoundsMax = 8;  // each round takes away one layer of brackets
// A JSON string needs at most six characters for a byte, plus quotes.
constexpr std::size_t kJsonLineBytesMax = 6 * kUrlBytesMax + 2;

bool is_web(const UrlRecord& url) { return url.scheme == "http" || url.scheme == "https"; }

/// The record of the text as it stands if that is a web address, else of its mended spelling.
Result<UrlRecord, UrlError> read_mending(std::string_view text, bool& was_mended) {
  auto url = parse_url(text);
  if (url && is_web(*url) && !has_defanged_dot(url->host)) return url;
  std::string spelling = url && is_web(*url) ? url->href() : std::string{text};
  for (int round = 0; round < kMendRoundsMax; ++round) {
    auto mended = mend_defanged(spelling);
    if (!mended) break;
    was_mended = true;
    url = parse_url(*mended);
    if (url && is_web(*url) && !has_defanged_dot(url->host)) return url;
    spelling = std::move(*mended);
  }
  if (!url) return url;
  return Failure{is_web(*url) ? UrlError::invalid_host : UrlError::unsupported_scheme};
}

}  // namespace

Result<CanonicalUrl, UrlError> canonical_url(std::string_view text) {
  if (text.size() > kUrlBytesMax) return Failure{UrlError::too_long};
  if (!is_utf8(text)) return Failure{UrlError::not_utf8};
  if (trimmed(text).empty()) return Failure{UrlError::empty};
  CanonicalUrl canonical;
  auto parsed = read_mending(text, canonical.was_mended);
  if (!parsed) return Failure{parsed.error()};
  UrlRecord& url = *parsed;
  canonical.had_user_information = !url.username.empty() || !url.password.empty();
  url.username.clear();
  url.password.clear();
  canonical.registrable_domain = registrable_domain(url.host, url.host_kind);
  if (const SiteRule* rule = site_rule(canonical.registrable_domain)) {
    if (rule->drop_fragment) url.fragment.reset();
    if (url.query && !rule->dropped_query_parameters.empty()) {
      std::string kept = query_without(*url.query, rule->dropped_query_parameters);
      if (kept.empty())
        url.query.reset();
      else
        url.query = std::move(kept);
    }
  }
  canonical.text = url.href();
  if (canonical.text.size() > kUrlBytesMax) return Failure{UrlError::too_long};
  canonical.path = url.path_text();
  canonical.host_kind = url.host_kind;
  canonical.port = url.port.value_or(url.scheme == "https" ? 443 : 80);
  canonical.scheme = std::move(url.scheme);
  canonical.host = std::move(url.host);
  canonical.query = std::move(url.query);
  canonical.fragment = std::move(url.fragment);
  return canonical;
}

std::string canonical_line(std::string_view line) {
  const auto url = canonical_url(line);
  return url ? url->text : "error: " + std::string{name_of(url.error())};
}

std::string canonical_json_line(std::string_view line) {
  const std::string_view token = trimmed(line);
  const auto error = [](std::string_view input, UrlError which) {
    return "{\"input\":" + std::string{input} + ",\"error\":\"" + std::string{name_of(which)} + "\"}";
  };
  if (token.size() > kJsonLineBytesMax) return error("null", UrlError::too_long);
  const auto text = json_string_value(token);
  if (!text) return error("null", UrlError::invalid_line);
  const auto url = canonical_url(*text);
  if (!url) return error(token, url.error());
  std::string answer = "{\"input\":" + std::string{token} + ",\"url\":" + json_string_token(url->text);
  if (const auto thing = thing_at(*url))
    answer += ",\"kind\":" + json_string_token(name_of(thing->kind)) + ",\"platform\":" + json_string_token(thing->platform) +
              ",\"name\":" + json_string_token(thing->name) + ",\"address\":" + json_string_token(thing->address);
  return answer + "}";
}

}  // namespace redress
