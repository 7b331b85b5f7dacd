// Rule row -> answer: every shipped rule is asked for at least once, and none is left over.
#include "tests/unit/policies/support.hpp"

#include <array>
#include <set>

namespace redress {
namespace {

std::set<std::string>& asked() {
  static std::set<std::string> ids;
  return ids;
}

/// Notes the rule, and that it names its file's version.
const Why& note(const Why& why) {
  asked().insert(why.rule);
  const auto* rule = shipped().rule(why.rule);
  EXPECT_TRUE(rule) << why.rule;
  if (rule) {
    EXPECT_EQ(why.version, rule->version);
    EXPECT_FALSE(rule->sources.empty());
  }
  return why;
}

// Regime, deadline and acceptance by country and verdict; each counts from the clock its rule names.
TEST(ShippedRules, Deadlines) {
  const auto& deadlines = shipped().deadlines();
  struct Row {
    const char* country;
    Verdict verdict;
    const char* rule;
    const char* regime;
    bool from_recipient;
  };
  for (const auto& row : {Row{"NL", Verdict::illegal_baseline, "deadline.nl_ntd_code_csam", "nl_ntd_code_csam", false},
                          Row{"NL", Verdict::illegal_national, "deadline.nl_ntd_code_csam", "nl_ntd_code_csam", false},
                          Row{"NL", Verdict::not_illegal, "deadline.default", "default", false},
                          Row{"DE", Verdict::illegal_baseline, "deadline.eu_dsa_16", "eu_dsa_16", true},
                          Row{"US", Verdict::illegal_baseline, "deadline.default", "default", false},
                          Row{"", Verdict::illegal_baseline, "deadline.default", "default", false}}) {
    const auto regime = deadlines.regime_for("hotline_ntd", lies_in(row.country, row.verdict));
    EXPECT_EQ(regime.answer, row.regime);
    EXPECT_EQ(note(regime.why).rule, row.rule);
    Facts facts = home_facts();
    facts.regime = regime.answer;
    facts.first_attempt_at = moment("2026-11-25T12:20:00Z");
    EXPECT_EQ(deadlines.removal_due(facts).answer, *facts.first_attempt_at + hours{24}) << "the only clock that runs";
    facts.relay_accepted_at = moment("2026-11-25T12:21:00Z");
    facts.recipient_accepted_at = moment("2026-11-25T13:00:00Z");
    const auto due = deadlines.removal_due(facts);
    EXPECT_EQ(due.answer, (row.from_recipient ? *facts.recipient_accepted_at : *facts.first_attempt_at) + hours{24});
    EXPECT_EQ(due.why.rule, row.rule);
    EXPECT_EQ(deadlines.acceptance_due(facts, *facts.relay_accepted_at).answer, *facts.relay_accepted_at + hours{4});
  }
}

// The Dutch ladder: hoster, at the deadline a reminder and a proposed referral, management, then network and registrar, each once approved.
TEST(ShippedRules, Ladders) {
  const auto& ladders = shipped().ladders();
  const auto facts = home_facts();
  const auto rung = [&](int number) { return ladders.rung("hotline_ntd", facts, number).value(); };
  const auto is = [](const Addressee& addressee, ContactScope scope, Need need, NoticeKind kind) {
    return addressee.scope == scope && addressee.need == need && addressee.kind == kind;
  };
  EXPECT_EQ(note(rung(1).why).rule, "ladder.nl_hoster");
  ASSERT_EQ(rung(1).answer.addressees.size(), 1U);
  EXPECT_TRUE(is(rung(1).answer.addressees[0], ContactScope::hoster, Need::all, NoticeKind::first));
  EXPECT_EQ(rung(1).answer.reminders_max, 1);
  EXPECT_EQ(rung(1).answer.reminder_after, Milliseconds{0});
  EXPECT_EQ(rung(1).answer.task, "");
  EXPECT_EQ(rung(1).answer.reminder_task, "propose_referral");
  ASSERT_EQ(rung(2).answer.addressees.size(), 1U);
  EXPECT_TRUE(is(rung(2).answer.addressees[0], ContactScope::hoster, Need::all, NoticeKind::escalation));
  EXPECT_EQ(rung(2).answer.task, "propose_referral");
  EXPECT_EQ(rung(1).answer.next_rung_after, hours{2});
  EXPECT_TRUE(rung(3).answer.addressees.empty());
  EXPECT_EQ(rung(3).answer.task, "approve_network");
  EXPECT_EQ(rung(3).answer.next_rung_after, Milliseconds{0});
  ASSERT_EQ(rung(4).answer.addressees.size(), 3U);
  EXPECT_TRUE(is(rung(4).answer.addressees[0], ContactScope::network, Need::any, NoticeKind::escalation));
  EXPECT_TRUE(is(rung(4).answer.addressees[1], ContactScope::hoster, Need::copy, NoticeKind::copy));
  EXPECT_TRUE(is(rung(4).answer.addressees[2], ContactScope::proxy, Need::copy, NoticeKind::copy));
  EXPECT_TRUE(rung(5).answer.addressees.empty());
  EXPECT_EQ(rung(5).answer.task, "approve_registrar");
  ASSERT_EQ(rung(6).answer.addressees.size(), 1U);
  EXPECT_TRUE(is(rung(6).answer.addressees[0], ContactScope::registrar, Need::any, NoticeKind::escalation));
  EXPECT_EQ(rung(6).answer.number, 6);
  for (const int none : {-1, 0, 7, 1000}) EXPECT_FALSE(ladders.rung("hotline_ntd", facts, none));
  Facts elsewhere = facts;
  elsewhere.country = "BE";
  EXPECT_EQ(note(ladders.rung("hotline_ntd", elsewhere, 1)->why).rule, "ladder.default");
  EXPECT_EQ(ladders.rung("hotline_ntd", elsewhere, 1)->answer.reminder_task, "propose_referral");
  EXPECT_FALSE(ladders.rung("hotline_ntd", elsewhere, 3));
}

// Kinds of tasks: staffed hours in the working week, elapsed time where it is urgent or the rule says so.
TEST(ShippedRules, Tasks) {
  const auto& tasks = shipped().tasks();
  const auto friday_evening = moment("2026-11-27T17:30:00Z");  // 18:30 local, closed until Monday 08:30 local
  struct Row {
    const char* kind;
    bool urgent;
    const char* rule;
    const char* due;
  };
  for (const auto& row :
       {Row{"find_contact", false, "task.blocks_notice", "2026-11-30T11:30:00Z"},
        Row{"read_answer", false, "task.answer", "2026-11-30T11:30:00Z"},
        Row{"second_opinion", false, "task.second_person", "2026-11-30T15:30:00Z"},
        Row{"second_person", false, "task.second_person", "2026-11-30T15:30:00Z"},
        Row{"propose_referral", false, "task.next_step", "2026-11-30T11:30:00Z"},
        Row{"approve_act", false, "task.approval", "2026-11-30T11:30:00Z"},
        Row{"look_by_hand", false, "task.look_failed", "2026-11-30T15:30:00Z"},
        Row{"hold_expired", false, "task.hold_expired", "2026-11-27T19:30:00Z"},
        Row{"find_exchange_road", false, "task.exchange", "2026-11-30T11:30:00Z"},
        Row{"assess", false, "task.assessment", "2026-11-30T15:30:00Z"},
        Row{"hand_over", false, "task.form", "2026-11-30T09:30:00Z"},
        Row{"notice_not_leaving", false, "task.notice_not_leaving", "2026-11-27T19:30:00Z"},
        Row{"ladder_exhausted", false, "task.ladder_exhausted", "2026-12-01T14:30:00Z"},
        Row{"something_else", false, "task.any", "2026-11-30T15:30:00Z"}, Row{"given_up", true, "task.urgent", "2026-11-27T18:30:00Z"},
        Row{"something_else", true, "task.urgent", "2026-11-27T18:30:00Z"}}) {
    auto facts = home_facts();
    facts.urgent = row.urgent;
    const auto due = tasks.due(row.kind, facts, friday_evening);
    EXPECT_EQ(note(due.why).rule, row.rule) << row.kind;
    EXPECT_EQ(to_rfc3339(due.answer), to_rfc3339(moment(row.due))) << row.kind;
  }
}

// Lead alerts lie before the deadline, earliest first, none in the past; throttles per kind.
TEST(ShippedRules, Alerts) {
  const auto& alerts = shipped().alerts();
  const auto now = moment(kAsOf);
  const auto leads = [&](const char* kind, Milliseconds ahead) {
    std::vector<Milliseconds> before;
    for (const auto at : alerts.lead_alerts(kind, now + ahead, now).answer) before.push_back(now + ahead - at);
    return before;
  };
  using Leads = std::vector<Milliseconds>;
  EXPECT_EQ(leads("removal", hours{24}), (Leads{hours{6}, hours{2}, minutes{30}}));
  EXPECT_EQ(leads("removal", hours{2}), (Leads{hours{2}, minutes{30}}));
  EXPECT_EQ(leads("removal", minutes{29}), Leads{});
  EXPECT_EQ(leads("removal", -hours{1}), Leads{});
  EXPECT_EQ(leads("acceptance", hours{4}), (Leads{hours{1}, minutes{15}}));
  EXPECT_EQ(leads("assessment", hours{8}), (Leads{hours{1}, minutes{15}}));
  EXPECT_EQ(leads("task", hours{8}), Leads{minutes{30}});
  EXPECT_EQ(leads("hold_past_its_end", hours{72}), Leads{});
  EXPECT_EQ(leads("flood", hours{8}), Leads{});
  EXPECT_EQ(leads("whatever", hours{8}), (Leads{hours{2}, minutes{30}}));
  for (const auto& [kind, throttle] : {std::pair<const char*, Milliseconds>{"removal_late", minutes{30}},
                                       {"not_accepted", hours{1}},
                                       {"assessment_late", minutes{30}},
                                       {"task_late", hours{2}},
                                       {"hold_past_its_end", hours{23}},
                                       {"flood", hours{6}},
                                       {"looks_off", hours{24}},
                                       {"break_glass", minutes{1}},
                                       {"notice_not_leaving", minutes{30}},
                                       {"connector_stuck", minutes{30}},
                                       {"whatever", hours{1}}}) {
    EXPECT_EQ(alerts.throttle(kind).answer, throttle) << kind;
    note(alerts.rule_for(kind, now).head.why());
  }
}

// Plans per purpose and age of the request; the edges of an age belong to the older rule.
TEST(ShippedRules, Looks) {
  const auto& looks = shipped().looks();
  struct Row {
    LookPurpose purpose;
    Milliseconds age;
    const char* rule;
    Milliseconds first_after;
    Milliseconds interval;
  };
  constexpr Milliseconds kDay = hours{24};
  for (const auto& row :
       {Row{LookPurpose::before_notice, kDay, "look.before_speaking", Milliseconds{0}, minutes{5}},
        Row{LookPurpose::before_reminder, kDay, "look.before_speaking", Milliseconds{0}, minutes{5}},
        Row{LookPurpose::claim, kDay, "look.claim", Milliseconds{0}, minutes{5}},
        Row{LookPurpose::confirm, kDay, "look.confirm", minutes{3}, minutes{5}},
        Row{LookPurpose::waiting, Milliseconds{-5}, "look.waiting_first_day", hours{1}, hours{1}},
        Row{LookPurpose::waiting, kDay - Milliseconds{1}, "look.waiting_first_day", hours{1}, hours{1}},
        Row{LookPurpose::waiting, kDay, "look.waiting_first_week", hours{1}, hours{6}},
        Row{LookPurpose::waiting, 7 * kDay - Milliseconds{1}, "look.waiting_first_week", hours{1}, hours{6}},
        Row{LookPurpose::waiting, 7 * kDay, "look.waiting", hours{6}, kDay}, Row{LookPurpose::watch, kDay, "look.watch", kDay, 7 * kDay}}) {
    const auto plan = looks.plan(row.purpose, row.age);
    EXPECT_EQ(note(plan.why).rule, row.rule);
    EXPECT_EQ(plan.answer.first_after, row.first_after);
    EXPECT_EQ(plan.answer.interval, row.interval);
    EXPECT_EQ(plan.answer.misses, 3);
    EXPECT_EQ(plan.answer.miss_spacing, minutes{3});
  }
  // The rule for any purpose is chosen only for a purpose no rule names: all are named today.
  note(looks.plans().choose(Case{}, moment(kAsOf))->head.why());
  EXPECT_EQ(looks.fresh_for(), minutes{30});
  EXPECT_EQ(looks.failures_before_task(), 12);
  EXPECT_EQ(looks.watch_for(), kDay * 90);
  EXPECT_EQ(looks.repeat_spacing(), minutes{10});
  EXPECT_EQ(looks.place_fresh_for(), minutes{60});
  EXPECT_EQ(looks.same_digest_looks(), 2);
  EXPECT_EQ(looks.host_looks_per_minute(), 120);
  EXPECT_EQ(looks.place_again_after(), minutes{10});
  note(looks.limits().head.why());
}

// Evidence: what a workflow's rule names suffices; refusals, walls and failures never do, for no workflow.
TEST(ShippedRules, EvidenceForGone) {
  const auto& looks = shipped().looks();
  for (const auto evidence :
       {Evidence::not_found_404, Evidence::gone_410, Evidence::name_does_not_exist, Evidence::account_gone, Evidence::label})
    EXPECT_TRUE(looks.suffices("hotline_ntd", evidence).answer) << name_of(evidence);
  EXPECT_FALSE(looks.suffices("hotline_ntd", Evidence::soft_not_found).answer);
  EXPECT_FALSE(looks.suffices("triage", Evidence::label).answer);
  EXPECT_TRUE(looks.suffices("another", Evidence::gone_410).answer);
  EXPECT_FALSE(looks.suffices("another", Evidence::account_gone).answer);
  for (const auto evidence :
       {Evidence::answered, Evidence::legal_451, Evidence::restricted, Evidence::login_wall, Evidence::age_wall, Evidence::challenge,
        Evidence::geo_blocked, Evidence::forbidden_403, Evidence::server_error, Evidence::unreachable, Evidence::tls_fault,
        Evidence::address_forbidden, Evidence::recipe_missing, Evidence::different_digest, Evidence::vantage_unproven})
    for (const char* workflow : {"hotline_ntd", "triage", "another"}) EXPECT_FALSE(looks.suffices(workflow, evidence).answer) << name_of(evidence);
  for (const char* workflow : {"hotline_ntd", "triage", "another"}) note(looks.evidence_rule(workflow).head.why());
}

// Only a rule that names the source lets its classification count, and only for the verdicts it lists.
TEST(ShippedRules, Triage) {
  const auto& triage = shipped().triage();
  const auto trusted = triage.trusted("partner-hotline.example", Verdict::illegal_national);
  ASSERT_TRUE(trusted);
  EXPECT_EQ(trusted->answer, Verdict::illegal_national);
  EXPECT_EQ(note(trusted->why).rule, "trust.partner_hotline");
  EXPECT_FALSE(triage.trusted("partner-hotline.example", Verdict::not_illegal));
  EXPECT_EQ(note(triage.trusted("hash-list.example", Verdict::illegal_baseline)->why).rule, "trust.hash_list");
  EXPECT_FALSE(triage.trusted("hash-list.example", Verdict::illegal_national));
  EXPECT_FALSE(triage.trusted("webform", Verdict::illegal_baseline));
  EXPECT_FALSE(triage.trusted("", Verdict::illegal_baseline));
  const auto saturday = moment("2026-11-28T10:00:00Z");
  auto facts = home_facts();
  const auto usual = triage.assessment_due(facts, saturday);
  EXPECT_EQ(note(usual.why).rule, "triage.target");
  EXPECT_EQ(to_rfc3339(usual.answer), "2026-11-30T15:30:00.000Z");
  facts.urgent = true;
  const auto urgent = triage.assessment_due(facts, saturday);
  EXPECT_EQ(note(urgent.why).rule, "triage.urgent");
  EXPECT_EQ(urgent.answer, saturday + hours{1});
  EXPECT_EQ(triage.flood().per_locator, 25);
  EXPECT_EQ(triage.flood().per_source, 5000);
  EXPECT_EQ(triage.flood().window, hours{1});
  note(triage.flood_rule().head.why());
}

// Home is the Netherlands, what is hosted there takes the road of hoster notices, and a hold that runs out never sends by itself.
TEST(ShippedRules, Roads) {
  const auto& roads = shipped().roads();
  EXPECT_TRUE(roads.is_home("NL"));
  for (const char* abroad : {"BE", "nl", "", "NLD"}) EXPECT_FALSE(roads.is_home(abroad)) << abroad;
  note(roads.home_rule().head.why());
  const auto way = roads.workflow_for(home_facts());
  ASSERT_TRUE(way);
  EXPECT_EQ(way->answer, "hotline_ntd");
  note(way->why);
  const auto hold = roads.may_send_when_hold_ends(home_facts());
  EXPECT_FALSE(hold.answer);
  note(hold.why);
}

// Grouping, undo and the sending calendar per kind, addressee and urgency.
TEST(ShippedRules, Delivery) {
  const auto& delivery = shipped().delivery();
  struct Row {
    NoticeKind kind;
    ContactScope scope;
    bool urgent;
    const char* rule;
    Milliseconds window;
  };
  for (const auto& row : {Row{NoticeKind::first, ContactScope::hoster, false, "grouping.default", minutes{15}},
                          Row{NoticeKind::reminder, ContactScope::hoster, false, "grouping.default", minutes{15}},
                          Row{NoticeKind::first, ContactScope::hoster, true, "grouping.urgent", Milliseconds{0}},
                          Row{NoticeKind::first, ContactScope::police, false, "grouping.police", Milliseconds{0}},
                          Row{NoticeKind::retraction, ContactScope::hoster, false, "grouping.retraction", Milliseconds{0}},
                          Row{NoticeKind::thanks, ContactScope::hoster, false, "grouping.thanks", hours{4}}}) {
    const auto window = delivery.grouping_window(row.kind, row.scope, row.urgent, "hotline_ntd");
    EXPECT_EQ(note(window.why).rule, row.rule);
    EXPECT_EQ(window.answer, row.window);
  }
  EXPECT_EQ(delivery.undo_window(NoticeKind::escalation, ContactScope::registrar).answer, minutes{10});
  EXPECT_EQ(delivery.undo_window(NoticeKind::first, ContactScope::hoster).answer, Milliseconds{0});
  asked().insert({"undo.registrar", "undo.none"});

  const auto saturday = moment("2026-11-28T10:00:00Z");
  const auto monday = moment("2026-11-30T07:30:00Z");  // 08:30 local
  const auto leaves = [&](NoticeKind kind, ContactScope scope, const char* rule) {
    const auto answer = delivery.may_leave(kind, scope, saturday);
    EXPECT_EQ(note(answer.why).rule, rule);
    return answer.answer;
  };
  EXPECT_EQ(leaves(NoticeKind::first, ContactScope::hoster, "sending.at_once"), saturday);
  EXPECT_EQ(leaves(NoticeKind::first, ContactScope::registrar, "sending.at_once"), saturday);
  EXPECT_EQ(leaves(NoticeKind::reminder, ContactScope::hoster, "sending.at_once"), saturday);
  EXPECT_EQ(leaves(NoticeKind::escalation, ContactScope::hoster, "sending.at_once"), saturday);
  EXPECT_EQ(leaves(NoticeKind::copy, ContactScope::network, "sending.can_wait"), monday);
  EXPECT_EQ(leaves(NoticeKind::thanks, ContactScope::hoster, "sending.can_wait"), monday);
  EXPECT_EQ(leaves(NoticeKind::copy, ContactScope::police, "sending.can_wait"), saturday) << "the police are never held";
  EXPECT_EQ(leaves(NoticeKind::escalation, ContactScope::registrar, "sending.registrar"), monday);
  EXPECT_EQ(delivery.may_leave(NoticeKind::copy, ContactScope::network, monday).answer, monday);

  const auto limits = delivery.limits();
  EXPECT_EQ(limits.per_minute, 60);
  EXPECT_EQ(limits.requests_max, 250);
  EXPECT_EQ(limits.bytes_max, 2'000'000);
  EXPECT_EQ(limits.breaker_failures, 5);
  EXPECT_EQ(limits.breaker_rest, minutes{5});
  EXPECT_EQ(limits.after_bounce, minutes{30});
  note(delivery.limits_rule().head.why());
}

// The whole retry list: 30 s, doubled, to the channel's longest wait, 12 attempts or 72 hours.
TEST(ShippedRules, Retries) {
  const auto& delivery = shipped().delivery();
  const auto waits = [&](const char* channel) {
    std::vector<std::int64_t> list;
    for (int number = 2; const auto wait = delivery.retry_on(channel, number, Milliseconds{0}).answer; ++number)
      list.push_back(wait->count() / 1000);
    note(delivery.retry_rule(channel).head.why());
    return list;
  };
  EXPECT_EQ(waits("mail"), (std::vector<std::int64_t>{30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 14400, 14400}));
  EXPECT_EQ(waits("http"), (std::vector<std::int64_t>{30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600}));
  EXPECT_EQ(waits("carrier_pigeon"), waits("http"));
  EXPECT_EQ(delivery.retry(11, Milliseconds{0}).answer, hours{4});
  EXPECT_FALSE(delivery.retry(13, Milliseconds{0}).answer);
  EXPECT_FALSE(delivery.retry(3, hours{72}).answer);
  EXPECT_TRUE(delivery.retry(3, hours{72} - Milliseconds{1}).answer);
}

// Whatever names addresses is amber, to whomever it goes.
TEST(ShippedRules, Sharing) {
  for (const auto kind : {NoticeKind::first, NoticeKind::reminder, NoticeKind::escalation, NoticeKind::copy, NoticeKind::retraction, NoticeKind::thanks}) {
    const auto label = shipped().delivery().sensitivity(kind, ContactScope::hoster);
    EXPECT_EQ(label.answer, Tlp::amber) << name_of(kind);
    note(label.why);
  }
}

// Each text of each language answers for its kind and addressee, and says that nobody has reviewed it.
TEST(ShippedRules, NoticeTexts) {
  for (const std::string language : {"en", "nl", "de", "fr"}) {
    NoticeTextInput input;
    input.language = language;
    input.reference = "N-1234-5678-9";
    input.hotline = "Hotline";
    input.handler = "A7";
    for (const auto name : EnumNames<NoticeKind>::names) {
      input.kind = *from_name<NoticeKind>(name);
      input.scope = ContactScope::hoster;
      const auto text = shipped().texts().compose(input);
      EXPECT_EQ(note(text.why).rule, "text." + std::string(name) + '.' + language);
      EXPECT_FALSE(text.reviewed);
      EXPECT_NE(text.subject.find("N-1234-5678-9"), std::string::npos);
      EXPECT_NE(text.body.find("A7, Hotline"), std::string::npos);
      EXPECT_EQ(text.body.find("{{"), std::string::npos);
    }
    input.kind = NoticeKind::escalation;
    input.scope = ContactScope::registrar;
    EXPECT_EQ(note(shipped().texts().compose(input).why).rule, "text.escalation_registrar." + language);
  }
}

// The network's own registry is asked before anybody else's word, and a mere convention is never believed.
TEST(ShippedRules, ContactSources) {
  const auto& rule = shipped().contacts().sources();
  EXPECT_EQ(note(rule.head.why()).rule, "contacts.sources");
  EXPECT_EQ(rule.answer.order, (std::vector{ContactSource::directory, ContactSource::rdap_address, ContactSource::rdap_domain, ContactSource::ripestat,
                                            ContactSource::abusix, ContactSource::abuse_net}));
  EXPECT_EQ(rule.answer.keep_for, hours{24});
  EXPECT_EQ(rule.answer.keep_empty_for, hours{1});
}

// Both calendars answer at any time.
TEST(ShippedRules, Calendars) {
  for (const auto& name : shipped().calendars().names())
    EXPECT_EQ(note(shipped().calendars().at(name, moment(kAsOf)).head.why()).rule, "calendar." + name);
  EXPECT_EQ(shipped().calendars().names(), (std::vector<std::string>{"sending", "staffing"}));
}

// What lies on a platform goes to the workflow for platforms, wherever its servers stand; at home the hoster is told; elsewhere the hotline there.
TEST(ShippedRules, RoadsToWorkflows) {
  auto facts = home_facts();
  EXPECT_EQ(note(shipped().roads().workflow_for(facts)->why).rule, "road.hosted_at_home");
  facts.platform = "circle";
  for (const char* country : {"NL", "US"}) {
    facts.country = country;
    facts.at_home = country == std::string("NL");
    EXPECT_EQ(shipped().roads().workflow_for(facts)->answer, "trusted_flagger") << country;
    EXPECT_EQ(note(shipped().roads().workflow_for(facts)->why).rule, "road.platform");
  }
  facts.platform.clear();
  EXPECT_EQ(shipped().roads().workflow_for(facts)->answer, "partner_referral");
  EXPECT_EQ(note(shipped().roads().workflow_for(facts)->why).rule, "road.hosted_abroad");
}

// Orders and the regimes nobody here may use: who may, what counts, and why not.
TEST(ShippedRules, OfOrders) {
  for (const auto& [country, verdict, rule] : {std::tuple{"NL", Verdict::illegal_baseline, "deadline.nl_atkm_csam"},
                                               {"DE", Verdict::illegal_national, "deadline.eu_tco"},
                                               {"AU", Verdict::illegal_baseline, "deadline.au_class1"}})
    EXPECT_EQ(note(shipped().deadlines().regime_for(kOrderWorkflow, lies_in(country, verdict)).why).rule, rule);
  EXPECT_EQ(note(shipped().deadlines().regime_for("hotline_ntd", lies_in("GB", Verdict::illegal_baseline)).why).rule,
            "deadline.uk_iwf_uk_hosted");
  for (const auto& rule : shipped().deadlines().unusable().rules()) EXPECT_FALSE(note(rule.head.why()).rule.empty());
  for (const auto& rule : shipped().roads().orders().rules()) {
    EXPECT_EQ(rule.answer.standing, OrderStanding::none);
    EXPECT_FALSE(note(rule.head.why()).rule.empty());
    EXPECT_TRUE(shipped().deadlines().find_regime(rule.answer.regime, moment(kAsOf))) << rule.answer.regime;
  }
}

/// Which text a notice of that workflow gets.
std::string text_rule(const char* workflow, NoticeKind kind, ContactScope scope) {
  NoticeTextInput input;
  input.workflow = workflow;
  input.language = "en";
  input.kind = kind;
  input.scope = scope;
  return note(shipped().texts().compose(input).why).rule;
}

// An order leaves when it is given, in its own words, to host, cache and, once approved, network; what nobody received or followed is for a
// person within the hour.
TEST(ShippedRules, OfOrdersOnTheirWay) {
  constexpr const char* kWorkflow = "removal_order";
  const auto rung = [&](int number) { return shipped().ladders().rung(kWorkflow, home_facts(), number); };
  EXPECT_EQ(note(rung(1)->why).rule, "ladder.removal_order");
  EXPECT_EQ(rung(1)->answer.addressees.front().scope, ContactScope::hoster);
  EXPECT_EQ(rung(2)->answer.addressees.front().scope, ContactScope::proxy);
  EXPECT_EQ(rung(3)->answer.task, "approve_network");
  EXPECT_EQ(rung(4)->answer.addressees.front().scope, ContactScope::network);
  EXPECT_FALSE(rung(5));
  const auto window = shipped().delivery().grouping_window(NoticeKind::first, ContactScope::hoster, false, kWorkflow);
  EXPECT_EQ(window.answer, Milliseconds{0});
  EXPECT_EQ(note(window.why).rule, "grouping.order");
  for (const char* task : {"order_not_received", "order_breached", "judge_inability"})
    EXPECT_EQ(note(shipped().tasks().due(task, home_facts(), moment(kAsOf)).why).rule, "task.order");
  EXPECT_EQ(note(shipped().alerts().throttle("order_breached").why).rule, "alert.order");
  EXPECT_EQ(note(shipped().looks().suffices(kWorkflow, Evidence::gone_410).why).rule, "evidence.removal_order");
  EXPECT_EQ(text_rule(kWorkflow, NoticeKind::first, ContactScope::hoster), "text.order.en");
  EXPECT_EQ(text_rule(kWorkflow, NoticeKind::reminder, ContactScope::hoster), "text.order_reminder.en");
  EXPECT_EQ(text_rule(kWorkflow, NoticeKind::retraction, ContactScope::hoster), "text.order_retraction.en");
}

// A rung for each kind of referral, in the order of their names; the list gathers for a day, the rest does not wait; each in its own words.
TEST(ShippedRules, OfReferrals) {
  constexpr const char* kWorkflow = "law_enforcement";
  EXPECT_EQ(note(shipped().deadlines().regime_for(kWorkflow, lies_in("NL", Verdict::illegal_baseline)).why).rule, "deadline.referral");
  const std::array scopes{ContactScope::police, ContactScope::police, ContactScope::authority, ContactScope::partner, ContactScope::hoster};
  ASSERT_EQ(scopes.size(), EnumNames<Referral>::names.size());
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    const auto rung = shipped().ladders().rung(kWorkflow, home_facts(), static_cast<int>(i) + 1).value();
    EXPECT_EQ(note(rung.why).rule, "ladder.law_enforcement");
    ASSERT_EQ(rung.answer.addressees.size(), 1U);
    EXPECT_EQ(rung.answer.addressees.front().scope, scopes[i]) << EnumNames<Referral>::names[i];
  }
  const auto window = [&](ContactScope scope, bool urgent) {
    return shipped().delivery().grouping_window(NoticeKind::first, scope, urgent, kWorkflow);
  };
  EXPECT_EQ(note(window(ContactScope::police, false).why).rule, "grouping.police_list");
  EXPECT_EQ(window(ContactScope::police, false).answer, hours{24});
  EXPECT_EQ(window(ContactScope::police, true).answer, Milliseconds{0});
  EXPECT_EQ(note(window(ContactScope::authority, false).why).rule, "grouping.referral");
  EXPECT_FALSE(shipped().roads().on_police_list(home_facts()).answer);
  EXPECT_EQ(note(shipped().roads().on_police_list(home_facts()).why).rule, "road.no_police_list");
  for (const char* task : {"referral_unconfirmed", "refer_by_hand"})
    EXPECT_EQ(note(shipped().tasks().due(task, home_facts(), moment(kAsOf)).why).rule, "task.referral");
  EXPECT_EQ(note(shipped().approvals().second_person("refer", 1, moment(kAsOf))->why).rule, "approval.referral");
  for (const auto& [scope, rule] : {std::pair{ContactScope::police, "text.police.en"}, {ContactScope::authority, "text.authority.en"},
                                    {ContactScope::partner, "text.ncmec.en"}, {ContactScope::hoster, "text.preservation.en"}})
    EXPECT_EQ(text_rule(kWorkflow, NoticeKind::first, scope), rule);
  EXPECT_EQ(text_rule(kWorkflow, NoticeKind::reminder, ContactScope::police), "text.referral_reminder.en");
  EXPECT_EQ(text_rule(kWorkflow, NoticeKind::retraction, ContactScope::police), "text.referral_retraction.en");
}

// Hosted abroad: three days for the hotline there, then the next on a ladder of its own; what it is told says so.
TEST(ShippedRules, OfPartnerHotlines) {
  auto facts = home_facts();
  facts.at_home = false;
  facts.country = "CZ";
  const auto regime = shipped().deadlines().regime_for("partner_referral", facts);
  EXPECT_EQ(note(regime.why).rule, "deadline.inhope_exchange");
  facts.regime = regime.answer;
  facts.first_attempt_at = facts.opened_at;
  EXPECT_EQ(shipped().deadlines().removal_due(facts).answer - *facts.opened_at, hours{72});
  const auto rung = shipped().ladders().rung("partner_referral", facts, 1).value();
  EXPECT_EQ(note(rung.why).rule, "ladder.partner_referral");
  EXPECT_EQ(rung.answer.addressees.front().scope, ContactScope::partner);
  const auto gone = shipped().looks().suffices("partner_referral", Evidence::gone_410);
  EXPECT_TRUE(gone.answer);
  EXPECT_EQ(note(gone.why).rule, "evidence.partner_referral");
  NoticeTextInput input;
  input.workflow = "partner_referral";
  input.language = "en";
  for (const auto& [kind, scope, rule] : {std::tuple{NoticeKind::first, ContactScope::partner, "text.offer.en"},
                                          {NoticeKind::first, ContactScope::hoster, "text.first_abroad.en"},
                                          {NoticeKind::reminder, ContactScope::hoster, "text.reminder_abroad.en"},
                                          {NoticeKind::escalation, ContactScope::registrar, "text.escalation_abroad.en"}}) {
    input.kind = kind;
    input.scope = scope;
    EXPECT_EQ(note(shipped().texts().compose(input).why).rule, rule);
  }
}

/// A request about something on the platform `circle`.
Facts on_platform(Verdict verdict = Verdict::illegal_baseline) {
  auto facts = home_facts();
  facts.platform = "circle";
  facts.verdict = verdict;
  return facts;
}

// Regime, ladder, tasks, evidence and texts of what goes to platforms. A complaint has six months, a body for disputes 90 days and 90 more.
TEST(ShippedRules, OfPlatforms) {
  constexpr const char* kWorkflow = "trusted_flagger";
  EXPECT_EQ(note(shipped().deadlines().regime_for(kWorkflow, lies_in("NL", Verdict::illegal_baseline)).why).rule, "deadline.platform");
  const auto facts = on_platform();
  const auto rung = [&](int number) {
    const auto one = shipped().ladders().rung(kWorkflow, facts, number);
    EXPECT_EQ(note(one->why).rule, "ladder.trusted_flagger");
    return one->answer;
  };
  EXPECT_EQ(rung(1).addressees.front().kind, NoticeKind::first);
  EXPECT_EQ(rung(2).within_of_decision, Milliseconds{0});
  EXPECT_EQ(rung(3).within_of_decision, hours{24 * 183});
  EXPECT_EQ(rung(4).addressees.front().office, "dispute_body");
  EXPECT_EQ(rung(4).waits + rung(4).next_rung_after, hours{24 * 180});
  EXPECT_EQ(rung(5).addressees.front().office, "coordinator");
  EXPECT_FALSE(shipped().ladders().rung(kWorkflow, facts, 6));
  for (const char* task : {"choose_remedy", "complete_notice", "dispute_late", "refer_on"})
    EXPECT_EQ(note(shipped().tasks().due(task, facts, moment(kAsOf)).why).rule, "task.platform");
  EXPECT_TRUE(shipped().looks().suffices(kWorkflow, Evidence::account_gone).answer);
  EXPECT_EQ(note(shipped().looks().evidence_rule(kWorkflow).head.why()).rule, "evidence.trusted_flagger");

  struct Row {
    NoticeKind kind;
    ContactScope scope;
    const char* office;
    bool decided;
    const char* rule;
  };
  for (const auto& row : {Row{NoticeKind::first, ContactScope::hoster, "platform", false, "text.platform_first.en"},
                          Row{NoticeKind::first, ContactScope::hoster, "platform", true, "text.platform_legal_form.en"},
                          Row{NoticeKind::reminder, ContactScope::hoster, "platform", true, "text.platform_reminder.en"},
                          Row{NoticeKind::escalation, ContactScope::hoster, "platform", true, "text.platform_complaint.en"},
                          Row{NoticeKind::escalation, ContactScope::authority, "dispute_body", true, "text.platform_dispute.en"},
                          Row{NoticeKind::escalation, ContactScope::authority, "coordinator", true, "text.platform_coordinator.en"},
                          Row{NoticeKind::retraction, ContactScope::hoster, "platform", false, "text.platform_retraction.en"}}) {
    NoticeTextInput input;
    input.workflow = kWorkflow;
    input.language = "nl";  // in English rather than in the words of another law
    input.kind = row.kind;
    input.scope = row.scope;
    input.office = row.office;
    input.decided = row.decided;
    const auto text = shipped().texts().compose(input);
    EXPECT_EQ(note(text.why).rule, row.rule);
    EXPECT_EQ(text.good_faith, row.kind == NoticeKind::first);
  }
}

// As shipped nobody has a status. With one, it counts inside its expertise and while it is active; a programme counts for its platform alone.
TEST(ShippedRules, Capacities) {
  const auto now = moment(kAsOf);
  EXPECT_EQ(note(shipped().platforms().capacity(on_platform(), now).why).rule, "platform.ordinary");
  const auto capacity = [&](const std::string& standing, const Facts& facts) {
    auto text = shipped_rules().at("platforms/rules.yaml");
    text.replace(text.find("standing: none"), 14, "standing: " + standing);
    text.replace(text.find("\ncapacities:\n"), 13,
                 "\ncapacities:\n  - id: platform.programme\n    source: [SRC-HOUSE-RULES]\n    valid_from: 2024-01-01\n    valid_until: 2026-12-31\n"
                 "    when:\n      recipient: circle\n    capacity: programme\n    standing: active\n");
    const auto loaded = with_file("platforms/rules.yaml", text);
    EXPECT_TRUE(loaded);
    return (*loaded)->platforms().capacity(facts, now).answer;
  };
  auto elsewhere = on_platform();
  elsewhere.platform = "square";
  EXPECT_EQ(capacity("active", on_platform()), Capacity::trusted_flagger);
  EXPECT_EQ(capacity("active", on_platform(Verdict::doubtful)), Capacity::programme) << "outside the expertise";
  EXPECT_EQ(capacity("suspended", on_platform()), Capacity::programme);
  EXPECT_EQ(capacity("suspended", elsewhere), Capacity::ordinary);
  asked().insert("platform.trusted_flagger");
}

// Article 16(2): each element that is missing is named; our name may be missing only where the offence is one of the Directive's.
TEST(ShippedRules, ElementsOfANotice) {
  const auto now = moment(kAsOf);
  const auto missing = [&](const Facts& facts, const NoticeShows& shows) {
    const auto answer = shipped().platforms().missing("trusted_flagger", NoticeKind::first, facts, shows, now);
    EXPECT_EQ(note(answer->why).rule, "platform.elements_of_a_notice");
    return answer->answer;
  };
  using Missing = std::vector<NoticeElement>;
  const NoticeShows all{true, true, true};
  EXPECT_EQ(missing(on_platform(), all), Missing{});
  EXPECT_EQ(missing(on_platform(), {}), (Missing{NoticeElement::exact_location, NoticeElement::good_faith, NoticeElement::contact}));
  auto facts = on_platform();
  facts.basis = AssessmentBasis::trusted_source_rule;
  EXPECT_EQ(missing(facts, all), Missing{NoticeElement::reasons});
  facts = on_platform();
  facts.anonymous = true;
  EXPECT_EQ(missing(facts, {true, true, false}), Missing{});
  facts.verdict = Verdict::illegal_national;
  EXPECT_EQ(missing(facts, all), Missing{NoticeElement::contact});
  EXPECT_EQ(note(shipped().platforms().may_be_anonymous(on_platform(), now).why).rule, "platform.anonymous_about_child_abuse");
  EXPECT_EQ(note(shipped().platforms().may_be_anonymous(facts, now).why).rule, "platform.by_name");
  EXPECT_TRUE(shipped().platforms().removes(on_platform(), now).answer);
  note(shipped().platforms().removes(on_platform(), now).why);
  EXPECT_FALSE(shipped().platforms().missing("trusted_flagger", NoticeKind::reminder, on_platform(), {}, now));
  EXPECT_FALSE(shipped().platforms().missing("hotline_ntd", NoticeKind::first, on_platform(), {}, now));
}

// What a person asks for by a helpline: the law of the place, its hours, its ladder, whose last rung is a court; tasks, evidence, elements, texts.
TEST(ShippedRules, OfPersons) {
  constexpr const char* kWorkflow = "victim_removal";
  struct Law {
    const char* country;
    bool platform;
    Verdict verdict;
    const char* deadline;
    Milliseconds within;
    const char* ladder;
    const char* office;  // asked before the court; nobody where the ladder has none
  };
  for (const auto& law :
       {Law{"US", true, Verdict::illegal_national, "deadline.person_take_it_down", hours{48}, "ladder.person_take_it_down", "consumer_protection"},
        Law{"US", false, Verdict::illegal_national, "deadline.person_default", hours{24 * 7}, "ladder.person_default", ""},
        Law{"IE", true, Verdict::illegal_national, "deadline.person_platform", hours{24}, "ladder.person_eu_platform", "data_protection"},
        Law{"NO", true, Verdict::illegal_national, "deadline.person_gdpr", hours{24 * 31}, "ladder.person_gdpr", "data_protection"},
        Law{"DE", false, Verdict::illegal_baseline, "deadline.person_gdpr", hours{24 * 31}, "ladder.person_gdpr", "data_protection"},
        Law{"NL", false, Verdict::illegal_national, "deadline.person_nl", hours{24 * 7}, "ladder.person_nl", "data_protection"},
        Law{"NL", false, Verdict::illegal_baseline, "deadline.person_nl_child", hours{24}, "ladder.person_nl_child", "data_protection"},
        Law{"", false, Verdict::illegal_national, "deadline.person_default", hours{24 * 7}, "ladder.person_default", ""}}) {
    SCOPED_TRACE(std::string(law.country) + " " + law.deadline);
    const auto regime = shipped().deadlines().regime_for(kWorkflow, lies_in(law.country, law.verdict, law.platform ? "social" : ""));
    EXPECT_EQ(note(regime.why).rule, law.deadline);
    auto facts = home_facts();
    facts.country = law.country;
    facts.verdict = law.verdict;
    facts.regime = regime.answer;
    facts.first_attempt_at = facts.recipient_accepted_at = moment(kAsOf);
    EXPECT_EQ(shipped().deadlines().removal_due(facts).answer - moment(kAsOf), law.within);
    std::string office;
    for (int number = 1;; ++number) {
      const auto rung = shipped().ladders().rung(kWorkflow, facts, number);
      ASSERT_TRUE(rung) << "the last rung is the court";
      EXPECT_EQ(note(rung->why).rule, law.ladder);
      if (rung->answer.addressees.empty()) {
        EXPECT_EQ(rung->answer.task, "prepare_court");
        EXPECT_FALSE(shipped().ladders().rung(kWorkflow, facts, number + 1));
        break;
      }
      office = rung->answer.addressees.front().office;
    }
    EXPECT_EQ(office, law.office);
  }
  const auto facts = home_facts();
  for (const auto& [task, rule] : {std::pair{"keep_evidence", "task.first_step"}, std::pair{"self_report", "task.self_report"},
                                   std::pair{"tell_person", "task.tell_person"}, std::pair{"person_feedback", "task.person_feedback"},
                                   std::pair{"platform_feedback", "task.platform_feedback"}, std::pair{"prepare_court", "task.legal_step"},
                                   std::pair{"erase_case", "task.erase_case"}})
    EXPECT_EQ(note(shipped().tasks().due(task, facts, moment(kAsOf)).why).rule, rule);
  EXPECT_EQ(note(shipped().looks().evidence_rule(kWorkflow).head.why()).rule, "evidence.victim_removal");
  const auto missing = shipped().platforms().missing(kWorkflow, NoticeKind::first, facts, {true, true, false}, moment(kAsOf));
  ASSERT_TRUE(missing);
  EXPECT_EQ(note(missing->why).rule, "platform.elements_of_a_persons_request");
  EXPECT_EQ(missing->answer, std::vector{NoticeElement::contact});

  struct Text {
    NoticeKind kind;
    ContactScope scope;
    const char* office;
    const char* regime;
    bool threat;
    const char* rule;
  };
  for (const auto& text : {Text{NoticeKind::first, ContactScope::hoster, "", "eu_gdpr_17", false, "text.person_first.en"},
                           Text{NoticeKind::first, ContactScope::hoster, "", "us_take_it_down_act", false, "text.person_first_us.en"},
                           Text{NoticeKind::first, ContactScope::hoster, "", "person_eu_platform", true, "text.person_threat.en"},
                           Text{NoticeKind::reminder, ContactScope::hoster, "", "eu_gdpr_17", false, "text.person_reminder.en"},
                           Text{NoticeKind::escalation, ContactScope::hoster, "", "eu_gdpr_17", false, "text.person_escalation.en"},
                           Text{NoticeKind::escalation, ContactScope::authority, "data_protection", "eu_gdpr_17", false, "text.person_authority.en"},
                           Text{NoticeKind::escalation, ContactScope::authority, "consumer_protection", "us_take_it_down_act", false,
                                "text.person_consumer_authority.en"},
                           Text{NoticeKind::retraction, ContactScope::hoster, "", "eu_gdpr_17", false, "text.person_retraction.en"}}) {
    NoticeTextInput input;
    input.workflow = kWorkflow;
    input.kind = text.kind;
    input.scope = text.scope;
    input.office = text.office;
    input.regime = text.regime;
    input.threat = text.threat;
    input.language = "nl";
    EXPECT_EQ(note(shipped().texts().compose(input).why).rule, text.rule);
  }
}

// Runs last (tests of a file run in order): what no test above asked for is a rule nobody has checked.
// Who has to agree to what; what reaches little is done by one person, and what no rule names, too.
TEST(ShippedRules, Approvals) {
  const auto& approvals = shipped().approvals();
  const auto now = moment("2026-11-25T12:00:00Z");
  struct Row {
    const char* act;
    std::int64_t least;
    const char* rule;
    std::vector<ActorKind> roles;
    Milliseconds valid_for;
  };
  using enum ActorKind;
  for (const auto& row :
       {Row{"erase", 1, "approval.erasure", {lead, admin}, hours{72}}, Row{"case_erase", 1, "approval.erasure", {lead, admin}, hours{72}},
        Row{"dossier", 1, "approval.dossier", {senior, lead}, hours{24}},
        Row{"recipient_approve", 1, "approval.new_address", {senior, lead, admin}, hours{72}},
        Row{"rules_adopt", 1, "approval.rules", {lead, admin}, hours{72}},
        Row{"notice_retract", 10, "approval.many_retracted", {senior, lead}, hours{24}},
        Row{"sending", 500, "approval.bulk_send", {senior, lead, admin}, hours{24}},
        Row{"connector_resume", 500, "approval.bulk_send", {senior, lead, admin}, hours{24}}}) {
    SCOPED_TRACE(row.act);
    const auto rule = approvals.second_person(row.act, row.least, now);
    ASSERT_TRUE(rule);
    EXPECT_EQ(note(rule->why).rule, row.rule);
    EXPECT_EQ(rule->answer.roles, row.roles);
    EXPECT_EQ(rule->answer.valid_for, row.valid_for);
    EXPECT_FALSE(approvals.second_person(row.act, row.least - 1, now));
  }
  EXPECT_FALSE(approvals.second_person("assess", 1'000'000, now));
}

// How long each kind is kept and from when; of what was not illegal the address goes sooner, and nothing else does.
TEST(ShippedRules, Retention) {
  const auto& retention = shipped().retention();
  const auto now = moment(kAsOf);
  struct Row {
    KeptKind kind;
    std::optional<Verdict> verdict;
    const char* rule;
    int days;
    KeptFrom from;
  };
  for (const auto& row : {Row{KeptKind::locators, {}, "retention.locators", 365, KeptFrom::closed},
                          Row{KeptKind::locators, Verdict::illegal_national, "retention.locators", 365, KeptFrom::closed},
                          Row{KeptKind::locators, Verdict::not_illegal, "retention.locators_not_illegal", 90, KeptFrom::closed},
                          Row{KeptKind::reports, {}, "retention.reports", 90, KeptFrom::closed},
                          Row{KeptKind::partner_messages, {}, "retention.partner_messages", 30, KeptFrom::received},
                          Row{KeptKind::notices, Verdict::not_illegal, "retention.notices", 365, KeptFrom::closed},
                          Row{KeptKind::quarantine, {}, "retention.quarantine", 90, KeptFrom::received}}) {
    const auto keeping = retention.keeping(row.kind, row.verdict, now);
    EXPECT_EQ(note(keeping.why).rule, row.rule);
    EXPECT_EQ(keeping.answer, (Keeping{hours{24 * row.days}, row.from})) << row.rule;
    EXPECT_LE(retention.shortest(row.kind, now), keeping.answer.keep_for);
  }
  EXPECT_EQ(retention.shortest(KeptKind::locators, now), hours{24 * 90});
  EXPECT_EQ(retention.shortest(KeptKind::notices, now), hours{24 * 365});
}

TEST(ShippedRules, EveryRuleWasAsked) {
  if (testing::GTEST_FLAG(filter) != "*") GTEST_SKIP() << "only meaningful when the whole file runs";
  for (const auto& rule : shipped().rules()) EXPECT_TRUE(asked().count(rule.id)) << rule.file << ": " << rule.id;
  EXPECT_EQ(asked().size(), shipped().rules().size());
}

}  // namespace
}  // namespace redress
