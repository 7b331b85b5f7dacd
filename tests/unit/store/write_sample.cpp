// Makes the stored sample of today's tables, from which later versions are brought up to date in a test:
//
//   ninja -C build/dev store_write_sample && build/dev/store_write_sample NEW.db
//   { sqlite3 NEW.db .dump; echo "PRAGMA application_id = $(sqlite3 NEW.db 'PRAGMA application_id');";
//     echo "PRAGMA user_version = $(sqlite3 NEW.db 'PRAGMA user_version');"; } > tests/unit/store/samples/NNNN.sql
//
// A sample is made once, with the version it belongs to, and never changed.
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "tests/support/store_rows.hpp"

#include <cstdio>

using namespace redress;

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: store_write_sample NEW.db\n");
    return 2;
  }
  const Sha256Chain hasher;
  const auto store = open_store(arguments[1], hasher);
  auto work = store->begin();
  const auto desk = work->ensure_desk("hotline");
  const auto report = work->insert(test::report_row(desk));
  auto place = test::location_row();
  place.site = work->insert(test::site_row());
  const auto location = work->insert(place);
  auto held = test::item_row(desk, 1, location);
  held.legal_hold_since = test::at(50);
  const auto item = work->insert(held);
  work->link_report(report, item, 1);
  work->insert(AssessmentRecord{{}, item, Verdict::illegal_national, AssessmentBasis::analyst, {ActorKind::analyst, "otter"}, "{}", test::at(1)});
  const auto request = work->insert(test::request_row(desk, item, location));
  work->insert(SpellRecord{{}, request, 1, test::at(1), {}, {}});
  const auto recipient = work->insert(test::recipient_row());
  const auto contact = work->insert(test::contact_row(recipient));
  const auto notice = work->insert(test::notice_row(desk, recipient, contact));
  work->join(notice, request, Need::all);
  const auto outbox = work->insert(test::outbox_row(notice, recipient));
  AttemptRecord attempt;
  attempt.outbox = outbox;
  attempt.notice = notice;
  attempt.started_at = test::at(2);
  attempt.incarnation = "run-1";
  work->insert(attempt);
  const auto event = work->append(test::event_row(StreamKind::request, request.value));
  work->append(test::event_row(StreamKind::request, request.value, "Located"));
  work->arm({{}, request, "deadline", test::at(90), event});
  work->insert(TaskRecord{{}, desk, "call", request, item, notice, TaskState::open, test::at(1), test::at(2), "", "", "", {}});
  work->insert(AlertRecord{{}, desk, "deadline", Severity::info, "request 1", test::at(1), {}, 1, "alert.deadline@1"});
  work->insert(QuarantineRecord{0, desk, "list.csv", 1, "URL", "no scheme", {"row"}, {"row-key"}, test::at(1)});
  work->insert(InboxRecord{0, "abuse", 7, 42, test::blind(9), "answer", "removed", notice, {"mail"}, {"mail-key"}, test::at(5)});
  work->save_import({test::blind(3), "list.csv", 10, 7, 2, 1, true});
  work->set_inbox_position("abuse", 7, 42);
  work->set_setting("sending_paused", "no");
  work->pause_connector("abuse_mail", test::at(1));
  ApprovalRecord approval;
  approval.desk = desk;
  approval.act = "erase";
  approval.subject = item.value;
  approval.asked_by = {ActorKind::lead, "otter"};
  approval.asked_at = test::at(1);
  approval.expires_at = test::at(90);
  work->insert(approval);
  const auto person = work->insert(CasePersonRecord{{}, desk, {"details"}, {"person-key"}, test::at(1)});
  CaseRecord one;
  one.desk = desk;
  one.number = "C-0000-0000-0";
  one.pin_hash = "hash";
  one.requester = one.depicted = person;
  one.opened_at = test::at(1);
  one.legal_hold_since = test::at(51);
  one.id = work->insert(one);
  work->link_case(one.id, request);
  work->save(ConsentRecord{one.id, "any", DataKind::location, test::at(1), {}});
  work->commit();
  return 0;
}
