#include "tests/simulation/seed_run.hpp"
#include <chrono>
#include <cstdlib>
#include <iostream>
using namespace redress;
using namespace redress::simulation;
int main(int argc, char** argv) {
  std::uint64_t first = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
  std::uint64_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  FaultCounts faults; RowCounts rows;
  for (auto seed = first; seed < first + count; ++seed) {
    auto began = std::clock();
    std::cerr << "seed " << seed << '\n';
    auto r = run_seed(seed);
    faults.add(r.faults);
    for (auto& [w, m] : r.rows) for (auto& [k, v] : m) rows[w][k] += v;
    std::cout << seed << ": " << double(std::clock() - began) / CLOCKS_PER_SEC << " s, requests " << r.requests << " items " << r.items << " events " << r.events << " steps " << r.steps << " restarts "
              << r.restarts << " mails " << r.mails << " dup " << r.duplicates << " acts " << r.acts_done << "/" << r.acts_refused << " " << r.log_digest.substr(0, 12) << '\n';
    if (std::getenv("STATES")) for (auto& [k, v] : r.states) std::cout << "     " << k << ' ' << v << '\n';
    for (auto& c : r.complaints) std::cout << "   ! " << c << '\n';
    std::cout.flush();
  }
  for (std::size_t i = 0; i < kFaultKinds; ++i) std::cout << name_of(static_cast<Fault>(i)) << ' ' << faults.counts[i] << '\n';
  for (auto& [w, m] : rows) std::cout << w << " rows taken " << m.size() << '\n';
}
