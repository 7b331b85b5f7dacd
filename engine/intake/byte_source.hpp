// Bytes of a stream with a little sight ahead and a count of what has been taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

namespace redress {

class ByteSource {
 public:
  static constexpr int kEnd = -1;

  explicit ByteSource(std::istream& in) : in_(in) {}

  /// The next byte without taking it, or kEnd.
  [[nodiscard]] int peek() {
    if (at_ == buffer_.size()) fill(1);
    return at_ == buffer_.size() ? kEnd : static_cast<unsigned char>(buffer_[at_]);
  }
  int take() {
    const int byte = peek();
    if (byte != kEnd) ++at_;
    return byte;
  }
  /// Up to `bytes` of what comes next; fewer only at the end. Valid until the next call.
  [[nodiscard]] std::string_view ahead(std::size_t bytes) {
    if (buffer_.size() - at_ < bytes) fill(bytes);
    return std::string_view{buffer_}.substr(at_, bytes);
  }
  /// Takes `bytes`; false when the input ends before.
  bool skip(std::uint64_t bytes);
  [[nodiscard]] std::uint64_t offset() const { return dropped_ + at_; }
  /// The stream reported an error (not merely its end).
  [[nodiscard]] bool failed() const { return in_.bad(); }

 private:
  static constexpr std::size_t kChunkBytes = 64 * 1024;

  void fill(std::size_t wanted);

  std::istream& in_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t dropped_ = 0;  // bytes before buffer_
};

}  // namespace redress
