// refused: could not convert|no matching function|cannot convert
// One kind of number is not taken for another.
#include "engine/core/id.hpp"

void close(redress::RequestId request);
void close_item(redress::ItemId item) { close(item); }
