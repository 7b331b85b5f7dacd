#include "connectors/kit/defang.hpp"

namespace redress {
namespace {

void add_dotted(std::string& result, std::string_view host) {
  for (const char c : host) {
    if (c == '.') {
      result += "[.]";
    } else {
      result += c;
    }
  }
}

}  // namespace

std::string defanged(std::string_view locator) {
  std::string result;
  const auto scheme_end = locator.find("://");
  if (scheme_end == std::string_view::npos) {
    const auto at = locator.rfind('@');
    if (at == std::string_view::npos || at == 0) return std::string(locator);
    result = std::string(locator.substr(0, at)) + "[@]";
    add_dotted(result, locator.substr(at + 1));
    return result;
  }
  auto scheme = locator.substr(0, scheme_end);
  if (scheme == "http" || scheme == "https") {
    result = scheme == "http" ? "hxxp" : "hxxps";
  } else {
    result = std::string(scheme) + "[:]";
    scheme = {};
  }
  result += scheme.empty() ? "//" : "://";
  auto rest = locator.substr(scheme_end + 3);
  const auto host_end = rest.find_first_of("/?#");
  add_dotted(result, rest.substr(0, host_end));
  if (host_end == std::string_view::npos) return result;
  rest.remove_prefix(host_end);
  // A second address inside the path (archives, proxies) would become a link of its own.
  while (true) {
    const auto inner = rest.find("://");
    result += rest.substr(0, inner);
    if (inner == std::string_view::npos) return result;
    result += "[:]//";
    rest.remove_prefix(inner + 3);
  }
}

std::string_view host_of(std::string_view locator) {
  const auto scheme_end = locator.find("://");
  if (scheme_end == std::string_view::npos) return {};
  auto host = locator.substr(scheme_end + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  if (!host.empty() && host.front() == '[') return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
}

}  // namespace redress
