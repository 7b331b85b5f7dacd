#include "connectors/kit/phrase_rules.hpp"

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

}  // namespace
}  // namespace redress::mail
