#include "engine/store/store.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_rows.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

namespace redress {
namespace {

using test::RawSqlite;
using test::TemporaryFolder;

struct OpenStoreTest : testing::Test {
  TemporaryFolder folder;
  std::string path = folder.file("store.db");
  Sha256Chain hasher;

  std::string refusal(const StoreOptions& options = {}) {
    try {
      (void)open_store(path, hasher, options);
    } catch (const StoreFailure& failure) {
      return failure.what();
    }
    return "";
  }
};

std::string content_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// A new store is fully synced, in write-ahead mode, private to its owner, and of the newest version.
TEST_F(OpenStoreTest, NewStore) {
  const auto store = open_store(path, hasher);
  RawSqlite raw(path);
  EXPECT_EQ(raw.text("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(raw.text("PRAGMA user_version"), std::to_string(newest_store_version()));
  for (const auto& file : {path, path + "-wal"}) {
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0) << file;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << file;
  }
}

// A store of a newer program, another program's database, and what is no database at all are refused and left as they are.
TEST_F(OpenStoreTest, FilesThatAreNotOursAreRefusedUntouched) {
  (void)open_store(path, hasher);
  RawSqlite(path).run("PRAGMA user_version = 999");
  EXPECT_NE(refusal().find("newer program"), std::string::npos) << refusal();
  EXPECT_EQ(RawSqlite(path).text("PRAGMA user_version"), "999");

  path = folder.file("other.db");
  RawSqlite(path).run("CREATE TABLE theirs (x)");
  EXPECT_NE(refusal().find("other program"), std::string::npos) << refusal();
  EXPECT_EQ(RawSqlite(path).text("SELECT count(*) FROM sqlite_schema"), "1");

  path = folder.file("text");
  const std::string text(5000, 'x');
  std::ofstream(path) << text;
  EXPECT_NE(refusal().find("not a store"), std::string::npos) << refusal();
  EXPECT_EQ(content_of(path), text);
}

// Folders are never made, and with `create` off neither is the file.
TEST_F(OpenStoreTest, NothingIsMadeUnasked) {
  StoreOptions options;
  options.create = false;
  EXPECT_NE(refusal(options), "");
  EXPECT_FALSE(std::filesystem::exists(path));
  path = folder.file("absent/store.db");
  EXPECT_NE(refusal().find(path), std::string::npos) << refusal();
  EXPECT_FALSE(std::filesystem::exists(folder.file("absent")));
}

// A stored sample of every version of the tables is brought up to date and reads as what was in it; its chains hold.
TEST_F(OpenStoreTest, SamplesOfEveryVersionOpen) {
  for (int version = 1; version <= newest_store_version(); ++version) {
    SCOPED_TRACE(version);
    std::ostringstream name;
    name << REDRESS_SOURCE_DIR "/tests/unit/store/samples/";
    name.width(4);
    name.fill('0');
    name << version << ".sql";
    path = folder.file("sample" + std::to_string(version) + ".db");
    {
      RawSqlite raw(path);
      const auto dump = content_of(name.str());
      ASSERT_NE(dump, "") << "no sample: " << name.str();
      ASSERT_TRUE(raw.run(dump)) << raw.message();
      ASSERT_EQ(raw.text("PRAGMA user_version"), std::to_string(version));
    }
    const auto store = open_store(path, hasher);
    EXPECT_EQ(RawSqlite(path).text("PRAGMA user_version"), std::to_string(newest_store_version()));
    EXPECT_EQ(RawSqlite(path).text("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(RawSqlite(path).text("PRAGMA foreign_key_check"), "");
    const auto faults = store->verify_chains(10);
    EXPECT_TRUE(faults.empty()) << faults[0].what;
    auto reader = store->reader();
    const auto request = reader->request(RequestId{1});
    ASSERT_TRUE(request);
    EXPECT_EQ(request->state, "Notified");
    EXPECT_EQ(request->facts, test::request_row(request->desk, request->item).facts);
    EXPECT_TRUE(reader->item(request->item));
    EXPECT_TRUE(reader->location(request->location));
    EXPECT_TRUE(reader->report(ReportId{1}));
    EXPECT_TRUE(reader->site(SiteId{1}));
    EXPECT_EQ(reader->assessments(request->item).size(), 1U);
    EXPECT_EQ(reader->spells(request->id).size(), 1U);
    EXPECT_EQ(reader->contacts(RecipientId{1}).size(), 1U);
    EXPECT_TRUE(reader->notice(NoticeId{1}));
    EXPECT_EQ(reader->requests_in(NoticeId{1}).size(), 1U);
    EXPECT_EQ(reader->need_in(NoticeId{1}, request->id), Need::all);
    EXPECT_TRUE(reader->outbox_of(NoticeId{1}));
    EXPECT_EQ(reader->attempts(NoticeId{1}).size(), 1U);
    EXPECT_EQ(reader->timers(request->id).size(), 1U);
    EXPECT_EQ(reader->tasks(request->id).size(), 1U);
    EXPECT_EQ(reader->alerts(10).size(), 1U);
    EXPECT_EQ(reader->events(StreamKind::request, 1).size(), 2U);
    EXPECT_EQ(reader->quarantine(0, 10).size(), 1U);
    EXPECT_TRUE(reader->inbox_message(1));
    EXPECT_TRUE(reader->import_progress(test::blind(3)));
    EXPECT_EQ(reader->inbox_position("abuse", 7), 42);
    EXPECT_EQ(reader->setting("sending_paused"), "no");
    EXPECT_EQ(reader->recipient(RecipientId{1})->ceiling, Tlp::amber);
    EXPECT_EQ(reader->paused_connectors().size(), version < 3 ? 0U : 1U);
    EXPECT_EQ(reader->approvals(true, 10).size(), version < 5 ? 0U : 1U);
    EXPECT_EQ(reader->removal_cases({}, 10).size(), version < 8 ? 0U : 1U);
    EXPECT_EQ(reader->cases_of_request(request->id).size(), version < 8 ? 0U : 1U);
    EXPECT_EQ(reader->consents(CaseId{1}).size(), version < 8 ? 0U : 1U);
    EXPECT_EQ(reader->item(request->item)->legal_hold_since, version < 9 ? std::nullopt : std::optional(test::at(50)));
    if (const auto one = reader->removal_case(CaseId{1})) {
      EXPECT_EQ(one->legal_hold_since, version < 9 ? std::nullopt : std::optional(test::at(51)));
    }
    EXPECT_EQ(reader->items_of(ReportId{1}), std::vector<ItemId>{request->item});
    for (const auto kind : {KeptKind::locators, KeptKind::reports, KeptKind::partner_messages, KeptKind::quarantine})
      EXPECT_EQ(reader->kept(kind, UtcTime::max(), {}, 10).size(), 1U) << name_of(kind);
    auto work = store->begin();
    work->append(test::event_row(StreamKind::request, 1));
    work->commit();
    EXPECT_TRUE(store->verify_chains(10).empty());
  }
}

// Once a row is erased, its wrapped key stands nowhere on the disk: neither in the store nor in the log beside it.
TEST_F(OpenStoreTest, ErasedKeysAreGoneFromTheDisk) {
  const std::string secret = "a-wrapped-key-that-must-not-stay";
  const auto store = open_store(path, hasher);
  ItemId id;
  {
    auto work = store->begin();
    auto item = test::item_row(work->ensure_desk("hotline"));
    item.key = {secret};
    id = work->insert(item);
    work->commit();
  }
  EXPECT_NE((content_of(path) + content_of(path + "-wal")).find(secret), std::string::npos);
  {
    auto work = store->begin();
    auto item = *work->item(id);
    item.key = {};
    item.locator = {};
    work->save(item);
    work->commit();
  }
  EXPECT_EQ((content_of(path) + content_of(path + "-wal")).find(secret), std::string::npos);
}

// The same for what is erased by itself: reporters, messages as sent, messages that came in, rows in quarantine.
TEST_F(OpenStoreTest, ErasedKeysOfEveryKindAreGoneFromTheDisk) {
  const auto store = open_store(path, hasher);
  const auto on_disk = [&](const std::string& key) {
    return (content_of(path) + content_of(path + "-wal")).find(key) != std::string::npos;
  };
  ReportId report;
  NoticeId notice;
  std::int64_t message = 0, row = 0;
  {
    auto work = store->begin();
    const auto desk = work->ensure_desk("hotline");
    auto known = test::report_row(desk);
    known.key = {"the-key-of-the-reporter"};
    report = work->insert(known);
    const auto recipient = work->insert(test::recipient_row());
    auto sent = test::notice_row(desk, recipient, work->insert(test::contact_row(recipient)));
    sent.state = NoticeState::accepted;
    sent.sealed_at = test::at(1);
    sent.message = {"message"};
    sent.key = {"the-key-of-the-notice"};
    notice = work->insert(sent);
    message =
        work->insert(InboxRecord{0, "abuse", 7, 42, test::blind(9), "answer", "", {}, {"mail"}, {"the-key-of-the-mail"}, test::at(5)});
    row = work->insert(QuarantineRecord{0, desk, "list.csv", 1, "URL", "no scheme", {"row"}, {"the-key-of-the-row"}, test::at(1)});
    work->commit();
  }
  const auto erased = [&](const std::string& key, const std::function<void(Transaction&)>& erase) {
    EXPECT_TRUE(on_disk(key));
    auto work = store->begin();
    erase(*work);
    work->commit();
    EXPECT_FALSE(on_disk(key)) << key;
  };
  erased("the-key-of-the-reporter", [&](Transaction& work) {
    auto known = *work.report(report);
    known.key = {};
    known.reporter = {};
    work.save(known);
  });
  erased("the-key-of-the-notice", [&](Transaction& work) {
    auto sent = *work.notice(notice);
    sent.key = {};
    sent.message = {};
    work.save(sent);
  });
  erased("the-key-of-the-mail", [&](Transaction& work) { work.erase_message(message); });
  erased("the-key-of-the-row", [&](Transaction& work) { work.erase_quarantined(row); });
}

// A file whose pages were overwritten is reported with its name and the remedy, whatever is read from it.
TEST_F(OpenStoreTest, DamagedFilesAreReportedByName) {
  {
    const auto store = open_store(path, hasher);
    auto work = store->begin();
    const auto desk = work->ensure_desk("hotline");
    for (std::uint8_t i = 0; i < 200; ++i) work->insert(test::item_row(desk, i));
    work->commit();
  }
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
    file.seekp(8192);
    const std::string garbage(static_cast<std::size_t>(size - 8192), '\x5a');
    file.write(garbage.data(), static_cast<std::streamsize>(garbage.size()));
  }
  try {
    const auto store = open_store(path, hasher);
    auto reader = store->reader();
    for (int i = 1; i <= 200; ++i) (void)reader->item(ItemId{i});
    FAIL() << "a damaged store was read";
  } catch (const StoreFailure& failure) {
    EXPECT_NE(std::string(failure.what()).find(path), std::string::npos);
    EXPECT_NE(std::string(failure.what()).find("restore"), std::string::npos) << failure.what();
  }
}

}  // namespace
}  // namespace redress
