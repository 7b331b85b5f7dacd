// What the sender's own words say about a notice. Rules: meaning_rules.tsv. `removed` is only ever said of a positive, finished,
// unconditional statement about everything; every doubt makes it `unknown`, since a wrong `removed` leaves content online unseen.
#pragma once

#include "connectors/kit/phrase_rules.hpp"

#include <string>
#include <string_view>

namespace redress::mail {

/// Own words beyond this are not read; a mail that was cut never means `removed`.
inline constexpr std::size_t kMeaningBytesMax = 64U * 1024;
/// So much of a text, quotes included, is split into own and foreign words.
inline constexpr std::size_t kBodyBytesMax = 256U * 1024;

enum class Meaning { received, removed, refused, not_ours, forwarded, needs_information, unknown };

struct WordsReading {
  Meaning meaning = Meaning::unknown;
  bool contested = false;       // they dispute that it is illegal, and did nothing
  bool automatic = false;       // the words say that a machine wrote them
  bool ticket_comment = false;  // a ticket system shows a person's comment
  bool third_party = false;     // somebody reports something to us
  bool bulk = false;            // newsletter or offer
  bool absence = false;         // absence, moved mailbox, survey, deleted unread: nobody has read the notice
  bool delivered = false;       // delivery receipt
  bool empty = true;            // no words of their own
  std::string own_text;
  std::string network;  // of `not_ours`: whom they name, an abuse address if there is one, else an IP address or the name as written
};

/// `text` is visible UTF-8 text with \n. `memory` bounds the matching work: when it is used up, the meaning is `unknown`.
/// `own_domain`: domain of the sender, so that its own address is not taken for the network it names.
[[nodiscard]] WordsReading read_words(std::string_view text, std::string_view own_domain, PhraseMemory& memory);

/// Labels of a short line (subject) in meaning_rules.tsv.
[[nodiscard]] bool line_has_label(std::string_view line, std::string_view label, PhraseMemory& memory);

}  // namespace redress::mail
