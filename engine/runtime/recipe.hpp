// Access recipes as kept with an item: every way in that somebody named. Kept is one JSON object as intake writes it, or a list of
// them in the order they came; `{}` in a list is the way without any, `null` stands for ways beyond what is kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::runtime {

inline constexpr std::size_t kRecipesMax = 6;  // kept with one item; each is tried before a look may say `gone`

struct KnownRecipes {
  std::vector<std::string> newest_first;  // as a look takes them; "" is the way without any. At least one
  bool more = false;                      // others were named and not kept: no look can say that it is gone
};
/// `kept`: empty when nobody named one.
[[nodiscard]] KnownRecipes recipes_of(std::string_view kept);
/// What to keep when somebody names `fresh` too; nothing when it is known or empty. A page that was reported without a recipe
/// keeps that way in.
[[nodiscard]] std::optional<std::string> with_recipe(std::string_view kept, std::string_view fresh);

/// The newest referrer in the recipes kept; empty when they name none.
[[nodiscard]] std::string referrer_of(std::string_view kept);

}  // namespace redress::runtime
