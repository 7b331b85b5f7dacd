#include "connectors/kit/mail_meaning.hpp"

#include "connectors/kit/mail_words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace redress::mail {
namespace {

enum class Label : std::size_t {
  removed,
  customer_act,
  verified,
  received,
  merged,
  not_yet,
  forwarded,
  not_ours,
  moved_off,
  elsewhere,
  refused,
  contested,
  needs_information,
  obstacle,
  item,
  closed,
  absence,
  moved,
  survey,
  unread,
  negation,
  future,
  condition,
  modal,
  once,
  place,
  court,
  generic,
  partial,
  hearsay,
  country,
  sarcasm,
  uncertain,
  restored,
  except,
  harmless,
  courtesy,
  automatic,
  ticket_comment,
  third_party,
  bulk,
  delivered,
  disclaimer,
  removal_word,
  topic,
  of_lines
};
constexpr std::size_t kLabels = static_cast<std::size_t>(Label::of_lines) + 1;

Label label_of(const std::string& name) {
  static const std::map<std::string, Label> kNames = {{"removed", Label::removed},
                                                      {"customer_act", Label::customer_act},
                                                      {"verified", Label::verified},
                                                      {"received", Label::received},
                                                      {"merged", Label::merged},
                                                      {"not_yet", Label::not_yet},
                                                      {"forwarded", Label::forwarded},
                                                      {"not_ours", Label::not_ours},
                                                      {"moved_off", Label::moved_off},
                                                      {"elsewhere", Label::elsewhere},
                                                      {"refused", Label::refused},
                                                      {"contested", Label::contested},
                                                      {"needs_information", Label::needs_information},
                                                      {"obstacle", Label::obstacle},
                                                      {"item", Label::item},
                                                      {"closed", Label::closed},
                                                      {"absence", Label::absence},
                                                      {"moved", Label::moved},
                                                      {"survey", Label::survey},
                                                      {"unread", Label::unread},
                                                      {"not", Label::negation},
                                                      {"future", Label::future},
                                                      {"condition", Label::condition},
                                                      {"modal", Label::modal},
                                                      {"once", Label::once},
                                                      {"place", Label::place},
                                                      {"court", Label::court},
                                                      {"generic", Label::generic},
                                                      {"partial", Label::partial},
                                                      {"hearsay", Label::hearsay},
                                                      {"country", Label::country},
                                                      {"sarcasm", Label::sarcasm},
                                                      {"uncertain", Label::uncertain},
                                                      {"restored", Label::restored},
                                                      {"except", Label::except},
                                                      {"harmless", Label::harmless},
                                                      {"courtesy", Label::courtesy},
                                                      {"automatic", Label::automatic},
                                                      {"ticket_comment", Label::ticket_comment},
                                                      {"third_party", Label::third_party},
                                                      {"bulk", Label::bulk},
                                                      {"delivered", Label::delivered},
                                                      {"disclaimer", Label::disclaimer},
                                                      {"removal_word", Label::removal_word},
                                                      {"topic", Label::topic}};
  const auto place = kNames.find(name);
  return place == kNames.end() ? Label::of_lines : place->second;
}

const std::vector<Label>& labels_of_rules() {
  static const std::vector<Label> labels = [] {
    std::vector<Label> all;
    for (const PhraseRule& rule : meaning_rules().rules()) {
      all.push_back(label_of(rule.label));
    }
    return all;
  }();
  return labels;
}

// Labels that may stand in any language; the others count only in the sentence's own ("se", "no", "absent" mean different things).
bool in_any_language(Label label) {
  return label == Label::automatic || label == Label::disclaimer || label == Label::bulk || label == Label::third_party || label == Label::ticket_comment;
}

// Labels that raise a doubt, unless a harmless phrase explains their words.
bool is_doubt(Label label) {
  switch (label) {
    case Label::negation:
    case Label::future:
    case Label::condition:
    case Label::modal:
    case Label::once:
    case Label::place:
    case Label::generic:
    case Label::partial:
    case Label::hearsay:
    case Label::country:
    case Label::sarcasm:
    case Label::uncertain:
    case Label::restored:
    case Label::except:
      return true;
    case Label::harmless:
    case Label::courtesy:
    case Label::closed:
    case Label::removal_word:
    case Label::topic:
    case Label::item:
    case Label::removed:
    case Label::customer_act:
    case Label::verified:
    case Label::received:
    case Label::merged:
    case Label::not_yet:
    case Label::forwarded:
    case Label::not_ours:
    case Label::moved_off:
    case Label::elsewhere:
    case Label::refused:
    case Label::contested:
    case Label::court:
    case Label::needs_information:
    case Label::obstacle:
    case Label::absence:
    case Label::moved:
    case Label::survey:
    case Label::unread:
    case Label::automatic:
    case Label::ticket_comment:
    case Label::third_party:
    case Label::bulk:
    case Label::delivered:
    case Label::disclaimer:
    case Label::of_lines:
      return false;
  }
  return false;
}

constexpr std::size_t kShortSentence = 5;  // words
constexpr std::size_t kPathPiecesMax = 200;

struct Reading {
  std::array<bool, kLabels> has{};
  std::set<std::size_t> removed_words;  // words that state a removal
  bool except_after = false;       // "but …" behind it
  bool denied_here = false;        // a "not" in a clause of the removal itself
  bool apart = false;              // a "not", "not yet" or "could" in another clause of the sentence: not all of it is gone
  bool starts_with_condition = false;
  [[nodiscard]] bool is(Label label) const { return has[static_cast<std::size_t>(label)]; }
  void set(Label label) { has[static_cast<std::size_t>(label)] = true; }
};

// Which languages a sentence may be in: those with the most common words, the whole text counting a little.
std::set<std::string> languages_of(const Sentence& sentence, const std::map<std::string, std::size_t>& text_counts) {
  const auto own = meaning_rules().common_words(sentence);
  std::set<std::string> best;
  std::size_t most = 0;
  for (const auto& [language, in_text] : text_counts) {
    const auto place = own.find(language);
    const std::size_t score = 3 * (place == own.end() ? 0 : place->second) + std::min<std::size_t>(in_text, 3);
    if (score > most) {
      most = score;
      best.clear();
    }
    if (score == most && score > 0) {
      best.insert(language);
    }
  }
  return best;
}

Reading read_sentence(const Sentence& sentence, const std::set<std::string>& languages, PhraseMemory& memory) {
  Reading reading;
  const std::vector<PhraseMatch> matches = meaning_rules().find(sentence, memory);
  const auto& rules = meaning_rules().rules();
  const auto& labels = labels_of_rules();
  const auto active = [&](std::size_t rule) { return rules[rule].language == "*" || languages.empty() || languages.contains(rules[rule].language); };
  // Words explained by a harmless phrase or by the very words of a statement ("nicht mehr abrufbar") raise no doubt.
  std::vector<bool> explained(sentence.words.size(), false);
  std::vector<bool> stated(sentence.words.size(), false);
  // "No longer hosted by us" says where it is not, never that it is gone; "your evaluation" of a dispute is no survey.
  std::vector<bool> moved_off(sentence.words.size(), false);
  std::vector<bool> disputed(sentence.words.size(), false);
  for (const PhraseMatch& match : matches) {
    if (!active(match.rule)) continue;
    for (const std::size_t word : match.words) {
      moved_off[word] = moved_off[word] || labels[match.rule] == Label::moved_off;
      disputed[word] = disputed[word] || labels[match.rule] == Label::contested;
    }
  }
  const auto within = [](const PhraseMatch& match, const std::vector<bool>& words) {
    return std::any_of(match.words.begin(), match.words.end(), [&](std::size_t word) { return words[word]; });
  };
  std::size_t first_removed = sentence.words.size();
  for (const PhraseMatch& match : matches) {
    const Label label = labels[match.rule];
    if (label == Label::removed && active(match.rule) && !within(match, moved_off)) {
      first_removed = std::min(first_removed, match.words.front());
      reading.removed_words.insert(match.words.begin(), match.words.end());
    }
    if (label == Label::harmless && active(match.rule)) {
      for (const std::size_t word : match.words) explained[word] = true;
    }
    if (label == Label::removed && active(match.rule)) {
      for (const std::size_t word : match.words) stated[word] = true;
    }
    if (label == Label::courtesy && active(match.rule)) {
      std::fill(explained.begin() + static_cast<std::ptrdiff_t>(match.words.front()),
                explained.begin() + static_cast<std::ptrdiff_t>(match.words.back()) + 1, true);
    }
  }
  // A "not" that is explained ("no longer available") refuses and denies nothing either.
  std::vector<bool> explained_not(sentence.words.size(), false);
  for (const PhraseMatch& match : matches) {
    if (labels[match.rule] == Label::negation && (explained[match.words.front()] || stated[match.words.front()])) {
      explained_not[match.words.front()] = true;
    }
  }
  std::set<std::uint16_t> removed_clauses;
  for (const std::size_t word : reading.removed_words) removed_clauses.insert(sentence.clauses[word]);
  // A removal's own words explain a "not" or "can" in it ("no longer available"), and never a part, a guess or a hearsay ("part was
  // removed").
  const auto is_explained = [&](const PhraseMatch& match) {
    const Label label = labels[match.rule];
    const bool by_statement = label == Label::negation || label == Label::not_yet || label == Label::future || label == Label::modal ||
                              label == Label::needs_information;
    return std::all_of(match.words.begin(), match.words.end(),
                       [&](std::size_t word) { return explained[word] || (by_statement && stated[word]); });
  };
  std::set<std::uint16_t> denied_clauses;
  for (const PhraseMatch& match : matches) {
    if (labels[match.rule] == Label::negation && active(match.rule) && !is_explained(match)) denied_clauses.insert(sentence.clauses[match.words.front()]);
  }
  for (const PhraseMatch& match : matches) {
    const Label label = labels[match.rule];
    if (!in_any_language(label) && !active(match.rule)) {
      continue;
    }
    if ((label == Label::removed && within(match, moved_off)) || (label == Label::survey && within(match, disputed))) {
      continue;
    }
    // "… removed, the customer's server …": who did or said it stands in the same clause.
    const bool one_clause = label == Label::customer_act || label == Label::hearsay || label == Label::generic || label == Label::partial;
    if (one_clause && sentence.clauses[match.words.front()] != sentence.clauses[match.words.back()]) {
      continue;
    }
    const bool denies = label == Label::refused || label == Label::contested || label == Label::not_ours ||
                        label == Label::needs_information || label == Label::obstacle;
    if (denies && std::any_of(match.words.begin(), match.words.end(), [&](std::size_t word) { return explained_not[word]; })) {
      continue;
    }
    // "Please let us know if you have further questions" asks for nothing.
    if ((is_doubt(label) || label == Label::needs_information) && is_explained(match)) {
      continue;
    }
    if (label == Label::negation || label == Label::not_yet || label == Label::modal) {
      const bool here = removed_clauses.empty() || removed_clauses.contains(sentence.clauses[match.words.front()]);
      reading.denied_here = reading.denied_here || (here && label != Label::modal);
      reading.apart = reading.apart || !here;
      if (!here && label == Label::modal) continue;
    }
    // "We have no access to this server; we have informed the tenant": each clause for itself.
    if (label == Label::forwarded &&
        std::any_of(match.words.begin(), match.words.end(), [&](std::size_t word) { return denied_clauses.contains(sentence.clauses[word]); })) {
      continue;
    }
    reading.set(label == Label::moved_off ? Label::not_ours : label);
    if (label == Label::moved_off) reading.set(label);
    if (label == Label::except && match.words.front() > first_removed) {
      reading.except_after = true;
    }
    if (label == Label::condition && match.words.front() <= 1) {
      reading.starts_with_condition = true;
    }
  }
  return reading;
}

// How many things a sentence says are gone ("both", "alle drei Dateien"), 0 if it does not count them; 1 also for "the file".
std::size_t counted(const Sentence& sentence, const std::set<std::size_t>& stating) {
  static const std::map<std::string, std::size_t> numbers = [] {
    std::map<std::string, std::size_t> all;
    std::string_view list = meaning_rules().list("*", "numbers");
    while (!list.empty()) {
      const std::size_t end = std::min(list.find('|'), list.size());
      const std::string_view one = list.substr(0, end);
      const std::size_t equals = one.find('=');
      all[fold(one.substr(0, equals))] = static_cast<std::size_t>(one[equals + 1] - '0');
      list.remove_prefix(std::min(end + 1, list.size()));
    }
    return all;
  }();
  std::size_t most = 0;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const auto number = numbers.find(sentence.words[i]);
    const bool near = stating.contains(i) || (number != numbers.end() && number->second > 1 && (stating.contains(i + 1) || stating.contains(i + 2)));
    if (number != numbers.end() && near) {
      most = std::max(most, number->second);
    }
  }
  return most;
}

// "video-a.mp4", "page2.html": a file that a desk lists by its name.
bool is_file_name(std::string_view word) {
  static const std::set<std::string_view> kEndings = {"jpg", "jpeg", "png", "gif", "webp", "mp4", "webm", "avi", "mov", "mkv", "wmv",
                                                      "m3u8", "zip", "rar", "7z", "htm", "html", "php"};
  const std::size_t dot = word.rfind('.');
  return dot != std::string_view::npos && dot > 0 && kEndings.contains(word.substr(dot + 1));
}

// Answers written under single quoted links, or behind links in a list of the desk's own: is every link said to be gone?
enum class Items { none, all_gone, some_open };

bool says_item_gone(std::string_view text, PhraseMemory& memory) {
  bool gone = false;
  for (const Sentence& sentence : split_sentences(text)) {
    const Reading reading = read_sentence(sentence, {}, memory);
    if (reading.is(Label::item) && !reading.is(Label::condition) && !sentence.question) {
      const Reading own = read_sentence(sentence, languages_of(sentence, meaning_rules().common_words(sentence)), memory);
      if (own.is(Label::negation) || own.is(Label::future) || own.is(Label::not_yet)) {
        return false;
      }
      gone = true;
    } else if (reading.is(Label::not_yet)) {
      return false;
    }
  }
  return gone;
}

Items read_items(const std::vector<Line>& lines, PhraseMemory& memory) {
  std::size_t answered = 0;
  std::size_t gone = 0;
  std::size_t urls_answered = 0;
  std::size_t urls_quoted = 0;
  std::size_t pending_urls = 0;  // in the quoted lines since the last own words
  bool first_words_seen = false;
  for (std::size_t i = 0; i < lines.size();) {
    if (lines[i].kind == LineKind::quoted) {
      const std::size_t here = urls_in(lines[i].text).size();
      pending_urls += here;
      urls_quoted += here;
      ++i;
      continue;
    }
    std::string said;
    const LineKind kind = lines[i].kind;
    while (i < lines.size() && lines[i].kind != LineKind::quoted) {
      if (lines[i].kind == LineKind::own) {
        said += lines[i].text + "\n";
      }
      ++i;
    }
    const bool words = said.find_first_not_of(" \n\t") != std::string::npos;
    if (words && pending_urls > 0 && kind != LineKind::appended) {
      if (first_words_seen || i < lines.size()) {
        ++answered;
        if (says_item_gone(said, memory)) {
          ++gone;
          urls_answered += pending_urls;
        }
      }
      pending_urls = 0;
    }
    first_words_seen = first_words_seen || words;
  }
  if (answered > 0 && gone > 0) {
    return gone == answered && urls_answered == urls_quoted ? Items::all_gone : Items::some_open;
  }
  // The desk's own list: "1. https://… removed".
  std::size_t listed = 0;
  std::size_t listed_gone = 0;
  for (const Line& line : lines) {
    if (line.kind != LineKind::own) {
      continue;
    }
    std::string_view text = line.text;
    const std::size_t lead = text.find_first_not_of("0123456789.)-* \t");
    text.remove_prefix(std::min(lead, text.size()));
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const std::string_view first = text.substr(0, std::min(text.find_first_of(" \t:"), end));
    if (!text.starts_with("http") && !text.starts_with("hxxp") && !text.starts_with("www.") && !is_file_name(first)) {
      continue;
    }
    const std::string_view rest = text.substr(end);
    if (rest.find_first_not_of(" \t:-") == std::string_view::npos) {
      continue;
    }
    ++listed;
    listed_gone += says_item_gone(rest, memory) ? 1 : 0;
  }
  if (listed_gone == 0) {
    return Items::none;
  }
  return listed_gone == listed && listed >= urls_quoted ? Items::all_gone : Items::some_open;
}

/// Ends of addresses as people name them without the host: "a/1".
void add_path_pieces(std::string_view line, std::set<std::string>& pieces) {
  constexpr std::string_view kBlanks = " \t,;()[]\"'", kAtEnd = ".:!?";
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(kBlanks), line.size());
    std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    while (!word.empty() && kAtEnd.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    const std::size_t slash = word.find('/');
    const bool is_piece = slash != std::string_view::npos && slash > 0 && slash + 1 < word.size() && word.find("://") == std::string_view::npos;
    if (is_piece && pieces.size() < kPathPiecesMax) pieces.emplace(word);
  }
}

/// Pieces that name some of the addresses, and not all of them.
bool name_only_some(const std::set<std::string>& pieces, const std::set<std::string>& urls) {
  const auto named = [&](const std::string& url) {
    return std::any_of(pieces.begin(), pieces.end(), [&](const std::string& piece) { return url.ends_with("/" + piece); });
  };
  return std::any_of(urls.begin(), urls.end(), named) && !std::all_of(urls.begin(), urls.end(), named);
}

std::string network_in(std::string_view text, std::string_view own_domain) {
  std::string address;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t start = at;
    const auto is_sign = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_' || c == '+';
    };
    while (start > 0 && at - start < 64 && is_sign(text[start - 1])) {
      --start;
    }
    std::size_t end = at + 1;
    while (end < text.size() && end - at < 255 && is_sign(text[end])) {
      ++end;
    }
    while (end > at + 1 && text[end - 1] == '.') {
      --end;
    }
    const std::string_view domain = text.substr(at + 1, end - at - 1);
    if (start < at && domain.find('.') != std::string_view::npos && domain != own_domain &&
        text.substr(start, at - start).find('+') == std::string_view::npos) {
      return std::string(text.substr(start, end - start));
    }
  }
  // An autonomous system or an address says enough to look the network up.
  for (std::size_t at = text.find("AS"); at != std::string_view::npos; at = text.find("AS", at + 2)) {
    std::size_t end = at + 2;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') {
      ++end;
    }
    if (end - at >= 4 && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(')) {
      return std::string(text.substr(at, end - at));
    }
  }
  return {};
}

}  // namespace

bool line_has_label(std::string_view line, std::string_view label, PhraseMemory& memory) {
  for (const Sentence& sentence : split_sentences(line)) {
    for (const PhraseMatch& match : meaning_rules().find(sentence, memory)) {
      if (meaning_rules().rules()[match.rule].label == label) {
        return true;
      }
    }
  }
  return false;
}

WordsReading read_words(std::string_view text, std::string_view own_domain, PhraseMemory& memory) {
  WordsReading out;
  bool cut = text.size() > kBodyBytesMax;
  const std::vector<Line> lines = split_words(text.substr(0, kBodyBytesMax), memory);
  std::string body;  // same number of lines, foreign ones empty
  std::set<std::string> quoted_urls;
  std::set<std::string> own_urls;
  std::set<std::string> own_pieces;
  for (const Line& line : lines) {
    if (line.kind == LineKind::own || line.kind == LineKind::after_close) {
      if (body.size() + line.text.size() < kMeaningBytesMax) {
        body += line.text;
      } else {
        cut = true;
      }
    }
    body += '\n';
    if (line.kind == LineKind::own) {
      if (out.own_text.size() < kMeaningBytesMax) {
        out.own_text += line.text + "\n";
      }
      for (std::string& url : urls_in(line.text)) {
        own_urls.insert(std::move(url));
      }
      add_path_pieces(line.text, own_pieces);
    } else if (line.kind == LineKind::quoted && quoted_urls.size() < 1000) {
      for (std::string& url : urls_in(line.text)) {
        quoted_urls.insert(std::move(url));
      }
    }
  }

  const std::vector<Sentence> sentences = split_sentences(body);
  std::map<std::string, std::size_t> text_counts;
  for (const Sentence& sentence : sentences) {
    for (const auto& [language, count] : meaning_rules().common_words(sentence)) {
      text_counts[language] += count;
    }
  }

  std::array<bool, kLabels> seen{};  // anywhere in own words
  const auto was_seen = [&](Label label) { return seen[static_cast<std::size_t>(label)]; };
  bool removed = false;         // stated without a doubt in its own sentence
  bool doubtful_removal = false;  // stated, but partly, by hearsay, with a guess …
  bool failed = false;          // a removal that did not happen (yet)
  bool promise = false;
  bool denial = false;          // a "not" that nothing explains
  bool doubt = false;           // in the sentences around
  bool hearsay = false;
  bool needs = false;
  bool refused = false;
  bool contested = false;       // the assessment itself is disputed
  bool court = false;           // only upon an order of a court
  bool not_ours = false;
  bool forwarded = false;
  bool left_to_customer = false;  // passed on, and more than told: asked, given time
  bool received = false;
  bool still_to_come = false;   // it will be looked at, so nothing was done about it yet
  bool removed_url = false;
  std::size_t largest_count = 0;
  bool any_count = false;
  bool in_disclaimer = false;
  std::size_t last_line = 0;
  for (const Sentence& sentence : sentences) {
    if (memory.exhausted()) {
      cut = true;
      break;
    }
    const bool closed_part = lines[std::min(sentence.line, lines.size() - 1)].kind == LineKind::after_close;
    // A disclaimer runs to the end of its paragraph.
    bool new_paragraph = false;
    for (std::size_t k = last_line; k < sentence.line && k < lines.size(); ++k) {
      new_paragraph = new_paragraph || lines[k].text.empty() || (lines[k].kind != LineKind::own && lines[k].kind != LineKind::after_close);
    }
    last_line = sentence.line;
    in_disclaimer = in_disclaimer && !new_paragraph;
    const Reading reading = read_sentence(sentence, languages_of(sentence, text_counts), memory);
    if (reading.is(Label::disclaimer)) {
      in_disclaimer = true;
    }
    if (in_disclaimer) {
      continue;
    }
    cut = cut || sentence.cut;
    const bool conditional = reading.is(Label::condition) || reading.is(Label::modal) || reading.is(Label::once) || sentence.question;
    const bool general = reading.is(Label::generic);
    const bool doubtful = reading.is(Label::partial) || reading.is(Label::country) || reading.is(Label::uncertain) ||
                          reading.is(Label::restored) || reading.is(Label::sarcasm) || reading.is(Label::hearsay) ||
                          reading.is(Label::place);
    const bool negated = reading.is(Label::negation);
    if (!closed_part) {
      out.empty = false;
      for (std::size_t i = 0; i < kLabels; ++i) {
        const bool about_others = (general || reading.starts_with_condition) && static_cast<Label>(i) != Label::automatic;
        seen[i] = seen[i] || (reading.has[i] && !about_others);
      }
    }
    if (reading.is(Label::removed) && !conditional && !general && !closed_part) {
      if (reading.denied_here) {
        failed = true;
      } else if (reading.apart) {
        doubtful_removal = true;
      } else if (reading.is(Label::future)) {
        promise = true;
        doubtful_removal = doubtful_removal || reading.is(Label::partial);  // "some are removed, the others will be"
      } else if (doubtful || sentence.cut) {
        doubtful_removal = true;
      } else {
        removed = true;
        const std::size_t count = counted(sentence, reading.removed_words);
        any_count = any_count || count > 0;
        largest_count += count;
        removed_url = removed_url || std::find(sentence.words.begin(), sentence.words.end(), "<url>") != sentence.words.end();
      }
      doubt = doubt || reading.except_after;
    } else if (reading.is(Label::removal_word) && reading.is(Label::future) && !general && !negated &&
               (!conditional || reading.is(Label::once)) && !sentence.question && !closed_part) {
      promise = true;
    } else if (removed && (reading.is(Label::except) && !general)) {
      doubt = true;
    }
    // What stands around a removal and takes something back from it. A sentence that names nothing of what was asked for takes nothing
    // back ("no rights can be derived from this letter"), unless it is too short to name anything ("Not yet.").
    const bool about_mail = reading.is(Label::automatic) || reading.is(Label::ticket_comment) || reading.is(Label::survey);
    const bool about_it = reading.is(Label::topic) || reading.is(Label::removal_word) || sentence.words.size() <= kShortSentence;
    if (!general && !about_mail && !reading.starts_with_condition && about_it) {
      doubt = doubt || reading.is(Label::country) || reading.is(Label::restored) || reading.is(Label::sarcasm) ||
              reading.is(Label::partial) || reading.is(Label::not_yet);
      denial = denial || (negated && !sentence.question);
      failed = failed || (negated && reading.is(Label::removal_word) && !sentence.question);
    }
    hearsay = hearsay || (reading.is(Label::hearsay) && !reading.starts_with_condition && !reading.is(Label::moved_off));
    if (closed_part) {
      continue;
    }
    // A future here is the customer's: "we have asked him to remove it within 24 hours".
    if (reading.is(Label::forwarded) && !reading.is(Label::moved_off) && !sentence.question && !reading.starts_with_condition) {
      forwarded = true;
      // "We told the owner, who did not react, and removed it" is a removal; "we asked him to remove it" leaves something to be done.
      left_to_customer =
          left_to_customer || reading.is(Label::future) || conditional || (reading.is(Label::removal_word) && !reading.is(Label::removed));
    }
    if (reading.is(Label::needs_information) && !(reading.starts_with_condition && !sentence.question)) {
      needs = true;
    }
    court = court || (reading.is(Label::court) && !sentence.question);
    if (reading.is(Label::refused) && !sentence.question && !reading.is(Label::not_yet) && !reading.starts_with_condition) {
      refused = true;
    }
    contested = contested || (reading.is(Label::contested) && !general && !reading.starts_with_condition && !reading.is(Label::hearsay));
    if (reading.is(Label::not_ours) && !sentence.question && !reading.starts_with_condition) {
      not_ours = true;
    }
    if ((reading.is(Label::received) || reading.is(Label::merged) || reading.is(Label::not_yet)) && !reading.starts_with_condition && !sentence.question) {
      received = true;
      still_to_come = still_to_come || (reading.is(Label::future) && !reading.is(Label::removed) && !about_mail);
    }
  }

  out.automatic = was_seen(Label::automatic);
  out.ticket_comment = was_seen(Label::ticket_comment);
  out.third_party = was_seen(Label::third_party);
  out.bulk = was_seen(Label::bulk);
  out.delivered = was_seen(Label::delivered);
  out.absence = was_seen(Label::absence) || was_seen(Label::moved) || was_seen(Label::survey) || was_seen(Label::unread);

  const Items items = read_items(lines, memory);
  // Somebody else is named, and they deny or refuse: not theirs. A refusal that names nobody stays one.
  const std::string named = was_seen(Label::elsewhere) ? network_in(out.own_text, own_domain) : std::string();
  not_ours = not_ours || (was_seen(Label::elsewhere) && denial && (!refused || !named.empty()));
  // Fewer things gone than were asked about, or another one.
  const bool fewer = any_count && largest_count < quoted_urls.size();
  bool other_url = false;
  if (!quoted_urls.empty()) {
    const bool names_some = removed_url || std::any_of(own_urls.begin(), own_urls.end(), [&](const std::string& url) { return quoted_urls.contains(url); });
    other_url = names_some && !std::all_of(quoted_urls.begin(), quoted_urls.end(), [&](const std::string& url) { return own_urls.contains(url); });
  }
  other_url = other_url || name_only_some(own_pieces, quoted_urls);
  const bool second_hand = (hearsay || was_seen(Label::customer_act)) && !was_seen(Label::verified);
  const bool open = doubt || denial || still_to_come || failed || promise || doubtful_removal || second_hand || left_to_customer || not_ours ||
                    refused || court || cut || memory.exhausted();

  if (out.empty || memory.exhausted()) {
    out.meaning = Meaning::unknown;
  } else if (items != Items::none) {
    out.meaning = items == Items::all_gone && !cut && !not_ours && !forwarded ? Meaning::removed : Meaning::unknown;
  } else if (removed) {
    if (needs) {
      out.meaning = Meaning::needs_information;
    } else if (!open && !fewer && !other_url) {
      out.meaning = Meaning::removed;
    }
  } else if (was_seen(Label::unread) || was_seen(Label::absence) || was_seen(Label::survey)) {
    out.meaning = Meaning::unknown;
  } else if (was_seen(Label::sarcasm) || (was_seen(Label::country) && !court) || was_seen(Label::restored)) {
    out.meaning = Meaning::unknown;
  } else if (doubtful_removal || (second_hand && !forwarded) || (hearsay && was_seen(Label::removal_word) && !promise && !forwarded)) {
    out.meaning = Meaning::unknown;
  } else if (second_hand && was_seen(Label::customer_act)) {
    out.meaning = Meaning::unknown;
  } else if (forwarded) {
    out.meaning = Meaning::forwarded;
  } else if (court) {
    out.meaning = Meaning::refused;
  } else if (not_ours) {
    out.meaning = Meaning::not_ours;
    out.network = network_in(out.own_text, own_domain);
  } else if (needs) {
    out.meaning = Meaning::needs_information;
  } else if (refused) {
    out.meaning = Meaning::refused;
  } else if (was_seen(Label::moved)) {
    out.meaning = Meaning::unknown;
  } else if (promise || was_seen(Label::merged) || was_seen(Label::not_yet)) {
    out.meaning = Meaning::received;
  } else if (was_seen(Label::obstacle)) {
    out.meaning = Meaning::needs_information;
  } else if (was_seen(Label::closed)) {
    out.meaning = Meaning::unknown;
  } else if (received) {
    out.meaning = Meaning::received;
  }
  // Who disputes the assessment and does nothing contests it; who has removed, passed on or asked does something.
  const bool did_something = removed || doubtful_removal || forwarded || not_ours || needs;
  out.contested =
      contested && !did_something && !cut && !out.absence && (out.meaning == Meaning::refused || out.meaning == Meaning::unknown);
  return out;
}

}  // namespace redress::mail
