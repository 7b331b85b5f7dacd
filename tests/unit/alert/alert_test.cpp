#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>

#include "engine/alert/channel_sender.hpp"

namespace redress {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr auto kStart = UtcTime{Milliseconds{1'893'492'000'000}};  // 2030-01-01T10:00:00Z

struct Sent {
  std::vector<OutgoingMail> mails;
  std::vector<OutgoingHttp> posts;
  MailVerdict mail_verdict{MailOutcome::accepted, 250, ""};
  Result<HttpReply, HttpError> reply = HttpReply{204, "", {}};
};

class FakeMail final : public MailTransport {
 public:
  explicit FakeMail(Sent& sent) : sent_(sent) {}
  MailVerdict send(const OutgoingMail& mail) override {
    sent_.mails.push_back(mail);
    return sent_.mail_verdict;
  }

 private:
  Sent& sent_;
};
class FakeHttp final : public HttpTransport {
 public:
  explicit FakeHttp(Sent& sent) : sent_(sent) {}
  Result<HttpReply, HttpError> perform(const OutgoingHttp& request) override {
    sent_.posts.push_back(request);
    return sent_.reply;
  }

 private:
  Sent& sent_;
};

std::string hmac(const std::string& key, std::string_view message) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()), message.size(),
       bytes, &size);
  return {reinterpret_cast<const char*>(bytes), size};
}
std::string base64(const std::string& bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}
std::string header_of(const OutgoingHttp& request, const std::string& name) {
  const auto place = std::find_if(request.headers.begin(), request.headers.end(), [&](const auto& header) { return header.first == name; });
  return place == request.headers.end() ? "" : place->second;
}
std::string text_of(const OutgoingMail& mail) { return mail.message.open(TestReveal::grant()); }

AlertRecord late_alert(std::int64_t id = 7) {
  AlertRecord alert;
  alert.id = AlertId{id};
  alert.kind = "removal_late";
  alert.severity = Severity::urgent;
  alert.subject = "request 12";
  alert.raised_at = kStart;
  return alert;
}

class AlertTest : public testing::Test {
 protected:
  AlertSettings settings() {
    AlertSettings all;
    all.mail = {{"mail-lead", "redress@hotline.example", "lead@hotline.example", ""},
                {"mail-duty", "redress@hotline.example", "duty@hotline.example", ""}};
    AlertWebhookSettings hook;
    hook.url = SecretText("https://hooks.example/redress/token-1");
    hook.macs = {[](std::string_view message) { return hmac("new", message); },
                 [](std::string_view message) { return hmac("old", message); }};
    all.webhooks = {hook};
    all.chats = {{"chat", SecretText("https://chat.example/hooks/token-2")}};
    return all;
  }
  ChannelSender sender(const AlertSettings& all, ChannelSender::DeadlineOf deadline_of = {}) {
    return {make_alert_channels(
                all, [&] { return std::make_unique<FakeMail>(sent); }, [&] { return std::make_unique<FakeHttp>(sent); }),
            clock, std::move(deadline_of)};
  }
  SimClock clock{kStart + minutes{5}};
  Sent sent;
};

// One alert reaches every channel, in words, with the time left; the mail is one a mail reader accepts.
TEST_F(AlertTest, ReachesEveryChannel) {
  auto send = sender(settings(), [](const AlertRecord&) { return kStart + minutes{47}; });
  auto alert = late_alert();
  alert.count = 3;
  EXPECT_TRUE(send.send(alert));
  ASSERT_EQ(sent.mails.size(), 2U);
  EXPECT_EQ(sent.mails[0].envelope_from, "redress@hotline.example");
  EXPECT_EQ(sent.mails[0].envelope_to, "lead@hotline.example");
  EXPECT_EQ(sent.mails[1].envelope_to, "duty@hotline.example");
  EXPECT_THAT(
      text_of(sent.mails[0]),
      AllOf(HasSubstr("\r\nSubject: [urgent] removal_late: request 12\r\n"), HasSubstr("\r\nDate: Tue, 01 Jan 2030 10:05:00 +0000\r\n"),
            HasSubstr("\r\nMessage-ID: <alert-7-1893492000000@hotline.example>\r\n"), HasSubstr("\r\nAuto-Submitted: auto-generated\r\n"),
            HasSubstr("\r\nImportance: high\r\n"), HasSubstr("About:  request 12"), HasSubstr("Times:  3"), HasSubstr("Left:   42 min")));
  const auto bytes = text_of(sent.mails[0]);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\n') {
      EXPECT_EQ(bytes[i - 1], '\r') << "a bare line feed at " << i;
    }
  }
  ASSERT_EQ(sent.posts.size(), 2U);
  const auto chat = nlohmann::json::parse(sent.posts[1].body);
  EXPECT_EQ(chat.size(), 1U);
  EXPECT_THAT(chat["text"].get<std::string>(),
              StartsWith("[urgent] removal_late: request 12\nContent is still online after its deadline."));
}

// What a receiver of Standard Webhooks checks is right: signature over id, timestamp and the very bytes of the body, by both secrets.
TEST_F(AlertTest, WebhookIsSigned) {
  auto send = sender(settings());
  EXPECT_TRUE(send.send(late_alert()));
  const auto& post = sent.posts[0];
  EXPECT_EQ(post.method, "POST");
  EXPECT_EQ(post.redirects_max, 0);
  EXPECT_EQ(header_of(post, "webhook-id"), "alert-7-1893492000000");
  EXPECT_EQ(header_of(post, "webhook-timestamp"), "1893492300");
  const auto signed_text = "alert-7-1893492000000.1893492300." + post.body;
  EXPECT_EQ(header_of(post, "webhook-signature"), "v1," + base64(hmac("new", signed_text)) + " v1," + base64(hmac("old", signed_text)));
  const auto body = nlohmann::json::parse(post.body);
  EXPECT_EQ(body["type"], "redress.alert");
  EXPECT_EQ(body["data"]["kind"], "removal_late");
  EXPECT_EQ(body["data"]["subject"], "request 12");
  EXPECT_EQ(body["data"]["severity"], "urgent");
}

// What no channel has taken goes to all of them again, under the same identity.
TEST_F(AlertTest, WhatNobodyTookIsSentAgain) {
  sent.mail_verdict = {MailOutcome::relay_unreachable, 0, "no connection"};
  sent.reply = HttpReply{500, "", {}};
  auto send = sender(settings());
  const auto outcomes = send.send_each(late_alert());
  EXPECT_EQ(outcomes[2].cause, "it answered with HTTP status 500");
  EXPECT_FALSE(send.send(late_alert()));
  EXPECT_EQ(sent.mails.size(), 4U);
  EXPECT_EQ(sent.posts.size(), 4U);
  const auto first_mail = text_of(sent.mails[0]);
  clock.advance(hours{1});
  sent.mail_verdict = {MailOutcome::accepted, 250, ""};
  sent.reply = HttpReply{200, "ok", {}};
  EXPECT_TRUE(send.send(late_alert()));
  ASSERT_EQ(sent.mails.size(), 6U) << "and nobody is told twice";
  ASSERT_EQ(sent.posts.size(), 6U);
  EXPECT_THAT(text_of(sent.mails[4]), HasSubstr(first_mail.substr(first_mail.find("Message-ID"), 60)));
  EXPECT_EQ(header_of(sent.posts[4], "webhook-id"), header_of(sent.posts[0], "webhook-id"));
}

// One channel that refuses everything holds nothing back: an alert that another has taken is sent, and none comes to those twice, also
// after a restart; they are told which channel is down.
TEST_F(AlertTest, ABrokenChannelHoldsNothingBack) {
  sent.mail_verdict = {MailOutcome::refused, 550, "no such user"};
  {
    auto send = sender(settings());
    for (std::int64_t id = 1; id <= 19; ++id) EXPECT_TRUE(send.send(late_alert(id))) << id;
  }
  EXPECT_EQ(sent.posts.size(), 2U * 19U);
  EXPECT_THAT(sent.posts[0].body, HasSubstr("do not get through by mail-lead; redress alert test"));
  EXPECT_THAT(sent.posts[0].body, HasSubstr("do not get through by mail-duty"));
  auto again = sender(settings());
  EXPECT_TRUE(again.send(late_alert(20)));
  EXPECT_EQ(sent.posts.size(), 2U * 20U);
}

// A channel that works again gets what it missed, once, behind the newest; one that is still down costs one try an alert.
TEST_F(AlertTest, AChannelThatWorksAgainIsCaughtUp) {
  sent.mail_verdict = {MailOutcome::relay_unreachable, 0, "no connection"};
  auto all = settings();
  all.mail.resize(1);
  auto send = sender(all);
  for (std::int64_t id = 1; id <= 30; ++id) EXPECT_TRUE(send.send(late_alert(id)));
  EXPECT_EQ(sent.mails.size(), 30U);
  sent.mail_verdict = {MailOutcome::accepted, 250, ""};
  sent.mails.clear();
  EXPECT_TRUE(send.send(late_alert(31)));
  ASSERT_EQ(sent.mails.size(), 1U + kOwedAtOnceMax);
  EXPECT_THAT(text_of(sent.mails[0]), HasSubstr("<alert-31-"));
  EXPECT_THAT(text_of(sent.mails[1]), HasSubstr("<alert-1-"));
  EXPECT_THAT(sent.posts.back().body, Not(HasSubstr("do not get through")));
  sent.mails.clear();
  EXPECT_TRUE(send.send(late_alert(32)));
  EXPECT_EQ(sent.mails.size(), 1U + 30U - kOwedAtOnceMax);
  sent.mails.clear();
  EXPECT_TRUE(send.send(late_alert(33)));
  EXPECT_EQ(sent.mails.size(), 1U);
  EXPECT_EQ(sent.posts.size(), 2U * 33U) << "the others were told each once";
}

// Every verdict but "accepted", and every reply but 2xx, is a no with a cause that names no address.
TEST_F(AlertTest, OnlyAYesIsAYes) {
  auto all = settings();
  all.webhooks.clear();
  auto send = sender(all);
  for (const auto outcome : {MailOutcome::refused, MailOutcome::again_later, MailOutcome::relay_unreachable, MailOutcome::uncertain}) {
    sent.mail_verdict = {outcome, 451, "not now"};
    EXPECT_EQ(send.send_each(late_alert())[0].cause, "not now (451)");
  }
  std::int64_t id = 100;
  for (const int status : {199, 300, 301, 400, 410, 429, 503}) {
    sent.reply = HttpReply{status, "", {}};
    EXPECT_FALSE(send.send(late_alert(++id))) << status;
  }
  for (const auto error : {HttpError::forbidden_address, HttpError::unreachable, HttpError::tls, HttpError::timed_out, HttpError::too_large,
                           HttpError::malformed, HttpError::uncertain}) {
    sent.reply = Failure{error};
    const auto outcomes = send.send_each(late_alert(++id));
    EXPECT_FALSE(outcomes.back().took);
    EXPECT_THAT(outcomes.back().cause, AllOf(Not(IsEmpty()), Not(HasSubstr("example"))));
  }
}

// The test alert is sent at every try, since each is a new question whether the channels work.
TEST_F(AlertTest, TestAlertIsAlwaysSent) {
  auto send = sender(settings());
  EXPECT_TRUE(send.send(demo_alert(clock.utc_now())));
  EXPECT_TRUE(send.send(demo_alert(clock.utc_now())));
  EXPECT_EQ(sent.mails.size(), 4U);
  EXPECT_THAT(text_of(sent.mails[0]), HasSubstr("This is a test"));
}

// A subject that could hold a locator, a mailbox or a second header never leaves, nor does an odd kind.
TEST_F(AlertTest, NothingSensitiveLeaves) {
  auto send = sender(settings());
  std::int64_t id = 0;
  for (const char* subject :
       {"https://bad.example/x", "bad.example", "someone@site.example", "request 12\r\nBcc: x", "J\xC3\xBCrgen", "", "192.0.2.1"}) {
    auto alert = late_alert(++id);
    alert.subject = subject;
    alert.kind = "odd kind: bad.example\r\nX: y";
    EXPECT_TRUE(send.send(alert));
  }
  for (const auto& mail : sent.mails)
    EXPECT_THAT(text_of(mail), AllOf(HasSubstr("Subject: [urgent] other: [withheld]\r\n"), Not(HasSubstr("bad.example")),
                                     Not(HasSubstr("site.example")), Not(HasSubstr("Bcc")), Not(HasSubstr("192.0.2"))));
  for (const auto& post : sent.posts)
    EXPECT_THAT(post.body, AllOf(Not(HasSubstr("bad.example")), Not(HasSubstr("site.example")), Not(HasSubstr("192.0.2"))));
}

// The table of kinds can be searched by halves, says something for each, and keeps to ASCII so that every channel can carry it.
TEST(AlertText, TableIsInOrder) {
  const auto kinds = alert_kinds();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (i > 0) {
      EXPECT_LT(kinds[i - 1].kind, kinds[i].kind);
    }
    EXPECT_EQ(&alert_kind(kinds[i].kind), &kinds[i]);
    for (const auto text : {kinds[i].sentence, kinds[i].next_step}) {
      EXPECT_TRUE(text.ends_with('.')) << kinds[i].kind;
      EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= ' ' && c < 0x7F; })) << kinds[i].kind;
    }
  }
  for (const char* kind : {"unexpected_event", "dead_letter", "recipient_down", "connector_down", "flood", "site_moved", "hold_past_its_end"})
    EXPECT_EQ(alert_kind(kind).kind, kind);
  EXPECT_EQ(alert_kind("never_heard_of").sentence, "Something needs a person's attention.");
}

// Wrong settings are named with what to write instead, and no secret URL is repeated.
TEST_F(AlertTest, ProblemsOfSettings) {
  EXPECT_THAT(problems_of(settings(), TestReveal::grant()), IsEmpty());
  AlertSettings bad;
  bad.mail = {{"a", "nobody", "x@y@z", ""}, {"a", "redress@hotline.example", "one@site.example\r\nBcc: two@site.example", "bad domain"}};
  bad.webhooks = {{"b", SecretText("http://hooks.example/secret-token"), {}},
                  {"", SecretText("https://hooks.example/secret token"), {WebhookMac{}}}};
  bad.chats = {{"c", SecretText("")}, {"d", SecretText("https://")}};
  bad.time_limit = Milliseconds{1};
  std::string text;
  for (const auto& problem : problems_of(bad, TestReveal::grant())) text += problem + "\n";
  for (const char* part : {"`a` has no usable `from`", "two alert channels are called `a`", "`a` has no usable `to`", "`message_id_domain`",
                           "`b` has a `url` that is not https", "`b` has no secret", "has no `name`", "has a secret that could not be read",
                           "with blanks", "`c` has no `url`", "`d` has a `url` without a host", "`time_limit`"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("secret-token")));
  auto loopback = settings();
  loopback.chats[0].url = SecretText("http://127.0.0.1:8065/hooks/x");
  EXPECT_THAT(problems_of(loopback, TestReveal::grant()), IsEmpty());
  EXPECT_THROW(sender(AlertSettings{}), std::invalid_argument);
}

// What a channel is owed is bounded: after very many it misses the oldest.
TEST_F(AlertTest, MemoryIsBounded) {
  auto all = settings();
  all.mail.resize(1);
  sent.mail_verdict = {MailOutcome::refused, 550, "full"};
  auto send = sender(all);
  for (std::int64_t id = 1; id <= static_cast<std::int64_t>(kOwedAlertsMax) + 1; ++id) EXPECT_TRUE(send.send(late_alert(id)));
  sent.mail_verdict = {MailOutcome::accepted, 250, ""};
  sent.mails.clear();
  EXPECT_TRUE(send.send(late_alert(5'000)));
  EXPECT_THAT(text_of(sent.mails[1]), HasSubstr("<alert-2-"));
}

// Every kind that is raised anywhere has words of its own: raising one is writing its name into a row, an action or a call.
TEST(AlertText, EveryRaisedKindHasWords) {
  const std::regex raising(R"re((?:\balert<|\.alert\(|\braise_alert\([^;"]*)"([a-z_]+)")re");
  std::set<std::string> raised;
  for (const auto* place : {"engine", "workflows"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(REDRESS_SOURCE_DIR) / place)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      std::ifstream file(entry.path());
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      for (std::sregex_iterator found(text.begin(), text.end(), raising), end; found != end; ++found) raised.insert((*found)[1]);
    }
  EXPECT_GE(raised.size(), 20U);  // else the search sees nothing any more
  for (const auto& kind : raised) EXPECT_EQ(alert_kind(kind).kind, kind) << kind << " is raised and has no words in alert_text.cpp";
}

}  // namespace
}  // namespace redress
