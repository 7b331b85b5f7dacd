// Putting a copy back. What is there is not touched before the copy has shown that it is a store of ours, whole, opened by our keys and
// with its chains intact; sending is paused inside it before it takes the database's place.
#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/seal/key_ring.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw StoreFailure(path + ": " + what + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, const std::string& what) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)), path_(path) {
    if (number_ < 0) fail(path_, what);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  void sync() const {
    if (::fsync(number_) != 0) fail(path_, "cannot be synced");
  }

 private:
  int number_;
  std::string path_;
};

/// Readable by its owner alone from its first byte on.
void copy_privately(const std::string& from, const std::string& to) {
  const Descriptor in(from, O_RDONLY, "cannot be read");
  const Descriptor out(to, O_WRONLY | O_CREAT | O_EXCL, "cannot be made");
  std::array<char, 1024 * 1024> buffer{};
  for (;;) {
    const auto count = ::read(in.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(from, "cannot be read");
    if (count == 0) break;
    for (ssize_t written = 0; written < count;) {
      const auto step = ::write(out.number(), buffer.data() + written, static_cast<std::size_t>(count - written));
      if (step < 0 && errno == EINTR) continue;
      if (step <= 0) fail(to, "cannot be written");
      written += step;
    }
  }
  out.sync();
}

/// The copy on its way: gone again unless it took the database's place.
class Part {
 public:
  explicit Part(const std::string& database) : path_(database + ".part") { remove(); }
  ~Part() { remove(); }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(path_ + ending, ignored);
  }
  std::string path_;
};

/// Pauses sending inside the copy, after looking whether it is worth anything. Throws or gives a sentence.
Result<void, std::string> prepare(Session& session, const std::string& part) {
  inspect_store(part);
  Config config = *session.config();
  config.database = part;
  config.directory.clear();  // it is brought in by the next start
  config.rdap_bootstrap_file.clear();
  SystemRandom random;
  auto opened = Wiring::open(config, session.clock(), random);
  if (!opened) return Failure{opened.error()};
  auto& wiring = **opened;
  bool opens = true;
  (void)wiring.store().rewrap(
      [&](const WrappedKey& key) {
        opens = opens && (key.empty() || wiring.keys().unwrap(key).has_value());
        return false;  // only looked at
      },
      [](const WrappedKey& key) { return key; });
  if (!opens) return Failure{"the copy needs keys that are not in the key file; put the key file of its time in place first"};
  if (const auto faults = wiring.store().verify_chains(1); !faults.empty())
    return Failure{"the copy's record is not what was written (" + faults.front().what + "); take another copy"};
  const auto door = direct_door(wiring.loop());
  runtime::Act put_back;
  put_back.kind = runtime::ActKind::record;
  put_back.by = session.actor();
  put_back.argument = "restore";
  if (const auto result = door->act(std::move(put_back)); !result.done) return Failure{result.problem};
  runtime::Act pause;
  pause.kind = runtime::ActKind::sending;
  pause.by = session.actor();
  pause.argument = "paused";
  pause.reason = "restored from a copy: what was sent since is not known here";
  if (const auto result = door->act(std::move(pause)); !result.done) return Failure{result.problem};
  return {};
}

/// Puts what is there aside under `aside`. Where its log can be folded into it first, the database's name is never without a file.
void put_aside(const std::string& database, const std::string& aside) {
  try {
    const Sha256Chain chain;
    (void)open_store(database, chain, {.vfs = {}, .busy_timeout = Milliseconds{5000}, .checkpoint_pages = 8192, .create = false});
  } catch (const StoreFailure&) {  // damaged, or of a newer program: put aside as it is
  }
  const bool folded = !fs::exists(database + "-wal") || fs::file_size(database + "-wal") == 0;
  if (folded && ::link(database.c_str(), aside.c_str()) == 0) {
    for (const char* ending : {"-wal", "-shm"}) fs::remove(database + ending);
    return;
  }
  for (const char* ending : {"", "-wal", "-shm"})
    if (fs::exists(database + ending)) fs::rename(database + ending, aside + ending);
}

}  // namespace

int restore(Session& session, const std::string& path) {
  const auto* config = session.config();
  if (!config) return kFailed;
  if (const int refused = session.hold("restore a copy")) return refused;
  std::error_code failed;
  const auto resolved = fs::canonical(config->database, failed);  // a link stays one, and leads to what was put back
  const auto database = failed ? config->database : resolved.string();
  if (!fs::is_regular_file(path, failed)) {
    complain(path + " is no file; name a copy made by redress backup");
    return kFailed;
  }
  if (fs::exists(database) && fs::equivalent(path, database, failed)) {
    complain(path + " is the database itself; name a copy of it");
    return kUsage;
  }
  const Part part(database);
  copy_privately(path, part.path());
  if (fs::exists(path + "-wal")) copy_privately(path + "-wal", part.path() + "-wal");  // one that was put aside
  if (const auto prepared = prepare(session, part.path()); !prepared) {
    complain(prepared.error());
    return kFailed;
  }
  if (fs::exists(part.path() + "-wal")) {
    complain("the copy is in use by another program; close it, and try again");
    return kFailed;
  }
  Descriptor(part.path(), O_RDWR, "cannot be opened for syncing").sync();
  std::string aside;
  if (fs::exists(database) || fs::exists(database + "-wal")) {  // a log alone must not be taken for the copy's
    aside = database + ".before-restore-" + std::to_string(to_ms(session.clock().utc_now()));
    put_aside(database, aside);
  }
  fs::rename(part.path(), database);
  const auto folder = fs::path(database).parent_path().string();
  Descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY, "cannot be opened for syncing").sync();
  if (session.options().json) {
    std::cout << JsonObject().add("restored", path).add("aside", aside).add("sending", "paused").text() << '\n';
  } else {
    if (!aside.empty()) std::cout << "what was there is now " << aside << '\n';
    std::cout << "restored; sending is PAUSED. Compare with what was sent since the copy, then: redress --role lead sending on\n";
  }
  return kDone;
}

}  // namespace redress::app
