#include "engine/intake/report_reader.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/hexadecimal.hpp"

#include <openssl/evp.h>

#include <array>
#include <istream>
#include <memory>

namespace redress {
namespace {

struct DigestCloser {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// Hashes fields with their lengths, so that no two lists of fields read the same.
class FieldDigest {
 public:
  FieldDigest() : context_(EVP_MD_CTX_new()) {
    REDRESS_ASSERT(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1, "SHA-256 is not available");
  }
  void add(std::string_view field) {
    add(static_cast<std::uint64_t>(field.size()));
    update(field.data(), field.size());
  }
  void add(std::uint64_t number) {
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(number >> (8 * i));
    update(bytes.data(), bytes.size());
  }
  void add_bytes(std::string_view bytes) { update(bytes.data(), bytes.size()); }
  [[nodiscard]] std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    REDRESS_ASSERT(EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) == 1, "SHA-256 failed");
    return hexadecimal({bytes.data(), size});
  }

 private:
  void update(const void* data, std::size_t size) {
    REDRESS_ASSERT(EVP_DigestUpdate(context_.get(), data, size) == 1, "SHA-256 failed");
  }
  std::unique_ptr<EVP_MD_CTX, DigestCloser> context_;
};

}  // namespace

std::string content_digest(const IncomingReport& report, std::string_view delivery) {
  FieldDigest digest;
  const RevealGrant grant = IntakeReveal::grant();
  digest.add(delivery);
  digest.add(name_of(report.origin));
  digest.add(report.source);
  digest.add(report.external_reference);
  digest.add(report.assigned_person);
  digest.add(report.reporter.open(grant));
  digest.add(report.told_at ? static_cast<std::uint64_t>(to_ms(*report.told_at)) + 1 : 0);
  digest.add(static_cast<std::uint64_t>(report.items.size()));
  for (const IncomingItem& item : report.items) {
    digest.add(name_of(item.locator_kind));
    digest.add(name_of(item.role));
    digest.add(item.platform);
    digest.add(item.locator.open(grant));
    digest.add(item.recipe.open(grant));
    digest.add(item.source_verdict ? name_of(*item.source_verdict) : std::string_view{});
    digest.add(item.source_classification);
    digest.add(static_cast<std::uint64_t>(item.urgent ? 1 : 0));
    digest.add(static_cast<std::uint64_t>(item.found_on.size()));
    for (const std::size_t page : item.found_on) digest.add(static_cast<std::uint64_t>(page));
  }
  return digest.hex();
}

std::string RowIdentity::digest_of(const IncomingReport& report) {
  const auto said = content_digest(report);
  FieldDigest next;
  next.add(before_);
  next.add(said);
  auto digest = report.external_reference.empty() ? content_digest(report, "after " + before_) : said;
  before_ = next.hex();
  return digest;
}

std::string stream_digest(std::istream& in) {
  FieldDigest digest;
  std::array<char, 64 * 1024> chunk{};
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)
    digest.add_bytes({chunk.data(), static_cast<std::size_t>(in.gcount())});
  return digest.hex();
}

}  // namespace redress
