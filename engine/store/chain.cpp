#include "engine/store/chain.hpp"

#include "engine/store/statement.hpp"

#include <array>
#include <limits>
#include <set>
#include <utility>

namespace redress::store {
namespace {

/// Big-endian, `Bytes` long.
template <std::size_t Bytes>
void put_big_endian(std::string& out, std::uint64_t number) {
  std::array<char, Bytes> bytes;
  for (std::size_t i = 0; i < Bytes; ++i) bytes[i] = static_cast<char>(number >> (8 * (Bytes - 1 - i)));
  out.append(bytes.data(), Bytes);
}
void put(std::string& out, std::string_view text) {
  put_big_endian<4>(out, text.size());
  out.append(text);
}
void put(std::string& out, std::int64_t number) {
  put_big_endian<4>(out, 8);
  put_big_endian<8>(out, static_cast<std::uint64_t>(number));
}

/// Follows the events of one stream after the other and notes where a link does not hold. After a fault it goes on from the stored
/// hash, so that one edit is one fault.
class ChainWalk {
 public:
  ChainWalk(const ChainHasher& hasher, std::vector<ChainFault>& faults) : hasher_(hasher), faults_(faults) {}

  void visit(const EventRecord& event) {
    if (event.stream != stream_ || event.stream_id != stream_id_) {
      stream_ = event.stream;
      stream_id_ = event.stream_id;
      sequence_ = 0;
      head_ = {};
    }
    canonical_event(event, event.id, event.sequence, bytes_);
    if (event.sequence != sequence_ + 1)
      faults_.push_back({event.stream, event.stream_id, sequence_ + 1, "missing: the stream goes on with link " + std::to_string(event.sequence)});
    else if (hasher_.next(head_, bytes_) != event.hash)
      faults_.push_back({event.stream, event.stream_id, event.sequence, "event " + std::to_string(event.id.value) + " or its place is not what was chained"});
    sequence_ = event.sequence;
    head_ = event.hash;
  }

 private:
  const ChainHasher& hasher_;
  std::vector<ChainFault>& faults_;
  StreamKind stream_ = StreamKind::request;
  std::int64_t stream_id_ = std::numeric_limits<std::int64_t>::min();
  std::int64_t sequence_ = 0;
  ChainHash head_{};
  std::string bytes_;
};

/// Numbers are given without gaps, so a stream that lost its tail, or all of itself, leaves a hole in them.
void find_missing_numbers(Connection& connection, std::vector<ChainFault>& faults, std::int64_t limit) {
  {
    Statement event_numbers(connection, "event_numbers");
    auto numbers = event_numbers.read();
    if (numbers.next() && numbers.number(0) == numbers.number(1)) return;
  }
  Statement number_gaps(connection, "number_gaps");
  auto gaps = number_gaps.read(limit);
  while (gaps.next()) {
    const auto first = gaps.number(0);
    const auto last = gaps.number(1) - 1;
    const auto which = first == last ? "event " + std::to_string(first) + " is" : "events " + std::to_string(first) + " to " + std::to_string(last) + " are";
    faults.push_back({StreamKind::request, 0, 0, which + " missing: a stream lost its end, or all of itself"});
  }
}

EventId newest_event(Connection& connection, EventId up_to) {
  Statement newest_event_number(connection, "newest_event_number");
  auto newest = newest_event_number.read();
  const EventId last{newest.next() ? newest.number(0) : 0};
  return up_to ? std::min(up_to, last) : last;
}

/// A stream that is gone, the newest ones above all, leaves no hole in the numbers: what it told of is still there.
void find_rows_without_events(Connection& connection, std::vector<ChainFault>& faults, std::int64_t limit) {
  // Read to the end of this function, so that all of it is of one moment, also while an engine writes.
  Statement newest_event_named(connection, "newest_event_named");
  auto named = newest_event_named.read();
  const bool any_named = named.next();
  const auto newest = newest_event(connection, EventId{});
  if (!newest) {
    Statement anything_filed(connection, "anything_filed");
    auto filed = anything_filed.read();
    if (filed.next() && filed.number(0) != 0)
      faults.push_back({StreamKind::request, 0, 0, "there is no event at all, and yet reports, items or requests"});
  }
  if (any_named && named.number(0) > newest.value)
    faults.push_back({StreamKind::request, 0, 0,
                      "a timer was armed by event " + std::to_string(named.number(0)) + ", and the record ends with event " +
                          std::to_string(newest.value)});
  Statement requests_without_events(connection, "requests_without_events");
  auto requests = requests_without_events.read(limit);
  while (requests.next())
    faults.push_back({StreamKind::request, requests.number(0), 0,
                      "request " + std::to_string(requests.number(0)) + " is there, and none of its events"});
}

struct Head {
  StreamName stream;
  std::int64_t sequence = 0;
  ChainHash hash{};
};

/// Every head in order of stream, with the bytes a checkpoint covers.
template <class Visit>
void for_each_head(Connection& connection, EventId up_to, Visit&& visit) {
  Statement heads(connection, "heads");
  Statement hash_of_event(connection, "hash_of_event");
  std::string bytes;
  Head head;
  auto rows = heads.read(up_to.value);
  while (rows.next()) {
    rows.value(0, head.stream.kind);
    head.stream.id = rows.number(1);
    head.sequence = rows.number(2);
    auto stored = hash_of_event.read(rows.number(3));
    if (stored.next()) stored.value(0, head.hash);
    bytes.clear();
    put(bytes, name_of(head.stream.kind));
    put(bytes, head.stream.id);
    put(bytes, head.sequence);
    bytes.append(head.hash.begin(), head.hash.end());
    visit(head, bytes);
  }
}

/// The tree over leaves that come one after the other: of what is finished only the roots are kept, so however many there are, memory holds
/// one node for each level. A leaf that is to be proven collects its neighbours on the way up.
class HeadTree {
 public:
  explicit HeadTree(const ChainHasher& hasher) : hasher_(hasher) {}

  /// `proof`: of that leaf; must live until `root`. None: it is not asked about.
  void add(const ChainHash& leaf, HeadProof* proof) {
    roots_.push_back({0, leaf, {}});
    if (proof != nullptr) roots_.back().proofs.push_back(proof);
    while (roots_.size() > 1 && roots_[roots_.size() - 2].height == roots_.back().height) join_newest();
  }
  /// 32 zero bytes without any leaf. The last of a level that has no neighbour goes up as it is. Nothing may be added afterwards.
  [[nodiscard]] ChainHash root() {
    while (roots_.size() > 1) join_newest();
    return roots_.empty() ? ChainHash{} : roots_.front().hash;
  }

 private:
  struct Root {
    int height = 0;
    ChainHash hash{};
    std::vector<HeadProof*> proofs;  // of leaves under it
  };
  void join_newest() {
    const auto right = std::move(roots_.back());
    roots_.pop_back();
    auto& left = roots_.back();
    for (auto* proof : left.proofs) proof->path.push_back(right.hash);
    for (auto* proof : right.proofs) proof->path.push_back(left.hash);
    left.proofs.insert(left.proofs.end(), right.proofs.begin(), right.proofs.end());
    left.hash = hasher_.next(left.hash, {reinterpret_cast<const char*>(right.hash.data()), right.hash.size()});
    ++left.height;
  }

  const ChainHasher& hasher_;
  std::vector<Root> roots_;  // of finished trees, the largest first
};

/// As checkpoints were made before there was a tree: each head's bytes hashed onto those before.
HeadsSummary chain_of_heads(Connection& connection, const ChainHasher& hasher, EventId up_to) {
  HeadsSummary summary;
  summary.newest_event = newest_event(connection, up_to);
  for_each_head(connection, summary.newest_event, [&](const Head&, const std::string& bytes) {
    ++summary.stream_count;
    summary.digest = hasher.next(summary.digest, bytes);
  });
  return summary;
}

/// A checkpoint that is gone shows by its number, unless it was the newest; those kept outside show that.
void find_missing_checkpoints(Connection& connection, std::vector<ChainFault>& faults) {
  Statement checkpoint_numbers(connection, "checkpoint_numbers");
  auto numbers = checkpoint_numbers.read();
  if (numbers.next() && numbers.number(0) != numbers.number(1))
    faults.push_back(
        {StreamKind::desk, 0, 0,
         std::to_string(numbers.number(1) - numbers.number(0)) + " checkpoints are missing of " + std::to_string(numbers.number(1))});
}

void compare_with_checkpoint(Connection& connection, const ChainHasher& hasher, std::vector<ChainFault>& faults) {
  {
    Statement furthest_checkpoint(connection, "furthest_checkpoint");
    auto furthest = furthest_checkpoint.read();
    const auto last = newest_event(connection, EventId{});
    if (furthest.next() && furthest.number(0) > last.value) {
      faults.push_back({StreamKind::request, 0, 0,
                        "a checkpoint covers events up to " + std::to_string(furthest.number(0)) + ", and the record ends with event " +
                            std::to_string(last.value)});
      return;  // the heads differ then, too
    }
  }
  Statement newest_checkpoint(connection, "newest_checkpoint");
  CheckpointRecord checkpoint;
  {
    auto rows = newest_checkpoint.read();
    if (!rows.next()) return;
    rows.row(checkpoint);
  }
  const auto now = checkpoint.form == 1 ? chain_of_heads(connection, hasher, checkpoint.newest_event)
                                        : summarise_heads(connection, hasher, checkpoint.newest_event);
  if (now.digest != checkpoint.heads_digest || now.stream_count != checkpoint.stream_count)
    faults.push_back({StreamKind::request, 0, 0,
                      "the streams up to event " + std::to_string(checkpoint.newest_event.value) + " are not those of checkpoint " +
                          std::to_string(checkpoint.id) + " (" + std::to_string(now.stream_count) + " streams, signed were " +
                          std::to_string(checkpoint.stream_count) + ")"});
}

}  // namespace

void canonical_event(const EventRecord& event, EventId id, std::int64_t sequence, std::string& out) {
  out.clear();
  put(out, id.value);
  put(out, name_of(event.stream));
  put(out, event.stream_id);
  put(out, sequence);
  put(out, event.kind);
  put(out, to_ms(event.at));
  put(out, name_of(event.by.kind));
  put(out, event.by.name);
  put(out, event.body);
  put(out, event.sealed.bytes());
}

std::vector<ChainFault> find_chain_faults(Connection& connection, const ChainHasher& hasher, std::int64_t limit) {
  std::vector<ChainFault> faults;
  const auto full = [&] { return faults.size() >= static_cast<std::size_t>(limit); };
  {
    Statement every_event(connection, "every_event");
    ChainWalk walk(hasher, faults);
    EventRecord event;
    auto rows = every_event.read();
    while (!full() && rows.next()) {
      rows.row(event);
      walk.visit(event);
    }
  }
  if (!full()) find_missing_numbers(connection, faults, limit - static_cast<std::int64_t>(faults.size()));
  if (!full()) find_rows_without_events(connection, faults, limit - static_cast<std::int64_t>(faults.size()));
  if (!full()) find_missing_checkpoints(connection, faults);
  if (!full()) compare_with_checkpoint(connection, hasher, faults);
  if (full()) faults.resize(static_cast<std::size_t>(limit));
  return faults;
}

HeadsSummary summarise_heads(Connection& connection, const ChainHasher& hasher, EventId up_to) {
  HeadsSummary summary;
  summary.newest_event = newest_event(connection, up_to);
  HeadTree tree(hasher);
  for_each_head(connection, summary.newest_event, [&](const Head&, const std::string& bytes) {
    ++summary.stream_count;
    tree.add(hasher.next({}, bytes), nullptr);
  });
  summary.digest = tree.root();
  return summary;
}

std::vector<HeadProof> find_head_proofs(Connection& connection, const ChainHasher& hasher, EventId up_to,
                                        std::span<const StreamName> streams) {
  std::set<std::pair<StreamKind, std::int64_t>> wanted;
  for (const auto& stream : streams) wanted.emplace(stream.kind, stream.id);
  std::vector<HeadProof> proofs;
  proofs.reserve(wanted.size());  // none moves while the tree holds on to it
  HeadTree tree(hasher);
  std::int64_t position = 0;
  for_each_head(connection, newest_event(connection, up_to), [&](const Head& head, const std::string& bytes) {
    HeadProof* proof = nullptr;
    if (wanted.contains({head.stream.kind, head.stream.id}))
      proof = &proofs.emplace_back(head.stream, head.sequence, head.hash, position, std::vector<ChainHash>{});
    tree.add(hasher.next({}, bytes), proof);
    ++position;
  });
  (void)tree.root();
  return proofs;
}

}  // namespace redress::store
