#include "connectors/abuse_mail/xarf.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "connectors/kit/defang.hpp"
#include "engine/core/json_text.hpp"

namespace redress {
namespace {

constexpr std::size_t kOrganisationCharactersMax = 200;

/// The schema's `domain` takes lower-case names without double hyphens (no `xn--`); it may be left out.
bool fits_domain_field(std::string_view host) {
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos || host.size() - dot - 1 < 2) return false;
  char before = '.';
  for (std::size_t i = 0; i < host.size(); ++i) {
    const char c = host[i];
    const bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
    if (!letter && !digit && c != '-' && c != '.') return false;
    if ((c == '-' || c == '.') && (before == '-' || before == '.')) return false;
    if (i > dot && !letter) return false;
    before = c;
  }
  return before != '-' && before != '.';
}

/// At most `max` characters (not bytes) of UTF-8.
std::string_view characters(std::string_view text, std::size_t max) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80 && count++ == max) return text.substr(0, i);
  return text;
}

/// `json_quoted` keeps letters above ASCII; parts of a mail do better without.
std::string ascii_json(const std::string& json) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto first = static_cast<unsigned char>(json[i]);
    if (first < 0x80) {
      result += json[i];
      continue;
    }
    const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;  // json_quoted leaves valid UTF-8 only
    std::uint32_t point = first & (0x3fU >> more);
    for (std::size_t k = 0; k < more && i + 1 < json.size(); ++k) point = (point << 6U) | (static_cast<unsigned char>(json[++i]) & 0x3fU);
    const auto add_unit = [&](std::uint32_t unit) {
      result += {'\\', 'u', hex[unit >> 12U], hex[(unit >> 8U) & 15U], hex[(unit >> 4U) & 15U], hex[unit & 15U]};
    };
    if (point >= 0x10000) {
      add_unit(0xd800 + ((point - 0x10000) >> 10U));
      add_unit(0xdc00 + ((point - 0x10000) & 0x3ffU));
    } else {
      add_unit(point);
    }
  }
  return result;
}

}  // namespace

std::string xarf_report_id(std::string_view reference, RequestId request) {
  const auto name = "redress x-arf report " + std::string(reference) + " " + std::to_string(request.value);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(name.data()), name.size(), digest.data());
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0fU) | 0x40U);
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3fU) | 0x80U);
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += {hex[digest[i] >> 4U], hex[digest[i] & 15U]};
  }
  return text;
}

std::string desk_address(const DeskIdentity& desk) {
  return desk.mail_from.find('@') == std::string::npos ? desk.mail_from + "@" + desk.mail_domain : desk.mail_from;
}

std::string xarf_document(const NoticeForSending& notice, const NoticeItem& item, std::string_view locator, const DeskIdentity& desk) {
  const auto host = host_of(locator);
  const auto contact = JsonObject()
                           .add("org", characters(desk.organisation, kOrganisationCharactersMax))
                           .add("contact", desk_address(desk))
                           .add("domain", desk.mail_domain)
                           .text();
  const bool baseline = item.verdict == Verdict::illegal_baseline;
  // "When the abuse was seen": by us, else by whoever reported it.
  const auto seen_at = item.last_online_at.value_or(item.first_reported_at);
  JsonObject document;
  document.add("xarf_version", "4.2.0")
      .add("report_id", xarf_report_id(notice.reference, item.request))
      .add("timestamp", to_rfc3339(seen_at))
      .raw("reporter", contact)
      .raw("sender", contact)
      .add("source_identifier", item.address.empty() ? host : std::string_view(item.address))
      .add("category", "content")
      .add("type", "csam")
      .add("url", locator);
  if (fits_domain_field(host)) document.add("domain", host);
  document.add("classification", baseline ? "baseline" : "B2")
      .add("detection_method", "manual_review")
      .add("evidence_source", "user_report");
  if (item.last_online_at && !item.last_look_unknown)
    document.add("verified_at", to_rfc3339(*item.last_online_at)).add("verification_method", "automated_crawler");
  document.add("description", baseline
                                  ? "Assessed by the hotline as illegal (baseline)."
                                  : "Assessed by the hotline as illegal under national law; X-ARF has no such class, B2 stands for it.");
  document.raw("tags", JsonArray().add(baseline ? "iccam:baseline" : "iccam:national").text());
  if (!item.referrer.empty()) document.add("referrer", item.referrer);
  document.add("notice_reference", notice.reference);
  return ascii_json(document.text()) + "\n";
}

}  // namespace redress
