// The only place that knows libpsl. The list built into the library is used, not the newest on the disk: the same machine image must
// give the same blind index of a registrable domain. [SRC-PUBLIC-SUFFIX-LIST]
#include "engine/intake/url.hpp"

#include <libpsl.h>

namespace redress {

std::string registrable_domain(std::string_view host, HostKind kind) {
  std::string name{host};
  if (kind != HostKind::domain) return name;
  while (name.size() > 1 && name.ends_with('.')) name.pop_back();
  const char* found = psl_registrable_domain(psl_builtin(), name.c_str());
  return found != nullptr ? std::string{found} : name;
}

bool is_public_suffix(std::string_view domain) { return psl_is_public_suffix(psl_builtin(), std::string(domain).c_str()) != 0; }

}  // namespace redress
