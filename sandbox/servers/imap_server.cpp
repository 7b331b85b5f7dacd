#include "sandbox/servers/imap_server.hpp"

#include "sandbox/servers/base64.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace redress::sandbox {
namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  for (auto& character : result)
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
  return result;
}

/// ` 1-Jan-2030 00:00:00 +0000`, as INTERNALDATE wants it.
std::string internal_date(UtcTime time) {
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 48> text{};
  const int length = std::snprintf(text.data(), text.size(), "%2u-%s-%04d %02d:%02d:%02d +0000", static_cast<unsigned>(date.day()),
                                   kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                                   static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                   static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

/// Reads a command's arguments one after the other.
class Arguments {
 public:
  explicit Arguments(std::string_view text) : rest_(text) {}

  /// Next atom, quoted string, or bracketed thing as it stands; nothing at the end or for an open quote.
  std::optional<std::string> next() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    if (rest_.empty()) return std::nullopt;
    std::string word;
    if (rest_.front() == '"') {
      rest_.remove_prefix(1);
      while (!rest_.empty() && rest_.front() != '"') {
        if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
        word += rest_.front();
        rest_.remove_prefix(1);
      }
      if (rest_.empty()) return std::nullopt;
      rest_.remove_prefix(1);
      return word;
    }
    int depth = 0;
    while (!rest_.empty() && (rest_.front() != ' ' || depth > 0)) {
      if (rest_.front() == '(' || rest_.front() == '[') ++depth;
      if (rest_.front() == ')' || rest_.front() == ']') --depth;
      word += rest_.front();
      rest_.remove_prefix(1);
    }
    return word;
  }

 private:
  std::string_view rest_;
};

struct Range {
  std::uint32_t from = 0;
  std::uint32_t until = 0;
};

/// `3`, `2:5`, `7:*`, with commas between. `*` is `largest`; a reversed range is turned round, so `9:*` always holds the last mail, as the
/// standard wants it (RFC 3501 section 9, seq-range) and clients forget.
std::optional<std::vector<Range>> read_set(std::string_view text, std::uint32_t largest) {
  std::vector<Range> ranges;
  const auto number = [largest](std::string_view word) -> std::optional<std::uint32_t> {
    if (word == "*") return largest;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() || value == 0) return std::nullopt;
    return value;
  };
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto part = text.substr(0, comma);
    const auto colon = part.find(':');
    const auto from = number(part.substr(0, colon));
    const auto until = colon == std::string_view::npos ? from : number(part.substr(colon + 1));
    if (!from || !until) return std::nullopt;
    ranges.push_back({std::min(*from, *until), std::max(*from, *until)});
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  if (ranges.empty()) return std::nullopt;
  return ranges;
}

bool holds(const std::vector<Range>& ranges, std::uint32_t number) {
  return std::any_of(ranges.begin(), ranges.end(), [number](const Range& range) { return number >= range.from && number <= range.until; });
}

class Session {
 public:
  Session(Connection& connection, World& world, const Clock& clock, const MailAccess& access, const TlsIdentity& identity)
      : connection_(connection), world_(world), clock_(clock), access_(access), identity_(identity) {}

  void run() {
    say("* OK [CAPABILITY " + capabilities() + "] sandbox ready");
    while (open_) {
      const auto line = read_command();
      if (!line) return;
      const auto space = line->find(' ');
      if (space == 0 || space == std::string::npos) {
        say("* BAD A tag and a command are wanted");
        continue;
      }
      tag_ = line->substr(0, space);
      command(std::string_view(*line).substr(space + 1));
    }
  }

 private:
  void say(const std::string& line) {
    if (!connection_.write(line + "\r\n")) open_ = false;
  }
  void ok(std::string_view text) { say(tag_ + " OK " + std::string(text)); }
  void no(std::string_view text) { say(tag_ + " NO " + std::string(text)); }
  void bad(std::string_view text) { say(tag_ + " BAD " + std::string(text)); }

  [[nodiscard]] std::string capabilities() const {
    std::string words = "IMAP4rev1 SASL-IR";
    if (!connection_.is_tls()) words += " STARTTLS";
    words += locked() ? " LOGINDISABLED" : " AUTH=PLAIN";
    return words;
  }
  [[nodiscard]] bool locked() const { return access_.require_tls && !connection_.is_tls(); }

  std::optional<std::string> read_line() {
    auto& buffer = connection_.buffer();
    auto end = buffer.find('\n');
    while (end == std::string::npos) {
      if (buffer.size() > kImapLineBytesMax || !connection_.fill()) return std::nullopt;
      end = buffer.find('\n');
    }
    auto line = buffer.substr(0, end);
    buffer.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    if (line.size() > kImapLineBytesMax) return std::nullopt;
    return line;
  }

  /// A whole command; literals the client sends are put in as quoted strings.
  std::optional<std::string> read_command() {
    std::string whole;
    for (;;) {
      const auto line = read_line();
      if (!line) return std::nullopt;
      whole += *line;
      const auto brace = whole.rfind('{');
      if (brace == std::string::npos || !whole.ends_with('}')) return whole;
      std::size_t length = 0;
      const auto* const stop = whole.data() + whole.size() - 1;
      const auto [end, error] = std::from_chars(whole.data() + brace + 1, stop, length);
      if (error != std::errc{} || end != stop) return whole;
      if (length > kImapLiteralBytesMax || whole.size() > kImapLineBytesMax) return std::nullopt;
      say("+ Go on");
      auto& buffer = connection_.buffer();
      while (buffer.size() < length)
        if (!open_ || !connection_.fill()) return std::nullopt;
      std::string quoted = "\"";
      for (const char character : buffer.substr(0, length)) {
        if (character == '"' || character == '\\') quoted += '\\';
        quoted += character;
      }
      buffer.erase(0, length);
      whole = whole.substr(0, brace) + quoted + "\"";
    }
  }

  void command(std::string_view text) {
    const auto space = text.find(' ');
    auto verb = upper(text.substr(0, space));
    auto rest = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    bool by_uid = false;
    if (verb == "UID") {
      by_uid = true;
      const auto next = rest.find(' ');
      verb = upper(rest.substr(0, next));
      rest = next == std::string_view::npos ? std::string_view{} : rest.substr(next + 1);
      if (verb != "SEARCH" && verb != "FETCH") {
        bad("Not with UID");
        return;
      }
    }
    if (verb == "CAPABILITY") {
      say("* CAPABILITY " + capabilities());
      ok("Done");
    } else if (verb == "LOGOUT") {
      say("* BYE Until later");
      ok("Done");
      open_ = false;
    } else if (verb == "NOOP" || verb == "CHECK") {
      refresh();
      ok("Done");
    } else if (verb == "STARTTLS") {
      start_tls();
    } else if (verb == "LOGIN" || verb == "AUTHENTICATE") {
      log_in(verb == "LOGIN", rest);
    } else if (!logged_in_) {
      bad("Log in first, or no such command");
    } else if (verb == "LIST" || verb == "LSUB") {
      say("* " + verb + " (\\HasNoChildren) \"/\" INBOX");
      ok("Done");
    } else if (verb == "STATUS") {
      const auto now = clock_.utc_now();
      const auto count = world_.mail_since(domain_, 0, now).size();
      say("* STATUS INBOX (MESSAGES " + std::to_string(count) + " UIDNEXT " + std::to_string(world_.uid_next(domain_, now)) +
          " UIDVALIDITY " + std::to_string(world_.uid_validity(domain_)) + " UNSEEN " + std::to_string(count) + ")");
      ok("Done");
    } else if (verb == "SELECT" || verb == "EXAMINE") {
      select(rest, verb == "EXAMINE");
    } else if (verb == "CLOSE" || verb == "UNSELECT") {
      selected_ = false;
      mails_.clear();
      ok("Done");
    } else if (verb != "SEARCH" && verb != "FETCH") {
      bad("No such command here");
    } else if (!selected_) {
      bad("Select a mailbox first");
    } else if (verb == "SEARCH") {
      search(rest, by_uid);
    } else {
      fetch(rest, by_uid);
    }
  }

  void start_tls() {
    if (connection_.is_tls()) {
      bad("TLS is on already");
      return;
    }
    ok("Begin TLS now");
    if (open_ && !connection_.start_tls(identity_)) open_ = false;
  }

  void log_in(bool by_words, std::string_view rest) {
    if (logged_in_) {
      bad("Logged in already");
      return;
    }
    if (locked()) {
      no("[PRIVACYREQUIRED] TLS first");
      return;
    }
    Arguments arguments(rest);
    std::string user;
    std::string password;
    if (by_words) {
      const auto name = arguments.next();
      const auto secret = arguments.next();
      if (!name || !secret) {
        bad("A name and a password are wanted");
        return;
      }
      user = *name;
      password = *secret;
    } else {
      const auto mechanism = arguments.next();
      if (!mechanism || upper(*mechanism) != "PLAIN") {
        no("[CANNOT] Mechanism not known");
        return;
      }
      auto response = arguments.next();  // RFC 4959: the response may come with the command
      if (!response) {
        say("+ ");
        response = read_line();
      }
      const auto decoded = response ? from_base64(*response) : std::nullopt;
      const auto last = decoded ? decoded->rfind('\0') : std::string::npos;
      if (last != std::string::npos) {
        const auto first = decoded->find('\0');
        user = decoded->substr(first + 1, last > first ? last - first - 1 : 0);
        password = decoded->substr(last + 1);
      }
    }
    if (user.empty() || (!access_.password.empty() && password != access_.password)) {
      no("[AUTHENTICATIONFAILED] Credentials invalid");
      return;
    }
    const auto at = user.rfind('@');
    domain_ = at == std::string::npos ? "hotline.test" : user.substr(at + 1);
    logged_in_ = true;
    ok("Welcome");
  }

  void select(std::string_view rest, bool examine) {
    selected_ = false;
    mails_.clear();
    const auto name = Arguments(rest).next();
    if (!name || upper(*name) != "INBOX") {
      no("[NONEXISTENT] There is only INBOX");
      return;
    }
    const auto now = clock_.utc_now();
    mails_ = world_.mail_since(domain_, 0, now);
    selected_ = true;
    say("* FLAGS (\\Seen)");
    say("* " + std::to_string(mails_.size()) + " EXISTS");
    say("* 0 RECENT");
    say("* OK [UIDVALIDITY " + std::to_string(world_.uid_validity(domain_)) + "] Valid");
    say("* OK [UIDNEXT " + std::to_string(mails_.empty() ? 1 : mails_.back().uid + 1) + "] Next");
    say("* OK [PERMANENTFLAGS ()] None are kept");
    ok(examine ? "[READ-ONLY] Done" : "[READ-WRITE] Done");
  }

  /// New mail shows between commands, never renumbering what the client knows.
  void refresh() {
    if (!selected_) return;
    const auto more = world_.mail_since(domain_, mails_.empty() ? 0 : mails_.back().uid, clock_.utc_now());
    if (more.empty()) return;
    mails_.insert(mails_.end(), more.begin(), more.end());
    say("* " + std::to_string(mails_.size()) + " EXISTS");
  }

  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(mails_.size()); }
  [[nodiscard]] std::uint32_t last_uid() const { return mails_.empty() ? 0 : mails_.back().uid; }

  void search(std::string_view rest, bool by_uid) {
    refresh();
    std::vector<bool> wanted(mails_.size(), true);
    Arguments arguments(rest);
    bool any = false;
    while (const auto word = arguments.next()) {
      any = true;
      const auto key = upper(*word);
      if (key == "ALL" || key == "UNSEEN" || key == "UNDELETED") continue;  // no flags are kept, so all are
      const bool uids = key == "UID";
      const auto text = uids ? arguments.next() : word;
      const auto set = text ? read_set(*text, uids ? last_uid() : count()) : std::nullopt;
      if (!set) {
        bad("Search key not known");
        return;
      }
      for (std::size_t i = 0; i < mails_.size(); ++i)
        if (!holds(*set, uids ? mails_[i].uid : static_cast<std::uint32_t>(i + 1))) wanted[i] = false;
    }
    if (!any) {
      bad("A search key is wanted");
      return;
    }
    std::string found = "* SEARCH";
    for (std::size_t i = 0; i < mails_.size(); ++i)
      if (wanted[i]) found += " " + std::to_string(by_uid ? mails_[i].uid : static_cast<std::uint32_t>(i + 1));
    say(found);
    ok("Done");
  }

  void fetch(std::string_view rest, bool by_uid) {
    Arguments arguments(rest);
    const auto which = arguments.next();
    const auto set = which ? read_set(*which, by_uid ? last_uid() : count()) : std::nullopt;
    auto what = arguments.next();
    if (!set || !what) {
      bad("A set and items are wanted");
      return;
    }
    if (what->starts_with('(') && what->ends_with(')')) what = what->substr(1, what->size() - 2);
    std::vector<std::string> items;
    Arguments inner(*what);
    while (const auto item = inner.next()) items.push_back(upper(*item));
    if (by_uid && std::find(items.begin(), items.end(), "UID") == items.end()) items.insert(items.begin(), "UID");
    for (std::size_t i = 0; i < mails_.size() && open_; ++i) {
      const auto& mail = mails_[i];
      if (!holds(*set, by_uid ? mail.uid : static_cast<std::uint32_t>(i + 1))) continue;
      std::string answer;
      for (const auto& item : items) {
        const auto part = fetched(mail, item);
        if (!part) {
          bad("Item not known: " + item.substr(0, 40));
          return;
        }
        answer += (answer.empty() ? "" : " ") + *part;
      }
      say("* " + std::to_string(i + 1) + " FETCH (" + answer + ")");
    }
    ok("Done");
  }

  static std::optional<std::string> fetched(const StoredMail& mail, const std::string& item) {
    const std::string& text = *mail.text;
    if (item == "UID") return "UID " + std::to_string(mail.uid);
    if (item == "FLAGS") return "FLAGS ()";
    if (item == "INTERNALDATE") return "INTERNALDATE \"" + internal_date(mail.arrived_at) + "\"";
    if (item == "RFC822.SIZE") return "RFC822.SIZE " + std::to_string(text.size());
    const auto blank = text.find("\r\n\r\n");
    const auto header_bytes = blank == std::string::npos ? text.size() : blank + 4;
    std::string name = item;
    std::string_view part = text;
    if (name.starts_with("BODY.PEEK[")) name.erase(4, 5);
    std::optional<std::pair<std::size_t, std::size_t>> partial;
    if (name.starts_with("BODY[") && name.ends_with('>')) {  // BODY[]<offset.count>
      const auto open = name.find('<');
      std::size_t offset = 0;
      std::size_t length = 0;
      const auto* const stop = name.data() + name.size() - 1;
      const auto first = std::from_chars(name.data() + std::min(open + 1, name.size()), stop, offset);
      if (open == std::string::npos || first.ec != std::errc{} || *first.ptr != '.') return std::nullopt;
      const auto second = std::from_chars(first.ptr + 1, stop, length);
      if (second.ec != std::errc{} || second.ptr != stop) return std::nullopt;
      partial = std::pair(offset, length);
      name.resize(open);
    }
    if (name == "BODY[HEADER]" || name == "RFC822.HEADER")
      part = part.substr(0, header_bytes);
    else if (name == "BODY[TEXT]" || name == "RFC822.TEXT")
      part = part.substr(header_bytes);
    else if (name != "BODY[]" && name != "RFC822")
      return std::nullopt;
    if (partial) {
      part = part.substr(std::min(partial->first, part.size()), partial->second);
      name += "<" + std::to_string(partial->first) + ">";
    }
    return name + " {" + std::to_string(part.size()) + "}\r\n" + std::string(part);
  }

  Connection& connection_;
  World& world_;
  const Clock& clock_;
  const MailAccess& access_;
  const TlsIdentity& identity_;
  bool open_ = true;
  bool logged_in_ = false;
  bool selected_ = false;
  std::string tag_;
  std::string domain_;
  std::vector<StoredMail> mails_;
};

}  // namespace

void serve_imap(Connection& connection, World& world, const Clock& clock, const MailAccess& access, const TlsIdentity& identity) {
  Session(connection, world, clock, access, identity).run();
}

}  // namespace redress::sandbox
