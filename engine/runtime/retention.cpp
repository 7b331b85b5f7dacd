// What is over by the rules is erased, exactly once and by itself: two people adopted the rule, so nobody is asked again. A legal hold
// keeps everything about an item, or of a case, from it and from people. [SRC-GDPR-5]
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

namespace redress::runtime {
namespace {

constexpr std::int64_t kRowsPerStep = 100;
constexpr Milliseconds kBetweenRounds{12 * 60 * 60'000};  // a round looks at everything whose shortest time is over, and is to be done within a day

std::optional<KeptKind> after(KeptKind kind) {
  switch (kind) {
    case KeptKind::locators: return KeptKind::reports;
    case KeptKind::reports: return KeptKind::partner_messages;
    case KeptKind::partner_messages: return KeptKind::notices;
    case KeptKind::notices: return KeptKind::quarantine;
    case KeptKind::quarantine: break;
  }
  return std::nullopt;
}

void erase_row(Batch& batch, KeptKind kind, std::int64_t row, const Why& why) {
  switch (kind) {
    case KeptKind::locators:
      erase_item(batch, *batch.tx.item(ItemId{row}), Erasure::by_rule, why);
      note_erased(batch, StreamKind::item, row, kind, row, why);
      break;
    case KeptKind::reports:
      erase_reporter(batch, ReportId{row});
      note_erased(batch, StreamKind::report, row, kind, row, why);
      break;
    case KeptKind::partner_messages: erase_partner_message(batch, row, why); break;
    case KeptKind::notices: erase_notice_message(batch, NoticeId{row}, why); break;
    case KeptKind::quarantine: {
      const auto desk = batch.tx.quarantine(row - 1, 1).front().desk;
      batch.tx.erase_quarantined(row);
      note_erased(batch, StreamKind::desk, desk.value, kind, row, why);
      break;
    }
  }
}

/// Looks at the next rows that may be over. Returns how many.
std::int64_t look_at_some(Batch& batch, KeptKind kind, KeptRow& last, std::int64_t limit) {
  const auto& rules = batch.policies().retention;
  const auto rows = batch.tx.kept(kind, batch.now - rules.shortest(kind, batch.now), last, limit);
  for (const auto& row : rows) {
    last = row;
    const auto standing = standing_of(batch.tx, kind, row);
    if (standing.held || standing.needed) continue;
    const auto keeping = rules.keeping(kind, standing.verdict, batch.now);
    if (over_at(standing, keeping.answer) <= batch.now) erase_row(batch, kind, row.id, keeping.why);
  }
  return static_cast<std::int64_t>(rows.size());
}

void note_hold(Batch& batch, StreamKind stream, std::int64_t stream_id, bool sets, const Act& act, JsonObject body = {}) {
  if (!act.reason.empty()) body.add("reason", act.reason);
  batch.note(stream, stream_id, sets ? "LegalHoldSet" : "LegalHoldReleased", act.by, body.text());
}

/// Sets or ends it. What was over meanwhile is erased in the next round, which begins at once.
std::optional<ActResult> change_hold(Batch& batch, std::optional<UtcTime>& since, bool sets, const Act& act) {
  if (sets && act.reason.empty()) return bad_words("a legal hold needs a reason (--reason)");
  if (sets && since) return refused("it is under legal hold already, since " + to_rfc3339(*since));
  if (!sets && !since) return refused("it is under no legal hold");
  since = sets ? std::optional(batch.now) : std::nullopt;
  if (!sets) batch.memory.retention.ended_at.reset();
  return std::nullopt;
}

}  // namespace

std::int64_t erase_what_is_over(Batch& batch) {
  auto& round = batch.memory.retention;
  if (!round.kind) {
    const bool rests = round.ended_at && *round.ended_at <= batch.now && batch.now - *round.ended_at < kBetweenRounds;
    if (rests) return 0;
    round.kind = KeptKind::locators;
    round.last = {};
    round.ended_at.reset();
  }
  std::int64_t seen = 0;
  while (round.kind && seen < kRowsPerStep) {
    const auto wanted = kRowsPerStep - seen;
    const auto rows = look_at_some(batch, *round.kind, round.last, wanted);
    seen += rows;
    if (rows == wanted) break;
    round.kind = after(*round.kind);
    round.last = {};
  }
  if (!round.kind) round.ended_at = batch.now;
  return seen;
}

ActResult hold_item_legally(Batch& batch, const Act& act) {
  auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number");
  const bool sets = act.kind == ActKind::legal_hold;
  if (sets && item->key.empty()) return refused("the item was erased already; nothing is left to be held");
  if (auto why_not = change_hold(batch, item->legal_hold_since, sets, act)) return *why_not;
  batch.tx.save(*item);
  note_hold(batch, StreamKind::item, item->id.value, sets, act);
  return done();
}

ActResult hold_case_legally(Batch& batch, const Act& act) {
  auto record = batch.tx.removal_case(CaseId{act.subject});
  if (!record) return problem("there is no case of that number; `redress case list` shows them");
  const bool sets = act.kind == ActKind::case_legal_hold;
  if (sets && record->erased_at) return refused("the case was erased already; nothing is left to be held");
  if (auto why_not = change_hold(batch, record->legal_hold_since, sets, act)) return *why_not;
  batch.tx.save(*record);
  note_hold(batch, StreamKind::person, record->depicted.value, sets, act, JsonObject().add("case", record->id.value));
  return done();
}

}  // namespace redress::runtime
