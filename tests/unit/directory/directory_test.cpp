#include "engine/directory/directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace redress {
namespace {

const Directory& example() {
  static const auto loaded = load_directory(REDRESS_SOURCE_DIR "/docs/examples/directory.yaml");
  if (!loaded)
    for (const auto& problem : loaded.error()) ADD_FAILURE() << to_text(problem);
  return loaded.value();
}

std::string slug_of(const DirectoryEntry* entry) { return entry ? entry->slug : "nobody"; }
std::string host(std::string_view name) { return slug_of(example().by_host(name)); }
std::string address(std::string_view text) { return slug_of(example().by_address(text)); }

UtcTime moment(const char* text) { return *parse_rfc3339(text); }

// The longest parent domain answers; a domain that only ends in the same letters does not.
TEST(Directory, ByHost) {
  EXPECT_EQ(host("prompt-hosting.example"), "prompt-hosting");
  EXPECT_EQ(host("a.b.c.prompt-hosting.example"), "prompt-hosting");
  EXPECT_EQ(host("board.prompt-hosting.example"), "picture-board");
  EXPECT_EQ(host("img.board.prompt-hosting.example"), "picture-board");
  EXPECT_EQ(host("notprompt-hosting.example"), "nobody");
  EXPECT_EQ(host("example"), "nobody");
  EXPECT_EQ(host(""), "nobody");
  EXPECT_EQ(host("."), "nobody");
  EXPECT_EQ(host(std::string(5000, 'a')), "nobody");
}

// The longest prefix answers, for both families; what is no address is nobody's.
TEST(Directory, ByAddress) {
  EXPECT_EQ(address("192.0.2.1"), "prompt-hosting");
  EXPECT_EQ(address("192.0.2.127"), "prompt-hosting");
  EXPECT_EQ(address("192.0.2.128"), "one-by-one-hosting");
  EXPECT_EQ(address("203.0.113.9"), "backbone");
  EXPECT_EQ(address("2001:db8:100::1"), "prompt-hosting");
  EXPECT_EQ(address("2001:db8:101::1"), "backbone");
  EXPECT_EQ(address("2001:db9::1"), "nobody");
  EXPECT_EQ(address("::ffff:192.0.2.1"), "nobody");
  EXPECT_EQ(address("127.0.0.1"), "nobody");
  for (const char* bad : {"", "192.0.2", "192.0.2.0/25", "192.0.2.256", "localhost", "192.0.2.1 "})
    EXPECT_EQ(address(bad), "nobody") << bad;
}

// An entry comes through with everything that was written.
TEST(Directory, EntryIsComplete) {
  const auto* entry = example().by_slug("one-by-one-hosting");
  ASSERT_TRUE(entry);
  DirectoryEntry wanted;
  wanted.slug = "one-by-one-hosting";
  wanted.name = "One by One Hosting";
  wanted.kind = RecipientKind::hoster;
  wanted.country = "NL";
  wanted.language = "en";
  wanted.addresses = {*parse_address_range("192.0.2.128/25")};
  wanted.domains = {"one-by-one.example"};
  wanted.parent = "backbone";
  wanted.ceiling = Tlp::amber;
  wanted.contacts = {{ContactScope::hoster, ContactChannel::abuse_mail, "abuse@one-by-one.example", true, true,
                      std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}, "its abuse page"}};
  EXPECT_EQ(*entry, wanted);
  EXPECT_EQ(slug_of(example().parent_of(*entry)), "backbone");
  EXPECT_EQ(example().parent_of(*example().by_slug("backbone")), nullptr);
  EXPECT_EQ(example().by_slug("nobody"), nullptr);
}

// Only approved contacts whose first day has come are given out, the newest of them.
TEST(Directory, Contacts) {
  const auto loaded = parse_directory("d.yaml", R"(recipients:
  - id: h
    name: H
    kind: hoster
    country: NL
    language: nl
    contacts:
      - {scope: hoster, channel: abuse_mail, address: old@h.example, approved: true, since: 2024-01-01, source: s}
      - {scope: hoster, channel: abuse_mail, address: new@h.example, approved: true, since: 2025-01-01, source: s}
      - {scope: hoster, channel: abuse_mail, address: newest@h.example, approved: false, since: 2025-06-01, source: s}
)");
  ASSERT_TRUE(loaded);
  const auto& entry = loaded->entries().front();
  EXPECT_EQ(contact_for(entry, ContactScope::hoster, moment("2023-12-31T23:59:59Z")), nullptr);
  EXPECT_EQ(contact_for(entry, ContactScope::hoster, moment("2024-12-31T23:59:59Z"))->address, "old@h.example");
  EXPECT_EQ(contact_for(entry, ContactScope::hoster, moment("2026-01-01T00:00:00Z"))->address, "new@h.example");
  EXPECT_EQ(contact_for(entry, ContactScope::police, moment("2026-01-01T00:00:00Z")), nullptr);
}

// Ranges print as they were written, and a prefix with bits after it is no range.
TEST(Directory, AddressRanges) {
  for (const char* good : {"192.0.2.0/24", "192.0.2.1/32", "0.0.0.0/0", "2001:db8::/32", "::/0", "2001:db8::1/128"})
    EXPECT_EQ(to_text(parse_address_range(good).value()), good);
  EXPECT_EQ(to_text(parse_address_range("192.0.2.7").value()), "192.0.2.7/32");
  for (const char* bad : {"192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "192.0.2.0/024", "2001:db8::1/64", "2001:db8::/129",
                          "", "/8", "::ffff:192.0.2.0/120"})
    EXPECT_FALSE(parse_address_range(bad)) << bad;
}

struct BadDirectory {
  const char* text;
  const char* problem;
};

constexpr const char* kHead = "recipients:\n  - id: h\n    name: H\n    kind: hoster\n    country: NL\n    language: nl\n";  // six lines

class BadDirectories : public testing::TestWithParam<BadDirectory> {};

// Each mistake is refused at its line and column, with the way to mend it.
TEST_P(BadDirectories, AreRefusedAtTheirPlace) {
  const auto loaded = parse_directory("d.yaml", std::string(kHead) + GetParam().text);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error().front()), GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadDirectories,
    testing::Values(
        BadDirectory{"    domain: [h.example]\n", "d.yaml:7:5: unknown key \"domain\" (nearest valid key: \"domains\")"},
        BadDirectory{"    name: again\n", "d.yaml:7:5: duplicate key \"name\" (keep one of them)"},
        BadDirectory{"    domains: [H.example]\n",
                     "d.yaml:7:15: \"H.example\" is not a domain (write it in lower-case ASCII with at least two parts, e.g. "
                     "hoster.example (xn-- for others))"},
        BadDirectory{"    domains: [example]\n",
                     "d.yaml:7:15: \"example\" is not a domain (write it in lower-case ASCII with at least two parts, e.g. hoster.example "
                     "(xn-- for others))"},
        BadDirectory{"    addresses: [192.0.2.0/24, 192.0.2.1/24]\n",
                     "d.yaml:7:31: \"192.0.2.1/24\" is not a range of addresses (write e.g. 192.0.2.0/24 or 2001:db8::/32, with zero bits "
                     "after the prefix)"},
        BadDirectory{"    ceiling: secret\n", "d.yaml:7:14: \"secret\" is not known here (nearest valid word: \"red\")"},
        BadDirectory{"    parent: nobody\n", "d.yaml:7:13: there is no recipient \"nobody\" (add the network, or drop the key)"},
        BadDirectory{"    parent: h\n", "d.yaml:7:13: \"h\" is a hoster, not a network (name the network above)"},
        BadDirectory{
            "    contacts:\n      - {scope: hoster, channel: abuse_mail, address: \"a@h.example\\r\\nBcc: b@h.example\", approved: true, "
            "since: 2024-01-01, source: s}\n",
            "d.yaml:8:55: \"a@h.example\r\nBcc: b@h.example\" is not a mail address (write name@domain, plain ASCII, nothing around it)"},
        BadDirectory{"    contacts:\n      - {scope: hoster, channel: abuse_mail, address: a@h.example, approved: yes, since: 2024-01-01, "
                     "source: s}\n",
                     "d.yaml:8:78: \"yes\" is neither true nor false (write true or false)"},
        BadDirectory{
            "    contacts:\n      - {scope: hoster, channel: fax, address: a@h.example, approved: true, since: 2024-01-01, source: s}\n",
            "d.yaml:8:34: \"fax\" is not known here (nearest valid word: \"abuse_mail\")"},
        BadDirectory{"    contacts:\n      - {scope: hoster, channel: abuse_mail, address: a@h.example, approved: true, source: s}\n",
                     "d.yaml:8:9: the key \"since\" is missing (add it)"},
        BadDirectory{"  - id: h\n    name: H\n    kind: hoster\n    country: NL\n    language: nl\n",
                     "d.yaml:7:5: the id \"h\" is used already (give each recipient an id of its own)"},
        BadDirectory{"    domains: [h.example]\n  - id: g\n    name: G\n    kind: hoster\n    country: nl\n    language: nl\n",
                     "d.yaml:11:14: \"nl\" is not a country (write two capitals (ISO 3166-1), e.g. NL)"},
        BadDirectory{"    domains: [h.example]\n  - id: g\n    name: G\n    kind: hoster\n    country: NL\n    language: nl\n    domains: "
                     "[h.example]\n",
                     "d.yaml:13:15: \"h\" answers for h.example already (drop it from one of them)"},
        BadDirectory{"    addresses: [192.0.2.0/24]\n  - id: p\n    name: P\n    kind: police\n    country: NL\n    language: nl\n    "
                     "addresses: [198.51.100.0/24]\n",
                     "d.yaml:13:16: a recipient of kind police answers for no addresses (drop them)"}));

// Networks that stand above each other in a circle are refused; nothing hangs.
TEST(Directory, CircleOfParents) {
  const auto loaded = parse_directory("d.yaml", R"(recipients:
  - {id: a, name: A, kind: network, country: NL, language: nl, parent: b}
  - {id: b, name: B, kind: network, country: NL, language: nl, parent: a}
)");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error().front()).substr(0, 13), "d.yaml:2:72: ");
}

// A folder's files make one directory; a path that cannot be read is a problem, not a crash.
TEST(Directory, FolderOfFiles) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "directory_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  EXPECT_FALSE(load_directory(folder));
  std::ofstream(folder / "a.yaml") << "recipients:\n  - {id: a, name: A, kind: hoster, country: NL, language: nl, parent: n}\n";
  std::ofstream(folder / "b.yaml") << "recipients:\n  - {id: n, name: N, kind: network, country: NL, language: nl}\n";
  std::ofstream(folder / "notes.txt") << "not a directory";
  const auto loaded = load_directory(folder);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->entries().size(), 2U);
  EXPECT_FALSE(load_directory(folder / "missing.yaml"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace redress
