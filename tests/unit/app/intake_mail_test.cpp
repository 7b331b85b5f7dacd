#include "engine/app/intake_mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redress::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

constexpr std::string_view kServer = "mx.hotline.example";
constexpr std::string_view kGood = "mx.hotline.example; spf=pass smtp.mailfrom=partner.example; dkim=pass (2048-bit key) header.d=partner.example";

IntakeMailRules rules() {
  return {std::string(kServer), {{"desk@partner.example", "partner.example", ReportOrigin::partner_hotline}, {"@police.example", "police.example", {}}}};
}

struct Sent {
  std::string from = "Desk <desk@partner.example>";
  std::string results{kGood};
  std::string subject = "ERT-INPUT";
  std::string more = {};
  std::string body = "https://pages.example/1\n";
};
IntakeMail read(const Sent& sent) {
  return read_intake_mail((sent.results.empty() ? "" : "Authentication-Results: " + sent.results + "\n") + "From: " + sent.from + "\nSubject: " +
                              sent.subject + "\n" + sent.more + "\n" + sent.body,
                          rules());
}

// Whoever is on the list and signed is taken under the source the operator gave; a whole domain may be on the list.
TEST(IntakeMail, TakesWhoIsOnTheListAndSigned) {
  const auto mail = read({});
  EXPECT_EQ(mail.refused, "");
  EXPECT_EQ(mail.source, "partner.example");
  EXPECT_THAT(mail.origin, Optional(ReportOrigin::partner_hotline));
  EXPECT_THAT(mail.texts, ElementsAre("\"https://pages.example/1\";\"\"\n\n"));
  Sent police;
  police.from = "officer@Police.Example";
  police.results = "mx.hotline.example 1; dkim=fail header.d=police.example; DKIM=pass header.i=@x header.d=POLICE.example";
  EXPECT_EQ(read(police).refused, "");
  EXPECT_EQ(read(police).source, "police.example");
}

// None of these is believed to come from the partner, whatever it writes about itself.
TEST(IntakeMail, RefusesWhoIsNotProven) {
  const std::vector<std::pair<const char*, Sent>> cases{
      {"nobody looked", {.results = ""}},
      {"another server looked", {.results = "mx.evil.example; dkim=pass header.d=partner.example"}},
      {"ours looked, but a foreign header stands first",
       {.results = "mx.evil.example; dkim=pass header.d=partner.example\nAuthentication-Results: " + std::string(kGood)}},
      {"the signature is bad", {.results = "mx.hotline.example; dkim=fail header.d=partner.example"}},
      {"somebody else signed", {.results = "mx.hotline.example; dkim=pass header.d=evil.example"}},
      {"only the path is good", {.results = "mx.hotline.example; spf=pass smtp.mailfrom=partner.example"}},
      {"the domain belongs to a failed signature", {.results = "mx.hotline.example; dkim=fail header.d=partner.example; dkim=pass header.d=evil.example"}},
      {"a result inside a quoted local part", {.results = R"(mx.hotline.example; spf=pass smtp.mailfrom="; dkim=pass header.d=partner.example"@evil.example)"}},
      {"a result inside a comment", {.results = "mx.hotline.example; spf=pass (; dkim=pass header.d=partner.example)"}},
      {"a result inside an encoded word",
       {.results = "mx.hotline.example; spf=pass smtp.mailfrom==?utf-8?q?=3B_dkim=3Dpass_header.d=3Dpartner.example?=@evil.example"}},
      {"a quote that is not closed", {.results = "mx.hotline.example; dkim=pass header.d=partner.example; x=\"y"}},
      {"a name like our server's", {.results = "mx.hotline.example.evil.example; dkim=pass header.d=partner.example"}},
      {"not on the list", {.from = "other@partner.example"}},
      {"two addresses", {.from = "desk@partner.example, evil@evil.example"}},
      {"two addresses in brackets", {.from = "<desk@partner.example> <evil@evil.example>"}},
      {"an address as the name of another", {.from = "desk@partner.example <evil@evil.example>"}},
      {"two From headers", {.more = "From: evil@evil.example\n"}},
      {"two subjects", {.more = "Subject: ERT-INPUT\n"}},
  };
  for (const auto& [what, sent] : cases) {
    const auto mail = read(sent);
    EXPECT_NE(mail.refused, "") << what;
    EXPECT_THAT(mail.texts, IsEmpty()) << what;
  }
}

// SCART's subjects say whose reports they are; a name the mail gives itself is never the operator's.
TEST(IntakeMail, ReadsTheSubject) {
  EXPECT_THAT(read({.subject = "SCART-HOTLINE-INPUT"}).origin, Optional(ReportOrigin::own_search));
  const auto named = read({.subject = "ert-input-source police"});
  EXPECT_EQ(named.source, "row:police");
  EXPECT_THAT(named.origin, Optional(ReportOrigin::police));
  for (const char* subject : {"ERT-CONTENTREMOVED", "SCART-CONTENTUNAVAILABLE"}) EXPECT_THAT(read({.subject = subject}).refused, HasSubstr("closes nothing"));
  for (const char* subject : {"hello", "Re: ERT-INPUT", "ERT-INPUTS", "ERT-ICCAM-INPUT", "SET_MAINTENANCE", ""})
    EXPECT_THAT(read({.subject = subject}).refused, HasSubstr("ERT-INPUT")) << subject;
}

// Lines with an address are rows, with their number; greetings, quotes and the signature are none.
TEST(IntakeMail, ReadsTheBodyLineByLine) {
  Sent sent;
  sent.body = "Dear colleagues,\n\n<https://pages.example/1>; https://links.example/ ;seen, \"twice\"\n"
              "hxxp://pages[.]example/2\n> https://quoted.example/\nThank you\n-- \nwww.partner.example\n";
  EXPECT_THAT(read(sent).texts, ElementsAre("\n\n\"https://pages.example/1\";\"https://links.example/\"\n\"hxxp://pages[.]example/2\";\"\"\n\n\n"));
  sent.body = "Dear colleagues,\nnothing today.\n";
  EXPECT_THAT(read(sent).refused, HasSubstr("names no address"));
}

// Attachments are taken as they are, images and forwarded messages never; what is not taken is said.
TEST(IntakeMail, TakesListsAndDocuments) {
  Sent sent;
  sent.more = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
  sent.body =
      "--b\nContent-Type: text/plain\n\nsee attachments\n--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=list.csv\n"
      "Content-Transfer-Encoding: base64\n\nVVJMCmh0dHBzOi8vcGFnZXMuZXhhbXBsZS8yCg==\n--b\nContent-Type: image/png\nContent-Disposition: "
      "attachment\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b\nContent-Type: message/rfc822\n\nFrom: a@b.example\n\n"
      "https://other.example/\n--b--\n";
  const auto mail = read(sent);
  EXPECT_EQ(mail.refused, "");
  EXPECT_THAT(mail.texts, ElementsAre("URL\nhttps://pages.example/2\n"));
  EXPECT_THAT(mail.unread, ElementsAre(HasSubstr("forwarded"), HasSubstr("images are never taken")));
}

}  // namespace
}  // namespace redress::app
