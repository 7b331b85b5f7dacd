// What C++ of this project may not do, or only in named places. The places stand in the .cpp file, each with its reason.
#pragma once

#include "tests/tidy/finding.hpp"

namespace redress::tidy {

/// Only engine/core/time.cpp asks the machine for the time; everybody else is handed a `Clock`.
[[nodiscard]] Findings check_clock_calls(const std::vector<SourceFile>& files);
/// Grants to open sensitive text are made only where engine/core/sensitive.hpp says.
[[nodiscard]] Findings check_reveals(const std::vector<SourceFile>& files);
/// SQL lives in engine/store.
[[nodiscard]] Findings check_sql(const std::vector<SourceFile>& files);
/// Calls that are never right here.
[[nodiscard]] Findings check_banned_calls(const std::vector<SourceFile>& files);
/// `catch (...)` says why everything is caught.
[[nodiscard]] Findings check_catch_all(const std::vector<SourceFile>& files);
/// A `switch` over an enum of ours names every value, so that the compiler notices a new one.
[[nodiscard]] Findings check_switch_default(const std::vector<SourceFile>& files);

}  // namespace redress::tidy
