// Tells the loop when something that is polled stops being readable, every ten minutes while it is not, and when it is again.
#pragma once

#include "engine/runtime/loop.hpp"

namespace redress::runtime {

class InboxWatch {
 public:
  /// `which`: as in InboxSeen.
  InboxWatch(Loop& to, int which) : loop_(to), number_(which) {}
  void seen(bool readable) {
    constexpr int kFailuresTold = 3;  // one cut connection is nothing
    constexpr Milliseconds kToldEvery{600'000};
    if (readable) {
      if (told_) loop_.post(InboxSeen{number_, true});
      told_ = false;
      failures_ = 0;
      return;
    }
    const auto now = loop_.parts().clock.steady_now();
    if (++failures_ < kFailuresTold || (told_ && now - told_at_ < kToldEvery)) return;
    told_ = true;
    told_at_ = now;
    loop_.post(InboxSeen{number_, false});
  }

 private:
  Loop& loop_;
  int number_;
  int failures_ = 0;
  bool told_ = false;
  SteadyTime told_at_{};
};

}  // namespace redress::runtime
