#include "tests/unit/runtime/engine.hpp"

#include <algorithm>
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

// A look that a notice or a claim waits for goes before all that are only watched, also those that were in line before it; nobody is looked
// at twice, none is left out, and the host is looked at no more often for it.
TEST_F(Looking, WhatANoticeWaitsForGoesFirst) {
  report_pages("pictures.example", 400);
  const auto wish = [&](std::int64_t from, std::int64_t to, LookPurpose purpose) {
    auto tx = store->begin();
    for (auto id = from; id <= to; ++id) {
      for (auto& request : tx->open_requests_at(LocationId{id})) {
        request.wished_look = purpose;
        tx->save(request);
      }
      auto location = *tx->location(LocationId{id});
      location.next_look_at = clock.utc_now();
      tx->save(location);
    }
    tx->commit();
  };
  const auto between = [](const std::set<LocationId>& looked, std::int64_t from, std::int64_t to) {
    return std::count_if(looked.begin(), looked.end(), [&](LocationId id) { return from <= id.value && id.value <= to; });
  };
  wish(1, 400, LookPurpose::watch);
  EXPECT_EQ(look().size(), 120U);
  // The last of the line: 200 to 280 others stand before each of them.
  clock.advance(seconds{10});
  wish(321, 360, LookPurpose::before_notice);
  wish(361, 380, LookPurpose::before_reminder);
  wish(381, 400, LookPurpose::claim);
  EXPECT_TRUE(look().empty()) << "the host was looked at enough in this minute";
  clock.advance(seconds{50});
  auto looked = look();
  EXPECT_EQ(looked.size(), 120U);
  EXPECT_EQ(between(looked, 321, 400), 80) << "all of them in the next minute, and what is left of it is for the others";
  std::size_t all = 240;
  for (int i = 0; i < 4; ++i) {
    clock.advance(seconds{30});
    looked = look();
    EXPECT_LE(looked.size(), 120U);
    all += looked.size();
  }
  EXPECT_EQ(all, 400U);
}

// More of them than a minute has room for are looked at in the order they came, and then it is the others' turn.
TEST_F(Looking, ManyNoticesWaitForEachOther) {
  report_pages("pictures.example", 400);
  {
    auto tx = store->begin();
    for (std::int64_t id = 1; id <= 400; ++id) {
      for (auto& request : tx->open_requests_at(LocationId{id})) {
        request.wished_look = id <= 150 ? LookPurpose::watch : LookPurpose::before_notice;
        tx->save(request);
      }
      auto location = *tx->location(LocationId{id});
      location.next_look_at = clock.utc_now();
      tx->save(location);
    }
    tx->commit();
  }
  std::vector<std::pair<std::size_t, std::size_t>> seen;
  for (int minute = 0; minute < 4; ++minute) {
    const auto looked = look();
    const auto watched =
        static_cast<std::size_t>(std::count_if(looked.begin(), looked.end(), [](LocationId id) { return id.value <= 150; }));
    seen.emplace_back(watched, looked.size() - watched);
    clock.advance(minutes{1});
  }
  // In the first minute nobody waits yet, and the watched come first by their number.
  EXPECT_EQ(seen, (std::vector<std::pair<std::size_t, std::size_t>>{{120, 0}, {0, 120}, {0, 120}, {30, 10}}));
}

// What was asked for first and then has nothing to wait for any more keeps no place from the others for long.
TEST_F(Looking, WhoNoLongerWaitsHoldsNoPlace) {
  report_pages("pictures.example", 400);
  const auto wish_all = [&](std::int64_t from, std::int64_t to, LookPurpose purpose, std::optional<UtcTime> at) {
    auto tx = store->begin();
    for (auto id = from; id <= to; ++id) {
      for (auto& request : tx->open_requests_at(LocationId{id})) {
        request.wished_look = purpose;
        tx->save(request);
      }
      auto location = *tx->location(LocationId{id});
      location.next_look_at = at;
      tx->save(location);
    }
    tx->commit();
  };
  wish_all(1, 120, LookPurpose::watch, clock.utc_now());
  wish_all(121, 400, LookPurpose::watch, std::nullopt);
  EXPECT_EQ(look().size(), 120U);
  wish_all(121, 240, LookPurpose::before_notice, clock.utc_now());
  EXPECT_TRUE(look().empty());
  wish_all(121, 240, LookPurpose::before_notice, std::nullopt);  // settled otherwise
  wish_all(241, 400, LookPurpose::watch, clock.utc_now());
  std::size_t seen = 0;
  for (int minute = 1; minute <= 4; ++minute) {
    clock.advance(minutes{1});
    seen += look().size();
  }
  EXPECT_EQ(seen, 160U);
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
