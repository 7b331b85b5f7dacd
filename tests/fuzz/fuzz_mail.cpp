// Mail that comes back: every mail is read as something, and its line stays one line.
#include "connectors/kit/mail_reader.hpp"
#include "engine/core/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  const auto reading = read_mail({reinterpret_cast<const char*>(data), size});
  const bool may_mean = reading.kind == MailKind::answer || reading.kind == MailKind::auto_reply;
  REDRESS_ASSERT(may_mean || !reading.meaning, "a meaning without an answer");
  REDRESS_ASSERT(to_json_line("mail.eml", reading).find('\n') == std::string::npos, "an answer of several lines");
  return 0;
}
