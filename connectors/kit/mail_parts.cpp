#include "connectors/kit/mail_parts.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace redress::mail {
namespace {

struct Freed {
  void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, Freed>;

struct Unreferenced {
  void operator()(GMimeContentType* type) const { g_object_unref(type); }
};

void start_gmime() {
  static const bool started = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(started);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

// Converts to UTF-8; what the character set does not know becomes U+FFFD, an unknown set is read as UTF-8, else as windows-1252.
std::string to_utf8(std::string_view bytes, std::string charset) {
  start_gmime();
  charset = lower(trim(charset));
  const bool plain = charset.empty() || charset == "us-ascii" || charset == "utf-8" || charset == "utf8" || charset == "ascii" || charset == "unknown-8bit";
  if (plain || charset == "unicode-1-1-utf-7") {
    if (g_utf8_validate(bytes.data(), static_cast<gssize>(bytes.size()), nullptr) != 0) {
      return std::string(bytes);
    }
    if (charset == "utf-8" || charset == "utf8") {
      const OwnedText valid(g_utf8_make_valid(bytes.data(), static_cast<gssize>(bytes.size())));
      return valid.get();
    }
    charset = "windows-1252";
  }
  iconv_t converter = g_mime_iconv_open("UTF-8", charset.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    converter = g_mime_iconv_open("UTF-8", "windows-1252");
    if (converter == reinterpret_cast<iconv_t>(-1)) {
      return {};
    }
  }
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  std::string copy(bytes);
  char* in = copy.data();
  std::size_t left = copy.size();
  char buffer[4096];
  while (left > 0) {
    char* target = buffer;
    std::size_t room = sizeof buffer;
    const std::size_t before = left;
    const std::size_t code = g_mime_iconv(converter, &in, &left, &target, &room);
    out.append(buffer, sizeof buffer - room);
    if (code == static_cast<std::size_t>(-1) && room > 16 && left > 0) {
      out += "\xEF\xBF\xBD";
      ++in;
      --left;
    } else if (left == before && room == sizeof buffer) {
      break;
    }
  }
  g_mime_iconv_close(converter);
  return out;
}

// NUL and other control characters mean nothing in a mail's text and confuse what reads it later.
std::string without_controls(std::string text, bool keep_lines) {
  std::replace_if(
      text.begin(), text.end(),
      [keep_lines](char c) { return (static_cast<unsigned char>(c) < 0x20 && !(keep_lines && (c == '\n' || c == '\t'))) || c == 0x7F; },
      ' ');
  return text;
}

std::string decode_words(std::string_view value) {
  start_gmime();
  const std::string raw = without_controls(std::string(value), false);
  if (raw.find("=?") == std::string::npos) {
    return to_utf8(raw, "");
  }
  const OwnedText decoded(g_mime_utils_header_decode_text(nullptr, raw.c_str()));
  return without_controls(to_utf8(decoded ? std::string_view(decoded.get()) : std::string_view(raw), "utf-8"), false);
}

std::string decode_transfer(std::string_view body, std::string_view encoding) {
  GMimeContentEncoding kind = GMIME_CONTENT_ENCODING_DEFAULT;
  const std::string name = lower(trim(encoding.substr(0, encoding.find(';'))));
  if (name == "base64") {
    kind = GMIME_CONTENT_ENCODING_BASE64;
  } else if (name == "quoted-printable") {
    kind = GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
  } else {
    return std::string(body);
  }
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, kind);
  std::string out(g_mime_encoding_outlen(&state, body.size()) + 64, '\0');
  out.resize(g_mime_encoding_step(&state, body.data(), body.size(), out.data()));
  return out;
}

struct ContentType {
  std::string type = "text/plain";
  std::string charset;
  std::string boundary;
  std::string report_type;
};

ContentType read_content_type(std::string_view value) {
  ContentType out;
  if (trim(value).empty()) {
    return out;
  }
  start_gmime();
  const std::string text(value);
  const std::unique_ptr<GMimeContentType, Unreferenced> parsed(g_mime_content_type_parse(nullptr, text.c_str()));
  if (!parsed) {
    return out;
  }
  const char* media = g_mime_content_type_get_media_type(parsed.get());
  const char* sub = g_mime_content_type_get_media_subtype(parsed.get());
  if (media != nullptr && sub != nullptr) {
    out.type = lower(media) + "/" + lower(sub);
  }
  const auto parameter = [&](const char* name) {
    const char* found = g_mime_content_type_get_parameter(parsed.get(), name);
    return std::string(found != nullptr ? found : "");
  };
  out.charset = parameter("charset");
  out.boundary = parameter("boundary");
  out.report_type = lower(parameter("report-type"));
  return out;
}

struct RawHeaders {
  std::vector<std::pair<std::string, std::string>> fields;  // name in lower case, value unfolded, undecoded
  std::size_t body = 0;                                     // where the body starts
  bool cut = false;
};

// Reads up to the empty line. A line that is neither a field nor a continuation ends the block unless it is the first
// (mbox's "From " line): the body starts with it.
RawHeaders split_headers(std::string_view text) {
  RawHeaders out;
  std::size_t at = 0;
  if (text.starts_with("From ")) {
    at = std::min(text.find('\n'), text.size() - 1) + 1;
  }
  while (at < text.size() && text[at] == '\n') {
    ++at;
  }
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::size_t next = std::min(end + 1, text.size());
    if (line.empty()) {
      out.body = next;
      return out;
    }
    if (at > kHeaderBytesMax || out.fields.size() >= kHeadersMax) {
      // A header block beyond the cap: its rest is skipped to the empty line.
      out.cut = true;
      const std::size_t empty = text.find("\n\n", at);
      out.body = empty == std::string_view::npos ? text.size() : empty + 2;
      return out;
    }
    if ((line[0] == ' ' || line[0] == '\t') && !out.fields.empty()) {
      std::string& value = out.fields.back().second;
      if (value.size() + line.size() <= kHeaderValueBytesMax) {
        // RFC 5322: unfolding removes the line end only; several tabs or spaces read as one.
        value += ' ';
        value += trim(line);
      } else {
        out.cut = true;
      }
    } else {
      const std::size_t colon = line.find(':');
      const std::string_view name = trim(line.substr(0, std::min(colon, line.size())));
      const bool field = colon != std::string_view::npos && !name.empty() && name.size() <= 100 &&
                         std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7F; });
      if (!field) {
        if (out.fields.empty() || trim(line).empty() || line.starts_with("--")) {
          out.body = trim(line).empty() ? next : at;
          return out;
        }
        at = next;  // a broken line among headers (">From ", a lost continuation) is skipped
        continue;
      }
      out.fields.emplace_back(lower(name), std::string(trim(line.substr(colon + 1, kHeaderValueBytesMax))));
    }
    at = next;
  }
  out.body = text.size();
  return out;
}

std::vector<MailHeader> decoded(const RawHeaders& raw) {
  std::vector<MailHeader> headers;
  headers.reserve(raw.fields.size());
  for (const auto& [name, value] : raw.fields) {
    headers.push_back({name, decode_words(value)});
  }
  return headers;
}

std::string_view raw_value(const RawHeaders& raw, std::string_view name) {
  for (const auto& [field, value] : raw.fields) {
    if (field == name) {
      return value;
    }
  }
  return {};
}

// The children of a multipart: what stands between the lines `--boundary`, up to `--boundary--` or the end.
std::vector<std::string_view> split_multipart(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> children;
  const std::string delimiter = "--" + boundary;
  std::optional<std::size_t> start;
  std::size_t at = 0;
  while (at <= body.size() && children.size() < kPartsMax) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view line = body.substr(at, end - at);
    if (line.starts_with(delimiter)) {
      const std::string_view rest = trim(line.substr(delimiter.size()));
      if (rest.empty() || rest == "--") {
        if (start) {
          children.push_back(body.substr(*start, at > *start ? at - *start : 0));
        }
        start = std::min(end + 1, body.size());
        if (rest == "--") {
          return children;
        }
      }
    }
    at = end + 1;
  }
  if (start && *start < body.size() && children.size() < kPartsMax) {
    children.push_back(body.substr(*start));
  }
  return children;
}

bool decoded_type(std::string_view type) {
  return type == "text/plain" || type == "text/html" || type == "text/enriched" || type == "text/rfc822-headers" || type == "message/rfc822-headers" ||
         type == "message/global-headers" || type == "message/delivery-status" || type == "message/global-delivery-status" ||
         type == "message/feedback-report" || type == "message/disposition-notification" || type == "message/global-disposition-notification";
}

bool can_be_report(std::string_view type) {
  return type.starts_with("text/") || type.ends_with("json") || type == "application/csv" || type == "application/x-ndjson" ||
         type == "application/jsonl" || type == "application/vnd.ms-excel" || type == "application/octet-stream";
}

bool carries_message(std::string_view type) { return type == "message/rfc822" || type == "message/global" || type == "message/partial"; }
bool carries_headers(std::string_view type) { return type.ends_with("rfc822-headers") || type == "message/global-headers"; }

// The boundary of a mail that lost its Content-Type: a line `--x` near the top that comes again.
std::string lost_boundary(std::string_view body) {
  std::size_t at = 0;
  for (std::size_t lines = 0; lines < 20 && at < body.size(); ++lines) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view line = trim(body.substr(at, end - at));
    if (line.size() > 8 && line.size() <= 72 && line.starts_with("--") && line.find(' ') == std::string_view::npos &&
        line.find_first_not_of('-') != std::string_view::npos && body.find("\n" + std::string(line), end) != std::string_view::npos) {
      return std::string(line.substr(2));
    }
    at = end + 1;
  }
  return {};
}

struct Entity {
  std::string_view text;
  std::size_t depth = 0;
  std::size_t group = 0;
  bool returned = false;
  bool digest = false;
};

}  // namespace

std::string unify_line_ends(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r') {
      out += bytes[i];
      continue;
    }
    std::size_t end = i;
    while (end < bytes.size() && bytes[end] == '\r') {
      ++end;
    }
    if (end < bytes.size() && bytes[end] == '\n') {
      out += '\n';
      i = end;
    } else {
      out.append(end - i, '\n');
      i = end - 1;
    }
  }
  return out;
}

std::string_view header(const std::vector<MailHeader>& headers, std::string_view name) {
  for (const MailHeader& field : headers) {
    if (field.name == name) {
      return field.value;
    }
  }
  return {};
}

std::vector<MailHeader> read_headers(std::string_view block) { return decoded(split_headers(block)); }

std::vector<MailHeader> undecoded_headers(std::string_view mail) {
  // Twice the cap: a line end may be two bytes.
  const RawHeaders raw = split_headers(unify_line_ends(mail.substr(0, 2 * kHeaderBytesMax)));
  std::vector<MailHeader> headers;
  headers.reserve(raw.fields.size());
  for (const auto& [name, value] : raw.fields) {
    headers.push_back({name, value});
  }
  return headers;
}

MailParts read_parts(std::string_view bytes, Attachments attachments) {
  MailParts out;
  if (bytes.size() > kMailBytesMax) {
    bytes = bytes.substr(0, kMailBytesMax);
    out.cut = true;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  const std::string mail = unify_line_ends(bytes);
  out.work += bytes.size();

  std::vector<std::unique_ptr<std::string>> opened;  // decoded bytes that entities still to be read point into
  std::vector<Entity> waiting{{mail, 0, 0, false, false}};
  std::size_t groups = 0;
  std::size_t text_total = 0;
  std::size_t entities = 0;
  while (!waiting.empty()) {
    const Entity entity = waiting.back();
    waiting.pop_back();
    if (++entities > kPartsMax) {
      out.cut = true;
      break;
    }
    out.work += entity.text.size();
    const RawHeaders raw = split_headers(entity.text);
    out.cut = out.cut || raw.cut;
    const std::string_view body = entity.text.substr(std::min(raw.body, entity.text.size()));
    const std::string_view type_value = raw_value(raw, "content-type");
    ContentType type = read_content_type(type_value);
    if (trim(type_value).empty() && entity.digest) {
      type.type = "message/rfc822";
    }
    if (trim(type_value).empty() && entity.depth == 0) {
      type.boundary = lost_boundary(body);
      type.type = type.boundary.empty() ? type.type : "multipart/mixed";
    }
    const std::string_view encoding = raw_value(raw, "content-transfer-encoding");
    if (entity.depth == 0) {
      out.headers = decoded(raw);
      out.type = type.type;
      out.report_type = type.report_type;
    } else if (entities > 1 && type.report_type == "feedback-report") {
      out.report_type = type.report_type;
    }

    if (type.type.starts_with("multipart/") && !type.boundary.empty()) {
      if (entity.depth >= kDepthMax) {
        out.cut = true;
        continue;
      }
      const std::vector<std::string_view> children = split_multipart(body, type.boundary);
      if (!children.empty()) {
        const std::size_t group = type.type == "multipart/alternative" ? ++groups : entity.group;
        for (auto child = children.rbegin(); child != children.rend(); ++child) {
          waiting.push_back({*child, entity.depth + 1, group, entity.returned, type.type == "multipart/digest"});
        }
        continue;
      }
      type.type = "text/plain";  // the boundary never comes: what is there is read as text
    }

    MailPart part;
    part.type = type.type.starts_with("multipart/") ? "text/plain" : type.type;
    part.depth = entity.depth;
    part.group = entity.group;
    part.returned = entity.returned;
    const std::string disposition = lower(raw_value(raw, "content-disposition"));
    part.attachment = disposition.starts_with("attachment");

    if (carries_message(part.type)) {
      if (entity.depth >= kDepthMax) {
        out.cut = true;
        continue;
      }
      std::string_view inner = body;
      const std::string name = lower(trim(encoding));
      if (name == "base64" || name == "quoted-printable") {
        opened.push_back(std::make_unique<std::string>(unify_line_ends(decode_transfer(body, encoding))));
        out.work += body.size();
        inner = *opened.back();
      }
      part.headers = decoded(split_headers(inner));
      out.parts.push_back(std::move(part));
      waiting.push_back({inner, entity.depth + 1, 0, true, false});
      continue;
    }
    const bool text_attachment = part.attachment && (part.type == "text/plain" || part.type == "text/html" || part.type == "text/enriched");
    if (!decoded_type(part.type) || text_attachment) {
      ++out.attachments;
      part.attachment = true;
      if (attachments == Attachments::reports && can_be_report(part.type)) {
        part.bytes = decode_transfer(body, encoding);
        out.work += body.size();
      }
      out.parts.push_back(std::move(part));
      continue;
    }
    if (text_total >= kTextTotalMax) {
      out.cut = true;
      out.parts.push_back(std::move(part));
      continue;
    }
    // The encoded form is at most about three times as long as what is kept of it.
    const std::string_view encoded = body.substr(0, 3 * kTextBytesMax);
    std::string text = decode_transfer(encoded, encoding);
    if (text.size() > kTextBytesMax) {
      text.resize(kTextBytesMax);
      out.cut = true;
    }
    out.cut = out.cut || encoded.size() < body.size();
    out.work += encoded.size() + text.size();
    part.text = without_controls(unify_line_ends(to_utf8(text, type.charset)), true);
    text_total += part.text.size();
    if (carries_headers(part.type)) {
      part.headers = read_headers(part.text);
    }
    out.parts.push_back(std::move(part));
  }
  return out;
}

}  // namespace redress::mail
