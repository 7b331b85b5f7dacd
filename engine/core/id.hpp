// Identities. Each kind is a type of its own, so that passing one for another does not compile.
// Numbers are given by the one writer, count up from 1 within their kind, and are never used again.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace redress {

template <class Kind>
struct Id {
  std::int64_t value = 0;  // 0 = none

  explicit operator bool() const noexcept { return value != 0; }
  friend auto operator<=>(const Id&, const Id&) = default;
};

using DeskId = Id<struct DeskKind>;
using ReportId = Id<struct ReportKind>;
using ItemId = Id<struct ItemKind>;
using LocationId = Id<struct LocationKind>;
using SiteId = Id<struct SiteKind>;
using AssessmentId = Id<struct AssessmentKind>;
using RequestId = Id<struct RequestKind>;
using SpellId = Id<struct SpellKind>;
using RecipientId = Id<struct RecipientKind>;
using ContactId = Id<struct ContactKind>;
using NoticeId = Id<struct NoticeKind_>;
using OutboxId = Id<struct OutboxKind>;
using AttemptId = Id<struct AttemptKind>;
using EventId = Id<struct EventKind_>;
using TimerId = Id<struct TimerKind>;
using TaskId = Id<struct TaskKind_>;
using AlertId = Id<struct AlertKind_>;
using PersonId = Id<struct PersonKind>;
using ApprovalId = Id<struct ApprovalKind>;
using DataKeyId = Id<struct DataKeyKind>;

}  // namespace redress

template <class Kind>
struct std::hash<redress::Id<Kind>> {
  std::size_t operator()(const redress::Id<Kind>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
