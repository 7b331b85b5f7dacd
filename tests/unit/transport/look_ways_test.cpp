// Whole looks through the checker's process: what sites do to them, the ways through proxies and Tor, and what stays behind.
#include "engine/transport/content_check.hpp"
#include "loopback.hpp"
#include "site.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <thread>

namespace redress {
namespace {

namespace fs = std::filesystem;

using test::checker;
using test::Connection;
using test::LoopbackServer;
using test::page;
using test::request;
using test::settings_for;
using test::Site;

std::string site_that_misbehaves(const std::string& path, const std::string& head) {
  const bool is_head = head.substr(0, 5) == "HEAD ";
  if (head.find("\r\nHost: control.test") != std::string::npos) return page("fine");
  if (path == "/head-lies") return is_head ? page("", "404 Not Found") : page("content");
  if (path == "/head-is-kind") return is_head ? page("") : page("nothing", "404 Not Found");
  if (path == "/head-is-cut") return is_head ? "" : page("nothing", "410 Gone");
  if (path == "/404-cut") return "HTTP/1.1 404 Not Found\r\nContent-Length: 5000\r\nConnection: close\r\n\r\nnot";
  if (path == "/404-chunks-cut") return "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n1000\r\nnot";
  if (path == "/dropped") return "";
  if (path == "/http2") return is_head ? "" : std::string("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\0\x04\x03\0\0\0\0\x01\0\0\0\x02", 28);
  if (path == "/empty") return page("");
  if (path == "/json") return page(R"({"error":"not_found"})", "200 OK", "application/json");
  if (path == "/problem") return page(R"({"detail":"Not found."})", "200 OK", "application/problem+json");
  if (path == "/as-picture") return page("<!doctype html><title>Page not found</title>", "200 OK", "image/jpeg");
  if (path == "/no-type") return "HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n<html><title>404 Page not found</title>";
  if (path == "/gallery") return page("<title>Gallery</title><img src=/gallery/1.jpg><img src=/gallery/2.jpg>");
  if (path == "/gallery/1.jpg") return page("no", "404 Not Found");
  if (path == "/gallery/2.jpg") return page("jpeg", "200 OK", "image/jpeg");
  if (path == "/sends-on") return page("<meta http-equiv=refresh content='0;url=/login'>");
  if (path == "/by-script") return page("<script>location='/x'</script>");
  if (path == "/front") return "HTTP/1.1 301 Moved\r\nLocation: http://other.test/\r\nContent-Length: 0\r\n\r\n";
  if (path == "/404-elsewhere") return "HTTP/1.1 302 Found\r\nLocation: http://other.test/404-here\r\nContent-Length: 0\r\n\r\n";
  if (path == "/404-here") return page("", "404 Not Found");
  if (path == "/long") return page("<title>Long</title>" + std::string(200'000, 'x') + "page not found");
  if (path == "/moved-long") return "HTTP/1.1 308 Moved\r\nLocation: /long\r\nContent-Length: 0\r\n\r\n";
  if (path == "/round") return "HTTP/1.1 302 Found\r\nLocation: /round\r\nContent-Length: 0\r\n\r\n";
  if (path == "/429") return page("", "429 Too Many Requests");
  if (path == "/451") return page("", "451 Unavailable For Legal Reasons");
  if (path == "/521") return page("", "521 Web Server Is Down");
  return page("<title>content</title>words");
}

// What a site does between asking and answering: cut, empty, lying, sent elsewhere. Nothing of it is called gone but what says so itself.
TEST(ContentCheck, SitesThatMisbehave) {
  struct Row {
    const char* path;
    Observed observed;
    Evidence evidence;
  };
  Site site(site_that_misbehaves);
  auto settings = settings_for(site);
  settings.network.hosts.emplace_back("closed.invalid", "127.0.0.1:" + std::to_string(test::closed_port()));
  const auto check = make_content_check(checker(), settings);
  for (const auto& row : {Row{"/head-lies", Observed::online, Evidence::answered},
                          Row{"/head-is-kind", Observed::gone, Evidence::not_found_404},
                          Row{"/head-is-cut", Observed::gone, Evidence::gone_410},
                          Row{"/404-cut", Observed::unknown, Evidence::unreachable},
                          Row{"/404-chunks-cut", Observed::unknown, Evidence::unreachable},
                          Row{"/dropped", Observed::unknown, Evidence::unreachable},
                          Row{"/http2", Observed::unknown, Evidence::unreachable},
                          Row{"/empty", Observed::unknown, Evidence::soft_not_found},
                          Row{"/json", Observed::unknown, Evidence::soft_not_found},
                          Row{"/problem", Observed::unknown, Evidence::soft_not_found},
                          Row{"/as-picture", Observed::unknown, Evidence::soft_not_found},
                          Row{"/no-type", Observed::unknown, Evidence::soft_not_found},
                          // A page whose children are gone is there; the child has a look of its own.
                          Row{"/gallery", Observed::online, Evidence::answered},
                          Row{"/gallery/1.jpg", Observed::gone, Evidence::not_found_404},
                          Row{"/gallery/2.jpg", Observed::online, Evidence::answered},
                          Row{"/sends-on", Observed::unknown, Evidence::login_wall},
                          Row{"/by-script", Observed::unknown, Evidence::challenge},
                          Row{"/front", Observed::unknown, Evidence::login_wall},
                          Row{"/404-elsewhere", Observed::unknown, Evidence::soft_not_found},
                          Row{"/long", Observed::online, Evidence::answered},
                          Row{"/moved-long", Observed::online, Evidence::answered},
                          Row{"/round", Observed::unknown, Evidence::unreachable},
                          Row{"/429", Observed::unknown, Evidence::server_error},
                          Row{"/451", Observed::unknown, Evidence::legal_451},
                          Row{"/521", Observed::unknown, Evidence::server_error}}) {
    const auto reply = check->look(request(std::string("http://a.test") + row.path));
    EXPECT_EQ(name_of(reply.observed), name_of(row.observed)) << row.path;
    EXPECT_EQ(name_of(reply.evidence), name_of(row.evidence)) << row.path;
  }
  EXPECT_EQ(check->look(request("http://closed.invalid/")).evidence, Evidence::unreachable);
}

// When nobody answers, and no control page does either, the fault is ours: the evidence says so.
TEST(ContentCheck, OurOwnOutageIsCalledOurs) {
  Site site(site_that_misbehaves);
  auto settings = settings_for(site);
  const auto nobody = "127.0.0.1:" + std::to_string(test::closed_port());
  settings.network.hosts = {{"*.test", nobody}};
  const auto check = make_content_check(checker(), settings);
  EXPECT_EQ(check->look(request("http://a.test/")).evidence, Evidence::vantage_unproven);
  EXPECT_EQ(check->look(request("http://failing-name.invalid/")).evidence, Evidence::vantage_unproven);
}

// A site that feeds a byte now and then costs the time limit and no more.
TEST(ContentCheck, TimeIsCapped) {
  LoopbackServer slow([](Connection& connection) {
    std::string head;
    if (!connection.read_until("\r\n\r\n", head)) return;
    for (int i = 0; i < 100 && connection.write(i == 0 ? "HTTP/1.1 200 OK\r\nX: " : "x"); ++i) usleep(50'000);
  });
  CheckSettings settings;
  settings.network.resolvers = {"127.0.0.1:1"};
  settings.network.hosts = {{"*", "127.0.0.1:" + std::to_string(slow.port())}};
  settings.network.permit = {"127.0.0.0/8"};
  settings.network.connect_time_limit = Milliseconds{300};
  settings.control_urls = {"http://control.test/"};
  settings.time_limit = Milliseconds{400};
  const auto check = make_content_check(checker(), settings);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(check->look(request("http://a.test/")).observed, Observed::unknown);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{3});
}

/// A SOCKS5 server that answers for every target itself, as `made_by` of target and request line, and remembers the targets.
struct Socks {
  using Reply = std::function<std::string(const std::string& target, const std::string& head)>;
  explicit Socks(Reply made_by) : reply(std::move(made_by)), server([this](Connection& connection) { serve(connection); }) {}
  void serve(Connection& connection) {
    std::string bytes;
    if (!connection.read_bytes(2, bytes) || !connection.read_bytes(static_cast<unsigned char>(bytes[1]), bytes)) return;
    connection.write(std::string("\x05\x00", 2));
    if (!connection.read_bytes(4, bytes)) return;
    std::string target;
    if (bytes[3] == 1) {
      if (!connection.read_bytes(4, bytes)) return;
      for (const char byte : bytes) target += (target.empty() ? "" : ".") + std::to_string(static_cast<unsigned char>(byte));
    } else if (bytes[3] == 3) {
      if (!connection.read_bytes(1, bytes) || !connection.read_bytes(static_cast<unsigned char>(bytes[0]), target)) return;
      target = "name " + target;
    } else {
      return;
    }
    if (!connection.read_bytes(2, bytes)) return;
    {
      const std::lock_guard lock(mutex);
      targets.insert(target);
    }
    connection.write(std::string("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50", 10));
    std::string head;
    while (connection.read_until("\r\n\r\n", head)) {
      auto answer = reply(target, head);
      if (head.substr(0, 5) == "HEAD ") answer.resize(answer.find("\r\n\r\n") + 4);
      if (!connection.write(answer)) return;
    }
  }
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(server.port()); }
  Reply reply;
  std::mutex mutex;
  std::set<std::string> targets;
  LoopbackServer server;
};

const std::string kOnion = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion";

// A SOCKS proxy gets the address our own look-up found and judged, never a name; what leads inside is not even asked of it.
TEST(ContentCheck, ThroughASocksProxy) {
  Socks proxy([](const std::string&, const std::string& head) { return head.find(" /gone ") != std::string::npos ? page("", "404 Not Found") : page("content"); });
  test::DnsServer dns([](const std::string& name) -> test::DnsServer::Zone {
    if (name == "public.test") return {.records = {{1, "8.8.8.8"}}};
    if (name == "control.test") return {.records = {{1, "9.9.9.9"}}};
    if (name == "inside.test") return {.records = {{1, "10.0.0.1"}}};
    return {.exists = false};
  });
  CheckSettings settings;
  settings.network.resolvers = {dns.address()};
  settings.network.proxy = "socks5://" + proxy.address();
  settings.control_urls = {"http://control.test/"};
  const auto check = make_content_check(checker(), settings);
  EXPECT_EQ(check->look(request("http://public.test/page")).observed, Observed::online);
  EXPECT_EQ(check->look(request("http://public.test/gone")).observed, Observed::gone);
  EXPECT_EQ(check->look(request("http://inside.test/")).evidence, Evidence::address_forbidden);
  EXPECT_EQ(check->look(request("http://169.254.169.254/")).evidence, Evidence::address_forbidden);
  const std::lock_guard lock(proxy.mutex);
  EXPECT_EQ(proxy.targets, (std::set<std::string>{"8.8.8.8", "9.9.9.9"}));
}

// An HTTP proxy is asked for the whole address; what our own look-up does not find or may not reach is not asked of it.
TEST(ContentCheck, ThroughAnHttpProxy) {
  Site proxy([](const std::string& target, const std::string&) { return target == "http://public.test/page" ? page("content") : page("", "502 Bad Gateway"); });
  test::DnsServer dns([](const std::string& name) -> test::DnsServer::Zone {
    if (name == "public.test") return {.records = {{1, "8.8.8.8"}}};
    return {.records = {{1, "127.0.0.1"}}};
  });
  CheckSettings settings;
  settings.network.resolvers = {dns.address()};
  settings.network.proxy = "http://127.0.0.1:" + std::to_string(proxy.server.port());
  const auto check = make_content_check(checker(), settings);
  EXPECT_EQ(check->look(request("http://public.test/page")).observed, Observed::online);
  const auto asked = proxy.heads.size();
  EXPECT_EQ(check->look(request("http://inside.test/")).evidence, Evidence::address_forbidden);
  EXPECT_EQ(proxy.heads.size(), asked);
}

// Services below `.onion` are reached through Tor alone, by name, and no name server ever hears of them. Without Tor they are unknown.
TEST(ContentCheck, OnionOnlyThroughTor) {
  std::atomic<int> questions{0};
  test::DnsServer dns([&](const std::string&) -> test::DnsServer::Zone {
    ++questions;
    return {.exists = false};
  });
  Site clear([](const std::string&, const std::string&) { return page("clear"); });
  const auto clear_url = "http://127.0.0.1:" + std::to_string(clear.server.port()) + "/";
  Socks tor([&](const std::string&, const std::string& head) {
    if (head.find(" /gone ") != std::string::npos) return page("", "404 Not Found");
    if (head.find(" /out ") != std::string::npos) return "HTTP/1.1 302 Found\r\nLocation: " + clear_url + "\r\nContent-Length: 0\r\n\r\n";
    return page("content");
  });
  CheckSettings settings;
  settings.network.resolvers = {dns.address()};
  settings.network.permit = {"127.0.0.1/32"};
  settings.control_urls = {clear_url};
  const auto url = "http://" + kOnion;
  for (const auto& spelling : {url + "/", "http://" + kOnion + "./", "HTTP://ABC." + kOnion + "/"}) {
    const auto reply = make_content_check(checker(), settings)->look(request(spelling));
    EXPECT_EQ(reply.observed, Observed::unknown);
    EXPECT_EQ(reply.evidence, Evidence::address_forbidden);
  }

  settings.network.tor = tor.address();
  auto check = make_content_check(checker(), settings);
  EXPECT_EQ(check->look(request(url + "/page")).observed, Observed::online);
  // That the clear web answers proves nothing of Tor.
  EXPECT_EQ(check->look(request(url + "/gone")).evidence, Evidence::vantage_unproven);
  settings.control_urls.push_back("http://control." + kOnion + "/");
  check = make_content_check(checker(), settings);
  EXPECT_EQ(check->look(request(url + "/gone")).observed, Observed::gone);
  const auto before = clear.server.connections();
  EXPECT_EQ(check->look(request(url + "/out")).observed, Observed::unknown);
  EXPECT_EQ(clear.server.connections(), before) << "a redirect led out of Tor";
  {
    const std::lock_guard lock(tor.mutex);
    EXPECT_EQ(tor.targets, (std::set<std::string>{"name " + kOnion, "name control." + kOnion}));
  }
  EXPECT_EQ(questions, 0);

  settings.network.tor = "127.0.0.1:" + std::to_string(test::closed_port());
  EXPECT_EQ(make_content_check(checker(), settings)->look(request(url + "/gone")).evidence, Evidence::vantage_unproven);
  for (const char* wrong : {"localhost:9050", "127.0.0.1", "tor", ":9050", "127.0.0.1:0"}) {
    settings.network.tor = wrong;
    EXPECT_THROW((void)make_content_check(checker(), settings), std::invalid_argument) << wrong;
  }
}

std::string random_marker() {
  std::random_device chance;
  std::string marker = "CANARY";
  for (int i = 0; i < 32; ++i) marker += static_cast<char>('A' + chance() % 26);
  return marker;
}

/// Regular files in and below a folder, or directly in it, whose bytes hold the marker in any letter case.
int files_with(const std::string& marker, const fs::path& folder, bool deep, fs::file_time_type since) {
  std::string small = marker;
  std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  int found = 0;
  std::error_code unreadable;
  const auto look_into = [&](const fs::directory_entry& entry) {
    if (!entry.is_regular_file(unreadable) || entry.last_write_time(unreadable) < since || entry.file_size(unreadable) > 200'000'000) return;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    found += bytes.find(marker) != std::string::npos || bytes.find(small) != std::string::npos ? 1 : 0;
  };
  if (deep)
    for (const auto& entry : fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, unreadable)) look_into(entry);
  else
    for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, unreadable)) look_into(entry);
  return found;
}

// A body with a marker goes through looks of every kind, also through one that dies by a signal that dumps core while it holds the body.
// Afterwards no file of the checker's folders (working directory, HOME, TMPDIR, /tmp, /var/tmp, /dev/shm) holds the marker.
TEST(ContentCheck, BodiesAreFoundNowhereOnDisk) {
  const auto marker = random_marker();
  const auto since = fs::file_time_type::clock::now() - std::chrono::seconds{2};
  test::TemporaryFolder folder;
  for (const char* name : {"work", "own", "temporary"}) fs::create_directory(folder.path() + "/" + name);
  const auto before = fs::current_path();
  const std::string home = getenv("HOME") != nullptr ? getenv("HOME") : "", temporary = getenv("TMPDIR") != nullptr ? getenv("TMPDIR") : "";
  rlimit core{};
  getrlimit(RLIMIT_CORE, &core);
  const rlimit dumping{core.rlim_max, core.rlim_max};
  setrlimit(RLIMIT_CORE, &dumping);
  fs::current_path(folder.path() + "/work");
  setenv("HOME", (folder.path() + "/own").c_str(), 1);
  setenv("TMPDIR", (folder.path() + "/temporary").c_str(), 1);

  std::atomic<pid_t> to_kill{-1};
  std::atomic<int> served{0};
  std::string many;
  while (many.size() < 100'000) many += marker + " ";
  {
    Site site([&](const std::string& path, const std::string& head) {
      if (head.find("\r\nHost: control.test") != std::string::npos) return page("fine");
      ++served;
      if (path == "/picture") return page(many, "200 OK", "image/jpeg");
      if (path == "/gone") return page("<title>" + marker + "</title>" + many, "404 Not Found");
      if (path == "/headers") return "HTTP/1.1 200 OK\r\nX-Picture: " + marker + "\r\nSet-Cookie: a=" + marker + "\r\nContent-Length: 5\r\n\r\nwords";
      if (path == "/sent-on") return "HTTP/1.1 302 Found\r\nLocation: /" + marker + "\r\nContent-Length: 9\r\n\r\nelsewhere";
      if (path == "/dies" && head.substr(0, 4) == "GET ") {
        // The first piece is on its way; the checker has read it when the signal comes.
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 200000\r\n\r\n" + many.substr(0, 4'000);
      }
      return page("<title>" + marker + "</title><!-- " + marker + " --><p class=" + marker + ">" + marker + "</p>");
    });
    const auto check = make_content_check(checker(), settings_for(site));
    const auto first = check->look(request("http://a.test/page"));
    EXPECT_EQ(first.observed, Observed::online);
    EXPECT_EQ(first.digest.find(marker), std::string::npos);
    EXPECT_EQ(check->look(request("http://a.test/page", {}, false, std::string(64, '0'))).observed, Observed::changed);
    EXPECT_EQ(check->look(request("http://a.test/picture")).observed, Observed::online);
    EXPECT_EQ(check->look(request("http://a.test/gone")).observed, Observed::gone);
    EXPECT_EQ(check->look(request("http://a.test/headers")).observed, Observed::online);
    (void)check->look(request("http://a.test/sent-on"));
    for (const auto& entry : fs::directory_iterator("/proc")) {
      std::ifstream file(entry.path() / "stat");
      std::string pid, name, state;
      pid_t parent = 0;
      if (file >> pid >> name >> state >> parent && parent == getpid() && name == "(checker_for_tes)") to_kill = std::stoi(pid);
    }
    ASSERT_GT(to_kill, 0);
    std::thread killer([&] {
      usleep(300'000);
      kill(to_kill, SIGSEGV);
    });
    EXPECT_EQ(check->look(request("http://a.test/dies")).evidence, Evidence::vantage_unproven);
    killer.join();
    EXPECT_GE(served, 13);
  }
  // The scan finds what is there.
  test::write_file(folder.path() + "/own/proof", "xx" + marker + "xx");
  EXPECT_EQ(files_with(marker, folder.path(), true, since), 1);
  fs::remove(folder.path() + "/own/proof");
  EXPECT_EQ(files_with(marker, folder.path(), true, since), 0);
  for (const char* shared : {"/tmp", "/var/tmp", "/dev/shm"}) EXPECT_EQ(files_with(marker, shared, false, since), 0) << shared;
  std::size_t left = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) left += entry.is_directory() ? 0 : 1;
  EXPECT_EQ(left, 0U) << "something was left in the checker's folders";

  fs::current_path(before);
  setrlimit(RLIMIT_CORE, &core);
  home.empty() ? unsetenv("HOME") : setenv("HOME", home.c_str(), 1);
  temporary.empty() ? unsetenv("TMPDIR") : setenv("TMPDIR", temporary.c_str(), 1);
}

}  // namespace
}  // namespace redress
