// Time and memory of every reader of foreign bytes stay bounded at 10 MB of the worst we could think of. Work is counted, not timed: what is
// allocated while reading, in bytes and in pieces, which is the same on every machine. The processor's time is looked at too, with much room.
#include "connectors/abuse_mail/abuse_mail.hpp"
#include "connectors/kit/mail_html.hpp"
#include "connectors/kit/mail_reader.hpp"
#include "engine/api/request_head.hpp"
#include "engine/app/intake_mail.hpp"
#include "engine/core/facts.hpp"
#include "engine/core/time.hpp"
#include "engine/directory/directory.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/intake/url.hpp"
#include "engine/intake/xarf_check.hpp"
#include "engine/locate/contact_sources.hpp"
#include "engine/locate/rdap_bootstrap.hpp"
#include "engine/locate/rdap_reader.hpp"
#include "engine/transport/page_signs.hpp"
#include "engine/yaml/yaml.hpp"

#include <gtest/gtest.h>
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <new>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

namespace {

std::atomic<std::uint64_t> allocated{0}, pieces{0};
std::atomic<std::int64_t> held{0}, held_most{0};

void* counted(std::size_t size) {
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  allocated += size;
  ++pieces;
  const auto now = held += static_cast<std::int64_t>(::malloc_usable_size(memory));
  auto most = held_most.load();
  while (now > most && !held_most.compare_exchange_weak(most, now)) {
  }
  return memory;
}
void returned(void* memory) {
  if (memory != nullptr) held -= static_cast<std::int64_t>(::malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { returned(memory); }
void operator delete[](void* memory) noexcept { returned(memory); }
void operator delete(void* memory, std::size_t) noexcept { returned(memory); }
void operator delete[](void* memory, std::size_t) noexcept { returned(memory); }

namespace redress {
namespace {

constexpr std::size_t kBytes = 10'000'000;
// For each byte of the input. The most is allocated for a list of numbers, each of which is a row that is refused and let go again.
constexpr double kAllocatedMax = 650, kPiecesMax = 6, kHeldMax = 25;
constexpr double kSecondsMax = 20;  // of the processor: only what never ends, or grows with the square, comes there

std::string repeated(std::string_view unit, std::string_view before = {}, std::string_view after = {}) {
  std::string text(before);
  text.reserve(kBytes + unit.size());
  while (text.size() + after.size() + unit.size() <= kBytes) text += unit;
  text += after;
  return text;
}

/// What hurts readers of every kind.
std::map<std::string, std::string> hostile() {
  std::string parts = "Content-Type: multipart/mixed; boundary=b\n\n";
  std::string nested = "From: a@b.example\n";
  for (int i = 0; i < 5'000; ++i) nested += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
  std::string references = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'k'; ++name) {
    const std::string before(1, static_cast<char>(name - 1));
    references += std::string(1, name) + ": &" + name + " [*" + before + ", *" + before + ", *" + before + ", *" + before + "]\n";
  }
  return {
      {"zeros", std::string(kBytes, '\0')},
      {"one long line", std::string(kBytes, 'a')},
      {"empty lines", std::string(kBytes, '\n')},
      {"carriage returns", repeated("\r\r\n")},
      {"bytes that are no text", std::string(kBytes, '\xff')},
      {"open brackets", std::string(kBytes, '[')},
      {"open objects", repeated("{\"a\":")},
      {"closed brackets", repeated("[],", "[", "[]]")},
      {"numbers", repeated("1,", "[", "1]")},
      {"quotes", std::string(kBytes, '"')},
      {"backslashes", repeated("\\\\", "{\"url\":\"", "\"}")},
      {"escapes", repeated("\\u0000", "{\"url\":\"", "\"}")},
      {"one object of many members", repeated("\"a\":1,", "{", "\"b\":2}")},
      {"an item list", repeated("\"https://a.example/\",", "{\"urls\":[", "\"https://a.example/\"]}")},
      {"open tags", repeated("<div>")},
      {"tags that never close", repeated("<a href='")},
      {"comments that never close", repeated("<!--")},
      {"entities", repeated("&amp;&#x41;&nosuch")},
      {"parts", repeated("--b\n\nhttps://a.example/\n", parts)},
      {"nested parts", nested + repeated("--b1\n")},
      {"nested messages", repeated("Content-Type: message/rfc822\n\n")},
      {"headers", repeated("X-A: b\n", "From: a@b.example\n")},
      {"a folded header", repeated(" folded\n", "Subject: a\n")},
      {"encoded words", repeated("=?utf-8?q?=41?= ", "Subject: ", "\n\nbody")},
      {"base64", repeated("QUJD", "Content-Transfer-Encoding: base64\nContent-Type: text/plain\n\n")},
      {"quoted-printable", repeated("=41=\n", "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain\n\n")},
      {"recipients of a bounce", repeated("\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n",
                                          "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n"
                                          "x\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n")},
      {"quoted mail", repeated("> ")},
      {"sentences", repeated("The content has been removed, but not all of it. ")},
      {"our references", repeated("N-7K2M-9QXA-4 ", "Subject: x\n\n")},
      {"comments in a header", "Authentication-Results: mx.hotline.example; " + repeated("(") + "\nFrom: desk@partner.example\nSubject: ERT-INPUT\n\nx\n"},
      {"lines of addresses", repeated("https://a.example/b;https://c.example/\n",
                                      "Authentication-Results: mx.hotline.example; dkim=pass header.d=partner.example\nFrom: desk@partner.example\n"
                                      "Subject: ERT-INPUT\n\n")},
      {"rows", repeated("https://a.example/;;;;;\n")},
      {"rows that open a quote", repeated("\"a\n", "URL;REFERER\n")},
      {"separators", std::string(kBytes, ';')},
      {"a host of many labels", repeated("a.", "http://", "example/")},
      {"a host to be mapped", repeated("\xC3\xBC", "http://", ".example/")},
      {"dots in a path", repeated("../", "http://a.example/")},
      {"brackets that mean dots", repeated("[.]", "http://a")},
      {"indents", repeated("  ")},
      {"a tree of lists", repeated("- ")},
      {"references to references", references},
      {"keys", repeated("a: 1\n")},
      {"roles within roles", repeated("{\"roles\":[\"abuse\"],\"entities\":[", "{\"objectClassName\":\"ip network\",\"entities\":[")},
      {"a head", repeated("a: b\r\n", "GET / HTTP/1.1\r\n")},
  };
}

void read_reports(const std::string& text, ReportFormat format) {
  std::istringstream in(text);
  ReaderOptions options;
  options.format = format;
  const auto opened = open_report_stream(in, options);
  if (!opened) return;
  RowIdentity identity;
  for (auto next = (*opened)->next(); !std::holds_alternative<EndOfReports>(next); next = (*opened)->next())
    if (const auto* report = std::get_if<IncomingReport>(&next)) (void)identity.digest_of(*report);
}

using Reader = std::function<void(const std::string&)>;
std::vector<std::pair<std::string, Reader>> readers() {
  return {
      {"mail", [](const std::string& text) { (void)read_mail(text); }},
      {"intake mail",
       [](const std::string& text) { (void)app::read_intake_mail(text, {"mx.hotline.example", {{"desk@partner.example", "partner.example", {}}}}); }},
      {"authentication results", [](const std::string& text) { (void)app::signing_domains(text, "mx.hotline.example"); }},
      {"html of a mail", [](const std::string& text) { (void)mail::visible_text(text); }},
      {"X-ARF", [](const std::string& text) { read_reports(text, ReportFormat::xarf); }},
      {"CSV", [](const std::string& text) { read_reports(text, ReportFormat::scart_csv); }},
      {"JSON Lines", [](const std::string& text) { read_reports(text, ReportFormat::json_lines); }},
      {"X-ARF check", [](const std::string& text) { (void)check_xarf(text); }},
      {"RDAP", [](const std::string& text) { (void)contact_json(read_rdap(text)); }},
      {"RIPEstat", [](const std::string& text) { (void)read_ripestat(text); }},
      {"bootstrap",
       [](const std::string& text) {
         RdapBootstrap bootstrap;
         (void)bootstrap.load(BootstrapFile::ipv4, text);
       }},
      {"URL", [](const std::string& text) { (void)canonical_json_line(text); }},
      {"page",
       [](const std::string& text) {
         HtmlReducer page;
         page.take(text);
         (void)sign_of_page(page.title(), page.text(), page.asks_password());
         (void)sign_of_path(text);
       }},
      {"request head",
       [](const std::string& text) {
         if (api::scan_head(text, 0).state == api::HeadScan::State::complete) (void)api::read_request_head(text);
       }},
      {"YAML", [](const std::string& text) { (void)parse_yaml("rules.yaml", text); }},
      {"directory", [](const std::string& text) { (void)parse_directory("directory.yaml", text); }},
      {"facts", [](const std::string& text) { (void)decode_facts(text); }},
      {"time", [](const std::string& text) { (void)parse_rfc3339(text); }},
  };
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Every reader on every input of 10 MB: what it allocates, holds and takes is a small multiple of the input, whatever the bytes are.
TEST(Bounds, EveryReaderEndsOnTenMegabytesOfAnything) {
  const auto inputs = hostile();
  for (const auto& [name, read] : readers()) {
    double allocated_most = 0, pieces_most = 0, held_share = 0, seconds_most = 0;
    std::string slowest;
    for (const auto& [what, text] : inputs) {
      const auto size = static_cast<double>(std::max(text.size(), std::size_t{1'000'000}));
      const auto allocated_before = allocated.load(), pieces_before = pieces.load();
      const auto held_before = held.load();
      held_most = held_before;
      const auto began = processor_seconds();
      read(text);
      const auto seconds = processor_seconds() - began;
      const auto bytes = static_cast<double>(allocated - allocated_before) / size, count = static_cast<double>(pieces - pieces_before) / size;
      const auto most = static_cast<double>(held_most - held_before) / size;
      EXPECT_LE(bytes, kAllocatedMax) << name << " on " << what << ": bytes allocated for each byte";
      EXPECT_LE(count, kPiecesMax) << name << " on " << what << ": pieces allocated for each byte";
      EXPECT_LE(most, kHeldMax) << name << " on " << what << ": bytes held for each byte";
      EXPECT_LE(seconds, kSecondsMax) << name << " on " << what;
      allocated_most = std::max(allocated_most, bytes);
      pieces_most = std::max(pieces_most, count);
      held_share = std::max(held_share, most);
      if (seconds > seconds_most) slowest = what;
      seconds_most = std::max(seconds_most, seconds);
    }
    std::printf("[ figures  ] %-22s for each byte %5.1f allocated, %6.3f pieces, %5.2f held; %5.2f s at most (%s)\n", name.c_str(), allocated_most,
                pieces_most, held_share, seconds_most, slowest.c_str());
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace redress
