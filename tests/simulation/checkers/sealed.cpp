// Promise 8: nothing sensitive stands in the database's files in the clear: no URL, no host of an item, nothing of a case's persons.
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include <fstream>
#include <iterator>
#include <set>

namespace redress::simulation {
namespace {

bool belongs_to_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

class SealedFields final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "sealed"; }

  void at_end() override {
    std::set<std::string> hosts;
    std::string top_level;
    for (const auto& item : world().partners().items()) {
      hosts.insert(item.host);
      top_level = item.host.substr(item.host.rfind('.'));
    }
    for (const auto* ending : {"", "-wal"}) {
      std::ifstream file(world().database_path() + ending, std::ios::binary);
      const std::string bytes(std::istreambuf_iterator<char>(file), {});
      if (bytes.empty() && *ending == '\0') complain("the database cannot be read");
      for (const auto* scheme : {"http://", "https://"})
        if (bytes.find(scheme) != std::string::npos) complain("a URL stands in the database in the clear");
      for (const auto* of_person : {"Requester Invalid", "Depicted Invalid", "person.example"})  // as stories name them
        if (bytes.find(of_person) != std::string::npos) complain("what is known of a person stands in the database in the clear");
      // Hosts all end alike: only what stands before that ending is looked at. Recipients' own addresses end so, too, and are public.
      for (auto at = bytes.find(top_level); !top_level.empty() && at != std::string::npos; at = bytes.find(top_level, at + 1)) {
        auto begin = at;
        while (begin > 0 && belongs_to_name(bytes[begin - 1])) --begin;
        for (auto label = begin; label < at; ++label)
          if (hosts.contains(bytes.substr(label, at + top_level.size() - label))) {
            complain("a host stands in the database in the clear");
            break;
          }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Checker> sealed(const SimWorld& world) { return std::make_unique<SealedFields>(world); }

}  // namespace redress::simulation
