// Base64 for SASL and webhook signatures. [SRC-RFC-4648]
#pragma once

#include <openssl/evp.h>

#include <optional>
#include <string>
#include <string_view>

namespace redress::sandbox {

[[nodiscard]] inline std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');
  std::string terminated = text + '\0';  // OpenSSL writes an end mark
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(terminated.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  terminated.resize(text.size());
  return terminated;
}

/// Nothing for text that is not base64 with its padding.
[[nodiscard]] inline std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  bytes.resize(static_cast<std::size_t>(length) - padding);
  return bytes;
}

}  // namespace redress::sandbox
