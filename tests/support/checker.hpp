// A checker watches the engine from outside and complains when a promise breaks. The simulation and the stories run all of them.
#pragma once

#include "engine/core/ports/store.hpp"
#include "engine/runtime/work.hpp"
#include "sandbox/partners/party.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::simulation {

class SimWorld;

/// What one step, or a recovery, made durable.
struct Committed {
  std::span<const EventRecord> events;  // since the last time, in order
  bool recovery = false;                // nothing but what a new start does happened in between
  UtcTime engine_now;
};
/// A mail the world has, whether the engine knows or not.
struct MailTaken {
  AttemptId attempt;
  NoticeId notice;
  sandbox::NoticeSeen seen;             // as its recipient reads it
};

class Checker {
 public:
  /// `world` outlives the checker.
  explicit Checker(const SimWorld& world) : world_(world) {}
  virtual ~Checker() = default;
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  [[nodiscard]] virtual std::string_view name() const = 0;
  /// The engine answered "filed" for this.
  virtual void acknowledged(const runtime::FileReports& /*filed*/, const runtime::FilingResult& /*result*/) {}
  virtual void committed(const Committed& /*what*/) {}
  virtual void given_out(const runtime::SendJob& /*job*/) {}
  virtual void mail_taken(const MailTaken& /*mail*/) {}
  /// The program ended; everything in memory is gone.
  virtual void crashed() {}
  virtual void at_end() {}

  [[nodiscard]] const std::vector<std::string>& complaints() const { return complaints_; }

 protected:
  void complain(std::string what) {
    constexpr std::size_t kComplaintsMax = 10;
    if (complaints_.size() < kComplaintsMax) complaints_.push_back(std::string(name()) + ": " + std::move(what));
  }
  [[nodiscard]] const SimWorld& world() const { return world_; }

 private:
  const SimWorld& world_;
  std::vector<std::string> complaints_;
};

/// Text of a member of a flat JSON object as our events have them; empty when it is absent. Strings without their quotes.
[[nodiscard]] std::string_view json_member(std::string_view body, std::string_view name);

}  // namespace redress::simulation
