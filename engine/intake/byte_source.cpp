#include "engine/intake/byte_source.hpp"

#include <algorithm>

namespace redress {

void ByteSource::fill(std::size_t wanted) {
  dropped_ += at_;
  buffer_.erase(0, at_);
  at_ = 0;
  while (buffer_.size() < wanted && in_.good()) {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kChunkBytes);
    in_.read(buffer_.data() + before, static_cast<std::streamsize>(kChunkBytes));
    buffer_.resize(before + static_cast<std::size_t>(in_.gcount()));
  }
}

bool ByteSource::skip(std::uint64_t bytes) {
  while (bytes > 0) {
    if (peek() == kEnd) return false;
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, buffer_.size() - at_));
    at_ += step;
    bytes -= step;
  }
  return true;
}

}  // namespace redress
