#include "sandbox/partners/notice_reader.hpp"

#include <gmime/gmime.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <memory>
#include <mutex>
#include <unordered_set>

namespace redress::sandbox {
namespace {

constexpr int kMimeDepthMax = 16;
constexpr std::size_t kPartBytesMax = 12 * 1024 * 1024;
constexpr std::size_t kQuotedBytesMax = 4'000;
constexpr std::size_t kJsonNestingMax = 64;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string text_of(const char* text) { return text == nullptr ? std::string() : std::string(text); }

std::string decoded(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  if (g_mime_data_wrapper_write_to_stream(content, stream.get()) < 0) return {};
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), std::min<std::size_t>(bytes->len, kPartBytesMax)};
}

struct Parts {
  std::vector<std::string> json;
  std::string csv;
  std::string text;
};

void collect(GMimeObject* object, int depth, Parts& parts) {
  if (depth > kMimeDepthMax || object == nullptr) return;
  if (GMIME_IS_MULTIPART(object)) {
    auto* multipart = GMIME_MULTIPART(object);
    for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) collect(g_mime_multipart_get_part(multipart, i), depth + 1, parts);
    return;
  }
  if (!GMIME_IS_PART(object)) return;  // a message inside the mail is somebody else's
  auto* part = GMIME_PART(object);
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (g_mime_content_type_is_type(type, "application", "json"))
    parts.json.push_back(decoded(part));
  else if (g_mime_content_type_is_type(type, "text", "csv") && parts.csv.empty())
    parts.csv = decoded(part);
  else if (g_mime_content_type_is_type(type, "text", "plain") && parts.text.empty())
    parts.text = decoded(part);
}

class UrlList {
 public:
  void add(std::string url) {
    if (!url.empty() && seen_.size() < kNoticeUrlsMax && seen_.insert(url).second) urls_.push_back(std::move(url));
  }
  [[nodiscard]] bool empty() const noexcept { return urls_.empty(); }
  [[nodiscard]] std::vector<std::string> take() { return std::move(urls_); }

 private:
  std::vector<std::string> urls_;
  std::unordered_set<std::string> seen_;
};

/// nlohmann recurses per level, so the nesting of foreign bytes is counted first.
bool nesting_is_sane(std::string_view text) {
  std::size_t depth = 0;
  for (const char character : text) {
    if (character == '[' || character == '{') {
      if (++depth > kJsonNestingMax) return false;
    } else if ((character == ']' || character == '}') && depth > 0) {
      --depth;
    }
  }
  return true;
}

/// source: X-ARF v4: one document is an object with `url`; [connectors.md 2] [SRC-XARF-4]
void urls_of_json(const std::string& text, UrlList& urls) {
  if (!nesting_is_sane(text)) return;
  const auto document = nlohmann::json::parse(text, nullptr, false);
  const auto take = [&urls](const nlohmann::json& entry) {
    if (!entry.is_object()) return;
    const auto url = entry.find("url");
    if (url != entry.end() && url->is_string()) urls.add(url->get<std::string>());
  };
  if (document.is_array())
    for (const auto& entry : document) take(entry);
  else
    take(document);
}

void urls_of_text(std::string_view text, UrlList& urls) {
  const auto is_end = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>' || c == ';' || c == ',';
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const auto colon = text.find("://", at);
    if (colon == std::string_view::npos) return;
    auto start = colon;
    while (start > at && std::isalpha(static_cast<unsigned char>(text[start - 1])) != 0) --start;
    auto end = colon + 3;
    while (end < text.size() && !is_end(text[end])) ++end;
    auto scheme = lower(text.substr(start, colon - start));
    if (scheme == "hxxp") scheme = "http";  // notices often defuse their links
    if (scheme == "hxxps") scheme = "https";
    if (scheme == "http" || scheme == "https") {
      auto rest = std::string(text.substr(colon, end - colon));
      for (auto bracket = rest.find("[.]"); bracket != std::string::npos; bracket = rest.find("[.]", bracket))
        rest.replace(bracket, 3, ".");
      urls.add(scheme + rest);
    }
    at = end;
  }
}

}  // namespace

std::string find_reference(std::string_view text) {
  static constexpr std::string_view kShape = "N-XXXX-XXXX-X";
  const auto fits = [](char character, char shape) {
    if (shape == 'X') return std::isalnum(static_cast<unsigned char>(character)) != 0;
    return std::toupper(static_cast<unsigned char>(character)) == shape;
  };
  for (std::size_t at = 0; at + kShape.size() <= text.size(); ++at) {
    std::size_t matched = 0;
    while (matched < kShape.size() && fits(text[at + matched], kShape[matched])) ++matched;
    const bool word_starts = at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0;
    const auto after = at + kShape.size();
    const bool word_ends = after == text.size() || std::isalnum(static_cast<unsigned char>(text[after])) == 0;
    if (matched < kShape.size() || !word_starts || !word_ends) continue;
    std::string reference(text.substr(at, kShape.size()));
    for (auto& character : reference) character = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
    return reference;
  }
  return {};
}

NoticeSeen read_notice(std::string_view raw) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });

  NoticeSeen notice;
  const auto header_end = std::min(raw.find("\r\n\r\n"), raw.size());
  notice.header = std::string(raw.substr(0, header_end));

  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(raw.data(), raw.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return notice;

  notice.message_id = text_of(g_mime_message_get_message_id(message.get()));
  notice.subject = text_of(g_mime_message_get_subject(message.get()));
  InternetAddressList* reply_to = g_mime_message_get_reply_to(message.get());
  if (reply_to == nullptr || internet_address_list_length(reply_to) == 0) reply_to = g_mime_message_get_from(message.get());
  if (reply_to != nullptr && internet_address_list_length(reply_to) > 0) {
    InternetAddress* first = internet_address_list_get_address(reply_to, 0);
    if (INTERNET_ADDRESS_IS_MAILBOX(first)) notice.reply_to = text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
  }
  const auto header = [&message](const char* name) { return lower(text_of(g_mime_object_get_header(GMIME_OBJECT(message.get()), name))); };
  const auto automatic = header("Auto-Submitted");
  notice.automatic = !automatic.empty() && automatic != "no";
  notice.retraction = header("X-Redress-Notice-Kind") == "retraction";
  notice.marked_possible_duplicate = header("X-Redress-Possible-Duplicate") == "yes";
  notice.reference = find_reference(notice.message_id);
  if (notice.reference.empty()) notice.reference = find_reference(notice.subject);

  Parts parts;
  collect(g_mime_message_get_mime_part(message.get()), 0, parts);
  UrlList urls;
  for (const auto& json : parts.json) urls_of_json(json, urls);
  if (urls.empty()) urls_of_text(parts.csv, urls);
  if (urls.empty()) urls_of_text(parts.text, urls);
  notice.urls = urls.take();
  auto quoted = std::min(parts.text.size(), kQuotedBytesMax);
  while (quoted > 0 && quoted < parts.text.size() && (static_cast<unsigned char>(parts.text[quoted]) & 0xC0U) == 0x80U) --quoted;
  notice.text = parts.text.substr(0, quoted);  // never through the middle of a UTF-8 character
  return notice;
}

}  // namespace redress::sandbox
