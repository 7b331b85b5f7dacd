// The abuse-mail connector's reading of a desk's mail: tokens are bounded, and what was not understood is never certain.
#include "connectors/abuse_mail/answer_mail.hpp"
#include "engine/core/assert.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  DeskIdentity desk;
  desk.organisation = "Example Hotline";
  desk.mail_domain = "hotline.example";
  desk.mail_from = "notices@hotline.example";
  desk.reply_mailbox = "notices";
  desk.envelope_mailbox = "bounces";
  static const AbuseMailAnswers answers(desk);
  const auto answer = answers.read({reinterpret_cast<const char*>(data), size});
  REDRESS_ASSERT(answer.reply_tokens.size() <= 2 * kTokensMax, "more tokens than the cap");
  REDRESS_ASSERT(!answer.certain || (answer.meaning && *answer.meaning != AnswerMeaning::unknown), "certain of nothing");
  return 0;
}
