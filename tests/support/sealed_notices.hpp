// The real loop over a real store, with notices that are sealed and due: for tests of threads and of what is given out, which need no
// day before them.
#pragma once

#include "connectors/abuse_mail/abuse_mail.hpp"
#include "engine/core/assert.hpp"
#include "engine/core/random.hpp"
#include "engine/core/reference.hpp"
#include "engine/core/time.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/seal/key_ring.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "policies/book.hpp"
#include "tests/support/temporary_folder.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/triage/workflow.hpp"

#include <memory>
#include <string>

namespace redress::test {

class SealedNotices {
 public:
  SealedNotices() {
    const auto fill = [&](SecretKey& key) { random_.fill({key.data(), SecretKey::kBytes}); };
    KeyFile keys;
    keys.site_keys.push_back({"k1", {}});
    fill(keys.site_keys.back().key);
    fill(keys.index_key);
    fill(keys.signing_seed);
    keys_ = std::make_unique<KeyRing>(std::move(keys), random_);
    auto policies = load_policies(shipped_rules(), clock.utc_now());
    REDRESS_ASSERT(policies.has_value(), "the shipped rules load");
    policies_ = std::move(*policies);
    DeskIdentity identity;
    identity.organisation = "Hotline";
    identity.mail_domain = "hotline.test";
    identity.mail_from = "ntd@hotline.test";
    identity.reply_mailbox = "ntd";
    identity.handler = "H-7";
    identity_ = identity;
    connector_ = make_abuse_mail_connector(identity);
    store = open_store(folder_.file("redress.db"), chain_);
    begin_again();
  }

  /// The program starts again: a new loop with a name of its own, which has recovered.
  void begin_again() {
    loop.reset();
    runtime::Parts parts{*store,
                         *keys_,
                         clock,
                         random_,
                         [book = policies_->book()](UtcTime) -> const PolicyBook& { return book; },
                         {&triage_workflow(), &hotline_ntd_workflow()},
                         {connector_.get()},
                         identity_,
                         "hotline",
                         {}};
    parts.incarnation = "start " + std::to_string(++starts_);
    parts.alerts_are_sent = false;
    loop = std::make_unique<runtime::Loop>(std::move(parts));
    loop->recover();
  }

  /// One notice about one item to a recipient of its own, as if its window had just closed.
  NoticeId add_notice() {
    const auto number = std::to_string(++notices_);
    const auto now = clock.utc_now();
    auto tx = store->begin();
    const auto desk = tx->ensure_desk("hotline");
    RecipientRecord recipient;
    recipient.slug = "host-" + number;
    recipient.name = "Host " + number;
    recipient.kind = "hoster";
    recipient.country = "NL";
    recipient.language = "en";
    recipient.approved = true;
    recipient.id = tx->insert(recipient);
    ContactRecord contact;
    contact.recipient = recipient.id;
    contact.channel = "abuse_mail";
    contact.address = "abuse@host-" + number + ".example";
    contact.approved = true;
    contact.source = "directory";
    contact.id = tx->insert(contact);

    const std::string url = "http://host-" + number + ".example/a";
    LocationRecord location;
    location.locator_index = keys_->blind_index("url", "\n" + url);
    location.host_index = keys_->blind_index("host", "host-" + number + ".example");
    location.country_of_address = location.country_of_registration = location.country_of_contact = "NL";
    location.hoster = recipient.id;
    location.located_at = location.looked_at = location.last_online_at = now;
    location.observed = Observed::online;
    location.evidence = Evidence::answered;
    location.id = tx->insert(location);
    ItemRecord item;
    item.desk = desk;
    item.locator_index = location.locator_index;
    auto item_key = keys_->make_key();
    item.locator = keys_->seal(item_key.key, {"items", "locator", tx->next_item().value}, url);
    item.key = std::move(item_key.wrapped);
    item.location = location.id;
    item.first_reported_at = now;
    item.verdict = Verdict::illegal_national;
    item.id = tx->insert(item);
    RequestRecord request;
    request.desk = desk;
    request.item = item.id;
    request.location = location.id;
    request.workflow = "hotline_ntd";
    request.state = "NoticePending";
    request.facts.hoster = recipient.id;
    request.facts.country = "NL";
    request.facts.at_home = true;
    request.facts.verdict = Verdict::illegal_national;
    request.facts.rung = 1;
    request.facts.notice_pending = true;
    request.facts.opened_at = request.opened_at = now;
    request.id = tx->insert(request);

    NoticeRecord notice;
    notice.desk = desk;
    notice.recipient = recipient.id;
    notice.contact = contact.id;
    notice.channel = "abuse_mail";
    notice.workflow = "hotline_ntd";
    notice.reference = make_reference(random_);
    notice.reply_token = make_reply_token(random_);
    notice.opened_at = notice.closes_at = now;
    notice.id = tx->insert(notice);
    auto notice_key = keys_->make_key();
    notice.message = keys_->seal(notice_key.key, {"notices", "message", notice.id.value}, "Subject: notice " + number + "\r\n\r\nwords\r\n");
    notice.key = std::move(notice_key.wrapped);
    notice.state = NoticeState::sealed;
    notice.sealed_at = now;
    tx->save(notice);
    tx->join(notice.id, request.id, Need::all);
    OutboxRecord outbox;
    outbox.notice = notice.id;
    outbox.recipient = recipient.id;
    outbox.channel = notice.channel;
    outbox.not_before = now;
    tx->insert(outbox);
    tx->commit();
    return notice.id;
  }

  SystemClock clock;
  std::unique_ptr<Store> store;
  std::unique_ptr<runtime::Loop> loop;

 private:
  TemporaryFolder folder_;
  SeededRandom random_{7};
  Sha256Chain chain_;
  std::unique_ptr<KeyRing> keys_;
  std::unique_ptr<Policies> policies_;
  DeskIdentity identity_;
  std::unique_ptr<Connector> connector_;
  int starts_ = 0, notices_ = 0;
};

}  // namespace redress::test
