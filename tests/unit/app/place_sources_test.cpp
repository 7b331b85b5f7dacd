#include "engine/app/wiring.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"
#include "engine/locate/place_finder.hpp"
#include "engine/seal/key_file.hpp"
#include "tests/support/mmdb_writer.hpp"
#include "tests/unit/transport/loopback.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace redress::app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

/// Registries and name servers on loopback, asked by the program's own resolver and transport as its configuration wires them.
class PlaceSources : public testing::Test {
 protected:
  PlaceSources() {
    const std::string base = "http://127.0.0.1:" + std::to_string(http.port());
    config.database = folder.file("redress.db");
    config.key_file = folder.file("redress-keys");
    config.identity.mail_domain = "hotline.test";
    config.identity.mail_from = "notices@hotline.test";
    config.relay.emplace();  // a service has one; nothing is sent here
    config.rdap_servers = {base + "/rdap"};
    config.ripestat = base;
    config.abusix_zone = "abusix.test";
    config.abuse_net_zone = "abuse-net.test";
    config.network.resolvers = {dns.address()};
    config.network.permit = {"127.0.0.0/8", "192.0.2.0/24", "2001:db8::/32"};
    config.network.lookup_time_limit = Milliseconds{500};
    if (!create_key_file(config.key_file, random)) throw std::runtime_error("no keys");
    names["site.test"] = {.records = {{1, "192.0.2.9"}}};
    pages[ripestat] = {200, R"({"status":"ok","data":{"abuse_contacts":[]}})"};
    pages["/rdap/domain/site.test"] = {404, ""};
    registry_names("192.0.2.9", "");
  }

  /// As the service's workers do.
  Result<PlaceReply, PlaceError> locate(const std::string& host = "site.test") {
    auto wiring = Wiring::open(config, clock, random);
    EXPECT_TRUE(wiring) << wiring.error();
    auto world = (*wiring)->world();
    EXPECT_TRUE(world) << world.error();
    return world->locate()->locate(HostName(host));
  }
  PlaceExplanation explain(const std::string& host = "site.test") {
    auto wiring = Wiring::open(config, clock, random);
    EXPECT_TRUE(wiring) << wiring.error();
    return (*wiring)->explain_place(HostName(host));
  }
  void registry_names(const std::string& address, const std::string& mail) {
    const std::string entities =
        mail.empty()
            ? ""
            : R"({"objectClassName":"entity","handle":"D","roles":["abuse"],"vcardArray":["vcard",[["version",{},"text","4.0"],["email",{},"text",")" +
                  mail + R"("]]]})";
    pages["/rdap/ip/" + address] = {
        200, R"({"rdapConformance":["rdap_level_0"],"objectClassName":"ip network","handle":"NET","startAddress":")" + address +
                 R"(","endAddress":")" + address + R"(","country":"DE","entities":[)" + entities + "]}"};
  }
  std::set<std::string> asked() {
    const std::lock_guard lock(mutex);
    return questions;
  }

  static constexpr const char* ripestat = "/data/abuse-contact-finder/data.json?resource=192.0.2.9";
  test::TemporaryFolder folder;
  SimClock clock{from_ms(1'893'484'800'000)};
  SystemRandom random;
  Config config;
  std::map<std::string, std::pair<int, std::string>> pages;  // path → status and body
  std::map<std::string, test::DnsServer::Zone> names;

 private:
  std::mutex mutex;
  std::set<std::string> questions;
  void note(const std::string& question) {
    const std::lock_guard lock(mutex);
    questions.insert(question);
  }
  test::LoopbackServer http{[this](test::Connection& connection) {
    std::string head;
    if (!connection.read_until("\r\n\r\n", head)) return;
    const auto from = head.find(' ') + 1;
    const auto path = head.substr(from, head.find(' ', from) - from);
    note(path);
    const auto page = pages.find(path);
    const auto& [status, body] = page == pages.end() ? std::pair<int, std::string>{404, ""} : page->second;
    connection.write("HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/rdap+json\r\nContent-Length: " +
                     std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
  }};
  test::DnsServer dns{[this](const std::string& name) {
    note(name);
    const auto known = names.find(name);
    return known == names.end() ? test::DnsServer::Zone{.exists = false} : known->second;
  }};
};

// RDAP names nobody, so RIPEstat is asked over HTTP; what it names is the network's mailbox. When its look-up fails, nobody is taken for
// named.
TEST_F(PlaceSources, Ripestat) {
  pages[ripestat] = {200, R"({"status":"ok","data":{"abuse_contacts":["abuse@stat.example"]}})"};
  const auto reply = locate();
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->abuse_addresses, ElementsAre("abuse@stat.example"));
  EXPECT_EQ(reply->abuse_source, "ripestat");
  EXPECT_EQ(reply->country_of_address, "DE");
  EXPECT_THAT(asked(), Contains("/rdap/ip/192.0.2.9"));
  for (const auto& broken : {std::pair<int, std::string>{500, ""}, {200, R"({"status":"maintenance"})"}, {200, "<html>"}, {429, ""}}) {
    pages[ripestat] = broken;
    EXPECT_FALSE(locate()) << broken.first << broken.second;
  }
}

// Neither RDAP nor RIPEstat names anybody: Abusix is asked by DNS, for the address with its octets in reverse. A name server that fails is
// no answer; "no such name" is one, that it knows nobody.
TEST_F(PlaceSources, Abusix) {
  names["9.2.0.192.abusix.test"] = {.records = {{16, "abuse@abusix.example"}}};
  const auto reply = locate();
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->abuse_addresses, ElementsAre("abuse@abusix.example"));
  EXPECT_EQ(reply->abuse_source, "abusix");
  names["9.2.0.192.abusix.test"] = {.fails = true};
  EXPECT_FALSE(locate());
  names.erase("9.2.0.192.abusix.test");
  const auto nobody = locate();
  ASSERT_TRUE(nobody);
  EXPECT_THAT(nobody->abuse_addresses, IsEmpty());
  EXPECT_FALSE(nobody->incomplete);
  names["site.test"] = {.records = {{28, "2001:db8::9"}}};
  registry_names("2001:db8::9", "");
  pages["/data/abuse-contact-finder/data.json?resource=2001:db8::9"] = {200, R"({"status":"ok","data":{"abuse_contacts":[]}})"};
  names["9.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.abusix.test"] = {.records = {{16, "abuse@six.example"}}};
  const auto six = locate();
  ASSERT_TRUE(six);
  EXPECT_THAT(six->abuse_addresses, ElementsAre("abuse@six.example"));
}

// abuse.net is asked by the test box only, by DNS below its zone, and what it names is the site's own mailbox: nobody is written to by it.
TEST_F(PlaceSources, AbuseNet) {
  registry_names("192.0.2.9", "abuse@hoster.example");
  names["site.test.abuse-net.test"] = {.records = {{16, "abuse@site.example"}}};
  const auto reply = locate();
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->abuse_addresses, ElementsAre("abuse@hoster.example"));
  EXPECT_THAT(asked(), Not(Contains("site.test.abuse-net.test")));
  const auto told = explain();
  EXPECT_THAT(asked(), Contains("site.test.abuse-net.test"));
  std::vector<std::string> of_site;
  for (const auto& contact : told.contacts)
    if (contact.scope == ContactScope::site) of_site.push_back(contact.chosen.mail);
  EXPECT_THAT(of_site, ElementsAre("abuse@site.example"));
}

// The country file says where the address is, before the registry, whose country stays what it is: where the range is registered.
TEST_F(PlaceSources, CountryFile) {
  config.country_file = folder.file("countries.mmdb");
  test::MmdbWriter writer;
  writer.add("192.0.2.0/24", test::MmdbWriter::map({{"country", test::MmdbWriter::map({{"iso_code", test::MmdbWriter::text("NL")}})}}));
  writer.write(config.country_file, 1'700'000'000);
  registry_names("192.0.2.9", "abuse@hoster.example");
  const auto reply = locate();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->country_of_address, "NL");
  EXPECT_EQ(reply->country_source, "mmdb");
  EXPECT_EQ(reply->country_of_registration, "DE");
}

// The registrar comes from RDAP of the name; while its register fails the reply is incomplete, and whole once it answers.
TEST_F(PlaceSources, Registrar) {
  registry_names("192.0.2.9", "abuse@hoster.example");
  pages["/rdap/domain/site.test"] = {502, ""};
  auto reply = locate();
  ASSERT_TRUE(reply);
  EXPECT_TRUE(reply->incomplete);
  EXPECT_THAT(reply->registrar_addresses, IsEmpty());
  pages["/rdap/domain/site.test"] = {
      200,
      R"({"rdapConformance":["rdap_level_0"],"objectClassName":"domain","ldhName":"site.test","entities":[{"objectClassName":"entity","handle":"R","roles":["registrar"],)"
      R"("entities":[{"objectClassName":"entity","handle":"A","roles":["abuse"],"vcardArray":["vcard",[["version",{},"text","4.0"],["email",{},"text","abuse@registrar.example"]]]}]}]})"};
  reply = locate();
  ASSERT_TRUE(reply);
  EXPECT_FALSE(reply->incomplete);
  EXPECT_THAT(reply->registrar_addresses, ElementsAre("abuse@registrar.example"));
}

}  // namespace
}  // namespace redress::app
