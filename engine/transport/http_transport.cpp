#include "engine/transport/http_transport.hpp"

#include <algorithm>
#include <utility>

#include "engine/transport/http_exchange.hpp"

namespace redress {
namespace {

constexpr int kRedirectsMax = 5;

bool is_safe_method(std::string_view method) { return method == "GET" || method == "HEAD"; }

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

HttpError error_of(const HopReply& reply, bool safe) {
  switch (reply.failure) {
    case HopFailure::address_forbidden: return HttpError::forbidden_address;
    case HopFailure::tls: return HttpError::tls;
    case HopFailure::timed_out: return reply.request_sent && !safe ? HttpError::uncertain : HttpError::timed_out;
    case HopFailure::no_answer: return reply.request_sent && !safe ? HttpError::uncertain : HttpError::unreachable;
    // Headers that never end or an answer that is no HTTP came after the request was sent.
    case HopFailure::malformed: return reply.request_sent && !safe ? HttpError::uncertain : HttpError::malformed;
    case HopFailure::stopped: return HttpError::too_large;
    case HopFailure::no_such_name:
    case HopFailure::unreachable:
    case HopFailure::none: break;
  }
  return HttpError::unreachable;
}

class CurlHttpTransport final : public HttpTransport {
 public:
  explicit CurlHttpTransport(const NetworkSettings& settings) : exchange_(settings) {}

  Result<HttpReply, HttpError> perform(const OutgoingHttp& request) override {
    HopRequest hop{request.method, request.url.open(DeliveryReveal::grant()), request.headers, request.body, request.time_limit};
    const bool safe = is_safe_method(request.method);
    int redirects_left = std::min(request.redirects_max, kRedirectsMax);
    while (true) {
      HttpReply answer;
      auto reply = exchange_.perform(hop, [&](std::string_view piece) {
        if (answer.body.size() + piece.size() > request.reply_bytes_max) return false;
        answer.body += piece;
        return true;
      });
      if (reply.failure != HopFailure::none) return Failure{error_of(reply, safe)};
      if (!reply.redirect_to.empty() && safe && redirects_left > 0) {
        --redirects_left;
        const auto from = read_http_url(hop.url);
        const auto to = read_http_url(reply.redirect_to);
        if (!from || !to || (from->scheme == "https" && to->scheme == "http")) return Failure{HttpError::malformed};
        if (from->host != to->host || from->port != to->port || from->scheme != to->scheme) keep_harmless(hop.headers);
        hop.url = to->text;
        continue;
      }
      answer.status = reply.status;
      answer.headers = std::move(reply.headers);
      return answer;
    }
  }

 private:
  static void keep_harmless(HttpHeaders& headers) {
    headers.erase(std::remove_if(headers.begin(), headers.end(),
                                 [](const auto& header) {
                                   const auto name = lower_case(header.first);
                                   return name != "accept" && name != "accept-language" && name != "user-agent";
                                 }),
                  headers.end());
  }

  HttpExchange exchange_;
};

}  // namespace

std::unique_ptr<HttpTransport> make_http_transport(const NetworkSettings& settings) {
  return std::make_unique<CurlHttpTransport>(settings);
}

}  // namespace redress
