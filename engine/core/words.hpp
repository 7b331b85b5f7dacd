// The vocabulary everybody speaks (docs/glossary.md): kinds, states of affairs, verdicts. One meaning each.
#pragma once

#include "engine/core/names.hpp"

namespace redress {

/// How a thing is named.
enum class LocatorKind { url, account, group, message, phone, description };
template <>
struct EnumNames<LocatorKind> {
  static constexpr auto names = name_list("url", "account", "group", "message", "phone", "description");
};

/// What part an item plays: `derived` was found on a source page, a `link` only points there, a `container` holds others.
enum class ItemRole { source, derived, link, container };
template <>
struct EnumNames<ItemRole> {
  static constexpr auto names = name_list("source", "derived", "link", "container");
};

/// Where a report came from; the yearly figures count by it.
enum class ReportOrigin { public_form, partner_hotline, police, company, hoster, helpline, own_search };
template <>
struct EnumNames<ReportOrigin> {
  static constexpr auto names =
      name_list("public_form", "partner_hotline", "police", "company", "hoster", "helpline", "own_search");
};

/// What an item was judged to be. National and baseline are ICCAM's two classes of illegal. [SRC-ICCAM]
enum class Verdict { illegal_baseline, illegal_national, not_illegal, doubtful, inaccessible, gone_before };
template <>
struct EnumNames<Verdict> {
  static constexpr auto names =
      name_list("illegal_baseline", "illegal_national", "not_illegal", "doubtful", "inaccessible", "gone_before");
};
[[nodiscard]] constexpr bool is_illegal(Verdict verdict) noexcept {
  return verdict == Verdict::illegal_baseline || verdict == Verdict::illegal_national;
}

/// On whose judgement an assessment rests.
enum class AssessmentBasis { analyst, second_person, adopted_from_partner, list_match, trusted_source_rule };
template <>
struct EnumNames<AssessmentBasis> {
  static constexpr auto names = name_list("analyst", "second_person", "adopted_from_partner", "list_match", "trusted_source_rule");
};

/// What a check saw. A check that failed saw `unknown`, never `gone`.
enum class Observed { online, changed, gone, unknown };
template <>
struct EnumNames<Observed> {
  static constexpr auto names = name_list("online", "changed", "gone", "unknown");
};

/// Why a check says what it says.
enum class Evidence {
  answered,            // the assessed content's address answers as it did
  not_found_404,
  gone_410,
  legal_451,
  name_does_not_exist, // DNS says there is no such name
  account_gone,
  label,               // the platform labels it as taken down
  restricted,          // visible only to some
  soft_not_found,      // 200, but the page says there is nothing
  parked,
  login_wall,
  age_wall,
  challenge,           // a CDN asks for proof of being human
  geo_blocked,
  forbidden_403,
  server_error,
  unreachable,         // no connection, time-out
  tls_fault,
  address_forbidden,   // our own veto: not a public address
  recipe_missing,      // without the referrer the page would not show it anyway
  different_digest,    // answers with something else than was assessed
  vantage_unproven,    // our own connection could not be shown to be healthy
};
template <>
struct EnumNames<Evidence> {
  static constexpr auto names =
      name_list("answered", "not_found_404", "gone_410", "legal_451", "name_does_not_exist", "account_gone", "label", "restricted",
                "soft_not_found", "parked", "login_wall", "age_wall", "challenge", "geo_blocked", "forbidden_403", "server_error",
                "unreachable", "tls_fault", "address_forbidden", "recipe_missing", "different_digest", "vantage_unproven");
};

/// How far what we send may be shared on, by the Traffic Light Protocol 2.0: least sensitive first. As a ceiling: the most a recipient or
/// a connector may be given. [SRC-TLP]
enum class Tlp { clear, green, amber, amber_strict, red };
template <>
struct EnumNames<Tlp> {
  static constexpr auto names = name_list("clear", "green", "amber", "amber_strict", "red");
};

/// Who caused an event. Rows of a workflow say which kinds may.
enum class ActorKind { engine, analyst, senior, lead, helpline, admin, partner, recipient, reporter };
template <>
struct EnumNames<ActorKind> {
  static constexpr auto names =
      name_list("engine", "analyst", "senior", "lead", "helpline", "admin", "partner", "recipient", "reporter");
};

/// What an event belongs to. Each stream is a hash chain of its own.
enum class StreamKind { request, item, report, location, site, notice, recipient, person, desk };
template <>
struct EnumNames<StreamKind> {
  static constexpr auto names =
      name_list("request", "item", "report", "location", "site", "notice", "recipient", "person", "desk");
};

/// How far a contact's power reaches: the ladder climbs these. `site` = the site's owner.
enum class ContactScope { site, hoster, proxy, network, registrar, authority, police, partner };
template <>
struct EnumNames<ContactScope> {
  static constexpr auto names =
      name_list("site", "hoster", "proxy", "network", "registrar", "authority", "police", "partner");
};

/// `status`: what has become of something a partner handed to us.
enum class NoticeKind { first, reminder, escalation, copy, retraction, thanks, status };
template <>
struct EnumNames<NoticeKind> {
  static constexpr auto names = name_list("first", "reminder", "escalation", "copy", "retraction", "thanks", "status");
};
/// It says that something is online and asks for its removal, so a fresh look must stand behind it.
[[nodiscard]] constexpr bool speaks_of_content(NoticeKind kind) {
  return kind != NoticeKind::retraction && kind != NoticeKind::thanks && kind != NoticeKind::status;
}

/// The life of a notice: `open` gathers requests until its window closes; nothing joins once `sealed`.
/// `accepted` = by the relay; `delivered` = the recipient confirmed; `dead` = given up, a task says why.
enum class NoticeState { open, sealed, accepted, delivered, refused, bounced, voided, dead };
template <>
struct EnumNames<NoticeState> {
  static constexpr auto names = name_list("open", "sealed", "accepted", "delivered", "refused", "bounced", "voided", "dead");
};

/// What a recipient's answer means (docs/edges/mail.md). `removed` is a claim, never a closing.
enum class AnswerMeaning { received, removed, refused, not_ours, forwarded, needs_information, contested, unknown };
template <>
struct EnumNames<AnswerMeaning> {
  static constexpr auto names =
      name_list("received", "removed", "refused", "not_ours", "forwarded", "needs_information", "contested", "unknown");
};

/// What a platform decided about a notice, in the law's words. `removed` is a claim, never a closing; the other three leave something there.
/// [SRC-DSA-16]
enum class PlatformDecision { removed, restricted, age_restricted, account_action, no_action };
template <>
struct EnumNames<PlatformDecision> {
  static constexpr auto names = name_list("removed", "restricted", "age_restricted", "account_action", "no_action");
};

/// Why whoever got an order says that they cannot comply with it: it is out of their power, the order has obvious mistakes, or it does not say
/// enough. Only the first is for them to answer for; of the others the clock begins anew once the order is mended. [SRC-TCO-3]
enum class Inability { impossible, manifest_errors, information_missing };
template <>
struct EnumNames<Inability> {
  static constexpr auto names = name_list("impossible", "manifest_errors", "information_missing");
};

/// To whom, and for what, an item is referred beside its removal: to police with a day's others or by itself (of what lies abroad by way of our
/// own), to the authority that may order its removal, to NCMEC, to whoever hosts it so that traces are kept.
enum class Referral { police_list, police, authority, ncmec, preservation };
template <>
struct EnumNames<Referral> {
  static constexpr auto names = name_list("police_list", "police", "authority", "ncmec", "preservation");
};

/// As what a notice is sent: like anybody, under the platform's own programme, or with the status of Article 22. [SRC-DSA-22]
enum class Capacity { ordinary, programme, trusted_flagger };
template <>
struct EnumNames<Capacity> {
  static constexpr auto names = name_list("ordinary", "programme", "trusted_flagger");
};

/// How the addressees of a rung count: the rung waits for all, for any, or not at all for this one (copy).
enum class Need { all, any, copy };
template <>
struct EnumNames<Need> {
  static constexpr auto names = name_list("all", "any", "copy");
};

/// What partners are owed an account of, each at most once for an item they handed over. `filed`: put into the exchange by us. The last four end
/// it: nothing may be said of the item there afterwards. [SRC-ICCAM]
enum class ExchangeStep { filed, acknowledged, assessed, reported_to_police, host_notified, moved, removed, unavailable, not_illegal };
template <>
struct EnumNames<ExchangeStep> {
  static constexpr auto names =
      name_list("filed", "acknowledged", "assessed", "reported_to_police", "host_notified", "moved", "removed", "unavailable", "not_illegal");
};

/// Why an item or request was closed without being removed. The first 21 are ICCAM's action reasons in ICCAM's order (their
/// number there is the position here), the rest are local. [SRC-ICCAM]
enum class ClosingReason {
  none,
  other,
  content_not_found,
  referrer_wrong,
  unable_to_access,
  password_protected,
  account_disabled,
  legally_unable_to_access,
  link_expired,
  not_found_or_site_down,
  temporarily_unavailable,
  premium_account_necessary,
  missing_parts,
  removed_before_assessment,
  adult_pornography,
  nudism_or_not_sexualized,
  below_illegality_threshold,
  images_too_small,
  virtual_material,
  linking_not_illegal,
  age_unclear,
  age_over_national_threshold,
  duplicate,          // local: the same thing under another name
  out_of_scope,       // local: not what this desk is for
  not_serious,        // local: a test, spam, or empty
  report_withdrawn,   // local: who reported it took it back
  nobody_answers,     // local: everybody who could be asked was asked
};
template <>
struct EnumNames<ClosingReason> {
  static constexpr auto names =
      name_list("none", "other", "content_not_found", "referrer_wrong", "unable_to_access", "password_protected", "account_disabled",
                "legally_unable_to_access", "link_expired", "not_found_or_site_down", "temporarily_unavailable",
                "premium_account_necessary", "missing_parts", "removed_before_assessment", "adult_pornography",
                "nudism_or_not_sexualized", "below_illegality_threshold", "images_too_small", "virtual_material", "linking_not_illegal",
                "age_unclear", "age_over_national_threshold", "duplicate", "out_of_scope", "not_serious", "report_withdrawn",
                "nobody_answers");
};

/// What is done before the first notice of a person's case leaves, by their choice. `self_report`: they were advised to report it themselves
/// first, and it becomes ours when that has had its time.
enum class FirstStep { send, keep_evidence, ask_police, self_report };
template <>
struct EnumNames<FirstStep> {
  static constexpr auto names = name_list("send", "keep_evidence", "ask_police", "self_report");
};

/// How old the person depicted was then: a band, never a date.
enum class AgeBand { under_12, from_12_to_15, from_16_to_17, adult, unknown };
template <>
struct EnumNames<AgeBand> {
  static constexpr auto names = name_list("under_12", "from_12_to_15", "from_16_to_17", "adult", "unknown");
};

/// As what the requester acts for the person depicted.
enum class Authority { self, parent, guardian, lawyer };
template <>
struct EnumNames<Authority> {
  static constexpr auto names = name_list("self", "parent", "guardian", "lawyer");
};

/// What of a case a recipient may be told, each only with the person's consent. [SRC-GDPR-6]
enum class DataKind { location, age_band, name, contact };
template <>
struct EnumNames<DataKind> {
  static constexpr auto names = name_list("location", "age_band", "name", "contact");
};

enum class Severity { info, warning, urgent };
template <>
struct EnumNames<Severity> {
  static constexpr auto names = name_list("info", "warning", "urgent");
};

}  // namespace redress
