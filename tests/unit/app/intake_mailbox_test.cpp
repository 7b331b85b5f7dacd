#include "engine/app/intake_mailbox.hpp"
#include "engine/transport/imap_inbox.hpp"
#include "sandbox/partners/world.hpp"
#include "sandbox/servers/servers.hpp"
#include "tests/unit/app/desk.hpp"

#include <gmock/gmock.h>

namespace redress::app {
namespace {

using testing::HasSubstr;

std::string mail(const std::string& from, const std::string& body, const std::string& subject = "ERT-INPUT") {
  static int number = 0;
  return "Authentication-Results: mx.hotline.test; dkim=pass header.d=" + from.substr(from.find('@') + 1) + "\r\nFrom: " + from + "\r\nSubject: " + subject +
         "\r\nMessage-ID: <" + std::to_string(++number) + "@partner.example>\r\n\r\n" + body;
}

class IntakeMailboxTest : public Desk {
 protected:
  IntakeMailboxTest() : partners(7, {.standing_cast = false}), servers(partners, wall, {}) {
    ImapSettings settings;
    settings.server.host = "127.0.0.1";
    settings.server.port = servers.ports().imap;
    settings.server.ca_file = servers.ca_file().string();
    settings.server.user = "reports@hotline.test";
    settings.server.password = SecretText("sandbox");
    inbox = make_imap_inbox(settings);
  }
  void arrives(const std::string& text) { partners.post("hotline.test", wall.utc_now() - minutes{1}, text); }
  bool look(Door& through) {
    IntakeMailbox mailbox(*inbox, *reader, through, {"mx.hotline.test", {{"desk@partner.example", "partner.example", ReportOrigin::partner_hotline}}},
                          "hotline", [] { return true; });
    const auto looked = mailbox.look();
    EXPECT_TRUE(looked.has_value()) << (looked ? "" : looked.error());
    return looked && *looked;
  }

  SystemClock wall;
  sandbox::World partners;
  sandbox::Servers servers;
  std::unique_ptr<Inbox> inbox;
};

// Mails of a sender who is proven become reports of the source the operator gave; of any other nothing is taken, nothing is lost: it lies in
// quarantine, with the reason, and stays in the mailbox. Read once, whatever else arrives.
TEST_F(IntakeMailboxTest, TakesProvenMailAndKeepsTheRest) {
  arrives(mail("desk@partner.example", "https://pages.example/1\r\nhttps://pages.example/2;https://links.example/\r\n"));
  arrives(mail("stranger@evil.example", "https://pages.example/3\r\n"));
  arrives(mail("desk@partner.example", "ftp://pages.example/4\r\nhttps://pages.example/1\r\n"));
  EXPECT_TRUE(look(*door));
  EXPECT_FALSE(look(*door));
  EXPECT_EQ(backlog().reports, 3);
  EXPECT_EQ(backlog().items, 2);
  EXPECT_EQ(reader->report(ReportId{1})->source, "partner.example");
  const auto refused = quarantined();
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_THAT(refused[0].reason, HasSubstr("not on the list"));
  EXPECT_EQ(refused[0].file, "mail 2");
  EXPECT_EQ(refused[1].field, "url");
  EXPECT_EQ(refused[1].line, 1);
  EXPECT_EQ(partners.mail_since("hotline.test", 0, wall.utc_now()).size(), 3U);
  arrives(mail("desk@partner.example", "https://pages.example/5\r\n"));
  EXPECT_TRUE(look(*door));
  EXPECT_EQ(backlog().items, 3);
}

// Two mails that say the same are two reports; the same mail under a new number, as after a server's restore, is one.
TEST_F(IntakeMailboxTest, CountsAMailOnce) {
  arrives(mail("desk@partner.example", "https://pages.example/1\r\n"));
  arrives(mail("desk@partner.example", "https://pages.example/1\r\n"));
  EXPECT_TRUE(look(*door));
  EXPECT_EQ(backlog().reports, 2);
  EXPECT_EQ(backlog().items, 1);
  partners.renumber("hotline.test");
  EXPECT_TRUE(look(*door));
  EXPECT_FALSE(look(*door));
  EXPECT_EQ(backlog().reports, 2);
  EXPECT_EQ(reader->item(ItemId{1})->report_count, 2);
}

/// An engine that ends after so many works.
class EndingDoor final : public Door {
 public:
  EndingDoor(Door& to, int works) : to_(to), left_(works) {}
  runtime::ActResult act(runtime::Act act) override { return to_.act(std::move(act)); }
  runtime::CaseResult open_case(runtime::OpenCase) override { return {}; }
  Result<runtime::FilingResult, std::string> file(runtime::FileReports batch) override {
    if (left_-- > 0) return to_.file(std::move(batch));
    return Failure{std::string("gone")};
  }

 private:
  Door& to_;
  int left_;
};

// The engine ends between the parts of a mail: the mail is offered again, and every row and every refusal counts once.
TEST_F(IntakeMailboxTest, GoesOnAfterAnEnd) {
  std::string body;
  for (int i = 0; i < 1'200; ++i) body += "https://pages.example/" + std::to_string(i) + "\r\n";
  arrives(mail("desk@partner.example", body + "ftp://pages.example/\r\n"));
  arrives(mail("stranger@evil.example", body));
  for (int works = 0; works < 5; ++works) {
    EndingDoor ending(*door, works);
    (void)look(ending);
  }
  while (look(*door)) {
  }
  EXPECT_EQ(backlog().reports, 1'200);
  EXPECT_EQ(backlog().items, 1'200);
  EXPECT_EQ(quarantined().size(), 2U);
}

/// Fails at the reports of every mail that names a certain number of addresses, as a defect in what reads or files them would.
class DefectiveDoor final : public Door {
 public:
  DefectiveDoor(Door& to, std::size_t fails_at) : to_(to), fails_at_(fails_at) {}
  runtime::ActResult act(runtime::Act act) override { return to_.act(std::move(act)); }
  runtime::CaseResult open_case(runtime::OpenCase) override { return {}; }
  Result<runtime::FilingResult, std::string> file(runtime::FileReports batch) override {
    if (batch.reports.size() == fails_at_) throw std::runtime_error("defect");
    return to_.file(std::move(batch));
  }

 private:
  Door& to_;
  std::size_t fails_at_;
};

// One mail at which something throws lies in quarantine once, whole, and those behind it are taken: provoked by a defect at the second of three.
TEST_F(IntakeMailboxTest, MovesOnFromAMailThatCannotBeRead) {
  arrives(mail("desk@partner.example", "https://pages.example/1\r\n"));
  arrives(mail("desk@partner.example", "https://pages.example/2\r\nhttps://pages.example/3\r\n"));
  arrives(mail("desk@partner.example", "https://pages.example/4\r\n"));
  DefectiveDoor defective(*door, 2);
  EXPECT_TRUE(look(defective));
  EXPECT_FALSE(look(defective));
  EXPECT_EQ(backlog().items, 2);
  const auto kept = quarantined();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].file, "mail 2");
  EXPECT_THAT(kept[0].reason, HasSubstr("could not be read"));
  EXPECT_FALSE(kept[0].row.empty());
  EXPECT_EQ(partners.mail_since("hotline.test", 0, wall.utc_now()).size(), 3U);
}

}  // namespace
}  // namespace redress::app
