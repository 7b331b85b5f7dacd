// References and reply tokens of notices.
#pragma once

#include "engine/core/random.hpp"

#include <string>

namespace redress::runtime {

/// `N-XXXX-XXXX-C`: 40 random bits in Crockford's base 32 and a check character. Unique with the store's constraint; a clash among a
/// million notices has a chance of one in two at most, so the caller asks again when it is taken.
[[nodiscard]] std::string new_reference(Random& random);
/// 80 random bits in lower-case base 32: cannot be guessed, goes into the reply address.
[[nodiscard]] std::string new_reply_token(Random& random);

}  // namespace redress::runtime
