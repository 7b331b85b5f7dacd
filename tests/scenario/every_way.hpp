// Stories nobody would tell: a request of a workflow is brought into each of its states, and there meets each thing that can happen.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace redress::simulation {

/// Name and text of each.
using Stories = std::vector<std::pair<std::string, std::string>>;

/// Each, together with the stories that are files, takes the rows of one workflow (tests/simulation/rows_test.cpp).
[[nodiscard]] Stories every_way_of_reports();      // triage
[[nodiscard]] Stories every_way_with_hosters();    // hotline_ntd
[[nodiscard]] Stories every_way_with_platforms();  // trusted_flagger
[[nodiscard]] Stories every_way_with_partners();   // partner_referral
[[nodiscard]] Stories every_way_of_orders();       // removal_order
[[nodiscard]] Stories every_way_of_referrals();    // law_enforcement
[[nodiscard]] Stories every_way_for_persons();     // victim_removal

}  // namespace redress::simulation
