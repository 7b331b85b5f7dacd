#include "tests/support/faulty_store.hpp"
#include "tests/unit/runtime/engine.hpp"

#include <fstream>
#include <iterator>

namespace redress::runtime {
namespace {

using simulation::CrashPlan;
using simulation::CrashPoint;
using simulation::FaultyStore;
using simulation::SimulatedCrash;

class ActAtomicity : public Engine {
 protected:
  ActAtomicity() {
    end();
    begin(std::make_unique<FaultyStore>(open_store(folder.file("redress.db"), chain), plan));
    LoadDirectory work;
    DirectoryRow row;
    row.recipient.slug = "host";
    row.recipient.name = "A host";
    row.recipient.kind = "hoster";
    ContactRecord contact;
    contact.channel = "abuse_mail";
    contact.address = "abuse@host.example";
    contact.source = "directory";
    row.contacts.push_back(contact);
    work.rows.push_back(std::move(row));
    loop->post(std::move(work));
    turn();
    auto tx = store->begin();
    TaskRecord task;
    task.desk = tx->ensure_desk("hotline");
    task.kind = "unmatched_message";
    task.opened_at = clock.utc_now();
    task.due_at = clock.utc_now() + hours{2};
    task_ = tx->insert(task).value;
    tx->commit();
  }

  /// The whole database, as a copy of it would be.
  std::string everything() {
    const auto path = folder.file("copy" + std::to_string(++copies_));
    store->backup(path);
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::int64_t events() { return store->heads({}).newest_event.value; }

  /// The act with a fault at its first write, at its second, … until none is left that has not failed.
  void fails_whole_or_is_done(ActKind kind, std::int64_t subject, const std::string& slug, const std::string& argument = {},
                              const std::string& by = "lotte") {
    SCOPED_TRACE(name_of(kind));
    Act wanted;
    wanted.kind = kind;
    wanted.by = {ActorKind::lead, by};
    wanted.subject = subject;
    wanted.slug = slug;
    wanted.argument = argument;
    wanted.reason = "a test";
    constexpr int kWritesMax = 100;
    int failed = 0;
    for (int write = 1; write <= kWritesMax; ++write) {
      const auto before = everything();
      plan = {CrashPoint::at_write, write};
      loop->post(DoAct{wanted, [](const ActResult&) { ADD_FAILURE() << "an act that failed was acknowledged"; }});
      CrashPoint ended = CrashPoint::none;
      try {
        (void)loop->step(Loop::Turn::works_only);
      } catch (const SimulatedCrash& crash) {
        ended = crash.point;
      }
      plan = {};
      ASSERT_NE(ended, CrashPoint::none);
      EXPECT_EQ(everything(), before) << "a fault at write " << write << " left something behind";
      if (ended == CrashPoint::at_commit) break;  // it had no write of that number: the fault came when all were done
      ++failed;
    }
    EXPECT_GE(failed, 2) << "the row and its event";
    const auto count = events();
    const auto result = act(wanted);
    EXPECT_TRUE(result.done || result.approval != 0) << result.problem;
    EXPECT_GT(events(), count) << "an act without an event";
  }

  CrashPlan plan;
  std::int64_t task_ = 0;

 private:
  int copies_ = 0;
};

// Acts on recipients, tasks, connectors and sending and their events are one transaction: a fault at any write inside leaves nothing.
TEST_F(ActAtomicity, AFaultAtAnyWriteLeavesNothing) {
  const auto host = reader->find_recipient("host")->value;
  fails_whole_or_is_done(ActKind::recipient_approve, host, {});  // asks for a second person
  fails_whole_or_is_done(ActKind::approval_approve, 1, {}, {}, "marit");
  EXPECT_TRUE(reader->recipient(RecipientId{host})->approved);
  fails_whole_or_is_done(ActKind::recipient_pause, host, {});
  fails_whole_or_is_done(ActKind::recipient_resume, host, {});
  fails_whole_or_is_done(ActKind::contact_add, host, {}, "desk@host.example");
  fails_whole_or_is_done(ActKind::task_take, task_, {});
  fails_whole_or_is_done(ActKind::task_answer, task_, {}, "go_on");
  fails_whole_or_is_done(ActKind::connector_pause, 0, "abuse_mail");
  fails_whole_or_is_done(ActKind::connector_resume, 0, "abuse_mail");
  fails_whole_or_is_done(ActKind::sending, 0, {}, "rehearsal");
}

}  // namespace
}  // namespace redress::runtime
