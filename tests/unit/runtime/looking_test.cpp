#include "tests/unit/runtime/engine.hpp"

#include <set>

namespace redress::runtime {
namespace {

class Looking : public Engine {
 protected:
  void report_pages(const std::string& host, int count) {
    FileReports work;
    work.desk = "hotline";
    for (int i = 0; i < count; ++i) {
      FiledReport filed;
      filed.digest = host + std::to_string(i);
      filed.report.source = "form";
      IncomingItem item;
      item.locator = LocatorText("https://" + host + "/" + std::to_string(i));
      item.host = HostName(host);
      item.registrable_domain = HostName(host);
      filed.report.items.push_back(std::move(item));
      work.reports.push_back(std::move(filed));
    }
    loop->post(std::move(work));
    turn();
  }
  /// Everything nobody has looked at is wanted now, as often as this is called.
  void want_looks() {
    auto tx = store->begin();
    for (std::int64_t id = 1; auto location = tx->location(LocationId{id}); ++id) {
      if (location->looked_at) continue;
      location->next_look_at = clock.utc_now();
      tx->save(*location);
    }
    tx->commit();
  }
  /// Carries out every look that is given out now; all of them see the page online, unless another reply is named.
  std::set<LocationId> look(const LookReply& reply = {Observed::online, Evidence::answered, 200, {}}) {
    std::set<LocationId> looked;
    for (bool more = true; more;) {
      more = false;
      turn();
      for (auto& job : loop->take_jobs())
        if (const auto* look = std::get_if<LookJob>(&job)) {
          EXPECT_TRUE(looked.insert(look->location).second) << "looked at twice";
          loop->post(LookSettled{look->location, reply});
          more = true;
        }
    }
    turn();
    return looked;
  }
};

// Three hundred pages of one host are looked at a hundred and twenty a minute, each once; another host does not wait for them.
TEST_F(Looking, OneHostIsLookedAtOnlySoOften) {
  report_pages("pictures.example", 300);
  report_pages("other.example", 10);
  want_looks();
  std::set<LocationId> all;
  for (const std::size_t expected : {130U, 0U, 120U, 0U, 60U, 0U}) {
    const auto looked = look();
    EXPECT_EQ(looked.size(), expected);
    for (const auto id : looked) EXPECT_TRUE(all.insert(id).second) << "looked at twice";
    clock.advance(seconds{30});
  }
  EXPECT_EQ(all.size(), 310U);
}

// One that waits keeps its place when it is asked for again and again meanwhile, and does not take places from others.
TEST_F(Looking, WhoWaitsKeepsItsPlace) {
  report_pages("pictures.example", 300);
  want_looks();
  std::size_t seen = look().size();
  for (int minute = 1; minute <= 2; ++minute) {
    for (int i = 0; i < 6; ++i) {
      clock.advance(seconds{10});
      want_looks();
      seen += look().size();
    }
  }
  EXPECT_EQ(seen, 300U);
}

// Half an hour of looks that fail on our side is an alert; pages that are seen online meanwhile do not hide it, a confirmed `gone` ends it.
TEST_F(Looking, BlindLooksAreAnAlert) {
  report_pages("pictures.example", 2);
  const LookReply blind{Observed::unknown, Evidence::vantage_unproven, 0, {}};
  const auto pass = [&](int minutes_long) {
    for (int i = 0; i < minutes_long; ++i) {
      clock.advance(minutes{1});
      loop->post(LookSettled{LocationId{1}, blind});
      loop->post(LookSettled{LocationId{2}, {Observed::online, Evidence::answered, 200, {}}});
      turn();
    }
  };
  pass(29);
  EXPECT_TRUE(alerts("looks_blind").empty());
  loop->post(LookSettled{LocationId{2}, {Observed::gone, Evidence::not_found_404, 404, {}}});
  pass(29);
  EXPECT_TRUE(alerts("looks_blind").empty());
  pass(3);
  ASSERT_EQ(alerts("looks_blind").size(), 1U);
  EXPECT_EQ(alerts("looks_blind").front().severity, Severity::urgent);
  EXPECT_EQ(alerts("looks_blind").front().subject, "engine");
}

}  // namespace
}  // namespace redress::runtime
