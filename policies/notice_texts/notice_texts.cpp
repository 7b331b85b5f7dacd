#include "policies/notice_texts/notice_texts.hpp"

#include "engine/core/assert.hpp"

#include <cstdio>

namespace redress {
namespace {

using enum Placeholder;

constexpr std::size_t kValueBytesMax = 200;
constexpr std::size_t kSubjectBytesMax = 150;

const std::vector<Placeholder> kSubjectMay{reference, recipient, hotline, items, count};
const std::vector<Placeholder> kBodyMay{reference, refers_to_line, recipient,   hotline,         handler,
                                        count,     items,          by_deadline, could_not_check, capacity, good_faith, step, happened};

/// What the body of a kind must say.
std::vector<Placeholder> body_needs(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::first:
    case NoticeKind::escalation: return {reference, items, by_deadline, could_not_check, hotline, handler};
    case NoticeKind::reminder:
      return {reference, refers_to_line, items, by_deadline, could_not_check, hotline, handler};
    case NoticeKind::copy: return {reference, items, could_not_check, hotline, handler};
    case NoticeKind::retraction: return {reference, refers_to_line, items, hotline, handler};
    case NoticeKind::thanks: return {reference, items, hotline, handler};
    case NoticeKind::status: return {reference, items, step, happened, hotline, handler};
  }
  return {};
}

struct PhraseShape {
  std::string_view name;
  std::vector<Placeholder> may;
  std::vector<Placeholder> needs;
};
const std::array<PhraseShape, 13>& phrase_shapes() {
  static const std::array<PhraseShape, 13> shapes{
      {{"item_one", {count}, {}},
       {"item_many", {count}, {count}},
       {"by_deadline", {deadline}, {deadline}},
       {"no_deadline", {}, {}},
       {"refers_to_line", {refers_to}, {refers_to}},
       {"could_not_check", {}, {}},
       {"possibly_sent_twice", {}, {}},
       {"as_ordinary", {}, {}},
       {"as_programme", {}, {}},
       {"as_trusted_flagger", {}, {}},
       {"good_faith", {}, {}},
       {"name_withheld", {}, {}},
       {"deadline_words", {weekday, day, month, year, hour, minute, offset}, {day, month, year, hour, minute, offset}}}};
  return shapes;
}

/// A value as it may stand in a text: one line, nothing to click on, not longer than a line or two.
std::string plain(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto c = static_cast<unsigned char>(value[i]);
    if (c < 0x20 || c == 0x7F) text += ' ';
    else if (value.substr(i, 3) == "://") text += "[:]";
    else text += value[i];
  }
  if (text.size() > kValueBytesMax) {
    std::size_t end = kValueBytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
    text.resize(end);
  }
  return text;
}

template <std::size_t N>
std::array<std::string, N> read_names(YamlMap& root, std::string_view key) {
  std::array<std::string, N> names;
  const auto& nodes = root.list(key, true);
  if (!nodes.empty() && nodes.size() != N)
    root.problems().add(nodes.front(), std::to_string(nodes.size()) + " names instead of " + std::to_string(N), "name each of them once");
  for (std::size_t i = 0; i < std::min(N, nodes.size()); ++i) names[i] = read_text(nodes[i], root.problems()).value_or("");
  return names;
}

bool is_of_workflow(const Rule<TextAnswer>& rule) {
  return std::any_of(rule.head.conditions.begin(), rule.head.conditions.end(), [](const Condition& one) { return one.field == Field::workflow; });
}

std::string two_digits(std::int64_t number) { return number < 10 ? '0' + std::to_string(number) : std::to_string(number); }

}  // namespace

void NoticeTexts::read(RuleFile& file) {
  auto& problems = file.problems();
  Language language;
  const auto name = file.root().slug("language");
  if (languages_.count(name) != 0 && file.root().find("language"))
    problems.add(*file.root().find("language"), "the texts of \"" + name + "\" stand in another file already",
                 "name the language of this file");
  language.weekdays = read_names<7>(file.root(), "weekdays");
  language.months = read_names<12>(file.root(), "months");
  if (const auto* node = file.root().need("phrases")) {
    YamlMap map{*node, problems};
    for (const auto& shape : phrase_shapes())
      if (const auto* phrase = map.need(shape.name))
        language.phrases.emplace(shape.name, Template::read(*phrase, file, shape.may, shape.needs));
    map.finish();
  }
  if (const auto* node = file.root().find("steps")) {
    YamlMap map{*node, problems};
    for (const auto step_name : EnumNames<ExchangeStep>::names)
      if (const auto* words = map.need(step_name)) language.steps.emplace(step_name, Template::read(*words, file, {}, {}));
    map.finish();
  } else if (name == "en") {
    (void)file.root().need("steps");  // every other language falls back to these
  }
  const auto fields = {Field::workflow, Field::kind, Field::scope, Field::office, Field::decided, Field::regime, Field::threat};
  language.texts =
      file.table<TextAnswer>("texts", fields, Totality::may_be_silent, [&](YamlMap& row, const RuleHead& head) {
        TextAnswer answer;
        answer.reviewed = row.flag("reviewed");
        std::vector<Placeholder> needed;
        bool names_kind = false;
        for (const auto& condition : head.conditions) {
          if (condition.field != Field::kind) continue;
          names_kind = true;
          for (const auto& value : condition.values)
            if (const auto kind = from_name<NoticeKind>(value)) {
              const auto needs = body_needs(*kind);
              needed.insert(needed.end(), needs.begin(), needs.end());
            }
        }
        std::sort(needed.begin(), needed.end());
        needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
        if (!names_kind) problems.add(row.node(), "the text does not say for which kind of notice it is", "add \"when: {kind: first}\"");
        if (const auto* subject = row.need("subject")) {
          answer.subject = Template::read(*subject, file, kSubjectMay, {reference});
          if (subject->text.size() > kSubjectBytesMax || subject->text.find('\n') != std::string::npos)
            problems.add(*subject, "a subject is one line of at most 150 bytes", "shorten it");
        }
        if (const auto* body = row.need("body")) answer.body = Template::read(*body, file, kBodyMay, needed);
        return answer;
      });
  languages_.insert_or_assign(name, std::move(language));
}

const Rule<TextAnswer>* NoticeTexts::choose(const Language& language, const NoticeTextInput& about) const {
  return language.texts.choose(Case{}
                                   .with(Field::workflow, about.workflow)
                                   .with(Field::kind, name_of(about.kind))
                                   .with(Field::scope, name_of(about.scope))
                                   .with(Field::office, about.office)
                                   .with(Field::decided, about.decided ? "true" : "false")
                                   .with(Field::regime, about.regime)
                                   .with(Field::threat, about.threat ? "true" : "false"),
                               as_of_);
}

std::vector<NoticeKind> NoticeTexts::missing() const {
  std::vector<NoticeKind> missing;
  const auto english = languages_.find("en");
  for (const auto name : EnumNames<NoticeKind>::names) {
    const auto kind = *from_name<NoticeKind>(name);
    bool found = false;
    if (english != languages_.end())
      for (const auto& rule : english->second.texts.rules())
        found = found || (rule.head.conditions.size() == 1 && !rule.head.valid_until && rule.head.valid_at(as_of_) &&
                          rule.head.fits(Case{}.with(Field::kind, name)));
    if (!found) missing.push_back(kind);
  }
  return missing;
}

const NoticeTexts::Language& NoticeTexts::language(std::string_view wanted) const {
  for (const auto& name : {wanted, wanted.substr(0, wanted.find('-')), std::string_view("en")})
    if (const auto found = languages_.find(name); found != languages_.end()) return found->second;
  REDRESS_ASSERT(false, "texts without English are refused when they are loaded");
  return languages_.begin()->second;
}

NoticeText NoticeTexts::compose(const NoticeTextInput& input) const {
  const auto* chosen = &language(input.language);
  const auto* rule = choose(*chosen, input);
  REDRESS_ASSERT(choose(language("en"), input), "English has a text for every kind, or loading fails");
  // Another workflow's law in the right language says less than its own in English.
  const auto* in_english = choose(language("en"), input);
  if (!rule || (is_of_workflow(*in_english) && !is_of_workflow(*rule))) {
    chosen = &language("en");
    rule = in_english;
  }
  Template::Values values;
  const auto put = [&](Placeholder placeholder, std::string value) { values[static_cast<std::size_t>(placeholder)] = std::move(value); };
  const auto phrase = [&](std::string_view name) { return chosen->phrases.find(name)->second.fill(values); };
  const auto phrase_of_step = [&](ExchangeStep what) {
    const auto words = chosen->steps.find(name_of(what));
    return (words == chosen->steps.end() ? language("en").steps.find(name_of(what)) : words)->second.fill({});
  };
  put(reference, plain(input.reference));
  put(refers_to, plain(input.refers_to));
  put(recipient, plain(input.recipient));
  put(hotline, input.anonymous ? phrase("name_withheld") : plain(input.hotline));
  put(handler, input.anonymous ? phrase("name_withheld") : plain(input.handler));
  put(capacity, phrase("as_" + std::string(name_of(input.capacity))));
  put(good_faith, phrase("good_faith"));
  put(deadline, plain(input.deadline));
  put(count, std::to_string(input.item_count));
  put(items, phrase(input.item_count == 1 ? "item_one" : "item_many"));
  put(by_deadline, phrase(input.deadline.empty() ? "no_deadline" : "by_deadline"));
  put(refers_to_line, input.refers_to.empty() ? "" : phrase("refers_to_line"));
  put(happened, plain(input.happened));
  put(step, input.step ? phrase_of_step(*input.step) : "");
  put(could_not_check, input.could_not_check ? phrase("could_not_check") : "");
  return {rule->answer.subject.fill(values), rule->answer.body.fill(values) + '\n', rule->answer.reviewed, rule->head.why(), rule->answer.body.has(good_faith)};
}

std::string NoticeTexts::deadline_words(UtcTime deadline_at, std::string_view wanted) const {
  const auto& words = language(wanted);
  const auto local = calendars_->zone().local(deadline_at);
  const auto clock = std::chrono::floor<minutes>(local.of_day).count();
  const auto from_utc = std::abs(local.offset.count());
  Template::Values values;
  const auto put = [&](Placeholder placeholder, std::string value) { values[static_cast<std::size_t>(placeholder)] = std::move(value); };
  put(weekday, words.weekdays[local.weekday.c_encoding()]);
  put(day, std::to_string(static_cast<unsigned>(local.date.day())));
  put(month, words.months[static_cast<unsigned>(local.date.month()) - 1]);
  put(year, std::to_string(static_cast<int>(local.date.year())));
  put(hour, two_digits(clock / 60));
  put(minute, two_digits(clock % 60));
  put(offset, (local.offset.count() < 0 ? "-" : "+") + two_digits(from_utc / 60) + ':' + two_digits(from_utc % 60));
  return words.phrases.find("deadline_words")->second.fill(values);
}

std::string NoticeTexts::sent_twice_words(std::string_view wanted) const { return language(wanted).phrases.find("possibly_sent_twice")->second.fill({}); }

std::vector<std::string> NoticeTexts::languages() const {
  std::vector<std::string> names;
  for (const auto& [name, language] : languages_) names.push_back(name);
  return names;
}

}  // namespace redress
