// The standard's own test data (../shared/data/url), read where it lies; nothing of it is copied here.
#include "engine/intake/idna.hpp"
#include "engine/intake/text.hpp"
#include "engine/intake/url.hpp"
#include "tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <curl/curl.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>

namespace redress {
namespace {

using nlohmann::json;

/// The library refuses lone surrogates, which the data holds on purpose; a browser turns them into U+FFFD before it parses a URL.
std::string without_lone_surrogates(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\' || at + 1 >= text.size()) {
      out.push_back(text[at++]);
      continue;
    }
    if (text[at + 1] != 'u') {
      out.append(text, at, 2);
      at += 2;
      continue;
    }
    const auto unit = [&](std::size_t from) {
      return from + 6 <= text.size() && text.compare(from, 2, "\\u") == 0 ? std::stoul(text.substr(from + 2, 4), nullptr, 16) : 0UL;
    };
    const auto first = unit(at);
    const bool is_pair = first >= 0xD800 && first < 0xDC00 && unit(at + 6) >= 0xDC00 && unit(at + 6) <= 0xDFFF;
    if (is_pair)
      out.append(text, at, 12);
    else
      out += first >= 0xD800 && first <= 0xDFFF ? "\\uFFFD" : text.substr(at, 6);
    at += is_pair ? 12 : 6;
  }
  return out;
}

struct Case {
  std::string input;
  std::optional<std::string> base;
  std::optional<std::string> href;  // nothing: must fail
  bool has_credentials = false;
};

std::vector<Case> standard_cases() {
  const auto text = shared_data("url/urltestdata.json");
  std::vector<Case> cases;
  if (!text) return cases;
  for (const json& row : json::parse(without_lone_surrogates(*text))) {
    if (!row.is_object()) continue;
    Case one{row.at("input"), std::nullopt, std::nullopt};
    if (row.contains("base") && row["base"].is_string()) one.base = row["base"].get<std::string>();
    if (row.contains("href")) {
      one.href = row["href"].get<std::string>();
      one.has_credentials = row.value("username", "") != "" || row.value("password", "") != "";
    }
    cases.push_back(std::move(one));
  }
  return cases;
}

// Every case of the standard's data, with and without a base, serialises as it says or fails where it must.
TEST(UrlStandard, ParserGivesTheStandardsHref) {
  const auto cases = standard_cases();
  if (cases.empty()) GTEST_SKIP() << "shared data url/urltestdata.json is absent";
  std::size_t right = 0;
  for (const Case& one : cases) {
    std::optional<std::string> got;
    if (one.base) {
      const auto base = parse_url(*one.base);
      if (base) {
        if (const auto url = parse_url(one.input, &*base)) got = url->href();
      }
    } else if (const auto url = parse_url(one.input)) {
      got = url->href();
    }
    EXPECT_EQ(got, one.href) << "input " << json(one.input).dump() << " base " << one.base.value_or("(none)");
    right += got == one.href;
  }
  std::cout << "[ figures  ] parse_url: " << right << " of " << cases.size() << " cases of the standard's data right\n";
}

// The command's JSON form agrees with the standard on every absolute http or https case without user information.
TEST(UrlStandard, CanonicalLineGivesTheStandardsHref) {
  const auto cases = standard_cases();
  if (cases.empty()) GTEST_SKIP() << "shared data url/urltestdata.json is absent";
  std::size_t right = 0;
  std::size_t counted = 0;
  for (const Case& one : cases) {
    const std::string lower = lower_ascii(trimmed(one.input));
    if (one.base || one.has_credentials || !(lower.starts_with("http:") || lower.starts_with("https:"))) continue;
    if (one.href && !one.href->starts_with("http")) continue;
    ++counted;
    const json answer = json::parse(canonical_json_line(json_string_token(one.input)));
    EXPECT_EQ(answer.at("input"), one.input);
    const bool agrees = one.href ? answer.value("url", "") == *one.href : answer.contains("error");
    EXPECT_TRUE(agrees) << answer.dump() << " expected " << one.href.value_or("(failure)");
    right += agrees;
  }
  std::cout << "[ figures  ] canonical_json_line: " << right << " of " << counted << " absolute http and https cases right\n";
}

// Host names beyond ASCII: every case of the standard's IDNA data, whatever ICU's Unicode version.
TEST(UrlStandard, DomainToAscii) {
  const auto text = shared_data("url/toascii.json");
  if (!text) GTEST_SKIP() << "shared data url/toascii.json is absent";
  std::size_t cases = 0;
  for (const json& row : json::parse(*text)) {
    if (!row.is_object()) continue;
    const std::string input = row.at("input");
    const auto url = parse_url("https://" + input + "/x");
    const std::optional<std::string> host = url ? std::optional{url->host} : std::nullopt;
    const std::optional<std::string> expected = row.at("output").is_null() ? std::nullopt : std::optional{row["output"].get<std::string>()};
    EXPECT_EQ(host, expected) << row.dump();
    ++cases;
  }
  std::cout << "[ figures  ] domain_to_ascii: " << cases << " cases\n";
}

// Percent-encoding of the standard's UTF-8 column, seen through a fragment's set.
TEST(UrlStandard, PercentEncoding) {
  const auto text = shared_data("url/percent-encoding.json");
  if (!text) GTEST_SKIP() << "shared data url/percent-encoding.json is absent";
  for (const json& row : json::parse(*text)) {
    if (!row.is_object()) continue;
    const auto url = parse_url("http://a.test/#" + row.at("input").get<std::string>());
    ASSERT_TRUE(url);
    EXPECT_EQ(url->fragment, row.at("output").at("utf-8").get<std::string>());
  }
}

// libcurl, which sends the requests, must see our host in each canonical text of the data, or refuse it.
TEST(UrlStandard, LibcurlSeesTheSameHost) {
  const auto cases = standard_cases();
  if (cases.empty()) GTEST_SKIP() << "shared data url/urltestdata.json is absent";
  std::map<HostAgreement, std::size_t> counts;
  for (const Case& one : cases) {
    if (one.base || !one.href || !one.href->starts_with("http")) continue;
    const auto url = canonical_url(one.input);
    if (!url) continue;
    const HostAgreement agreement = hosts_agree(one.input);
    EXPECT_NE(agreement, HostAgreement::differ) << one.input;
    if (agreement == HostAgreement::refused_by_libcurl) std::cout << "[ figures  ] libcurl refuses " << url->text << "\n";
    ++counts[agreement];
  }
  std::cout << "[ figures  ] libcurl: " << counts[HostAgreement::agree] << " agree, " << counts[HostAgreement::refused_by_libcurl]
            << " refused by libcurl, " << counts[HostAgreement::differ] << " differ\n";
}

std::optional<std::string> raw_host_by_libcurl(const std::string& input) {
  if (input.find('\0') != std::string::npos) return std::nullopt;
  CURLU* handle = curl_url();
  char* host = nullptr;
  std::optional<std::string> found;
  if (curl_url_set(handle, CURLUPART_URL, input.c_str(), 0) == CURLUE_OK && curl_url_get(handle, CURLUPART_HOST, &host, 0) == CURLUE_OK) found = host;
  curl_free(host);
  curl_url_cleanup(handle);
  return found;
}

/// Why libcurl sees another host in a text as it was sent; empty: no known reason.
std::string reason_for_difference(const std::string& ours, const std::string& theirs) {
  if (lower_ascii(theirs) == ours) return "letters' case";
  if (!is_ascii(theirs)) return "libcurl turns names beyond ASCII into ASCII only when it connects";
  if (lower_ascii(theirs).find("0x") != std::string::npos && ours.find_first_not_of("0123456789.") == std::string::npos)
    return "libcurl does not know `0x` without digits as zero";
  return {};
}

// Where libcurl sees another host in the text as it was sent, the reason is a known one: that is why only canonical text is handed on.
TEST(UrlStandard, LibcurlDiffersOnRawTextForKnownReasons) {
  const auto cases = standard_cases();
  if (cases.empty()) GTEST_SKIP() << "shared data url/urltestdata.json is absent";
  std::map<std::string, std::size_t> reasons;
  for (const Case& one : cases) {
    const auto url = one.base ? Result<CanonicalUrl, UrlError>{Failure{UrlError::missing_scheme}} : canonical_url(one.input);
    const auto theirs = url ? raw_host_by_libcurl(one.input) : std::nullopt;
    if (!theirs || *theirs == url->host) continue;
    const std::string reason = reason_for_difference(url->host, *theirs);
    EXPECT_FALSE(reason.empty()) << one.input << " ours " << url->host << " libcurl " << *theirs;
    ++reasons[reason];
  }
  for (const auto& [reason, count] : reasons) std::cout << "[ figures  ] raw text, other host " << count << "x: " << reason << "\n";
}

}  // namespace
}  // namespace redress
