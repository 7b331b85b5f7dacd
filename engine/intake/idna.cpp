#include "engine/intake/idna.hpp"

#include "engine/core/assert.hpp"
#include "engine/intake/text.hpp"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace redress {
namespace {

// Code points whose mapping changed after Unicode 15.0, which is what ICU 72 knows. Browsers and the standard's tests follow the
// newer tables; `to` = 0 means "ignored". [SRC-UTS-46]
struct NewerMapping {
  char32_t first;
  char32_t last;
  char32_t to;       // of `first`; the others follow in step, unless 0
};
constexpr std::array kNewerMappings = {
    NewerMapping{0x04C0, 0x04C0, 0x04CF},   NewerMapping{0x10A0, 0x10C5, 0x2D00},   NewerMapping{0x115F, 0x1160, 0},
    NewerMapping{0x17B4, 0x17B5, 0},        NewerMapping{0x180E, 0x180E, 0},        NewerMapping{0x1E9E, 0x1E9E, 0x00DF},
    NewerMapping{0x2061, 0x2063, 0},        NewerMapping{0x206A, 0x206F, 0},        NewerMapping{0x2132, 0x2132, 0x214E},
    NewerMapping{0x2183, 0x2183, 0x2184},   NewerMapping{0x3164, 0x3164, 0},        NewerMapping{0xFFA0, 0xFFA0, 0},
    NewerMapping{0x1BCA0, 0x1BCA3, 0},      NewerMapping{0x1D173, 0x1D17A, 0},      NewerMapping{0x2F868, 0x2F868, 0x36FC},
    NewerMapping{0x2F874, 0x2F874, 0x5F53}, NewerMapping{0x2F91F, 0x2F91F, 0x243AB}, NewerMapping{0x2F95F, 0x2F95F, 0x7AEE},
    NewerMapping{0x2F9BF, 0x2F9BF, 0x45D7},
};

std::string with_newer_mappings(std::string_view domain) {
  std::string mapped;
  mapped.reserve(domain.size());
  for (std::size_t at = 0; at < domain.size();) {
    const DecodedCodePoint next = decode_utf8(domain, at);
    const auto* row = std::find_if(kNewerMappings.begin(), kNewerMappings.end(),
                                   [&](const NewerMapping& mapping) { return mapping.first <= next.code_point && next.code_point <= mapping.last; });
    if (row == kNewerMappings.end())
      append_utf8(mapped, next.code_point);
    else if (row->to != 0)
      append_utf8(mapped, row->to + (next.code_point - row->first));
    at += next.bytes;
  }
  return mapped;
}

const UIDNA* open_uts46() {
  // The object cannot be changed once made, so all threads share it; it lives as long as the process.
  static const UIDNA* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    // Neither UIDNA_USE_STD3_RULES (the standard has its own list of forbidden code points) nor transitional processing.
    const UIDNA* opened = uidna_openUTS46(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &status);
    REDRESS_ASSERT(U_SUCCESS(status), "ICU's UTS 46 tables are missing");
    return opened;
  }();
  return instance;
}

// ICU reports these always; the standard does not check them: CheckHyphens and VerifyDnsLength are false.
constexpr std::uint32_t kIgnoredErrors = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
                                         UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  if (is_ascii(domain)) return lower_ascii(domain);
  const std::string mapped = with_newer_mappings(domain);
  if (is_ascii(mapped)) return lower_ascii(mapped);
  std::string ascii(mapped.size() * 2 + 64, '\0');
  for (;;) {
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = uidna_nameToASCII_UTF8(open_uts46(), mapped.data(), static_cast<std::int32_t>(mapped.size()), ascii.data(),
                                                       static_cast<std::int32_t>(ascii.size()), &info, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      ascii.resize(static_cast<std::size_t>(length));
      continue;
    }
    if (U_FAILURE(status) || (info.errors & ~kIgnoredErrors) != 0) return std::nullopt;
    ascii.resize(static_cast<std::size_t>(length));
    return ascii;
  }
}

}  // namespace redress
