#include "connectors/abuse_mail/abuse_mail.hpp"

#include <utility>

#include "connectors/abuse_mail/answer_mail.hpp"
#include "connectors/abuse_mail/notice_mail.hpp"
#include "engine/core/mail_address.hpp"
#include "engine/core/reference.hpp"

namespace redress {
namespace {

// Where policy says nothing else; the wait itself is policy's.
constexpr Milliseconds kPolicyDecides{0};

class AbuseMailSubmit final : public Submit {
 public:
  AbuseMailSubmit(const Manifest& manifest, DeskIdentity desk) : manifest_(manifest), desk_(std::move(desk)) {}

  bool takes_address(std::string_view address) const override { return is_mail_address(address); }

  Result<MessageText, std::string> compose(const NoticeForSending& notice, const DeskIdentity& desk) const override {
    if (notice.items.size() > static_cast<std::size_t>(manifest_.requests_max))
      return Failure{std::string("the notice has too many requests")};
    if (notice.anonymous) return Failure{std::string("a mail cannot leave without our name and address")};
    auto mail = write_notice_mail(notice, desk);
    if (!mail) return Failure{mail.error()};
    return MessageText(std::move(*mail));
  }

  Step next_step(const NoticeForSending& notice, const MessageText& message, std::string& cursor, const LastReply* last) const override {
    if (last == nullptr) return hand_over(notice, message, cursor);
    const auto* verdict = std::get_if<MailVerdict>(last);
    if (verdict == nullptr) return NeedsPerson{"the reply to a mail came from something that sends no mail"};
    switch (verdict->outcome) {
      case MailOutcome::accepted: return Receipt{};  // a relay gives no number of its own
      case MailOutcome::refused: return Refusal{verdict->cause};
      case MailOutcome::again_later: return AgainAfter{kPolicyDecides, verdict->cause};
      case MailOutcome::relay_unreachable: return AgainAfter{kPolicyDecides, verdict->cause};
      case MailOutcome::uncertain: return AgainAfter{kPolicyDecides, verdict->cause};
    }
    return NeedsPerson{"the relay gave a verdict without a name"};
  }

 private:
  /// The sealed message as it is; only what says that it may be a repeat is put in.
  [[nodiscard]] Step hand_over(const NoticeForSending& notice, const MessageText& message, std::string& cursor) const {
    cursor = "handed_over";
    const auto& mailbox = desk_.envelope_mailbox.empty() ? desk_.reply_mailbox : desk_.envelope_mailbox;
    // The token in the envelope sender, too: bounces say for which notice they are even when they quote nothing.
    OutgoingMail mail{reply_address(mailbox, notice.reply_token, desk_.mail_domain), notice.address, message};
    if (!notice.sent_twice_words.empty())
      mail.message = MessageText(as_possible_duplicate(message.open(DeliveryReveal::grant()), notice.sent_twice_words));
    return SendMail{std::move(mail)};
  }

  const Manifest& manifest_;
  DeskIdentity desk_;
};

class AbuseMailConnector final : public Connector {
 public:
  explicit AbuseMailConnector(const DeskIdentity& desk) : submit_(manifest_, desk), answers_(desk) {}
  AbuseMailConnector(const AbuseMailConnector&) = delete;
  AbuseMailConnector& operator=(const AbuseMailConnector&) = delete;

  const Manifest& manifest() const override { return manifest_; }
  const Submit* submit() const override { return &submit_; }
  const ReadMail* read_mail() const override { return &answers_; }

 private:
  Manifest manifest_{
      .id = "abuse_mail",
      .protocol = "mail to an abuse desk, with X-ARF v4 documents and a list",
      .source = "[SRC-RFC-5322] [SRC-XARF-4]",
      .ceiling = Tlp::amber,
      .repeat_is_safe = false,
      .requests_max = 250,
      .bytes_max = 2'000'000,
      .per_minute_max = 60,
  };
  AbuseMailSubmit submit_;
  AbuseMailAnswers answers_;
};

}  // namespace

std::unique_ptr<Connector> make_abuse_mail_connector(DeskIdentity desk) { return std::make_unique<AbuseMailConnector>(std::move(desk)); }

}  // namespace redress
