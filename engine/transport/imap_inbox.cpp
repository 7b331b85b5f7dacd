#include "engine/transport/imap_inbox.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

#include "engine/transport/curl_handle.hpp"

namespace redress {
namespace {

constexpr std::size_t kResponseBytesMax = 1024 * 1024;
constexpr long kReplySeconds = 60;
constexpr std::int64_t kMessagesMax = 0xffff'ffff;  // IMAP's numbers have 32 bits

struct Collected {
  std::string bytes;
  std::size_t bytes_max = 0;

  /// Takes what fits and lets the rest pass.
  static std::size_t take(char* piece, std::size_t, std::size_t size, void* self_pointer) {
    auto& self = *static_cast<Collected*>(self_pointer);
    self.bytes.append(piece, std::min(size, self.bytes_max - self.bytes.size()));
    return size;
  }
};

/// The number after the first `word` in `text`, e.g. of `* OK [UIDNEXT 17]`.
std::optional<std::int64_t> number_after(std::string_view text, std::string_view word) {
  const auto at = text.find(word);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + word.size());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end == text.data() || number < 0) return std::nullopt;
  return number;
}

/// `* 17 EXISTS` gives 17.
std::optional<std::int64_t> exists_of(std::string_view text) {
  auto end = text.find(" EXISTS");
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = text.rfind('\n', end);
  return number_after(text.substr(line == std::string_view::npos ? 0 : line + 1, end), "* ");
}

class ImapInbox final : public Inbox {
 public:
  explicit ImapInbox(ImapSettings settings) : settings_(std::move(settings)), handle_(make_curl_handle()) {
    check_mail_server(settings_.server, "mail.inbox");
    const auto& mailbox = settings_.mailbox;
    if (mailbox.empty() ||
        std::any_of(mailbox.begin(), mailbox.end(), [](char c) { return c < ' ' || c >= 0x7f || c == '"' || c == '\\'; }))
      throw std::invalid_argument("mail.inbox: mailbox holds a character that is not allowed");
    const bool v6 = settings_.server.host.find(':') != std::string::npos;
    url_ = std::string(settings_.server.tls == MailTls::implicit ? "imaps://" : "imap://") + (v6 ? "[" : "") + settings_.server.host +
           (v6 ? "]" : "") + ":" + std::to_string(settings_.server.port) + "/" + percent_encoded(mailbox);
  }

  std::string name() const override { return "imap:" + settings_.server.user + "@" + settings_.server.host + "/" + settings_.mailbox; }

  Result<InboxBatch, InboxError> fetch(Position& position, int limit) override {
    const auto opened = open_mailbox();
    if (!opened) return Failure{opened.error()};
    InboxBatch batch;
    batch.uid_validity = opened->uid_validity;
    const auto after = position.after(opened->uid_validity);
    if (opened->exists == 0 || limit <= 0 || (opened->uid_next && *opened->uid_next <= after + 1)) return batch;

    const auto uids = uids_above(after, opened->exists, limit);
    if (!uids) return Failure{uids.error()};
    for (const auto uid : *uids) {
      Collected message{{}, kInboxMessageBytesMax};
      const auto code = perform(url_ + ";UID=" + std::to_string(uid) + ";PARTIAL=0." + std::to_string(kInboxMessageBytesMax), {}, message);
      if (connected_anew()) {
        // Another session: the numbers hold only if the mailbox is the same. What was read before stands.
        const auto again = open_mailbox();
        if (!again || again->uid_validity != batch.uid_validity) {
          if (!batch.messages.empty()) return batch;
          return Failure{again ? InboxError::unreachable : again.error()};
        }
      }
      if (code == CURLE_REMOTE_FILE_NOT_FOUND) continue;  // deleted since it was listed
      if (code != CURLE_OK) {
        if (!batch.messages.empty()) return batch;
        return Failure{error_of(code)};
      }
      batch.messages.push_back({uid, std::move(message.bytes)});
    }
    return batch;
  }

 private:
  struct Opened {
    std::int64_t uid_validity = 0;
    std::int64_t exists = 0;
    std::optional<std::int64_t> uid_next;
  };

  Result<Opened, InboxError> open_mailbox() {
    Collected response{{}, kResponseBytesMax};
    const auto code = perform(url_, "EXAMINE \"" + settings_.mailbox + "\"", response);
    if (code != CURLE_OK) return Failure{error_of(code)};
    Opened opened;
    const auto uid_validity = number_after(response.bytes, "[UIDVALIDITY ");
    const auto exists = exists_of(response.bytes);
    if (!uid_validity || !exists || *exists > kMessagesMax) return Failure{InboxError::malformed};
    opened.uid_validity = *uid_validity;
    opened.exists = *exists;
    opened.uid_next = number_after(response.bytes, "[UIDNEXT ");
    return opened;
  }

  /// The first `limit` UIDs above `after`. Messages are numbered in the order of their UIDs, so the first one is found by halving:
  /// a SEARCH would answer in one line of any length.
  Result<std::vector<std::int64_t>, InboxError> uids_above(std::int64_t after, std::int64_t exists, int limit) {
    std::int64_t low = 1, high = exists + 1;  // first message above lies in [low, high]
    while (after > 0 && low < high) {
      const auto middle = low + (high - low) / 2;
      const auto uids = uids_of(middle, middle);
      if (!uids) return Failure{uids.error()};
      if (uids->size() != 1) return Failure{InboxError::malformed};
      if (uids->front() > after) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low > exists) return std::vector<std::int64_t>{};
    auto uids = uids_of(low, std::min(exists, low + limit - 1));
    if (!uids) return uids;
    uids->erase(std::remove_if(uids->begin(), uids->end(), [&](std::int64_t uid) { return uid <= after; }), uids->end());
    std::sort(uids->begin(), uids->end());
    return uids;
  }

  Result<std::vector<std::int64_t>, InboxError> uids_of(std::int64_t first, std::int64_t last) {
    Collected response{{}, kResponseBytesMax};
    const auto code = perform(url_, "FETCH " + std::to_string(first) + ":" + std::to_string(last) + " (UID)", response);
    if (code != CURLE_OK) return Failure{error_of(code)};
    std::vector<std::int64_t> uids;
    std::string_view rest = response.bytes;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      if (const auto uid = number_after(rest.substr(0, end), "(UID ")) uids.push_back(*uid);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return uids;
  }

  CURLcode perform(const std::string& url, const std::string& command, Collected& response) {
    CURL* handle = handle_.get();
    curl_easy_reset(handle);
    set_mail_server_options(handle, settings_.server);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    if (!command.empty()) curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, command.c_str());
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, kReplySeconds);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Collected::take);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &response);
    return curl_easy_perform(handle);
  }

  bool connected_anew() {
    long connects = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_NUM_CONNECTS, &connects);
    return connects != 0;
  }

  static InboxError error_of(CURLcode code) {
    switch (code) {
      case CURLE_LOGIN_DENIED:
      case CURLE_REMOTE_ACCESS_DENIED:
      case CURLE_QUOTE_ERROR: return InboxError::refused;
      case CURLE_WEIRD_SERVER_REPLY:
      case CURLE_REMOTE_FILE_NOT_FOUND: return InboxError::malformed;
      default: return InboxError::unreachable;  // not an enum of ours: codes of libcurl
    }
  }

  ImapSettings settings_;
  CurlHandle handle_;
  std::string url_;
};

}  // namespace

std::unique_ptr<Inbox> make_imap_inbox(ImapSettings settings) { return std::make_unique<ImapInbox>(std::move(settings)); }

}  // namespace redress
