// The commands, one function each; main.cpp has the table that leads to them. Each gives an exit code (session.hpp).
#pragma once

#include "engine/app/session.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redress::app {

// running (serve.cpp, demo.cpp)
int serve(Session& session);
struct DemoOptions {
  std::string scenario = "all";  // hotline, helpline, exchange, all
  bool headless = false;
  std::string report;        // JSON file; empty: none
  std::uint64_t seed = 1;
  double speed = 1440;       // simulated seconds per second: a day in a minute
  std::size_t items = 2000;
  std::string keep;          // folder for database, input files and mails; empty: a temporary one, removed
};
int demo(const DemoOptions& options, bool json);
/// The content check's own process; talks over standard input and output.
int checker();

// setting up (setup_commands.cpp)
int init(Session& session);
int config_check(Session& session);
int doctor(Session& session);
int key_rotate(Session& session);
int key_status(Session& session);
int backup(Session& session, const std::string& path);
int restore(Session& session, const std::string& path);  // restore.cpp

// what comes in (intake_commands.cpp)
int intake(Session& session, const std::vector<std::string>& files, const std::string& source, const std::string& origin, const std::string& errors_file);

// cases of a helpline (case_commands.cpp)
/// `file`: as case_file.hpp has it; `-` is standard input. Prints the number and, this once, the PIN.
int case_open(Session& session, const std::string& file);
int case_add_location(Session& session, std::int64_t id, const std::string& url);
int case_list(Session& session, std::int64_t limit);
/// Reads the PIN from standard input: it must not stand in a shell's history.
int case_status(Session& session, const std::string& number);
int report_research(Session& session);

// looking at it (show_commands.cpp)
int status(Session& session);
int timeline(Session& session, std::int64_t item);
int task_list(Session& session, const std::string& kind, std::int64_t limit);
/// The messages a person is asked to read, decoded as far as they are text; audited.
int task_show(Session& session, std::int64_t task, const std::string& reason);
int item_show(Session& session, std::int64_t item);
int item_list(Session& session, const std::string& state, std::int64_t limit);
/// The notice of that number or reference (`2`, `N-…`); nothing after a complaint.
std::optional<NoticeId> notice_meant(Session& session, const std::string& words);
int notice_show(Session& session, const std::string& reference);
int notice_list(Session& session, bool dead, std::int64_t limit);
int notice_preview(Session& session, const std::string& reference, const std::string& reason);
int recipient_list(Session& session);
int connector_list(Session& session);
int connector_explain(Session& session, const std::string& name);
int alert_list(Session& session, std::int64_t limit);
int report_exchange(Session& session);
int report_latency(Session& session, const std::string& by, const std::string& from, const std::string& to, const std::string& workflow, bool csv, bool cases);
int report_art22(Session& session, const std::string& from, const std::string& to);
int report_retention(Session& session, const std::string& from, const std::string& to, bool csv);
int audit_verify(Session& session);
int erase(Session& session, std::int64_t item, const std::string& reason, bool break_glass);
int quarantine_list(Session& session, std::int64_t limit);
int quarantine_show(Session& session, std::int64_t row, const std::string& reason);  // audited
/// All rows, or those of one file, as a CSV for whoever sent them (intake_commands.cpp). `reveal`: with the rows themselves, each by an audited act.
int quarantine_export(Session& session, const std::string& path, const std::string& of_file, bool reveal, const std::string& reason);

// four eyes, and what leaves sealed (approval_commands.cpp)
/// Open ones, or all; newest first.
int approval_list(Session& session, bool all, std::int64_t limit);
int approval_show(Session& session, std::int64_t id);
struct DossierWish {
  std::int64_t item = 0;
  std::string to;  // a recipient's slug
  std::string reason;
  std::string file;  // a new one
  bool break_glass = false;
};
/// Signed and encrypted, by an audited act. Nothing is recorded where a certificate, key or file does not serve.
int dossier_make(Session& session, const DossierWish& wish);

// reaching out on purpose (test_commands.cpp)
int alert_test(Session& session);
int connector_test(Session& session, const std::string& name, const std::string& to);

/// The test box (contact_explain.cpp): looks up as the engine would, sends and stores nothing.
int contact_explain(Session& session, const std::string& url);

// rules (policy_commands.cpp)
/// The desk's own rule files as they stand now become those the engine starts with, when two people say so.
int policy_adopt(Session& session, const std::string& reason, bool break_glass);
int policy_check(const std::string& folder, bool json);
/// A case as the command line has it.
struct AskedCase {
  std::string country, verdict, workflow, platform;
};
int policy_explain(const std::string& folder, const AskedCase& asked, bool json);
int policy_simulate(const std::string& folder, const AskedCase& asked, bool json);

// pure readers (reader_commands.cpp): need no configuration
int url_canonical(bool json);
int mail_read(const std::vector<std::string>& files, bool json);
int contact_read(const std::string& file, bool json);
int xarf_check(const std::vector<std::string>& files, bool json);

}  // namespace redress::app
