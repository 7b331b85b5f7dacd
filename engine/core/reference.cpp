#include "engine/core/reference.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace redress {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr char kNotice = 'N', kCase = 'C';  // what a number begins with
constexpr std::size_t kReferenceCharacters = 8, kTokenCharacters = 16;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<unsigned> value_of(char c) {
  c = upper(c);
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const auto at = kAlphabet.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(at);
}

/// Times x in the field of 32 elements (x^5 + x^2 + 1).
unsigned times_x(unsigned value) { return ((value << 1U) ^ ((value & 16U) != 0 ? 0b100101U : 0U)) & 31U; }

/// Each place weighs another power of x, so one wrong or two swapped characters always change the sum.
char checksum(std::string_view characters) {
  unsigned sum = 0;
  for (const char c : characters) sum = times_x(sum ^ *value_of(c));
  return kAlphabet[sum];
}

std::string random_characters(Random& random, std::size_t count) {
  std::string characters;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 12 == 0) bits = random.next();
    characters += kAlphabet[bits & 31U];
    bits >>= 5U;
  }
  return characters;
}

std::string spelled(char kind, std::string_view characters) {
  return std::string{kind, '-'} + std::string(characters.substr(0, 4)) + "-" + std::string(characters.substr(4)) + "-" + checksum(characters);
}

std::optional<std::string> read_number(char kind, std::string_view text) {
  std::string characters;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    if (characters.size() > kReferenceCharacters + 2) return std::nullopt;
    characters += c;
  }
  if (characters.size() != kReferenceCharacters + 2 || upper(characters.front()) != kind) return std::nullopt;
  std::string canonical;
  for (const char c : characters.substr(1)) {
    const auto value = value_of(c);
    if (!value) return std::nullopt;
    canonical += kAlphabet[*value];
  }
  const auto body = std::string_view(canonical).substr(0, kReferenceCharacters);
  if (checksum(body) != canonical.back()) return std::nullopt;
  return spelled(kind, body);
}

}  // namespace

std::string make_reference(Random& random) { return spelled(kNotice, random_characters(random, kReferenceCharacters)); }
std::optional<std::string> read_reference(std::string_view text) { return read_number(kNotice, text); }

std::string make_case_number(Random& random) { return spelled(kCase, random_characters(random, kReferenceCharacters)); }
std::optional<std::string> read_case_number(std::string_view text) { return read_number(kCase, text); }

std::string make_reply_token(Random& random) {
  auto token = random_characters(random, kTokenCharacters);
  std::transform(token.begin(), token.end(), token.begin(), lower);
  return token;
}

std::string reply_address(std::string_view mailbox, std::string_view token, std::string_view domain) {
  return std::string(mailbox) + "+" + std::string(token) + "@" + std::string(domain);
}

std::optional<std::string> reply_token_of(std::string_view address, std::string_view mailbox) {
  const auto local = address.substr(0, address.find('@'));
  if (local.size() == address.size() || local.size() != mailbox.size() + 1 + kTokenCharacters || local[mailbox.size()] != '+')
    return std::nullopt;
  if (!std::equal(mailbox.begin(), mailbox.end(), local.begin(), [](char a, char b) { return lower(a) == lower(b); })) return std::nullopt;
  std::string token(local.substr(mailbox.size() + 1));
  std::transform(token.begin(), token.end(), token.begin(), lower);
  if (!std::all_of(token.begin(), token.end(), [](char c) { return kAlphabet.find(upper(c)) != std::string_view::npos; }))
    return std::nullopt;
  return token;
}

}  // namespace redress
