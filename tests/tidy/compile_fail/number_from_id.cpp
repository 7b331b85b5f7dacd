// refused: cannot convert|no viable conversion
// An identity is not counted with.
#include "engine/core/id.hpp"

#include <cstdint>

std::int64_t next(redress::RequestId request) { return request; }
