#include "engine/app/config.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace redress::app {
namespace {

using testing::HasSubstr;

constexpr const char* kGood = R"(database: /var/lib/redress/redress.db
socket: /run/redress/redress.sock
identity:
  organisation: Hotline of Example
  mail_domain: hotline.example
  mail_from: notices@hotline.example
  reply_mailbox: ntd
relay: {host: mail.hotline.example, tls: required, hello: desk.hotline.example}
imap: {host: mail.hotline.example, user: ntd, mailbox: INBOX}
intake:
  drop_folder:
    path: /srv/in
    folders:
      - {folder: police, source: police.example}
looks:
  legal_basis: agreement of 2030-01-01
  control_urls: ["https://www.hotline.example/"]
network:
  resolvers: ["192.0.2.53"]
  permit: ["127.0.0.0/8"]
  deny: ["192.0.2.0/24"]
  hosts: {pictures.example: "192.0.2.7:8080"}
  proxy: socks5://127.0.0.1:1080
  tor: 127.0.0.1:9050
  rdap: ["https://rdap.example/"]
  ripestat: https://stat.ripe.net
  abusix_zone: abuse-contacts.abusix.zone
  abuse_net_zone: contacts.abuse.net
alerts:
  mail: [lead@hotline.example]
  webhooks:
    - {url: "https://chat.hotline.example/hooks/a", form: chat}
    - {url: "https://pager.example/in", form: signed, secret_file: /etc/redress/pager}
)";

/// All problems of the good configuration with `before` replaced, a line each.
std::string problems_with(const std::string& before, const std::string& after) {
  std::string text = kGood;
  const auto at = text.find(before);
  if (at == std::string::npos) return "nothing to replace: " + before;
  text.replace(at, before.size(), after);
  const auto config = read_config("redress.yaml", text);
  std::string all;
  if (!config)
    for (const auto& problem : config.error()) all += to_text(problem) + "\n";
  return all;
}

TEST(Config, AGoodOneHasNoProblems) { EXPECT_EQ(problems_with("ntd", "ntd"), ""); }

// What a connector, a transport or an alert channel would refuse later is refused while the file is read, at its line and column and with a
// remedy: each value wrong by itself.
TEST(Config, RefusesWhatItsUsersWouldRefuse) {
  struct Wrong {
    const char *before, *after, *place, *says;
  };
  const std::string far_hook = "{url: \"http://chat.far.example/a\", form: chat}";
  for (const auto& [before, after, place, says] : {
           Wrong{"Hotline of Example", "\"Hot\\r\\nBcc: x@y.example\"", ":4:17:", "line break"},
           Wrong{"mail_domain: hotline.example", "mail_domain: \"a b\"", ":5:16:", "no domain"},
           Wrong{"notices@hotline.example", "notices", ":6:14:", "no mail address"},
           Wrong{"notices@hotline.example", "\"notices@hotline.example\\r\\nBcc: x@y.example\"", ":6:14:", "no mail address"},
           Wrong{"reply_mailbox: ntd", "reply_mailbox: \"n t\"", ":7:18:", "no name of a mailbox"},
           Wrong{"reply_mailbox: ntd", "reply_mailbox: \"n t@d\"", ":7:18:", "no name of a mailbox"},
           Wrong{"reply_mailbox: ntd", "envelope_mailbox: \"n t\"", ":7:21:", "no name of a mailbox"},
           Wrong{"host: mail.hotline.example, tls: required", "host: \"mail server\", tls: required",
                 ":8:15:", "neither a name nor an address"},
           Wrong{"tls: required", "tls: none", ":8:42:", "without TLS"},
           Wrong{"desk.hotline.example", "\"a b\"", ":8:59:", "no host name"},
           Wrong{"mailbox: INBOX", "mailbox: 'IN\"BOX'", ":9:56:", "not allowed"},
           Wrong{"    folders:\n", "    folders:\n      - {folder: police, source: other.example}\n", ":15:9:", "listed twice"},
           Wrong{"https://www.hotline.example/", "ftp://www.hotline.example/", ":17:18:", "no address of the web"},
           Wrong{"\"192.0.2.53\"", "nohost", ":19:15:", "no address of a name server"},
           Wrong{"127.0.0.0/8", "127.0.0.0/99", ":20:12:", "no address prefix"},
           Wrong{"192.0.2.0/24", "foo", ":21:10:", "no address prefix"},
           Wrong{"192.0.2.7:8080", "zzz:99999999", ":22:29:", "no address"},
           Wrong{"socks5://127.0.0.1:1080", "gopher://x", ":23:10:", "no proxy"},
           Wrong{"socks5://127.0.0.1:1080", "socks5://127.0.0.1", ":23:10:", "no proxy"},
           Wrong{"127.0.0.1:9050", "far.example:9050", ":24:8:", "not address:port"},
           Wrong{"https://rdap.example/", "rdap.example", ":25:10:", "no address of the web"},
           Wrong{"https://stat.ripe.net", "stat.ripe.net", ":26:13:", "no address of the web"},
           Wrong{"abuse-contacts.abusix.zone", "\"a b\"", ":27:16:", "no DNS zone"},
           Wrong{"lead@hotline.example", "lead", ":30:10:", "usable `to`"},
           Wrong{"https://chat.hotline.example/hooks/a", "file:///etc/passwd", ":32:13:", "not https"},
           Wrong{"{url: \"https://chat.hotline.example/hooks/a\", form: chat}", far_hook.c_str(), ":32:13:", "not https"},
           Wrong{", secret_file: /etc/redress/pager", "", ":33:7:", "no secret"},
       }) {
    const auto problems = problems_with(before, after);
    EXPECT_THAT(problems, HasSubstr(std::string("redress.yaml") + place)) << after;
    EXPECT_THAT(problems, HasSubstr(says)) << after;
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 1) << problems;
    EXPECT_THAT(problems, HasSubstr("(")) << "how to mend it: " << problems;
  }
  EXPECT_THAT(problems_with("https://chat.hotline.example/hooks/a", "https://chat.hotline.example/secret token"),
              testing::Not(HasSubstr("token")));
  EXPECT_THAT(problems_with("/run/redress/redress.sock", "/run/" + std::string(200, 'x')), HasSubstr(":2:9: longer than"));
  EXPECT_THAT(problems_with("/var/lib/redress/redress.db", "/"), HasSubstr(":1:11: a folder stands there"));
}

// Without an identity every notice would be given up at once.
TEST(Config, ARelayNeedsAnIdentity) {
  const auto config = read_config("redress.yaml", "relay: {host: localhost, tls: none}\n");
  ASSERT_FALSE(config);
  EXPECT_THAT(to_text(config.error().front()), HasSubstr("redress.yaml:1:8: notices have nobody they come from"));
}

// Files it names are asked for where they are needed: one that is not there, or a secret that others may read, is a problem at its place.
// What systemd hands over is there in the service alone.
TEST(Config, NamedFilesAreThere) {
  test::TemporaryFolder folder;
  const auto path = folder.file("secret");
  const std::string text = "network:\n  country_file: " + folder.file("none.mmdb") +
                           "\nalerts:\n  webhooks:\n    - {url: \"https://pager.example/in\", secret_file: " + path +
                           "}\n    - {url: \"https://pager.example/2\", secret_file: /run/credentials/redress.service/pager}\n";
  const auto config = read_config("redress.yaml", text);
  ASSERT_TRUE(config);
  auto problems = problems_of_files(*config);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(to_text(problems[0]), HasSubstr("redress.yaml:2:17: the file "));
  EXPECT_THAT(to_text(problems[1]), HasSubstr("redress.yaml:5:"));
  EXPECT_THAT(to_text(problems[1]), HasSubstr("cannot be read (check that it exists"));
  std::ofstream(path) << "open\n";
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  EXPECT_THAT(to_text(problems_of_files(*config).back()), HasSubstr("chmod 600"));
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  EXPECT_EQ(problems_of_files(*config).size(), 1U);
}

}  // namespace
}  // namespace redress::app
