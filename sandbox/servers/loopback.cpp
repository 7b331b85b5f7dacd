#include "sandbox/servers/loopback.hpp"

#include <utility>  // before Asio: 1.74's awaitable.hpp uses std::exchange without it

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <sys/socket.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

namespace redress::sandbox {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using boost::system::error_code;

namespace {

constexpr int kPortAttempts = 20;

asio::ip::address loopback_address(const std::string& text) {
  if (!is_loopback(text)) throw std::invalid_argument("the sandbox listens on loopback only, not on " + text);
  return asio::ip::make_address(text);
}

}  // namespace

bool is_loopback(std::string_view text) {
  error_code error;
  const auto address = asio::ip::make_address(std::string(text), error);
  return !error && address.is_loopback();
}

struct TlsIdentity::Context {
  asio::ssl::context context{asio::ssl::context::tls_server};
};

TlsIdentity::TlsIdentity(const std::string& certificate_pem, const std::string& key_pem) : context_(std::make_unique<Context>()) {
  auto& context = context_->context;
  context.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
  context.use_certificate_chain(asio::buffer(certificate_pem));
  context.use_private_key(asio::buffer(key_pem), asio::ssl::context::pem);
}
TlsIdentity::~TlsIdentity() = default;

// Each connection has an event loop of its own, run for as long as one operation may take: blocking code with time limits, the same for
// plain and TLS streams.
struct Connection::Socket {
  asio::io_context io{1};
  tcp::socket socket{io};
  std::unique_ptr<asio::ssl::stream<tcp::socket&>> tls;
  std::array<char, 16 * 1024> chunk{};

  template <class Start>
  bool run(std::chrono::milliseconds limit, Start start) {
    bool good = false;
    start([&good](const error_code& error, std::size_t = 0) { good = !error; });
    io.restart();
    io.run_for(limit);
    if (!io.stopped()) {  // too late: cancel, and let the handler see it
      error_code ignored;
      socket.close(ignored);
      io.run();
      return false;
    }
    return good;
  }
};

Connection::Connection(std::unique_ptr<Socket> socket) : socket_(std::move(socket)) {}
Connection::~Connection() = default;

bool Connection::fill(std::chrono::milliseconds limit) {
  auto& s = *socket_;
  std::size_t length = 0;
  const bool good = s.run(limit, [&](auto done) {
    const auto handler = [&length, done](const error_code& error, std::size_t bytes) {
      length = bytes;
      done(error);
    };
    if (s.tls)
      s.tls->async_read_some(asio::buffer(s.chunk), handler);
    else
      s.socket.async_read_some(asio::buffer(s.chunk), handler);
  });
  if (!good || length == 0) return false;
  buffer_.append(s.chunk.data(), length);
  return true;
}

bool Connection::write(std::string_view bytes) {
  auto& s = *socket_;
  return s.run(kConnectionIdleMax, [&](auto done) {
    if (s.tls)
      asio::async_write(*s.tls, asio::buffer(bytes.data(), bytes.size()), done);
    else
      asio::async_write(s.socket, asio::buffer(bytes.data(), bytes.size()), done);
  });
}

bool Connection::start_tls(const TlsIdentity& identity) {
  auto& s = *socket_;
  buffer_.clear();
  s.tls = std::make_unique<asio::ssl::stream<tcp::socket&>>(s.socket, identity.context().context);
  return s.run(kConnectionIdleMax, [&](auto done) { s.tls->async_handshake(asio::ssl::stream_base::server, done); });
}

bool Connection::is_tls() const noexcept { return socket_->tls != nullptr; }

void Connection::reset() {
  error_code ignored;
  socket_->socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_->socket.close(ignored);
}

std::string Connection::local_address() const {
  error_code error;
  const auto endpoint = socket_->socket.local_endpoint(error);
  return error ? std::string() : endpoint.address().to_string();
}

struct Listener::State {
  asio::io_context io{1};
  std::vector<tcp::acceptor> acceptors;
  Serve serve;
  std::uint16_t port = 0;
  std::thread thread;
  std::mutex mutex;  // guards the three below
  std::condition_variable changed;
  std::set<int> live;  // descriptors of open connections, to be shut down at the end
  std::size_t threads = 0;

  void open(const std::vector<std::string>& addresses, std::uint16_t wanted) {
    for (int attempt = 1;; ++attempt) {
      try {
        port = wanted;
        for (const auto& address : addresses) {
          const tcp::endpoint endpoint(loopback_address(address), port);
          tcp::acceptor acceptor(io, endpoint.protocol());
          acceptor.set_option(tcp::acceptor::reuse_address(true));
          acceptor.bind(endpoint);
          acceptor.listen();
          if (port == 0) port = acceptor.local_endpoint().port();
          acceptors.push_back(std::move(acceptor));
        }
        return;
      } catch (const boost::system::system_error&) {
        acceptors.clear();
        // A port that was free on the first address may be taken on another.
        if (wanted != 0 || attempt == kPortAttempts) throw;
      }
    }
  }

  void accept(tcp::acceptor& acceptor) {
    auto socket = std::make_shared<std::unique_ptr<Connection::Socket>>(std::make_unique<Connection::Socket>());
    acceptor.async_accept((*socket)->socket, [this, &acceptor, socket](const error_code& error) {
      if (!acceptor.is_open()) return;
      if (!error) begin(std::move(*socket));
      accept(acceptor);
    });
  }

  void begin(std::unique_ptr<Connection::Socket> socket) {
    error_code ignored;
    socket->socket.set_option(tcp::no_delay(true), ignored);
    const int descriptor = socket->socket.native_handle();
    {
      const std::scoped_lock lock(mutex);
      if (threads >= kConnectionsMax) return;  // closes it
      ++threads;
      live.insert(descriptor);
    }
    std::thread([this, descriptor, held = std::move(socket)]() mutable {
      std::optional<Connection> connection(std::in_place, std::move(held));
      serve(*connection);
      // Out of the list first: a closed descriptor's number may soon be somebody else's.
      {
        const std::scoped_lock lock(mutex);
        live.erase(descriptor);
      }
      connection.reset();
      const std::scoped_lock lock(mutex);
      --threads;
      changed.notify_all();
    }).detach();
  }
};

Listener::Listener(const std::vector<std::string>& addresses, std::uint16_t port, Serve serve) : state_(std::make_unique<State>()) {
  state_->serve = std::move(serve);
  state_->open(addresses, port);
  for (auto& acceptor : state_->acceptors) state_->accept(acceptor);
  state_->thread = std::thread([this] { state_->io.run(); });
}

Listener::~Listener() {
  asio::post(state_->io, [this] {
    for (auto& acceptor : state_->acceptors) {
      error_code ignored;
      acceptor.close(ignored);
    }
  });
  state_->thread.join();
  std::unique_lock lock(state_->mutex);
  for (const int descriptor : state_->live) ::shutdown(descriptor, SHUT_RDWR);
  state_->changed.wait(lock, [this] { return state_->threads == 0; });
}

std::uint16_t Listener::port() const noexcept { return state_->port; }

struct DatagramServer::State {
  asio::io_context io{1};
  udp::socket socket{io};
  udp::endpoint from;
  std::array<char, 4096> packet{};
  Answer answer;
  std::uint16_t port = 0;
  std::thread thread;

  void receive() {
    socket.async_receive_from(asio::buffer(packet), from, [this](const error_code& error, std::size_t length) {
      if (!socket.is_open()) return;
      if (!error) {
        const auto reply = answer({packet.data(), length});
        error_code ignored;
        if (!reply.empty()) socket.send_to(asio::buffer(reply), from, 0, ignored);
      }
      receive();
    });
  }
};

DatagramServer::DatagramServer(const std::string& address, std::uint16_t port, Answer answer) : state_(std::make_unique<State>()) {
  const udp::endpoint endpoint(loopback_address(address), port);
  state_->answer = std::move(answer);
  state_->socket.open(endpoint.protocol());
  state_->socket.bind(endpoint);
  state_->port = state_->socket.local_endpoint().port();
  state_->receive();
  state_->thread = std::thread([this] { state_->io.run(); });
}

DatagramServer::~DatagramServer() {
  asio::post(state_->io, [this] {
    error_code ignored;
    state_->socket.close(ignored);
  });
  state_->thread.join();
}

std::uint16_t DatagramServer::port() const noexcept { return state_->port; }

}  // namespace redress::sandbox
