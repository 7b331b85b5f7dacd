#include "engine/transport/http_transport.hpp"

#include <gtest/gtest.h>

#include "engine/transport/http_exchange.hpp"
#include "inside_spellings.hpp"
#include "loopback.hpp"

#include <iostream>
#include <set>

namespace redress {
namespace {

using test::Connection;
using test::LoopbackServer;

/// Answers every request on a connection with what `reply` makes of its head; an empty answer closes.
LoopbackServer::Script http(std::function<std::string(const std::string& head)> reply) {
  return [reply](Connection& connection) {
    std::string head;
    while (connection.read_until("\r\n\r\n", head)) {
      const auto answer = reply(head);
      if (answer.empty() || !connection.write(answer)) return;
    }
  };
}
std::string page(const std::string& body, const std::string& status = "200 OK", const std::string& more = {}) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}
NetworkSettings to_loopback(int port) {
  NetworkSettings settings;
  settings.resolvers = {"127.0.0.1:1"};
  settings.hosts = {{"*", "127.0.0.1:" + std::to_string(port)}};
  settings.permit = {"127.0.0.0/8"};
  settings.lookup_time_limit = Milliseconds{50};
  return settings;
}
OutgoingHttp get(const std::string& url) { return {.method = "GET", .url = SecretText(url), .headers = {}, .body = {}}; }

// A request reaches a mapped name with its headers and body, and the answer's names come in lower case.
TEST(HttpTransport, RequestAndAnswer) {
  std::string seen, body;
  LoopbackServer server([&](Connection& connection) {
    connection.read_until("\r\n\r\n", seen);
    connection.read_until("}", body);
    connection.write("HTTP/1.1 100 Continue\r\nX-Interim: a\r\n\r\n" + page("ok", "201 Created", "X-Ticket:  T-1 \r\n"));
  });
  auto transport = make_http_transport(to_loopback(server.port()));
  auto request = get("http://partner.test/report?a=b#c");
  request.method = "POST";
  request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "k1"}};
  request.body = R"({"a":1})"
                 "\n}";
  const auto reply = transport->perform(request);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 201);
  EXPECT_EQ(reply->body, "ok");
  EXPECT_EQ(header_of(reply->headers, "x-ticket"), "T-1");
  EXPECT_EQ(header_of(reply->headers, "x-interim"), "");
  EXPECT_EQ(seen.substr(0, 27), "POST /report?a=b HTTP/1.1\r\n");
  EXPECT_NE(seen.find("\r\nIdempotency-Key: k1\r\n"), std::string::npos);
  EXPECT_EQ(seen.find("Expect"), std::string::npos);
}

// A line break in a header, a method or a URL never reaches the wire.
TEST(HttpTransport, RefusesInjection) {
  LoopbackServer server(http([](const std::string&) { return page(""); }));
  auto transport = make_http_transport(to_loopback(server.port()));
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"X-A", "b\r\nX-B: c"}, {"X-A\r\nX-B", "c"}, {"X-A", std::string("a\0b", 3)}, {"", "a"}, {"X A", "b"}, {"X-A", "b\nc"}}) {
    auto request = get("http://partner.test/");
    request.headers = {{name, value}};
    const auto reply = transport->perform(request);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error(), HttpError::malformed);
  }
  for (const char* url : {"http://partner.test/\r\nX: y", "http://partner.test/ HTTP/1.1", "ftp://partner.test/", "file:///etc/passwd",
                          "gopher://partner.test/"})
    EXPECT_EQ(transport->perform(get(url)).error(), HttpError::malformed) << url;
  EXPECT_EQ(server.connections(), 0);
}

// Redirects are followed as often as asked, each hop judged again; another host gets no credentials, and https never leads to http.
TEST(HttpTransport, Redirects) {
  std::string last_head;
  LoopbackServer server(http([&](const std::string& head) {
    last_head = head;
    if (head.find("GET /one ") == 0) return page("", "302 Found", "Location: http://other.test/two\r\n");
    if (head.find("GET /loop ") == 0) return page("", "302 Found", "Location: /loop\r\n");
    if (head.find("GET /inside ") == 0) return page("", "302 Found", "Location: http://10.0.0.1/\r\n");
    if (head.find("GET /file ") == 0) return page("", "302 Found", "Location: file:///etc/passwd\r\n");
    return page("end");
  }));
  auto transport = make_http_transport(to_loopback(server.port()));
  auto request = get("http://partner.test/one");
  request.headers = {{"Authorization", "Bearer secret"}, {"Accept", "text/plain"}};
  request.redirects_max = 5;
  auto reply = transport->perform(request);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, "end");
  EXPECT_EQ(last_head.find("Bearer"), std::string::npos);
  EXPECT_NE(last_head.find("Accept: text/plain"), std::string::npos);
  request.redirects_max = 0;
  EXPECT_EQ(transport->perform(request)->status, 302);
  request.redirects_max = 5;
  request.url = SecretText("http://partner.test/loop");
  EXPECT_EQ(transport->perform(request)->status, 302);
  request.url = SecretText("http://partner.test/inside");
  EXPECT_EQ(transport->perform(request).error(), HttpError::forbidden_address);
  request.url = SecretText("http://partner.test/file");
  EXPECT_EQ(transport->perform(request).error(), HttpError::malformed);
}

// The byte cap counts what arrives, also without a length and from a server that never stops.
TEST(HttpTransport, BytesAreCapped) {
  LoopbackServer server([](Connection& connection) {
    std::string head;
    connection.read_until("\r\n\r\n", head);
    connection.write("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.write(std::string(4096, 'x'))) {
    }
  });
  auto transport = make_http_transport(to_loopback(server.port()));
  auto request = get("http://partner.test/");
  request.reply_bytes_max = 100'000;
  EXPECT_EQ(transport->perform(request).error(), HttpError::too_large);
}

// A cut or a silence after a POST left is "uncertain"; after a GET, and before anything left, it is a plain failure.
TEST(HttpTransport, UncertainOnlyAfterSending) {
  LoopbackServer cut([](Connection& connection) {
    std::string head;
    connection.read_until("\r\n\r\n", head);
  });

  LoopbackServer silent([&](Connection& connection) {
    std::string head;
    while (connection.read_until("\r\n\r\n", head)) {
    }
  });
  auto request = get("http://partner.test/");
  EXPECT_EQ(make_http_transport(to_loopback(cut.port()))->perform(request).error(), HttpError::unreachable);
  request.time_limit = Milliseconds{200};
  EXPECT_EQ(make_http_transport(to_loopback(silent.port()))->perform(request).error(), HttpError::timed_out);
  request.method = "POST";
  request.body = "x";
  EXPECT_EQ(make_http_transport(to_loopback(cut.port()))->perform(request).error(), HttpError::uncertain);
  EXPECT_EQ(make_http_transport(to_loopback(silent.port()))->perform(request).error(), HttpError::uncertain);
  EXPECT_EQ(make_http_transport(to_loopback(test::closed_port()))->perform(request).error(), HttpError::unreachable);
}

// A header whose name is none, or that hides a second one behind a lone carriage return, is as if it were not there.
TEST(HttpTransport, LeavesOutWhatIsNoHeader) {
  LoopbackServer odd(http([](const std::string&) {
    return std::string("HTTP/1.1 200 OK\r\nX-A: 1\rX-B: 2\r\n\xA3-C: 3\r\nX D: 4\r\nX-E: 5\r\nContent-Length: 0\r\n\r\n");
  }));
  const auto reply = make_http_transport(to_loopback(odd.port()))->perform(get("http://a.test/"));
  ASSERT_TRUE(reply);
  for (const auto& [name, value] : reply->headers) EXPECT_TRUE(name == "x-e" || name == "content-length") << name << ": " << value;
  EXPECT_EQ(reply->headers.size(), 2U);
}

// An answer that is no HTTP, whose status is none, or whose headers never end, is refused.
TEST(HttpTransport, NonsenseIsMalformed) {
  for (const char* line : {"HTTP/1.1 001 OK", "HTTP/1.1 000 OK", "HTTP/1.1 600 OK", "HTTP/1.1 999 OK"}) {
    LoopbackServer odd(http([line](const std::string&) { return std::string(line) + "\r\nContent-Length: 0\r\n\r\n"; }));
    EXPECT_EQ(make_http_transport(to_loopback(odd.port()))->perform(get("http://a.test/")).error(), HttpError::malformed) << line;
  }
  LoopbackServer nonsense(http([](const std::string&) { return std::string("SSH-2.0-thing\r\n\r\n"); }));
  EXPECT_EQ(make_http_transport(to_loopback(nonsense.port()))->perform(get("http://a.test/")).error(), HttpError::malformed);
  LoopbackServer endless([](Connection& connection) {
    std::string head;
    connection.read_until("\r\n\r\n", head);
    connection.write("HTTP/1.1 200 OK\r\n");
    while (connection.write("X-Filler: " + std::string(1000, 'x') + "\r\n")) {
    }
  });
  EXPECT_EQ(make_http_transport(to_loopback(endless.port()))->perform(get("http://a.test/")).error(), HttpError::malformed);
}

// A certificate nobody vouches for ends the call; with its authority in ca_file the same call succeeds, but not under another name.
TEST(HttpTransport, TlsIsVerified) {
  test::TestCertificate certificate;
  LoopbackServer server([&](Connection& connection) {
    std::string head;
    if (connection.start_tls(certificate) && connection.read_until("\r\n\r\n", head)) connection.write(page("secret"));
  });
  auto settings = to_loopback(server.port());
  EXPECT_EQ(make_http_transport(settings)->perform(get("https://a.hosts.test/")).error(), HttpError::tls);
  settings.ca_file = certificate.ca_file();
  const auto trusted = make_http_transport(settings)->perform(get("https://a.hosts.test/"));
  ASSERT_TRUE(trusted);
  EXPECT_EQ(trusted->body, "secret");
  EXPECT_EQ(make_http_transport(settings)->perform(get("https://a.invalid/")).error(), HttpError::tls);
}

// No spelling of an inside address, in a URL or behind a name, opens a connection: listeners on both loopback addresses count none.
TEST(HttpTransport, NoSpellingLeadsInside) {
  LoopbackServer four(http([](const std::string&) { return page("inside"); }));
  LoopbackServer six(http([](const std::string&) { return page("inside"); }), true, four.port());
  test::DnsServer dns(test::inside_zone);
  NetworkSettings settings;
  settings.resolvers = {dns.address()};
  settings.ports = {80, four.port()};
  settings.connect_time_limit = Milliseconds{500};
  auto transport = make_http_transport(settings);
  const auto urls = test::inside_urls(four.port());
  for (const auto& url : urls) {
    const auto reply = transport->perform(get(url));
    ASSERT_FALSE(reply) << url;
    EXPECT_TRUE(reply.error() == HttpError::forbidden_address || reply.error() == HttpError::malformed || reply.error() == HttpError::unreachable) << url;
  }
  EXPECT_EQ(four.connections() + six.connections(), 0);
  EXPECT_GE(urls.size(), 300U);
  EXPECT_EQ(std::set<std::string>(urls.begin(), urls.end()).size(), urls.size()) << "a spelling counted twice";
  std::cout << "[ figures  ] spellings of forbidden addresses: " << urls.size() << ", connections: " << four.connections() + six.connections() << '\n';
}

// Each of them is refused as the target of a redirect, too: the first hop is permitted, the second never happens.
TEST(HttpTransport, NoRedirectLeadsInside) {
  std::string location;
  // Only ::1 is permitted, and only the first hop goes there.
  int first_hops = 0;
  LoopbackServer outside(http([&](const std::string&) {
                           ++first_hops;
                           return page("", "302 Found", "Location: " + location + "\r\n");
                         }),
                         true);
  LoopbackServer inside(http([](const std::string&) { return page("inside"); }));
  test::DnsServer dns(test::inside_zone);
  NetworkSettings settings;
  settings.resolvers = {dns.address()};
  settings.hosts = {{"start.test", "[::1]:" + std::to_string(outside.port())}};
  settings.permit = {"::1/128"};
  settings.ports = {80, inside.port()};
  auto transport = make_http_transport(settings);
  int tried = 0;
  for (const auto& host : test::inside_v4_spellings()) {
    location = "http://" + host + ":" + std::to_string(inside.port()) + "/";
    auto request = get("http://start.test/");
    request.redirects_max = 5;
    const auto reply = transport->perform(request);
    ASSERT_FALSE(reply) << location;
    EXPECT_TRUE(reply.error() == HttpError::forbidden_address || reply.error() == HttpError::malformed) << location;
    ++tried;
  }
  EXPECT_EQ(first_hops, tried);
  EXPECT_EQ(inside.connections(), 0);
  EXPECT_GE(tried, 200);
  std::cout << "[ figures  ] redirects to forbidden addresses: " << tried << ", followed: " << inside.connections() << '\n';
}

// A connection that is kept open serves nobody whose name leads inside by now: each request is judged anew.
TEST(HttpTransport, ReusedConnectionsAreJudgedAgain) {
  int requests = 0;
  LoopbackServer server(http([&](const std::string&) {
    ++requests;
    return page("fine");
  }));
  std::string address = "127.0.0.1";
  test::DnsServer dns([&](const std::string&) -> test::DnsServer::Zone { return {.records = {{1, address}}}; });
  NetworkSettings settings;
  settings.resolvers = {dns.address()};
  settings.permit = {"127.0.0.1/32"};
  settings.ports = {server.port()};
  auto transport = make_http_transport(settings);
  const auto url = "http://kept.test:" + std::to_string(server.port()) + "/";
  ASSERT_TRUE(transport->perform(get(url)));
  ASSERT_TRUE(transport->perform(get(url)));
  EXPECT_EQ(server.connections(), 1) << "the connection was not kept, so nothing is shown";
  address = "127.0.0.3";
  EXPECT_EQ(transport->perform(get(url)).error(), HttpError::forbidden_address);
  address = "169.254.169.254";
  EXPECT_EQ(transport->perform(get(url)).error(), HttpError::forbidden_address);
  EXPECT_EQ(requests, 2);
}

// A name that changes its address between two look-ups (public first, then loopback; or both at once) never leads inside, in 1,000 turns.
TEST(HttpTransport, RebindingLeadsNowhere) {
  LoopbackServer inside(http([](const std::string&) { return page("inside"); }));
  // 127.0.0.2 plays the public address: it may be reached, though nobody listens there, while 127.0.0.1 stays forbidden.
  std::atomic<int> question{0};
  test::DnsServer dns([&](const std::string&) -> test::DnsServer::Zone {
    switch (question++ / 2 % 4) {  // A and AAAA are asked in pairs
      case 0: return {.records = {{1, "127.0.0.2"}}};
      case 1: return {.records = {{1, "127.0.0.1"}}};
      case 2: return {.records = {{1, "127.0.0.1"}, {1, "127.0.0.2"}, {28, "::1"}}};
      default: return {.records = {{28, "::ffff:127.0.0.1"}}};  // not an enum
    }
  });
  NetworkSettings settings;
  settings.resolvers = {dns.address()};
  settings.permit = {"127.0.0.2/32"};
  settings.ports = {80, inside.port()};
  auto transport = make_http_transport(settings);
  for (int i = 0; i < 1000; ++i) {
    const auto reply = transport->perform(get("http://changing.test:" + std::to_string(inside.port()) + "/"));
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error(), i % 2 == 0 ? HttpError::unreachable : HttpError::forbidden_address);
  }
  EXPECT_EQ(inside.connections(), 0);
}

// Ports outside the list are closed on public addresses; wrong settings are named at the start.
TEST(HttpTransport, Settings) {
  NetworkSettings settings;
  settings.hosts = {{"public.test", "8.8.8.8"}};
  EXPECT_EQ(make_http_transport(settings)->perform(get("http://public.test:22/")).error(), HttpError::forbidden_address);
  EXPECT_EQ(make_http_transport(settings)->perform(get("http://8.8.8.8:25/")).error(), HttpError::forbidden_address);
  for (const char* value : {"name.test", "127.0.0.1:0", "127.0.0.1:x", "127.0.0.1:65536", "", "[::1", "[::1]:"}) {
    settings.hosts = {{"a.test", value}};
    EXPECT_THROW((void)make_http_transport(settings), std::invalid_argument) << value;
  }
  settings.hosts = {{"a.test", "::1"}, {"b.test", "[::1]:80"}, {"*.c.test", "127.0.0.1:81"}};
  EXPECT_NO_THROW((void)make_http_transport(settings));
}

}  // namespace
}  // namespace redress
