// RDAP answers: contacts are bounded in number, each is a mailbox that can stand in a header, and the line stays one line.
#include "engine/core/assert.hpp"
#include "engine/locate/mail_address.hpp"
#include "engine/locate/rdap_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  const auto reading = read_rdap({reinterpret_cast<const char*>(data), size});
  REDRESS_ASSERT(contact_json(reading).find('\n') == std::string::npos, "an answer of several lines");
  if (!reading) return 0;
  REDRESS_ASSERT(reading->contacts.size() <= kRdapContactsMax && reading->remarks.size() <= kRdapRemarksMax, "a cap was passed");
  for (const auto& contact : reading->contacts) REDRESS_ASSERT(checked_mail_address(contact.mail), "a contact that is no mailbox");
  return 0;
}
