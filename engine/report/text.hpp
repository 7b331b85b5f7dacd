// How numbers of a report are written. An absent one is a dash for people, null in JSON, empty in CSV.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace redress::report {

[[nodiscard]] std::string hours_text(const std::optional<double>& value);
[[nodiscard]] std::string percent_text(const std::optional<double>& share);
/// Twelve digits, so that a curve can be checked from outside.
[[nodiscard]] std::string json_number(const std::optional<double>& value);
[[nodiscard]] std::string csv_number(const std::optional<double>& value);
/// A field of a CSV that no spreadsheet takes for a formula. [SRC-RFC-4180] [SRC-CSV-INJECTION]
[[nodiscard]] std::string csv_field(std::string_view text);
/// Pads by displayed characters, not bytes.
[[nodiscard]] std::string padded(std::string text, std::size_t width, bool right);
/// At most `characters`, never a part of one.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters);

}  // namespace redress::report
