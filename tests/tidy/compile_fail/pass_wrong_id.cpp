// must fail with: convert|no matching function
// One kind of number is not taken for another.
#include "engine/core/id.hpp"

void close(redress::RequestId request);

void close_item(redress::ItemId item) {
  close(redress::RequestId{item.value});
#ifdef MISUSE
  close(item);
#endif
}
