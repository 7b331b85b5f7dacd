#include "sandbox/partners/day.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace redress::sandbox {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

// The day holds every item once and the repeats on top, in the stated proportions, all within 24 hours and in the order of time.
TEST(Day, Proportions) {
  World world(5, {.items = 2000});
  const auto made = make_day(world);
  const auto& day = made.day;
  EXPECT_EQ(day.items, 2000U);
  EXPECT_EQ(day.rows, day.items + day.repeats);
  EXPECT_NEAR(static_cast<double>(day.repeats) / static_cast<double>(day.rows), 0.08, 0.005);
  EXPECT_NEAR(static_cast<double>(day.rows) / static_cast<double>(day.reports), 2.76,
              0.2);  // two deviations of the mean of 790 reports are 0.16
  EXPECT_GT(day.respelled, day.repeats / 3);
  EXPECT_GT(day.bad_rows, 5U);
  std::size_t rows = 0;
  UtcTime last = world.options().origin;
  std::map<DayFormat, std::size_t> formats;
  for (const auto& file : day.files) {
    rows += file.rows;
    formats[file.format] += file.rows;
    EXPECT_GE(file.arrives_at, last);
    last = file.arrives_at;
  }
  EXPECT_LE(last, world.options().origin + hours{24});
  EXPECT_EQ(rows, day.rows);
  EXPECT_EQ(formats.size(), 3U);
}

// Every readable row names an item of the world, written as it is or respelled; X-ARF documents carry the required fields.
TEST(Day, RowsNameItems) {
  World world(6, {.items = 600});
  const auto made = make_day(world);
  std::set<std::string> known;
  for (const auto& item : world.items()) known.insert(item.url);
  std::set<std::string> plain;
  std::size_t rows = 0;
  for (std::size_t i = 0; i < made.texts.size(); ++i) {
    const auto& file = made.day.files[i];
    const auto take = [&](const std::string& url) {
      ++rows;
      if (known.contains(url)) plain.insert(url);
    };
    if (file.format == DayFormat::xarf) {
      const auto documents = nlohmann::json::parse(made.texts[i], nullptr, false);
      if (documents.is_discarded()) {
        EXPECT_EQ(file.rows, 0U);
        continue;
      }
      for (const auto& document : documents) {
        if (!document.contains("source_identifier")) continue;
        for (const char* field : {"xarf_version", "report_id", "timestamp", "reporter", "sender", "category", "type", "url",
                                  "classification", "detection_method"})
          EXPECT_TRUE(document.contains(field)) << field;
        EXPECT_EQ(document["report_id"].get<std::string>()[14], '4');
        for (const char character : document["tags"][0].get<std::string>()) EXPECT_FALSE(character >= 'A' && character <= 'Z');
        take(document["url"]);
      }
    } else if (file.format == DayFormat::csv) {
      const auto lines = lines_of(made.texts[i]);
      EXPECT_EQ(lines.front(), "URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE");
      EXPECT_EQ(lines.size() - 1, file.rows + file.bad_rows);
      for (std::size_t line = 1; line < lines.size(); ++line) {
        if (lines[line].find("R-0;") != std::string::npos) continue;
        take(lines[line].substr(0, lines[line].find(';')));
      }
    } else {
      for (const auto& line : lines_of(made.texts[i])) {
        const auto row = nlohmann::json::parse(line, nullptr, false);
        if (row.is_object() && row.contains("reference")) take(row["url"]);
      }
    }
  }
  EXPECT_EQ(rows, made.day.rows);
  EXPECT_EQ(plain.size(), known.size());
}

// What is written equals what was made, and the same seed makes it again.
TEST(Day, WrittenFiles) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("redress-day-test-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()));
  World world(7, {.items = 50});
  const auto day = write_day(world, folder);
  const auto again = make_day(World(7, {.items = 50}));
  ASSERT_EQ(day.files.size(), again.texts.size());
  for (std::size_t i = 0; i < day.files.size(); ++i) {
    std::ifstream in(day.files[i].path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    EXPECT_EQ(text.str(), again.texts[i]);
    EXPECT_EQ(day.files[i].path.filename(), again.day.files[i].path);
  }
  std::filesystem::remove_all(folder);
  EXPECT_TRUE(make_day(World(7, {.items = 0})).texts.empty());
  EXPECT_EQ(make_day(World(7, {.items = 1})).day.items, 1U);
}

}  // namespace
}  // namespace redress::sandbox
