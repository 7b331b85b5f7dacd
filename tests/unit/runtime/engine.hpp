// The loop on a real store, without partners: what people do to it, event by event.
#pragma once

#include "connectors/abuse_mail/abuse_mail.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/seal/key_file.hpp"
#include "engine/seal/key_ring.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "policies/book.hpp"
#include "tests/support/temporary_folder.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/triage/workflow.hpp"
#include "workflows/victim_removal/workflow.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace redress::runtime {

class Engine : public testing::Test {
 protected:
  Engine() {
    KeyFile keys;
    const auto fill = [&](SecretKey& key) { random.fill({key.data(), SecretKey::kBytes}); };
    keys.site_keys.push_back({"k1", {}});
    fill(keys.site_keys.back().key);
    fill(keys.index_key);
    fill(keys.signing_seed);
    ring = std::make_unique<KeyRing>(keys, random);
    use_rules(shipped_rules());
    identity.organisation = "Hotline";
    identity.mail_domain = "hotline.test";
    identity.mail_from = "ntd@hotline.test";
    identity.reply_mailbox = "ntd";
    connector = make_abuse_mail_connector(identity);
    begin(open_store(folder.file("redress.db"), chain));
  }

  void end() {
    reader.reset();
    loop.reset();
    store.reset();
  }
  /// The program starts on that store.
  void begin(std::unique_ptr<Store> on) {
    store = std::move(on);
    loop = std::make_unique<Loop>(Parts{*store,
                                        *ring,
                                        clock,
                                        random,
                                        [this](UtcTime now) -> const PolicyBook& { return policies->book_at(now); },
                                        {&triage_workflow(), &hotline_ntd_workflow(), &victim_removal_workflow()},
                                        {connector.get()},
                                        identity,
                                        "hotline",
                                        "start 1"});
    reader = store->reader();
  }

  /// From now on, in place of those before.
  void use_rules(const RuleTexts& texts) {
    auto loaded = PoliciesOverTime::load(texts, clock.utc_now());
    if (!loaded) throw std::runtime_error("the rules do not load: " + to_text(loaded.error().front()));
    policies = std::move(*loaded);
  }

  void turn() {
    for (int i = 0; i < 100 && loop->step().did_something; ++i) {
    }
  }
  /// By a lead, unless it says by whom.
  ActResult act(ActKind kind, std::int64_t subject, std::string argument = {}, std::string reason = {}, ActorKind role = ActorKind::lead) {
    Act wanted;
    wanted.kind = kind;
    wanted.by = {role, "lotte"};
    wanted.subject = subject;
    wanted.argument = std::move(argument);
    wanted.reason = std::move(reason);
    return act(std::move(wanted));
  }
  ActResult act(Act wanted) {
    ActResult outcome;
    loop->post(DoAct{std::move(wanted), [&](const ActResult& result) { outcome = result; }});
    (void)loop->step(Loop::Turn::works_only);
    return outcome;
  }
  /// The same, and what needs a second person gets one.
  ActResult agreed(Act wanted) {
    auto outcome = act(std::move(wanted));
    if (outcome.approval == 0) return outcome;
    Act yes;
    yes.kind = ActKind::approval_approve;
    yes.by = {ActorKind::lead, "marit"};
    yes.subject = outcome.approval;
    return act(std::move(yes));
  }
  /// That many reports about one item, in one work. The item.
  ItemId report(int times = 1, const std::string& source = "form") {
    FileReports work;
    work.desk = "hotline";
    for (int i = 0; i < times; ++i) {
      FiledReport filed;
      filed.digest = source + std::to_string(reports_++);
      filed.report.source = source;
      IncomingItem item;
      item.locator = LocatorText("https://pictures.example/1");
      item.host = HostName("pictures.example");
      item.registrable_domain = HostName("pictures.example");
      filed.report.items.push_back(std::move(item));
      work.reports.push_back(std::move(filed));
    }
    loop->post(std::move(work));
    (void)loop->step(Loop::Turn::works_only);
    return ItemId{1};
  }
  std::vector<std::string> events(StreamKind stream, std::int64_t id) {
    std::vector<std::string> kinds;
    for (const auto& event : reader->events(stream, id)) kinds.push_back(event.kind);
    return kinds;
  }
  std::vector<AlertRecord> alerts(std::string_view kind) {
    std::vector<AlertRecord> found;
    for (auto& alert : reader->alerts(10'000))
      if (alert.kind == kind) found.push_back(std::move(alert));
    return found;
  }

  test::TemporaryFolder folder;
  SimClock clock{*parse_rfc3339("2030-01-08T10:00Z")};
  SeededRandom random{7};
  DeskIdentity identity;
  Sha256Chain chain;
  std::unique_ptr<KeyRing> ring;
  std::optional<PoliciesOverTime> policies;
  std::unique_ptr<Connector> connector;
  std::unique_ptr<Store> store;
  std::unique_ptr<Loop> loop;
  std::unique_ptr<ReadQueries> reader;

 private:
  int reports_ = 0;
};

}  // namespace redress::runtime
