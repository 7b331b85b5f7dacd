#include <gmime/gmime.h>
#include <gtest/gtest.h>

#include <set>

#include "connectors/kit/csv_text.hpp"
#include "connectors/kit/defang.hpp"
#include "connectors/kit/header_value.hpp"
#include "connectors/kit/mime_text.hpp"
#include "engine/core/reference.hpp"

namespace redress {
namespace {

bool has_bare_line_end(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) return true;
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) return true;
  }
  return false;
}
std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0, line = 0;
  for (const char c : text) {
    line = c == '\n' ? 0 : line + 1;
    longest = std::max(longest, line);
  }
  return longest;
}

// References read back as they were made, also mistyped in the ways people mistype; 10,000 of them are different.
TEST(Reference, RoundTrip) {
  SeededRandom random(1);
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) {
    const auto reference = make_reference(random);
    ASSERT_EQ(reference.size(), 13U);
    EXPECT_EQ(reference.find_first_of("ILOU"), std::string::npos);
    ASSERT_EQ(read_reference(reference), reference);
    seen.insert(reference);
  }
  EXPECT_EQ(seen.size(), 10'000U);
  const auto reference = *read_reference("N-7K3F-92QX-D");
  for (const char* text : {"n-7k3f-92qx-d", "N7K3F92QXD", " n 7k3f 92qx d ", "N-7K3F92QX-D"})
    EXPECT_EQ(read_reference(text), reference) << text;
  int read_both_ways = 0;
  for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
    const auto read = read_reference(std::string("N-0000-1111-") + c);
    EXPECT_EQ(read_reference(std::string("n-oOo0-iIlL-") + c), read);
    read_both_ways += read ? 1 : 0;
  }
  EXPECT_EQ(read_both_ways, 1);
}

// Every single wrong character and every swap of two neighbours is noticed; so is anything of another shape.
TEST(Reference, ChecksumNoticesSlips) {
  const std::string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  SeededRandom random(2);
  for (int i = 0; i < 100; ++i) {
    const auto reference = make_reference(random);
    for (std::size_t at = 2; at < reference.size(); ++at) {
      if (reference[at] == '-') continue;
      for (const char c : alphabet) {
        auto wrong = reference;
        wrong[at] = c;
        EXPECT_EQ(read_reference(wrong).has_value(), wrong == reference) << reference << " " << wrong;
      }
      const auto next = reference[at + 1 < reference.size() ? at + 1 : at] == '-' ? at + 2 : at + 1;
      if (next >= reference.size()) continue;
      auto swapped = reference;
      std::swap(swapped[at], swapped[next]);
      EXPECT_EQ(read_reference(swapped).has_value(), swapped == reference) << reference << " " << swapped;
    }
  }
  for (const char* text :
       {"", "N", "N-7K3F-92QX", "M-7K3F-92QX-D", "N-7K3F-92QX-D2", "N-7K3F-92QU-2", "N-7K3F-92Q\xc3\xa4-2", "N-7K3F-92QX-D\n"})
    EXPECT_FALSE(read_reference(text)) << text;
}

// A token comes back from the address it was put into, whatever case a mail system made of it, and from no other address.
TEST(Reference, ReplyToken) {
  SeededRandom random(3);
  const auto token = make_reply_token(random);
  EXPECT_EQ(token.size(), 16U);
  EXPECT_NE(token, make_reply_token(random));
  const auto address = reply_address("ntd", token, "desk.example");
  EXPECT_EQ(reply_token_of(address, "ntd"), token);
  EXPECT_EQ(reply_token_of("NTD+0123456789ABCDEF@DESK.EXAMPLE", "ntd"), "0123456789abcdef");
  for (const char* other : {"ntd@desk.example", "ntd+short@desk.example", "xtd+0123456789abcdef@desk.example",
                            "ntd+0123456789abcdeu@desk.example", "ntd+0123456789abcdef", "ntd+0123456789abcdef0@desk.example"})
    EXPECT_FALSE(reply_token_of(other, "ntd")) << other;
}

// No control character, line separator or broken UTF-8 gets into a header value.
TEST(HeaderValue, CannotHoldALineBreak) {
  for (const std::string& bad : {std::string("a\r\nb"), std::string("a\nb"), std::string("a\rb"), std::string("a\0b", 3), std::string("\t"),
                                 std::string("\x7f"), std::string("a\u0085"), std::string("a\u2028"), std::string("a\u2029"),
                                 std::string("\xff"), std::string("\xc0\x8a"), std::string("\xe0\x80\x8a"), std::string("\xc3"),
                                 std::string("\xed\xa0\x80"), std::string("\xf4\x90\x80\x80"), std::string("\x85")})
    EXPECT_FALSE(HeaderValue::make(bad));
  for (const char* good : {"", "a", "Größe", "\u20ac", "\U0001f600"}) EXPECT_TRUE(HeaderValue::make(good)) << good;
}

// 10,000 random values: none yields a line break outside folding, a line over 998 or a byte above ASCII; what was accepted reads back the
// same.
TEST(HeaderValue, RandomValues) {
  g_mime_init();
  SeededRandom random(4);
  const std::vector<std::string> pieces{"a",          "word",
                                        " ",          "  ",
                                        "\r\n",       "\n",
                                        "\r",         "Bcc: x@y.example",
                                        ":",          "=?",
                                        "?=",         "=?UTF-8?Q?=0A?=",
                                        "\"",         "\\",
                                        "(",          "<a@b.example>",
                                        "\u00e4",     "\u20ac",
                                        "\U0001f600", "\u0085",
                                        "\u2028",     std::string(1, '\0'),
                                        "\t",         std::string(300, 'x'),
                                        ".",          ",",
                                        ";",          "\xff"};
  int accepted = 0;
  for (int i = 0; i < 10'000; ++i) {
    std::string text;
    for (auto count = random.below(12); count > 0; --count) text += pieces[random.below(pieces.size())];
    const auto value = HeaderValue::make(text);
    if (!value) continue;
    ++accepted;
    for (const auto& header : {text_header("Subject", *value), mailbox_header("From", *value, "desk@desk.example")}) {
      ASSERT_FALSE(has_bare_line_end(header)) << header;
      ASSERT_LE(longest_line(header), 998U);
      ASSERT_TRUE(std::all_of(header.begin(), header.end(), [](char c) { return c > 0; }));
      // Every line but the first continues the header, and only the last line break ends it.
      for (std::size_t at = header.find("\r\n"); at + 2 < header.size(); at = header.find("\r\n", at + 2))
        ASSERT_EQ(header[at + 2], ' ') << header;
      ASSERT_EQ(header.substr(header.size() - 2), "\r\n");
    }
    const auto header = text_header("Subject", *value);
    char* decoded = g_mime_utils_header_decode_text(nullptr, header.substr(8, header.size() - 10).c_str());
    std::string back = decoded;
    g_free(decoded);
    // Folding and unfolding keep single spaces; the one after the colon is not part of the value.
    std::string unfolded;
    for (std::size_t k = 0; k < back.size(); ++k)
      if (back[k] != '\r' && back[k] != '\n') unfolded += back[k];
    if (!unfolded.empty()) unfolded.erase(0, 1);
    ASSERT_EQ(unfolded, text) << header;
  }
  EXPECT_GT(accepted, 1000);
}

// Display names with quotes, commas or letters above ASCII read back as one mailbox with our address.
TEST(HeaderValue, Mailboxes) {
  g_mime_init();
  for (const char* name : {"Hotline Example", "Hotline, \"Example\" \\ (NL)", "M\u00e9dia \u2013 Meldpunt", "a@b.example", ""}) {
    const auto header = mailbox_header("From", *HeaderValue::make(name), "desk@desk.example");
    InternetAddressList* list = internet_address_list_parse(nullptr, header.substr(6).c_str());
    ASSERT_NE(list, nullptr);
    ASSERT_EQ(internet_address_list_length(list), 1);
    InternetAddress* address = internet_address_list_get_address(list, 0);
    EXPECT_STREQ(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)), "desk@desk.example");
    EXPECT_STREQ(internet_address_get_name(address) == nullptr ? "" : internet_address_get_name(address), name);
    g_object_unref(list);
  }
}

// Quoted-printable text decodes to itself with CRLF line ends, in lines of at most 76 characters that no mail program changes.
TEST(MimeText, QuotedPrintable) {
  g_mime_init();
  EXPECT_EQ(quoted_printable("a \nFrom here\n.dot\n=\xc3\xa4"), "a=20\r\n=46rom here\r\n=2Edot\r\n=3D=C3=A4\r\n");
  EXPECT_EQ(quoted_printable(""), "");
  SeededRandom random(5);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (auto count = random.below(300); count > 0; --count)
      text += random.below(8) == 0 ? " " : random.below(20) == 0 ? "\n" : std::string(1, static_cast<char>(0x21 + random.below(0xdf)));
    const auto encoded = quoted_printable(text);
    ASSERT_LE(longest_line(encoded), 77U);  // with the CR
    ASSERT_FALSE(has_bare_line_end(encoded));
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    std::string decoded(encoded.size() + 8, '\0');
    decoded.resize(g_mime_encoding_step(&state, encoded.data(), encoded.size(), decoded.data()));
    std::string expected;
    for (const char c : text) {
      if (c == '\n') expected += "\r\n";
      if (c != '\n') expected += c == '\x7f' ? ' ' : c;
    }
    if (!expected.empty() && text.back() != '\n') expected += "\r\n";
    ASSERT_EQ(decoded, expected);
  }
}

TEST(MimeText, Base64) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("\xff\xfe\xfd"), "//79");
  EXPECT_EQ(longest_line(base64_lines(std::string(1000, 'x'))), 77U);
}

// Nothing a mail program would turn into a link is left, and host_of finds what a locator lies on.
TEST(Defang, NothingToClick) {
  EXPECT_EQ(defanged("https://www.site.example/a.html?u=http://b.example/c"), "hxxps://www[.]site[.]example/a.html?u=http[:]//b.example/c");
  EXPECT_EQ(defanged("http://192.0.2.1:8080/"), "hxxp://192[.]0[.]2[.]1:8080/");
  EXPECT_EQ(defanged("http://[2001:db8::1]/"), "hxxp://[2001:db8::1]/");
  EXPECT_EQ(defanged("ftp://a.example/b"), "ftp[:]//a[.]example/b");
  EXPECT_EQ(defanged("person@chat.example"), "person[@]chat[.]example");
  EXPECT_EQ(defanged("+31 20 1234567"), "+31 20 1234567");
  EXPECT_EQ(host_of("https://www.site.example:8443/a"), "www.site.example");
  EXPECT_EQ(host_of("http://[2001:db8::1]:80/"), "2001:db8::1");
  EXPECT_EQ(host_of("http://u@h.example?x"), "h.example");
  EXPECT_EQ(host_of("+31 20"), "");
}

// No cell begins like a formula, whatever it holds, and a row is always one line of quoted cells.
TEST(CsvText, NoFormulas) {
  EXPECT_EQ(csv_row({"a", "b\"c", "d,e"}), "\"a\",\"b\"\"c\",\"d,e\"\r\n");
  EXPECT_EQ(csv_row({"=1+1", "+1", "-1", "@x", "  =1"}), "\"'=1+1\",\"'+1\",\"'-1\",\"'@x\",\"'  =1\"\r\n");
  EXPECT_EQ(csv_row({"\uFF1Dx", "\uFF0Bx", "\uFF0Dx", "\uFF20x", "\tx", "\rx", std::string_view("\0=x", 3)}),
            "\"'\uFF1Dx\",\"'\uFF0Bx\",\"'\uFF0Dx\",\"'\uFF20x\",\"'\tx\",\"' x\",\"'=x\"\r\n");
  EXPECT_EQ(csv_row({"a\r\n=b"}), "\"a  =b\"\r\n");
  EXPECT_EQ(csv_row({""}), "\"\"\r\n");
}

}  // namespace
}  // namespace redress
