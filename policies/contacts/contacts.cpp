#include "policies/contacts/contacts.hpp"

#include <algorithm>

namespace redress {

Contacts Contacts::read(RuleFile& file, UtcTime as_of) {
  Contacts contacts;
  contacts.as_of_ = as_of;
  contacts.sources_ = file.table<SourcesAnswer>("sources", {}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
    SourcesAnswer answer;
    for (const auto& node : row.list("order", true)) {
      const auto source = read_choice<ContactSource>(node, file.problems());
      if (!source) continue;
      if (answer.order.empty() && *source != ContactSource::directory)
        file.problems().add(node, "the directory does not come first", "begin with \"directory\": whatever stands there was approved by somebody");
      if (std::find(answer.order.begin(), answer.order.end(), *source) != answer.order.end())
        file.problems().add(node, "the source stands here twice", "drop one of them");
      answer.order.push_back(*source);
    }
    answer.keep_for = row.duration("keep_for", minutes{1}, hours{24 * 30});
    answer.keep_empty_for = row.duration("keep_empty_for", minutes{1}, hours{24 * 30});
    return answer;
  });
  return contacts;
}

}  // namespace redress
