// What leaves the house only with care: approvals by a second person, and sealed dossiers.
#include "engine/app/commands.hpp"
#include "engine/app/dossier.hpp"
#include "engine/app/wiring.hpp"
#include "engine/core/json_text.hpp"
#include "engine/seal/cms.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

namespace redress::app {
namespace {

std::string approval_json(const ApprovalRecord& approval) {
  JsonObject out;
  out.add("approval", approval.id.value).add("state", name_of(approval.state)).add("act", approval.act).add("subject", approval.subject);
  out.add("slug", approval.slug).add("argument", approval.argument).add("reason", approval.reason);
  out.add("asked_by", approval.asked_by.name)
      .add("asked_at", to_rfc3339(approval.asked_at))
      .add("expires_at", to_rfc3339(approval.expires_at));
  out.add("decided_by", approval.decided_by.name);
  if (approval.decided_at) out.add("decided_at", to_rfc3339(*approval.decided_at));
  if (approval.carried_out_at) out.add("carried_out_at", to_rfc3339(*approval.carried_out_at));
  return out.add("task", approval.task.value).add("why", approval.why).text();
}

void print_approval(const ApprovalRecord& approval) {
  std::cout << "approval " << approval.id.value << "  " << name_of(approval.state) << (approval.carried_out_at ? ", done" : "") << "  "
            << approval.act;
  if (approval.subject != 0) std::cout << ' ' << approval.subject;
  for (const auto* word : {&approval.slug, &approval.argument})
    if (!word->empty()) std::cout << ' ' << one_line(*word);
  std::cout << "  asked by " << one_line(approval.asked_by.name) << " at " << to_rfc3339(approval.asked_at) << ", until "
            << to_rfc3339(approval.expires_at);
  if (!approval.decided_by.name.empty())
    std::cout << "  " << (approval.state == ApprovalState::refused ? "refused" : "approved") << " by "
              << one_line(approval.decided_by.name);
  if (!approval.reason.empty()) std::cout << "  because: " << one_line(approval.reason);
  std::cout << '\n';
}

/// A new file of ours, private; gone again unless it is kept.
class NewFile {
 public:
  explicit NewFile(const std::string& path) : path_(path), number_(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (number_ < 0) return;
    ::close(number_);
    if (!kept_) ::unlink(path_.c_str());
  }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  /// Whole and on disk, or false.
  [[nodiscard]] bool keep(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto put = ::write(number_, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    kept_ = ::fsync(number_) == 0;
    return kept_;
  }

 private:
  std::string path_;
  int number_;
  bool kept_ = false;
};

struct Seals {
  SigningIdentity ours;
  Certificate theirs;
};

/// Checked before anything is asked for or recorded.
Result<Seals, std::string> seals_for(const DossierConfig& config, const std::string& slug, UtcTime now) {
  if (config.certificate.empty())
    return Failure{std::string("no certificate is configured to sign dossiers with; add `dossiers:` to the configuration")};
  auto ours = SigningIdentity::load(config.certificate, dossier_key_from(config));
  if (!ours) return Failure{ours.error().message};
  auto theirs = Certificate::load(config.recipients + "/" + slug + ".pem");
  if (!theirs) return Failure{theirs.error().message};
  if (const auto why_not = ours->certificate().why_not_sign(now)) return Failure{why_not->message};
  if (const auto why_not = theirs->why_not_encrypt(now)) return Failure{why_not->message};
  return Seals{std::move(*ours), std::move(*theirs)};
}

}  // namespace

int approval_list(Session& session, bool all, std::int64_t limit) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  for (const auto& approval : reader->approvals(!all, limit)) {
    if (session.options().json)
      std::cout << approval_json(approval) << '\n';
    else
      print_approval(approval);
  }
  return kDone;
}

int approval_show(Session& session, std::int64_t id) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  const auto approval = reader->approval(ApprovalId{id});
  if (!approval) {
    complain("there is no approval " + std::to_string(id) + "; `redress approval list` shows them");
    return kFailed;
  }
  if (session.options().json)
    std::cout << approval_json(*approval) << '\n';
  else
    print_approval(*approval);
  return kDone;
}

int dossier_make(Session& session, const DossierWish& wish) {
  auto* parts = session.wiring();
  if (!parts) return kFailed;
  auto* reader = session.reader();
  const auto recipient_id = reader->find_recipient(wish.to);
  if (!recipient_id) {
    complain("there is no such recipient; `redress recipient list` shows them");
    return kFailed;
  }
  const auto seals = seals_for(parts->config().dossiers, wish.to, session.clock().utc_now());
  if (!seals) {
    complain(seals.error());
    return kFailed;
  }
  NewFile file(wish.file);
  if (!file.open()) {
    complain(wish.file + ": cannot be made: " + std::strerror(errno) + "; name a new file in a folder you may write to");
    return kFailed;
  }
  auto* door = session.door();
  if (!door) return session.code();
  runtime::Act act;
  act.kind = runtime::ActKind::dossier;
  act.by = session.actor();
  act.subject = wish.item;
  act.slug = wish.to;
  act.argument = seals->theirs.fingerprint();
  act.reason = wish.reason;
  act.break_glass = wish.break_glass;
  const auto result = door->act(act);
  if (!result.done) return session.print_outcome(result, {});
  const auto answer = nlohmann::json::parse(result.answer);
  DossierHead head;
  head.item = ItemId{wish.item};
  head.up_to = EventId{answer.at("up_to").get<std::int64_t>()};
  head.locator = answer.at("locator").get<std::string>();
  head.made_at = session.clock().utc_now();
  head.made_by = act.by;
  head.reason = wish.reason;
  head.organisation = parts->config().identity.organisation;
  head.desk = parts->config().desk;
  head.recipient = *reader->recipient(*recipient_id);
  head.certificate = act.argument;
  head.checkpoint = parts->signed_heads(head.up_to);
  const auto dossier = dossier_of(head, *reader, parts->store());
  const auto is_signed = cms_sign(seals->ours, dossier.document, Content::inside);
  const auto sealed = is_signed ? cms_encrypt(seals->theirs, *is_signed) : is_signed;
  if (!sealed || !file.keep(*sealed)) {
    complain(sealed ? wish.file + ": cannot be written: " + std::strerror(errno) + "; it is on record as made, so make another"
                    : sealed.error().message);
    return kFailed;
  }
  if (session.options().json)
    std::cout << JsonObject()
                     .add("done", true)
                     .add("file", wish.file)
                     .add("events", dossier.events)
                     .add("bytes", static_cast<std::uint64_t>(sealed->size()))
                     .text()
              << '\n';
  else
    std::cout << "sealed for " << for_terminal(head.recipient.name) << " in " << for_terminal(wish.file) << ": " << dossier.events
              << " events, signed as " << for_terminal(seals->ours.certificate().subject()) << '\n';
  return kDone;
}

}  // namespace redress::app
