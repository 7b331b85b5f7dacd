// Hotline and helpline in one store: each decides about its own, and a person's case is erased by two.
#include "tests/support/store_rows.hpp"
#include "tests/unit/runtime/engine.hpp"

namespace redress::runtime {
namespace {

using testing::HasSubstr;

const Actor kHanna{ActorKind::helpline, "hanna"};
const Actor kLotte{ActorKind::lead, "lotte"};
const Actor kMarit{ActorKind::lead, "marit"};

class Desks : public Engine {
 protected:
  Desks() : of_hotline(report()) {
    OpenCase wanted;
    wanted.by = kHanna;
    wanted.requester = PersonText(R"({"name":"Requester Invalid"})");
    wanted.consents.push_back({"any", DataKind::location});
    IncomingItem item;
    item.locator = LocatorText("https://pictures.example/1");
    item.host = HostName("pictures.example");
    item.registrable_domain = HostName("pictures.example");
    wanted.items.push_back(std::move(item));
    loop->post(FileCase{std::move(wanted), [this](const CaseResult& result) {
                          of_person = result.items.at(0);
                          person = result.id;
                        }});
    (void)loop->step(Loop::Turn::works_only);
  }

  ActResult by(const Actor& who, ActKind kind, std::int64_t subject, std::string argument = {}) {
    Act wanted;
    wanted.kind = kind;
    wanted.by = who;
    wanted.subject = subject;
    wanted.argument = std::move(argument);
    wanted.reason = "asked for";
    return act(std::move(wanted));
  }
  RequestId request_of_person() { return reader->requests_of_item(of_person).at(0).id; }

  ItemId of_hotline, of_person;
  CaseId person;
};

// The same address is an item of each desk; neither opens or changes the other's.
TEST_F(Desks, ItemsAndTasksAreOfTheirOwn) {
  ASSERT_TRUE(of_person && of_person != of_hotline);
  EXPECT_TRUE(by(kHanna, ActKind::reveal, of_person.value).done);
  EXPECT_TRUE(by(kLotte, ActKind::reveal, of_person.value).refused_by_policy);
  EXPECT_TRUE(by(kLotte, ActKind::reveal, of_hotline.value).done);
  EXPECT_TRUE(by(kHanna, ActKind::reveal, of_hotline.value).refused_by_policy);
  loop->post(LocateSettled{reader->item(of_hotline)->location, Failure{PlaceError::later}});
  turn();
  const auto tasks = reader->open_tasks("assess", 10);
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_TRUE(by(kHanna, ActKind::task_take, tasks.front().id.value).refused_by_policy);
  EXPECT_TRUE(by(kLotte, ActKind::task_take, tasks.front().id.value).done);
}

TEST_F(Desks, NoticesAreOfTheirOwn) {
  auto work = store->begin();
  const auto recipient = work->insert(test::recipient_row());
  const auto contact = work->insert(test::contact_row(recipient));
  const auto sent = work->insert(test::notice_row(reader->item(of_person)->desk, recipient, contact));
  work->join(sent, request_of_person(), Need::all);
  const auto ordinary = work->insert(test::notice_row(reader->item(of_hotline)->desk, recipient, contact, "N-AAAA-BBBB-D"));
  work->join(ordinary, reader->requests_of_item(of_hotline).at(0).id, Need::all);
  work->commit();
  for (const auto kind : {ActKind::notice_retract, ActKind::notice_requeue}) {
    EXPECT_THAT(by(kLotte, kind, sent.value).problem, HasSubstr("belongs to the helpline"));
    EXPECT_THAT(by(kHanna, kind, ordinary.value).problem, HasSubstr("belongs to the hotline"));
  }
}

TEST_F(Desks, ACaseIsErasedByTwo) {
  ASSERT_TRUE(by(kHanna, ActKind::case_withdraw, person.value).done);
  const auto asked = by(kHanna, ActKind::case_erase, person.value);
  EXPECT_FALSE(asked.done);
  ASSERT_NE(asked.approval, 0);
  EXPECT_TRUE(by(kHanna, ActKind::case_show, person.value).done) << "nobody agreed yet";
  EXPECT_EQ(reader->open_tasks(kApprovalTask, 10).front().reason, "approval 1: case_erase 1");
  EXPECT_TRUE(by(kHanna, ActKind::approval_approve, asked.approval).refused_by_policy);
  EXPECT_TRUE(by(kMarit, ActKind::approval_approve, asked.approval).done);
  EXPECT_THAT(by(kHanna, ActKind::case_show, person.value).problem, HasSubstr("was erased"));
}

}  // namespace
}  // namespace redress::runtime
