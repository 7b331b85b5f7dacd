#include "engine/intake/report_reader.hpp"

#include "engine/intake/csv.hpp"
#include "engine/intake/text.hpp"
#include "engine/intake/xarf_check.hpp"
#include "tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

namespace redress {
namespace {

using nlohmann::json;

struct Read {
  std::vector<IncomingReport> reports;
  std::vector<RejectedRow> rejected;
  EndOfReports end;
  ReaderFigures figures;
  ReportFormat format{};
};

Read read_all(const std::string& text, const ReaderOptions& options = {}) {
  std::istringstream in{text};
  auto reader = open_report_stream(in, options);
  Read read;
  EXPECT_TRUE(reader) << name_of(reader ? ReaderError{} : reader.error());
  if (!reader) return read;
  read.format = (*reader)->format();
  for (;;) {
    auto next = (*reader)->next();
    if (auto* report = std::get_if<IncomingReport>(&next)) {
      read.reports.push_back(std::move(*report));
    } else if (auto* row = std::get_if<RejectedRow>(&next)) {
      read.rejected.push_back(std::move(*row));
    } else {
      read.end = std::get<EndOfReports>(next);
      read.figures = (*reader)->figures();
      return read;
    }
  }
}

const std::string& locator(const IncomingItem& item) { return item.locator.open(TestReveal::grant()); }
std::string first_url(const IncomingReport& report) { return locator(report.items.at(0)); }
ReaderError open_error(const std::string& text, const ReaderOptions& options = {}) {
  std::istringstream in{text};
  const auto reader = open_report_stream(in, options);
  return reader ? ReaderError::unreadable : reader.error();
}

json xarf(const std::string& url = "https://pictures.example/a") {
  const json contact = {{"org", "Content Safety Service"}, {"contact", "safety@partner.example"}, {"domain", "partner.example"}};
  return {{"xarf_version", "4.2.0"}, {"report_id", "b7ca7591-811e-4d40-83d9-dc043c08555d"}, {"timestamp", "2030-01-01T10:00:00Z"},
          {"reporter", contact},     {"sender", contact},   {"source_identifier", "192.0.2.7"}, {"category", "content"},
          {"type", "csam"},          {"url", url},          {"classification", "baseline"},     {"detection_method", "manual_review"}};
}

// --- SCART's CSV ---------------------------------------------------------------------------------------------------------------

// SCART's own columns without a header: each is understood, the referrer goes into the access recipe, the source gives the origin.
TEST(ScartCsv, OwnColumns) {
  const Read read = read_all("http://pictures.example/a;http://forum.example/t;anna@hotline.example;R-1;police;website\r\n"
                             "hxxp://pictures[.]example/b;;;;helpwanted;\r\n"
                             "http://u:p@pictures.example/c;;;;Some Partner;\r\n");
  ASSERT_EQ(read.reports.size(), 3U);
  EXPECT_TRUE(read.rejected.empty());
  EXPECT_EQ(read.format, ReportFormat::scart_csv);
  const IncomingReport& first = read.reports[0];
  EXPECT_EQ(first_url(first), "http://pictures.example/a");
  EXPECT_EQ(first.items[0].recipe.open(TestReveal::grant()), R"({"referrer":"http://forum.example/t"})");
  EXPECT_EQ(first.items[0].registrable_domain.open(TestReveal::grant()), "pictures.example");
  EXPECT_EQ(first.assigned_person, "anna@hotline.example");
  EXPECT_EQ(first.external_reference, "R-1");
  EXPECT_EQ(first.source, "row:police");
  EXPECT_EQ(first.origin, ReportOrigin::police);
  EXPECT_EQ(first.line, 1U);
  EXPECT_EQ(read.reports[1].origin, ReportOrigin::helpline);
  EXPECT_EQ(first_url(read.reports[1]), "http://pictures.example/b");
  EXPECT_TRUE(read.reports[1].items[0].recipe.empty());
  EXPECT_EQ(read.reports[2].source, "row:Some Partner");
  EXPECT_TRUE(read.reports[2].items[0].had_user_information);
}

// A header gives the order, whatever separates the columns; unknown columns are passed over; a byte order mark and `sep=` too.
TEST(ScartCsv, HeaderDelimitersAndMarks) {
  for (const std::string text : {"Reference,Note,URL\nR-9,\"a, b\",http://pictures.example/a?x=1,2\n", "\xEF\xBB\xBFsep=,\r\nReference,Note,URL\r\nR-9,,http://pictures.example/a\r\n",
                                 "reference\turl\nR-9\thttp://pictures.example/a\n"}) {
    const Read read = read_all(text);
    const bool has_loose_comma = text.find("x=1,2") != std::string::npos;
    ASSERT_EQ(read.reports.size(), has_loose_comma ? 0U : 1U) << text;
    if (has_loose_comma) continue;
    EXPECT_EQ(read.reports[0].external_reference, "R-9");
  }
  const Read list = read_all("URL\nhttp://pictures.example/a;b,c\n");
  ASSERT_EQ(list.reports.size(), 1U);
  EXPECT_EQ(first_url(list.reports[0]), "http://pictures.example/a;b,c") << "a list of addresses has no separator";
  const Read bare = read_all("http://pictures.example/a,b\nhttp://pictures.example/c\n");
  ASSERT_EQ(bare.reports.size(), 2U);
  EXPECT_EQ(first_url(bare.reports[0]), "http://pictures.example/a,b");
}

// A bad row is kept sealed with its line, field and a way to mend it; the rows around it are taken.
TEST(ScartCsv, BadRowsDoNotStopReading) {
  const Read read = read_all("URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\n"
                             "http://pictures.example/1;;;;;\n"
                             "ftp://pictures.example/2;;;;;\n"
                             "\n"
                             "http://pictures.example/3;not an address;;;;\n"
                             "http://pictures.example/4;;;" + std::string(200, 'r') + ";;\n"
                             "a;b;c;d;e;f;g\n"
                             "http://pictures.example/5;;;;;\n");
  ASSERT_EQ(read.reports.size(), 2U);
  EXPECT_EQ(read.reports[1].line, 8U);
  ASSERT_EQ(read.rejected.size(), 4U);
  EXPECT_EQ(read.rejected[0].line, 3U);
  EXPECT_EQ(read.rejected[0].field, "url");
  EXPECT_EQ(read.rejected[0].reason, "url is neither http nor https: only web addresses can be taken");
  EXPECT_EQ(read.rejected[0].row.open(TestReveal::grant()), "ftp://pictures.example/2;;;;;");
  EXPECT_EQ(read.rejected[1].field, "referrer");
  EXPECT_EQ(read.rejected[2].field, "reference");
  EXPECT_EQ(read.rejected[3].field, "");
  EXPECT_EQ(read.figures.reports, 2U);
  EXPECT_EQ(read.figures.rejected, 4U);
}

// A quote that is never closed costs its own line only, at the end of the file, over many lines and over many bytes.
TEST(ScartCsv, OpenQuoteCostsOneLine) {
  std::string text = "http://pictures.example/1;;;;;\n\"http://pictures.example/2;;;;;\n";
  for (int i = 0; i < 100; ++i) text += "http://pictures.example/n" + std::to_string(i) + ";;;;;\n";
  const Read read = read_all(text);
  EXPECT_EQ(read.reports.size(), 101U);
  ASSERT_EQ(read.rejected.size(), 1U);
  EXPECT_EQ(read.rejected[0].line, 2U);
  EXPECT_EQ(read.reports[1].line, 3U);
  const Read quoted = read_all("\"http://pictures.example/\na\";;;\"R \"\"1\"\"\";;\nhttp://pictures.example/b;;;;;");
  ASSERT_EQ(quoted.reports.size(), 2U);
  EXPECT_EQ(first_url(quoted.reports[0]), "http://pictures.example/a");
  EXPECT_EQ(quoted.reports[0].external_reference, "R \"1\"");
  EXPECT_EQ(quoted.reports[1].line, 3U);
}

// Rows that are not UTF-8 are read as Latin-1, and counted so that it can be said.
TEST(ScartCsv, Latin1) {
  const Read read = read_all("http://pictures.example/\xE9;;;;;\nhttp://pictures.example/\xC3\xA9;;;;;\n");
  ASSERT_EQ(read.reports.size(), 2U);
  EXPECT_EQ(first_url(read.reports[0]), first_url(read.reports[1]));
  EXPECT_EQ(read.figures.rows_in_latin1, 1U);
}

// A row beyond the cap is one rejected row, however long.
TEST(ScartCsv, LongRow) {
  const Read read = read_all("http://pictures.example/1;;;;;\nhttp://pictures.example/" + std::string(3'000'000, 'a') + ";;;;;\nhttp://pictures.example/2;;;;;\n");
  EXPECT_EQ(read.reports.size(), 2U);
  ASSERT_EQ(read.rejected.size(), 1U);
  EXPECT_LE(read.rejected[0].row.size_bytes(), kRejectedRowBytesMax);
}

// --- X-ARF -----------------------------------------------------------------------------------------------------------------------

// One document: the partner's class becomes the source's verdict, its organisation the source, and no evidence is kept.
TEST(Xarf, OneDocument) {
  json document = xarf();
  document["evidence"] = {{{"content_type", "image/png"}, {"payload", std::string(300'000, 'A')}}};
  document["_internal"] = {{"ticket", "T"}};
  const Read read = read_all(document.dump(2));
  ASSERT_EQ(read.reports.size(), 1U) << (read.rejected.empty() ? "" : read.rejected[0].reason);
  EXPECT_EQ(read.format, ReportFormat::xarf);
  const IncomingReport& report = read.reports[0];
  EXPECT_EQ(report.source, "xarf:Content Safety Service");
  EXPECT_EQ(report.origin, ReportOrigin::company);
  EXPECT_EQ(report.external_reference, "b7ca7591-811e-4d40-83d9-dc043c08555d");
  EXPECT_EQ(report.told_at, parse_rfc3339("2030-01-01T10:00:00Z"));
  EXPECT_EQ(report.items[0].source_verdict, Verdict::illegal_baseline);
  EXPECT_EQ(report.items[0].source_classification, "baseline");
  EXPECT_EQ(report.reporter.open(TestReveal::grant()).find("AAAA"), std::string::npos);
  document["classification"] = "A1";
  EXPECT_EQ(read_all(document.dump()).reports.at(0).items[0].source_verdict, Verdict::illegal_national);
}

// Lists and lines hold many documents; a broken one costs itself only.
TEST(Xarf, ListsAndLines) {
  const std::string good = xarf().dump();
  json wrong = xarf();
  wrong.erase("report_id");
  for (const std::string& text : {"[" + good + ",\n" + wrong.dump() + ", 7 ," + good + "]", good + "\n" + wrong.dump() + "\n7\n" + good + "\n", good + "\n{\"broken\":\n{\"x\n" + good}) {
    const Read read = read_all(text);
    EXPECT_EQ(read.reports.size(), 2U) << text.substr(0, 20);
    EXPECT_EQ(read.rejected.size(), 2U);
    EXPECT_TRUE(read.end.complete);
  }
  const Read pretty = read_all(xarf().dump(2) + "\n" + xarf("https://pictures.example/b").dump(2));
  EXPECT_EQ(pretty.reports.size(), 2U);
  const Read open = read_all("[" + good + "," + good.substr(0, 40));
  EXPECT_EQ(open.reports.size(), 1U);
  EXPECT_EQ(open.rejected.size(), 1U);
  EXPECT_FALSE(open.end.complete);
}

// Each refusal names the field and the fix, and repeats nothing of the document.
TEST(Xarf, Refusals) {
  const auto refusal = [](const char* field, const json& value) {
    json document = xarf();
    if (value.is_null())
      document.erase(field);
    else
      document[field] = value;
    const Read read = read_all(document.dump(), {.format = ReportFormat::xarf});
    EXPECT_EQ(read.rejected.size(), 1U) << field;
    return read.rejected.empty() ? RejectedRow{} : read.rejected[0];
  };
  EXPECT_EQ(refusal("xarf_version", "3").reason, "xarf_version is not a version 4.x.y: send X-ARF version 4");
  EXPECT_EQ(refusal("timestamp", "yesterday").field, "timestamp");
  EXPECT_EQ(refusal("url", nullptr).reason, "url is missing: add the address of the content");
  EXPECT_EQ(refusal("url", "ftp://pictures.example/").field, "url");
  EXPECT_EQ(refusal("classification", "SECRETWORD").reason.find("SECRETWORD"), std::string::npos);
  EXPECT_EQ(refusal("classification", nullptr).field, "classification");
  EXPECT_EQ(refusal("reporter", nullptr).field, "reporter");
  EXPECT_EQ(refusal("category", "messaging").field, "type");
  json spam = xarf();
  spam["category"] = "messaging";
  spam["type"] = "spam";
  spam["protocol"] = "smtp";
  EXPECT_EQ(read_all(spam.dump()).rejected.at(0).field, "category");
  EXPECT_EQ(read_all(R"({"Version":"3","xarf":1})", {.format = ReportFormat::xarf}).rejected.at(0).field, "xarf_version");
}

// No imagery is kept of a rejected document either, whether it can be parsed or not.
TEST(Xarf, RejectedRowsHoldNoPayload) {
  json document = xarf("ftp://pictures.example/");
  document["evidence"] = {{{"content_type", "image/png"}, {"payload", "iVBORw0KGgo" + std::string(2000, 'Q')}}};
  std::string broken = document.dump();
  broken.insert(broken.find("\"payload\""), "oops ");
  for (const std::string& text : {document.dump(), broken}) {
    const Read read = read_all(text);
    ASSERT_EQ(read.rejected.size(), 1U);
    EXPECT_EQ(read.rejected[0].row.open(TestReveal::grant()).find("iVBORw0KGgo"), std::string::npos);
    EXPECT_NE(read.rejected[0].row.open(TestReveal::grant()).find("pictures.example"), std::string::npos);
  }
  const Read csv = read_all("data:image/png;base64,iVBORw0KGgo;;;;;\n");
  ASSERT_EQ(csv.rejected.size(), 1U);
  EXPECT_EQ(csv.rejected[0].row.open(TestReveal::grant()), "data:[removed]");
}

// The official samples are in order; those of category content are taken.
TEST(Xarf, OfficialSamples) {
  const auto folder = shared_data_folder() / "xarf/samples/v4";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "shared data xarf/samples is absent";
  std::size_t samples = 0;
  std::size_t taken = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    const std::string text = *shared_data("xarf/samples/v4/" + entry.path().filename().string());
    ++samples;
    for (const XarfProblem& problem : check_xarf(text))
      EXPECT_TRUE(problem.place == "/_internal") << entry.path().filename() << " " << problem.place << " " << problem.problem;
    const Read read = read_all(text);
    const bool is_content = json::parse(text)["category"] == "content";
    EXPECT_EQ(read.reports.size(), is_content ? 1U : 0U) << entry.path().filename() << (read.rejected.empty() ? "" : read.rejected[0].reason);
    taken += read.reports.size();
  }
  std::cout << "[ figures  ] X-ARF: " << samples << " official samples checked, " << taken << " of category content taken\n";
}

// The checker names places as JSON pointers, says how to mend, and tells advice from refusals.
TEST(Xarf, Check) {
  EXPECT_TRUE(check_xarf(xarf().dump()).empty());
  EXPECT_EQ(check_xarf("{").at(0).place, "");
  EXPECT_EQ(check_xarf("[]").at(0).problem, "the document is not an object");
  EXPECT_EQ(check_xarf(std::string(100, '[') + std::string(100, ']')).at(0).problem, "the document is nested too deeply");
  json document = xarf();
  document["reporter"]["phone"] = "1";
  document["sender"].erase("domain");
  document["tags"] = {"a:b", "No Tag"};
  document["evidence"] = {{{"content_type", "image/png"}, {"payload", "x"}}};
  document["media_type"] = "hologram";
  std::map<std::string, bool> refused;
  for (const XarfProblem& problem : check_xarf(document.dump())) {
    refused[problem.place] = problem.refused;
    EXPECT_FALSE(problem.fix.empty());
  }
  const std::map<std::string, bool> expected = {{"/reporter", false}, {"/sender/domain", true}, {"/tags/1", false}, {"/evidence/0", false}, {"/media_type", false}};
  EXPECT_EQ(refused, expected);
}

// --- JSON Lines ------------------------------------------------------------------------------------------------------------------

// One item a line with everything that can be said of it.
TEST(JsonLines, OneItem) {
  const Read read = read_all(
      R"({"url":"http://pictures.example/a","referrer":"http://forum.example/","user_agent":"Old\nBrowser","source":"stopitnow",)"
      R"("reference":"R-1","told_at":"2030-01-01T12:00:00+02:00","reporter":{"mail":"x@y.example"},"classification":"baseline","found_on":"http://index.example/"})"
      "\n\"http://pictures.example/b\"\n",
      {.file_name = "items.jsonl"});
  ASSERT_EQ(read.reports.size(), 2U);
  const IncomingReport& report = read.reports[0];
  ASSERT_EQ(report.items.size(), 2U);
  EXPECT_EQ(locator(report.items[0]), "http://index.example/");
  EXPECT_EQ(report.items[0].role, ItemRole::source);
  EXPECT_EQ(locator(report.items[1]), "http://pictures.example/a");
  EXPECT_EQ(report.items[1].role, ItemRole::derived);
  EXPECT_EQ(report.items[1].found_on, std::vector<std::size_t>{0});
  EXPECT_EQ(report.items[1].recipe.open(TestReveal::grant()), R"({"referrer":"http://forum.example/","user_agent":"Old Browser"})");
  EXPECT_EQ(report.items[1].source_verdict, Verdict::illegal_baseline);
  EXPECT_EQ(report.origin, ReportOrigin::helpline);
  EXPECT_EQ(report.told_at, parse_rfc3339("2030-01-01T10:00:00Z"));
  EXPECT_EQ(report.reporter.open(TestReveal::grant()), R"({"mail":"x@y.example"})");
  EXPECT_EQ(read.reports[1].line, 2U);
}

// A file that has grown by a row names its old rows again, also those without a reference; equal rows stay apart, and so do other files.
TEST(RowIdentity, AFileThatHasGrownKeepsItsRows) {
  const auto digests = [](const std::string& text) {
    RowIdentity identity;
    std::vector<std::string> all;
    for (const auto& report : read_all(text).reports) all.push_back(identity.digest_of(report));
    return all;
  };
  const std::string file = "URL;REFERENCE\r\nhttp://a.example/;\r\nhttp://a.example/;\r\nhttp://b.example/;R-1\r\nhttp://c.example/;\r\n";
  const auto once = digests(file);
  ASSERT_EQ(once.size(), 4U);
  EXPECT_NE(once[0], once[1]);
  auto grown = digests(file + "http://a.example/;\r\n");
  ASSERT_EQ(grown.size(), 5U);
  EXPECT_NE(grown[4], once[0]);
  EXPECT_NE(grown[4], once[1]);
  grown.pop_back();
  EXPECT_EQ(grown, once);
  const auto other = digests("URL;REFERENCE\r\nhttp://z.example/;\r\nhttp://c.example/;\r\nhttp://b.example/;R-1\r\n");
  EXPECT_NE(other[1], once[3]);
  EXPECT_EQ(other[2], once[2]);
}

// Who sends is what the operator says; a name a row gives itself stays apart from it, so that no row can call itself trusted.
TEST(JsonLines, ARowCannotNameItsSource) {
  for (const std::string row : {R"({"url":"http://pictures.example/a","source":"partner-hotline.example","classification":"baseline"})",
                                "URL;SOURCE\r\nhttp://pictures.example/a;partner-hotline.example\r\n"}) {
    EXPECT_EQ(read_all(row, {.source = "webform"}).reports.at(0).source, "row:partner-hotline.example");
    EXPECT_EQ(read_all(row, {.source = "partner-hotline.example"}).reports.at(0).source, "row:partner-hotline.example");
  }
  EXPECT_EQ(read_all(R"({"url":"http://pictures.example/a","classification":"baseline"})", {.source = "partner-hotline.example"}).reports.at(0).source,
            "partner-hotline.example");
}

// Several items in one report: what they share is said once, a bad one is rejected by its place, one named twice is one.
TEST(JsonLines, SeveralItems) {
  const Read read = read_all(R"({"urls":["http://pictures.example/a","no address","http://PICTURES.example/a"],"referrer":"http://forum.example/","origin":"police",)"
                             R"("items":[{"url":"http://pictures.example/b","classification":"not_illegal"},{"referrer":"http://x.example/"}]})");
  ASSERT_EQ(read.reports.size(), 1U);
  const IncomingReport& report = read.reports[0];
  EXPECT_EQ(report.origin, ReportOrigin::police);
  ASSERT_EQ(report.items.size(), 2U);
  EXPECT_EQ(report.items[0].recipe.open(TestReveal::grant()), R"({"referrer":"http://forum.example/"})");
  EXPECT_EQ(report.items[1].source_verdict, Verdict::not_illegal);
  ASSERT_EQ(read.rejected.size(), 2U);
  EXPECT_EQ(read.rejected[0].field, "urls/1/url");
  EXPECT_EQ(read.rejected[1].field, "items/1/url");
}

// What cannot wait is said of the report or of one item; anything but true and false is refused.
TEST(JsonLines, Urgent) {
  const Read read = read_all(R"({"url":"http://pictures.example/a","urgent":true})" "\n" R"({"items":[{"url":"http://pictures.example/b","urgent":true},"http://pictures.example/c"]})"
                             "\n" R"({"url":"http://pictures.example/d","urgent":"yes"})");
  ASSERT_EQ(read.reports.size(), 2U);
  EXPECT_TRUE(read.reports[0].items[0].urgent);
  EXPECT_TRUE(read.reports[1].items[0].urgent);
  EXPECT_FALSE(read.reports[1].items[1].urgent);
  ASSERT_EQ(read.rejected.size(), 1U);
  EXPECT_EQ(read.rejected[0].field, "urgent");
}

// Things without a web address are named by platform and name, alone or among others; the same thing by two names is one item of the
// report.
TEST(JsonLines, NamedItems) {
  const auto grant = TestReveal::grant();
  const auto read = read_all(
      R"({"platform":"Twitter","name":"@Example_User","reference":"1"})"
      "\n"
      R"({"items":[{"kind":"phone","name":"+31 6 1234 5678"},{"kind":"message","platform":"youtube","name":"ExampleVid1",)"
      R"("found_on":"https://pictures.example/page"},{"url":"https://youtu.be/ExampleVid1?si=x"},"https://x.com/example_user/status/1700000000000000001"]})"
      "\n"
      R"({"url":"https://pictures.example/a","kind":"account","platform":"instagram","name":"somebody"})");
  ASSERT_EQ(read.reports.size(), 3U);
  EXPECT_TRUE(read.rejected.empty());
  const auto& account = read.reports[0].items.at(0);
  EXPECT_EQ(account.locator_kind, LocatorKind::account);
  EXPECT_EQ(account.platform, "x");
  EXPECT_EQ(account.name_there.open(grant), "example_user");
  EXPECT_EQ(locator(account), "https://x.com/example_user");
  const auto& items = read.reports[1].items;
  ASSERT_EQ(items.size(), 4U) << "phone, page, video (once) and post";
  EXPECT_EQ(items[0].locator_kind, LocatorKind::phone);
  EXPECT_EQ(items[0].name_there.open(grant), "+31612345678");
  EXPECT_EQ(items[2].locator_kind, LocatorKind::message);
  EXPECT_EQ(items[2].role, ItemRole::derived);
  EXPECT_EQ(items[2].found_on, std::vector<std::size_t>{1});
  EXPECT_EQ(items[3].platform, "x");
  EXPECT_EQ(read.reports[2].items.at(0).locator_kind, LocatorKind::url) << "a web address goes before a name";
}

// A name that cannot be canonical is a rejected row, whose reason says how to mend it and repeats nothing of it.
TEST(JsonLines, NamedItemsRefused) {
  const auto problem = [](const std::string& row) {
    const auto read = read_all(row);
    EXPECT_TRUE(read.reports.empty()) << row;
    return read.rejected.size() == 1 ? read.rejected.front().field + "|" + read.rejected.front().reason : "taken";
  };
  EXPECT_TRUE(problem(R"({"platform":"nowhere","name":"secret_name"})").starts_with("platform|platform is not known"));
  EXPECT_TRUE(problem(R"({"platform":"instagram","name":"explore"})").starts_with("name|name is none"));
  EXPECT_TRUE(problem(R"({"kind":"phone","name":"0612345678"})").starts_with("name|name is no telephone number"));
  EXPECT_TRUE(problem(R"({"kind":"message","platform":"x","name":"https://x.com/secret_name"})")
                  .starts_with("name|name is an address of something else"));
  EXPECT_TRUE(problem(R"({"kind":"description","platform":"x","name":"secret_name"})").starts_with("kind|kind is unknown"));
  EXPECT_TRUE(problem(R"({"platform":"x","name":7})").starts_with("name|name is not a text"));
  EXPECT_TRUE(problem(R"({"name":"secret_name"})").starts_with("url|url is missing"));
  for (const char* row :
       {R"({"platform":"nowhere","name":"secret_name"})", R"({"kind":"message","platform":"x","name":"https://x.com/secret_name"})"})
    EXPECT_EQ(problem(row).find("secret_name"), std::string::npos);
}

// What is wrong outside the items refuses the report; limits have names in the reason.
TEST(JsonLines, Refusals) {
  std::string many = "{\"urls\":[\"http://a.example/\"";
  for (std::size_t i = 0; i < kItemsPerReportMax; ++i) many += ",\"http://a.example/" + std::to_string(i) + "\"";
  many += "]}";
  const Read read = read_all("{\"url\":\"http://a.example/\",\"origin\":\"nobody\"}\n{\"note\":1}\n{\"url\":7}\n{\"url\":\"http://a.example/\",\"told_at\":\"soon\"}\n[1]\n{oops\n" +
                             std::string(40, '[') + std::string(40, ']') + "\n" + many + "\n{\"url\":\"http://a.example/\"}");
  EXPECT_EQ(read.reports.size(), 1U);
  ASSERT_EQ(read.rejected.size(), 8U);
  const std::vector<std::string> fields = {"origin", "url", "", "told_at", "", "", "", "items"};
  for (std::size_t i = 0; i < fields.size(); ++i) EXPECT_EQ(read.rejected[i].field, fields[i]) << i << " " << read.rejected[i].reason;
  EXPECT_EQ(read.rejected[7].reason, "there are more than 10000 items: split the report");
}

// --- all formats -----------------------------------------------------------------------------------------------------------------

TEST(ReportReader, Detection) {
  EXPECT_EQ(open_error(""), ReaderError::empty_input);
  EXPECT_EQ(open_error(" \r\n"), ReaderError::empty_input);
  EXPECT_EQ(open_error(std::string("PK\x03\x04\x00", 5)), ReaderError::unknown_format);
  EXPECT_EQ(open_error("\xFF\xFEh"), ReaderError::unsupported_encoding);
  EXPECT_EQ(open_error("Received: from x", {.file_name = "a.eml"}), ReaderError::unknown_format);
  EXPECT_EQ(open_error("http://a.example/", {.resume_from = {1000, 1}}), ReaderError::position_beyond_end);
  EXPECT_EQ(open_error("{}", {.resume_from = {1000, 1}}), ReaderError::position_beyond_end);
  EXPECT_FALSE(open_report_file("/nonexistent.csv", {}));
}

// Stopped after any row and opened again at the position, the rest comes: nothing is left out, and only parts of the document that
// was being given come twice.
TEST(ReportReader, GoesOnAfterAStop) {
  std::string list = "[";
  for (int i = 0; i < 7; ++i) list += (i ? ",\n" : "") + xarf("https://pictures.example/" + std::to_string(i)).dump(i % 2 ? 2 : -1);
  list += "]";
  const std::string lines = "{\"url\":\"http://a.example/1\"}\n\n{\"urls\":[\"http://a.example/2\",\"bad\"]}\noops\n\"http://a.example/3\"\n";
  const std::string csv = "\xEF\xBB\xBFURL;REFERENCE\r\nhttp://a.example/1;R\r\n\r\n\"http://a.example/\n2\";R\r\nbad;R\r\nhttp://a.example/3;R\r\n";
  for (const std::string& text : {list, lines, csv}) {
    const auto keys = [&](const ReaderOptions& options, std::size_t stop_after, ReaderPosition& position) {
      std::istringstream in{text};
      auto reader = open_report_stream(in, options);
      std::vector<std::string> found;
      if (!reader) return found;
      while (found.size() < stop_after) {
        auto next = (*reader)->next();
        if (const auto* report = std::get_if<IncomingReport>(&next))
          found.push_back(std::to_string(report->line) + content_digest(*report));
        else if (const auto* row = std::get_if<RejectedRow>(&next))
          found.push_back(std::to_string(row->line) + row->reason);
        else
          break;
      }
      position = (*reader)->position();
      return found;
    };
    ReaderPosition unused;
    const auto whole = keys({}, 1000, unused);
    ASSERT_GE(whole.size(), 4U);
    for (std::size_t stop = 0; stop <= whole.size(); ++stop) {
      ReaderPosition position;
      auto joined = keys({}, stop, position);
      for (std::string& key : keys({.resume_from = position}, 1000, unused))
        if (joined.empty() || std::find(joined.begin(), joined.end(), key) == joined.end()) joined.push_back(std::move(key));
      EXPECT_EQ(joined, whole) << "stopped after " << stop;
    }
  }
}

// The digest knows a row that comes twice, wherever it stands, and tells apart what differs in any part.
TEST(ReportReader, ContentDigest) {
  const auto digest = [](const std::string& line) { return content_digest(read_all(line).reports.at(0)); };
  const std::string row = R"({"url":"http://a.example/","reference":"1"})";
  EXPECT_EQ(digest(row), digest("\n" + row));
  EXPECT_EQ(digest(row), digest(R"({"reference":"1","url":"HTTP://A.example"})"));
  EXPECT_EQ(digest(row).size(), 64U);
  std::set<std::string> all;
  for (const char* other : {R"({"url":"http://a.example/","reference":"2"})", R"({"url":"http://a.example/"})", R"({"url":"http://a.example/#","reference":"1"})",
                            R"({"url":"http://a.example/","reference":"1","source":"police"})", R"({"url":"http://a.example/","reference":"1","origin":"police"})",
                            R"({"url":"http://a.example/","reference":"1","reporter":"x"})", R"({"url":"http://a.example/","reference":"1","classification":"A1"})",
                            R"({"url":"http://a.example/","reference":"1","referrer":"http://b.example/"})", R"({"url":"http://a.example/","reference":"1","told_at":"2030-01-01T00:00:00Z"})"})
    EXPECT_TRUE(all.insert(digest(other)).second && digest(other) != digest(row)) << other;
  EXPECT_NE(content_digest(read_all(row).reports.at(0), "form"), digest(row));
}

TEST(Text, WithoutPayloads) {
  EXPECT_EQ(without_payloads("a;metadata:x;Data:image/png,%89PNG;b"), "a;metadata:x;Data:[removed]");
  EXPECT_EQ(without_payloads("x " + std::string(kBase64RunMax, 'A') + " y"), "x " + std::string(kBase64RunMax, 'A') + " y");
  EXPECT_EQ(without_payloads("x " + std::string(kBase64RunMax + 1, 'A') + " y"), "x [removed] y");
  std::string folded;
  for (int i = 0; i < 20; ++i) folded += std::string(76, 'B') + "\r\n";
  EXPECT_EQ(without_payloads("x \"" + folded + "\" y").find("BBBB"), std::string::npos);
  EXPECT_EQ(without_payloads("\xC3\xA9\n\n\"data\":1"), "\xC3\xA9\n\n\"data\":1");
}

}  // namespace
}  // namespace redress
