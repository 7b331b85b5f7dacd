// Web pages: what is kept of a page does not depend on how it was cut while it came in, and never exceeds the cap.
// The first two bytes say where it is cut.
#include "engine/core/assert.hpp"
#include "engine/transport/page_signs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  if (size < 2) return 0;
  const std::string_view page(reinterpret_cast<const char*>(data + 2), size - 2);
  const auto cut = std::min<std::size_t>(data[0] * 256U + data[1], page.size());
  HtmlReducer whole;
  whole.take(page);
  HtmlReducer pieces;
  pieces.take(page.substr(0, cut));
  pieces.take(page.substr(cut));
  REDRESS_ASSERT(whole.title() == pieces.title() && whole.text() == pieces.text() && whole.asks_password() == pieces.asks_password() &&
                     whole.sends_on_to() == pieces.sends_on_to() && whole.runs_scripts() == pieces.runs_scripts() &&
                     whole.shows_media() == pieces.shows_media(),
                 "a page that reads differently in pieces");
  REDRESS_ASSERT(whole.title().size() <= kReducedBytesMax && whole.text().size() <= kReducedBytesMax, "more kept than the cap");
  (void)sign_of_page(whole.title(), whole.text(), whole.asks_password());
  (void)sign_of_good_page(whole, data[0] % 2 == 0);
  (void)sign_of_data(page);
  (void)looks_like_html(page);
  (void)sign_of_path(page);
  return 0;
}
