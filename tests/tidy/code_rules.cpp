#include "tests/tidy/code_rules.hpp"

#include <algorithm>
#include <array>

namespace redress::tidy {
namespace {

/// A file ("engine/core/time.cpp") or a folder ("tests/bench/"), and why it may.
struct Place {
  std::string_view path;
  std::string_view reason;
};

constexpr std::array kClockPlaces{
    Place{"engine/core/time.cpp", "the one place that meets the machine's clocks"},
    Place{"tests/bench/", "measures how long the engine takes on this machine"},
    Place{"tests/simulation/simulation_test.cpp", "prints how long the seeds took"},
    Place{"tests/blackbox/", "waits for other processes with a time limit"},
    Place{"tests/unit/intake/properties_test.cpp", "measures that reading takes linear time"},
    Place{"tests/unit/intake/url_test.cpp", "measures that long inputs are cheap"},
    Place{"tests/unit/locate/rdap_reader_test.cpp", "measures that hostile answers are read fast"},
    Place{"tests/unit/sandbox/servers_test.cpp", "talks to real sockets with a time limit"},
    Place{"tests/unit/transport/", "talks to real sockets with a time limit"},
    Place{"tests/unit/api/", "talks to real sockets with a time limit, and measures how long others wait"},
};

// As engine/core/sensitive.hpp says beside each class.
struct Reveal {
  std::string_view maker;
  std::array<std::string_view, 4> folders;
};
constexpr std::array kReveals{
    Reveal{"SealingReveal", {"engine/seal/", "engine/runtime/", "", ""}},
    Reveal{"DeliveryReveal", {"engine/runtime/", "engine/transport/", "connectors/", ""}},
    Reveal{"IntakeReveal", {"engine/intake/", "engine/app/", "", ""}},
    Reveal{"LookReveal", {"engine/transport/", "engine/locate/", "engine/app/", ""}},
    Reveal{"OperatorReveal", {"engine/api/", "engine/app/", "", ""}},
    Reveal{"TestReveal", {"tests/", "", "", ""}},
};

constexpr std::array kSqlPlaces{
    Place{"engine/store/", "where SQL lives"},
    Place{"tests/contract/store/", "tampers with the file on purpose"},
    Place{"tests/unit/store/", "tampers with the file on purpose"},
    Place{"tests/power/", "looks at the file an image left, and bypasses the store to fail on purpose"},
    Place{"tests/support/raw_sqlite.hpp", "for tests that tamper with the file or look at it from outside"},
    Place{"tests/bench/", "compares with a bare SQLite loop"},
    Place{"tests/blackbox/", "looks at the file a killed engine left, from outside"},
    Place{"tests/simulation/", "looks at the file from outside the store"},
    Place{"tests/tidy/", "the words to look for, and samples that hold them"},
};

struct Banned {
  std::string_view call;
  std::string_view fix;
};
constexpr std::array kBannedCalls{
    Banned{"system", "start no shell; a program that must be started gets its arguments one by one (posix_spawn)"},
    Banned{"popen", "start no shell; a program that must be started gets its arguments one by one (posix_spawn)"},
    Banned{"strcpy", "use std::string, or std::copy with a length"},
    Banned{"strcat", "use std::string"},
    Banned{"sprintf", "use std::string, std::to_chars or std::snprintf"},
    Banned{"vsprintf", "use std::string, std::to_chars or std::vsnprintf"},
    Banned{"gets", "read with a limit"},
};

constexpr std::array kShellPlaces{
    Place{"tests/unit/abuse_mail/abuse_mail_test.cpp", "runs python3-jsonschema on files of its own"},
    Place{"tests/unit/seal/cms_test.cpp", "runs openssl on files of its own"},
};

template <std::size_t N>
bool is_in(const SourceFile& file, const std::array<Place, N>& places) {
  return std::any_of(places.begin(), places.end(), [&](const Place& place) {
    return place.path.ends_with('/') ? file.path.starts_with(place.path) : file.path == place.path;
  });
}

bool is_reserved_before_call(std::string_view word) {
  return word == "return" || word == "co_return" || word == "else" || word == "do" || word == "case" || word == "throw" || word == "and" ||
         word == "or" || word == "not";
}

/// Whether `name` at `at` is called as a free function: `name(`, `::name(`, `std::name(`, but no member and no declaration.
bool is_free_call(std::string_view code, std::size_t at, std::string_view name) {
  const auto after = skip_blanks(code, at + name.size());
  if (after >= code.size() || code[after] != '(') return false;
  std::size_t before = at;
  const auto back_over_blanks = [&] {
    while (before > 0 && std::isspace(static_cast<unsigned char>(code[before - 1])) != 0) --before;
  };
  const auto word_before = [&] {
    auto begin = before;
    while (begin > 0 && is_word_letter(code[begin - 1])) --begin;
    return code.substr(begin, before - begin);
  };
  back_over_blanks();
  if (before == 0) return true;
  if (code[before - 1] == '.' || code.substr(0, before).ends_with("->")) return false;
  if (code.substr(0, before).ends_with("::")) {
    before -= 2;
    const auto qualifier = word_before();
    return qualifier.empty() || qualifier == "std";
  }
  const auto word = word_before();
  if (!word.empty()) return is_reserved_before_call(word);  // `UtcTime time(…)` declares
  return true;
}

/// Whether one of `lines` (of a comment view) from `first` to `last`, counted from 0, holds `what`.
bool says(const std::vector<std::string_view>& lines, std::size_t first, std::size_t last, std::string_view what) {
  for (std::size_t i = first; i <= last && i < lines.size(); ++i) {
    const auto text = lines[i];
    if (what.empty() ? text.find_first_not_of(" \t\r/*") != std::string_view::npos : text.find(what) != std::string_view::npos) return true;
  }
  return false;
}

// The first word begins a statement, the second makes it SQL rather than a shouted sentence; nothing: the first is enough.
constexpr std::array<std::array<std::string_view, 2>, 9> kSqlWords{{{"SELECT", "FROM"},
                                                                    {"INSERT", "INTO"},
                                                                    {"REPLACE", "INTO"},
                                                                    {"UPDATE", "SET"},
                                                                    {"DELETE", "FROM"},
                                                                    {"CREATE", "TABLE"},
                                                                    {"ALTER", "TABLE"},
                                                                    {"DROP", "TABLE"},
                                                                    {"PRAGMA", ""}}};

/// The literal that begins before `at`, and those that follow it with nothing between: the compiler joins them.
std::string_view statement_from(const SourceFile& file, std::size_t at) {
  auto end = at;
  while (end < file.text.size() && (file.code[end] == ' ' || file.code[end] == '\n')) ++end;
  return std::string_view(file.literals).substr(at, end - at);
}

}  // namespace

Findings check_clock_calls(const std::vector<SourceFile>& files) {
  Findings findings;
  constexpr std::string_view kFix =
      "take a `const Clock&` (engine/core/time.hpp), or list the file in kClockPlaces of tests/tidy/code_rules.cpp with a reason";
  for (const auto& file : files) {
    if (!file.is_cpp() || is_in(file, kClockPlaces)) continue;
    const auto found = [&](std::size_t at, std::string_view what) {
      findings.push_back(
          {file.path, line_of(file.code, at), "asks the machine for the time (" + std::string(what) + ")", std::string(kFix)});
    };
    for (const auto clock : {"system_clock::now", "steady_clock::now", "high_resolution_clock::now"})
      for_each_word(file.code, clock, [&](std::size_t at) { found(at, clock); });
    for (const std::string_view call : {"time", "gettimeofday", "clock_gettime", "timespec_get"})
      for_each_word(file.code, call, [&](std::size_t at) {
        // All of them take arguments: `time()` is somebody's own function.
        const auto open = file.code.find('(', at);
        if (is_free_call(file.code, at, call) && file.code.compare(skip_blanks(file.code, open + 1), 1, ")") != 0) found(at, call);
      });
  }
  return findings;
}

Findings check_reveals(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_cpp() || file.path == "engine/core/sensitive.hpp") continue;
    for (const auto& reveal : kReveals) {
      const bool allowed = std::any_of(reveal.folders.begin(), reveal.folders.end(),
                                       [&](std::string_view folder) { return !folder.empty() && file.path.starts_with(folder); });
      if (allowed) continue;
      for_each_word(file.code, reveal.maker, [&](std::size_t at) {
        findings.push_back({file.path, line_of(file.code, at), std::string(reveal.maker) + " is not for this folder",
                            "open the text where engine/core/sensitive.hpp says, or change its comment and kReveals in "
                            "tests/tidy/code_rules.cpp in a review"});
      });
    }
  }
  return findings;
}

Findings check_sql(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_cpp() || is_in(file, kSqlPlaces)) continue;
    const std::string_view literals = file.literals;
    for (const auto& [first, second] : kSqlWords)
      for_each_word(literals, first, [&, second = second](std::size_t at) {
        bool sql = second.empty();
        for_each_word(statement_from(file, at), second, [&](std::size_t) { sql = true; });
        if (sql)
          findings.push_back({file.path, line_of(literals, at), "SQL outside engine/store",
                              "write it in engine/store/queries/*.sql and ask through engine/core/ports/store.hpp"});
      });
  }
  return findings;
}

Findings check_banned_calls(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_cpp()) continue;
    for (const auto& banned : kBannedCalls) {
      if ((banned.call == "system" || banned.call == "popen") && is_in(file, kShellPlaces)) continue;
      for_each_word(file.code, banned.call, [&](std::size_t at) {
        if (is_free_call(file.code, at, banned.call))
          findings.push_back({file.path, line_of(file.code, at), std::string(banned.call) + "() is banned", std::string(banned.fix)});
      });
    }
    for (const std::string_view option : {"VERIFYPEER", "VERIFYHOST"})
      for (auto at = file.code.find(option); at != std::string::npos; at = file.code.find(option, at + 1)) {
        auto next = skip_blanks(file.code, at + option.size());
        if (next >= file.code.size() || file.code[next] != ',') continue;
        next = skip_blanks(file.code, next + 1);
        if (file.code.compare(next, 1, "0") == 0 || file.code.compare(next, 5, "false") == 0)
          findings.push_back(
              {file.path, line_of(file.code, at), "certificates are not verified", "trust another authority with a CA file instead"});
      }
  }
  return findings;
}

Findings check_catch_all(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_cpp()) continue;
    const auto comments = lines_of(file.comments);
    for_each_word(file.code, "catch", [&](std::size_t at) {
      const auto open = skip_blanks(file.code, at + 5);
      if (file.code.compare(open, 1, "(") != 0 || file.code.compare(skip_blanks(file.code, open + 1), 3, "...") != 0) return;
      const auto line = line_of(file.code, at) - 1;
      if (says(comments, line == 0 ? 0 : line - 1, line + 1, "")) return;
      findings.push_back(
          {file.path, line + 1, "catch (...) without a comment", "say beside it why everything is caught and what becomes of it"});
    });
  }
  return findings;
}

Findings check_switch_default(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_cpp()) continue;
    const auto comments = lines_of(file.comments);
    for_each_word(file.code, "default", [&](std::size_t at) {
      const auto colon = skip_blanks(file.code, at + 7);
      if (file.code.compare(colon, 1, ":") != 0 || file.code.compare(colon, 2, "::") == 0) return;
      const auto line = line_of(file.code, at) - 1;
      if (says(comments, line == 0 ? 0 : line - 1, line, "not an enum")) return;
      findings.push_back({file.path, line + 1, "a switch with `default:`",
                          "name every value, so that the compiler notices a new one; where the value is not of an enum of ours, write `// "
                          "not an enum` beside it"});
    });
  }
  return findings;
}

}  // namespace redress::tidy
