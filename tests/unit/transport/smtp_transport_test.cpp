#include "engine/transport/smtp_transport.hpp"

#include <gtest/gtest.h>

#include "engine/core/mail_address.hpp"
#include "loopback.hpp"

namespace redress {
namespace {

using test::Connection;
using test::LoopbackServer;

/// How the relay behaves; every reply may be replaced. An empty reply cuts the connection.
struct Relay {
  std::string greeting = "220 relay.test ESMTP\r\n";
  std::string ehlo = "250-relay.test\r\n250 SIZE 1000000\r\n";
  std::string starttls = "220 go ahead\r\n";
  std::string auth = "235 welcome\r\n";
  std::string mail = "250 sender ok\r\n";
  std::string rcpt = "250 recipient ok\r\n";
  std::string data = "354 go ahead\r\n";
  std::string end = "250 queued\r\n";
  const test::TestCertificate* certificate = nullptr;
  int mails_per_connection = 1000;

  std::mutex mutex{};
  std::vector<std::string> commands{}, messages{};

  void serve(Connection& connection) {
    if (greeting.empty() || !connection.write(greeting)) return;
    std::string line;
    int mails = 0;
    while (connection.read_line(line)) {
      const auto verb = line.substr(0, 4);
      std::string reply = "250 ok\r\n";
      {
        const std::lock_guard lock(mutex);
        commands.push_back(line);
      }
      if (verb == "EHLO" || verb == "HELO") reply = ehlo;
      if (verb == "STAR") reply = starttls;
      if (verb == "AUTH") {
        if (!connection.write("334 \r\n") || !connection.read_line(line)) return;
        reply = auth;
      }
      if (verb == "MAIL") reply = mail;
      if (verb == "RCPT") reply = rcpt;
      if (verb == "DATA") reply = data;
      if (verb == "QUIT") reply = "221 bye\r\n";
      if (reply.empty() || !connection.write(reply)) return;
      if (verb == "STAR" && reply[0] == '2' && (certificate == nullptr || !connection.start_tls(*certificate))) return;
      if (verb == "DATA" && reply[0] == '3') {
        std::string message;
        if (!connection.read_until("\r\n.\r\n", message)) return;
        {
          const std::lock_guard lock(mutex);
          messages.push_back(message);
        }
        if (end.empty() || !connection.write(end)) return;
        if (++mails == mails_per_connection) return;
      }
      if (verb == "QUIT") return;
    }
  }
  [[nodiscard]] LoopbackServer::Script script() {
    return [this](Connection& connection) { serve(connection); };
  }
};

SmtpSettings settings_for(const LoopbackServer& server) {
  SmtpSettings settings;
  settings.relay.host = "127.0.0.1";
  settings.relay.port = server.port();
  settings.relay.tls = MailTls::none;
  settings.relay.connect_time_limit = Milliseconds{2'000};
  settings.relay.time_limit = Milliseconds{2'000};
  settings.ehlo_name = "engine.desk.example";
  return settings;
}
OutgoingMail some_mail(const std::string& message = "Subject: a\r\n\r\nb\r\n") {
  return {"bounce+abc@desk.example", "abuse@hoster.example", MessageText(message)};
}
MailVerdict send_to(Relay& relay, const OutgoingMail& mail = some_mail()) {
  LoopbackServer server(relay.script());
  return make_smtp_transport(settings_for(server))->send(mail);
}

// Whatever the relay says at each step, the failure is put down to whom it concerns.
TEST(Smtp, VerdictByPhase) {
  struct Row {
    const char* what;
    std::string Relay::*step;
    std::string reply;
    MailOutcome outcome;
    int code;
    bool too_large = false;
  };
  const std::vector<Row> rows{
      {"good", &Relay::rcpt, "250 ok\r\n", MailOutcome::accepted, 250},
      {"RCPT 550", &Relay::rcpt, "550 5.1.1 no such user\r\n", MailOutcome::refused, 550},
      {"RCPT 553", &Relay::rcpt, "553 no\r\n", MailOutcome::refused, 553},
      {"RCPT 450", &Relay::rcpt, "450 4.2.0 greylisted\r\n", MailOutcome::again_later, 450},
      {"RCPT 452", &Relay::rcpt, "452 4.5.3 too many\r\n", MailOutcome::again_later, 452},
      {"RCPT 530", &Relay::rcpt, "530 5.7.0 authentication required\r\n", MailOutcome::relay_unreachable, 530},
      {"RCPT cut", &Relay::rcpt, "", MailOutcome::relay_unreachable, 0},
      {"MAIL 550", &Relay::mail, "550 5.7.1 sender refused\r\n", MailOutcome::relay_unreachable, 550},
      {"MAIL 552", &Relay::mail, "552 5.3.4 too large\r\n", MailOutcome::refused, 552, true},
      {"MAIL 552 without an enhanced code", &Relay::mail, "552 too large\r\n", MailOutcome::refused, 552, true},
      {"MAIL 523", &Relay::mail, "523 5.2.3 longer than allowed\r\n", MailOutcome::refused, 523, true},
      {"RCPT 552", &Relay::rcpt, "552 5.2.2 mailbox full\r\n", MailOutcome::refused, 552},
      {"DATA 552", &Relay::data, "552-5.3.4 too large\r\n552 5.3.4 indeed\r\n", MailOutcome::refused, 552, true},
      {"end 552, too large", &Relay::end, "552 5.3.4 too large\r\n", MailOutcome::refused, 552, true},
      {"end 552, mailbox full", &Relay::end, "552 5.2.2 mailbox full\r\n", MailOutcome::refused, 552},
      {"MAIL 451", &Relay::mail, "451 try later\r\n", MailOutcome::relay_unreachable, 451},
      {"MAIL cut", &Relay::mail, "", MailOutcome::relay_unreachable, 0},
      {"DATA 451", &Relay::data, "451 4.3.0 no\r\n", MailOutcome::again_later, 451},
      {"DATA 554", &Relay::data, "554 no valid recipients\r\n", MailOutcome::refused, 554},
      {"DATA cut", &Relay::data, "", MailOutcome::relay_unreachable, 0},
      {"end 554", &Relay::end, "554 5.7.1 content refused\r\n", MailOutcome::refused, 554},
      {"end 451", &Relay::end, "451 4.3.0 queue full\r\n", MailOutcome::again_later, 451},
      {"end cut", &Relay::end, "", MailOutcome::uncertain, 0},
      {"greeting 554", &Relay::greeting, "554 go away\r\n", MailOutcome::relay_unreachable, 554},
      {"greeting 421", &Relay::greeting, "421 too busy\r\n", MailOutcome::relay_unreachable, 421},
      {"greeting cut", &Relay::greeting, "", MailOutcome::relay_unreachable, 0},
      {"greeting nonsense", &Relay::greeting, "hello there\r\nhow are you\r\n", MailOutcome::relay_unreachable, 0},
      {"EHLO 502", &Relay::ehlo, "502 no\r\n", MailOutcome::relay_unreachable, 502},
  };
  for (const auto& row : rows) {
    Relay relay;
    relay.*row.step = row.reply;
    const auto verdict = send_to(relay);
    EXPECT_EQ(verdict.outcome, row.outcome) << row.what << ": " << verdict.cause;
    EXPECT_EQ(verdict.code, row.code) << row.what << ": " << verdict.cause;
    // Only a refusal of the address is one; "no valid recipients" after DATA is about this message.
    EXPECT_EQ(verdict.of_address, row.outcome == MailOutcome::refused && row.step == &Relay::rcpt) << row.what;
    EXPECT_EQ(verdict.too_large, row.too_large) << row.what;
    EXPECT_FALSE(verdict.cause.empty());
    EXPECT_EQ(verdict.cause.find('@'), std::string::npos);
  }
}

// A relay that falls silent after the data leaves the mail uncertain; one that is not there, or silent before, does not.
TEST(Smtp, SilenceAndAbsence) {
  LoopbackServer silent([](Connection& connection) {
    Relay relay;
    relay.end = "\0";
    std::string line;
    connection.write(relay.greeting);
    while (connection.read_line(line)) {
      if (line.substr(0, 4) == "DATA") {
        connection.write(relay.data);
        connection.read_until("\r\n.\r\n", line);
        connection.read_line(line);  // ends when the client hangs up
        return;
      }
      connection.write(line.substr(0, 4) == "EHLO" ? relay.ehlo : "250 ok\r\n");
    }
  });
  auto settings = settings_for(silent);
  settings.relay.time_limit = Milliseconds{300};
  EXPECT_EQ(make_smtp_transport(settings)->send(some_mail()).outcome, MailOutcome::uncertain);
  LoopbackServer mute([](Connection& connection) {
    std::string line;
    connection.read_line(line);
  });
  settings = settings_for(mute);
  settings.relay.time_limit = Milliseconds{300};
  EXPECT_EQ(make_smtp_transport(settings)->send(some_mail()).outcome, MailOutcome::relay_unreachable);
  settings.relay.port = test::closed_port();
  EXPECT_EQ(make_smtp_transport(settings)->send(some_mail()).outcome, MailOutcome::relay_unreachable);
}

// STARTTLS that is not offered, refused, or ends in a certificate nobody knows stops the mail; a known one carries it, with the login
// inside.
TEST(Smtp, TlsIsRequired) {
  test::TestCertificate certificate;
  const auto attempt = [&](Relay& relay, const std::string& ca_file) {
    LoopbackServer server(relay.script());
    auto settings = settings_for(server);
    settings.relay.tls = MailTls::required;
    settings.relay.ca_file = ca_file;
    settings.relay.user = "engine";
    settings.relay.password = SecretText("canary-password");
    return make_smtp_transport(settings)->send(some_mail());
  };
  Relay stripped;
  EXPECT_EQ(attempt(stripped, "").outcome, MailOutcome::relay_unreachable);
  Relay refusing;
  refusing.ehlo = "250-relay.test\r\n250 STARTTLS\r\n";
  refusing.starttls = "454 not now\r\n";
  EXPECT_EQ(attempt(refusing, "").outcome, MailOutcome::relay_unreachable);
  Relay unknown;
  unknown.ehlo = refusing.ehlo;
  unknown.certificate = &certificate;
  EXPECT_EQ(attempt(unknown, "").outcome, MailOutcome::relay_unreachable);
  for (auto* relay : {&stripped, &refusing, &unknown}) {
    EXPECT_TRUE(relay->messages.empty());
    for (const auto& command : relay->commands)
      EXPECT_TRUE(command.substr(0, 4) == "EHLO" || command.substr(0, 4) == "STAR" || command == "QUIT") << command;
  }
  Relay good;
  good.ehlo = "250-relay.test\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n";
  good.certificate = &certificate;
  const auto trusted = attempt(good, certificate.ca_file());
  EXPECT_EQ(trusted.outcome, MailOutcome::accepted) << trusted.cause;
  EXPECT_EQ(good.messages.size(), 1U);
  Relay denying;
  denying.ehlo = good.ehlo;
  denying.certificate = &certificate;
  denying.auth = "535 5.7.8 wrong\r\n";
  const auto denied = attempt(denying, certificate.ca_file());
  EXPECT_EQ(denied.outcome, MailOutcome::relay_unreachable);
  EXPECT_EQ(denied.cause, "the relay refused our login");
  Relay no_login;
  no_login.ehlo = refusing.ehlo;
  no_login.certificate = &certificate;
  no_login.rcpt = "554 5.7.1 relay access denied\r\n";
  EXPECT_EQ(attempt(no_login, certificate.ca_file()).outcome, MailOutcome::relay_unreachable);
}

// A probe goes as far as a mail would and sends none; what stands in its way is said as for a mail.
TEST(Smtp, ProbeSendsNothing) {
  const auto probe = [](Relay& relay, MailTls tls) {
    LoopbackServer server(relay.script());
    auto settings = settings_for(server);
    settings.relay.tls = tls;
    return probe_relay(settings);
  };
  Relay good;
  EXPECT_EQ(probe(good, MailTls::none).outcome, MailOutcome::accepted);
  EXPECT_TRUE(good.messages.empty());
  for (const auto& command : good.commands) EXPECT_NE(command.substr(0, 4), "MAIL");
  Relay stripped;
  const auto refused = probe(stripped, MailTls::required);
  EXPECT_EQ(refused.outcome, MailOutcome::relay_unreachable);
  EXPECT_EQ(refused.cause, "the relay offers no STARTTLS");
  Relay closed;
  closed.greeting = "";
  EXPECT_EQ(probe(closed, MailTls::none).outcome, MailOutcome::relay_unreachable);
}

// Many mails share one connection; when the relay has closed it in between, the next mail goes over a new one.
TEST(Smtp, ConnectionIsKeptAndRenewed) {
  Relay relay;
  relay.mails_per_connection = 5;
  LoopbackServer server(relay.script());
  auto transport = make_smtp_transport(settings_for(server));
  for (int i = 0; i < 20; ++i) ASSERT_EQ(transport->send(some_mail()).outcome, MailOutcome::accepted) << i;
  EXPECT_EQ(server.connections(), 4);
  EXPECT_EQ(relay.messages.size(), 20U);
}

// After a refused recipient the next mail is sent all the same.
TEST(Smtp, OneRefusalDoesNotSpoilTheNext) {
  Relay relay;
  relay.rcpt = "550 no\r\n";
  LoopbackServer server(relay.script());
  auto transport = make_smtp_transport(settings_for(server));
  EXPECT_EQ(transport->send(some_mail()).outcome, MailOutcome::refused);
  {
    const std::lock_guard lock(relay.mutex);
    relay.rcpt = "250 ok\r\n";
  }
  EXPECT_EQ(transport->send(some_mail()).outcome, MailOutcome::accepted);
}

// Lines that begin with a dot arrive as they were, none ends the message early, and the envelope is exactly ours.
TEST(Smtp, DotsAreStuffed) {
  Relay relay;
  const std::string message = ".first\r\n\r\n.\r\n..two\r\n.\r\nend\r\n";
  ASSERT_EQ(send_to(relay, some_mail(message)).outcome, MailOutcome::accepted);
  ASSERT_EQ(relay.messages.size(), 1U);
  EXPECT_EQ(relay.messages[0], "..first\r\n\r\n..\r\n...two\r\n..\r\nend\r\n.\r\n");
  const std::vector<std::string> expected{"EHLO engine.desk.example",
                                          "MAIL FROM:<bounce+abc@desk.example> SIZE=" + std::to_string(message.size()),
                                          "RCPT TO:<abuse@hoster.example>", "DATA", "QUIT"};
  EXPECT_EQ(relay.commands, expected);
}

// Addresses and messages that could carry a second command or end the message early are refused before anything is connected to.
TEST(Smtp, InjectionIsRefused) {
  Relay relay;
  LoopbackServer server(relay.script());
  auto transport = make_smtp_transport(settings_for(server));
  const std::vector<std::string> addresses{"",
                                           "a",
                                           "@b.example",
                                           "a@",
                                           "a@b",
                                           "a@b@c.example",
                                           "a b@c.example",
                                           " a@b.example",
                                           "a@b.example ",
                                           "a@b.example\r\nRCPT TO:<x@y.example>",
                                           "a\r\n@b.example",
                                           "a@b.example\n",
                                           "a@b.example\r",
                                           std::string("a@b.example\0", 12),
                                           "<a@b.example>",
                                           "a@b.example>",
                                           "a@b.example> SIZE=1",
                                           "a@[127.0.0.1]",
                                           "\"a b\"@c.example",
                                           "a..b@c.example",
                                           ".a@c.example",
                                           "a.@c.example",
                                           "a@-b.example",
                                           "a@b-.example",
                                           "a@b..example",
                                           "a@.b.example",
                                           "a@b.example.",
                                           "\xc3\xa4@b.example",
                                           "a@b\xc3\xa4.example",
                                           std::string(65, 'a') + "@b.example",
                                           "a@" + std::string(64, 'b') + ".example",
                                           "a@b.example\xe2\x80\xa8",
                                           "a,b@c.example",
                                           "a@b.example,c@d.example",
                                           "a;b@c.example",
                                           "a:b@c.example",
                                           "a@b.example\t"};
  for (const auto& address : addresses) {
    auto mail = some_mail();
    mail.envelope_to = address;
    EXPECT_EQ(transport->send(mail).outcome, MailOutcome::refused) << address;
    mail = some_mail();
    mail.envelope_from = address;
    EXPECT_EQ(transport->send(mail).outcome, MailOutcome::refused) << address;
  }
  for (const std::string& message :
       {std::string(""), std::string("a"), std::string("a\n"), std::string("a\r"), std::string("a\r\n.\nQUIT\r\n"), std::string("a\r.\r\n"),
        std::string("a\n\r\n"), std::string("a\0b\r\n", 5), std::string("\xc3\xa4\r\n"), std::string(999, 'x') + "\r\n"})
    EXPECT_EQ(transport->send(some_mail(message)).outcome, MailOutcome::refused);
  EXPECT_EQ(server.connections(), 0);
  EXPECT_EQ(transport->send(some_mail(std::string(998, 'x') + "\r\n")).outcome, MailOutcome::accepted);
  EXPECT_TRUE(is_mail_address("bounce+7k3f=x@mail.desk-1.example"));
}

// Settings that would send mail in the clear outside loopback, or are no settings, stop the start.
TEST(Smtp, Settings) {
  SmtpSettings settings;
  settings.relay.host = "relay.example";
  EXPECT_NO_THROW((void)make_smtp_transport(settings));
  settings.relay.tls = MailTls::none;
  EXPECT_THROW((void)make_smtp_transport(settings), std::invalid_argument);
  settings.relay.host = "localhost";
  EXPECT_NO_THROW((void)make_smtp_transport(settings));
  settings.relay.port = 0;
  EXPECT_THROW((void)make_smtp_transport(settings), std::invalid_argument);
  settings.relay.port = 25;
  settings.ehlo_name = "a b";
  EXPECT_THROW((void)make_smtp_transport(settings), std::invalid_argument);
  settings.ehlo_name = "a";
  settings.relay.host = "a/b";
  EXPECT_THROW((void)make_smtp_transport(settings), std::invalid_argument);
}

// A message that is too long to be handed to the network at once, and cut in its middle: put down to the message, not to the relay.
TEST(Smtp, CutInsideTheMessage) {
  LoopbackServer cutting([](Connection& connection) {
    const Relay relay;
    std::string line;
    connection.write(relay.greeting);
    while (connection.read_line(line)) {
      if (line.substr(0, 4) == "DATA") {
        connection.write(relay.data);
        connection.read_line(line);
        return;
      }
      connection.write(line.substr(0, 4) == "EHLO" ? "250 relay.test\r\n" : "250 ok\r\n");
    }
  });
  std::string message = "Subject: a\r\n\r\n";
  while (message.size() < 20'000'000) message += std::string(76, 'b') + "\r\n";
  const auto verdict = make_smtp_transport(settings_for(cutting))->send(some_mail(message));
  EXPECT_EQ(verdict.outcome, MailOutcome::again_later) << verdict.cause;
}

}  // namespace
}  // namespace redress
