// One day of hand-written events in a real store, small enough to work out every figure with pencil and paper (day_test.cpp does).
// Hours count from the beginning of the day; the report is drawn at hour 25.
#pragma once

#include "engine/core/ports/store.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "tests/support/temporary_folder.hpp"

#include <map>
#include <memory>
#include <string>

namespace redress::report::test {

[[nodiscard]] UtcTime hour(double hours_after);

struct Told {
  Event event;
  std::string from, to;
  bool ignored = false;
};

class KnownDay {
 public:
  KnownDay();

  RecipientId prompt, slow, network, police;  // "Prompt Hosting" in NL, "Slow Hosting" in DE
  [[nodiscard]] ReadQueries& reader() { return *reader_; }
  [[nodiscard]] std::map<RecipientId, std::string> names() const;

  /// An item, reported at hour 0 and found at `hoster`, judged illegal at 0.5; its triage. `held` from hour 0.
  ItemId item(RecipientId hoster, const std::string& country, bool held = false);
  /// Its request of that workflow, begun at 0.5.
  RequestId begin(ItemId item, const std::string& regime = "nl", bool held = false, const std::string& workflow = "hotline_ntd");
  NoticeId notice(RecipientId to, ContactScope scope = ContactScope::hoster, const std::string& channel = "abuse_mail");
  void tell(RequestId request, double at, const Event& event, const std::string& from, const std::string& to, bool ignored = false);
  /// A first notice to its hoster, attempted then.
  NoticeId attempt(RequestId request, double at, RecipientId to, const std::string& channel = "abuse_mail");
  void gone(RequestId request, double first_miss, double last_online, double confirmed, const std::string& from = "AwaitingRemoval");
  void report_filed(double at, bool flood);
  /// What the engine notes of a first notice to a platform when it seals it.
  void notice_for_platform(RequestId request, double at, NoticeId notice, const std::string& platform, Verdict type, Capacity capacity);

  /// The day itself; requests by the names used in day_test.cpp.
  std::map<std::string, RequestId> tell_all();

 private:
  std::unique_ptr<Transaction> begin_work() { return store_->begin(); }
  void append(StreamKind stream, std::int64_t id, double at, std::string_view kind, std::string body);

  redress::test::TemporaryFolder folder_;
  Sha256Chain hasher_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<ReadQueries> reader_;
  DeskId desk_;
  std::map<RecipientId, ContactId> contacts_;
  int items_ = 0, notices_ = 0, reports_ = 0;
};

}  // namespace redress::report::test
