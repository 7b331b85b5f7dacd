#include "engine/yaml/yaml.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace redress {

std::string to_text(const YamlProblem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text += ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column);
  text += ": " + problem.what;
  if (!problem.fix.empty()) text += " (" + problem.fix + ')';
  return text;
}

void YamlProblems::add(int line, int column, std::string what, std::string fix) {
  if (list_.size() < kYamlProblemsMax) list_.push_back({file_, line, column, std::move(what), std::move(fix)});
}

std::vector<YamlProblem> YamlProblems::sorted() const {
  auto list = list_;
  std::stable_sort(list.begin(), list.end(), [](const YamlProblem& left, const YamlProblem& right) {
    return std::tie(left.line, left.column) < std::tie(right.line, right.column);
  });
  return list;
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  constexpr std::size_t kLengthMax = 64;
  left = left.substr(0, kLengthMax);
  right = right.substr(0, kLengthMax);
  std::array<std::array<std::size_t, kLengthMax + 1>, kLengthMax + 1> cost{};
  for (std::size_t i = 0; i <= left.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= right.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i)
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = cost[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[left.size()][right.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& words) {
  // Half a word means one that begins with it: "illegal" is not nearly "not_illegal".
  constexpr std::size_t kBeginning = 3;
  if (word.size() >= kBeginning)
    for (const auto& one : words)
      if (one.starts_with(word)) return one;
  const auto best = std::min_element(words.begin(), words.end(), [&](const std::string& left, const std::string& right) {
    return edit_distance(word, left) < edit_distance(word, right);
  });
  return best == words.end() ? std::string{} : *best;
}

}  // namespace redress
