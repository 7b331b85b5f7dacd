#include "connectors/kit/mail_decision.hpp"

#include <gtest/gtest.h>

namespace redress::mail {
namespace {

// Every row of both tables matches its own example: provoked by reading each example and looking for its row.
void expect_examples(const PhraseBook& book) {
  for (std::size_t i = 0; i < book.rules().size(); ++i) {
    const PhraseRule& rule = book.rules()[i];
    PhraseMemory memory;
    bool found = false;
    for (const Sentence& sentence : split_sentences(rule.example)) {
      for (const PhraseMatch& match : book.find(sentence, memory)) {
        found = found || match.rule == i;
      }
    }
    EXPECT_TRUE(found) << rule.language << " " << rule.label << ": `" << rule.pattern << "` does not match `" << rule.example << "`";
  }
}

TEST(PhraseRules, EveryRuleOfMeaningMatchesItsExample) { expect_examples(meaning_rules()); }
TEST(PhraseRules, EveryRuleOfBouncesMatchesItsExample) { expect_examples(bounce_rules()); }
TEST(PhraseRules, EveryRuleOfDecisionsMatchesItsExample) { expect_examples(decision_rules()); }

// A decision is read where it is stated, and only there: each text with what it says, or with nothing since a person must read it.
TEST(PlatformDecision, IsReadWhereItIsStated) {
  const std::vector<std::pair<const char*, std::optional<PlatformDecision>>> texts{
      {"Thank you for your notice. We have restricted the visibility of the post.", PlatformDecision::restricted},
      {"The post is now withheld in your country.", PlatformDecision::restricted},
      {"The video is now age-restricted.", PlatformDecision::age_restricted},
      {"We have suspended the account.", PlatformDecision::account_action},
      {"We have suspended the account. The video is now age-restricted.", std::nullopt},
      {"We have not suspended the account.", std::nullopt},
      {"The video will be age-restricted soon.", std::nullopt},
      {"Do you want us to suspend the account?", std::nullopt},
      {"The video was age-restricted, and the restriction was lifted.", std::nullopt},
      {"We looked at your notice.", std::nullopt},
  };
  for (const auto& [text, decision] : texts) {
    PhraseMemory memory;
    EXPECT_EQ(read_decision(text, memory), decision) << text;
  }
}

}  // namespace
}  // namespace redress::mail
