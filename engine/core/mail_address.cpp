#include "engine/core/mail_address.hpp"

#include <algorithm>
#include <cstddef>

namespace redress {
namespace {

constexpr std::size_t kLocalPartMax = 64, kDomainMax = 253, kLabelMax = 63;

bool is_letter_or_digit(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_local_part(std::string_view text) noexcept {
  if (text.empty() || text.size() > kLocalPartMax || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

}  // namespace

bool is_host_name(std::string_view text) noexcept {
  if (text.empty() || text.size() > kDomainMax) return false;
  while (true) {
    const auto dot = text.find('.');
    const auto label = text.substr(0, dot);
    if (label.empty() || label.size() > kLabelMax || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; })) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_mail_address(std::string_view text) noexcept {
  const auto at = text.find('@');
  if (at == std::string_view::npos) return false;
  const auto domain = text.substr(at + 1);
  return is_local_part(text.substr(0, at)) && is_host_name(domain) && domain.find('.') != std::string_view::npos;
}

}  // namespace redress
