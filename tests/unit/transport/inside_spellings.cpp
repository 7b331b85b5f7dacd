#include "inside_spellings.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace redress::test {
namespace {

/// Loopback, private, carrier-grade, link-local, this network, benchmarks, multicast, broadcast; the metadata services of clouds among them.
constexpr std::array<std::array<unsigned, 4>, 12> kInside{{{127, 0, 0, 1},
                                                           {10, 0, 0, 1},
                                                           {172, 16, 0, 1},
                                                           {192, 168, 1, 1},
                                                           {169, 254, 169, 254},
                                                           {169, 254, 170, 2},
                                                           {100, 100, 100, 200},
                                                           {192, 0, 0, 192},
                                                           {0, 0, 0, 0},
                                                           {198, 18, 0, 1},
                                                           {224, 0, 0, 1},
                                                           {255, 255, 255, 255}}};

template <class... Parts>
std::string text(const char* form, Parts... parts) {
  std::array<char, 128> buffer{};
  std::snprintf(buffer.data(), buffer.size(), form, parts...);
  return buffer.data();
}

/// Digits and dots as the full-width ones, which some software folds to ASCII.
std::string full_width(const std::string& plain) {
  std::string wide;
  for (const char c : plain) {
    if (c == '.') wide += "\xef\xbc\x8e";
    else wide += std::string("\xef\xbc") + static_cast<char>(0x90 + (c - '0'));
  }
  return wide;
}

std::string with(std::string plain, const std::string& dot) {
  for (std::size_t at = 0; (at = plain.find('.', at)) != std::string::npos; at += dot.size()) plain.replace(at, 1, dot);
  return plain;
}

std::vector<std::string> spellings_of(const std::array<unsigned, 4>& bytes) {
  const auto [a, b, c, d] = bytes;
  const std::uint32_t whole = (a << 24U) | (b << 16U) | (c << 8U) | d;
  const auto plain = text("%u.%u.%u.%u", a, b, c, d);
  const unsigned high = whole >> 16U, low = whole & 0xffffU;
  return {
      plain,
      plain + ".",
      text("%u", whole),
      text("%u.%u", a, whole & 0xffffffU),
      text("%u.%u.%u", a, b, low),
      text("0x%x", whole),
      text("0X%08X.", whole),
      text("0x%x.0x%x.0x%x.0x%x", a, b, c, d),
      text("0x%02x.%u.0x%04x", a, b, low),
      text("0%o", whole),
      text("0%o.0%o.0%o.0%o", a, b, c, d),
      text("00000%o.%u.0x%x.%u", a, b, c, d),
      full_width(plain),
      with(plain, "%2e"),
      with(plain, "\xe3\x80\x82"),
      plain + "%00",
      "user@" + plain,
      "public.example%40" + plain,
      "[::ffff:" + plain + "]",
      text("[::ffff:%x:%x]", high, low),
      text("[0:0:0:0:0:FFFF:%04X:%04x]", high, low),
      text("[::%x:%x]", high, low),
      text("[::ffff:0:%x:%x]", high, low),
      "[64:ff9b::" + plain + "]",
      text("[64:ff9b::%x:%x]", high, low),
      text("[64:ff9b:1::%x:%x]", high, low),
      text("[2002:%x:%x::1]", high, low),
      text("[2001:0:%x:%x::1]", high, low),
      text("[2001:0:808:808:0:0:%x:%x]", high ^ 0xffffU, low ^ 0xffffU),
      text("[2a00:1450:4001:1:0:5efe:%x:%x]", high, low),
      text("[::ffff:%x:%x%%251]", high, low),
  };
}

}  // namespace

std::vector<std::string> inside_v4_spellings() {
  std::vector<std::string> all;
  for (const auto& bytes : kInside)
    for (auto& spelling : spellings_of(bytes))
      if (std::find(all.begin(), all.end(), spelling) == all.end()) all.push_back(std::move(spelling));
  return all;
}

std::vector<std::string> inside_urls(int port) {
  auto hosts = inside_v4_spellings();
  for (const char* host : {"127.0.0.1",
                           "127.1",
                           "127.0.1",
                           "127.000.000.001",
                           "0177.0.0.1",
                           "0177.0.0.01",
                           "0x7f.0.0.1",
                           "0x7f.0x0.0x0.0x1",
                           "0x7f000001",
                           "0X7F000001",
                           "2130706433",
                           "017700000001",
                           "0x7f.1",
                           "127.0x1",
                           "127.0.0.1.",
                           "127.1.",
                           "2130706433.",
                           "127.255.255.254",
                           "127.0.0.2",
                           "0",
                           "0.0.0.0",
                           "0x0",
                           "00000",
                           "0.0",
                           "0.0.0",
                           "[::1]",
                           "[::]",
                           "[0:0:0:0:0:0:0:1]",
                           "[0000:0000:0000:0000:0000:0000:0000:0001]",
                           "[::0001]",
                           "[::ffff:127.0.0.1]",
                           "[::ffff:7f00:1]",
                           "[::FFFF:127.0.0.1]",
                           "[0:0:0:0:0:ffff:7f00:0001]",
                           "[::127.0.0.1]",
                           "[::7f00:1]",
                           "[64:ff9b::127.0.0.1]",
                           "[64:ff9b::7f00:1]",
                           "[64:ff9b:1::7f00:1]",
                           "[2002:7f00:1::]",
                           "[2002:7f00:0001::1]",
                           "[2001:0:7f00:1::]",
                           "[::ffff:0:127.0.0.1]",
                           "[fe80::1]",
                           "[fe80::1%25lo]",
                           "[fe80::1%lo]",
                           "[::1%25lo]",
                           "[fc00::1]",
                           "[fd00:ec2::254]",
                           "[ff02::1]",
                           "[::1].",
                           "[::1]x",
                           "localhost",
                           "LOCALHOST",
                           "localhost.",
                           "localhost.localdomain",
                           "ip6-localhost",
                           "127.0.0.1%00",
                           "127.0.0.1%2e",
                           "127%2e0%2e0%2e1",
                           "%31%32%37.0.0.1",
                           "%6cocalhost",
                           "127.0.0.1%0a",
                           "127.0.0.1%20",
                           "user@127.0.0.1",
                           "@127.0.0.1",
                           "user:pass@127.0.0.1",
                           "a@b@127.0.0.1",
                           "example.com@127.0.0.1",
                           "127.0.0.1\\",
                           "example.com\\@127.0.0.1",
                           "127.0.0.1\t",
                           "127.0.0.1\n",
                           " 127.0.0.1",
                           "127.0.0.1 ",
                           "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1",
                           "\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1",
                           "127\xe3\x80\x82"
                           "0\xe3\x80\x82"
                           "0\xe3\x80\x82"
                           "1",
                           "10.0.0.1",
                           "10.1",
                           "0xa.0.0.1",
                           "012.0.0.1",
                           "172.16.0.1",
                           "172.31.255.255",
                           "0xac100001",
                           "192.168.0.1",
                           "192.168.1",
                           "3232235521",
                           "169.254.169.254",
                           "0xa9fea9fe",
                           "2852039166",
                           "0251.0376.0251.0376",
                           "[::ffff:169.254.169.254]",
                           "100.64.0.1",
                           "198.18.0.1",
                           "192.0.2.1",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "255.255.255.255",
                           "240.0.0.1",
                           "192.88.99.1",
                           "four.test",
                           "six.test",
                           "mapped.test",
                           "nat.test",
                           "any.test",
                           "cloud.test",
                           "FOUR.test",
                           "four.test.",
                           "-four.test",
                           "four..test",
                           ".four.test",
                           "four.test..",
                           "1.2.3.4.5",
                           "256.256.256.256",
                           "127.0.0.0x1",
                           "0x",
                           "127.0.0.08",
                           "",
                           "metadata",
                           "metadata.google.internal",
                           "metadata.azure.internal",
                           "instance-data",
                           "instance-data.ec2.internal",
                           "[fd00:ec2::23]",
                           "[fd20:ce::254]",
                           "kubernetes.default.svc.cluster.local",
                           "host.docker.internal",
                           "router.lan",
                           "printer.local",
                           "127.0.0.1.nip.test",
                           "10.0.0.1.nip.test",
                           "www.169.254.169.254.nip.test",
                           "192.168.1.1.NIP.test.",
                           "loop.test",
                           "abcdefabcdef.onion",
                           "site.i2p"})
    if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.emplace_back(host);
  std::vector<std::string> urls;
  for (const auto& host : hosts) urls.push_back("http://" + host + ":" + std::to_string(port) + "/");
  for (const char* url : {"http:/127.0.0.1/", "http:127.0.0.1", "http:///127.0.0.1/", "http:////127.0.0.1/", "//127.0.0.1/", "127.0.0.1",
                          "http://127.0.0.1:0/", "http://127.0.0.1:65536/", "http://127.0.0.1:-1/", "http://127.0.0.1:80x/",
                          "HTTP://127.0.0.1/", "http://127.0.0.1?@example.com/", "http://127.0.0.1#@example.com/", "http://[::1/",
                          "http://::1/", "https://127.0.0.1/", "dict://127.0.0.1/", "ldap://127.0.0.1/"})
    urls.emplace_back(url);
  return urls;
}

DnsServer::Zone inside_zone(const std::string& name) {
  if (name == "four.test" || name == "loop.test") return {.records = {{1, "127.0.0.1"}}};
  if (name == "six.test") return {.records = {{28, "::1"}}};
  if (name == "mapped.test") return {.records = {{28, "::ffff:127.0.0.1"}}};
  if (name == "nat.test") return {.records = {{28, "64:ff9b::7f00:1"}}};
  if (name == "any.test") return {.records = {{1, "0.0.0.0"}, {28, "::"}}};
  if (name == "cloud.test" || name.substr(0, 8) == "metadata" || name.substr(0, 8) == "instance")
    return {.records = {{1, "169.254.169.254"}, {28, "fd00:ec2::254"}}};
  // `WORDS.1.2.3.4.nip.test` leads to 1.2.3.4.
  const std::string suffix = ".nip.test";
  if (name.size() > suffix.size() && name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0) {
    auto address = name.substr(0, name.size() - suffix.size());
    while (std::count(address.begin(), address.end(), '.') > 3) address.erase(0, address.find('.') + 1);
    return {.records = {{1, address}}};
  }
  return {.exists = false};
}

}  // namespace redress::test
