// What a platform's own words say it decided, where that is neither "removed" nor "nothing" (mail_meaning.hpp). Rules: decision_rules.tsv.
#pragma once

#include "connectors/kit/phrase_rules.hpp"
#include "engine/core/words.hpp"

#include <optional>
#include <string_view>

namespace redress::mail {

/// `own_text`: the sender's own words, without what they quote. Nothing where no sentence states a decision, where two different ones are
/// stated, or where one that names a decision doubts it, asks, or speaks of a time to come: a person reads those.
[[nodiscard]] std::optional<PlatformDecision> read_decision(std::string_view own_text, PhraseMemory& memory);

}  // namespace redress::mail
