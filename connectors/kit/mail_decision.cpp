#include "connectors/kit/mail_decision.hpp"

#include <algorithm>

namespace redress::mail {

std::optional<PlatformDecision> read_decision(std::string_view own_text, PhraseMemory& memory) {
  std::optional<PlatformDecision> decided;
  for (const Sentence& sentence : split_sentences(own_text)) {
    std::optional<PlatformDecision> here;
    bool doubted = sentence.question || sentence.cut, two = false;
    for (const PhraseMatch& match : decision_rules().find(sentence, memory)) {
      const auto& label = decision_rules().rules()[match.rule].label;
      const auto decision = from_name<PlatformDecision>(label);
      doubted = doubted || !decision;
      two = two || (decision && here && *here != *decision);
      if (decision) here = decision;
    }
    if (!here) continue;
    if (doubted || two || (decided && *decided != *here)) return std::nullopt;
    decided = here;
  }
  if (memory.exhausted()) return std::nullopt;
  return decided;
}

}  // namespace redress::mail
