#include "engine/runtime/recipe.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace redress::runtime {
namespace {

using Json = nlohmann::json;

/// Oldest first.
Json list_of(std::string_view kept) {
  if (kept.empty()) return Json::array({Json::object()});
  auto json = Json::parse(kept, nullptr, false);
  if (json.is_array()) return json;
  return Json::array({json.is_object() ? std::move(json) : Json::object()});
}

}  // namespace

KnownRecipes recipes_of(std::string_view kept) {
  const auto list = list_of(kept);
  KnownRecipes known;
  for (auto recipe = list.rbegin(); recipe != list.rend(); ++recipe) {
    if (recipe->is_null()) known.more = true;
    else known.newest_first.push_back(recipe->empty() ? std::string() : recipe->dump());
  }
  if (known.newest_first.empty()) known.newest_first.emplace_back();
  return known;
}

std::optional<std::string> with_recipe(std::string_view kept, std::string_view fresh) {
  const auto recipe = Json::parse(fresh, nullptr, false);
  if (!recipe.is_object() || recipe.empty()) return std::nullopt;
  auto list = list_of(kept);
  if (std::find(list.begin(), list.end(), recipe) != list.end() || list.back().is_null()) return std::nullopt;
  list.push_back(list.size() < kRecipesMax ? recipe : Json());
  return list.dump();
}

std::string referrer_of(std::string_view kept) {
  const auto list = list_of(kept);
  for (auto recipe = list.rbegin(); recipe != list.rend(); ++recipe)
    if (recipe->is_object())
      if (const auto referrer = recipe->find("referrer"); referrer != recipe->end() && referrer->is_string()) return referrer->get<std::string>();
  return {};
}

}  // namespace redress::runtime
