#include "engine/transport/maildir_inbox.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace redress {
namespace {

constexpr std::string_view kIndexHeading = "redress-uids 1 ";
constexpr std::size_t kIndexBytesMax = 512U * 1024 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  [[nodiscard]] int get() const { return value_; }
  explicit operator bool() const { return value_ >= 0; }

 private:
  int value_;
};

/// At most `bytes_max`; nothing when reading fails.
std::optional<std::string> read_up_to(int file, std::size_t bytes_max) {
  std::string bytes;
  std::array<char, 64 * 1024> piece{};
  while (bytes.size() < bytes_max) {
    const auto count = read(file, piece.data(), std::min(piece.size(), bytes_max - bytes.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
  return bytes;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// The part of a file's name that stays when flags change.
std::string unique_part(const std::string& name) { return name.substr(0, name.find(":2,")); }

class MaildirInbox final : public Inbox {
 public:
  explicit MaildirInbox(MaildirSettings settings) : settings_(std::move(settings)) {
    if (settings_.index_file.empty()) settings_.index_file = settings_.directory + "/redress-uids";
  }

  std::string name() const override { return "maildir:" + settings_.directory; }

  Result<InboxBatch, InboxError> fetch(Position& position, int limit) override {
    if (const auto read = read_index(); !read) return Failure{read.error()};
    auto files = list();
    if (!files) return Failure{InboxError::unreachable};
    if (!number_new(*files)) return Failure{InboxError::unreachable};

    InboxBatch batch;
    batch.uid_validity = uid_validity_;
    const auto after = position.after(uid_validity_);
    std::map<std::int64_t, std::string> wanted;  // by UID: the unique part
    for (const auto& [unique, path] : *files)
      if (const auto uid = uids_.at(unique); uid > after) wanted.emplace(uid, unique);
    for (const auto& [uid, unique] : wanted) {
      if (static_cast<int>(batch.messages.size()) >= limit) break;
      auto bytes = read_message(files->at(unique));
      if (!bytes) {
        // Renamed between listing and opening (flags, new -> cur)? Look again; if it is gone, it was deleted by somebody else.
        auto again = list();
        if (!again) return Failure{InboxError::unreachable};
        const auto found = again->find(unique);
        if (found == again->end()) continue;
        bytes = read_message(found->second);
        if (!bytes) {
          if (!batch.messages.empty()) return batch;
          return Failure{InboxError::unreachable};
        }
      }
      batch.messages.push_back({uid, std::move(*bytes)});
    }
    return batch;
  }

 private:
  /// Unique part to path of every message; nothing when a folder cannot be read. Order of names = usual order of delivery.
  [[nodiscard]] std::optional<std::map<std::string, std::string>> list() const {
    std::map<std::string, std::string> files;
    // `new` first: a message moved to `cur` while we look is then met at least once.
    for (const char* folder : {"/new", "/cur"}) {
      const auto path = settings_.directory + folder;
      const std::unique_ptr<DIR, int (*)(DIR*)> opened(opendir(path.c_str()), &closedir);
      if (!opened) return std::nullopt;
      while (const auto* entry = readdir(opened.get())) {
        const std::string file = entry->d_name;
        if (file.front() == '.' || file.find('\n') != std::string::npos) continue;
        if (entry->d_type != DT_REG && entry->d_type != DT_UNKNOWN) continue;
        files[unique_part(file)] = path + "/" + file;
      }
    }
    return files;
  }

  static std::optional<std::string> read_message(const std::string& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat facts {};
    if (!file || fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
    return read_up_to(file.get(), kInboxMessageBytesMax);
  }

  /// Lines `uid<TAB>unique part` under a heading with the UIDVALIDITY. A last line without its end was cut by a crash and is dropped.
  Result<void, InboxError> read_index() {
    if (uid_validity_ != 0 && access(settings_.index_file.c_str(), F_OK) == 0) return {};
    uids_.clear();
    last_uid_ = 0;
    const auto validity_before = uid_validity_;  // of the index we had, when it was lost while we run
    uid_validity_ = 0;
    const Descriptor file(open(settings_.index_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file) return Failure{InboxError::unreachable};
    const auto bytes = read_up_to(file.get(), kIndexBytesMax);
    if (!bytes) return Failure{InboxError::unreachable};
    std::string_view rest = *bytes;
    const auto heading_end = rest.find('\n');
    if (heading_end == std::string_view::npos) {
      // New, or cut inside the heading. The file's own time is a UIDVALIDITY that grows from one such file to the next.
      struct stat facts {};
      if (fstat(file.get(), &facts) != 0) return Failure{InboxError::unreachable};
      const auto validity = std::max(static_cast<std::int64_t>(facts.st_mtim.tv_sec) * 1000 + facts.st_mtim.tv_nsec / 1'000'000, validity_before + 1);
      const auto heading = std::string(kIndexHeading) + std::to_string(validity) + "\n";
      if (ftruncate(file.get(), 0) != 0 || lseek(file.get(), 0, SEEK_SET) != 0 || !write_all(file.get(), heading) || fsync(file.get()) != 0)
        return Failure{InboxError::unreachable};
      uid_validity_ = validity;
      return {};
    }
    std::int64_t validity = 0;
    if (rest.substr(0, kIndexHeading.size()) != kIndexHeading ||
        std::from_chars(rest.data() + kIndexHeading.size(), rest.data() + heading_end, validity).ec != std::errc{} || validity <= 0)
      return Failure{InboxError::malformed};
    rest.remove_prefix(heading_end + 1);
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      if (end == std::string_view::npos) break;
      const auto line = rest.substr(0, end);
      const auto tab = line.find('\t');
      std::int64_t uid = 0;
      if (tab == std::string_view::npos || std::from_chars(line.data(), line.data() + tab, uid).ec != std::errc{} || uid <= last_uid_)
        return Failure{InboxError::malformed};
      uids_.emplace(line.substr(tab + 1), uid);
      last_uid_ = uid;
      rest.remove_prefix(end + 1);
    }
    if (!rest.empty() && ftruncate(file.get(), static_cast<off_t>(bytes->size() - rest.size())) != 0)
      return Failure{InboxError::unreachable};
    uid_validity_ = validity;
    return {};
  }

  /// Numbers are on disk before anybody hears of them.
  bool number_new(const std::map<std::string, std::string>& files) {
    std::string lines;
    std::vector<std::pair<std::string, std::int64_t>> added;
    for (const auto& [unique, path] : files) {
      if (uids_.count(unique) != 0) continue;
      const auto uid = last_uid_ + static_cast<std::int64_t>(added.size()) + 1;
      lines += std::to_string(uid) + "\t" + unique + "\n";
      added.emplace_back(unique, uid);
    }
    if (added.empty()) return true;
    const Descriptor file(open(settings_.index_file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    if (!file || !write_all(file.get(), lines) || fdatasync(file.get()) != 0) {
      uid_validity_ = 0;  // read again what really got there
      return false;
    }
    last_uid_ += static_cast<std::int64_t>(added.size());
    for (auto& [unique, uid] : added) uids_.emplace(std::move(unique), uid);
    return true;
  }

  MaildirSettings settings_;
  std::int64_t uid_validity_ = 0, last_uid_ = 0;
  std::unordered_map<std::string, std::int64_t> uids_;  // by unique part
};

}  // namespace

std::unique_ptr<Inbox> make_maildir_inbox(MaildirSettings settings) { return std::make_unique<MaildirInbox>(std::move(settings)); }

}  // namespace redress
