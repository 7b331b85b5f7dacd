#include "sandbox/partners/world.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/json_text.hpp"
#include "sandbox/partners/behaviours.hpp"
#include "sandbox/partners/cast.hpp"
#include "sandbox/partners/chance.hpp"
#include "sandbox/partners/mail_writer.hpp"
#include "sandbox/partners/notice_reader.hpp"
#include "sandbox/partners/rdap_answers.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <queue>
#include <set>
#include <unordered_map>
#include <utility>

namespace redress::sandbox {
namespace {

constexpr std::size_t kAddressesPerHoster = 4;  // shared hosting: many sites on few addresses
constexpr std::size_t kListedUrlsMax = 10'000;
constexpr std::size_t kPartiesMax = 2'000;

constexpr std::array<std::string_view, 24> kFirstWords{"kelp",   "amber",  "brisk",   "cobalt", "dune",    "ember",  "fern",   "glade",
                                                       "heron",  "inlet",  "juniper", "krill",  "larch",   "mallow", "nettle", "ochre",
                                                       "pollen", "quartz", "reed",    "sable",  "thistle", "umber",  "willow", "yarrow"};
constexpr std::array<std::string_view, 4> kSecondWords{"pix", "board", "shop", "site"};  // in the order of SiteKind

struct UrlParts {
  std::string host;
  std::string path;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& character : result) character = lower(character);
  return result;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

/// Host and path with query; scheme, port, user information and fragment do not tell pages of the sandbox apart.
std::optional<UrlParts> split_url(std::string_view url) {
  if (starts_with_word(url, "http://"))
    url.remove_prefix(7);
  else if (starts_with_word(url, "https://"))
    url.remove_prefix(8);
  else
    return std::nullopt;
  url = url.substr(0, url.find('#'));
  const auto slash = url.find_first_of("/?");
  auto authority = url.substr(0, slash);
  if (const auto user = authority.rfind('@'); user != std::string_view::npos) authority.remove_prefix(user + 1);
  authority = authority.substr(0, authority.find(':'));
  if (authority.empty()) return std::nullopt;
  UrlParts parts{lower(authority), slash == std::string_view::npos ? std::string("/") : std::string(url.substr(slash))};
  if (parts.path.front() == '?') parts.path.insert(0, "/");
  return parts;
}

std::string_view without_www(std::string_view host) { return host.starts_with("www.") ? host.substr(4) : host; }

std::string_view domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? address : address.substr(at + 1);
}

int status_of(PageKind kind) {
  switch (kind) {
    case PageKind::content:
    case PageKind::soft_404:
    case PageKind::changed:
      return 200;
    case PageKind::gone_404:
      return 404;
    case PageKind::gone_410:
      return 410;
    case PageKind::forbidden_403:
      return 403;
    case PageKind::failing_503:
      return 503;
    case PageKind::timeout:
    case PageKind::connection_refused:
      return 0;
  }
  REDRESS_ASSERT(false, "a page kind outside the enum");
}

std::string html(std::string_view title, std::string_view words) {
  return "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>" + std::string(title) + "</title></head>\n<body><h1>" +
         std::string(title) + "</h1><p>" + std::string(words) + "</p></body></html>\n";
}

std::string body_of(PageKind kind, std::size_t number) {
  switch (kind) {
    case PageKind::content:
      return html("Placeholder " + std::to_string(number), "A page of the sandbox. It holds this text and nothing else.");
    case PageKind::soft_404:
      return html("Page not found", "Sorry, this page does not exist or has been removed.");
    case PageKind::changed:
      return html("Something else " + std::to_string(number), "Another placeholder stands here now.");
    case PageKind::gone_404:
      return html("404 Not Found", "The requested address was not found on this server.");
    case PageKind::gone_410:
      return html("410 Gone", "The requested address is no longer available.");
    case PageKind::forbidden_403:
      return html("403 Forbidden", "You have no permission to open this address.");
    case PageKind::failing_503:
      return html("503 Service Unavailable", "The server cannot answer at the moment.");
    case PageKind::timeout:
    case PageKind::connection_refused:
      return {};
  }
  REDRESS_ASSERT(false, "a page kind outside the enum");
}

struct Change {
  UtcTime at;
  PageKind page = PageKind::content;
  bool by_notice = false;
};

struct Item {
  std::string url;
  SiteIndex site = 0;
  Truth truth = Truth::illegal;
  std::string referrer;
  std::vector<Change> changes;  // by time

  [[nodiscard]] PageKind at(UtcTime time) const {
    PageKind kind = PageKind::content;
    for (const auto& change : changes) {
      if (change.at > time) break;
      kind = change.page;
    }
    return kind;
  }
  void add(Change change) {
    const auto after =
        std::upper_bound(changes.begin(), changes.end(), change.at, [](UtcTime time, const Change& other) { return time < other.at; });
    changes.insert(after, change);
  }
};

struct Hosting {
  UtcTime from;
  PartyIndex hoster = 0;
  std::string address;
};

struct Site {
  std::string host;
  SiteKind kind = SiteKind::image_host;
  std::vector<Hosting> hostings;         // by time; the first from the beginning of time
  PageKind trouble = PageKind::content;  // something passing: failing or hanging
  UtcTime trouble_from;
  UtcTime trouble_until;

  [[nodiscard]] const Hosting& hosting(UtcTime at) const {
    const Hosting* current = &hostings.front();
    for (const auto& hosting : hostings) {
      if (hosting.from > at) break;
      current = &hosting;
    }
    return *current;
  }
};

struct Pending {
  UtcTime at;
  std::uint64_t sequence = 0;
  std::shared_ptr<const std::string> text;
  friend bool operator>(const Pending& a, const Pending& b) { return std::pair(a.at, a.sequence) > std::pair(b.at, b.sequence); }
};

struct Mailbox {
  std::uint32_t validity = 1;
  std::vector<StoredMail> mails;  // by uid
  std::uint32_t next_uid = 1;
  std::priority_queue<Pending, std::vector<Pending>, std::greater<>> pending;

  /// What is due has arrived: in the order of time, whoever asks first.
  void settle(UtcTime at) {
    while (!pending.empty() && pending.top().at <= at) {
      mails.push_back({next_uid++, pending.top().at, pending.top().text});
      pending.pop();
    }
  }
};

}  // namespace

struct World::State {
  State(std::uint64_t seed_given, WorldOptions options_given) : seed(seed_given), options(std::move(options_given)) {}

  const std::uint64_t seed;
  const WorldOptions options;
  mutable std::mutex mutex;  // guards everything below

  std::vector<HosterModel> parties;
  std::unordered_map<std::string, PartyIndex> party_by_domain;
  std::map<SiteIndex, HosterModel> owners;  // sites' owners, made when first written to
  std::vector<Site> sites;
  std::unordered_map<std::string, SiteIndex> site_by_host;
  std::vector<Item> items;
  std::unordered_map<std::string, std::size_t> item_by_key;  // host without www + path

  std::map<std::string, Mailbox, std::less<>> mailboxes;
  std::uint64_t mail_sequence = 0;

  std::map<std::string, Effects> effects;
  std::unordered_map<std::string, int> times_named;  // party's mailbox, space, URL
  std::unordered_map<std::string, int> arrivals;     // recipient, space, first URL: for the draw of broken connections
  Totals totals;

  PartyIndex add_party(Party party) {
    REDRESS_ASSERT(parties.size() < kPartiesMax, "more parties than address blocks");
    const auto index = parties.size();
    party.address_block = "127." + std::to_string(40 + index / 250) + "." + std::to_string(1 + index % 250);
    REDRESS_ASSERT(party_by_domain.emplace(party.domain, index).second, "two parties with one domain");
    parties.emplace_back(std::move(party), seed, options.origin);
    return index;
  }

  std::string address(PartyIndex hoster, SiteIndex site) const {
    return parties[hoster].party().address_block + "." + std::to_string(10 + site % kAddressesPerHoster);
  }

  SiteIndex add_site(std::string host, PartyIndex hoster, SiteKind kind) {
    REDRESS_ASSERT(hoster < parties.size(), "no such party");
    const auto index = sites.size();
    REDRESS_ASSERT(site_by_host.emplace(host, index).second, "two sites with one host");
    Site site;
    site.host = std::move(host);
    site.kind = kind;
    site.hostings.push_back({UtcTime::min(), hoster, address(hoster, index)});
    sites.push_back(std::move(site));
    return index;
  }

  std::size_t add_item(SiteIndex site, std::string_view host, std::string_view path, Truth truth, std::string referrer) {
    REDRESS_ASSERT(site < sites.size() && !path.empty() && path.front() == '/', "an item needs a site and a path");
    const auto index = items.size();
    REDRESS_ASSERT(item_by_key.emplace(sites[site].host + std::string(path), index).second, "two items with one URL");
    Item item;
    item.url = "http://" + std::string(host) + std::string(path);
    item.site = site;
    item.truth = truth;
    item.referrer = std::move(referrer);
    items.push_back(std::move(item));
    return index;
  }

  [[nodiscard]] std::optional<SiteIndex> find_site(std::string_view host) const {
    const auto found = site_by_host.find(std::string(without_www(host)));
    if (found == site_by_host.end()) return std::nullopt;
    return found->second;
  }

  [[nodiscard]] std::optional<std::size_t> find_item(std::string_view url) const {
    const auto parts = split_url(url);
    if (!parts) return std::nullopt;
    const auto found = item_by_key.find(std::string(without_www(parts->host)) + parts->path);
    if (found == item_by_key.end()) return std::nullopt;
    return found->second;
  }

  [[nodiscard]] const HosterModel& hoster_of(const Item& item, UtcTime at) const { return parties[sites[item.site].hosting(at).hoster]; }

  /// The party a mail is for; nothing for unknown names and for people's own domains.
  HosterModel* find_recipient(std::string_view address) {
    const std::string domain(domain_of(address));
    if (const auto party = party_by_domain.find(domain); party != party_by_domain.end()) {
      auto& model = parties[party->second];
      const bool exists = address == model.party().abuse_mailbox || address == "postmaster@" + domain;
      return exists ? &model : nullptr;
    }
    const auto site = find_site(domain);
    if (!site) return nullptr;
    if (const auto owner = owners.find(*site); owner != owners.end()) return &owner->second;
    Chance chance(seed, {"owner", domain});
    Party owner;
    owner.kind = PartyKind::site_owner;
    owner.name = "Webmaster " + domain;
    owner.domain = domain;
    owner.abuse_mailbox = std::string(address);
    owner.behaviour = chance.happens(0.3) ? Behaviour::prompt : Behaviour::silent;
    return &owners.emplace(*site, HosterModel(std::move(owner), seed, options.origin)).first->second;
  }

  /// Whether the party can do something about pages of that site at that time.
  [[nodiscard]] bool has_power(const Party& party, const Site& site, UtcTime at) const {
    const auto& hosting = site.hosting(at);
    switch (party.kind) {
      case PartyKind::hoster:
        return parties[hosting.hoster].party().domain == party.domain;
      case PartyKind::network:
      case PartyKind::partner_hotline:
        return parties[hosting.hoster].party().country == party.country;
      case PartyKind::registrar:
      case PartyKind::authority:
      case PartyKind::police:
        return true;
      case PartyKind::site_owner:
        return site.host == without_www(party.domain);
    }
    REDRESS_ASSERT(false, "a party kind outside the enum");
  }

  void post(std::string_view domain, UtcTime at, std::shared_ptr<const std::string> text) {
    auto found = mailboxes.find(domain);
    if (found == mailboxes.end()) found = mailboxes.emplace(std::string(domain), Mailbox{}).first;
    found->second.pending.push({at, ++mail_sequence, std::move(text)});
  }

  Mailbox* mailbox(std::string_view domain, UtcTime at) {
    const auto found = mailboxes.find(domain);
    if (found == mailboxes.end()) return nullptr;
    found->second.settle(at);
    return &found->second;
  }

  void move_site(SiteIndex index, UtcTime at, PartyIndex hoster) {
    auto& hostings = sites[index].hostings;
    const auto after =
        std::upper_bound(hostings.begin(), hostings.end(), at, [](UtcTime time, const Hosting& other) { return time < other.from; });
    hostings.insert(after, {at, hoster, address(hoster, index)});
    // What the former hoster was going to take down it no longer has.
    for (auto& item : items)
      if (item.site == index) std::erase_if(item.changes, [at](const Change& change) { return change.at > at && change.by_notice; });
    ++totals.site_moves;
  }

  void move_away(SiteIndex index, const Reaction& reaction) {
    const auto& site = sites[index];
    const auto now = site.hosting(reaction.at).hoster;
    std::vector<PartyIndex> wished;
    std::vector<PartyIndex> others;
    for (PartyIndex i = 0; i < parties.size(); ++i) {
      const auto& party = parties[i].party();
      if (i == now || party.kind != PartyKind::hoster) continue;
      others.push_back(i);
      if ((party.country != options.home_country) == reaction.abroad) wished.push_back(i);
    }
    const auto& choice = wished.empty() ? others : wished;
    if (choice.empty()) return;
    Chance chance(seed, {"move", site.host, std::to_string(site.hostings.size())});
    move_site(index, reaction.at, choice[chance.below(choice.size())]);
  }

  void carry_out(const HosterModel& model, const NoticeSeen& notice, const Reaction& reaction) {
    const auto send = [&] {
      auto mail = write_mail(model.party(), notice, reaction);
      if (!mail.to.empty()) post(lower(domain_of(mail.to)), reaction.at, std::make_shared<const std::string>(std::move(mail.text)));
      return !mail.to.empty();
    };
    switch (reaction.kind) {
      case Reaction::Kind::relay_reply:
        break;
      case Reaction::Kind::bounce:
        totals.bounces += send() ? 1 : 0;
        break;
      case Reaction::Kind::auto_reply:
        totals.auto_replies += send() ? 1 : 0;
        break;
      case Reaction::Kind::answer:
        totals.answers += send() ? 1 : 0;
        break;
      case Reaction::Kind::page_changes:
        for (const auto& url : reaction.urls)
          if (const auto item = find_item(url)) items[*item].add({reaction.at, reaction.page, reaction.page != PageKind::content});
        break;
      case Reaction::Kind::site_moves: {
        std::set<SiteIndex> moving;
        for (const auto& url : reaction.urls)
          if (const auto item = find_item(url)) moving.insert(items[*item].site);
        for (const auto site : moving)
          if (has_power(model.party(), sites[site], reaction.at)) move_away(site, reaction);
        break;
      }
    }
  }

  std::vector<NamedPage> named_pages(const HosterModel& model, const NoticeSeen& notice, UtcTime at) {
    std::vector<NamedPage> pages;
    pages.reserve(notice.urls.size());
    for (const auto& url : notice.urls) {
      NamedPage page;
      page.url = url;
      if (const auto index = find_item(url)) {
        const auto& item = items[*index];
        page.hosted_here = has_power(model.party(), sites[item.site], at);
        const auto& hoster = hoster_of(item, at).party();
        page.hosted_by = hoster.name + " (" + hoster.abuse_mailbox + ")";
        page.online = item.at(at) == PageKind::content;
        page.truth = item.truth;
        page.removal_pending = std::any_of(item.changes.begin(), item.changes.end(),
                                           [at](const Change& change) { return change.at > at && change.by_notice; });
        page.times_named = times_named[model.party().abuse_mailbox + ' ' + item.url]++;
      }
      pages.push_back(std::move(page));
    }
    return pages;
  }

  RelayReply on_notice(const NoticeSeen& notice, UtcTime at) {
    HosterModel* model = find_recipient(notice.recipient);
    if (model == nullptr) {
      ++totals.other_mails;
      return {250, "2.0.0 Ok: queued", RelayReply::Cut::none};
    }
    // The relay's connection breaks now and then; whether the mail was taken cannot be told from outside.
    const auto about = notice.recipient + ' ' + (notice.urls.empty() ? notice.subject : notice.urls.front());
    Chance chance(seed, {"break", about, std::to_string(arrivals[about]++)});
    const double draw = chance.fraction();
    auto cut = RelayReply::Cut::none;
    if (draw < options.broken_connection_share)
      cut = draw < options.broken_connection_share / 2 ? RelayReply::Cut::before_taking : RelayReply::Cut::after_taking;
    if (cut != RelayReply::Cut::none) ++totals.connections_broken;
    if (cut == RelayReply::Cut::before_taking) return {0, "", cut};

    ++totals.mails_taken;
    ++totals.mails_by_behaviour[std::string(name_of(model->party().behaviour))];
    const auto& key = notice.reference.empty() ? notice.message_id : notice.reference;
    auto& effect = effects[key];
    const bool has_one = effect.taken > effect.came_back;
    if (effect.taken++ == 0) {
      effect.recipient = notice.recipient;
      effect.first_at = at;
      effect.urls = notice.urls.size();
      ++totals.notices;
    } else if (has_one) {
      ++totals.duplicates;
    }
    if (notice.marked_possible_duplicate) ++effect.marked;
    if (has_one) {
      if (!notice.marked_possible_duplicate) {
        ++effect.unmarked_duplicates;
        ++totals.unmarked_duplicates;
      }
      return {250, "2.0.0 Ok: queued", cut};  // merged into the ticket; acted on once
    }
    const auto pages = named_pages(*model, notice, at);
    const auto reactions = model->on_notice(notice, pages, at);
    RelayReply reply;
    for (const auto& reaction : reactions) {
      if (reaction.kind == Reaction::Kind::relay_reply) reply = reaction.relay;
      if (reaction.kept_nothing) ++effect.came_back;
      carry_out(*model, notice, reaction);
    }
    reply.cut = cut;
    return reply;
  }

  void populate();
};

void World::State::populate() {
  auto cast = standing_cast();
  if (!options.only.empty()) {
    std::erase_if(cast, [this](const Party& party) {
      return party.kind == PartyKind::hoster && std::find(options.only.begin(), options.only.end(), party.behaviour) == options.only.end();
    });
  }
  double home_sum = 0;
  double abroad_sum = 0;
  for (const auto& party : cast) (party.country == options.home_country ? home_sum : abroad_sum) += party.share;
  std::vector<double> weights;
  for (auto& party : cast) {
    const bool home = party.country == options.home_country;
    const double sum = home ? home_sum : abroad_sum;
    const double share = home ? options.home_share : 1 - options.home_share;
    weights.push_back(sum > 0 ? party.share / sum * share : 0);
    add_party(std::move(party));
  }
  if (options.items == 0 || home_sum + abroad_sum <= 0) return;

  sites.reserve(options.items / 3 + 8);
  items.reserve(options.items);
  item_by_key.reserve(options.items);
  Chance chance(seed, {"world"});
  // How items fall on kinds of site, and how many one site of that kind holds.
  static constexpr std::array<double, 4> kKinds{60, 18, 8, 14};
  static constexpr std::array<std::uint64_t, 4> kItemsPerSite{16, 10, 2, 3};
  std::vector<std::array<std::vector<SiteIndex>, 4>> of_hoster(parties.size());
  std::vector<bool> uses_www;
  for (std::size_t number = 0; number < options.items; ++number) {
    const auto hoster = chance.weighted(weights);
    const auto kind = chance.weighted(kKinds);
    auto& known = of_hoster[hoster][kind];
    SiteIndex site = 0;
    if (known.empty() || chance.below(kItemsPerSite[kind]) == 0) {
      const auto host = std::string(kFirstWords[chance.below(kFirstWords.size())]) + std::string(kSecondWords[kind]) +
                        std::to_string(sites.size() + 1) + ".example";
      site = add_site(host, hoster, static_cast<SiteKind>(kind));
      uses_www.push_back(chance.happens(0.35));
      if (chance.happens(0.03)) {
        sites[site].trouble = chance.happens(0.7) ? PageKind::failing_503 : PageKind::timeout;
        sites[site].trouble_from = options.origin + chance.between(hours{1}, hours{30});
        sites[site].trouble_until = sites[site].trouble_from + chance.between(minutes{20}, hours{2});
      }
      known.push_back(site);
    } else {
      site = known[chance.below(known.size())];
    }
    const auto id = std::to_string(number + 1);
    const auto salt = std::to_string(chance.below(9'000) + 1'000);
    std::string path;
    switch (static_cast<SiteKind>(kind)) {
      case SiteKind::image_host:
        path = "/v/" + salt + "x" + id + ".html";
        break;
      case SiteKind::forum:
        path = "/viewtopic.php?f=" + std::to_string(1 + number % 40) + "&t=" + salt + id;
        break;
      case SiteKind::web_shop:
        path = "/files/" + salt + "/page-" + id;
        break;
      case SiteKind::dedicated_site:
        path = "/g/" + salt + "/" + id + "/";
        break;
    }
    const double drawn = chance.fraction();
    const auto truth = drawn < options.illegal_share                            ? Truth::illegal
                       : drawn < options.illegal_share + options.doubtful_share ? Truth::doubtful
                                                                                : Truth::not_illegal;
    std::string referrer;
    if (kind == static_cast<std::size_t>(SiteKind::image_host) && chance.happens(0.2))
      referrer = "http://linkboard" + std::to_string(1 + chance.below(9)) + ".example/t/" + salt;
    const auto host = uses_www[site] ? "www." + sites[site].host : sites[site].host;
    const auto item = add_item(site, host, path, truth, std::move(referrer));
    if (chance.happens(options.vanishing_share))
      items[item].add({options.origin + chance.between(Milliseconds{0}, hours{36}),
                       chance.happens(0.8) ? PageKind::gone_404 : PageKind::gone_410, false});
  }
}

World::World(std::uint64_t seed, WorldOptions options) : state_(std::make_unique<State>(seed, std::move(options))) {
  if (state_->options.standing_cast) state_->populate();
}
World::~World() = default;

PartyIndex World::add_party(Party party) {
  const std::scoped_lock lock(state_->mutex);
  return state_->add_party(std::move(party));
}

SiteIndex World::add_site(std::string host, PartyIndex hoster, SiteKind kind) {
  const std::scoped_lock lock(state_->mutex);
  return state_->add_site(std::move(host), hoster, kind);
}

std::string World::add_item(SiteIndex site, std::string path, Truth truth, std::string referrer) {
  const std::scoped_lock lock(state_->mutex);
  REDRESS_ASSERT(site < state_->sites.size(), "no such site");
  const auto host = state_->sites[site].host;
  return state_->items[state_->add_item(site, host, path, truth, std::move(referrer))].url;
}

void World::change_page(std::string_view url, UtcTime at, PageKind page) {
  const std::scoped_lock lock(state_->mutex);
  const auto item = state_->find_item(url);
  REDRESS_ASSERT(item.has_value(), "no such page");
  state_->items[*item].add({at, page, false});
}

void World::move_site(std::string_view host, UtcTime at, PartyIndex hoster) {
  const std::scoped_lock lock(state_->mutex);
  const auto site = state_->find_site(host);
  REDRESS_ASSERT(site.has_value() && hoster < state_->parties.size(), "no such site or party");
  state_->move_site(*site, at, hoster);
}

const WorldOptions& World::options() const noexcept { return state_->options; }
std::uint64_t World::seed() const noexcept { return state_->seed; }

std::vector<Party> World::parties() const {
  const std::scoped_lock lock(state_->mutex);
  std::vector<Party> result;
  result.reserve(state_->parties.size());
  for (const auto& model : state_->parties) result.push_back(model.party());
  return result;
}

std::vector<ItemView> World::items() const {
  const std::scoped_lock lock(state_->mutex);
  std::vector<ItemView> result;
  result.reserve(state_->items.size());
  for (const auto& item : state_->items) {
    const auto& site = state_->sites[item.site];
    const auto& first = site.hostings.front();
    const auto& hoster = state_->parties[first.hoster].party();
    result.push_back(
        {item.url, item.truth, item.referrer, site.kind, split_url(item.url)->host, hoster.name, hoster.country, first.address});
  }
  return result;
}

std::optional<Truth> World::truth(std::string_view url) const {
  const std::scoped_lock lock(state_->mutex);
  const auto item = state_->find_item(url);
  if (!item) return std::nullopt;
  return state_->items[*item].truth;
}

std::optional<std::string> World::resolve(std::string_view host, UtcTime at) const {
  const std::scoped_lock lock(state_->mutex);
  const auto name = lower(host);
  if (const auto site = state_->find_site(name)) return state_->sites[*site].hosting(at).address;
  const auto party = state_->party_by_domain.find(name.starts_with("mx.") ? name.substr(3) : name);
  if (party != state_->party_by_domain.end()) return state_->parties[party->second].party().address_block + ".2";
  if (name == "hotline.test" || name == "helpline.test" || name.ends_with(".sandbox.example")) return "127.0.0.1";
  return std::nullopt;
}

PageSeen World::page(std::string_view url, UtcTime at, std::string_view referrer) const {
  const std::scoped_lock lock(state_->mutex);
  PageSeen seen{false, 404, PageKind::gone_404, body_of(PageKind::gone_404, 0)};
  const auto parts = split_url(url);
  if (!parts) return seen;
  const auto site_index = state_->find_site(parts->host);
  if (!site_index) return seen;
  const auto& site = state_->sites[*site_index];
  const auto answer = [&seen](PageKind kind, std::size_t number) {
    seen.kind = kind;
    seen.status = status_of(kind);
    seen.body = body_of(kind, number);
  };
  const auto item = state_->find_item(url);
  seen.known = item.has_value();
  const auto& hosting = site.hosting(at);
  if (state_->parties[hosting.hoster].is_down(at)) {
    answer(PageKind::connection_refused, 0);
  } else if (site.trouble != PageKind::content && at >= site.trouble_from && at < site.trouble_until) {
    answer(site.trouble, 0);
  } else if (item) {
    const auto& what = state_->items[*item];
    const bool hides = !what.referrer.empty() && what.referrer != referrer;
    answer(hides ? PageKind::gone_404 : what.at(at), *item + 1);
  } else if (parts->path == "/") {
    answer(PageKind::content, 0);
  }
  return seen;
}

std::vector<PageChange> World::history(std::string_view url) const {
  const std::scoped_lock lock(state_->mutex);
  std::vector<PageChange> result;
  if (const auto item = state_->find_item(url))
    for (const auto& change : state_->items[*item].changes) result.push_back({change.at, change.page});
  return result;
}

RdapAnswer World::rdap(std::string_view address, UtcTime) const {
  const std::scoped_lock lock(state_->mutex);
  const auto slash = address.find('/');
  address = address.substr(0, slash);
  const auto last_dot = address.rfind('.');
  if (last_dot != std::string_view::npos) {
    const auto block = address.substr(0, last_dot);
    for (const auto& model : state_->parties)
      if (model.party().address_block == block) return {200, rdap_network(model.party(), address)};
  }
  return {404, rdap_error(404, "Not Found", "No network of the sandbox covers this address")};
}

RdapAnswer World::rdap_domain(std::string_view name, UtcTime) const {
  const std::scoped_lock lock(state_->mutex);
  const auto domain = lower(name);
  const auto registrar = std::find_if(state_->parties.begin(), state_->parties.end(),
                                      [](const HosterModel& model) { return model.party().kind == PartyKind::registrar; });
  const auto site = state_->find_site(domain);
  const bool exists = site.has_value() || state_->party_by_domain.contains(domain);
  if (!exists || registrar == state_->parties.end()) return {404, rdap_error(404, "Not Found", "No such domain in the sandbox's register")};
  // Some registries publish no abuse contact at all: every tenth site's. source: [connectors.md 11]
  return {200, sandbox::rdap_domain(without_www(domain), registrar->party(), !site || *site % 10 != 0)};
}

DnsAnswer World::dns(std::string_view asked, DnsType type, UtcTime at) const {
  const auto name = lower(asked);
  DnsAnswer answer;
  if (const auto address = resolve(name, at)) {
    const std::scoped_lock lock(state_->mutex);
    answer.name_exists = true;
    std::string owner = name;
    if (name.starts_with("www.") && state_->find_site(name)) {
      owner = name.substr(4);
      answer.records.push_back({name, DnsType::cname, 0, owner});
      if (type == DnsType::cname) return answer;
    }
    if (type == DnsType::a) answer.records.push_back({owner, DnsType::a, 0, *address});
    if (type == DnsType::mx) {
      if (const auto party = state_->party_by_domain.find(name); party != state_->party_by_domain.end()) {
        // source: RFC 7505 section 3: one MX, preference 0, an empty name [SRC-RFC-7505]
        const bool null_mx = state_->parties[party->second].party().null_mx;
        answer.records.push_back({name, DnsType::mx, static_cast<std::uint16_t>(null_mx ? 0 : 10), null_mx ? "" : "mx." + name});
      } else if (name == "hotline.test" || name == "helpline.test") {
        answer.records.push_back({name, DnsType::mx, 10, "mail.sandbox.example"});
      }
    }
    return answer;
  }
  // source: [connectors.md 11]: reversed octets below abuse-contacts.abusix.zone give the mailbox as TXT
  static constexpr std::string_view kContacts = ".abuse-contacts.abusix.zone";
  if (name.ends_with(kContacts)) {
    std::string address;
    std::string_view rest = std::string_view(name).substr(0, name.size() - kContacts.size());
    while (!rest.empty()) {
      const auto dot = rest.find('.');
      address = std::string(rest.substr(0, dot)) + (address.empty() ? "" : ".") + address;
      rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
    }
    const std::scoped_lock lock(state_->mutex);
    const auto block = address.substr(0, std::min(address.rfind('.'), address.size()));
    for (const auto& model : state_->parties) {
      if (model.party().address_block != block) continue;
      answer.name_exists = true;
      if (type == DnsType::txt) answer.records.push_back({name, DnsType::txt, 0, model.party().abuse_mailbox});
    }
  }
  return answer;
}

RelayReply World::on_recipient(std::string_view sender, std::string_view recipient, UtcTime at) {
  const std::scoped_lock lock(state_->mutex);
  const auto address = lower(recipient);
  const std::string domain(domain_of(address));
  RelayReply reply;
  if (HosterModel* model = state_->find_recipient(address))
    reply = model->on_recipient(sender, at);
  else if (state_->party_by_domain.contains(domain))
    reply = {550, "5.1.1 User unknown", RelayReply::Cut::none};
  else if (!domain.ends_with(".test"))  // the desks' own people live under .test
    reply = {550, "5.1.2 Domain not found", RelayReply::Cut::none};
  if (!reply.accepted()) ++state_->totals.refusals[reply.code];
  return reply;
}

RelayReply World::on_mail(const IncomingMail& mail, UtcTime at) {
  auto notice = read_notice(mail.raw);  // outside the lock: the costly part
  notice.envelope_from = mail.envelope_from;
  notice.recipient = mail.recipient;
  notice.marked_possible_duplicate = notice.marked_possible_duplicate || mail.duplicate_is_marked;
  return on_notice(notice, at);
}

RelayReply World::on_notice(const NoticeSeen& notice, UtcTime at) {
  NoticeSeen seen = notice;
  seen.recipient = lower(seen.recipient);
  const std::scoped_lock lock(state_->mutex);
  return state_->on_notice(seen, at);
}

std::uint32_t World::uid_validity(std::string_view domain) const {
  const std::scoped_lock lock(state_->mutex);
  const auto found = state_->mailboxes.find(domain);
  return found == state_->mailboxes.end() ? 1 : found->second.validity;
}

std::uint32_t World::uid_next(std::string_view domain, UtcTime at) {
  const std::scoped_lock lock(state_->mutex);
  const auto* box = state_->mailbox(domain, at);
  return box == nullptr ? 1 : box->next_uid;
}

std::vector<StoredMail> World::mail_since(std::string_view domain, std::uint32_t after_uid, UtcTime at) {
  const std::scoped_lock lock(state_->mutex);
  std::vector<StoredMail> result;
  if (const auto* box = state_->mailbox(domain, at)) {
    const auto first = std::upper_bound(box->mails.begin(), box->mails.end(), after_uid,
                                        [](std::uint32_t uid, const StoredMail& mail) { return uid < mail.uid; });
    result.assign(first, box->mails.end());
  }
  return result;
}

void World::post(std::string_view domain, UtcTime at, std::string text) {
  const std::scoped_lock lock(state_->mutex);
  state_->post(domain, at, std::make_shared<const std::string>(std::move(text)));
}

std::optional<UtcTime> World::next_mail_at() const {
  const std::scoped_lock lock(state_->mutex);
  std::optional<UtcTime> next;
  for (const auto& [domain, box] : state_->mailboxes)
    if (!box.pending.empty() && (!next || box.pending.top().at < *next)) next = box.pending.top().at;
  return next;
}

void World::renumber(std::string_view domain) {
  const std::scoped_lock lock(state_->mutex);
  const auto found = state_->mailboxes.find(domain);
  if (found == state_->mailboxes.end()) return;
  auto& box = found->second;
  ++box.validity;
  box.next_uid = 1;
  for (auto& mail : box.mails) mail.uid = box.next_uid++;
}

Effects World::effects(std::string_view reference) const {
  const std::scoped_lock lock(state_->mutex);
  const auto found = state_->effects.find(std::string(reference));
  return found == state_->effects.end() ? Effects{} : found->second;
}

std::map<std::string, Effects> World::all_effects() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->effects;
}

Totals World::totals(UtcTime at) const {
  const std::scoped_lock lock(state_->mutex);
  Totals totals = state_->totals;
  totals.items = state_->items.size();
  for (const auto& item : state_->items) {
    if (item.truth != Truth::illegal) continue;
    if (item.at(at) == PageKind::content) {
      ++totals.illegal_online;
      ++totals.illegal_online_by_behaviour[std::string(name_of(state_->hoster_of(item, at).party().behaviour))];
    } else {
      ++totals.illegal_gone;
    }
  }
  return totals;
}

std::string World::truth_json(UtcTime at) const {
  const auto totals = this->totals(at);
  const auto counts = [](const std::map<std::string, std::size_t>& map) {
    JsonObject object;
    for (const auto& [name, count] : map) object.add(name, static_cast<std::uint64_t>(count));
    return object.text();
  };
  JsonObject refusals;
  for (const auto& [code, count] : totals.refusals) refusals.add(std::to_string(code), static_cast<std::uint64_t>(count));
  JsonArray online;
  {
    const std::scoped_lock lock(state_->mutex);
    std::size_t listed = 0;
    for (const auto& item : state_->items) {
      if (item.truth != Truth::illegal || item.at(at) != PageKind::content) continue;
      if (listed++ == kListedUrlsMax) break;
      online.add(item.url);
    }
  }
  const auto number = [](std::size_t value) { return static_cast<std::uint64_t>(value); };
  return JsonObject()
      .add("at", to_rfc3339(at))
      .add("seed", state_->seed)
      .add("items", number(totals.items))
      .add("mails_taken", number(totals.mails_taken))
      .add("notices", number(totals.notices))
      .add("duplicates", number(totals.duplicates))
      .add("unmarked_duplicates", number(totals.unmarked_duplicates))
      .add("connections_broken", number(totals.connections_broken))
      .add("other_mails", number(totals.other_mails))
      .raw("refusals", refusals.text())
      .add("bounces", number(totals.bounces))
      .add("auto_replies", number(totals.auto_replies))
      .add("answers", number(totals.answers))
      .add("site_moves", number(totals.site_moves))
      .raw("mails_by_behaviour", counts(totals.mails_by_behaviour))
      .add("illegal_online", number(totals.illegal_online))
      .add("illegal_gone", number(totals.illegal_gone))
      .raw("illegal_online_by_behaviour", counts(totals.illegal_online_by_behaviour))
      .raw("still_online", online.text())
      .text();
}

}  // namespace redress::sandbox
