#include "connectors/kit/mail_words.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace redress::mail {
namespace {

constexpr std::size_t kLineBytesMax = 4000;  // a longer line is looked at up to here when its kind is decided

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Words of one line, folded, as the phrase rules see them.
Sentence line_words(std::string_view line) {
  const auto sentences = split_sentences(line.substr(0, kLineBytesMax));
  Sentence all;
  for (const Sentence& sentence : sentences) {
    all.words.insert(all.words.end(), sentence.words.begin(), sentence.words.end());
  }
  return all;
}

bool has_label(const Sentence& words, std::string_view label, PhraseMemory& memory) {
  for (const PhraseMatch& match : meaning_rules().find(words, memory)) {
    if (meaning_rules().rules()[match.rule].label == label) {
      return true;
    }
  }
  return false;
}

// A line of one sign only ("------", "______", "=====").
bool is_rule_line(std::string_view line, std::size_t at_least) {
  line = trim(line);
  if (line.size() < at_least || std::string_view("-_=*#~").find(line[0]) == std::string_view::npos) {
    return false;
  }
  return std::all_of(line.begin(), line.end(), [&](char c) { return c == line[0]; });
}

// "-----Original Message-----", "--- Mensaje del cliente ---": signs, a few words, signs.
bool is_banner(std::string_view line) {
  line = trim(line);
  const auto is_sign = [](char c) { return c == '-' || c == '_' || c == '=' || c == '*' || c == '#'; };
  std::size_t front = 0;
  while (front < line.size() && is_sign(line[front])) {
    ++front;
  }
  std::size_t back = line.size();
  while (back > front && is_sign(line[back - 1])) {
    --back;
  }
  return front >= 2 && line.size() - back >= 2 && back > front && line.size() < 120;
}

struct HeaderName {
  bool is_header = false;
  bool is_from = false;
};

// A line of a quoted header block in any of our languages.
HeaderName header_name(std::string_view line) {
  static const std::set<std::string, std::less<>> kFrom = {"from",    "von",        "van",       "de",       "da",       "od",      "от",
                                                           "от кого", "expediteur", "remitente", "mittente", "absender", "afzender"};
  static const std::set<std::string, std::less<>> kOther = {
      "to",       "sent",      "subject", "date",   "cc",     "bcc",      "reply to", "an",      "gesendet", "betreff",  "datum",    "kopie",  "antwort an",
      "aan",      "verzonden", "onderwerp", "a",    "envoye", "objet",    "date d envoi", "para", "enviado",  "enviada", "asunto",   "fecha",  "assunto",
      "data",     "inviato",   "oggetto", "do",     "wyslano", "temat",   "dw",       "кому",    "отправлено", "тема",  "дата",     "копия",  "copie",
      "enviado el", "enviada em", "sent on", "verzonden op", "message id", "betr", "sujet"};
  line = trim(line);
  while (!line.empty() && (line.front() == '*' || line.front() == '|')) {
    line.remove_prefix(1);
  }
  const std::size_t colon = line.substr(0, 40).find(':');
  if (colon == std::string_view::npos || colon == 0) {
    return {};
  }
  std::string name = fold(line.substr(0, colon));
  std::replace(name.begin(), name.end(), '-', ' ');
  std::erase(name, '*');
  while (!name.empty() && name.back() == ' ') {
    name.pop_back();
  }
  if (kFrom.contains(name)) {
    return {true, true};
  }
  return {kOther.contains(name), false};
}

// "On Tue, 7 Jan 2025 at 06:02, Hotline wrote:" in nine languages; it may run over up to three lines.
bool is_attribution(std::string_view text, PhraseMemory& memory) {
  text = trim(text);
  if (text.size() < 8 || text.size() > 400 || (text.back() != ':' && text.back() != '>')) {
    return false;
  }
  return (has_digit(text) || text.find('@') != std::string_view::npos) && has_label(line_words(text), "attribution", memory);
}

// "X-Notice-State: removed": what looks like a header line is no sentence.
bool is_header_look_alike(std::string_view line) {
  const std::size_t colon = line.substr(0, 60).find(':');
  if (colon == std::string_view::npos || colon < 2) {
    return false;
  }
  const std::string_view name = line.substr(0, colon);
  const bool letters = std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
  return letters && name.find('-') != std::string_view::npos && name[0] >= 'A' && name[0] <= 'Z' && line.size() > colon + 1 && line[colon + 1] == ' ';
}

// A block of a ticket's history opens with a name and a date: "Abuse Desk (Lantern Hosting), 16 Jan 2025, 10:44 UTC".
bool is_comment_head(std::string_view line) {
  line = trim(line);
  std::size_t digits = 0;
  for (const char c : line) {
    digits += c >= '0' && c <= '9' ? 1U : 0U;
  }
  return line.size() < 120 && digits >= 6 && line.find(':') != std::string_view::npos && line.find("://") == std::string_view::npos;
}

}  // namespace

std::vector<Line> split_words(std::string_view text, PhraseMemory& memory) {
  std::vector<std::string_view> raw;
  while (true) {
    const std::size_t end = text.find('\n');
    raw.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      break;
    }
    text.remove_prefix(end + 1);
  }
  std::vector<Line> lines;
  lines.reserve(raw.size());
  LineKind state = LineKind::own;
  bool said_something = false;  // own words with a sentence in them were seen
  std::size_t comments = 0;
  const auto next_filled = [&](std::size_t i) {
    while (i < raw.size() && trim(raw[i]).empty()) {
      ++i;
    }
    return i;
  };
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const std::string_view line = trim(raw[i]);
    if (line.starts_with(">") || line.starts_with("|>")) {
      std::string_view inner = line;
      while (!inner.empty() && (inner.front() == '>' || inner.front() == '|' || inner.front() == ' ')) {
        inner.remove_prefix(1);
      }
      lines.push_back({LineKind::quoted, std::string(inner)});
      continue;
    }
    if (state == LineKind::quoted) {
      lines.push_back({LineKind::quoted, std::string(line)});
      continue;
    }
    if (line.empty()) {
      lines.push_back({state, {}});
      continue;
    }
    // Where somebody else's words begin: for the rest of the mail, unless they carry marks of their own.
    std::size_t attribution_lines = 0;
    std::string joined;
    for (std::size_t span = 1; span <= 3 && i + span <= raw.size() && attribution_lines == 0; ++span) {
      const std::string_view more = trim(raw[i + span - 1]);
      if (more.empty() || more.starts_with(">")) {
        break;
      }
      joined += (joined.empty() ? "" : " ") + std::string(more.substr(0, 500));
      if (is_attribution(joined, memory)) {
        attribution_lines = span;
      }
    }
    if (is_header_look_alike(line)) {
      lines.push_back({LineKind::appended, std::string(line)});
      continue;
    }
    const HeaderName name = header_name(line);
    bool quote_starts = false;
    if (attribution_lines > 0) {
      const std::size_t next = next_filled(i + attribution_lines);
      quote_starts = next >= raw.size() || !trim(raw[next]).starts_with(">");
      if (!quote_starts) {
        for (std::size_t k = 0; k < attribution_lines; ++k) {
          lines.push_back({LineKind::quoted, std::string(trim(raw[i + k]))});
        }
        i += attribution_lines - 1;
        continue;
      }
    } else if (name.is_from) {
      // Two more header lines among the next three make it a block.
      std::size_t others = 0;
      for (std::size_t k = i + 1; k < raw.size() && k <= i + 3; ++k) {
        others += header_name(raw[k]).is_header ? 1U : 0U;
      }
      quote_starts = others >= 1;
    } else if (name.is_header && i + 2 < raw.size() && header_name(raw[i + 1]).is_header) {
      // The block may start with Subject or Date; it must hold a From.
      for (std::size_t k = i + 1; k < raw.size() && k <= i + 4; ++k) {
        quote_starts = quote_starts || header_name(raw[k]).is_from;
      }
    } else if (is_banner(line)) {
      const Sentence words = line_words(line);
      if (has_label(words, "reply_line", memory)) {
        lines.push_back({LineKind::appended, std::string(line)});
        continue;
      }
      quote_starts = has_label(words, "message_banner", memory);
    } else if ((line.back() == ':' || line.back() == '-') && has_label(line_words(line), "copy_follows", memory)) {
      quote_starts = true;
    }
    if (quote_starts) {
      state = LineKind::quoted;
      lines.push_back({LineKind::quoted, std::string(line)});
      continue;
    }
    if (is_rule_line(line, 4)) {
      const std::size_t next = next_filled(i + 1);
      if (next < raw.size() && is_comment_head(raw[next])) {
        // Ticket systems show the newest comment first; what comes after it is history.
        if (++comments > 1) {
          state = LineKind::quoted;
        }
        lines.push_back({LineKind::appended, std::string(line)});
        lines.push_back({LineKind::appended, std::string(trim(raw[next]))});
        i = next;
        said_something = false;
        continue;
      }
      if (said_something && line.size() >= 20) {
        state = LineKind::appended;  // a footer, or our notice repeated by a ticket system
      }
      lines.push_back({LineKind::appended, std::string(line)});
      continue;
    }
    if (state != LineKind::appended && (line == "--" || line == "\xE2\x80\x94" || line == "__" || line == "---")) {
      state = LineKind::after_close;
      lines.push_back({state, {}});
      continue;
    }
    const Sentence words = line_words(line);
    if (state == LineKind::after_close && !words.words.empty() && (words.words[0] == "ps" || (words.words[0] == "p.s") || words.words[0] == "nb")) {
      state = LineKind::own;
    }
    if (state == LineKind::own) {
      if (said_something && words.words.size() <= 7 && has_label(words, "closing", memory)) {
        state = LineKind::after_close;
      } else if (has_label(words, "reply_line", memory)) {
        lines.push_back({LineKind::appended, std::string(line)});
        continue;
      } else if (said_something && has_label(words, "appendix", memory)) {
        state = LineKind::appended;
      } else if (words.words.size() >= 3) {
        said_something = true;
      }
    }
    lines.push_back({state, std::string(line)});
  }
  return lines;
}

std::vector<std::string> urls_in(std::string_view text) {
  std::vector<std::string> urls;
  std::size_t at = 0;
  while (at < text.size() && urls.size() < 1000) {
    std::size_t start = at;
    while (start < text.size() && (text[start] == ' ' || text[start] == '\n' || text[start] == '\t' || text[start] == '<' ||
                                   text[start] == '(' || text[start] == '"')) {
      ++start;
    }
    std::size_t end = start;
    while (end < text.size() && text[end] != ' ' && text[end] != '\n' && text[end] != '\t' && text[end] != '>' && text[end] != '<' && text[end] != '"') {
      ++end;
    }
    at = end + 1;
    std::string word(text.substr(start, std::min<std::size_t>(end - start, 8192)));
    std::string lowered = word;
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!lowered.starts_with("http") && !lowered.starts_with("hxxp") && !lowered.starts_with("www.")) {
      continue;
    }
    const std::size_t scheme = word.find("://");
    std::string rest = scheme == std::string::npos ? word : word.substr(scheme + 3);
    for (std::size_t mark = rest.find("[.]"); mark != std::string::npos; mark = rest.find("[.]")) {
      rest.replace(mark, 3, ".");
    }
    while (!rest.empty() && std::string_view(".,;:!?)/'").find(rest.back()) != std::string_view::npos) {
      rest.pop_back();
    }
    const std::size_t path = std::min(rest.find('/'), rest.size());
    std::transform(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(path), rest.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!rest.empty()) {
      urls.push_back(rest);
    }
  }
  return urls;
}

}  // namespace redress::mail
