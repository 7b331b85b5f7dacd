// The power goes while the store commits; whatever was acknowledged must be there afterwards.
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "tests/power/power_vfs.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_rows.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace redress::test {
namespace {

constexpr int kCommits = 60;
constexpr const char* kPath = "/store.db";

std::string scattered_name(int commit, int number) { return "p" + std::to_string(commit) + "." + std::to_string(number); }

int items_of(int commit) { return commit % 10 == 0 ? 25 : 1 + commit % 3; }

/// Commit number `commit`: new items and events, a changed request, timers that come and go, now and then an erased item (which
/// writes the log back and cuts it).
void do_commit(Store& store, int commit, ItemId& last_item) {
  auto work = store.begin();
  const auto desk = work->ensure_desk("hotline");
  for (int number = 0; number < items_of(commit); ++number) {
    auto item = item_row(desk, static_cast<std::uint8_t>(commit));
    item.platform = scattered_name(commit, number);
    item.locator = {std::string(300, static_cast<char>('a' + commit % 26))};
    last_item = work->insert(item);
    auto request = request_row(desk, last_item);
    request.wished_look.reset();
    request.id = work->insert(request);
    const auto event = work->append(event_row(StreamKind::request, request.id.value));
    work->arm({{}, request.id, "deadline", at(commit), event});
    if (number % 2 == 0) {
      request.state = "Closed";
      work->save(request);
      work->cancel_timers(request.id);
      work->append(event_row(StreamKind::request, request.id.value, "Closed"));
    }
  }
  if (commit % 17 == 0) {
    auto erased = *work->item(last_item);
    erased.key = {};
    work->save(erased);
  }
  work->append(event_row(StreamKind::desk, 1, "Committed"));
  work->set_setting("last", std::to_string(commit));
  work->commit();
}

struct Image {
  std::map<std::string, std::string> files;
  int acknowledged = 0;  // commits that had returned when the power went
};

/// Commits and cuts the power `wanted` times on the way, at moments of chance.
std::vector<Image> cut_while_committing(std::uint64_t seed, std::size_t wanted, bool ignore_syncs) {
  SeededRandom random{seed};
  const Sha256Chain hasher;
  StoreOptions options;
  options.checkpoint_pages = 40;
  int acknowledged = 0;
  std::int64_t steps = 0;
  const auto run = [&](PowerVfs& vfs) {
    options.vfs = vfs.name();
    const auto store = open_store(kPath, hasher, options);
    ItemId last_item;
    for (int commit = 1; commit <= kCommits; ++commit) {
      do_commit(*store, commit, last_item);
      acknowledged = commit;
    }
  };
  {
    PowerVfs vfs("power-count");  // how many moments there are
    vfs.at_each_step = [&] { ++steps; };
    run(vfs);
  }
  std::vector<Image> images;
  acknowledged = 0;
  PowerVfs vfs("power-cut");
  vfs.ignore_syncs = ignore_syncs;
  const double chance = static_cast<double>(wanted) * 1.2 / static_cast<double>(steps);
  vfs.at_each_step = [&] {
    if (images.size() < wanted && random.fraction() < chance) images.push_back({vfs.power_cut(random), acknowledged});
  };
  run(vfs);
  while (images.size() < wanted) images.push_back({vfs.power_cut(random), acknowledged});
  EXPECT_GT(vfs.syncs(), kCommits);
  return images;
}

/// What is wrong with an image, opened with the ordinary file system; empty: nothing.
std::string fault_of(const Image& image) {
  const TemporaryFolder folder;
  for (const auto& [path, content] : image.files) {
    if (!path.starts_with(kPath)) continue;
    std::ofstream(folder.file(path.substr(1)), std::ios::binary) << content;
  }
  const auto path = folder.file(std::string(kPath).substr(1));
  const Sha256Chain hasher;
  try {
    const auto store = open_store(path, hasher);
    const auto integrity = RawSqlite(path).text("PRAGMA integrity_check");
    if (integrity != "ok") return "integrity: " + integrity;
    auto reader = store->reader();
    const auto setting = reader->setting("last");
    const int last = setting.empty() ? 0 : std::stoi(setting);
    if (last < image.acknowledged) return "commit " + std::to_string(image.acknowledged) + " was acknowledged, the last one there is " + std::to_string(last);
    if (last > image.acknowledged + 1) return "a commit from the future";
    std::int64_t items = 0;
    for (int commit = 1; commit <= last; ++commit) items += items_of(commit);
    if (reader->backlog(at(0)).items != items) return "part of a commit";
    if (items > 0 && reader->item(ItemId{items})->platform != scattered_name(last, items_of(last) - 1)) return "the wrong last item";
    if (reader->events(StreamKind::desk, 1).size() != static_cast<std::size_t>(last)) return "events and rows are of different commits";
    const auto faults = store->verify_chains(1);
    if (!faults.empty()) return "chain: " + faults[0].what;
    ItemId last_item;
    do_commit(*store, last + 1, last_item);  // and work goes on
    return "";
  } catch (const StoreFailure& failure) {
    return failure.what();
  }
}

std::size_t images_wanted() {
  const char* wish = std::getenv("REDRESS_POWER_IMAGES");
  return wish == nullptr ? 600 : static_cast<std::size_t>(std::strtoull(wish, nullptr, 10));
}

/// Images are written, opened and thrown away: memory will do.
void work_in_memory() {
  if (std::filesystem::exists("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 1);
}

// Every image of a power cut opens, is whole, holds each acknowledged commit, none by halves, and its chains hold.
TEST(Power, AcknowledgedCommitsSurviveEveryCut) {
  work_in_memory();
  constexpr std::size_t kPerRun = 100;
  std::size_t checked = 0;
  std::size_t cut_with_more = 0;
  for (std::uint64_t seed = 1; checked < images_wanted(); ++seed)
    for (const auto& image : cut_while_committing(seed, kPerRun, false)) {
      ASSERT_EQ(fault_of(image), "") << "seed " << seed << ", image " << checked % kPerRun;
      if (image.acknowledged > 0 && image.acknowledged < kCommits) ++cut_with_more;
      ++checked;
    }
  std::cout << checked << " images of power cuts, " << cut_with_more << " of them with commits acknowledged and more to come: none lost anything\n";
  EXPECT_GE(checked, std::min<std::size_t>(images_wanted(), 500));
  EXPECT_GT(cut_with_more, checked / 2) << "the power went too seldom in the middle of the work";
}

// The same test finds losses when syncs are ignored: it would notice a store that does not sync.
TEST(Power, IgnoredSyncsAreFound) {
  work_in_memory();
  int found = 0;
  for (const auto& image : cut_while_committing(1, 40, true)) found += fault_of(image).empty() ? 0 : 1;
  EXPECT_GT(found, 0) << "a disk that ignores syncs went unnoticed";
}

}  // namespace
}  // namespace redress::test
