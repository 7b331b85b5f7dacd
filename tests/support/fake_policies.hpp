// Policies for tests of workflows: short round figures, one ladder of three rungs, knobs as public members. Nothing here stands for
// a rule of the real policies/.
#pragma once

#include "engine/core/ports/policies.hpp"

#include <set>
#include <string>
#include <vector>

namespace redress::testing {

struct FakePolicies final : DeadlinePolicy,
                            LadderPolicy,
                            TaskPolicy,
                            AlertPolicy,
                            LookPolicy,
                            TriagePolicy,
                            RoadPolicy,
                            DeliveryPolicy,
                            NoticeTextPolicy,
                            ApprovalPolicy,
                            PlatformPolicy,
                            RetentionPolicy {
  // knobs
  bool fair_clock = true;             // the deadline runs from the recipient's acceptance where there is one
  bool sends_when_hold_ends = false;  // an agreement in the rules
  int failures = 3;
  std::vector<Rung> ladder = {{1,
                               {{ContactScope::hoster, Need::all, NoticeKind::first}, {ContactScope::site, Need::copy, NoticeKind::copy}},
                               2,
                               hours{0},
                               hours{12},
                               "",
                               "warn_lead",
                               hours{24}},
                              {2, {}, 0, hours{0}, hours{6}, "propose_referral", "", hours{0}},
                              {3, {{ContactScope::network, Need::all, NoticeKind::escalation}}, 1, hours{6}, hours{12}, "", "", hours{24}}};
  std::set<Evidence> weak = {Evidence::geo_blocked, Evidence::challenge};

  static Why why(const char* rule) { return {rule, "test"}; }

  Reasoned<std::string> regime_for(std::string_view, const Facts&) const override { return {"test_24h", why("regime")}; }
  Reasoned<UtcTime> removal_due(const Facts& facts) const override {
    const auto start = fair_clock && facts.recipient_accepted_at ? facts.recipient_accepted_at : facts.first_attempt_at;
    return {start.value_or(UtcTime{}) + hours{24}, why("deadline.24h")};
  }
  Reasoned<UtcTime> acceptance_due(const Facts&, UtcTime relay_accepted_at) const override { return {relay_accepted_at + hours{4}, why("acceptance")}; }
  std::optional<Reasoned<Rung>> rung(std::string_view, const Facts&, int number) const override {
    if (number < 1 || number > static_cast<int>(ladder.size())) return std::nullopt;
    return Reasoned<Rung>{ladder[static_cast<std::size_t>(number - 1)], why("ladder")};
  }
  Reasoned<UtcTime> due(std::string_view, const Facts&, UtcTime now) const override { return {now + hours{2}, why("tasks")}; }
  Reasoned<std::vector<UtcTime>> lead_alerts(std::string_view, UtcTime deadline, UtcTime now) const override {
    std::vector<UtcTime> at;
    for (const auto before : {hours{6}, hours{1}})
      if (deadline - before > now) at.push_back(deadline - before);
    return {at, why("alerts")};
  }
  Reasoned<Milliseconds> throttle(std::string_view) const override { return {minutes{10}, why("alerts")}; }
  Reasoned<LookPlan> plan(LookPurpose, Milliseconds, std::string_view) const override { return {{seconds{0}, minutes{5}, 3, minutes{3}}, why("looks")}; }
  Reasoned<bool> suffices(std::string_view, Evidence evidence) const override { return {!weak.contains(evidence), why("evidence")}; }
  Milliseconds fresh_for() const override { return minutes{10}; }
  int failures_before_task() const override { return failures; }
  std::optional<Reasoned<Verdict>> trusted(std::string_view, Verdict) const override { return std::nullopt; }
  Reasoned<UtcTime> assessment_due(const Facts& facts, UtcTime now) const override { return {facts.opened_at.value_or(now) + hours{8}, why("assessment")}; }
  Flood flood() const override { return {100, 1000, hours{1}}; }
  bool is_home(std::string_view country) const override { return country == "NL"; }
  std::optional<Reasoned<std::string>> workflow_for(const Facts& facts) const override {
    if (!facts.at_home) return std::nullopt;
    return Reasoned<std::string>{"hotline_ntd", why("road")};
  }
  std::optional<Reasoned<std::string>> may_order(const Facts&) const override { return std::nullopt; }
  Reasoned<bool> on_police_list(const Facts&) const override { return {false, why("list")}; }
  Reasoned<bool> may_send_when_hold_ends(const Facts&) const override { return {sends_when_hold_ends, why("hold")}; }
  Reasoned<Milliseconds> grouping_window(NoticeKind, ContactScope, bool, std::string_view) const override { return {minutes{15}, why("grouping")}; }
  Reasoned<Milliseconds> undo_window(NoticeKind, ContactScope) const override { return {Milliseconds{0}, why("undo")}; }
  Reasoned<UtcTime> may_leave(NoticeKind, ContactScope, UtcTime now) const override { return {now, why("calendar")}; }
  Reasoned<std::optional<Milliseconds>> retry(int, Milliseconds) const override { return {std::nullopt, why("retry")}; }
  Reasoned<Tlp> sensitivity(NoticeKind, ContactScope) const override { return {Tlp::amber, why("sharing")}; }
  Limits limits() const override { return {}; }
  NoticeText compose(const NoticeTextInput&) const override { return {}; }
  std::string sent_twice_words(std::string_view) const override { return {}; }
  Reasoned<Capacity> capacity(const Facts&, UtcTime) const override { return {Capacity::ordinary, why("capacity")}; }
  Reasoned<bool> may_be_anonymous(const Facts&, UtcTime) const override { return {true, why("anonymity")}; }
  Reasoned<bool> removes(const Facts&, UtcTime) const override { return {true, why("removal")}; }
  std::optional<Reasoned<std::vector<NoticeElement>>> missing(std::string_view, NoticeKind, const Facts&, const NoticeShows&, UtcTime) const override {
    return std::nullopt;
  }

  std::optional<Reasoned<SecondPerson>> second_person(std::string_view, std::int64_t, UtcTime) const override { return std::nullopt; }

  Reasoned<Keeping> keeping(KeptKind, std::optional<Verdict>, UtcTime) const override {
    return {{hours{24 * 365}, KeptFrom::closed}, why("retention")};
  }
  Milliseconds shortest(KeptKind, UtcTime) const override { return hours{24 * 365}; }

  [[nodiscard]] PolicyBook book() const { return {*this, *this, *this, *this, *this, *this, *this, *this, *this, *this, *this, *this}; }
};

}  // namespace redress::testing
