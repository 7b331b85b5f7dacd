// What a notice tells of an access recipe.
#pragma once

#include <string>
#include <string_view>

namespace redress::runtime {

/// The referrer in an access recipe (JSON as intake writes it); empty when it names none.
[[nodiscard]] std::string referrer_of(std::string_view recipe);

}  // namespace redress::runtime
