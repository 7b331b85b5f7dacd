#include "engine/core/plain_reason.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

// An address in a reason would outlive the erasure of what it is about: by its scheme, by www., as a host with a path, also written
// harmless.
TEST(PlainReason, FindsAddresses) {
  for (const char* bad : {"because http://secret.example/url", "hxxps://secret.example", "see www.secret.example",
                          "SECRET.example/1 was wrong", "secret[.]example/1", "at secret.example:8080/x", "it is 192.0.2.1/1",
                          "secret.example?v=1", "(secret.example/1)", "\xD0\xBF\xD1\x80\xD0\xB8.\xD1\x80\xD1\x84/1", "ftp://x"})
    EXPECT_TRUE(names_an_address(bad)) << bad;
}

// What people write as reasons stays possible: hosts without a path, slashes, dates, articles, questions.
TEST(PlainReason, LeavesWordsAlone) {
  for (const char* good :
       {"", "asked for", "the police and/or the prosecutor", "Art. 16/2", "art.16/2", "on 01.02.2030/03.02.2030", "e.g./i.e.",
        "was it host.example?", "abuse@host.example answered", "item 12, see task 4/5", "version 1.2/3", "awww. no", "10/12 items"})
    EXPECT_FALSE(names_an_address(good)) << good;
}

}  // namespace
}  // namespace redress
