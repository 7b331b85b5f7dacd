// A database, the keys it belongs to, and who may make one.
#include "tests/unit/app/desk.hpp"

#include <filesystem>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

class OwnDatabase : public Desk {};

// A store opens with its own keys only: not with another desk's, and not with a key file from before the newest site key.
TEST_F(OwnDatabase, AStoreKnowsItsKeys) {
  ASSERT_TRUE(wiring->tie_to_keys());
  const auto opens_with = [&](const std::string& keys) {
    auto with = config;
    with.key_file = keys;
    const auto opened = Wiring::open(with, clock, random, Wiring::IfAbsent::refuse);
    return opened ? std::string() : opened.error();
  };
  EXPECT_EQ(opens_with(config.key_file), "");
  ASSERT_TRUE(create_key_file(folder.file("other-keys"), random));
  EXPECT_NE(opens_with(folder.file("other-keys")).find("other-keys: its keys are not those"), std::string::npos);
  EXPECT_NE(opens_with(folder.file("no-keys")).find("put it back"), std::string::npos);
  fs::copy_file(config.key_file, folder.file("old-keys"));
  ASSERT_TRUE(rotate_key_file(config.key_file, random));
  EXPECT_EQ(opens_with(folder.file("old-keys")), "");
  auto turned = Wiring::open(config, clock, random, Wiring::IfAbsent::refuse);
  ASSERT_TRUE(turned);
  ASSERT_TRUE((*turned)->tie_to_keys());
  EXPECT_NE(opens_with(folder.file("old-keys")).find("the site key that wrapped last is missing"), std::string::npos);
  EXPECT_EQ(opens_with(config.key_file), "");
}

// Where there is no database, or an empty file, none is made unasked.
TEST_F(OwnDatabase, NoDatabaseIsMadeUnasked) {
  config.database = folder.file("another.db");
  const auto refusal = [&] {
    const auto opened = Wiring::open(config, clock, random, Wiring::IfAbsent::refuse);
    return opened ? std::string() : opened.error();
  };
  EXPECT_NE(refusal().find("put it back"), std::string::npos) << refusal();
  EXPECT_FALSE(fs::exists(config.database));
  write_file(config.database, "");
  EXPECT_NE(refusal().find("put it back"), std::string::npos) << refusal();
}

}  // namespace
}  // namespace redress::app
