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
  /// Where the page sends its visitor on by itself within a few seconds, in lower case; empty: nowhere.
  [[nodiscard]] const std::string& sends_on_to() const noexcept { return sends_on_to_; }
  [[nodiscard]] bool runs_scripts() const noexcept { return runs_scripts_; }
  /// It holds a picture, a film or another page.
  [[nodiscard]] bool shows_media() const noexcept { return shows_media_; }

 private:
  void end_tag();
  void read_meta();
  void add(char c);

  enum class State { text, tag, comment, skipped } state_ = State::text;
  std::string tag_;         // what stands between < and >, at most kTagBytesMax
  std::string skip_until_;  // name of the element whose content is skipped
  bool in_title_ = false, asks_password_ = false, runs_scripts_ = false, shows_media_ = false;
  std::string title_, text_, sends_on_to_;
};
inline constexpr std::size_t kReducedBytesMax = 16 * 1024;

/// The sign such a page bears: challenge, parked, soft_not_found, account_gone, age_wall, geo_blocked or login_wall; nothing when it looks
/// like content. Wordings are looked for in the title, and in the text only of pages with little of it: a long page may well speak of
/// such things.
[[nodiscard]] std::optional<Evidence> sign_of_page(std::string_view title, std::string_view text, bool asks_password);

/// The same for a page that came with a good status, which may also send its visitor on, or hold nothing but scripts. `whole`: all of it
/// was read, so that what did not come is not there.
[[nodiscard]] std::optional<Evidence> sign_of_good_page(const HtmlReducer& page, bool whole);

/// The sign of a short answer that is data and no page (JSON, plain text): soft_not_found, login_wall, geo_blocked …
[[nodiscard]] std::optional<Evidence> sign_of_data(std::string_view text);

/// Whether these first bytes of an answer are those of an HTML page, whatever its type says.
[[nodiscard]] bool looks_like_html(std::string_view first_bytes);

/// The sign a path bears to which a visitor was redirected: login_wall, age_wall, soft_not_found; nothing otherwise.
[[nodiscard]] std::optional<Evidence> sign_of_path(std::string_view path);

}  // namespace redress
