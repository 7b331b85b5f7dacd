#include "engine/transport/content_check.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "engine/transport/checker_frames.hpp"
#include "engine/transport/checker_sandbox.hpp"
#include "loopback.hpp"
#include "site.hpp"

namespace redress {
namespace {

using test::checker;
using test::page;
using test::request;
using test::settings_for;
using test::Site;

std::string usual(const std::string& path, const std::string& head) {
  if (head.find("\r\nHost: control.test") != std::string::npos) return page("fine");
  if (path == "/gone") return page("nothing", "404 Not Found");
  if (path == "/image") return page(std::string(100'000, 'i'), "200 OK", "image/jpeg");
  if (path == "/moved") return "HTTP/1.1 302 Found\r\nLocation: http://other.test/image\r\nContent-Length: 0\r\n\r\n";
  if (path == "/inside") return "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n";
  if (path == "/referred")
    return head.find("\r\nReferer: http://forum.test/t\r\n") != std::string::npos ? page("content") : page("", "404 Not Found");
  return page("<title>content</title>words " + std::to_string(head.size()));
}

// A page is online, a missing one gone, a picture has a digest that notices a change; the process serves one look after the other.
TEST(ContentCheck, LooksThroughItsProcess) {
  Site site(usual);
  const auto check = make_content_check(checker(), settings_for(site));
  auto reply = check->look(request("http://a.test/page"));
  EXPECT_EQ(reply.observed, Observed::online);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.digest.size(), 64U);
  EXPECT_EQ(check->look(request("http://a.test/page", {}, false, reply.digest)).observed, Observed::online);
  EXPECT_EQ(check->look(request("http://a.test/page", {}, false, std::string(64, '0'))).observed, Observed::changed);
  reply = check->look(request("http://a.test/gone"));
  EXPECT_EQ(reply.observed, Observed::gone);
  EXPECT_EQ(reply.evidence, Evidence::not_found_404);
  const auto image = check->look(request("http://a.test/image"));
  EXPECT_EQ(image.observed, Observed::online);
  EXPECT_EQ(check->look(request("http://a.test/moved")).digest, image.digest);
  EXPECT_EQ(check->look(request("http://a.test/inside")).evidence, Evidence::address_forbidden);
  EXPECT_EQ(check->look(request("http://unknown.invalid/")).evidence, Evidence::unreachable);
  EXPECT_EQ(check->look(request("http://10.0.0.1/")).evidence, Evidence::address_forbidden);
  EXPECT_EQ(check->look(request("file:///etc/passwd")).observed, Observed::unknown);
}

// HEAD goes first, then a GET for the first 16 kB; of a server that ignores the range no more is taken, and no cookie ever goes out.
TEST(ContentCheck, TakesLittle) {
  std::atomic<std::size_t> sent{0};
  Site site([&](const std::string&, const std::string& head) -> std::string {
    if (head.substr(0, 4) == "GET ") sent += 10'000'000;
    return "HTTP/1.1 200 OK\r\nSet-Cookie: canary=1\r\nContent-Type: video/mp4\r\nContent-Length: 10000000\r\n\r\n" +
           (head.substr(0, 4) == "GET " ? std::string(10'000'000, 'v') : "");
  });
  const auto check = make_content_check(checker(), settings_for(site));
  const auto reply = check->look(request("http://a.test/film"));
  EXPECT_EQ(reply.observed, Observed::online);
  EXPECT_EQ(check->look(request("http://a.test/film", {}, false, reply.digest)).observed, Observed::online);
  const std::lock_guard lock(site.mutex);
  ASSERT_GE(site.heads.size(), 2U);
  EXPECT_EQ(site.heads[0].substr(0, 5), "HEAD ");
  EXPECT_NE(site.heads[1].find("\r\nRange: bytes=0-16383\r\n"), std::string::npos);
  for (const auto& head : site.heads) EXPECT_EQ(head.find("Cookie"), std::string::npos);
}

// The recipe is replayed; one that is needed and missing, broken or beyond us makes the look unknown, whatever the site would say.
TEST(ContentCheck, ReplaysTheRecipe) {
  Site site(usual);
  const auto check = make_content_check(checker(), settings_for(site));
  const std::string recipe = R"({"referrer":"http://forum.test/t","user_agent":"Old Browser","cookie":"age=ok"})";
  EXPECT_EQ(check->look(request("http://a.test/referred", recipe, true)).observed, Observed::online);
  EXPECT_EQ(check->look(request("http://a.test/gone", recipe, true)).observed, Observed::gone);
  EXPECT_EQ(check->look(request("http://a.test/referred")).observed, Observed::gone);
  {
    const std::lock_guard lock(site.mutex);
    EXPECT_NE(site.heads[0].find("\r\nUser-Agent: Old Browser\r\n"), std::string::npos);
    EXPECT_NE(site.heads[0].find("\r\nCookie: age=ok\r\n"), std::string::npos);
  }
  for (const char* bad : {"", "{", "[]", R"({"referrer":1})", R"({"payment":"yes"})"}) {
    const auto reply = check->look(request("http://a.test/gone", bad, true));
    EXPECT_EQ(reply.observed, Observed::unknown) << bad;
    EXPECT_EQ(reply.evidence, Evidence::recipe_missing) << bad;
  }
  const auto injected = check->look(request("http://a.test/gone", "{\"referrer\":\"a\\r\\nX: y\"}", true));
  EXPECT_EQ(injected.observed, Observed::unknown);
}

// Nothing is gone while no control page answers, or none is set, unless that was allowed.
TEST(ContentCheck, VantageMustBeProven) {
  Site site(usual);
  auto settings = settings_for(site);
  settings.control_urls = {"http://control.invalid/", "http://127.0.0.1:" + std::to_string(test::closed_port()) + "/"};
  auto reply = make_content_check(checker(), settings)->look(request("http://a.test/gone"));
  EXPECT_EQ(reply.observed, Observed::unknown);
  EXPECT_EQ(reply.evidence, Evidence::vantage_unproven);
  settings.control_urls.clear();
  EXPECT_EQ(make_content_check(checker(), settings)->look(request("http://a.test/gone")).evidence, Evidence::vantage_unproven);
  settings.allow_unproven_vantage = true;
  EXPECT_EQ(make_content_check(checker(), settings)->look(request("http://a.test/gone")).observed, Observed::gone);
}

// One answer of a control page is believed for a while: the next `gone` asks none again.
TEST(ContentCheck, VantageIsRemembered) {
  Site site(usual);
  const auto check = make_content_check(checker(), settings_for(site));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(check->look(request("http://a.test/gone")).observed, Observed::gone);
  const std::lock_guard lock(site.mutex);
  int controls = 0;
  for (const auto& head : site.heads) controls += head.find("\r\nHost: control.test") != std::string::npos ? 1 : 0;
  EXPECT_EQ(controls, 1);
}

// NXDOMAIN is gone by name; a name server that fails or is silent says nothing.
TEST(ContentCheck, NamesThatAreGone) {
  Site site(usual);
  test::DnsServer dns([](const std::string& name) -> test::DnsServer::Zone {
    if (name == "broken.invalid") return {.fails = true};
    if (name == "silent.invalid") return {.silent = true};
    if (name == "bare.invalid") return {};
    return {.exists = false};
  });
  auto settings = settings_for(site);
  settings.network.resolvers = {dns.address()};
  const auto check = make_content_check(checker(), settings);
  EXPECT_EQ(check->look(request("http://absent.invalid/")).evidence, Evidence::name_does_not_exist);
  EXPECT_EQ(check->look(request("http://absent.invalid/")).observed, Observed::gone);
  for (const char* url : {"http://broken.invalid/", "http://silent.invalid/", "http://bare.invalid/"})
    EXPECT_EQ(check->look(request(url)).observed, Observed::unknown) << url;
}

// Hosts on the list, and all below them, are never asked.
TEST(ContentCheck, DeniedHosts) {
  Site site(usual);
  auto settings = settings_for(site);
  settings.denied_hosts = {"a.test"};
  const auto check = make_content_check(checker(), settings);
  EXPECT_EQ(check->look(request("http://a.test/")).evidence, Evidence::address_forbidden);
  EXPECT_EQ(check->look(request("http://b.a.test/")).evidence, Evidence::address_forbidden);
  EXPECT_EQ(site.server.connections(), 0);
  EXPECT_EQ(check->look(request("http://ba.test/")).observed, Observed::online);
}

pid_t child_of_this_process() {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "stat");
    std::string pid, name, state;
    pid_t parent = 0;
    if (file >> pid >> name >> state >> parent && parent == getpid() && name == "(checker_for_tes)") return std::stoi(pid);
  }
  return -1;
}

// A checker that is killed between two looks is started again; one that dies inside a look, or never begins, makes it unknown.
TEST(ContentCheck, DeathOfTheProcess) {
  Site site([](const std::string& path, const std::string& head) {
    if (path == "/kill") {
      kill(child_of_this_process(), SIGKILL);
      return std::string();
    }
    return usual(path, head);
  });
  const auto check = make_content_check(checker(), settings_for(site));
  EXPECT_EQ(check->look(request("http://a.test/")).observed, Observed::online);
  const auto first = child_of_this_process();
  ASSERT_GT(first, 0);
  kill(first, SIGKILL);
  siginfo_t ended{};
  waitid(P_PID, static_cast<id_t>(first), &ended, WEXITED | WNOWAIT);
  EXPECT_EQ(check->look(request("http://a.test/")).observed, Observed::online);
  EXPECT_NE(child_of_this_process(), first);
  const auto killed = check->look(request("http://a.test/kill"));
  EXPECT_EQ(killed.observed, Observed::unknown);
  EXPECT_EQ(killed.evidence, Evidence::vantage_unproven);
  EXPECT_EQ(check->look(request("http://a.test/")).observed, Observed::online);
  EXPECT_EQ(make_content_check({"/nonexistent/program"}, settings_for(site))->look(request("http://a.test/")).observed, Observed::unknown);
}

// The process has no descriptor but its own three and its sockets, nothing of our environment, and shows no memory to others.
TEST(ContentCheck, ProcessHasNothingToLose) {
  Site site(usual);
  setenv("REDRESS_CANARY", "secret", 1);
  const int inherited = open("/dev/zero", O_RDONLY);
  ASSERT_GE(inherited, 0);
  const auto check = make_content_check(checker(), settings_for(site));
  EXPECT_EQ(check->look(request("http://a.test/")).observed, Observed::online);
  const auto path = "/proc/" + std::to_string(child_of_this_process());
  std::ifstream status(path + "/status");
  std::string all((std::istreambuf_iterator<char>(status)), {});
  EXPECT_NE(all.find("NoNewPrivs:\t1"), std::string::npos);
  EXPECT_NE(all.find("Seccomp:\t2"), std::string::npos);
  if (geteuid() == 0) {
    std::ifstream environment(path + "/environ");
    const std::string variables((std::istreambuf_iterator<char>(environment)), {});
    EXPECT_EQ(variables.find("secret"), std::string::npos);
    for (const auto& entry : std::filesystem::directory_iterator(path + "/fd")) {
      std::error_code gone;
      EXPECT_NE(std::filesystem::read_symlink(entry.path(), gone).string(), "/dev/zero");
    }
  }
  close(inherited);
  unsetenv("REDRESS_CANARY");
}

// Inside the sandbox, starting a program, writing a file, debugging, forking and foreign sockets fail with EPERM; reading goes on.
TEST(CheckerSandbox, GivesUpWhatItDoesNotNeed) {
  test::TemporaryFolder folder;
  const auto file = folder.path() + "/file";
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // Answers the number of the first expectation that fails. Only calls that are safe after fork.
    if (!enter_checker_sandbox()) _exit(1);
    const auto denied = [](long result) { return result == -1 && errno == EPERM; };
    std::array<char*, 1> none{nullptr};
    if (!denied(execve("/bin/true", none.data(), none.data()))) _exit(2);
    if (!denied(open(file.c_str(), O_WRONLY | O_CREAT, 0600))) _exit(3);
    if (!denied(open("/dev/null", O_RDWR))) _exit(4);
    if (!denied(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr))) _exit(5);
    if (!denied(fork())) _exit(6);
    if (!denied(socket(AF_UNIX, SOCK_STREAM, 0))) _exit(7);
    if (!denied(socket(AF_NETLINK, SOCK_RAW, 0))) _exit(8);
    if (!denied(unlink(file.c_str()))) _exit(9);
    if (!denied(kill(getppid(), SIGTERM))) _exit(10);
    if (mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) _exit(11);
    rlimit core{};
    if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_max != 0) _exit(12);
    const int socket_four = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_four < 0) _exit(13);
    const int zero = open("/dev/zero", O_RDONLY);
    char byte = 1;
    if (zero < 0 || read(zero, &byte, 1) != 1) _exit(14);
    if (!denied(mkdir(file.c_str(), 0700)) || !denied(rename("/a", "/b")) || !denied(chmod("/", 0))) _exit(15);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_FALSE(std::filesystem::exists(file));
}

// Frames of nonsense end the checker's side or are answered with unknown; they never hang it.
TEST(CheckerFrames, NonsenseIsHarmless) {
  EXPECT_FALSE(decode_settings("{}"));
  EXPECT_FALSE(decode_look(R"({"locator":1})"));
  EXPECT_FALSE(decode_reply(R"({"observed":"lost","evidence":"answered","status":1,"digest":""})"));
  const LookReply reply{Observed::changed, Evidence::different_digest, 200, "ab"};
  EXPECT_EQ(decode_reply(encode_reply(reply))->digest, "ab");
  std::array<int, 2> sockets{};
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()), 0);
  ASSERT_TRUE(write_frame(sockets[0], "hello"));
  EXPECT_EQ(read_frame(sockets[1], Milliseconds{1000}), "hello");
  EXPECT_EQ(read_frame(sockets[1], Milliseconds{10}), std::nullopt);
  ASSERT_EQ(write(sockets[0], "\xff\xff\xff\xff", 4), 4);
  EXPECT_EQ(read_frame(sockets[1], Milliseconds{1000}), std::nullopt);
  close(sockets[0]);
  EXPECT_EQ(read_frame(sockets[1], Milliseconds{-1}), std::nullopt);
  EXPECT_FALSE(write_frame(sockets[1], "x"));
  close(sockets[1]);
}

}  // namespace
}  // namespace redress
