// Notices for the tests of this folder.
#pragma once

#include "engine/core/ports/connector.hpp"

namespace redress::test {

inline DeskIdentity some_desk() {
  return {.organisation = "Hotline Example",
          .mail_domain = "desk.example",
          .mail_from = "notices",
          .reply_mailbox = "ntd",
          .envelope_mailbox = "bounces",
          .handler = "analyst 7",
          .language = "en"};
}

inline NoticeItem some_item(std::int64_t number, const std::string& locator) {
  NoticeItem item;
  item.request = RequestId{number};
  item.locator = LocatorText(locator);
  item.address = "192.0.2.7";
  item.verdict = number % 2 == 0 ? Verdict::illegal_national : Verdict::illegal_baseline;
  item.first_reported_at = *parse_rfc3339("2030-01-01T09:00:00Z") + minutes{number};
  return item;
}

inline NoticeForSending some_notice(int items = 2) {
  NoticeForSending notice;
  notice.reference = "N-7K3F-92QX-D";
  notice.reply_token = "0123456789abcdef";
  notice.address = "abuse@hoster.example";
  notice.recipient_name = "Hoster";
  notice.text = {.subject = "Child sexual abuse material on your network",
                 .body = "Dear colleagues,\n\nplease remove the following.\n\nHotline Example, analyst 7\n",
                 .reviewed = true,
                 .why = {}};
  notice.composed_at = *parse_rfc3339("2030-01-01T10:00:00Z");
  for (int i = 1; i <= items; ++i)
    notice.items.push_back(some_item(i, "https://www.site" + std::to_string(i) + ".example/a/b.html?c=d&e=" + std::to_string(i)));
  return notice;
}

}  // namespace redress::test
