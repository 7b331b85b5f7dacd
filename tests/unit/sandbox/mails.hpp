// Mails as a hotline might send them, for the sandbox's tests.
#pragma once

#include "sandbox/partners/world.hpp"

#include <string>
#include <vector>

namespace redress::sandbox {

inline UtcTime day_start() { return from_ms(1'893'456'000'000); }

inline NoticeSeen notice_of(std::string reference, std::string recipient, std::vector<std::string> urls) {
  NoticeSeen notice;
  notice.message_id = reference + "@hotline.test";
  notice.reference = std::move(reference);
  notice.envelope_from = "ntd+" + notice.reference + "@hotline.test";
  notice.reply_to = notice.envelope_from;
  notice.recipient = std::move(recipient);
  notice.subject = "Notice " + notice.reference;
  notice.text = "Please remove what is listed below.\n";
  notice.urls = std::move(urls);
  return notice;
}

/// The same as a mail: text part, then one X-ARF document a URL.
inline std::string mail_of(const std::string& reference, const std::string& recipient, const std::vector<std::string>& urls,
                           const std::string& more_headers = "") {
  std::string mail = "From: Hotline <ntd@hotline.test>\r\nReply-To: <ntd+" + reference + "@hotline.test>\r\nTo: " + recipient +
                     "\r\nSubject: Notice " + reference + "\r\nMessage-ID: <" + reference + "@hotline.test>\r\nMIME-Version: 1.0\r\n" +
                     more_headers +
                     "Content-Type: multipart/mixed; boundary=\"cut\"\r\n\r\n--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                     "Please remove what is listed below.\r\n\r\nOur reference: " +
                     reference + "\r\n";
  for (const auto& url : urls)
    mail += "\r\n--cut\r\nContent-Type: application/json\r\n\r\n{\"xarf_version\":\"4.2.0\",\"type\":\"csam\",\"url\":\"" + url + "\"}\r\n";
  return mail + "\r\n--cut--\r\n";
}

/// An otherwise empty world with one NL hoster of that behaviour, a second hoster abroad, and three pages on one site of the first.
struct SmallWorld {
  explicit SmallWorld(Behaviour behaviour, std::uint64_t seed = 1)
      : world(seed, {.items = 0, .broken_connection_share = 0, .standing_cast = false}) {
    Party party;
    party.name = "Proefhoster";
    party.domain = "proefhoster.example";
    party.abuse_mailbox = "abuse@proefhoster.example";
    party.country = "NL";
    party.behaviour = behaviour;
    hoster = world.add_party(party);
    party.name = "Ailleurs";
    party.domain = "ailleurs.example";
    party.abuse_mailbox = "abuse@ailleurs.example";
    party.country = "FR";
    party.behaviour = Behaviour::prompt;
    other = world.add_party(party);
    site = world.add_site("pics.example", hoster);
    for (const char* path : {"/a", "/b", "/c"}) urls.push_back(world.add_item(site, path));
  }
  RelayReply send(const std::string& reference, std::vector<std::string> named, UtcTime at) {
    const auto notice = notice_of(reference, "abuse@proefhoster.example", std::move(named));
    const auto reply = world.on_recipient(notice.envelope_from, notice.recipient, at);
    return reply.accepted() ? world.on_notice(notice, at) : reply;
  }
  /// All mails that arrived until `at`, one after the other.
  std::string mails(UtcTime at) {
    std::string all;
    for (const auto& mail : world.mail_since("hotline.test", 0, at)) all += *mail.text;
    return all;
  }
  World world;
  PartyIndex hoster = 0;
  PartyIndex other = 0;
  SiteIndex site = 0;
  std::vector<std::string> urls;
};

}  // namespace redress::sandbox
