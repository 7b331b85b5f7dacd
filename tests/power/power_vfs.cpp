#include "tests/power/power_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace redress::test {

struct PowerVfsCalls {
  using File = PowerVfs::File;

  /// What SQLite holds for an open file.
  struct Handle {
    sqlite3_file base;
    PowerVfs* vfs;
    std::shared_ptr<File>* file;
    std::string* delete_on_close;  // path; null: the file stays
  };
  static Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
  static File& content_of(sqlite3_file* file) { return **of(file).file; }
  static PowerVfs& self(sqlite3_vfs* vfs) { return *static_cast<PowerVfs*>(vfs->pAppData); }
  static sqlite3_vfs* usual() { return sqlite3_vfs_find(nullptr); }
  static void step(sqlite3_file* file) {
    if (const auto& act = of(file).vfs->at_each_step) act();
  }

  // --- files ---
  static int close(sqlite3_file* file) {
    auto& handle = of(file);
    if (handle.delete_on_close != nullptr) handle.vfs->files_.erase(*handle.delete_on_close);
    delete handle.delete_on_close;
    delete handle.file;
    return SQLITE_OK;
  }
  static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
    const auto& content = content_of(file).content;
    const auto size = static_cast<std::int64_t>(content.size());
    const auto there = std::clamp<std::int64_t>(size - offset, 0, amount);
    std::memcpy(out, content.data() + std::min<std::int64_t>(offset, size), static_cast<std::size_t>(there));
    if (there == amount) return SQLITE_OK;
    std::memset(static_cast<char*>(out) + there, 0, static_cast<std::size_t>(amount - there));
    return SQLITE_IOERR_SHORT_READ;
  }
  static void apply(std::string& content, const PowerVfs::Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.truncation) {
      content.resize(offset, '\0');
      return;
    }
    if (content.size() < offset + change.bytes.size()) content.resize(offset + change.bytes.size(), '\0');
    std::copy(change.bytes.begin(), change.bytes.end(), content.begin() + change.offset);
  }
  static void make(sqlite3_file* handle, PowerVfs::Change change) {
    auto& file = content_of(handle);
    apply(file.content, change);
    file.pending.push_back(std::move(change));
    step(handle);
  }
  static int write(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
    make(file, {false, offset, std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(amount))});
    return SQLITE_OK;
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    make(file, {true, size, {}});
    return SQLITE_OK;
  }
  static int sync(sqlite3_file* handle, int) {
    step(handle);
    ++of(handle).vfs->syncs_;
    if (of(handle).vfs->ignore_syncs) return SQLITE_OK;
    auto& file = content_of(handle);
    for (const auto& change : file.pending) apply(file.durable, change);
    file.pending.clear();
    file.durable_entry = true;
    return SQLITE_OK;
  }
  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(content_of(file).content.size());
    return SQLITE_OK;
  }
  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int check_reserved_lock(sqlite3_file*, int* held) {
    *held = 0;
    return SQLITE_OK;
  }
  static int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int device_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }  // as the ordinary one says on Linux
  static int shm_map(sqlite3_file* handle, int region, int size, int extend, void volatile** out) {
    auto& regions = content_of(handle).shared_memory;
    const auto index = static_cast<std::size_t>(region);
    if (regions.size() <= index && extend == 0) {
      *out = nullptr;
      return SQLITE_OK;
    }
    while (regions.size() <= index) regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *out = regions[index].get();
    return SQLITE_OK;
  }
  static int shm_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
  static void shm_barrier(sqlite3_file*) {}
  static int shm_unmap(sqlite3_file* handle, int) {
    content_of(handle).shared_memory.clear();
    return SQLITE_OK;
  }

  // --- the file system ---
  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* out, int flags, int* out_flags) {
    static const sqlite3_io_methods methods = {2,         close,       read,          write,    truncate,  sync,       file_size,
                                               lock,      lock,        check_reserved_lock, file_control, sector_size,
                                               device_characteristics, shm_map,       shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};
    auto& power = self(vfs);
    const std::string name = path == nullptr ? "temporary" : path;
    auto& handle = of(out);
    handle.base.pMethods = nullptr;
    auto found = power.files_.find(name);
    if (found == power.files_.end()) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
      found = power.files_.emplace(name, std::make_shared<File>()).first;
    }
    handle.base.pMethods = &methods;
    handle.vfs = &power;
    handle.file = new std::shared_ptr<File>(found->second);
    handle.delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0 ? new std::string(name) : nullptr;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* path, int) { return self(vfs).files_.erase(path) == 0 ? SQLITE_IOERR_DELETE_NOENT : SQLITE_OK; }
  static int access(sqlite3_vfs* vfs, const char* path, int, int* there) {
    *there = self(vfs).files_.contains(path) ? 1 : 0;
    return SQLITE_OK;
  }
  static int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
  }
  static int randomness(sqlite3_vfs*, int size, char* out) { return usual()->xRandomness(usual(), size, out); }
  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
  static int current_time(sqlite3_vfs*, double* days) { return usual()->xCurrentTime(usual(), days); }
  static int last_error(sqlite3_vfs*, int, char*) { return 0; }
};

namespace {

constexpr std::int64_t kSector = 512;

/// What arrives of a write that the cut hits: the beginning or the end of it, to the sector, with garbage in the rest or not.
std::vector<PowerVfs::Change> torn(const PowerVfs::Change& change, Random& random) {
  const auto size = static_cast<std::int64_t>(change.bytes.size());
  const auto sectors = size / kSector + 1;
  const auto cut = std::min(size, static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(sectors))) * kSector);
  std::string garbage(static_cast<std::size_t>(size), '\0');
  random.fill({reinterpret_cast<std::uint8_t*>(garbage.data()), garbage.size()});
  const auto head = PowerVfs::Change{false, change.offset, change.bytes.substr(0, static_cast<std::size_t>(cut))};
  const auto tail = PowerVfs::Change{false, change.offset + cut, change.bytes.substr(static_cast<std::size_t>(cut))};
  switch (random.below(3)) {
    case 0:
      return {head};
    case 1:
      return {tail};
    default:  // not an enum: a number drawn by chance
      return {head, PowerVfs::Change{false, tail.offset, garbage.substr(static_cast<std::size_t>(cut))}};
  }
}

}  // namespace

PowerVfs::PowerVfs(std::string name) : name_(std::move(name)), vfs_(std::make_unique<sqlite3_vfs>()) {
  using Calls = PowerVfsCalls;
  *vfs_ = sqlite3_vfs{};
  vfs_->iVersion = 1;
  vfs_->szOsFile = sizeof(Calls::Handle);
  vfs_->mxPathname = 512;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = Calls::open;
  vfs_->xDelete = Calls::remove;
  vfs_->xAccess = Calls::access;
  vfs_->xFullPathname = Calls::full_path;
  vfs_->xRandomness = Calls::randomness;
  vfs_->xSleep = Calls::sleep;
  vfs_->xCurrentTime = Calls::current_time;
  vfs_->xGetLastError = Calls::last_error;
  sqlite3_vfs_register(vfs_.get(), 0);
}

PowerVfs::~PowerVfs() { sqlite3_vfs_unregister(vfs_.get()); }

std::map<std::string, std::string> PowerVfs::power_cut(Random& random) const {
  std::map<std::string, std::string> image;
  // Anything from "nothing more arrived" to "all of it did"; seldom both halves alike.
  const auto share = random.fraction();
  for (const auto& [path, file] : files_) {
    if (!file->durable_entry && random.below(2) == 0) continue;
    std::string content = file->durable;
    const auto torn_at = file->pending.empty() ? 0 : random.below(file->pending.size());
    for (std::size_t i = 0; i < file->pending.size(); ++i) {
      const auto& change = file->pending[i];
      if (i == torn_at && !change.truncation) {
        for (const auto& part : torn(change, random)) PowerVfsCalls::apply(content, part);
      } else if (random.fraction() < share) {
        PowerVfsCalls::apply(content, change);
      }
    }
    image.emplace(path, std::move(content));
  }
  return image;
}

}  // namespace redress::test
