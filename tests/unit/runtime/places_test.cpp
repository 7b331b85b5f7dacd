#include "tests/unit/runtime/engine.hpp"

namespace redress::runtime {
namespace {

/// Look-ups, answered by the test.
class Places : public Engine {
 protected:
  /// How many look-ups are given out now; each is answered so.
  int look_up(const Result<PlaceReply, PlaceError>& reply) {
    int given = 0;
    turn();
    for (auto& job : loop->take_jobs())
      if (const auto* locate = std::get_if<LocateJob>(&job)) {
        ++given;
        loop->post(LocateSettled{locate->location, reply});
      }
    turn();
    return given;
  }
  static PlaceReply place(bool incomplete) {
    PlaceReply reply;
    reply.found = true;
    reply.incomplete = incomplete;
    reply.country_of_address = "NL";
    reply.country_source = "rdap";
    reply.abuse_addresses = {"abuse@hoster.example"};
    reply.abuse_source = "rdap_address";
    if (!incomplete) {
      reply.registrar_addresses = {"abuse@registrar.example"};
      reply.registrar_source = "rdap_domain";
    }
    return reply;
  }
  RecipientId registrar() { return reader->location(LocationId{1})->registrar; }
};

// A registrar that could not be asked is asked again after ten minutes, then after twice as long each time, until it answers: then it is
// known and everything rests.
TEST_F(Places, WhatIsIncompleteIsAskedAgain) {
  report();
  EXPECT_EQ(look_up(place(true)), 1);
  EXPECT_FALSE(registrar());
  for (const int wait : {10, 20, 40}) {
    clock.advance(minutes{wait} - seconds{1});
    EXPECT_EQ(look_up(place(true)), 0) << wait;
    clock.advance(seconds{1});
    EXPECT_EQ(look_up(place(true)), 1) << wait;
  }
  clock.advance(minutes{80});
  EXPECT_EQ(look_up(place(false)), 1);
  EXPECT_TRUE(registrar());
  clock.advance(hours{48});
  EXPECT_EQ(look_up(place(false)), 0);
}

// What answered wholly is not asked again by itself, and neither is a place where nobody wants anything any more; never longer than a day
// apart.
TEST_F(Places, OnlyAsOftenAndAsLongAsItIsOfUse) {
  report();
  EXPECT_EQ(look_up(place(true)), 1);
  int asked = 0;
  for (int hour = 0; hour < 24 * 10; ++hour) {
    clock.advance(hours{1});
    asked +=
        look_up(hour % 2 == 0 ? Result<PlaceReply, PlaceError>(place(true)) : Result<PlaceReply, PlaceError>(Failure{PlaceError::later}));
  }
  EXPECT_GE(asked, 10);
  EXPECT_LE(asked, 20);
  EXPECT_TRUE(act(ActKind::withdraw, 1, {}, "reported by mistake").done);
  for (int hour = 0; hour < 24 * 3; ++hour) {
    clock.advance(hours{1});
    EXPECT_EQ(look_up(place(true)), 0);
  }
}

}  // namespace
}  // namespace redress::runtime
