// Properties over random and mutated inputs. The seed is printed; REDRESS_SEED repeats a run.
#include "engine/intake/csv.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/intake/text.hpp"
#include "engine/intake/url.hpp"
#include "engine/intake/xarf_check.hpp"
#include "tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>
#include <random>
#include <sstream>

namespace redress {
namespace {

constexpr int kInputs = 10'000;

std::uint64_t seed() {
  const char* given = std::getenv("REDRESS_SEED");
  const std::uint64_t value = given != nullptr ? std::stoull(given) : std::random_device{}();
  std::cout << "[ seed     ] REDRESS_SEED=" << value << "\n";
  return value;
}

class Inputs {
 public:
  explicit Inputs(std::vector<std::string> samples) : random_(seed()), samples_(std::move(samples)) {}

  /// A third random bytes, a third random pieces of the alphabet that matters, a third a sample with changes.
  std::string next() {
    switch (below(3)) {
      case 0: return bytes(below(300));
      case 1: return pieces();
      default: return mutated();  // not an enum
    }
  }
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>{0, bound - 1}(random_); }
  std::string bytes(std::size_t count) {
    std::string out;
    while (out.size() < count) out.push_back(static_cast<char>(below(256)));
    return out;
  }
  std::string pieces() {
    static const std::vector<std::string> kPieces = {"http", "https", "hxxp", "file", ":", "/", "//", "\\", "@", "[", "]", "[.]", "(dot)", "{.}", ".", "..", "%2e", "%", "?", "#", "a", "0x", "1", "255", "::",
                                                     "xn--", "\xC3\x9F", "\xE2\x80\x8D", "\xD7\x90", "\t", "\n", " ", "\"", ";", ",", "{", "}", "\\u", "\xFF", "example", ".test", "^", "|", "<", ">", "'", "&", "=", "\xEF\xBC\x8E"};
    std::string out = below(2) == 0 ? "http://" : "";
    for (std::size_t i = below(24); i > 0; --i) out += kPieces[below(kPieces.size())];
    return out;
  }
  std::string mutated() {
    std::string out = samples_[below(samples_.size())];
    for (std::size_t i = below(6) + 1; i > 0 && !out.empty(); --i) {
      const std::size_t at = below(out.size());
      switch (below(4)) {
        case 0: out[at] = static_cast<char>(below(256)); break;
        case 1: out.erase(at, below(20) + 1); break;
        case 2: out.insert(at, pieces()); break;
        default: out.insert(at, out.substr(below(out.size()), below(40)));  // not an enum
      }
    }
    return out;
  }

 private:
  std::mt19937_64 random_;
  std::vector<std::string> samples_;
};

std::vector<std::string> url_samples() {
  return {"http://someone:secret@pictures.example:8080/a/../b?c=d&e#f", "hxxps[:]//pictures[.]example/a", "http://[2001:db8::1]:80/", "https://0xC0.0.2.1/%41",
          "http://b\xC3\xBC" "cher.example/\xE2\x82\xAC?\xC3\xA9", "http://www.drop-parameters.example/?session=1&b#c"};
}

// Taking the canonical form of a canonical form changes nothing, and drops nothing more.
TEST(Property, CanonicalFormIsAFixedPoint) {
  Inputs inputs{url_samples()};
  std::size_t accepted = 0;
  for (int i = 0; i < kInputs; ++i) {
    const std::string input = inputs.next();
    const auto once = canonical_url(input);
    if (!once) continue;
    ++accepted;
    const auto twice = canonical_url(once->text);
    ASSERT_TRUE(twice) << testing::PrintToString(input) << " -> " << once->text;
    ASSERT_EQ(twice->text, once->text) << testing::PrintToString(input);
    ASSERT_FALSE(twice->had_user_information);
    ASSERT_FALSE(twice->was_mended) << once->text;
    ASSERT_EQ(twice->host, once->host);
    ASSERT_NE(hosts_agree(*once), HostAgreement::differ) << once->text;
  }
  std::cout << "[ figures  ] " << accepted << " of " << kInputs << " inputs had a canonical form\n";
  EXPECT_GT(accepted, kInputs / 100U);
}

// The standard's parser reads back what it wrote, for every scheme.
TEST(Property, HrefIsAFixedPoint) {
  auto samples = url_samples();
  samples.insert(samples.end(), {"file:///C|/a", "sc://h/../a", "data:a b?c#d", "non-special:/..//p", "foo:///p", "blob:x"});
  Inputs inputs{samples};
  for (int i = 0; i < kInputs; ++i) {
    const std::string input = inputs.next();
    const auto once = parse_url(input);
    if (!once) continue;
    const auto twice = parse_url(once->href());
    ASSERT_TRUE(twice) << testing::PrintToString(input) << " -> " << once->href();
    ASSERT_EQ(twice->href(), once->href()) << testing::PrintToString(input);
  }
}

// Both command forms answer every line with one line; the JSON form with JSON.
TEST(Property, LinesStayLines) {
  Inputs inputs{url_samples()};
  for (int i = 0; i < kInputs; ++i) {
    const std::string input = inputs.next();
    ASSERT_EQ(canonical_line(input).find('\n'), std::string::npos);
    for (const std::string& line : {input, json_string_token(to_valid_utf8(input))}) {
      if (line.find('\n') != std::string::npos) continue;
      const std::string answer = canonical_json_line(line);
      ASSERT_EQ(answer.find('\n'), std::string::npos);
      const auto parsed = nlohmann::json::parse(answer, nullptr, false);
      ASSERT_TRUE(parsed.is_object() && parsed.size() == 2) << answer;
      ASSERT_TRUE(parsed.contains("url") || parsed.contains("error"));
    }
  }
}

std::string csv_row(const std::vector<std::string>& fields, char delimiter) {
  std::string row;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) row.push_back(delimiter);
    row.push_back('"');
    for (const char c : fields[i]) row += c == '"' ? std::string{"\"\""} : std::string{c};
    row.push_back('"');
  }
  return row;
}

// What a writer puts into quotes is read back, whatever the fields hold.
TEST(Property, CsvRoundTrip) {
  Inputs inputs{url_samples()};
  for (int i = 0; i < kInputs; ++i) {
    const char delimiter = std::string_view{";,\t"}[inputs.below(3)];
    std::vector<std::string> fields(inputs.below(6) + 1);
    for (std::string& field : fields) field = inputs.next();
    const auto read = csv_fields(csv_row(fields, delimiter), delimiter);
    ASSERT_TRUE(read);
    ASSERT_EQ(*read, fields);
  }
}

// Any bytes end in reports, rejected rows and an end, within the caps, and never in a crash.
TEST(Property, ReadersSurviveAnything) {
  const std::string xarf =
      R"({"xarf_version":"4.2.0","report_id":"b7ca7591-811e-4d40-83d9-dc043c08555d","timestamp":"2030-01-01T10:00:00Z","reporter":{"org":"O","contact":"a@b.example","domain":"b.example"},)"
      R"("sender":{"org":"O","contact":"a@b.example","domain":"b.example"},"source_identifier":"192.0.2.1","category":"content","type":"csam","url":"http://a.example/","classification":"A1","detection_method":"hash_match",)"
      R"("evidence":[{"content_type":"text/plain","payload":"QUJD"}],"tags":["a:b"]})";
  Inputs inputs{{xarf, "[" + xarf + "," + xarf + "]", xarf + "\n" + xarf, R"({"urls":["http://a.example/","http://b.example/"],"items":[{"url":"http://c.example/","found_on":"http://a.example/"}],"reporter":{"a":[1,{"b":null}]}})",
                 "URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\nhttp://a.example/;http://b.example/;x;\"R;1\";police;website\n", "http://a.example/;;;;;\n\"http://b.example/\n\";;;;;\n"}};
  std::size_t reports = 0;
  std::size_t rejected = 0;
  for (int i = 0; i < kInputs; ++i) {
    const std::string input = inputs.next();
    (void)check_xarf(input);
    std::istringstream in{input};
    auto reader = open_report_stream(in, {});
    if (!reader) continue;
    for (std::size_t given = 0;; ++given) {
      ASSERT_LE(given, input.size() + 1) << "every row takes bytes";
      auto next = (*reader)->next();
      if (std::holds_alternative<EndOfReports>(next)) break;
      if (const auto* report = std::get_if<IncomingReport>(&next)) {
        ++reports;
        ASSERT_FALSE(report->items.empty());
        for (const IncomingItem& item : report->items) {
          ASSERT_FALSE(item.locator.empty());
          for (const std::size_t page : item.found_on) ASSERT_LT(page, report->items.size());
        }
        ASSERT_LE(report->source.size(), kSourceNameBytesMax);
      } else {
        ++rejected;
        const auto& row = std::get<RejectedRow>(next);
        ASSERT_FALSE(row.reason.empty());
        ASSERT_GE(row.line, 1U);
        ASSERT_LE(row.row.size_bytes(), kRejectedRowBytesMax);
      }
    }
    ASSERT_LE((*reader)->position().byte_offset, input.size());
  }
  std::cout << "[ figures  ] " << kInputs << " inputs: " << reports << " reports, " << rejected << " rejected rows\n";
  EXPECT_GT(reports, 1000U);
}

/// Gives out rows without end until `rows` are out, so that no file of that size is needed.
class EndlessRows final : public std::streambuf {
 public:
  EndlessRows(std::string head, std::string row, std::string tail, std::uint64_t rows)
      : now_(std::move(head)), row_(std::move(row)), tail_(std::move(tail)), left_(rows) {
    show();
  }

 protected:
  int_type underflow() override {
    if (left_ == 0) {
      if (tail_.empty()) return traits_type::eof();
      now_ = std::exchange(tail_, {});
    } else {
      --left_;
      now_ = row_;
    }
    show();
    return traits_type::to_int_type(*gptr());
  }

 private:
  void show() { setg(now_.data(), now_.data(), now_.data() + now_.size()); }
  std::string now_;
  std::string row_;
  std::string tail_;
  std::uint64_t left_;
};

// A stream is read row by row: 40 MB of evidence in one list and a single line of 100 MB go through without being held.
TEST(Property, StreamsAreNotHeld) {
  const std::string evidence(1'000'000, 'A');
  EndlessRows list{"[", R"({"url":"http://a.example/","evidence":[{"payload":")" + evidence + "\"}]},", "{\"url\":\"http://b.example/\"}]", 40};
  std::istream list_stream{&list};
  auto reader = open_report_stream(list_stream, {});
  ASSERT_TRUE(reader);
  std::size_t reports = 0;
  const auto began = std::chrono::steady_clock::now();
  for (auto next = (*reader)->next(); !std::holds_alternative<EndOfReports>(next); next = (*reader)->next())
    reports += std::holds_alternative<IncomingReport>(next);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  EXPECT_EQ(reports, 41U);
  std::cout << "[ figures  ] 40 MB of evidence passed over in " << took.count() << " s\n";

  EndlessRows line{"http://a.example/", std::string(1'000'000, 'b'), "\nhttp://a.example/;;;;;\n", 100};
  std::istream line_stream{&line};
  auto csv = open_report_stream(line_stream, {});
  ASSERT_TRUE(csv);
  EXPECT_TRUE(std::holds_alternative<RejectedRow>((*csv)->next()));
  EXPECT_TRUE(std::holds_alternative<IncomingReport>((*csv)->next()));
  EXPECT_TRUE(std::holds_alternative<EndOfReports>((*csv)->next()));
  std::ifstream status{"/proc/self/status"};
  for (std::string text; std::getline(status, text);)
    if (text.starts_with("VmHWM")) std::cout << "[ figures  ] peak of the whole test binary: " << text.substr(6) << "\n";
}

}  // namespace
}  // namespace redress
