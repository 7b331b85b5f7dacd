// refused: could not convert|no matching function|cannot convert
// A bare number is no identity.
#include "engine/core/id.hpp"

void close(redress::RequestId request);
void close_first() { close(1); }
