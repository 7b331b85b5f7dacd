#include "connectors/kit/phrase_rules.hpp"

#include "engine/core/assert.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace redress::embedded {
std::span<const std::pair<std::string_view, std::string_view>> mail_rules();
}

namespace redress::mail {
namespace {

constexpr std::size_t kDefaultGap = 8;
constexpr std::size_t kRunBytesMax = 2048;  // longest URL or address looked at as one thing: keeps the reading linear

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Folded text: every byte above ASCII belongs to a letter, except the few punctuation signs that `fold` has turned into ASCII.
bool is_word_byte(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// Words that end in a point without ending the sentence. One or two letters never end one ("z.B.", "n.", "dr.").
constexpr std::array<std::string_view, 30> kAbbreviations = {"bzw",  "ggf",  "evtl", "inkl", "mrs",  "etc",  "str",  "std",  "dhr", "mevr",
                                                             "sig",  "tel",  "ext",  "art",  "abs",  "ref",  "approx", "resp", "num", "srs",
                                                             "mme",  "spett", "gent", "egr", "pan",  "вул",  "bijv", "vgl",  "usw", "exmo"};

bool ends_as_abbreviation(const std::vector<std::string>& words) {
  if (words.empty()) {
    return false;
  }
  const std::string& last = words.back();
  return (last.size() == 1 && !is_digit(last[0])) || std::find(kAbbreviations.begin(), kAbbreviations.end(), last) != kAbbreviations.end();
}

bool looks_like_ip(std::string_view word) {
  std::size_t points = 0;
  std::size_t colons = 0;
  bool hex_only = true;
  for (const char c : word) {
    points += c == '.' ? 1U : 0U;
    colons += c == ':' ? 1U : 0U;
    hex_only = hex_only && (is_digit(c) || c == '.' || c == ':' || c == '/' || (c >= 'a' && c <= 'f'));
  }
  return hex_only && word.size() >= 4 && is_digit(word[0]) && ((points == 3 && colons == 0) || colons >= 2);
}

// Our references, folded: n-xxxx-xxxx-x.
bool looks_like_reference(std::string_view word) {
  if (word.size() != 13 || word[0] != 'n' || word[1] != '-' || word[6] != '-' || word[11] != '-') {
    return false;
  }
  for (const std::size_t i : {2, 3, 4, 5, 7, 8, 9, 10, 12}) {
    if (!is_digit(word[i]) && !(word[i] >= 'a' && word[i] <= 'z')) {
      return false;
    }
  }
  return true;
}

bool all_digits(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), is_digit); }

// `part` follows `word` and an apostrophe: English short forms become words of their own, the s of a genitive goes.
bool join_after_apostrophe(std::vector<std::string>& words, std::string_view part) {
  std::string& word = words.back();
  if (part == "t" && word.size() > 1 && word.back() == 'n') {
    word.pop_back();
    if (word == "ca") {
      word = "can";
    } else if (word == "wo") {
      word = "will";
    }
    words.emplace_back("not");
    return true;
  }
  if (part == "ve" || part == "ll" || part == "re" || part == "m") {
    words.emplace_back(part == "ve" ? "have" : part == "ll" ? "will" : part == "re" ? "are" : "am");
    return true;
  }
  if (part == "s") {
    if (word == "it" || word == "that" || word == "there" || word == "everything" || word == "all" || word == "content") {
      words.emplace_back("is");
    }
    return true;
  }
  return false;
}

}  // namespace

std::string fold(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const casefold = [] {
    UErrorCode code = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(code);
  }();
  static const icu::Normalizer2* const decompose = [] {
    UErrorCode code = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(code);
  }();
  REDRESS_ASSERT(casefold != nullptr && decompose != nullptr, "ICU has its normalisation data");
  const icu::UnicodeString source = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  icu::UnicodeString lower = casefold->normalize(source, status);
  // Without its dots a German "would" is a "was", and "could" a "was able to".
  lower.findAndReplace(u"w\u00fcrde", u"wuerde").findAndReplace(u"h\u00e4tte", u"haette").findAndReplace(u"k\u00f6nnte", u"koennte");
  const icu::UnicodeString apart = decompose->normalize(lower, status);
  icu::UnicodeString plain;
  for (int32_t i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    const int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR) {
      continue;
    }
    if (c == 0x142) {
      plain.append(static_cast<UChar>('l'));
    } else if (c == 0xF8) {
      plain.append(static_cast<UChar>('o'));
    } else if (c == 0x2019 || c == 0x2018 || c == 0x60 || c == 0xB4 || c == 0x2BC) {
      plain.append(static_cast<UChar>('\''));
    } else if (c >= 0x80 && !u_isalnum(c)) {
      plain.append(static_cast<UChar>(c == 0x2026 ? '.' : c == 0x2013 || c == 0x2014 || c == 0x2212 ? '-' : c == 0x2022 ? '*' : ' '));
    } else {
      plain.append(c);
    }
  }
  std::string out;
  plain.toUTF8String(out);
  return out;
}

std::vector<Sentence> split_sentences(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<Sentence> sentences;
  Sentence current;
  std::size_t line = 0;
  std::uint16_t clause = 0;
  const auto close = [&] {
    if (!current.words.empty()) {
      sentences.push_back(std::move(current));
    }
    current = Sentence{};
    clause = 0;
  };
  const auto add = [&](std::string word) {
    if (current.words.empty()) {
      current.line = line;
    }
    if (current.words.size() >= kSentenceWordsMax) {
      current.cut = true;
      close();
      current.cut = true;
      current.line = line;
    }
    current.words.push_back(std::move(word));
    current.clauses.push_back(clause);
  };
  bool line_start = true;
  for (std::size_t i = 0; i < folded.size();) {
    const char c = folded[i];
    if (c == '\n') {
      ++line;
      std::size_t next = i + 1;
      while (next < folded.size() && (folded[next] == ' ' || folded[next] == '\t')) {
        ++next;
      }
      if (next < folded.size() && folded[next] == '\n') {
        close();
      }
      line_start = true;
      ++i;
      continue;
    }
    if (line_start && !is_space(c)) {
      line_start = false;
      // A list item: "- x", "* x", "1. x", "2) x".
      std::size_t digits = i;
      while (digits < folded.size() && is_digit(folded[digits])) {
        ++digits;
      }
      const bool bullet = (c == '-' || c == '*') && i + 1 < folded.size() && folded[i + 1] == ' ';
      const bool numbered = digits > i && digits + 1 < folded.size() && digits - i <= 3 && (folded[digits] == '.' || folded[digits] == ')') &&
                            folded[digits + 1] == ' ';
      if (bullet || numbered) {
        close();
        i = numbered ? digits + 1 : i + 1;
        continue;
      }
    }
    if (is_word_byte(c)) {
      // Addresses, URLs and references are read to the next white space or bracket and stand as one thing.
      std::size_t end = i;
      bool has_at = false;
      bool has_scheme = false;
      while (end < folded.size() && end - i < kRunBytesMax && !is_space(folded[end]) && folded[end] != '<' && folded[end] != '>' && folded[end] != '"' &&
             folded[end] != ')' && folded[end] != '(') {
        has_at = has_at || folded[end] == '@';
        has_scheme = has_scheme || (folded[end] == ':' && folded.compare(end, 3, "://") == 0);
        ++end;
      }
      std::string_view run(folded.data() + i, end - i);
      while (!run.empty() && (run.back() == '.' || run.back() == ',' || run.back() == ':' || run.back() == ';' || run.back() == '!' || run.back() == '?' ||
                              run.back() == '\'' || run.back() == ']')) {
        run.remove_suffix(1);
      }
      if (has_scheme || run.starts_with("www.") || run.starts_with("hxxp")) {
        add("<url>");
        i += run.size();
        continue;
      }
      if (has_at && run.find('@') != std::string_view::npos && run.find('.') != std::string_view::npos) {
        add("<email>");
        i += run.size();
        continue;
      }
      if (looks_like_ip(run)) {
        add("<ip>");
        i += run.size();
        continue;
      }
      if (run.size() >= 13 && looks_like_reference(run.substr(0, 13))) {
        add("<ref>");
        i += 13;
        continue;
      }
      std::size_t stop = i;
      while (stop < folded.size()) {
        if (is_word_byte(folded[stop])) {
          ++stop;
        } else if (folded[stop] == '.' && stop + 1 < folded.size() && is_word_byte(folded[stop + 1]) && stop > i) {
          ++stop;
        } else {
          break;
        }
      }
      std::string word = folded.substr(i, stop - i);
      i = stop;
      if (word == "cannot") {
        add("can");
        add("not");
      } else {
        add(std::move(word));
      }
      while (i + 1 < folded.size() && folded[i] == '\'' && is_word_byte(folded[i + 1])) {
        std::size_t part = i + 1;
        while (part < folded.size() && is_word_byte(folded[part])) {
          ++part;
        }
        const std::string tail = folded.substr(i + 1, part - i - 1);
        if (!join_after_apostrophe(current.words, tail)) {
          add(tail);
        }
        current.clauses.resize(current.words.size(), clause);
        i = part;
      }
      continue;
    }
    if ((c == ',' || c == ';' || c == ':' || c == '(' || c == ')') && !current.words.empty() && clause < 1000) {
      ++clause;
    }
    if (c == '.' || c == '!' || c == '?') {
      const bool at_end = i + 1 >= folded.size() || is_space(folded[i + 1]) || folded[i + 1] == '"' || folded[i + 1] == ')' || folded[i + 1] == '!' ||
                          folded[i + 1] == '?' || folded[i + 1] == '.' || folded[i + 1] == '\'';
      if (at_end && !(c == '.' && ends_as_abbreviation(current.words))) {
        if (c == '?') {
          current.question = true;
        }
        if (!(i + 1 < folded.size() && (folded[i + 1] == '?' || folded[i + 1] == '!' || folded[i + 1] == '.'))) {
          close();
        }
      }
    }
    ++i;
  }
  close();
  return sentences;
}

PhraseBook::PhraseBook(std::string_view table) {
  struct Row {
    std::vector<std::string> cells;
  };
  std::vector<Row> rows;
  for (const std::string& line : split(table, '\n')) {
    if (line.empty() || line[0] == '#') {
      continue;
    }
    Row row{split(line, '\t')};
    REDRESS_ASSERT(row.cells.size() >= 3, "a rule has a language, a label and a pattern");
    if (row.cells[1][0] == '@') {
      std::string& list = lists_[{row.cells[0], row.cells[1].substr(1)}];
      list += (list.empty() ? "" : "|") + row.cells[2];
      if (row.cells[1] == "@common") {
        for (const std::string& word : split(row.cells[2], '|')) {
          common_[fold(word)].push_back(row.cells[0]);
        }
      }
    } else {
      REDRESS_ASSERT(row.cells.size() == 4, "a rule has an example");
      rows.push_back(std::move(row));
    }
  }
  for (Row& row : rows) {
    Compiled rule;
    for (const std::string& piece : split(row.cells[2], ' ')) {
      if (piece.empty()) {
        continue;
      }
      Element element;
      if (piece == "^") {
        rule.at_start = true;
        continue;
      }
      if (piece == "$") {
        element.kind = Kind::end;
      } else if (piece == "<question>") {
        element.kind = Kind::question;
      } else if (piece.starts_with("..")) {
        element.kind = Kind::gap;
        const std::size_t guard = std::min(piece.find('!'), piece.size());
        element.gap = guard > 2 ? static_cast<std::size_t>(std::stoul(piece.substr(2, guard - 2))) : kDefaultGap;
        if (guard < piece.size()) {
          element.guarded = true;
          element.matcher = matcher_for(row.cells[0], piece.substr(guard + 1));
        }
      } else {
        element.optional = piece.size() > 1 && piece.back() == '?';
        std::string words = element.optional ? piece.substr(0, piece.size() - 1) : piece;
        for (const std::string_view end : {"|$", "$|"}) {
          if (const std::size_t place = words.find(end); place != std::string::npos) {
            element.or_end = true;
            words.erase(place, end.size());
          }
        }
        element.matcher = matcher_for(row.cells[0], words);
      }
      rule.elements.push_back(element);
    }
    REDRESS_ASSERT(!rule.elements.empty() && rule.elements[0].kind == Kind::word && !rule.elements[0].optional, "a pattern starts with a word");
    rules_by_first_[rule.elements[0].matcher].push_back(rules_.size());
    rules_.push_back({std::move(row.cells[0]), std::move(row.cells[1]), std::move(row.cells[2]), std::move(row.cells[3])});
    compiled_.push_back(std::move(rule));
  }
}

std::uint32_t PhraseBook::matcher_for(const std::string& language, const std::string& text) {
  std::string alternatives;
  for (const std::string& piece : split(text, '|')) {
    if (piece.starts_with("@")) {
      auto list = lists_.find({language, piece.substr(1)});
      if (list == lists_.end()) {
        list = lists_.find({"*", piece.substr(1)});
      }
      REDRESS_ASSERT(list != lists_.end(), "a pattern names a list that exists");
      alternatives += (alternatives.empty() ? "" : "|") + list->second;
    } else {
      alternatives += (alternatives.empty() ? "" : "|") + piece;
    }
  }
  const auto [place, fresh] = matchers_.try_emplace({language == "de" ? "de" : "*", alternatives}, static_cast<std::uint32_t>(matchers_.size()));
  if (!fresh) {
    return place->second;
  }
  const std::uint32_t id = place->second;
  for (std::string word : split(alternatives, '|')) {
    const bool any_ending = word.size() > 1 && word.back() == '*';
    if (any_ending) {
      word.pop_back();
    }
    std::vector<std::string> spellings{word.starts_with("<") ? word : fold(word)};
    if (language == "de") {
      std::string spelled;
      for (std::size_t i = 0; i < word.size(); ++i) {
        const std::string_view two = std::string_view(word).substr(i, 2);
        if (two == "ä" || two == "ö" || two == "ü") {
          spelled += two == "ä" ? "ae" : two == "ö" ? "oe" : "ue";
          ++i;
        } else {
          spelled += word[i];
        }
      }
      if (spelled != word) {
        spellings.push_back(fold(spelled));
      }
    }
    for (const std::string& spelling : spellings) {
      auto& ids = any_ending ? prefix_[spelling] : exact_[spelling];
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        ids.push_back(id);
      }
      longest_prefix_ = std::max(longest_prefix_, any_ending ? spelling.size() : 0);
    }
  }
  return id;
}

const std::vector<std::uint32_t>& PhraseBook::satisfied(const std::string& word, PhraseMemory& memory) const {
  const auto [place, fresh] = memory.known[this].try_emplace(word);
  if (fresh) {
    std::vector<std::uint32_t>& ids = place->second;
    if (const auto exact = exact_.find(word); exact != exact_.end()) {
      ids = exact->second;
    }
    for (std::size_t length = 1; length <= std::min(word.size(), longest_prefix_); ++length) {
      if (const auto prefix = prefix_.find(word.substr(0, length)); prefix != prefix_.end()) {
        ids.insert(ids.end(), prefix->second.begin(), prefix->second.end());
      }
    }
    if (all_digits(word)) {
      if (const auto number = exact_.find("<num>"); number != exact_.end()) {
        ids.insert(ids.end(), number->second.begin(), number->second.end());
      }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    memory.steps += longest_prefix_;
  }
  return place->second;
}

bool PhraseBook::match(const Compiled& rule, std::size_t element, const Text& text, std::size_t position, std::vector<std::size_t>& taken,
                       PhraseMemory& memory) const {
  const auto& sets = text.sets;
  if (element == rule.elements.size()) {
    return true;
  }
  if (memory.exhausted()) {
    return false;
  }
  ++memory.steps;
  const Element& wanted = rule.elements[element];
  switch (wanted.kind) {
    case Kind::end:
      return position == sets.size() && match(rule, element + 1, text, position, taken, memory);
    case Kind::question:
      return text.question && match(rule, element + 1, text, position, taken, memory);
    case Kind::gap:
      for (std::size_t skipped = 0; skipped <= wanted.gap && position + skipped <= sets.size(); ++skipped) {
        if (match(rule, element + 1, text, position + skipped, taken, memory)) {
          return true;
        }
        if (wanted.guarded && position + skipped < sets.size() &&
            std::binary_search(sets[position + skipped]->begin(), sets[position + skipped]->end(), wanted.matcher)) {
          return false;
        }
      }
      return false;
    case Kind::word:
      if (position < sets.size() && std::binary_search(sets[position]->begin(), sets[position]->end(), wanted.matcher)) {
        taken.push_back(position);
        if (match(rule, element + 1, text, position + 1, taken, memory)) {
          return true;
        }
        taken.pop_back();
      }
      return (wanted.optional || (wanted.or_end && position == sets.size())) && match(rule, element + 1, text, position, taken, memory);
  }
  return false;
}

std::vector<PhraseMatch> PhraseBook::find(const Sentence& sentence, PhraseMemory& memory) const {
  Text text;
  text.question = sentence.question;
  auto& sets = text.sets;
  sets.reserve(sentence.words.size());
  for (const std::string& word : sentence.words) {
    sets.push_back(&satisfied(word, memory));
  }
  std::vector<PhraseMatch> found;
  std::vector<std::size_t> taken;
  for (std::size_t start = 0; start < sets.size(); ++start) {
    for (const std::uint32_t matcher : *sets[start]) {
      const auto candidates = rules_by_first_.find(matcher);
      if (candidates == rules_by_first_.end()) {
        continue;
      }
      for (const std::size_t index : candidates->second) {
        if (compiled_[index].at_start && start != 0) {
          continue;
        }
        taken.clear();
        if (match(compiled_[index], 0, text, start, taken, memory)) {
          found.push_back({index, taken});
        }
      }
    }
  }
  return found;
}

std::string_view PhraseBook::list(const std::string& language, const std::string& name) const {
  const auto place = lists_.find({language, name});
  return place == lists_.end() ? std::string_view() : std::string_view(place->second);
}

std::map<std::string, std::size_t> PhraseBook::common_words(const Sentence& sentence) const {
  std::map<std::string, std::size_t> counts;
  for (const std::string& word : sentence.words) {
    if (const auto languages = common_.find(word); languages != common_.end()) {
      for (const std::string& language : languages->second) {
        ++counts[language];
      }
    }
  }
  return counts;
}

namespace {
/// All files whose names begin so, one after the other: what holds in every language, and each language's own.
std::string table(std::string_view begins) {
  std::string all;
  for (const auto& [name, text] : embedded::mail_rules())
    if (name.starts_with(begins)) all += text;
  return all;
}
}  // namespace

const PhraseBook& meaning_rules() {
  static const PhraseBook rules(table("meaning_rules"));
  return rules;
}

const PhraseBook& bounce_rules() {
  static const PhraseBook rules(table("bounce_rules"));
  return rules;
}

const PhraseBook& decision_rules() {
  static const PhraseBook rules(table("decision_rules"));
  return rules;
}

}  // namespace redress::mail
