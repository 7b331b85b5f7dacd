// must fail with: convert|no matching function
// A bare number is no identity.
#include "engine/core/id.hpp"

void close(redress::RequestId request);

void close_first() {
  close(redress::RequestId{1});
#ifdef MISUSE
  close(1);
#endif
}
