#include "engine/runtime/recipe.hpp"

#include <nlohmann/json.hpp>

namespace redress::runtime {

std::string referrer_of(std::string_view recipe) {
  const auto json = nlohmann::json::parse(recipe, nullptr, false);
  if (!json.is_object()) return {};
  const auto referrer = json.find("referrer");
  return referrer != json.end() && referrer->is_string() ? referrer->get<std::string>() : std::string();
}

}  // namespace redress::runtime
