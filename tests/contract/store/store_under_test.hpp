// What the contract suite needs of a kind of store: opening it (again), and getting at its tables past the port, as an intruder or
// a second engine would.
#pragma once

#include "engine/core/ports/store.hpp"
#include "engine/seal/sha256_chain.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

namespace redress::test {

/// One empty database; gone when this is.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  /// A handle on it. May be called again while another handle is open; `patience` is how long a second writer waits.
  [[nodiscard]] virtual std::unique_ptr<Store> open(Milliseconds patience = Milliseconds{50}) = 0;
  /// A handle on a backup written by `Store::backup`.
  [[nodiscard]] virtual std::unique_ptr<Store> open_backup(const std::string& path) = 0;
  /// A path for a backup, not in use.
  [[nodiscard]] virtual std::string backup_path() = 0;
  /// Runs SQL with every guard of the events table taken away for its duration.
  virtual void tamper(const std::string& sql) = 0;
  /// Runs SQL with the guards in place; false: refused.
  virtual bool try_sql(const std::string& sql) = 0;

  Sha256Chain hasher;
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make;
};
inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

/// The kinds the suite runs over; one line each in kinds.cpp.
[[nodiscard]] std::vector<StoreKind> store_kinds();

}  // namespace redress::test
