#include "engine/core/actor_name.hpp"

#include <gtest/gtest.h>

#include <string>

namespace redress {
namespace {

// One person has one name: blanks around it and capitals make no second one.
TEST(ActorName, OneFormOfEach) {
  for (const char* same : {"anna", "anna ", "  Anna\t", "ANNA", "anna\n"}) EXPECT_EQ(actor_name(same), "anna") << same;
  EXPECT_EQ(actor_name("a.bakker_2-x"), "a.bakker_2-x");
  EXPECT_EQ(actor_name(std::string(64, 'a')), std::string(64, 'a'));
}

// What could pass for another name, or for a line of its own in the record, is none: nothing, invisible and foreign characters, line ends
// and escape sequences inside, and more than 64.
TEST(ActorName, RefusesWhatIsNone) {
  for (const char* bad :
       {"", " ", "anna\xE2\x80\x8B", "\xD0\xB0nna", "an na", "anna\nby bram", "\x1b[31manna", "anna@host", "anna/bram", "ann\xC3\xA4"})
    EXPECT_FALSE(actor_name(bad)) << bad;
  EXPECT_FALSE(actor_name(std::string(65, 'a')));
  EXPECT_FALSE(actor_name(std::string("an\0na", 5)));
}

}  // namespace
}  // namespace redress
