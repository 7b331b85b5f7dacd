// What the settings of our own mail servers (relay, mailbox) have in common.
#pragma once

#include "engine/core/names.hpp"
#include "engine/core/sensitive.hpp"
#include "engine/core/time.hpp"

#include <string>

namespace redress {

/// How the connection to a mail server is protected. There is no "if possible": a stripped STARTTLS must be noticed.
enum class MailTls {
  required,  // STARTTLS, or no connection
  implicit,  // TLS from the first byte (ports 465, 993)
  none,      // only for servers on loopback
};
template <>
struct EnumNames<MailTls> {
  static constexpr auto names = name_list("required", "implicit", "none");
};

struct MailServer {
  std::string host;         // name or address
  int port = 0;
  MailTls tls = MailTls::required;
  std::string ca_file;      // PEM file of further certificate authorities; the machine's own stay trusted. Empty: none
  std::string user;         // empty: no login
  SecretText password;
  Milliseconds connect_time_limit{10'000};
  Milliseconds time_limit{120'000};  // one message
};

/// Throws std::invalid_argument, naming what is wrong, for a host that is none, a port out of range, or `none` outside loopback.
void check_mail_server(const MailServer& server, const char* what);

/// Sets TLS, login and time limits on a `CURL*`.
void set_mail_server_options(void* handle, const MailServer& server);

}  // namespace redress
