// Against a private Dovecot on loopback; skipped where Debian's dovecot-imapd is not installed.
#include "engine/transport/imap_inbox.hpp"

#include <grp.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>

#include "loopback.hpp"

extern char** environ;

namespace redress {
namespace {

namespace fs = std::filesystem;

/// Starts Dovecot with one user "desk", password "secret", and a Maildir. Runs under the tests' own user, or as nobody under root.
class Dovecot {
 public:
  Dovecot() {
    port_ = test::closed_port();
    const bool root = geteuid() == 0;
    const auto* user = root ? getpwnam("nobody") : getpwuid(geteuid());
    if (user == nullptr) return;
    const std::string user_name = user->pw_name, group_name = getgrgid(user->pw_gid)->gr_name;
    for (const char* name : {"/run", "/home", "/home/Maildir", "/home/Maildir/new", "/home/Maildir/cur", "/home/Maildir/tmp"})
      fs::create_directories(folder_.path() + name);
    fs::permissions(folder_.path(), fs::perms::all);
    uid_ = user->pw_uid;
    gid_ = user->pw_gid;
    std::ofstream config(folder_.path() + "/dovecot.conf");
    config << "base_dir = " << folder_.path() << "/run\nlog_path = " << folder_.path() << "/log\nprotocols = imap\nssl = no\n"
           << "disable_plaintext_auth = no\nauth_failure_delay = 0\ndefault_internal_user = " << user_name
           << "\ndefault_internal_group = " << group_name << "\ndefault_login_user = " << user_name
           << "\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n"
           << "service anvil {\n chroot =\n unix_listener anvil-auth-penalty {\n mode = 0\n }\n}\nservice imap-login {\n chroot =\n "
              "inet_listener imap {\n address = 127.0.0.1\n port = "
           << port_ << "\n }\n inet_listener imaps {\n port = 0\n }\n}\nservice stats {\n chroot =\n}\n"
           << "passdb {\n driver = static\n args = password=secret\n}\nuserdb {\n driver = static\n args = uid=" << uid_ << " gid=" << gid_
           << " home=" << folder_.path() << "/home\n}\nmail_location = maildir:" << folder_.path() << "/home/Maildir\n";
  }
  ~Dovecot() { stop(); }
  [[nodiscard]] static bool is_installed() { return fs::exists("/usr/sbin/dovecot") && fs::exists("/usr/lib/dovecot/imap"); }

  /// Waits until it greets; false when it does not.
  bool start() {
    own(folder_.path() + "/home");
    std::vector<std::string> command{"/usr/sbin/dovecot", "-F", "-c", folder_.path() + "/dovecot.conf"};
    std::vector<char*> arguments;
    for (auto& part : command) arguments.push_back(part.data());
    arguments.push_back(nullptr);
    if (posix_spawn(&process_, command[0].c_str(), nullptr, nullptr, arguments.data(), environ) != 0) return false;
    for (int attempt = 0; attempt < 200; ++attempt) {
      const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      address.sin_port = htons(static_cast<std::uint16_t>(port_));
      const bool connected = connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
      pollfd waiting{client, POLLIN, 0};
      const bool greeted = connected && poll(&waiting, 1, 2000) == 1 && (waiting.revents & POLLIN) != 0;
      if (!connected) poll(nullptr, 0, 25);  // nothing announces that a foreign program listens
      close(client);
      if (greeted) return true;
    }
    return false;
  }
  void stop() {
    if (process_ <= 0) return;
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  void deliver(const std::string& name, const std::string& bytes) const {
    const auto path = folder_.path() + "/home/Maildir/new/" + name;
    test::write_file(path, bytes);
    own(path);
  }
  [[nodiscard]] std::string maildir() const { return folder_.path() + "/home/Maildir"; }
  [[nodiscard]] std::string log() const {
    std::ifstream file(folder_.path() + "/log");
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] ImapSettings settings() const {
    ImapSettings settings;
    settings.server.host = "127.0.0.1";
    settings.server.port = port_;
    settings.server.tls = MailTls::none;
    settings.server.user = "desk";
    settings.server.password = SecretText("secret");
    return settings;
  }

 private:
  void own(const std::string& path) const {
    if (geteuid() != 0) return;
    (void)!chown(path.c_str(), uid_, gid_);
    if (fs::is_directory(path))
      for (const auto& entry : fs::recursive_directory_iterator(path)) (void)!chown(entry.path().c_str(), uid_, gid_);
  }
  test::TemporaryFolder folder_;
  int port_ = 0;
  uid_t uid_ = 0;
  gid_t gid_ = 0;
  pid_t process_ = -1;
};

struct Kept final : Inbox::Position {
  std::map<std::int64_t, std::int64_t> by_validity;
  std::int64_t after(std::int64_t uid_validity) override { return by_validity[uid_validity]; }
  std::vector<InboxMessage> take(Inbox& inbox, int limit = 100) {
    auto batch = inbox.fetch(*this, limit);
    EXPECT_TRUE(batch) << "fetch failed with " << (batch ? -1 : static_cast<int>(batch.error()));
    if (!batch) return {};
    for (const auto& message : batch->messages) {
      EXPECT_GT(message.uid, by_validity[batch->uid_validity]);
      by_validity[batch->uid_validity] = message.uid;
    }
    return std::move(batch->messages);
  }
};

std::string message(int number) {
  return "Subject: m" + std::to_string(number) + "\r\n\r\nA001 OK done\r\n* 1 FETCH (UID 9)\r\n.\r\nend\r\n";
}
std::string file_name(int number) { return std::to_string(1'700'000'000 + number) + ".M1P1.host"; }

#define NEEDS_DOVECOT() \
  if (!Dovecot::is_installed()) GTEST_SKIP() << "dovecot-imapd is not installed"

// An empty mailbox, then messages as they come: each once, byte for byte, and none is marked as seen by reading.
TEST(Imap, EachMessageOnceAndUnseen) {
  NEEDS_DOVECOT();
  Dovecot server;
  ASSERT_TRUE(server.start()) << server.log();
  auto inbox = make_imap_inbox(server.settings());
  EXPECT_EQ(inbox->name(), "imap:desk@127.0.0.1/INBOX");
  Kept kept;
  EXPECT_TRUE(kept.take(*inbox).empty());
  for (int i = 1; i <= 3; ++i) server.deliver(file_name(i), message(i));
  auto messages = kept.take(*inbox, 2);
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].bytes, message(1));
  EXPECT_EQ(messages[1].bytes, message(2));
  messages = kept.take(*inbox, 2);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].bytes, message(3));
  EXPECT_TRUE(kept.take(*inbox, 2).empty());
  server.deliver(file_name(4), message(4));
  EXPECT_EQ(kept.take(*make_imap_inbox(server.settings())).size(), 1U);
  server.stop();
  for (const auto& entry : fs::recursive_directory_iterator(server.maildir())) {
    const auto name = entry.path().filename().string();
    const auto flags = name.find(":2,");
    EXPECT_TRUE(flags == std::string::npos || name.find('S', flags) == std::string::npos) << name;
  }
}

// A thousand messages in batches: every one exactly once, also when some are deleted in between.
TEST(Imap, ThousandMessages) {
  NEEDS_DOVECOT();
  Dovecot server;
  for (int i = 1; i <= 1000; ++i) server.deliver(file_name(i), message(i));
  ASSERT_TRUE(server.start()) << server.log();
  auto inbox = make_imap_inbox(server.settings());
  Kept kept;
  std::map<std::string, int> seen;
  int batches = 0;
  while (true) {
    const auto messages = kept.take(*inbox, 97);
    if (messages.empty()) break;
    ++batches;
    for (const auto& each : messages) ++seen[each.bytes];
  }
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(batches, 11);
  for (const auto& [bytes, count] : seen) EXPECT_EQ(count, 1);
}

// After the server numbers its mailbox anew (another UIDVALIDITY), everything is offered again under it.
TEST(Imap, UidValidityChanges) {
  NEEDS_DOVECOT();
  Dovecot server;
  for (int i = 1; i <= 5; ++i) server.deliver(file_name(i), message(i));
  ASSERT_TRUE(server.start()) << server.log();
  Kept kept;
  EXPECT_EQ(kept.take(*make_imap_inbox(server.settings())).size(), 5U);
  EXPECT_TRUE(kept.take(*make_imap_inbox(server.settings())).empty());
  server.stop();
  ASSERT_EQ(kept.by_validity.size(), 1U);
  const auto before = kept.by_validity.begin()->first;
  for (const auto& entry : fs::directory_iterator(server.maildir())) {
    const auto name = entry.path().filename().string();
    if (name.find("dovecot.index") == 0 || name == "dovecot-uidlist") fs::remove(entry.path());
    if (name == "dovecot-uidvalidity" || name.find("dovecot-uidvalidity.") == 0) fs::remove(entry.path());
  }
  std::ofstream(server.maildir() + "/dovecot-uidlist") << "3 V" << before + 1000 << " N1 G0123456789abcdef0123456789abcdef\n";
  fs::permissions(server.maildir() + "/dovecot-uidlist", fs::perms::all);
  ASSERT_TRUE(server.start()) << server.log();
  EXPECT_EQ(kept.take(*make_imap_inbox(server.settings())).size(), 5U);
  EXPECT_EQ(kept.by_validity.size(), 2U);
  EXPECT_EQ(kept.by_validity.rbegin()->first, before + 1000);
}

// A message of more than 10 MB is cut there, and the ones after it are whole.
TEST(Imap, LargeMessagesAreCut) {
  NEEDS_DOVECOT();
  Dovecot server;
  std::string large = "Subject: large\r\n\r\n";
  while (large.size() < kInboxMessageBytesMax + 100'000) large += std::string(70, 'x') + "\r\n";
  server.deliver(file_name(1), large);
  server.deliver(file_name(2), message(2));
  ASSERT_TRUE(server.start()) << server.log();
  Kept kept;
  const auto messages = kept.take(*make_imap_inbox(server.settings()));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].bytes.size(), kInboxMessageBytesMax);
  EXPECT_EQ(messages[0].bytes, large.substr(0, kInboxMessageBytesMax));
  EXPECT_EQ(messages[1].bytes, message(2));
}

// A wrong password and an unknown mailbox are `refused`, nobody there is `unreachable`; afterwards reading works.
TEST(Imap, Failures) {
  NEEDS_DOVECOT();
  Dovecot server;
  server.deliver(file_name(1), message(1));
  ASSERT_TRUE(server.start()) << server.log();
  Kept kept;
  auto settings = server.settings();
  settings.mailbox = "No such box";
  auto result = make_imap_inbox(settings)->fetch(kept, 1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), InboxError::refused);
  settings = server.settings();
  settings.server.password = SecretText("wrong");
  result = make_imap_inbox(settings)->fetch(kept, 1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), InboxError::refused);
  auto inbox = make_imap_inbox(server.settings());
  EXPECT_EQ(kept.take(*inbox).size(), 1U);
  server.stop();
  result = make_imap_inbox(server.settings())->fetch(kept, 1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), InboxError::unreachable);
  server.deliver(file_name(2), message(2));
  ASSERT_TRUE(server.start()) << server.log();
  EXPECT_EQ(kept.take(*inbox).size(), 1U);
}

// Settings that could steer the dialogue, or send a password in the clear, stop the start.
TEST(Imap, Settings) {
  ImapSettings settings;
  settings.server.host = "mail.example";
  EXPECT_NO_THROW((void)make_imap_inbox(settings));
  for (const char* mailbox : {"", "a\"b", "a\\b", "a\r\nb", "\xc3\xa4"}) {
    settings.mailbox = mailbox;
    EXPECT_THROW((void)make_imap_inbox(settings), std::invalid_argument) << mailbox;
  }
  settings.mailbox = "INBOX";
  settings.server.tls = MailTls::none;
  EXPECT_THROW((void)make_imap_inbox(settings), std::invalid_argument);
}

// A server that answers nonsense is `malformed` or `unreachable`, and never hangs the reader.
TEST(Imap, HostileServer) {
  for (const std::string& examined :
       {std::string("A003 OK done\r\n"), std::string("* x EXISTS\r\n* OK [UIDVALIDITY 1]\r\nA003 OK\r\n"),
        std::string("* 99999999999999999999 EXISTS\r\n* OK [UIDVALIDITY 1]\r\nA003 OK\r\n"),
        std::string("* 9223372036854775807 EXISTS\r\n* OK [UIDVALIDITY 1]\r\nA003 OK\r\n"), std::string("* 5 EXISTS\r\nA003 OK\r\n")}) {
    test::LoopbackServer server([&](test::Connection& connection) {
      connection.write("* OK ready\r\n");
      std::string line;
      while (connection.read_line(line)) {
        const auto tag = line.substr(0, 4);
        if (line.find("EXAMINE") != std::string::npos) {
          auto reply = examined;
          reply.replace(reply.find("A003"), 4, tag);
          connection.write(reply);
        } else {
          connection.write(tag + " OK done\r\n");
        }
      }
    });
    ImapSettings settings;
    settings.server.host = "127.0.0.1";
    settings.server.port = server.port();
    settings.server.tls = MailTls::none;
    settings.server.time_limit = Milliseconds{2'000};
    Kept kept;
    const auto result = make_imap_inbox(settings)->fetch(kept, 5);
    ASSERT_FALSE(result) << examined;
    EXPECT_EQ(result.error(), InboxError::malformed) << examined;
  }
}

}  // namespace
}  // namespace redress
