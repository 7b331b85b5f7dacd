// Mails of the intake mailbox: nobody is taken but whom our own mail server vouches for, and what is taken can be read as reports. The input's first
// byte says whether it is a whole mail, the Authentication-Results of one, or the body of a mail that is proven.
#include "engine/app/intake_mail.hpp"
#include "engine/core/assert.hpp"
#include "engine/intake/report_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  using namespace redress::app;
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data + 1), size - 1);
  const IntakeMailRules rules{"mx.hotline.example", {{"desk@partner.example", "partner.example", std::nullopt}}};
  std::string mail = rest;
  if (data[0] % 3 == 1) {
    (void)signing_domains(rest, rules.authserv_id);
    return 0;
  }
  if (data[0] % 3 == 2)
    mail = "Authentication-Results: mx.hotline.example; dkim=pass header.d=partner.example\n"
           "From: desk@partner.example\nSubject: ERT-INPUT\n" + rest;
  const auto taken = read_intake_mail(mail, rules);
  REDRESS_ASSERT(taken.refused.empty() || taken.texts.empty(), "refused and taken");
  REDRESS_ASSERT(!taken.refused.empty() || taken.source == "partner.example" || taken.source.starts_with("row:"), "taken from nobody");
  for (const auto& text : taken.texts) {
    std::istringstream in(text);
    auto opened = open_report_stream(in, {});
    if (!opened) continue;
    std::size_t given = 0;
    for (auto next = (*opened)->next(); !std::holds_alternative<EndOfReports>(next); next = (*opened)->next())
      REDRESS_ASSERT(++given <= text.size() + 1, "more reports than bytes");
  }
  return 0;
}
