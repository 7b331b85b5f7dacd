#include "engine/app/drop_folder.hpp"
#include "tests/unit/app/desk.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

namespace redress::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kHeading = "URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\n";

std::string rows(int count, int from = 0) {
  std::string text(kHeading);
  for (int i = from; i < from + count; ++i) text += "https://pages.example/" + std::to_string(i) + ";;;;;\n";
  return text;
}

class DropFolderTest : public Desk {
 protected:
  DropFolderTest() {
    fs::create_directories(drop("police"));
    settings.path = drop();
    settings.sources = {{"", "drop_folder", {}}, {"police", "police.example", ReportOrigin::police}};
  }
  [[nodiscard]] std::string drop(const std::string& name = "") const { return folder.file("drop") + (name.empty() ? "" : "/" + name); }
  [[nodiscard]] DropFolder made(Door& through) {
    return DropFolder(settings, "hotline", through, clock, [this] { return go_on; });
  }
  /// Two looks with the time of rest between them.
  bool take_all(DropFolder& dropped) {
    (void)dropped.look();
    clock.advance(settings.settle);
    const auto looked = dropped.look();
    EXPECT_TRUE(looked.has_value()) << (looked ? "" : looked.error());
    return looked && *looked;
  }

  DropFolderSettings settings;
  bool go_on = true;
};

// A file is taken once it has been at rest, under its folder's source, and ends in `done`; the record has it, once.
TEST_F(DropFolderTest, TakesAFileAtRestUnderItsFoldersSource) {
  write_file(drop("police/list.csv"), rows(3));
  auto dropped = made(*door);
  EXPECT_TRUE(take_all(dropped));
  EXPECT_EQ(backlog().items, 3);
  EXPECT_EQ(reader->report(ReportId{1})->source, "police.example");
  EXPECT_EQ(reader->report(ReportId{1})->origin, ReportOrigin::police);
  EXPECT_TRUE(fs::exists(drop("police/done/list.csv")));
  EXPECT_FALSE(fs::exists(drop("police/list.csv")));
  EXPECT_EQ(files_taken(), 1U);
  // The same bytes once more, under the same name: nothing is counted, and the first file is not replaced.
  write_file(drop("police/list.csv"), rows(3));
  EXPECT_TRUE(take_all(dropped));
  EXPECT_EQ(backlog().reports, 3);
  EXPECT_TRUE(fs::exists(drop("police/done/list.csv.2")));
  EXPECT_EQ(files_taken(), 1U);
}

// A file that still grows, or bears the name of one being written, is not read: every look that sees it changed begins its rest anew.
TEST_F(DropFolderTest, LeavesWhatIsStillBeingWritten) {
  auto dropped = made(*door);
  write_file(drop("list.csv"), rows(1));
  write_file(drop("upload.csv.part"), rows(1, 50));
  write_file(drop(".hidden.csv"), rows(1, 60));
  for (int size = 2; size < 6; ++size) {
    EXPECT_FALSE(*dropped.look());
    clock.advance(settings.settle - Milliseconds{1});
    write_file(drop("list.csv"), rows(size));
  }
  EXPECT_FALSE(*dropped.look());
  EXPECT_EQ(backlog().reports, 0);
  EXPECT_TRUE(take_all(dropped));
  EXPECT_EQ(backlog().reports, 5);
  EXPECT_TRUE(fs::exists(drop("upload.csv.part")));
  EXPECT_TRUE(fs::exists(drop(".hidden.csv")));
  fs::rename(drop("upload.csv.part"), drop("upload.csv"));
  EXPECT_TRUE(take_all(dropped));
  EXPECT_EQ(backlog().reports, 6);
}

// Refused rows: the others are taken, and a list beside the file says line, field, what is wrong and how to mend it, and no address.
TEST_F(DropFolderTest, ListsRefusedRowsBesideTheFile) {
  write_file(drop("list.csv"), rows(2) + "ftp://secret.example/x;;;;;\n");
  auto dropped = made(*door);
  EXPECT_TRUE(take_all(dropped));
  EXPECT_EQ(backlog().reports, 2);
  ASSERT_EQ(quarantined().size(), 1U);
  const auto list = read_file(drop("done/list.csv.errors.csv"));
  EXPECT_THAT(list, HasSubstr(R"("list.csv","4","url","url is neither http nor https","only web addresses can be taken")"));
  EXPECT_THAT(list, Not(HasSubstr("secret.example")));
  bool alerted = false;
  for (const auto& alert : reader->alerts(100)) alerted = alerted || alert.kind == "rows_refused";
  EXPECT_TRUE(alerted);
}

// What cannot be read at all, and what has no row that can be taken, ends in `failed` with a file that says what, where and how to mend it.
TEST_F(DropFolderTest, FailsWithAReason) {
  write_file(drop("sheet.xlsx"), std::string("PK\x03\x04", 4) + std::string(100, '\0'));
  write_file(drop("empty.csv"), "");
  write_file(drop("police/wrong.csv"), std::string(kHeading) + "nothing;;;;;\n");
  auto dropped = made(*door);
  EXPECT_TRUE(take_all(dropped));
  EXPECT_THAT(read_file(drop("failed/sheet.xlsx.error.txt")), HasSubstr("saved as CSV first"));
  EXPECT_THAT(read_file(drop("failed/empty.csv.error.txt")), HasSubstr("empty"));
  EXPECT_THAT(read_file(drop("police/failed/wrong.csv.error.txt")), HasSubstr("no row of it can be taken"));
  EXPECT_TRUE(fs::exists(drop("police/failed/wrong.csv.errors.csv")));
  EXPECT_TRUE(fs::exists(drop("failed/sheet.xlsx")));
}

// A link leads elsewhere and a folder is no file: neither is touched.
TEST_F(DropFolderTest, FollowsNoLink) {
  write_file(folder.file("outside.csv"), rows(1));
  fs::create_symlink(folder.file("outside.csv"), drop("link.csv"));
  fs::create_directories(drop("unlisted"));
  write_file(drop("unlisted/list.csv"), rows(1));
  auto dropped = made(*door);
  EXPECT_FALSE(take_all(dropped));
  EXPECT_EQ(backlog().reports, 0);
  EXPECT_TRUE(fs::exists(drop("link.csv")));
}

/// Passes the first batches on and then behaves as an engine that is gone.
class EndingDoor final : public Door {
 public:
  EndingDoor(Door& to, int batches) : to_(to), left_(batches) {}
  runtime::ActResult act(runtime::Act act) override { return to_.act(std::move(act)); }
  runtime::CaseResult open_case(runtime::OpenCase) override { return {}; }
  Result<runtime::FilingResult, std::string> file(runtime::FileReports batch) override {
    if (left_-- > 0) return to_.file(std::move(batch));
    return Failure{std::string("gone")};
  }

 private:
  Door& to_;
  int left_;
};

// The engine ends after so many batches: the file stays in `taken`, and the next start goes on with it. Every row counts once, wherever it
// ended.
TEST_F(DropFolderTest, GoesOnWhereItEnded) {
  constexpr int kRows = 1'700;
  write_file(drop("police/big.csv"), rows(kRows) + "nothing;;;;;\n");
  for (int batches = 0; batches < 5; ++batches) {
    EndingDoor ending(*door, batches);
    auto dropped = made(ending);
    (void)dropped.look();
    clock.advance(settings.settle);
    (void)dropped.look();
  }
  auto dropped = made(*door);
  (void)take_all(dropped);
  EXPECT_EQ(backlog().reports, kRows);
  EXPECT_EQ(backlog().items, kRows);
  EXPECT_EQ(quarantined().size(), 1U);
  EXPECT_TRUE(fs::exists(drop("police/done/big.csv")));
  EXPECT_TRUE(fs::exists(drop("police/done/big.csv.errors.csv")));
  EXPECT_TRUE(fs::is_empty(drop("police/taken")));
  EXPECT_EQ(files_taken(), 1U);
}

/// Lets time pass with each batch, and lays a file down during one of them.
class SlowDoor final : public Door {
 public:
  SlowDoor(Door& to, SimClock& clock, std::function<void(int)> at_batch) : to_(to), clock_(clock), at_batch_(std::move(at_batch)) {}
  runtime::ActResult act(runtime::Act act) override { return to_.act(std::move(act)); }
  runtime::CaseResult open_case(runtime::OpenCase) override { return {}; }
  Result<runtime::FilingResult, std::string> file(runtime::FileReports batch) override {
    names.push_back(batch.file);
    at_batch_(static_cast<int>(names.size()));
    clock_.advance(Milliseconds{600});
    return to_.file(std::move(batch));
  }
  std::vector<std::string> names;

 private:
  Door& to_;
  SimClock& clock_;
  std::function<void(int)> at_batch_;
};

// A small file that is laid down while a large one is being read does not wait for its end.
TEST_F(DropFolderTest, SmallFilesOvertakeALargeOne) {
  settings.settle = Milliseconds{1'000};
  write_file(drop("big.csv"), rows(6'000));
  SlowDoor slow(*door, clock, [&](int batch) {
    if (batch == 3) write_file(drop("police/urgent.jsonl"), "{\"url\":\"https://urgent.example/1\",\"urgent\":true}\n");
  });
  auto dropped = made(slow);
  EXPECT_TRUE(take_all(dropped));
  const auto urgent = std::find(slow.names.begin(), slow.names.end(), "urgent.jsonl");
  ASSERT_NE(urgent, slow.names.end());
  EXPECT_LT(urgent - slow.names.begin(), 8);
  EXPECT_EQ(slow.names.back(), "big.csv");
  EXPECT_EQ(backlog().reports, 6'001);
}

// A folder that is gone is said, with what to do, and the next look works again.
TEST_F(DropFolderTest, SaysWhatIsWrongWithTheFolder) {
  fs::rename(drop(), folder.file("elsewhere"));
  auto dropped = made(*door);
  const auto looked = dropped.look();
  ASSERT_FALSE(looked.has_value());
  EXPECT_THAT(looked.error(), HasSubstr("make the drop folder"));
  fs::rename(folder.file("elsewhere"), drop());
  write_file(drop("list.csv"), rows(1));
  EXPECT_TRUE(take_all(dropped));
}

}  // namespace
}  // namespace redress::app
