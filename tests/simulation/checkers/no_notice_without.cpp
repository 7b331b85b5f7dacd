// Promise 5: no notice without an illegal assessment, none for what is known to be gone, none under a hold, none after a withdrawal,
// none beyond a sharing ceiling, none without a fresh look. Checked when a notice is sealed, when it is given out for the first time, and by what arrives.
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include "policies/book.hpp"

#include <algorithm>
#include <set>

namespace redress::simulation {
namespace {

class NoNoticeWithout final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "no_notice_without"; }

  void committed(const Committed& what) override {
    for (const auto& event : what.events)
      if (event.kind == "NoticeSealed") check_sealed(NoticeId{event.stream_id}, event.at);
  }

  void given_out(const runtime::SendJob& job) override {
    auto& reader = world().reader();
    const auto notice = *reader.notice(job.notice);
    // By the directory as it was handed over and the connector as it is, not by what the engine keeps.
    const auto label = world().policies().book().delivery.sensitivity(notice.kind, notice.scope).answer;
    const auto slug = reader.recipient(notice.recipient)->slug;
    const auto ceiling = world().options().directory.may_be_given_little.contains(slug) ? Tlp::green : Tlp::amber;
    if (label > ceiling) complain("notice " + std::to_string(notice.id.value) + " is more sensitive than its recipient may be given");
    if (!speaks_of_content(notice.kind)) return;
    bool may_have_arrived = false, tried = false;
    for (const auto& attempt : reader.attempts(job.notice)) {
      if (attempt.id == job.attempt) continue;
      tried = true;
      may_have_arrived = may_have_arrived || (attempt.verdict != AttemptVerdict::again_later && attempt.verdict != AttemptVerdict::unreachable);
    }
    bool wanted = false;
    for (const auto id : reader.requests_in(job.notice)) {
      const auto request = *reader.request(id);
      wanted = wanted || (!request.closed_at && !request.facts.hold_until);
      if (may_have_arrived) continue;  // the same notice again, whole: it is one notice
      if (request.closed_at) about(notice, request, "leaves although the request is closed in " + request.state);
      if (request.facts.hold_until) about(notice, request, "leaves under a hold");
      if (tried) check_look(notice, request);
    }
    if (!wanted) complain("notice " + std::to_string(notice.id.value) + " is repeated although nobody in it may be spoken of");
  }

  void mail_taken(const MailTaken& mail) override {
    auto& reader = world().reader();
    const auto stored = reader.notice(mail.notice);
    if (!stored) return complain("a mail arrived of a notice that is not stored");
    const auto& notice = *stored;
    if (mail.seen.reference != notice.reference) complain("notice " + std::to_string(notice.id.value) + " arrived under another reference");
    std::set<std::string> meant;
    for (const auto id : reader.requests_in(mail.notice)) meant.insert(world().url_of(reader.request(id)->item));
    // A retraction has no part for machines: its reader finds referrers among the words, too.
    for (const auto& url : mail.seen.urls)
      if (speaks_of_content(notice.kind) && !meant.contains(url))
        complain("notice " + std::to_string(notice.id.value) + " names what is not one of its requests");
    if (mail.seen.urls.empty()) complain("notice " + std::to_string(notice.id.value) + " names nothing");
  }

 private:
  /// It joined because looks and look-ups had failed often enough, as the rules say; what was seen since does not change that.
  bool went_on_without(const NoticeRecord& notice, const RequestRecord& request, UtcTime sealed_at) {
    if (request.facts.looks_failed > 0) return true;
    const auto events = world().reader().events(StreamKind::request, request.id.value);
    return std::any_of(events.begin(), events.end(), [&](const EventRecord& event) {
      const bool failed = event.kind == "LookFailed" || (event.kind == "TimerFired" && json_member(event.body, "timer") == "look_overdue");
      return failed && event.at >= notice.opened_at && event.at <= sealed_at;
    });
  }

  void check_sealed(NoticeId id, UtcTime sealed_at) {
    auto& reader = world().reader();
    const auto notice = *reader.notice(id);
    if (!speaks_of_content(notice.kind) || notice.state == NoticeState::voided) return;
    for (const auto request_id : reader.requests_in(id)) {
      const auto request = *reader.request(request_id);
      const auto assessments = reader.assessments(request.item);
      if (assessments.empty() || !is_illegal(assessments.back().verdict)) about(notice, request, "is sealed without an illegal assessment");
      if (request.closed_at) about(notice, request, "is sealed although the request is closed in " + request.state);
      if (request.facts.hold_until) about(notice, request, "is sealed under a hold");
      const auto location = *reader.location(request.location);
      if (world().options().looks_off) continue;
      if (location.observed == Observed::gone && location.misses >= 3) about(notice, request, "is sealed for what is known to be gone");
      // Fresh when the request joined, and no older than the notice's window since, however long the program was down.
      const auto oldest = world().policies().book().looks.fresh_for() + (notice.closes_at - notice.opened_at);
      if (!location.looked_at || *location.looked_at > sealed_at || sealed_at - *location.looked_at > oldest)
        about(notice, request, "is sealed without a fresh look");
      // Looked up before it joined; what regroups later keeps the place it has. Where the clock was set, look-ups are old or new by that alone.
      if (world().faults()[Fault::clock_back] + world().faults()[Fault::clock_forward] > 0) continue;
      const auto place_oldest = world().policies().book().looks.place_fresh_for() + world().policies().book().looks.fresh_for();
      const bool is_old = !location.located_at || notice.opened_at - *location.located_at > place_oldest;
      if (is_old && !notice.supersedes && !went_on_without(notice, request, sealed_at))
        about(notice, request, "is sealed for a host that was looked up long ago");
    }
  }

  /// It was sealed with a fresh look, and could not leave then: what it says must be fresh now.
  void check_look(const NoticeRecord& notice, const RequestRecord& request) {
    if (world().options().looks_off) return;
    const auto now = world().engine_now();
    const auto fresh_for = world().policies().book().looks.fresh_for();
    if (now - *notice.sealed_at <= fresh_for) return;
    const auto location = *world().reader().location(request.location);
    if (!location.looked_at || *location.looked_at > now || now - *location.looked_at > fresh_for) about(notice, request, "leaves late without a fresh look");
    if (location.observed == Observed::gone) about(notice, request, "leaves late although it was not there when last looked at");
  }

  void about(const NoticeRecord& notice, const RequestRecord& request, std::string_view what) {
    complain("notice " + std::to_string(notice.id.value) + " (" + std::string(name_of(notice.kind)) + ") about request " + std::to_string(request.id.value) +
             " in " + request.state + " " + std::string(what));
  }
};

}  // namespace

std::unique_ptr<Checker> no_notice_without(const SimWorld& world) { return std::make_unique<NoNoticeWithout>(world); }

}  // namespace redress::simulation
