// Opens the store on SQLite: WAL, fully synced, one writer. See README.md for the files behind it.
#pragma once

#include "engine/core/ports/store.hpp"

#include <memory>
#include <string>

namespace redress {

struct StoreOptions {
  /// Name of a registered SQLite VFS; empty: the system's. Tests of power loss name theirs.
  std::string vfs;
  /// How long to wait for another process that is writing before giving up with `StoreFailure`.
  Milliseconds busy_timeout{5000};
  /// The log is written back into the file when it has grown by this many pages of 4 KiB. Pages that change often are then written
  /// once instead of once per commit; the price is a log of that size beside the file and a longer first read after a crash.
  int checkpoint_pages = 8192;
  /// False: an absent file is a `StoreFailure` instead of a new store.
  bool create = true;
};

/// The newest version of the tables this program knows (`PRAGMA user_version`).
[[nodiscard]] int newest_store_version();

/// Opens or creates the store in the file `path` and brings its tables up to date. The folder must exist. `hasher` must outlive
/// the store. Throws `StoreFailure` when the file cannot be opened, is not ours, or was written by a newer program.
/// Threads: `begin` and its transaction belong to one thread; `reader`, `verify_chains`, `heads_digest` and `backup` open a
/// connection of their own and may be called from any; `rewrap` writes and belongs to the writer's thread, between transactions.
[[nodiscard]] std::unique_ptr<Store> open_store(const std::string& path, const ChainHasher& hasher, const StoreOptions& options = {});

/// Looks whether the file is a store of ours that this program can open and whose pages are whole, without changing it. Throws
/// `StoreFailure` with the reason when not. Reads the whole file.
void inspect_store(const std::string& path);

}  // namespace redress
