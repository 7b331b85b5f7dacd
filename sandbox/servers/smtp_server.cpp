#include "sandbox/servers/smtp_server.hpp"

#include "sandbox/partners/notice_reader.hpp"
#include "sandbox/servers/base64.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <optional>

namespace redress::sandbox {
namespace {

constexpr std::size_t kUnfinishedLineMax = 64 * 1024;

std::string upper(std::string_view text) {
  std::string result(text);
  for (auto& character : result)
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
  return result;
}

std::string line_of(int code, std::string_view text) { return std::to_string(code) + " " + std::string(text) + "\r\n"; }

/// The address between angle brackets, and what follows it. Refuses blanks, control characters and more than 254 bytes: what is not an
/// address must not become one.
struct Path {
  std::string address;
  std::string_view parameters;
};
std::optional<Path> read_path(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.empty() || text.front() != '<') return std::nullopt;
  const auto end = text.find('>');
  if (end == std::string_view::npos || end > 255) return std::nullopt;
  Path path{std::string(text.substr(1, end - 1)), text.substr(end + 1)};
  for (const char character : path.address)
    if (static_cast<unsigned char>(character) <= ' ' || character == '<' || character == 127) return std::nullopt;
  return path;
}

class Arriving {
 public:
  explicit Arriving(RelayGate& gate) : gate_(gate) { gate_.arrives(); }
  ~Arriving() { gate_.arrived(); }
  Arriving(const Arriving&) = delete;
  Arriving& operator=(const Arriving&) = delete;

 private:
  RelayGate& gate_;
};

class Session {
 public:
  Session(Connection& connection, World& world, const Clock& clock, const MailAccess& access, const TlsIdentity& identity,
          MailKeeper& keeper, RelayGate& gate)
      : connection_(connection), world_(world), clock_(clock), access_(access), identity_(identity), keeper_(keeper), gate_(gate) {}

  void run() {
    if (!say(220, "relay.sandbox.example ESMTP")) return;
    while (open_) {
      const auto line = read_line(kAuthLineBytesMax);
      if (!line) return;
      command(*line);
    }
  }

 private:
  bool say(int code, std::string_view text) {
    if (!connection_.write(line_of(code, text))) open_ = false;
    return open_;
  }

  /// The next line without its CRLF; nothing at the end of the connection. Lines that break the rules are answered here and skipped.
  std::optional<std::string> read_line(std::size_t bytes_max) {
    auto& buffer = connection_.buffer();
    while (open_) {
      const auto end = buffer.find('\n');
      if (end == std::string::npos) {
        if (buffer.size() > kUnfinishedLineMax || !connection_.fill()) return std::nullopt;
        continue;
      }
      auto line = buffer.substr(0, end + 1);
      buffer.erase(0, end + 1);
      // source: RFC 5321 section 2.3.8: CR and LF only together
      if (!line.ends_with("\r\n") || line.find('\r') != line.size() - 2) {
        say(500, "5.5.2 Bare CR or LF");
        continue;
      }
      if (line.size() > bytes_max) {
        say(500, "5.5.6 Line too long");
        continue;
      }
      line.resize(line.size() - 2);
      return line;
    }
    return std::nullopt;
  }

  void command(const std::string& line) {
    const auto space = line.find(' ');
    const auto verb = upper(std::string_view(line).substr(0, space));
    const auto rest = space == std::string::npos ? std::string_view{} : std::string_view(line).substr(space + 1);
    if (line.size() + 2 > kCommandBytesMax && verb != "AUTH") {
      say(500, "5.5.6 Line too long");
    } else if (verb == "EHLO" || verb == "HELO") {
      greet(verb == "EHLO", rest);
    } else if (verb == "NOOP") {
      say(250, "2.0.0 Ok");
    } else if (verb == "RSET") {
      forget_mail();
      say(250, "2.0.0 Ok");
    } else if (verb == "QUIT") {
      say(221, "2.0.0 Bye");
      open_ = false;
    } else if (verb == "STARTTLS") {
      start_tls();
    } else if (verb == "VRFY") {
      say(252, "2.5.2 Send some mail and see");
    } else if (verb != "AUTH" && verb != "MAIL" && verb != "RCPT" && verb != "DATA") {
      say(500, "5.5.2 Unknown command");
    } else if (!greeted_) {
      say(503, "5.5.1 Say EHLO first");
    } else if (access_.require_tls && !connection_.is_tls()) {
      say(530, "5.7.0 Must issue a STARTTLS command first");  // source: RFC 3207 section 4
    } else if (verb == "AUTH") {
      authenticate(rest);
    } else if (!access_.password.empty() && !authenticated_) {
      say(530, "5.7.0 Authentication required");  // source: RFC 4954 section 6
    } else if (verb == "MAIL") {
      mail(rest);
    } else if (verb == "RCPT") {
      recipient(rest);
    } else {
      data();
    }
  }

  void greet(bool extended, std::string_view name) {
    if (name.empty()) {
      say(501, "5.5.4 A name is missing");
      return;
    }
    greeted_ = true;
    forget_mail();
    if (!extended) {
      say(250, "relay.sandbox.example");
      return;
    }
    std::string reply = "250-relay.sandbox.example\r\n250-PIPELINING\r\n250-SIZE " + std::to_string(kMailBytesMax) +
                        "\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n";
    if (!connection_.is_tls()) reply += "250-STARTTLS\r\n";
    if (!access_.password.empty() && (connection_.is_tls() || !access_.require_tls)) reply += "250-AUTH PLAIN LOGIN\r\n";
    if (!connection_.write(reply + "250 HELP\r\n")) open_ = false;
  }

  void start_tls() {
    if (connection_.is_tls()) {
      say(503, "5.5.1 TLS is on already");
      return;
    }
    if (!say(220, "2.0.0 Ready to start TLS")) return;
    greeted_ = false;  // source: RFC 3207 section 4.2: all knowledge from before is discarded
    authenticated_ = false;
    forget_mail();
    if (!connection_.start_tls(identity_)) open_ = false;
  }

  void authenticate(std::string_view rest) {
    if (authenticated_ || access_.password.empty()) {
      say(503, "5.5.1 Not now");
      return;
    }
    const auto space = rest.find(' ');
    const auto mechanism = upper(rest.substr(0, space));
    std::optional<std::string> initial;
    if (space != std::string_view::npos) initial = std::string(rest.substr(space + 1));
    std::string password;
    if (mechanism == "PLAIN") {
      const auto response = initial ? initial : ask("");
      const auto decoded = response ? from_base64(*response) : std::nullopt;
      // source: RFC 4616: authorisation id NUL user NUL password
      const auto last = decoded ? decoded->rfind('\0') : std::string::npos;
      if (last != std::string::npos) password = decoded->substr(last + 1);
    } else if (mechanism == "LOGIN") {
      if (!initial) (void)ask(base64("Username:"));
      const auto response = ask(base64("Password:"));
      const auto decoded = response ? from_base64(*response) : std::nullopt;
      if (decoded) password = *decoded;
    } else {
      say(504, "5.5.4 Mechanism not known");
      return;
    }
    authenticated_ = password == access_.password;
    if (authenticated_)
      say(235, "2.7.0 Welcome");
    else
      say(535, "5.7.8 Credentials invalid");
  }

  std::optional<std::string> ask(std::string_view challenge) {
    if (!say(334, challenge)) return std::nullopt;
    return read_line(kAuthLineBytesMax);
  }

  void mail(std::string_view rest) {
    if (in_mail_) {
      say(503, "5.5.1 A mail is begun already");
      return;
    }
    const auto path = upper(rest.substr(0, 5)) == "FROM:" ? read_path(rest.substr(5)) : std::nullopt;
    if (!path || (!path->address.empty() && path->address.find('@') == std::string::npos)) {
      say(501, "5.1.7 Bad sender address");
      return;
    }
    auto parameters = path->parameters;
    while (!parameters.empty()) {
      if (parameters.front() == ' ') {
        parameters.remove_prefix(1);
        continue;
      }
      const auto end = std::min(parameters.find(' '), parameters.size());
      const auto parameter = upper(parameters.substr(0, end));
      parameters.remove_prefix(end);
      if (parameter.starts_with("SIZE=")) {
        std::uint64_t size = 0;
        const auto* const stop = parameter.data() + parameter.size();
        const auto [rest_of, error] = std::from_chars(parameter.data() + 5, stop, size);
        if (error != std::errc{} || rest_of != stop) {
          say(501, "5.5.4 Bad SIZE");
          return;
        }
        if (size > kMailBytesMax) {
          say(552, "5.3.4 Message too big");  // source: RFC 1870 section 6.1
          return;
        }
      } else if (parameter != "BODY=8BITMIME" && parameter != "BODY=7BIT" && !parameter.starts_with("AUTH=")) {
        say(555, "5.5.4 Parameter not known");
        return;
      }
    }
    in_mail_ = true;
    sender_ = path->address;
    say(250, "2.1.0 Ok");
  }

  void recipient(std::string_view rest) {
    if (!in_mail_) {
      say(503, "5.5.1 MAIL first");
      return;
    }
    const auto path = upper(rest.substr(0, 3)) == "TO:" ? read_path(rest.substr(3)) : std::nullopt;
    if (!path || path->address.find('@') == std::string::npos) {
      say(501, "5.1.3 Bad recipient address");
      return;
    }
    if (!path->parameters.empty()) {
      say(555, "5.5.4 Parameter not known");
      return;
    }
    if (recipients_.size() >= kRecipientsMax) {
      say(452, "4.5.3 Too many recipients");
      return;
    }
    const auto reply = world_.on_recipient(sender_, path->address, clock_.utc_now());
    if (reply.accepted()) recipients_.push_back(path->address);
    say(reply.code, reply.text);
    if (reply.code == 421) open_ = false;  // source: RFC 5321 section 3.8
  }

  void data() {
    if (!in_mail_ || recipients_.empty()) {
      say(503, "5.5.1 No valid recipients");
      return;
    }
    RelayReply reply;
    {
      const Arriving arriving(gate_);
      if (!say(354, "End data with <CR><LF>.<CR><LF>") || !take_mail(reply)) return;
    }
    gate_.pass();
    if (reply.cut != RelayReply::Cut::none) {
      connection_.reset();
      open_ = false;
      return;
    }
    forget_mail();
    say(reply.code, reply.text == "2.1.5 Ok" ? "2.0.0 Ok: queued" : reply.text);
  }

  /// Reads the mail's text and hands it to the world. False: there is no mail, and what was wrong is said.
  bool take_mail(RelayReply& reply) {
    std::string text;
    std::string fault;
    int code = 550;
    auto& buffer = connection_.buffer();
    for (;;) {
      const auto end = buffer.find('\n');
      if (end == std::string::npos) {
        if (buffer.size() > kUnfinishedLineMax || !connection_.fill()) {
          open_ = false;  // half a mail is no mail
          return false;
        }
        continue;
      }
      const std::string_view line = std::string_view(buffer).substr(0, end + 1);
      const bool clean = line.ends_with("\r\n") && line.find('\r') == line.size() - 2;
      const bool last = clean && line == ".\r\n";
      if (!last) {
        // A lone LF before a dot is how mails are smuggled past a relay: such a mail is refused as a whole.
        if (!clean) fault = "5.6.11 Bare CR or LF in the message";
        if (line.size() > kTextLineBytesMax + (line.front() == '.' ? 1 : 0)) fault = "5.6.0 Line too long";
        text += line.substr(line.front() == '.' ? 1 : 0);  // source: RFC 5321 section 4.5.2
        if (text.size() > kMailBytesMax) {
          fault = "5.3.4 Message too big";
          code = 552;
          text.clear();
        }
      }
      buffer.erase(0, end + 1);
      if (last) break;
    }
    if (!fault.empty()) {
      forget_mail();
      say(code, fault);
      return false;
    }
    for (const auto& to : recipients_) {
      const auto own = world_.on_mail({sender_, to, text}, clock_.utc_now());
      if (own.cut != RelayReply::Cut::before_taking && own.accepted()) keeper_.keep(sender_, to, text);
      if (own.cut != RelayReply::Cut::none || !own.accepted()) reply = own;
    }
    return true;
  }

  void forget_mail() {
    in_mail_ = false;
    sender_.clear();
    recipients_.clear();
  }

  Connection& connection_;
  World& world_;
  const Clock& clock_;
  const MailAccess& access_;
  const TlsIdentity& identity_;
  MailKeeper& keeper_;
  RelayGate& gate_;
  bool open_ = true;
  bool greeted_ = false;
  bool authenticated_ = false;
  bool in_mail_ = false;
  std::string sender_;
  std::vector<std::string> recipients_;
};

}  // namespace

MailKeeper::MailKeeper(std::filesystem::path folder) : folder_(std::move(folder)) {
  if (!folder_.empty()) std::filesystem::create_directories(folder_);
}

void MailKeeper::keep(std::string_view envelope_from, std::string_view recipient, std::string_view raw) {
  if (folder_.empty()) return;
  std::size_t number = 0;
  {
    const std::scoped_lock lock(mutex_);
    number = ++count_;
  }
  // The first reference found in the header; a mail without one is kept under its number alone.
  const auto reference = find_reference(raw.substr(0, raw.find("\r\n\r\n")));
  std::array<char, 32> digits{};
  const int length = std::snprintf(digits.data(), digits.size(), "%06zu", number);
  std::ofstream out(
      folder_ / (std::string(digits.data(), static_cast<std::size_t>(length)) + (reference.empty() ? "" : "-") + reference + ".eml"),
      std::ios::binary | std::ios::trunc);
  out << "Return-Path: <" << envelope_from << ">\r\nX-Original-To: " << recipient << "\r\n" << raw;
}

void RelayGate::hold(bool held) {
  const std::scoped_lock lock(mutex_);
  held_ = held;
  changed_.notify_all();
}

std::size_t RelayGate::arriving() const {
  const std::scoped_lock lock(mutex_);
  return arriving_;
}

void RelayGate::arrives() {
  const std::scoped_lock lock(mutex_);
  ++arriving_;
}

void RelayGate::arrived() {
  const std::scoped_lock lock(mutex_);
  --arriving_;
}

void RelayGate::pass() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !held_; });
}

void serve_smtp(Connection& connection, World& world, const Clock& clock, const MailAccess& access, const TlsIdentity& identity,
                MailKeeper& keeper, RelayGate& gate) {
  Session(connection, world, clock, access, identity, keeper, gate).run();
}

}  // namespace redress::sandbox
