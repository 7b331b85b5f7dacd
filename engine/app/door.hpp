// How a command acts: through the local socket of a running `serve`, which owns the database, or on the store itself when none runs.
#pragma once

#include "engine/runtime/work.hpp"

#include <memory>
#include <string>

namespace redress::runtime {
class Loop;
}

namespace redress::app {

/// Where `serve` takes reports on its local socket.
inline constexpr std::string_view kReportsPath = "/reports";
/// And cases of a helpline.
inline constexpr std::string_view kCasesPath = "/cases";

class Door {
 public:
  virtual ~Door() = default;
  /// All return after the commit.
  [[nodiscard]] virtual runtime::ActResult act(runtime::Act act) = 0;
  [[nodiscard]] virtual Result<runtime::FilingResult, std::string> file(runtime::FileReports batch) = 0;
  [[nodiscard]] virtual runtime::CaseResult open_case(runtime::OpenCase wanted) = 0;
};

/// Steps the loop itself: no other thread may be doing so.
[[nodiscard]] std::unique_ptr<Door> direct_door(runtime::Loop& loop);
/// Posts to a loop that a Runner turns in this process, and waits. What comes in bulk yields to everything else. Any thread.
[[nodiscard]] std::unique_ptr<Door> posting_door(runtime::Loop& loop);
/// Talks to `serve` over its socket.
[[nodiscard]] std::unique_ptr<Door> socket_door(const std::string& socket_path);
/// `silent`: somebody has the socket and does not answer, or this user may not ask. Nobody else may write then.
enum class Serving { nobody, answers, silent };
/// `patience`: how long a silent one is waited for.
[[nodiscard]] Serving who_serves(const std::string& socket_path, Milliseconds patience = Milliseconds{30'000});
/// What to say of a silent one.
[[nodiscard]] std::string silence_of(const std::string& socket_path);

// Reports on the socket: JSON, only between programs of the same version on one machine.
[[nodiscard]] std::string to_wire(const runtime::FileReports& batch);
[[nodiscard]] std::optional<runtime::FileReports> reports_from_wire(std::string_view text);
[[nodiscard]] std::string to_wire(const runtime::OpenCase& wanted);
[[nodiscard]] std::optional<runtime::OpenCase> case_from_wire(std::string_view text);
[[nodiscard]] std::string to_wire(const runtime::CaseResult& result);
[[nodiscard]] std::optional<runtime::CaseResult> case_result_from_wire(std::string_view text);
[[nodiscard]] std::string to_wire(const runtime::FilingResult& result);
[[nodiscard]] std::optional<runtime::FilingResult> filing_result_from_wire(std::string_view text);

}  // namespace redress::app
