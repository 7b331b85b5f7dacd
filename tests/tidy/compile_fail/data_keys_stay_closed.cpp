// must fail with: is private within this context
#include "engine/core/ports/sealer.hpp"

using namespace redress;

std::size_t data_keys_stay_closed(const DataKey& key) {
  const DataKey copy = key;
#ifdef MISUSE
  return copy.bytes_[0];
#endif
  return sizeof copy;
}
