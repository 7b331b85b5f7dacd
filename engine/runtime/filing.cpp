// Reports become rows: what is new opens a triage request, what is known is counted and looked at again.
#include "engine/core/assert.hpp"
#include "engine/core/hexadecimal.hpp"
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"
#include "engine/runtime/recipe.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

constexpr std::string_view kTriage = "triage";

SiteId site_for(Batch& batch, const IncomingItem& item) {
  if (item.registrable_domain.empty()) return {};
  const auto& domain = item.registrable_domain.open(SealingReveal::grant());
  const auto index = batch.parts.sealer.blind_index("registrable_domain", domain);
  if (const auto known = batch.tx.find_site(index)) return *known;
  auto key = batch.parts.sealer.make_key();
  SiteRecord site;
  site.domain_index = index;
  site.domain = batch.parts.sealer.seal(key.key, {"sites", "domain", batch.tx.next_site().value}, domain);
  site.key = std::move(key.wrapped);
  return batch.tx.insert(site);
}

/// Of a place a rule has erased: where it is can be asked again.
void name_host_again(Batch& batch, LocationRecord place, const IncomingItem& incoming) {
  if (!place.key.empty() || incoming.host.empty()) return;
  auto key = batch.parts.sealer.make_key();
  place.host = batch.parts.sealer.seal(key.key, {"locations", "host", place.id.value}, incoming.host.open(SealingReveal::grant()));
  place.key = std::move(key.wrapped);
  batch.tx.save(place);
}

LocationId location_for(Batch& batch, const IncomingItem& item, const BlindIndex& index) {
  if (item.host.empty()) return {};
  if (const auto known = batch.tx.find_location(index)) {
    name_host_again(batch, *batch.tx.location(*known), item);
    return *known;
  }
  const auto& host = item.host.open(SealingReveal::grant());
  auto key = batch.parts.sealer.make_key();
  LocationRecord location;
  location.locator_index = index;
  location.host_index = batch.parts.sealer.blind_index("host", host);
  location.site = site_for(batch, item);
  location.host = batch.parts.sealer.seal(key.key, {"locations", "host", batch.tx.next_location().value}, host);
  location.key = std::move(key.wrapped);
  return batch.tx.insert(location);
}

/// One more report of that subject. Counting the window anew for each would cost the square of the flood; counted ten times in a window it
/// costs a line, and the count is at most a tenth of the window too old. Above `most` it raises one alert and is true: the report is marked then,
/// so that figures can print flooded ones on a line of their own.
template <class Count>
bool see_flood(Batch& batch, const std::string& subject, DeskId desk, std::int64_t most, Count&& count_since) {
  constexpr std::size_t kSubjectsMax = 10'000;
  constexpr int kCountsPerWindow = 10;
  const auto window = batch.policies().triage.flood().window;
  auto& lately = batch.memory.reports_lately;
  if (lately.size() > kSubjectsMax) lately.clear();  // counted anew when they come again
  auto& counted = lately[std::to_string(desk.value) + " " + subject];
  ++counted.reports;
  if (batch.now < counted.counted_at || batch.now - counted.counted_at >= window / kCountsPerWindow)
    counted = {batch.now, count_since(batch.now - window)};  // this one included
  if (counted.reports <= most) return false;
  raise_alert(batch, "flood", Severity::warning, subject, desk);
  return true;
}

/// Nobody has said yet whether it is illegal: what is doubtful, was not seen or was gone waits for a word that settles it.
bool is_unassessed(const ItemRecord& item) {
  return !item.verdict || *item.verdict == Verdict::doubtful || *item.verdict == Verdict::inaccessible || *item.verdict == Verdict::gone_before;
}

SiteRuling ruling_of(Batch& batch, const IncomingItem& item) {
  if (!batch.parts.sites || !batch.parts.sites->has_site_rules() || item.host.empty()) return {};
  return batch.parts.sites->ruling(item.host.open(SealingReveal::grant()), batch.now);
}

/// A verdict without anybody's assessment: by what the desk has laid down about the site for reports of that source; else the source's own
/// classification, by a rule that names it. A page that only links is no such thing: somebody has to look.
std::optional<Reasoned<Verdict>> trusted_verdict(Batch& batch, const IncomingReport& report, const IncomingItem& incoming, const SiteRuling& ruling) {
  const bool only_links = ruling.only_links && ruling.only_links->value;
  if (ruling.assessment && !only_links) {
    const auto& sources = ruling.assessment->value.sources;
    if (std::find(sources.begin(), sources.end(), report.source) != sources.end())
      return Reasoned<Verdict>{ruling.assessment->value.verdict, {ruling.assessment->rule, "directory"}};
  }
  return incoming.source_verdict ? batch.policies().triage.trusted(report.source, *incoming.source_verdict) : std::nullopt;
}

void adopt_trusted_verdict(Batch& batch, ItemRecord& item, const IncomingReport& report, const IncomingItem& incoming, const SiteRuling& ruling,
                           RequestId triage) {
  if (!is_unassessed(item)) return;
  const auto trusted = trusted_verdict(batch, report, incoming, ruling);
  if (!trusted) return;
  AssessmentRecord assessment;
  assessment.item = item.id;
  assessment.verdict = trusted->answer;
  assessment.basis = AssessmentBasis::trusted_source_rule;
  assessment.attributes = JsonObject().add("rule", trusted->why.rule).add("version", trusted->why.version).text();
  assessment.at = batch.now;
  batch.tx.insert(assessment);
  item.verdict = trusted->answer;
  batch.tx.save(item);
  content_was_assessed(batch, item.location);
  batch.tell_later(triage, Assessed{trusted->answer, AssessmentBasis::trusted_source_rule});
  for (const auto& request : batch.tx.requests_of_item(item.id))
    if (request.id != triage) batch.tell_later(request.id, Assessed{trusted->answer, AssessmentBasis::trusted_source_rule});
  tell_partners_of_assessment(batch, assessment);
}

/// Another way to the page: without the referrer it may say "not found" to us for ever, and would count as gone.
void keep_recipe(Batch& batch, ItemRecord& item, const IncomingItem& incoming) {
  if (incoming.recipe.empty()) return;
  const auto key = batch.parts.sealer.unwrap(item.key);
  if (!key) return;  // erased
  const SealPlace place{"items", "recipe", item.id.value};
  std::string kept;
  if (!item.recipe.empty()) {
    auto opened = batch.parts.sealer.open(*key, place, item.recipe);
    if (!opened) {
      report_damage(batch, "the access recipe of item " + std::to_string(item.id.value), item.desk, item.id);
      return;
    }
    kept = std::move(*opened);
  }
  const auto more = with_recipe(kept, incoming.recipe.open(SealingReveal::grant()));
  if (!more) return;
  item.recipe = batch.parts.sealer.seal(*key, place, *more);
  if (!item.location) return;
  // What was missed so far was missed by the other ways only.
  auto location = *batch.tx.location(item.location);
  location.misses = 0;
  location.first_miss_at.reset();
  batch.tx.save(location);
}

/// A known item was named again: counted, and every open request on it is told, which triggers a look. No clock restarts. True when so many
/// named it lately that this report is part of a flood.
bool count_repeat(Batch& batch, ItemRecord item, const IncomingReport& report, const IncomingItem& incoming) {
  ++item.report_count;
  if (item.key.empty()) name_again(batch, item, incoming);
  keep_recipe(batch, item, incoming);
  batch.tx.save(item);
  look_at_repeat(batch, item.location);
  if (incoming.urgent) mark_urgent(batch, item.id, Actor{ActorKind::reporter, report.source});
  for (const auto& request : batch.tx.requests_of_item(item.id)) {
    batch.tell_later(request.id, RepeatReported{}, Actor{ActorKind::reporter, report.source});
    if (request.workflow == kTriage) adopt_trusted_verdict(batch, item, report, incoming, ruling_of(batch, incoming), request.id);
  }
  return see_flood(batch, "item " + std::to_string(item.id.value), item.desk, batch.policies().triage.flood().per_locator,
                   [&](UtcTime since) { return batch.tx.reports_on(item.id, since); });
}

ItemRecord store_item(Batch& batch, const IncomingItem& incoming, const BlindIndex& index, const SiteRuling& ruling, DeskId desk,
                      ReportId report) {
  auto key = batch.parts.sealer.make_key();
  const auto row = batch.tx.next_item().value;
  const auto grant = SealingReveal::grant();
  ItemRecord item;
  item.desk = desk;
  item.locator_kind = incoming.locator_kind;
  item.platform = incoming.platform;
  item.locator_index = index;
  item.locator = batch.parts.sealer.seal(key.key, {"items", "locator", row}, incoming.locator.open(grant));
  if (!incoming.recipe.empty()) item.recipe = batch.parts.sealer.seal(key.key, {"items", "recipe", row}, incoming.recipe.open(grant));
  item.key = std::move(key.wrapped);
  item.role = incoming.role;
  const bool only_links = item.role == ItemRole::source && ruling.only_links && ruling.only_links->value;
  if (only_links) item.role = ItemRole::link;
  item.location = location_for(batch, incoming, index);
  item.first_report = report;
  item.first_reported_at = batch.now;
  item.id = batch.tx.insert(item);
  if (only_links) batch.note(StreamKind::item, item.id.value, "OnlyLinks", {}, JsonObject().add("rule", ruling.only_links->rule).text());
  return item;
}

ItemId file_item(Batch& batch, const IncomingReport& report, const IncomingItem& incoming, const BlindIndex& index, DeskId desk,
                 ReportId report_id) {
  const auto ruling = ruling_of(batch, incoming);
  auto item = store_item(batch, incoming, index, ruling, desk, report_id);
  Facts facts;
  facts.urgent = incoming.urgent;
  const auto request = open_request(batch, item, kTriage, std::move(facts), Actor{ActorKind::reporter, report.source});
  adopt_trusted_verdict(batch, item, report, incoming, ruling, request);
  return item.id;
}

/// Sources can be people: alerts leave the house, so they carry a number that is the same for the same source and tells nobody else which.
std::string source_number(Batch& batch, const std::string& source) { return hexadecimal(batch.parts.sealer.blind_index("source", source).bytes).substr(0, 8); }

void file_report(Batch& batch, const FiledReport& filed, DeskId desk, FilingResult& result) {
  const auto& report = filed.report;
  const auto digest = batch.parts.sealer.blind_index("report", filed.digest);
  if (const auto known = batch.tx.find_report(desk, digest)) {  // the same row twice changes nothing
    ++result.known_reports;
    result.report_ids.push_back(*known);
    return;
  }
  ReportRecord record;
  record.desk = desk;
  record.origin = report.origin;
  record.source = report.source;
  record.external_reference = report.external_reference;
  record.digest = digest;
  record.received_at = batch.now;
  record.told_at = report.told_at;
  record.item_count = static_cast<std::int64_t>(report.items.size());
  if (!report.reporter.empty()) {
    auto key = batch.parts.sealer.make_key();
    record.reporter = batch.parts.sealer.seal(key.key, {"reports", "reporter", batch.tx.next_report().value}, report.reporter.open(SealingReveal::grant()));
    record.key = std::move(key.wrapped);
  }
  record.id = batch.tx.insert(record);
  ++result.reports;
  result.report_ids.push_back(record.id);
  std::vector<ItemId> filed_items;
  bool flooding = false;
  for (const auto& incoming : report.items) {
    const auto index = index_of(batch, incoming);
    if (const auto known = batch.tx.find_item(desk, incoming.locator_kind, incoming.platform, index)) {
      batch.tx.link_report(record.id, *known, static_cast<std::int64_t>(report.line));
      filed_items.push_back(*known);
      flooding |= count_repeat(batch, *batch.tx.item(*known), report, incoming);
      ++result.repeats;
      ++record.repeat_count;
    } else {
      filed_items.push_back(file_item(batch, report, incoming, index, desk, record.id));
      batch.tx.link_report(record.id, filed_items.back(), static_cast<std::int64_t>(report.line));
      ++result.items;
    }
    if (report.origin == ReportOrigin::partner_hotline) hand_in(batch, filed_items.back(), report, incoming);
  }
  for (std::size_t i = 0; i < report.items.size(); ++i)
    for (const auto page : report.items[i].found_on)
      if (page < filed_items.size() && filed_items[page] != filed_items[i]) batch.tx.link_found_on(filed_items[i], filed_items[page]);
  if (record.repeat_count > 0) batch.tx.save(record);
  flooding |= see_flood(batch, "source " + source_number(batch, report.source), desk, batch.policies().triage.flood().per_source,
                        [&](UtcTime since) { return batch.tx.reports_from(desk, report.source, since); });
  JsonObject body;
  body.add("origin", name_of(report.origin)).add("items", record.item_count).add("repeats", record.repeat_count);
  if (flooding) body.add("flood", true);  // the figures print these as a line of their own
  batch.note(StreamKind::report, record.id.value, "ReportFiled", Actor{ActorKind::reporter, report.source}, body.text());
}

void quarantine(Batch& batch, const RejectedRow& rejected, const std::string& file, DeskId desk) {
  auto key = batch.parts.sealer.make_key();
  QuarantineRecord record;
  record.desk = desk;
  record.file = file;
  record.line = static_cast<std::int64_t>(rejected.line);
  record.field = rejected.field;
  record.reason = rejected.reason;
  record.row = batch.parts.sealer.seal(key.key, {"quarantine", "row", batch.tx.next_quarantine()}, rejected.row.open(SealingReveal::grant()));
  record.key = std::move(key.wrapped);
  record.at = batch.now;
  batch.tx.insert(record);
}

/// Who brought what in, once it is all there.
void note_import(Batch& batch, const FileReports& work, const ImportRecord& import, DeskId desk) {
  JsonObject body;
  body.add("file", work.file).add("rows", import.position).add("items", import.accepted).add("repeats", import.repeats).add("rejected", import.rejected);
  batch.note(StreamKind::desk, desk.value, "FileTaken", Actor{ActorKind::reporter, work.actor}, body.text());
  if (work.unattended && import.rejected > 0) raise_alert(batch, "rows_refused", Severity::warning, "quarantine", desk);
}

}  // namespace

BlindIndex index_of(Batch& batch, const IncomingItem& item) {
  const auto grant = SealingReveal::grant();
  return batch.parts.sealer.blind_index(name_of(item.locator_kind), item.platform + "\n" + item.identity().open(grant));
}

void name_again(Batch& batch, ItemRecord& item, const IncomingItem& incoming) {
  const auto grant = SealingReveal::grant();
  auto key = batch.parts.sealer.make_key();
  item.locator = batch.parts.sealer.seal(key.key, {"items", "locator", item.id.value}, incoming.locator.open(grant));
  item.key = std::move(key.wrapped);
  if (item.location) name_host_again(batch, *batch.tx.location(item.location), incoming);
  batch.note(StreamKind::item, item.id.value, "NamedAgain", {});
}

ItemRecord store_item(Batch& batch, const IncomingItem& incoming, const BlindIndex& index, DeskId desk, ReportId report) {
  return store_item(batch, incoming, index, ruling_of(batch, incoming), desk, report);
}

bool comes_in_bulk(const FileReports& work) {
  constexpr std::size_t kFewItems = 10;
  std::size_t items = 0;
  for (const auto& filed : work.reports) items += filed.report.items.size();
  return items > kFewItems;
}

FilingResult file_reports(Batch& batch, const FileReports& work) {
  FilingResult result;
  const auto desk = batch.desk(work.desk);
  if (!work.mailbox.empty()) batch.tx.set_inbox_position(work.mailbox, work.uid_validity, work.uid);
  std::optional<ImportRecord> progress;
  if (!work.file_digest.empty()) {
    const auto digest = batch.parts.sealer.blind_index("file", work.file_digest);
    progress = batch.tx.import_progress(digest);
    if (!progress) progress = ImportRecord{digest, work.file, 0, 0, 0, 0, false};
    // A batch behind the stored progress was filed before: the same file again, or again after a kill, changes nothing.
    if (progress->complete || (work.position <= progress->position && !work.complete)) {
      result.known_reports = static_cast<std::int64_t>(work.reports.size());
      return result;
    }
  }
  batch.in_bulk = comes_in_bulk(work);
  for (const auto& report : work.reports) {
    file_report(batch, report, desk, result);
    batch.drain();
  }
  batch.in_bulk = false;
  for (const auto& row : work.rejected) quarantine(batch, row, work.file, desk);
  result.rejected = static_cast<std::int64_t>(work.rejected.size());
  if (progress) {
    progress->position = work.position;
    progress->accepted += result.items;
    progress->repeats += result.repeats;
    progress->rejected += result.rejected;
    progress->complete = work.complete;
    batch.tx.save_import(*progress);
    if (work.complete) note_import(batch, work, *progress, desk);
  }
  return result;
}

}  // namespace redress::runtime
