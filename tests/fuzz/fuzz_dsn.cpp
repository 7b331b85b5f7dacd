// The delivery status of a bounce, in a mail that is well formed otherwise: whatever it says, recipients are few and an address is one line.
// The first byte says which kind of report part it stands in.
#include "connectors/kit/mail_reader.hpp"
#include "engine/core/assert.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  if (size == 0) return 0;
  constexpr std::array<std::array<std::string_view, 2>, 3> kReports{{{"delivery-status", "message/delivery-status"},
                                                                    {"feedback-report", "message/feedback-report"},
                                                                    {"disposition-notification", "message/disposition-notification"}}};
  const auto& [report, part] = kReports[data[0] % kReports.size()];
  std::string mail = "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=";
  mail.append(report).append("; boundary=b\n\n--b\n\nIt could not be delivered.\n--b\nContent-Type: ").append(part).append("\n\n");
  mail.append(reinterpret_cast<const char*>(data + 1), size - 1);
  mail += "\n--b--\n";
  const auto reading = read_mail(mail);
  REDRESS_ASSERT(reading.recipients.size() <= size, "more recipients than bytes");
  for (const auto& recipient : reading.recipients)
    REDRESS_ASSERT(recipient.address.find_first_of("\r\n") == std::string::npos && recipient.status.find('\n') == std::string::npos,
                   "a recipient of several lines");
  REDRESS_ASSERT(reading.kind != MailKind::answer || reading.meaning, "an answer without a meaning");
  REDRESS_ASSERT(reading.meaning.value_or(mail::Meaning::unknown) != mail::Meaning::removed, "a report that says removed");
  return 0;
}
