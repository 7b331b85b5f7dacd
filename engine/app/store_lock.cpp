#include "engine/app/store_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

namespace redress::app {
namespace {

/// As /proc/locks names a file: numbers of its device in two hexadecimal digits at least, and its own.
std::string name_in_locks(const struct stat& file) {
  char text[64];
  std::snprintf(text, sizeof text, "%02x:%02x:%llu", major(file.st_dev), minor(file.st_dev), static_cast<unsigned long long>(file.st_ino));
  return text;
}

/// Whether the process was started as `redress … serve`. Its other words are nobody's business: they may hold an address.
bool is_engine(const std::string& process) {
  std::ifstream file("/proc/" + process + "/cmdline", std::ios::binary);
  const std::string words{std::istreambuf_iterator<char>(file), {}};
  return words.find(std::string_view("\0serve\0", 7)) != std::string::npos;
}

}  // namespace

StoreLock::~StoreLock() {
  if (file_ >= 0) ::close(file_);
}

void StoreLock::look_at(const std::string& database) {
  if (file_ < 0) file_ = ::open(database.c_str(), O_RDONLY | O_CLOEXEC);
}

StoreLock::Outcome StoreLock::take(const std::string& database) {
  if (held_) return Outcome::taken;
  look_at(database);
  if (file_ < 0) return errno == ENOENT ? Outcome::absent : Outcome::failed;
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) return errno == EWOULDBLOCK ? Outcome::in_use : Outcome::failed;
  struct stat ours {}, named {};
  if (::fstat(file_, &ours) != 0) return Outcome::failed;
  // A copy may have been put back while we waited; the lock is on the file that was put aside then.
  if (::stat(database.c_str(), &named) != 0 || named.st_dev != ours.st_dev || named.st_ino != ours.st_ino) return Outcome::replaced;
  held_ = true;
  return Outcome::taken;
}

std::string StoreLock::holder() const {
  struct stat file {};
  if (file_ < 0 || ::fstat(file_, &file) != 0) return "another program";
  std::ifstream locks("/proc/locks");
  std::string line;
  while (std::getline(locks, line)) {
    std::istringstream words(line);
    std::string number, kind, advice, mode, process, which;
    words >> number >> kind >> advice >> mode >> process >> which;
    if (kind == "FLOCK" && which == name_in_locks(file)) return (is_engine(process) ? "the engine of process " : "process ") + process;
  }
  return "another program";
}

}  // namespace redress::app
