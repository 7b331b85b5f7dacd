// must fail with: could not convert|conversion from|cannot convert|no matching
#include "engine/core/id.hpp"

using namespace redress;

std::int64_t number_of(RequestId request) { return request.value; }

std::int64_t ids_do_not_mix(RequestId request, ItemId item) {
#ifdef MISUSE
  return number_of(item);
#endif
  return number_of(request) + item.value;
}
