// Facts beside a stored state: what is read is written back to the same facts, and facts of any content survive being written.
#include "engine/core/assert.hpp"
#include "engine/core/facts.hpp"

#include <fuzzer/FuzzedDataProvider.h>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace {

void check_round(const redress::Facts& facts) {
  const auto text = encode(facts);
  const auto again = redress::decode_facts(text);
  REDRESS_ASSERT(again && *again == facts, "facts that change by being written and read");
  REDRESS_ASSERT(encode(*again) == text, "equal facts, different texts");
}

std::optional<redress::UtcTime> time_of(FuzzedDataProvider& bytes) {
  if (!bytes.ConsumeBool()) return std::nullopt;
  return redress::from_ms(bytes.ConsumeIntegral<std::int64_t>());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const auto facts = redress::decode_facts({reinterpret_cast<const char*>(data), size})) check_round(*facts);

  FuzzedDataProvider bytes(data, size);
  redress::Facts facts;
  facts.at_home = bytes.ConsumeBool();
  facts.urgent = bytes.ConsumeBool();
  facts.contested = bytes.ConsumeBool();
  facts.told_somebody = bytes.ConsumeBool();
  facts.rung = bytes.ConsumeIntegral<int>();
  facts.reminders = bytes.ConsumeIntegral<int>();
  facts.spell = bytes.ConsumeIntegral<int>();
  facts.opened_at = time_of(bytes);
  facts.recipient_accepted_at = time_of(bytes);
  facts.deadline_at = time_of(bytes);
  facts.hold_until = time_of(bytes);
  facts.rung_due_at = time_of(bytes);
  facts.reminded_at = time_of(bytes);
  check_round(facts);
  return 0;
}
