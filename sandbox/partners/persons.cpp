#include "sandbox/partners/persons.hpp"

#include "engine/core/assert.hpp"
#include "sandbox/partners/chance.hpp"

#include <algorithm>
#include <array>

namespace redress::sandbox {
namespace {

constexpr double kOnPlatforms = 0.4;
constexpr std::size_t kUrlsMax = 4;
constexpr std::array<double, kUrlsMax> kUrlWeights{45, 30, 15, 10};
constexpr std::array<const char*, 4> kActAs{"self", "parent", "guardian", "lawyer"};
constexpr std::array<double, 4> kActAsWeights{60, 25, 8, 7};
constexpr std::array<const char*, 4> kAgeBands{"under_12", "from_12_to_15", "from_16_to_17", "adult"};
constexpr std::array<double, 4> kAgeWeights{12, 38, 30, 20};
constexpr std::array<const char*, 4> kFirstSteps{"send", "keep_evidence", "ask_police", "self_report"};
constexpr std::array<double, 4> kFirstStepWeights{82, 8, 6, 4};
constexpr std::array<double, 3> kAnsweringWeights{55, 25, 20};
constexpr std::array<double, 3> kAgreeingWeights{85, 15, 0};

// People of a part, by their number; from six people on there is one of each.
constexpr std::size_t kTakesConsentBack = 1, kWithdraws = 3, kAgreesToNothing = 4, kNamesAnothers = 5;
constexpr std::size_t kAllParts = 6;

/// Those who host pages, the silent among them apart: what waits with them is still there when somebody changes their mind.
struct Hosts {
  std::vector<PartyIndex> all, silent;
};
Hosts hosts_of(const World& world) {
  Hosts hosts;
  const auto parties = world.parties();
  for (PartyIndex i = 0; i < parties.size(); ++i) {
    if (parties[i].kind != PartyKind::hoster) continue;
    hosts.all.push_back(i);
    if (parties[i].behaviour == Behaviour::silent) hosts.silent.push_back(i);
  }
  REDRESS_ASSERT(!hosts.all.empty(), "nobody hosts anything");
  return hosts;
}

}  // namespace

std::vector<Person> add_persons(World& world, std::size_t count, std::span<const SiteIndex> platforms) {
  const auto hosts = hosts_of(world);
  std::vector<Person> persons;
  for (std::size_t number = 0; number < count; ++number) {
    const auto key = std::to_string(number);
    Chance chance(world.seed(), {"person", key});
    Person person;
    person.number = number;
    person.name = "Persoon " + std::to_string(number + 1);
    person.contact = "persoon-" + std::to_string(number + 1) + "@mail.invalid";
    person.acts_as = kActAs[chance.weighted(kActAsWeights)];
    person.age_band = kAgeBands[chance.weighted(kAgeWeights)];
    if (person.acts_as == "parent" && person.age_band == "adult") person.age_band = "from_12_to_15";
    person.wants_first = kFirstSteps[chance.weighted(kFirstStepWeights)];
    person.asks_at = world.options().origin + hours{1} + chance.between(Milliseconds{0}, hours{17});
    person.agreeing = static_cast<Agreeing>(chance.weighted(kAgreeingWeights));
    person.answering = static_cast<Answering>(chance.weighted(kAnsweringWeights));
    person.asks_how_it_stands = chance.happens(0.4);
    const bool changes_mind = count >= kAllParts && (number == kTakesConsentBack || number == kWithdraws);
    if (changes_mind) {
      person.wants_first = "send";
      person.agreeing = Agreeing::at_once;
      person.answering = Answering::prompt;
      person.asks_at = world.options().origin + hours{2} + chance.between(Milliseconds{0}, hours{2});
      (number == kWithdraws ? person.withdraws_after : person.takes_consent_back_after) = hours{9};
    }
    if (count >= kAllParts && number == kAgreesToNothing) {
      person.wants_first = "send";
      person.agreeing = Agreeing::never;
    }
    const auto pages = 1 + chance.weighted(kUrlWeights);
    for (std::size_t page = 0; page < pages; ++page) {
      const auto path = "/album/" + std::to_string(chance.below(9'000) + 1'000) + "/" + key + "-" + std::to_string(page);
      const bool on_platform = !changes_mind && !platforms.empty() && chance.happens(kOnPlatforms);
      const auto& from = changes_mind && !hosts.silent.empty() ? hosts.silent : hosts.all;
      const auto site = on_platform
                            ? platforms[chance.below(platforms.size())]
                            : world.add_site("album-" + key + "-" + std::to_string(page) + ".example", from[chance.below(from.size())]);
      person.urls.push_back(world.add_item(site, path));
    }
    if (count >= kAllParts && number == kNamesAnothers) person.urls.push_back(persons.front().urls.front());
    persons.push_back(std::move(person));
  }
  return persons;
}

std::optional<UtcTime> answers_at(const Person& person, std::uint64_t seed, std::string_view question, UtcTime asked) {
  Chance chance(seed, {"answer", std::to_string(person.number), question});
  switch (person.answering) {
    case Answering::prompt: return asked + chance.between(minutes{10}, hours{2});
    case Answering::late: return asked + chance.between(hours{5}, hours{14});
    case Answering::never: return std::nullopt;
  }
  REDRESS_ASSERT(false, "a way of answering outside the enum");
}

std::optional<bool> sees_it(const World& world, std::string_view url, UtcTime at) {
  switch (world.page(url, at).kind) {
    case PageKind::content: return true;
    case PageKind::soft_404:
    case PageKind::changed:
    case PageKind::gone_404:
    case PageKind::gone_410:
    case PageKind::forbidden_403: return false;
    case PageKind::failing_503:
    case PageKind::timeout:
    case PageKind::connection_refused: return std::nullopt;
  }
  REDRESS_ASSERT(false, "a kind of page outside the enum");
}

}  // namespace redress::sandbox
