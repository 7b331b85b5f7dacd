// The checker as the application starts it behind a hidden subcommand.
#include "engine/core/time.hpp"
#include "engine/transport/content_check.hpp"

#include <unistd.h>

int main() {
  const redress::SystemClock clock;
  _exit(redress::run_checker(STDIN_FILENO, STDOUT_FILENO, clock));
}
