// The content check, kept in a process of its own that knows no data base and no key. This side starts it, hands it one look at a
// time, and starts it again when it dies; a look that got no reply saw `unknown`.
#pragma once

#include "engine/core/ports/transport.hpp"
#include "engine/core/time.hpp"
#include "engine/transport/network.hpp"

#include <memory>
#include <string>
#include <vector>

namespace redress {

struct CheckSettings {
  NetworkSettings network;
  /// Pages that answer when our own connection is healthy; at least one must, before anything counts as gone. Numeric proxies only.
  std::vector<std::string> control_urls;
  /// Believe `gone` without any control page. For sandboxes.
  bool allow_unproven_vantage = false;
  /// Hosts, with all below them, that are never looked at.
  std::vector<std::string> denied_hosts;
  /// All requests of one look together.
  Milliseconds time_limit{20'000};
};

/// `command` starts a program that ends up in run_checker(0, 1, clock): path and arguments. The process begins with the first look.
/// Throws std::invalid_argument, naming the entry, when the settings are wrong.
[[nodiscard]] std::unique_ptr<ContentCheck> make_content_check(std::vector<std::string> command, CheckSettings settings);

/// The other side: reads settings and looks from `in`, writes replies to `out`, ends with `in`. Answers the exit status. Everything
/// else that is open is closed, and the process gives up what it does not need (checker_sandbox.hpp) before the first look.
/// Only the clock's steady face is used.
[[nodiscard]] int run_checker(int in, int out, const Clock& clock);

}  // namespace redress
