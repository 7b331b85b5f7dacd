// Whose word about a contact counts first, and for how long. engine/locate asks the sources.
#pragma once

#include "engine/core/contact_source.hpp"
#include "engine/core/time.hpp"
#include "policies/kit/rule_file.hpp"

#include <vector>

namespace redress {

struct SourcesAnswer {
  std::vector<ContactSource> order;  // none twice; the directory first
  Milliseconds keep_for{0};
  Milliseconds keep_empty_for{0};
};

class Contacts final {
 public:
  [[nodiscard]] static Contacts read(RuleFile& file, UtcTime as_of);

  [[nodiscard]] const Rule<SourcesAnswer>& sources() const { return *sources_.choose(Case{}, as_of_); }

 private:
  RuleTable<SourcesAnswer> sources_;
  UtcTime as_of_;
};

}  // namespace redress
