// Phrases as data: a table of patterns over folded words, and the matcher that finds them in sentences. The reader of hosters' mail
// decides nothing by code that a row of meaning_rules.tsv or bounce_rules.tsv can decide; this file is what reads those rows.
//
// A row is `language <tab> label <tab> pattern <tab> example`. A row whose label starts with `@` names a list of words instead
// (`nl <tab> @content <tab> inhoud|bestand*`). A pattern is a line of words:
//   word          that word                        a|b|c*   one of them; `*` = any ending
//   word?         may be absent                    @content one of that language's list (else of the list under `*`)
//   ..  ..3       up to 8 (3) words between        ..3!a|b  the same, none of them a or b
//   ^  $          start, end of the sentence        a|$      the word or the end
//   <url> <email> <ip> <ref> <num>                 such a thing          <question>  the sentence is a question
// Words are compared folded: lower case, without accents, `don't` read as `do not`. German rules match `geloescht` for `gelöscht`.
// Lines starting with `#` are comments.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::mail {

/// Sentences longer than this are cut, and `cut` says so: nothing sure is read from them.
inline constexpr std::size_t kSentenceWordsMax = 250;

/// Lower case, compatibility forms unified, accents and invisible characters gone. Invalid UTF-8 is replaced.
[[nodiscard]] std::string fold(std::string_view utf8);

struct Sentence {
  std::vector<std::string> words;  // folded; <url> and its like stand for the thing
  std::vector<std::uint16_t> clauses;  // of each word: counts commas, semicolons, colons and brackets before it
  bool question = false;           // ends with a question mark
  bool cut = false;
  std::size_t line = 0;  // index of the line of the text in which it starts
};

/// Sentences of a text whose lines may be wrapped: they end at . ! ? followed by white space, at an empty line and before a list item.
[[nodiscard]] std::vector<Sentence> split_sentences(std::string_view text);

struct PhraseRule {
  std::string language;
  std::string label;
  std::string pattern;
  std::string example;
};

struct PhraseMatch {
  std::size_t rule = 0;
  std::vector<std::size_t> words;  // positions named by the pattern; words skipped by a gap are not among them
};

/// Remembers which rule words each word of the text satisfies, and counts the steps taken, so that callers can bound the work.
struct PhraseMemory {
  std::map<const void*, std::unordered_map<std::string, std::vector<std::uint32_t>>> known;  // by book
  std::uint64_t steps = 0;
  std::uint64_t steps_max = 8'000'000;
  [[nodiscard]] bool exhausted() const { return steps >= steps_max; }
};

class PhraseBook {
 public:
  /// Reads a table. A malformed row is a broken promise of ours and ends the program, naming the row.
  explicit PhraseBook(std::string_view table);

  [[nodiscard]] const std::vector<PhraseRule>& rules() const { return rules_; }
  /// The words of the list `@name` as they stand in the table, empty if there is none.
  [[nodiscard]] std::string_view list(const std::string& language, const std::string& name) const;
  /// Every rule that matches, at most once per starting word, in the order of the sentence.
  [[nodiscard]] std::vector<PhraseMatch> find(const Sentence& sentence, PhraseMemory& memory) const;
  /// How many words of the sentence stand in the list `@common` of each language: what tells which language it is written in.
  [[nodiscard]] std::map<std::string, std::size_t> common_words(const Sentence& sentence) const;

 private:
  enum class Kind : std::uint8_t { word, gap, end, question };
  struct Element {
    Kind kind = Kind::word;
    std::uint32_t matcher = 0;
    std::size_t gap = 0;
    bool optional = false;
    bool guarded = false;  // of a gap: it may not skip a word that satisfies `matcher`
    bool or_end = false;  // `a|$`: the word or the end of the sentence
  };
  struct Compiled {
    std::vector<Element> elements;
    bool at_start = false;
  };

  std::uint32_t matcher_for(const std::string& language, const std::string& text);
  const std::vector<std::uint32_t>& satisfied(const std::string& word, PhraseMemory& memory) const;
  struct Text {
    std::vector<const std::vector<std::uint32_t>*> sets;  // per word: the rule words it satisfies
    bool question = false;
  };
  bool match(const Compiled& rule, std::size_t element, const Text& text, std::size_t position, std::vector<std::size_t>& taken, PhraseMemory& memory) const;

  std::vector<PhraseRule> rules_;
  std::vector<Compiled> compiled_;
  std::map<std::pair<std::string, std::string>, std::string> lists_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> matchers_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> exact_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> prefix_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> rules_by_first_;
  std::unordered_map<std::string, std::vector<std::string>> common_;  // word -> languages
  std::size_t longest_prefix_ = 0;
};

/// The embedded tables meaning_rules.tsv with those of each language, bounce_rules.tsv and decision_rules.tsv.
[[nodiscard]] const PhraseBook& meaning_rules();
[[nodiscard]] const PhraseBook& bounce_rules();
[[nodiscard]] const PhraseBook& decision_rules();

}  // namespace redress::mail
