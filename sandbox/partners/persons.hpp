// People who turn to a helpline: what they ask for, what they agree to, and how they answer when they are asked. Everything is invented;
// draws depend on the seed and the person, never on the order of calls.
#pragma once

#include "sandbox/partners/world.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::sandbox {

/// How somebody answers a question. Times are those of persons.cpp.
enum class Answering { prompt, late, never };
/// That others are told of it: said with the request, said when asked, or not at all.
enum class Agreeing { at_once, when_asked, never };

struct Person {
  std::size_t number = 0;
  std::string name;
  std::string contact;
  std::string acts_as;      // self, parent, guardian or lawyer of the person depicted
  std::string age_band;     // of the person depicted, in the words of helplines: under_12, from_12_to_15, from_16_to_17, adult
  std::string wants_first;  // send, keep_evidence, ask_police, self_report
  UtcTime asks_at;
  std::vector<std::string> urls;  // where the images are; somebody else's case may name one of them, too
  Agreeing agreeing = Agreeing::at_once;
  Answering answering = Answering::prompt;
  bool asks_how_it_stands = false;
  // After asking; nobody does both.
  std::optional<Milliseconds> takes_consent_back_after, withdraws_after;
};

/// `count` people who ask in the course of the first day, with pages of their own in `world`: on hosters everywhere, and, if there are any,
/// two in five on `platforms`. From six people on, one of them takes the consent back, one withdraws, one agrees to nothing and one names
/// what another has named.
[[nodiscard]] std::vector<Person> add_persons(World& world, std::size_t count, std::span<const SiteIndex> platforms);

/// When somebody who is asked at `asked` answers; nothing: never. `question` tells questions apart.
[[nodiscard]] std::optional<UtcTime> answers_at(const Person& person, std::uint64_t seed, std::string_view question, UtcTime asked);

/// "Is it gone for you?": what somebody who looks sees. Nothing where they cannot tell, since nothing answers there.
[[nodiscard]] std::optional<bool> sees_it(const World& world, std::string_view url, UtcTime at);

}  // namespace redress::sandbox

namespace redress {
template <>
struct EnumNames<sandbox::Answering> {
  static constexpr auto names = name_list("prompt", "late", "never");
};
template <>
struct EnumNames<sandbox::Agreeing> {
  static constexpr auto names = name_list("at_once", "when_asked", "never");
};
}  // namespace redress
