#include "engine/directory/directory_builder.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace redress {
namespace {

constexpr int kParentsMax = 16;  // networks above each other

std::array<std::uint8_t, 16> first_bits(std::array<std::uint8_t, 16> address, int bits) {
  for (int i = 0; i < 16; ++i) {
    const int keep = std::clamp(bits - i * 8, 0, 8);
    address[static_cast<std::size_t>(i)] &= static_cast<std::uint8_t>(0xFF00U >> keep);
  }
  return address;
}

/// Reads a file of at most one byte more than may be, so that a larger one is seen as such.
std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream stream{path, std::ios::binary};
  if (!stream) return std::nullopt;
  std::string text(kYamlBytesMax + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return std::nullopt;
  return text;
}

}  // namespace

const DirectoryEntry* Directory::by_slug(std::string_view slug) const {
  const auto found = by_slug_.find(std::string(slug));
  return found == by_slug_.end() ? nullptr : &entries_[found->second];
}

const DirectoryEntry* Directory::by_host(std::string_view host) const {
  if (host.size() > 253) return nullptr;
  while (!host.empty()) {
    if (const auto found = by_domain_.find(std::string(host)); found != by_domain_.end()) return &entries_[found->second];
    const auto dot = host.find('.');
    if (dot == std::string_view::npos) return nullptr;
    host.remove_prefix(dot + 1);
  }
  return nullptr;
}

const DirectoryEntry* Directory::by_address(std::string_view address) const {
  if (address.find('/') != std::string_view::npos) return nullptr;
  const auto wanted = parse_address_range(address);
  if (!wanted) return nullptr;
  for (const auto& [bits, ranges] : by_prefix_)
    if (const auto found = ranges.find(first_bits(wanted->address, bits)); found != ranges.end()) return &entries_[found->second];
  return nullptr;
}

const DirectoryContact* contact_for(const DirectoryEntry& entry, ContactScope scope, UtcTime now) {
  const DirectoryContact* newest = nullptr;
  for (const auto& contact : entry.contacts)
    if (contact.scope == scope && contact.approved && contact.since <= now && (!newest || contact.since > newest->since)) newest = &contact;
  return newest;
}

void DirectoryBuilder::add_file(std::string_view file, std::string_view text) {
  auto entries = read_entries(file, text, problems_);
  read_.insert(read_.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
}

void DirectoryBuilder::report(const DirectoryPlace& place, std::string what, std::string fix) {
  if (problems_.size() < kYamlProblemsMax) problems_.push_back({place.file, place.line, place.column, std::move(what), std::move(fix)});
}

void DirectoryBuilder::check_parents() {
  for (const auto& read : read_) {
    if (read.entry.parent.empty()) continue;
    const auto* parent = directory_.by_slug(read.entry.parent);
    if (!parent) {
      std::vector<std::string> networks;
      for (const auto& other : read_)
        if (other.entry.kind == RecipientKind::network) networks.push_back(other.entry.slug);
      report(read.parent_place, "there is no recipient \"" + read.entry.parent + '"',
             networks.empty() ? "add the network, or drop the key" : "nearest network: \"" + nearest(read.entry.parent, networks) + '"');
    } else if (parent->kind != RecipientKind::network) {
      report(read.parent_place, '"' + read.entry.parent + "\" is a " + std::string(name_of(parent->kind)) + ", not a network",
             "name the network above");
    } else {
      int steps = 0;
      for (; parent && steps <= kParentsMax; ++steps) parent = directory_.parent_of(*parent);
      if (parent)
        report(read.parent_place, "networks stand above each other in a circle, or more than 16 deep", "name only the next network above");
    }
  }
}

Result<Directory, std::vector<YamlProblem>> DirectoryBuilder::finish() {
  if (read_.size() > kDirectoryEntriesMax)
    report(read_[kDirectoryEntriesMax].place, "more than " + std::to_string(kDirectoryEntriesMax) + " recipients", "divide the directory");
  for (const auto& read : read_) {
    const auto index = directory_.entries_.size();
    const auto& entry = read.entry;
    directory_.entries_.push_back(entry);
    if (!entry.slug.empty() && !directory_.by_slug_.emplace(entry.slug, index).second)
      report(read.place, "the id \"" + entry.slug + "\" is used already", "give each recipient an id of its own");
    for (std::size_t i = 0; i < entry.domains.size(); ++i)
      if (const auto [other, is_new] = directory_.by_domain_.emplace(entry.domains[i], index); !is_new)
        report(read.domain_places[i], "\"" + directory_.entries_[other->second].slug + "\" answers for " + entry.domains[i] + " already",
               "drop it from one of them");
    for (std::size_t i = 0; i < entry.addresses.size(); ++i)
      if (const auto [other, is_new] = directory_.by_prefix_[entry.addresses[i].prefix_bits].emplace(entry.addresses[i].address, index);
          !is_new)
        report(read.address_places[i],
               "\"" + directory_.entries_[other->second].slug + "\" answers for " + to_text(entry.addresses[i]) + " already",
               "drop it from one of them");
  }
  check_parents();
  if (!problems_.empty()) return Failure{std::move(problems_)};
  return std::move(directory_);
}

Result<Directory, std::vector<YamlProblem>> parse_directory(std::string_view file, std::string_view text) {
  DirectoryBuilder builder;
  builder.add_file(file, text);
  return builder.finish();
}

Result<Directory, std::vector<YamlProblem>> load_directory(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  DirectoryBuilder builder;
  std::error_code fault;
  std::vector<fs::path> files;
  if (fs::is_directory(path, fault)) {
    fs::directory_iterator entry{path, fault};
    for (; !fault && entry != fs::directory_iterator{}; entry.increment(fault))
      if (entry->path().extension() == ".yaml" && entry->path().filename().string().front() != '.') files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    if (fault) builder.add_problem({path.string(), 0, 0, "the folder cannot be read: " + fault.message(), "check its permissions"});
    if (files.size() > kDirectoryFilesMax) {
      builder.add_problem({path.string(), 0, 0, "more than " + std::to_string(kDirectoryFilesMax) + " files", "join some of them"});
      files.resize(kDirectoryFilesMax);
    }
    if (files.empty() && !fault)
      builder.add_problem({path.string(), 0, 0, "the folder holds no *.yaml", "see docs/examples/directory.yaml"});
  } else {
    files.push_back(path);
  }
  for (const auto& file : files) {
    const auto text = read_file(file);
    if (text) builder.add_file(file.filename().string(), *text);
    else builder.add_problem({file.string(), 0, 0, "the file cannot be read", "check the path and its permissions"});
  }
  return builder.finish();
}

}  // namespace redress
