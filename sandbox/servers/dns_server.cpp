#include "sandbox/servers/dns_server.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace redress::sandbox {
namespace {

constexpr std::size_t kHeaderBytes = 12;
constexpr std::size_t kNameBytesMax = 255;
constexpr std::size_t kUdpBytesMax = 512;
constexpr int kFormatError = 1, kNameError = 3, kNotImplemented = 4, kRefused = 5;

std::uint16_t read16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>((static_cast<unsigned char>(bytes[at]) << 8U) | static_cast<unsigned char>(bytes[at + 1]));
}
void write16(std::string& out, unsigned value) {
  out += static_cast<char>((value >> 8U) & 0xFFU);
  out += static_cast<char>(value & 0xFFU);
}

struct Question {
  std::string name;
  std::uint16_t type = 0;
  std::uint16_t kind = 0;
  std::size_t end = 0;  // offset behind it
};

/// A question's name is never compressed by any resolver; a pointer in it is refused.
std::optional<Question> read_question(std::string_view packet) {
  Question question;
  std::size_t at = kHeaderBytes;
  for (;;) {
    if (at >= packet.size()) return std::nullopt;
    const auto length = static_cast<unsigned char>(packet[at++]);
    if (length == 0) break;
    if (length > 63 || at + length > packet.size() || question.name.size() + length > kNameBytesMax) return std::nullopt;
    if (!question.name.empty()) question.name += '.';
    question.name += packet.substr(at, length);
    at += length;
  }
  if (at + 4 > packet.size()) return std::nullopt;
  question.type = read16(packet, at);
  question.kind = read16(packet, at + 2);
  question.end = at + 4;
  return question;
}

void write_name(std::string& out, std::string_view name) {
  while (!name.empty()) {
    const auto label = name.substr(0, name.find('.'));
    out += static_cast<char>(label.size());
    out += label;
    name.remove_prefix(std::min(label.size() + 1, name.size()));
  }
  out += '\0';
}

std::string record_data(const DnsRecord& record) {
  std::string data;
  switch (record.type) {
    case DnsType::a: {
      std::string_view rest = record.value;
      for (int octet = 0; octet < 4; ++octet) {
        unsigned value = 0;
        std::from_chars(rest.data(), rest.data() + rest.size(), value);
        data += static_cast<char>(value);
        const auto dot = rest.find('.');
        rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
      }
      break;
    }
    case DnsType::cname:
      write_name(data, record.value);
      break;
    case DnsType::mx:
      write16(data, record.preference);
      write_name(data, record.value);
      break;
    case DnsType::txt:
      data += static_cast<char>(std::min<std::size_t>(record.value.size(), 255));
      data += record.value.substr(0, 255);
      break;
    case DnsType::aaaa:
      break;  // the sandbox lives on IPv4
  }
  return data;
}

}  // namespace

std::string answer_dns(std::string_view packet, const World& world, UtcTime at) {
  if (packet.size() < kHeaderBytes || (static_cast<unsigned char>(packet[2]) & 0x80U) != 0) return {};
  const auto reply = [packet](int code, std::string_view question, unsigned answers, std::string_view body) {
    std::string out(packet.substr(0, 2));
    const bool cut = kHeaderBytes + question.size() + body.size() > kUdpBytesMax;
    // QR, AA, and RD as asked; RA, since stub resolvers want it
    out += static_cast<char>(0x84U | (static_cast<unsigned char>(packet[2]) & 0x01U) | (cut ? 0x02U : 0U));
    out += static_cast<char>(0x80U | static_cast<unsigned>(code));
    write16(out, question.empty() ? 0 : 1);
    write16(out, cut ? 0 : answers);
    write16(out, 0);
    write16(out, 0);
    out += question;
    if (!cut) out += body;
    return out;
  };
  if ((static_cast<unsigned char>(packet[2]) & 0x78U) != 0) return reply(kNotImplemented, {}, 0, {});
  const auto question = read16(packet, 4) == 1 ? read_question(packet) : std::nullopt;
  if (!question) return reply(kFormatError, {}, 0, {});
  const auto asked = packet.substr(kHeaderBytes, question->end - kHeaderBytes);
  if (question->kind != 1) return reply(kRefused, asked, 0, {});
  // Other types are looked up as AAAA, which only says whether the name exists.
  const auto type = static_cast<DnsType>(question->type);
  const bool known = type == DnsType::a || type == DnsType::cname || type == DnsType::mx || type == DnsType::txt || type == DnsType::aaaa;
  const auto answer = world.dns(question->name, known ? type : DnsType::aaaa, at);
  if (!answer.name_exists) return reply(kNameError, asked, 0, {});
  std::string body;
  for (const auto& record : answer.records) {
    write_name(body, record.name);
    write16(body, static_cast<unsigned>(record.type));
    write16(body, 1);
    write16(body, kDnsTtlSeconds >> 16U);
    write16(body, kDnsTtlSeconds & 0xFFFFU);
    const auto data = record_data(record);
    write16(body, static_cast<unsigned>(data.size()));
    body += data;
  }
  return reply(0, asked, static_cast<unsigned>(answer.records.size()), body);
}

}  // namespace redress::sandbox
