// What the checker gives up before it meets the first foreign byte.
#pragma once

namespace redress {

/// Closes every descriptor but standard input, output, error and the two given.
void close_inherited(int in, int out);

/// For the rest of this process's life: no core dump, not readable by others of the same user, no new privileges, nothing written to
/// files, no program started, no thread or process made, no debugging; only what reading, sockets to IPv4 and IPv6, memory and time need
/// (a list of system calls; all others fail with EPERM). False when the kernel refuses: then the caller must end.
[[nodiscard]] bool enter_checker_sandbox();

}  // namespace redress
