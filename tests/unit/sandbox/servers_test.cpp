#include "sandbox/servers/servers.hpp"
#include "sandbox/servers/base64.hpp"
#include "tests/unit/sandbox/mails.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <openssl/hmac.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <sstream>

namespace redress::sandbox {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A plain socket with a time limit, for what a well-behaved client would not do.
class RawSocket {
 public:
  RawSocket(std::uint16_t port, int kind = SOCK_STREAM, const char* address = "127.0.0.1") : socket_(::socket(AF_INET, kind, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    inet_pton(AF_INET, address, &to.sin_addr);
    const timeval limit{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawSocket() { close(socket_); }
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;
  [[nodiscard]] bool connected() const { return connected_; }
  void send(std::string_view bytes) const {
    EXPECT_EQ(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  /// Bytes until `end` was read, or all until the other side closes.
  std::string until(std::string_view end) {
    std::string text;
    char byte = 0;
    while (text.size() < 1'000'000 && !(!end.empty() && text.ends_with(end)) && recv(socket_, &byte, 1, 0) == 1) text += byte;
    return text;
  }
  std::string packet() {
    std::string bytes(2048, '\0');
    const auto length = recv(socket_, bytes.data(), bytes.size(), 0);
    bytes.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    return bytes;
  }
  /// Sends a command line and returns the reply's last line.
  std::string ask(std::string_view line) {
    send(std::string(line) + "\r\n");
    return reply();
  }
  std::string reply() {
    for (;;) {
      auto line = until("\r\n");
      if (line.size() < 4 || line[3] != '-') return line;
    }
  }

 private:
  int socket_;
  bool connected_ = false;
};

/// A list of header lines or recipients as libcurl wants it.
class Lines {
 public:
  explicit Lines(const std::vector<std::string>& lines) {
    for (const auto& line : lines) list_ = curl_slist_append(list_, line.c_str());
  }
  ~Lines() { curl_slist_free_all(list_); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  [[nodiscard]] curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

class ServersTest : public testing::Test {
 protected:
  void start(Behaviour behaviour, ServersOptions options = {}) {
    small = std::make_unique<SmallWorld>(behaviour);
    servers = std::make_unique<Servers>(small->world, clock, std::move(options));
  }

  struct Fetched {
    CURLcode code = CURLE_OK;
    long status = 0;
    std::string body;
    std::string headers;
  };
  static std::size_t append(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
  }
  static std::size_t give(char* to, std::size_t size, std::size_t count, void* from) {
    auto& rest = *static_cast<std::string_view*>(from);
    const auto part = rest.substr(0, size * count);
    std::copy(part.begin(), part.end(), to);
    rest.remove_prefix(part.size());
    return part.size();
  }
  using Set = std::function<void(CURL*)>;
  static Fetched fetch(const std::string& url, const Set& set = {}) {
    Fetched fetched;
    CURL* curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20'000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &fetched.body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &fetched.headers);
    if (set) set(curl);
    fetched.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &fetched.status);
    curl_easy_cleanup(curl);
    return fetched;
  }

  void secure(CURL* curl) const {
    curl_easy_setopt(curl, CURLOPT_USE_SSL, CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_CAINFO, servers->ca_file().c_str());
    curl_easy_setopt(curl, CURLOPT_USERNAME, "ntd@hotline.test");
    curl_easy_setopt(curl, CURLOPT_PASSWORD, "sandbox");
  }

  Fetched send_mail(const std::string& text, const std::string& recipient, const Set& set = {}) const {
    const Lines recipients({"<" + recipient + ">"});
    std::string_view rest = text;
    return fetch("smtp://127.0.0.1:" + std::to_string(servers->ports().smtp) + "/client.hotline.test", [&](CURL* curl) {
      secure(curl);
      curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "<ntd+token@hotline.test>");
      curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
      curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
      curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
      curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
      if (set) set(curl);
    });
  }

  Fetched imap(const std::string& path, const char* command = nullptr, const Set& set = {}) const {
    return fetch("imap://127.0.0.1:" + std::to_string(servers->ports().imap) + path, [&](CURL* curl) {
      secure(curl);
      if (command != nullptr) curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, command);
      if (set) set(curl);
    });
  }

  std::string http(std::uint16_t port, const std::string& path, const char* address = "127.0.0.1") const {
    return "http://" + std::string(address) + ":" + std::to_string(port) + path;
  }

  SimClock clock{day_start()};
  std::unique_ptr<SmallWorld> small;
  std::unique_ptr<Servers> servers;
};

// A notice sent by libcurl over TLS removes the page, and the receipt and the answer lie in the mailbox when their time has come.
TEST_F(ServersTest, MailThereAndBack) {
  start(Behaviour::prompt);
  const auto sent = send_mail(mail_of("N-AAAA-BBBB-1", "abuse@proefhoster.example", {small->urls[0]}), "abuse@proefhoster.example");
  ASSERT_EQ(sent.code, CURLE_OK);
  EXPECT_EQ(sent.status, 250);
  EXPECT_EQ(small->world.effects("N-AAAA-BBBB-1").taken, 1U);
  EXPECT_EQ(imap("/INBOX", "UID SEARCH ALL").body, "* SEARCH\r\n");
  clock.advance(hours{4});
  EXPECT_EQ(imap("/INBOX", "UID SEARCH ALL").body, "* SEARCH 1 2\r\n");
  EXPECT_EQ(imap("/INBOX", "UID SEARCH UID 2:*").body, "* SEARCH 2\r\n");
  const auto receipt = imap("/INBOX;UID=1");
  ASSERT_EQ(receipt.code, CURLE_OK);
  EXPECT_THAT(receipt.body, HasSubstr("Auto-Submitted: auto-replied"));
  EXPECT_THAT(receipt.body, HasSubstr("Delivered-To: ntd+token@hotline.test"));
  const auto answer = imap("/INBOX;UID=2");
  EXPECT_THAT(answer.body, HasSubstr("has been removed"));
  EXPECT_THAT(answer.body, HasSubstr("Delivered-To: ntd+N-AAAA-BBBB-1@hotline.test"));
  EXPECT_EQ(imap("", "EXAMINE INBOX").code, CURLE_OK);
}

// The certificate is checked against the sandbox's own authority and no other.
TEST_F(ServersTest, TlsIsReal) {
  start(Behaviour::silent);
  EXPECT_EQ(
      send_mail("Subject: x\r\n\r\nx\r\n", "abuse@proefhoster.example", [](CURL* curl) { curl_easy_setopt(curl, CURLOPT_CAINFO, nullptr); })
          .code,
      CURLE_PEER_FAILED_VERIFICATION);
  EXPECT_EQ(imap("/INBOX", "UID SEARCH ALL", [](CURL* curl) { curl_easy_setopt(curl, CURLOPT_CAINFO, nullptr); }).code,
            CURLE_PEER_FAILED_VERIFICATION);
  EXPECT_EQ(send_mail("Subject: x\r\n\r\nx\r\n", "abuse@proefhoster.example",
                      [](CURL* curl) { curl_easy_setopt(curl, CURLOPT_PASSWORD, "wrong"); })
                .code,
            CURLE_LOGIN_DENIED);
  EXPECT_EQ(imap("/INBOX", "UID SEARCH ALL", [](CURL* curl) { curl_easy_setopt(curl, CURLOPT_PASSWORD, "wrong"); }).code,
            CURLE_LOGIN_DENIED);
  const auto file = servers->ca_file();
  EXPECT_TRUE(std::filesystem::exists(file));
  servers.reset();
  EXPECT_FALSE(std::filesystem::exists(file));
}

// What the model says of a recipient comes out of the relay: refused, later, not at all.
TEST_F(ServersTest, RelayRepeatsTheModel) {
  start(Behaviour::greylisting);
  const auto mail = mail_of("N-AAAA-BBBB-1", "abuse@proefhoster.example", {small->urls[0]});
  EXPECT_EQ(send_mail(mail, "abuse@proefhoster.example").status, 450);
  clock.advance(minutes{6});
  EXPECT_EQ(send_mail(mail, "abuse@proefhoster.example").status, 250);
  EXPECT_EQ(send_mail(mail, "nobody@proefhoster.example").status, 550);
  EXPECT_EQ(send_mail(mail, "abuse@nowhere.example").status, 550);
}

// The relay breaks the connection after DATA with the mail taken or lost; the client sees only the break.
TEST_F(ServersTest, BrokenConnectionAfterData) {
  World world(3, {.items = 0, .broken_connection_share = 1, .standing_cast = true});
  servers = std::make_unique<Servers>(world, clock);
  std::size_t taken = 0;
  for (int i = 0; i < 12; ++i) {
    const auto reference = "N-AAAA-BB" + std::to_string(10 + i) + "-1";
    EXPECT_EQ(
        send_mail(mail_of(reference, "abuse@kadeserver.example", {"http://a.example/" + std::to_string(i)}), "abuse@kadeserver.example")
            .code,
        CURLE_RECV_ERROR);
    taken += world.effects(reference).taken;
  }
  EXPECT_GT(taken, 0U);
  EXPECT_LT(taken, 12U);
}

// Each mail taken is kept as it came, with its envelope on top.
TEST_F(ServersTest, KeepsMails) {
  const auto folder = std::filesystem::temp_directory_path() / ("redress-keep-test-" + std::to_string(getpid()));
  start(Behaviour::silent, {.keep = folder});
  const auto mail = mail_of("N-AAAA-BBBB-1", "abuse@proefhoster.example", {small->urls[0]}) + ".dots\r\n..more\r\n";
  ASSERT_EQ(send_mail(mail, "abuse@proefhoster.example").code, CURLE_OK);
  std::ifstream in(folder / "000001-N-AAAA-BBBB-1.eml", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(), "Return-Path: <ntd+token@hotline.test>\r\nX-Original-To: abuse@proefhoster.example\r\n" + mail);
  std::filesystem::remove_all(folder);
}

// A client that breaks the rules is told so, and nothing it smuggles reaches a partner.
TEST_F(ServersTest, RelayIsStrict) {
  start(Behaviour::silent, {.mail_password = "", .require_tls = false});
  RawSocket client(servers->ports().smtp);
  EXPECT_THAT(client.reply(), StartsWith("220"));
  EXPECT_THAT(client.ask("MAIL FROM:<a@hotline.test>"), StartsWith("503"));
  EXPECT_THAT(client.ask("EHLO client"), StartsWith("250"));
  EXPECT_THAT(client.ask("RCPT TO:<abuse@proefhoster.example>"), StartsWith("503"));
  EXPECT_THAT(client.ask("MAIL FROM:a@hotline.test"), StartsWith("501"));
  EXPECT_THAT(client.ask("MAIL FROM:<a b@hotline.test>"), StartsWith("501"));
  EXPECT_THAT(client.ask("MAIL FROM:<a@hotline.test> SIZE=99999999"), StartsWith("552"));
  EXPECT_THAT(client.ask("MAIL FROM:<a@hotline.test> SIZE=x"), StartsWith("501"));
  EXPECT_THAT(client.ask("MAIL FROM:<a@hotline.test> FUTURE=1"), StartsWith("555"));
  client.send("NOOP\n");
  EXPECT_THAT(client.reply(), StartsWith("500 5.5.2"));
  EXPECT_THAT(client.ask("NOOP " + std::string(600, 'x')), StartsWith("500 5.5.6"));
  EXPECT_THAT(client.ask("FLY"), StartsWith("500"));
  EXPECT_THAT(client.ask("DATA"), StartsWith("503"));
  const auto begin = [&client] {
    EXPECT_THAT(client.ask("MAIL FROM:<a@hotline.test> BODY=8BITMIME SIZE=100"), StartsWith("250"));
    EXPECT_THAT(client.ask("RCPT TO:<abuse@proefhoster.example>"), StartsWith("250"));
    EXPECT_THAT(client.ask("DATA"), StartsWith("354"));
  };
  begin();
  EXPECT_THAT(client.ask("Subject: x\r\n\r\nx\n.\nMAIL FROM:<evil@hotline.test>\r\n."), StartsWith("550 5.6.11"));
  begin();
  EXPECT_THAT(client.ask("Subject: x\r\n\r\nx\ry\r\n."), StartsWith("550 5.6.11"));
  begin();
  EXPECT_THAT(client.ask("Subject: x\r\n\r\n" + std::string(1'100, 'x') + "\r\n."), StartsWith("550 5.6.0"));
  EXPECT_EQ(small->world.totals(clock.utc_now()).mails_taken, 0U);
  // Pipelined, as libcurl does not: one write, all replies in order.
  client.send("MAIL FROM:<a@hotline.test>\r\nRCPT TO:<nobody@proefhoster.example>\r\nRCPT TO:<abuse@proefhoster.example>\r\nDATA\r\n");
  EXPECT_THAT(client.reply(), StartsWith("250"));
  EXPECT_THAT(client.reply(), StartsWith("550"));
  EXPECT_THAT(client.reply(), StartsWith("250"));
  EXPECT_THAT(client.reply(), StartsWith("354"));
  EXPECT_THAT(client.ask("Subject: N-AAAA-BBBB-1\r\n\r\nhttp://pics.example/a\r\n."), StartsWith("250"));
  EXPECT_EQ(small->world.totals(clock.utc_now()).mails_taken, 1U);
  EXPECT_THAT(client.ask("QUIT"), StartsWith("221"));
  EXPECT_EQ(client.until(""), "");
}

// Nothing but STARTTLS is heard in the clear, and what a stranger put behind STARTTLS in the clear is forgotten.
TEST_F(ServersTest, NothingBeforeTls) {
  start(Behaviour::silent);
  RawSocket client(servers->ports().smtp);
  client.reply();
  EXPECT_THAT(client.ask("EHLO client"), StartsWith("250"));
  EXPECT_THAT(client.ask("AUTH PLAIN AGEAc2FuZGJveA=="), StartsWith("530"));
  EXPECT_THAT(client.ask("MAIL FROM:<a@hotline.test>"), StartsWith("530"));
  client.send("STARTTLS\r\nMAIL FROM:<a@hotline.test>\r\n");
  EXPECT_THAT(client.reply(), StartsWith("220"));
  RawSocket reader(servers->ports().imap);
  EXPECT_THAT(reader.until("\r\n"), HasSubstr("LOGINDISABLED"));
  EXPECT_THAT(reader.ask("a LOGIN x sandbox"), StartsWith("a NO [PRIVACYREQUIRED]"));
  EXPECT_THAT(reader.ask("b SELECT INBOX"), StartsWith("b BAD"));
}

// A hand-made IMAP dialogue: literals in both directions, sets, partial fetches, errors, and a mailbox that changes its validity.
TEST_F(ServersTest, ImapByHand) {
  start(Behaviour::silent, {.require_tls = false});
  const std::string mail = "Subject: hello\r\n\r\nbody {3}\r\n";
  for (int i = 0; i < 3; ++i) small->world.post("hotline.test", clock.utc_now() + minutes{i}, mail);
  clock.advance(minutes{1});
  RawSocket client(servers->ports().imap);
  EXPECT_THAT(client.until("\r\n"), StartsWith("* OK [CAPABILITY IMAP4rev1"));
  client.send("a1 LOGIN {16}\r\n");
  EXPECT_THAT(client.until("\r\n"), StartsWith("+"));
  client.send("ntd@hotline.test {7}\r\n");
  EXPECT_THAT(client.until("\r\n"), StartsWith("+"));
  client.send("sandbox\r\n");
  EXPECT_THAT(client.until("\r\n"), StartsWith("a1 OK"));
  const auto ask = [&client](const std::string& tag, const std::string& command) {
    client.send(tag + " " + command + "\r\n");
    std::string all;
    for (;;) {
      const auto line = client.until("\r\n");
      all += line;
      if (line.empty() || line.starts_with(tag + " ")) return all;
    }
  };
  EXPECT_THAT(ask("a2", "LIST \"\" \"*\""), HasSubstr("INBOX"));
  EXPECT_THAT(ask("a3", "SELECT Elsewhere"), StartsWith("a3 NO"));
  const auto selected = ask("a4", "EXAMINE \"INBOX\"");
  EXPECT_THAT(selected, HasSubstr("* 2 EXISTS"));
  EXPECT_THAT(selected, HasSubstr("[UIDVALIDITY 1]"));
  EXPECT_THAT(selected, HasSubstr("[UIDNEXT 3]"));
  EXPECT_THAT(ask("a5", "UID SEARCH ALL"), HasSubstr("* SEARCH 1 2\r\n"));
  EXPECT_THAT(ask("a6", "UID SEARCH UID 9:*"), HasSubstr("* SEARCH 2\r\n"));
  EXPECT_THAT(ask("a7", "UID SEARCH FUZZY"), StartsWith("a7 BAD"));
  const auto fetched = ask("a8", "UID FETCH 2 (RFC822.SIZE INTERNALDATE BODY.PEEK[])");
  EXPECT_THAT(fetched, StartsWith("* 2 FETCH (UID 2 RFC822.SIZE " + std::to_string(mail.size())));
  EXPECT_THAT(fetched, HasSubstr("\" 1-Jan-2030 00:01:00 +0000\""));
  EXPECT_THAT(fetched, HasSubstr("BODY[] {" + std::to_string(mail.size()) + "}\r\n" + mail + ")"));
  EXPECT_THAT(ask("a9", "UID FETCH 1 BODY[]<9.5>"), HasSubstr("BODY[]<9> {5}\r\nhello)"));
  EXPECT_THAT(ask("b1", "FETCH 1:2 (UID BODY.PEEK[HEADER])"), HasSubstr("BODY[HEADER] {18}"));
  EXPECT_THAT(ask("b2", "UID FETCH 1 (ENVELOPE)"), HasSubstr("b2 BAD"));
  EXPECT_THAT(ask("b3", "UID STORE 1 +FLAGS (\\Deleted)"), StartsWith("b3 BAD"));
  clock.advance(minutes{1});
  EXPECT_THAT(ask("b4", "NOOP"), StartsWith("* 3 EXISTS"));
  small->world.renumber("hotline.test");
  EXPECT_THAT(ask("b5", "SELECT INBOX"), HasSubstr("[UIDVALIDITY 2]"));
  EXPECT_THAT(ask("b6", "STATUS INBOX (UIDNEXT UIDVALIDITY)"), HasSubstr("UIDNEXT 4 UIDVALIDITY 2"));
  EXPECT_THAT(ask("b7", "LOGOUT"), HasSubstr("* BYE"));
  RawSocket flooder(servers->ports().imap);
  flooder.send("a LOGIN {999999999}\r\n");
  EXPECT_THAT(flooder.until(""), Not(HasSubstr("+ ")));
}

// Pages are told apart by their Host, on 127.0.0.1 as on the hoster's address; the wrong address of a site says so.
TEST_F(ServersTest, PagesByHost) {
  start(Behaviour::down_for_hours);
  const auto port = servers->ports().http;
  const auto look = [&](const std::string& path, const char* address, const char* referrer = nullptr) {
    const Lines headers({"Host: pics.example"});
    return fetch(http(port, path, address), [&](CURL* curl) {
      curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
      if (referrer != nullptr) curl_easy_setopt(curl, CURLOPT_REFERER, referrer);
    });
  };
  const auto seen = look("/a", "127.0.0.1");
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body, HasSubstr("Placeholder"));
  EXPECT_EQ(look("/a", "127.40.1.10").body, seen.body);
  EXPECT_EQ(look("/a", "127.40.2.10").status, 421);
  EXPECT_EQ(look("/nothing", "127.40.1.10").status, 404);
  small->world.change_page(small->urls[0], clock.utc_now(), PageKind::gone_410);
  EXPECT_EQ(look("/a", "127.0.0.1").status, 410);
  const auto hidden = small->world.add_item(small->site, "/hidden", Truth::illegal, "http://board.example/");
  EXPECT_EQ(look("/hidden", "127.0.0.1").status, 404);
  EXPECT_EQ(look("/hidden", "127.0.0.1", "http://board.example/").status, 200);
  while (small->world.page(small->urls[1], clock.utc_now()).kind != PageKind::connection_refused) clock.advance(minutes{10});
  EXPECT_EQ(look("/b", "127.40.1.10").code, CURLE_RECV_ERROR);
}

// A hanging page is silent until the client gives up, and does not keep the servers from ending.
TEST_F(ServersTest, HangingPage) {
  start(Behaviour::prompt);
  small->world.change_page(small->urls[0], clock.utc_now(), PageKind::timeout);
  RawSocket client(servers->ports().http);
  client.send("GET /a HTTP/1.1\r\nHost: pics.example\r\n\r\n");
  const auto other = fetch(http(servers->ports().webhook, "/truth.json"));  // served meanwhile
  EXPECT_EQ(other.status, 200);
  EXPECT_EQ(nlohmann::json::parse(other.body)["items"], 3);
  servers.reset();
  EXPECT_EQ(client.until(""), "");
}

// Requests that cannot be read are refused with the right number.
TEST_F(ServersTest, BadRequests) {
  start(Behaviour::prompt);
  const auto send = [&](const std::string& bytes) {
    RawSocket client(servers->ports().http);
    client.send(bytes);
    return client.until("\r\n");
  };
  EXPECT_THAT(send("rubbish\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(send("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x')), StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(send("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(send("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 405"));
}

// The register answers by address and name, refuses now and then with Retry-After, and its bootstrap file points at itself.
TEST_F(ServersTest, Register) {
  start(Behaviour::prompt, {.rdap_refuses_every = 3});
  const auto port = servers->ports().rdap;
  const auto found = fetch(http(port, "/ip/127.40.1.10"));
  EXPECT_EQ(found.status, 200);
  EXPECT_THAT(found.headers, HasSubstr("application/rdap+json"));
  EXPECT_EQ(nlohmann::json::parse(found.body)["startAddress"], "127.40.1.0");
  EXPECT_EQ(fetch(http(port, "/ip/127.1.1.1")).status, 404);
  const auto refused = fetch(http(port, "/ip/127.40.1.10"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.headers, HasSubstr("Retry-After: 1"));
  EXPECT_EQ(fetch(http(port, "/domain/nobody.example")).status, 404);
  EXPECT_EQ(fetch(http(port, "/nameserver/a")).status, 501);
  const auto bootstrap = nlohmann::json::parse(fetch(http(port, "/ipv4.json")).body);
  EXPECT_EQ(bootstrap["services"][0][1][0], http(port, "/"));
}

std::string query(const std::string& name, char type) {
  std::string packet("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12);
  std::istringstream labels(name);
  for (std::string label; std::getline(labels, label, '.');) packet += static_cast<char>(label.size()) + label;
  packet += '\0';
  packet += '\0';
  packet += type;
  return packet + std::string("\0\1", 2);
}

// Addresses, aliases, null MX, unknown names and broken packets are told apart on the wire.
TEST_F(ServersTest, Names) {
  World world(3, {.items = 10});
  servers = std::make_unique<Servers>(world, clock);
  const auto ask = [&](const std::string& packet) {
    RawSocket client(servers->ports().dns, SOCK_DGRAM);
    client.send(packet);
    return client.packet();
  };
  const auto code = [](const std::string& reply) { return reply.size() < 12 ? -1 : reply[3] & 0x0F; };
  const auto item = world.items().front();
  const auto found = ask(query(item.host, 1));
  ASSERT_EQ(code(found), 0);
  EXPECT_EQ(found.substr(0, 2), "\x12\x34");
  in_addr address{};
  inet_pton(AF_INET, item.address.c_str(), &address);
  EXPECT_TRUE(found.ends_with(std::string(reinterpret_cast<const char*>(&address), 4)));
  EXPECT_EQ(code(ask(query("no-such-name.example", 1))), 3);
  const auto null_mx = ask(query("nullpost.example", 15));
  EXPECT_TRUE(null_mx.ends_with(std::string("\0\3\0\0\0", 5)));  // 3 bytes of data: preference 0 and the root
  const auto none = ask(query("kadeserver.example", 28));
  EXPECT_EQ(code(none), 0);
  EXPECT_EQ(none[7], 0);
  EXPECT_EQ(code(ask(query(item.host, 1).substr(0, 20))), 1);
  EXPECT_EQ(code(ask(std::string("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\xc0\x0c\x00\x01\x00\x01", 18))), 1);
  EXPECT_EQ(code(ask(std::string("\x12\x34\x28\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12))), 4);
}

// Signed alerts are kept and told from wrongly signed ones; the sink gives one receipt a key and counts the rest.
TEST_F(ServersTest, WebhookAndSink) {
  start(Behaviour::prompt, {.webhook_secret = "whsec_c2VjcmV0"});
  const auto post = [&](const std::string& path, const std::vector<std::string>& lines, const std::string& body) {
    const Lines headers(lines);
    return fetch(http(servers->ports().webhook, path), [&](CURL* curl) {
      curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
      curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, body.c_str());
    });
  };
  const std::string body = R"({"text":"case 12: deadline in 2 h"})";
  const std::string text = "msg_1.1893456000." + body;
  unsigned char digest[32];
  HMAC(EVP_sha256(), "secret", 6, reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, nullptr);
  const auto signature = "webhook-signature: v1,bm90IHRoaXMgb25l v1," + base64({reinterpret_cast<const char*>(digest), 32});
  EXPECT_EQ(post("/webhook", {"webhook-id: msg_1", "webhook-timestamp: 1893456000", signature}, body).status, 200);
  EXPECT_EQ(post("/webhook", {"webhook-id: msg_2", "webhook-timestamp: 1893456000", signature}, body).status, 401);
  EXPECT_EQ(post("/webhook", {}, body).status, 401);
  ASSERT_EQ(servers->alerts().size(), 3U);
  EXPECT_TRUE(servers->alerts()[0].signature_good);
  EXPECT_FALSE(servers->alerts()[1].signature_good);
  EXPECT_EQ(servers->alerts()[0].body, body);

  const auto first = post("/sink", {"Idempotency-Key: k1"}, "{}");
  EXPECT_EQ(first.status, 202);
  EXPECT_EQ(post("/sink", {"Idempotency-Key: k1"}, "{}").body, first.body);
  EXPECT_NE(post("/sink", {"Idempotency-Key: k2"}, std::string(2'000'000, ' ')).body, first.body);
  EXPECT_EQ(servers->sink().requests, 3U);
  EXPECT_EQ(servers->sink().keys, 2U);
  EXPECT_EQ(servers->sink().repeats, 1U);
  EXPECT_EQ(nlohmann::json::parse(servers->truth_json())["alerts_badly_signed"], 2);
}

// The sandbox never listens where others could reach it.
TEST_F(ServersTest, LoopbackOnly) {
  World world(1, {.items = 0});
  for (const char* address : {"0.0.0.0", "192.0.2.1", "::", "localhost", ""})
    EXPECT_THROW(Servers(world, clock, {.address = address}), std::invalid_argument) << address;
  // Bound to single addresses: an address of no hoster is not served.
  start(Behaviour::prompt);
  EXPECT_FALSE(RawSocket(servers->ports().http, SOCK_STREAM, "127.99.99.99").connected());
}

TEST(Base64, RoundTrip) {
  for (const auto& text : {std::string(), std::string("a"), std::string("ab"), std::string("abc"), std::string("\0\xff\0", 3)})
    EXPECT_EQ(from_base64(base64(text)), text);
  EXPECT_EQ(from_base64("a"), std::nullopt);
  EXPECT_EQ(from_base64("a~=="), std::nullopt);
}

}  // namespace
}  // namespace redress::sandbox
