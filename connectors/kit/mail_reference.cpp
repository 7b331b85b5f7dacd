#include "connectors/kit/mail_reference.hpp"

#include "connectors/kit/phrase_rules.hpp"

#include <algorithm>
#include <array>

namespace redress::mail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_sign(char c) { return is_digit(c) || is_letter(c); }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

void add_once(std::vector<std::string>& list, std::string value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) {
    list.push_back(std::move(value));
  }
}

constexpr std::size_t kLength = 13;

bool reference_at(std::string_view text, std::size_t at) {
  if (at + kLength > text.size() || upper(text[at]) != 'N') {
    return false;
  }
  for (std::size_t i = 1; i < kLength; ++i) {
    const bool dash = i == 1 || i == 6 || i == 11;
    if (dash ? text[at + i] != '-' : !is_sign(text[at + i])) {
      return false;
    }
  }
  const bool free_before = at == 0 || (!is_sign(text[at - 1]) && text[at - 1] != '-');
  const bool free_after = at + kLength == text.size() || (!is_sign(text[at + kLength]) && text[at + kLength] != '-');
  return free_before && free_after;
}

// A word that can be a ticket number: has a digit, of letters, digits and - / . _ : only, and is not one of our references.
bool is_ticket_word(std::string_view word) {
  if (word.size() < 3 || word.size() > 40 || std::none_of(word.begin(), word.end(), is_digit)) {
    return false;
  }
  if (!std::all_of(word.begin(), word.end(), [](char c) { return is_sign(c) || c == '-' || c == '/' || c == '_' || c == '.'; })) {
    return false;
  }
  if ((word.size() >= 6 && upper(word[0]) == 'N' && word[1] == '-' && (word.size() < 7 || word[6] == '-')) || !is_sign(word.back()) || !is_sign(word.front())) {
    return false;  // ours, whole or cut
  }
  // IP addresses, versions, host names.
  std::size_t points = 0;
  std::size_t digits = 0;
  for (const char c : word) {
    points += c == '.' ? 1U : 0U;
    digits += is_digit(c) ? 1U : 0U;
  }
  if (points > 0 || word.starts_with("http")) {
    return false;
  }
  const bool letters = std::any_of(word.begin(), word.end(), is_letter);
  // Words with a digit that are not numbers ("2nd", "24h", "IPv6") have one or two digits and no mark inside.
  const bool marked = word.find_first_of("-/_") != std::string_view::npos;
  return digits >= 3 || (letters && marked && digits >= 2) || (!letters && digits >= 3);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size() && words.size() < 20000) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) {
      ++at;
    }
    const std::size_t start = at;
    while (at < text.size() && text[at] != ' ' && text[at] != '\n' && text[at] != '\t') {
      ++at;
    }
    if (at > start) {
      words.push_back(text.substr(start, at - start));
    }
  }
  return words;
}

std::string_view bare(std::string_view word) {
  const std::string_view around = "[](){}<>#.,;:!?\"'*|=";
  while (!word.empty() && (around.find(word.front()) != std::string_view::npos || static_cast<unsigned char>(word.front()) >= 0x80)) {
    word.remove_prefix(1);
  }
  while (!word.empty() && (around.find(word.back()) != std::string_view::npos || static_cast<unsigned char>(word.back()) >= 0x80)) {
    word.remove_suffix(1);
  }
  return word;
}

// "Ticket#2025021710000342" -> the part behind the mark.
std::string_view behind_mark(std::string_view word) {
  const std::size_t mark = word.find_last_of("#:=");
  return mark == std::string_view::npos || mark + 1 >= word.size() ? word : word.substr(mark + 1);
}

// Words that announce a desk's number, folded, by their beginning.
bool announces(std::string_view word) {
  static constexpr std::array<std::string_view, 50> kWords = {
      "ticket",     "case",           "request",      "incident", "report",      "dossier",        "zaak",
      "zaaknummer", "melding",        "vorgang",      "anfrage",  "fall",        "aktenzeichen",   "demande",
      "incidencia", "solicitud",      "caso",         "chamado",  "protocol",    "pedido",         "pratica",
      "richiesta",  "segnalazione",   "zgloszeni",    "sprawa",   "numer",       "zapros",         "обращен",
      "запрос",     "заявк",          "номер",        "тикет",    "жалоб",       "decision",       "decisao",
      "nummer",     "numero",         "number",       "no",       "nr",          "vorgangsnummer", "referencia",
      "kenmerk",    "meldingsnummer", "ticketnummer", "az",       "signalement", "dossiernummer",  "id",
      "casenummer"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view known) {
    return word == known || (known.size() >= 5 && word.starts_with(known) && word.size() <= known.size() + 8);
  });
}

bool is_date_like(std::string_view word) {
  // 2025-01-07, 07/01/2025, 26/09/2025: two marks of the same kind between short groups of digits.
  std::size_t marks = 0;
  for (const char c : word) {
    if (c == '-' || c == '/') {
      ++marks;
    } else if (!is_digit(c)) {
      return false;
    }
  }
  return marks == 2 && word.size() <= 10;
}

std::string ticket_after_words(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  std::string found;
  bool merged = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string folded_word = fold(bare(words[i]).substr(0, 60));
    if (folded_word.starts_with("merged") || folded_word == "zusammengefuhrt" || folded_word == "samengevoegd" || folded_word.starts_with("fusionn") ||
        folded_word.starts_with("fusionad")) {
      merged = true;
    }
    const std::size_t mark = words[i].find('#');
    if (mark != std::string_view::npos) {
      const std::string_view number = bare(behind_mark(bare(words[i])));
      if (is_ticket_word(number) && (found.empty() || merged)) {
        found = number;
        if (merged) {
          return found;
        }
        continue;
      }
    }
    if (!announces(folded_word)) {
      continue;
    }
    // Up to five words on, within the sentence: "has been registered under the number X", "Ticket ID: X", "request (884213)".
    for (std::size_t k = i + 1; k < words.size() && k <= i + 5; ++k) {
      const std::string_view candidate = bare(behind_mark(bare(words[k])));
      const bool plain_number = std::all_of(candidate.begin(), candidate.end(), is_digit);
      const bool year = plain_number && candidate.size() == 4 && (candidate.starts_with("20") || candidate.starts_with("19"));
      if (is_ticket_word(candidate) && !year && !is_date_like(candidate) && (found.empty() || merged)) {
        found = candidate;
        if (merged) {
          return found;
        }
        break;
      }
      const char last = words[k].back();
      if (last == '.' || last == '!' || last == '?') {
        break;
      }
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> references_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at + kLength <= text.size() && found.size() < 50; ++at) {
    if ((text[at] == 'N' || text[at] == 'n') && reference_at(text, at)) {
      std::string reference(text.substr(at, kLength));
      std::transform(reference.begin(), reference.end(), reference.begin(), upper);
      // Words like "n-side-view-x" are not ours: a reference has a digit, or is written in capitals.
      const bool digits = std::any_of(reference.begin(), reference.end(), is_digit);
      const bool capitals = std::none_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(at + kLength),
                                         [](char c) { return c >= 'a' && c <= 'z'; });
      if (digits || capitals) {
        add_once(found, std::move(reference));
      }
      at += kLength - 1;
    }
  }
  return found;
}

std::vector<std::string> references_in_addresses(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t plus = text.find('+'); plus != std::string_view::npos && found.size() < 50; plus = text.find('+', plus + 1)) {
    const std::string_view tag = text.substr(plus + 1, 11);
    if (tag.size() == 11 && upper(tag[0]) == 'N' && tag[10] == '@' && std::all_of(tag.begin(), tag.begin() + 10, is_sign) && plus > 0 &&
        is_sign(text[plus - 1])) {
      std::string reference = "N-";
      for (std::size_t i = 1; i < 10; ++i) {
        reference += upper(tag[i]);
        if (i == 4 || i == 8) {
          reference += '-';
        }
      }
      add_once(found, std::move(reference));
    }
  }
  return found;
}

bool has_cut_reference(std::string_view text) {
  for (std::size_t at = 0; at + 6 <= text.size(); ++at) {
    if (text[at] != 'N' || text[at + 1] != '-' || (at > 0 && (is_sign(text[at - 1]) || text[at - 1] == '-')) || reference_at(text, at)) {
      continue;
    }
    bool capital = true;
    bool digit = false;
    std::size_t length = 2;
    while (at + length < text.size() && (is_sign(text[at + length]) || text[at + length] == '-')) {
      capital = capital && !(text[at + length] >= 'a' && text[at + length] <= 'z');
      digit = digit || is_digit(text[at + length]);
      ++length;
    }
    if (capital && digit && length >= 6 && length < kLength + 1) {
      return true;
    }
  }
  return false;
}

std::string find_ticket(std::string_view subject, std::string_view own_text, const std::vector<MailHeader>& headers) {
  // A merge names the survivor behind "into".
  if (const std::string folded_text = fold(own_text.substr(0, 20000));
      folded_text.find("merged") != std::string::npos || folded_text.find("samengevoegd") != std::string::npos ||
      folded_text.find("zusammengefuhrt") != std::string::npos || folded_text.find("fusion") != std::string::npos) {
    if (std::string survivor = ticket_after_words(own_text); !survivor.empty()) {
      return survivor;
    }
  }
  // In brackets in the subject: [#1], [Ticket#1], [host.test #1], (case X-1), (#1).
  for (std::size_t open = subject.find_first_of("[("); open != std::string_view::npos; open = subject.find_first_of("[(", open + 1)) {
    const std::size_t close = subject.find_first_of("])", open);
    if (close == std::string_view::npos) {
      break;
    }
    const auto words = words_of(subject.substr(open + 1, close - open - 1));
    for (auto word = words.rbegin(); word != words.rend(); ++word) {
      const std::string_view candidate = bare(behind_mark(bare(*word)));
      if (is_ticket_word(candidate) && !is_date_like(candidate)) {
        return std::string(candidate);
      }
    }
  }
  for (const std::string_view word : words_of(subject)) {
    const std::size_t mark = word.find('#');
    const std::string_view candidate = bare(mark == std::string_view::npos ? bare(word) : word.substr(mark + 1));
    const bool letters = std::any_of(candidate.begin(), candidate.end(), is_letter);
    const bool marked = candidate.find_first_of("-/") != std::string_view::npos;
    if (is_ticket_word(candidate) && !is_date_like(candidate) && (mark != std::string_view::npos || (letters && marked))) {
      return std::string(candidate);
    }
  }
  if (std::string announced = ticket_after_words(subject); !announced.empty()) {
    return announced;
  }
  if (std::string announced = ticket_after_words(own_text); !announced.empty()) {
    return announced;
  }
  for (const MailHeader& field : headers) {
    if (field.name.starts_with("x-") && field.name.find("ticket") != std::string::npos && is_ticket_word(bare(field.value))) {
      return std::string(bare(field.value));
    }
  }
  return {};
}

}  // namespace redress::mail
