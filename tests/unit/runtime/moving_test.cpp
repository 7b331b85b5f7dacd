#include "tests/unit/runtime/engine.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

class Moving : public Engine {
 protected:
  static PlaceReply at(const std::string& mailbox, const std::string& country) {
    PlaceReply reply;
    reply.found = true;
    reply.country_of_address = country;
    reply.country_source = "rdap";
    reply.abuse_addresses = {mailbox};
    reply.abuse_source = "rdap_address";
    return reply;
  }
  /// Locations with one item each, all like the first, until there are `count`.
  void copy_first_item(std::int64_t count) {
    auto tx = store->begin();
    const auto item = *tx->item(ItemId{1});
    const auto location = *tx->location(item.location);
    const auto requests = tx->requests_of_item(item.id);
    for (std::int64_t i = 1; i < count; ++i) {
      auto place = location;
      place.id = {};
      random.fill(place.locator_index.bytes);
      const auto place_id = tx->insert(place);
      auto copy = item;
      copy.id = {};
      copy.locator_index = place.locator_index;
      copy.location = place_id;
      const auto copy_id = tx->insert(copy);
      for (auto request : requests) {
        request.id = {};
        request.item = copy_id;
        request.location = place_id;
        tx->insert(request);
      }
    }
    tx->commit();
  }
};

// Fifty thousand and one closed items of one site move together when one of them is found elsewhere: each place and, of each item, each
// request is told, in one transaction, with one event on the site and one alert. The items have two requests each, more than one chain of
// events may be long.
TEST_F(Moving, ALargeSiteOfClosedItems) {
  constexpr std::int64_t kItems = 50'001;
  report();
  turn();
  loop->post(LocateSettled{LocationId{1}, at("abuse@old.example", "NL")});
  turn();
  ASSERT_TRUE(act(ActKind::assess, 1, "illegal_national").done);
  turn();
  ASSERT_TRUE(act(ActKind::withdraw, 1, {}, "reported by mistake").done);
  turn();
  const auto requests = reader->requests_of_item(ItemId{1});
  ASSERT_EQ(requests.size(), 2U);
  ASSERT_TRUE(std::all_of(requests.begin(), requests.end(), [](const auto& request) { return request.closed_at.has_value(); }));
  copy_first_item(kItems);

  loop->post(LocateSettled{LocationId{1}, at("abuse@new.example", "MD")});
  turn();
  const auto hoster = reader->location(LocationId{1})->hoster;
  EXPECT_EQ(reader->recipient(hoster)->slug, "registry:abuse@new.example");
  std::int64_t moved = 0;
  for (std::int64_t id = 1; id <= kItems; ++id) {
    const auto location = reader->location(LocationId{id});
    moved += location && location->hoster == hoster && location->country_of_address == "MD";
  }
  EXPECT_EQ(moved, kItems);
  EXPECT_EQ(reader->site(SiteId{1})->moves, 1);
  EXPECT_EQ(alerts("site_moved").size(), 1U);
  const auto told = [&](std::int64_t item) {
    for (const auto& request : reader->requests_of_item(ItemId{item})) {
      const auto kinds = events(StreamKind::request, request.id.value);
      if (std::count(kinds.begin(), kinds.end(), "HostMoved") != 1) return false;
    }
    return true;
  };
  for (const std::int64_t item : {std::int64_t{1}, std::int64_t{2}, std::int64_t{1'001}, kItems}) EXPECT_TRUE(told(item)) << item;
}

}  // namespace
}  // namespace redress::runtime
