#include "engine/locate/registry_json.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

std::string nested(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

// Depth, size and count end at their limits and not one before.
TEST(RegistryJson, KeepsItsLimits) {
  EXPECT_TRUE(parse_registry_json(nested(kRegistryJsonDepthMax)));
  EXPECT_EQ(parse_registry_json(nested(kRegistryJsonDepthMax + 1)).error(), RegistryJsonError::too_deep);
  EXPECT_EQ(parse_registry_json(nested(200'000)).error(), RegistryJsonError::too_deep);
  std::string many = "[0";
  for (std::size_t i = 0; i < kRegistryJsonValuesMax; ++i) many += ",0";
  EXPECT_EQ(parse_registry_json(many + "]").error(), RegistryJsonError::too_many_values);
  EXPECT_TRUE(parse_registry_json('"' + std::string(kRegistryJsonBytesMax - 2, 'x') + '"'));
  EXPECT_EQ(parse_registry_json('"' + std::string(kRegistryJsonBytesMax, 'x') + '"').error(), RegistryJsonError::too_large);
}

// What is not JSON is refused; bytes that are not UTF-8 only lose themselves.
TEST(RegistryJson, TellsJsonFromTheRest) {
  for (const char* text : {"", " ", "{", "[1,]", "{\"a\":}", "nan", "<html>", "{} {}", "{\"a\":\"\\ud800\"}", "\"a\nb\"", "{'a':1}"}) {
    const auto parsed = parse_registry_json(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error(), RegistryJsonError::not_json);
  }
  const auto latin = parse_registry_json("{\"name\":\"Universit\xe9\",\"n\":9007199254740993,\"f\":1.5,\"b\":true,\"z\":null}");
  ASSERT_TRUE(latin);
  EXPECT_EQ(latin->text_of("name"), "Universit?");
  EXPECT_EQ(latin->find("n")->whole_number(), 9007199254740993);
  EXPECT_EQ(latin->find("z")->kind, RegistryJson::Kind::null);
  EXPECT_EQ(parse_registry_json("\"\xe2\x82\xac\xf0\x9f\x98\x80\"")->text, "\xe2\x82\xac\xf0\x9f\x98\x80");
}

// Members given twice are seen, the last one is found, and text is cut at a character's edge.
TEST(RegistryJson, SeesDuplicates) {
  const auto parsed = parse_registry_json("{\"a\":1,\"a\":\"12\",\"t\":\"x\xc3\xa9\"}");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->count("a"), 2u);
  EXPECT_EQ(parsed->find("a")->whole_number(), 12);
  EXPECT_EQ(parsed->text_of("t", 2), "x");
  EXPECT_EQ(parsed->find("b"), nullptr);
  EXPECT_FALSE(parsed->find("t")->whole_number());
}

}  // namespace
}  // namespace redress
