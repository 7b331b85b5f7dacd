// A desk of its own: keys, database and the loop as the program wires them, in a temporary folder.
#pragma once

#include "engine/app/door.hpp"
#include "engine/app/wiring.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"
#include "engine/seal/key_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace redress::app {

inline void write_file(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Desk : public testing::Test {
 protected:
  Desk() {
    config.database = folder.file("redress.db");
    config.key_file = folder.file("redress-keys");
    config.identity.mail_domain = "hotline.test";
    config.identity.mail_from = "notices@hotline.test";
    if (!create_key_file(config.key_file, random)) throw std::runtime_error("no keys");
    auto opened = Wiring::open(config, clock, random);
    if (!opened) throw std::runtime_error(opened.error());
    wiring = std::move(*opened);
    door = direct_door(wiring->loop());
    reader = wiring->store().reader();
  }
  [[nodiscard]] BacklogCount backlog() { return reader->backlog(clock.utc_now()); }
  [[nodiscard]] std::vector<QuarantineRecord> quarantined() { return reader->quarantine(0, 1'000); }
  /// How often the desk's record says that a file was taken.
  [[nodiscard]] std::size_t files_taken() {
    std::size_t taken = 0;
    for (const auto& event : reader->events(StreamKind::desk, 1))
      if (event.kind == "FileTaken") ++taken;
    return taken;
  }

  test::TemporaryFolder folder;
  SimClock clock{from_ms(1'893'484'800'000)};
  SystemRandom random;
  Config config;
  std::unique_ptr<Wiring> wiring;
  std::unique_ptr<Door> door;
  std::unique_ptr<ReadQueries> reader;
};

}  // namespace redress::app
