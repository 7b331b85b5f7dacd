// The engine's ports with a stopwatch on them: used in the run that shows where the time goes, never in the measured one.
#pragma once

#include "engine/core/ports/connector.hpp"
#include "engine/core/ports/sealer.hpp"
#include "engine/core/ports/workflow.hpp"

#include <chrono>
#include <cstdint>

namespace redress::bench {

/// Nanoseconds spent in one place.
class Stopwatch {
 public:
  class Running {
   public:
    explicit Running(std::int64_t& total) : total_(total), start_(std::chrono::steady_clock::now()) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() { total_ += std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start_).count(); }

   private:
    std::int64_t& total_;
    std::chrono::steady_clock::time_point start_;
  };
  [[nodiscard]] Running run() { return Running(ns_); }
  [[nodiscard]] std::int64_t ns() const { return ns_; }

 private:
  std::int64_t ns_ = 0;
};

struct Stopwatches {
  Stopwatch sealing, chaining, deciding, composing;
};

class TimedSealer final : public Sealer {
 public:
  TimedSealer(Sealer& sealer, Stopwatch& watch) : sealer_(sealer), watch_(watch) {}
  [[nodiscard]] NewKey make_key() override {
    const auto running = watch_.run();
    return sealer_.make_key();
  }
  [[nodiscard]] Result<DataKey, UnsealError> unwrap(const WrappedKey& wrapped) const override {
    const auto running = watch_.run();
    return sealer_.unwrap(wrapped);
  }
  [[nodiscard]] Sealed seal(const DataKey& key, const SealPlace& place, std::string_view plain) override {
    const auto running = watch_.run();
    return sealer_.seal(key, place, plain);
  }
  [[nodiscard]] Result<std::string, UnsealError> open(const DataKey& key, const SealPlace& place, const Sealed& sealed) const override {
    const auto running = watch_.run();
    return sealer_.open(key, place, sealed);
  }
  [[nodiscard]] BlindIndex blind_index(std::string_view kind, std::string_view canonical) const override {
    const auto running = watch_.run();
    return sealer_.blind_index(kind, canonical);
  }

 private:
  Sealer& sealer_;
  Stopwatch& watch_;
};

class TimedChain final : public ChainHasher {
 public:
  TimedChain(const ChainHasher& hasher, Stopwatch& watch) : hasher_(hasher), watch_(watch) {}
  [[nodiscard]] ChainHash next(const ChainHash& before, std::string_view canonical_event) const override {
    const auto running = watch_.run();
    return hasher_.next(before, canonical_event);
  }

 private:
  const ChainHasher& hasher_;
  Stopwatch& watch_;
};

class TimedWorkflow final : public Workflow {
 public:
  TimedWorkflow(const Workflow& workflow, Stopwatch& watch) : workflow_(workflow), watch_(watch) {}
  [[nodiscard]] std::string_view name() const override { return workflow_.name(); }
  [[nodiscard]] int version() const override { return workflow_.version(); }
  [[nodiscard]] std::string_view initial_state() const override { return workflow_.initial_state(); }
  [[nodiscard]] const std::vector<std::string>& states() const override { return workflow_.states(); }
  [[nodiscard]] bool is_closed(std::string_view state) const override { return workflow_.is_closed(state); }
  [[nodiscard]] const std::vector<RowText>& rows() const override { return workflow_.rows(); }
  [[nodiscard]] Result<Decision, DecideError> decide(const Snapshot& snapshot, const Event& event, const PolicyBook& policies) const override {
    const auto running = watch_.run();
    return workflow_.decide(snapshot, event, policies);
  }

 private:
  const Workflow& workflow_;
  Stopwatch& watch_;
};

}  // namespace redress::bench
