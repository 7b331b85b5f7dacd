// Rule files: either a tree within the caps, or problems of one line each.
#include "engine/core/assert.hpp"
#include "engine/yaml/yaml.hpp"

#include <cstddef>
#include <cstdint>

namespace {

void check_node(const redress::YamlNode& node, int depth, std::size_t& nodes) {
  REDRESS_ASSERT(depth <= redress::kYamlDepthMax + 1 && ++nodes <= redress::kYamlNodesMax + 1, "a cap was passed");
  for (const auto& item : node.items) check_node(item, depth + 1, nodes);
  for (const auto& entry : node.entries) check_node(entry.value, depth + 1, nodes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = redress::parse_yaml("rules.yaml", {reinterpret_cast<const char*>(data), size});
  if (parsed) {
    std::size_t nodes = 0;
    check_node(*parsed, 0, nodes);
    return 0;
  }
  REDRESS_ASSERT(!parsed.error().empty() && parsed.error().size() <= redress::kYamlProblemsMax, "no problem, or too many");
  for (const auto& problem : parsed.error()) REDRESS_ASSERT(!to_text(problem).empty(), "a problem without words");
  return 0;
}
