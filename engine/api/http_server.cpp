#include "engine/api/http_server.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "engine/api/problem.hpp"
#include "engine/api/request_head.hpp"

namespace redress::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t kReadBytes = 4 * 1024;
constexpr std::size_t kSmallBodyBytes = 16 * 1024;
constexpr Milliseconds kLingerTime{2'000};  // for a client to take a refusal before the socket goes
constexpr Milliseconds kAcceptPause{100};   // when the process has no file descriptor left

// What every answer says, whatever it holds: nothing is cached, framed, sniffed, or told to others.
constexpr std::string_view kHeadersOfAll =
    "cache-control: no-store\r\n"
    "content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "cross-origin-opener-policy: same-origin\r\n"
    "cross-origin-resource-policy: same-origin\r\n"
    "referrer-policy: no-referrer\r\n"
    "x-content-type-options: nosniff\r\n"
    "x-dns-prefetch-control: off\r\n";

bool can_stand_in_header(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= ' ' && c < 0x7F; });
}

std::string written(HttpAnswer answer, const std::string& request_id, bool keep_alive, bool head_only) {
  const auto clean = [](const auto& header) { return can_stand_in_header(header.first) && can_stand_in_header(header.second); };
  const bool sound = answer.status >= 200 && answer.status <= 599 && can_stand_in_header(answer.content_type) &&
                     std::all_of(answer.headers.begin(), answer.headers.end(), clean);
  if (!sound) answer = problem_answer(ProblemKind::internal, request_id);
  const bool has_body = answer.status != 204 && answer.status != 304;
  std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " ";
  const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(answer.status)));
  out.append(reason.data(), reason.size());
  out += "\r\n";
  if (has_body) {
    out += "content-type: " + answer.content_type + "\r\n";
    out += "content-length: " + std::to_string(answer.body.size()) + "\r\n";
  }
  for (const auto& [name, value] : answer.headers) out += name + ": " + value + "\r\n";
  out += kHeadersOfAll;
  out += "x-request-id: " + request_id + "\r\n";
  out += keep_alive ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n";
  if (has_body && !head_only) out += answer.body;
  return out;
}

/// One connection, as the server sees it. Lives on the socket thread.
class Connection {
 public:
  explicit Connection(std::string address) : address_(std::move(address)) {}
  virtual ~Connection() = default;
  /// Ends it at once.
  virtual void cut() = 0;
  /// The next request, or the end, has not begun yet.
  [[nodiscard]] virtual bool is_idle() const = 0;
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  std::string address_;  // empty: the local socket
};

class Listener {
 public:
  virtual ~Listener() = default;
  virtual void accept() = 0;
  virtual void close() = 0;
};

}  // namespace

struct HttpServer::Hidden {
  const HttpHandler handler;
  const HttpSettings settings;
  std::vector<std::string> own_hosts;

  std::atomic<std::int64_t> connections{0}, in_flight{0}, accepted{0}, answered{0}, refused{0}, evicted{0}, questions{0};
  std::atomic<bool> stopping{false};
  std::vector<std::string> socket_files;
  std::mutex gone_mutex;
  std::condition_variable gone;

  // Of the socket thread alone.
  bool draining = false;
  std::size_t large_bodies = 0;
  std::list<Connection*> all;
  std::list<Connection*> waiting;  // longest first
  std::map<std::string, std::size_t> per_address;
  std::vector<std::shared_ptr<Listener>> listeners;  // shared with their pending accepts

  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  asio::thread_pool pool;
  std::thread thread;

  Hidden(HttpHandler handler_in, HttpSettings settings_in)
      : handler(std::move(handler_in)),
        settings(std::move(settings_in)),
        pool(static_cast<std::size_t>(std::max(1, settings.limits.handler_threads))) {
    own_hosts = settings.host_names;
    own_hosts.insert(own_hosts.end(), {"localhost", "127.0.0.1", "[::1]"});
    thread = std::thread([this] { io.run(); });
  }

  /// The connection that has waited longest, of that address or of all; nothing when none waits.
  Connection* longest_waiting(const std::string* address) {
    for (auto* one : waiting)
      if (address == nullptr || one->address() == *address) return one;
    return nullptr;
  }
  /// Whether one more may come from there, making room if that is possible.
  bool make_room(const std::string& address) {
    const auto& limits = settings.limits;
    const auto count = per_address.find(address);
    const bool address_full = !address.empty() && limits.connections_per_address_max > 0 && count != per_address.end() &&
                              count->second >= limits.connections_per_address_max;
    if (!address_full && all.size() < limits.connections_max) return true;
    auto* victim = longest_waiting(address_full ? &address : nullptr);
    if (victim == nullptr) return false;
    ++evicted;
    victim->cut();
    return true;
  }
  std::list<Connection*>::iterator add(Connection& one) {
    ++accepted;
    ++connections;
    ++per_address[one.address()];
    return all.insert(all.end(), &one);
  }
  void remove(std::list<Connection*>::iterator place) {
    const auto count = per_address.find((*place)->address());
    if (--count->second == 0) per_address.erase(count);
    all.erase(place);
    const std::lock_guard lock(gone_mutex);
    if (--connections == 0) gone.notify_all();
  }
  bool answers_for(const std::string& host) const {
    return host.empty() || std::find(own_hosts.begin(), own_hosts.end(), host) != own_hosts.end();
  }
  /// Runs it there and waits until it is done. Not from that thread.
  void on_socket_thread(std::function<void()> what) {
    std::packaged_task<void()> task(std::move(what));
    auto done = task.get_future();
    asio::post(io, [&task] { task(); });
    done.wait();
  }
  bool wait_until_gone(Milliseconds limit) {
    std::unique_lock lock(gone_mutex);
    return gone.wait_for(lock, limit, [&] { return connections == 0; });
  }
};

namespace {

template <class Server, class Protocol>
class Session final : public Connection, public std::enable_shared_from_this<Session<Server, Protocol>> {
 public:
  using Socket = asio::basic_stream_socket<Protocol>;

  Session(Server& server, Socket socket, std::string address, std::optional<unsigned> local_user)
      : Connection(std::move(address)),
        server_(server),
        limits_(server.settings.limits),
        socket_(std::move(socket)),
        timer_(server.io),
        local_user_(local_user),
        buffer_(limits_.header_bytes_max + kReadBytes) {}
  ~Session() override { leave(); }

  void begin() {
    place_ = server_.add(*this);
    wait_for_request();
  }

  void cut() override {
    error_code ignored;
    socket_.close(ignored);
    disarm();
    leave();
  }
  bool is_idle() const override { return phase_ == Phase::idle || phase_ == Phase::leaving; }

 private:
  enum class Phase { idle, head, body, handler, answer, leaving };

  auto self() { return this->shared_from_this(); }

  // --- where it stands ---

  void enter(Phase phase) {
    phase_ = phase;
    const bool waits = phase == Phase::idle || phase == Phase::head || phase == Phase::leaving;
    if (waits && !waiting_place_ && place_) waiting_place_ = server_.waiting.insert(server_.waiting.end(), this);
    if (!waits) stop_waiting();
  }
  void stop_waiting() {
    if (!waiting_place_) return;
    server_.waiting.erase(*waiting_place_);
    waiting_place_.reset();
  }
  void leave() {
    stop_waiting();
    free_large_body();
    if (!place_) return;
    const auto place = *place_;
    place_.reset();
    server_.remove(place);
  }
  void free_large_body() {
    if (is_large_) --server_.large_bodies;
    is_large_ = false;
  }

  /// Whatever is going on ends after `limit`, unless something else is armed or disarmed before.
  void arm(Milliseconds limit) {
    const auto generation = ++timer_generation_;
    timed_out_ = false;
    timer_.expires_after(limit);
    timer_.async_wait([self = self(), generation](error_code) {
      if (generation != self->timer_generation_) return;
      self->timed_out_ = true;
      if (self->phase_ != Phase::head && self->phase_ != Phase::body) return self->cut();
      // Reads end, also one that is begun in this very moment; writing the refusal is still possible.
      error_code ignored;
      self->socket_.shutdown(Socket::shutdown_receive, ignored);
    });
  }
  void disarm() {
    ++timer_generation_;
    timer_.cancel();
  }

  // --- reading ---

  void wait_for_request() {
    if (server_.draining && buffer_.size() == 0) return cut();
    enter(Phase::idle);
    scanned_ = 0;
    head_only_ = false;
    request_id_ = server_.settings.request_id_prefix + "-" + std::to_string(++server_.questions);
    arm(limits_.idle_time);
    if (buffer_.size() > 0) return head_arrives();
    read_more();
  }

  void read_more() {
    socket_.async_read_some(buffer_.prepare(std::min(kReadBytes, buffer_.max_size() - buffer_.size())),
                            [self = self()](error_code error, std::size_t bytes) {
                              if (self->timed_out_) return self->refuse(ProblemKind::request_timed_out);
                              if (error) return self->cut();
                              self->buffer_.commit(bytes);
                              self->head_arrives();
                            });
  }

  std::string_view arrived() const { return {static_cast<const char*>(buffer_.data().data()), buffer_.size()}; }

  void head_arrives() {
    if (phase_ == Phase::idle) {
      enter(Phase::head);
      arm(limits_.header_time);
    }
    const auto scan = scan_head(arrived(), scanned_);
    if (scan.state == HeadScan::State::malformed) return refuse(ProblemKind::malformed_request);
    const auto bytes = scan.state == HeadScan::State::complete ? scan.bytes : arrived().size();
    if (bytes > limits_.header_bytes_max) return refuse(ProblemKind::header_too_large);
    scanned_ = scan.bytes;
    if (scan.state == HeadScan::State::incomplete) return read_more();
    auto head = read_request_head(arrived().substr(0, scan.bytes));
    if (!head) return refuse(head.error());
    if (!local_user_ && !server_.answers_for(head->host)) return refuse(ProblemKind::misdirected);
    head_ = std::move(*head);
    read_body();
  }

  void read_body() {
    enter(Phase::body);
    head_only_ = head_.method == "HEAD";
    if (head_.content_length.value_or(0) > limits_.body_bytes_max) return refuse(ProblemKind::body_too_large);
    if (head_.is_chunked || head_.content_length.value_or(0) > kSmallBodyBytes) {
      if (server_.large_bodies >= limits_.large_bodies_max) return refuse(ProblemKind::too_busy);
      is_large_ = true;
      ++server_.large_bodies;
    }
    arm(limits_.body_time);
    const bool body_comes = head_.is_chunked || head_.content_length.value_or(0) > 0;
    if (!head_.expects_continue || !body_comes) return parse();
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(kGoOn),
                      [self = self()](error_code error, std::size_t) { error ? self->cut() : self->parse(); });
  }

  /// The library reads head and body; the head it has seen is the one that was found good above.
  void parse() {
    parser_.emplace();
    parser_->body_limit(limits_.body_bytes_max);
    parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
    // Extensions mean nothing to us and something else to others.
    no_extensions_ = [](std::uint64_t, beast::string_view extensions, error_code& error) {
      if (!extensions.empty()) error = http::error::bad_chunk_extension;
    };
    parser_->on_chunk_header(no_extensions_);
    http::async_read(socket_, buffer_, *parser_, [self = self()](error_code error, std::size_t) {
      if (!error) return self->ask();
      if (self->timed_out_) return self->refuse(ProblemKind::request_timed_out);
      if (error == http::error::body_limit) return self->refuse(ProblemKind::body_too_large);
      if (error == http::error::header_limit) return self->refuse(ProblemKind::header_too_large);
      if (error.category() == http::make_error_code(http::error::end_of_stream).category())
        return self->refuse(ProblemKind::malformed_request);
      self->cut();
    });
  }

  // --- answering ---

  void ask() {
    if (!socket_.is_open()) return;  // cut in the very moment the request was complete
    disarm();
    if (server_.in_flight >= static_cast<std::int64_t>(limits_.in_flight_max)) return refuse(ProblemKind::too_busy);
    enter(Phase::handler);
    ++server_.in_flight;
    ++asked_;
    keep_alive_ = head_.keep_alive && asked_ < limits_.requests_per_connection_max;
    HttpQuestion question{std::move(head_.method),
                          std::move(head_.path),
                          std::move(head_.query),
                          std::move(head_.headers),
                          std::move(parser_->get().body()),
                          request_id_,
                          local_user_};
    parser_.reset();
    asio::post(server_.pool, [self = self(), question = std::move(question)]() mutable {
      HttpAnswer answer;
      try {
        answer = self->server_.handler(question);
      } catch (...) {  // a handler's fault costs its caller one answer, and nobody else anything
        answer = problem_answer(ProblemKind::internal, question.request_id);
      }
      auto& io = self->server_.io;  // the last reference goes to the socket thread, where connections end
      asio::post(io, [self = std::move(self), answer = std::move(answer)]() mutable { self->has_answer(std::move(answer)); });
    });
  }

  void has_answer(HttpAnswer answer) {
    --server_.in_flight;
    ++server_.answered;
    if (!socket_.is_open()) return;  // cut while the handler ran
    if (server_.draining) keep_alive_ = false;
    write(std::move(answer));
  }

  void refuse(ProblemKind kind) {
    ++server_.refused;
    is_refused_ = true;
    keep_alive_ = false;
    parser_.reset();
    write(problem_answer(kind, request_id_));
  }

  void write(HttpAnswer answer) {
    free_large_body();
    enter(Phase::answer);
    out_ = written(std::move(answer), request_id_, keep_alive_, head_only_);
    arm(limits_.answer_time);
    asio::async_write(socket_, asio::buffer(out_), [self = self()](error_code error, std::size_t) {
      self->out_.clear();
      self->out_.shrink_to_fit();
      if (error) return self->cut();
      if (self->keep_alive_) return self->wait_for_request();
      self->is_refused_ ? self->say_goodbye() : self->cut();
    });
  }

  /// What the client still sends is read for a moment, since closing on unread bytes would take our answer back from it.
  void say_goodbye() {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    enter(Phase::leaving);
    arm(kLingerTime);
    buffer_.clear();
    discard(limits_.body_bytes_max);
  }
  void discard(std::size_t still) {
    socket_.async_read_some(buffer_.prepare(kReadBytes), [self = self(), still](error_code error, std::size_t bytes) {
      if (error || bytes >= still) return self->cut();
      self->discard(still - bytes);
    });
  }

  Server& server_;
  const HttpLimits& limits_;
  Socket socket_;
  asio::steady_timer timer_;
  std::uint64_t timer_generation_ = 0;
  bool timed_out_ = false;
  const std::optional<unsigned> local_user_;
  std::optional<std::list<Connection*>::iterator> place_, waiting_place_;
  Phase phase_ = Phase::idle;

  beast::flat_buffer buffer_;
  std::size_t scanned_ = 0;
  RequestHead head_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::function<void(std::uint64_t, beast::string_view, error_code&)> no_extensions_;
  bool is_large_ = false;
  bool head_only_ = false;
  bool keep_alive_ = false;
  bool is_refused_ = false;
  std::size_t asked_ = 0;
  std::string request_id_;
  std::string out_;
};

std::string address_of(const asio::ip::tcp::socket& socket) {
  error_code error;
  const auto end = socket.remote_endpoint(error);
  return error ? std::string("gone") : end.address().to_string();
}
std::string address_of(const asio::local::stream_protocol::socket&) { return {}; }
std::optional<unsigned> local_user_of(asio::ip::tcp::socket&) { return std::nullopt; }
std::optional<unsigned> local_user_of(asio::local::stream_protocol::socket& socket) {
  ucred who{};
  socklen_t size = sizeof who;
  constexpr unsigned kNobody = 65'534;
  return ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 ? who.uid : kNobody;
}
void tune(asio::ip::tcp::socket& socket) {
  error_code ignored;
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
}
void tune(asio::local::stream_protocol::socket&) {}

template <class Server, class Protocol>
class Door final : public Listener, public std::enable_shared_from_this<Door<Server, Protocol>> {
 public:
  using Acceptor = asio::basic_socket_acceptor<Protocol>;
  Door(Server& server, Acceptor acceptor) : server_(server), acceptor_(std::move(acceptor)), pause_(server.io) {}

  void accept() override {
    acceptor_.async_accept([self = this->shared_from_this()](error_code error, typename Protocol::socket socket) {
      if (!self->acceptor_.is_open()) return;
      if (!error) {
        self->welcome(std::move(socket));
      } else if (error != asio::error::connection_aborted) {
        self->pause_.expires_after(kAcceptPause);
        return self->pause_.async_wait([self](error_code) {
          if (self->acceptor_.is_open()) self->accept();
        });
      }
      self->accept();
    });
  }
  void close() override {
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  }

 private:
  void welcome(typename Protocol::socket socket) {
    auto address = address_of(socket);
    if (!server_.make_room(address)) return;
    tune(socket);
    const auto user = local_user_of(socket);
    std::make_shared<Session<Server, Protocol>>(server_, std::move(socket), std::move(address), user)->begin();
  }

  Server& server_;
  Acceptor acceptor_;
  asio::steady_timer pause_;
};

[[noreturn]] void cannot_listen(const std::string& where, const std::string& why, const std::string& remedy) {
  throw std::runtime_error("cannot listen on " + where + ": " + why + "; " + remedy);
}

/// Whether something answers on the local socket.
bool somebody_listens(const asio::local::stream_protocol::endpoint& end) {
  asio::io_context io;
  asio::local::stream_protocol::socket socket(io);
  error_code error;
  socket.connect(end, error);
  return !error;
}

}  // namespace

HttpServer::HttpServer(HttpHandler handler, HttpSettings settings)
    : hidden_(std::make_unique<Hidden>(std::move(handler), std::move(settings))) {}

HttpServer::~HttpServer() { stop(); }

std::uint16_t HttpServer::listen(const std::string& address, std::uint16_t port) {
  auto& h = *hidden_;
  const auto where = address + " port " + std::to_string(port);
  error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  if (error) cannot_listen(where, "this is no address", "write one such as 127.0.0.1");
  if (!parsed.is_loopback() && !h.settings.may_leave_loopback)
    cannot_listen(where, "it is not loopback", "allow it in the settings, or use 127.0.0.1");
  asio::ip::tcp::acceptor acceptor(h.io);
  const asio::ip::tcp::endpoint end(parsed, port);
  acceptor.open(end.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(end, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) cannot_listen(where, error.message(), "end what uses it, or choose another port");
  const auto chosen = acceptor.local_endpoint().port();
  const auto door = std::make_shared<Door<Hidden, asio::ip::tcp>>(h, std::move(acceptor));
  asio::post(h.io, [&h, door, name = parsed.is_v6() ? "[" + parsed.to_string() + "]" : parsed.to_string()] {
    h.own_hosts.push_back(name);
    h.listeners.push_back(door);
    door->accept();
  });
  return chosen;
}

void HttpServer::listen_unix(const std::string& path, unsigned mode) {
  auto& h = *hidden_;
  constexpr std::size_t kPathBytesMax = 107;  // of sockaddr_un
  if (path.empty() || path.size() > kPathBytesMax)
    cannot_listen(path, "its path is empty or longer than 107 bytes", "choose a shorter one");
  const asio::local::stream_protocol::endpoint end(path);
  struct stat there {};
  if (::lstat(path.c_str(), &there) == 0) {
    if (!S_ISSOCK(there.st_mode)) cannot_listen(path, "something that is no socket lies there", "move it away, or choose another path");
    if (somebody_listens(end)) cannot_listen(path, "another process answers there", "end it first");
    ::unlink(path.c_str());
  }
  asio::local::stream_protocol::acceptor acceptor(h.io);
  error_code error;
  acceptor.open(end.protocol(), error);
  // The permissions are set before the file exists, so that there is no moment in which others could come in.
  if (!error && ::fchmod(acceptor.native_handle(), static_cast<mode_t>(mode)) != 0)
    error = error_code(errno, boost::system::system_category());
  if (!error) acceptor.bind(end, error);
  if (!error && ::chmod(path.c_str(), static_cast<mode_t>(mode)) != 0) error = error_code(errno, boost::system::system_category());
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) cannot_listen(path, error.message(), "see that its folder exists and belongs to this user");
  h.socket_files.push_back(path);
  const auto door = std::make_shared<Door<Hidden, asio::local::stream_protocol>>(h, std::move(acceptor));
  asio::post(h.io, [&h, door] {
    h.listeners.push_back(door);
    door->accept();
  });
}

void HttpServer::stop() {
  auto& h = *hidden_;
  if (h.stopping.exchange(true)) return;
  for (const auto& file : h.socket_files) ::unlink(file.c_str());
  h.on_socket_thread([&h] {
    h.draining = true;
    for (const auto& listener : h.listeners) listener->close();
    h.listeners.clear();
    const auto now_waiting = h.waiting;
    for (auto* one : now_waiting)
      if (one->is_idle()) one->cut();
  });
  h.wait_until_gone(h.settings.limits.drain_time);
  h.on_socket_thread([&h] {
    const auto left = h.all;
    for (auto* one : left) one->cut();
  });
  h.pool.join();
  h.work.reset();  // nothing is left to wait for but what was cut, so the thread comes to its end
  h.thread.join();
}

HttpCounts HttpServer::counts() const {
  const auto& h = *hidden_;
  return {h.connections, h.in_flight, h.accepted, h.answered, h.refused, h.evicted};
}

}  // namespace redress::api
