// The mails the emulated partners send: bounces (RFC 3464), receipts of ticket systems (RFC 3834), answers of people. [SRC-RFC-3464]
// [SRC-RFC-3834] [SRC-RFC-5322]
#pragma once

#include "sandbox/partners/party.hpp"

#include <string>

namespace redress::sandbox {

struct OutgoingMail {
  std::string to;    // where it is delivered; empty: nobody to write to, drop it
  std::string text;  // whole message, CRLF line ends, with the Return-Path and Delivered-To a mail server adds
};

/// `reaction` must be a bounce, an auto-reply or an answer. Bounces and auto-replies go to the envelope's sender, answers to the reply
/// address; nothing is returned to a null reverse path. source: RFC 5321 section 4.5.5, RFC 3834 section 4
[[nodiscard]] OutgoingMail write_mail(const Party& party, const NoticeSeen& notice, const Reaction& reaction);

}  // namespace redress::sandbox
