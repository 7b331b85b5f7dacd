// The directory file meets what people did since: what the file says of its own mailboxes holds, what a person approved stays approved,
// and each change is an event.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>
#include <set>

namespace redress::runtime {
namespace {

bool same(const ContactRecord& a, const ContactRecord& b) { return a.approved == b.approved && a.rank == b.rank && a.source == b.source; }

bool same(const RecipientRecord& a, const RecipientRecord& b) {
  return a.name == b.name && a.scope == b.scope && a.kind == b.kind && a.country == b.country && a.language == b.language && a.parent == b.parent &&
         a.approved == b.approved && a.one_request_per_notice == b.one_request_per_notice && a.ceiling == b.ceiling;
}

bool is_of_the_file(const ContactRecord& contact) { return contact.source == kFromDirectory || contact.source == kApprovedByHand; }

void save_changed(Batch& batch, const ContactRecord& before, const ContactRecord& after, const Actor& by) {
  if (same(before, after)) return;
  batch.tx.save(after);
  batch.note(StreamKind::recipient, after.recipient.value, "ContactChanged", by,
             JsonObject().add("contact", after.id.value).add("approved", after.approved).add("rank", after.rank).text());
}

void save_changed(Batch& batch, const RecipientRecord& before, const RecipientRecord& after, const Actor& by) {
  if (same(before, after)) return;
  batch.tx.save(after);
  batch.note(StreamKind::recipient, after.id.value, "RecipientChanged", by,
             JsonObject().add("approved", after.approved).add("country", after.country).add("ceiling", name_of(after.ceiling)).text());
}

/// A mailbox the file lists and we know: the file's rank and approval hold; a person's approval of what the file only lists stays.
ContactRecord as_listed(ContactRecord known, const ContactRecord& listed) {
  known.rank = listed.rank;
  if (listed.approved) {
    known.approved = true;
    known.source = kFromDirectory;
  } else if (known.source == kFromDirectory) {
    known.approved = false;
  }
  return known;
}

/// A mailbox the file does not list: behind those it does, and out of use when it came from the file. Whatever a person approved then
/// was an entry that is gone.
ContactRecord as_not_listed(ContactRecord known, int rank) {
  known.rank = rank;
  if (!is_of_the_file(known)) return known;
  known.approved = false;
  known.source = kFromDirectory;
  return known;
}

/// True when one of the recipient's mailboxes is approved afterwards.
bool load_contacts(Batch& batch, RecipientId recipient, const std::vector<ContactRecord>& listed, bool is_new, const Actor& by) {
  bool approved = false;
  const auto present = batch.tx.contacts(recipient);
  std::set<ContactId> met;
  for (auto contact : listed) {
    contact.recipient = recipient;
    const auto known =
        std::find_if(present.begin(), present.end(), [&](const auto& one) { return one.channel == contact.channel && one.address == contact.address; });
    if (known == present.end()) {
      contact.id = batch.tx.insert(contact);
      if (!is_new)
        batch.note(StreamKind::recipient, recipient.value, "ContactLoaded", by,
                   JsonObject().add("contact", contact.id.value).add("approved", contact.approved).add("rank", contact.rank).text());
    } else {
      met.insert(known->id);
      contact = as_listed(*known, contact);
      save_changed(batch, *known, contact, by);
    }
    approved = approved || contact.approved;
  }
  int rank = static_cast<int>(listed.size());
  for (const auto& known : present) {
    if (met.contains(known.id)) continue;
    const auto contact = as_not_listed(known, rank++);
    save_changed(batch, known, contact, by);
    approved = approved || contact.approved;
  }
  return approved;
}

void load_row(Batch& batch, const DirectoryRow& row, const Actor& by) {
  auto recipient = row.recipient;
  const auto known = batch.tx.find_recipient(recipient.slug);
  if (!known) {
    recipient.id = batch.tx.insert(recipient);
    batch.note(StreamKind::recipient, recipient.id.value, "RecipientLoaded", by);
    load_contacts(batch, recipient.id, row.contacts, true, by);
    return;
  }
  const auto before = *batch.tx.recipient(*known);
  recipient.id = *known;
  recipient.paused_at = before.paused_at;
  recipient.failures = before.failures;
  recipient.rests_until = before.rests_until;
  recipient.parent = before.parent;
  recipient.approved = load_contacts(batch, recipient.id, row.contacts, false, by);
  save_changed(batch, before, recipient, by);
}

}  // namespace

void load_directory(Batch& batch, const LoadDirectory& work) {
  const Actor by{ActorKind::admin, work.actor};
  std::set<std::string_view> listed;
  for (const auto& row : work.rows) {
    listed.insert(row.recipient.slug);
    load_row(batch, row, by);
  }
  for (const auto& row : work.rows) {
    if (row.parent_slug.empty()) continue;
    const auto before = *batch.tx.recipient(*batch.tx.find_recipient(row.recipient.slug));
    auto recipient = before;
    if (const auto parent = batch.tx.find_recipient(row.parent_slug)) recipient.parent = *parent;
    save_changed(batch, before, recipient, by);
  }
  for (const auto& before : batch.tx.recipients()) {
    const auto contacts = batch.tx.contacts(before.id);
    if (listed.contains(before.slug) || std::none_of(contacts.begin(), contacts.end(), is_of_the_file)) continue;
    auto recipient = before;
    recipient.approved = load_contacts(batch, recipient.id, {}, false, by);
    save_changed(batch, before, recipient, by);
  }
}

}  // namespace redress::runtime
