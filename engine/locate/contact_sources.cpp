#include "engine/locate/contact_sources.hpp"

#include "engine/locate/mail_address.hpp"
#include "engine/locate/registry_json.hpp"

#include <algorithm>

namespace redress {
namespace {

constexpr std::size_t kTextsMax = 64;
constexpr std::size_t kMailsMax = 16;

void add_mails(std::string_view value, std::vector<std::string>& mails) {
  for (std::string& mail : mailboxes_in_value(value)) {
    const bool known = std::any_of(mails.begin(), mails.end(), [&](const std::string& other) { return same_mailbox(other, mail); });
    if (!known && mails.size() < kMailsMax && !is_placeholder_mailbox(mail)) mails.push_back(std::move(mail));
  }
}

SourceReply read_texts(const std::vector<std::string>& texts) {
  SourceReply reply;
  for (std::size_t i = 0; i < texts.size() && i < kTextsMax; ++i) add_mails(texts[i], reply.mails);
  return reply;
}

}  // namespace

Result<SourceReply, SourceError> read_ripestat(std::string_view bytes) {
  const auto parsed = parse_registry_json(bytes);
  if (!parsed || !parsed->is_object()) return Failure{SourceError::garbage};
  if (parsed->text_of("status") != "ok") return Failure{parsed->find("status") == nullptr ? SourceError::garbage : SourceError::failed};
  const RegistryJson* data = parsed->find("data");
  if (data == nullptr || !data->is_object()) return Failure{SourceError::garbage};
  SourceReply reply;
  reply.registry = lower_cased(data->text_of("authoritative_rir", 32));
  if (const RegistryJson* contacts = data->find("abuse_contacts"); contacts != nullptr && contacts->is_list()) {
    for (const RegistryJson& contact : contacts->items) {
      if (contact.is_text()) add_mails(contact.text, reply.mails);
    }
  } else if (const RegistryJson* older = data->find("anti_abuse_contacts"); older != nullptr && older->is_object()) {
    if (const RegistryJson* list = older->find("abuse_c"); list != nullptr && list->is_list()) {
      for (const RegistryJson& contact : list->items) add_mails(contact.text_of("email"), reply.mails);
    }
  } else {
    return Failure{SourceError::garbage};
  }
  return reply;
}

std::string ripestat_url(std::string_view base, const Address& address) {
  return std::string(base) + (base.ends_with('/') ? "" : "/") + "data/abuse-contact-finder/data.json?resource=" + to_text(address);
}

SourceReply read_abusix(const std::vector<std::string>& texts) { return read_texts(texts); }

std::string abusix_name(std::string_view zone, const Address& address) {
  std::string name;
  if (address.is_v6) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    for (std::size_t i = 16; i-- > 0;) {
      name += kDigits[address.bytes[i] & 0x0f];
      name += '.';
      name += kDigits[address.bytes[i] >> 4];
      name += '.';
    }
  } else {
    for (std::size_t i = 4; i-- > 0;) name += std::to_string(address.bytes[i]) + '.';
  }
  return name.append(zone);
}

SourceReply read_abuse_net(std::string_view domain, const std::vector<std::string>& texts) {
  SourceReply reply = read_texts(texts);
  const std::string by_default = "postmaster@" + lower_cased(domain);
  std::erase_if(reply.mails, [&](const std::string& mail) { return same_mailbox(mail, by_default); });
  return reply;
}

std::string abuse_net_name(std::string_view zone, std::string_view domain) {
  return is_ldh_domain(domain) ? lower_cased(domain).append(".").append(zone) : std::string();
}

std::string rfc_2142_mailbox(std::string_view domain) { return is_ldh_domain(domain) ? "abuse@" + lower_cased(domain) : std::string(); }

}  // namespace redress
