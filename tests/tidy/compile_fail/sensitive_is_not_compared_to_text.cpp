// must fail with: no match for [^o]*operator==
#include "engine/core/sensitive.hpp"

using namespace redress;

void sensitive_is_not_compared_to_text(const LocatorText& locator) {
  (void)(locator == LocatorText(std::string("x")));
#ifdef MISUSE
  (void)(locator == "https://bad.example");
#endif
}
