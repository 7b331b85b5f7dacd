// Bytes of a mail -> plain decoded headers and parts. The only place that knows GMime (which decodes words, transfer encodings and
// character sets); the structure is cut here, so that every cap holds whatever the bytes are. Everything downstream works on these structs.
//
// Only text, delivery and disposition reports, feedback reports and returned messages are decoded. Attachments are counted, never
// decoded, never kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::mail {

inline constexpr std::size_t kMailBytesMax = 10U * 1024 * 1024;  // what lies beyond is not read
inline constexpr std::size_t kDepthMax = 20;                     // multiparts and returned messages within each other
inline constexpr std::size_t kPartsMax = 200;
inline constexpr std::size_t kHeaderBytesMax = 256U * 1024;  // one header block
inline constexpr std::size_t kHeaderValueBytesMax = 16U * 1024;
inline constexpr std::size_t kHeadersMax = 1000;
inline constexpr std::size_t kTextBytesMax = 1024U * 1024;  // decoded text kept of one part
inline constexpr std::size_t kTextTotalMax = 4U * 1024 * 1024;

struct MailHeader {
  std::string name;   // lower case
  std::string value;  // unfolded, encoded words decoded, valid UTF-8, no control characters
};

struct MailPart {
  std::string type;  // lower case, e.g. "text/plain"
  bool attachment = false;
  bool returned = false;     // lies inside a message that this mail carries
  std::size_t group = 0;     // parts of one multipart/alternative share a number above 0
  std::size_t depth = 0;
  std::vector<MailHeader> headers;  // of message/rfc822 and text/rfc822-headers: the headers of the message carried
  std::string text;                 // UTF-8, line ends are \n; empty for what is not decoded
  std::string bytes;                // of an attachment, where it was asked for: its transfer encoding undone
};

struct MailParts {
  std::vector<MailHeader> headers;
  std::string type;         // of the whole mail
  std::string report_type;  // of a multipart/report
  std::vector<MailPart> parts;
  std::size_t attachments = 0;
  bool cut = false;         // a cap was reached: something was not read
  std::uint64_t work = 0;  // bytes looked at, all stages together; grows linearly with the mail
};

/// `reports`: attachments that can be lists or documents (text, JSON, CSV, unnamed bytes) are kept. Images, sound and the like never are.
enum class Attachments { counted, reports };
[[nodiscard]] MailParts read_parts(std::string_view bytes, Attachments attachments = Attachments::counted);

/// First value of that header (name in lower case), or empty.
[[nodiscard]] std::string_view header(const std::vector<MailHeader>& headers, std::string_view name);

/// `name: value` lines of a block as headers, undecoded names in lower case; used for reports too.
[[nodiscard]] std::vector<MailHeader> read_headers(std::string_view block);

/// The mail's own headers as they came: unfolded, nothing decoded, since a word can be encoded to decode into somebody else's header.
[[nodiscard]] std::vector<MailHeader> undecoded_headers(std::string_view mail);

/// CRLF, bare CR and LF all become \n; of several CRs before an LF one line end is left.
[[nodiscard]] std::string unify_line_ends(std::string_view bytes);

}  // namespace redress::mail
