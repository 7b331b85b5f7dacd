// A case as a helpline worker writes it down: one JSON object, at most 256 KiB.
//
//   {"requester": {"name": "…", "contact": "…", "note": "…"},
//    "depicted": {…},                        left out: the requester's own images
//    "authority": "self",                    self, parent, guardian, lawyer
//    "age_band": "from_12_to_15",            under_12, from_12_to_15, from_16_to_17, adult, unknown
//    "first_step": "send",                   send, keep_evidence, ask_police, self_report
//    "threat": false,                        true: not published yet, and only accounts are named
//    "illegal": "national",                  national, baseline: what the worker found
//    "consents": [{"recipient": "any", "data": "location"}],
//    "locations": [{"url": "https://…"}, {"platform": "…", "account": "…"}]}
#pragma once

#include "engine/core/result.hpp"
#include "engine/runtime/work.hpp"

#include <string>
#include <string_view>

namespace redress::app {

inline constexpr std::size_t kCaseBytesMax = 256 * 1024;
inline constexpr std::size_t kCaseLocationsMax = 500;

/// The error names the member and how to mend it, and repeats nothing of what stands there. `by` is left to the caller.
[[nodiscard]] Result<runtime::OpenCase, std::string> read_case(std::string_view json);

}  // namespace redress::app
