#include "sandbox/partners/desk_texts.hpp"

#include "engine/core/assert.hpp"

#include <array>
#include <string_view>

namespace redress::sandbox {
namespace {

struct Wording {
  std::string_view nl, en, de, fr;
  [[nodiscard]] std::string_view in(Language language) const {
    switch (language) {
      case Language::nl:
        return nl;
      case Language::en:
        return en;
      case Language::de:
        return de;
      case Language::fr:
        return fr;
    }
    REDRESS_ASSERT(false, "a language outside the enum");
  }
};

constexpr Wording kGreeting{"Beste melder,", "Dear reporter,", "Sehr geehrte Damen und Herren,", "Madame, Monsieur,"};
constexpr Wording kClosing{"Met vriendelijke groet,", "Kind regards,", "Mit freundlichen Grüßen", "Cordialement,"};
constexpr Wording kTicketSubject{
    "Ontvangstbevestiging: ", "We have received your message: ", "Eingangsbestätigung: ", "Accusé de réception : "};
constexpr Wording kHosterNamed{"De huidige hoster is volgens ons: ", "As far as we can see it is now hosted by: ",
                               "Nach unserer Kenntnis liegt sie jetzt bei: ", "À notre connaissance, l'hébergeur actuel est : "};

// In the order of Saying.
constexpr std::array<Wording, 11> kWordings{{
    // receipt
    {"Wij hebben uw bericht in goede orde ontvangen en geregistreerd. Dit is een automatisch bericht.",
     "Your message has been received and registered. This is an automated message.",
     "Ihre Nachricht ist bei uns eingegangen und wurde registriert. Dies ist eine automatische Nachricht.",
     "Votre message a bien été reçu et enregistré. Ceci est un message automatique."},
    // working
    {"Wij hebben uw melding in behandeling genomen. U hoort van ons zodra wij klaar zijn.",
     "We are looking into your notice and will get back to you once we are done.",
     "Ihre Meldung wird bearbeitet. Wir melden uns, sobald die Prüfung abgeschlossen ist.",
     "Votre signalement est en cours de traitement. Nous reviendrons vers vous une fois l'examen terminé."},
    // removed
    {"De gemelde inhoud is van onze servers verwijderd.", "The reported content has been removed from our servers.",
     "Die gemeldeten Inhalte wurden von unseren Servern gelöscht.", "Les contenus signalés ont été supprimés de nos serveurs."},
    // partly_removed
    {"Een deel van de gemelde inhoud stond bij ons; alleen dat deel hebben wij verwijderd. De overige adressen staan niet bij ons.",
     "Part of the reported content was hosted with us; we have removed that part only. The other addresses are not hosted with us.",
     "Ein Teil der gemeldeten Inhalte lag bei uns; nur diesen Teil haben wir gelöscht. Die übrigen Adressen liegen nicht bei uns.",
     "Une partie des contenus signalés était hébergée chez nous ; nous n'avons supprimé que cette partie. Les autres adresses ne sont pas "
     "chez nous."},
    // already_gone
    {"De gemelde inhoud was bij onze controle al niet meer aanwezig.", "When we checked, the reported content was already gone.",
     "Bei unserer Prüfung waren die gemeldeten Inhalte bereits nicht mehr vorhanden.",
     "Lors de notre vérification, les contenus signalés n'étaient déjà plus présents."},
    // refused
    {"Wij zullen niet op uw melding ingaan. Zonder rechterlijk bevel ondernemen wij geen actie.",
     "We will not act on your notice. Without a court order we take no action.",
     "Wir werden auf Ihre Meldung hin nicht tätig. Ohne richterliche Anordnung unternehmen wir nichts.",
     "Nous ne donnerons pas suite à votre signalement. Sans décision de justice, nous n'agissons pas."},
    // contested
    {"Wij zijn het niet eens met uw beoordeling. Volgens ons en onze klant is deze inhoud niet onrechtmatig. Wij verzoeken u de "
     "beoordeling te herzien.",
     "We disagree with your assessment. In our view, and our customer's, this content is not illegal. Please review your assessment.",
     "Wir widersprechen Ihrer Einschätzung. Nach unserer Auffassung ist dieser Inhalt nicht rechtswidrig. Bitte überprüfen Sie Ihre "
     "Bewertung.",
     "Nous contestons votre appréciation. Selon nous, ce contenu n'est pas illicite. Merci de réexaminer votre évaluation."},
    // not_ours
    {"Deze inhoud wordt niet door ons gehost.", "This content is not hosted by us.", "Diese Inhalte werden nicht bei uns gehostet.",
     "Ces contenus ne sont pas hébergés chez nous."},
    // moved_away
    {"Onze klant heeft de website inmiddels verhuisd; hij wordt niet meer door ons gehost.",
     "Our customer has moved the website away in the meantime; it is no longer hosted by us.",
     "Unser Kunde ist mit der Website inzwischen umgezogen; sie wird nicht mehr bei uns gehostet.",
     "Notre client a entre-temps transféré le site ; il n'est plus hébergé chez nous."},
    // noted
    {"Wij hebben kennisgenomen van de intrekking van uw melding.", "We have taken note of the withdrawal of your notice.",
     "Wir haben die Rücknahme Ihrer Meldung zur Kenntnis genommen.", "Nous avons pris note du retrait de votre signalement."},
    // restricted
    {"Wij hebben de zichtbaarheid van het bericht beperkt.", "We have restricted the visibility of the post.",
     "Wir haben die Sichtbarkeit des Beitrags eingeschränkt.", "Nous avons limité la visibilité de la publication."},
}};

}  // namespace

DeskText desk_text(const Party& party, const Reaction& reaction, const NoticeSeen& notice) {
  const auto say = [&](const Wording& wording) { return std::string(wording.in(party.language)); };
  DeskText text;
  if (reaction.kind == Reaction::Kind::auto_reply)
    text.subject_prefix = "[Ticket#" + reaction.ticket + "] " + say(kTicketSubject);
  else
    text.subject_prefix = "Re: ";
  text.body = say(kGreeting) + "\n\n" + say(kWordings[static_cast<std::size_t>(reaction.saying)]) + "\n";
  if (reaction.saying == Saying::not_ours && !reaction.hosted_by.empty()) text.body += say(kHosterNamed) + reaction.hosted_by + "\n";
  if (reaction.saying == Saying::partly_removed)
    for (const auto& url : reaction.urls) text.body += "  " + url + "\n";
  if (reaction.kind == Reaction::Kind::auto_reply) text.body += "\nTicket: " + reaction.ticket + "\n";
  text.body += "\n" + say(kClosing) + "\n\nAbuse desk\n" + party.name + "\n";
  if (reaction.kind == Reaction::Kind::answer && !notice.text.empty()) {
    // The desk's mail program quotes what it answers to, below.
    text.body += "\n" + notice.reply_to + ":\n";
    std::string_view rest = notice.text;
    for (int lines = 0; lines < 40 && !rest.empty(); ++lines) {
      const auto end = rest.find('\n');
      auto line = rest.substr(0, end);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      text.body += "> " + std::string(line.substr(0, 900)) + "\n";
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
  }
  return text;
}

}  // namespace redress::sandbox
