// What partner hotlines hand to us: things they have assessed that lie in our country, in a file of JSON Lines each time.
#pragma once

#include "sandbox/partners/world.hpp"

#include <string>
#include <vector>

namespace redress::sandbox {

struct HandOver {
  std::string partner;  // its domain
  UtcTime arrives_at;
  std::string file;  // its name
  std::string text;
  std::size_t rows = 0;
};

/// `rows` things in the course of the first day, divided over the world's partner hotlines of other countries; new pages in `world`, with
/// hosters at home. One in ten is not illegal here. In the order of time; empty where there are no such partners or hosters.
[[nodiscard]] std::vector<HandOver> make_hand_overs(World& world, std::size_t rows);

}  // namespace redress::sandbox
