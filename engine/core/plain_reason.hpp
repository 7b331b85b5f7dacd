// Reasons people give. They are kept as they are and outlive what they are about, so that the record still says why: an address in one
// would undo the erasure of the item.
#pragma once

#include <string_view>

namespace redress {

/// Whether the text holds an address of the web: a scheme (`http://`, also as `hxxp://`), `www.`, or a host with a path (`host.example/1`,
/// `192.0.2.1/1`), also where its dots are written as `[.]`. A host alone is none: it says where, not what.
[[nodiscard]] bool names_an_address(std::string_view text);

}  // namespace redress
