#include "engine/transport/page_signs.hpp"

#include <algorithm>
#include <array>

namespace redress {
namespace {

constexpr std::size_t kTagBytesMax = 512;
constexpr std::size_t kLittleTextBytes = 1500;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

struct Wording {
  std::string_view text;
  Evidence sign;
  bool title_only = false;
};
// Digits are dropped by the reducer: "404 not found" is looked for as "not found". The first hit counts, so the stronger signs stand first.
// Wordings seen on common servers, hosting panels, CDNs and parking services; a page in other words counts as content, never as gone.
constexpr std::array kWordings{
    Wording{"just a moment", Evidence::challenge, true},
    Wording{"attention required! | cloudflare", Evidence::challenge, true},
    Wording{"checking your browser", Evidence::challenge},
    Wording{"verify you are human", Evidence::challenge},
    Wording{"verify that you are not a robot", Evidence::challenge},
    Wording{"are you a robot", Evidence::challenge},
    Wording{"enable javascript and cookies to continue", Evidence::challenge},
    Wording{"ddos protection by", Evidence::challenge},
    Wording{"complete the captcha", Evidence::challenge},
    Wording{"domain is for sale", Evidence::parked},
    Wording{"domain may be for sale", Evidence::parked},
    Wording{"buy this domain", Evidence::parked},
    Wording{"this domain is parked", Evidence::parked},
    Wording{"domain parking", Evidence::parked},
    Wording{"parked free", Evidence::parked},
    Wording{"sedo domain", Evidence::parked},
    Wording{"this domain has expired", Evidence::parked},
    Wording{"domain has been registered", Evidence::parked},
    Wording{"not available in your country", Evidence::geo_blocked},
    Wording{"not available in your region", Evidence::geo_blocked},
    Wording{"not available in your location", Evidence::geo_blocked},
    Wording{"unavailable in your country", Evidence::geo_blocked},
    Wording{"country or region you are accessing", Evidence::geo_blocked},
    Wording{"has banned the country or region", Evidence::geo_blocked},
    Wording{"in ihrem land nicht verf", Evidence::geo_blocked},
    Wording{"niet beschikbaar in uw land", Evidence::geo_blocked},
    Wording{"pas disponible dans votre pays", Evidence::geo_blocked},
    Wording{"account suspended", Evidence::account_gone},
    Wording{"account has been suspended", Evidence::account_gone},
    Wording{"account has been terminated", Evidence::account_gone},
    Wording{"account has been deleted", Evidence::account_gone},
    Wording{"account doesn't exist", Evidence::account_gone},
    Wording{"account does not exist", Evidence::account_gone},
    Wording{"user not found", Evidence::account_gone},
    Wording{"page not found", Evidence::soft_not_found},
    Wording{"file not found", Evidence::soft_not_found},
    Wording{"not found", Evidence::soft_not_found, true},
    Wording{"no such file", Evidence::soft_not_found},
    Wording{"no longer available", Evidence::soft_not_found},
    Wording{"no longer exists", Evidence::soft_not_found},
    Wording{"does not exist", Evidence::soft_not_found},
    Wording{"doesn't exist", Evidence::soft_not_found},
    Wording{"has been removed", Evidence::soft_not_found},
    Wording{"has been deleted", Evidence::soft_not_found},
    Wording{"was deleted", Evidence::soft_not_found},
    Wording{"content unavailable", Evidence::soft_not_found},
    Wording{"seite nicht gefunden", Evidence::soft_not_found},
    Wording{"nicht mehr verf", Evidence::soft_not_found},
    Wording{"pagina niet gevonden", Evidence::soft_not_found},
    Wording{"bestaat niet", Evidence::soft_not_found},
    Wording{"page introuvable", Evidence::soft_not_found},
    Wording{"n'existe pas", Evidence::soft_not_found},
    Wording{"no encontrada", Evidence::soft_not_found},
    Wording{"non trovata", Evidence::soft_not_found},
    Wording{"age verification", Evidence::age_wall},
    Wording{"verify your age", Evidence::age_wall},
    Wording{"confirm your age", Evidence::age_wall},
    Wording{"you must be over", Evidence::age_wall},
    Wording{"are you over", Evidence::age_wall},
    Wording{"years or older", Evidence::age_wall},
    Wording{"years of age", Evidence::age_wall},
    Wording{"adults only", Evidence::age_wall, true},
    Wording{"please log in", Evidence::login_wall},
    Wording{"please sign in", Evidence::login_wall},
    Wording{"you must be logged in", Evidence::login_wall},
    Wording{"log in to continue", Evidence::login_wall},
    Wording{"sign in to continue", Evidence::login_wall},
    Wording{"members only", Evidence::login_wall},
    Wording{"log in", Evidence::login_wall, true},
    Wording{"login", Evidence::login_wall, true},
    Wording{"sign in", Evidence::login_wall, true},
    Wording{"anmelden", Evidence::login_wall, true},
    Wording{"inloggen", Evidence::login_wall, true},
    Wording{"connexion", Evidence::login_wall, true},
};

struct PathWord {
  std::string_view segment;
  Evidence sign;
};
constexpr std::array kPathWords{
    PathWord{"login", Evidence::login_wall},        PathWord{"log-in", Evidence::login_wall},   PathWord{"signin", Evidence::login_wall},
    PathWord{"sign-in", Evidence::login_wall},      PathWord{"sign_in", Evidence::login_wall},  PathWord{"auth", Evidence::login_wall},
    PathWord{"sso", Evidence::login_wall},          PathWord{"accounts", Evidence::login_wall}, PathWord{"register", Evidence::login_wall},
    PathWord{"signup", Evidence::login_wall},       PathWord{"agegate", Evidence::age_wall},    PathWord{"age-gate", Evidence::age_wall},
    PathWord{"age", Evidence::age_wall},            PathWord{"age-verification", Evidence::age_wall},
    PathWord{"verify-age", Evidence::age_wall},     PathWord{"over18", Evidence::age_wall},     PathWord{"404", Evidence::soft_not_found},
    PathWord{"notfound", Evidence::soft_not_found}, PathWord{"not-found", Evidence::soft_not_found},
    PathWord{"error", Evidence::soft_not_found},    PathWord{"removed", Evidence::soft_not_found},
};

}  // namespace

void HtmlReducer::take(std::string_view piece) {
  for (const char raw : piece) {
    const char c = lower(raw);
    switch (state_) {
      case State::text:
        if (c == '<') {
          state_ = State::tag;
          tag_.clear();
        } else {
          add(c);
        }
        break;
      case State::tag:
        if (c == '>') {
          end_tag();
        } else if (tag_.size() < kTagBytesMax) {
          tag_ += c;
          if (tag_ == "!--") state_ = State::comment;
        }
        break;
      case State::comment:
        tag_ = (tag_ + c).substr(tag_.size() >= 3 ? tag_.size() - 2 : 0);
        if (tag_ == "-->") state_ = State::text;
        break;
      case State::skipped:
        // Only the end of the element ends it: scripts hold `<` of their own.
        tag_ += c;
        if (tag_.size() > skip_until_.size()) tag_.erase(0, tag_.size() - skip_until_.size());
        if (tag_ == skip_until_) {
          state_ = State::tag;
          tag_.clear();
        }
        break;
    }
  }
}

void HtmlReducer::end_tag() {
  state_ = State::text;
  const auto name = tag_.substr(0, tag_.find_first_of(" \t\r\n/", 1));
  if (name == "script" || name == "style" || name == "noscript") {
    skip_until_ = "</" + name;
    state_ = State::skipped;
    tag_.clear();
  } else if (name == "title") {
    in_title_ = true;
  } else if (name == "/title") {
    in_title_ = false;
  } else if (name == "input" && tag_.find("password") != std::string::npos) {
    asks_password_ = true;
  }
  add(' ');
}

void HtmlReducer::add(char c) {
  auto& target = in_title_ ? title_ : text_;
  if (target.size() >= kReducedBytesMax || (c >= '0' && c <= '9')) return;
  const bool space = static_cast<unsigned char>(c) <= ' ';
  if (space && (target.empty() || target.back() == ' ')) return;
  target += space ? ' ' : c;
}

std::optional<Evidence> sign_of_page(std::string_view title, std::string_view text, bool asks_password) {
  const bool little = text.size() <= kLittleTextBytes;
  for (const auto& wording : kWordings) {
    if (title.find(wording.text) != std::string_view::npos) return wording.sign;
    if (little && !wording.title_only && text.find(wording.text) != std::string_view::npos) return wording.sign;
  }
  if (little && asks_password) return Evidence::login_wall;
  return std::nullopt;
}

std::optional<Evidence> sign_of_path(std::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  while (!path.empty()) {
    const auto slash = path.find('/');
    std::string segment(path.substr(0, slash));
    std::transform(segment.begin(), segment.end(), segment.begin(), lower);
    segment = segment.substr(0, segment.find('.'));
    for (const auto& word : kPathWords)
      if (segment == word.segment) return word.sign;
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return std::nullopt;
}

}  // namespace redress
