// What was decided, step by step. Steps hold nothing sensitive; the contacts are only for the person who asks.
#pragma once

#include "engine/locate/contact_ranking.hpp"

#include <string>
#include <utility>
#include <vector>

namespace redress {

struct Trail {
  std::vector<std::string> steps;
  std::vector<ScopedContact> contacts;  // names mailboxes
  void say(std::string step) { steps.push_back(std::move(step)); }
  [[nodiscard]] std::string why() const {
    std::string text;
    for (const auto& step : steps) text += (text.empty() ? "" : "; ") + step;
    return text;
  }
};

}  // namespace redress
