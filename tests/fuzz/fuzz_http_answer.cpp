// What web servers answer, head and body, through libcurl and our own rules: an answer keeps to its caps whatever is sent.
#include "engine/core/assert.hpp"
#include "engine/core/sensitive.hpp"
#include "engine/transport/http_transport.hpp"
#include "tests/fuzz/scripted_server.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  static fuzz::ScriptedServer server(false);
  static const auto transport = [] {
    NetworkSettings settings;
    settings.permit = {"127.0.0.0/8"};
    return make_http_transport(settings);
  }();
  server.say({reinterpret_cast<const char*>(data), size});
  OutgoingHttp request;
  request.url = SecretText("http://127.0.0.1:" + std::to_string(server.port()) + "/rdap/ip/192.0.2.1");
  request.time_limit = Milliseconds{2'000};
  request.reply_bytes_max = 4'096;
  request.redirects_max = 0;  // an answer must not send us out of this machine
  const auto reply = transport->perform(request);
  if (!reply) return 0;
  REDRESS_ASSERT(reply->status >= 100 && reply->status <= 599, "a status that is none");
  REDRESS_ASSERT(reply->body.size() <= request.reply_bytes_max, "more kept than the cap");
  for (const auto& [name, value] : reply->headers) {
    REDRESS_ASSERT(name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ\r\n") == std::string::npos, "a header name that is not in lower case");
    REDRESS_ASSERT(value.find_first_of("\r\n") == std::string::npos, "a header of several lines");
  }
  return 0;
}
