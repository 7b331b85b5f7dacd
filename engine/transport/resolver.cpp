#include "engine/transport/resolver.hpp"

#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>
#include <utility>

#include "engine/core/mail_address.hpp"

namespace redress {
namespace {

constexpr int kTries = 2;
constexpr std::size_t kRecordsMax = 64;

/// Last labels that the DNS never answers for, by RFC 6761, 6762, 7686, 8375 and 9476, and those of systems beside it.
constexpr std::array<std::string_view, 16> kOtherSystems{"onion", "exit", "i2p", "loki", "gnu",   "zkey", "bit",       "eth",
                                                         "crypto", "lib", "alt", "local", "localhost", "internal", "lan", "home.arpa"};

struct Library {
  Library() {
    if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS) throw std::runtime_error("c-ares could not be initialised");
  }
};

NameStatus status_of(int ares_status) {
  if (ares_status == ARES_SUCCESS) return NameStatus::found;
  if (ares_status == ARES_ENOTFOUND) return NameStatus::no_such_name;
  if (ares_status == ARES_ENODATA) return NameStatus::no_data;
  return NameStatus::failed;
}

struct Answer {
  bool done = false;
  NameStatus status = NameStatus::failed;
  std::vector<unsigned char> bytes;
};

void take_answer(void* target, int status, int /*timeouts*/, unsigned char* bytes, int length) {
  auto& answer = *static_cast<Answer*>(target);
  answer.done = true;
  answer.status = status_of(status);
  if (status == ARES_SUCCESS) answer.bytes.assign(bytes, bytes + length);
}

bool ends_in_label(std::string_view name, std::string_view labels) {
  if (name.size() < labels.size()) return false;
  const auto end = name.substr(name.size() - labels.size());
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; };
  return std::equal(end.begin(), end.end(), labels.begin(), same) && (name.size() == labels.size() || name[name.size() - labels.size() - 1] == '.');
}

class CaresResolver final : public DnsClient {
 public:
  CaresResolver(const std::vector<std::string>& servers, Milliseconds time_limit) {
    static const Library library;
    ares_options options{};
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
    options.timeout = static_cast<int>(time_limit.count());
    options.tries = kTries;
    if (ares_init_options(&channel_, &options, ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES) != ARES_SUCCESS)
      throw std::runtime_error("the name resolver could not be set up");
    if (servers.empty()) return;
    for (const auto& server : servers) all_servers_ += (all_servers_.empty() ? "" : ",") + server;
    if (ares_set_servers_ports_csv(channel_, all_servers_.c_str()) != ARES_SUCCESS) {
      ares_destroy(channel_);
      throw std::invalid_argument("network.resolvers holds something that is no address");
    }
    if (servers.size() > 1) servers_ = servers;
  }
  CaresResolver(const CaresResolver&) = delete;
  CaresResolver& operator=(const CaresResolver&) = delete;
  ~CaresResolver() override { ares_destroy(channel_); }

  AddressAnswer addresses(const std::string& host) override {
    auto answer = ask_addresses(host);
    // A filter in one name server (a court's list, a provider's, a vendor's) says "no such name" as well: each has to say it.
    for (std::size_t i = 0; i < servers_.size() && answer.status == NameStatus::no_such_name; ++i) {
      ares_set_servers_ports_csv(channel_, servers_[i].c_str());
      answer = ask_addresses(host);
      ares_set_servers_ports_csv(channel_, all_servers_.c_str());
    }
    return answer;
  }

  MailHostAnswer mail_hosts(const std::string& domain) override {
    Answer answer;
    if (!ask(domain, {{ns_t_mx, &answer}})) return {};
    MailHostAnswer result;
    result.status = answer.status;
    if (answer.status != NameStatus::found) return result;
    ares_mx_reply* first = nullptr;
    const int parsed = ares_parse_mx_reply(answer.bytes.data(), static_cast<int>(answer.bytes.size()), &first);
    result.status = status_of(parsed);
    for (const ares_mx_reply* each = first; each != nullptr && result.hosts.size() < kRecordsMax; each = each->next)
      result.hosts.push_back({each->priority, each->host});
    if (first != nullptr) ares_free_data(first);
    // "." as the only mail host: the domain says that it takes no mail.
    const auto is_root = [](const MailHost& host) { return host.name.empty() || host.name == "."; };
    result.takes_no_mail = result.hosts.size() == 1 && is_root(result.hosts.front());
    result.hosts.erase(std::remove_if(result.hosts.begin(), result.hosts.end(), is_root), result.hosts.end());
    std::stable_sort(result.hosts.begin(), result.hosts.end(), [](const auto& a, const auto& b) { return a.preference < b.preference; });
    return result;
  }

  TxtAnswer texts(const std::string& name) override {
    Answer answer;
    if (!ask(name, {{ns_t_txt, &answer}})) return {};
    TxtAnswer result;
    result.status = answer.status;
    if (answer.status != NameStatus::found) return result;
    ares_txt_ext* first = nullptr;
    const int parsed = ares_parse_txt_reply_ext(answer.bytes.data(), static_cast<int>(answer.bytes.size()), &first);
    result.status = status_of(parsed);
    for (const ares_txt_ext* each = first; each != nullptr && result.texts.size() < kRecordsMax; each = each->next) {
      if (each->record_start != 0 || result.texts.empty()) result.texts.emplace_back();
      result.texts.back().append(reinterpret_cast<const char*>(each->txt), each->length);
    }
    if (first != nullptr) ares_free_data(first);
    return result;
  }

 private:
  AddressAnswer ask_addresses(const std::string& host) {
    std::array<Answer, 2> answers;
    if (!ask(host, {{ns_t_a, &answers[0]}, {ns_t_aaaa, &answers[1]}})) return {};
    AddressAnswer result;
    read_v4(answers[0], result.addresses);
    read_v6(answers[1], result.addresses);
    if (!result.addresses.empty()) {
      result.status = NameStatus::found;
    } else if (answers[0].status == NameStatus::no_such_name && answers[1].status == NameStatus::no_such_name) {
      result.status = NameStatus::no_such_name;
    } else if (answers[0].status != NameStatus::failed && answers[1].status != NameStatus::failed) {
      result.status = NameStatus::no_data;
    }
    return result;
  }

  /// Asks all questions at once and waits for the answers; false when the name is none.
  bool ask(const std::string& name, std::initializer_list<std::pair<int, Answer*>> questions) {
    const auto is_label_character = [](char c) { return c > ' ' && c < 0x7f; };
    if (name.empty() || name.size() > 253 || !std::all_of(name.begin(), name.end(), is_label_character) || is_outside_dns(name)) return false;
    for (const auto& [type, answer] : questions) ares_query(channel_, name.c_str(), ns_c_in, type, take_answer, answer);
    const auto open = [&] { return std::any_of(questions.begin(), questions.end(), [](const auto& each) { return !each.second->done; }); };
    // c-ares ends every question by itself after its tries.
    while (open()) {
      std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
      const int wanted = ares_getsock(channel_, sockets.data(), ARES_GETSOCK_MAXNUM);
      std::array<pollfd, ARES_GETSOCK_MAXNUM> waits{};
      nfds_t count = 0;
      for (int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
        short events = 0;
        if (ARES_GETSOCK_READABLE(wanted, i)) events |= POLLIN;
        if (ARES_GETSOCK_WRITABLE(wanted, i)) events |= POLLOUT;
        if (events != 0) waits[count++] = {sockets[static_cast<std::size_t>(i)], events, 0};
      }
      timeval longest{1, 0}, next{};
      const timeval* wait = ares_timeout(channel_, &longest, &next);
      poll(waits.data(), count, static_cast<int>(wait->tv_sec * 1000 + wait->tv_usec / 1000 + 1));
      if (count == 0) ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
      for (nfds_t i = 0; i < count; ++i)
        ares_process_fd(channel_, (waits[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0 ? waits[i].fd : ARES_SOCKET_BAD,
                        (waits[i].revents & POLLOUT) != 0 ? waits[i].fd : ARES_SOCKET_BAD);
    }
    return true;
  }

  static void read_v4(Answer& answer, std::vector<std::string>& addresses) {
    if (answer.status != NameStatus::found) return;
    std::array<ares_addrttl, kAddressesMax / 2> found{};
    int count = static_cast<int>(found.size());
    answer.status =
        status_of(ares_parse_a_reply(answer.bytes.data(), static_cast<int>(answer.bytes.size()), nullptr, found.data(), &count));
    if (answer.status != NameStatus::found) return;
    std::array<char, INET6_ADDRSTRLEN> text{};
    for (int i = 0; i < count; ++i)
      if (inet_ntop(AF_INET, &found[static_cast<std::size_t>(i)].ipaddr, text.data(), text.size()) != nullptr)
        addresses.emplace_back(text.data());
  }
  static void read_v6(Answer& answer, std::vector<std::string>& addresses) {
    if (answer.status != NameStatus::found) return;
    std::array<ares_addr6ttl, kAddressesMax / 2> found{};
    int count = static_cast<int>(found.size());
    answer.status =
        status_of(ares_parse_aaaa_reply(answer.bytes.data(), static_cast<int>(answer.bytes.size()), nullptr, found.data(), &count));
    if (answer.status != NameStatus::found) return;
    std::array<char, INET6_ADDRSTRLEN> text{};
    for (int i = 0; i < count; ++i)
      if (inet_ntop(AF_INET6, &found[static_cast<std::size_t>(i)].ip6addr, text.data(), text.size()) != nullptr)
        addresses.emplace_back(text.data());
  }

  ares_channel channel_ = nullptr;
  std::string all_servers_;
  std::vector<std::string> servers_;  // each by itself, where there are several
};

}  // namespace

bool is_outside_dns(std::string_view name) {
  if (!name.empty() && name.back() == '.') name.remove_suffix(1);
  return std::any_of(kOtherSystems.begin(), kOtherSystems.end(), [&](std::string_view labels) { return ends_in_label(name, labels); });
}

std::unique_ptr<DnsClient> make_resolver(const std::vector<std::string>& servers, Milliseconds time_limit) {
  return std::make_unique<CaresResolver>(servers, time_limit);
}

}  // namespace redress
