#include "engine/api/http_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "engine/api/local_call.hpp"
#include "engine/api/problem.hpp"
#include "engine/api/request_head.hpp"
#include "tests/unit/api/raw_client.hpp"

namespace redress::api {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kGood = "GET /healthy HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Handlers wait here until the test lets them go on.
class Gate {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

class HttpServerTest : public testing::Test {
 protected:
  std::uint16_t start(HttpSettings settings = {}) {
    server = std::make_unique<HttpServer>([this](const HttpQuestion& question) { return answer(question); }, std::move(settings));
    return server->listen();
  }
  HttpAnswer answer(const HttpQuestion& question) {
    ++asked;
    if (question.path != "/healthy") ++asked_else;
    if (question.path == "/wait") gate.wait();
    if (question.path == "/throw") throw std::runtime_error("secret inside");
    HttpAnswer reply;
    reply.body = question.body.empty() ? R"({"ok":true})" : question.body;
    if (question.path == "/user") reply.body = question.local_user ? std::to_string(*question.local_user) : "none";
    if (question.path == "/large") reply.body.assign(32 * 1024 * 1024, 'x');
    if (question.path == "/split") reply.headers.emplace_back("x-odd", "a\r\nset-cookie: b");
    if (question.path == "/none") reply.status = 204;
    if (question.path == "/echo") reply.body = question.method + " " + question.query + " " + std::string(question.header("x-mine"));
    return reply;
  }
  int status(std::uint16_t port, const std::string& request) {
    RawClient client(port);
    client.send(request);
    client.finish();
    return status_of_answer(client.read_all());
  }

  std::atomic<int> asked{0}, asked_else{0};
  Gate gate;
  std::unique_ptr<HttpServer> server;
};

// An ordinary client gets its answers over one connection, with the headers every answer carries; HEAD has no body.
TEST_F(HttpServerTest, Serves) {
  const auto port = start();
  RawClient client(port);
  for (int i = 0; i < 3; ++i) {
    client.send(kGood);
    const auto answer = client.read_answer();
    EXPECT_EQ(status_of_answer(answer), 200);
    EXPECT_THAT(answer, AllOf(HasSubstr("cache-control: no-store\r\n"), HasSubstr("x-content-type-options: nosniff\r\n"),
                              HasSubstr("referrer-policy: no-referrer\r\n"), HasSubstr("content-security-policy: default-src 'none'"),
                              HasSubstr("connection: keep-alive\r\n"), HasSubstr("x-request-id: q-")));
    EXPECT_EQ(body_of_answer(answer), R"({"ok":true})");
  }
  client.send("GET /echo?a=1&b=%20 HTTP/1.1\r\nHost: 127.0.0.1:80\r\nX-Mine:  v \t\r\n\r\n");
  EXPECT_EQ(body_of_answer(client.read_answer()), "GET a=1&b=%20 v");
  client.send("GET /none HTTP/1.1\r\nHost: [::1]\r\n\r\n");
  EXPECT_EQ(status_of_answer(client.read_answer()), 204);
  client.send("HEAD /healthy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const auto head = client.read_all();
  EXPECT_EQ(status_of_answer(head), 200);
  EXPECT_THAT(head, HasSubstr("content-length: 11\r\n"));
  EXPECT_EQ(body_of_answer(head), "");
  EXPECT_EQ(status(port, "GET /healthy HTTP/1.0\r\n\r\n"), 200);
}

// Bodies arrive whole, by length and in chunks, announced by Expect or not, and pipelined requests are answered in order.
TEST_F(HttpServerTest, BodiesAndPipelining) {
  const auto port = start();
  const std::string large(1024 * 1024, 'b');
  RawClient client(port);
  client.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(large.size()) + "\r\n\r\n" + large);
  EXPECT_EQ(body_of_answer(client.read_answer()), large);
  client.send(
      "POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n");
  EXPECT_EQ(body_of_answer(client.read_answer()), "hello world");
  client.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 100 Continue\r\n\r\n"));
  client.send("after");
  EXPECT_EQ(body_of_answer(client.read_answer()), "after");
  client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1" + kGood +
              "POST /c HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n3");
  EXPECT_EQ(body_of_answer(client.read_answer()), "1");
  EXPECT_EQ(body_of_answer(client.read_answer()), R"({"ok":true})");
  EXPECT_EQ(body_of_answer(client.read_answer()), "3");
}

struct Abuse {
  const char* what;
  std::string request;
  int status;  // 0: closed without an answer
};

std::vector<Abuse> abuses() {
  const std::string host = "Host: localhost\r\n";
  const std::string get = "GET / HTTP/1.1\r\n" + host;
  const std::string post = "POST / HTTP/1.1\r\n" + host;
  const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
  std::string many_fields;
  for (int i = 0; i < 101; ++i) many_fields += "X-" + std::to_string(i) + ": 1\r\n";
  return {
      // what kills or misleads other servers
      {"chunk size -2", chunked + "-2\r\nab\r\n0\r\n\r\n" + smuggled, 400},
      {"chunk size -1", chunked + "-1\r\nab\r\n0\r\n\r\n" + smuggled, 400},
      {"chunk size zz", chunked + "zz\r\nab\r\n0\r\n\r\n" + smuggled, 400},
      {"chunk size empty", chunked + "\r\nab\r\n0\r\n\r\n", 400},
      {"chunk size 0x2", chunked + "0x2\r\nab\r\n0\r\n\r\n", 400},
      {"chunk size +2", chunked + "+2\r\nab\r\n0\r\n\r\n", 400},
      {"chunk size overflows", chunked + "fffffffffffffffff\r\nab\r\n0\r\n\r\n", 400},
      {"chunk size largest", chunked + "ffffffffffffffff\r\nab\r\n", 413},
      {"chunk size 7fffffff", chunked + "7fffffff\r\nab\r\n", 413},
      {"chunk extension", chunked + "2;a=b\r\nab\r\n0\r\n\r\n", 400},
      {"chunk data too long", chunked + "2\r\nabcd\r\n0\r\n\r\n", 400},
      {"chunk ended by line feed", chunked + "2\nab\n0\n\n", 400},
      {"chunk never ends", chunked + "5\r\nab", 400},
      {"chunked trailer malformed", chunked + "0\r\nbad trailer\r\n\r\n", 400},
      {"two lengths, equal", post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab" + smuggled, 400},
      {"two lengths, different", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc" + smuggled, 400},
      {"length as list", post + "Content-Length: 2, 2\r\n\r\nab", 400},
      {"length and coding", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, 400},
      {"coding and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + smuggled, 400},
      {"length -5", post + "Content-Length: -5\r\n\r\n", 400},
      {"length +5", post + "Content-Length: +5\r\n\r\nabcde", 400},
      {"length abc", post + "Content-Length: abc\r\n\r\n", 400},
      {"length 1e3", post + "Content-Length: 1e3\r\n\r\n", 400},
      {"length 0x5", post + "Content-Length: 0x5\r\n\r\nabcde", 400},
      {"length empty", post + "Content-Length: \r\n\r\n", 400},
      {"length with blank", post + "Content-Length: 1 0\r\n\r\n", 400},
      {"length overflows", post + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
      {"length beyond the body limit", post + "Content-Length: 1048577\r\n\r\n", 413},
      {"length longer than the body", post + "Content-Length: 10\r\n\r\nabc", 400},
      {"coding xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled, 501},
      {"coding gzip", post + "Transfer-Encoding: gzip\r\n\r\n", 501},
      {"coding gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"coding chunked, chunked", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 501},
      {"coding twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400},
      {"coding empty", post + "Transfer-Encoding: \r\n\r\n0\r\n\r\n", 501},
      {"coding behind a vertical tab",
       post + "Transfer-Encoding: \x0b"
              "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"coding in HTTP/1.0", "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"compressed body", post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab", 415},
      // hosts
      {"two hosts", get + "Host: localhost\r\n\r\n" + smuggled, 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"host with path", "GET / HTTP/1.1\r\nHost: localhost/x\r\n\r\n", 400},
      {"host with user", "GET / HTTP/1.1\r\nHost: a@localhost\r\n\r\n", 400},
      {"host with bad port", "GET / HTTP/1.1\r\nHost: localhost:80a\r\n\r\n", 400},
      {"another host", "GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n", 421},
      // lines
      {"bare line feeds", "GET / HTTP/1.1\nHost: localhost\n\n" + smuggled, 400},
      {"bare line feed in a field", get + "X: a\nY: b\r\n\r\n", 400},
      {"bare carriage return", get + "X: a\rY: b\r\n\r\n", 400},
      {"folded line", get + "X: a\r\n b\r\n\r\n", 400},
      {"folded first line", "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n", 400},
      {"blank before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400},
      {"no colon", get + "nonsense\r\n\r\n", 400},
      {"no field name", get + ": value\r\n\r\n", 400},
      {"field name with blank", get + "X Y: 1\r\n\r\n", 400},
      {"NUL in a field", get + std::string("X: a\0b\r\n\r\n", 10), 400},
      {"escape character in a field", get + "X: \x1b[0m\r\n\r\n", 400},
      {"bytes above ASCII in a field", get + "X: \xff\xfe\r\n\r\n", 400},
      {"empty line first", "\r\n" + get + "\r\n", 400},
      {"too many fields", get + many_fields + "\r\n", 431},
      {"one endless field", get + "X: " + std::string(20'000, 'a'), 431},
      {"header just too large", get + "X: " + std::string(16 * 1024, 'a') + "\r\n\r\n", 431},
      // request line
      {"HTTP/9.9", "GET / HTTP/9.9\r\n" + host + "\r\n", 505},
      {"HTTP/2.0 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/1.10", "GET / HTTP/1.10\r\n" + host + "\r\n", 400},
      {"http/1.1", "GET / http/1.1\r\n" + host + "\r\n", 400},
      {"no version", "GET /\r\n" + host + "\r\n", 400},
      {"no target", "GET HTTP/1.1\r\n" + host + "\r\n", 400},
      {"two blanks", "GET  / HTTP/1.1\r\n" + host + "\r\n", 400},
      {"blank at the end", "GET / HTTP/1.1 \r\n" + host + "\r\n", 400},
      {"tabs", "GET\t/\tHTTP/1.1\r\n" + host + "\r\n", 400},
      {"absolute target", "GET http://localhost/ HTTP/1.1\r\n" + host + "\r\n", 400},
      {"authority target", "CONNECT localhost:22 HTTP/1.1\r\n" + host + "\r\n", 501},
      {"asterisk", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400},
      {"TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 501},
      {"lower-case method", "get / HTTP/1.1\r\n" + host + "\r\n", 501},
      {"method of odd characters", "G@T / HTTP/1.1\r\n" + host + "\r\n", 400},
      {"endless method", std::string(17'000, 'A'), 431},
      {"target too long", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
      {"target with NUL escape", "GET /%00 HTTP/1.1\r\n" + host + "\r\n", 400},
      {"target with bad escape", "GET /%zz HTTP/1.1\r\n" + host + "\r\n", 400},
      {"target with cut escape", "GET /% HTTP/1.1\r\n" + host + "\r\n", 400},
      {"target with fragment", "GET /#x HTTP/1.1\r\n" + host + "\r\n", 400},
      {"target with backslash", "GET /\\x HTTP/1.1\r\n" + host + "\r\n", 400},
      // not HTTP at all
      {"expectation", post + "Expect: 200-ok\r\nContent-Length: 2\r\n\r\nab", 417},
      {"TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
      {"binary", std::string("\x00\x01\x02\x03", 4), 400},
      {"half a request line", "GET /heal", 0},
      {"half a header", get, 0},
      {"nothing", "", 0},
  };
}

// Requests that are malformed or that two servers could read differently are refused and end their connection; what is hidden behind
// them is never answered, no handler sees one, memory stays, and an ordinary client is served all the while.
TEST_F(HttpServerTest, AbuseWhileAHealthyClientIsServed) {
  const auto port = start();
  std::atomic<bool> done{false};
  std::vector<double> waits_ms;
  std::thread healthy([&] {
    RawClient client(port);
    while (!done && waits_ms.size() < 9'000) {  // a connection ends after 10,000 requests
      const auto began = std::chrono::steady_clock::now();
      client.send(kGood);
      ASSERT_EQ(status_of_answer(client.read_answer()), 200);
      waits_ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }
  });
  const auto before = resident_bytes();
  const auto all = abuses();
  EXPECT_GE(all.size(), 60U);
  for (const auto& abuse : all) {
    RawClient client(port);
    client.send(abuse.request);
    client.finish();
    const auto answer = client.read_all();
    EXPECT_EQ(status_of_answer(answer), abuse.status) << abuse.what << ": " << answer;
    EXPECT_EQ(answer.find("HTTP/1.1 ", 9), std::string::npos) << abuse.what << " got a second answer: " << answer;
    if (abuse.status != 0) {
      EXPECT_THAT(answer, AllOf(HasSubstr("connection: close\r\n"), HasSubstr("application/problem+json"))) << abuse.what;
    }
  }
  // The same in pieces of one byte each: where the bytes are cut changes nothing.
  for (const auto& abuse : all) {
    if (abuse.request.size() > 300) continue;
    RawClient client(port);
    for (const char byte : abuse.request)
      if (!client.send({&byte, 1})) break;
    client.finish();
    const auto answer = client.read_all();
    EXPECT_TRUE(status_of_answer(answer) == abuse.status || answer.empty()) << abuse.what << ": " << answer;
  }
  done = true;
  healthy.join();
  EXPECT_EQ(asked_else, 0);
  EXPECT_LT(resident_bytes(), before + 64 * 1024 * 1024);
  std::sort(waits_ms.begin(), waits_ms.end());
  ASSERT_GT(waits_ms.size(), 0U);
  std::cout << "[ figures  ] " << all.size() << " malformed requests, " << waits_ms.size() << " healthy answers, p99 "
            << waits_ms[waits_ms.size() * 99 / 100] << " ms\n";
}

// Bodies without end are cut off at the limit, however they are sent, without being kept.
TEST_F(HttpServerTest, EndlessBodies) {
  const auto port = start();
  const auto before = resident_bytes();
  {
    RawClient client(port);
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    int sent = 0;
    while (sent < 1000 && client.send(chunk)) ++sent;
    EXPECT_LT(sent, 1000);
  }
  {
    RawClient client(port);
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000000\r\n\r\n");
    EXPECT_EQ(status_of_answer(client.read_answer()), 413);
  }
  {
    RawClient client(port);
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
    const std::string more(64 * 1024, 'x');
    int sent = 0;
    while (sent < 1000 && client.send(more)) ++sent;
    EXPECT_LT(sent, 1000);
  }
  EXPECT_LT(resident_bytes(), before + 16 * 1024 * 1024);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(status(port, kGood), 200);
}

// Each phase has its time: half a head and half a body are answered with 408, silence and unread answers end without a word.
TEST_F(HttpServerTest, SlowClients) {
  HttpSettings settings;
  settings.limits.idle_time = Milliseconds{300};
  settings.limits.header_time = Milliseconds{200};
  settings.limits.body_time = Milliseconds{200};
  settings.limits.answer_time = Milliseconds{200};
  const auto port = start(settings);
  RawClient silent(port);
  RawClient half_head(port);
  half_head.send("GET / HTTP/1.1\r\nHost: loc");
  RawClient half_body(port);
  half_body.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
  RawClient half_chunk(port);
  half_chunk.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
  RawClient idle_after_one(port);
  idle_after_one.send(kGood);
  EXPECT_EQ(status_of_answer(idle_after_one.read_answer()), 200);
  RawClient never_reads(port);
  never_reads.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");

  EXPECT_EQ(status_of_answer(half_head.read_all()), 408);
  EXPECT_EQ(status_of_answer(half_body.read_all()), 408);
  EXPECT_EQ(status_of_answer(half_chunk.read_all()), 408);
  EXPECT_TRUE(silent.is_closed());
  EXPECT_TRUE(idle_after_one.is_closed());
  EXPECT_TRUE(eventually([&] { return server->counts().connections == 0; }));
  EXPECT_LT(never_reads.read_all().size(), 32U * 1024 * 1024);
}

// A head that trickles in is cut at its deadline: bytes do not buy time.
TEST_F(HttpServerTest, TricklingHead) {
  HttpSettings settings;
  settings.limits.header_time = Milliseconds{200};
  const auto port = start(settings);
  RawClient client(port);
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
  const auto began = std::chrono::steady_clock::now();
  for (int sent = 0; sent < 10'000 && server->counts().refused == 0 && client.send("a"); ++sent) std::this_thread::yield();
  EXPECT_TRUE(eventually([&] { return server->counts().refused == 1; }));
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{10});
}

// 200 connections that say nothing stay open side by side, cost little, and hinder nobody; each still works when it speaks.
TEST_F(HttpServerTest, TwoHundredIdleConnections) {
  HttpSettings settings;
  settings.limits.connections_per_address_max = 0;
  const auto port = start(settings);
  const auto before = resident_bytes();
  std::vector<RawClient> idle;
  for (int i = 0; i < 200; ++i) idle.emplace_back(port);
  ASSERT_TRUE(eventually([&] { return server->counts().connections == 200; }));
  for (int i = 0; i < 50; ++i) EXPECT_EQ(status(port, kGood), 200);
  EXPECT_LT(resident_bytes(), before + 16 * 1024 * 1024);
  for (auto& client : idle) {
    client.send(kGood);
    EXPECT_EQ(status_of_answer(client.read_answer()), 200);
  }
  EXPECT_EQ(server->counts().evicted, 0);
}

// When all places are taken, whoever has waited longest for a request gives way; a request in progress never does.
TEST_F(HttpServerTest, IdleConnectionsGiveWay) {
  HttpSettings settings;
  settings.limits.connections_max = 20;
  settings.limits.connections_per_address_max = 0;
  const auto port = start(settings);
  RawClient busy(port);
  busy.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
  gate.wait_for(1);
  std::vector<RawClient> idle;
  for (int i = 0; i < 60; ++i) idle.emplace_back(port);
  EXPECT_EQ(status(port, kGood), 200);
  EXPECT_GE(server->counts().evicted, 40);
  EXPECT_LE(server->counts().connections, 20);
  EXPECT_TRUE(idle.front().is_closed());
  gate.open();
  EXPECT_EQ(status_of_answer(busy.read_answer()), 200);
}

// One address cannot take the places of all; another is served meanwhile.
TEST_F(HttpServerTest, OneAddressHasItsShare) {
  HttpSettings settings;
  settings.limits.connections_per_address_max = 2;
  const auto port = start(settings);
  RawClient first(port);
  RawClient second(port);
  first.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
  second.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
  gate.wait_for(2);
  RawClient third(port);
  EXPECT_TRUE(third.is_closed());
  RawClient elsewhere(port, "127.0.0.2");
  elsewhere.send(kGood);
  EXPECT_EQ(status_of_answer(elsewhere.read_answer()), 200);
  gate.open();
  EXPECT_EQ(status_of_answer(first.read_answer()), 200);
  EXPECT_EQ(status_of_answer(second.read_answer()), 200);
}

// Work beyond the cap is refused at once with a hint when to come back, and what is in progress goes on.
TEST_F(HttpServerTest, InFlightCap) {
  HttpSettings settings;
  settings.limits.in_flight_max = 2;
  settings.limits.handler_threads = 2;
  const auto port = start(settings);
  RawClient first(port);
  RawClient second(port);
  first.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
  second.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
  gate.wait_for(2);
  RawClient third(port);
  third.send(kGood);
  const auto refused = third.read_all();
  EXPECT_EQ(status_of_answer(refused), 503);
  EXPECT_THAT(refused, HasSubstr("retry-after: 1\r\n"));
  gate.open();
  EXPECT_EQ(status_of_answer(first.read_answer()), 200);
  EXPECT_EQ(status_of_answer(second.read_answer()), 200);
  EXPECT_EQ(status(port, kGood), 200);
}

// Slow senders of large bodies can hold only so much memory; small requests pass them by.
TEST_F(HttpServerTest, LargeBodiesAreCounted) {
  HttpSettings settings;
  settings.limits.large_bodies_max = 2;
  const auto port = start(settings);
  const std::string slow = "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n";
  RawClient first(port);
  RawClient second(port);
  first.send(slow);
  second.send(slow);
  EXPECT_THAT(first.read_answer(), HasSubstr("100 Continue"));
  EXPECT_THAT(second.read_answer(), HasSubstr("100 Continue"));
  RawClient third(port);
  third.send(slow);
  EXPECT_EQ(status_of_answer(third.read_all()), 503);
  EXPECT_EQ(status(port, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nsmall"), 200);
  first.send(std::string(100'000, 'x'));
  EXPECT_EQ(status_of_answer(first.read_answer()), 200);
  RawClient fourth(port);
  fourth.send(slow);
  EXPECT_THAT(fourth.read_answer(), HasSubstr("100 Continue"));
}

// Stopping lets the request in progress come to its answer, closes idle connections, and takes no new ones.
TEST_F(HttpServerTest, DrainsGracefully) {
  const auto port = start();
  RawClient idle(port);
  RawClient busy(port);
  busy.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
  gate.wait_for(1);
  std::thread stopper([&] { server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_FALSE(RawClient(port).is_connected());
  gate.open();
  const auto answer = busy.read_all();
  EXPECT_EQ(status_of_answer(answer), 200);
  EXPECT_THAT(answer, HasSubstr("connection: close\r\n"));
  stopper.join();
  EXPECT_EQ(server->counts().connections, 0);
}

// A client that never finishes does not hold the server up beyond its time for draining.
TEST_F(HttpServerTest, DrainHasAnEnd) {
  HttpSettings settings;
  settings.limits.drain_time = Milliseconds{100};
  const auto port = start(settings);
  RawClient stuck(port);
  stuck.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
  EXPECT_THAT(stuck.read_answer(), HasSubstr("100 Continue"));
  server->stop();
  EXPECT_TRUE(stuck.is_closed());
}

// A handler's own faults become a 500 that tells nothing of them, and cannot split an answer in two.
TEST_F(HttpServerTest, HandlersFaults) {
  const auto port = start();
  RawClient client(port);
  client.send("GET /throw HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto thrown = client.read_answer();
  EXPECT_EQ(status_of_answer(thrown), 500);
  EXPECT_THAT(thrown, Not(HasSubstr("secret")));
  client.send("GET /split HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto split = client.read_answer();
  EXPECT_EQ(status_of_answer(split), 500);
  EXPECT_THAT(split, Not(HasSubstr("set-cookie")));
  const auto document = nlohmann::json::parse(body_of_answer(split));
  EXPECT_EQ(document["type"], "urn:redress:problem:internal");
  EXPECT_THAT(split, HasSubstr("x-request-id: " + document["request_id"].get<std::string>() + "\r\n"));
}

// Names that were configured are answered for; clients may break off at any point without harm.
TEST_F(HttpServerTest, ConfiguredHostsAndBrokenOffClients) {
  HttpSettings settings;
  settings.host_names = {"redress.hotline.example"};
  const auto port = start(settings);
  EXPECT_EQ(status(port, "GET /healthy HTTP/1.1\r\nHost: Redress.Hotline.example:8443\r\n\r\n"), 200);
  const std::string whole = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) RawClient(port).send(whole.substr(0, cut));
  EXPECT_TRUE(eventually([&] { return server->counts().connections == 0; }));
  EXPECT_EQ(status(port, kGood), 200);
}

// Bytes changed at random never bring the server down, and what it answers stays small.
TEST_F(HttpServerTest, ChangedBytes) {
  const auto port = start();
  std::mt19937 random(7);
  const auto all = abuses();
  for (int round = 0; round < 400; ++round) {
    auto request = all[random() % all.size()].request.substr(0, 400);
    for (int change = 0; change < 3 && !request.empty(); ++change) request[random() % request.size()] = static_cast<char>(random());
    RawClient client(port);
    client.send(request);
    client.finish();
    EXPECT_LT(client.read_all().size(), 10'000U);
  }
  EXPECT_EQ(status(port, kGood), 200);
}

// What the strict reader takes from a head is what stands in it, byte for byte; cut or changed heads never pass as another request.
TEST(RequestHead, ReadsWhatStandsThere) {
  const auto head =
      read_request_head("POST /a/b?c=d?e HTTP/1.1\r\nHOST: LocalHost:8080\r\nContent-Length: 007\r\nX-A:\r\nX-A: \t two words \r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->method, "POST");
  EXPECT_EQ(head->path, "/a/b");
  EXPECT_EQ(head->query, "c=d?e");
  EXPECT_EQ(head->host, "localhost");
  EXPECT_EQ(head->content_length, 7U);
  EXPECT_TRUE(head->keep_alive);
  ASSERT_EQ(head->headers.size(), 4U);
  EXPECT_EQ(head->headers[2], (std::pair<std::string, std::string>("x-a", "")));
  EXPECT_EQ(head->headers[3].second, "two words");
  EXPECT_FALSE(read_request_head("GET / HTTP/1.1\r\nHost: localhost\r\n"));
  EXPECT_FALSE(read_request_head(""));
  EXPECT_FALSE(read_request_head("\r\n\r\n"));
}

// The end of the head is found however the bytes are cut.
TEST(RequestHead, ScanInPieces) {
  const std::string bytes = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nrest";
  const auto whole = scan_head(bytes, 0);
  ASSERT_EQ(whole.state, HeadScan::State::complete);
  for (std::size_t cut = 1; cut < whole.bytes; ++cut) {
    const auto first = scan_head(bytes.substr(0, cut), 0);
    ASSERT_EQ(first.state, HeadScan::State::incomplete) << cut;
    const auto second = scan_head(bytes, first.bytes);
    EXPECT_EQ(second.state, HeadScan::State::complete) << cut;
    EXPECT_EQ(second.bytes, whole.bytes) << cut;
  }
}

class LocalSocketTest : public HttpServerTest {
 protected:
  LocalSocketTest() {
    folder = std::filesystem::path(REDRESS_BINARY_DIR) / ("local_socket_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    // Paths of local sockets are short; the test's own folder may be anywhere.
    path = std::filesystem::relative(folder / "s").string();
  }
  ~LocalSocketTest() override { std::filesystem::remove_all(folder); }
  std::unique_ptr<HttpServer> listening() {
    auto made = std::make_unique<HttpServer>([this](const HttpQuestion& question) { return answer(question); }, HttpSettings{});
    made->listen_unix(path);
    return made;
  }
  std::filesystem::path folder;
  std::string path;
};

// The local socket belongs to its user alone, tells who calls, and carries bodies both ways; it goes when the server stops.
TEST_F(LocalSocketTest, CallsByTheLocalSocket) {
  const auto local = listening();
  struct stat there {};
  ASSERT_EQ(::stat(path.c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 0777U, 0600U);
  const auto user = local_call(path, "GET", "/user");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->status, 200);
  EXPECT_EQ(user->body, std::to_string(::getuid()));
  EXPECT_EQ(user->content_type, "application/json");
  const std::string large(1'000'000, 'x');
  const auto echo = local_call(path, "POST", "/x", large);
  ASSERT_TRUE(echo);
  EXPECT_EQ(echo->body, large);
  const auto huge = local_call(path, "POST", "/x", std::string(3'000'000, 'x'));
  EXPECT_TRUE(!huge || huge->status == 413);
  local->stop();
  EXPECT_FALSE(std::filesystem::exists(path));
  const auto gone = local_call(path, "GET", "/user");
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error(), LocalCallError::not_running);
}

// A server that was killed leaves its socket behind, which the next one replaces; a living one is not driven out, nor is a file.
TEST_F(LocalSocketTest, LeftoversAreReplaced) {
  {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(socket);
  }
  const auto local = listening();
  EXPECT_TRUE(local_call(path, "GET", "/user"));
  EXPECT_THROW(listening(), std::runtime_error);
  EXPECT_TRUE(local_call(path, "GET", "/user"));
  local->stop();
  std::ofstream(path) << "something of value";
  EXPECT_THROW(listening(), std::runtime_error);
  EXPECT_TRUE(std::filesystem::exists(path));
}

// A server that says nothing, or nonsense, is told apart from one that is not there.
TEST_F(LocalSocketTest, BadServers) {
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listener, 8), 0);
  const auto silent = local_call(path, "GET", "/", {}, Milliseconds{50});
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error(), LocalCallError::broken);
  ::close(::accept(listener, nullptr, nullptr));
  std::thread ending([&] { ::close(::accept(listener, nullptr, nullptr)); });
  const auto ended = local_call(path, "GET", "/");
  ending.join();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error(), LocalCallError::ended);
  for (const std::string reply :
       {"nonsense", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab", "HTTP/1.1 xx OK\r\n\r\n", "HTTP/1.1 200 OK\r\n"}) {
    std::thread server_thread([&] {
      const int one = ::accept(listener, nullptr, nullptr);
      char request[4096];
      (void)!::recv(one, request, sizeof request, 0);
      (void)!::send(one, reply.data(), reply.size(), MSG_NOSIGNAL);
      ::close(one);
    });
    const auto answer = local_call(path, "GET", "/");
    server_thread.join();
    ASSERT_FALSE(answer) << reply;
    EXPECT_EQ(answer.error(), LocalCallError::malformed) << reply;
  }
  ::close(listener);
}

// Addresses beyond loopback need a word in the settings; what cannot be listened on is named with a remedy.
TEST_F(HttpServerTest, WhereItListens) {
  const auto port = start();
  HttpServer other([](const HttpQuestion&) { return HttpAnswer{}; }, {});
  const auto problem = [&](const std::string& address, std::uint16_t at) {
    try {
      other.listen(address, at);
      return std::string("it listens");
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
  };
  EXPECT_THAT(problem("0.0.0.0", 0), HasSubstr("not loopback"));
  EXPECT_THAT(problem("nonsense", 0), HasSubstr("no address"));
  EXPECT_THAT(problem("127.0.0.1", port), HasSubstr("choose another port"));
  EXPECT_THROW(other.listen_unix(std::string(200, 'x')), std::runtime_error);
  EXPECT_THROW(other.listen_unix("/no/such/folder/socket"), std::runtime_error);
}

}  // namespace
}  // namespace redress::api
