// The figures a trusted flagger publishes once a year: how many notices, by provider, by type of content, and by what was done about them.
// Counts alone; no personal data, no address. [SRC-DSA-22]
//
// Definition 1. One notice = one item told to one platform by a first notice that was attempted; reminders, complaints and what follows
// them are not counted again. What was done: the newest decision since then (an answer "removed" or "refused" is one); without any,
// `gone_without_decision` once a look has confirmed that it is gone, else `undecided`. Told again in the legal form, an item counts again.
#pragma once

#include "engine/core/ports/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace redress::report {

inline constexpr int kArt22Definition = 1;

struct Art22Report {
  std::int64_t notices = 0;
  std::int64_t items = 0;                           // different ones
  std::map<std::string, std::int64_t> by_platform;  // slug of the directory
  std::map<std::string, std::int64_t> by_type;      // verdict
  std::map<std::string, std::int64_t> by_capacity;
  std::map<std::string, std::int64_t> by_action;
};

/// Of notices attempted in [from, to); an absent end is open. Reads every event of requests once.
[[nodiscard]] Art22Report art22(ReadQueries& store, std::optional<UtcTime> from, std::optional<UtcTime> to);

[[nodiscard]] std::string to_json(const Art22Report& report);
[[nodiscard]] std::string to_table(const Art22Report& report);

}  // namespace redress::report
