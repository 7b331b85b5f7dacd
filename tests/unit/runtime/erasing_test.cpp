#include "engine/intake/item.hpp"
#include "tests/unit/runtime/engine.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace redress::runtime {
namespace {

constexpr std::string_view kReporter = "reporter-1f6b@people.example";

class Erasing : public Engine {
 protected:
  /// One report of these addresses, with a reporter's mailbox.
  ReportId file(const std::vector<std::string>& urls, const std::string& desk = "hotline") {
    FileReports work;
    work.desk = desk;
    work.reports.emplace_back();
    work.reports.back().digest = std::to_string(++filed_);
    auto& report = work.reports.back().report;
    report.source = "form";
    report.reporter = ReporterText("{\"mail\":\"" + std::string(kReporter) + "\"}");
    for (const auto& url : urls) report.items.push_back(*item_from_url(url, {}, {}));
    FilingResult result;
    work.done = [&](const FilingResult& filed) { result = filed; };
    loop->post(std::move(work));
    turn();
    return result.report_ids.at(0);
  }
  /// Withdrawn and erased by two leads.
  void erase(std::int64_t item) {
    ASSERT_TRUE(act(ActKind::withdraw, item, {}, "reported by mistake").done);
    turn();
    Act wanted;
    wanted.kind = ActKind::erase;
    wanted.by = {ActorKind::lead, "lotte"};
    wanted.subject = item;
    wanted.reason = "asked for";
    const auto erased = agreed(std::move(wanted));
    ASSERT_TRUE(erased.done) << erased.problem;
    turn();
  }
  /// What the reporter of that report opens to; empty when it cannot be opened any more.
  std::string reporter_of(ReportId id) {
    const auto report = reader->report(id);
    const auto key = ring->unwrap(report->key);
    if (!key) return {};
    const auto opened = ring->open(*key, {"reports", "reporter", id.value}, report->reporter);
    return opened ? *opened : "damaged";
  }
  std::string host_of(LocationId id) {
    const auto location = reader->location(id);
    const auto key = ring->unwrap(location->key);
    if (!key) return {};
    const auto opened = ring->open(*key, {"locations", "host", id.value}, location->host);
    return opened ? *opened : "damaged";
  }
  BlindIndex index_of(const std::string& url) { return ring->blind_index("url", "\n" + url); }
  bool stands_in_files(const std::string& wanted) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(folder.file("x")).parent_path())) {
      std::ifstream in(entry.path(), std::ios::binary);
      if (std::string(std::istreambuf_iterator<char>(in), {}).find(wanted) != std::string::npos) return true;
    }
    return false;
  }

 private:
  int filed_ = 0;
};

// The report of nothing but the erased item loses its reporter, and the place nobody else names its host: no key, no sealed text, no index
// by which a guess would find it, and no byte of their keys in the database or its log.
TEST_F(Erasing, ReportAndPlaceGoWithTheirItem) {
  const auto report = file({"https://pictures.example/1"});
  EXPECT_NE(reporter_of(report).find(kReporter), std::string::npos);
  EXPECT_EQ(host_of(LocationId{1}), "pictures.example");
  const auto before_report = *reader->report(report);
  const auto before_place = *reader->location(LocationId{1});
  ASSERT_TRUE(stands_in_files(before_report.key.bytes));
  ASSERT_TRUE(stands_in_files(before_place.key.bytes));
  erase(1);
  const auto after_report = *reader->report(report);
  const auto after_place = *reader->location(LocationId{1});
  EXPECT_TRUE(after_report.key.empty() && after_report.reporter.empty());
  EXPECT_EQ(after_report.received_at, before_report.received_at) << "what figures count stays";
  EXPECT_TRUE(after_place.key.empty() && after_place.host.empty() && after_place.content_digest.empty());
  EXPECT_FALSE(reader->find_location(index_of("https://pictures.example/1")));
  EXPECT_NE(after_place.host_index, before_place.host_index);
  EXPECT_FALSE(after_place.next_look_at);
  reader.reset();
  EXPECT_FALSE(stands_in_files(before_report.key.bytes));
  EXPECT_FALSE(stands_in_files(before_place.key.bytes));
}

// A report that told of other items too keeps its reporter; one that told of the erased item only does not.
TEST_F(Erasing, ReportOfSeveralItemsStays) {
  const auto report = file({"https://pictures.example/1", "https://pictures.example/2"});
  const auto repeat = file({"https://pictures.example/1"});
  erase(1);
  EXPECT_NE(reporter_of(report).find(kReporter), std::string::npos);
  EXPECT_EQ(reporter_of(repeat), "");
  EXPECT_EQ(host_of(LocationId{1}), "");
  EXPECT_EQ(host_of(LocationId{2}), "pictures.example");
}

// A place that another desk's item names stays until that one is erased, too; each desk's report goes with its own item.
TEST_F(Erasing, PlaceOfTwoDesksGoesWithTheLast) {
  const auto ours = file({"https://pictures.example/1"});
  const auto theirs = file({"https://pictures.example/1"}, "helpline");
  ASSERT_EQ(reader->item(ItemId{1})->location, reader->item(ItemId{2})->location);
  erase(1);
  EXPECT_EQ(reporter_of(ours), "");
  EXPECT_NE(reporter_of(theirs).find(kReporter), std::string::npos);
  EXPECT_EQ(host_of(LocationId{1}), "pictures.example");
  EXPECT_EQ(reader->find_location(index_of("https://pictures.example/1")), LocationId{1});
  erase(2);
  EXPECT_EQ(reporter_of(theirs), "");
  EXPECT_EQ(host_of(LocationId{1}), "");
  EXPECT_FALSE(reader->find_location(index_of("https://pictures.example/1")));
}

// What was erased and is reported again is a new item at a new place: nothing leads from one to the other.
TEST_F(Erasing, ReportedAgainItIsNew) {
  (void)file({"https://pictures.example/1"});
  erase(1);
  (void)file({"https://pictures.example/1"});
  EXPECT_EQ(reader->item(ItemId{2})->report_count, 1);
  EXPECT_EQ(reader->item(ItemId{2})->location, LocationId{2});
  EXPECT_EQ(host_of(LocationId{2}), "pictures.example");
  EXPECT_EQ(host_of(LocationId{1}), "");
}

}  // namespace
}  // namespace redress::runtime
