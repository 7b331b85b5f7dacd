#include "engine/locate/contact_sources.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

using List = std::vector<std::string>;

// Both shapes RIPEstat has had are read; a failed look-up is not an empty answer.
TEST(ContactSources, Ripestat) {
  const auto newer =
      read_ripestat(R"({"status":"ok","data":{"abuse_contacts":["abuse@hoster.example","ABUSE@hoster.example","b@hoster.example"],
                                      "authoritative_rir":"RIPE"}})");
  ASSERT_TRUE(newer);
  EXPECT_EQ(newer->mails, List({"abuse@hoster.example", "b@hoster.example"}));
  EXPECT_EQ(newer->registry, "ripe");
  const auto older =
      read_ripestat(R"({"status":"ok","data":{"anti_abuse_contacts":{"abuse_c":[{"email":"abuse@hoster.example","key":"x"}]}}})");
  ASSERT_TRUE(older);
  EXPECT_EQ(older->mails, List({"abuse@hoster.example"}));
  EXPECT_TRUE(read_ripestat(R"({"status":"ok","data":{"abuse_contacts":[]}})")->mails.empty());
  EXPECT_TRUE(read_ripestat(R"({"status":"ok","data":{"abuse_contacts":["a@b.example\r\nBcc: c@d.example",7,null]}})")->mails.empty());
  EXPECT_EQ(read_ripestat(R"({"status":"error","data":{"abuse_contacts":["a@b.example"]}})").error(), SourceError::failed);
  for (const char* text : {"", "[]", "{}", R"({"status":"ok"})", R"({"status":"ok","data":[]})", R"({"status":"ok","data":{}})"}) {
    EXPECT_EQ(read_ripestat(text).error(), SourceError::garbage) << text;
  }
  EXPECT_EQ(ripestat_url("https://stat.ripe.net", *parse_address("2001:db8::1")), "https://stat.ripe.net/data/abuse-contact-finder/data.json?resource=2001:db8::1");
}

// DNS sources are asked under the right name, and only mailboxes in their texts count.
TEST(ContactSources, Abusix) {
  EXPECT_EQ(abusix_name("abuse-contacts.abusix.zone", *parse_address("192.0.2.1")), "1.2.0.192.abuse-contacts.abusix.zone");
  EXPECT_EQ(abusix_name("abuse-contacts.abusix.zone", *parse_address("2001:db8::1")),
            "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.abuse-contacts.abusix.zone");
  EXPECT_EQ(read_abusix({"abuse@hoster.example,noc@hoster.example", "abuse@hoster.example"}).mails,
            List({"abuse@hoster.example", "noc@hoster.example"}));
  EXPECT_TRUE(read_abusix({"Abusix ContactDB Test point", "root@localhost", ""}).mails.empty());
}

// abuse.net answers postmaster@ for what it does not know; that is nobody's word.
TEST(ContactSources, AbuseNet) {
  EXPECT_EQ(abuse_net_name("contacts.abuse.net", "Hoster.example"), "hoster.example.contacts.abuse.net");
  EXPECT_EQ(abuse_net_name("contacts.abuse.net", "not a name"), "");
  EXPECT_EQ(read_abuse_net("hoster.example", {"abuse@hoster.example"}).mails, List({"abuse@hoster.example"}));
  EXPECT_TRUE(read_abuse_net("hoster.example", {"postmaster@hoster.example"}).mails.empty());
  EXPECT_EQ(rfc_2142_mailbox("Hoster.example"), "abuse@hoster.example");
  EXPECT_EQ(rfc_2142_mailbox("x\r\ny.example"), "");
}

}  // namespace
}  // namespace redress
