#include "tests/simulation/seed_run.hpp"

#include "engine/core/hexadecimal.hpp"
#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"
#include "sandbox/partners/day.hpp"
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/analyst.hpp"

#include <array>
#include <cstdlib>
#include <iostream>

namespace redress::simulation {
namespace {

constexpr std::size_t kItems = 160;
constexpr std::uint64_t kSealedEvery = 10;  // reads a whole database file

SimOptions options_of(std::uint64_t seed) {
  sandbox::Chance chance(seed, {"options"});
  SimOptions options;
  options.seed = seed;
  options.partners.items = kItems;
  options.partners.home_share = 0.72;
  options.partners.illegal_share = 0.66;
  options.partners.doubtful_share = 0.08;
  options.faults = faults_of(seed);
  static constexpr std::array<Milliseconds, 3> kTurns{seconds{20}, seconds{45}, seconds{90}};
  options.turn = kTurns[chance.below(kTurns.size())];
  for (const auto* slug : {"kadeserver", "broekveld", "twistveen", "schijnbaar", "draaideur", "ebvloed", "heidekamp-rz", "stilwater"}) {
    if (chance.happens(0.12)) options.directory.unapproved.insert(slug);
    if (chance.happens(0.05)) options.directory.absent.insert(slug);
    if (chance.happens(0.08)) options.directory.one_by_one.insert(slug);
    if (chance.happens(0.3)) options.directory.with_second_contact.insert(slug);
  }
  if (chance.happens(0.5)) options.directory.with_second_contact.insert("doodlopend");
  sandbox::Chance ceilings(seed, {"ceilings"});
  for (const auto* slug : {"kadeserver", "broekveld", "twistveen", "stilwater"})
    if (ceilings.happens(0.06)) options.directory.may_be_given_little.insert(slug);
  return options;
}

/// Other countries' hotlines, each in a mood of its own, and now and then the exchange, where what is removed here is filed by its form.
void add_hotlines(SimWorld& world) {
  using sandbox::Behaviour;
  static constexpr std::array<std::pair<const char*, Behaviour>, 4> kHotlines{
      {{"DE", Behaviour::prompt}, {"FR", Behaviour::refusing}, {"US", Behaviour::silent}, {"LU", Behaviour::returning}}};
  auto shape = world.options().directory;
  const auto add = [&](std::string slug, std::string country, Behaviour behaviour) {
    sandbox::Party party;
    party.kind = sandbox::PartyKind::partner_hotline;
    party.name = "Hotline " + country;
    party.domain = slug + ".example";
    party.abuse_mailbox = "intake@" + party.domain;
    party.country = std::move(country);
    party.behaviour = behaviour;
    world.partners().add_party(std::move(party));
  };
  for (const auto& [country, behaviour] : kHotlines) add("hotline-" + std::string(country), country, behaviour);
  sandbox::Chance chance(world.options().seed, {"exchange"});
  if (chance.happens(0.5)) {
    add("exchange", "", Behaviour::silent);
    shape.by_form["exchange"] = "iccam_web";
  }
  if (chance.happens(0.3)) {
    shape.by_form["hotline-FR"] = "iccam_web";
    shape.one_by_one.insert("hotline-FR");  // the form takes one item
  }
  world.set_directory(shape);
}

/// Reports without files, of one to four URLs, some of them from a source whose word counts.
void plan_direct_reports(SimWorld& world) {
  const auto items = world.partners().items();
  auto& chance = world.chance();
  std::size_t number = 0;
  for (std::size_t next = 0; next < items.size();) {
    runtime::FiledReport filed;
    auto& report = filed.report;
    const bool trusted = chance.happens(0.15);
    const bool of_partner = !trusted && chance.happens(0.2);
    report.source = trusted ? "partner-hotline.example" : of_partner ? "hotline-DE" : chance.happens(0.5) ? "webform" : "police";
    report.origin = trusted || of_partner ? ReportOrigin::partner_hotline : ReportOrigin::public_form;
    if (of_partner) report.told_at = world.now() - hours{5};
    report.external_reference = "D-" + std::to_string(++number);
    const auto add = [&](const sandbox::ItemView& item) {
      auto incoming = item_from_url(item.url, chance.happens(0.95) ? item.referrer : std::string(), {});
      if (!incoming) return;
      if (trusted && item.truth == sandbox::Truth::illegal) incoming->source_verdict = Verdict::illegal_national;
      report.items.push_back(std::move(*incoming));
    };
    for (auto rows = 1 + chance.below(4); rows > 0 && next < items.size(); --rows) add(items[next++]);
    if (chance.happens(0.15)) add(items[chance.below(next)]);
    if (report.items.empty()) continue;
    filed.digest = content_digest(report);
    runtime::FileReports work;
    work.desk = "hotline";
    work.reports.push_back(std::move(filed));
    const auto when = world.now() + chance.between(minutes{1}, hours{15});
    world.at(when, [&world, work] { world.file(work); });
    if (chance.happens(world.options().faults.report_again)) {
      ++world.faults()[Fault::report_again];
      world.at(when + chance.between(minutes{0}, hours{5}), [&world, work] { world.file(work); });
    }
  }
}

/// The day's files as the sandbox writes them, through intake's readers.
void plan_files(SimWorld& world) {
  auto day = sandbox::make_day(world.partners());
  for (std::size_t i = 0; i < day.texts.size(); ++i) {
    const auto& file = day.day.files[i];
    const auto hand_in = [&world, name = file.path.string(), text = day.texts[i]] { world.file_text(name, text); };
    world.at(file.arrives_at, hand_in);
    if (world.chance().happens(world.options().faults.report_again)) {
      ++world.faults()[Fault::report_again];
      world.at(file.arrives_at + world.chance().between(minutes{0}, hours{5}), hand_in);
    }
  }
}

/// For whoever repeats a seed: everything that happened to one request.
void print_timeline(const SimWorld& world, RequestId id) {
  const auto request = world.reader().request(id);
  if (!request) return;
  std::cout << "request " << id.value << ", " << request->workflow << '/' << request->state << ", facts " << encode(request->facts) << '\n';
  for (const auto& assessment : world.reader().assessments(request->item))
    std::cout << "  " << to_rfc3339(assessment.at) << " assessed " << name_of(assessment.verdict) << " by " << assessment.by.name << '\n';
  for (const auto& event : world.reader().events(StreamKind::request, id.value))
    std::cout << "  " << to_rfc3339(event.at) << ' ' << event.kind << " by " << event.by.name << ' ' << event.body << '\n';
}

}  // namespace

Faults faults_of(std::uint64_t seed) {
  sandbox::Chance chance(seed, {"faults"});
  // Always some of the program's ends, cuts, slow jobs and people; the rest by half or third.
  Faults faults;
  faults.crash_in_step = 0.0008 + chance.fraction() * 0.003;
  faults.crash_at_delivery = chance.fraction() * 0.02;
  faults.crash_at_send = chance.fraction() * 0.03;
  faults.crash_at_rest = chance.fraction() * 0.0006;
  faults.connection_cut = chance.fraction() * 0.1;
  faults.slow_job = chance.fraction() * 0.1;
  faults.person_late = chance.fraction() * 0.2;
  faults.person_twice = chance.fraction() * 0.15;
  faults.acts_out_of_turn_per_day = 10 + chance.fraction() * 70;
  faults.report_again = chance.fraction() * 0.1;
  if (chance.happens(0.6)) faults.duplicate_result = chance.fraction() * 0.08;
  if (chance.happens(0.6)) faults.lost_job = chance.fraction() * 0.05;
  if (chance.happens(0.6)) faults.late_answer = chance.fraction() * 0.4;
  if (chance.happens(0.6)) faults.duplicate_answer = chance.fraction() * 0.2;
  if (chance.happens(0.5)) faults.relay_outages_per_day = 1 + chance.fraction();
  if (chance.happens(0.5)) faults.look_outages_per_day = 1 + chance.fraction();
  if (chance.happens(0.4)) faults.lookup_outages_per_day = 1;
  if (chance.happens(0.3)) faults.renumberings_per_day = 1;
  if (chance.happens(0.4)) faults.clock_jumps_per_day = 1 + chance.fraction() * 2;
  return faults;
}

SeedResult run_seed(std::uint64_t seed) {
  SimWorld world(options_of(seed));
  add_checkers(world, seed % kSealedEvery == 0);
  Analysts analysts(world);
  add_hotlines(world);
  world.load_directory();
  if (seed % 2 == 0)
    plan_files(world);
  else
    plan_direct_reports(world);
  world.run_for(hours{24});

  // Then the faults stop, so that what was only delayed can be told from what is lost.
  auto calm = world.options().faults;
  calm.crash_in_step = calm.crash_at_delivery = 0;
  calm.crash_at_send = calm.crash_at_rest = calm.lost_job = calm.slow_job = calm.clock_jumps_per_day = calm.duplicate_result = 0;
  world.set_faults(calm);
  world.set_engine_clock_off_by(Milliseconds{0});
  analysts.calm_down();
  world.run_for(hours{2} + minutes{10});
  world.finish();

  if (const char* request = std::getenv("REDRESS_SIMULATION_TIMELINE")) print_timeline(world, RequestId{std::atoll(request)});
  SeedResult result;
  result.complaints = world.complaints();
  result.faults = world.faults();
  result.rows = world.rows();
  const auto backlog = world.reader().backlog(world.engine_now());
  RequestFilter all;
  all.limit = 1'000'000;
  for (const auto& request : world.reader().requests(all)) {
    ++result.requests;
    ++result.states[request.workflow + "/" + request.state];
  }
  result.items = backlog.items;
  const auto heads = world.store().heads({});
  result.events = heads.newest_event.value;
  result.log_digest = hexadecimal(heads.digest);
  result.steps = world.steps();
  result.restarts = world.restarts();
  const auto totals = world.partners().totals(world.now());
  result.mails = static_cast<std::int64_t>(totals.mails_taken);
  result.duplicates = static_cast<std::int64_t>(totals.duplicates);
  result.acts_done = analysts.acts_done();
  result.acts_refused = analysts.acts_refused();
  return result;
}

}  // namespace redress::simulation
