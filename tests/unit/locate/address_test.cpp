#include "engine/locate/address.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

// Every spelling of an address prints in the one form of RFC 5952, and that form reads back as the same address.
TEST(Address, PrintsCanonically) {
  const std::pair<const char*, const char*> rows[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"2001:db8::1", "2001:db8::1"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
      {"::ffff:c000:0201", "::ffff:192.0.2.1"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"2001:db8:0:0:1:0:0:0", "2001:db8:0:0:1::"},
      {"fe80:0:0:0:0:0:0:0", "fe80::"},
      {"1:0:0:2:0:0:0:3", "1:0:0:2::3"},
  };
  for (const auto& [text, canonical] : rows) {
    const auto address = parse_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(to_text(*address), canonical);
    EXPECT_EQ(parse_address(canonical), address) << text;
  }
}

// Anything but a plain address is refused, since each of these means something else to some other program.
TEST(Address, RefusesOtherSpellings) {
  for (const char* text : {"",
                           "1",
                           "127.1",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1.2.3.",
                           ".1.2.3",
                           "01.2.3.4",
                           "1.2.3.04",
                           "0x7f.0.0.1",
                           "256.1.1.1",
                           "1.2.3.4 ",
                           " 1.2.3.4",
                           "1.2.3.+4",
                           "1.2.3.4/24",
                           "2130706433",
                           ":",
                           ":::",
                           "1::2::3",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "::1%eth0",
                           "[::1]",
                           "g::",
                           "12345::",
                           "::1.2.3",
                           "::01.2.3.4",
                           "1.2.3.4::",
                           "::1.2.3.4:5",
                           ":1::",
                           "1::2:",
                           "::1:",
                           "1:2:3:4:5:6:7:",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "::ffff:1.2.3.256",
                           "1:2:3:4::5:6:7:8"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

// Registries pad dotted quads and add a length; both are read as decimal there and nowhere else.
TEST(Address, ReadsRegistrySpellings) {
  EXPECT_EQ(parse_registry_address("074.125.000.000"), parse_address("74.125.0.0"));
  EXPECT_EQ(parse_registry_address("62.239.237.255/32"), parse_address("62.239.237.255"));
  EXPECT_EQ(parse_registry_address("2801:10:c000:0:0:0:0:0"), parse_address("2801:10:c000::"));
  EXPECT_EQ(parse_registry_address("2001:4860:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF"), parse_address("2001:4860:ffff:ffff:ffff:ffff:ffff:ffff"));
  EXPECT_FALSE(parse_registry_address("0074.125.0.0"));
  EXPECT_FALSE(parse_registry_address("300.1.1.1"));
  EXPECT_FALSE(parse_registry_address(""));
}

// A prefix holds exactly the addresses whose first bits are equal, at and beside byte borders.
TEST(Prefix, HoldsItsAddresses) {
  const auto prefix = parse_prefix("198.18.0.0/15");
  ASSERT_TRUE(prefix);
  EXPECT_TRUE(prefix->contains(*parse_address("198.19.255.255")));
  EXPECT_FALSE(prefix->contains(*parse_address("198.20.0.0")));
  EXPECT_FALSE(prefix->contains(*parse_address("::c612:0")));
  EXPECT_TRUE(parse_prefix("0.0.0.0/0")->contains(*parse_address("203.0.113.9")));
  EXPECT_TRUE(parse_prefix("2001:db8::/32")->contains(*parse_address("2001:db8:ffff::1")));
  EXPECT_EQ(to_text(*parse_prefix("2001:db8::/32")), "2001:db8::/32");
  for (const char* text : {"10.0.0.0", "10.0.0.0/33", "10.0.0.1/8", "::/129", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/-1", "x/8"}) {
    EXPECT_FALSE(parse_prefix(text)) << text;
  }
}

// Only a range that is exactly one prefix counts as one.
TEST(Prefix, FromRange) {
  EXPECT_EQ(prefix_of_range(*parse_address("192.0.2.0"), *parse_address("192.0.2.255")), parse_prefix("192.0.2.0/24"));
  EXPECT_EQ(prefix_of_range(*parse_address("192.0.2.7"), *parse_address("192.0.2.7")), parse_prefix("192.0.2.7/32"));
  EXPECT_EQ(prefix_of_range(*parse_address("0.0.0.0"), *parse_address("255.255.255.255")), parse_prefix("0.0.0.0/0"));
  EXPECT_FALSE(prefix_of_range(*parse_address("192.0.2.0"), *parse_address("192.0.2.254")));
  EXPECT_FALSE(prefix_of_range(*parse_address("192.0.2.255"), *parse_address("192.0.2.0")));
  EXPECT_FALSE(prefix_of_range(*parse_address("192.0.2.0"), *parse_address("2001:db8::")));
}

// Each row of the special registries can be read; an unreadable one would silently allow its range.
TEST(SpecialRanges, AllRowsAreReadable) {
  for (const SpecialRange& range : special_ranges()) EXPECT_TRUE(parse_prefix(range.prefix)) << range.prefix;
}

// No connection may go to an address nobody public can have, whichever form carries it; public neighbours stay open.
TEST(SpecialRanges, ForbiddenTable) {
  struct Row {
    const char* address;
    const char* reason;  // nullptr: public
  };
  const Row rows[] = {
      {"0.0.0.0", "This host on this network"},
      {"0.1.2.3", "This network"},
      {"1.0.0.0", nullptr},
      {"9.255.255.255", nullptr},
      {"10.0.0.0", "Private-Use"},
      {"10.255.255.255", "Private-Use"},
      {"11.0.0.0", nullptr},
      {"100.63.255.255", nullptr},
      {"100.64.0.0", "Shared Address Space"},
      {"100.127.255.255", "Shared Address Space"},
      {"100.128.0.0", nullptr},
      {"126.255.255.255", nullptr},
      {"127.0.0.1", "Loopback"},
      {"127.255.255.255", "Loopback"},
      {"128.0.0.0", nullptr},
      {"169.253.255.255", nullptr},
      {"169.254.169.254", "Link Local"},
      {"169.255.0.0", nullptr},
      {"172.15.255.255", nullptr},
      {"172.16.0.1", "Private-Use"},
      {"172.31.255.255", "Private-Use"},
      {"172.32.0.0", nullptr},
      {"192.0.0.1", "IPv4 Service Continuity Prefix"},
      {"192.0.0.8", "IPv4 dummy address"},
      {"192.0.0.9", "Port Control Protocol Anycast"},
      {"192.0.0.170", "NAT64/DNS64 Discovery"},
      {"192.0.0.192", "IETF Protocol Assignments"},
      {"192.0.1.0", nullptr},
      {"192.0.2.5", "Documentation (TEST-NET-1)"},
      {"192.0.3.0", nullptr},
      {"192.31.196.1", nullptr},
      {"192.52.193.1", nullptr},
      {"192.88.98.255", nullptr},
      {"192.88.99.1", "Deprecated (6to4 Relay Anycast)"},
      {"192.167.255.255", nullptr},
      {"192.168.1.1", "Private-Use"},
      {"192.169.0.0", nullptr},
      {"192.175.48.1", nullptr},
      {"198.17.255.255", nullptr},
      {"198.18.0.1", "Benchmarking"},
      {"198.19.255.255", "Benchmarking"},
      {"198.51.100.7", "Documentation (TEST-NET-2)"},
      {"203.0.113.7", "Documentation (TEST-NET-3)"},
      {"223.255.255.255", nullptr},
      {"224.0.0.1", "Multicast"},
      {"239.255.255.250", "Multicast"},
      {"240.0.0.1", "Reserved"},
      {"255.255.255.254", "Reserved"},
      {"255.255.255.255", "Limited Broadcast"},
      {"::", "Unspecified Address"},
      {"::1", "Loopback Address"},
      {"::7f00:1", "IPv4-Compatible (deprecated)"},
      {"::808:808", "IPv4-Compatible (deprecated)"},
      {"::ffff:127.0.0.1", "Loopback"},
      {"::ffff:169.254.169.254", "Link Local"},
      {"::ffff:8.8.8.8", nullptr},
      {"::fffe:8.8.8.8", "Outside global unicast"},
      {"64:ff9b::10.1.2.3", "Private-Use"},
      {"64:ff9b::7f00:1", "Loopback"},
      {"64:ff9b::8.8.8.8", nullptr},
      {"64:ff9b:1::8.8.8.8", "IPv4-IPv6 Translation (local use)"},
      {"64:ff9b:2::1", "Outside global unicast"},
      {"100::1", "Discard-Only Address Block"},
      {"100:0:0:1::1", "Dummy IPv6 Prefix"},
      {"1fff:ffff::1", "Outside global unicast"},
      {"2000::1", nullptr},
      {"2001:1::1", "Port Control Protocol Anycast"},
      {"2001:2::1", "Benchmarking"},
      {"2001:2:1::1", "IETF Protocol Assignments"},
      {"2001:10::1", "Deprecated (previously ORCHID)"},
      {"2001:20::1", "ORCHIDv2"},
      {"2001:1ff:ffff::1", "IETF Protocol Assignments"},
      {"2001:200::1", nullptr},
      {"2001:0:808:808:0:0:f7f7:f7f7", nullptr},      // Teredo: server 8.8.8.8, client 8.8.8.8
      {"2001:0:808:808:0:0:80ff:fffe", "Loopback"},   // client 127.0.0.1, turned over
      {"2001:0:a00:1:0:0:f7f7:f7f7", "Private-Use"},  // server 10.0.0.1
      {"2001:db8::1", "Documentation"},
      {"2001:db9::1", nullptr},
      {"2002:7f00:1::1", "Loopback"},
      {"2002:c0a8:101::1", "Private-Use"},
      {"2002:808:808::1", nullptr},
      {"2620:4f:8000::1", nullptr},
      {"2a00:1450::1", nullptr},
      {"3fff:0fff::1", "Documentation"},
      {"3fff:1000::1", nullptr},
      {"4000::1", "Outside global unicast"},
      {"5f00::1", "Segment Routing (SRv6) SIDs"},
      {"fc00::1", "Unique-Local"},
      {"fd00:ec2::254", "Unique-Local"},
      {"fe80::1", "Link-Local Unicast"},
      {"febf::1", "Link-Local Unicast"},
      {"fec0::1", "Site-Local (deprecated)"},
      {"ff02::1", "Multicast"},
  };
  static_assert(std::size(rows) >= 60);
  for (const Row& row : rows) {
    const auto address = parse_address(row.address);
    ASSERT_TRUE(address) << row.address;
    const auto reason = forbidden_reason(*address);
    if (row.reason == nullptr) {
      EXPECT_FALSE(reason) << row.address << " refused: " << *reason;
    } else {
      EXPECT_EQ(reason.value_or("public"), row.reason) << row.address;
    }
  }
}

// Bytes as a socket gives them make the same address as the text.
TEST(Address, FromBytes) {
  const std::uint8_t four[] = {192, 0, 2, 1};
  EXPECT_EQ(Address::from_bytes(four), parse_address("192.0.2.1"));
  const std::uint8_t sixteen[16] = {0x20, 0x01, 0x0d, 0xb8};
  EXPECT_EQ(Address::from_bytes(sixteen), parse_address("2001:db8::"));
  const std::uint8_t five[] = {1, 2, 3, 4, 5};
  EXPECT_FALSE(Address::from_bytes(five));
}

}  // namespace
}  // namespace redress
