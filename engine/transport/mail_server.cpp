#include "engine/transport/mail_server.hpp"

#include "engine/core/mail_address.hpp"
#include "engine/transport/curl_handle.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <array>
#include <stdexcept>

namespace redress {

void check_mail_server(const MailServer& server, const char* what) {
  const std::string name(what);
  std::array<unsigned char, 16> bytes{};
  if (!is_host_name(server.host) && inet_pton(AF_INET6, server.host.c_str(), bytes.data()) != 1)
    throw std::invalid_argument(name + ": host is neither a name nor an address");
  if (server.port < 1 || server.port > 65535) throw std::invalid_argument(name + ": port must lie between 1 and 65535");
  if (server.tls == MailTls::none && !is_loopback(server.host))
    throw std::invalid_argument(name + ": tls: none is possible on loopback only; use required or implicit");
}

void set_mail_server_options(void* handle, const MailServer& server) {
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(server.tls == MailTls::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (!server.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, server.ca_file.c_str());
  if (!server.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.open(DeliveryReveal::grant()).c_str());
  }
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.connect_time_limit.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(server.time_limit.count()));
}

}  // namespace redress
