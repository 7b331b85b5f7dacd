#include "engine/transport/http_transport.hpp"

#include <gtest/gtest.h>

#include "engine/transport/http_exchange.hpp"
#include "loopback.hpp"

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
  const auto port = std::to_string(four.port());
  LoopbackServer six(http([](const std::string&) { return page("inside"); }), true, four.port());
  test::DnsServer dns([](const std::string& name) -> test::DnsServer::Zone {
    if (name == "four.test") return {.records = {{1, "127.0.0.1"}}};
    if (name == "six.test") return {.records = {{28, "::1"}}};
    if (name == "mapped.test") return {.records = {{28, "::ffff:127.0.0.1"}}};
    if (name == "nat.test") return {.records = {{28, "64:ff9b::7f00:1"}}};
    if (name == "any.test") return {.records = {{1, "0.0.0.0"}, {28, "::"}}};
    if (name == "cloud.test") return {.records = {{1, "169.254.169.254"}, {28, "fd00:ec2::254"}}};
    return {.exists = false};
  });
  NetworkSettings settings;
  settings.resolvers = {dns.address()};
  settings.ports = {80, four.port()};
  settings.connect_time_limit = Milliseconds{500};
  auto transport = make_http_transport(settings);

  std::vector<std::string> urls;
  for (const char* host : {"127.0.0.1",
                           "127.1",
                           "127.0.1",
                           "127.000.000.001",
                           "0177.0.0.1",
                           "0177.0.0.01",
                           "0x7f.0.0.1",
                           "0x7f.0x0.0x0.0x1",
                           "0x7f000001",
                           "0X7F000001",
                           "2130706433",
                           "017700000001",
                           "0x7f.1",
                           "127.0x1",
                           "127.0.0.1.",
                           "127.1.",
                           "2130706433.",
                           "127.255.255.254",
                           "127.0.0.2",
                           "0",
                           "0.0.0.0",
                           "0x0",
                           "00000",
                           "0.0",
                           "0.0.0",
                           "[::1]",
                           "[::]",
                           "[0:0:0:0:0:0:0:1]",
                           "[0000:0000:0000:0000:0000:0000:0000:0001]",
                           "[::0001]",
                           "[::ffff:127.0.0.1]",
                           "[::ffff:7f00:1]",
                           "[::FFFF:127.0.0.1]",
                           "[0:0:0:0:0:ffff:7f00:0001]",
                           "[::127.0.0.1]",
                           "[::7f00:1]",
                           "[64:ff9b::127.0.0.1]",
                           "[64:ff9b::7f00:1]",
                           "[64:ff9b:1::7f00:1]",
                           "[2002:7f00:1::]",
                           "[2002:7f00:0001::1]",
                           "[2001:0:7f00:1::]",
                           "[::ffff:0:127.0.0.1]",
                           "[fe80::1]",
                           "[fe80::1%25lo]",
                           "[fe80::1%lo]",
                           "[::1%25lo]",
                           "[fc00::1]",
                           "[fd00:ec2::254]",
                           "[ff02::1]",
                           "[::1].",
                           "[::1]x",
                           "localhost",
                           "LOCALHOST",
                           "localhost.",
                           "localhost.localdomain",
                           "ip6-localhost",
                           "127.0.0.1%00",
                           "127.0.0.1%2e",
                           "127%2e0%2e0%2e1",
                           "%31%32%37.0.0.1",
                           "%6cocalhost",
                           "127.0.0.1%0a",
                           "127.0.0.1%20",
                           "user@127.0.0.1",
                           "@127.0.0.1",
                           "user:pass@127.0.0.1",
                           "a@b@127.0.0.1",
                           "example.com@127.0.0.1",
                           "127.0.0.1\\",
                           "example.com\\@127.0.0.1",
                           "127.0.0.1\t",
                           "127.0.0.1\n",
                           " 127.0.0.1",
                           "127.0.0.1 ",
                           "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1",
                           "\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1",
                           "127\xe3\x80\x82"
                           "0\xe3\x80\x82"
                           "0\xe3\x80\x82"
                           "1",
                           "10.0.0.1",
                           "10.1",
                           "0xa.0.0.1",
                           "012.0.0.1",
                           "172.16.0.1",
                           "172.31.255.255",
                           "0xac100001",
                           "192.168.0.1",
                           "192.168.1",
                           "3232235521",
                           "169.254.169.254",
                           "0xa9fea9fe",
                           "2852039166",
                           "0251.0376.0251.0376",
                           "[::ffff:169.254.169.254]",
                           "100.64.0.1",
                           "198.18.0.1",
                           "192.0.2.1",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "255.255.255.255",
                           "240.0.0.1",
                           "192.88.99.1",
                           "four.test",
                           "six.test",
                           "mapped.test",
                           "nat.test",
                           "any.test",
                           "cloud.test",
                           "FOUR.test",
                           "four.test.",
                           "-four.test",
                           "four..test",
                           ".four.test",
                           "four.test..",
                           "1.2.3.4.5",
                           "256.256.256.256",
                           "127.0.0.0x1",
                           "0x",
                           "127.0.0.08",
                           ""})
    urls.push_back("http://" + std::string(host) + ":" + port + "/");
  for (const char* url : {"http:/127.0.0.1/", "http:127.0.0.1", "http:///127.0.0.1/", "http:////127.0.0.1/", "//127.0.0.1/", "127.0.0.1",
                          "http://127.0.0.1:0/", "http://127.0.0.1:65536/", "http://127.0.0.1:-1/", "http://127.0.0.1:80x/",
                          "HTTP://127.0.0.1/", "http://127.0.0.1?@example.com/", "http://127.0.0.1#@example.com/", "http://[::1/",
                          "http://::1/", "https://127.0.0.1/", "dict://127.0.0.1/", "ldap://127.0.0.1/"})
    urls.emplace_back(url);
  ASSERT_GE(urls.size(), 130U);
  for (const auto& url : urls) {
    const auto reply = transport->perform(get(url));
    ASSERT_FALSE(reply) << url;
    EXPECT_TRUE(reply.error() == HttpError::forbidden_address || reply.error() == HttpError::malformed ||
                reply.error() == HttpError::unreachable)
        << url;
  }
  EXPECT_EQ(four.connections() + six.connections(), 0);
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
