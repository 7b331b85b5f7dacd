// Links of event chains: SHA-256 over the link before and the canonical bytes of the event.
#pragma once

#include "engine/core/ports/sealer.hpp"

namespace redress {

/// Threads: may be called from any thread.
class Sha256Chain final : public ChainHasher {
 public:
  [[nodiscard]] ChainHash next(const ChainHash& before, std::string_view canonical_event) const override;
};

}  // namespace redress
