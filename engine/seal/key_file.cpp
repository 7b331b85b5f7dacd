#include "engine/seal/key_file.hpp"

#include "engine/core/assert.hpp"
#include "engine/seal/sodium_ready.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace redress {
namespace {

using Kind = KeyFileError::Kind;

/// Text of the file; overwritten when it goes, since it holds every key.
struct SecretFileText {
  std::string text;
  SecretFileText() = default;
  SecretFileText(SecretFileText&&) = default;
  SecretFileText(const SecretFileText&) = delete;
  SecretFileText& operator=(const SecretFileText&) = delete;
  SecretFileText& operator=(SecretFileText&&) = delete;
  ~SecretFileText() { sodium_memzero(text.data(), text.size()); }
};

/// Closes on the way out.
struct OpenFile {
  int number;
  explicit OpenFile(int file) : number(file) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number >= 0) ::close(number);
  }
};

Failure<KeyFileError> failure(Kind kind, const std::string& path, std::string_view why) {
  return Failure{KeyFileError{kind, "key file " + path + ": " + std::string(why)}};
}
Failure<KeyFileError> system_failure(Kind kind, const std::string& path, std::string_view what) {
  return failure(kind, path, std::string(what) + ": " + std::strerror(errno));
}

std::optional<SecretKey> key_from_base64(std::string_view text) {
  sodium_ready();
  SecretKey key;
  std::size_t length = 0;
  if (sodium_base642bin(key.data(), SecretKey::kBytes, text.data(), text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  return length == SecretKey::kBytes ? std::optional(key) : std::nullopt;
}

void append_base64(std::string& out, const SecretKey& key) {
  std::array<char, sodium_base64_ENCODED_LEN(SecretKey::kBytes, sodium_base64_VARIANT_ORIGINAL)> text{};
  sodium_bin2base64(text.data(), text.size(), key.data(), SecretKey::kBytes, sodium_base64_VARIANT_ORIGINAL);
  out.append(text.data());
  sodium_memzero(text.data(), text.size());
}

bool good_id(std::string_view id) {
  return !id.empty() && id.size() <= 32 &&
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const auto first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return words;
    line.remove_prefix(first);
    const auto word = line.substr(0, line.find_first_of(" \t\r"));
    words.push_back(word);
    line.remove_prefix(word.size());
  }
}

Result<KeyFile, KeyFileError> parse(const std::string& path, std::string_view text) {
  KeyFile keys;
  int index_keys = 0;
  int signing_keys = 0;
  int number = 0;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    ++number;
    const auto words = words_of(line);
    if (words.empty() || words[0].starts_with('#')) continue;
    const auto malformed = [&](std::string_view why) {
      return failure(Kind::malformed, path, "line " + std::to_string(number) + ": " + std::string(why));
    };
    const bool site = words[0] == "site-key";
    if (!site && words[0] != "index-key" && words[0] != "signing-key") return malformed("begins with neither site-key, index-key nor signing-key");
    if (words.size() != (site ? 3U : 2U)) return malformed(site ? "should read: site-key ID BASE64" : "should hold one base64 word");
    const auto key = key_from_base64(words.back());
    if (!key) return malformed("the key is not 32 bytes in base64");
    if (site) {
      if (!good_id(words[1])) return malformed("an id is 1 to 32 of a-z, 0-9 and -");
      for (const auto& other : keys.site_keys)
        if (other.id == words[1]) return malformed("a second site key of the same id");
      keys.site_keys.push_back({std::string(words[1]), *key});
    } else if (words[0] == "index-key") {
      if (++index_keys > 1) return malformed("a second index-key");
      keys.index_key = *key;
    } else {
      if (++signing_keys > 1) return malformed("a second signing-key");
      keys.signing_seed = *key;
    }
  }
  if (keys.site_keys.empty()) return failure(Kind::malformed, path, "no site-key in it");
  if (index_keys == 0) return failure(Kind::malformed, path, "no index-key in it");
  if (signing_keys == 0) return failure(Kind::malformed, path, "no signing-key in it");
  return keys;
}

/// `forbidden`: permission bits that must not be set.
Result<KeyFile, KeyFileError> load(const std::string& path, mode_t forbidden) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0 && errno == ENOENT) return failure(Kind::absent, path, "there is none");
  if (file.number < 0) return system_failure(Kind::unreadable, path, "cannot be opened");
  struct stat status {};
  if (::fstat(file.number, &status) != 0) return system_failure(Kind::unreadable, path, "cannot be looked at");
  if (!S_ISREG(status.st_mode)) return failure(Kind::unreadable, path, "is not a file");
  if ((status.st_mode & forbidden) != 0) return failure(Kind::too_open, path, "others may read it; make it private first: chmod 600 " + path);
  SecretFileText content;
  content.text.resize(kKeyFileBytesMax + 1);
  std::size_t length = 0;
  while (length < content.text.size()) {
    const auto got = ::read(file.number, content.text.data() + length, content.text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(Kind::unreadable, path, "cannot be read");
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
  }
  if (length > kKeyFileBytesMax) return failure(Kind::malformed, path, "is larger than any key file");
  return parse(path, std::string_view(content.text).substr(0, length));
}

void write_text(const KeyFile& keys, std::string& out) {
  out.reserve(kKeyFileBytesMax);  // no copies of keys left behind by a growing string
  out += "# Keys of this site. Keep a copy in a safe place: without it nothing sealed can be read.\n";
  for (const auto& site : keys.site_keys) {
    out.append("site-key ").append(site.id).append(" ");
    append_base64(out, site.key);
    out += '\n';
  }
  out += "index-key ";
  append_base64(out, keys.index_key);
  out += "\nsigning-key ";
  append_base64(out, keys.signing_seed);
  out += '\n';
}

/// Creates `path` (which must not exist) and syncs it and its folder.
Result<void, KeyFileError> write_new(const std::string& path, const KeyFile& keys) {
  SecretFileText content;
  write_text(keys, content.text);
  const OpenFile file(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
  if (file.number < 0)
    return errno == EEXIST ? failure(Kind::exists, path, "is there already; keys are never overwritten")
                           : system_failure(Kind::unreadable, path, "cannot be created");
  std::string_view rest = content.text;
  while (!rest.empty()) {
    const auto put = ::write(file.number, rest.data(), rest.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return system_failure(Kind::unreadable, path, "cannot be written");
    rest.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(file.number) != 0) return system_failure(Kind::unreadable, path, "cannot be synced");
  return {};
}

Result<void, KeyFileError> sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path().string();
  const OpenFile directory(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.number < 0 || ::fsync(directory.number) != 0) return system_failure(Kind::unreadable, path, "its folder cannot be synced");
  return {};
}

/// A new file beside the old one, then a rename: at every moment there is one whole key file.
Result<void, KeyFileError> replace(const std::string& path, const KeyFile& keys) {
  const auto beside = path + ".new";
  ::unlink(beside.c_str());  // left by an interrupted try; it never was the key file
  if (auto written = write_new(beside, keys); !written) return written;
  if (::rename(beside.c_str(), path.c_str()) != 0) return system_failure(Kind::unreadable, path, "cannot be replaced");
  return sync_folder_of(path);
}

}  // namespace

Result<void, KeyFileError> create_key_file(const std::string& path, Random& random) {
  sodium_ready();
  KeyFile keys;
  keys.site_keys.push_back({"k1", {}});
  for (auto* key : {&keys.site_keys.front().key, &keys.index_key, &keys.signing_seed}) random.fill({key->data(), SecretKey::kBytes});
  if (auto written = write_new(path, keys); !written) return written;
  return sync_folder_of(path);
}

Result<KeyFile, KeyFileError> load_key_file(const std::string& path) { return load(path, S_IRWXG | S_IRWXO); }

Result<KeyFile, KeyFileError> find_and_load_keys(const std::string& configured) {
  if (!configured.empty()) return load_key_file(configured);
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || *folder == '\0')
    return Failure{KeyFileError{Kind::absent, "no key file: name one in the configuration, or hand `redress-keys` over with systemd's LoadCredential="}};
  // systemd lets the service's user in by an access list, which shows in the group bits.
  return load(std::string(folder) + "/redress-keys", S_IRWXO);
}

Result<std::string, KeyFileError> rotate_key_file(const std::string& path, Random& random) {
  auto keys = load_key_file(path);
  if (!keys) return Failure{keys.error()};
  // Above every number used so far, also when older keys have been taken out.
  int highest = 0;
  for (const auto& site : keys->site_keys) {
    int number = 0;
    if (site.id.starts_with('k')) std::from_chars(site.id.data() + 1, site.id.data() + site.id.size(), number);
    highest = std::max(highest, number);
  }
  SiteKey next{"k" + std::to_string(highest + 1), {}};
  random.fill({next.key.data(), SecretKey::kBytes});
  keys->site_keys.push_back(next);
  if (const auto replaced = replace(path, *keys); !replaced) return Failure{replaced.error()};
  return next.id;
}

Result<void, KeyFileError> retire_site_key(const std::string& path, const std::string& id) {
  auto keys = load_key_file(path);
  if (!keys) return Failure{keys.error()};
  auto& site_keys = keys->site_keys;
  const auto found = std::find_if(site_keys.begin(), site_keys.end(), [&](const SiteKey& site) { return site.id == id; });
  if (found == site_keys.end()) return failure(Kind::malformed, path, "holds no site key of that id");
  if (found + 1 == site_keys.end()) return failure(Kind::malformed, path, "the newest site key cannot be taken out; rotate first");
  site_keys.erase(found);
  return replace(path, *keys);
}

}  // namespace redress
