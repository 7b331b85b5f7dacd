// HTML of a mail -> the text a person sees. Hidden elements, comments, scripts, styles, titles and alternative texts are left out;
// quotes (blockquote and the quote containers of mail programs) come out with `> ` before each line. Nothing is fetched or run.
#pragma once

#include <string>
#include <string_view>

namespace redress::mail {

/// One pass; elements deeper than 200 count as text of the 200th. Result is UTF-8 with \n.
[[nodiscard]] std::string visible_text(std::string_view html);

}  // namespace redress::mail
