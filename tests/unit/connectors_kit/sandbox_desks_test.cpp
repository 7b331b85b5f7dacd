// What the sandbox's desks say is read as they mean it, in each of their languages: provoked by letting every desk say everything, with our
// own notice quoted below, as mail programs do. Emulator and reader share no code, so this also keeps the demo honest.
#include "connectors/kit/mail_reader.hpp"
#include "sandbox/partners/mail_writer.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

using sandbox::Language;
using sandbox::Reaction;
using sandbox::Saying;

MailReading said(Language language, Saying saying) {
  sandbox::Party desk;
  desk.name = "Desk";
  desk.domain = "desk.example";
  desk.abuse_mailbox = "abuse@desk.example";
  desk.language = language;
  sandbox::NoticeSeen notice;
  notice.reference = "N-2222-2222-2";
  notice.message_id = "N-2222-2222-2@hotline.test";
  notice.envelope_from = notice.reply_to = "ntd+token@hotline.test";
  notice.recipient = desk.abuse_mailbox;
  notice.subject = "Notice N-2222-2222-2";
  notice.text = "Please remove what is listed below. It is illegal.\n\nOur reference: N-2222-2222-2\n  hxxp://pics[.]example/1\n";
  Reaction reaction;
  reaction.kind = saying == Saying::receipt ? Reaction::Kind::auto_reply : Reaction::Kind::answer;
  reaction.saying = saying;
  reaction.ticket = "123456";
  reaction.urls = {"http://pics.example/1"};
  if (saying == Saying::not_ours) reaction.hosted_by = "Elsewhere Hosting";
  return read_mail(sandbox::write_mail(desk, notice, reaction).text);
}

struct Meant {
  Saying saying;
  mail::Meaning meaning;
  bool contested = false;
};

class SandboxDesks : public testing::TestWithParam<Language> {};

TEST_P(SandboxDesks, AreReadAsTheyMeanIt) {
  using mail::Meaning;
  for (const auto& [saying, meaning, contested] :
       {Meant{Saying::receipt, Meaning::received}, Meant{Saying::working, Meaning::received}, Meant{Saying::removed, Meaning::removed},
        Meant{Saying::partly_removed, Meaning::unknown}, Meant{Saying::already_gone, Meaning::removed}, Meant{Saying::refused, Meaning::refused},
        Meant{Saying::contested, Meaning::refused, true}, Meant{Saying::not_ours, Meaning::not_ours},
        Meant{Saying::moved_away, Meaning::not_ours}}) {
    const auto reading = said(GetParam(), saying);
    ASSERT_TRUE(reading.meaning.has_value()) << "saying number " << static_cast<int>(saying);
    // A dispute may leave the reader without a word of its own; what counts is that it is seen.
    const auto word = reading.contested && reading.meaning == Meaning::unknown ? Meaning::refused : *reading.meaning;
    const auto wanted = std::string(saying == Saying::receipt ? "auto_reply " : "answer ") + std::string(to_text(meaning)) + (contested ? " contested" : "");
    const auto read = std::string(to_text(reading.kind)) + " " + std::string(to_text(word)) + (reading.contested ? " contested" : "");
    EXPECT_EQ(read, wanted) << "saying number " << static_cast<int>(saying);
  }
}
// A decision is read as one, and what says anything else is none.
TEST_P(SandboxDesks, DecisionsAreReadAsTheyMeanThem) {
  EXPECT_EQ(said(GetParam(), Saying::restricted).decision, PlatformDecision::restricted);
  for (const auto saying : {Saying::receipt, Saying::working, Saying::removed, Saying::refused, Saying::not_ours, Saying::noted})
    EXPECT_FALSE(said(GetParam(), saying).decision) << "saying number " << static_cast<int>(saying);
}
INSTANTIATE_TEST_SUITE_P(Languages, SandboxDesks, testing::Values(Language::nl, Language::en, Language::de, Language::fr));

// Only who disputes the assessment itself contests it: provoked by refusals, promises and removals that speak of law as well.
TEST(Contest, IsNotEveryRefusal) {
  const auto contests = [](std::string_view text) {
    mail::PhraseMemory memory;
    return mail::read_words(text, "desk.example", memory).contested;
  };
  EXPECT_TRUE(contests("This content is not illegal."));
  EXPECT_TRUE(contests("We checked with our lawyers and we disagree with your classification."));
  EXPECT_TRUE(contests("Wij betwisten uw beoordeling."));
  EXPECT_TRUE(contests("Wir teilen Ihre Einschätzung nicht."));
  EXPECT_FALSE(contests("We will not act on your notice. Without a court order we take no action."));
  EXPECT_FALSE(contests("We do not host illegal content."));
  EXPECT_FALSE(contests("Although we disagree with your assessment, the content has been removed from our servers."));
  EXPECT_FALSE(contests("We have forwarded your notice to our customer, who disagrees with your assessment."));
  EXPECT_FALSE(contests("We are reviewing your notice and will get back to you."));
  EXPECT_FALSE(contests("If you disagree with our assessment, please let us know."));
}

}  // namespace
}  // namespace redress
