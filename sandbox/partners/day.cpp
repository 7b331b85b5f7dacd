#include "sandbox/partners/day.hpp"

#include "engine/core/json_text.hpp"
#include "sandbox/partners/chance.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace redress::sandbox {
namespace {

// How reports fall on the hours of a day (UTC): few at night, a hump in office hours, another in the evening.
constexpr std::array<double, 24> kHourWeights{2, 1, 1, 1, 1, 2, 3, 5, 8, 9, 9, 8, 7, 8, 8, 7, 6, 5, 5, 6, 6, 5, 4, 3};
constexpr std::size_t kUrlsPerReportMax = 12;

struct Row {
  std::string url;
  const ItemView* item = nullptr;
};

struct Report {
  UtcTime at;
  std::string reference;
  std::string source;
  DayFormat format = DayFormat::xarf;
  std::vector<Row> rows;
};

struct Partner {
  const char* org;
  const char* contact;
  const char* domain;
};
constexpr std::array<Partner, 4> kPartners{{
    {"Meldstelle Nordlicht", "berichte@meldstelle-nordlicht.example", "meldstelle-nordlicht.example"},
    {"Point de Signalement", "signalements@point-signalement.example", "point-signalement.example"},
    {"Island Hotline", "exchange@island-hotline.example", "island-hotline.example"},
    {"Crawl Watch", "reports@crawl-watch.example", "crawl-watch.example"},
}};
constexpr std::array<const char*, 4> kSources{"webform", "police", "own_search", "company"};

UtcTime arrival(Chance& chance, UtcTime origin) {
  const auto first_hour = std::chrono::floor<hours>(origin - std::chrono::floor<std::chrono::days>(origin)).count();
  std::array<double, 24> weights{};
  for (std::size_t i = 0; i < 24; ++i) weights[i] = kHourWeights[(static_cast<std::size_t>(first_hour) + i) % 24];
  const auto hour = chance.weighted(weights);
  return origin + hours{static_cast<std::int64_t>(hour)} + chance.between(Milliseconds{0}, hours{1} - Milliseconds{1});
}

/// 1 to 12 URLs, geometric, so that the mean is `mean` and most reports name one or two.
std::size_t report_size(Chance& chance, double mean) {
  // The cut at 12 takes 0.5 % off the mean of a geometric draw at 2.76; the draw's own mean is set that much higher.
  const double stop = 1.0 / (mean * 1.005);
  std::size_t size = 1;
  while (size < kUrlsPerReportMax && !chance.happens(stop)) ++size;
  return size;
}

/// The same URL by the WHATWG rules, written another way. [SRC-WHATWG-URL]
/// The first three are valid by RFC 3986 too; `valid_only` keeps to them.
std::string other_spelling(const std::string& url, bool valid_only, Chance& chance) {
  const auto authority = url.find("://") + 3;
  const auto path = url.find('/', authority);
  std::string host = url.substr(authority, path - authority);
  const std::string rest = url.substr(path);
  switch (chance.below(valid_only ? 3 : 6)) {
    case 0: {  // hosts and schemes have no case
      for (auto& character : host)
        if (character >= 'a' && character <= 'z' && chance.happens(0.5)) character = static_cast<char>(character - 'a' + 'A');
      return "HTTP://" + host + rest;
    }
    case 1:
      return "http://" + host + ":80" + rest;
    case 2:
      return "http://" + host + "/x/.." + rest;
    case 3:
      return "  " + url + " ";
    case 4:  // a percent-encoded letter of the host
      return "http://%" + std::string(1, "0123456789abcdef"[static_cast<unsigned char>(host[0]) >> 4U]) +
             std::string(1, "0123456789abcdef"[static_cast<unsigned char>(host[0]) & 0xFU]) + host.substr(1) + rest;
    default:  // not an enum: a number drawn by chance
      return "http:\\\\" + host + "/." + rest;
  }
}

std::string uuid(Chance& chance) {
  std::array<char, 40> text{};
  const auto a = chance.below(1ULL << 32U);
  const auto b = chance.below(1ULL << 16U);
  const auto c = chance.below(1ULL << 12U) | 0x4000U;  // version 4
  const auto d = chance.below(1ULL << 14U) | 0x8000U;  // variant 1
  const auto e = chance.below(1ULL << 48U);
  const int length = std::snprintf(text.data(), text.size(), "%08llx-%04llx-%04llx-%04llx-%012llx", static_cast<unsigned long long>(a),
                                   static_cast<unsigned long long>(b), static_cast<unsigned long long>(c),
                                   static_cast<unsigned long long>(d), static_cast<unsigned long long>(e));
  return {text.data(), static_cast<std::size_t>(length)};
}

/// One X-ARF v4 document. source: [connectors.md 2]: required core, plus url, classification and detection_method for csam [SRC-XARF-4]
JsonObject xarf_document(const Report& report, const Row& row, const Partner& partner, Chance& chance, bool with_source_identifier) {
  static constexpr std::array<const char*, 5> kClasses{"baseline", "A1", "A2", "B1", "B2"};
  const auto contact = JsonObject().add("org", partner.org).add("contact", partner.contact).add("domain", partner.domain).text();
  JsonObject document;
  document.add("xarf_version", "4.2.0")
      .add("report_id", uuid(chance))
      .add("timestamp", to_rfc3339(report.at - chance.between(minutes{5}, hours{3})))
      .raw("reporter", contact)
      .raw("sender", contact);
  if (with_source_identifier) document.add("source_identifier", row.item->address);
  return document.add("category", "content")
      .add("type", "csam")
      .add("url", row.url)
      .add("classification", kClasses[chance.below(kClasses.size())])
      .add("detection_method", "manual_review")
      .raw("tags", JsonArray().add("exchange:r-" + report.reference.substr(2)).text());  // tags are lower case by the schema
}

std::string csv_line(const Row& row, const Report& report) {
  // source: SCART's columns, `;` between, nothing quoted: URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE [SRC-SCART]
  return row.url + ";" + row.item->referrer + ";;" + report.reference + ";" + report.source + ";website\r\n";
}

std::string json_line(const Row& row, const Report& report) {
  JsonObject line;
  line.add("url", row.url);
  if (!row.item->referrer.empty()) line.add("referrer", row.item->referrer);
  return line.add("source", report.source).add("reference", report.reference).add("received_at", to_rfc3339(report.at)).text() + "\n";
}

std::string bad_csv_line(Chance& chance) {
  switch (chance.below(4)) {
    case 0:
      return ";;;R-0;webform;website\r\n";
    case 1:
      return "javascript:void(0);;;R-0;webform;website\r\n";
    case 2:
      return "http://exa mple.example/<>;;;R-0;webform;website\r\n";
    default:  // not an enum: a number drawn by chance
      return "http://[::1;;;R-0;webform;website\r\n";
  }
}

std::string bad_json_line(Chance& chance) {
  switch (chance.below(4)) {
    case 0:
      return "{\"url\":\"http://cut-off.example/a\n";
    case 1:
      return "{\"referrer\":\"http://no-url.example/\",\"source\":\"webform\"}\n";
    case 2:
      return "{\"url\":42,\"source\":\"webform\"}\n";
    default:  // not an enum: a number drawn by chance
      return "{\"url\":\"ftp://not-the-web.example/a\",\"source\":\"webform\"}\n";
  }
}

std::string file_name(const char* what, std::size_t number, const char* ending) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s-%05zu.%s", what, number, ending);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

DayTexts make_day(const World& world, const DayOptions& options) {
  const auto items = world.items();
  const auto origin = world.options().origin;
  Chance chance(world.seed(), {"day"});
  DayTexts result;
  Day& day = result.day;
  day.items = items.size();
  if (items.empty()) return result;

  // First the shape: which report comes when and holds how many rows, until there is room for each item and the repeats.
  const auto rows_wanted = static_cast<std::size_t>(static_cast<double>(items.size()) / (1 - options.repeat_share) + 0.5);
  std::vector<Report> reports;
  for (std::size_t room = 0; room < rows_wanted;) {
    Report report;
    report.at = arrival(chance, origin);
    const auto size = std::min(report_size(chance, options.urls_per_report), rows_wanted - room);
    report.rows.resize(size);
    room += size;
    reports.push_back(std::move(report));
  }
  std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.at < b.at; });

  // One CSV comes in the morning; its reports are those that reached the partner before.
  const std::array<double, 3> shares{options.xarf_share, options.csv_share, 1 - options.xarf_share - options.csv_share};
  UtcTime csv_at = origin;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    auto& report = reports[i];
    report.format = static_cast<DayFormat>(chance.weighted(shares));
    report.reference = "R-" + std::to_string(100'000 + i);
    report.source = report.format == DayFormat::xarf ? "partner_hotline" : kSources[chance.below(kSources.size())];
  }
  for (const auto& report : reports)
    if (report.format == DayFormat::csv && report.at <= origin + hours{10}) csv_at = report.at;
  csv_at = std::max(csv_at, origin + hours{8});
  for (auto& report : reports)
    if (report.format == DayFormat::csv) report.at = csv_at;
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.at < b.at; });

  // Then the rows, in the order of time: a new item, or one that was named before. Which is decided by drawing without replacement.
  auto new_left = items.size();
  auto repeats_left = rows_wanted - items.size();
  std::size_t next = 0;
  std::vector<std::size_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[chance.below(i)]);
  for (auto& report : reports) {
    const auto known = next;  // only what earlier reports named, so that a report never names a URL twice
    std::vector<std::size_t> used;
    for (auto& row : report.rows) {
      bool repeat = repeats_left > 0 && known > 0 && (new_left == 0 || chance.below(new_left + repeats_left) < repeats_left);
      std::size_t which = 0;
      if (repeat) {
        which = order[chance.below(known)];
        repeat = new_left == 0 || std::find(used.begin(), used.end(), which) == used.end();
      }
      if (!repeat && new_left > 0) {
        which = order[next++];
        --new_left;
        row.url = items[which].url;
      } else {
        if (!repeat) which = order[chance.below(next)];  // nothing new is left
        --repeats_left;
        ++day.repeats;
        const bool respell = chance.happens(0.5);
        row.url = respell ? other_spelling(items[which].url, report.format == DayFormat::xarf, chance) : items[which].url;
        day.respelled += respell ? 1 : 0;
      }
      used.push_back(which);
      row.item = &items[which];
    }
    day.rows += report.rows.size();
  }
  day.reports = reports.size();

  // Last the files: X-ARF one a report, the CSV at once, JSON Lines each hour.
  std::string csv = "URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\r\n";
  DayFile csv_file{"scart-00001.csv", csv_at, DayFormat::csv};
  std::map<std::int64_t, std::pair<DayFile, std::string>> hourly;
  std::size_t xarf_number = 0;
  const auto add = [&result, &day](DayFile file, std::string text) {
    day.bad_rows += file.bad_rows;
    day.files.push_back(std::move(file));
    result.texts.push_back(std::move(text));
  };
  for (const auto& report : reports) {
    switch (report.format) {
      case DayFormat::xarf: {
        DayFile file{file_name("xarf", ++xarf_number, "json"), report.at, DayFormat::xarf};
        const auto& partner = kPartners[chance.below(kPartners.size())];
        JsonArray documents;
        for (const auto& row : report.rows) {
          documents.raw(xarf_document(report, row, partner, chance, true).text());
          ++file.rows;
        }
        if (chance.happens(options.bad_share * options.urls_per_report)) {
          documents.raw(xarf_document(report, report.rows.front(), partner, chance, false).text());  // source_identifier is required
          ++file.bad_rows;
        }
        add(std::move(file), documents.text() + "\n");
        break;
      }
      case DayFormat::csv:
        for (const auto& row : report.rows) {
          csv += csv_line(row, report);
          ++csv_file.rows;
          if (!chance.happens(options.bad_share)) continue;
          csv += bad_csv_line(chance);
          ++csv_file.bad_rows;
        }
        break;
      case DayFormat::json_lines: {
        const auto hour = (report.at - origin) / hours{1} + 1;
        auto& [file, text] = hourly[hour];
        if (text.empty())
          file = {file_name("reports", static_cast<std::size_t>(hour), "jsonl"), origin + hours{hour}, DayFormat::json_lines};
        for (const auto& row : report.rows) {
          text += json_line(row, report);
          ++file.rows;
          if (!chance.happens(options.bad_share)) continue;
          text += bad_json_line(chance);
          ++file.bad_rows;
        }
        break;
      }
    }
  }
  if (csv_file.rows > 0) add(std::move(csv_file), std::move(csv));
  for (auto& [hour, entry] : hourly) add(std::move(entry.first), std::move(entry.second));
  if (options.bad_share > 0) {
    DayFile broken{file_name("xarf", xarf_number + 1, "json"), origin + hours{11}, DayFormat::xarf};
    broken.bad_rows = 1;
    add(std::move(broken), "[{\"xarf_version\":\"4.2.0\",\"report_id\":\"cut off in the mid");
  }

  std::vector<std::size_t> by_time(day.files.size());
  for (std::size_t i = 0; i < by_time.size(); ++i) by_time[i] = i;
  std::stable_sort(by_time.begin(), by_time.end(),
                   [&day](std::size_t a, std::size_t b) { return day.files[a].arrives_at < day.files[b].arrives_at; });
  std::vector<DayFile> files;
  std::vector<std::string> texts;
  for (const auto index : by_time) {
    files.push_back(std::move(day.files[index]));
    texts.push_back(std::move(result.texts[index]));
  }
  day.files = std::move(files);
  result.texts = std::move(texts);
  return result;
}

Day write_day(const World& world, const std::filesystem::path& folder, const DayOptions& options) {
  auto made = make_day(world, options);
  std::filesystem::create_directories(folder);
  for (std::size_t i = 0; i < made.texts.size(); ++i) {
    auto& path = made.day.files[i].path;
    path = folder / path;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << made.texts[i];
    out.close();
    if (!out) throw std::runtime_error("cannot write " + path.string());
  }
  return std::move(made.day);
}

}  // namespace redress::sandbox
