#include "engine/locate/network_cache.hpp"

#include <algorithm>

#include "engine/core/assert.hpp"

namespace redress {
namespace {

constexpr int kOverlappingRangesMax = 64;  // looked through for one address; beyond that the registry is asked again

/// First and last address of the prefix of `length` bits around `address`.
std::pair<Address, Address> around(const Address& address, int length) {
  Address first = address;
  Address last = address;
  for (int bit = length; bit < address.bits(); ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const auto mask = static_cast<std::uint8_t>(0x80U >> static_cast<unsigned>(bit % 8));
    first.bytes[at] = static_cast<std::uint8_t>(first.bytes[at] & ~mask);
    last.bytes[at] = static_cast<std::uint8_t>(last.bytes[at] | mask);
  }
  return {first, last};
}

}  // namespace

std::optional<NetworkAnswer> NetworkCache::find(const Address& address) const {
  const auto now = clock_.utc_now();
  Address highest = address;
  highest.bytes.fill(0xFF);
  const std::lock_guard lock(mutex_);
  const std::pair<const Range, Entry>* best = nullptr;
  auto place = entries_.upper_bound(Range{address, highest});
  for (int looked = 0; looked < kOverlappingRangesMax && place != entries_.begin(); ++looked) {
    --place;
    const auto& [range, entry] = *place;
    if (range.first.is_v6 != address.is_v6) break;
    const bool holds = range.first <= address && address <= range.second;
    // A clock that was set back makes an answer seem to come from the future: it is asked for again.
    if (!holds || entry.until <= now || entry.kept_at > now) continue;
    const bool narrower = best == nullptr || (range.first >= best->first.first && range.second <= best->first.second);
    if (narrower) best = &*place;
  }
  if (best == nullptr) return std::nullopt;
  return best->second.answer;
}

void NetworkCache::keep(const Address& asked, const Address& first, const Address& last, NetworkAnswer answer, Milliseconds keep_for) {
  REDRESS_ASSERT(first <= asked && asked <= last && first.is_v6 == asked.is_v6, "an answer kept for a range it is not about");
  const auto shared = around(asked, asked.is_v6 ? settings_.shared_bits_v6 : settings_.shared_bits_v4);
  const Range range{std::max(first, shared.first), std::min(last, shared.second)};
  const auto now = clock_.utc_now();
  const std::lock_guard lock(mutex_);
  if (const auto known = entries_.find(range); known != entries_.end()) {
    oldest_first_.erase(known->second.age);
    entries_.erase(known);
  }
  while (!oldest_first_.empty() && entries_.size() >= settings_.entries_max) {
    entries_.erase(oldest_first_.front());
    oldest_first_.pop_front();
  }
  const auto age = oldest_first_.insert(oldest_first_.end(), range);
  entries_.emplace(range, Entry{std::move(answer), now, now + keep_for, age});
}

std::size_t NetworkCache::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

void NetworkCache::rest(std::string_view server, Milliseconds pause) {
  const auto until = clock_.steady_now() + pause;
  const std::lock_guard lock(mutex_);
  rests_until_.insert_or_assign(std::string(server), until);
}

bool NetworkCache::rests(std::string_view server) const {
  const auto now = clock_.steady_now();
  const std::lock_guard lock(mutex_);
  const auto place = rests_until_.find(server);
  return place != rests_until_.end() && now < place->second;
}

}  // namespace redress
