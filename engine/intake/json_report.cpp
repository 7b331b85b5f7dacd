#include "engine/intake/json_report.hpp"

#include "engine/intake/report_reader.hpp"
#include "engine/intake/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <string>

namespace redress {
namespace {

using nlohmann::json;

/// A member that may be missing or null but must be a text of at most `bytes_max` otherwise. Missing reads as "".
Result<std::string, FieldProblem> optional_text(const json& object, const char* name, std::size_t bytes_max) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::string{};
  if (!found->is_string()) return Failure{FieldProblem{name, std::string{name} + " is not a text"}};
  const auto& text = found->get_ref<const std::string&>();
  if (text.size() > bytes_max)
    return Failure{FieldProblem{name, std::string{name} + " is longer than " + std::to_string(bytes_max) + " bytes: shorten it"}};
  return text;
}

constexpr const char* kReferrerNames[] = {"referrer", "referer"};
constexpr const char* kItemLists[] = {"urls", "items"};

/// What items inherit from their report.
struct ItemDefaults {
  std::string referrer;
  std::string user_agent;
  std::string classification;
  std::string found_on;
  std::string role;
  bool urgent = false;
};

Result<ItemDefaults, FieldProblem> item_fields(const json& object, ItemDefaults fields) {
  struct Field {
    const char* name;
    std::string* into;
    std::size_t bytes_max;
  };
  for (const Field& field : {Field{kReferrerNames[0], &fields.referrer, kUrlBytesMax}, Field{kReferrerNames[1], &fields.referrer, kUrlBytesMax},
                             Field{"user_agent", &fields.user_agent, kUserAgentBytesMax},
                             Field{"classification", &fields.classification, kClassificationBytesMax},
                             Field{"found_on", &fields.found_on, kUrlBytesMax}, Field{"role", &fields.role, kClassificationBytesMax}}) {
    auto text = optional_text(object, field.name, field.bytes_max);
    if (!text) return Failure{text.error()};
    if (!text->empty()) *field.into = std::move(*text);
  }
  if (const auto urgent = object.find("urgent"); urgent != object.end() && !urgent->is_null()) {
    if (!urgent->is_boolean()) return Failure{FieldProblem{"urgent", "urgent is neither true nor false"}};
    fields.urgent = urgent->get<bool>();
  }
  return fields;
}

/// Whether the object names an account, group, message or phone rather than a URL.
bool is_named(const json& object) {
  return !object.contains("url") && object.contains("name") && (object.contains("kind") || object.contains("platform"));
}

Result<IncomingItem, FieldProblem> named_item(const json& object, const ItemDefaults& fields) {
  auto kind = optional_text(object, "kind", kClassificationBytesMax);
  if (!kind) return Failure{kind.error()};
  const auto known = kind->empty() ? LocatorKind::account : from_name<LocatorKind>(*kind);
  if (!known || *known == LocatorKind::url || *known == LocatorKind::description)
    return Failure{FieldProblem{"kind", "kind is unknown: use account, group, message or phone, or give a url"}};
  auto platform = optional_text(object, "platform", kPlatformBytesMax);
  if (!platform) return Failure{platform.error()};
  auto name = optional_text(object, "name", kUrlBytesMax);
  if (!name) return Failure{name.error()};
  return item_from_name(*known, *platform, *name, fields.referrer, fields.user_agent);
}

/// Equal for items that are the same thing.
std::string identity_of(const IncomingItem& item) {
  return std::string(name_of(item.locator_kind)) + "\n" + item.platform + "\n" + item.identity().open(IntakeReveal::grant());
}

class Items {
 public:
  explicit Items(IncomingReport& report) : report_(report) {}

  std::optional<FieldProblem> add(const json& given, const ItemDefaults& defaults) {
    if (!given.is_string() && !given.is_object()) return FieldProblem{"", "is neither a text nor an object: give the url"};
    ItemDefaults fields = defaults;
    std::string url;
    const bool named = given.is_object() && is_named(given);
    if (given.is_string()) {
      url = given.get<std::string>();
    } else {
      auto own = item_fields(given, defaults);
      if (!own) return own.error();
      fields = std::move(*own);
      auto text = optional_text(given, "url", kUrlBytesMax);
      if (!text) return text.error();
      url = std::move(*text);
    }
    auto item = named ? named_item(given, fields) : item_from_url(url, fields.referrer, fields.user_agent);
    if (!item) return item.error();
    item->source_classification = printable_name(fields.classification, kClassificationBytesMax);
    item->source_verdict = verdict_from_classification(fields.classification);
    item->urgent = fields.urgent;
    if (!fields.role.empty()) {
      const auto role = from_name<ItemRole>(fields.role);
      if (!role) return FieldProblem{"role", "role is unknown: use source, derived, link or container"};
      item->role = *role;
    }
    if (!fields.found_on.empty()) {
      auto page = item_from_url(fields.found_on, {}, fields.user_agent);
      if (!page) return FieldProblem{"found_on", "found_on: " + page.error().reason};
      if (identity_of(*page) != identity_of(*item)) {
        item->found_on.push_back(place_of(std::move(*page)));
        if (fields.role.empty()) item->role = ItemRole::derived;
      }
    }
    add_in_its_own_right(std::move(*item));
    return std::nullopt;
  }

 private:
  struct Place {
    std::size_t index = 0;
    bool is_only_a_page = false;  // named by `found_on` so far
  };

  /// Where the page stands in the report; it joins it as a source page if it is not there.
  std::size_t place_of(IncomingItem page) {
    const auto [known, is_new] =
        places_.try_emplace(identity_of(page), Place{report_.items.size(), true});
    if (is_new) report_.items.push_back(std::move(page));
    return known->second.index;
  }
  /// An item named twice stays one, found on both its pages; what it says of itself first counts.
  void add_in_its_own_right(IncomingItem item) {
    const auto [known, is_new] =
        places_.try_emplace(identity_of(item), Place{report_.items.size(), false});
    if (is_new) {
      report_.items.push_back(std::move(item));
      return;
    }
    IncomingItem& present = report_.items[known->second.index];
    std::vector<std::size_t> pages = present.found_on;
    for (const std::size_t page : item.found_on)
      if (std::find(pages.begin(), pages.end(), page) == pages.end()) pages.push_back(page);
    if (known->second.is_only_a_page) present = std::move(item);
    present.found_on = std::move(pages);
    known->second.is_only_a_page = false;
  }

  IncomingReport& report_;
  std::map<std::string, Place> places_;  // by what makes them the same thing
};

std::optional<FieldProblem> fill_report(IncomingReport& report, const json& document, const ReportDefaults& defaults) {
  auto source = optional_text(document, "source", kSourceNameBytesMax);
  if (!source) return source.error();
  const KnownSource known = source_of_row(*source, defaults.source);
  report.source = known.name;
  auto origin = optional_text(document, "origin", kSourceNameBytesMax);
  if (!origin) return origin.error();
  if (origin->empty()) {
    report.origin = known.origin.value_or(defaults.origin.value_or(ReportOrigin::public_form));
  } else if (const auto named = from_name<ReportOrigin>(*origin)) {
    report.origin = *named;
  } else {
    return FieldProblem{"origin", "origin is unknown: use public_form, partner_hotline, police, company, hoster, helpline or own_search"};
  }
  auto reference = optional_text(document, "reference", kExternalReferenceBytesMax);
  if (!reference) return reference.error();
  report.external_reference = plain_text(*reference, kExternalReferenceBytesMax);
  auto told_at = optional_text(document, "told_at", kClassificationBytesMax);
  if (!told_at) return told_at.error();
  if (!told_at->empty()) {
    report.told_at = parse_rfc3339(*told_at);
    if (!report.told_at) return FieldProblem{"told_at", "told_at is not a time with its zone: write it as in 2030-01-01T10:00:00Z"};
  }
  if (const auto reporter = document.find("reporter"); reporter != document.end() && !reporter->is_null()) {
    if (!reporter->is_object() && !reporter->is_string()) return FieldProblem{"reporter", "reporter is neither an object nor a text"};
    std::string kept = reporter->dump();
    if (kept.size() > kReporterBytesMax) return FieldProblem{"reporter", "reporter is longer than 16384 bytes: shorten it"};
    report.reporter = ReporterText{std::move(kept)};
  }
  return std::nullopt;
}

}  // namespace

Result<ReadReport, FieldProblem> report_from_json(const json& given, const ReportDefaults& defaults, std::uint64_t number) {
  if (!given.is_object() && !given.is_string()) return Failure{FieldProblem{"", "is not an object: write one JSON object per report"}};
  const json document = given.is_string() ? json{{"url", given}} : given;
  IncomingReport report;
  report.line = number;
  if (const auto problem = fill_report(report, document, defaults)) return Failure{*problem};
  auto shared = item_fields(document, {});
  if (!shared) return Failure{shared.error()};

  const bool named = is_named(document);
  std::size_t count = document.contains("url") || named ? 1 : 0;
  for (const char* list : kItemLists) {
    if (!document.contains(list)) continue;
    if (!document[list].is_array()) return Failure{FieldProblem{list, std::string{list} + " is not a list"}};
    count += document[list].size();
  }
  if (count == 0) return Failure{FieldProblem{"url", "url is missing: give url, urls or items, or platform and name"}};
  if (count > kItemsPerReportMax) return Failure{FieldProblem{"items", "there are more than 10000 items: split the report"}};

  ReadReport read;
  Items items{report};
  const auto add = [&](const json& item, const std::string& place) {
    auto problem = items.add(item, *shared);
    if (!problem) return;
    if (!place.empty()) {
      problem->reason = place + ": " + problem->reason;
      problem->field = place + (problem->field.empty() ? "" : "/" + problem->field);
    }
    read.rejected.push_back(rejected_row(number, std::move(*problem), item.dump(-1, ' ', false, json::error_handler_t::replace)));
  };
  if (document.contains("url")) add(document["url"], "");
  if (named) {
    json item = json::object();
    for (const char* field : {"kind", "platform", "name"})
      if (document.contains(field)) item[field] = document[field];
    add(item, "");
  }
  for (const char* list : kItemLists) {
    if (!document.contains(list)) continue;
    for (std::size_t i = 0; i < document[list].size(); ++i) add(document[list][i], std::string{list} + "/" + std::to_string(i));
  }
  if (!report.items.empty()) read.report = std::move(report);
  return read;
}

}  // namespace redress
