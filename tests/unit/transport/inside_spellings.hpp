// Spellings of addresses that no request may reach, as they are tried against such vetoes.
#pragma once

#include "loopback.hpp"

#include <string>
#include <vector>

namespace redress::test {

/// Hosts: each forbidden IPv4 address in every notation that some parser reads as it, by itself and inside IPv6.
[[nodiscard]] std::vector<std::string> inside_v4_spellings();
/// Whole URLs to `port`: the above, oddities by hand, and names that lead inside by `inside_zone`.
[[nodiscard]] std::vector<std::string> inside_urls(int port);
/// Names of metadata services, names that hold the address they lead to, and others that lead inside.
[[nodiscard]] DnsServer::Zone inside_zone(const std::string& name);

}  // namespace redress::test
