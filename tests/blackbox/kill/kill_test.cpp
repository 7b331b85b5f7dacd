// `kill -9` of the shipped program, again and again, while notices are on their way to the sandbox's relay: nothing that was accepted may be
// lost, and no notice may arrive twice without saying so. The moments of most kills are made, not hoped for: the relay takes mails and is
// kept from saying so.
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

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

extern char** environ;

namespace redress {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int kKills = 200;
constexpr int kDatabasesLong = 50;          // of 200 kills each: 10,000 in the long check
constexpr std::size_t kPagesPerFile = 40;   // each on a host of its own, so that each is a mail
constexpr std::size_t kUntoldMax = 40;      // no new file while more pages than this are still to be told
constexpr std::size_t kRecipients = 60;
constexpr int kSendWorkers = 40;
constexpr std::size_t kInFlightMin = 20;    // attempts without a verdict
constexpr double kBetweenMin = 0.30;        // of the kills, with that many
constexpr auto kServingMax = 20s;
constexpr auto kLifeMax = 5s;               // killed then, whatever it has done
constexpr auto kDrainMax = 180s;
constexpr auto kQuiet = 3s;                 // longer than a retry waits here

/// A folder of its own, in memory where there is such a thing: what is tried is the program's end, not the disk's.
class Folder {
 public:
  Folder() {
    std::string pattern = (::access("/dev/shm", W_OK) == 0 ? std::string("/dev/shm") : fs::temp_directory_path().string()) + "/redress-kill-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    if (std::getenv("REDRESS_KEEP") == nullptr) fs::remove_all(path_, ignored);
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

/// The sandbox's servers, one database, and a program that is started and killed around it.
class Field {
 public:
  explicit Field(std::uint64_t seed) : seed_(seed), origin_(clock_.utc_now()), world_(seed, options()) {
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
  ~Field() { end(SIGKILL); }
  Field(const Field&) = delete;
  Field& operator=(const Field&) = delete;

  /// Kills it so many times, lets it work off what is left, and looks at what came of it.
  void live_and_die(int kills);

 private:

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
    write_file(folder_.file("password"), "sandbox\n", true);
    // Every notice leaves at once, so that many are under way in each short life of the program; and a cut connection is tried again soon.
    auto delivery = shipped_rules().at("delivery/rules.yaml");
    const auto change = [&](const std::string& from, const std::string& to) {
      const auto at = delivery.find(from);
      ASSERT_NE(at, std::string::npos) << from;
      delivery.replace(at, from.size(), to);
    };
    change("window: 15 min", "window: 0 s");
    change("base: 30 s", "base: 1 s");
    change("wait_max: 4 h", "wait_max: 2 s");
    change("attempts_max: 12", "attempts_max: 100");
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
                   "\n  pause: 1 s\nworkers:\n  send: " + std::to_string(kSendWorkers) + "\nlooks:\n  legal_basis: sandbox\n  control_urls: [\"http://" + local(ports.rdap) + "/ipv4.json\"]\n" +
                   "network:\n  resolvers: [\"" + local(ports.dns) + "\"]\n  permit: [\"127.0.0.0/8\"]\n  rdap: [\"http://" + local(ports.rdap) +
                   "\"]\n  hosts:\n    \"*.example\": \"" + local(ports.http) + "\"\n");
  }

  [[nodiscard]] std::vector<std::string> with_config(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--config", folder_.file("redress.yaml")});
    return words;
  }

  void begin() { engine_ = start(with_config({"serve"}), folder_.file("serve.log")); }
  void end(int signal) {
    if (engine_ <= 0) return;
    ::kill(engine_, signal);
    (void)wait_for(engine_);
    engine_ = -1;
    // What the relay had already been given it still takes: it must not come after the next life's copy.
    for (int i = 0; i < 10'000 && servers_->mails_arriving() > 0; ++i) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(servers_->mails_arriving(), 0U);
  }
  /// False when it ended by itself.
  [[nodiscard]] bool is_alive() {
    int status = 0;
    if (engine_ <= 0 || ::waitpid(engine_, &status, WNOHANG) != engine_) return engine_ > 0;
    engine_ = -1;
    return false;
  }
  [[nodiscard]] bool comes_up() {
    const auto latest = std::chrono::steady_clock::now() + kServingMax;
    while (is_alive() && std::chrono::steady_clock::now() < latest) {
      if (is_serving()) return true;
      std::this_thread::sleep_for(2ms);
    }
    return false;
  }
  [[nodiscard]] std::size_t taken() const { return world_.totals(clock_.utc_now()).mails_taken; }
  [[nodiscard]] std::size_t pages_told() const {
    std::size_t pages = 0;
    for (const auto& [reference, effect] : world_.all_effects()) pages += effect.urls;
    return pages;
  }
  [[nodiscard]] std::size_t pages_accepted() const { return accepted_ * kPagesPerFile; }
  void one_life(sandbox::Chance& chance);
  void work_off();
  void judge(int kills, double took);
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
    for (std::size_t i = 0; i < kPagesPerFile; ++i) {
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

  const std::uint64_t seed_;
  SystemClock clock_;
  const UtcTime origin_;
  sandbox::World world_;
  std::vector<sandbox::SiteIndex> sites_;
  std::unique_ptr<sandbox::Servers> servers_;
  Folder folder_;
  pid_t engine_ = -1;
  int files_ = 0;
  std::int64_t items_ = 0;
  std::string file_;           // the next to be handed in, again until it is accepted
  std::size_t accepted_ = 0;   // files
};

/// Most lives end while the relay has taken many mails and told nobody so; the others after some mails, or at a random moment of which
/// starting up is a part.
void Field::one_life(sandbox::Chance& chance) {
  const auto taken_before = taken();
  const bool hands_in = pages_accepted() < pages_told() + kUntoldMax;
  const bool held = chance.happens(0.6);
  const bool at_random = !held && chance.happens(0.5);
  const auto hold_after = held ? chance.below(8) : 0;
  const auto wanted = held ? hold_after + kInFlightMin + chance.below(10) : 1 + chance.below(25);
  const auto lives_for = Milliseconds{static_cast<std::int64_t>(chance.below(600))};
  const auto born = std::chrono::steady_clock::now();
  begin();
  ASSERT_GT(engine_, 0) << "the program cannot be started: " << program();
  std::atomic<bool> over{false};
  std::thread reporting([&] {
    if (!hands_in) return;
    while (!over && !is_serving()) std::this_thread::sleep_for(2ms);
    if (over || !take_in(file_)) return;  // killed meanwhile: handed in again next time
    ++accepted_;
    file_ = next_file();
  });
  bool alive = true;
  for (;; std::this_thread::sleep_for(500us)) {
    const auto age = std::chrono::steady_clock::now() - born;
    const auto so_far = taken() - taken_before;
    if (held && so_far >= hold_after) servers_->hold_mail_verdicts(true);
    if (at_random ? age >= lives_for : so_far >= wanted) break;
    if (age >= kLifeMax) break;
    alive = is_alive();
    if (!alive) break;
  }
  over = true;
  end(SIGKILL);
  servers_->hold_mail_verdicts(false);
  reporting.join();
  ASSERT_TRUE(alive) << "the engine ended by itself; the end of its log:\n" << tail_of_log();
}

/// One last start: everything that was accepted arrives, and everything uncertain is sent again.
void Field::work_off() {
  begin();
  ASSERT_TRUE(comes_up()) << tail_of_log();
  ASSERT_TRUE(take_in(file_)) << "a running engine does not take a file";
  ++accepted_;
  const auto give_up = std::chrono::steady_clock::now() + kDrainMax;
  auto last_mail_at = std::chrono::steady_clock::now();
  auto before = taken();
  for (auto now = last_mail_at; now < give_up; now = std::chrono::steady_clock::now()) {
    if (const auto mails = taken(); mails != before) {
      before = mails;
      last_mail_at = now;
    }
    if (now - last_mail_at >= kQuiet && pages_told() >= pages_accepted()) break;
    ASSERT_TRUE(is_alive()) << tail_of_log();
    std::this_thread::sleep_for(50ms);
  }
  end(SIGTERM);
}

/// How many kills fell between an attempt and its verdict is read from the attempts the next start found without one.
void Field::judge(int kills, double took) {
  const Sha256Chain chain;
  const auto store = open_store(folder_.file("redress.db"), chain);
  const auto reader = store->reader();
  std::map<std::string, std::size_t> in_flight;  // by life: attempts it left without a verdict
  std::int64_t notices = 0, uncertain = 0;
  std::set<std::string> arrived;  // references
  for (const auto& [reference, effect] : world_.all_effects()) arrived.insert(reference);
  for (std::int64_t id = 1;; ++id) {
    const auto notice = reader->notice(NoticeId{id});
    if (!notice) break;
    ++notices;
    if (notice->state == NoticeState::accepted || notice->state == NoticeState::delivered) {
      EXPECT_TRUE(arrived.contains(notice->reference)) << "notice " << id << " is said to have been accepted, and nobody has it";
    }
    for (const auto& attempt : reader->attempts(notice->id)) {
      if (attempt.verdict != AttemptVerdict::uncertain || attempt.cause.find("program ended") == std::string::npos) continue;
      ++uncertain;
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
  std::size_t requests = 0, lost = 0;
  for (const auto& request : reader->requests(filter)) {
    ++requests;
    bool told = false;
    for (const auto id : reader->notices_of(request.id)) told = told || arrived.contains(reader->notice(id)->reference);
    lost += told ? 0 : 1;
  }
  const auto totals = world_.totals(clock_.utc_now());
  const auto backlog = reader->backlog(clock_.utc_now());
  std::cout << kills << " kills and the rest in " << static_cast<int>(took) << " s: " << in_flight.size() << " kills between an attempt and its verdict, "
            << with_many << " with at least " << kInFlightMin << " notices in flight (at most " << most_in_flight << "); " << accepted_ << " files with "
            << pages_accepted() << " pages accepted, " << notices << " notices, " << totals.mails_taken << " mails taken, " << totals.duplicates
            << " copies beyond the first, " << uncertain << " attempts found without a verdict; lost " << lost << ", unmarked duplicates "
            << totals.unmarked_duplicates << std::endl;
  EXPECT_EQ(backlog.items, static_cast<std::int64_t>(pages_accepted())) << "pages that were accepted have no item, or more than one";
  EXPECT_EQ(requests, pages_accepted()) << "items nobody follows up; the end of the log:\n" << tail_of_log();
  EXPECT_EQ(lost, 0U) << "requests nobody was told of";
  EXPECT_EQ(totals.unmarked_duplicates, 0U);
  EXPECT_EQ(totals.notices, static_cast<std::size_t>(notices)) << "notices here, and different ones that arrived";
  EXPECT_EQ(backlog.outbox_leased, 0);
  EXPECT_TRUE(store->verify_chains(5).empty());
  const auto stuck = reader->stuck();
  EXPECT_EQ(stuck.requests + stuck.notices + stuck.tasks, 0);
  EXPECT_EQ(backlog.open_tasks, 0) << "a kill is no work for a person";
  EXPECT_GE(with_many, kBetweenMin * kills) << "the test does not kill where it hurts";
}

void Field::live_and_die(int kills) {
  const auto began = std::chrono::steady_clock::now();
  sandbox::Chance chance(seed_);
  ASSERT_EQ(wait_for(start(with_config({"init"}), folder_.file("init.log"))), 0);
  file_ = next_file();
  for (int kill = 0; kill < kills && !testing::Test::HasFatalFailure(); ++kill) one_life(chance);
  if (!testing::Test::HasFatalFailure()) work_off();
  if (testing::Test::HasFatalFailure()) return;
  judge(kills, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
}

// Killed again and again with many notices in flight, and started again each time: everything accepted arrives, and every second copy is
// marked. REDRESS_KILLS asks for another number of kills, REDRESS_KEEP keeps the folder.
TEST(Kills, LoseNothingAndDoubleNothingUnmarked) {
  const char* size = std::getenv("REDRESS_CHECK_SIZE");
  const char* other = std::getenv("REDRESS_KILLS");
  const int databases = other == nullptr && size != nullptr && std::strcmp(size, "long") == 0 ? kDatabasesLong : 1;
  for (int database = 1; database <= databases && !HasFailure(); ++database) {
    Field field(static_cast<std::uint64_t>(database));
    if (!HasFatalFailure()) field.live_and_die(other != nullptr ? std::atoi(other) : kKills);
  }
}

}  // namespace
}  // namespace redress
