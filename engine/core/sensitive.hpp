// Content that must never leak: locators, hosts, reporters' and victims' data, attachments' names.
//
// A `Sensitive<Tag>` cannot be printed, logged, formatted or compared with text by accident: those do not compile. It is
// opened only with a `RevealGrant`, and only the classes named below can make one. Adding a name there is a matter for review:
// say in the change where the opened text goes.
#pragma once

#include <compare>
#include <concepts>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

namespace redress {

/// Proof that the caller is one of the few places that may look inside.
class RevealGrant {
  RevealGrant() = default;

  friend class SealingReveal;     // engine/seal and runtime: sealing before storing, blind indexes
  friend class DeliveryReveal;    // engine/runtime, connectors and transport: one notice's message and the secrets of its road, for one send
  friend class IntakeReveal;      // engine/intake and app: canonical form, duplicates, over the local socket to the engine
  friend class LookReveal;        // engine/transport, locate and app: the request a check or look-up sends, the secret an alert is signed with
  friend class OperatorReveal;    // engine/api and app: an audited act of a named actor
  friend class TestReveal;        // tests only
};

// One line each: what the class is allowed to be used for. They have no state; making one is the statement of purpose.
class SealingReveal {
 public:
  static RevealGrant grant() { return {}; }
};
class DeliveryReveal {
 public:
  static RevealGrant grant() { return {}; }
};
class IntakeReveal {
 public:
  static RevealGrant grant() { return {}; }
};
class LookReveal {
 public:
  static RevealGrant grant() { return {}; }
};
class OperatorReveal {
 public:
  static RevealGrant grant() { return {}; }
};
class TestReveal {
 public:
  static RevealGrant grant() { return {}; }
};

/// Text of one sensitive kind. Tags of different kinds do not convert into each other.
template <class Tag>
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(std::string text) : text_(std::move(text)) {}
  Sensitive(const Sensitive&) = default;
  Sensitive& operator=(const Sensitive&) = default;
  Sensitive(Sensitive&&) noexcept = default;
  Sensitive& operator=(Sensitive&&) noexcept = default;
  // Best effort: the buffer is overwritten before it is given back. Copies a caller opened are the caller's care.
  ~Sensitive() {
    volatile char* bytes = text_.data();
    for (std::size_t i = 0; i < text_.size(); ++i) bytes[i] = 0;
  }

  [[nodiscard]] const std::string& open(const RevealGrant&) const& noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  [[nodiscard]] std::size_t size_bytes() const noexcept { return text_.size(); }

  friend bool operator==(const Sensitive&, const Sensitive&) = default;

  /// What a person may see without a grant.
  [[nodiscard]] static constexpr std::string_view withheld() noexcept { return "[withheld]"; }

  template <class Stream>
  friend Stream& operator<<(Stream&, const Sensitive&) = delete;

 private:
  std::string text_;
};

using LocatorText = Sensitive<struct LocatorTag>;        // a URL, account, invite, phone … in canonical form
using HostName = Sensitive<struct HostTag>;              // host or address where an item lies
using AccessRecipe = Sensitive<struct RecipeTag>;        // referrer, user agent, age gate … (JSON)
using ReporterText = Sensitive<struct ReporterTag>;      // who told us, how to reach them, what they wrote
using PersonText = Sensitive<struct PersonTag>;          // a victim's or requester's data
using MessageText = Sensitive<struct MessageTag>;        // a whole message to or from a partner
using ForeignRow = Sensitive<struct ForeignRowTag>;      // a row of an import that could not be read
using SecretText = Sensitive<struct SecretTag>;          // keys, passwords, tokens

}  // namespace redress
