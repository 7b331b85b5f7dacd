#include "engine/transport/address_rules.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

// Every special-purpose range is refused at its first and last address, in IPv4 and inside IPv6.
TEST(AddressRules, SpecialAddressesAreRefused) {
  const AddressRules rules;
  for (const char* address : {"0.0.0.0",
                              "0.255.255.255",
                              "10.0.0.0",
                              "10.255.255.255",
                              "100.64.0.0",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.0.0",
                              "169.254.169.254",
                              "172.16.0.0",
                              "172.31.255.255",
                              "192.0.0.0",
                              "192.0.0.255",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.0.0",
                              "192.168.255.255",
                              "198.18.0.0",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.255",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.0",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::127.0.0.1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::ffff:0:127.0.0.1",
                              "64:ff9b::127.0.0.1",
                              "64:ff9b::10.1.2.3",
                              "64:ff9b:1::1.1.1.1",
                              "100::1",
                              "100:0:0:1::1",
                              "2001::1",
                              "2001:0:7f00:1::",
                              "2001:0:808:808:0:0:80ff:fffe",
                              "2001:2::1",
                              "2001:10::1",
                              "2001:20::1",
                              "2001:db8::1",
                              "2002:7f00:1::1",
                              "2002:a9fe:a9fe::",
                              "2002:c0a8:101::1",
                              "3fff::1",
                              "3fff:fff::1",
                              "5f00::1",
                              "fc00::1",
                              "fd00:ec2::254",
                              "fdff::1",
                              "fe80::1",
                              "febf::1",
                              "fec0::1",
                              "ff02::1",
                              "2a00:1450:4001::5efe:a00:1",
                              "2a00:1450:4001::200:5efe:7f00:1",
                              "4000::1",
                              "e000::1"})
    EXPECT_EQ(rules.judge(std::string_view(address)), AddressClass::refused) << address;
}

// The neighbours of those ranges, and public IPv4 inside IPv6, may be reached.
TEST(AddressRules, PublicAddressesAreOrdinary) {
  const AddressRules rules;
  for (const char* address :
       {"1.1.1.1",         "9.255.255.255",        "11.0.0.0",          "100.63.255.255",  "100.128.0.0",    "126.255.255.255",
        "128.0.0.0",       "169.253.255.255",      "169.255.0.0",       "172.15.255.255",  "172.32.0.0",     "192.0.1.0",
        "192.167.255.255", "198.17.255.255",       "198.20.0.0",        "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        "2002:808:808::1", "2001:4860:4860::8888", "2a00:1450:4001::1", "2001:200::1"})
    EXPECT_EQ(rules.judge(std::string_view(address)), AddressClass::ordinary) << address;
}

// What is no numeric address is refused, whatever a resolver might make of it.
TEST(AddressRules, OtherTextIsRefused) {
  const AddressRules rules;
  for (const char* address : {"", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "1.1.1.1 ", "[::1]", "fe80::1%lo", "1.1.1.1/8"})
    EXPECT_EQ(rules.judge(std::string_view(address)), AddressClass::refused) << address;
}

// A permitted prefix opens exactly itself, also in its mapped form, and wins over a denied one.
TEST(AddressRules, PermitAndDeny) {
  const AddressRules rules({"127.0.0.8/30", "::1/128"}, {"8.8.0.0/16", "127.0.0.0/8", "2a00:1450::/32"});
  EXPECT_EQ(rules.judge("127.0.0.9"), AddressClass::permitted);
  EXPECT_EQ(rules.judge("::ffff:127.0.0.11"), AddressClass::permitted);
  EXPECT_EQ(rules.judge("127.0.0.12"), AddressClass::refused);
  EXPECT_EQ(rules.judge("::1"), AddressClass::permitted);
  EXPECT_EQ(rules.judge("8.8.4.4"), AddressClass::refused);
  EXPECT_EQ(rules.judge("8.9.4.4"), AddressClass::ordinary);
  EXPECT_EQ(rules.judge("2a00:1450:4001::1"), AddressClass::refused);
}

// A prefix that is none stops the start and is named.
TEST(AddressRules, BadPrefixesAreNamed) {
  for (const char* prefix : {"", "10.0.0.0/33", "10.0.0/8", "::1/129", "10.0.0.0/", "10.0.0.0/8x", "10.0.0.0/-1", "host/8"})
    EXPECT_THROW(AddressRules({prefix}, {}), std::invalid_argument) << prefix;
}

}  // namespace
}  // namespace redress
