#include "engine/app/store_lock.hpp"

#include "tests/unit/app/desk.hpp"

#include <unistd.h>

#include <filesystem>

namespace redress::app {
namespace {

namespace fs = std::filesystem;
using Outcome = StoreLock::Outcome;
class LockedDesk : public Desk {};

// Whatever name the file goes by, one has it at a time, and who has it is named; when it goes, the next may.
TEST(StoreLock, OneHasItByWhicheverName) {
  const test::TemporaryFolder folder;
  const auto path = folder.file("redress.db");
  const auto link = folder.file("link.db");
  const auto hard = folder.file("hard.db");
  {
    StoreLock none;
    EXPECT_EQ(none.take(path), Outcome::absent);
    EXPECT_FALSE(fs::exists(path));
  }
  write_file(path, "a store");
  fs::create_symlink(path, link);
  fs::create_hard_link(path, hard);
  {
    StoreLock first;
    ASSERT_EQ(first.take(path), Outcome::taken);
    EXPECT_TRUE(first.held());
    EXPECT_EQ(first.take(path), Outcome::taken);
    for (const auto& name : {path, link, hard}) {
      StoreLock second;
      EXPECT_EQ(second.take(name), Outcome::in_use) << name;
      EXPECT_FALSE(second.held());
      EXPECT_EQ(second.holder(), "process " + std::to_string(::getpid()));
    }
  }
  StoreLock next;
  EXPECT_EQ(next.take(link), Outcome::taken);
}

// A file that took the name of the one that was looked at is not written by what was read of the other.
TEST(StoreLock, AnotherFileOfTheNameIsNoticed) {
  const test::TemporaryFolder folder;
  const auto path = folder.file("redress.db");
  write_file(path, "a store");
  StoreLock lock;
  lock.look_at(path);
  write_file(folder.file("copy"), "another");
  fs::rename(folder.file("copy"), path);
  EXPECT_EQ(lock.take(path), Outcome::replaced);
  EXPECT_FALSE(lock.held());
}

// SQLite's own locks and this one do not touch each other.
TEST_F(LockedDesk, TheLockLeavesSqliteAlone) {
  StoreLock lock;
  ASSERT_EQ(lock.take(config.database), Outcome::taken);
  const auto work = wiring->store().begin();
  work->set_setting("who", "we");
  work->commit();
  EXPECT_EQ(reader->setting("who"), "we");
}

}  // namespace
}  // namespace redress::app
