#include "engine/intake/url.hpp"

#include "engine/intake/defang.hpp"
#include "engine/intake/site_rules.hpp"
#include "engine/intake/text.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

namespace redress {
namespace {

std::string canonical(std::string_view text) { return canonical_line(text); }

// Spellings that keep people from clicking name the same thing as the address they hide.
TEST(CanonicalUrl, DefangedSpellingsAreMended) {
  for (const char* spelling :
       {"hxxp://pictures.example/a", "hXXp://pictures.example/a", "h**p://pictures[.]example/a", "http[:]//pictures[.]example/a",
        "http://pictures[dot]example/a", "http://pictures(dot)example/a", "http://pictures{.}example/a", "http://pictures (.) example/a",
        "meow://pictures.example/a", "http[://]pictures.example/a", "  <hxxp://pictures[.]example/a>  ", "\"http://pictures.example/a\"",
        "ttp://pictures.example/a", "hxxp[:]//pictures[.]example[:]80/a", "http:\\\\pictures.example\\a", "http://pictures[.]example[/]a"})
    EXPECT_EQ(canonical(spelling), "http://pictures.example/a") << spelling;
  EXPECT_EQ(canonical("hxxps[:]//a[.]b[.]example/?q=[.]#[dot]"), "https://a.b.example/?q=[.]#[dot]") << "only the host is mended";
  EXPECT_TRUE(canonical_url("hxxp://a.example/")->was_mended);
  EXPECT_FALSE(canonical_url("http://a.example/")->was_mended);
}

// User information never enters the canonical form, and is reported.
TEST(CanonicalUrl, UserInformationIsDropped) {
  const auto url = canonical_url("https://someone:secret@pictures.example/a");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->text, "https://pictures.example/a");
  EXPECT_TRUE(url->had_user_information);
  EXPECT_FALSE(canonical_url("https://pictures.example/a@b")->had_user_information);
  EXPECT_EQ(parse_url("https://someone:secret@pictures.example/a")->href(), "https://someone:secret@pictures.example/a");
}

// The parts are those of the text.
TEST(CanonicalUrl, Parts) {
  const auto url = canonical_url("HTTPS://Www.B\xC3\xBC" "cher.Example:8443/a/../b%20c?x=1#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->text, "https://www.xn--bcher-kva.example:8443/b%20c?x=1#top");
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "www.xn--bcher-kva.example");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/b%20c");
  EXPECT_EQ(url->query, "x=1");
  EXPECT_EQ(url->fragment, "top");
  EXPECT_EQ(url->registrable_domain, "xn--bcher-kva.example");
  EXPECT_EQ(canonical_url("http://a.test/")->port, 80);
}

// Every refusal has its own name, which is printed.
TEST(CanonicalUrl, Refusals) {
  EXPECT_EQ(canonical(""), "error: empty");
  EXPECT_EQ(canonical(" \t "), "error: empty");
  EXPECT_EQ(canonical("www.pictures.example/a"), "error: missing scheme");
  EXPECT_EQ(canonical("ftp://pictures.example/a"), "error: unsupported scheme");
  EXPECT_EQ(canonical("javascript:alert(1)"), "error: unsupported scheme");
  EXPECT_EQ(canonical("data:image/png;base64,AAAA"), "error: unsupported scheme");
  EXPECT_EQ(canonical("http://"), "error: missing host");
  EXPECT_EQ(canonical("http://a b.example/"), "error: invalid host");
  EXPECT_EQ(canonical("http://a%00b.example/"), "error: invalid host");
  EXPECT_EQ(canonical("http://256.1.1.1/"), "error: invalid IPv4 address");
  EXPECT_EQ(canonical("http://[1::2::3]/"), "error: invalid IPv6 address");
  EXPECT_EQ(canonical("http://a.example:65536/"), "error: invalid port");
  EXPECT_EQ(canonical("http://a.example/\xFF"), "error: not UTF-8");
  EXPECT_EQ(canonical("http://a.example/" + std::string(kUrlBytesMax, 'a')), "error: too long");
  // 3,000 letters become 18,000 bytes when encoded: the canonical form has the same limit, else it could not be read again.
  std::string letters;
  for (int i = 0; i < 3000; ++i) letters += "\xC3\xA9";
  EXPECT_EQ(canonical("http://a.example/" + letters), "error: too long");
}

// What a browser takes for one address is one address; what it keeps apart stays apart.
TEST(CanonicalUrl, DuplicatesAreExactlyTheStandards) {
  for (const char* spelling : {"http://192.0.2.1/", "http://0xC0.0.2.1/", "http://3221225985/", "http://0300.0.02.1", "http:\\\\192.0.2.1",
                               "http://192.0.2.1:80/", "http://192.0.513", "ht\ntp://192.0.\t2.1/", "http://\xEF\xBC\x91\xEF\xBC\x99\xEF\xBC\x92.0.2.1"})
    EXPECT_EQ(canonical(spelling), "http://192.0.2.1/") << spelling;
  EXPECT_EQ(canonical("http://[2001:DB8:0:0::1]/"), "http://[2001:db8::1]/");
  EXPECT_EQ(canonical("http://[::ffff:192.0.2.1]/"), "http://[::ffff:c000:201]/");
  EXPECT_NE(canonical("http://a.example./"), canonical("http://a.example/"));
  EXPECT_NE(canonical("http://a.example/#1"), canonical("http://a.example/#2"));
  EXPECT_NE(canonical("http://a.example/%41"), canonical("http://a.example/A"));
  EXPECT_EQ(canonical("http://abcdefghijklmnop.onion/x"), "http://abcdefghijklmnop.onion/x");
}

// Rules of single sites come from data and touch no other site.
TEST(CanonicalUrl, SiteRules) {
  EXPECT_EQ(canonical("http://www.drop-fragment.example/a#b"), "http://www.drop-fragment.example/a");
  EXPECT_EQ(canonical("http://drop-parameters.example/?id=1&session=2&utm_source=x&b"), "http://drop-parameters.example/?id=1&b");
  EXPECT_EQ(canonical("http://drop-parameters.example/?session=2"), "http://drop-parameters.example/");
  EXPECT_EQ(canonical("http://other.example/?session=2#b"), "http://other.example/?session=2#b");
  EXPECT_EQ(query_without("a=1&&b&a", {"a"}), "&b");
}

TEST(CanonicalUrl, RegistrableDomain) {
  EXPECT_EQ(registrable_domain("www.a.co.uk", HostKind::domain), "a.co.uk");
  EXPECT_EQ(registrable_domain("www.a.test.", HostKind::domain), "a.test");
  EXPECT_EQ(registrable_domain("co.uk", HostKind::domain), "co.uk");
  EXPECT_EQ(registrable_domain("localhost", HostKind::domain), "localhost");
  EXPECT_EQ(registrable_domain("192.0.2.1", HostKind::ipv4), "192.0.2.1");
  EXPECT_EQ(registrable_domain("[2001:db8::1]", HostKind::ipv6), "[2001:db8::1]");
  EXPECT_EQ(registrable_domain("shop.abcdefghijklmnop.onion", HostKind::domain), "abcdefghijklmnop.onion");
}

// A JSON line in, a JSON line out; the input comes back as it was spelt; what is no JSON string has a null input.
TEST(CanonicalUrl, JsonLines) {
  EXPECT_EQ(canonical_json_line(R"("http:\/\/a.example\u002f\u00e9")"), R"({"input":"http:\/\/a.example\u002f\u00e9","url":"http://a.example/%C3%A9"})");
  EXPECT_EQ(canonical_json_line(R"("http://a.example/\ud800x")"), R"({"input":"http://a.example/\ud800x","url":"http://a.example/%EF%BF%BDx"})");
  EXPECT_EQ(canonical_json_line(R"("http://a.example/\ud83d\ude00")"), R"({"input":"http://a.example/\ud83d\ude00","url":"http://a.example/%F0%9F%98%80"})");
  EXPECT_EQ(canonical_json_line("\"mailto:x\"\r"), R"({"input":"mailto:x","error":"unsupported scheme"})");
  for (const char* bad : {"", "http://a.example/", "\"open", "{\"url\":1}", "\"a\"b\"", "\"\\x\"", "\"\\u12\"", "\"\xFF\"", "null", "\"a\x01\""})
    EXPECT_EQ(canonical_json_line(bad), R"({"input":null,"error":"not a JSON string"})") << bad;
}

// A host that libcurl would read otherwise must be seen; one it does not ask at all is told apart.
TEST(CanonicalUrl, HostsAgree) {
  EXPECT_EQ(hosts_agree("http://evil.example\\@good.example/"), HostAgreement::agree) << "the canonical form leaves nothing to mistake";
  EXPECT_EQ(canonical("http://evil.example\\@good.example/"), "http://evil.example/@good.example/");
  EXPECT_EQ(hosts_agree("http://[2001:db8::1]:8080/"), HostAgreement::agree);
  EXPECT_EQ(hosts_agree("http://a$b.example/"), HostAgreement::refused_by_libcurl);
  EXPECT_EQ(hosts_agree("no address"), HostAgreement::differ);
}

// Time grows with the length, not with its square: the worst shapes at the longest length stay within milliseconds.
TEST(CanonicalUrl, LongInputsAreCheap) {
  const std::string longest(kUrlBytesMax - 16, '@');
  std::string dots;
  while (dots.size() < kUrlBytesMax - 16) dots += "../a/";
  std::string brackets(4000, '(');
  brackets += "." + std::string(4000, ')');
  std::string han;
  for (int i = 0; i < 2700; ++i) append_utf8(han, static_cast<char32_t>(0x4E00 + i));
  for (const std::string& shape : {longest, dots, brackets, han, std::string(8000, '['), std::string(8000, '%')}) {
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 10; ++i) (void)canonical_url("http://" + shape);
    const auto each = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began) / 10;
    EXPECT_LT(each.count(), 200) << shape.substr(0, 8);
  }
}

}  // namespace
}  // namespace redress
