#include "engine/core/facts.hpp"

#include <charconv>

namespace redress {
namespace {

/// Calls `visit(name, member)` for every field: the one list that encoding and decoding share.
template <class F, class Visit>
void for_each_field(F& facts, Visit&& visit) {
  visit("hoster", facts.hoster.value);
  visit("country", facts.country);
  visit("at_home", facts.at_home);
  visit("platform", facts.platform);
  visit("verdict", facts.verdict);
  visit("basis", facts.basis);
  visit("urgent", facts.urgent);
  visit("in_set", facts.in_set);
  visit("contested", facts.contested);
  visit("changed", facts.changed);
  visit("closing_reason", facts.closing_reason);
  visit("rung", facts.rung);
  visit("reminders", facts.reminders);
  visit("rung_task", facts.rung_task);
  visit("answers_asked", facts.answers_asked);
  visit("told", facts.told_somebody);
  visit("pending", facts.notice_pending);
  visit("last_notice", facts.last_notice.value);
  visit("before_rung", facts.before_rung.value);
  visit("rung_notice", facts.rung_notice.value);
  visit("clock_notice", facts.clock_notice.value);
  visit("acceptance_told", facts.acceptance_told);
  visit("next_contact", facts.next_contact);
  visit("tell_again", facts.tell_again);
  visit("opened", facts.opened_at);
  visit("attempt", facts.first_attempt_at);
  visit("relay", facts.relay_accepted_at);
  visit("accepted", facts.recipient_accepted_at);
  visit("acknowledged", facts.acknowledged_at);
  visit("claimed", facts.claimed_at);
  visit("online", facts.last_online_at);
  visit("miss", facts.first_miss_at);
  visit("deadline", facts.deadline_at);
  visit("rung_due", facts.rung_due_at);
  visit("reminded", facts.reminded_at);
  visit("hold", facts.hold_until);
  visit("false_claims", facts.false_claims);
  visit("bounces", facts.bounces);
  visit("looks_failed", facts.looks_failed);
  visit("repeats", facts.repeats);
  visit("spell", facts.spell);
  visit("spell_open", facts.spell_open);
  visit("regime", facts.regime);
  visit("rules_as_of", facts.rules_as_of);
  visit("capacity", facts.capacity);
  visit("decision", facts.decision);
  visit("decided", facts.decided_at);
  visit("anonymous", facts.anonymous);
  visit("inability", facts.inability);
  visit("referral", facts.referral);
  visit("referrals_left", facts.referrals_left);
  visit("referred", facts.referred);
  visit("partner", facts.partner.value);
  visit("inbound", facts.inbound);
  visit("told_partner", facts.told_partner_at);
  visit("taken_over", facts.taken_over_at);
  visit("reported_back", facts.reported_back);
  visit("first_step", facts.first_step);
  visit("threat", facts.threat);
  visit("consent_missing", facts.consent_missing);
  visit("feedback", facts.feedback_at);
  visit("feedback_late", facts.feedback_late);
}

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class N>
bool read_number(std::string_view text, N& out) {
  const auto end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, out);
  return problem == std::errc{} && rest == end;
}

}  // namespace

std::string encode(const Facts& facts) {
  std::string text;
  text.reserve(256);  // most have less
  const auto put = [&](std::string_view name, std::string_view value) {
    if (!text.empty()) text += ';';
    text.append(name).append("=").append(value);
  };
  for_each_field(facts, [&]<class T>(std::string_view name, const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      if (!value.empty()) put(name, value);
    } else if constexpr (std::is_same_v<T, bool>) {
      if (value) put(name, "1");
    } else if constexpr (std::is_same_v<T, std::optional<UtcTime>>) {
      if (value) put(name, std::to_string(to_ms(*value)));
    } else if constexpr (kIsOptional<T>) {
      if (value) put(name, name_of(*value));
    } else if constexpr (std::is_enum_v<T>) {
      if (value != T{}) put(name, name_of(value));
    } else {
      const T usual = name == "spell" ? T{1} : T{0};
      if (value != usual) put(name, std::to_string(value));
    }
  });
  return text;
}

std::optional<Facts> decode_facts(std::string_view text) {
  Facts facts;
  while (!text.empty()) {
    const auto part = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto wanted = part.substr(0, equals);
    const auto value = part.substr(equals + 1);
    bool known = false;
    bool good = true;
    for_each_field(facts, [&]<class T>(std::string_view name, T& field) {
      if (name != wanted) return;
      known = true;
      if constexpr (std::is_same_v<T, std::string>) {
        field = std::string(value);
      } else if constexpr (std::is_same_v<T, bool>) {
        field = value == "1";
      } else if constexpr (std::is_same_v<T, std::optional<UtcTime>>) {
        std::int64_t ms = 0;
        good = read_number(value, ms);
        field = from_ms(ms);
      } else if constexpr (kIsOptional<T>) {
        field = from_name<typename T::value_type>(value);
        good = field.has_value();
      } else if constexpr (std::is_enum_v<T>) {
        const auto word = from_name<T>(value);
        good = word.has_value();
        if (good) field = *word;
      } else {
        good = read_number(value, field);
      }
    });
    if (!known || !good) return std::nullopt;
  }
  return facts;
}

}  // namespace redress
