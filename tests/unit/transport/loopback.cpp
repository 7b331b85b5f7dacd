#include "loopback.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace redress::test {
namespace {

void need(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

int bound_socket(int type, bool v6, int& port) {
  const int descriptor = socket(v6 ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0);
  need(descriptor >= 0, "socket");
  sockaddr_storage address{};
  socklen_t size = 0;
  if (v6) {
    auto& six = reinterpret_cast<sockaddr_in6&>(address);
    six.sin6_family = AF_INET6;
    six.sin6_addr = in6addr_loopback;
    six.sin6_port = htons(static_cast<std::uint16_t>(port));
    size = sizeof six;
  } else {
    auto& four = reinterpret_cast<sockaddr_in&>(address);
    four.sin_family = AF_INET;
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    four.sin_port = htons(static_cast<std::uint16_t>(port));
    size = sizeof four;
  }
  need(bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
  need(getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  port = ntohs(v6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port : reinterpret_cast<sockaddr_in&>(address).sin_port);
  return descriptor;
}

}  // namespace

TestCertificate::TestCertificate() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  need(key != nullptr && certificate != nullptr, "certificate");
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("loopback.test"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509V3_CTX extensions;
  X509V3_set_ctx(&extensions, certificate, certificate, nullptr, nullptr, 0);
  for (const auto& [id, value] :
       {std::pair{NID_subject_alt_name, "IP:127.0.0.1,DNS:*.hosts.test"}, std::pair{NID_basic_constraints, "CA:TRUE"}}) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &extensions, id, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }
  need(X509_sign(certificate, key, EVP_sha256()) > 0, "sign");
  ca_file_ = std::filesystem::temp_directory_path() /
             ("redress-ca-" + std::to_string(getpid()) + "-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  FILE* file = fopen(ca_file_.c_str(), "w");
  need(file != nullptr && PEM_write_X509(file, certificate) == 1, "ca file");
  fclose(file);
  context_ = SSL_CTX_new(TLS_server_method());
  need(SSL_CTX_use_certificate(context_, certificate) == 1 && SSL_CTX_use_PrivateKey(context_, key) == 1, "context");
  X509_free(certificate);
  EVP_PKEY_free(key);
}
TestCertificate::~TestCertificate() {
  SSL_CTX_free(context_);
  std::filesystem::remove(ca_file_);
}

Connection::~Connection() {
  if (tls_ != nullptr) SSL_free(tls_);
}
bool Connection::fill() {
  std::array<char, 16384> piece{};
  const auto count =
      tls_ != nullptr ? SSL_read(tls_, piece.data(), static_cast<int>(piece.size())) : recv(socket_, piece.data(), piece.size(), 0);
  if (count <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(count));
  return true;
}
bool Connection::read_until(std::string_view end, std::string& bytes) {
  std::size_t from = 0;
  while (true) {
    const auto at = buffer_.find(end, from);
    if (at != std::string::npos) {
      bytes = buffer_.substr(0, at + end.size());
      buffer_.erase(0, at + end.size());
      return true;
    }
    from = buffer_.size() < end.size() ? 0 : buffer_.size() - end.size() + 1;
    if (!fill()) return false;
  }
}
bool Connection::read_line(std::string& line) {
  if (!read_until("\r\n", line)) return false;
  line.resize(line.size() - 2);
  return true;
}
bool Connection::read_bytes(std::size_t count, std::string& bytes) {
  while (buffer_.size() < count)
    if (!fill()) return false;
  bytes = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return true;
}
bool Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = tls_ != nullptr ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                                       : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}
bool Connection::start_tls(const TestCertificate& certificate) {
  buffer_.clear();
  tls_ = SSL_new(certificate.context());
  SSL_set_fd(tls_, socket_);
  return SSL_accept(tls_) == 1;
}

LoopbackServer::LoopbackServer(Script script, bool v6, int port) : script_(std::move(script)), port_(port) {
  socket_ = bound_socket(SOCK_STREAM, v6, port_);
  need(listen(socket_, 64) == 0, "listen");
  acceptor_ = std::thread([this] {
    // OpenSSL writes without MSG_NOSIGNAL. Only the server's own threads are shielded: the client under test must not raise it.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    while (true) {
      const int client = accept(socket_, nullptr, nullptr);
      if (client < 0) return;
      ++connections_;
      const std::lock_guard lock(mutex_);
      open_.push_back(client);
      threads_.emplace_back([this, client] {
        {
          Connection connection(client);
          script_(connection);
        }
        shutdown(client, SHUT_RDWR);
        const std::lock_guard inner(mutex_);
        open_.erase(std::find(open_.begin(), open_.end(), client));
        close(client);
      });
    }
  });
}
LoopbackServer::~LoopbackServer() {
  shutdown(socket_, SHUT_RDWR);
  acceptor_.join();
  close(socket_);
  {
    const std::lock_guard lock(mutex_);
    for (const int client : open_) shutdown(client, SHUT_RDWR);
  }
  for (auto& thread : threads_) thread.join();
}

DnsServer::DnsServer(Lookup lookup) : lookup_(std::move(lookup)) {
  socket_ = bound_socket(SOCK_DGRAM, false, port_);
  thread_ = std::thread([this] {
    std::array<unsigned char, 1500> query{};
    while (true) {
      sockaddr_in from{};
      socklen_t from_size = sizeof from;
      const auto size = recvfrom(socket_, query.data(), query.size(), 0, reinterpret_cast<sockaddr*>(&from), &from_size);
      if (size < 12) return;  // closed, or the empty datagram of the destructor
      std::string name;
      std::size_t at = 12;
      while (query[at] != 0) {
        if (!name.empty()) name += '.';
        for (unsigned i = 0; i < query[at]; ++i) name += static_cast<char>(tolower(query[at + 1 + i]));
        at += query[at] + 1U;
      }
      const int type = query[at + 1] << 8 | query[at + 2];
      const std::size_t question_end = at + 5;
      const auto zone = lookup_(name);
      if (zone.silent) continue;
      std::string reply(reinterpret_cast<char*>(query.data()), question_end);
      reply[2] = static_cast<char>(0x84);
      reply[3] = zone.fails ? 2 : zone.exists ? 0 : 3;
      reply[8] = reply[9] = reply[10] = reply[11] = 0;
      std::uint16_t count = 0;
      const auto encoded_name = [](const std::string& text) {
        std::string encoded;
        for (std::size_t begin = 0; begin < text.size();) {
          const auto dot = std::min(text.find('.', begin), text.size());
          if (dot > begin) encoded += static_cast<char>(dot - begin) + text.substr(begin, dot - begin);
          begin = dot + 1;
        }
        return encoded + '\0';
      };
      for (const auto& record : zone.records) {
        if (record.type != type) continue;
        std::string data;
        if (type == 1 || type == 28) {
          data.resize(type == 1 ? 4 : 16);
          inet_pton(type == 1 ? AF_INET : AF_INET6, record.data.c_str(), data.data());
        } else if (type == 15) {
          data = std::string{0, static_cast<char>(std::stoi(record.data))} + encoded_name(record.data.substr(record.data.find(' ') + 1));
        } else {
          data = static_cast<char>(record.data.size()) + record.data;
        }
        reply += std::string{'\xc0',
                             '\x0c',
                             0,
                             static_cast<char>(type),
                             0,
                             1,
                             0,
                             0,
                             0,
                             0,
                             static_cast<char>(data.size() >> 8U),
                             static_cast<char>(data.size())} +
                 data;
        ++count;
      }
      reply[6] = static_cast<char>(count >> 8U);
      reply[7] = static_cast<char>(count);
      sendto(socket_, reply.data(), reply.size(), 0, reinterpret_cast<sockaddr*>(&from), from_size);
    }
  });
}
DnsServer::~DnsServer() {
  int ignored = 0;
  const int sender = bound_socket(SOCK_DGRAM, false, ignored);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  to.sin_port = htons(static_cast<std::uint16_t>(port_));
  sendto(sender, "", 0, 0, reinterpret_cast<sockaddr*>(&to), sizeof to);
  close(sender);
  thread_.join();
  close(socket_);
}

int closed_port() {
  int port = 0;
  close(bound_socket(SOCK_STREAM, false, port));
  return port;
}

void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  need(file.good(), "write_file");
}

}  // namespace redress::test
