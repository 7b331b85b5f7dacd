#include "engine/report/research.hpp"

#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "tests/support/store_rows.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace redress::report {
namespace {

// Six requests of one case by one law that are gone are told; two of another are withheld; nobody and no place stands in the table.
TEST(Research, CountsBelowFiveAreWithheld) {
  const test::TemporaryFolder folder;
  const Sha256Chain hasher;
  const auto store = open_store(folder.file("store.db"), hasher);
  {
    auto work = store->begin();
    const auto desk = work->ensure_desk("helpline");
    CaseRecord one;
    one.desk = desk;
    one.number = "C-0000-0000-0";
    one.pin_hash = "hash";
    one.age_band = AgeBand::from_12_to_15;
    one.requester = one.depicted = work->insert(CasePersonRecord{{}, desk, {"details"}, {"key"}, test::at(1)});
    one.opened_at = test::at(1);
    one.id = work->insert(one);
    for (std::uint8_t number = 1; number <= 8; ++number) {
      const auto location = work->insert(test::location_row(number));
      auto request = test::request_row(desk, work->insert(test::item_row(desk, number, location)), location);
      request.facts = {};
      request.facts.opened_at = test::at(1);
      request.facts.spell_open = number > 6;
      request.facts.regime = number > 6 ? "eu_gdpr_17" : "us_take_it_down_act";
      work->link_case(one.id, work->insert(request));
    }
    work->commit();
  }
  EXPECT_EQ(to_csv(research_cells(*store->reader())),
            "definition,age_band,law,outcome,requests\r\n"
            "1,\"from_12_to_15\",\"eu_gdpr_17\",\"open\",withheld\r\n"
            "1,\"from_12_to_15\",\"us_take_it_down_act\",\"gone\",6\r\n");
}

}  // namespace
}  // namespace redress::report
