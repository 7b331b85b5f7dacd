// What the first bytes of a web page give away about itself: "not found" under status 200, a parked name, a wall. Text only; nothing
// of it leaves the checker but the name of the sign and a digest. Pure.
#pragma once

#include "engine/core/words.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// Reduces HTML to what stays the same between two visits: the title and the visible text without digits, in lower case, with single
/// spaces; tags, attributes, comments, scripts and styles are left out (tokens, counters and times live there).
/// Fed piece by piece; linear time, keeps at most kReducedBytesMax of each.
class HtmlReducer {
 public:
  void take(std::string_view piece);
  [[nodiscard]] const std::string& title() const noexcept { return title_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool asks_password() const noexcept { return asks_password_; }

 private:
  void end_tag();
  void add(char c);

  enum class State { text, tag, comment, skipped } state_ = State::text;
  std::string tag_;         // what stands between < and >, at most kTagBytesMax
  std::string skip_until_;  // name of the element whose content is skipped
  bool in_title_ = false, asks_password_ = false;
  std::string title_, text_;
};
inline constexpr std::size_t kReducedBytesMax = 16 * 1024;

/// The sign such a page bears: challenge, parked, soft_not_found, account_gone, age_wall, geo_blocked or login_wall; nothing when it looks
/// like content. Wordings are looked for in the title, and in the text only of pages with little of it: a long page may well speak of
/// such things.
[[nodiscard]] std::optional<Evidence> sign_of_page(std::string_view title, std::string_view text, bool asks_password);

/// The sign a path bears to which a visitor was redirected: login_wall, age_wall, soft_not_found; nothing otherwise.
[[nodiscard]] std::optional<Evidence> sign_of_path(std::string_view path);

}  // namespace redress
