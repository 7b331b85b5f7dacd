#include "connectors/abuse_mail/abuse_mail.hpp"

#include <gmime/gmime.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "connectors/abuse_mail/notice_mail.hpp"
#include "connectors/abuse_mail/xarf.hpp"
#include "connectors/kit/mime_text.hpp"
#include "notices.hpp"

namespace redress {
namespace {

namespace fs = std::filesystem;
using test::some_desk;
using test::some_item;
using test::some_notice;

std::string composed(const NoticeForSending& notice, const DeskIdentity& desk = some_desk()) {
  const auto connector = make_abuse_mail_connector(desk);
  const auto message = connector->submit()->compose(notice, desk);
  EXPECT_TRUE(message) << (message ? "" : message.error());
  return message ? message->open(TestReveal::grant()) : "";
}
std::string refused(const NoticeForSending& notice, const DeskIdentity& desk = some_desk()) {
  const auto connector = make_abuse_mail_connector(desk);
  const auto message = connector->submit()->compose(notice, desk);
  EXPECT_FALSE(message);
  return message ? "" : message.error();
}

/// A mail as a reader that is not ours sees it.
struct Read {
  struct Part {
    std::string type, file, bytes;
  };
  std::map<std::string, std::string> headers;
  std::vector<Part> parts;

  explicit Read(const std::string& mail) {
    g_mime_init();
    GMimeStream* stream = g_mime_stream_mem_new_with_buffer(mail.data(), mail.size());
    GMimeParser* parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
    GMimeHeaderList* list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
      GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
      headers[g_mime_header_get_name(header)] = g_mime_header_get_value(header);
    }
    GMimeObject* whole = g_mime_message_get_mime_part(message);
    if (GMIME_IS_MULTIPART(whole))
      for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(whole)); ++i) {
        GMimeObject* part = g_mime_multipart_get_part(GMIME_MULTIPART(whole), i);
        char* type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part));
        const char* file = g_mime_part_get_filename(GMIME_PART(part));
        GMimeStream* memory = g_mime_stream_mem_new();
        g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(part)), memory);
        const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
        parts.push_back({type, file == nullptr ? "" : file, std::string(reinterpret_cast<const char*>(bytes->data), bytes->len)});
        g_free(type);
        g_object_unref(memory);
      }
    g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
  }
  [[nodiscard]] std::vector<nlohmann::json> documents() const {
    std::vector<nlohmann::json> result;
    for (const auto& part : parts)
      if (part.type == "application/json") result.push_back(nlohmann::json::parse(part.bytes));
    return result;
  }
};

bool is_clean(const std::string& mail) {
  std::size_t line = 0;
  for (std::size_t i = 0; i < mail.size(); ++i) {
    const auto byte = static_cast<unsigned char>(mail[i]);
    if (byte >= 0x80 || byte == 0) return false;
    if (byte == '\r' && (i + 1 == mail.size() || mail[i + 1] != '\n')) return false;
    if (byte == '\n' && (i == 0 || mail[i - 1] != '\r')) return false;
    line = byte == '\n' ? 0 : line + 1;
    if (line > 999) return false;
  }
  return true;
}

// Every header of the protocol stands there once, with the value the notice gives it.
TEST(AbuseMail, Headers) {
  auto notice = some_notice();
  notice.kind = NoticeKind::reminder;
  notice.refers_to = "N-0000-0000-0";
  const auto bytes = composed(notice);
  const Read mail(bytes);
  const std::map<std::string, std::string> expected{{"From", "\"Hotline Example\" <notices@desk.example>"},
                                                    {"To", "abuse@hoster.example"},
                                                    {"Reply-To", "ntd+0123456789abcdef@desk.example"},
                                                    {"Subject", "[N-7K3F-92QX-D] Child sexual abuse material on your network"},
                                                    {"Date", "Tue, 01 Jan 2030 10:00:00 +0000"},
                                                    {"Message-Id", "<N-7K3F-92QX-D@desk.example>"},
                                                    {"In-Reply-To", "<N-0000-0000-0@desk.example>"},
                                                    {"References", "<N-0000-0000-0@desk.example>"},
                                                    {"X-Redress-Notice-Kind", "reminder"},
                                                    {"MIME-Version", "1.0"}};
  std::map<std::string, std::string> found;
  for (auto [name, value] : mail.headers) found[name == "Message-ID" ? "Message-Id" : name] = value;
  EXPECT_EQ(found, expected);
  EXPECT_NE(bytes.find("\r\nContent-Type: multipart/mixed; boundary=\"=_redress_N-7K3F-92QX-D\"\r\n\r\n--=_redress_"), std::string::npos);
}

// What we know of an item × where a recipient finds it: text for people, X-ARF document, list.
TEST(AbuseMail, FieldCoverage) {
  auto notice = some_notice(6);
  auto& item = notice.items[1];  // national
  item.referrer = "https://forum.example/thread/9";
  item.last_online_at = *parse_rfc3339("2030-01-01T09:30:00Z");
  const Read mail(composed(notice));
  ASSERT_EQ(mail.parts.size(), 8U);
  const auto& text = mail.parts[0].bytes;
  const auto document = mail.documents()[1];
  const auto& list = mail.parts[7].bytes;
  struct Row {
    const char* field;
    std::string text;    // found in the text; empty: not there
    std::string member;  // of the document; empty: not there
    std::string value;   // of that member
    std::string cell;    // found in the list; empty: not there
  };
  const std::vector<Row> table{
      {"locator", "hxxps://www[.]site2[.]example/a/b.html?c=d&e=2", "url", "https://www.site2.example/a/b.html?c=d&e=2",
       "\"https://www.site2.example/a/b.html?c=d&e=2\""},
      {"host", "", "domain", "www.site2.example", ""},
      {"address", "IP: 192.0.2.7", "source_identifier", "192.0.2.7", "\"192.0.2.7\""},
      {"referrer", "hxxps://forum[.]example/thread/9", "referrer", "https://forum.example/thread/9", "\"https://forum.example/thread/9\""},
      {"first reported", "2030-01-01 09:02 UTC", "", "", "\"2030-01-01T09:02:00.000Z\""},
      {"last online", "2030-01-01 09:30 UTC", "timestamp", "2030-01-01T09:30:00.000Z", "\"2030-01-01T09:30:00.000Z\""},
      {"verified", "", "verified_at", "2030-01-01T09:30:00.000Z", ""},
      {"verdict", "", "classification", "B2", ""},
      {"judged by", "", "detection_method", "manual_review", ""},
      {"report id", "", "report_id", xarf_report_id(notice.reference, item.request),
       "\"" + xarf_report_id(notice.reference, item.request) + "\""},
      {"notice", "", "notice_reference", "N-7K3F-92QX-D", ""},
  };
  for (const auto& row : table) {
    EXPECT_TRUE(row.text.empty() || text.find(row.text) != std::string::npos) << row.field;
    EXPECT_EQ(row.member.empty() ? "" : document.value(row.member, "absent"), row.value) << row.field;
    EXPECT_TRUE(row.cell.empty() || list.find(row.cell) != std::string::npos) << row.field;
  }
  EXPECT_NE(text.find("please remove the following"), std::string::npos);
  EXPECT_EQ(text.find("https://"), std::string::npos);
  EXPECT_EQ(document["tags"][0], "iccam:national");
  EXPECT_EQ(mail.documents()[0]["classification"], "baseline");
  EXPECT_EQ(document["reporter"]["contact"], "notices@desk.example");
  EXPECT_EQ(document["sender"], document["reporter"]);
  EXPECT_EQ(mail.parts[1].file, "xarf-1.json");
  EXPECT_EQ(mail.parts[7].file, "list-N-7K3F-92QX-D.csv");
  EXPECT_EQ(std::count(list.begin(), list.end(), '\n'), 7);
}

// Up to five items need no list; what takes back or thanks holds nothing a machine would take for a complaint.
TEST(AbuseMail, Parts) {
  EXPECT_EQ(Read(composed(some_notice(5))).parts.size(), 6U);
  EXPECT_EQ(Read(composed(some_notice(6))).parts.size(), 8U);
  for (const auto kind : {NoticeKind::retraction, NoticeKind::thanks}) {
    auto notice = some_notice(8);
    notice.kind = kind;
    EXPECT_EQ(Read(composed(notice)).parts.size(), 1U);
  }
  auto notice = some_notice(1);
  notice.items.push_back(some_item(2, "person@chat.example"));
  const Read mail(composed(notice));
  EXPECT_EQ(mail.parts.size(), 2U);
  EXPECT_NE(mail.parts[0].bytes.find("person[@]chat[.]example"), std::string::npos);
}

// The same notice gives the same bytes; a possible repeat differs in one header at the top and one sentence before the text, and nothing else.
TEST(AbuseMail, RepeatsAreTheSame) {
  auto notice = some_notice(7);
  const auto first = composed(notice);
  EXPECT_EQ(composed(notice), first);
  const auto connector = make_abuse_mail_connector(some_desk());
  std::string cursor;
  const auto sent = [&](const MessageText& message) {
    const auto step = connector->submit()->next_step(notice, message, cursor, nullptr);
    const auto* send = std::get_if<SendMail>(&step);
    EXPECT_NE(send, nullptr);
    EXPECT_EQ(send->mail.envelope_from, "bounces+0123456789abcdef@desk.example");
    EXPECT_EQ(send->mail.envelope_to, "abuse@hoster.example");
    return send->mail.message.open(TestReveal::grant());
  };
  EXPECT_EQ(sent(MessageText(first)), first);
  notice.sent_twice_words = "Let op: \u00e9\u00e9n en dezelfde melding.";
  EXPECT_EQ(composed(notice), first) << "what is sealed does not know it";
  const auto marked = sent(MessageText(first));
  const auto sentence = quoted_printable(notice.sent_twice_words + "\n\n");
  const auto at = marked.find("\r\n\r\n" + sentence + "Dear colleagues,");
  ASSERT_NE(at, std::string::npos);
  auto without = marked.substr(0, at + 4) + marked.substr(at + 4 + sentence.size());
  ASSERT_EQ(without.substr(0, kPossibleDuplicateHeader.size()), kPossibleDuplicateHeader);
  EXPECT_EQ(without.substr(kPossibleDuplicateHeader.size()), first);
}

// Each verdict of the relay becomes the step delivery knows what to do with.
TEST(AbuseMail, NextSteps) {
  const auto notice = some_notice(1);
  const MessageText message(composed(notice));
  const auto connector = make_abuse_mail_connector(some_desk());
  const auto after = [&](const LastReply& reply) {
    std::string cursor = "handed_over";
    return connector->submit()->next_step(notice, message, cursor, &reply);
  };
  EXPECT_TRUE(std::holds_alternative<Receipt>(after(MailVerdict{MailOutcome::accepted, 250, "ok"})));
  const auto refusal = after(MailVerdict{MailOutcome::refused, 550, "no such user"});
  ASSERT_TRUE(std::holds_alternative<Refusal>(refusal));
  EXPECT_EQ(std::get<Refusal>(refusal).cause, "no such user");
  for (const auto outcome : {MailOutcome::again_later, MailOutcome::relay_unreachable, MailOutcome::uncertain})
    EXPECT_TRUE(std::holds_alternative<AgainAfter>(after(MailVerdict{outcome, 0, "later"})));
  EXPECT_TRUE(std::holds_alternative<NeedsPerson>(after(HttpReply{})));
  EXPECT_TRUE(std::holds_alternative<NeedsPerson>(after(HttpError::tls)));
}

// What cannot stand in a mail is refused with words that do not repeat it: no header, address or item can begin a line of its own.
TEST(AbuseMail, RefusesWhatWouldBreakOut) {
  const auto with = [](auto change) {
    auto notice = some_notice();
    change(notice);
    return refused(notice);
  };
  for (const std::string& breaking : {std::string("a\r\nBcc: x@y.example"), std::string("a\nb"), std::string("a\rb"),
                                      std::string("a\0b", 3), std::string("a\u2028b"), std::string("a\u0085")}) {
    EXPECT_EQ(with([&](auto& notice) { notice.text.subject = breaking; }).find("Bcc"), std::string::npos);
    EXPECT_NE(with([&](auto& notice) { notice.address = breaking; }), "");
    EXPECT_NE(with([&](auto& notice) { notice.address = breaking + "@hoster.example"; }), "");
    EXPECT_NE(with([&](auto& notice) { notice.reply_token = breaking; }), "");
    EXPECT_NE(with([&](auto& notice) { notice.reference = breaking; }), "");
    EXPECT_NE(with([&](auto& notice) { notice.refers_to = breaking; }), "");
    EXPECT_NE(with([&](auto& notice) { notice.items[0].locator = LocatorText(breaking); }), "");
    EXPECT_NE(with([&](auto& notice) { notice.items[0].referrer = breaking; }), "");
    EXPECT_NE(with([&](auto& notice) { notice.items[0].address = breaking; }), "");
    auto desk = some_desk();
    desk.organisation = breaking;
    EXPECT_NE(refused(some_notice(), desk), "");
    desk = some_desk();
    desk.mail_domain = breaking;
    EXPECT_NE(refused(some_notice(), desk), "");
    desk = some_desk();
    desk.mail_from = breaking;
    EXPECT_NE(refused(some_notice(), desk), "");
  }
  EXPECT_NE(with([](auto& notice) { notice.items.clear(); }), "");
  EXPECT_NE(refused(some_notice(251)), "");
}

// Whatever stands in the body, the mail stays 7-bit CRLF text whose parts are all there.
TEST(AbuseMail, HostileBodies) {
  for (const std::string& body :
       {std::string(), std::string("\r\n.\r\nQUIT\r\n"), std::string("--=_redress_N-7K3F-92QX-D--\n"), std::string(5000, 'x'),
        std::string("From me\n.\n\0x", 12), std::string("Gr\u00fc\u00dfe \u2013 \u65e5\u672c\u8a9e"), std::string("a\rb\nc\r\nd"),
        std::string("\xff\xfe")}) {
    auto notice = some_notice(6);
    notice.text.body = body;
    notice.text.subject = "Verzoek om verwijdering \u2013 \u00e9\u00e9n";
    const auto mail = composed(notice);
    EXPECT_TRUE(is_clean(mail));
    EXPECT_EQ(Read(mail).parts.size(), 8U);
  }
}

// The manifest says how much fits: the largest notice of ordinary URLs stays far below the limit of bytes.
TEST(AbuseMail, FullNoticeFits) {
  const auto connector = make_abuse_mail_connector(some_desk());
  const auto& manifest = connector->manifest();
  EXPECT_EQ(manifest.id, "abuse_mail");
  EXPECT_FALSE(manifest.repeat_is_safe);
  EXPECT_LT(composed(some_notice(manifest.requests_max)).size(), manifest.bytes_max / 2);
}

// Report ids have the shape of version 4, are the same for ever and differ between requests and notices.
TEST(Xarf, ReportIds) {
  const auto id = xarf_report_id("N-7K3F-92QX-D", RequestId{1});
  EXPECT_EQ(id, xarf_report_id("N-7K3F-92QX-D", RequestId{1}));
  EXPECT_NE(id, xarf_report_id("N-7K3F-92QX-D", RequestId{2}));
  EXPECT_NE(id, xarf_report_id("N-7K3F-92QX-3", RequestId{1}));
  ASSERT_EQ(id.size(), 36U);
  EXPECT_EQ(id[14], '4');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
}

// The field `domain` is left out where the schema would refuse it.
TEST(Xarf, Domain) {
  const auto domain_of = [](const std::string& locator) {
    const auto document = nlohmann::json::parse(xarf_document(some_notice(1), some_item(1, locator), locator, some_desk()));
    return document.value("domain", "");
  };
  EXPECT_EQ(domain_of("https://www.site.example/"), "www.site.example");
  for (const char* locator : {"https://xn--bcher-kva.example/", "http://192.0.2.1/", "http://[2001:db8::1]/", "http://localhost/",
                              "http://a_b.example/", "http://a.b.c1/", "http://a.b/", "http://-a.example/"})
    EXPECT_EQ(domain_of(locator), "") << locator;
}

std::string data_folder() {
  const char* set = std::getenv("REDRESS_TEST_DATA");
  return set != nullptr ? set : std::string(REDRESS_SOURCE_DIR) + "/../shared/data";
}

std::vector<NoticeForSending> notices_of_all_kinds() {
  std::vector<NoticeForSending> notices;
  for (const auto kind : {NoticeKind::first, NoticeKind::reminder, NoticeKind::escalation, NoticeKind::copy}) {
    auto notice = some_notice(3);
    notice.kind = kind;
    notice.items[0].last_online_at = notice.composed_at;
    notice.items[1].last_online_at = notice.composed_at;
    notice.items[1].last_look_unknown = true;
    notice.items[2].address.clear();
    for (const char* locator : {"https://xn--bcher-kva.example/", "http://[2001:db8::1]:8080/?q=%C3%A4",
                                "http://abcdefghijklmnop.onion/a\"b\\c", "http://192.0.2.1/"}) {
      notice.items.push_back(some_item(9, locator));
      notice.items.push_back(some_item(10, locator));
      notice.items.back().address = "2001:db8::7";
      notice.items.back().referrer = "https://forum.example/?\u00e4\U0001f600";
    }
    notices.push_back(notice);
  }
  return notices;
}

// Every document we send is valid against the official master schema, told by python3-jsonschema.
TEST(Xarf, ValidAgainstTheOfficialSchemas) {
  const auto schemas = data_folder() + "/xarf/schemas/v4";
  if (!fs::exists(schemas)) GTEST_SKIP() << "the shared data is not there: " << schemas;
  if (std::system("python3 -c 'import jsonschema' >/dev/null 2>&1") != 0) GTEST_SKIP() << "python3-jsonschema is not installed";
  std::string pattern = fs::temp_directory_path() / "redress-xarf-XXXXXX";
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  int number = 0;
  for (const auto& notice : notices_of_all_kinds())
    for (const auto& document : Read(composed(notice)).documents())
      std::ofstream(pattern + "/" + std::to_string(++number) + ".json") << document;
  ASSERT_EQ(number, 44);
  const auto checker = std::string(REDRESS_SOURCE_DIR) + "/tests/unit/abuse_mail/validate_xarf.py";
  const auto command = "python3 '" + checker + "' '" + schemas + "' '" + pattern + "'";
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 0) << "see the messages above";
  // The same validator refuses a document that is wrong deep inside.
  auto wrong = Read(composed(some_notice(1))).documents().at(0);
  wrong["classification"] = "national";
  std::ofstream(pattern + "/wrong.json") << wrong;
  EXPECT_EQ(WEXITSTATUS(std::system((command + " >/dev/null").c_str())), 1);
  fs::remove_all(pattern);
}

// The same without a validator: what the schemas of core, content and csam require is there, in the form they require.
TEST(Xarf, HasWhatTheSchemasRequire) {
  for (const auto& notice : notices_of_all_kinds())
    for (const auto& document : Read(composed(notice)).documents()) {
      for (const char* member :
           {"xarf_version", "report_id", "timestamp", "source_identifier", "category", "type", "url", "classification", "detection_method"})
        EXPECT_TRUE(document.at(member).is_string() && !document.at(member).get<std::string>().empty()) << member;
      for (const char* role : {"reporter", "sender"}) {
        EXPECT_EQ(document.at(role).size(), 3U);
        for (const char* member : {"org", "contact", "domain"}) EXPECT_TRUE(document.at(role).at(member).is_string());
      }
      EXPECT_EQ(document.at("category"), "content");
      EXPECT_EQ(document.at("type"), "csam");
      EXPECT_LE(document.at("description").get<std::string>().size(), 1000U);
      EXPECT_FALSE(document.contains("_internal"));
    }
}

// The mails written today are byte for byte the samples; REDRESS_WRITE_GOLDEN=1 writes them anew, for review.
TEST(AbuseMail, GoldenSamples) {
  std::map<std::string, NoticeForSending> samples;
  samples["first_one_item"] = some_notice(1);
  samples["first_with_list"] = some_notice(6);
  samples["reminder_dutch"] = some_notice(2);
  auto& reminder = samples["reminder_dutch"];
  reminder.kind = NoticeKind::reminder;
  reminder.refers_to = "N-0000-0000-0";
  reminder.text.subject = "Herinnering: verzoek om verwijdering \u2013 \u00e9\u00e9n dag verstreken";
  reminder.text.body = "Geachte collega\u2019s,\n\nop 1 januari hebben wij u onderstaande meldingen gestuurd.\n";
  reminder.items[0].referrer = "https://forum.example/thread/9";
  reminder.items[0].last_online_at = reminder.composed_at - minutes{5};
  samples["retraction"] = some_notice(2);
  samples["retraction"].kind = NoticeKind::retraction;
  samples["retraction"].refers_to = "N-0000-0000-0";
  samples["possible_duplicate"] = some_notice(1);
  const auto folder = std::string(REDRESS_SOURCE_DIR) + "/tests/unit/abuse_mail/golden/";
  for (const auto& [name, notice] : samples) {
    auto mail = composed(notice);
    if (name == "possible_duplicate") mail = as_possible_duplicate(mail, "Note: this message may reach you a second time.");
    EXPECT_TRUE(is_clean(mail)) << name;
    const auto path = folder + name + ".eml";
    if (std::getenv("REDRESS_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << mail;
    std::ifstream file(path, std::ios::binary);
    ASSERT_TRUE(file) << path;
    const std::string sample((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(mail, sample) << name;
  }
}

}  // namespace
}  // namespace redress
