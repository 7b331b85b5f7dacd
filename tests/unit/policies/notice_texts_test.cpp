#include "policies/notice_texts/notice_texts.hpp"

#include "tests/unit/policies/support.hpp"

namespace redress {
namespace {

NoticeTextInput input() {
  NoticeTextInput input;
  input.language = "en";
  input.recipient = "Prompt Hosting B.V.";
  input.reference = "N-1234-5678-9";
  input.item_count = 3;
  input.deadline = "Thursday";
  input.hotline = "Hotline";
  input.handler = "A7";
  return input;
}

bool holds(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

// Every value stands where the text wants it; phrases for one and many, with and without a deadline.
TEST(NoticeTexts, PlaceholdersAreFilled) {
  auto text = shipped().texts().compose(input());
  EXPECT_EQ(text.subject, "[N-1234-5678-9] Notice and takedown: 3 addresses (URLs)");
  EXPECT_TRUE(holds(text.body, "To: Prompt Hosting B.V.\n"));
  EXPECT_TRUE(holds(text.body, "This notice concerns 3 addresses (URLs)."));
  EXPECT_TRUE(holds(text.body, "by Thursday at the latest."));
  EXPECT_TRUE(holds(text.body, "\nA7, Hotline\n"));
  auto single = input();
  single.item_count = 1;
  single.deadline.clear();
  text = shipped().texts().compose(single);
  EXPECT_TRUE(holds(text.body, "This notice concerns 1 address (URL)."));
  EXPECT_TRUE(holds(text.body, "make it inaccessible, without delay."));
}

// Sentences that do not apply leave no trace, and never two empty lines in a row.
TEST(NoticeTexts, OptionalSentences) {
  auto in = input();
  auto text = shipped().texts().compose(in);
  EXPECT_FALSE(holds(text.body, "Note:"));
  EXPECT_FALSE(holds(text.body, "\n\n\n"));
  in.could_not_check = true;
  text = shipped().texts().compose(in);
  EXPECT_TRUE(holds(text.body, "Note: we could not check just now"));
  in.kind = NoticeKind::reminder;
  in.refers_to = "N-0000-0000-0";
  EXPECT_TRUE(holds(shipped().texts().compose(in).body, "This message refers to our notice N-0000-0000-0.\n"));
  in.refers_to.clear();
  EXPECT_FALSE(holds(shipped().texts().compose(in).body, "refers to our notice"));
}

// What is set in front of a message that may come twice is there in every language, with the same fall-backs as the texts.
TEST(NoticeTexts, SentTwice) {
  const auto words = [](const char* language) { return shipped().texts().sent_twice_words(language); };
  EXPECT_TRUE(holds(words("en"), "It is one and the same notice"));
  EXPECT_TRUE(holds(words("nl-BE"), "mogelijk voor de tweede keer"));
  EXPECT_TRUE(holds(words("de"), "zum zweiten Mal"));
  EXPECT_TRUE(holds(words("fr"), "une seconde fois"));
  EXPECT_EQ(words("pl"), words("en"));
}

// A value is put in and never read again: placeholders, line ends, links and endless names in it stay harmless.
TEST(NoticeTexts, ValuesAreNeverReadAgain) {
  auto in = input();
  in.recipient = "{{handler}} https://evil.example\r\nBcc: all@evil.example\x01";
  auto text = shipped().texts().compose(in);
  EXPECT_TRUE(holds(text.body, "To: {{handler}} https[:]//evil.example  Bcc: all@evil.example \n"));
  in.reference = "N\r\nBcc: x";
  EXPECT_EQ(shipped().texts().compose(in).subject.find_first_of("\r\n"), std::string::npos);
  in.recipient = std::string(199, 'x') + "\xC3\xA9\xC3\xA9";
  text = shipped().texts().compose(in);
  EXPECT_TRUE(holds(text.body, "To: " + std::string(199, 'x') + '\n')) << "cut before the character, not inside it";
}

// A language falls back to its short form, then to English; an absent text of a language to the English one.
TEST(NoticeTexts, Languages) {
  auto in = input();
  const auto rule = [&](const char* language) {
    in.language = language;
    return shipped().texts().compose(in).why.rule;
  };
  EXPECT_EQ(rule("nl"), "text.first.nl");
  EXPECT_EQ(rule("nl-BE"), "text.first.nl");
  EXPECT_EQ(rule("de-AT"), "text.first.de");
  EXPECT_EQ(rule("fr"), "text.first.fr");
  EXPECT_EQ(rule("pl"), "text.first.en");
  EXPECT_EQ(rule(""), "text.first.en");
  EXPECT_EQ(shipped().texts().languages(), (std::vector<std::string>{"de", "en", "fr", "nl"}));
  auto dutch = shipped_rules().find("notice_texts/nl.yaml")->second;
  dutch.resize(dutch.find("  - id: text.thanks.nl"));
  const auto loaded = with_file("notice_texts/nl.yaml", dutch);
  ASSERT_TRUE(loaded);
  in.language = "nl";
  in.kind = NoticeKind::thanks;
  EXPECT_EQ((*loaded)->texts().compose(in).why.rule, "text.thanks.en");
}

// Deadlines are told in the local calendar of the desk, with the offset, on both sides of a switch.
TEST(NoticeTexts, DeadlineWords) {
  const auto& texts = shipped().texts();
  EXPECT_EQ(texts.deadline_words(moment("2026-10-25T00:30:00Z"), "en"), "Sunday 25 October 2026, 02:30 (Dutch time, UTC+02:00)");
  EXPECT_EQ(texts.deadline_words(moment("2026-10-25T01:30:00Z"), "en"), "Sunday 25 October 2026, 02:30 (Dutch time, UTC+01:00)");
  EXPECT_EQ(texts.deadline_words(moment("2027-03-28T01:00:00Z"), "nl"), "zondag 28 maart 2027 om 03.00 uur (Nederlandse tijd, UTC+02:00)");
  EXPECT_EQ(texts.deadline_words(moment("2026-12-31T23:05:00Z"), "de"),
            "Freitag, 1. Januar 2027, 00:05 Uhr (niederländische Zeit, UTC+01:00)");
  EXPECT_EQ(texts.deadline_words(moment("2026-08-15T10:00:00Z"), "fr"), "samedi 15 août 2026 à 12 h 00 (heure des Pays-Bas, UTC+02:00)");
}

// No shipped text holds anything a mail program would turn into a link.
TEST(NoticeTexts, NothingToClickOn) {
  for (const auto& [name, text] : shipped_rules()) {
    if (name.substr(0, 12) != "notice_texts") continue;
    for (const char* link : {"http:", "https:", "www.", "mailto:"}) EXPECT_FALSE(holds(text, link)) << name;
  }
}

}  // namespace
}  // namespace redress
