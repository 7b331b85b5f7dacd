// must fail with: nodiscard|warn_unused_result|unused-result
#include "engine/core/result.hpp"

using namespace redress;

enum class Refusal { because };
Result<int, Refusal> ask();

int results_are_not_dropped() {
#ifdef MISUSE
  ask();
#endif
  return ask() ? 1 : 0;
}
