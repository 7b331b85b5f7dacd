// Names on platforms as people type them: the first byte chooses the kind, the first line is the platform. What is taken has a canonical
// name, and its address is canonical and names the same thing.
#include "engine/core/assert.hpp"
#include "engine/intake/platform_rules.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using redress::LocatorKind;
  constexpr std::array kKinds = {LocatorKind::account, LocatorKind::group, LocatorKind::message, LocatorKind::phone};
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto end = text.find('\n');
  const auto kind = kKinds[data[0] % kKinds.size()];
  const auto thing =
      redress::thing_typed(kind, text.substr(0, end), end == std::string_view::npos ? std::string_view{} : text.substr(end + 1));
  if (!thing) return 0;
  REDRESS_ASSERT(thing->kind == kind && !thing->name.empty(), "taken as something else");
  for (const char c : thing->name) REDRESS_ASSERT(c > ' ' && c < 0x7F, "a canonical name with blanks, control characters or beyond ASCII");
  if (thing->address.empty()) return 0;
  const auto url = redress::canonical_url(thing->address);
  REDRESS_ASSERT(url && url->text == thing->address, "the address of a thing is not canonical");
  const auto again = redress::thing_at(*url);
  if (!again && thing->platform == "mastodon") return 0;  // a server that is not in the table is not known by its address alone
  REDRESS_ASSERT(again && again->kind == thing->kind && again->platform == thing->platform, "the address of a thing names another one");
  REDRESS_ASSERT(again->name == thing->name && again->address == thing->address, "the address of a thing has another name");
  return 0;
}
