#include "sandbox/servers/http_server.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>

namespace redress::sandbox {
namespace {

namespace http = boost::beast::http;

constexpr std::chrono::seconds kHangMax{60};

std::string written(const HttpReply& reply, bool head, bool keep_alive) {
  const auto reason = http::obsolete_reason(static_cast<http::status>(reply.status));
  std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " " + std::string(reason.data(), reason.size()) + "\r\n";
  text += "Content-Type: " + reply.content_type + "\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n";
  for (const auto& [name, value] : reply.headers) text.append(name).append(": ").append(value).append("\r\n");
  text += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  if (!head) text += reply.body;
  return text;
}

HttpReply refusal(int status) {
  HttpReply reply;
  reply.status = status;
  reply.body = "<p>This request cannot be read.</p>\n";
  return reply;
}

}  // namespace

void serve_http(Connection& connection, const HttpHandler& handler) {
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(kHttpHeaderBytesMax);
    parser.body_limit(kHttpBodyBytesMax);
    parser.eager(true);
    bool told_to_go_on = false;
    auto& buffer = connection.buffer();
    while (!parser.is_done()) {
      boost::beast::error_code error;
      const auto used = parser.put(boost::asio::buffer(buffer), error);
      buffer.erase(0, used);
      if (error && error != http::error::need_more) {
        const bool too_big = error == http::error::body_limit;
        connection.write(written(refusal(too_big ? 413 : error == http::error::header_limit ? 431 : 400), false, false));
        return;
      }
      if (parser.is_done()) break;
      if (parser.is_header_done() && !told_to_go_on && parser.get()[http::field::expect] == "100-continue") {
        told_to_go_on = true;
        if (!connection.write("HTTP/1.1 100 Continue\r\n\r\n")) return;
      }
      if ((used == 0 || error == http::error::need_more) && !connection.fill()) return;
    }
    const auto& message = parser.get();
    HttpRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    request.body = message.body();
    request.local_address = connection.local_address();
    for (const auto& field : message) {
      std::string name(field.name_string());
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      request.headers[name] = std::string(field.value());
    }
    const auto reply = handler(request);
    switch (reply.fate) {
      case HttpReply::Fate::reset:
        connection.reset();
        return;
      case HttpReply::Fate::hang:
        connection.fill(kHangMax);
        return;
      case HttpReply::Fate::answer:
        break;
    }
    const bool keep_alive = message.keep_alive();
    if (!connection.write(written(reply, request.method == "HEAD", keep_alive)) || !keep_alive) return;
  }
}

}  // namespace redress::sandbox
