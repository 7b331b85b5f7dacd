// What the store's port costs beside bare SQLite: the same life of an item, the same tables, the same number of items per
// transaction, once through `Store` and once by hand-written prepared statements without chains, checks and reads.
//
//   store_bench [items = 50000] [items per transaction = 2000] [rounds = 3] [port|bare|figures]
//
// Prints, per round and as the median: items per second of both, and the ratio (1 = the port costs nothing). With
// `port` or `bare` only that one runs, for a profiler; `figures` times the questions about all open requests (`items` of them).
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "tests/support/store_rows.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>

namespace redress::test {
namespace {

BlindIndex scattered(std::int64_t number, std::uint64_t salt) {
  BlindIndex index;
  std::uint64_t state = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15ULL + salt;
  for (auto& byte : index.bytes) {
    state ^= state >> 30U;
    state *= 0xBF58476D1CE4E5B9ULL;
    state ^= state >> 27U;
    byte = static_cast<std::uint8_t>(state >> 56U);
  }
  return index;
}
std::string padded(const char* text, std::int64_t number) {
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%s-%012lld", text, static_cast<long long>(number));
  return out.data();
}
const std::string kKey(64, 'k');
const std::string kLocator(110, 'l');
const std::string kHost(50, 'h');
const std::string kMessage(1100, 'm');
const std::string kBody = R"({"notice":123456,"rule":"ladder.nl_ntd","version":"2026-11-01"})";

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// One item from the report to the closed request, in eight steps; each step runs for a whole batch in one transaction.
class ThroughThePort {
 public:
  explicit ThroughThePort(const std::string& path) : store_(open_store(path, hasher_)) {
    auto work = store_->begin();
    desk_ = work->ensure_desk("hotline");
    recipient_ = work->insert(recipient_row());
    contact_ = work->insert(contact_row(recipient_));
    work->commit();
  }

  void life_of(std::int64_t first, std::int64_t count) {
    struct Case {
      ItemId item;
      LocationId location;
      RequestId request;
      NoticeId notice;
      OutboxId outbox;
      AttemptId attempt;
      SpellId spell;
    };
    std::vector<Case> cases(static_cast<std::size_t>(count));
    const auto step = [&](auto&& act) {
      auto work = store_->begin();
      std::int64_t number = first;
      for (auto& one : cases) act(*work, one, number++);
      work->commit();
    };
    const auto change = [&](Transaction& work, RequestId id, const char* kind, const char* state, auto&& edit) {
      auto request = *work.request(id);
      request.state = state;
      edit(request);
      event(work, StreamKind::request, id.value, kind);
      work.save(request);
    };
    const auto nothing = [](RequestRecord&) {};
    ReportId report;
    step([&](Transaction& work, Case& one, std::int64_t number) {  // reported
      if (number % 3 == 0 || !report) {
        auto row = report_row(desk_);
        row.digest = scattered(number, 1);
        row.key = {kKey};
        report = work.insert(row);
        event(work, StreamKind::report, report.value, "Received");
      }
      auto location = location_row();
      location.locator_index = scattered(number, 2);
      location.host_index = scattered(number, 3);
      location.host = {kHost};
      location.key = {kKey};
      location.next_look_at.reset();
      if (!work.find_location(location.locator_index)) one.location = work.insert(location);
      auto item = item_row(desk_, 1, one.location);
      item.locator_index = scattered(number, 4);
      item.locator = {kLocator};
      item.recipe = {};
      item.key = {kKey};
      item.verdict.reset();
      if (!work.find_item(desk_, item.locator_kind, item.platform, item.locator_index)) one.item = work.insert(item);
      work.link_report(report, one.item, number);
      event(work, StreamKind::item, one.item.value, "Reported");
      auto request = request_row(desk_, one.item, one.location);
      request.wished_look.reset();
      one.request = work.insert(request);
      const auto opened = event(work, StreamKind::request, one.request.value, "Opened");
      work.arm({{}, one.request, "assess", at(3600), opened});
    });
    step([&](Transaction& work, Case& one, std::int64_t) {  // assessed
      AssessmentRecord assessment{{}, one.item, Verdict::illegal_baseline, AssessmentBasis::analyst, {ActorKind::analyst, "otter"}, "{}", at(10)};
      work.insert(assessment);
      auto item = *work.item(one.item);
      item.verdict = Verdict::illegal_baseline;
      work.save(item);
      event(work, StreamKind::item, one.item.value, "Assessed");
      work.cancel_timer(one.request, "assess");
      one.spell = work.insert(SpellRecord{{}, one.request, 1, at(10), {}, {}});
      change(work, one.request, "Assessed", "AwaitingSend", nothing);
    });
    step([&](Transaction& work, Case& one, std::int64_t number) {  // noticed
      auto notice = notice_row(desk_, recipient_, contact_, padded("N", number));
      notice.reply_token = padded("t", number * 7919 % 1'000'000'007);
      one.notice = work.insert(notice);
      work.join(one.notice, one.request, Need::all);
    });
    step([&](Transaction& work, Case& one, std::int64_t) {  // sealed and queued
      auto notice = *work.notice(one.notice);
      notice.state = NoticeState::sealed;
      notice.sealed_at = at(20);
      notice.message = {kMessage};
      notice.key = {kKey};
      work.save(notice);
      one.outbox = work.insert(outbox_row(one.notice, recipient_));
    });
    std::vector<OutboxRecord> leased;
    {
      auto work = store_->begin();
      leased = work->lease(at(30), "run-1", count);
      work->commit();
    }
    auto lease = leased.begin();
    step([&](Transaction& work, Case& one, std::int64_t) {  // attempted
      lease->attempts = 1;
      lease->first_attempt_at = at(30);
      work.save(*lease++);
      AttemptRecord attempt;
      attempt.outbox = one.outbox;
      attempt.notice = one.notice;
      attempt.started_at = at(30);
      attempt.incarnation = "run-1";
      one.attempt = work.insert(attempt);
      change(work, one.request, "NoticeAttempted", "Notified", nothing);
    });
    lease = leased.begin();
    step([&](Transaction& work, Case& one, std::int64_t) {  // accepted
      AttemptRecord attempt;
      attempt.id = one.attempt;
      attempt.outbox = one.outbox;
      attempt.notice = one.notice;
      attempt.started_at = at(30);
      attempt.ended_at = at(31);
      attempt.verdict = AttemptVerdict::accepted;
      attempt.code = 250;
      attempt.incarnation = "run-1";
      work.save(attempt);
      lease->state = OutboxState::done;
      lease->lease_owner.clear();
      work.save(*lease++);
      auto notice = *work.notice(one.notice);
      notice.state = NoticeState::accepted;
      notice.accepted_at = at(31);
      work.save(notice);
      change(work, one.request, "RelayAccepted", "AwaitingRemoval", [](RequestRecord& request) { request.facts.deadline_at = at(86400); });
      work.arm({{}, one.request, "deadline", at(86400), EventId{1}});
    });
    step([&](Transaction& work, Case& one, std::int64_t) {  // "it is gone"
      change(work, one.request, "ClaimedGone", "Checking", [](RequestRecord& request) { request.wished_look = LookPurpose::claim; });
      auto location = *work.location(one.location);
      location.next_look_at = at(3600);
      work.save(location);
    });
    step([&](Transaction& work, Case& one, std::int64_t) {  // it is
      auto location = *work.location(one.location);
      location.next_look_at.reset();
      location.observed = Observed::gone;
      work.save(location);
      work.cancel_timers(one.request);
      work.save(SpellRecord{one.spell, one.request, 1, at(10), at(3600), at(3000)});
      change(work, one.request, "ConfirmedGone", "Closed", [](RequestRecord& request) {
        request.wished_look.reset();
        request.closed_at = at(3600);
      });
    });
  }

 private:
  EventId event(Transaction& work, StreamKind stream, std::int64_t id, const char* kind) {
    EventRecord row;
    row.stream = stream;
    row.stream_id = id;
    row.kind = kind;
    row.at = at(30);
    row.by = {ActorKind::engine, "engine"};
    row.body = kBody;
    return work.append(row);
  }

  Sha256Chain hasher_;
  std::unique_ptr<Store> store_;
  DeskId desk_;
  RecipientId recipient_;
  ContactId contact_;
};

/// The floor: the same rows into the same tables, each statement prepared once, only the columns that change.
class BareLoop {
 public:
  explicit BareLoop(const std::string& path) {
    const Sha256Chain hasher;
    (void)open_store(path, hasher);  // makes the tables
    check(sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
    run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -24576;"
        "INSERT INTO desks VALUES (1, 'hotline');"
        "INSERT INTO recipients VALUES (1, 'a', 'b', 'hoster', 'hoster', 'NL', 'nl', NULL, 1, 0, NULL, 0, NULL);"
        "INSERT INTO contacts VALUES (1, 1, 'abuse_mail', 'abuse@host.example', 0, 1, NULL, 'directory');");
  }
  BareLoop(const BareLoop&) = delete;
  BareLoop& operator=(const BareLoop&) = delete;
  ~BareLoop() {
    for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }

  void life_of(std::int64_t first, std::int64_t count) {
    const auto step = [&](auto&& act) {
      run("BEGIN IMMEDIATE");
      for (std::int64_t number = first; number < first + count; ++number) act(number + 1);
      run("COMMIT");
    };
    const std::string facts = encode(request_row(DeskId{1}, ItemId{1}).facts);
    const std::string more_facts = facts + ";deadline=1893578400000";
    step([&](std::int64_t n) {
      if ((n - 1) % 3 == 0 || reports_ == 0) {
        ++reports_;
        exec("INSERT INTO reports VALUES (?, 1, 'police', 'police-unit', 'REF-1', ?, x'7265706F7274657200', ?, 1893492000000, 1893492000000, 3, 1)", reports_,
             scattered(n, 1), blob(kKey));
        event("report", reports_, 1, "Received");
      }
      exec("INSERT INTO locations VALUES (?, ?, 1, ?, NULL, ?, ?, 11, 12, 13, 'NL', 'DE', 'FR', 'rdap', 1893492000000, 'online', 'answered', "
           "1893492000000, 1893492000000, 1893492000000, 2, 1, NULL)",
           n, scattered(n, 2), scattered(n, 3), blob(kHost), blob(kKey));
      exec("INSERT INTO items VALUES (?, 1, 'account', 'platform.example', ?, 1, ?, NULL, ?, 'container', ?, 9, 1893492000000, 5, NULL)", n,
           scattered(n, 4), blob(kLocator), blob(kKey), n);
      exec("INSERT INTO report_items VALUES (?, ?, ?)", n, reports_, n);
      event("item", n, 1, "Reported");
      exec("INSERT INTO requests VALUES (?, 1, ?, ?, 'hotline_ntd', 'Notified', ?, 0, 1893492000000, NULL, NULL)", n, n, n, text(facts));
      event("request", n, 1, "Opened");
      exec("INSERT INTO timers VALUES (?, 'assess', ?, 1893495600000, ?)", n, ++timers_, events_);
    });
    step([&](std::int64_t n) {
      exec("INSERT INTO assessments VALUES (?, ?, 'illegal_baseline', 'analyst', 'analyst', 'otter', '{}', 1893492000000)", n, n);
      exec("UPDATE items SET verdict = 'illegal_baseline' WHERE id = ?", n);
      event("item", n, 2, "Assessed");
      exec("DELETE FROM timers WHERE request_id = ? AND name = 'assess'", n);
      exec("INSERT INTO spells VALUES (?, ?, 1, 1893492000000, NULL, NULL)", n, n);
      event("request", n, 2, "Assessed");
      exec("UPDATE requests SET state = 'AwaitingSend', facts = ?, version = version + 1 WHERE id = ?", text(facts), n);
    });
    step([&](std::int64_t n) {
      exec("INSERT INTO notices VALUES (?, 1, 1, 1, 'hoster', 'abuse_mail', 'first', 'open', ?, ?, 0, 1893492000000, 1893492000000, NULL, NULL, NULL, NULL, "
           "NULL, 0, NULL, NULL)",
           n, text(padded("N", n)), text(padded("t", n * 7919 % 1'000'000'007)));
      exec("INSERT INTO notice_requests VALUES (?, ?, 'all')", n, n);
    });
    step([&](std::int64_t n) {
      exec("UPDATE notices SET state = 'sealed', sealed_at_ms = 1893492000000, message = ?, wrapped_key = ? WHERE id = ?", blob(kMessage), blob(kKey), n);
      exec("INSERT INTO outbox VALUES (?, ?, 1, 'abuse_mail', 'waiting', 1893492000000, 0, 0, NULL, '', '')", n, n);
    });
    step([&](std::int64_t n) { exec("UPDATE outbox SET state = 'leased', lease_owner = 'run-1' WHERE id = ?", n); });
    step([&](std::int64_t n) {
      exec("UPDATE outbox SET attempts = 1, first_attempt_at_ms = 1893492000000 WHERE id = ?", n);
      exec("INSERT INTO attempts VALUES (?, ?, ?, 1, 1893492000000, NULL, 'started', 0, '', 'run-1')", n, n, n);
      event("request", n, 3, "NoticeAttempted");
      exec("UPDATE requests SET state = 'Notified', facts = ?, version = version + 1 WHERE id = ?", text(facts), n);
    });
    step([&](std::int64_t n) {
      exec("UPDATE attempts SET ended_at_ms = 1893492000000, verdict = 'accepted', code = 250 WHERE id = ?", n);
      exec("UPDATE outbox SET state = 'done', lease_owner = '' WHERE id = ?", n);
      exec("UPDATE notices SET state = 'accepted', accepted_at_ms = 1893492000000 WHERE id = ?", n);
      event("request", n, 4, "RelayAccepted");
      exec("UPDATE requests SET state = 'AwaitingRemoval', facts = ?, version = version + 1 WHERE id = ?", text(more_facts), n);
      exec("INSERT INTO timers VALUES (?, 'deadline', ?, 1893578400000, 1)", n, ++timers_);
    });
    step([&](std::int64_t n) {
      event("request", n, 5, "ClaimedGone");
      exec("UPDATE requests SET state = 'Checking', facts = ?, version = version + 1, wished_look = 'claim' WHERE id = ?", text(more_facts), n);
      exec("UPDATE locations SET next_look_at_ms = 1893495600000 WHERE id = ?", n);
    });
    step([&](std::int64_t n) {
      exec("UPDATE locations SET next_look_at_ms = NULL, observed = 'gone' WHERE id = ?", n);
      exec("DELETE FROM timers WHERE request_id = ?", n);
      exec("UPDATE spells SET gone_at_ms = 1893495600000, last_online_at_ms = 1893495600000 WHERE id = ?", n);
      event("request", n, 6, "ConfirmedGone");
      exec("UPDATE requests SET state = 'Closed', facts = ?, version = version + 1, wished_look = NULL, closed_at_ms = 1893495600000 WHERE id = ?",
           text(more_facts), n);
    });
  }

 private:
  struct Blob { std::string_view bytes; };
  struct Text { std::string_view bytes; };
  static Blob blob(std::string_view bytes) { return {bytes}; }
  static Text text(std::string_view bytes) { return {bytes}; }

  void check(int result) {
    if (result == SQLITE_OK) return;
    std::fprintf(stderr, "bare loop: %s\n", sqlite3_errmsg(database_));
    std::exit(1);
  }
  void run(const char* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr)); }
  /// `sql` is a literal: its address is its name.
  template <class... Values>
  void exec(const char* sql, const Values&... values) {
    auto found = std::find_if(statements_.begin(), statements_.end(), [&](const auto& one) { return one.first == sql; });
    if (found == statements_.end()) {
      sqlite3_stmt* statement = nullptr;
      check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
      found = statements_.insert(statements_.end(), {sql, statement});
    }
    auto* statement = found->second;
    int index = 0;
    (bind(statement, ++index, values), ...);
    if (sqlite3_step(statement) != SQLITE_DONE) check(sqlite3_errcode(database_));
    sqlite3_reset(statement);
  }
  static void bind(sqlite3_stmt* statement, int index, std::int64_t value) { sqlite3_bind_int64(statement, index, value); }
  static void bind(sqlite3_stmt* statement, int index, Blob value) {
    sqlite3_bind_blob(statement, index, value.bytes.data(), static_cast<int>(value.bytes.size()), SQLITE_STATIC);
  }
  static void bind(sqlite3_stmt* statement, int index, Text value) {
    sqlite3_bind_text(statement, index, value.bytes.data(), static_cast<int>(value.bytes.size()), SQLITE_STATIC);
  }
  static void bind(sqlite3_stmt* statement, int index, const BlindIndex& value) {
    bind(statement, index, Blob{{reinterpret_cast<const char*>(value.bytes.data()), 16}});
  }
  void event(std::string_view stream, std::int64_t id, std::int64_t sequence, std::string_view kind) {
    exec("INSERT INTO events VALUES (?, ?, ?, ?, ?, 1893492000000, 'engine', 'engine', ?, NULL, ?)", ++events_, text(stream), id, sequence, text(kind),
         text(kBody), blob(hash_));
  }

  sqlite3* database_ = nullptr;
  std::vector<std::pair<const char*, sqlite3_stmt*>> statements_;
  std::int64_t reports_ = 0, events_ = 0, timers_ = 0;
  std::string hash_ = std::string(32, 'x');
};

struct Figures {
  double items_per_s = 0;
  double cpu_s_per_1000 = 0;
  double bytes_per_item = 0;
};

template <class Way>
Figures measure(std::int64_t items, std::int64_t batch) {
  const TemporaryFolder folder;
  const auto path = folder.file("store.db");
  Figures figures;
  {
    Way way(path);
    const auto start = std::chrono::steady_clock::now();
    const auto cpu = std::clock();
    for (std::int64_t first = 0; first < items; first += batch) way.life_of(first, std::min(batch, items - first));
    figures.items_per_s = static_cast<double>(items) / seconds_since(start);
    figures.cpu_s_per_1000 = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC / static_cast<double>(items) * 1000;
  }
  figures.bytes_per_item = static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(items);
  return figures;
}

/// What the health figures and the chain check cost when there is much: `items` open requests with a timer each, and one event each.
void time_figures(std::int64_t items) {
  const TemporaryFolder folder;
  const auto path = folder.file("store.db");
  const Sha256Chain hasher;
  const auto store = open_store(path, hasher);
  for (std::int64_t first = 0; first < items; first += 10'000) {
    auto work = store->begin();
    const auto desk = work->ensure_desk("hotline");
    for (std::int64_t number = first; number < std::min(items, first + 10'000); ++number) {
      auto item = item_row(desk);
      item.locator_index = scattered(number, 1);
      auto request = request_row(desk, work->insert(item));
      request.wished_look.reset();
      const auto id = work->insert(request);
      const auto event = work->append(event_row(StreamKind::request, id.value));
      work->arm({{}, id, "deadline", at(number), event});
    }
    work->commit();
  }
  const auto time = [&](const char* what, auto&& ask) {
    const auto start = std::chrono::steady_clock::now();
    const auto answer = static_cast<long long>(ask());
    std::printf("%-16s %8.1f ms  (%lld)\n", what, seconds_since(start) * 1000, answer);
  };
  std::printf("%lld open requests, each with a timer and an event\n", static_cast<long long>(items));
  auto reader = store->reader();
  time("stuck", [&] { return reader->stuck().requests; });
  time("stuck again", [&] { return reader->stuck().requests; });
  time("backlog", [&] { return reader->backlog(at(items / 2)).overdue_timers; });
  time("next_due", [&] { return to_ms(*reader->next_due()); });
  time("due_timers 1000", [&] { return reader->due_timers(at(items), 1000).size(); });
  time("verify_chains", [&] { return store->verify_chains(10).size(); });
  time("heads", [&] { return store->heads(EventId{}).stream_count; });
  time("rewrap", [&] { return store->rewrap([](const WrappedKey&) { return true; }, [](const WrappedKey& key) { return WrappedKey{key.bytes + "x"}; }); });
  time("open again", [&] { return open_store(path, hasher)->begin()->next_event().value; });
}

}  // namespace
}  // namespace redress::test

int main(int count, char** arguments) {
  using namespace redress::test;
  const auto argument = [&](int index, std::int64_t usual) { return count > index ? std::atoll(arguments[index]) : usual; };
  const auto items = argument(1, 50'000);
  const auto batch = argument(2, 2'000);
  const auto rounds = argument(3, 3);
  if (count > 4 && std::strcmp(arguments[4], "figures") == 0) {
    time_figures(items);
    return 0;
  }
  if (count > 4) {
    const auto figures = std::strcmp(arguments[4], "bare") == 0 ? measure<BareLoop>(items, batch) : measure<ThroughThePort>(items, batch);
    std::printf("%.0f items/s, %.3f CPU-s/1000, %.0f bytes/item\n", figures.items_per_s, figures.cpu_s_per_1000, figures.bytes_per_item);
    return 0;
  }
  std::vector<double> ratios;
  for (std::int64_t round = 1; round <= rounds; ++round) {
    const auto bare = measure<BareLoop>(items, batch);
    const auto port = measure<ThroughThePort>(items, batch);
    ratios.push_back(port.items_per_s / bare.items_per_s);
    std::printf("round %lld: port %.0f items/s (%.3f CPU-s/1000, %.0f bytes/item), bare %.0f items/s (%.3f, %.0f), ratio %.2f\n",
                static_cast<long long>(round), port.items_per_s, port.cpu_s_per_1000, port.bytes_per_item, bare.items_per_s, bare.cpu_s_per_1000,
                bare.bytes_per_item, ratios.back());
  }
  std::sort(ratios.begin(), ratios.end());
  std::printf("ratio %.2f (median of %zu rounds; %lld items, %lld per transaction)\n", ratios[ratios.size() / 2], ratios.size(),
              static_cast<long long>(items), static_cast<long long>(batch));
  return 0;
}
