// What an IMAP server answers: numbers go up, messages keep to their cap.
#include "engine/core/assert.hpp"
#include "engine/transport/imap_inbox.hpp"
#include "tests/fuzz/scripted_server.hpp"

#include <memory>

namespace {

class FromTheBeginning final : public redress::Inbox::Position {
 public:
  std::int64_t after(std::int64_t) override { return 1; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  static fuzz::ScriptedServer server(true);
  server.say({reinterpret_cast<const char*>(data), size});
  ImapSettings settings;
  settings.server.host = "127.0.0.1";
  settings.server.port = server.port();
  settings.server.tls = MailTls::none;
  settings.server.time_limit = Milliseconds{2'000};
  const auto inbox = make_imap_inbox(settings);
  FromTheBeginning position;
  const auto batch = inbox->fetch(position, 3);
  if (!batch) return 0;
  REDRESS_ASSERT(batch->messages.size() <= 3, "more messages than were asked for");
  std::int64_t before = 1;
  for (const auto& message : batch->messages) {
    REDRESS_ASSERT(message.uid > before, "numbers that do not go up");
    REDRESS_ASSERT(message.bytes.size() <= kInboxMessageBytesMax, "more kept than the cap");
    before = message.uid;
  }
  return 0;
}
