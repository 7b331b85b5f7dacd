// One command's surroundings: options, the configuration, the store, and the door to act through. Opened as far as a command needs.
#pragma once

#include "engine/app/door.hpp"
#include "engine/app/store_lock.hpp"
#include "engine/app/wiring.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"

#include <memory>
#include <string>
#include <vector>

namespace redress::app {

/// Exit codes are part of the interface.
enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kRefusedByPolicy = 3, kNotReachable = 4, kSomeRefused = 5 };

struct GlobalOptions {
  std::string config = "redress.yaml";
  bool json = false;
  std::string actor;             // pseudonym; empty: the login name
  std::string role = "analyst";  // analyst, senior, lead, helpline, admin
};

class Session {
 public:
  explicit Session(GlobalOptions options);
  ~Session();

  [[nodiscard]] const GlobalOptions& options() const { return options_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Actor actor() const;

  /// Each prints what is wrong on standard error and gives null when it cannot.
  [[nodiscard]] const Config* config();
  [[nodiscard]] Wiring* wiring();
  /// The same, saying what is wrong instead of printing it.
  [[nodiscard]] Wiring* wiring(std::string& problem);
  /// The same, and makes the database when there is none; for `init` alone.
  [[nodiscard]] Wiring* new_wiring();
  [[nodiscard]] ReadQueries* reader();
  /// `any`: for acts no rule is asked about, and for the one by which rules are adopted.
  enum class Rules { adopted, any };
  /// Without a running engine this program writes itself, as an engine would: alone, with the keys and by the rules of the database.
  [[nodiscard]] Door* door(Rules rules = Rules::adopted);
  /// Makes this program the one that writes, until the session ends; never beside an engine. 0, or the exit code of what was complained of;
  /// `doing` ends the sentence "stop it before you …". Where there is no database there is nothing to hold: call again when it is made.
  int hold(const std::string& doing);
  /// The rules of the configuration become those of a database that has none yet; others than those adopted are refused. Writes. 0, or the
  /// exit code of what was complained of.
  int adopt_rules();
  /// Closes store and door: the next that asks opens them anew.
  void close();
  /// The exit code for what was complained of last: `kNotReachable` when an engine holds the socket and does not answer.
  [[nodiscard]] int code() const { return code_; }

  /// Puts on record, before it begins, what is done outside the store. 0, or the exit code of what was complained of.
  int record(const std::string& what);
  /// Prints how an act went; the exit code.
  int print_outcome(const runtime::ActResult& result, const std::string& done_text);
  /// Acts and prints the outcome; the exit code.
  int act(runtime::Act act, const std::string& done_text);

 private:
  [[nodiscard]] Wiring* wiring(std::string& problem, Wiring::IfAbsent if_absent);
  /// Whether this program may write now, after waiting a while for another that does; or who serves.
  enum class Writer { we, engine, nobody };
  [[nodiscard]] Writer writer();

  GlobalOptions options_;
  SystemClock clock_;
  SystemRandom random_;
  std::optional<Config> config_;
  StoreLock lock_;  // goes after all that has the database open
  std::unique_ptr<Wiring> wiring_;
  std::unique_ptr<ReadQueries> reader_;
  std::unique_ptr<Door> door_;
  Rules door_rules_ = Rules::any;
  int code_ = kFailed;
};

/// From here on complaints are JSON.
void complain_in_json();
/// `redress: text` on standard error; with --json one line `{"error":…,"fix":…}` on standard output, where programs read. What stands
/// behind the first "; " of the text says how to mend it.
void complain(const std::string& text);
/// Each by itself. Whether there were none.
bool complain_of(const std::vector<YamlProblem>& problems);
/// The exit code of an act's outcome.
[[nodiscard]] int code_of(const runtime::ActResult& result);
/// Printable on a terminal whatever it holds: control characters, those that turn the direction of writing, and bytes that are no UTF-8
/// appear as `\x1b`; line ends and tabs stay.
[[nodiscard]] std::string for_terminal(std::string_view text);
/// The same where each entry has a line of its own: line ends and tabs appear as `\x0a`, too.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace redress::app
