#include "connectors/assisted_form/assisted_form.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/json_text.hpp"
#include "engine/core/reference.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

namespace redress {

namespace embedded {
std::span<const std::pair<std::string_view, std::string_view>> assisted_forms();
}

namespace {

void read_fields(const nlohmann::json& from, std::vector<FormField>& fields) {
  for (const auto& field : from) {
    const auto source = from_name<FormSource>(field.at("from").get<std::string>());
    REDRESS_ASSERT(source.has_value(), "a field of a shipped form is filled with something we know");
    fields.push_back({field.at("label"), *source, field.value("words", "")});
  }
}

std::vector<FormDefinition> read_forms() {
  std::vector<FormDefinition> forms;
  const auto file = nlohmann::json::parse(embedded::assisted_forms().front().second);
  for (const auto& one : file.at("forms")) {
    FormDefinition form{one.at("id"), one.at("title"), one.at("where"), one.at("items_max"), one.value("complaints", ""), {}, {}};
    read_fields(one.at("fields"), form.fields);
    if (one.contains("steps")) read_fields(one.at("steps"), form.steps);
    forms.push_back(std::move(form));
  }
  return forms;
}

const FormDefinition* form_of(std::string_view id) {
  const auto& forms = shipped_forms();
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const FormDefinition& one) { return one.id == id; });
  return form == forms.end() ? nullptr : &*form;
}

/// One line for each item that has something to say.
template <class What>
std::string lines(const NoticeForSending& notice, What&& what) {
  std::string text;
  for (const auto& item : notice.items)
    if (const std::string line = what(item); !line.empty()) text += (text.empty() ? "" : "\n") + line;
  return text;
}

/// ICCAM's two classes of illegal; everything else is its "not illegal". [SRC-ICCAM]
std::string iccam_class(Verdict verdict) {
  if (verdict == Verdict::illegal_baseline) return "1 Baseline CSAM";
  return verdict == Verdict::illegal_national ? "2 National CSAM" : "4 Ignore";
}

/// What ICCAM has for a step: an action of its list, or another page. [SRC-ICCAM]
std::string iccam_step(ExchangeStep step) {
  switch (step) {
    case ExchangeStep::filed: return "new report";
    case ExchangeStep::acknowledged: return "hotline reference";
    case ExchangeStep::assessed: return "assessment";
    case ExchangeStep::reported_to_police: return "action 1 Reported to LEA";
    case ExchangeStep::host_notified: return "action 2 Reported to ISP";
    case ExchangeStep::moved: return "hosting moved, then assigned country";
    case ExchangeStep::removed: return "action 3 Removed";
    case ExchangeStep::unavailable: return "action 4 Unavailable";
    case ExchangeStep::not_illegal: return "action 6 Not illegal";
  }
  return {};
}

/// ICCAM's number of a closing reason is its place in the list; ours of our own are its "other". [SRC-ICCAM]
std::string iccam_reason(ClosingReason reason) {
  const auto number = static_cast<int>(reason);
  constexpr int kLastOfIccam = static_cast<int>(ClosingReason::age_over_national_threshold);
  return number == 0 || number > kLastOfIccam ? "1 other" : std::to_string(number) + ' ' + std::string(name_of(reason));
}

std::string value_of(const FormField& field, const NoticeForSending& notice, const DeskIdentity& desk) {
  switch (field.from) {
    case FormSource::locators: return lines(notice, [](const NoticeItem& item) { return item.locator.open(DeliveryReveal::grant()); });
    case FormSource::referrers: return lines(notice, [](const NoticeItem& item) { return item.referrer; });
    case FormSource::text: return notice.text.body;
    case FormSource::subject: return notice.text.subject;
    case FormSource::reference: return notice.reference;
    case FormSource::refers_to: return notice.refers_to;
    case FormSource::organisation: return notice.anonymous ? std::string() : desk.organisation;
    case FormSource::reply_address: return notice.anonymous ? std::string() : reply_address(desk.reply_mailbox, notice.reply_token, desk.mail_domain);
    case FormSource::handler: return notice.anonymous ? std::string() : desk.handler;
    case FormSource::first_reported: return lines(notice, [](const NoticeItem& item) { return to_rfc3339(item.first_reported_at); });
    case FormSource::last_online:
      return lines(notice, [](const NoticeItem& item) { return item.last_online_at ? to_rfc3339(*item.last_online_at) : std::string(); });
    case FormSource::countries: return lines(notice, [](const NoticeItem& item) { return item.country; });
    case FormSource::hosters: return lines(notice, [](const NoticeItem& item) { return item.hoster; });
    case FormSource::classification: return lines(notice, [](const NoticeItem& item) { return iccam_class(item.verdict); });
    case FormSource::step: return notice.step ? iccam_step(*notice.step) : std::string();
    case FormSource::happened: return notice.happened_at ? to_rfc3339(*notice.happened_at) : std::string();
    case FormSource::reason:
      return notice.step == ExchangeStep::unavailable || notice.step == ExchangeStep::not_illegal
                 ? lines(notice, [](const NoticeItem& item) { return iccam_reason(item.reason); })
                 : std::string();
    case FormSource::words: return field.words;
  }
  return {};
}

class AssistedFormSubmit final : public Submit {
 public:
  bool takes_address(std::string_view address) const override { return form_of(address) != nullptr; }
  std::vector<std::string> addresses() const override {
    std::vector<std::string> ids;
    for (const auto& form : shipped_forms()) ids.push_back(form.id);
    return ids;
  }

  Result<MessageText, std::string> compose(const NoticeForSending& notice, const DeskIdentity& desk) const override {
    const auto* form = form_of(notice.address);
    if (form == nullptr) return Failure{std::string("there is no form of the contact's name")};
    if (notice.kind == NoticeKind::escalation && !form->complaints.empty()) form = form_of(form->complaints);
    if (notice.items.size() > form->items_max)
      return Failure{"the form takes " + std::to_string(form->items_max) + " items at most; say \"per_url: true\" of the contact"};
    JsonArray fields;
    // What is filed is a report; every other step is told of one that is there.
    const bool tells_step = notice.step && notice.step != ExchangeStep::filed && !form->steps.empty();
    for (const auto& field : tells_step ? form->steps : form->fields)
      fields.raw(JsonObject().add("label", field.label).add("value", value_of(field, notice, desk)).text());
    return MessageText(JsonObject().add("form", form->id).add("title", form->title).add("where", form->where).raw("fields", fields.text()).text());
  }

  Step next_step(const NoticeForSending&, const MessageText&, std::string&, const LastReply*) const override {
    return NeedsPerson{"a form is filed by a person"};
  }
};

class AssistedFormConnector final : public Connector {
 public:
  AssistedFormConnector() = default;
  AssistedFormConnector(const AssistedFormConnector&) = delete;
  AssistedFormConnector& operator=(const AssistedFormConnector&) = delete;

  const Manifest& manifest() const override { return manifest_; }
  const Submit* submit() const override { return &submit_; }

 private:
  Manifest manifest_{
      .id = "assisted_form",
      .protocol = "a form on the partner's page, prepared field by field and filed by a person",
      .source = "[SRC-DSA-16]",
      .ceiling = Tlp::amber,
      .repeat_is_safe = false,
      .requests_max = 20,
      .bytes_max = 200'000,
      .per_minute_max = 60,
      .by_hand = true,
  };
  AssistedFormSubmit submit_;
};

}  // namespace

const std::vector<FormDefinition>& shipped_forms() {
  static const std::vector<FormDefinition> forms = read_forms();
  return forms;
}

std::unique_ptr<Connector> make_assisted_form_connector() { return std::make_unique<AssistedFormConnector>(); }

}  // namespace redress
