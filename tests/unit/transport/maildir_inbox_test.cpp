#include "engine/transport/maildir_inbox.hpp"

#include "loopback.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

namespace redress {
namespace {

namespace fs = std::filesystem;

/// The position a store would keep.
struct Kept final : Inbox::Position {
  std::map<std::int64_t, std::int64_t> by_validity;
  std::int64_t after(std::int64_t uid_validity) override { return by_validity[uid_validity]; }
  /// Subjects of a fetch, and moves on behind it.
  std::vector<std::string> take(Inbox& inbox, int limit = 100) {
    auto batch = inbox.fetch(*this, limit);
    if (!batch) return {"error"};
    std::vector<std::string> bytes;
    for (const auto& message : batch->messages) {
      EXPECT_GT(message.uid, by_validity[batch->uid_validity]);
      by_validity[batch->uid_validity] = message.uid;
      bytes.push_back(message.bytes);
    }
    return bytes;
  }
};

class MaildirTest : public testing::Test {
 protected:
  MaildirTest() {
    for (const char* name : {"/new", "/cur", "/tmp"}) fs::create_directories(folder_.path() + name);
  }
  void deliver(const std::string& file, const std::string& bytes) { test::write_file(folder_.path() + "/" + file, bytes); }
  [[nodiscard]] std::unique_ptr<Inbox> inbox() const { return make_maildir_inbox({folder_.path(), ""}); }
  test::TemporaryFolder folder_;
};
using Texts = std::vector<std::string>;

// Messages come once each, in order, in batches; a slow delivery with an older name is not missed, and nothing in the folder changes.
TEST_F(MaildirTest, EachMessageOnce) {
  deliver("new/100.b.host", "b");
  deliver("cur/090.a.host:2,S", "a");
  deliver("new/.hidden", "no");
  fs::create_directory(folder_.path() + "/new/folder");
  Kept kept;
  auto reader = inbox();
  EXPECT_EQ(kept.take(*reader, 1), Texts{"a"});
  EXPECT_EQ(kept.take(*reader, 5), Texts{"b"});
  EXPECT_EQ(kept.take(*reader, 5), Texts{});
  deliver("new/050.late.host", "late");
  EXPECT_EQ(kept.take(*reader, 5), Texts{"late"});
  EXPECT_TRUE(fs::exists(folder_.path() + "/new/100.b.host"));
  EXPECT_TRUE(fs::exists(folder_.path() + "/cur/090.a.host:2,S"));
}

// Moving a message to `cur` and changing its flags does not offer it again, also to a reader started later.
TEST_F(MaildirTest, FlagsAndRestartsChangeNothing) {
  deliver("new/1.a.host", "a");
  deliver("new/2.b.host", "b");
  Kept kept;
  EXPECT_EQ(kept.take(*inbox()), (Texts{"a", "b"}));
  fs::rename(folder_.path() + "/new/1.a.host", folder_.path() + "/cur/1.a.host:2,RS");
  deliver("new/3.c.host", "c");
  EXPECT_EQ(kept.take(*inbox()), Texts{"c"});
  fs::remove(folder_.path() + "/new/2.b.host");
  EXPECT_EQ(kept.take(*inbox()), Texts{});
}

// A line cut by a crash is dropped and its message numbered again; a lost index offers everything once more under a new UIDVALIDITY.
TEST_F(MaildirTest, IndexDamage) {
  deliver("new/1.a.host", "a");
  Kept kept;
  EXPECT_EQ(kept.take(*inbox()), Texts{"a"});
  const auto index = folder_.path() + "/redress-uids";
  {
    FILE* file = fopen(index.c_str(), "a");
    fputs("2\t2.b.h", file);
    fclose(file);
  }
  deliver("new/2.b.host", "b");
  EXPECT_EQ(kept.take(*inbox()), Texts{"b"});
  auto reader = inbox();
  EXPECT_EQ(kept.take(*reader), Texts{});
  const auto validities = kept.by_validity.size();
  fs::remove(index);
  fs::last_write_time(folder_.path(), fs::file_time_type::clock::now());
  EXPECT_EQ(kept.take(*reader), (Texts{"a", "b"}));
  EXPECT_EQ(kept.by_validity.size(), validities + 1);
  test::write_file(index, "something else\n");
  const auto refused = inbox()->fetch(kept, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), InboxError::malformed);
}

// A message of more than 10 MB is cut there; a link and a missing folder are no messages.
TEST_F(MaildirTest, Limits) {
  deliver("new/1.large", std::string(kInboxMessageBytesMax + 5, 'x'));
  deliver("outside", "secret");
  fs::create_symlink(folder_.path() + "/outside", folder_.path() + "/new/2.link");
  Kept kept;
  const auto texts = kept.take(*inbox());
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts[0].size(), kInboxMessageBytesMax);
  const auto missing = make_maildir_inbox({folder_.path() + "/none", folder_.path() + "/index"})->fetch(kept, 1);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error(), InboxError::unreachable);
}

}  // namespace
}  // namespace redress
