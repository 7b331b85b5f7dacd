#include "engine/intake/item.hpp"

#include "engine/intake/platform_rules.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/intake/text.hpp"

#include <array>

namespace redress {
namespace {

struct SourceRow {
  std::string_view name;
  ReportOrigin origin;
};
// The sources SCART is delivered with. [SRC-SCART]
constexpr std::array kKnownSources = {
    SourceRow{"police", ReportOrigin::police},         SourceRow{"webform", ReportOrigin::public_form},
    SourceRow{"helpwanted", ReportOrigin::helpline},   SourceRow{"stopitnow", ReportOrigin::helpline},
    SourceRow{"analyst", ReportOrigin::own_search},    SourceRow{"iccam", ReportOrigin::partner_hotline},
};

}  // namespace

std::string advice_on(UrlError error) {
  switch (error) {
    case UrlError::empty: return "is missing: give the address of the content";
    case UrlError::too_long: return "is longer than " + std::to_string(kUrlBytesMax) + " bytes: give an address without session data";
    case UrlError::not_utf8: return "is not UTF-8: save the file as UTF-8";
    case UrlError::missing_scheme: return "does not begin with http:// or https://: give the whole address";
    case UrlError::unsupported_scheme: return "is neither http nor https: only web addresses can be taken";
    case UrlError::missing_host: return "names no host: give the whole address";
    case UrlError::invalid_host: return "has an invalid host name: check for signs that do not belong there";
    case UrlError::invalid_ipv4_address: return "has an invalid IPv4 address as its host";
    case UrlError::invalid_ipv6_address: return "has an invalid IPv6 address as its host";
    case UrlError::invalid_port: return "has an invalid port: use 0 to 65535 or none";
    case UrlError::invalid_line: return "is no text";
  }
  return {};
}

namespace {

std::optional<FieldProblem> give_recipe(IncomingItem& item, std::string_view referrer, std::string_view user_agent) {
  std::string recipe;
  if (!referrer.empty()) {
    const auto page = canonical_url(referrer);
    if (!page) return FieldProblem{"referrer", "referrer " + advice_on(page.error())};
    recipe += "\"referrer\":" + json_string_token(page->text);
  }
  if (const std::string agent = plain_text(user_agent, kUserAgentBytesMax); !agent.empty())
    recipe += (recipe.empty() ? "" : ",") + ("\"user_agent\":" + json_string_token(agent));
  if (!recipe.empty()) item.recipe = AccessRecipe{"{" + recipe + "}"};
  return std::nullopt;
}

void give_address(IncomingItem& item, CanonicalUrl url) {
  item.locator = LocatorText{std::move(url.text)};
  item.host = HostName{std::move(url.host)};
  item.registrable_domain = HostName{std::move(url.registrable_domain)};
}

void give_thing(IncomingItem& item, PlatformThing thing) {
  item.locator_kind = thing.kind;
  item.platform = thing.platform;
  if (!thing.address.empty())
    give_address(item, canonical_url(thing.address).value());
  else if (thing.platform.empty())
    item.locator = LocatorText{thing.name};
  else
    item.locator = LocatorText{thing.platform + " " + std::string(name_of(thing.kind)) + " " + thing.name};
  item.name_there = LocatorText{std::move(thing.name)};
}

FieldProblem problem_with(ThingError error) {
  switch (error) {
    case ThingError::unknown_platform:
      return {"platform", "platform is not known: give the web address as url, or use " + platform_names()};
    case ThingError::not_of_that_kind: return {"name", "name is an address of something else: check kind and platform, or give it as url"};
    case ThingError::no_such_name:
      return {"name", "name is none that the platform has: give it as its profile shows it, or the web address as url"};
    case ThingError::no_country: return {"name", "name is no telephone number with its country: write it as in +31 20 123 4567"};
  }
  return {};
}

}  // namespace

Result<IncomingItem, FieldProblem> item_from_url(std::string_view url, std::string_view referrer, std::string_view user_agent) {
  auto canonical = canonical_url(url);
  if (!canonical) return Failure{FieldProblem{"url", "url " + advice_on(canonical.error())}};
  if (hosts_agree(*canonical) == HostAgreement::differ)
    return Failure{FieldProblem{"url", "url is read by two parsers as naming different hosts: have a person look at it"}};
  IncomingItem item;
  if (auto problem = give_recipe(item, referrer, user_agent)) return Failure{std::move(*problem)};
  item.had_user_information = canonical->had_user_information;
  if (auto thing = thing_at(*canonical))
    give_thing(item, std::move(*thing));
  else
    give_address(item, std::move(*canonical));
  return item;
}

Result<IncomingItem, FieldProblem> item_from_name(LocatorKind kind, std::string_view platform, std::string_view name,
                                                  std::string_view referrer, std::string_view user_agent) {
  auto thing = thing_typed(kind, platform, name);
  if (!thing) return Failure{problem_with(thing.error())};
  IncomingItem item;
  if (auto problem = give_recipe(item, referrer, user_agent)) return Failure{std::move(*problem)};
  give_thing(item, std::move(*thing));
  return item;
}

KnownSource source_from_name(std::string_view name) {
  const std::string_view core = trimmed(name);
  for (const SourceRow& row : kKnownSources)
    if (equals_ignoring_case(row.name, core)) return {std::string{row.name}, row.origin};
  return {printable_name(core, kSourceNameBytesMax), std::nullopt};
}

KnownSource source_of_row(std::string_view in_row, std::string_view given) {
  if (trimmed(in_row).empty()) return source_from_name(given);
  auto known = source_from_name(in_row);
  known.name = printable_name(std::string(kRowSourcePrefix) + known.name, kSourceNameBytesMax);
  return known;
}

std::optional<Verdict> verdict_from_classification(std::string_view word) {
  if (equals_ignoring_case(word, "baseline")) return Verdict::illegal_baseline;
  for (const std::string_view national : {"national", "A1", "A2", "B1", "B2"})
    if (equals_ignoring_case(word, national)) return Verdict::illegal_national;
  return from_name<Verdict>(word);
}

RejectedRow rejected_row(std::uint64_t line, FieldProblem problem, std::string_view row) {
  std::string kept = without_payloads(row);
  if (kept.size() > kRejectedRowBytesMax) kept.resize(kRejectedRowBytesMax);
  return {line, std::move(problem.reason), std::move(problem.field), ForeignRow{std::move(kept)}};
}

}  // namespace redress
