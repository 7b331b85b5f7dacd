// What the questions about everything cost that is open: health figures, the chain check, key rotation, opening again.
//
//   store_bench [open requests = 50000]
//
// How fast the store writes, beside a bare loop over the same rows, is measured by redress-bench.
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "tests/support/store_rows.hpp"
#include "tests/support/temporary_folder.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace redress::test {
namespace {

BlindIndex scattered(std::int64_t number, std::uint64_t salt) {
  BlindIndex index;
  std::uint64_t state = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15ULL + salt;
  for (auto& byte : index.bytes) {
    state ^= state >> 30U;
    state *= 0xBF58476D1CE4E5B9ULL;
    state ^= state >> 27U;
    byte = static_cast<std::uint8_t>(state >> 56U);
  }
  return index;
}
double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// What the health figures and the chain check cost when there is much: `items` open requests with a timer each, and one event each.
void time_figures(std::int64_t items) {
  const TemporaryFolder folder;
  const auto path = folder.file("store.db");
  const Sha256Chain hasher;
  const auto store = open_store(path, hasher);
  for (std::int64_t first = 0; first < items; first += 10'000) {
    auto work = store->begin();
    const auto desk = work->ensure_desk("hotline");
    for (std::int64_t number = first; number < std::min(items, first + 10'000); ++number) {
      auto item = item_row(desk);
      item.locator_index = scattered(number, 1);
      auto request = request_row(desk, work->insert(item));
      request.wished_look.reset();
      const auto id = work->insert(request);
      const auto event = work->append(event_row(StreamKind::request, id.value));
      work->arm({{}, id, "deadline", at(number), event});
    }
    work->commit();
  }
  const auto time = [&](const char* what, auto&& ask) {
    const auto start = std::chrono::steady_clock::now();
    const auto answer = static_cast<long long>(ask());
    std::printf("%-16s %8.1f ms  (%lld)\n", what, seconds_since(start) * 1000, answer);
  };
  std::printf("%lld open requests, each with a timer and an event\n", static_cast<long long>(items));
  auto reader = store->reader();
  time("stuck", [&] { return reader->stuck().requests; });
  time("stuck again", [&] { return reader->stuck().requests; });
  time("backlog", [&] { return reader->backlog(at(items / 2)).overdue_timers; });
  time("next_due", [&] { return to_ms(*reader->next_due()); });
  time("due_timers 1000", [&] { return reader->due_timers(at(items), 1000).size(); });
  time("verify_chains", [&] { return store->verify_chains(10).size(); });
  time("heads", [&] { return store->heads(EventId{}).stream_count; });
  time("rewrap", [&] { return store->rewrap([](const WrappedKey&) { return true; }, [](const WrappedKey& key) { return WrappedKey{key.bytes + "x"}; }); });
  time("open again", [&] { return open_store(path, hasher)->begin()->next_event().value; });
}

}  // namespace
}  // namespace redress::test

int main(int count, char** arguments) {
  redress::test::time_figures(count > 1 ? std::atoll(arguments[1]) : 50'000);
  return 0;
}
