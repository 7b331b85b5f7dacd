// What an abuse desk's mail means for the notice it answers: the kit's reader, put into the words of the port. [SRC-RFC-3464] [SRC-RFC-3834]
#pragma once

#include "engine/core/ports/connector.hpp"

#include <string>
#include <string_view>

namespace redress {

/// Reads mail that came to `reply_mailbox+token@mail_domain` or `envelope_mailbox+token@mail_domain`. Threads: may be shared.
class AbuseMailAnswers final : public ReadMail {
 public:
  explicit AbuseMailAnswers(DeskIdentity desk) : desk_(std::move(desk)) {}
  [[nodiscard]] ReadAnswer read(std::string_view bytes) const override;

 private:
  DeskIdentity desk_;
};

/// Tokens of our reply addresses anywhere in the first kTokenBytesMax bytes, each once, at most kTokensMax.
inline constexpr std::size_t kTokenBytesMax = 256 * 1024;
inline constexpr std::size_t kTokensMax = 8;
[[nodiscard]] std::vector<std::string> reply_tokens_in(std::string_view bytes, std::string_view mailbox, std::string_view domain);

}  // namespace redress
