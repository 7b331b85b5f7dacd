#include "engine/transport/look_judge.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "engine/transport/page_signs.hpp"

namespace redress {
namespace {

using Failure = Met::Failure;

struct Row {
  const char* what;
  int status;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string html;        // empty: no page
  std::string final_path;  // empty: not redirected
  Observed observed;
  Evidence evidence;
  Failure failure = Failure::none;
  bool other_host = false;
  bool really_gone = false;  // the truth about it, where a check can know it
  bool is_empty = false;
  bool is_data = false;      // JSON or plain text instead of a page
};

/// A page, or data, that came with a status; none of them is gone.
Row met_page(const char* what, int status, std::string body, Evidence evidence, Observed observed = Observed::unknown) {
  return {what, status, {}, std::move(body), "", observed, evidence};
}
Row met_data(const char* what, std::string body, Evidence evidence, Observed observed = Observed::unknown) {
  auto row = met_page(what, 200, std::move(body), evidence, observed);
  row.is_data = true;
  return row;
}
Row met_nothing(const char* what, int status) {
  auto row = met_page(what, status, "", Evidence::soft_not_found);
  row.is_empty = true;
  return row;
}
Row led_to(const char* what, int status, std::string body, const char* final_path, bool other_host, Observed observed, Evidence evidence) {
  return {what, status, {}, std::move(body), final_path, observed, evidence, Failure::none, other_host};
}

std::string titled(const std::string& title, const std::string& body = "") {
  return "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>";
}

const std::vector<Row>& rows() {
  const std::string content = titled("Holiday pictures", "<p>pictures of a holiday</p>");
  static const std::vector<Row> table{
      {"content", 200, {}, content, "", Observed::online, Evidence::answered},
      {"part of content", 206, {}, "", "", Observed::online, Evidence::answered},
      {"not modified", 304, {}, "", "", Observed::online, Evidence::answered},
      {"empty file", 416, {}, "", "", Observed::online, Evidence::answered},
      {"404", 404, {}, titled("404 Not Found"), "", Observed::gone, Evidence::not_found_404, Failure::none, false, true},
      {"404 bare", 404, {}, "", "", Observed::gone, Evidence::not_found_404, Failure::none, false, true},
      {"410", 410, {}, titled("410 Gone"), "", Observed::gone, Evidence::gone_410, Failure::none, false, true},
      {"404 with a box for logging in",
       404,
       {},
       titled("Page not found", "<input type=password>"),
       "",
       Observed::gone,
       Evidence::not_found_404,
       Failure::none,
       false,
       true},
      {"name gone", 0, {}, "", "", Observed::gone, Evidence::name_does_not_exist, Failure::no_such_name, false, true},
      {"http to https, then 404", 404, {}, "", "/a/b.html", Observed::gone, Evidence::not_found_404, Failure::none, false, true},
      {"404 of another host", 404, {}, "", "/x", Observed::unknown, Evidence::soft_not_found, Failure::none, true},
      {"410 of another host", 410, {}, "", "/x", Observed::unknown, Evidence::soft_not_found, Failure::none, true},
      {"404 behind a login", 404, {}, "", "/login", Observed::unknown, Evidence::login_wall},
      {"404 in a country",
       404,
       {},
       titled("Sorry", "This content is not available in your country"),
       "",
       Observed::unknown,
       Evidence::geo_blocked},
      {"404 of an age gate", 404, {}, titled("Age verification"), "", Observed::unknown, Evidence::age_wall},
      {"404 to strangers", 404, {}, titled("Members only", "members only"), "", Observed::unknown, Evidence::login_wall},
      {"404 by a challenge", 404, {{"cf-mitigated", "challenge"}}, "", "", Observed::unknown, Evidence::challenge},
      {"451", 451, {}, "", "", Observed::unknown, Evidence::legal_451},
      {"451 with a challenge", 451, {{"cf-mitigated", "challenge"}}, "", "", Observed::unknown, Evidence::legal_451},
      {"401", 401, {}, "", "", Observed::unknown, Evidence::login_wall},
      {"402", 402, {}, "", "", Observed::unknown, Evidence::restricted},
      {"403", 403, {}, "", "", Observed::unknown, Evidence::forbidden_403},
      {"403 in a country",
       403,
       {},
       titled("Access denied", "has banned the country or region your IP address is in"),
       "",
       Observed::unknown,
       Evidence::geo_blocked},
      {"403 by a challenge", 403, {{"cf-mitigated", "challenge"}}, "", "", Observed::unknown, Evidence::challenge},
      {"403 just a moment", 403, {}, titled("Just a moment..."), "", Observed::unknown, Evidence::challenge},
      {"403 suspended", 403, {}, titled("Account Suspended"), "", Observed::unknown, Evidence::account_gone},
      {"503 by a challenge",
       503,
       {{"server", "cloudflare"}},
       titled("Attention Required! | Cloudflare"),
       "",
       Observed::unknown,
       Evidence::challenge},
      {"503 checking",
       503,
       {},
       titled("Please wait", "Checking your browser before accessing"),
       "",
       Observed::unknown,
       Evidence::challenge},
      {"405 of a WAF", 405, {{"x-amzn-waf-action", "captcha"}}, "", "", Observed::unknown, Evidence::challenge},
      {"ddos-guard", 403, {{"server", "ddos-guard"}}, "", "", Observed::unknown, Evidence::challenge},
      {"429", 429, {}, "", "", Observed::unknown, Evidence::server_error},
      {"500", 500, {}, titled("404 not found"), "", Observed::unknown, Evidence::server_error},
      {"502", 502, {}, "", "", Observed::unknown, Evidence::server_error},
      {"503", 503, {}, "", "", Observed::unknown, Evidence::server_error},
      {"521", 521, {}, "", "", Observed::unknown, Evidence::server_error},
      {"400", 400, {}, "", "", Observed::unknown, Evidence::unreachable},
      {"405", 405, {}, "", "", Observed::unknown, Evidence::unreachable},
      {"204", 204, {}, "", "", Observed::unknown, Evidence::soft_not_found},
      {"time-out", 0, {}, "", "", Observed::unknown, Evidence::unreachable, Failure::timed_out},
      {"no connection", 0, {}, "", "", Observed::unknown, Evidence::unreachable, Failure::unreachable},
      {"no HTTP", 0, {}, "", "", Observed::unknown, Evidence::unreachable, Failure::malformed},
      {"bad certificate", 0, {}, "", "", Observed::unknown, Evidence::tls_fault, Failure::tls},
      {"inside address", 0, {}, "", "", Observed::unknown, Evidence::address_forbidden, Failure::address_forbidden},
      {"redirects without end", 302, {}, "", "/b", Observed::unknown, Evidence::unreachable, Failure::too_many_redirects},
      {"redirect to plain http", 302, {}, "", "/b", Observed::unknown, Evidence::unreachable, Failure::downgraded},
      {"redirect to a name that is gone", 0, {}, "", "/b", Observed::unknown, Evidence::unreachable, Failure::no_such_name},
      {"redirect to the front page", 200, {}, content, "/", Observed::unknown, Evidence::login_wall},
      {"redirect to a login", 200, {}, content, "/accounts/login/", Observed::unknown, Evidence::login_wall},
      {"redirect to an age gate", 200, {}, content, "/age-gate.php", Observed::unknown, Evidence::age_wall},
      {"redirect to an error page", 200, {}, content, "/404.html", Observed::unknown, Evidence::soft_not_found},
      {"redirect to a like page", 200, {}, content, "/a/b/", Observed::online, Evidence::answered},
      {"soft 404, title", 200, {}, titled("404 - Page Not Found", std::string(5000, 'x')), "", Observed::unknown, Evidence::soft_not_found},
      {"soft 404, text",
       200,
       {},
       titled("Site", "The file you were looking for has been removed."),
       "",
       Observed::unknown,
       Evidence::soft_not_found},
      {"soft 404, Dutch", 200, {}, titled("Pagina niet gevonden"), "", Observed::unknown, Evidence::soft_not_found},
      {"soft 404, German", 200, {}, titled("Seite nicht gefunden"), "", Observed::unknown, Evidence::soft_not_found},
      {"soft 404, French", 200, {}, titled("Page introuvable"), "", Observed::unknown, Evidence::soft_not_found},
      {"parked", 200, {}, titled("site.example", "Buy this domain. The domain is for sale."), "", Observed::unknown, Evidence::parked},
      {"expired", 200, {}, titled("Welcome", "This domain has expired."), "", Observed::unknown, Evidence::parked},
      {"login form", 200, {}, titled("Forum", "<form><INPUT name=p TYPE='password'></form>"), "", Observed::unknown, Evidence::login_wall},
      {"login title", 200, {}, titled("Log in | Forum"), "", Observed::unknown, Evidence::login_wall},
      {"age wall", 200, {}, titled("Enter", "You must be over 18 to enter"), "", Observed::unknown, Evidence::age_wall},
      {"geo block", 200, {}, titled("Video", "This video is not available in your region."), "", Observed::unknown, Evidence::geo_blocked},
      {"captcha", 200, {}, titled("Robot?", "Please verify you are human"), "", Observed::unknown, Evidence::challenge},
      {"account gone", 200, {}, titled("Profile", "This account has been terminated"), "", Observed::unknown, Evidence::account_gone},
      {"long page that speaks of removal",
       200,
       {},
       titled("Forum", std::string(3000, 'x') + " was deleted, page not found, domain is for sale"),
       "",
       Observed::online,
       Evidence::answered},
      // A page whose children are gone is still a page: what is embedded has a location, and looks, of its own.
      met_page("gallery, its pictures gone", 200, titled("Gallery", "<img src=1.jpg><img src=2.jpg>"), Evidence::answered, Observed::online),
      met_page("page of nothing but a picture", 200, "<html><script>count()</script><img src=1.jpg></html>", Evidence::answered, Observed::online),
      met_page("page of nothing but a frame", 200, "<script src=a.js></script><iframe src=b.html></iframe>", Evidence::answered, Observed::online),
      met_nothing("200 without a byte", 200),
      met_nothing("206 without a byte", 206),
      met_page("sends on to a login", 200, "<meta http-equiv='refresh' content='0; url=/login'>", Evidence::login_wall),
      met_page("sends on to an error page", 200, "<META HTTP-EQUIV=Refresh CONTENT=\"3;URL='https://a.example/404.html'\">Please wait", Evidence::soft_not_found),
      met_page("sends on elsewhere", 200, "<meta content=\"1;url=http://other.example\" http-equiv=refresh>", Evidence::soft_not_found),
      met_page("reloads itself now and then", 200, titled("News", "<meta http-equiv=refresh content='300;url=/news'>words"), Evidence::answered, Observed::online),
      met_page("leads on by script", 200, "<script>window.location.replace('/x?t=1')</script>", Evidence::challenge),
      met_page("shell of a script", 200, titled("Site", "<div id=root>Loading...</div><noscript>needs scripts</noscript><script src=a.js></script>"),
               Evidence::challenge),
      {"404 with the shell of a script", 404, {}, titled("Site", "<div id=root></div><script src=a.js></script>"), "", Observed::gone,
       Evidence::not_found_404, Failure::none, false, true},
      met_data("JSON: not found", R"({"error":{"code":404,"message":"Not Found"}})", Evidence::soft_not_found),
      met_data("JSON: not_found", R"({"ok":false,"error":"post_not_found"})", Evidence::soft_not_found),
      met_data("JSON: does not exist", R"({"detail":"The record does not exist."})", Evidence::soft_not_found),
      met_data("JSON: unauthorized", R"({"error":"Unauthorized"})", Evidence::login_wall),
      met_data("JSON with content", R"({"login":"someone","text":"words"})", Evidence::answered, Observed::online),
      met_data("text: file not found", "File not found.\n", Evidence::soft_not_found),
      led_to("very long page that moved", 200, titled("Story", std::string(100'000, 'x')), "/stories/b.html", false, Observed::online, Evidence::answered),
      led_to("to another host's front page", 200, titled("Hosting"), "/", true, Observed::unknown, Evidence::login_wall),
      led_to("to another host's parking page", 200, titled("a.example", "This domain is for sale"), "/lander", true, Observed::unknown, Evidence::parked),
      led_to("to a store of files elsewhere", 200, "", "/a/b.jpg", true, Observed::online, Evidence::answered),
      met_page("wildcard DNS, parking", 200, titled("a.example", "a.example is registered. This domain name is for sale!"), Evidence::parked),
      met_page("wildcard DNS, parking, 404", 404, titled("a.example", "The domain is for sale"), Evidence::parked),
      met_page("wildcard DNS, German", 200, titled("a.example", "Diese Domain steht zum Verkauf"), Evidence::parked),
      met_page("name suspended by its registrar", 200, titled("Notice", "This domain has been suspended."), Evidence::parked),
      {"name held by its registrar (clientHold)", 0, {}, "", "", Observed::gone, Evidence::name_does_not_exist, Failure::no_such_name, false, true},
      {"name answered inside by a filter", 0, {}, "", "", Observed::unknown, Evidence::address_forbidden, Failure::address_forbidden},
      met_page("provider's block page", 200, titled("Notice", "Access to this website has been blocked by order of a court."), Evidence::restricted),
      met_page("provider's block page, 404", 404, titled("Website blocked", "This website is blocked."), Evidence::restricted),
      met_page("provider's block page, Russian", 200, titled("Доступ ограничен", "Доступ к информационному ресурсу ограничен"), Evidence::restricted),
      met_page("access denied", 200, titled("Access Denied", "Reference 18.2"), Evidence::restricted),
      met_page("seized", 200, titled("Seized", "This domain has been seized by the police."), Evidence::label),
      met_page("seized, 404", 404, titled("Seized", "This domain has been seized by the police."), Evidence::label),
      met_page("hosting account suspended", 200, titled("Account Suspended"), Evidence::account_gone),
      met_page("maintenance", 200, titled("Site", "We are down for maintenance."), Evidence::server_error),
      met_page("maintenance, 404", 404, titled("Site", "We are down for maintenance."), Evidence::server_error),
      met_page("data base down", 200, titled("Blog", "Error establishing a database connection"), Evidence::server_error),
      met_page("front page of a fresh server", 200, titled("Welcome to nginx!", "words"), Evidence::soft_not_found),
      met_page("soft 404, Spanish", 200, titled("Lo sentimos", "La página no existe"), Evidence::soft_not_found),
      met_page("soft 404, Portuguese", 200, titled("Erro", "Página não encontrada"), Evidence::soft_not_found),
      met_page("soft 404, Polish", 200, titled("Nie znaleziono strony"), Evidence::soft_not_found),
      met_page("soft 404, Russian", 200, titled("Страница не найдена"), Evidence::soft_not_found),
      met_page("soft 404, Japanese", 200, titled("ページが見つかりません"), Evidence::soft_not_found),
      met_page("soft 404, Italian", 200, titled("Pagina non trovata"), Evidence::soft_not_found),
      met_page("bot wall", 200, titled("Making sure you're not a bot!"), Evidence::challenge),
      met_page("private account", 200, titled("Profile", "This account is private"), Evidence::login_wall),
  };
  return table;
}

Met met_of(const Row& row) {
  Met met;
  met.failure = row.failure;
  met.status = row.status;
  met.headers = row.headers;
  met.first_path = "/a/b.html";
  met.redirected = !row.final_path.empty();
  met.final_path = met.redirected ? row.final_path : met.first_path;
  met.other_host = row.other_host;
  met.vantage_proven = true;
  if (!row.html.empty()) {
    HtmlReducer page;
    // In two pieces: nothing may depend on where a piece ends.
    page.take(std::string_view(row.html).substr(0, row.html.size() / 2));
    page.take(std::string_view(row.html).substr(row.html.size() / 2));
    if (row.is_data) met.page_sign = sign_of_data(page.text());
    else if (row.status / 100 == 2) met.page_sign = sign_of_good_page(page, row.html.size() < 16 * 1024);
    else met.page_sign = sign_of_page(page.title(), page.text(), page.asks_password());
  }
  met.is_empty = row.is_empty;
  return met;
}

// Each thing a check can meet gets its observation and evidence, and none that is not really gone is called gone.
TEST(LookJudge, Table) {
  ASSERT_GE(rows().size(), 100U);
  int false_gone = 0;
  for (const auto& row : rows()) {
    const auto reply = judge(met_of(row));
    EXPECT_EQ(name_of(reply.observed), name_of(row.observed)) << row.what;
    EXPECT_EQ(name_of(reply.evidence), name_of(row.evidence)) << row.what;
    false_gone += reply.observed == Observed::gone && !row.really_gone ? 1 : 0;
  }
  EXPECT_EQ(false_gone, 0);
  std::cout << "[ figures  ] things met: " << rows().size() << ", called gone though they are not: " << false_gone << '\n';
}

// Whatever is met: without a proven connection, or without the recipe it was reported with, nothing is gone.
TEST(LookJudge, NothingIsGoneWithoutVantageAndRecipe) {
  for (const auto& row : rows()) {
    auto met = met_of(row);
    met.vantage_proven = false;
    auto reply = judge(met);
    EXPECT_NE(reply.observed, Observed::gone) << row.what;
    const bool doubtful = row.observed == Observed::gone || row.failure == Failure::timed_out || row.failure == Failure::unreachable;
    EXPECT_EQ(name_of(reply.evidence), name_of(doubtful ? Evidence::vantage_unproven : row.evidence)) << row.what;
    met.vantage_proven = true;
    met.recipe_needed = true;
    reply = judge(met);
    EXPECT_NE(reply.observed, Observed::gone) << row.what;
    EXPECT_TRUE(row.observed != Observed::gone || reply.evidence == Evidence::recipe_missing) << row.what;
    met.recipe_replayed = true;
    EXPECT_EQ(judge(met).observed, row.observed) << row.what;
  }
}

// Another digest than at the first look is `changed`; no first look, or none now, is no change.
TEST(LookJudge, Digest) {
  Met met;
  met.status = 200;
  met.first_path = met.final_path = "/";
  met.digest = "aa";
  EXPECT_EQ(judge(met).observed, Observed::online);
  EXPECT_EQ(judge(met).digest, "aa");
  met.expected_digest = "bb";
  EXPECT_EQ(judge(met).observed, Observed::changed);
  EXPECT_EQ(judge(met).evidence, Evidence::different_digest);
  met.digest.clear();
  EXPECT_EQ(judge(met).observed, Observed::online);
}

// What changes between two visits (tokens, counters, scripts, comments) does not change the reduced page; words do.
TEST(HtmlReducer, KeepsWhatStays) {
  const auto reduced = [](const std::string& html, std::size_t piece) {
    HtmlReducer page;
    for (std::size_t i = 0; i < html.size(); i += piece) page.take(std::string_view(html).substr(i, piece));
    return page.title() + "|" + page.text();
  };
  const std::string first =
      "<TITLE>A 1</TITLE><script>if (a<b) x='<p>1';</script><style>p{}</style><!-- <p>7 --> <p class=\"n1\">Seen 12 times\n  today</p>";
  const std::string second =
      "<title>A 2</title><script>if (a<b) x='<p>2</p>';</script><style>b{}</style><!-- 8 --><p class=\"n2\">Seen 13 times today</p>";
  EXPECT_EQ(reduced(first, 1000), "a |seen times today ");
  for (const std::size_t piece : {1U, 2U, 3U, 7U}) {
    EXPECT_EQ(reduced(first, piece), reduced(first, 1000));
    EXPECT_EQ(reduced(second, piece), reduced(first, 1000));
  }
  EXPECT_NE(reduced("<p>other words</p>", 5), reduced(first, 5));
}

// Bytes are a page when they begin like one, whatever their type says.
TEST(HtmlReducer, KnowsAPageByItsBeginning) {
  for (const char* page : {"<!DOCTYPE html><p>", " \r\n<html>", "\xef\xbb\xbf<HEAD lang=en>", "<title>", "<body class=a>"}) EXPECT_TRUE(looks_like_html(page)) << page;
  for (const char* other : {"", "<", "<?xml version='1.0'?>", "<svg>", "<headline>", "\xff\xd8\xff\xe0", "{}", "words <html>"}) EXPECT_FALSE(looks_like_html(other)) << other;
}

// Hostile pages cost linear time and bounded memory.
TEST(HtmlReducer, IsBounded) {
  for (const std::string& start :
       {std::string("<"), std::string("<!--"), std::string("<script>"), std::string("<title>"), std::string("")}) {
    HtmlReducer page;
    page.take(start);
    for (int i = 0; i < 300; ++i) page.take(std::string(4096, i % 2 == 0 ? '<' : 'a'));
    EXPECT_LE(page.title().size() + page.text().size(), 2 * kReducedBytesMax);
  }
}

}  // namespace
}  // namespace redress
