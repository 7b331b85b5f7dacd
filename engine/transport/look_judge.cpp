#include "engine/transport/look_judge.hpp"

#include "engine/transport/page_signs.hpp"

namespace redress {
namespace {

std::string_view header(const Met& met, std::string_view name) {
  for (const auto& [each, value] : met.headers)
    if (each == name) return value;
  return {};
}

/// Somebody in between asks for proof of being human; whatever the status says is theirs, not the site's.
bool is_challenged(const Met& met) {
  return !header(met, "cf-mitigated").empty() || header(met, "x-amzn-waf-action") == "challenge" ||
         header(met, "x-amzn-waf-action") == "captcha" || header(met, "server").substr(0, 10) == "ddos-guard" ||
         !header(met, "x-sucuri-block").empty() || met.page_sign == Evidence::challenge;
}

LookReply unknown(const Met& met, Evidence evidence) { return {Observed::unknown, evidence, met.status, {}}; }

LookReply gone(const Met& met, Evidence evidence) {
  // Without the referrer or the age gate's cookie many sites say "not found" to everybody.
  if (met.recipe_needed && !met.recipe_replayed) return unknown(met, Evidence::recipe_missing);
  if (!met.vantage_proven) return unknown(met, Evidence::vantage_unproven);
  return {Observed::gone, evidence, met.status, {}};
}

LookReply judge_failure(const Met& met) {
  // Nobody answers: the site, or nobody answers us.
  if ((met.failure == Met::Failure::unreachable || met.failure == Met::Failure::timed_out) && !met.vantage_proven)
    return unknown(met, Evidence::vantage_unproven);
  switch (met.failure) {
    case Met::Failure::no_such_name:
      return met.redirected ? unknown(met, Evidence::unreachable) : gone(met, Evidence::name_does_not_exist);
    case Met::Failure::tls: return unknown(met, Evidence::tls_fault);
    case Met::Failure::address_forbidden: return unknown(met, Evidence::address_forbidden);
    case Met::Failure::unreachable:
    case Met::Failure::timed_out:
    case Met::Failure::malformed:
    case Met::Failure::too_many_redirects:
    case Met::Failure::downgraded:
    case Met::Failure::none: break;
  }
  return unknown(met, Evidence::unreachable);
}

LookReply judge_missing(const Met& met, Evidence evidence) {
  // A place we were sent to says nothing about the place we asked for, when another host says it or it is a wall.
  if (met.other_host) return unknown(met, Evidence::soft_not_found);
  // Walls, landing pages of whoever answers for names that are not there, and pages of our own provider: not the site's word.
  if (met.page_sign && *met.page_sign != Evidence::soft_not_found && *met.page_sign != Evidence::account_gone) return unknown(met, *met.page_sign);
  if (met.redirected)
    if (const auto sign = sign_of_path(met.final_path)) return unknown(met, *sign);
  return gone(met, evidence);
}

LookReply judge_good(const Met& met) {
  if (met.redirected && met.first_path != met.final_path) {
    if (met.final_path == "/" && met.first_path != "/") return unknown(met, Evidence::login_wall);
    if (const auto sign = sign_of_path(met.final_path); sign && sign_of_path(met.first_path) != sign) return unknown(met, *sign);
  }
  if (met.page_sign) return unknown(met, *met.page_sign);
  if (met.recipe_needed && !met.recipe_replayed) return unknown(met, Evidence::recipe_missing);
  if (!met.expected_digest.empty() && !met.digest.empty() && met.digest != met.expected_digest)
    return {Observed::changed, Evidence::different_digest, met.status, met.digest};
  return {Observed::online, Evidence::answered, met.status, met.digest};
}

}  // namespace

LookReply judge(const Met& met) {
  if (met.failure != Met::Failure::none) return judge_failure(met);
  if (met.status == 451) return unknown(met, Evidence::legal_451);
  if (is_challenged(met)) return unknown(met, Evidence::challenge);
  if (met.status == 404) return judge_missing(met, Evidence::not_found_404);
  if (met.status == 410) return judge_missing(met, Evidence::gone_410);
  if (met.status >= 200 && met.status < 300) {
    // No content where content was: the address answers, but there is nothing to compare.
    if (met.status == 204 || met.status == 205 || met.is_empty) return unknown(met, Evidence::soft_not_found);
    return judge_good(met);
  }
  if (met.status == 304 || met.status == 416) return {Observed::online, Evidence::answered, met.status, {}};
  if (met.status == 401 || met.status == 407) return unknown(met, Evidence::login_wall);
  if (met.status == 403) {
    if (met.page_sign == Evidence::geo_blocked || met.page_sign == Evidence::age_wall || met.page_sign == Evidence::account_gone)
      return unknown(met, *met.page_sign);
    return unknown(met, Evidence::forbidden_403);
  }
  if (met.status == 402) return unknown(met, Evidence::restricted);
  if (met.status == 429 || met.status >= 500) return unknown(met, Evidence::server_error);
  return unknown(met, Evidence::unreachable);
}

}  // namespace redress
