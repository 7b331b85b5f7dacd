#include "engine/locate/mail_address.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

// Plain mailboxes as abuse desks have them are taken unchanged.
TEST(MailAddress, TakesPlainOnes) {
  for (const char* mail : {"abuse@hoster.example", "Abuse.Desk+ntd@sub.hoster.example", "sistemas.red@UCO.EDU.TEST",
                           "a_b-c@xn--mnchen-3ya.example", "o'brien@hoster.example", "abuse@1and1.example"}) {
    EXPECT_EQ(checked_mail_address(mail), std::optional<std::string>(mail));
  }
}

// Whatever could change a mail's header, its route or its reader is no mailbox.
TEST(MailAddress, RefusesTheRest) {
  for (const std::string& mail : std::vector<std::string>{"",
                                                          "abuse",
                                                          "@hoster.example",
                                                          "abuse@",
                                                          "abuse@hoster",
                                                          "abuse@localhost",
                                                          "a@b@hoster.example",
                                                          "abuse@hoster.example\r\nBcc: x@y.example",
                                                          "abuse@hoster.example\n",
                                                          "abuse\r@hoster.example",
                                                          "abuse @hoster.example",
                                                          "abuse@ hoster.example",
                                                          " abuse@hoster.example",
                                                          "abuse@hoster.example.",
                                                          "abuse@.hoster.example",
                                                          "abuse@hoster..example",
                                                          "abuse@-hoster.example",
                                                          "abuse@hoster-.example",
                                                          "abuse@192.0.2.1",
                                                          "abuse@[192.0.2.1]",
                                                          "\"abuse desk\"@hoster.example",
                                                          "abuse(desk)@hoster.example",
                                                          "user%other@relay.example",
                                                          "relay!user@hoster.example",
                                                          "|cat@hoster.example",
                                                          "/etc/passwd@hoster.example",
                                                          "-oQ@hoster.example",
                                                          ".abuse@hoster.example",
                                                          "abuse.@hoster.example",
                                                          "a..b@hoster.example",
                                                          "abuse@m\xc3\xbcnchen.example",
                                                          "\xd0\xb0"
                                                          "buse@hoster.example",
                                                          "abuse@hoster_x.example",
                                                          "abuse [at] hoster.example",
                                                          "abuse@hoster.e",
                                                          std::string("abuse@hoster.example\0x", 22),
                                                          std::string(65, 'a') + "@hoster.example",
                                                          "a@" + std::string(64, 'b') + ".example",
                                                          "a@" + std::string(250, 'b') + ".example"}) {
    EXPECT_FALSE(checked_mail_address(mail)) << mail;
  }
}

// A value is opened as a whole or not at all.
TEST(MailAddress, ReadsValues) {
  using List = std::vector<std::string>;
  EXPECT_EQ(mailboxes_in_value("mailto:abuse@hoster.example?subject=x"), List({"abuse@hoster.example"}));
  EXPECT_EQ(mailboxes_in_value("MAILTO:abuse@hoster.example"), List({"abuse@hoster.example"}));
  EXPECT_EQ(mailboxes_in_value("  abuse@hoster.example\t"), List({"abuse@hoster.example"}));
  EXPECT_EQ(mailboxes_in_value("Abuse Desk <abuse@hoster.example>"), List({"abuse@hoster.example"}));
  EXPECT_EQ(mailboxes_in_value("a@hoster.example, b@hoster.example; c@hoster.example"),
            List({"a@hoster.example", "b@hoster.example", "c@hoster.example"}));
  EXPECT_EQ(mailboxes_in_value("a@hoster.example, not one"), List());
  EXPECT_EQ(mailboxes_in_value("x@y.example <abuse@hoster.example>"), List());
  EXPECT_EQ(mailboxes_in_value("abuse@hoster.example\r\nBcc: x@y.example"), List());
  EXPECT_EQ(mailboxes_in_value(""), List());
  EXPECT_EQ(mailboxes_in_value("REDACTED FOR PRIVACY"), List());
}

// Mailboxes are found in prose without the marks around them; the search ends at its limit.
TEST(MailAddress, FindsInText) {
  using List = std::vector<std::string>;
  EXPECT_EQ(mailboxes_in_text("Abuse to <abuse@hoster.example>. Spam: spam@hoster.example.", 9),
            List({"abuse@hoster.example", "spam@hoster.example"}));
  EXPECT_EQ(mailboxes_in_text("a@b@hoster.example", 9), List());
  EXPECT_EQ(mailboxes_in_text("a@x.example b@x.example c@x.example", 2).size(), 2u);
  EXPECT_EQ(mailboxes_in_text(std::string(100'000, '@'), 9), List());
}

// Mailboxes that say that nobody reads them are known in their usual spellings; similar real ones are not.
TEST(MailAddress, KnowsPlaceholders) {
  for (const char* mail : {"nobody@hoster.example", "No-Reply@hoster.example", "no_reply@x.example", "unread@x.example",
                           "bit-bucket@x.example", "redacted@x.example", "null@x.example", "dev-null@x.example"}) {
    EXPECT_TRUE(is_placeholder_mailbox(mail)) << mail;
  }
  for (const char* mail : {"abuse@x.example", "noc@x.example", "nona@x.example", "reply@x.example", "contact@nobody.example"}) {
    EXPECT_FALSE(is_placeholder_mailbox(mail)) << mail;
  }
}

}  // namespace
}  // namespace redress
