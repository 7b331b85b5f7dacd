// Looking and locating. Looks belong to the location: its schedule is the strictest wish of its open requests, the count of misses
// lives there, and one verdict reaches every request that wants to know, in one transaction.
#include "engine/core/assert.hpp"
#include "engine/core/directory_entry.hpp"
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"
#include "engine/runtime/recipe.hpp"

#include <algorithm>
#include <utility>

namespace redress::runtime {
namespace {

// After a start. What is beyond waits as long as it would have without it.
constexpr std::int64_t kLooksRecoveredMax = 100'000;
constexpr std::int64_t kTimersRecoveredMax = 100'000;
constexpr Milliseconds kLocateTimersWithin{minutes{20}};
/// While looks are off, a location that should be looked at is passed over for so long; turned on, each has its turn within it.
constexpr Milliseconds kOffPause{24 * 60 * 60'000};

/// Whether something of that location is on its way to an answer.
bool is_out(const std::map<LocationId, UtcTime>& given, LocationId id, UtcTime now) {
  const auto found = given.find(id);
  return found != given.end() && found->second <= now && now - found->second < kLostJobAfter;
}

bool is_about_to_speak(LookPurpose purpose) { return purpose == LookPurpose::before_notice || purpose == LookPurpose::before_reminder; }

bool place_is_fresh(Batch& batch, const LocationRecord& location) {
  return location.located_at && *location.located_at <= batch.now && batch.now - *location.located_at <= batch.policies().looks.place_fresh_for();
}

/// Puts the place in line to be looked up, unless a look-up is on its way: at its end for what comes in bulk, else in front. False: the
/// host was erased.
bool ask_where(Batch& batch, const LocationRecord& location) {
  auto& memory = batch.memory;
  if (location.key.empty()) return false;
  if (is_out(memory.locates_out, location.id, batch.now) || !memory.locates_wanted.insert(location.id).second) return true;
  if (batch.in_bulk)
    memory.locates_waiting.push_back(location.id);
  else
    memory.locates_waiting.push_front(location.id);
  return true;
}

/// What is about to be said must go to whoever hosts it now: a request that was to hear that it may speak hears it after the look-up.
/// True: it has to wait.
bool waits_for_place(Batch& batch, const LocationRecord& location, const RequestRecord& request) {
  if (place_is_fresh(batch, location) || !ask_where(batch, location)) return false;
  batch.memory.waits_for_place.insert(request.id);
  return true;
}

bool wants_every_answer(LookPurpose purpose) { return purpose != LookPurpose::waiting && purpose != LookPurpose::confirm; }

/// By whose name rules about looks know who hosts there; empty while nobody does.
std::string host_slug(Batch& batch, const LocationRecord& location) { return location.hoster ? batch.tx.recipient(location.hoster)->slug : std::string(); }

Reasoned<LookPlan> plan_for(Batch& batch, LookPurpose purpose, const RequestRecord& request, const LocationRecord& location) {
  return batch.policies().looks.plan(purpose, batch.now - request.opened_at, host_slug(batch, location));
}

/// The plan of everybody there, by the rule with the shortest interval.
Reasoned<LookPlan> strictest_plan(Batch& batch, const LocationRecord& location, const std::vector<RequestRecord>& requests) {
  const auto host = host_slug(batch, location);
  LookPlan strictest;
  Why why;
  bool first = true;
  for (const auto& request : requests) {
    if (!request.wished_look) continue;
    const auto [plan, rule] = batch.policies().looks.plan(*request.wished_look, batch.now - request.opened_at, host);
    if (first || plan.interval < strictest.interval) {
      strictest.interval = plan.interval;
      why = rule;
    }
    if (first || plan.misses > strictest.misses) strictest.misses = plan.misses;
    if (first || plan.miss_spacing > strictest.miss_spacing) strictest.miss_spacing = plan.miss_spacing;
    first = false;
  }
  return {strictest, why};
}

constexpr int kChangesByItself = -1;

std::string known_digest(Batch& batch, const LocationRecord& location) {
  const auto key = batch.parts.sealer.unwrap(location.key);
  if (!key || location.content_digest.empty()) return {};
  auto digest = batch.parts.sealer.open(*key, {"locations", "content_digest", location.id.value}, location.content_digest);
  if (digest) return std::move(*digest);
  report_damage(batch, "the digest of location " + std::to_string(location.id.value), batch.desk(batch.parts.desk), {});
  return {};
}

/// What stood there, once enough looks have read the same; something else is `changed` then.
std::string expected_digest(Batch& batch, const LocationRecord& location) {
  return location.digest_looks >= batch.policies().looks.same_digest_looks() ? known_digest(batch, location) : std::string();
}

void remember_digest(Batch& batch, LocationRecord& location, const LookReply& reply) {
  if (reply.observed != Observed::online || reply.digest.empty() || location.digest_looks == kChangesByItself) return;
  const int enough = batch.policies().looks.same_digest_looks();
  const bool same = known_digest(batch, location) == reply.digest;
  if (same) location.digest_looks = std::min(location.digest_looks + 1, enough);
  if (same || location.digest_looks >= enough) return;  // of a look given out before it was enough: the next one compares
  const auto key = batch.parts.sealer.unwrap(location.key);
  if (!key) return;
  location.content_digest = batch.parts.sealer.seal(*key, {"locations", "content_digest", location.id.value}, reply.digest);
  location.digest_looks = 1;
}

/// The one look: the locator with every recipe any item there is known by. Nothing when nobody wants to know any more; `damaged`: somebody
/// does, and cannot be helped.
std::optional<LookJob> look_job(Batch& batch, const LocationRecord& location, const std::vector<RequestRecord>& requests, bool& damaged) {
  LookJob job;
  job.location = location.id;
  const auto expected = expected_digest(batch, location);
  std::set<ItemId> opened;
  for (const auto& request : requests) {
    if (!opened.insert(request.item).second) continue;
    const auto item = batch.tx.item(request.item);
    if (!item) continue;
    const auto key = batch.parts.sealer.unwrap(item->key);
    if (!key) continue;  // erased for this desk; another desk's item may still name it
    const auto locator = batch.parts.sealer.open(*key, {"items", "locator", item->id.value}, item->locator);
    if (!locator) {
      report_damage(batch, "the locator of item " + std::to_string(item->id.value), item->desk, item->id);
      damaged = true;
      continue;
    }
    std::string kept;
    if (!item->recipe.empty()) {
      auto recipe = batch.parts.sealer.open(*key, {"items", "recipe", item->id.value}, item->recipe);
      if (!recipe) {  // looked at without it: whatever is seen then is `unknown`, never gone
        report_damage(batch, "the access recipe of item " + std::to_string(item->id.value), item->desk, item->id);
        LookRequest way;
        way.locator = LocatorText(*locator);
        way.recipe_needed = true;
        job.ways.push_back(std::move(way));
        continue;
      }
      kept = std::move(*recipe);
    }
    auto known = recipes_of(kept);
    job.more_ways = job.more_ways || known.more;
    for (auto& recipe : known.newest_first) {
      LookRequest way;
      way.locator = LocatorText(*locator);
      way.recipe_needed = !recipe.empty();
      way.recipe = AccessRecipe(std::move(recipe));
      way.expected_digest = expected;
      job.ways.push_back(std::move(way));
    }
  }
  if (job.ways.empty()) return std::nullopt;
  return job;
}

void tell_lookers(Batch& batch, const std::vector<RequestRecord>& requests, const Event& event, bool only_those_who_ask) {
  for (const auto& request : requests)
    if (request.wished_look && (!only_those_who_ask || wants_every_answer(*request.wished_look))) batch.tell_later(request.id, event);
}

void tell_of_being_online(Batch& batch, const LocationRecord& location, const std::vector<RequestRecord>& requests, bool only_those_who_ask) {
  for (const auto& request : requests) {
    if (!request.wished_look || (only_those_who_ask && !wants_every_answer(*request.wished_look))) continue;
    if (is_about_to_speak(*request.wished_look) && waits_for_place(batch, location, request)) continue;
    batch.tell_later(request.id, SeenOnline{});
  }
}

/// The look-up those waited for has an answer, or failed: then it is as if the look had failed, and both are tried again.
void tell_those_who_wait(Batch& batch, const LocationRecord& location, bool found) {
  for (const auto& request : batch.tx.looking_requests_at(location.id)) {
    if (batch.memory.waits_for_place.erase(request.id) == 0) continue;
    if (!found) batch.tell_later(request.id, LookFailed{});
    else if (!batch.parts.looks_are_on) batch.tell_later(request.id, LookFailed{true});
    else if (location.observed == Observed::online) batch.tell_later(request.id, SeenOnline{});
  }
}

void seen_gone(Batch& batch, LocationRecord& location, const std::vector<RequestRecord>& requests, const LookReply& reply,
               std::optional<UtcTime> looked_before, const Reasoned<LookPlan>& by_plan) {
  const auto& plan = by_plan.answer;
  location.failures = 0;
  // Two answers at nearly one moment are one observation: a look that was given out twice, or hastened, confirms nothing.
  const bool too_soon = looked_before && batch.now >= *looked_before && batch.now - *looked_before < plan.miss_spacing;
  if (location.misses > 0 && too_soon) {
    location.next_look_at = batch.now + plan.miss_spacing;
    return;
  }
  if (location.misses == 0 || !location.first_miss_at) location.first_miss_at = batch.now;
  ++location.misses;
  if (location.misses < plan.misses) {
    location.next_look_at = batch.now + plan.miss_spacing;
    if (location.misses == 1) tell_lookers(batch, requests, Missed{}, false);
    return;
  }
  location.next_look_at = batch.now + plan.interval;
  for (const auto& request : requests) {
    if (!request.wished_look) continue;
    if (const auto enough = batch.policies().looks.suffices(request.workflow, reply.evidence); enough.answer)
      batch.tell_later(request.id,
                       ConfirmedGone{*location.first_miss_at, location.last_online_at.value_or(UtcTime{}), reply.evidence,
                                     to_text(by_plan.why) + ", " + to_text(enough.why)});
    else
      batch.tell_later(request.id, LookFailed{false, to_text(enough.why)});
  }
}

void seen_unknown(Batch& batch, LocationRecord& location, const std::vector<RequestRecord>& requests, const LookPlan& plan) {
  ++location.failures;  // misses stay: an outage of ours neither confirms nor revokes them
  const bool confirming = location.misses > 0;
  location.next_look_at = batch.now + (confirming ? plan.miss_spacing : plan.interval);
  const bool time_to_say = location.failures % std::max(1, batch.policies().looks.failures_before_task()) == 0;
  tell_lookers(batch, requests, LookFailed{}, !time_to_say);
}

void seen_there(Batch& batch, LocationRecord& location, const std::vector<RequestRecord>& requests, const Event& event, bool news, const LookPlan& plan) {
  const bool was_missed = location.misses > 0;
  location.failures = 0;
  location.misses = 0;
  location.first_miss_at.reset();
  location.next_look_at = batch.now + plan.interval;
  const bool only_those_who_ask = !was_missed && !news;
  if (std::holds_alternative<SeenOnline>(event)) tell_of_being_online(batch, location, requests, only_those_who_ask);
  else tell_lookers(batch, requests, event, only_those_who_ask);
}

/// What is closed is watched for so long; then nobody looks there for it any more. Said once it was looked at, so that a repeat that comes
/// later still gets its look.
void end_watches(Batch& batch, LocationId id) {
  for (auto& request : batch.tx.looking_requests_at(id)) {
    if (!request.closed_at || request.wished_look != LookPurpose::watch || batch.now - *request.closed_at < batch.policies().looks.watch_for()) continue;
    request.wished_look.reset();
    batch.tx.save(request);
    batch.note(StreamKind::request, request.id.value, "WatchEnded", {}, JsonObject().add("closed_at", to_rfc3339(*request.closed_at)).text());
  }
}

/// Nobody of the directory: an entry a person has to approve. The mailbox is its name until then.
RecipientId found_by_mailbox(Batch& batch, RecipientRecord recipient, const std::vector<std::string>& addresses, const std::string& source) {
  if (addresses.empty()) return {};
  recipient.slug += addresses.front();
  if (const auto known = batch.tx.find_recipient(recipient.slug)) return *known;
  if (recipient.name.empty()) recipient.name = addresses.front();
  recipient.language = "en";
  recipient.id = batch.tx.insert(recipient);
  int rank = 0;
  for (const auto& address : addresses) {
    ContactRecord contact;
    contact.recipient = recipient.id;
    contact.channel = "abuse_mail";
    contact.address = address;
    contact.rank = rank++;
    contact.source = source;
    batch.tx.insert(contact);
  }
  batch.note(StreamKind::recipient, recipient.id.value, "RecipientFound", {}, JsonObject().add("source", source).text());
  return recipient.id;
}

RecipientId recipient_for(Batch& batch, const PlaceReply& place) {
  if (!place.hoster_slug.empty())
    if (const auto known = batch.tx.find_recipient(place.hoster_slug)) return *known;
  RecipientRecord recipient;
  recipient.slug = "registry:";
  recipient.name = place.hoster_name;
  recipient.scope = ContactScope::hoster;
  recipient.kind = "network";
  recipient.country = place.country_of_contact;
  return found_by_mailbox(batch, std::move(recipient), place.abuse_addresses, place.abuse_source);
}

constexpr std::string_view kFoundRegistrar = "registrar:";

/// Whom a person named; else whom the name's own register names, which a person has to approve. What a rule about the site says goes before
/// both, when it comes to writing.
RecipientId registrar_for(Batch& batch, const LocationRecord& location, const PlaceReply& place) {
  const bool by_person = location.registrar && !batch.tx.recipient(location.registrar)->slug.starts_with(kFoundRegistrar);
  if (by_person || place.registrar_addresses.empty()) return location.registrar;  // a look-up that named nobody says nothing
  RecipientRecord recipient;
  recipient.slug = kFoundRegistrar;
  recipient.name = place.registrar_name;
  recipient.scope = ContactScope::registrar;
  recipient.kind = "registrar";
  return found_by_mailbox(batch, std::move(recipient), place.registrar_addresses, place.registrar_source);
}

/// Only an approved recipient counts as known.
RecipientId if_approved(Batch& batch, RecipientId id) {
  if (!id) return {};
  return batch.tx.recipient(id)->approved ? id : RecipientId{};
}

/// What was found, where each of its facts comes from, and why; noted when it is news. The event's time is their date.
void note_place(Batch& batch, const LocationRecord& location, const PlaceReply& place) {
  const auto fact = [](const std::string& country, const std::string& source) {
    return country.empty() ? std::string("{}") : JsonObject().add("country", country).add("source", source).text();
  };
  batch.note(StreamKind::location, location.id.value, "PlaceFound", {},
             JsonObject()
                 .add("hoster", location.hoster.value)
                 .raw("address", fact(place.country_of_address, place.country_source))
                 .raw("registration", fact(place.country_of_registration, place.registration_source))
                 .raw("contact", fact(place.country_of_contact, place.contact_source))
                 .add("why", place.why)
                 .text());
}

/// Also what is closed: should it come back, its first notice must not go to where it was.
void tell_of_move(Batch& batch, const LocationRecord& location, const HostMoved& event) {
  for (const auto item : batch.tx.find_items(location.locator_index))
    for (const auto& request : batch.tx.requests_of_item(item)) batch.tell_later(request.id, event);
}

void moved(Batch& batch, LocationRecord& location, RecipientId before, const std::string& country) {
  const auto there = located_at(batch, if_approved(batch, location.hoster), country);
  HostMoved move{there.hoster, there.country, there.at_home, true, there.platform};
  bool site_moved = false;
  if (location.site) {
    // The items of one site move together: one event on the site, one alert, and each of its requests is re-routed.
    constexpr std::int64_t kSiteLocationsMax = 100'000, kToldAtOnce = 1'000;
    std::int64_t told = 0;
    for (const auto id : batch.tx.locations_of_site(location.site, kSiteLocationsMax)) {
      if (id == location.id) continue;
      auto other = *batch.tx.location(id);
      if (other.hoster != before || other.host_index != location.host_index) continue;
      site_moved = true;
      other.hoster = location.hoster;
      other.network = location.network;
      other.country_of_address = location.country_of_address;
      other.country_of_registration = location.country_of_registration;
      other.country_of_contact = location.country_of_contact;
      other.country_source = location.country_source;
      other.located_at = batch.now;
      batch.tx.save(other);
      tell_of_move(batch, other, move);
      if (++told % kToldAtOnce == 0) batch.drain();  // a site can have more requests than one chain of events may be long
    }
    auto site = *batch.tx.site(location.site);
    ++site.moves;
    batch.tx.save(site);
    batch.note(StreamKind::site, site.id.value, "SiteMoved", {},
               JsonObject().add("from", before.value).add("to", location.hoster.value).add("country", country).text());
    raise_alert(batch, "site_moved", Severity::info, "site " + std::to_string(site.id.value), {});
  }
  move.site = site_moved;
  tell_of_move(batch, location, move);
}

}  // namespace

void want_look(Batch& batch, RequestRecord& request, LookPurpose purpose) {
  const bool same_wish = request.wished_look == purpose;
  request.wished_look = purpose;
  if (!request.location) return;
  auto location = *batch.tx.location(request.location);
  const bool seen = location.looked_at && *location.looked_at <= batch.now;  // later than now: the clock was set back since
  const bool fresh = seen && batch.now - *location.looked_at <= batch.policies().looks.fresh_for();
  const bool about_to_speak = is_about_to_speak(purpose);
  const bool place_known = !about_to_speak || place_is_fresh(batch, location);
  // The same wish again after a look-up that failed waits for the next look, which asks again.
  if (about_to_speak && fresh && location.observed == Observed::online) {
    if (place_known) {
      batch.tell_later(request.id, SeenOnline{});
      return;
    }
    if (!same_wish && waits_for_place(batch, location, request)) return;
  }
  if (about_to_speak && !place_known && !same_wish) (void)ask_where(batch, location);  // both at once
  if (!batch.parts.looks_are_on && (about_to_speak || purpose == LookPurpose::claim) && (place_known || !waits_for_place(batch, location, request)))
    batch.tell_later(request.id, LookFailed{true});
  const auto plan = plan_for(batch, purpose, request, location).answer;
  auto wished = batch.now + plan.first_after;
  // The same wish again, because a look failed, is no reason to look sooner than its plan says: it would fail again at once.
  if (same_wish && seen) wished = std::max(wished, *location.looked_at + (location.misses > 0 ? plan.miss_spacing : plan.interval));
  if (location.next_look_at && *location.next_look_at <= wished) return;
  location.next_look_at = wished;
  batch.tx.save(location);
}

Ground ground_of(Batch& batch, const RequestRecord& request) {
  if (!request.location || !batch.parts.looks_are_on) return Ground::stands;  // off: its notice says already that nobody looked
  const auto location = *batch.tx.location(request.location);
  const auto& looks = batch.policies().looks;
  const bool seen = location.looked_at && *location.looked_at <= batch.now && batch.now - *location.looked_at <= looks.fresh_for();
  if (!seen) return Ground::look_first;
  const auto purpose = request.wished_look.value_or(LookPurpose::waiting);
  switch (location.observed) {
    case Observed::online:
    case Observed::changed: return Ground::stands;  // changed, and judged since: else nobody may speak of it
    // Gone for good, and open all the same: the evidence does not suffice, so it is not known.
    case Observed::gone:
      return location.misses >= plan_for(batch, purpose, request, location).answer.misses ? Ground::unknown : Ground::look_first;
    case Observed::unknown: return location.failures >= looks.failures_before_task() ? Ground::unknown : Ground::look_first;
  }
  assertion_failed("an observation", "an observation outside the enum", __FILE__, __LINE__);
}

void look_soon(Batch& batch, const RequestRecord& of) {
  if (!of.location) return;
  auto request = of;
  if (!request.wished_look) {
    request.wished_look = LookPurpose::waiting;
    batch.tx.save(request);
  }
  auto location = *batch.tx.location(request.location);
  // One that is out, or confirms a miss, comes soon enough.
  if (location.next_look_at && *location.next_look_at - batch.now <= kLostJobAfter) return;
  location.next_look_at = batch.now;
  batch.tx.save(location);
}

void stop_looking(Batch&, RequestRecord& request) { request.wished_look.reset(); }

void look_at_repeat(Batch& batch, LocationId id) {
  if (!id || is_out(batch.memory.looks_out, id, batch.now)) return;
  auto location = *batch.tx.location(id);
  auto wished = batch.now;
  if (location.looked_at && *location.looked_at <= batch.now) wished = std::max(wished, *location.looked_at + batch.policies().looks.repeat_spacing());
  if (location.next_look_at && *location.next_look_at <= wished) return;
  location.next_look_at = wished;
  batch.tx.save(location);
}

Located located_at(Batch& batch, RecipientId hoster, std::string country) {
  const auto recipient = hoster ? batch.tx.recipient(hoster) : std::nullopt;
  const bool is_platform = recipient && recipient->kind == name_of(RecipientKind::platform);
  const bool at_home = batch.policies().roads.is_home(country);
  return {hoster, std::move(country), at_home, is_platform ? recipient->slug : std::string(), hoster && !can_be_written_to(batch, hoster)};
}

void content_was_assessed(Batch& batch, LocationId id) {
  if (!id) return;
  auto location = *batch.tx.location(id);
  if (location.observed != Observed::changed) return;
  location.content_digest = {};
  location.digest_looks = kChangesByItself;
  batch.tx.save(location);
}

namespace {

LookLane lane_of(const std::vector<RequestRecord>& requests) {
  const bool hurries = std::any_of(requests.begin(), requests.end(), [](const RequestRecord& request) {
    return request.wished_look && (is_about_to_speak(*request.wished_look) || *request.wished_look == LookPurpose::claim);
  });
  return hurries ? LookLane::first : LookLane::rest;
}

/// When the location's turn is; nothing: now. A host is looked at only so often, whoever asks. One that waits keeps its place, also when it
/// is asked for again meanwhile; but what a notice or a claim waits for goes before all that are only watched.
std::optional<UtcTime> turn_of(Batch& batch, const LocationRecord& location, LookLane lane) {
  constexpr Milliseconds kMinute{60'000};
  constexpr std::size_t kHostsRemembered = 10'000;
  const int most = batch.policies().looks.host_looks_per_minute();
  auto& memory = batch.memory;
  if (memory.host_paces.size() > kHostsRemembered)
    std::erase_if(memory.host_paces, [&](const auto& one) {
      const auto& pace = one.second;
      return batch.now - pace.minute >= kMinute && std::max(pace.first.last_minute, pace.rest.last_minute) <= batch.now;
    });
  auto& pace = memory.host_paces[location.host_index];
  if (batch.now < pace.minute) pace = {};  // the clock was set back
  auto& line = lane == LookLane::first ? pace.first : pace.rest;
  if (const auto held = memory.look_turns.find(location.id); held != memory.look_turns.end()) {
    const auto turn = held->second;
    if (turn.lane == lane && turn.at > batch.now && turn.at <= line.last_minute) return turn.at;
    if (turn.lane == LookLane::first) pace.waits_first = std::max(0, pace.waits_first - 1);
    memory.look_turns.erase(held);
  }
  if (batch.now - pace.minute >= kMinute) {
    pace.minute = batch.now;
    pace.given = 0;
    if (batch.now >= pace.first.last_minute + kMinute) pace.waits_first = 0;  // whoever has not come by now was put off by something else
  }
  if (pace.given + (lane == LookLane::first ? 0 : pace.waits_first) < most) {
    ++pace.given;
    return std::nullopt;
  }
  if (line.last_minute < pace.minute + kMinute) {
    line.last_minute = pace.minute + kMinute;
    line.taken = 0;
  } else if (line.taken >= most) {
    line.last_minute += kMinute;
    line.taken = 0;
  }
  ++line.taken;
  if (lane == LookLane::first) ++pace.waits_first;
  memory.look_turns[location.id] = {line.last_minute, lane};
  return line.last_minute;
}

}  // namespace

std::int64_t give_out_due_looks(Batch& batch, std::int64_t limit) {
  const auto due = batch.tx.due_looks(batch.now, limit);
  for (const auto id : due) {
    auto location = *batch.tx.location(id);
    if (!batch.parts.looks_are_on) {
      location.next_look_at = batch.now + kOffPause;
      batch.tx.save(location);
      continue;
    }
    const auto requests = batch.tx.looking_requests_at(id);
    if (const auto turn = turn_of(batch, location, lane_of(requests))) {
      location.next_look_at = *turn;
      batch.tx.save(location);
      continue;
    }
    bool damaged = false;
    auto look = look_job(batch, location, requests, damaged);
    if (!look && damaged) {  // a look that fails; whoever waits for it goes on as after any other
      look_settled(batch, {id, {Observed::unknown, Evidence::vantage_unproven, 0, {}}});
      continue;
    }
    if (!look) {  // nobody wants to know any more
      location.next_look_at.reset();
      batch.tx.save(location);
      continue;
    }
    location.next_look_at = batch.now + kLostJobAfter;
    batch.tx.save(location);
    batch.jobs.emplace_back(std::move(*look));
    batch.memory.looks_out[id] = batch.now;
    ++batch.memory.counters.looks;
  }
  return static_cast<std::int64_t>(due.size());
}

void look_settled(Batch& batch, const LookSettled& work) {
  auto location = *batch.tx.location(work.location);
  const auto requests = batch.tx.looking_requests_at(work.location);
  const bool news = work.reply.observed != location.observed;
  const auto plan = strictest_plan(batch, location, requests);
  if (news || work.reply.evidence != location.evidence)
    batch.note(StreamKind::location, location.id.value, "Looked", {},
               JsonObject()
                   .add("observed", name_of(work.reply.observed))
                   .add("evidence", name_of(work.reply.evidence))
                   .add("status", work.reply.status)
                   .raw("why", why_list({plan.why}))
                   .text());
  const auto looked_before = std::exchange(location.looked_at, batch.now);
  location.observed = work.reply.observed;
  location.evidence = work.reply.evidence;
  remember_digest(batch, location, work.reply);
  switch (work.reply.observed) {
    case Observed::online:
      location.last_online_at = batch.now;
      seen_there(batch, location, requests, SeenOnline{}, false, plan.answer);
      break;
    case Observed::changed: seen_there(batch, location, requests, SeenChanged{}, news, plan.answer); break;
    case Observed::gone: seen_gone(batch, location, requests, work.reply, looked_before, plan); break;
    case Observed::unknown: seen_unknown(batch, location, requests, plan.answer); break;
  }
  batch.tx.save(location);
  batch.drain();
  end_watches(batch, location.id);
}

void note_vantage(Batch& batch, const LookReply& reply) {
  constexpr int kMany = 5;
  constexpr Milliseconds kLong{30 * 60'000}, kOver{6 * 60 * 60'000};
  auto& blind = batch.memory.blind;
  // Only a confirmed `gone` shows that control pages answer; what is online was not doubted.
  if (reply.observed == Observed::gone) blind = {};
  if (reply.evidence != Evidence::vantage_unproven) return;
  if (batch.now - blind.last > kOver || batch.now < blind.since) blind = {};
  if (blind.count++ == 0) blind.since = batch.now;
  blind.last = batch.now;
  if (blind.count >= kMany && batch.now - blind.since >= kLong) raise_alert(batch, "looks_blind", Severity::urgent, "engine", {});
}

void locate_item(Batch& batch, const RequestRecord& request) {
  if (!request.location) {
    batch.tell_later(request.id, LocatingFailed{});
    return;
  }
  if (!ask_where(batch, *batch.tx.location(request.location))) batch.tell_later(request.id, LocatingFailed{});
}

namespace {

/// Nobody waits for it: what is known stands, and is asked for anew in any case before anything is said.
void ask_again_later(Batch& batch, LocationId id) {
  constexpr std::size_t kPlacesMax = 100'000;
  constexpr Milliseconds kLongest = hours{24};
  auto& memory = batch.memory;
  const auto known = memory.places_incomplete.find(id);
  if (known != memory.places_incomplete.end() && known->second.at > batch.now) return;
  if (known == memory.places_incomplete.end() && memory.places_incomplete.size() >= kPlacesMax) return;
  const auto wait =
      known == memory.places_incomplete.end() ? batch.policies().looks.place_again_after() : std::min(known->second.wait * 2, kLongest);
  memory.places_incomplete[id] = {batch.now + wait, wait};
  memory.places_again.emplace(batch.now + wait, id);
}

void ask_again_what_is_due(Batch& batch) {
  auto& memory = batch.memory;
  while (!memory.places_again.empty() && memory.places_again.begin()->first <= batch.now) {
    const auto [at, id] = *memory.places_again.begin();
    memory.places_again.erase(memory.places_again.begin());
    const auto known = memory.places_incomplete.find(id);
    if (known == memory.places_incomplete.end() || known->second.at != at) continue;
    const auto location = *batch.tx.location(id);
    if (location.key.empty() || batch.tx.open_requests_at(id).empty()) {
      memory.places_incomplete.erase(known);
    } else if (!is_out(memory.locates_out, id, batch.now) && memory.locates_wanted.insert(id).second) {
      memory.locates_waiting.push_back(id);
    }
  }
}

}  // namespace

std::int64_t give_out_locates(Batch& batch, std::int64_t limit) {
  auto& memory = batch.memory;
  ask_again_what_is_due(batch);
  std::int64_t given = 0;
  for (; given < limit && !memory.locates_waiting.empty(); ++given) {
    const auto id = memory.locates_waiting.front();
    memory.locates_waiting.pop_front();
    memory.locates_wanted.erase(id);
    const auto location = *batch.tx.location(id);
    const auto key = batch.parts.sealer.unwrap(location.key);
    std::optional<std::string> host;
    if (key) {
      if (auto opened = batch.parts.sealer.open(*key, {"locations", "host", id.value}, location.host))
        host = std::move(*opened);
      else
        report_damage(batch, "the host of location " + std::to_string(id.value), batch.desk(batch.parts.desk), {});
    }
    if (!host) {
      for (const auto& request : batch.tx.open_requests_at(id)) batch.tell_later(request.id, LocatingFailed{});
      tell_those_who_wait(batch, location, false);
      continue;
    }
    batch.jobs.emplace_back(LocateJob{id, HostName(std::move(*host))});
    memory.locates_out[id] = batch.now;
  }
  batch.drain();
  return given;
}

void locate_settled(Batch& batch, const LocateSettled& work) {
  auto location = *batch.tx.location(work.location);
  const bool failed = !work.reply;
  if ((failed && batch.memory.places_incomplete.contains(location.id)) || (work.reply && work.reply->incomplete))
    ask_again_later(batch, location.id);
  else if (!failed)
    batch.memory.places_incomplete.erase(location.id);
  if (!work.reply || !work.reply->found) {
    for (const auto& request : batch.tx.open_requests_at(location.id)) batch.tell_later(request.id, LocatingFailed{});
    tell_those_who_wait(batch, location, false);
    batch.drain();
    return;
  }
  const auto& place = *work.reply;
  const bool known_before = location.located_at.has_value();
  const auto before = location.hoster;
  const auto country_before = location.country_of_address;
  const auto registration_before = location.country_of_registration, contact_before = location.country_of_contact;
  location.hoster = recipient_for(batch, place);
  location.registrar = registrar_for(batch, location, place);
  if (location.hoster) location.network = batch.tx.recipient(location.hoster)->parent;
  location.country_of_address = place.country_of_address;
  location.country_of_registration = place.country_of_registration;
  location.country_of_contact = place.country_of_contact;
  location.country_source = place.country_source;
  location.located_at = batch.now;
  batch.tx.save(location);
  if (!known_before || before != location.hoster || country_before != location.country_of_address ||
      registration_before != location.country_of_registration || contact_before != location.country_of_contact)
    note_place(batch, location, place);
  if (known_before && (before != location.hoster || country_before != location.country_of_address)) {
    moved(batch, location, before, place.country_of_address);
  } else {
    const auto located = located_at(batch, if_approved(batch, location.hoster), place.country_of_address);
    for (const auto& request : batch.tx.open_requests_at(location.id)) batch.tell_later(request.id, located);
  }
  tell_those_who_wait(batch, location, true);
  batch.drain();
}

void recover_looking(Batch& batch) {
  for (const auto id : batch.tx.due_looks(batch.now + kLostJobAfter, kLooksRecoveredMax)) {
    auto location = *batch.tx.location(id);
    if (*location.next_look_at <= batch.now) continue;
    // Looked at since it could have been given out: this moment was planned.
    if (location.looked_at && *location.looked_at > *location.next_look_at - kLostJobAfter) continue;
    location.next_look_at = batch.now;
    batch.tx.save(location);
  }
  batch.in_bulk = true;
  for (auto timer : batch.tx.due_timers(batch.now + kLocateTimersWithin, kTimersRecoveredMax)) {
    const auto request = timer.name == kLocateTimer ? batch.tx.request(timer.request) : std::nullopt;
    if (!request) continue;
    locate_item(batch, *request);
    // Its time may have passed while nobody could answer: the answer of this look-up comes first.
    timer.due = std::max(timer.due, batch.now + kLostJobAfter);
    batch.tx.arm(timer);
  }
  batch.in_bulk = false;
}

}  // namespace redress::runtime
