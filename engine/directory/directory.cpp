#include "engine/directory/directory_builder.hpp"

#include "engine/intake/url.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace redress {
namespace {

constexpr std::size_t kHostBytesMax = 253;
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
  if (host.size() > kHostBytesMax) return nullptr;
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

SiteRuling Directory::ruling(std::string_view host, UtcTime now) const {
  SiteRuling ruling;
  if (sites_.empty() || host.size() > kHostBytesMax) return ruling;
  const auto take = [&](const std::string& site) {
    const auto found = by_site_.find(site);
    if (found == by_site_.end()) return;
    for (const auto index : found->second) {
      const auto& rule = sites_[index];
      if (!rule.in_force(now)) continue;
      ruling.rules.push_back(rule.id);
      const auto fill = [&](auto& part, const auto& value) {
        if (!part) part = {value, rule.id};
      };
      if (rule.host && !ruling.addresses) fill(ruling.host, *rule.host);  // either of the two says where it lies
      if (!rule.addresses.empty() && !ruling.host) fill(ruling.addresses, rule.addresses);
      if (!rule.proxy.empty()) fill(ruling.proxy, rule.proxy);
      if (!rule.registrar.empty()) fill(ruling.registrar, rule.registrar);
      if (rule.owner) fill(ruling.owner, *rule.owner);
      if (rule.silence) fill(ruling.silence, *rule.silence);
      if (rule.only_links) fill(ruling.only_links, *rule.only_links);
      if (rule.assessment) fill(ruling.assessment, *rule.assessment);
    }
  };
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (const auto address = parse_address_range(host); address && host.find('/') == std::string_view::npos) {
    const auto text = to_text(*address);
    take(text.substr(0, text.find('/')));
    return ruling;
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || (host.back() >= '0' && host.back() <= '9')) return ruling;  // nothing DNS has: no top level ends in a digit
  // Up to the registrable domain and no further: above it, a name belongs to somebody else.
  const auto highest = registrable_domain(host, HostKind::domain).size();
  while (host.size() >= highest) {
    take(std::string(host));
    const auto dot = host.find('.');
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return ruling;
}

const DirectoryContact* contact_for(const DirectoryEntry& entry, ContactScope scope, UtcTime now) {
  const DirectoryContact* newest = nullptr;
  for (const auto& contact : entry.contacts)
    if (contact.scope == scope && contact.approved && contact.since <= now && (!newest || contact.since > newest->since)) newest = &contact;
  return newest;
}

void DirectoryBuilder::add_file(std::string_view file, std::string_view text) {
  auto found = read_directory_file(file, text, problems_);
  read_.insert(read_.end(), std::make_move_iterator(found.entries.begin()), std::make_move_iterator(found.entries.end()));
  read_sites_.insert(read_sites_.end(), std::make_move_iterator(found.sites.begin()), std::make_move_iterator(found.sites.end()));
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

void DirectoryBuilder::check_sites() {
  if (read_sites_.size() > kSiteRulesMax)
    report(read_sites_[kSiteRulesMax].place, "more than " + std::to_string(kSiteRulesMax) + " rules about sites", "drop those that have ended");
  std::vector<std::string> slugs;
  for (const auto& read : read_) slugs.push_back(read.entry.slug);
  std::unordered_map<std::string, const ReadSite*> by_id;
  for (const auto& read : read_sites_) {
    const auto& rule = read.rule;
    for (const auto& named : read.named) {
      const auto* recipient = directory_.by_slug(named.slug);
      if (!recipient)
        report(named.place, "there is no recipient \"" + named.slug + '"',
               slugs.empty() ? "add it" : "nearest recipient: \"" + nearest(named.slug, slugs) + '"');
      else if (!named.kinds.empty() && std::find(named.kinds.begin(), named.kinds.end(), recipient->kind) == named.kinds.end())
        report(named.place, '"' + named.slug + "\" is a " + std::string(name_of(recipient->kind)) + ", which cannot stand here",
               "name a " + std::string(name_of(named.kinds.front())));
    }
    if (const auto [other, is_new] = by_id.emplace(rule.id, &read); !rule.id.empty() && !is_new)
      report(read.place, "the id \"" + rule.id + "\" is used already, at " + other->second->place.file + ':' + std::to_string(other->second->place.line),
             "give each rule an id of its own");
    auto& of_site = directory_.by_site_[rule.site];
    for (const auto index : of_site) {
      const auto& other = directory_.sites_[index];
      const bool apart = (rule.valid_until && *rule.valid_until < other.valid_from) || (other.valid_until && *other.valid_until < rule.valid_from);
      if (rule.approved && other.approved && !apart)
        report(read.place, '"' + other.id + "\" is about the same site at the same time", "join them, or narrow one by valid_from and valid_until");
    }
    of_site.push_back(directory_.sites_.size());
    directory_.sites_.push_back(rule);
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
  check_sites();
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
