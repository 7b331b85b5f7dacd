#include "engine/intake/xarf.hpp"

#include "engine/core/time.hpp"
#include "engine/intake/json_document.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/intake/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace redress {
namespace {

using nlohmann::json;

constexpr std::size_t kXarfVersionBytesMax = 16;
constexpr std::size_t kEvidenceItemsMax = 50;
constexpr std::size_t kTagsMax = 20;
constexpr std::size_t kDescriptionCharactersMax = 1000;
constexpr std::size_t kOrganisationCharactersMax = 200;

using Words = std::array<std::string_view, 7>;  // unused places are empty

struct TypeRow {
  std::string_view category;
  std::string_view type;
  Words required;  // beyond the core's and the category's
};
// The types of the v4 master schema and the fields each requires. [SRC-XARF-4]
constexpr std::array kTypes = {
    TypeRow{"messaging", "spam", {"protocol"}},
    TypeRow{"messaging", "bulk_messaging", {"protocol", "recipient_count"}},
    TypeRow{"content", "phishing", {}},
    TypeRow{"content", "malware", {}},
    TypeRow{"content", "csam", {"classification", "detection_method"}},
    TypeRow{"content", "csem", {"exploitation_type", "detection_method"}},
    TypeRow{"content", "exposed_data", {"data_types", "exposure_method"}},
    TypeRow{"content", "brand_infringement", {"infringement_type", "legitimate_site"}},
    TypeRow{"content", "fraud", {"fraud_type"}},
    TypeRow{"content", "remote_compromise", {"compromise_type"}},
    TypeRow{"content", "suspicious_registration", {"registration_date", "suspicious_indicators"}},
    TypeRow{"copyright", "copyright", {"infringing_url"}},
    TypeRow{"copyright", "p2p", {"p2p_protocol"}},
    TypeRow{"copyright", "cyberlocker", {"infringing_url", "hosting_service"}},
    TypeRow{"copyright", "ugc_platform", {"infringing_url", "platform_name"}},
    TypeRow{"copyright", "link_site", {"infringing_url", "site_name"}},
    TypeRow{"copyright", "usenet", {"newsgroup"}},
    TypeRow{"connection", "login_attack", {"protocol", "first_seen"}},
    TypeRow{"connection", "port_scan", {"protocol", "first_seen"}},
    TypeRow{"connection", "ddos", {"protocol", "first_seen"}},
    TypeRow{"connection", "infected_host", {"protocol", "bot_type", "first_seen"}},
    TypeRow{"connection", "reconnaissance", {"protocol", "probed_resources", "first_seen"}},
    TypeRow{"connection", "scraping", {"protocol", "first_seen", "total_requests"}},
    TypeRow{"connection", "sql_injection", {"protocol", "first_seen"}},
    TypeRow{"connection", "vulnerability_scan", {"scan_type", "protocol", "first_seen"}},
    TypeRow{"vulnerability", "cve", {"service", "service_port", "cve_id"}},
    TypeRow{"vulnerability", "open_service", {"service"}},
    TypeRow{"vulnerability", "misconfiguration", {"service"}},
    TypeRow{"infrastructure", "botnet", {"compromise_evidence"}},
    TypeRow{"infrastructure", "compromised_server", {"compromise_method"}},
    TypeRow{"reputation", "blocklist", {"threat_type"}},
    TypeRow{"reputation", "threat_intelligence", {"threat_type"}},
};

struct ClosedList {
  std::string_view type;
  std::string_view field;
  Words words;
};
constexpr std::array kClosedLists = {
    ClosedList{"csam", "classification", {"baseline", "A1", "A2", "B1", "B2"}},
    ClosedList{"csam", "detection_method", {"hash_match", "ai_detection", "manual_review", "user_report", "automated_scan"}},
    ClosedList{"csam", "media_type", {"image", "video", "audio", "text", "mixed"}},
    ClosedList{"csem", "exploitation_type", {"grooming", "solicitation", "sextortion", "trafficking", "distribution", "production", "possession"}},
    ClosedList{"csem", "detection_method",
               {"behavioral_analysis", "keyword_detection", "user_report", "ai_detection", "manual_review", "law_enforcement_referral"}},
    ClosedList{"csem", "victim_age_range", {"infant", "toddler", "prepubescent", "pubescent", "unknown"}},
    ClosedList{"csem", "platform", {"social_media", "messaging_app", "gaming_platform", "forum", "email", "darkweb", "other"}},
};

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    if (word.empty()) continue;
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

/// The member if it is a string, else null.
const std::string* string_member(const json& object, std::string_view name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get_ptr<const std::string*>() : nullptr;
}

bool is_version_4(std::string_view text) {
  if (text.size() > kXarfVersionBytesMax || !text.starts_with("4.")) return false;
  text.remove_prefix(2);
  const std::size_t dot = text.find('.');
  const auto is_number = [](std::string_view part) { return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return is_digit(c); }); };
  return dot != std::string_view::npos && is_number(text.substr(0, dot)) && is_number(text.substr(dot + 1));
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? text[i] != '-' : hex_value(text[i]) < 0) return false;
  }
  return true;
}

bool is_tag(std::string_view text) {
  const auto is_part = [](std::string_view part) {
    const auto begins = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); };
    return !part.empty() && begins(part.front()) &&
           std::all_of(part.begin(), part.end(), [&](char c) { return begins(c) || c == '_' || c == '+' || c == '-'; });
  };
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && is_part(text.substr(0, colon)) && is_part(text.substr(colon + 1));
}

std::size_t character_count(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

class Check {
 public:
  explicit Check(const json& document) : document_(document) {}

  std::vector<XarfProblem> run() {
    if (!document_.is_object()) {
      refuse("", "the document is not an object", "send one JSON object per report");
      return std::move(problems_);
    }
    core();
    category();
    advice();
    if (problems_.size() > kXarfProblemsMax) problems_.resize(kXarfProblemsMax);
    return std::move(problems_);
  }

 private:
  void refuse(std::string place, std::string problem, std::string fix) {
    problems_.push_back({std::move(place), std::move(problem), std::move(fix), true});
  }
  void advise(std::string place, std::string problem, std::string fix) {
    problems_.push_back({std::move(place), std::move(problem), std::move(fix), false});
  }

  /// The required text, or null after saying what is wrong.
  const std::string* required_text(std::string_view name, std::string_view fix) {
    const std::string* text = string_member(document_, name);
    if (text == nullptr)
      refuse("/" + std::string{name}, document_.contains(name) ? "is not a text" : "is missing", std::string{fix});
    else if (text->empty())
      refuse("/" + std::string{name}, "is empty", std::string{fix});
    return text == nullptr || text->empty() ? nullptr : text;
  }

  void core() {
    if (const auto* version = required_text("xarf_version", "add \"xarf_version\": \"4.2.0\"; convert version 3 to version 4 first");
        version != nullptr && !is_version_4(*version))
      refuse("/xarf_version", "is not a version 4.x.y", "send X-ARF version 4");
    if (const auto* id = required_text("report_id", "add your own id of the report, a UUID"); id != nullptr) {
      if (id->size() > kExternalReferenceBytesMax)
        refuse("/report_id", "is longer than 128 bytes", "use a UUID");
      else if (!is_uuid(*id))
        advise("/report_id", "is not a UUID", "use a UUID (version 4)");
    }
    if (const auto* time = required_text("timestamp", "add the time as in 2030-01-01T10:00:00Z"); time != nullptr && !parse_rfc3339(*time))
      refuse("/timestamp", "is not a time with its zone", "write it as in 2030-01-01T10:00:00Z");
    contact("reporter");
    contact("sender");
    required_text("source_identifier", "add the address or domain the content came from");
  }

  void contact(const std::string& name) {
    const auto found = document_.find(name);
    const std::string place = "/" + name;
    if (found == document_.end() || !found->is_object()) {
      refuse(place, found == document_.end() ? "is missing" : "is not an object", "add org, contact and domain of the " + name);
      return;
    }
    for (const char* field : {"org", "contact", "domain"})
      if (string_member(*found, field) == nullptr) refuse(place + "/" + field, found->contains(field) ? "is not a text" : "is missing", "add it as text");
    if (const auto* org = string_member(*found, "org"); org != nullptr && character_count(*org) > kOrganisationCharactersMax)
      advise(place + "/org", "is longer than 200 characters", "shorten it");
    if (const auto* mail = string_member(*found, "contact"); mail != nullptr && mail->find('@') == std::string::npos)
      advise(place + "/contact", "is not a mail address", "give a mail address");
    for (const auto& [key, value] : found->items())
      if (key != "org" && key != "contact" && key != "domain") advise(place, "has a member the schema does not know", "leave only org, contact and domain");
  }

  void category() {
    const auto* category = required_text("category", "add the category, for example \"content\"");
    const auto* type = required_text("type", "add the type, for example \"csam\"");
    if (category != nullptr && std::none_of(kTypes.begin(), kTypes.end(), [&](const TypeRow& row) { return row.category == *category; })) {
      refuse("/category", "is not a category of version 4", "use messaging, connection, content, copyright, vulnerability, infrastructure or reputation");
      return;
    }
    if (category == nullptr || type == nullptr) return;
    const auto* row = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& one) { return one.category == *category && one.type == *type; });
    if (row == kTypes.end()) {
      std::string known;
      for (const TypeRow& one : kTypes)
        if (one.category == *category) known += (known.empty() ? "" : ", ") + std::string{one.type};
      refuse("/type", "is not a type of this category", "use one of: " + known);
      return;
    }
    if (row->category == "content") {
      if (const auto* url = required_text("url", "add the address of the content"))
        if (const auto canonical = canonical_url(*url); !canonical)
          refuse("/url", std::string{name_of(canonical.error())}, "url " + advice_on(canonical.error()));
    }
    for (const std::string_view field : row->required)
      if (!field.empty() && (!document_.contains(field) || document_[std::string{field}].is_null()))
        refuse("/" + std::string{field}, "is missing", closed_list_fix(row->type, field));
    for (const ClosedList& list : kClosedLists) {
      if (list.type != row->type || row->category != "content" || !document_.contains(list.field)) continue;
      const auto* word = string_member(document_, list.field);
      if (word == nullptr || word->empty() || std::find(list.words.begin(), list.words.end(), *word) == list.words.end()) {
        const bool is_required = std::find(row->required.begin(), row->required.end(), list.field) != row->required.end();
        problems_.push_back({"/" + std::string{list.field}, "is none of the words of the schema", closed_list_fix(list.type, list.field), is_required});
      }
    }
  }

  static std::string closed_list_fix(std::string_view type, std::string_view field) {
    for (const ClosedList& list : kClosedLists)
      if (list.type == type && list.field == field) return "use one of: " + joined(list.words);
    return "add it: this type needs it";
  }

  void advice() {
    if (document_.contains("_internal")) advise("/_internal", "is never sent to others", "leave it out; it is ignored");
    if (const auto* text = string_member(document_, "description"); text != nullptr && character_count(*text) > kDescriptionCharactersMax)
      advise("/description", "is longer than 1000 characters", "shorten it");
    if (const auto found = document_.find("confidence");
        found != document_.end() && !(found->is_number() && found->get<double>() >= 0 && found->get<double>() <= 1))
      advise("/confidence", "is no number from 0 to 1", "use a number from 0 to 1");
    if (const auto found = document_.find("source_port");
        found != document_.end() && !(found->is_number_integer() && found->get<double>() >= 1 && found->get<double>() <= 65535))
      advise("/source_port", "is no port number", "use 1 to 65535");
    tags();
    evidence();
  }

  void tags() {
    const auto found = document_.find("tags");
    if (found == document_.end()) return;
    if (!found->is_array()) {
      advise("/tags", "is not a list", "use a list of texts");
      return;
    }
    if (found->size() > kTagsMax) advise("/tags", "has more than 20 entries", "leave out the least important ones");
    for (std::size_t i = 0; i < std::min(found->size(), kXarfProblemsMax); ++i)
      if (const json& tag = (*found)[i]; !tag.is_string() || !is_tag(tag.get_ref<const std::string&>()))
        advise("/tags/" + std::to_string(i), "is not of the form namespace:word", "use lower-case letters, digits and _ + - around one colon");
  }

  void evidence() {
    const auto found = document_.find("evidence");
    if (found == document_.end()) return;
    if (!found->is_array()) {
      advise("/evidence", "is not a list", "use a list of objects");
      return;
    }
    if (found->size() > kEvidenceItemsMax) advise("/evidence", "has more than 50 entries", "leave out the least important ones");
    const auto* type = string_member(document_, "type");
    const bool shows_children = type != nullptr && (*type == "csam" || *type == "csem");
    for (std::size_t i = 0; i < std::min(found->size(), kXarfProblemsMax); ++i) {
      const json& entry = (*found)[i];
      const std::string place = "/evidence/" + std::to_string(i);
      if (!entry.is_object()) {
        advise(place, "is not an object", "give content_type and payload");
        continue;
      }
      const auto* content_type = string_member(entry, "content_type");
      if (content_type == nullptr) advise(place + "/content_type", "is missing", "name the kind of content");
      if (string_member(entry, "payload") == nullptr) advise(place + "/payload", "is missing", "give it in base64");
      if (shows_children && content_type != nullptr && (content_type->starts_with("image/") || content_type->starts_with("video/")))
        advise(place, "is imagery", "never send imagery of children: send hash values; it is dropped unread");
    }
  }

  const json& document_;
  std::vector<XarfProblem> problems_;
};

json contact_for_keeping(const json& contact) {
  json kept = json::object();
  for (const char* field : {"org", "contact", "domain"})
    if (const auto* text = string_member(contact, field)) kept[field] = plain_text(*text, kOrganisationCharactersMax * 4);
  return kept;
}

}  // namespace

std::vector<XarfProblem> xarf_problems(const json& document) { return Check{document}.run(); }

std::vector<XarfProblem> check_xarf(std::string_view document) {
  if (document.size() > kJsonDocumentBytesReadMax) return {{"", "the document is longer than 32 MiB", "leave out evidence", true}};
  if (!is_shallow(document)) return {{"", "the document is nested too deeply", "use at most 32 levels", true}};
  const json parsed = json::parse(document, nullptr, false);
  if (parsed.is_discarded()) return {{"", "the document is no JSON in UTF-8", "check quotes, commas and brackets; save as UTF-8", true}};
  return xarf_problems(parsed);
}

Result<IncomingReport, FieldProblem> report_from_xarf(const json& document, std::optional<ReportOrigin> origin) {
  if (document.is_object() && document.contains("Version") && !document.contains("xarf_version"))
    return Failure{FieldProblem{"xarf_version", "xarf_version is missing: convert older X-ARF to version 4 first"}};
  for (const XarfProblem& problem : xarf_problems(document)) {
    if (!problem.refused) continue;
    const std::string field = problem.place.empty() ? "" : problem.place.substr(1);
    return Failure{FieldProblem{field, (field.empty() ? "" : field + " ") + problem.problem + ": " + problem.fix}};
  }
  if (*string_member(document, "category") != "content")
    return Failure{FieldProblem{"category", "category is not content: only content with a url can be taken"}};
  auto item = item_from_url(*string_member(document, "url"), {}, {});
  if (!item) return Failure{item.error()};
  const std::string& type = *string_member(document, "type");
  const std::string* classification = string_member(document, "classification");
  item->source_classification = printable_name(classification != nullptr ? *classification : type, kClassificationBytesMax);
  if (classification != nullptr && (type == "csam" || type == "csem")) item->source_verdict = verdict_from_classification(*classification);

  IncomingReport report;
  report.origin = origin.value_or(ReportOrigin::company);
  // The prefix keeps a sender who calls itself "police" apart from the source of that name.
  report.source = printable_name("xarf:" + *string_member(document["reporter"], "org"), kSourceNameBytesMax);
  report.external_reference = plain_text(*string_member(document, "report_id"), kExternalReferenceBytesMax);
  report.told_at = parse_rfc3339(*string_member(document, "timestamp"));
  json reporter = {{"reporter", contact_for_keeping(document["reporter"])}, {"sender", contact_for_keeping(document["sender"])}};
  if (const auto* text = string_member(document, "description")) reporter["description"] = plain_text(*text, kDescriptionCharactersMax * 4);
  report.reporter = ReporterText{reporter.dump()};
  report.items.push_back(std::move(*item));
  return report;
}

}  // namespace redress
