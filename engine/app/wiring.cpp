#include "engine/app/wiring.hpp"

#include "connectors/abuse_mail/abuse_mail.hpp"
#include "connectors/assisted_form/assisted_form.hpp"
#include "engine/alert/channel_sender.hpp"
#include "engine/core/hexadecimal.hpp"
#include "engine/core/json_text.hpp"
#include "engine/directory/directory.hpp"
#include "engine/locate/place_finder.hpp"
#include "engine/seal/checkpoint.hpp"
#include "engine/seal/key_file.hpp"
#include "engine/seal/key_ring.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "engine/seal/webhook_signature.hpp"
#include "engine/store/store.hpp"
#include "engine/transport/address_rules.hpp"
#include "engine/transport/content_check.hpp"
#include "engine/transport/http_transport.hpp"
#include "engine/transport/resolver.hpp"
#include "policies/book.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/law_enforcement/workflow.hpp"
#include "workflows/partner_referral/workflow.hpp"
#include "workflows/removal_order/workflow.hpp"
#include "workflows/triage/workflow.hpp"
#include "workflows/trusted_flagger/workflow.hpp"
#include "workflows/victim_removal/workflow.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace redress::app {
namespace {

/// The resolver port on our own DNS client.
class DnsResolver final : public Resolver {
 public:
  explicit DnsResolver(std::unique_ptr<DnsClient> client) : client_(std::move(client)) {}
  Result<std::vector<std::string>, ResolveError> addresses(const HostName& host) override {
    auto answer = client_->addresses(host.open(LookReveal::grant()));
    if (answer.status == NameStatus::found) return std::move(answer.addresses);
    return Failure{error_of(answer.status)};
  }
  Result<bool, ResolveError> takes_mail(const std::string& domain) override {
    const auto answer = client_->mail_hosts(domain);
    if (answer.status == NameStatus::failed || answer.status == NameStatus::no_such_name) return Failure{error_of(answer.status)};
    return !answer.takes_no_mail;
  }
  Result<std::vector<std::string>, ResolveError> texts(const std::string& name) override {
    auto answer = client_->texts(name);
    if (answer.status == NameStatus::found) return std::move(answer.texts);
    return Failure{error_of(answer.status)};
  }

 private:
  static ResolveError error_of(NameStatus status) {
    switch (status) {
      case NameStatus::no_such_name: return ResolveError::no_such_name;
      case NameStatus::no_data: return ResolveError::no_data;
      case NameStatus::found:
      case NameStatus::failed: break;
    }
    return ResolveError::failed;
  }
  std::unique_ptr<DnsClient> client_;
};

/// What the directory file says of hosts and addresses, for the place finder.
class DirectoryKnowledge final : public DirectoryLookup {
 public:
  explicit DirectoryKnowledge(const Directory& directory) : directory_(directory) {}
  std::optional<DirectoryHit> by_host(std::string_view host) const override {
    // The entry of a site's owner does not hide the platform above it.
    for (;;) {
      const auto* entry = directory_.by_host(host);
      if (!entry || can_take_down(entry->kind)) return hit(entry);
      const auto dot = host.find('.');
      if (dot == std::string_view::npos) return std::nullopt;
      host.remove_prefix(dot + 1);
    }
  }
  std::optional<DirectoryHit> by_address(const Address& address) const override { return hit(directory_.by_address(to_text(address))); }
  std::optional<DirectoryHit> by_slug(std::string_view slug) const override { return hit(directory_.by_slug(slug)); }

 private:
  /// A site's owner is told by a rule, never as if he were the host.
  static bool can_take_down(RecipientKind kind) {
    return kind == RecipientKind::hoster || kind == RecipientKind::platform || kind == RecipientKind::network;
  }
  static std::optional<DirectoryHit> hit(const DirectoryEntry* entry) {
    if (!entry) return std::nullopt;
    return DirectoryHit{entry->slug, entry->name, entry->country, entry->kind == RecipientKind::proxy};
  }
  const Directory& directory_;
};

ContactScope scope_of(RecipientKind kind) {
  switch (kind) {
    case RecipientKind::hoster:
    case RecipientKind::platform: return ContactScope::hoster;
    case RecipientKind::site: return ContactScope::site;
    case RecipientKind::network: return ContactScope::network;
    case RecipientKind::proxy: return ContactScope::proxy;
    case RecipientKind::registrar: return ContactScope::registrar;
    case RecipientKind::partner_hotline: return ContactScope::partner;
    case RecipientKind::police: return ContactScope::police;
    case RecipientKind::authority:
    case RecipientKind::dispute_body:
    case RecipientKind::coordinator:
    case RecipientKind::data_protection:
    case RecipientKind::consumer_protection: return ContactScope::authority;
  }
  return ContactScope::hoster;
}

runtime::DirectoryRow row_of(const DirectoryEntry& entry) {
  runtime::DirectoryRow row;
  row.recipient.slug = entry.slug;
  row.recipient.name = entry.name;
  row.recipient.scope = scope_of(entry.kind);
  row.recipient.kind = name_of(entry.kind);
  row.recipient.country = entry.country;
  row.recipient.language = entry.language;
  row.recipient.ceiling = entry.ceiling;
  row.parent_slug = entry.parent;
  int rank = 0;
  for (const auto& contact : entry.contacts) {
    ContactRecord record;
    record.channel = name_of(contact.channel);
    record.address = contact.address;
    record.rank = rank++;
    record.approved = contact.approved;
    record.source = "directory";
    row.recipient.approved = row.recipient.approved || contact.approved;
    row.recipient.one_request_per_notice = row.recipient.one_request_per_notice || contact.per_url;
    row.contacts.push_back(std::move(record));
  }
  return row;
}

std::string all_problems(const std::vector<YamlProblem>& problems) {
  std::string text;
  for (const auto& problem : problems) text += (text.empty() ? "" : "\n") + to_text(problem);
  return text;
}

Result<std::string, std::string> whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Failure{path + ": cannot be read"};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Until when the alert's subject has time: a task's own due time, a request's deadline where the alert is about that.
std::optional<UtcTime> deadline_of(ReadQueries& reader, const AlertRecord& alert) {
  const auto number_behind = [&](std::string_view word) -> std::optional<std::int64_t> {
    std::int64_t number = 0;
    const std::string_view subject = alert.subject;
    if (!subject.starts_with(word)) return std::nullopt;
    const auto read = std::from_chars(subject.data() + word.size(), subject.data() + subject.size(), number);
    return read.ec == std::errc{} ? std::optional(number) : std::nullopt;
  };
  if (const auto id = number_behind("task ")) {
    const auto task = reader.task(TaskId{*id});
    return task ? std::optional(task->due_at) : std::nullopt;
  }
  const bool of_deadline = alert.kind.starts_with("removal_") || alert.kind.starts_with("assessment_");
  const auto id = of_deadline ? number_behind("request ") : std::nullopt;
  const auto request = id ? reader.request(RequestId{*id}) : std::nullopt;
  return request ? request->facts.deadline_at : std::nullopt;
}

/// Files that are as shipped do not count, so a new program is not a change of the desk's rules.
std::string digest_of_own(const RuleTexts& rules, const ChainHasher& hasher) {
  std::string all;
  for (const auto& [name, text] : rules) {
    const auto shipped = shipped_rules().find(name);
    if (shipped != shipped_rules().end() && shipped->second == text) continue;
    all += JsonArray().add(name).add(text).text();
  }
  if (all.empty()) return "shipped";
  return hexadecimal(hasher.next({}, all));
}

/// Settings by which a store knows its keys (`KeyMarks`).
constexpr std::string_view kLastingKeys = "keys";
constexpr std::string_view kNewestSiteKey = "newest_site_key";

std::string about_key_file(const Config& config, const std::string& problem, const std::string& fix) {
  const auto configured = keys_from(config);
  return "key file " + (configured.empty() ? "redress-keys of $CREDENTIALS_DIRECTORY" : configured) + ": " + problem + "; " + fix;
}
std::string keys_of_another_desk(const Config& config) {
  return about_key_file(config, "its keys are not those this database was made with",
                        "put the key file back that belongs to it, or its safe copy");
}

std::string absence_of(const Config& config) {
  return "database " + config.database +
         ": there is none; put it back or restore a copy (redress restore FILE), or begin a new desk with: redress init";
}

std::string new_incarnation(Random& random) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string name;
  for (int i = 0; i < 16; ++i) name += kDigits[random.below(16)];
  return name;
}

}  // namespace

bool database_exists(const Config& config) {
  std::error_code failed;
  return std::filesystem::exists(config.database, failed) && std::filesystem::file_size(config.database, failed) > 0;
}

const std::vector<const Workflow*>& all_workflows() {
  static const std::vector<const Workflow*> workflows{&triage_workflow(),           &hotline_ntd_workflow(),   &trusted_flagger_workflow(),
                                                      &partner_referral_workflow(), &removal_order_workflow(), &law_enforcement_workflow(),
                                                      &victim_removal_workflow()};
  return workflows;
}

struct Wiring::Hidden {
  Config config;
  const Clock* clock = nullptr;
  std::unique_ptr<KeyRing> keys;
  KeyMarks key_marks;
  std::unique_ptr<CheckpointSigner> signer;
  Sha256Chain chain;
  std::optional<PoliciesOverTime> policies;
  std::string rules_digest;
  std::unique_ptr<Store> store;
  std::vector<std::unique_ptr<Connector>> connectors;
  Directory directory;
  std::unique_ptr<DirectoryKnowledge> knowledge;
  std::unique_ptr<PlaceKnowledge> places;
  std::unique_ptr<runtime::Loop> loop;
  // secrets of transports, read when the world is asked for
  std::optional<SmtpSettings> relay;
  std::optional<ImapSettings> imap;

  /// Whether the store, as far as it knows, belongs to these keys.
  Result<void, std::string> compare_keys() const {
    const auto reader = store->reader();
    const auto lasting = reader->setting(kLastingKeys);
    if (!lasting.empty() && lasting != key_marks.lasting) return Failure{keys_of_another_desk(config)};
    const auto newest = reader->setting(kNewestSiteKey);
    if (!newest.empty() && std::find(key_marks.site_keys.begin(), key_marks.site_keys.end(), newest) == key_marks.site_keys.end())
      return Failure{
          about_key_file(config, "the site key that wrapped last is missing in it", "put the copy of the key file back that has it")};
    return {};
  }

  /// Of a store that does not know its keys yet: whether anything in it opens, or, where nothing is sealed, who signed it.
  bool opens_with_keys() const {
    bool any = false, opens = false;
    (void)store->rewrap(
        [&](const WrappedKey& key) {
          any = any || !key.empty();
          opens = opens || (!key.empty() && keys->unwrap(key).has_value());
          return false;  // only looked at
        },
        [](const WrappedKey& key) { return key; });
    if (any) return opens;
    const auto checkpoint = store->reader()->newest_checkpoint();
    return !checkpoint || checkpoint->signed_by == signer->public_key();
  }

  Result<void, std::string> read_directory() {
    if (config.directory.empty()) return {};
    auto loaded = redress::load_directory(config.directory);
    if (!loaded) return Failure{all_problems(loaded.error())};
    directory = std::move(*loaded);
    for (const auto& entry : directory.entries())
      for (const auto& contact : entry.contacts)
        if (auto problem = unknown_address(entry, contact); !problem.empty()) return Failure{config.directory + ": " + problem};
    return {};
  }

  /// What the connector of a contact does not take; empty when all is well. The directory itself knows no connector.
  std::string unknown_address(const DirectoryEntry& entry, const DirectoryContact& contact) const {
    for (const auto& connector : connectors)
      if (connector->manifest().id == name_of(contact.channel) && connector->submit()->takes_address(contact.address)) return {};
    return "recipient " + entry.slug + ": a contact of channel " + std::string(name_of(contact.channel)) +
           " has an address the channel does not know; `redress connector explain " + std::string(name_of(contact.channel)) + "` says which there are";
  }

  Result<void, std::string> find_places() {
    PlaceSettings settings;
    if (!config.rdap_servers.empty()) settings.rdap_base_url = config.rdap_servers.front();
    for (const auto& [file, into] : {std::pair{&config.rdap_bootstrap_file, &settings.bootstrap_ipv4},
                                     std::pair{&config.rdap_bootstrap_ipv6_file, &settings.bootstrap_ipv6},
                                     std::pair{&config.rdap_bootstrap_names_file, &settings.bootstrap_dns}}) {
      if (file->empty()) continue;
      auto text = whole_file(*file);
      if (!text) return Failure{text.error()};
      *into = std::move(*text);
    }
    settings.ripestat_base_url = config.ripestat;
    settings.abusix_zone = config.abusix_zone;
    settings.abuse_net_zone = config.abuse_net_zone;
    settings.country_file = config.country_file;
    const auto& sources = policies->at(clock->utc_now()).contacts().sources();
    settings.ranking = {sources.answer.order, sources.head.id + '@' + sources.head.version};
    settings.keep_for = sources.answer.keep_for;
    settings.keep_unlisted_for = sources.answer.keep_empty_for;
    if (!config.network.permit.empty()) {
      const AddressRules rules(config.network.permit, {});
      settings.permit = [rules](const Address& address) { return rules.judge(to_text(address)) == AddressClass::permitted; };
    }
    knowledge = std::make_unique<DirectoryKnowledge>(directory);
    try {
      places = std::make_unique<PlaceKnowledge>(std::move(settings), *clock, knowledge.get(), &directory);
    } catch (const std::invalid_argument& problem) {
      return Failure{std::string(problem.what())};
    }
    return {};
  }

  std::unique_ptr<PlaceFinder> place_finder() {
    auto resolver = std::make_unique<DnsResolver>(make_resolver(config.network.resolvers, config.network.lookup_time_limit));
    return std::make_unique<PlaceFinder>(*places, std::move(resolver), make_http_transport(config.network));
  }

  Result<AlertSettings, std::string> alert_settings() const {
    AlertSettings settings;
    int number = 0;
    for (const auto& to : config.alert_mail)
      settings.mail.push_back({"mail " + std::to_string(++number), config.identity.mail_from, to, config.identity.mail_domain});
    number = 0;
    for (const auto& webhook : config.webhooks) {
      const std::string name = webhook.form + " " + std::to_string(++number);
      if (webhook.form == "chat") {
        settings.chats.push_back({name, SecretText(webhook.url)});
        continue;
      }
      auto secret = read_secret(webhook.secret_file);
      if (!secret) return Failure{secret.error()};
      AlertWebhookSettings signed_one{name, SecretText(webhook.url), {}};
      signed_one.macs.push_back([secret = *secret](std::string_view message) { return webhook_mac(secret, LookReveal::grant(), message); });
      settings.webhooks.push_back(std::move(signed_one));
    }
    const auto problems = problems_of(settings, LookReveal::grant());
    if (!problems.empty()) return Failure{problems.front()};
    return settings;
  }
};

Wiring::Wiring() : hidden_(std::make_unique<Hidden>()) {}
Wiring::~Wiring() = default;
const Config& Wiring::config() const { return hidden_->config; }
Store& Wiring::store() { return *hidden_->store; }
KeyRing& Wiring::keys() { return *hidden_->keys; }
runtime::Loop& Wiring::loop() { return *hidden_->loop; }
const Clock& Wiring::clock() const { return *hidden_->clock; }
const std::vector<const Connector*>& Wiring::connectors() const { return hidden_->loop->parts().connectors; }

Result<std::unique_ptr<Wiring>, std::string> Wiring::open(const Config& config, const Clock& clock, Random& random, IfAbsent if_absent) {
  std::unique_ptr<Wiring> wiring(new Wiring());
  auto& h = *wiring->hidden_;
  h.config = config;
  h.clock = &clock;
  const auto keys = find_and_load_keys(keys_from(config));
  if (!keys && keys.error().kind == KeyFileError::Kind::absent)  // new ones would not open what is there
    return Failure{keys.error().message + "; " +
                   (database_exists(config) ? "put it back, or its safe copy: database " + config.database + " opens with no other"
                                            : "make it with: redress init")};
  if (!keys) return Failure{keys.error().message};
  h.key_marks = marks_of(*keys);
  h.keys = std::make_unique<KeyRing>(*keys, random);
  h.signer = std::make_unique<CheckpointSigner>(*keys);
  const auto rules = read_rules(std::filesystem::path(config.policies));
  if (!rules) return Failure{all_problems(rules.error())};
  auto policies = PoliciesOverTime::load(*rules, clock.utc_now());
  if (!policies) return Failure{all_problems(policies.error())};
  h.policies = std::move(*policies);
  h.rules_digest = digest_of_own(*rules, h.chain);
  StoreOptions options;
  options.create = if_absent == IfAbsent::make_database;
  if (!options.create && !database_exists(config)) return Failure{absence_of(config)};
  h.store = open_store(config.database, h.chain, options);
  if (auto fits = h.compare_keys(); !fits) return Failure{fits.error()};
  h.connectors.push_back(make_abuse_mail_connector(config.identity));
  h.connectors.push_back(make_assisted_form_connector());
  if (auto read = h.read_directory(); !read) return Failure{read.error()};
  if (auto found = h.find_places(); !found) return Failure{found.error()};
  std::vector<const Connector*> connectors;
  for (const auto& connector : h.connectors) connectors.push_back(connector.get());
  const auto rules_of = [&h](UtcTime now) -> const PolicyBook& { return h.policies->book_at(now); };
  runtime::Parts parts{*h.store,
                       *h.keys,
                       clock,
                       random,
                       rules_of,
                       all_workflows(),
                       std::move(connectors),
                       config.identity,
                       config.desk,
                       new_incarnation(random)};
  parts.alerts_are_sent = !config.alert_mail.empty() || !config.webhooks.empty();
  parts.looks_are_on = !config.legal_basis.empty();
  parts.sites = &h.directory;
  h.loop = std::make_unique<runtime::Loop>(std::move(parts));
  return wiring;
}

Result<void, std::string> Wiring::tie_to_keys() {
  auto& h = *hidden_;
  const auto reader = h.store->reader();
  const auto lasting = reader->setting(kLastingKeys);
  const auto& newest = h.key_marks.site_keys.back();
  if (lasting.empty() && !h.opens_with_keys()) return Failure{keys_of_another_desk(h.config)};
  if (lasting == h.key_marks.lasting && reader->setting(kNewestSiteKey) == newest) return {};
  const auto work = h.store->begin();
  work->set_setting(kLastingKeys, h.key_marks.lasting);
  work->set_setting(kNewestSiteKey, newest);
  work->commit();
  return {};
}

Result<void, std::string> Wiring::load_directory() {
  auto& h = *hidden_;
  if (h.directory.entries().empty()) return {};
  runtime::LoadDirectory work;
  for (const auto& entry : h.directory.entries()) work.rows.push_back(row_of(entry));
  bool done = false;
  work.done = [&] { done = true; };
  h.loop->post(std::move(work));
  while (!done) h.loop->step(runtime::Loop::Turn::works_only);
  return {};
}

bool Wiring::keep_checkpoint() {
  auto& h = *hidden_;
  const auto heads = h.store->heads(EventId{});
  return heads.newest_event && h.loop->post(runtime::KeepCheckpoint{h.signer->sign(h.clock->utc_now(), heads)});
}

const std::string& Wiring::rules_digest() const { return hidden_->rules_digest; }
CheckpointRecord Wiring::signed_heads(EventId up_to) {
  return hidden_->signer->sign(hidden_->clock->utc_now(), hidden_->store->heads(up_to));
}

const std::string& Wiring::checkpoint_key() const { return hidden_->signer->public_key(); }

const PolicyBook& Wiring::rules_at(UtcTime moment) const { return hidden_->policies->book_at(moment); }
PlaceExplanation Wiring::explain_place(const HostName& host) { return hidden_->place_finder()->explain(host); }
const Directory& Wiring::directory() const { return hidden_->directory; }

Result<runtime::World, std::string> Wiring::world() {
  auto& h = *hidden_;
  if (!h.config.relay) return Failure{std::string("no relay is configured: notices could not leave. Add `relay:` to the configuration")};
  h.relay = h.config.relay;
  if (!h.config.relay_password_file.empty()) {
    auto secret = read_secret(h.config.relay_password_file);
    if (!secret) return Failure{secret.error()};
    h.relay->relay.password = std::move(*secret);
  }
  h.imap = h.config.imap;
  if (h.imap && !h.config.imap_password_file.empty()) {
    auto secret = read_secret(h.config.imap_password_file);
    if (!secret) return Failure{secret.error()};
    h.imap->server.password = std::move(*secret);
  }
  runtime::World world;
  world.mail = [&h] { return make_smtp_transport(*h.relay); };
  world.http = [&h] { return make_http_transport(h.config.network); };
  world.locate = [&h] { return h.place_finder(); };
  if (!h.config.legal_basis.empty()) {
    CheckSettings settings;
    settings.network = h.config.network;
    settings.control_urls = h.config.control_urls;
    world.check = [settings] { return make_content_check({"/proc/self/exe", "checker"}, settings); };
  }
  if (h.imap) world.inboxes.push_back([&h] { return make_imap_inbox(*h.imap); });
  if (h.config.maildir) world.inboxes.push_back([&h] { return make_maildir_inbox(*h.config.maildir); });
  if (h.loop->parts().alerts_are_sent) {
    auto settings = h.alert_settings();
    if (!settings) return Failure{settings.error()};
    world.alerts = [&h, settings = *settings]() -> std::unique_ptr<AlertSender> {
      auto channels = make_alert_channels(settings, [&h] { return make_smtp_transport(*h.relay); }, [&h] { return make_http_transport(h.config.network); });
      const std::shared_ptr<ReadQueries> reader = h.store->reader();  // lives as long as the function that asks it, which is copied
      return std::make_unique<ChannelSender>(std::move(channels), *h.clock, [reader](const AlertRecord& alert) { return deadline_of(*reader, alert); });
    };
  }
  return world;
}

}  // namespace redress::app
