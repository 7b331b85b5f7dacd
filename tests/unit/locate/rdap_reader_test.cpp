#include "engine/locate/rdap_reader.hpp"

#include "engine/core/time.hpp"
#include "engine/locate/mail_address.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>

namespace redress {
namespace {

using List = std::vector<std::string>;
using nlohmann::ordered_json;

std::string card(const std::string& rows) {
  return R"("vcardArray":["vcard",[["version",{},"text","4.0"])" + (rows.empty() ? "" : "," + rows) + "]]";
}
std::string mail_row(const std::string& mail) { return R"(["email",{},"text",")" + mail + "\"]"; }
std::string entity(const std::string& handle, const std::string& roles, const std::string& rows, const std::string& more = "") {
  return R"({"objectClassName":"entity","handle":")" + handle + R"(","roles":[)" + roles + "]," + card(rows) + more + "}";
}
std::string network(const std::string& entities, const std::string& more = "") {
  return R"({"objectClassName":"ip network","handle":"NET-1","startAddress":"192.0.2.0","endAddress":"192.0.2.255","entities":[)" +
         entities + "]" + more + "}";
}
std::string domain(const std::string& entities, const std::string& more = "") {
  return R"({"objectClassName":"domain","ldhName":"Site.Example","entities":[)" + entities + "]" + more + "}";
}
std::string inside(const std::string& entities) { return R"(,"entities":[)" + entities + "]"; }

RdapAnswer answer_of(const std::string& bytes) {
  auto reading = read_rdap(bytes);
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().why) << "\n" << bytes;
  return reading ? std::move(reading.value()) : RdapAnswer{};
}
List mails_of(const RdapAnswer& answer) {
  List mails;
  for (const AbuseContact& contact : answer.contacts) mails.push_back(contact.mail);
  return mails;
}
List mails(const std::string& bytes) { return mails_of(answer_of(bytes)); }

std::filesystem::path shared_rdap() {
  const char* given = std::getenv("REDRESS_TEST_DATA");
  return std::filesystem::path(given != nullptr ? given : REDRESS_SOURCE_DIR "/../shared/data") / "rdap";
}
std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Expected {
  std::string file;
  std::string kind;
  List mails;
};
std::vector<Expected> expected_rows() {
  std::vector<Expected> rows;
  std::ifstream in(shared_rdap() / "expected.tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    Expected row;
    List fields;
    std::size_t at = 0;
    for (std::size_t tab; (tab = line.find('\t', at)) != std::string::npos; at = tab + 1) fields.push_back(line.substr(at, tab - at));
    fields.push_back(line.substr(at));
    if (fields.size() < 3) continue;
    row.file = fields[0];
    row.kind = fields[1];
    if (fields[2] != "-") row.mails = mailboxes_in_value(fields[2]);
    rows.push_back(row);
  }
  return rows;
}

// Every real answer of the shared collection gives exactly the mailboxes worked out by hand, in their order.
TEST(RdapShared, AllAsExpected) {
  const auto rows = expected_rows();
  if (rows.empty()) GTEST_SKIP() << "shared RDAP data is absent: " << shared_rdap();
  std::size_t right = 0;
  for (const Expected& row : rows) {
    const auto reading = read_rdap(file_text(shared_rdap() / row.file));
    SCOPED_TRACE(row.file);
    EXPECT_EQ(reading.has_value(), row.kind == "answer") << (reading ? "" : reading.error().why);
    const List found = reading ? mails_of(*reading) : List{};
    EXPECT_EQ(found, row.mails);
    right += reading.has_value() == (row.kind == "answer") && found == row.mails ? 1 : 0;
    const auto line = nlohmann::json::parse(contact_json(reading));
    EXPECT_EQ(line.at("kind"), row.kind == "answer" ? "answer" : "error");
    EXPECT_EQ(line.at("abuse_emails").get<List>(), row.mails);
    EXPECT_FALSE(line.at("why").get<std::string>().empty());
  }
  std::cout << "[ figures  ] shared RDAP answers right: " << right << " of " << rows.size() << "\n";
}

ordered_json shuffled(const nlohmann::json& value, std::mt19937& random) {
  if (value.is_array()) {
    ordered_json list = ordered_json::array();
    for (const auto& item : value) list.push_back(shuffled(item, random));
    return list;
  }
  if (!value.is_object()) return value;
  List names;
  for (const auto& [name, item] : value.items()) names.push_back(name);
  std::shuffle(names.begin(), names.end(), random);
  ordered_json object = ordered_json::object();
  for (const std::string& name : names) object[name] = shuffled(value.at(name), random);
  return object;
}

std::string all_of(const RdapReading& reading) {
  std::string text = contact_json(reading);
  if (!reading) return text;
  for (const AbuseContact& contact : reading->contacts)
    text += "|" + contact.mail + contact.why + contact.handle + contact.holder + contact.country;
  for (const std::string& each : reading->hints) text += "|hint " + each;
  for (const std::string& each : reading->remarks) text += "|remark " + each;
  for (const RedactionMark& mark : reading->redactions) text += "|" + mark.name + mark.method + mark.path;
  return text + "|" + reading->handle + reading->country + reading->domain;
}

// The order of an object's members means nothing in JSON: shuffled ones give the same reading, down to the reasons.
TEST(RdapProperty, MemberOrderDoesNotMatter) {
  List samples{
      network(entity("A", "\"abuse\"", mail_row("abuse@net.example")) + "," +
              entity("O", "\"registrant\"", "", inside(entity("B", "\"technical\",\"abuse\"", mail_row("noc@net.example"))))),
      domain(entity("R", "\"registrar\"", mail_row("info@reg.example"), inside(entity("X", "\"abuse\"", mail_row("abuse@reg.example")))))};
  for (const Expected& row : expected_rows()) samples.push_back(file_text(shared_rdap() / row.file));
  const unsigned seed = 20300101;
  std::mt19937 random(seed);
  for (const std::string& sample : samples) {
    const auto parsed = nlohmann::json::parse(sample);
    const std::string before = all_of(read_rdap(parsed.dump()));
    for (int round = 0; round < 25; ++round) {
      const std::string text = shuffled(parsed, random).dump();
      ASSERT_EQ(all_of(read_rdap(text)), before) << "seed " << seed << "\n" << text;
    }
  }
}

// Cut, changed and doubled bytes never crash the reader and never yield anything but a plain mailbox.
TEST(RdapProperty, BrokenBytesYieldNoOddMailbox) {
  List samples{network(
      entity("A", "\"abuse\"", mail_row("abuse@net.example") + R"(,["email",{"type":"abuse","pref":"1"},"uri","mailto:x@net.example"])"))};
  for (const Expected& row : expected_rows()) samples.push_back(file_text(shared_rdap() / row.file));
  const unsigned seed = 7;
  std::mt19937 random(seed);
  std::size_t tried = 0;
  for (const std::string& sample : samples) {
    for (int round = 0; round < 60; ++round) {
      std::string text = sample;
      const auto at = [&] { return std::uniform_int_distribution<std::size_t>(0, text.empty() ? 0 : text.size() - 1)(random); };
      switch (round % 3) {
        case 0: text.resize(at()); break;
        case 1:
          for (int i = 0; i < 4; ++i) text[at()] = static_cast<char>(random() & 0xff);
          break;
        default: text.insert(at(), text.substr(at(), 40)); break;  // not an enum
      }
      const auto reading = read_rdap(text);
      ++tried;
      if (!reading) continue;
      for (const AbuseContact& contact : reading->contacts) ASSERT_TRUE(checked_mail_address(contact.mail)) << "seed " << seed;
    }
  }
  EXPECT_GE(tried, 60u);
}

// Roles are found at any depth within the cap, nearest first; beyond the cap nothing is looked at and the answer says so.
TEST(RdapReader, NestedRoles) {
  EXPECT_EQ(mails(network(entity("O", "\"registrant\"", "", inside(entity("FAR", "\"abuse\"", mail_row("far@net.example")))) + "," +
                          entity("NEAR", "\"abuse\"", mail_row("near@net.example")))),
            List({"near@net.example", "far@net.example"}));
  const auto deep = [](int depth) {
    std::string inner = entity("X", "\"abuse\"", mail_row("deep@net.example"));
    for (int i = 1; i < depth; ++i) inner = R"({"handle":"P","roles":["registrant"],"entities":[)" + inner + "]}";
    return network(inner);
  };
  const RdapAnswer allowed = answer_of(deep(kRdapEntityDepthMax));
  EXPECT_EQ(mails_of(allowed), List({"deep@net.example"}));
  EXPECT_EQ(allowed.contacts[0].distance, kRdapEntityDepthMax);
  EXPECT_FALSE(allowed.cut_short);
  const RdapAnswer beyond = answer_of(deep(kRdapEntityDepthMax + 1));
  EXPECT_TRUE(beyond.contacts.empty());
  EXPECT_TRUE(beyond.cut_short);
  EXPECT_EQ(read_rdap(deep(40)).error().kind, RdapErrorKind::garbage);  // deeper than any JSON we read
}

// With more entities than the cap, the nearest are looked at.
TEST(RdapReader, ManyEntities) {
  std::string children;
  for (std::size_t i = 0; i < kRdapEntitiesMax + 10; ++i) children += R"({"roles":["technical"]},)";
  const RdapAnswer answer = answer_of(network(entity("A", "\"abuse\"", mail_row("abuse@net.example")) + "," + children +
                                              entity("Z", "\"abuse\"", mail_row("late@net.example"))));
  EXPECT_EQ(mails_of(answer), List({"abuse@net.example"}));
  EXPECT_TRUE(answer.cut_short);
}

// Only the role decides: other people's mailboxes never stand in for a missing abuse desk.
TEST(RdapReader, OtherRolesNeverWin) {
  for (const char* role :
       {"technical", "administrative", "noc", "registrant", "billing", "routing", "registrar", "sponsor", "proxy", "notifications"}) {
    EXPECT_EQ(mails(network(entity("A", "\"" + std::string(role) + "\"", mail_row("abuse@net.example")))), List()) << role;
  }
  EXPECT_EQ(mails(network(R"({"handle":"A",)" + card(mail_row("abuse@net.example")) + "}")), List());
  EXPECT_EQ(mails(network(entity("A", "\"technical\",\"Abuse\"", mail_row("noc@net.example")))), List({"noc@net.example"}));
  EXPECT_EQ(mails(network(R"({"roles":"abuse",)" + card(mail_row("abuse@net.example")) + "}")), List({"abuse@net.example"}));
}

// Other objects inside the answer have contacts of their own, which are not this object's.
TEST(RdapReader, OtherObjectsDoNotCount) {
  const std::string abuse = entity("A", "\"abuse\"", mail_row("abuse@other.example"));
  EXPECT_EQ(mails(domain("", R"(,"nameservers":[{"objectClassName":"nameserver","entities":[)" + abuse + "]}]")), List());
  EXPECT_EQ(mails(domain("", R"(,"network":{"objectClassName":"ip network","entities":[)" + abuse + "]}")), List());
  EXPECT_EQ(mails(R"({"objectClassName":"entity","handle":"ORG","networks":[)" + network(abuse) + R"(],"autnums":[{"entities":[)" + abuse +
                  "]}]}"),
            List());
  const RdapAnswer reverse =
      answer_of(R"({"objectClassName":"domain","ldhName":"2.0.192.in-addr.arpa","network":{"objectClassName":"ip network","entities":[)" +
                abuse + "]}}");
  EXPECT_EQ(mails_of(reverse), List({"abuse@other.example"}));
  EXPECT_EQ(reverse.contacts[0].scope, ContactScope::network);
}

// Among equally near ones: the registrar's before a reseller's before others, a desk that does nothing else before one that does.
TEST(RdapReader, RanksAmongEquals) {
  const auto under = [](const std::string& role, const std::string& mail) {
    return entity("P", "\"" + role + "\"", "", inside(entity("X", "\"abuse\"", mail_row(mail))));
  };
  const RdapAnswer answer = answer_of(domain(under("technical", "tech@x.example") + "," + under("reseller", "re@x.example") + "," +
                                             under("registrar", "abuse@reg.example")));
  EXPECT_EQ(mails_of(answer), List({"abuse@reg.example", "re@x.example", "tech@x.example"}));
  EXPECT_EQ(answer.contacts[0].scope, ContactScope::registrar);
  EXPECT_EQ(answer.contacts[2].scope, ContactScope::site);
  EXPECT_EQ(answer.contacts[0].why, "role abuse of entity X, nested 2 deep under the registrar");
  EXPECT_EQ(mails(network(entity("T", "\"technical\",\"abuse\"", mail_row("noc@net.example")) + "," +
                          entity("A", "\"abuse\"", mail_row("desk@net.example")))),
            List({"desk@net.example", "noc@net.example"}));
}

// jCard rows: types, preference, lists, several values, mailto and letter case are read; broken rows fall out one by one.
TEST(RdapReader, CardRows) {
  const auto of = [](const std::string& rows) { return mails(network(entity("A", "\"abuse\"", rows))); };
  EXPECT_EQ(of(R"(["email",{"type":"email"},"text","noc@net.example"],["email",{"type":"abuse"},"text","abuse@net.example"])"),
            List({"abuse@net.example"}));
  EXPECT_EQ(of(R"(["email",{"pref":"2"},"text","b@net.example"],["EMAIL",{"pref":"1","type":["work"]},"text","a@net.example"])"),
            List({"a@net.example", "b@net.example"}));
  EXPECT_EQ(of(R"(["email",{"group":"g1"},"text",["a@net.example","b@net.example"]])"), List({"a@net.example", "b@net.example"}));
  EXPECT_EQ(of(R"(["email",{},"text","a@net.example","b@net.example"])"), List({"a@net.example", "b@net.example"}));
  EXPECT_EQ(of(R"(["email",{},"uri","mailto:a@net.example"])"), List({"a@net.example"}));
  EXPECT_EQ(of(R"(["email",{},"text","A@net.example"],["email",{},"text","a@NET.example"])"), List({"A@net.example"}));
  EXPECT_EQ(of(R"(["email",{},"text","noc@net.example"],["email",{},"text","abuse@net.example"])"),
            List({"abuse@net.example", "noc@net.example"}));
  EXPECT_EQ(
      of(R"(false,[],["email"],["email",{},"text"],["email",{},42,"x@net.example"],[false,{},"text","y@net.example"],["email",{},"text",null],
               ["email",{},"text",7],["note",{},"text","z@net.example"],["email",[],"text","ok@net.example"])"),
      List({"ok@net.example"}));
  EXPECT_EQ(
      of(R"(["email",{},"text","a@net.example\r\nBcc: b@net.example"],["email",{},"text",""],["email",{},"text","REDACTED FOR PRIVACY"])"),
      List());
  for (const char* broken : {R"("vcardArray":[])", R"("vcardArray":["vcard"])", R"("vcardArray":["vcard",false])", R"("vcardArray":7)",
                             R"("vcardArray":["x",[["email",{},"text","a@net.example"]]])"}) {
    EXPECT_EQ(mails(network(std::string(R"({"roles":["abuse"],)") + broken + "}")), List()) << broken;
  }
}

// A row marked as abuse counts where no entity has the role, and never beside one that has.
TEST(RdapReader, TypedRowsWithoutRole) {
  const std::string typed = R"(["email",{"type":"abuse"},"text","abuse@net.example"],["email",{},"text","noc@net.example"])";
  EXPECT_EQ(mails(network(entity("T", "\"technical\"", typed))), List({"abuse@net.example"}));
  EXPECT_EQ(mails(network(entity("T", "\"technical\"", typed) + "," + entity("A", "\"abuse\"", mail_row("desk@net.example")))),
            List({"desk@net.example"}));
}

// Mailboxes nobody reads, that the registry calls invalid, or that were cut by redaction are no addressee.
TEST(RdapReader, UnusableMailboxes) {
  EXPECT_EQ(mails(network(entity("A", "\"abuse\"", mail_row("unread@net.example")))), List());
  const std::string dead = R"(,"remarks":[{"title":"remarks","description":["abuse@net.example is invalid"]}])";
  const RdapAnswer invalid = answer_of(network(entity("IRT-X", "\"abuse\"", mail_row("abuse@net.example"), dead)));
  EXPECT_TRUE(invalid.contacts.empty());
  EXPECT_EQ(invalid.why, "an entity has the role abuse, but the registry says that its mailbox is invalid");
  const std::string by_role =
      R"(,"redacted":[{"name":{"description":"x"},"method":"partialValue","postPath":"$.entities[?(@.roles[0]=='abuse')].vcardArray[1][?(@[0]=='email')][3]"}])";
  EXPECT_EQ(mails(network(entity("A", "\"abuse\"", mail_row("a...@net.example") + "," + mail_row("abu@net.example")), by_role)), List());
  const std::string by_index =
      R"(,"redacted":[{"name":{"type":"x"},"method":"partialValue","postPath":"$.entities[1].vcardArray[1][1][3]","reason":{"type":"y"}}])";
  const std::string two = entity("A", "\"abuse\"", mail_row("a@net.example")) + "," + entity("B", "\"abuse\"", mail_row("b@net.example"));
  const RdapAnswer redacted = answer_of(network(two, by_index));
  EXPECT_EQ(mails_of(redacted), List({"a@net.example"}));
  ASSERT_EQ(redacted.redactions.size(), 1u);
  EXPECT_EQ(redacted.redactions[0].name, "x");
  EXPECT_EQ(redacted.redactions[0].reason, "y");
}

// An unvalidated contact is behind a validated one as near; a registry's own desk is marked.
TEST(RdapReader, MarksDoubt) {
  const std::string remark =
      R"(,"remarks":[{"title":"Unvalidated POC","description":["ARIN has attempted to validate the data for this POC, but has received no response from the POC since 2020-01-01"]}])";
  const RdapAnswer answer = answer_of(network(entity("OLD", "\"abuse\"", mail_row("abuse@old.example"), remark) + "," +
                                              entity("NEW", "\"abuse\"", mail_row("desk@new.example"))));
  EXPECT_EQ(mails_of(answer), List({"desk@new.example", "abuse@old.example"}));
  EXPECT_TRUE(answer.contacts[1].unvalidated);
  const RdapAnswer desk = answer_of(network(entity("IRT-JPNIC-JP", "\"abuse\"", mail_row("hostmaster@nic.ad.jp"))));
  ASSERT_EQ(desk.contacts.size(), 1u);
  EXPECT_TRUE(desk.contacts[0].registry_desk);
}

// A registry's entry for a block that others manage names the registry, which is the wrong addressee.
TEST(RdapReader, PlaceholderBlocks) {
  const std::string abuse = entity("A", "\"abuse\"", mail_row("abuse@registry.example"));
  EXPECT_EQ(mails(R"({"objectClassName":"ip network","name":"NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK","entities":[)" + abuse + "]}"), List());
  EXPECT_EQ(mails(R"({"objectClassName":"ip network","startAddress":"0.0.0.0","endAddress":"255.255.255.255","entities":[)" + abuse + "]}"),
            List());
  const RdapAnswer elsewhere = answer_of(network(entity("APNIC", "\"registrant\"", "", inside(abuse))));
  EXPECT_TRUE(elsewhere.contacts.empty());
  EXPECT_NE(elsewhere.why.find("others manage"), std::string::npos);
  EXPECT_EQ(mails(network(entity("ORG-1", "\"registrant\"", "", inside(abuse)))), List({"abuse@registry.example"}));
}

// A desk listed by handle only takes the mailbox of its full entry in the same network; else it is named for asking.
TEST(RdapReader, HandleOnlyEntries) {
  const std::string stub =
      R"({"handle":"NOC-1","roles":["abuse"],"links":[{"rel":"self","href":"https://rdap.rir.example/entity/NOC-1"}]})";
  EXPECT_EQ(mails(network(stub + "," + entity("NOC-1", "\"technical\"", mail_row("noc@net.example")))), List({"noc@net.example"}));
  const RdapAnswer alone = answer_of(network(stub));
  EXPECT_TRUE(alone.contacts.empty());
  ASSERT_EQ(alone.unresolved.size(), 1u);
  EXPECT_EQ(alone.unresolved[0].handle, "NOC-1");
  EXPECT_EQ(alone.unresolved[0].url, "https://rdap.rir.example/entity/NOC-1");
  // A registrar's number on its own desk is not the same entry.
  EXPECT_EQ(mails(domain(entity("292", "\"registrar\"", mail_row("info@reg.example"), inside(R"({"handle":"292","roles":["abuse"]})")))),
            List());
}

// Mailboxes in remarks are for a person to look at and never addressees.
TEST(RdapReader, RemarksAreHints) {
  const RdapAnswer answer = answer_of(network(
      entity("T", "\"technical\"", mail_row("noc@net.example")),
      R"(,"remarks":[{"title":"Note","description":["Send abuse reports to abuse@net.example.","Sales: sales@net.example"]},{"description":["Call x@net.example"]}])"));
  EXPECT_TRUE(answer.contacts.empty());
  EXPECT_EQ(answer.hints, List({"abuse@net.example", "sales@net.example"}));
  EXPECT_EQ(answer.remarks[0], "Note Send abuse reports to abuse@net.example. Sales: sales@net.example");
}

// Facts of the object are kept beside its contacts.
TEST(RdapReader, Facts) {
  const RdapAnswer answer = answer_of(network("", R"(,"country":"nl","name":"NET","status":["active"])"));
  EXPECT_EQ(answer.object, RdapObject::network);
  EXPECT_EQ(answer.country, "NL");
  EXPECT_EQ(answer.start_address, parse_address("192.0.2.0"));
  EXPECT_EQ(answer.end_address, parse_address("192.0.2.255"));
  EXPECT_EQ(answer.status, List({"active"}));
  EXPECT_EQ(answer.why, "no entity has the role abuse");
  EXPECT_EQ(answer_of(R"({"objectClassName":"ip network","startAddress":"074.125.000.000"})").start_address, parse_address("74.125.0.0"));
  EXPECT_EQ(answer_of(R"({"objectClassName":"autnum","startAutnum":64496,"endAutnum":"64500"})").last_autnum, 64500);
  EXPECT_EQ(
      answer_of(
          domain("",
                 R"(,"links":[{"rel":"related","href":"https://rdap.reg.example/domain/site.example","type":"application/rdap+json"}])"))
          .related_url,
      "https://rdap.reg.example/domain/site.example");
  EXPECT_EQ(answer_of(domain("")).domain, "site.example");
  const RdapAnswer self =
      answer_of(R"({"objectClassName":"entity","handle":"AR1","roles":["abuse"],)" + card(mail_row("abuse@net.example")) + "}");
  EXPECT_EQ(mails_of(self), List({"abuse@net.example"}));
  EXPECT_EQ(self.contacts[0].distance, 0);
}

// Help texts and search results are answers, but never name a contact.
TEST(RdapReader, AnswersAboutNoSingleObject) {
  const std::string abuse = entity("A", "\"abuse\"", mail_row("abuse@net.example"));
  for (const std::string& text :
       {std::string(R"({"rdapConformance":["rdap_level_0"],"notices":[]})"), R"({"entitySearchResults":[)" + abuse + "]}",
        R"({"objectClassName":"x","rdapConformance":[],"entities":[)" + abuse + "]}"}) {
    const RdapAnswer answer = answer_of(text);
    EXPECT_EQ(answer.object, RdapObject::other);
    EXPECT_TRUE(answer.contacts.empty());
  }
}

// A failed look-up is told apart from "nobody is named", and garbage from both.
TEST(RdapReader, Errors) {
  const auto kind = [](const std::string& bytes) { return read_rdap(bytes).error().kind; };
  EXPECT_EQ(kind(R"({"errorCode":404})"), RdapErrorKind::none);
  EXPECT_EQ(kind(R"({"errorCode":"404"})"), RdapErrorKind::none);
  EXPECT_EQ(kind(R"({"errorCode":429,"objectClassName":"ip network"})"), RdapErrorKind::later);
  for (const int code : {400, 403, 500, 501, 502, 503, 0, -1, 200})
    EXPECT_EQ(kind("{\"errorCode\":" + std::to_string(code) + "}"), RdapErrorKind::failed);
  for (const char* text : {"", "<html>", "[]", "{}", "7", R"({"errorCode":"x"})", R"({"notices":[]})", R"({"objectClassName":"help"})",
                           R"({"objectClassName":"domain","entities":[],"entities":[]})",
                           R"({"objectClassName":"domain","entities":[{"roles":["abuse"],"roles":["technical"]}]})"}) {
    EXPECT_EQ(kind(text), RdapErrorKind::garbage) << text;
  }
  EXPECT_EQ(kind(std::string(3 * 1024 * 1024, ' ')), RdapErrorKind::garbage);
  EXPECT_EQ(read_rdap_reply(404, "<html>").error().kind, RdapErrorKind::none);
  EXPECT_EQ(read_rdap_reply(429, "").error().kind, RdapErrorKind::later);
  EXPECT_EQ(read_rdap_reply(503, network("")).error().kind, RdapErrorKind::failed);
  EXPECT_EQ(read_rdap_reply(302, network("")).error().kind, RdapErrorKind::failed);
  EXPECT_TRUE(read_rdap_reply(200, network("")));
  EXPECT_EQ(contact_json(read_rdap(R"({"errorCode":501})")),
            R"({"kind":"error","abuse_emails":[],"why":"the look-up failed (501); that says nothing about contacts"})");
}

// The largest hostile answers are read or refused within two seconds even in a debug build.
TEST(RdapReader, HostileSizesStayFast) {
  std::string mails_many;
  while (mails_many.size() < 1'900'000) mails_many += mail_row("a" + std::to_string(mails_many.size()) + "@net.example") + ",";
  std::string stubs;
  for (int i = 0; i < 1900; ++i)
    stubs += entity("H" + std::to_string(i), "\"abuse\"", mail_row("b" + std::to_string(i) + "@net.example")) + ",";
  std::string remarks;
  while (remarks.size() < 1'500'000) remarks += R"({"title":"abuse","description":["x@y.example is invalid @@@@@@@@ abuse"]},)";
  const List samples{network(entity("A", "\"abuse\"", mails_many + mail_row("z@net.example"))),
                     network(stubs + entity("A", "\"abuse\"", ""), R"(,"remarks":[)" + remarks + "{}]"),
                     network(entity("A", "\"abuse\"", mail_row(std::string(1'900'000, '@')))), std::string(2'000'000, '['),
                     "{\"a\":" + std::string(1'000'000, '{')};
  const SystemClock clock;
  for (const std::string& sample : samples) {
    const SteadyTime began = clock.steady_now();
    const auto reading = read_rdap(sample);
    EXPECT_LT(clock.steady_now() - began, seconds(2));
    if (reading) {
      EXPECT_LE(reading->contacts.size(), kRdapContactsMax);
    }
  }
}

}  // namespace
}  // namespace redress
