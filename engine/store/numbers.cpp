#include "engine/store/numbers.hpp"

namespace redress::store {
namespace {
constexpr std::int64_t kTimerBlock = 4096;
}

void Numbers::load() {
  auto rows = newest_numbers_.read();
  REDRESS_ASSERT(rows.next(), "the newest numbers are one row");
  for (std::size_t kind = 0; kind < kNumberKinds; ++kind) last_[kind] = rows.number(static_cast<int>(kind));
  timers_reserved_ = last_[static_cast<std::size_t>(NumberOf::timer)];
}

std::int64_t Numbers::take_timer() {
  const auto number = take(NumberOf::timer);
  if (number > timers_reserved_) {
    timers_reserved_ = number + kTimerBlock;
    reserve_numbers_.run(std::string_view("timer"), timers_reserved_);
  }
  return number;
}

}  // namespace redress::store
