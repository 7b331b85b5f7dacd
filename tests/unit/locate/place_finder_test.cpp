#include "engine/locate/place_finder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

namespace redress {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto kStart = UtcTime{Milliseconds{1'893'456'000'000}};

struct World final {
  std::map<std::string, std::vector<std::string>> names;
  std::map<std::string, ResolveError> broken_names;
  std::map<std::string, HttpReply> replies;
  std::map<std::string, HttpError> broken_urls;
  std::map<std::string, std::vector<std::string>> texts;
  std::map<std::string, ResolveError> broken_texts;
  std::vector<std::string> asked;
};

class FakeResolver final : public Resolver {
 public:
  explicit FakeResolver(World& world) : world_(world) {}
  Result<std::vector<std::string>, ResolveError> addresses(const HostName& host) override {
    const auto& name = host.open(TestReveal::grant());
    if (const auto broken = world_.broken_names.find(name); broken != world_.broken_names.end()) return Failure{broken->second};
    if (const auto known = world_.names.find(name); known != world_.names.end()) return known->second;
    return Failure{ResolveError::no_such_name};
  }
  Result<bool, ResolveError> takes_mail(const std::string&) override { return true; }
  Result<std::vector<std::string>, ResolveError> texts(const std::string& name) override {
    world_.asked.push_back(name);
    if (const auto broken = world_.broken_texts.find(name); broken != world_.broken_texts.end()) return Failure{broken->second};
    if (const auto known = world_.texts.find(name); known != world_.texts.end()) return known->second;
    return Failure{ResolveError::no_such_name};
  }

 private:
  World& world_;
};

class FakeHttp final : public HttpTransport {
 public:
  explicit FakeHttp(World& world) : world_(world) {}
  Result<HttpReply, HttpError> perform(const OutgoingHttp& request) override {
    const auto& url = request.url.open(TestReveal::grant());
    EXPECT_EQ(request.method, "GET");
    EXPECT_GT(request.redirects_max, 0);
    world_.asked.push_back(url);
    if (const auto broken = world_.broken_urls.find(url); broken != world_.broken_urls.end()) return Failure{broken->second};
    if (const auto known = world_.replies.find(url); known != world_.replies.end()) return known->second;
    return HttpReply{404, "", {}};
  }

 private:
  World& world_;
};

class FakeDirectory final : public DirectoryLookup {
 public:
  std::map<std::string, DirectoryHit> hosts;
  std::vector<std::pair<Prefix, DirectoryHit>> ranges;
  std::optional<DirectoryHit> by_host(std::string_view host) const override {
    for (std::string_view rest = host;;) {
      if (const auto hit = hosts.find(std::string(rest)); hit != hosts.end()) return hit->second;
      const auto dot = rest.find('.');
      if (dot == std::string_view::npos) return std::nullopt;
      rest.remove_prefix(dot + 1);
    }
  }
  std::optional<DirectoryHit> by_address(const Address& address) const override {
    for (const auto& [prefix, hit] : ranges)
      if (prefix.contains(address)) return hit;
    return std::nullopt;
  }
  std::optional<DirectoryHit> by_slug(std::string_view slug) const override {
    for (const auto& [prefix, hit] : ranges)
      if (hit.slug == slug) return hit;
    for (const auto& [host, hit] : hosts)
      if (hit.slug == slug) return hit;
    return std::nullopt;
  }
};

/// One ruling for every host, while it is set.
class FakeSites final : public SiteRules {
 public:
  std::optional<SiteRuling> said;
  SiteRuling ruling(std::string_view, UtcTime) const override { return said.value_or(SiteRuling{}); }
  bool has_site_rules() const override { return said.has_value(); }
};

std::string network(const std::string& first, const std::string& last, const std::string& country, const std::string& mail) {
  return R"({"objectClassName":"ip network","handle":"NET-1","name":"EXAMPLE-NET","startAddress":")" + first + R"(","endAddress":")" +
         last + R"(","country":")" + country +
         R"(","entities":[{"objectClassName":"entity","handle":"AR1","roles":["abuse"],"vcardArray":["vcard",[["version",{},"text","4.0"],["email",{},"text",")" +
         mail + R"("]]]}]})";
}

class PlaceFinderTest : public testing::Test {
 protected:
  PlaceSettings settings_of_tests() {
    PlaceSettings settings;
    settings.rdap_base_url = "https://rdap.example";
    // Public hosts cannot be written down in a test, so the documentation ranges stand for them.
    settings.permit = [](const Address& address) {
      return parse_prefix("192.0.2.0/24")->contains(address) || parse_prefix("198.51.100.0/24")->contains(address) ||
             parse_prefix("2001:db8::/32")->contains(address);
    };
    return settings;
  }
  PlaceSettings settings_with_all_sources() {
    auto settings = settings_of_tests();
    settings.ripestat_base_url = "https://ripestat.example";
    settings.abusix_zone = "abusix.example";
    settings.abuse_net_zone = "abuse-net.example";
    settings.ranking.order = {ContactSource::directory, ContactSource::rdap_address, ContactSource::rdap_domain,
                              ContactSource::ripestat,  ContactSource::abusix,       ContactSource::abuse_net};
    return settings;
  }
  static std::string ripestat_names(const std::string& mail) {
    return R"({"status":"ok","data":{"abuse_contacts":[)" + (mail.empty() ? std::string() : '"' + mail + '"') + "]}}";
  }
  PlaceFinder finder() { return finder(settings_of_tests()); }
  PlaceFinder finder(PlaceSettings settings) {
    knowledge = std::make_unique<PlaceKnowledge>(std::move(settings), clock, &directory, &sites);
    return another();
  }
  PlaceFinder another() { return {*knowledge, std::make_unique<FakeResolver>(world), std::make_unique<FakeHttp>(world)}; }
  void lists(const std::string& address, std::string body, int status = 200) {
    world.replies["https://rdap.example/ip/" + address] = HttpReply{status, std::move(body), {}};
  }

  SimClock clock{kStart};
  World world;
  FakeDirectory directory;
  FakeSites sites;
  std::unique_ptr<PlaceKnowledge> knowledge;
};

PlaceReply good(Result<PlaceReply, PlaceError> reply) {
  EXPECT_TRUE(reply);
  return reply ? std::move(*reply) : PlaceReply{};
}

// A name nobody knows is placed by RDAP of its lowest address; the reason names neither host nor address.
TEST_F(PlaceFinderTest, RegistryNamesCountryAndMailbox) {
  world.names["img.site.example"] = {"192.0.2.200", "192.0.2.9", "2001:db8::1"};
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  const auto reply = good(finder().locate(HostName("img.site.example")));
  EXPECT_TRUE(reply.found);
  EXPECT_EQ(reply.address, HostName("192.0.2.9"));
  EXPECT_EQ(reply.country_of_address, "NL");
  EXPECT_EQ(reply.country_of_registration, "NL");
  EXPECT_EQ(reply.country_source, "rdap");
  EXPECT_EQ(reply.registration_source, "rdap");
  EXPECT_EQ(reply.hoster_name, "EXAMPLE-NET");
  EXPECT_EQ(reply.hoster_slug, "");
  EXPECT_THAT(reply.abuse_addresses, ElementsAre("abuse@hoster.example"));
  EXPECT_THAT(reply.why, Not(HasSubstr("site.example")));
  EXPECT_THAT(reply.why, Not(HasSubstr("192.0.2")));
  EXPECT_THAT(reply.why, HasSubstr("rdap.example"));
}

// An address in the place of a host is itself: DNS is not asked, brackets and the root's dot go.
TEST_F(PlaceFinderTest, LiteralAddress) {
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  lists("2001:db8::7", network("2001:db8::", "2001:db8::ffff", "DE", "abuse@six.example"));
  auto find = finder();
  EXPECT_EQ(good(find.locate(HostName("192.0.2.9"))).country_of_address, "NL");
  EXPECT_EQ(good(find.locate(HostName("[2001:DB8::7]"))).country_of_address, "DE");
  world.names["site.example"] = {"192.0.2.9"};
  EXPECT_EQ(good(find.locate(HostName("SITE.example."))).country_of_address, "NL");
}

// The directory's slug comes first: by the name's domain, else by the range, whose country then counts.
TEST_F(PlaceFinderTest, DirectoryComesFirst) {
  world.names["a.b.site.example"] = {"192.0.2.9"};
  world.names["other.example"] = {"192.0.2.9"};
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  directory.ranges.emplace_back(*parse_prefix("192.0.2.0/24"), DirectoryHit{"range-host", "Range Host", "BE", false});
  directory.hosts["site.example"] = {"site-owner", "Site", "US", false};
  auto find = finder();
  const auto by_host = good(find.locate(HostName("a.b.site.example")));
  EXPECT_EQ(by_host.hoster_slug, "site-owner");
  EXPECT_EQ(by_host.country_of_address, "BE");
  EXPECT_EQ(by_host.country_source, "directory");
  EXPECT_EQ(by_host.country_of_registration, "NL");
  const auto by_range = good(find.locate(HostName("other.example")));
  EXPECT_EQ(by_range.hoster_slug, "range-host");
  EXPECT_EQ(by_range.hoster_name, "Range Host");
  EXPECT_THAT(by_range.abuse_addresses, ElementsAre("abuse@hoster.example"));
}

// With slug and country from the directory, a silent registry does not hold anything up; without them it does.
TEST_F(PlaceFinderTest, DirectoryStandsInForASilentRegistry) {
  world.names["site.example"] = {"192.0.2.9"};
  world.names["else.example"] = {"198.51.100.9"};
  world.broken_urls["https://rdap.example/ip/192.0.2.9"] = HttpError::timed_out;
  world.broken_urls["https://rdap.example/ip/198.51.100.9"] = HttpError::timed_out;
  directory.ranges.emplace_back(*parse_prefix("192.0.2.0/24"), DirectoryHit{"range-host", "Range Host", "BE", false});
  auto find = finder();
  EXPECT_EQ(good(find.locate(HostName("site.example"))).hoster_slug, "range-host");
  const auto other = find.locate(HostName("else.example"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error(), PlaceError::later);
}

// A proxy is nobody's host and its country nobody's hosting country; its registry's mailbox is not the network's, so nobody is named.
TEST_F(PlaceFinderTest, ProxyIsNoHost) {
  world.names["site.example"] = {"192.0.2.9"};
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "US", "abuse@proxy.example"));
  directory.ranges.emplace_back(*parse_prefix("192.0.2.0/24"), DirectoryHit{"proxy", "Proxy", "US", true});
  const auto reply = good(finder().locate(HostName("site.example")));
  EXPECT_TRUE(reply.found);
  EXPECT_EQ(reply.proxy_slug, "proxy");
  EXPECT_EQ(reply.hoster_slug, "");
  EXPECT_THAT(reply.abuse_addresses, IsEmpty());
  EXPECT_EQ(reply.country_of_address, "");
  EXPECT_EQ(reply.country_of_registration, "");
}

// A rule that says where the real host is brings it out from behind the proxy: the directory and the registry are asked about that address,
// its country counts, and the proxy is known as what stands in front.
TEST_F(PlaceFinderTest, RealAddressBehindAProxy) {
  world.names["site.example"] = {"192.0.2.9"};
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "US", "abuse@proxy.example"));
  lists("198.51.100.7", network("198.51.100.0", "198.51.100.255", "NL", "abuse@hoster.example"));
  directory.ranges.emplace_back(*parse_prefix("192.0.2.0/24"), DirectoryHit{"proxy", "Proxy", "US", true});
  sites.said.emplace();
  sites.said->rules = {"real"};
  sites.said->addresses = Ruled<std::vector<std::string>>{{"198.51.100.7"}, "real"};
  const auto reply = good(finder().locate(HostName("site.example")));
  EXPECT_EQ(reply.proxy_slug, "proxy");
  EXPECT_EQ(reply.address, HostName("198.51.100.7"));
  EXPECT_THAT(reply.abuse_addresses, ElementsAre("abuse@hoster.example"));
  EXPECT_EQ(reply.country_of_address, "NL");
  EXPECT_THAT(world.asked, ElementsAre("https://rdap.example/ip/198.51.100.7"));
  EXPECT_THAT(reply.why, HasSubstr("site rule real"));
}

// A rule that names the host decides whatever look-ups say, or fail to say; the hosting country is the rule's, else the address's, else the
// recipient's own, and never the proxy's.
TEST_F(PlaceFinderTest, ForcedHost) {
  world.names["plain.example"] = {"198.51.100.7"};
  world.names["proxied.example"] = {"192.0.2.9"};
  world.broken_names["broken.example"] = ResolveError::failed;
  lists("198.51.100.7", network("198.51.100.0", "198.51.100.255", "BE", "abuse@elsewhere.example"));
  directory.ranges.emplace_back(*parse_prefix("192.0.2.0/24"), DirectoryHit{"proxy", "Proxy", "US", true});
  directory.hosts["hoster.example"] = {"forced", "Forced Host", "DE", false};
  sites.said.emplace();
  sites.said->host = Ruled<ForcedHost>{{"forced", ""}, "force"};
  auto find = finder();
  // Without a country in the rule a failed look-up stays one: the recipient's own country would look like a move.
  world.names["busy.example"] = {"198.51.100.8"};
  world.replies["https://rdap.example/ip/198.51.100.8"] = HttpReply{500, "", {}};
  EXPECT_FALSE(find.locate(HostName("busy.example")).has_value());
  const auto plain = good(find.locate(HostName("plain.example")));
  EXPECT_EQ(plain.hoster_slug, "forced");
  EXPECT_EQ(plain.hoster_name, "Forced Host");
  EXPECT_EQ(plain.country_of_address, "BE");
  EXPECT_THAT(plain.abuse_addresses, IsEmpty());
  const auto proxied = good(find.locate(HostName("proxied.example")));
  EXPECT_EQ(proxied.hoster_slug, "forced");
  EXPECT_EQ(proxied.proxy_slug, "proxy");
  EXPECT_EQ(proxied.country_of_address, "DE");
  EXPECT_EQ(find.locate(HostName("broken.example")).error(), PlaceError::later);
  EXPECT_FALSE(good(find.locate(HostName("gone.example"))).found);
  sites.said->host->value.country = "NL";
  EXPECT_EQ(good(find.locate(HostName("broken.example"))).hoster_slug, "forced");
  world.asked.clear();
  EXPECT_EQ(good(find.locate(HostName("plain.example"))).country_of_address, "NL");
  EXPECT_EQ(good(find.locate(HostName("plain.example"))).country_source, "site_rule");
  EXPECT_THAT(world.asked, IsEmpty());
}

// The network's later sources are asked in the policy's order, each only where those before it named nobody but a registry's own desk.
TEST_F(PlaceFinderTest, LaterSourcesInTheirOrder) {
  auto settings = settings_with_all_sources();
  const std::string rdap = "https://rdap.example/ip/192.0.2.9";
  const std::string ripestat = "https://ripestat.example/data/abuse-contact-finder/data.json?resource=192.0.2.9";
  const std::string abusix = "9.2.0.192.abusix.example";
  world.texts[abusix] = {"abuse@abusix-says.example"};
  world.replies[ripestat] = HttpReply{200, ripestat_names("abuse@ripestat-says.example"), {}};

  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  EXPECT_THAT(good(finder(settings).locate(HostName("192.0.2.9"))).abuse_addresses, ElementsAre("abuse@hoster.example"));
  EXPECT_THAT(world.asked, ElementsAre(rdap));

  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "hostmaster@nic.ad.jp"));
  world.asked.clear();
  auto reply = good(finder(settings).locate(HostName("192.0.2.9")));
  EXPECT_THAT(reply.abuse_addresses, ElementsAre("abuse@ripestat-says.example", "hostmaster@nic.ad.jp"));
  EXPECT_EQ(reply.abuse_source, "ripestat");
  EXPECT_EQ(reply.country_of_address, "NL");
  EXPECT_THAT(world.asked, ElementsAre(rdap, ripestat));

  settings.ranking.order = {ContactSource::directory, ContactSource::abusix, ContactSource::ripestat, ContactSource::rdap_address};
  world.asked.clear();
  reply = good(finder(settings).locate(HostName("192.0.2.9")));
  EXPECT_EQ(reply.abuse_source, "abusix");
  EXPECT_THAT(world.asked, ElementsAre(rdap, abusix));

  directory.ranges.emplace_back(*parse_prefix("192.0.2.0/24"), DirectoryHit{"known", "Known", "NL", false});
  world.asked.clear();
  EXPECT_EQ(good(finder(settings).locate(HostName("192.0.2.9"))).hoster_slug, "known");
  EXPECT_THAT(world.asked, ElementsAre(rdap));
}

// A source that fails is no source that knows nobody: when no other names anybody, the look-up has failed. One that is not configured is not
// asked, and says nothing either way.
TEST_F(PlaceFinderTest, FailedSourceIsNoEmptyOne) {
  auto settings = settings_with_all_sources();
  const std::string ripestat = "https://ripestat.example/data/abuse-contact-finder/data.json?resource=192.0.2.9";
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "nobody@hoster.example"));  // a placeholder, so nobody
  const auto outcome = [&] {
    const auto reply = finder(settings).locate(HostName("192.0.2.9"));
    if (!reply) return std::string(reply.error() == PlaceError::later ? "later" : "failed");
    return reply->abuse_addresses.empty() ? std::string("nobody") : reply->abuse_addresses.front();
  };
  world.replies[ripestat] = HttpReply{200, ripestat_names(""), {}};
  EXPECT_EQ(outcome(), "nobody");
  world.replies[ripestat] = HttpReply{500, "", {}};
  EXPECT_EQ(outcome(), "failed");
  world.replies[ripestat] = HttpReply{200, R"({"status":"error","data":{}})", {}};
  EXPECT_EQ(outcome(), "failed");
  world.replies[ripestat] = HttpReply{429, "", {{"retry-after", "60"}}};
  EXPECT_EQ(outcome(), "later");
  world.broken_urls[ripestat] = HttpError::timed_out;
  EXPECT_EQ(outcome(), "later");
  world.texts["9.2.0.192.abusix.example"] = {"abuse@abusix-says.example"};
  EXPECT_EQ(outcome(), "abuse@abusix-says.example");
  world.texts.clear();
  world.broken_texts["9.2.0.192.abusix.example"] = ResolveError::failed;
  world.broken_urls.clear();
  world.replies[ripestat] = HttpReply{200, ripestat_names(""), {}};
  EXPECT_EQ(outcome(), "later");
  settings.abusix_zone.clear();
  EXPECT_EQ(outcome(), "nobody");
  // RDAP itself down: the country is not known, whoever else names a mailbox.
  world.broken_urls["https://rdap.example/ip/192.0.2.9"] = HttpError::timed_out;
  world.replies[ripestat] = HttpReply{200, ripestat_names("abuse@ripestat-says.example"), {}};
  EXPECT_EQ(outcome(), "later");
}

// What the later sources said is used again for a day, that they know nobody for an hour, and a failure never.
TEST_F(PlaceFinderTest, LaterSourcesAreRemembered) {
  const auto settings = settings_with_all_sources();
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "nobody@hoster.example"));
  auto find = finder(settings);
  const auto asked_of = [&](const char* part) {
    world.asked.clear();
    (void)find.locate(HostName("192.0.2.9"));
    return std::count_if(world.asked.begin(), world.asked.end(), [&](const auto& one) { return one.find(part) != std::string::npos; });
  };
  world.replies["https://ripestat.example/data/abuse-contact-finder/data.json?resource=192.0.2.9"] = HttpReply{200, ripestat_names(""), {}};
  EXPECT_EQ(asked_of("ripestat"), 1);
  EXPECT_EQ(asked_of("ripestat"), 0);
  EXPECT_EQ(asked_of("abusix"), 0);
  clock.advance(minutes{61});
  world.texts["9.2.0.192.abusix.example"] = {"abuse@abusix-says.example"};
  EXPECT_EQ(asked_of("abusix"), 1);
  clock.advance(hours{23});
  EXPECT_EQ(asked_of("abusix"), 0);
  clock.advance(minutes{61});
  world.texts.clear();
  world.broken_texts["9.2.0.192.abusix.example"] = ResolveError::failed;
  EXPECT_EQ(asked_of("abusix"), 1);
  EXPECT_EQ(asked_of("abusix"), 1);
}

// The register of the name says which registrar sold it: by the registrable domain, kept, and its failure holds nothing up. A rule that
// names the registrar makes the question needless.
TEST_F(PlaceFinderTest, RegistrarOfTheName) {
  const auto settings = settings_with_all_sources();
  world.names["img.site.example"] = world.names["other.example"] = {"192.0.2.9"};
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  world.replies["https://rdap.example/domain/site.example"] =
      HttpReply{200, R"({"objectClassName":"domain","ldhName":"SITE.EXAMPLE","entities":[{"objectClassName":"entity","roles":["registrar"],)"
                     R"("vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Names Inc."]]],"entities":[{"objectClassName":"entity",)"
                     R"("roles":["abuse"],"vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Abuse desk"],)"
                     R"(["email",{},"text","abuse@registrar.example"]]]}]}]})",
                {}};
  auto find = finder(settings);
  auto reply = good(find.locate(HostName("img.site.example")));
  EXPECT_THAT(reply.registrar_addresses, ElementsAre("abuse@registrar.example"));
  EXPECT_EQ(reply.registrar_source, "rdap_domain");
  EXPECT_THAT(reply.abuse_addresses, ElementsAre("abuse@hoster.example"));
  world.asked.clear();
  (void)find.locate(HostName("www.site.example"));
  (void)find.locate(HostName("img.site.example"));
  EXPECT_THAT(world.asked, IsEmpty());
  world.replies["https://rdap.example/domain/other.example"] = HttpReply{501, "", {}};
  reply = good(find.locate(HostName("other.example")));
  EXPECT_THAT(reply.registrar_addresses, IsEmpty());
  EXPECT_THAT(reply.abuse_addresses, ElementsAre("abuse@hoster.example"));
  sites.said.emplace();
  sites.said->registrar = Ruled<std::string>{"names", "force"};
  world.asked.clear();
  EXPECT_THAT(good(find.locate(HostName("other.example"))).registrar_addresses, IsEmpty());
  EXPECT_THAT(world.asked, IsEmpty());
}

// DNS's own "no such name" is told apart from "no address" and from a failing resolver.
TEST_F(PlaceFinderTest, WhatDnsSays) {
  world.broken_names["empty.example"] = ResolveError::no_data;
  world.broken_names["broken.example"] = ResolveError::failed;
  auto find = finder();
  const auto gone = good(find.locate(HostName("gone.example")));
  EXPECT_FALSE(gone.found);
  EXPECT_FALSE(gone.name_exists);
  const auto empty = good(find.locate(HostName("empty.example")));
  EXPECT_FALSE(empty.found);
  EXPECT_TRUE(empty.name_exists);
  const auto broken = find.locate(HostName("broken.example"));
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error(), PlaceError::later);
  for (const char* odd : {"", ".", "[]", "a b.example", "user@site.example", "site.example/path"}) {
    const auto reply = good(find.locate(HostName(odd)));
    EXPECT_FALSE(reply.found) << odd;
    EXPECT_TRUE(reply.name_exists) << odd;
  }
  EXPECT_THAT(world.asked, IsEmpty());
}

// Nobody is written to about a special-purpose address, unless the configuration permits it; no registry hears of it.
TEST_F(PlaceFinderTest, SpecialAddressesHaveNoContact) {
  lists("127.0.0.1", network("127.0.0.0", "127.255.255.255", "NL", "abuse@hoster.example"));
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  world.names["mixed.example"] = {"10.0.0.1", "192.0.2.9"};
  auto find = finder();
  for (const char* host : {"127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "203.0.113.5", "fe80::1"}) {
    const auto reply = good(find.locate(HostName(host)));
    EXPECT_FALSE(reply.found) << host;
    EXPECT_THAT(reply.abuse_addresses, IsEmpty()) << host;
  }
  EXPECT_THAT(world.asked, IsEmpty());
  EXPECT_EQ(good(find.locate(HostName("mixed.example"))).address, HostName("192.0.2.9"));
  auto settings = settings_of_tests();
  settings.permit = [](const Address& address) { return address == Address::v4(127, 0, 0, 1); };
  EXPECT_THAT(good(finder(std::move(settings)).locate(HostName("127.0.0.1"))).abuse_addresses, ElementsAre("abuse@hoster.example"));
}

// One answer serves its range for a day and no longer; 404 is remembered for the address alone, and for an hour.
TEST_F(PlaceFinderTest, AnswersAreRemembered) {
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.127", "NL", "abuse@hoster.example"));
  lists("192.0.2.200", network("192.0.2.128", "192.0.2.255", "BE", "abuse@other.example"));
  auto find = finder();
  EXPECT_EQ(good(find.locate(HostName("192.0.2.9"))).country_of_address, "NL");
  EXPECT_EQ(good(another().locate(HostName("192.0.2.100"))).country_of_address, "NL");
  EXPECT_EQ(world.asked.size(), 1U);
  EXPECT_EQ(good(find.locate(HostName("192.0.2.200"))).country_of_address, "BE");
  EXPECT_EQ(world.asked.size(), 2U);
  clock.advance(hours{24});
  EXPECT_EQ(good(find.locate(HostName("192.0.2.9"))).country_of_address, "NL");
  EXPECT_EQ(world.asked.size(), 3U);

  world.asked.clear();
  for (int i = 0; i < 2; ++i) {
    const auto unlisted = good(find.locate(HostName("198.51.100.1")));
    EXPECT_TRUE(unlisted.found);
    EXPECT_THAT(unlisted.abuse_addresses, IsEmpty());
    EXPECT_EQ(unlisted.country_of_address, "");
  }
  EXPECT_EQ(world.asked.size(), 1U);
  EXPECT_TRUE(find.locate(HostName("198.51.100.2")));
  EXPECT_EQ(world.asked.size(), 2U);
  clock.advance(hours{1});
  EXPECT_TRUE(find.locate(HostName("198.51.100.1")));
  EXPECT_EQ(world.asked.size(), 3U);
}

// A wide range is not believed for addresses far from the one that was asked about: a customer of the network may sit there.
TEST_F(PlaceFinderTest, WideRangesAreAskedAgain) {
  auto settings = settings_of_tests();
  settings.permit = [](const Address&) { return true; };
  lists("10.1.2.3", network("10.0.0.0", "10.255.255.255", "NL", "abuse@wide.example"));
  lists("10.1.9.3", network("10.1.9.0", "10.1.9.255", "BE", "abuse@customer.example"));
  auto find = finder(std::move(settings));
  EXPECT_EQ(good(find.locate(HostName("10.1.2.3"))).country_of_address, "NL");
  EXPECT_EQ(good(find.locate(HostName("10.1.2.4"))).country_of_address, "NL");
  EXPECT_EQ(good(find.locate(HostName("10.1.9.3"))).country_of_address, "BE");
  EXPECT_EQ(world.asked.size(), 2U);
}

// 429 and 503 mean later, and the server is left alone for as long as it asked, within our bound.
TEST_F(PlaceFinderTest, RegistriesThatAskForAPauseGetIt) {
  const auto asks = [&](int status, const std::string& pause) {
    world.replies["https://rdap.example/ip/192.0.2.9"] = HttpReply{status, "", {{"retry-after", pause}}};
  };
  struct Case {
    int status;
    const char* pause;
    Milliseconds rest;
  };
  for (const auto& one : {Case{429, "30", seconds{30}}, Case{503, "Tue, 01 Jan 2030 00:02:00 GMT", seconds{120}},
                          Case{503, "soon", seconds{60}}, Case{429, "999999999", hours{1}}, Case{429, "0", seconds{1}}}) {
    clock.set_utc(kStart);
    asks(one.status, one.pause);
    auto find = finder();
    world.asked.clear();
    const auto first = find.locate(HostName("192.0.2.9"));
    ASSERT_FALSE(first) << one.pause;
    EXPECT_EQ(first.error(), PlaceError::later);
    clock.advance(one.rest - Milliseconds{1});
    EXPECT_EQ(find.locate(HostName("192.0.2.77")).error(), PlaceError::later);
    EXPECT_EQ(world.asked.size(), 1U) << one.pause;
    clock.advance(Milliseconds{1});
    EXPECT_EQ(find.locate(HostName("192.0.2.9")).error(), PlaceError::later);
    EXPECT_EQ(world.asked.size(), 2U) << one.pause;
  }
}

// Refusals, failures, garbage and answers about something else never become a contact and are not remembered.
TEST_F(PlaceFinderTest, BadAnswersFail) {
  auto find = finder();
  const auto fails = [&](int status, const std::string& body) {
    lists("192.0.2.9", body, status);
    const auto reply = find.locate(HostName("192.0.2.9"));
    ASSERT_FALSE(reply) << status << body;
    EXPECT_EQ(reply.error(), PlaceError::failed) << status << body;
  };
  fails(501, "");
  fails(500, "");
  fails(403, "");
  fails(302, "");
  fails(200, "not json");
  fails(200, network("198.51.100.0", "198.51.100.255", "NL", "abuse@hoster.example"));
  fails(200, network("2001:db8::", "2001:db8::ffff", "NL", "abuse@hoster.example"));
  fails(200, R"({"objectClassName":"domain","ldhName":"site.example"})");
  EXPECT_EQ(knowledge->cache().size(), 0U);
  for (const auto error : {HttpError::forbidden_address, HttpError::tls, HttpError::too_large, HttpError::malformed}) {
    world.broken_urls["https://rdap.example/ip/192.0.2.9"] = error;
    EXPECT_EQ(find.locate(HostName("192.0.2.9")).error(), PlaceError::failed);
  }
  for (const auto error : {HttpError::unreachable, HttpError::timed_out, HttpError::uncertain}) {
    world.broken_urls["https://rdap.example/ip/192.0.2.9"] = error;
    EXPECT_EQ(find.locate(HostName("192.0.2.9")).error(), PlaceError::later);
  }
}

// An abuse desk that stands behind a link is asked for once; a link that leads to another entity counts for nothing.
TEST_F(PlaceFinderTest, DeskBehindALink) {
  const std::string entity_url = "https://rdap.example/entity/DESK";
  const auto with_link = [&](const std::string& first, const std::string& last) {
    return R"({"objectClassName":"ip network","handle":"NET-1","startAddress":")" + first + R"(","endAddress":")" + last +
           R"(","country":"NL","entities":[{"objectClassName":"entity","handle":"DESK","roles":["abuse"],"links":[{"rel":"self","href":")" +
           entity_url + R"("}]}]})";
  };
  lists("192.0.2.9", with_link("192.0.2.0", "192.0.2.127"));
  lists("192.0.2.200", with_link("192.0.2.128", "192.0.2.255"));
  const auto desk = [](const std::string& handle) {
    return R"({"objectClassName":"entity","handle":")" + handle +
           R"(","roles":["abuse"],"vcardArray":["vcard",[["version",{},"text","4.0"],["email",{},"text","abuse@desk.example"]]]})";
  };
  auto find = finder();
  world.replies[entity_url] = HttpReply{200, desk("DESK"), {}};
  EXPECT_THAT(good(find.locate(HostName("192.0.2.9"))).abuse_addresses, ElementsAre("abuse@desk.example"));
  world.replies[entity_url] = HttpReply{200, desk("OTHER"), {}};
  EXPECT_THAT(good(find.locate(HostName("192.0.2.200"))).abuse_addresses, IsEmpty());
}

// A desk's link that fails is no desk without a mailbox: the look-up has failed too and nothing of it is kept, until the link answers.
// Where it says that there is nothing, that is an answer, kept for as long as one that names nobody.
TEST_F(PlaceFinderTest, FailingDeskLinkIsNoEmptyDesk) {
  const std::string network_url = "https://rdap.example/ip/192.0.2.9", entity_url = "https://rdap.example/entity/DESK";
  lists(
      "192.0.2.9",
      R"({"objectClassName":"ip network","handle":"NET-1","startAddress":"192.0.2.0","endAddress":"192.0.2.255","country":"NL","entities":[)"
      R"({"objectClassName":"entity","handle":"DESK","roles":["abuse"],"links":[{"rel":"self","href":")" +
          entity_url + R"("}]}]})");
  auto find = finder();
  for (const int status : {500, 502, 403, 501}) {
    world.replies[entity_url] = HttpReply{status, "", {}};
    EXPECT_EQ(find.locate(HostName("192.0.2.9")).error(), PlaceError::failed) << status;
  }
  world.broken_urls[entity_url] = HttpError::timed_out;
  EXPECT_EQ(find.locate(HostName("192.0.2.9")).error(), PlaceError::later);
  world.broken_urls.clear();
  world.replies[entity_url] = HttpReply{429, "", {{"retry-after", "120"}}};
  EXPECT_EQ(find.locate(HostName("192.0.2.9")).error(), PlaceError::later);
  world.asked.clear();
  EXPECT_EQ(find.locate(HostName("192.0.2.9")).error(), PlaceError::later);
  EXPECT_THAT(world.asked, IsEmpty()) << "it asked for a pause";
  clock.advance(seconds{121});
  world.replies[entity_url] = HttpReply{
      200,
      R"({"objectClassName":"entity","handle":"DESK","roles":["abuse"],"vcardArray":["vcard",[["version",{},"text","4.0"],["email",{},"text","abuse@desk.example"]]]})",
      {}};
  EXPECT_THAT(good(find.locate(HostName("192.0.2.9"))).abuse_addresses, ElementsAre("abuse@desk.example"));

  auto other = finder();
  world.replies[entity_url] = HttpReply{404, "", {}};
  const auto nobody = good(other.locate(HostName("192.0.2.9")));
  EXPECT_THAT(nobody.abuse_addresses, IsEmpty());
  EXPECT_FALSE(nobody.incomplete);
  world.asked.clear();
  (void)other.locate(HostName("192.0.2.9"));
  EXPECT_THAT(world.asked, IsEmpty()) << "kept";
  clock.advance(hours{1} + seconds{1});
  (void)other.locate(HostName("192.0.2.9"));
  EXPECT_THAT(world.asked, ElementsAre(network_url, entity_url));
}

// What a failed source would have said is missing, and the reply says so; when all have answered, it is whole. A later source that stands
// in for the network's own desk does not make it whole.
TEST_F(PlaceFinderTest, SaysWhatIsIncomplete) {
  world.names["site.example"] = {"192.0.2.9"};
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  auto find = finder(settings_with_all_sources());
  const std::string domain_url = "https://rdap.example/domain/site.example";
  for (const int status : {500, 503, 429}) {
    world.replies[domain_url] = HttpReply{status, "", {}};
    const auto reply = good(find.locate(HostName("site.example")));
    EXPECT_THAT(reply.abuse_addresses, ElementsAre("abuse@hoster.example")) << status;
    EXPECT_TRUE(reply.incomplete) << status;
    clock.advance(minutes{2});
  }
  world.broken_urls[domain_url] = HttpError::timed_out;
  EXPECT_TRUE(good(find.locate(HostName("site.example"))).incomplete);
  world.broken_urls.clear();
  world.replies[domain_url] = HttpReply{404, "", {}};
  EXPECT_FALSE(good(find.locate(HostName("site.example"))).incomplete) << "no such registrar is an answer";

  auto another_find = finder(settings_with_all_sources());
  world.replies["https://rdap.example/ip/192.0.2.9"] = HttpReply{500, "", {}};
  world.replies["https://ripestat.example/data/abuse-contact-finder/data.json?resource=192.0.2.9"] =
      HttpReply{200, ripestat_names("abuse@stat.example"), {}};
  directory.ranges.emplace_back(*parse_prefix("192.0.2.0/24"), DirectoryHit{"hosting", "Hosting", "NL", false});
  const auto stood_in = good(another_find.locate(HostName("site.example")));
  EXPECT_EQ(stood_in.hoster_slug, "hosting");
  EXPECT_TRUE(stood_in.incomplete);
}

// Without a base URL the bootstrap file says which registry is asked; a file that cannot be read is refused at start-up, by name.
TEST_F(PlaceFinderTest, BootstrapChoosesTheRegistry) {
  auto settings = settings_of_tests();
  settings.rdap_base_url.clear();
  settings.bootstrap_ipv4 = R"({"version":"1.0","services":[[["192.0.2.0/24"],["https://rdap.other.example/"]]]})";
  world.replies["https://rdap.other.example/ip/192.0.2.9"] =
      HttpReply{200, network("192.0.2.0", "192.0.2.255", "DE", "abuse@hoster.example"), {}};
  auto find = finder(settings);
  EXPECT_EQ(good(find.locate(HostName("192.0.2.9"))).country_of_address, "DE");
  const auto unlisted = good(find.locate(HostName("198.51.100.1")));
  EXPECT_TRUE(unlisted.found);
  EXPECT_THAT(unlisted.why, HasSubstr("no registry is known"));
  settings.bootstrap_ipv6 = "[]";
  try {
    finder(settings);
    FAIL() << "accepted a broken bootstrap file";
  } catch (const std::invalid_argument& problem) {
    EXPECT_THAT(problem.what(), HasSubstr("IPv6"));
  }
}

// An IPv6 address is asked of the registry that IPv6's own file names, by the longest prefix; IPv4's file says nothing of it.
TEST_F(PlaceFinderTest, BootstrapOfIpv6) {
  auto settings = settings_of_tests();
  settings.rdap_base_url.clear();
  settings.bootstrap_ipv4 = R"({"version":"1.0","services":[[["192.0.2.0/24"],["https://rdap.other.example/"]]]})";
  settings.bootstrap_ipv6 =
      R"({"version":"1.0","services":[[["2001::/16"],["https://rdap.far.example/"]],[["2001:db8::/32"],["https://rdap.near.example/"]]]})";
  world.names["six.site.example"] = {"2001:db8::9"};
  world.replies["https://rdap.near.example/ip/2001:db8::9"] =
      HttpReply{200, network("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "NL", "abuse@hoster.example"), {}};
  auto find = finder(settings);
  const auto reply = good(find.locate(HostName("six.site.example")));
  EXPECT_EQ(reply.country_of_address, "NL");
  EXPECT_THAT(reply.abuse_addresses, ElementsAre("abuse@hoster.example"));
  EXPECT_THAT(world.asked, ElementsAre("https://rdap.near.example/ip/2001:db8::9"));
}

// The explanation shows each step and the mailboxes to the person who asked, a site's own too, and still not the host or its address.
TEST_F(PlaceFinderTest, Explains) {
  world.names["img.site.example"] = {"192.0.2.9"};
  world.texts["site.example.abuse-net.example"] = {"abuse@site.example"};
  lists("192.0.2.9", network("192.0.2.0", "192.0.2.255", "NL", "abuse@hoster.example"));
  auto find = finder(settings_with_all_sources());
  const auto told = find.explain(HostName("img.site.example"));
  ASSERT_TRUE(told.reply);
  ASSERT_EQ(told.contacts.size(), 2U);
  EXPECT_EQ(told.contacts[0].scope, ContactScope::site);
  EXPECT_EQ(told.contacts[0].chosen.mail, "abuse@site.example");
  EXPECT_EQ(told.contacts[1].chosen.mail, "abuse@hoster.example");
  std::string text;
  for (const auto& step : told.steps) text += step + "\n";
  EXPECT_THAT(text, HasSubstr("lists the range"));
  EXPECT_THAT(text, HasSubstr("abuse.net names a mailbox"));
  EXPECT_THAT(text, Not(HasSubstr("site.example")));
  EXPECT_THAT(text, Not(HasSubstr("192.0.2")));
  EXPECT_THAT(find.explain(HostName("gone.example")).steps.back(), HasSubstr("does not exist"));
  world.asked.clear();
  (void)find.locate(HostName("img.site.example"));
  EXPECT_THAT(world.asked, IsEmpty());  // remembered; and nobody asks abuse.net to find out whom to write to
}

// The cache stays within its bound, whatever is put into it, and the newest answers survive.
TEST(NetworkCache, StaysWithinItsBound) {
  SimClock clock{kStart};
  NetworkCacheSettings settings;
  settings.entries_max = 100;
  NetworkCache cache(clock, settings);
  for (int round = 0; round < 3; ++round)
    for (int i = 0; i < 256; ++i) {
      const auto address = Address::v4(10, 0, static_cast<std::uint8_t>(i), 1);
      cache.keep(address, Address::v4(10, 0, 0, 0), Address::v4(10, 255, 255, 255), {true, std::to_string(i), "", {}, ""}, hours{1});
    }
  EXPECT_EQ(cache.size(), 100U);
  EXPECT_EQ(cache.find(Address::v4(10, 0, 255, 200))->name, "255");
  EXPECT_FALSE(cache.find(Address::v4(10, 0, 1, 1)));
  clock.set_utc(kStart - hours{2});
  EXPECT_FALSE(cache.find(Address::v4(10, 0, 255, 200))) << "an answer from the future was believed";
}

// Nested ranges: the narrowest answers.
TEST(NetworkCache, NarrowestRangeAnswers) {
  SimClock clock{kStart};
  NetworkCache cache(clock, {});
  const auto asked = Address::v4(10, 0, 0, 9);
  cache.keep(asked, Address::v4(10, 0, 0, 0), Address::v4(10, 0, 0, 255), {true, "wide", "", {}, ""}, hours{1});
  cache.keep(asked, Address::v4(10, 0, 0, 0), Address::v4(10, 0, 0, 15), {true, "narrow", "", {}, ""}, hours{1});
  cache.keep(Address::v4(10, 0, 0, 12), Address::v4(10, 0, 0, 12), Address::v4(10, 0, 0, 13), {true, "pair", "", {}, ""}, hours{1});
  EXPECT_EQ(cache.find(asked)->name, "narrow");
  EXPECT_EQ(cache.find(Address::v4(10, 0, 0, 12))->name, "pair");
  EXPECT_EQ(cache.find(Address::v4(10, 0, 0, 14))->name, "narrow");
  EXPECT_EQ(cache.find(Address::v4(10, 0, 0, 100))->name, "wide");
  EXPECT_FALSE(cache.find(Address::v4(10, 0, 1, 0)));
}

// Workers share one cache: many threads at once find what they ask for and nothing else.
TEST(NetworkCache, ManyThreads) {
  SimClock clock{kStart};
  NetworkCacheSettings settings;
  settings.entries_max = 64;
  NetworkCache cache(clock, settings);
  std::atomic<int> wrong{0};
  std::vector<std::thread> workers;
  for (int worker = 0; worker < 4; ++worker)
    workers.emplace_back([&, worker] {
      for (int i = 0; i < 2'000; ++i) {
        const auto address = Address::v4(10, static_cast<std::uint8_t>(worker), static_cast<std::uint8_t>(i % 40), 1);
        const auto name = std::to_string(worker) + "." + std::to_string(i % 40);
        cache.keep(address, address, address, {true, name, "", {}, ""}, hours{1});
        cache.rest(name, seconds{1});
        if (const auto found = cache.find(address); found && found->name != name) ++wrong;
        if (!cache.rests(name)) ++wrong;
      }
    });
  for (auto& worker : workers) worker.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_LE(cache.size(), 64U);
}

}  // namespace
}  // namespace redress
