#include "engine/intake/item.hpp"
#include "tests/unit/runtime/engine.hpp"

namespace redress::runtime {
namespace {

class Locators : public Engine {
 protected:
  FilingResult file(IncomingItem item) {
    FileReports work;
    work.desk = "hotline";
    work.reports.emplace_back();
    work.reports.back().digest = std::to_string(++filed_);
    work.reports.back().report.source = "form";
    work.reports.back().report.items.push_back(std::move(item));
    FilingResult result;
    work.done = [&](const FilingResult& filed) { result = filed; };
    loop->post(std::move(work));
    turn();
    return result;
  }
  FilingResult file_url(const std::string& url) { return file(*item_from_url(url, {}, {})); }

 private:
  int filed_ = 0;
};

// A post reported by several of its addresses, and by its id, is one item with one page to look at; its author is another item.
TEST_F(Locators, OnePostBySeveralAddresses) {
  EXPECT_EQ(file_url("https://www.tiktok.com/@example.user/video/7300000000000000001").items, 1);
  for (const char* address :
       {"https://m.tiktok.com/v/7300000000000000001.html?u_code=x", "http://tiktok.com/@example.user/video/7300000000000000001?_t=1"})
    EXPECT_EQ(file_url(address).repeats, 1) << address;
  EXPECT_EQ(file(*item_from_name(LocatorKind::message, "tiktok", "7300000000000000001", {}, {})).repeats, 1);
  EXPECT_EQ(file_url("https://www.tiktok.com/@example.user").items, 1);
  const auto post = reader->item(ItemId{1});
  ASSERT_TRUE(post);
  EXPECT_EQ(post->locator_kind, LocatorKind::message);
  EXPECT_EQ(post->platform, "tiktok");
  EXPECT_EQ(post->report_count, 4);
  ASSERT_TRUE(post->location) << "a page that can be looked at";
  EXPECT_EQ(reader->item(ItemId{2})->locator_kind, LocatorKind::account);
  EXPECT_FALSE(reader->item(ItemId{3}));
  const auto key = ring->unwrap(post->key);
  ASSERT_TRUE(key);
  EXPECT_EQ(*ring->open(*key, {"items", "locator", 1}, post->locator), "https://www.tiktok.com/@example.user/video/7300000000000000001");
}

// The same name on two platforms, or of two kinds, is two items.
TEST_F(Locators, KindAndPlatformCount) {
  EXPECT_EQ(file(*item_from_name(LocatorKind::account, "instagram", "example_user", {}, {})).items, 1);
  EXPECT_EQ(file(*item_from_name(LocatorKind::account, "snapchat", "example_user", {}, {})).items, 1);
  EXPECT_EQ(file(*item_from_name(LocatorKind::message, "instagram", "example_user", {}, {})).items, 1);
  EXPECT_EQ(file(*item_from_name(LocatorKind::account, "instagram", "@Example_User", {}, {})).repeats, 1);
}

// What has no page, as a telephone number, is found again however it is written, and a person is asked.
TEST_F(Locators, PhonesHaveNoPage) {
  EXPECT_EQ(file(*item_from_name(LocatorKind::phone, {}, "+31 6 1234 5678", {}, {})).items, 1);
  EXPECT_EQ(file(*item_from_name(LocatorKind::phone, {}, "0031 (0)612345678", {}, {})).repeats, 1);
  EXPECT_EQ(file(*item_from_name(LocatorKind::account, "whatsapp", "+31612345678", {}, {})).items, 1) << "an account is no number";
  const auto item = reader->item(ItemId{1});
  EXPECT_EQ(item->locator_kind, LocatorKind::phone);
  EXPECT_FALSE(item->location);
  const auto tasks = reader->open_tasks("find_contact", 10);
  ASSERT_EQ(tasks.size(), 1U) << "nobody can look up whom to write to: a person is asked";
  EXPECT_EQ(tasks.front().request, reader->requests_of_item(ItemId{1}).front().id);
  EXPECT_EQ(reader->stuck().requests, 0);
}

}  // namespace
}  // namespace redress::runtime
