// What notices say: per kind, scope and language, from texts with checked placeholders. There is no logic in a text, and a value
// that is put in is never read again, so nothing a recipient's or customer's name holds can change a text.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/calendars/calendar.hpp"
#include "policies/kit/rule_file.hpp"

#include <array>
#include <map>

namespace redress {

/// What a text may name between {{ and }}.
enum class Placeholder {
  reference,       // of this notice
  refers_to,       // of the notice reminded of or retracted; only in phrases
  refers_to_line,  // the phrase of that name; nothing when there is no such notice
  recipient,
  hotline,
  handler,
  count,                // of requests
  items,                // the phrase item_one or item_many
  deadline,             // only in phrases
  by_deadline,          // the phrase of that name, or no_deadline
  could_not_check,      // the phrase, or nothing
  capacity,             // the phrase as_ordinary, as_programme or as_trusted_flagger
  good_faith,           // the phrase
  step,                 // of a status: what has happened, in the words of `steps:`
  happened,             // and when
  weekday,
  day,
  month,
  year,
  hour,
  minute,
  offset,  // only in the phrase deadline_words
};
template <>
struct EnumNames<Placeholder> {
  static constexpr auto names =
      name_list("reference", "refers_to", "refers_to_line", "recipient", "hotline", "handler", "count", "items", "deadline", "by_deadline",
                "could_not_check", "capacity", "good_faith", "step", "happened", "weekday", "day", "month", "year", "hour", "minute", "offset");
};

/// A text, cut at its placeholders when it was loaded.
class Template {
 public:
  using Values = std::array<std::string, EnumNames<Placeholder>::names.size()>;

  /// Reports unknown and unfinished placeholders, ones not in `allowed`, and `needed` ones that are missing.
  [[nodiscard]] static Template read(const YamlNode& node, RuleFile& file, const std::vector<Placeholder>& allowed,
                                     const std::vector<Placeholder>& needed);
  /// In one pass. A line that consists of placeholders alone is dropped when they are all empty; never two empty lines in a row.
  [[nodiscard]] std::string fill(const Values& values) const;
  [[nodiscard]] bool has(Placeholder placeholder) const;

 private:
  struct Piece {
    std::string text;
    std::optional<Placeholder> placeholder;
  };
  std::vector<std::vector<Piece>> lines_;
};

struct TextAnswer {
  Template subject;
  Template body;
  bool reviewed = false;  // a speaker of the language has read it
};

class NoticeTexts final : public NoticeTextPolicy {
 public:
  /// `calendars` outlives it.
  NoticeTexts(const Calendars& calendars, UtcTime as_of) : calendars_(&calendars), as_of_(as_of) {}

  /// Reads the texts of one language (a file of its own).
  void read(RuleFile& file);
  /// Kinds English lacks: every text falls back to it. Empty when all is well.
  [[nodiscard]] std::vector<NoticeKind> missing() const;

  /// Never fails: a language nobody wrote falls back to the shorter one ("nl-BE" -> "nl"), then to English.
  [[nodiscard]] NoticeText compose(const NoticeTextInput& input) const override;
  [[nodiscard]] std::string deadline_words(UtcTime deadline, std::string_view language) const override;
  [[nodiscard]] std::string sent_twice_words(std::string_view language) const override;
  [[nodiscard]] std::vector<std::string> languages() const;

 private:
  struct Language {
    std::array<std::string, 7> weekdays;  // Sunday first
    std::array<std::string, 12> months;
    std::map<std::string, Template, std::less<>> phrases;
    std::map<std::string, Template, std::less<>> steps;  // words for what partners are told of; English where a language has none
    RuleTable<TextAnswer> texts;
  };
  [[nodiscard]] const Language& language(std::string_view wanted) const;
  [[nodiscard]] const Rule<TextAnswer>* choose(const Language& language, const NoticeTextInput& about) const;

  std::map<std::string, Language, std::less<>> languages_;
  const Calendars* calendars_;
  UtcTime as_of_;
};

}  // namespace redress
