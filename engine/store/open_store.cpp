#include "engine/store/chain.hpp"
#include "engine/store/migrate.hpp"
#include "engine/store/store.hpp"
#include "engine/store/writer.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace redress {
namespace store {
namespace {

/// A read-only view with its own connection.
class SqliteReader final : private Connection, private Queries, public Answers<ReadQueries> {
 public:
  SqliteReader(const std::string& path, const StoreOptions& options)
      : Connection(path, Access::read_only, options), Queries(static_cast<Connection&>(*this)), Answers<ReadQueries>(static_cast<Queries&>(*this)) {}
};

[[noreturn]] void fail_backup(const std::string& path, std::string_view why) {
  throw StoreFailure("backup " + path + ": " + std::string(why) + ": " + std::strerror(errno));
}

void sync_to_disk(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) fail_backup(path, "cannot be opened for syncing");
  const bool good = ::fsync(file) == 0;
  const int problem = errno;
  ::close(file);
  errno = problem;
  if (!good) fail_backup(path, "cannot be synced");
}

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, const ChainHasher& hasher, const StoreOptions& options)
      : path_(path), options_(options), hasher_(hasher), writer_(path, options, hasher) {}

  std::unique_ptr<Transaction> begin() override { return begin_transaction(writer_); }
  std::unique_ptr<ReadQueries> reader() override { return std::make_unique<SqliteReader>(path_, options_); }

  std::vector<ChainFault> verify_chains(std::int64_t limit) override {
    Connection connection(path_, Connection::Access::read_only, options_);
    return find_chain_faults(connection, hasher_, limit);
  }
  HeadsSummary heads(EventId up_to) override {
    Connection connection(path_, Connection::Access::read_only, options_);
    return summarise_heads(connection, hasher_, up_to);
  }
  std::vector<HeadProof> prove_heads(EventId up_to, std::span<const StreamName> streams) override {
    Connection connection(path_, Connection::Access::read_only, options_);
    return find_head_proofs(connection, hasher_, up_to, streams);
  }

  /// VACUUM INTO rather than a copy of pages: it is one consistent view while the writer goes on, and leaves freed pages behind.
  void backup(const std::string& path) override {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) fail_backup(path, "cannot be created");
    ::close(file);
    try {
      Connection connection(path_, Connection::Access::read_only, options_);
      connection.execute("PRAGMA query_only = OFF", "backup");  // the copy is written; the store itself is open for reading only
      Statement copy_into(connection, "copy_into");
      copy_into.run(path);
      sync_to_disk(path, O_RDWR);
      const auto folder = std::filesystem::path(path).parent_path().string();
      sync_to_disk(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    } catch (...) {
      ::unlink(path.c_str());  // half a copy is none
      throw;
    }
  }

  std::int64_t rewrap(const std::function<bool(const WrappedKey&)>& wants, const std::function<WrappedKey(const WrappedKey&)>& change) override {
    return writer_.rewrap(wants, change);
  }

 private:
  std::string path_;
  StoreOptions options_;
  const ChainHasher& hasher_;
  Writer writer_;
};

}  // namespace
}  // namespace store

void inspect_store(const std::string& path) {
  store::Connection connection(path, store::Connection::Access::read_only, {});
  store::inspect(connection);
}

std::unique_ptr<Store> open_store(const std::string& path, const ChainHasher& hasher, const StoreOptions& options) {
  return std::make_unique<store::SqliteStore>(path, hasher, options);
}

}  // namespace redress
