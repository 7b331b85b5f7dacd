#include "engine/store/chain.hpp"

#include "engine/store/statement.hpp"

#include <array>
#include <limits>

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

void compare_with_checkpoint(Connection& connection, const ChainHasher& hasher, std::vector<ChainFault>& faults) {
  Statement newest_checkpoint(connection, "newest_checkpoint");
  CheckpointRecord checkpoint;
  {
    auto rows = newest_checkpoint.read();
    if (!rows.next()) return;
    rows.row(checkpoint);
  }
  const auto now = summarise_heads(connection, hasher, checkpoint.newest_event);
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
  if (!full()) compare_with_checkpoint(connection, hasher, faults);
  return faults;
}

HeadsSummary summarise_heads(Connection& connection, const ChainHasher& hasher, EventId up_to) {
  HeadsSummary summary;
  {
    Statement newest_event_number(connection, "newest_event_number");
    auto newest = newest_event_number.read();
    if (newest.next()) summary.newest_event = EventId{newest.number(0)};
  }
  if (up_to) summary.newest_event = std::min(up_to, summary.newest_event);
  Statement heads(connection, "heads");
  Statement hash_of_event(connection, "hash_of_event");
  std::string bytes;
  auto rows = heads.read(summary.newest_event.value);
  while (rows.next()) {
    StreamKind stream{};
    ChainHash hash{};
    rows.value(0, stream);
    auto head = hash_of_event.read(rows.number(3));
    if (head.next()) head.value(0, hash);
    bytes.clear();
    put(bytes, name_of(stream));
    put(bytes, rows.number(1));
    put(bytes, rows.number(2));
    bytes.append(hash.begin(), hash.end());
    summary.digest = hasher.next(summary.digest, bytes);
    ++summary.stream_count;
  }
  return summary;
}

}  // namespace redress::store
