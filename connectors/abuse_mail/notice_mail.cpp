#include "connectors/abuse_mail/notice_mail.hpp"

#include <array>

#include "connectors/abuse_mail/abuse_mail.hpp"
#include "connectors/abuse_mail/xarf.hpp"
#include "connectors/kit/csv_text.hpp"
#include "connectors/kit/defang.hpp"
#include "connectors/kit/header_value.hpp"
#include "connectors/kit/mime_text.hpp"
#include "engine/core/assert.hpp"
#include "engine/core/reference.hpp"
#include "engine/core/mail_address.hpp"

namespace redress {
namespace {

/// `Tue, 01 Jan 2030 10:00:00 +0000`
std::string mail_date(UtcTime time) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const auto number = static_cast<unsigned>(date.day());
  return std::string(days[std::chrono::weekday(day).c_encoding()]) + ", " + (number < 10 ? "0" : "") + std::to_string(number) + " " +
         months[static_cast<unsigned>(date.month()) - 1] + " " + std::to_string(static_cast<int>(date.year())) + " " +
         to_rfc3339(time).substr(11, 8) + " +0000";
}

/// `2030-01-01 10:00 UTC`
std::string readable(UtcTime time) {
  const auto text = to_rfc3339(time);
  return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

bool is_web_locator(std::string_view locator) { return locator.substr(0, 7) == "http://" || locator.substr(0, 8) == "https://"; }

/// Machines act on what they are sent: what takes something back, thanks or reports must not look like a complaint to them.
bool has_machine_parts(NoticeKind kind) { return speaks_of_content(kind); }

struct OpenItem {
  const NoticeItem& item;
  const std::string& locator;
};

std::string text_for_people(const NoticeForSending& notice, const std::vector<OpenItem>& items) {
  std::string text = notice.text.body;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  text += "\n\n";
  std::size_t number = 0;
  for (const auto& [item, locator] : items) {
    text += "[" + std::to_string(++number) + "] " + defanged(locator) + "\n";
    if (!item.referrer.empty()) text += "    Referrer: " + defanged(item.referrer) + "\n";
    if (!item.address.empty()) text += "    IP: " + item.address + "\n";
    text += "    " + readable(item.first_reported_at);
    if (item.last_online_at) text += " - " + readable(*item.last_online_at);
    text += "\n";
  }
  return text;
}

std::string list_for_people(const NoticeForSending& notice, const std::vector<OpenItem>& items) {
  std::string list = csv_row({"number", "url", "address", "referrer", "first_reported_utc", "last_online_utc", "report_id"});
  std::size_t number = 0;
  for (const auto& [item, locator] : items)
    list +=
        csv_row({std::to_string(++number), locator, item.address, item.referrer, to_rfc3339(item.first_reported_at),
                 item.last_online_at ? to_rfc3339(*item.last_online_at) : std::string{}, xarf_report_id(notice.reference, item.request)});
  return list;
}

std::string attachment(std::string_view type, const std::string& name, std::string_view bytes) {
  return fixed_header("Content-Type", std::string(type) + "; name=\"" + name + "\"") +
         fixed_header("Content-Disposition", "attachment; filename=\"" + name + "\"") +
         fixed_header("Content-Transfer-Encoding", "base64") + "\r\n" + base64_lines(bytes);
}

std::string text_part_head() {
  return fixed_header("Content-Type", "text/plain; charset=utf-8") + fixed_header("Content-Transfer-Encoding", "quoted-printable") + "\r\n";
}

bool is_line(std::string_view text) { return HeaderValue::make(text).has_value(); }

}  // namespace

Result<std::string, std::string> write_notice_mail(const NoticeForSending& notice, const DeskIdentity& desk) {
  const auto from = desk_address(desk);
  const auto reply_to = reply_address(desk.reply_mailbox, notice.reply_token, desk.mail_domain);
  const auto message_id = [&](const std::string& reference) { return "<" + reference + "@" + desk.mail_domain + ">"; };
  const bool prefixed = notice.text.subject.find(notice.reference) != std::string::npos;
  const auto subject = HeaderValue::make(prefixed ? notice.text.subject : "[" + notice.reference + "] " + notice.text.subject);
  const auto organisation = HeaderValue::make(desk.organisation);
  if (!read_reference(notice.reference)) return Failure{std::string("the notice's reference is none")};
  if (!notice.refers_to.empty() && !read_reference(notice.refers_to))
    return Failure{std::string("the reference of the earlier notice is none")};
  if (!is_mail_address(notice.address)) return Failure{std::string("the contact's address is no mail address")};
  if (!is_mail_address(from)) return Failure{std::string("the desk's mail_from and mail_domain give no mail address")};
  if (!is_mail_address(reply_to)) return Failure{std::string("the desk's reply_mailbox, the token and mail_domain give no mail address")};
  if (!subject) return Failure{std::string("the subject holds a control character or a line break")};
  if (!organisation) return Failure{std::string("the desk's organisation holds a control character or a line break")};
  if (notice.items.empty()) return Failure{std::string("a notice needs at least one item")};
  std::vector<OpenItem> items;
  for (const auto& item : notice.items) {
    items.push_back({item, item.locator.open(DeliveryReveal::grant())});
    // A line break in one of these would let a locator write a line of its own into the text people read.
    if (!is_line(items.back().locator) || !is_line(item.referrer) || !is_line(item.address))
      return Failure{std::string("a locator, referrer or address holds a control character")};
  }

  std::string mail;
  mail += mailbox_header("From", *organisation, from);
  mail += fixed_header("To", notice.address);
  mail += fixed_header("Reply-To", reply_to);
  mail += text_header("Subject", *subject);
  mail += fixed_header("Date", mail_date(notice.composed_at));
  mail += fixed_header("Message-ID", message_id(notice.reference));
  if (!notice.refers_to.empty()) {
    mail += fixed_header("In-Reply-To", message_id(notice.refers_to));
    mail += fixed_header("References", message_id(notice.refers_to));
  }
  mail += fixed_header("X-Redress-Notice-Kind", name_of(notice.kind));  // so that a desk's machines know a retraction from a notice
  mail += fixed_header("MIME-Version", "1.0");
  // "=_" occurs in no quoted-printable and no base64 text.
  const std::string boundary = "=_redress_" + notice.reference;
  mail += fixed_header("Content-Type", "multipart/mixed; boundary=\"" + boundary + "\"");

  const auto begin_part = [&] { mail += "\r\n--" + boundary + "\r\n"; };
  begin_part();
  mail += text_part_head() + quoted_printable(text_for_people(notice, items));
  if (has_machine_parts(notice.kind)) {
    std::size_t number = 0;
    for (const auto& [item, locator] : items) {
      ++number;
      if (!is_web_locator(locator)) continue;  // the schema wants a URL; accounts and telephone numbers stand in text and list
      begin_part();
      mail += attachment("application/json", "xarf-" + std::to_string(number) + ".json", xarf_document(notice, item, locator, desk));
    }
    if (items.size() >= kListFromItems) {
      begin_part();
      mail += attachment("text/csv; charset=utf-8", "list-" + notice.reference + ".csv", list_for_people(notice, items));
    }
  }
  mail += "\r\n--" + boundary + "--\r\n";
  return mail;
}

std::string as_possible_duplicate(const std::string& mail, std::string_view words) {
  const auto head = text_part_head();
  const auto at = mail.find(head);
  REDRESS_ASSERT(at != std::string::npos, "a mail of this connector has a text");
  const auto text = at + head.size();
  return std::string(kPossibleDuplicateHeader) + mail.substr(0, text) + quoted_printable(std::string(words) + "\n\n") + mail.substr(text);
}

}  // namespace redress
