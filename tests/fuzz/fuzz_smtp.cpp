// What a relay answers: a verdict is only ever what its last reply says.
#include "engine/core/assert.hpp"
#include "engine/transport/smtp_transport.hpp"
#include "tests/fuzz/scripted_server.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  static fuzz::ScriptedServer server(true);
  server.say({reinterpret_cast<const char*>(data), size});
  SmtpSettings settings;
  settings.relay.host = "127.0.0.1";
  settings.relay.port = server.port();
  settings.relay.tls = MailTls::none;
  settings.relay.time_limit = Milliseconds{2'000};
  const auto verdict = make_smtp_transport(settings)->send(
      {"bounces@hotline.example", "abuse@hoster.example", MessageText("From: notices@hotline.example\r\nSubject: Notice\r\n\r\nPlease.\r\n")});
  const int kind = verdict.code / 100;
  REDRESS_ASSERT(verdict.outcome != MailOutcome::accepted || kind == 2, "accepted without a word");
  REDRESS_ASSERT(verdict.outcome != MailOutcome::refused || kind == 5, "refused without a word");
  REDRESS_ASSERT(verdict.outcome != MailOutcome::again_later || kind == 4, "put off without a word");
  REDRESS_ASSERT(verdict.cause.find("hoster.example") == std::string::npos, "a cause with an address");
  return 0;
}
