#include "engine/app/case_file.hpp"

#include "engine/intake/item.hpp"
#include "engine/intake/json_document.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace redress::app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kTextBytesMax = 16 * 1024;

/// What is wrong, and how to mend it; ends the reading.
struct Wrong {
  std::string text;
};

[[noreturn]] void wrong(const std::string& place, const std::string& what) { throw Wrong{place + ": " + what}; }

void only(const Json& object, const std::string& place, const std::set<std::string>& members) {
  if (!object.is_object()) wrong(place, "is no JSON object; write {…}");
  for (const auto& [name, value] : object.items())
    if (!members.contains(name)) {
      std::string all;
      for (const auto& member : members) all += (all.empty() ? "" : ", ") + member;
      wrong(place, "has a member that nobody knows; it may have " + all);
    }
}

std::string text_of(const Json& object, const std::string& place, const std::string& member) {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  if (!found->is_string() || found->get_ref<const std::string&>().size() > kTextBytesMax)
    wrong(place + member, "is no text of at most 16 KiB; shorten it");
  return found->get<std::string>();
}

template <class E>
E word_of(const Json& object, const std::string& member, E otherwise) {
  const auto text = text_of(object, "", member);
  if (text.empty()) return otherwise;
  if (const auto word = from_name<E>(text)) return *word;
  std::string all;
  for (const auto known : EnumNames<E>::names) all += (all.empty() ? "" : ", ") + std::string(known);
  wrong(member, "is a word nobody knows; one of " + all);
}

/// What is known of a person stays one sealed text: nothing in the engine reads it.
PersonText person_of(const Json& object, const std::string& member) {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  only(*found, member, {"name", "contact", "note"});
  for (const auto* part : {"name", "contact", "note"}) (void)text_of(*found, member + ".", part);
  return PersonText(found->dump(-1, ' ', false, Json::error_handler_t::replace));
}

IncomingItem location_of(const Json& location, const std::string& place) {
  only(location, place, {"url", "platform", "account", "urgent"});
  const auto url = text_of(location, place + ".", "url");
  const auto account = text_of(location, place + ".", "account");
  if (url.empty() == account.empty()) wrong(place, "names neither or both; give it a url, or a platform and an account");
  auto item = url.empty() ? item_from_name(LocatorKind::account, text_of(location, place + ".", "platform"), account, {}, {})
                          : item_from_url(url, {}, {});
  if (!item) wrong(place + "." + item.error().field, item.error().reason);
  if (const auto urgent = location.find("urgent"); urgent != location.end()) {
    if (!urgent->is_boolean()) wrong(place + ".urgent", "is neither true nor false");
    item->urgent = urgent->get<bool>();
  }
  return std::move(*item);
}

runtime::OpenCase case_of_document(const Json& document) {
  only(document, "the case",
       {"requester", "depicted", "authority", "age_band", "first_step", "threat", "illegal", "consents", "locations"});
  runtime::OpenCase wanted;
  wanted.requester = person_of(document, "requester");
  if (wanted.requester.empty()) wrong("requester", "is missing; say who asks, with a name or a way to reach them");
  wanted.depicted = person_of(document, "depicted");
  wanted.authority = word_of(document, "authority", Authority::self);
  if ((wanted.authority == Authority::self) != wanted.depicted.empty())
    wrong("authority", "does not fit `depicted`; who asks for themselves has no other person depicted, everybody else names one");
  wanted.age_band = word_of(document, "age_band", AgeBand::unknown);
  wanted.first_step = word_of(document, "first_step", FirstStep::send);
  if (const auto threat = document.find("threat"); threat != document.end()) {
    if (!threat->is_boolean()) wrong("threat", "is neither true nor false");
    wanted.threat = threat->get<bool>();
  }
  const auto illegal = text_of(document, "", "illegal");
  if (illegal != "" && illegal != "national" && illegal != "baseline") wrong("illegal", "is a word nobody knows; one of national, baseline");
  wanted.verdict = illegal == "baseline" ? Verdict::illegal_baseline : Verdict::illegal_national;
  if (const auto consents = document.find("consents"); consents != document.end()) {
    if (!consents->is_array()) wrong("consents", "is no list; write [{\"recipient\": \"any\", \"data\": \"location\"}]");
    for (const auto& one : *consents) {
      only(one, "consents", {"recipient", "data"});
      const auto recipient = text_of(one, "consents.", "recipient");
      if (recipient.empty()) wrong("consents.recipient", "is missing; write a slug of the directory, or any");
      wanted.consents.push_back({recipient, word_of(one, "data", DataKind::location)});
    }
  }
  const auto locations = document.find("locations");
  if (locations == document.end() || !locations->is_array() || locations->empty())
    wrong("locations", "is no list with a location; name one at least");
  if (locations->size() > kCaseLocationsMax) wrong("locations", "has more than 500; open the case with some, and add the rest");
  for (std::size_t i = 0; i < locations->size(); ++i) wanted.items.push_back(location_of((*locations)[i], "locations[" + std::to_string(i) + "]"));
  for (const auto& item : wanted.items)
    if (wanted.threat && item.locator_kind != LocatorKind::account)
      wrong("threat", "nothing is published yet, but a location is no account; name accounts alone, or leave it out");
  return wanted;
}

}  // namespace

Result<runtime::OpenCase, std::string> read_case(std::string_view text) {
  if (text.size() > kCaseBytesMax) return Failure{std::string("the case is larger than 256 KiB; shorten its notes")};
  if (!is_shallow(text)) return Failure{std::string("the case is nested too deep; it needs three levels")};
  try {
    return case_of_document(Json::parse(text));
  } catch (const Wrong& problem) {
    return Failure{problem.text};
  } catch (const Json::exception&) {  // its words repeat what stands there
    return Failure{std::string("the case is no JSON; check quotes and commas, it must be one object in UTF-8")};
  }
}

}  // namespace redress::app
