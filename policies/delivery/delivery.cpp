#include "policies/delivery/delivery.hpp"

#include "engine/core/assert.hpp"

namespace redress {
namespace {

Case about_notice(NoticeKind kind, ContactScope scope) {
  return Case{}.with(Field::kind, name_of(kind)).with(Field::scope, name_of(scope));
}

/// A rule that holds has to name kinds, and none of those that are never held.
void check_may_hold(const YamlNode& node, const RuleHead& head, YamlProblems& problems) {
  bool names_kinds = false;
  for (const auto& condition : head.conditions) {
    for (const auto& value : condition.values) {
      const auto kind = condition.field == Field::kind ? from_name<NoticeKind>(value) : std::nullopt;
      const auto scope = condition.field == Field::scope ? from_name<ContactScope>(value) : std::nullopt;
      names_kinds = names_kinds || kind;
      if ((kind && is_never_held(*kind, ContactScope::hoster)) || (scope && is_never_held(NoticeKind::copy, *scope)))
        problems.add(node, '"' + value + "\" is never held by a calendar", "write \"calendar: none\", or drop it from \"when\"");
    }
  }
  if (!names_kinds) problems.add(node, "the rule would hold first notices", "name the kinds it may hold: \"when: {kind: [copy, thanks]}\"");
}

}  // namespace

Delivery Delivery::read(RuleFile& file, const Calendars& calendars, UtcTime as_of) {
  constexpr Milliseconds kLongestWindow = hours{24};
  Delivery delivery;
  delivery.calendars_ = &calendars;
  delivery.as_of_ = as_of;
  auto& problems = file.problems();
  delivery.retry_ = file.table<RetryAnswer>("retry", {Field::channel}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
    RetryAnswer answer;
    answer.base = row.duration("base", seconds{1}, hours{1});
    answer.factor = static_cast<int>(row.number("factor", 1, 10));
    answer.wait_max = row.duration("wait_max", seconds{1}, hours{24});
    answer.attempts_max = static_cast<int>(row.number("attempts_max", 1, 100));
    answer.give_up_after = row.duration("give_up_after", minutes{1}, hours{24 * 14});
    if (answer.wait_max < answer.base && row.find("wait_max"))
      problems.add(*row.find("wait_max"), "the longest wait is shorter than the first", "make it at least \"base\"");
    return answer;
  });
  const auto read_window = [&](YamlMap& row, const RuleHead&) { return row.duration("window", Milliseconds{0}, kLongestWindow); };
  delivery.grouping_ =
      file.table<Milliseconds>("grouping", {Field::workflow, Field::kind, Field::scope, Field::urgent}, Totality::must_answer, read_window);
  delivery.undo_ = file.table<Milliseconds>("undo", {Field::kind, Field::scope}, Totality::must_answer, read_window);
  delivery.sending_ =
      file.table<std::string>("sending", {Field::kind, Field::scope}, Totality::must_answer, [&](YamlMap& row, const RuleHead& head) {
        auto names = calendars.names();
        names.emplace_back("none");
        auto name = row.word("calendar", names);
        if (name == "none" || name.empty()) return std::string{};
        check_may_hold(*row.find("calendar"), head, problems);
        return name;
      });
  delivery.limits_ = file.table<Limits>("limits", {}, Totality::must_answer, [](YamlMap& row, const RuleHead&) {
    Limits limits;
    limits.per_minute = static_cast<int>(row.number("per_minute", 1, 100'000));
    limits.requests_max = static_cast<int>(row.number("requests_max", 1, 10'000));
    limits.bytes_max = row.number("bytes_max", 10'000, 100'000'000);
    limits.breaker_failures = static_cast<int>(row.number("breaker_failures", 1, 1'000));
    limits.breaker_rest = row.duration("breaker_rest", seconds{10}, hours{24});
    limits.after_bounce = row.duration("after_bounce", minutes{1}, hours{24});
    return limits;
  });
  delivery.sharing_ = file.table<Tlp>("sharing", {Field::kind, Field::scope}, Totality::must_answer,
                                      [](YamlMap& row, const RuleHead&) { return row.choice<Tlp>("label"); });
  return delivery;
}

Reasoned<Milliseconds> Delivery::grouping_window(NoticeKind kind, ContactScope scope, bool urgent, std::string_view workflow) const {
  const auto* rule =
      grouping_.choose(about_notice(kind, scope).with(Field::urgent, urgent ? "true" : "false").with(Field::workflow, workflow), as_of_);
  return {rule->answer, rule->head.why()};
}

Reasoned<Milliseconds> Delivery::undo_window(NoticeKind kind, ContactScope scope) const {
  const auto* rule = undo_.choose(about_notice(kind, scope), as_of_);
  return {rule->answer, rule->head.why()};
}

Reasoned<Tlp> Delivery::sensitivity(NoticeKind kind, ContactScope scope) const {
  const auto* rule = sharing_.choose(about_notice(kind, scope), as_of_);
  return {rule->answer, rule->head.why()};
}

Reasoned<UtcTime> Delivery::may_leave(NoticeKind kind, ContactScope scope, UtcTime now) const {
  const auto* rule = sending_.choose(about_notice(kind, scope), now);
  if (is_never_held(kind, scope) || rule->answer.empty()) return {now, rule->head.why()};
  return {calendars_->at(rule->answer, now).answer.next_open(now), rule->head.why()};
}

const Rule<RetryAnswer>& Delivery::retry_rule(std::string_view channel) const {
  return *retry_.choose(Case{}.with(Field::channel, channel), as_of_);
}

Reasoned<std::optional<Milliseconds>> Delivery::retry(int number, Milliseconds since_first) const { return retry_on("mail", number, since_first); }

Reasoned<std::optional<Milliseconds>> Delivery::retry_on(std::string_view channel, int number, Milliseconds since_first) const {
  REDRESS_ASSERT(number >= 2, "the first attempt is no retry");
  const auto& [head, rule] = retry_rule(channel);
  if (number > rule.attempts_max || since_first >= rule.give_up_after) return {std::nullopt, head.why()};
  Milliseconds wait = rule.base;
  for (int i = 2; i < number && wait < rule.wait_max; ++i) wait *= rule.factor;
  return {std::min(wait, rule.wait_max), head.why()};
}

}  // namespace redress
