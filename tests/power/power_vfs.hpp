// A file system for SQLite, in memory, that remembers what a power cut could do to it.
//
// One connection at a time (locks are not kept), so no reader beside the writer. A write changes what is read at once; it becomes
// durable with the next xSync of its file. A file that was never synced may be missing after a cut.
#pragma once

#include "engine/core/random.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace redress::test {

class PowerVfs {
 public:
  /// Registered under `name` until destroyed. No connection may outlive it.
  explicit PowerVfs(std::string name);
  PowerVfs(const PowerVfs&) = delete;
  PowerVfs& operator=(const PowerVfs&) = delete;
  ~PowerVfs();

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Called after every write and truncation and before every sync: the moments at which the power may go.
  std::function<void()> at_each_step;
  /// xSync says yes and does nothing.
  bool ignore_syncs = false;

  /// The files as they could be found after a cut at this moment. Nothing is changed.
  [[nodiscard]] std::map<std::string, std::string> power_cut(Random& random) const;
  [[nodiscard]] std::int64_t syncs() const { return syncs_; }

  /// A write not yet synced; `truncation` = the file is cut to `offset`.
  struct Change {
    bool truncation = false;
    std::int64_t offset = 0;
    std::string bytes;
  };
  struct File {
    std::string content;           // what is read
    std::string durable;           // what is on the disk for sure
    std::vector<Change> pending;   // what is on its way, in order
    bool durable_entry = false;    // the folder knows the file for sure
    std::vector<std::unique_ptr<char[]>> shared_memory;
  };

 private:
  friend struct PowerVfsCalls;

  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::int64_t syncs_ = 0;
};

}  // namespace redress::test
