#include "connectors/kit/mail_html.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace redress::mail {
namespace {

constexpr std::size_t kElementsMax = 200;
constexpr std::size_t kTagBytesMax = 8192;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

// Named references that letters of our nine languages use; others stay as they are written.
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 82> kNamed = {{
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},      {"apos", '\''},    {"nbsp", 0xA0},    {"iexcl", 0xA1},  {"laquo", 0xAB},
    {"shy", 0xAD},     {"deg", 0xB0},     {"acute", 0xB4},   {"middot", 0xB7},   {"ordm", 0xBA},    {"ordf", 0xAA},    {"raquo", 0xBB},  {"iquest", 0xBF},
    {"Agrave", 0xC0},  {"Aacute", 0xC1},  {"Acirc", 0xC2},   {"Atilde", 0xC3},   {"Auml", 0xC4},    {"Aring", 0xC5},   {"AElig", 0xC6},  {"Ccedil", 0xC7},
    {"Egrave", 0xC8},  {"Eacute", 0xC9},  {"Ecirc", 0xCA},   {"Euml", 0xCB},     {"Igrave", 0xCC},  {"Iacute", 0xCD},  {"Icirc", 0xCE},  {"Iuml", 0xCF},
    {"Ntilde", 0xD1},  {"Ograve", 0xD2},  {"Oacute", 0xD3},  {"Ocirc", 0xD4},    {"Otilde", 0xD5},  {"Ouml", 0xD6},    {"Ugrave", 0xD9}, {"Uacute", 0xDA},
    {"Ucirc", 0xDB},   {"Uuml", 0xDC},    {"szlig", 0xDF},   {"agrave", 0xE0},   {"aacute", 0xE1},  {"acirc", 0xE2},   {"atilde", 0xE3}, {"auml", 0xE4},
    {"aring", 0xE5},   {"aelig", 0xE6},   {"ccedil", 0xE7},  {"egrave", 0xE8},   {"eacute", 0xE9},  {"ecirc", 0xEA},   {"euml", 0xEB},   {"igrave", 0xEC},
    {"iacute", 0xED},  {"icirc", 0xEE},   {"iuml", 0xEF},    {"ntilde", 0xF1},   {"ograve", 0xF2},  {"oacute", 0xF3},  {"ocirc", 0xF4},  {"otilde", 0xF5},
    {"ouml", 0xF6},    {"oslash", 0xF8},  {"ugrave", 0xF9},  {"uacute", 0xFA},   {"ucirc", 0xFB},   {"uuml", 0xFC},    {"oelig", 0x153}, {"ndash", 0x2013},
    {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"bull", 0x2022}, {"hellip", 0x2026},
    {"euro", 0x20AC},  {"zwnj", 0x200C},
}};

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x20 && c != '\n' && c != '\t') {
    out += ' ';
  } else if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    if (c >= 0xD800 && c < 0xE000) {
      return;
    }
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x110000) {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// Reads `&…;` at `at`; returns how many bytes it took, 0 if it is no reference.
std::size_t read_reference(std::string_view text, std::size_t at, std::string& out) {
  const std::size_t end = text.substr(at, 12).find(';');
  if (end == std::string_view::npos || end < 2) {
    return 0;
  }
  const std::string_view name = text.substr(at + 1, end - 1);
  if (name[0] == '#') {
    std::uint32_t value = 0;
    const bool hex = name.size() > 1 && lower(name[1]) == 'x';
    for (const char c : name.substr(hex ? 2 : 1)) {
      const char d = lower(c);
      const std::uint32_t digit = d >= '0' && d <= '9' ? static_cast<std::uint32_t>(d - '0')
                                  : hex && d >= 'a' && d <= 'f' ? static_cast<std::uint32_t>(d - 'a' + 10)
                                                                : 99U;
      if (digit == 99U) {
        return 0;
      }
      value = std::min<std::uint32_t>(value * (hex ? 16U : 10U) + digit, 0x110000);
    }
    append_utf8(out, value == 0xA0 ? ' ' : value);
    return end + 1;
  }
  for (const auto& [known, value] : kNamed) {
    if (known == name) {
      append_utf8(out, value == 0xA0 ? ' ' : value);
      return end + 1;
    }
  }
  return 0;
}

// Style text with spaces gone and lower case: "display:none;…".
std::string squeezed(std::string_view style) {
  std::string out;
  for (const char c : style) {
    if (c != ' ' && c != '\n' && c != '\t') {
      out += lower(c);
    }
  }
  return out;
}

bool has_declaration(std::string_view style, std::string_view declaration) {
  for (std::size_t at = style.find(declaration); at != std::string_view::npos; at = style.find(declaration, at + 1)) {
    const bool starts = at == 0 || style[at - 1] == ';' || style[at - 1] == '{' || style[at - 1] == '"';
    const std::size_t end = at + declaration.size();
    const bool ends = end >= style.size() || style[end] == ';' || style[end] == '!' || style[end] == '}' || style[end] == 'p' || style[end] == '.' ||
                      style[end] == 'e' || style[end] == '%';
    if (starts && ends) {
      return true;
    }
  }
  return false;
}

bool hides(std::string_view style) {
  static constexpr std::array<std::string_view, 16> kHiding = {"display:none",  "visibility:hidden", "visibility:collapse", "font-size:0",
                                                               "font-size:0.0", "font-size:1px",     "opacity:0",           "opacity:0.0",
                                                               "max-height:0",  "mso-hide:all",      "max-width:0",         "line-height:0",
                                                               "height:0",      "width:0",           "clip:rect(0,0,0,0)",  "color:transparent"};
  if (std::any_of(kHiding.begin(), kHiding.end(), [&](std::string_view d) { return has_declaration(style, d); })) {
    // "height:0" alone does not hide what overflows.
    const bool only_size = (has_declaration(style, "height:0") || has_declaration(style, "width:0") || has_declaration(style, "max-height:0") ||
                            has_declaration(style, "max-width:0")) &&
                           style.find("overflow:hidden") == std::string_view::npos;
    const bool other = std::any_of(kHiding.begin(), kHiding.begin() + 8, [&](std::string_view d) { return has_declaration(style, d); }) ||
                       has_declaration(style, "mso-hide:all") || has_declaration(style, "clip:rect(0,0,0,0)") || has_declaration(style, "color:transparent");
    if (!only_size || other) {
      return true;
    }
  }
  const bool white = has_declaration(style, "color:#fff") || has_declaration(style, "color:#ffffff") || has_declaration(style, "color:white") ||
                     has_declaration(style, "color:#fefefe") || style.find(";color:rgb(255,255,255)") != std::string_view::npos;
  if (white && style.find("background") == std::string_view::npos) {
    return true;
  }
  return style.find("text-indent:-") != std::string_view::npos || style.find("left:-999") != std::string_view::npos ||
         style.find("top:-999") != std::string_view::npos;
}

// Class and id names that a style sheet hides: `.x{display:none}`.
void collect_hidden_names(std::string_view sheet, std::set<std::string>& names) {
  std::size_t at = 0;
  while (at < sheet.size() && names.size() < 200) {
    const std::size_t open = sheet.find('{', at);
    if (open == std::string_view::npos) {
      return;
    }
    const std::size_t close = std::min(sheet.find('}', open), sheet.size());
    const std::string selector = squeezed(sheet.substr(at, std::min<std::size_t>(open - at, 1000)));
    if (hides(squeezed(sheet.substr(open + 1, std::min<std::size_t>(close - open - 1, 4000))))) {
      // `.a,.b` or `div.a`: the name after the last point or hash of each selector.
      std::size_t start = 0;
      while (start <= selector.size()) {
        const std::size_t comma = std::min(selector.find(',', start), selector.size());
        const std::string one = selector.substr(start, comma - start);
        const std::size_t mark = one.find_last_of(".#");
        if (mark != std::string::npos && one.find(':') == std::string::npos) {
          names.insert(one.substr(mark + 1));
        }
        start = comma + 1;
      }
    }
    at = close + 1;
  }
}

std::string attribute(std::string_view tag, std::string_view name) {
  std::size_t at = 0;
  while (at < tag.size()) {
    while (at < tag.size() && tag[at] != ' ' && tag[at] != '\n' && tag[at] != '\t' && tag[at] != '/') {
      ++at;
    }
    while (at < tag.size() && (tag[at] == ' ' || tag[at] == '\n' || tag[at] == '\t' || tag[at] == '/')) {
      ++at;
    }
    const std::size_t start = at;
    while (at < tag.size() && tag[at] != '=' && tag[at] != ' ' && tag[at] != '\n' && tag[at] != '\t' && tag[at] != '/') {
      ++at;
    }
    const std::string_view found = tag.substr(start, at - start);
    std::string_view value;
    while (at < tag.size() && (tag[at] == ' ' || tag[at] == '\n' || tag[at] == '\t')) {
      ++at;
    }
    if (at < tag.size() && tag[at] == '=') {
      ++at;
      while (at < tag.size() && (tag[at] == ' ' || tag[at] == '\n' || tag[at] == '\t')) {
        ++at;
      }
      if (at < tag.size() && (tag[at] == '"' || tag[at] == '\'')) {
        const char quote = tag[at];
        const std::size_t end = std::min(tag.find(quote, at + 1), tag.size());
        value = tag.substr(at + 1, end - at - 1);
        at = std::min(end + 1, tag.size());
      } else {
        const std::size_t from = at;
        while (at < tag.size() && tag[at] != ' ' && tag[at] != '\n' && tag[at] != '\t') {
          ++at;
        }
        value = tag.substr(from, at - from);
      }
    } else if (at > start) {
      --at;  // so that the next round starts before white space
    }
    if (lower(found) == name) {
      return value.empty() ? "present" : lower(value);
    }
    if (at <= start) {
      ++at;
    }
  }
  return {};
}

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }

bool is_void(std::string_view name) {
  return one_of(name, {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"});
}
bool is_block(std::string_view name) {
  return one_of(name, {"p", "div", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article", "header",
                       "footer", "body", "td", "th", "dl", "dt", "dd", "center", "form", "address"});
}
bool is_paragraph(std::string_view name) { return one_of(name, {"p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "hr"}); }
// Elements whose text is never shown.
bool is_silent(std::string_view name) {
  return one_of(name, {"head", "title", "noscript", "template", "object", "svg", "math", "select", "option", "audio", "video", "canvas", "iframe", "datalist"});
}

struct Open {
  std::string name;
  bool hidden = false;
  bool quote = false;
};

class Writer {
 public:
  void text(char c, bool hidden, std::size_t quote) {
    if (hidden) {
      return;
    }
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (space) {
      pending_space_ = !line_empty_;
      return;
    }
    begin_line(quote);
    if (pending_space_ && !line_empty_) {
      out_ += ' ';
    }
    pending_space_ = false;
    line_empty_ = false;
    out_ += c;
  }
  void line_break(bool paragraph) {
    pending_space_ = false;
    wanted_breaks_ = std::max(wanted_breaks_, paragraph ? 2 : 1);
    line_empty_ = true;
  }
  std::string take() { return std::move(out_); }

 private:
  void begin_line(std::size_t quote) {
    if (wanted_breaks_ == 0 && !out_.empty()) {
      return;
    }
    if (!out_.empty()) {
      out_.append(static_cast<std::size_t>(wanted_breaks_), '\n');
    }
    wanted_breaks_ = 0;
    line_empty_ = true;
    if (quote > 0) {
      out_ += "> ";
    }
  }

  std::string out_;
  bool pending_space_ = false;
  bool line_empty_ = true;
  int wanted_breaks_ = 0;
};

}  // namespace

std::string visible_text(std::string_view html) {
  std::vector<Open> open;
  std::set<std::string> hidden_names;
  Writer writer;
  std::size_t hidden = 0;
  std::size_t quotes = 0;
  std::size_t over = 0;  // elements opened beyond the cap
  std::string reference;
  const auto put = [&](char c) { writer.text(c, hidden > 0, quotes); };

  for (std::size_t at = 0; at < html.size();) {
    const char c = html[at];
    if (c == '&') {
      reference.clear();
      const std::size_t taken = read_reference(html, at, reference);
      if (taken > 0) {
        for (const char r : reference) {
          put(r);
        }
        at += taken;
        continue;
      }
    }
    if (c != '<' || at + 1 >= html.size()) {
      put(c);
      ++at;
      continue;
    }
    if (html.compare(at, 4, "<!--") == 0) {
      const std::size_t end = html.find("-->", at + 4);
      at = end == std::string_view::npos ? html.size() : end + 3;
      continue;
    }
    const bool closing = html[at + 1] == '/';
    const char first = lower(html[at + (closing ? 2 : 1) < html.size() ? at + (closing ? 2 : 1) : at]);
    if (html[at + 1] == '!' || html[at + 1] == '?') {
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
      continue;
    }
    if (first < 'a' || first > 'z') {
      put(c);
      ++at;
      continue;
    }
    // The end of a tag is the first > outside quotes, within the cap.
    std::size_t end = at + 1;
    char quote = 0;
    while (end < html.size() && end - at < kTagBytesMax) {
      if (quote != 0) {
        quote = html[end] == quote ? '\0' : quote;
      } else if (html[end] == '"' || html[end] == '\'') {
        quote = html[end];
      } else if (html[end] == '>') {
        break;
      }
      ++end;
    }
    std::string_view tag = html.substr(at + (closing ? 2 : 1), end - at - (closing ? 2 : 1));
    at = std::min(end + 1, html.size());
    const std::size_t name_end = std::min(tag.find_first_of(" \n\t/"), tag.size());
    const std::string name = lower(tag.substr(0, name_end));
    const bool self_closed = !tag.empty() && tag.back() == '/';

    if (closing) {
      if (is_block(name)) {
        writer.line_break(is_paragraph(name));
      }
      if (over > 0) {
        --over;
        continue;
      }
      // Closes the nearest open element of that name and what was left open inside it; a stray end tag closes nothing.
      std::size_t found = open.size();
      while (found > 0 && open[found - 1].name != name) {
        --found;
      }
      if (found > 0) {
        while (open.size() >= found) {
          hidden -= open.back().hidden ? 1 : 0;
          quotes -= open.back().quote ? 1 : 0;
          open.pop_back();
        }
      }
      continue;
    }
    if (name == "script" || name == "style" || name == "textarea" || name == "xmp") {
      // Raw text up to its end tag.
      const std::string end_tag = "</" + name;
      std::size_t stop = at;
      while (stop < html.size() && !(html[stop] == '<' && lower(html.substr(stop, end_tag.size())) == end_tag)) {
        ++stop;
      }
      if (name == "style") {
        collect_hidden_names(html.substr(at, stop - at), hidden_names);
      }
      const std::size_t close = html.find('>', stop);
      at = close == std::string_view::npos ? html.size() : close + 1;
      continue;
    }
    if (name == "br") {
      writer.line_break(false);
      // Two breaks in a row are an empty line.
      std::size_t next = at;
      while (next < html.size() && (html[next] == ' ' || html[next] == '\n' || html[next] == '\t')) {
        ++next;
      }
      if (lower(html.substr(next, 3)) == "<br") {
        writer.line_break(true);
      }
      continue;
    }
    if (name == "hr") {
      writer.line_break(true);
      for (int i = 0; i < 30; ++i) {
        put('-');
      }
      writer.line_break(true);
      continue;
    }
    if (is_block(name)) {
      writer.line_break(is_paragraph(name));
    }
    if (name == "li") {
      put('-');
      put(' ');
    }
    if (is_void(name) || self_closed) {
      continue;
    }
    if (open.size() >= kElementsMax) {
      ++over;
      continue;
    }
    // Elements whose end tag is often left out.
    if (name == "p" && !open.empty() && open.back().name == "p") {
      hidden -= open.back().hidden ? 1 : 0;
      quotes -= open.back().quote ? 1 : 0;
      open.pop_back();
    }
    Open element{name, is_silent(name), name == "blockquote"};
    const std::string style = squeezed(attribute(tag, "style"));
    const std::string classes = attribute(tag, "class");
    const std::string id = attribute(tag, "id");
    element.hidden = element.hidden || hides(style) || !attribute(tag, "hidden").empty() || attribute(tag, "aria-hidden") == "true";
    if (name == "font" && one_of(attribute(tag, "color"), {"#ffffff", "#fff", "white"})) {
      element.hidden = true;
    }
    for (std::size_t start = 0; start < classes.size();) {
      const std::size_t stop = std::min(classes.find(' ', start), classes.size());
      const std::string one = classes.substr(start, stop - start);
      element.hidden = element.hidden || hidden_names.contains(one);
      element.quote = element.quote || one_of(one, {"gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "zmail_extra",
                                                    "outlookmessageheader", "gmail_extra", "moz-forward-container", "cite", "quote", "tutanota_quote"});
      start = stop + 1;
    }
    element.hidden = element.hidden || (!id.empty() && hidden_names.contains(id));
    element.quote = element.quote || one_of(id, {"divrplyfwdmsg", "appendonsend", "replysplit", "mail-editor-reference-message-container", "isforwardcontent"});
    if (id == "divrplyfwdmsg" || id == "appendonsend") {
      // Outlook on the web: everything behind this mark is the message answered.
      writer.line_break(true);
      for (const char mark : std::string_view("-----Original Message-----")) {
        put(mark);
      }
      writer.line_break(true);
    }
    hidden += element.hidden ? 1 : 0;
    quotes += element.quote ? 1 : 0;
    open.push_back(std::move(element));
  }
  return writer.take();
}

}  // namespace redress::mail
