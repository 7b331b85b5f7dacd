// Policies for tests: the shipped rules, and the shipped rules with one file replaced.
#pragma once

#include "policies/book.hpp"

#include <gtest/gtest.h>

#include <string>

namespace redress {

inline UtcTime moment(const char* text) {
  const auto time = parse_rfc3339(text);
  EXPECT_TRUE(time) << text;
  return time.value_or(UtcTime{});
}

inline const char* const kAsOf = "2026-11-25T12:00:00Z";  // a Wednesday

inline const Policies& shipped() {
  static const auto loaded = load_policies("", moment(kAsOf));
  if (!loaded)
    for (const auto& problem : loaded.error()) ADD_FAILURE() << to_text(problem);
  return *loaded.value();
}

inline Result<std::unique_ptr<Policies>, std::vector<RuleProblem>> with_file(const std::string& name, std::string text) {
  auto texts = shipped_rules();
  texts.insert_or_assign(name, std::move(text));
  return load_policies(texts, moment(kAsOf));
}

/// A request at home, assessed, opened at `opened`.
inline Facts home_facts(UtcTime opened = moment(kAsOf)) {
  Facts facts;
  facts.country = "NL";
  facts.at_home = true;
  facts.verdict = Verdict::illegal_baseline;
  facts.regime = "nl_ntd_code_csam";
  facts.opened_at = opened;
  return facts;
}

/// A request about what lies there; on a social platform where one is named.
inline Facts lies_in(std::string country, Verdict verdict, std::string platform = {}) {
  Facts facts;
  facts.country = std::move(country);
  facts.verdict = verdict;
  facts.platform = std::move(platform);
  return facts;
}

}  // namespace redress
