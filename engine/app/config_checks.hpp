// What connectors, transports and alert channels would refuse later, asked while the configuration is read: each value by the very code
// that uses it, so that what passes here runs, and a mistake is told with its line and column before a notice is lost to it.
#pragma once

#include "engine/app/config.hpp"

namespace redress::app {

void check_identity(YamlMap& map, const DeskIdentity& identity);
void check_mail_server(YamlMap& map, const MailServer& server);
void check_relay(YamlMap& map, const SmtpSettings& relay);
void check_mailbox_name(YamlMap& map, const std::string& mailbox);
void check_network(YamlMap& map, const Config& config);
void check_looks(YamlMap& map);
/// `identity`: whom alert mails come from. A webhook's secret file is only named here; whether it can be read is asked by
/// `problems_of_files`.
void check_alerts(YamlMap& map, const Config& config);
void check_store(YamlMap& map, const Config& config);

}  // namespace redress::app
