// Heads of requests to our own sockets: found the same however they arrive, and read within their caps. The first byte says where the bytes are cut.
#include "engine/api/request_head.hpp"
#include "engine/core/assert.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress::api;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto whole = scan_head(bytes, 0);
  const auto first = scan_head(bytes.substr(0, std::min<std::size_t>(data[0], bytes.size())), 0);
  if (first.state == HeadScan::State::incomplete) {
    const auto later = scan_head(bytes, first.bytes);
    REDRESS_ASSERT(later.state == whole.state && (whole.state != HeadScan::State::complete || later.bytes == whole.bytes), "found elsewhere in pieces");
  }
  if (whole.state != HeadScan::State::complete) return 0;
  const auto head = read_request_head(bytes.substr(0, whole.bytes));
  if (!head) return 0;
  REDRESS_ASSERT(head->headers.size() <= kHeaderFieldsMax && head->path.starts_with('/'), "a cap was passed");
  REDRESS_ASSERT(!head->is_chunked || !head->content_length, "two lengths");
  return 0;
}
