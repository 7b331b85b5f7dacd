#include "engine/locate/registry_json.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace redress {
namespace {

/// Length of the UTF-8 sequence at `at`, 0 if there is none (overlong forms and surrogates included).
std::size_t utf8_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U; };
  const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return is_tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if (!is_tail(1) || !is_tail(2) || (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xed && byte(1) > 0x9f)) return 0;
    return 3;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if (!is_tail(1) || !is_tail(2) || !is_tail(3) || (lead == 0xf0 && byte(1) < 0x90) || (lead == 0xf4 && byte(1) > 0x8f)) return 0;
    return 4;
  }
  return 0;
}

std::string as_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = utf8_length(bytes, at);
    if (length == 0) {
      text += '?';
      ++at;
    } else {
      text.append(bytes, at, length);
      at += length;
    }
  }
  return text;
}

/// Builds the tree; answering false stops the parser, `error` then says why.
class TreeBuilder {
 public:
  RegistryJson root;
  RegistryJsonError error = RegistryJsonError::not_json;

  bool null() { return add({}) != nullptr; }
  bool boolean(bool) { return add_kind(RegistryJson::Kind::boolean) != nullptr; }
  bool number_integer(std::int64_t value) { return add_number(value); }
  bool number_unsigned(std::uint64_t value) {
    return add_number(value <= static_cast<std::uint64_t>(INT64_MAX) ? static_cast<std::int64_t>(value) : 0);
  }
  bool number_float(double, const std::string&) { return add_number(0); }
  bool string(std::string& value) {
    RegistryJson* item = add_kind(RegistryJson::Kind::text);
    if (item != nullptr) item->text = std::move(value);
    return item != nullptr;
  }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(RegistryJson::Kind::object); }
  bool start_array(std::size_t) { return open(RegistryJson::Kind::list); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    open_.back()->names.push_back(std::move(name));
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) { return false; }

 private:
  RegistryJson* add(RegistryJson item) {
    if (++values_ > kRegistryJsonValuesMax) {
      error = RegistryJsonError::too_many_values;
      return nullptr;
    }
    if (open_.empty()) {
      root = std::move(item);
      return &root;
    }
    // Only the innermost open value grows, so the pointers to those around it stay good.
    return &open_.back()->items.emplace_back(std::move(item));
  }
  RegistryJson* add_kind(RegistryJson::Kind kind) {
    RegistryJson item;
    item.kind = kind;
    return add(std::move(item));
  }
  bool add_number(std::int64_t value) {
    RegistryJson* item = add_kind(RegistryJson::Kind::number);
    if (item != nullptr) item->number = value;
    return item != nullptr;
  }
  bool open(RegistryJson::Kind kind) {
    if (open_.size() >= static_cast<std::size_t>(kRegistryJsonDepthMax)) {
      error = RegistryJsonError::too_deep;
      return false;
    }
    RegistryJson* item = add_kind(kind);
    if (item == nullptr) return false;
    open_.push_back(item);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<RegistryJson*> open_;
  std::size_t values_ = 0;
};

}  // namespace

const RegistryJson* RegistryJson::find(std::string_view name) const noexcept {
  for (std::size_t i = names.size(); i-- > 0;) {
    if (names[i] == name) return &items[i];
  }
  return nullptr;
}

std::size_t RegistryJson::count(std::string_view name) const noexcept {
  std::size_t found = 0;
  for (const std::string& each : names) found += each == name ? 1 : 0;
  return found;
}

std::string RegistryJson::text_of(std::string_view name, std::size_t bytes_max) const {
  const RegistryJson* member = find(name);
  if (member == nullptr || !member->is_text()) return {};
  if (member->text.size() <= bytes_max) return member->text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(member->text[end]) & 0xc0U) == 0x80U) --end;
  return member->text.substr(0, end);
}

std::optional<std::int64_t> RegistryJson::whole_number() const {
  if (kind == Kind::number) return number;
  if (kind != Kind::text || text.empty() || text.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<RegistryJson, RegistryJsonError> parse_registry_json(std::string_view bytes) {
  if (bytes.size() > kRegistryJsonBytesMax) return Failure{RegistryJsonError::too_large};
  const std::string text = as_utf8(bytes);
  TreeBuilder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return Failure{builder.error};
  return std::move(builder.root);
}

}  // namespace redress
