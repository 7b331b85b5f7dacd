// What is kept for a time, and how what is kept stands towards its end. How long is a rule's (`RetentionPolicy`); that its time may have
// come is asked here, for the sweep that erases and for the report that counts. Pure but for reading.
#pragma once

#include "engine/core/names.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <cstdint>
#include <optional>

namespace redress {

class ReadQueries;
struct ItemRecord;

/// What rules keep for a time, each row under a key of its own. What is kept of a case's persons is none of them: a person erases it.
enum class KeptKind {
  locators,          // an item's address and access recipe, and the host of its place
  reports,           // who reported, as it came
  partner_messages,  // answers and mails of recipients and partners
  notices,           // messages as they were sent
  quarantine         // rows that could not be read
};
template <>
struct EnumNames<KeptKind> {
  static constexpr auto names = name_list("locators", "reports", "partner_messages", "notices", "quarantine");
};

/// The moment a time is counted from.
enum class KeptFrom {
  received,  // it came in
  sent,      // it was sealed to be sent
  closed     // the last request of what it is about was closed, or it came, or was reported again, after that
};
template <>
struct EnumNames<KeptFrom> {
  static constexpr auto names = name_list("received", "sent", "closed");
};

struct Keeping {
  Milliseconds keep_for{0};
  KeptFrom from = KeptFrom::closed;
  friend bool operator==(const Keeping&, const Keeping&) = default;
};

/// A row whose key is there. `since`: when it came, was sealed, or, of an item, was first reported.
struct KeptRow {
  std::int64_t id = 0;
  UtcTime since{};
  friend bool operator==(const KeptRow&, const KeptRow&) = default;
};

struct KeptStanding {
  bool held = false;                 // a legal hold is on something it is about
  bool needed = false;               // something it is about is open, watched, or has a message on its way; or nobody has read it yet
  UtcTime since{};                   // as of the row; of an item, when it was last reported
  std::optional<UtcTime> closed_at;  // the last request of what it is about; none: it is about nothing that closes
  std::optional<Verdict> verdict;    // of an item
};
/// `row` is one of that kind, and its key is there.
[[nodiscard]] KeptStanding standing_of(ReadQueries& store, KeptKind kind, const KeptRow& row);
/// When its time is over, unless something keeps it; never before what it is about was closed.
[[nodiscard]] UtcTime over_at(const KeptStanding& standing, const Keeping& keeping);
/// Whether a legal hold is on the item, or on a case one of its requests belongs to.
[[nodiscard]] bool is_held(ReadQueries& store, const ItemRecord& item);

}  // namespace redress
