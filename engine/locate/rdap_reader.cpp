#include "engine/locate/rdap_reader.hpp"

#include "engine/locate/country.hpp"
#include "engine/locate/mail_address.hpp"
#include "engine/locate/registry_json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace redress {
namespace {

constexpr std::string_view kRoleAbuse = "abuse";
constexpr std::size_t kMailsPerEntityMax = 32;
constexpr std::size_t kHintsMax = 16;
constexpr std::size_t kRankedMax = 512;  // mailboxes compared; nearest first
constexpr std::size_t kRedactionsMax = 256;
constexpr std::size_t kRemarkBytesMax = 4096;

/// Whose entity it is: nearer kin of the object first among equals.
enum class Kin : std::uint8_t { own, sponsor, reseller, other };

struct MailRow {
  std::string mail;
  bool typed_abuse = false;  // the row itself says `"type": "abuse"`: RIPE's abuse-mailbox
  int preference = 101;      // vCard `pref`, 1 best, 100 worst; 101 not said
};

struct Node {
  const RegistryJson* json = nullptr;
  int distance = 0;
  std::size_t parent = 0;  // index; its own for the top
  ContactScope scope = ContactScope::network;
  Kin kin = Kin::own;
  bool of_network = false;  // reached through the `network` of a reverse domain
  std::string path;         // JSONPath by index, for redactions
  std::vector<std::string> roles;
  std::vector<MailRow> mails;
};

/// A list's items, or the one value where a registry left the list out.
std::vector<const RegistryJson*> items_of(const RegistryJson& object, std::string_view name) {
  std::vector<const RegistryJson*> items;
  const RegistryJson* member = object.find(name);
  if (member == nullptr) return items;
  if (!member->is_list()) return {member};
  for (const RegistryJson& item : member->items) items.push_back(&item);
  return items;
}

std::string printable(std::string_view text) {
  constexpr std::size_t kMost = 64;
  std::string clean;
  for (const char c : text.substr(0, kMost)) clean += c > ' ' && c < 0x7f ? c : c == ' ' ? ' ' : '?';
  return clean;
}

std::vector<std::string> texts_of(const RegistryJson& object, std::string_view name, std::size_t most) {
  std::vector<std::string> texts;
  for (const RegistryJson* item : items_of(object, name)) {
    if (texts.size() == most) break;
    if (item->is_text()) texts.push_back(item->text.substr(0, kRemarkBytesMax));
  }
  return texts;
}

std::vector<std::string> roles_of(const RegistryJson& entity) {
  std::vector<std::string> roles;
  for (const std::string& role : texts_of(entity, "roles", 32)) {
    std::string word;
    for (const char c : lower_cased(role)) {
      if (c != ' ' && c != '\t') word += c;
    }
    roles.push_back(std::move(word));
  }
  return roles;
}

bool has_role(const Node& node, std::string_view role) { return std::find(node.roles.begin(), node.roles.end(), role) != node.roles.end(); }

/// Title and description lines of each remark, joined by spaces.
std::vector<std::string> remarks_of(const RegistryJson& object) {
  std::vector<std::string> remarks;
  for (const RegistryJson* remark : items_of(object, "remarks")) {
    if (remarks.size() == kRdapRemarksMax) break;
    std::string text = remark->text_of("title");
    for (const std::string& line : texts_of(*remark, "description", 256)) {
      if (text.size() >= kRemarkBytesMax) break;
      if (!text.empty()) text += ' ';
      text += line;
    }
    if (!text.empty()) remarks.push_back(std::move(text));
  }
  return remarks;
}

/// The property rows of an entity's jCard; none when it is not shaped like one. [SRC-RFC-7095]
std::vector<const RegistryJson*> card_rows(const RegistryJson& entity) {
  const RegistryJson* card = entity.find("vcardArray");
  if (card == nullptr || !card->is_list() || card->items.size() < 2 || !card->items[0].is_text() ||
      lower_cased(card->items[0].text) != "vcard" || !card->items[1].is_list()) {
    return {};
  }
  std::vector<const RegistryJson*> rows;
  for (const RegistryJson& row : card->items[1].items) {
    // Name, parameters, value type, at least one value.
    if (row.is_list() && row.items.size() >= 4 && row.items[0].is_text() && row.items[2].is_text()) rows.push_back(&row);
  }
  return rows;
}

bool row_is(const RegistryJson& row, std::string_view name) { return lower_cased(row.items[0].text) == name; }

void add_mails(const RegistryJson& value, const MailRow& like, std::vector<MailRow>& mails) {
  if (!value.is_text()) return;
  for (std::string& mail : mailboxes_in_value(value.text)) {
    if (mails.size() == kMailsPerEntityMax) return;
    MailRow row = like;
    row.mail = std::move(mail);
    mails.push_back(std::move(row));
  }
}

std::vector<MailRow> mails_of(const RegistryJson& entity) {
  std::vector<MailRow> mails;
  for (const RegistryJson* row : card_rows(entity)) {
    if (!row_is(*row, "email")) continue;
    MailRow like;
    for (const std::string& type : texts_of(row->items[1], "type", 16))
      like.typed_abuse = like.typed_abuse || lower_cased(type) == kRoleAbuse;
    if (const RegistryJson* pref = row->items[1].find("pref")) {
      if (const auto number = pref->whole_number(); number && *number >= 1 && *number <= 100) like.preference = static_cast<int>(*number);
    }
    for (std::size_t i = 3; i < row->items.size(); ++i) {
      if (row->items[i].is_list()) {
        for (const RegistryJson& each : row->items[i].items) add_mails(each, like, mails);
      } else {
        add_mails(row->items[i], like, mails);
      }
    }
  }
  return mails;
}

std::string holder_of(const RegistryJson& entity) {
  for (const RegistryJson* row : card_rows(entity)) {
    if (row_is(*row, "fn") && row->items[3].is_text()) return row->items[3].text.substr(0, 256);
  }
  return {};
}

/// From the `cc` parameter [SRC-RFC-8605] or the last part of the postal address, where that is a code.
std::string country_of_card(const RegistryJson& entity) {
  for (const RegistryJson* row : card_rows(entity)) {
    if (!row_is(*row, "adr")) continue;
    if (auto code = country_code(row->items[1].text_of("cc"))) return *code;
    const RegistryJson& parts = row->items[3];
    if (parts.is_list() && parts.items.size() == 7 && parts.items[6].is_text()) {
      if (auto code = country_code(parts.items[6].text)) return *code;
    }
  }
  return {};
}

std::optional<RdapObject> object_class(const RegistryJson& top) {
  const std::string said = lower_cased(top.text_of("objectClassName"));
  for (const RdapObject object :
       {RdapObject::network, RdapObject::autnum, RdapObject::domain, RdapObject::nameserver, RdapObject::entity}) {
    if (said == to_text(object)) return object;
  }
  const bool conformant = top.find("rdapConformance") != nullptr && top.find("rdapConformance")->is_list();
  if (!said.empty()) return conformant ? std::optional(RdapObject::other) : std::nullopt;
  // Early servers leave the class out.
  if (top.find("startAddress") != nullptr) return RdapObject::network;
  if (top.find("startAutnum") != nullptr) return RdapObject::autnum;
  if (top.find("ipAddresses") != nullptr) return RdapObject::nameserver;
  if (top.find("ldhName") != nullptr || top.find("unicodeName") != nullptr) return RdapObject::domain;
  if (top.find("vcardArray") != nullptr || (top.find("handle") != nullptr && top.find("entities") != nullptr)) return RdapObject::entity;
  const bool search =
      std::any_of(top.names.begin(), top.names.end(), [](const std::string& name) { return name.ends_with("SearchResults"); });
  return conformant || search ? std::optional(RdapObject::other) : std::nullopt;
}

bool is_reverse_name(std::string_view domain) { return domain.ends_with(".in-addr.arpa") || domain.ends_with(".ip6.arpa"); }

/// Two members of the same name leave open which one counts; for these that would be a choice of addressee.
bool is_ambiguous(const RegistryJson& object) {
  static constexpr std::array<std::string_view, 5> kDeciding{"entities", "roles", "vcardArray", "objectClassName", "errorCode"};
  return std::any_of(kDeciding.begin(), kDeciding.end(), [&](std::string_view name) { return object.count(name) > 1; });
}

ContactScope scope_below(RdapObject object, const Node& parent, const std::vector<std::string>& roles, Kin& kin) {
  const auto is = [&](std::string_view role) { return std::find(roles.begin(), roles.end(), role) != roles.end(); };
  kin = parent.kin;
  if (object == RdapObject::network || object == RdapObject::autnum || parent.of_network) {
    if (parent.distance == 0 && !is("registrant") && !is(kRoleAbuse)) kin = Kin::other;
    return ContactScope::network;
  }
  if (is("registrar") || is("sponsor")) {
    kin = Kin::sponsor;
    return ContactScope::registrar;
  }
  if (is("reseller")) {
    kin = Kin::reseller;
    return ContactScope::registrar;
  }
  if (parent.distance == 0) {
    if (is(kRoleAbuse))
      kin = Kin::own;
    else
      kin = Kin::other;
    // Whoever else stands beside a name runs it; only its registrar can suspend it.
    if (object == RdapObject::domain && !is(kRoleAbuse)) return ContactScope::site;
  }
  return parent.scope;
}

/// Nearest first, so that the caps cut what lies farthest.
std::vector<Node> nodes_of(const RegistryJson& top, RdapObject object, bool reverse, RdapAnswer& answer, bool& ambiguous) {
  std::vector<Node> nodes;
  Node first;
  first.json = &top;
  first.path = "$";
  first.roles = roles_of(top);
  switch (object) {
    case RdapObject::network:
    case RdapObject::autnum: first.scope = ContactScope::network; break;
    case RdapObject::domain: first.scope = reverse ? ContactScope::network : ContactScope::registrar; break;
    case RdapObject::nameserver: first.scope = ContactScope::registrar; break;
    case RdapObject::entity:
      first.scope = has_role(first, "registrar") || has_role(first, "reseller") ? ContactScope::registrar : ContactScope::network;
      break;
    case RdapObject::other: break;
  }
  if (object == RdapObject::entity) first.mails = mails_of(top);
  nodes.push_back(std::move(first));
  // `path` is a copy: `nodes` grows while it is used.
  const auto add_entities = [&](std::size_t parent, const RegistryJson& holder, const std::string path, bool of_network) {
    std::size_t index = 0;
    for (const RegistryJson* json : items_of(holder, "entities")) {
      const std::string own_path = path + ".entities[" + std::to_string(index++) + "]";
      if (!json->is_object()) continue;
      if (nodes.size() >= kRdapEntitiesMax || nodes[parent].distance >= kRdapEntityDepthMax) {
        answer.cut_short = true;
        return;
      }
      ambiguous = ambiguous || is_ambiguous(*json);
      Node node;
      node.json = json;
      node.parent = parent;
      node.distance = nodes[parent].distance + 1;
      node.of_network = of_network;
      node.path = own_path;
      node.roles = roles_of(*json);
      node.scope = reverse ? ContactScope::network : scope_below(object, nodes[parent], node.roles, node.kin);
      node.mails = mails_of(*json);
      nodes.push_back(std::move(node));
    }
  };
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const RegistryJson& json = *nodes[i].json;
    add_entities(i, json, nodes[i].path, nodes[i].of_network);
    // `networks`, `autnums` and `nameservers` are other objects with contacts of their own: left alone. The one `network` of a
    // reverse name is the same range.
    if (i == 0 && reverse) {
      if (const RegistryJson* network = json.find("network"); network != nullptr && network->is_object()) {
        ambiguous = ambiguous || is_ambiguous(*network);
        add_entities(0, *network, "$.network", true);
      }
    }
  }
  return nodes;
}

/// Blocks a registry lists only to say that they are somebody else's: their abuse role is the registry's own.
bool is_placeholder_block(const RdapAnswer& answer, const std::vector<Node>& nodes) {
  static constexpr std::array<std::string_view, 5> kNames{"NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK", "IANA-BLK", "IANA-NETBLOCK", "EU-ZZ-",
                                                          "ERX-NETBLOCK"};
  static constexpr std::array<std::string_view, 5> kRegistries{"RIPE", "APNIC", "LACNIC", "AFRINIC", "IANA"};
  if (answer.object != RdapObject::network && answer.object != RdapObject::autnum) return false;
  if (std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return answer.name.starts_with(name); })) return true;
  if (answer.start_address && answer.end_address) {
    const auto prefix = prefix_of_range(*answer.start_address, *answer.end_address);
    if (prefix && prefix->length == 0) return true;
  }
  return std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
    return node.distance == 1 && has_role(node, "registrant") &&
           std::find(kRegistries.begin(), kRegistries.end(), node.json->text_of("handle")) != kRegistries.end();
  });
}

/// What the whole answer says about mailboxes, worked out once.
struct Verdicts {
  std::set<std::string> dead;                                       // lower case
  std::vector<std::string> redacted_paths;                          // up to the mailbox's entity, by index
  bool abuse_mails_redacted = false;                                // by role
  std::map<std::string, std::size_t, std::less<>> mails_by_handle;  // handle -> first node with mailboxes
};

/// APNIC writes `x@y is invalid` when its own validation mails came back.
void note_dead(const std::vector<std::string>& remarks, std::set<std::string>& dead) {
  constexpr std::string_view kWords = " is invalid";
  for (const std::string& remark : remarks) {
    const std::string text = lower_cased(remark);
    for (std::size_t at = text.find(kWords); at != std::string::npos; at = text.find(kWords, at + 1)) {
      const std::size_t blank = text.find_last_of(" \t\n", at == 0 ? 0 : at - 1);
      const std::size_t begin = blank == std::string::npos || blank >= at ? 0 : blank + 1;
      if (auto mail = checked_mail_address(std::string_view(text).substr(begin, at - begin))) dead.insert(std::move(*mail));
    }
  }
}

/// ARIN's remark on contacts that did not answer its yearly question, or the status word.
bool is_unvalidated(const RegistryJson& entity, const std::vector<std::string>& remarks) {
  for (const std::string& status : texts_of(entity, "status", 16)) {
    if (const std::string word = lower_cased(status); word == "inactive" || word == "unvalidated") return true;
  }
  return std::any_of(remarks.begin(), remarks.end(), [](const std::string& remark) {
    const std::string text = lower_cased(remark);
    return text.find("unvalidated poc") != std::string::npos ||
           text.find("has attempted to validate the data for this poc, but has received no response") != std::string::npos;
  });
}

/// A partial or emptied mailbox is not one. Paths by index or by role are understood; others never match.
void note_redacted(const std::vector<RedactionMark>& redactions, Verdicts& verdicts) {
  for (const RedactionMark& mark : redactions) {
    const std::string method = lower_cased(mark.method);
    if (method != "partialvalue" && method != "emptyvalue") continue;
    const std::string path = lower_cased(mark.path);
    if (path.find("'abuse'") != std::string::npos && path.find("'email'") != std::string::npos) verdicts.abuse_mails_redacted = true;
    if (const std::size_t card = mark.path.find(".vcardArray"); card != std::string::npos)
      verdicts.redacted_paths.push_back(mark.path.substr(0, card));
  }
}

Verdicts verdicts_of(const std::vector<Node>& nodes, const RdapAnswer& answer) {
  Verdicts verdicts;
  note_dead(answer.remarks, verdicts.dead);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    note_dead(remarks_of(*nodes[i].json), verdicts.dead);
    if (!nodes[i].mails.empty()) verdicts.mails_by_handle.try_emplace(nodes[i].json->text_of("handle"), i);
  }
  note_redacted(answer.redactions, verdicts);
  return verdicts;
}

bool sounds_like_abuse(std::string_view mail) {
  const std::string local = lower_cased(mail.substr(0, mail.find('@')));
  return local.find("abuse") != std::string::npos || local.find("misuse") != std::string::npos;
}

struct Ranked {
  std::tuple<int, int, int, int, int, int, int, int, std::size_t> rank;  // smaller is better
  AbuseContact contact;
};

std::string reason(const Node& node, const std::vector<Node>& nodes, RdapObject object, bool by_role, const AbuseContact& contact) {
  const std::string who = contact.handle.empty() ? std::string("an entity without handle") : "entity " + contact.handle;
  std::string text = by_role ? "role abuse of " + who : "mailbox marked as abuse in " + who;
  if (node.distance == 0) {
    text += ", the object asked for";
  } else if (node.distance == 1) {
    text += std::string(", directly in the ") + (node.of_network ? "network of the reverse name" : std::string(to_text(object)));
  } else {
    const Node& parent = nodes[node.parent];
    text += ", nested " + std::to_string(node.distance) + " deep";
    if (!parent.roles.empty()) text += " under the " + printable(parent.roles.front());
  }
  if (contact.unvalidated) text += "; the registry could not validate it";
  if (contact.registry_desk) text += "; a registry's own mailbox, which at best forwards";
  return text;
}

void read_redactions(const RegistryJson& top, RdapAnswer& answer) {
  for (const RegistryJson* each : items_of(top, "redacted")) {
    if (answer.redactions.size() == kRedactionsMax) break;
    if (!each->is_object()) continue;
    RedactionMark mark;
    if (const RegistryJson* name = each->find("name")) {
      mark.name = name->text_of("description", 256);
      if (mark.name.empty()) mark.name = name->text_of("type", 256);
    }
    if (const RegistryJson* reason_given = each->find("reason")) {
      mark.reason = reason_given->text_of("description", 256);
      if (mark.reason.empty()) mark.reason = reason_given->text_of("type", 256);
    }
    mark.method = each->text_of("method", 32);
    if (mark.method.empty()) mark.method = "removal";
    for (const std::string_view member : {"postPath", "prePath", "replacementPath"}) {
      if (mark.path.empty()) mark.path = each->text_of(member, 512);
    }
    answer.redactions.push_back(std::move(mark));
  }
}

std::string https_link(const RegistryJson& object, std::string_view relation) {
  constexpr std::size_t kUrlMax = 512;
  for (const RegistryJson* link : items_of(object, "links")) {
    if (!link->is_object() || lower_cased(link->text_of("rel")) != relation) continue;
    const std::string type = lower_cased(link->text_of("type"));
    if (!type.empty() && type != "application/rdap+json") continue;
    const std::string url = link->text_of("href", kUrlMax + 1);
    if (url.size() > kUrlMax || !url.starts_with("https://")) continue;
    if (std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7f; })) return url;
  }
  return {};
}

void read_facts(const RegistryJson& top, RdapAnswer& answer) {
  answer.handle = printable(top.text_of("handle"));
  answer.name = printable(top.text_of("name"));
  answer.country = country_code(top.text_of("country")).value_or("");
  answer.start_address = parse_registry_address(top.text_of("startAddress"));
  answer.end_address = parse_registry_address(top.text_of("endAddress"));
  if (const RegistryJson* first = top.find("startAutnum")) answer.first_autnum = first->whole_number();
  if (const RegistryJson* last = top.find("endAutnum")) answer.last_autnum = last->whole_number();
  answer.domain = lower_cased(top.text_of("ldhName", 255));
  if (answer.domain.ends_with('.')) answer.domain.pop_back();
  answer.remarks = remarks_of(top);
  answer.status = texts_of(top, "status", 32);
  answer.related_url = https_link(top, "related");
  read_redactions(top, answer);
}

void add_contacts(const Node& node, const std::vector<MailRow>& mails, bool by_role, const std::vector<Node>& nodes,
                  const RdapAnswer& answer, const Verdicts& verdicts, std::vector<Ranked>& ranked, std::string& spoiled) {
  const std::vector<std::string> remarks = remarks_of(*node.json);
  const bool unvalidated = is_unvalidated(*node.json, remarks);
  const bool any_typed = std::any_of(mails.begin(), mails.end(), [](const MailRow& row) { return row.typed_abuse; });
  const std::string handle = printable(node.json->text_of("handle"));
  const std::string holder = holder_of(*node.json);
  const std::string country = country_of_card(*node.json);
  const bool redacted = verdicts.abuse_mails_redacted || std::find(verdicts.redacted_paths.begin(), verdicts.redacted_paths.end(),
                                                                   node.path) != verdicts.redacted_paths.end();
  for (const MailRow& row : mails) {
    if (ranked.size() == kRankedMax) return;
    if (any_typed && !row.typed_abuse) continue;  // the other rows are the entity's general mailbox
    if (redacted) {
      spoiled = "its mailbox was redacted";
      continue;
    }
    if (is_placeholder_mailbox(row.mail)) {
      spoiled = "its mailbox is a placeholder nobody reads";
      continue;
    }
    if (verdicts.dead.contains(lower_cased(row.mail))) {
      spoiled = "the registry says that its mailbox is invalid";
      continue;
    }
    Ranked each;
    each.contact.mail = row.mail;
    each.contact.scope = node.scope;
    each.contact.handle = handle;
    each.contact.holder = holder;
    each.contact.country = country;
    each.contact.distance = node.distance;
    each.contact.unvalidated = unvalidated;
    each.contact.registry_desk = is_registry_desk(row.mail);
    each.contact.why = reason(node, nodes, answer.object, by_role, each.contact);
    const bool dedicated = node.roles.size() == 1;
    each.rank = {by_role ? 0 : 1,
                 node.of_network ? 1 : 0,
                 node.distance,
                 unvalidated ? 1 : 0,
                 static_cast<int>(node.kin),
                 dedicated ? 0 : 1,
                 row.preference,
                 sounds_like_abuse(row.mail) ? 0 : 1,
                 ranked.size()};
    ranked.push_back(std::move(each));
  }
}

/// The mailboxes of another entity with the same handle: registries list a contact once in full and elsewhere by handle only.
/// Not for names, where registrars put one number on themselves and on their abuse desk.
const std::vector<MailRow>* mails_by_handle(const Node& node, const std::vector<Node>& nodes, const Verdicts& verdicts, RdapObject object) {
  if (object != RdapObject::network && object != RdapObject::autnum) return nullptr;
  const std::string handle = node.json->text_of("handle");
  const auto known = verdicts.mails_by_handle.find(handle);
  return handle.empty() || known == verdicts.mails_by_handle.end() ? nullptr : &nodes[known->second].mails;
}

void find_contacts(const std::vector<Node>& nodes, const Verdicts& verdicts, RdapAnswer& answer) {
  std::vector<Ranked> ranked;
  std::size_t abuse_entities = 0;
  std::string spoiled;
  for (const Node& node : nodes) {
    if (!has_role(node, kRoleAbuse)) continue;
    ++abuse_entities;
    const std::vector<MailRow>* mails = &node.mails;
    if (mails->empty()) {
      if (const auto* borrowed = mails_by_handle(node, nodes, verdicts, answer.object)) mails = borrowed;
    }
    if (mails->empty() && node.distance > 0 && answer.unresolved.size() < kRdapContactsMax) {
      AbuseReference reference{printable(node.json->text_of("handle")), https_link(*node.json, "self")};
      if (!reference.handle.empty()) answer.unresolved.push_back(std::move(reference));
    }
    add_contacts(node, *mails, true, nodes, answer, verdicts, ranked, spoiled);
  }
  if (abuse_entities == 0) {
    for (const Node& node : nodes) {
      if (std::any_of(node.mails.begin(), node.mails.end(), [](const MailRow& row) { return row.typed_abuse; })) {
        add_contacts(node, node.mails, false, nodes, answer, verdicts, ranked, spoiled);
      }
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
  for (Ranked& each : ranked) {
    const bool known = std::any_of(answer.contacts.begin(), answer.contacts.end(),
                                   [&](const AbuseContact& contact) { return same_mailbox(contact.mail, each.contact.mail); });
    if (known) continue;
    if (answer.contacts.size() == kRdapContactsMax) {
      answer.cut_short = true;
      break;
    }
    answer.contacts.push_back(std::move(each.contact));
  }
  if (!answer.contacts.empty()) {
    answer.why = answer.contacts.front().why;
  } else if (abuse_entities == 0 && spoiled.empty()) {
    answer.why = "no entity has the role abuse";
  } else if (!spoiled.empty()) {
    answer.why = "an entity has the role abuse, but " + spoiled;
  } else {
    answer.why = "an entity has the role abuse, but names no usable mailbox";
  }
}

void find_hints(const std::vector<Node>& nodes, const Verdicts& verdicts, RdapAnswer& answer) {
  const auto look_at = [&](const std::vector<std::string>& remarks) {
    for (const std::string& remark : remarks) {
      const std::string text = lower_cased(remark);
      if (text.find("abuse") == std::string::npos && text.find("misuse") == std::string::npos) continue;
      for (std::string& mail : mailboxes_in_text(remark, kHintsMax)) {
        if (answer.hints.size() == kHintsMax) return;
        const auto is_same = [&](const std::string& other) { return same_mailbox(other, mail); };
        if (is_placeholder_mailbox(mail) || verdicts.dead.contains(lower_cased(mail)) ||
            std::any_of(answer.hints.begin(), answer.hints.end(), is_same) ||
            std::any_of(answer.contacts.begin(), answer.contacts.end(),
                        [&](const AbuseContact& contact) { return is_same(contact.mail); })) {
          continue;
        }
        answer.hints.push_back(std::move(mail));
      }
    }
  };
  look_at(answer.remarks);
  for (const Node& node : nodes) {
    if (node.distance > 0 && answer.hints.size() < kHintsMax) look_at(remarks_of(*node.json));
  }
}

RdapError error_of_code(std::int64_t code) {
  const int shown = code >= 0 && code <= 999 ? static_cast<int>(code) : 0;
  if (code == 404) return {RdapErrorKind::none, shown, "the registry knows nothing of it (404)"};
  if (code == 429) return {RdapErrorKind::later, shown, "the registry was asked too often (429)"};
  return {RdapErrorKind::failed, shown, "the look-up failed (" + std::to_string(shown) + "); that says nothing about contacts"};
}

RdapError garbage(std::string why) { return {RdapErrorKind::garbage, 0, std::move(why)}; }

}  // namespace

std::string_view to_text(RdapObject object) noexcept {
  switch (object) {
    case RdapObject::network: return "ip network";
    case RdapObject::autnum: return "autnum";
    case RdapObject::domain: return "domain";
    case RdapObject::nameserver: return "nameserver";
    case RdapObject::entity: return "entity";
    case RdapObject::other: return "other";
  }
  return "";
}

std::string_view to_text(RdapErrorKind kind) noexcept {
  switch (kind) {
    case RdapErrorKind::none: return "none";
    case RdapErrorKind::later: return "later";
    case RdapErrorKind::failed: return "failed";
    case RdapErrorKind::garbage: return "garbage";
  }
  return "";
}

RdapReading read_rdap(std::string_view bytes) {
  const auto parsed = parse_registry_json(bytes);
  if (!parsed) {
    switch (parsed.error()) {
      case RegistryJsonError::too_large: return Failure{garbage("the answer is larger than 2 MB")};
      case RegistryJsonError::too_deep: return Failure{garbage("the answer is nested too deeply")};
      case RegistryJsonError::too_many_values: return Failure{garbage("the answer holds too many values")};
      case RegistryJsonError::not_json: return Failure{garbage("the answer is not JSON")};
    }
  }
  const RegistryJson& top = parsed.value();
  if (!top.is_object()) return Failure{garbage("the answer is not an object")};
  if (is_ambiguous(top)) return Failure{garbage("a deciding member appears twice")};
  if (const RegistryJson* code = top.find("errorCode")) {
    const auto number = code->whole_number();
    if (!number) return Failure{garbage("errorCode is not a number")};
    return Failure{error_of_code(*number)};
  }
  const auto object = object_class(top);
  if (!object) return Failure{garbage("the answer is not an RDAP answer")};

  RdapAnswer answer;
  answer.object = *object;
  read_facts(top, answer);
  if (*object == RdapObject::other) {
    answer.why = "the answer is about no single object, so it names no contact";
    return answer;
  }
  const bool reverse = *object == RdapObject::domain && is_reverse_name(answer.domain);
  bool ambiguous = false;
  const std::vector<Node> nodes = nodes_of(top, *object, reverse, answer, ambiguous);
  if (ambiguous) return Failure{garbage("a deciding member appears twice")};
  if (is_placeholder_block(answer, nodes)) {
    answer.why = "a registry's entry for a block that others manage; its abuse contact is the registry's own";
    return answer;
  }
  const Verdicts verdicts = verdicts_of(nodes, answer);
  find_contacts(nodes, verdicts, answer);
  find_hints(nodes, verdicts, answer);
  return answer;
}

RdapReading read_rdap_reply(int http_status, std::string_view body) {
  if (http_status != 200) return Failure{error_of_code(http_status)};
  return read_rdap(body);
}

std::string contact_json(const RdapReading& reading) {
  nlohmann::ordered_json line;
  line["kind"] = reading ? "answer" : "error";
  line["abuse_emails"] = nlohmann::ordered_json::array();
  if (reading) {
    for (const AbuseContact& contact : reading->contacts) line["abuse_emails"].push_back(contact.mail);
  }
  line["why"] = reading ? reading->why : reading.error().why;
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redress
