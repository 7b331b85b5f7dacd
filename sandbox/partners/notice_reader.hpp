// What an emulated abuse desk reads from a mail it received. Shares nothing with the connector that wrote it: it knows only the public
// formats.
#pragma once

#include "sandbox/partners/party.hpp"

#include <string_view>

namespace redress::sandbox {

inline constexpr std::size_t kNoticeUrlsMax = 10'000;

/// Reads `raw` (RFC 5322 with MIME). The URLs come from `application/json` parts (X-ARF v4 documents, one or a list), else from a CSV part,
/// else from the words. Never fails: what cannot be read is left empty. `envelope_from` and `recipient` are the caller's to fill.
/// Any thread. [SRC-XARF-4] [SRC-RFC-5322]
[[nodiscard]] NoticeSeen read_notice(std::string_view raw);

/// The first `N-XXXX-XXXX-X` in `text` (letters and digits in any case, returned in upper case), or nothing.
[[nodiscard]] std::string find_reference(std::string_view text);

}  // namespace redress::sandbox
