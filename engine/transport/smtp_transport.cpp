#include "engine/transport/smtp_transport.hpp"

#include "engine/core/mail_address.hpp"
#include "engine/transport/curl_handle.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace redress {
namespace {

constexpr std::size_t kLineCharactersMax = 998;
constexpr long kReplySeconds = 60;  // for each single reply of the relay

/// How far the dialogue about one mail came. Kept by watching the commands we send and the replies we get.
struct Dialogue {
  enum class Phase { connecting, sender, recipient, data, body, body_sent };
  Phase phase = Phase::connecting;
  int code = 0;             // last reply in this phase; 0 = none yet
  bool too_large = false;   // the last reply says so by its enhanced code
  bool login_sent = false;
  bool over = false;        // QUIT was sent; what comes now is about nothing
  std::string_view unsent;  // of the message

  static std::size_t read_message(char* target, std::size_t, std::size_t room, void* self_pointer) {
    auto& self = *static_cast<Dialogue*>(self_pointer);
    self.phase = Phase::body;
    self.code = 0;
    const auto size = std::min(room, self.unsent.size());
    std::memcpy(target, self.unsent.data(), size);
    self.unsent.remove_prefix(size);
    // From here on libcurl may have sent the final dot.
    if (self.unsent.empty()) self.phase = Phase::body_sent;
    return size;
  }

  static int watch(CURL*, curl_infotype type, char* bytes, std::size_t size, void* self_pointer) {
    auto& self = *static_cast<Dialogue*>(self_pointer);
    const std::string_view line(bytes, size);
    if (self.over) return 0;
    if (type == CURLINFO_HEADER_OUT) {
      if (line.substr(0, 5) == "AUTH ") self.login_sent = true;
      if (line.substr(0, 10) == "MAIL FROM:") self.enter(Phase::sender);
      if (line.substr(0, 8) == "RCPT TO:") self.enter(Phase::recipient);
      if (line.substr(0, 4) == "DATA") self.enter(Phase::data);
      if (line.substr(0, 4) == "QUIT") self.over = true;
    } else if (type == CURLINFO_HEADER_IN && size >= 3) {
      const auto digit = [&](std::size_t i) { return line[i] >= '0' && line[i] <= '9' ? line[i] - '0' : -1; };
      if (digit(0) >= 2 && digit(0) <= 5 && digit(1) >= 0 && digit(2) >= 0) {
        self.code = digit(0) * 100 + digit(1) * 10 + digit(2);
        const auto enhanced = line.substr(std::min<std::size_t>(4, size), 5);  // "552 5.3.4 …"
        self.too_large = enhanced == "5.3.4" || enhanced == "5.2.3";
      }
    }
    return 0;
  }
  void enter(Phase next) {
    phase = next;
    code = 0;
    too_large = false;
  }
};

MailVerdict about_relay(int code, std::string cause) { return {MailOutcome::relay_unreachable, code, std::move(cause)}; }

class SmtpTransport final : public MailTransport {
 public:
  explicit SmtpTransport(SmtpSettings settings) : settings_(std::move(settings)), handle_(make_curl_handle()) {
    check_mail_server(settings_.relay, "mail.relay");
    if (!is_host_name(settings_.ehlo_name)) throw std::invalid_argument("mail.relay: ehlo_name is no host name");
    const bool v6 = settings_.relay.host.find(':') != std::string::npos;
    url_ = std::string(settings_.relay.tls == MailTls::implicit ? "smtps://" : "smtp://") + (v6 ? "[" : "") + settings_.relay.host +
           (v6 ? "]" : "") + ":" + std::to_string(settings_.relay.port) + "/" + settings_.ehlo_name;
  }

  MailVerdict send(const OutgoingMail& mail) override {
    if (!is_mail_address(mail.envelope_from)) return {MailOutcome::refused, 0, "the envelope sender is no mail address"};
    if (!is_mail_address(mail.envelope_to)) return {MailOutcome::refused, 0, "the recipient's address is no mail address", true};
    const std::string_view message = mail.message.open(DeliveryReveal::grant());
    if (!is_clean_message(message)) return {MailOutcome::refused, 0, "the message is not plain CRLF text"};

    Dialogue dialogue;
    long connects = 0;
    auto code = perform(mail, message, dialogue, connects);
    // A kept connection the relay has closed meanwhile: nothing was said yet, so once more on a new one.
    const bool nothing_said = dialogue.code == 0 && dialogue.phase <= Dialogue::Phase::sender;
    if (code != CURLE_OK && connects == 0 && nothing_said) {
      dialogue = Dialogue{};
      code = perform(mail, message, dialogue, connects);
    }
    return verdict(code, dialogue);
  }

  MailVerdict probe() {
    Dialogue dialogue;
    CURL* handle = handle_.get();
    curl_easy_reset(handle);
    set_mail_server_options(handle, settings_.relay);
    set_dialogue(handle, dialogue);
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "NOOP");
    const auto code = curl_easy_perform(handle);
    return code == CURLE_OK ? MailVerdict{MailOutcome::accepted, dialogue.code, "the relay answers as configured"} : verdict(code, dialogue);
  }

 private:
  /// Where to, and who watches what is said.
  void set_dialogue(CURL* handle, Dialogue& dialogue) {
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, kReplySeconds);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, &Dialogue::watch);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &dialogue);
    // Replies reach the watcher above; without this libcurl prints them.
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, +[](char*, std::size_t size, std::size_t count, void*) { return size * count; });
  }

  CURLcode perform(const OutgoingMail& mail, std::string_view message, Dialogue& dialogue, long& connects) {
    CURL* handle = handle_.get();
    curl_easy_reset(handle);
    set_mail_server_options(handle, settings_.relay);
    dialogue.unsent = message;
    CurlList recipients;
    recipients.add("<" + mail.envelope_to + ">");
    const std::string sender = "<" + mail.envelope_from + ">";
    set_dialogue(handle, dialogue);
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, sender.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, &Dialogue::read_message);
    curl_easy_setopt(handle, CURLOPT_READDATA, &dialogue);
    const auto code = curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connects);
    return code;
  }

  [[nodiscard]] MailVerdict verdict(CURLcode code, const Dialogue& dialogue) const {
    using Phase = Dialogue::Phase;
    if (code == CURLE_OK) return {MailOutcome::accepted, dialogue.code, "accepted by the relay"};
    const int reply = dialogue.code;
    // Before a recipient is named, 552 can only be about the size that was announced; after it, a full mailbox says the same. [SRC-RFC-1870]
    const bool too_large = reply >= 500 && (dialogue.phase == Phase::sender ? reply == 552 || dialogue.too_large
                                                                            : dialogue.phase >= Phase::data && dialogue.too_large);
    if (too_large) return {MailOutcome::refused, reply, "the message is larger than the relay takes", false, true};
    const bool final = reply >= 500, later = reply >= 400 && reply < 500;
    const bool wants_login = reply == 530 || reply == 535 || reply == 538;
    switch (dialogue.phase) {
      case Phase::connecting:
        if (code == CURLE_LOGIN_DENIED) return about_relay(reply, "the relay refused our login");
        if (code == CURLE_USE_SSL_FAILED) return about_relay(reply, "the relay offers no STARTTLS");
        if (code == CURLE_PEER_FAILED_VERIFICATION) return about_relay(reply, "the relay's certificate is not trusted");
        if (code == CURLE_SSL_CONNECT_ERROR) return about_relay(reply, "no TLS connection with the relay");
        if (code == CURLE_OPERATION_TIMEDOUT) return about_relay(reply, "the relay did not answer in time");
        if (reply != 0) return about_relay(reply, "the relay did not greet us as expected");
        return about_relay(0, "no connection to the relay");
      case Phase::sender:
        return about_relay(reply, reply == 0 ? "the relay ended the connection" : "the relay refused our sender address");
      case Phase::recipient:
        if (wants_login || (final && !settings_.relay.user.empty() && !login_sent(dialogue)))
          return about_relay(reply, "the relay wants a login it did not offer");
        if (final) return {MailOutcome::refused, reply, "the recipient was refused", true};
        if (later) return {MailOutcome::again_later, reply, "the recipient cannot be reached at present"};
        return about_relay(reply, "the relay ended the connection");
      case Phase::data:
        if (final) return {MailOutcome::refused, reply, "the message was refused"};
        if (later) return {MailOutcome::again_later, reply, "the message cannot be taken at present"};
        return about_relay(reply, "the relay ended the connection");
      case Phase::body:
        // This message, not the relay: it took what came before. What has no end is not taken.
        if (final) return {MailOutcome::refused, reply, "the message was refused"};
        return {MailOutcome::again_later, reply, "the connection was cut inside the message"};
      case Phase::body_sent:
        if (final) return {MailOutcome::refused, reply, "the message was refused"};
        if (later) return {MailOutcome::again_later, reply, "the message cannot be taken at present"};
        return {MailOutcome::uncertain, 0, "the connection was cut before the relay's reply"};
    }
    return about_relay(reply, "the relay ended the connection");
  }

  /// Whether this connection is logged in; a kept one logged in with an earlier mail.
  [[nodiscard]] bool login_sent(const Dialogue& dialogue) const {
    long connects = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_NUM_CONNECTS, &connects);
    return dialogue.login_sent || connects == 0;
  }

  SmtpSettings settings_;
  CurlHandle handle_;
  std::string url_;
};

}  // namespace

bool is_clean_message(std::string_view message) noexcept {
  if (message.size() < 2 || message.substr(message.size() - 2) != "\r\n") return false;
  std::size_t line = 0;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const auto byte = static_cast<unsigned char>(message[i]);
    if (byte == 0 || byte >= 0x80) return false;
    if (byte == '\r') {
      if (i + 1 == message.size() || message[i + 1] != '\n' || line > kLineCharactersMax) return false;
      line = 0;
      ++i;
    } else if (byte == '\n') {
      return false;
    } else {
      ++line;
    }
  }
  return true;
}

MailVerdict probe_relay(SmtpSettings settings) {
  settings.relay.time_limit = kProbeTimeMax;
  return SmtpTransport(std::move(settings)).probe();
}

std::unique_ptr<MailTransport> make_smtp_transport(SmtpSettings settings) { return std::make_unique<SmtpTransport>(std::move(settings)); }

}  // namespace redress
