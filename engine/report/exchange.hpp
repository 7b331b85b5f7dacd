// Figures of what is hosted abroad (partner_referral): by which road it went, and what became of it where no hotline answers. Definition in
// docs/figures.md. Pure but for reading.
#pragma once

#include "engine/core/ports/store.hpp"
#include "engine/report/fold.hpp"

#include <array>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace redress::report {

inline constexpr int kExchangeDefinition = 1;
inline constexpr std::array<int, 3> kDaysAfterLeaving{7, 30, 90};

/// Up to the end of the first spell.
struct Referral {
  std::optional<UtcTime> first_attempt, left_coverage, taken_over, gone;
  std::optional<ContactScope> road;  // asked last before it was gone; none while nobody was
  bool declined = false;             // or returned
  bool taken_back = false;           // withdrawn, or not illegal after all: in no figure
  bool reappeared = false;
};
/// `scope_of`: of a notice.
void fold_referral(Referral& one, const EventRecord& event, const std::function<ContactScope(NoticeId)>& scope_of);

struct RoadFigures {
  int asked = 0;  // asked last by this road
  int gone = 0;
};
/// Of those that left coverage: how many were watched, or gone, that long after it, and how many of these were still there.
struct StillOnline {
  int watched = 0;
  int online = 0;
};
struct ExchangeFigures {
  int referrals = 0, taken_over = 0, declined = 0, left_coverage = 0;
  std::map<ContactScope, RoadFigures> roads;
  std::array<StillOnline, kDaysAfterLeaving.size()> after_leaving{};  // as kDaysAfterLeaving
};
[[nodiscard]] ExchangeFigures exchange_figures(std::span<const Referral> referrals, UtcTime now);
[[nodiscard]] ExchangeFigures exchange_figures(ReadQueries& store, UtcTime now);
[[nodiscard]] std::string to_json(const ExchangeFigures& figures);
[[nodiscard]] std::string to_table(const ExchangeFigures& figures);

}  // namespace redress::report
