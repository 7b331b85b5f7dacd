#include "engine/transport/checker_sandbox.hpp"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

namespace redress {
namespace {

constexpr std::array kAllowed{
    // bytes
    "read", "readv", "pread64", "write", "writev", "recvfrom", "recvmsg", "sendto", "sendmsg", "sendmmsg", "close", "lseek",
    // sockets
    "connect", "bind", "getsockopt", "setsockopt", "getsockname", "getpeername", "shutdown", "socketpair", "poll", "ppoll", "select",
    "pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd2", "pipe2", "fcntl",
    // looking at files
    "fstat", "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents64", "getcwd",
    // memory
    "munmap", "mremap", "madvise", "brk",
    // time, chance, signals, identity, end
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "getrandom", "futex", "sched_yield",
    "sched_getaffinity", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall", "getpid", "gettid", "getuid",
    "geteuid", "getgid", "getegid", "uname", "sysinfo", "getrlimit", "rseq", "set_robust_list", "exit", "exit_group",
};
constexpr std::array<unsigned long, 3> kIoctls{FIONBIO, FIONREAD, 0x5401 /* TCGETS, asked by stdio */};
constexpr unsigned long kWritingFlags = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_TMPFILE;

bool limit(decltype(RLIMIT_CORE) what, rlim_t value) {
  rlimit limits{};
  if (getrlimit(what, &limits) != 0) return false;
  limits.rlim_cur = limits.rlim_max = std::min(limits.rlim_max, value);
  return setrlimit(what, &limits) == 0;
}

bool install_filter() {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release);
  if (!filter) return false;
  const auto allow = [&](const char* name, auto... comparisons) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) return true;  // a call this machine's kind does not have
    return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, number, sizeof...(comparisons), comparisons...) == 0;
  };
  bool good = std::all_of(kAllowed.begin(), kAllowed.end(), [&](const char* name) { return allow(name); });
  good = good && allow("open", SCMP_A1(SCMP_CMP_MASKED_EQ, kWritingFlags & ~(O_TMPFILE & O_DIRECTORY), 0));
  good = good && allow("openat", SCMP_A2(SCMP_CMP_MASKED_EQ, kWritingFlags & ~(O_TMPFILE & O_DIRECTORY), 0));
  for (const unsigned long domain : {AF_INET, AF_INET6}) good = good && allow("socket", SCMP_A0(SCMP_CMP_EQ, domain));
  for (const auto request : kIoctls) good = good && allow("ioctl", SCMP_A1(SCMP_CMP_EQ, request));
  good = good && allow("mmap", SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) && allow("mprotect", SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Asking for limits is fine, setting them is not.
  good = good && allow("prlimit64", SCMP_A2(SCMP_CMP_EQ, 0));
  return good && seccomp_load(filter.get()) == 0;
}

}  // namespace

void close_inherited(int in, int out) {
  const auto low = static_cast<unsigned>(std::min(in, out)), high = static_cast<unsigned>(std::max(in, out));
  const auto close_between = [](unsigned first, unsigned last) {
    if (first <= last) close_range(first, last, 0);
  };
  if (low > 3) close_between(3, low - 1);
  if (high > low + 1) close_between(std::max(3U, low + 1), high - 1);
  close_between(std::max(3U, high + 1), ~0U);
}

bool enter_checker_sandbox() {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) &&
         limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) && install_filter();
}

}  // namespace redress
