// What a mail means for the notice it belongs to: which bounces end a contact, which only ask for patience, and what answers nothing.
#include "connectors/abuse_mail/answer_mail.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

ReadAnswer read(const std::string& mail) {
  DeskIdentity desk;
  desk.mail_domain = "hotline.test";
  desk.reply_mailbox = "ntd";
  desk.envelope_mailbox = "bounces";
  return AbuseMailAnswers(desk).read(mail);
}

ReadAnswer report(const std::string& action, const std::string& status, const std::string& diagnostic) {
  return read(
      "From: MAILER-DAEMON@relay.example\r\nTo: bounces+n222222222@hotline.test\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n"
      "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\nFinal-Recipient: rfc822; abuse@desk.example\r\nAction: " +
      action + "\r\nStatus: " + status + "\r\nDiagnostic-Code: smtp; " + diagnostic + "\r\n\r\n--b--\r\n");
}

ReadAnswer answer(const std::string& text) {
  return read("From: Abuse <abuse@desk.example>\r\nTo: ntd+n222222222@hotline.test\r\nSubject: Re: Notice N-2222-2222-2\r\n\r\n" + text);
}

// A dead mailbox or a domain that takes no mail (RFC 7505) ends the contact; a full one may be empty by the next try.
TEST(AnswerMail, OnlyDeadAddressesArePermanent) {
  for (const auto& dead : {report("failed", "5.1.1", "550 5.1.1 User unknown"), report("failed", "5.1.10", "556 5.1.10 Recipient address has null MX")}) {
    EXPECT_TRUE(dead.undelivered);
    EXPECT_TRUE(dead.permanent) << dead.status;
  }
  const auto full = report("failed", "5.2.2", "552 5.2.2 Mailbox full");
  EXPECT_TRUE(full.undelivered);
  EXPECT_FALSE(full.permanent);
}

// Greylisted or busy: the relay goes on trying, so nothing has come back.
TEST(AnswerMail, ADelayIsNoBounce) {
  const auto delay = report("delayed", "4.7.1", "450 4.7.1 Greylisted, try again in five minutes");
  EXPECT_EQ(delay.kind, "delay");
  EXPECT_FALSE(delay.undelivered);
  EXPECT_FALSE(delay.permanent);
}

// Given up after days of trying: not delivered, and yet the address may live.
TEST(AnswerMail, GivenUpIsUndeliveredButNotDead) {
  const auto expired = report("failed", "4.4.7", "delivery time expired");
  EXPECT_TRUE(expired.undelivered);
  EXPECT_FALSE(expired.permanent);
}

// Full, busy, out of time: the same contact may be tried again. Dead, or refused for what the mail is: it may not.
TEST(AnswerMail, OnlyTimeStandsAgainstWhatIsTemporary) {
  for (const auto& passing : {report("failed", "5.2.2", "552 5.2.2 Mailbox full"), report("failed", "4.2.2", "452 4.2.2 Mailbox full"),
                              report("failed", "4.4.7", "delivery time expired"), report("failed", "4.7.1", "450 4.7.1 Greylisted")})
    EXPECT_TRUE(passing.temporary) << passing.status;
  for (const auto& lasting : {report("failed", "5.1.1", "550 5.1.1 User unknown"), report("failed", "5.7.1", "554 5.7.1 Message rejected as spam"),
                              report("failed", "5.1.10", "556 5.1.10 Recipient address has null MX")})
    EXPECT_FALSE(lasting.temporary) << lasting.status;
  EXPECT_FALSE(report("delayed", "4.7.1", "450 4.7.1 Greylisted, try again in five minutes").temporary) << "the relay still tries";
}

// Who is to be asked instead comes with the answer, so that the look-up can be compared with it.
TEST(AnswerMail, NotOursNamesTheNetwork) {
  const auto not_ours = answer("This address is not in our network. Please contact abuse@other.example.\r\n");
  EXPECT_EQ(not_ours.meaning, AnswerMeaning::not_ours);
  EXPECT_EQ(not_ours.network_named, "abuse@other.example");
  EXPECT_TRUE(not_ours.readable.starts_with("x-redress-network-named: abuse@other.example\r\n")) << "a person reads it, too";
}

// Whoever was told by a form answers to the address in it, and names no reference: it is about that notice all the same. To any other address of
// ours the same words are about nothing.
TEST(AnswerMail, TheReplyAddressSaysWhichNotice) {
  const auto decision = [](const std::string& to) {
    return read("From: Trust and Safety <noreply@circle.example>\r\nTo: " + to + "\r\nAuto-Submitted: auto-generated\r\nSubject: Your report\r\n\r\n" +
                "We have restricted the visibility of the post.\r\n");
  };
  const auto told = decision("ntd+n222222222@hotline.test");
  EXPECT_EQ(told.kind, "answer");
  EXPECT_EQ(told.decision, PlatformDecision::restricted);
  EXPECT_TRUE(told.certain);
  EXPECT_EQ(told.reply_tokens, std::vector<std::string>{"n222222222"});
  const auto untold = decision("ntd@hotline.test");
  EXPECT_NE(untold.kind, "answer");
  EXPECT_FALSE(untold.decision);
}

// Somebody else's report, a newsletter: no meaning for any notice of ours, whatever words stand in it.
TEST(AnswerMail, OtherPeoplesReportsAnswerNothing) {
  const auto theirs = read(
      "From: cert@bank.example\r\nTo: abuse@hotline.test\r\nSubject: Phishing on your network\r\n\r\nDear abuse team,\r\n\r\n"
      "the page on your server has been removed before and is back. Please remove it.\r\n");
  EXPECT_EQ(theirs.kind, "other");
  EXPECT_FALSE(theirs.meaning.has_value());
  EXPECT_FALSE(theirs.undelivered);
}

}  // namespace
}  // namespace redress
