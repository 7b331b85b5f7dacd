// The connector for partners that have a form and nothing for machines: it prepares every field the form asks for, in the form's order. A
// person files it and tells the partner's number and the time back, from which the clocks run. Pure. [SRC-DSA-16]
#pragma once

#include "engine/core/ports/connector.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// What a field of a form is filled with. `words`: the same for every notice; they stand in the form's definition.
enum class FormSource {
  locators,
  referrers,
  text,
  subject,
  reference,
  refers_to,
  organisation,
  reply_address,
  handler,
  first_reported,
  last_online,
  countries,
  hosters,
  classification,
  step,
  happened,
  reason,
  words
};
template <>
struct EnumNames<FormSource> {
  static constexpr auto names =
      name_list("locators", "referrers", "text", "subject", "reference", "refers_to", "organisation", "reply_address", "handler",
                "first_reported", "last_online", "countries", "hosters", "classification", "step", "happened", "reason", "words");
};

struct FormField {
  std::string label;  // as the form has it
  FormSource from = FormSource::words;
  std::string words;  // where `from` is words
};
struct FormDefinition {
  std::string id;     // a contact's address names it
  std::string title;
  std::string where;  // how a person gets to it, in words
  std::size_t items_max = 1;
  std::string complaints;  // the form for complaints about what was decided on this one; empty: the same
  std::vector<FormField> fields;  // in the form's order
  std::vector<FormField> steps;   // the same of the page on which what has happened is told; empty where there is none
};

/// The forms that ship (forms.json), in its order.
[[nodiscard]] const std::vector<FormDefinition>& shipped_forms();

/// `compose` gives `{"form","title","where","fields":[{"label","value"}…]}`. Threads: may be shared; nothing in it changes.
[[nodiscard]] std::unique_ptr<Connector> make_assisted_form_connector();

}  // namespace redress
