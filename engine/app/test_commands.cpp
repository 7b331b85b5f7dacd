// Reaching out on purpose: test alerts, test notices to oneself.
#include "engine/alert/channel_sender.hpp"
#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/core/mail_address.hpp"
#include "engine/core/reference.hpp"
#include "engine/runtime/sending.hpp"

#include <iostream>

namespace redress::app {

int alert_test(Session& session) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  if (!wiring->loop().parts().alerts_are_sent) {
    complain("no alert channel is configured; add alerts: mail: or webhooks: to " + session.options().config);
    return kFailed;
  }
  auto world = wiring->world();
  if (!world) {
    complain(world.error());
    return kFailed;
  }
  if (const int code = session.record("alert_test")) return code;
  const auto sender = world->alerts();
  auto* channels = dynamic_cast<ChannelSender*>(sender.get());
  if (!channels) return kFailed;
  bool all = true;
  for (const auto& outcome : channels->send_each(demo_alert(session.clock().utc_now()))) {
    all = all && outcome.took;
    if (session.options().json)
      std::cout << JsonObject().add("channel", outcome.channel).add("took", outcome.took).add("cause", outcome.cause).text() << '\n';
    else
      std::cout << outcome.channel << ": " << (outcome.took ? "taken" : outcome.cause) << '\n';
  }
  return all ? kDone : kNotReachable;
}

int connector_test(Session& session, const std::string& name, const std::string& to) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  const Connector* connector = nullptr;
  for (const auto* one : wiring->connectors())
    if (one->manifest().id == name) connector = one;
  if (!connector || !connector->submit()) {
    complain("there is no connector " + name + " that sends; `redress connector list` shows them");
    return kFailed;
  }
  if (connector->manifest().by_hand) {
    complain("what goes by " + name + " is handed over by a person: there is nothing to send to yourself");
    return kUsage;
  }
  if (!is_mail_address(to)) {
    complain("that is no mail address; write your own mailbox, like you@hotline.example");
    return kUsage;
  }
  auto world = wiring->world();
  if (!world) {
    complain(world.error());
    return kFailed;
  }
  SystemRandom random;
  runtime::SendJob job;
  job.channel = name;
  auto& notice = job.envelope;
  notice.reference = make_reference(random);
  notice.reply_token = make_reply_token(random);
  notice.address = to;
  notice.recipient_name = "yourself";
  notice.composed_at = session.clock().utc_now();
  notice.text.subject = "Test message: nothing to do";
  notice.text.body = "This is a test of the connector " + name + ". The address in it does not exist.\n";
  NoticeItem item;
  item.request = RequestId{1};
  item.locator = LocatorText("https://test.example/nothing");
  item.first_reported_at = notice.composed_at;
  notice.items.push_back(std::move(item));
  auto message = connector->submit()->compose(notice, wiring->config().identity);
  if (!message) {
    complain(message.error());
    return kFailed;
  }
  job.message = std::move(*message);
  if (const int code = session.record("connector_test")) return code;
  const auto mail = world->mail();
  const auto http = world->http ? world->http() : nullptr;
  const auto settled = runtime::run_send(job, *connector, *mail, http.get());
  const bool taken = settled.outcome == MailOutcome::accepted;
  if (session.options().json)
    std::cout << JsonObject().add("notice", notice.reference).add("taken", taken).add("cause", settled.cause).add("code", settled.code).text() << '\n';
  else
    std::cout << notice.reference << ": " << (taken ? "taken by the relay" : settled.cause) << " (" << settled.code << ")\n";
  return taken ? kDone : settled.outcome == MailOutcome::relay_unreachable ? kNotReachable : kFailed;
}

}  // namespace redress::app
