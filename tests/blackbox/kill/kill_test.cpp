// `kill -9` of the shipped program, again and again, while notices are on their way to the sandbox's relay: nothing that was accepted may be
// lost, and no notice may arrive twice without saying so.
#include "engine/seal/key_file.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "policies/book.hpp"
#include "sandbox/partners/chance.hpp"
#include "sandbox/servers/servers.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <thread>
#include <vector>

extern char** environ;

namespace redress {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int kKills = 200;                 // 10,000 in the long check
constexpr int kKillsLong = 10'000;
constexpr int kNoticesPerRound = 40;        // each to a recipient of its own, so that each is a mail
constexpr std::size_t kRecipients = 60;
constexpr std::size_t kInFlightMin = 20;    // attempts without a verdict, at the best of the kills
constexpr double kBetweenMin = 0.30;        // of the kills: between an attempt and its verdict
constexpr auto kDrainMax = 180s;

/// A folder of its own, in memory where there is such a thing: what is tried is the program's end, not the disk's.
class Folder {
 public:
  Folder() {
    std::string pattern = (::access("/dev/shm", W_OK) == 0 ? std::string("/dev/shm") : fs::temp_directory_path().string()) + "/redress-kill-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

void write_file(const std::string& path, const std::string& text, bool secret = false) {
  std::ofstream(path, std::ios::binary) << text;
  if (secret) fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

std::string program() { return std::string(REDRESS_BINARY_DIR) + "/redress"; }

pid_t start(const std::vector<std::string>& arguments, const std::string& log) {
  std::vector<std::string> words{program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> raw;
  for (auto& word : words) raw.push_back(word.data());
  raw.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = -1;
  if (::posix_spawn(&child, program().c_str(), &files, nullptr, raw.data(), environ) != 0) child = -1;
  posix_spawn_file_actions_destroy(&files);
  return child;
}

/// Exit code, or -1 when a signal ended it.
int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Kills : public testing::Test {
 protected:
  Kills() : origin_(clock_.utc_now()), world_(7, options()) {
    for (std::size_t i = 0; i < kRecipients; ++i) {
      sandbox::Party party;
      party.name = "Host " + std::to_string(i);
      party.domain = "host" + std::to_string(i) + ".example";
      party.abuse_mailbox = "abuse@" + party.domain;
      party.country = "NL";
      party.behaviour = i % 4 == 0 ? sandbox::Behaviour::prompt : sandbox::Behaviour::silent;
      const auto index = world_.add_party(party);
      sites_.push_back(world_.add_site("pages" + std::to_string(i) + ".example", index));
    }
    servers_ = std::make_unique<sandbox::Servers>(world_, clock_, server_options());
    set_up();
  }
  ~Kills() override { end(); }

  sandbox::WorldOptions options() const {
    sandbox::WorldOptions options;
    options.standing_cast = false;
    options.origin = origin_;
    options.broken_connection_share = 0.02;
    return options;
  }
  static sandbox::ServersOptions server_options() {
    sandbox::ServersOptions options;
    options.rdap_refuses_every = 0;
    return options;
  }

  void set_up() {
    SystemRandom random;
    ASSERT_TRUE(create_key_file(folder_.file("redress-keys"), random).has_value());
    write_file(folder_.file("password"), "sandbox\n", true);
    // Every notice leaves at once, so that many are under way in each short life of the program.
    auto delivery = shipped_rules().at("delivery/rules.yaml");
    const std::string window = "window: 15 min";
    const auto at = delivery.find(window);
    ASSERT_NE(at, std::string::npos);
    delivery.replace(at, window.size(), "window: 0 s");
    fs::create_directories(folder_.file("rules/delivery"));
    write_file(folder_.file("rules/delivery/rules.yaml"), delivery);

    std::string directory = "recipients:\n";
    for (const auto& party : world_.parties()) {
      const auto slug = party.domain.substr(0, party.domain.find('.'));
      directory += "  - id: " + slug + "\n    name: \"" + party.name + "\"\n    kind: hoster\n    country: NL\n    language: en\n    addresses: [\"" +
                   party.address_block + ".0/24\"]\n    contacts:\n      - {scope: hoster, channel: abuse_mail, address: " + party.abuse_mailbox +
                   ", approved: true, since: 2024-01-01, source: \"this test\"}\n";
    }
    write_file(folder_.file("directory.yaml"), directory);

    const auto& ports = servers_->ports();
    const auto local = [](std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); };
    write_file(folder_.file("redress.yaml"),
               "database: " + folder_.file("redress.db") + "\nkeys: " + folder_.file("redress-keys") + "\nsocket: " + folder_.file("redress.sock") +
                   "\ndirectory: " + folder_.file("directory.yaml") + "\npolicies: " + folder_.file("rules") +
                   "\nidentity:\n  organisation: Example Hotline\n  mail_domain: hotline.test\n  mail_from: notices@hotline.test\n" +
                   "relay:\n  host: 127.0.0.1\n  port: " + std::to_string(ports.smtp) + "\n  user: redress\n  password_file: " + folder_.file("password") +
                   "\n  ca_file: " + servers_->ca_file().string() + "\nimap:\n  host: 127.0.0.1\n  port: " + std::to_string(ports.imap) +
                   "\n  user: ntd@hotline.test\n  password_file: " + folder_.file("password") + "\n  ca_file: " + servers_->ca_file().string() +
                   "\n  pause: 500 ms\nlooks:\n  legal_basis: sandbox\n  control_urls: [\"http://" + local(ports.rdap) + "/ipv4.json\"]\n" +
                   "network:\n  resolvers: [\"" + local(ports.dns) + "\"]\n  permit: [\"127.0.0.0/8\"]\n  rdap: [\"http://" + local(ports.rdap) +
                   "\"]\n  hosts:\n    \"*.example\": \"" + local(ports.http) + "\"\n");
  }

  [[nodiscard]] std::vector<std::string> with_config(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--config", folder_.file("redress.yaml")});
    return words;
  }

  void begin() { engine_ = start(with_config({"serve"}), folder_.file("serve.log")); }
  void end() {
    if (engine_ <= 0) return;
    ::kill(engine_, SIGKILL);
    (void)wait_for(engine_);
    engine_ = -1;
  }
  /// Somebody answers at the socket; its file alone may be left from an earlier life.
  [[nodiscard]] bool is_serving() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = folder_.file("redress.sock");
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool answers = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return answers;
  }

  /// Pages nobody has reported yet, in a file a partner whose word counts would send.
  std::string next_file() {
    const auto path = folder_.file("reports-" + std::to_string(++files_) + ".jsonl");
    std::string lines;
    for (int i = 0; i < kNoticesPerRound; ++i) {
      const auto site = sites_[static_cast<std::size_t>(items_) % sites_.size()];
      const auto url = world_.add_item(site, "/v/" + std::to_string(++items_) + ".html");
      lines += "{\"url\":\"" + url + "\",\"classification\":\"baseline\",\"reference\":\"K-" +
               std::to_string(items_) + "\"}\n";
    }
    write_file(path, lines);
    return path;
  }
  [[nodiscard]] bool take_in(const std::string& path) { return wait_for(start(with_config({"intake", "--source", "partner-hotline.example", path}), folder_.file("intake.log"))) == 0; }

  std::string tail_of_log() const {
    std::ifstream log(folder_.file("serve.log"));
    std::string text((std::istreambuf_iterator<char>(log)), {});
    return text.size() > 2'000 ? text.substr(text.size() - 2'000) : text;
  }

  SystemClock clock_;
  const UtcTime origin_;
  sandbox::World world_;
  std::vector<sandbox::SiteIndex> sites_;
  std::unique_ptr<sandbox::Servers> servers_;
  Folder folder_;
  pid_t engine_ = -1;
  int files_ = 0;
  std::int64_t items_ = 0;
};

// Killed at random moments, most of them just after the relay took one more mail of many under way, and started again each time: after the
// last start everything accepted arrives, and every second copy is marked. How many kills fell between an attempt and its verdict is read
// from the attempts the next start found without one.
TEST_F(Kills, LoseNothingAndDoubleNothingUnmarked) {
  const char* size = std::getenv("REDRESS_CHECK_SIZE");
  const int kills = size != nullptr && std::strcmp(size, "long") == 0 ? kKillsLong : kKills;
  sandbox::Chance chance(11);
  std::string file = next_file();
  std::vector<std::string> accepted;
  int failed_starts = 0;
  const auto began = std::chrono::steady_clock::now();
  for (int kill = 0; kill < kills; ++kill) {
    const auto taken_before = world_.totals(clock_.utc_now()).mails_taken;
    begin();
    ASSERT_GT(engine_, 0) << "the program cannot be started: " << program();
    const bool at_random = chance.happens(0.3);
    const auto random_moment = std::chrono::steady_clock::now() + Milliseconds{static_cast<std::int64_t>(chance.below(600))};
    const auto wanted = taken_before + 1 + chance.below(15);
    std::thread reporting([&] {
      for (int i = 0; i < 200 && !is_serving(); ++i) std::this_thread::sleep_for(5ms);
      if (!take_in(file)) return;  // killed meanwhile: handed in again next time
      accepted.push_back(file);
      file = next_file();
    });
    const auto latest = std::chrono::steady_clock::now() + 5s;
    while (std::chrono::steady_clock::now() < latest) {
      if (at_random ? std::chrono::steady_clock::now() >= random_moment : world_.totals(clock_.utc_now()).mails_taken >= wanted) break;
      int status = 0;
      if (::waitpid(engine_, &status, WNOHANG) == engine_) {
        engine_ = -1;
        break;
      }
      std::this_thread::sleep_for(500us);
    }
    if (engine_ < 0) ++failed_starts;
    end();
    reporting.join();
  }
  ASSERT_EQ(failed_starts, 0) << "the engine ended by itself; the end of its log:\n" << tail_of_log();

  // One last start: everything that was accepted must arrive.
  begin();
  for (int i = 0; i < 2'000 && !is_serving(); ++i) std::this_thread::sleep_for(5ms);
  if (take_in(file)) accepted.push_back(file);
  std::size_t expected = accepted.size() * static_cast<std::size_t>(kNoticesPerRound);
  const auto give_up = std::chrono::steady_clock::now() + kDrainMax;
  std::size_t told = 0;
  while (std::chrono::steady_clock::now() < give_up) {
    const auto effects = world_.all_effects();
    told = 0;
    for (const auto& [reference, effect] : effects) told += effect.urls;
    if (told >= expected) break;
    std::this_thread::sleep_for(250ms);
  }
  std::this_thread::sleep_for(2s);  // the last verdicts are written down
  end();
  const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();

  const Sha256Chain chain;
  const auto store = open_store(folder_.file("redress.db"), chain);
  const auto reader = store->reader();
  std::set<std::string> interrupted;  // lives of the program that ended between an attempt and its verdict
  std::map<std::string, std::size_t> in_flight;
  std::int64_t notices = 0, lost = 0, uncertain = 0;
  for (std::int64_t id = 1;; ++id) {
    const auto notice = reader->notice(NoticeId{id});
    if (!notice) break;
    ++notices;
    const auto effects = world_.effects(notice->reference);
    const bool said_to_be_there = notice->state == NoticeState::accepted || notice->state == NoticeState::delivered;
    if (said_to_be_there && effects.taken == 0) ++lost;
    for (const auto& attempt : reader->attempts(notice->id)) {
      if (attempt.verdict != AttemptVerdict::uncertain || attempt.cause.find("program ended") == std::string::npos) continue;
      ++uncertain;
      interrupted.insert(attempt.incarnation);
      ++in_flight[attempt.incarnation];
    }
  }
  std::size_t most_in_flight = 0;
  int with_many = 0;
  for (const auto& [life, count] : in_flight) {
    most_in_flight = std::max(most_in_flight, count);
    with_many += count >= kInFlightMin ? 1 : 0;
  }
  RequestFilter filter;
  filter.workflow = "hotline_ntd";
  filter.limit = 1'000'000;
  std::int64_t untold = 0, requests = 0;
  for (const auto& request : reader->requests(filter)) {
    ++requests;
    untold += request.facts.told_somebody || request.closed_at ? 0 : 1;
  }
  const auto totals = world_.totals(clock_.utc_now());
  const auto backlog = reader->backlog(clock_.utc_now());
  std::cout << kills << " kills in " << static_cast<int>(took) << " s: " << interrupted.size() << " between an attempt and its verdict, " << with_many
            << " of them with at least " << kInFlightMin << " notices under way (at most " << most_in_flight << "); " << accepted.size() << " files with "
            << expected << " pages accepted, " << notices << " notices, " << totals.mails_taken << " mails taken, " << totals.duplicates
            << " marked copies, " << uncertain << " uncertain attempts; lost " << lost << ", unmarked duplicates " << totals.unmarked_duplicates << '\n';
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(untold, 0) << "of " << requests << " requests";
  EXPECT_GE(told, expected) << "pages that were accepted and never told to anybody; the end of the log:\n" << tail_of_log();
  EXPECT_EQ(totals.unmarked_duplicates, 0U);
  EXPECT_GE(backlog.items, static_cast<std::int64_t>(expected));
  EXPECT_TRUE(store->verify_chains(5).empty());
  const auto stuck = reader->stuck();
  EXPECT_EQ(stuck.requests + stuck.notices + stuck.tasks, 0);
  EXPECT_GE(static_cast<double>(interrupted.size()), kBetweenMin * kills);
  EXPECT_GE(most_in_flight, kInFlightMin);
}

}  // namespace
}  // namespace redress
