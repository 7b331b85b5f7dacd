// One item as an X-ARF v4 document of type csam. Field by field against the schemas in tests/unit/abuse_mail. [SRC-XARF-4]
#pragma once

#include <string>
#include <string_view>

#include "engine/core/ports/connector.hpp"

namespace redress {

/// A UUID in the shape of version 4, the same for the same notice and request for ever, so that a repeated mail is byte for byte the first.
[[nodiscard]] std::string xarf_report_id(std::string_view reference, RequestId request);

/// What the desk calls itself in From: `mail_from`, with the domain added when it is only a local part.
[[nodiscard]] std::string desk_address(const DeskIdentity& desk);

/// ASCII JSON on several lines. `locator` opened by the caller, must be a URL. Classification: baseline as itself; national as B2, the
/// least of the four others, with the tag `iccam:national` and a sentence, since X-ARF has no word for it.
[[nodiscard]] std::string xarf_document(const NoticeForSending& notice, const NoticeItem& item, std::string_view locator,
                                        const DeskIdentity& desk);

}  // namespace redress
