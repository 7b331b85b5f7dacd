#include "engine/app/intake_mailbox.hpp"

#include "engine/intake/item.hpp"

#include <exception>
#include <sstream>
#include <utility>

namespace redress::app {
namespace {

constexpr int kMailsPerLook = 4;  // up to 10 MB each, all held at once

class Stored final : public Inbox::Position {
 public:
  Stored(ReadQueries& reader, std::string mailbox) : reader_(reader), mailbox_(std::move(mailbox)) {}
  std::int64_t after(std::int64_t uid_validity) override { return reader_.inbox_position(mailbox_, uid_validity); }

 private:
  ReadQueries& reader_;
  std::string mailbox_;
};

std::string said_of(InboxError error) {
  switch (error) {
    case InboxError::unreachable: return "the server cannot be reached; check that it runs";
    case InboxError::refused: return "the server refuses the login or the mailbox; check user, password and mailbox";
    case InboxError::malformed: return "what the server answers is no IMAP; check host and port";
  }
  return {};
}

}  // namespace

IntakeMailbox::IntakeMailbox(Inbox& inbox, ReadQueries& reader, Door& door, IntakeMailRules rules, std::string desk, std::function<bool()> go_on)
    : inbox_(inbox), reader_(reader), door_(door), rules_(std::move(rules)), desk_(std::move(desk)), go_on_(std::move(go_on)) {}

Result<bool, std::string> IntakeMailbox::look() {
  Stored position(reader_, inbox_.name());
  const auto batch = inbox_.fetch(position, kMailsPerLook);
  if (!batch) return Failure{said_of(batch.error())};
  for (const auto& message : batch->messages)
    if (!take(message, batch->uid_validity)) return false;
  return !batch->messages.empty();
}

/// What the mail holds goes through the door, what is refused into `rest`. False: interrupted.
bool IntakeMailbox::take_reports(const std::string& bytes, const std::string& digest, const std::string& name, runtime::FileReports& rest) {
  const auto mail = read_intake_mail(bytes, rules_);
  const auto refuse = [&](const std::string& reason, std::string_view row) { rest.rejected.push_back(rejected_row(0, {"", reason}, row)); };
  if (!mail.refused.empty()) refuse(mail.refused, bytes);
  for (const auto& reason : mail.unread) refuse(reason, {});
  for (std::size_t i = 0; i < mail.texts.size(); ++i) {
    IntakeOrder order;
    order.reader.source = mail.source;
    order.reader.origin = mail.origin;
    order.desk = desk_;
    order.actor = "mailbox";
    order.unattended = true;
    order.delivery = digest + std::to_string(i);
    order.go_on = go_on_;
    const auto outcome = take_text(door_, name, mail.texts[i], std::move(order));
    if (outcome.interrupted) return false;
    if (!outcome.problem.empty()) refuse("part " + std::to_string(i + 1) + " of the mail cannot be read to its end: send X-ARF, SCART's CSV or JSON Lines", {});
  }
  return true;
}

/// False: not finished; the mail is offered again, and nothing of it is counted twice.
bool IntakeMailbox::take(const InboxMessage& message, std::int64_t uid_validity) {
  std::istringstream whole(message.bytes);
  const auto digest = stream_digest(whole);
  const auto name = "mail " + std::to_string(message.uid);
  runtime::FileReports rest;
  try {
    if (!take_reports(message.bytes, digest, name, rest)) return false;
  } catch (const std::exception&) {
    // Offered again, it would fail again, and keep everything behind it waiting. Where the engine itself fails, so does the filing below.
    rest.rejected = {rejected_row(0, {"", "the mail could not be read; it is still in the mailbox, and a person has to look at it"}, message.bytes)};
  }
  rest.desk = desk_;
  rest.actor = "mailbox";
  rest.unattended = true;
  rest.file = name;
  rest.file_digest = digest;
  rest.position = static_cast<std::int64_t>(rest.rejected.size());
  rest.complete = true;
  rest.mailbox = inbox_.name();
  rest.uid_validity = uid_validity;
  rest.uid = message.uid;
  return door_.file(std::move(rest)).has_value();
}

}  // namespace redress::app
