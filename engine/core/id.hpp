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

// Tags, never defined.
namespace kinds {
struct Desk;
struct Report;
struct Item;
struct Location;
struct Site;
struct Assessment;
struct Request;
struct Spell;
struct Recipient;
struct Contact;
struct Notice;
struct Outbox;
struct Attempt;
struct Event;
struct Timer;
struct Task;
struct Alert;
struct Person;
struct Case;
struct Approval;
struct DataKey;
}  // namespace kinds

using DeskId = Id<kinds::Desk>;
using ReportId = Id<kinds::Report>;
using ItemId = Id<kinds::Item>;
using LocationId = Id<kinds::Location>;
using SiteId = Id<kinds::Site>;
using AssessmentId = Id<kinds::Assessment>;
using RequestId = Id<kinds::Request>;
using SpellId = Id<kinds::Spell>;
using RecipientId = Id<kinds::Recipient>;
using ContactId = Id<kinds::Contact>;
using NoticeId = Id<kinds::Notice>;
using OutboxId = Id<kinds::Outbox>;
using AttemptId = Id<kinds::Attempt>;
using EventId = Id<kinds::Event>;
using TimerId = Id<kinds::Timer>;
using TaskId = Id<kinds::Task>;
using AlertId = Id<kinds::Alert>;
using PersonId = Id<kinds::Person>;
using CaseId = Id<kinds::Case>;
using ApprovalId = Id<kinds::Approval>;
using DataKeyId = Id<kinds::DataKey>;

}  // namespace redress

template <class Kind>
struct std::hash<redress::Id<Kind>> {
  std::size_t operator()(const redress::Id<Kind>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
