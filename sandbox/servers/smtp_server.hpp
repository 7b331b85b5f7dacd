// The submission relay of the sandbox: takes mail for every partner and says for each what its model says.
#pragma once

#include "sandbox/partners/world.hpp"
#include "sandbox/servers/loopback.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>

namespace redress::sandbox {

inline constexpr std::size_t kMailBytesMax = 10 * 1024 * 1024;
inline constexpr std::size_t kRecipientsMax = 100;        // [SRC-RFC-5321] section 4.5.3.1.8
inline constexpr std::size_t kCommandBytesMax = 512;      // with CRLF, section 4.5.3.1.4
inline constexpr std::size_t kAuthLineBytesMax = 12'288;  // [SRC-RFC-4954] section 4
inline constexpr std::size_t kTextLineBytesMax = 1'000;   // with CRLF, section 4.5.3.1.6

/// Credentials both mail servers ask for. Any user name is taken with the right password.
struct MailAccess {
  std::string password;     // empty: none is asked for
  bool require_tls = true;  // nothing but STARTTLS before TLS
};

/// Writes each mail it is given into a folder, `000001-N-XXXX-XXXX-X.eml`, with the envelope in two header lines on top. Any thread.
class MailKeeper {
 public:
  /// An empty folder keeps nothing; else it is made. Throws std::filesystem::filesystem_error.
  explicit MailKeeper(std::filesystem::path folder);
  void keep(std::string_view envelope_from, std::string_view recipient, std::string_view raw);

 private:
  const std::filesystem::path folder_;
  std::mutex mutex_;  // guards count_
  std::size_t count_ = 0;
};

/// Between a mail and the relay's word for it. Any thread.
class RelayGate {
 public:
  /// While held, mails are taken and nobody is told so.
  void hold(bool held);
  /// Mails the relay has asked for and has not yet taken, refused or lost.
  [[nodiscard]] std::size_t arriving() const;
  void arrives();
  void arrived();
  /// Waits until nobody holds.
  void pass();

 private:
  mutable std::mutex mutex_;  // guards both
  std::condition_variable changed_;
  bool held_ = false;
  std::size_t arriving_ = 0;
};

/// Speaks ESMTP on one connection until it ends. [SRC-RFC-5321] [SRC-RFC-3207] [SRC-RFC-4954] [SRC-RFC-2920] [SRC-RFC-1870] [SRC-RFC-6152]
void serve_smtp(Connection& connection, World& world, const Clock& clock, const MailAccess& access, const TlsIdentity& identity,
                MailKeeper& keeper, RelayGate& gate);

}  // namespace redress::sandbox
