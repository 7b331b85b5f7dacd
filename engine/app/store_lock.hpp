// Who may write a database: one program at a time, whichever socket and whichever name of the file its configuration has.
//
// An advisory lock (`flock`) on the file itself, so links to it are the same. SQLite locks it, too, by another kind of lock (`fcntl`),
// which the system takes from a process that closes any descriptor of the file: so one descriptor is opened before SQLite opens the file,
// and closed after SQLite has closed it. Not for files on a network, where both are one kind; neither is SQLite's write-ahead log.
//
// Threads: belongs to one thread.
#pragma once

#include <string>

namespace redress::app {

class StoreLock {
 public:
  enum class Outcome {
    taken,
    absent,    // there is no such file
    in_use,    // another program has it
    replaced,  // another file has its name since it was looked at first: what was read of the old one says nothing
    failed,    // `errno` says why
  };

  StoreLock() = default;
  ~StoreLock();
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;

  /// Says which file is meant from here on, when it is there. To be called before SQLite opens it; again changes nothing.
  void look_at(const std::string& database);
  /// Does not wait. What is taken is kept until this goes.
  [[nodiscard]] Outcome take(const std::string& database);
  [[nodiscard]] bool held() const { return held_; }
  /// "the engine of process 12", "process 12" or "another program", for sentences.
  [[nodiscard]] std::string holder() const;

 private:
  int file_ = -1;
  bool held_ = false;
};

}  // namespace redress::app
