// A certificate authority that lives as long as the sandbox, and one server certificate under it.
#pragma once

#include <string>

namespace redress::sandbox {

struct Certificates {
  std::string authority_pem;    // what clients trust
  std::string certificate_pem;  // for 127.0.0.1, localhost and *.sandbox.example
  std::string key_pem;
};

/// New P-256 keys each time. Throws std::runtime_error when OpenSSL cannot. [SRC-RFC-5280]
[[nodiscard]] Certificates make_certificates();

}  // namespace redress::sandbox
