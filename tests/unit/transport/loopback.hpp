// Small servers on loopback for the tests of this folder: each connection runs a script in a thread of its own.
#pragma once

#include "tests/support/temporary_folder.hpp"

#include <openssl/ssl.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace redress::test {

/// A key and a certificate for 127.0.0.1 and `*.hosts.test`, signed by itself; `ca_file` is what a client must trust.
class TestCertificate {
 public:
  TestCertificate();
  ~TestCertificate();
  TestCertificate(const TestCertificate&) = delete;
  TestCertificate& operator=(const TestCertificate&) = delete;
  [[nodiscard]] const std::string& ca_file() const { return ca_file_; }
  [[nodiscard]] SSL_CTX* context() const { return context_; }

 private:
  std::string ca_file_;
  SSL_CTX* context_ = nullptr;
};

class Connection {
 public:
  explicit Connection(int socket) : socket_(socket) {}
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Without its line end; false at the end.
  bool read_line(std::string& line);
  /// Up to and with `end`; false when the connection ended before.
  bool read_until(std::string_view end, std::string& bytes);
  /// Exactly so many; false when the connection ended before.
  bool read_bytes(std::size_t count, std::string& bytes);
  /// False once the other side is gone.
  bool write(std::string_view bytes);
  bool start_tls(const TestCertificate& certificate);

 private:
  bool fill();
  int socket_;
  SSL* tls_ = nullptr;
  std::string buffer_;
};

class LoopbackServer {
 public:
  using Script = std::function<void(Connection&)>;
  /// `port` 0 chooses one.
  explicit LoopbackServer(Script script, bool v6 = false, int port = 0);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  Script script_;
  int socket_ = -1, port_ = 0;
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// A name server over UDP. `answer` gives the records' data of (type, name in lower case); an absent name is NXDOMAIN.
class DnsServer {
 public:
  struct Record {
    int type = 1;       // 1 A, 28 AAAA, 15 MX, 16 TXT
    std::string data;   // A and AAAA as text, MX "10 host", TXT as it is
  };
  struct Zone {
    bool exists = true;
    bool silent = false;   // never answers
    bool fails = false;    // SERVFAIL
    std::vector<Record> records{};
  };
  using Lookup = std::function<Zone(const std::string& name)>;
  explicit DnsServer(Lookup lookup);
  ~DnsServer();
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  Lookup lookup_;
  int socket_ = -1, port_ = 0;
  std::thread thread_;
};

/// A port on which nobody listens.
[[nodiscard]] int closed_port();

void write_file(const std::string& path, std::string_view bytes);

}  // namespace redress::test
