// The table of commands. What each does stands in commands.hpp; what each prints in its own file.
#include "engine/app/commands.hpp"
#include "engine/core/actor_name.hpp"
#include "engine/core/json_text.hpp"
#include "engine/report/latency.hpp"
#include "engine/runtime/work.hpp"
#include "engine/yaml/yaml.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <functional>
#include <iostream>
#include <tuple>

namespace {

using namespace redress;
using namespace redress::app;
using runtime::Act;
using runtime::ActKind;

constexpr const char* kNoticeWords = "its number or its reference";

struct Table {
  CLI::App root{"Redress: gets images of abuse off the internet. Follows every item from the report to the confirmed removal.", "redress"};
  GlobalOptions global;
  std::function<int()> chosen;
  // Arguments of whichever command is chosen.
  std::int64_t id = 0;
  std::int64_t limit = 100;
  std::string about_notice, text, slug, reason, until, at, ticket, kind, state, from, to, source, origin, errors, workflow, platform,
      folder, path;
  std::string by = "all", country = "NL", verdict = "illegal_national", measured = "hotline_ntd";
  std::string closing_reason;
  std::vector<std::string> files;
  const CLI::IsMember is_asking_workflow{std::vector<std::string>(report::kAskingWorkflows.begin(), report::kAskingWorkflows.end())};
  bool csv = false, cases = false, dead = false, reveal = false, break_glass = false, closed_too = false;
  DemoOptions demo_options;

  /// A command that opens a session.
  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& about, std::function<int(Session&)> run) {
    auto* one = parent.add_subcommand(name, about);
    one->callback([this, run] {
      chosen = [this, run] {
        Session session(global);
        return run(session);
      };
    });
    return one;
  }
  CLI::App* plain(CLI::App& parent, const std::string& name, const std::string& about, std::function<int()> run) {
    auto* one = parent.add_subcommand(name, about);
    one->callback([this, run] { chosen = run; });
    return one;
  }
  CLI::App* group(const std::string& name, const std::string& about) {
    auto* one = root.add_subcommand(name, about);
    one->require_subcommand(1);
    return one;
  }
  void breaks_glass(CLI::App& one) {
    one.add_flag("--break-glass", break_glass, "without the second person a rule wants; needs a reason, and all leads are alerted");
  }
  /// A command that is one act about a number.
  CLI::App* act(CLI::App& parent, const std::string& name, const std::string& about, ActKind act_kind, const std::string& done) {
    auto* one = command(parent, name, about, [this, act_kind, done](Session& session) {
      Act wanted;
      wanted.kind = act_kind;
      wanted.subject = id;
      if (runtime::subject_kind(act_kind) == runtime::ActSubject::notice) {
        const auto notice = notice_meant(session, about_notice);
        if (!notice) return static_cast<int>(kFailed);
        wanted.subject = notice->value;
      }
      wanted.slug = slug;
      wanted.argument = text;
      wanted.reason = reason;
      wanted.ticket = ticket;
      wanted.break_glass = break_glass;
      for (const auto& [option, words, into] : {std::tuple{"--until", &until, &wanted.until}, std::tuple{"--at", &at, &wanted.at}}) {
        if (words->empty()) continue;
        *into = parse_rfc3339(*words);
        if (!*into) {
          complain(std::string(option) + " wants a time like 2030-01-31T12:00Z");
          return static_cast<int>(kUsage);
        }
      }
      if (!closing_reason.empty()) {
        wanted.closing_reason = from_name<ClosingReason>(closing_reason);
        if (!wanted.closing_reason) {
          std::string all;
          for (const auto known : EnumNames<ClosingReason>::names) all += (all.empty() ? "" : ", ") + std::string(known);
          complain("unknown closing reason " + closing_reason + "; one of " + all);
          return static_cast<int>(kUsage);
        }
      }
      return session.act(std::move(wanted), done);
    });
    one->add_option("--reason", reason, "why; kept in the audit");
    const bool two = act_kind == ActKind::recipient_approve || act_kind == ActKind::notice_retract || act_kind == ActKind::sending ||
                     act_kind == ActKind::connector_resume || act_kind == ActKind::case_erase;
    if (two) breaks_glass(*one);
    const bool may_close = act_kind == ActKind::assess || act_kind == ActKind::second_opinion || act_kind == ActKind::withdraw ||
                           act_kind == ActKind::give_up || act_kind == ActKind::task_answer;
    if (may_close) one->add_option("--closing-reason", closing_reason, "why it is closed: ICCAM's words and our own; a wrong one lists them all");
    return one;
  }

  void running() {
    command(root, "serve", "run the engine: owns the database until it is stopped", serve);
    auto* demonstration = plain(root, "demo", "a scripted day against the sandbox, with its reports", [this] { return demo(demo_options, global.json); });
    demonstration->add_option("--scenario", demo_options.scenario, "what is shown: hotline, helpline, exchange, all")
        ->capture_default_str();
    demonstration->add_flag("--headless", demo_options.headless, "wait for nobody");
    demonstration->add_option("--report", demo_options.report, "write the outcome as JSON to this file");
    demonstration->add_option("--seed", demo_options.seed, "the same seed gives the same day");
    demonstration->add_option("--speed", demo_options.speed, "simulated seconds per second")->check(CLI::Range(1.0, 20000.0));
    demonstration->add_option("--items", demo_options.items, "URLs reported in the day")->check(CLI::Range(1, 200000));
    demonstration->add_option("--keep", demo_options.keep, "folder that keeps database, input files and mails");
    plain(root, "checker", "", checker)->group("");  // the content check's own process; not for people
  }

  void daily() {
    auto* taking = command(root, "intake", "take reports in: X-ARF, SCART's CSV or JSON Lines; - is standard input",
                           [this](Session& session) { return intake(session, files, source, origin, errors); });
    taking->add_option("files", files, "files to take")->required();
    taking->add_option("--source", source, "who sends these files; only a source named here can be trusted by a rule, a row's own name is kept as row:NAME");
    taking->add_option("--origin", origin, "public_form, partner_hotline, police, company, hoster, helpline, own_search");
    taking->add_option("--errors", errors, "write the rows that were refused, with line and reason, to this CSV");
    command(root, "status", "what is open, waiting, late or stuck", status);
    command(root, "timeline", "everything that happened to an item", [this](Session& session) { return timeline(session, id); })
        ->add_option("item", id)->required();

    auto* task = group("task", "work for people");
    auto* tasks = command(*task, "list", "open tasks by due time", [this](Session& session) { return task_list(session, kind, limit); });
    tasks->add_option("--kind", kind);
    tasks->add_option("--limit", limit)->check(CLI::Range(1, 100000));
    act(*task, "take", "claim a task", ActKind::task_take, "taken")->add_option("task", id)->required();
    auto* shown = command(*task, "show", "the messages behind a task, or the form to hand over; audited, needs a reason",
                          [this](Session& session) { return task_show(session, id, reason); });
    shown->add_option("task", id)->required();
    shown->add_option("--reason", reason, "why; kept in the audit")->required();
    auto* answer = act(*task, "answer", "answer a task", ActKind::task_answer, "answered");
    answer->add_option("task", id)->required();
    answer
        ->add_option("answer", text,
                     "go_on, next_rung, give_up, withdraw, uphold, overturn; what they say (see item say); of a form to hand over: filed, "
                     "not_possible")
        ->required();
    answer->add_option("--ticket", ticket, "the recipient's own number, of what was filed");
    answer->add_option("--at", at, "when it was filed; now, where it is left out");

    auto* item = group("item", "items: the things to be removed");
    auto* items = command(*item, "list", "requests and their states", [this](Session& session) { return item_list(session, state, limit); });
    items->add_option("--state", state);
    items->add_option("--limit", limit)->check(CLI::Range(1, 100000));
    command(*item, "show", "one item, its requests and notices", [this](Session& session) { return item_show(session, id); })
        ->add_option("item", id)
        ->required();
    auto* assess = act(*item, "assess", "say what it is", ActKind::assess, "assessed");
    assess->add_option("item", id)->required();
    assess->add_option("verdict", text, "illegal_baseline, illegal_national, not_illegal, doubtful, inaccessible, gone_before")->required();
    auto* second = act(*item, "second-opinion", "a second person's assessment", ActKind::second_opinion, "assessed");
    second->add_option("item", id)->required();
    second->add_option("verdict", text)->required();
    act(*item, "withdraw", "take the request back; everybody told gets a retraction", ActKind::withdraw, "withdrawn")->add_option("item", id)->required();
    act(*item, "give-up", "nothing more can be done", ActKind::give_up, "given up")->add_option("item", id)->required();
    auto* hold = act(*item, "hold", "the police ask us to wait", ActKind::hold, "held");
    hold->add_option("item", id)->required();
    hold->add_option("--until", until)->required();
    auto* extend = act(*item, "extend-hold", "wait longer", ActKind::extend_hold, "extended");
    extend->add_option("item", id)->required();
    extend->add_option("--until", until)->required();
    act(*item, "release", "end a hold", ActKind::release_hold, "released")->add_option("item", id)->required();
    act(*item, "uphold", "second person: a contested assessment stands", ActKind::uphold, "upheld")->add_option("item", id)->required();
    act(*item, "overturn", "second person: it was not illegal", ActKind::overturn, "overturned")->add_option("item", id)->required();
    act(*item, "next-rung", "go up the ladder now", ActKind::next_rung, "escalated")->add_option("item", id)->required();
    act(*item, "partly-gone", "you saw that some of a set is gone, and the rest is not", ActKind::partly_gone, "noted")->add_option("item", id)->required();
    act(*item, "expired", "you saw that it had an end of its own, and reached it", ActKind::expired, "closed as expired")->add_option("item", id)->required();
    auto* said = act(*item, "say", "what you were told of it, where no task asks", ActKind::say, "noted");
    said->add_option("item", id)->required();
    said->add_option(
            "word", text,
            "claims_gone, received, refused, contested, needs_information, passed_on, not_theirs; of platforms: removed, "
            "restricted, age_restricted, account_action, no_action, appeal_won, appeal_lost, anonymous; of partner "
            "hotlines: took_over, acted, declined, returned; what the person depicted sees: "
            "gone_for_person, there_for_person; of an order: impossible, manifest_errors, information_missing; of a referral: "
            "referral_received")
        ->required();
    act(*item, "relocate", "look host and contact up again", ActKind::relocate, "asked")->add_option("item", id)->required();
    act(*item, "urgent", "it cannot wait: assessed sooner, and asked for at once", ActKind::urgent, "urgent")->add_option("item", id)->required();
    auto* registrar = act(*item, "set-registrar", "you looked up which registrar its name was bought from", ActKind::set_registrar, "set");
    registrar->add_option("item", id)->required();
    registrar->add_option("slug", slug, "a registrar of the directory")->required();
    auto* refer = act(*item, "refer", "refer it to police or others beside its removal; needs a second person", ActKind::refer, "referred");
    refer->add_option("item", id)->required();
    refer->add_option("to", text, "police_list, police, authority, ncmec, preservation")->required();
    breaks_glass(*refer);
    act(*item, "migrate-rules", "follow the rules of today from now on, not those of the day it began", ActKind::migrate_rules,
        "moved to today's rules")
        ->add_option("item", id)
        ->required();
    act(*item, "legal-hold", "nothing about it may be erased, by nobody and no rule; for leads, needs a reason", ActKind::legal_hold,
        "held")
        ->add_option("item", id)
        ->required();
    act(*item, "legal-release", "end a legal hold; what is over by the rules is erased within the hour", ActKind::legal_release, "released")
        ->add_option("item", id)
        ->required();
    act(*item, "reveal", "show the address; audited, needs a reason", ActKind::reveal, "")->add_option("item", id)->required();

    auto* persons = group("case", "what a person asks a helpline for; for the role helpline");
    command(*persons, "open", "take a case down from a JSON file; prints its number and, this once, its PIN",
            [this](Session& session) { return case_open(session, path); })
        ->add_option("file", path, "- is standard input")
        ->required();
    command(*persons, "list", "cases, without who they are about", [this](Session& session) { return case_list(session, limit); })
        ->add_option("--limit", limit)
        ->check(CLI::Range(1, 100000));
    act(*persons, "show", "who asks and who is depicted; audited, needs a reason", ActKind::case_show, "")->add_option("case", id)->required();
    command(*persons, "status", "where a case stands, by its number and the PIN on standard input",
            [this](Session& session) { return case_status(session, text); })
        ->add_option("number", text)
        ->required();
    auto* adding = command(*persons, "add-location", "one more place of the same case",
                           [this](Session& session) { return case_add_location(session, id, text); });
    adding->add_option("case", id)->required();
    adding->add_option("url", text)->required();
    for (const auto& [name, about, what, done] :
         {std::tuple{"consent", "the person agrees that a recipient is told", ActKind::case_consent_give, "noted"},
          std::tuple{"take-consent-back", "the person no longer agrees; what waits and needs it is left", ActKind::case_consent_take_back,
                     "noted"}}) {
      auto* one = act(*persons, name, about, what, done);
      one->add_option("case", id)->required();
      one->add_option("recipient", slug, "a slug of the directory, or any")->required();
      one->add_option("data", text, "location, age_band, name, contact")->required();
    }
    act(*persons, "withdraw", "take back everything the case asks for", ActKind::case_withdraw, "withdrawn")->add_option("case", id)->required();
    act(*persons, "legal-hold", "neither its persons nor its items may be erased; for leads, needs a reason", ActKind::case_legal_hold,
        "held")
        ->add_option("case", id)
        ->required();
    act(*persons, "legal-release", "end a legal hold of a case", ActKind::case_legal_release, "released")
        ->add_option("case", id)
        ->required();
    act(*persons, "erase", "delete its persons' keys: what is kept of them cannot be read again; needs a second person", ActKind::case_erase, "erased")
        ->add_option("case", id)
        ->required();

    auto* notice = group("notice", "messages to recipients");
    auto* notices = command(*notice, "list", "notices", [this](Session& session) { return notice_list(session, dead, limit); });
    notices->add_flag("--dead", dead, "only those that were given up");
    notices->add_option("--limit", limit)->check(CLI::Range(1, 100000));
    command(*notice, "show", "one notice and its attempts", [this](Session& session) { return notice_show(session, about_notice); })
        ->add_option("notice", about_notice, kNoticeWords)
        ->required();
    auto* preview = command(*notice, "preview", "the message as sent or about to be; audited",
                            [this](Session& session) { return notice_preview(session, about_notice, reason); });
    preview->add_option("notice", about_notice, kNoticeWords)->required();
    preview->add_option("--reason", reason)->required();
    act(*notice, "requeue", "send one that was given up again", ActKind::notice_requeue, "queued")
        ->add_option("notice", about_notice, kNoticeWords)
        ->required();
    act(*notice, "retract", "tell its recipient that it was a mistake", ActKind::notice_retract, "retraction queued")
        ->add_option("notice", about_notice, kNoticeWords)
        ->required();
    act(root, "sending", "turn sending on, pause it, or rehearse", ActKind::sending, "set")->add_option("mode", text, "on, paused, rehearsal")->required();

    auto* recipient = group("recipient", "whom we write to");
    command(*recipient, "list", "the directory as it is used", recipient_list);
    act(*recipient, "approve", "notices may go there", ActKind::recipient_approve, "approved")->add_option("slug", slug)->required();
    act(*recipient, "pause", "let its notices wait", ActKind::recipient_pause, "paused")->add_option("slug", slug)->required();
    act(*recipient, "resume", "go on", ActKind::recipient_resume, "resumed")->add_option("slug", slug)->required();
    auto* contact = act(*recipient, "add-contact", "another mailbox of it", ActKind::contact_add, "added");
    contact->add_option("slug", slug)->required();
    contact->add_option("address", text)->required();

    auto* approval = group("approval", "acts that wait for a second person");
    auto* approvals = command(*approval, "list", "what waits, newest first",
                              [this](Session& session) { return approval_list(session, closed_too, limit); });
    approvals->add_flag("--all", closed_too, "also what is answered, done or over");
    approvals->add_option("--limit", limit)->check(CLI::Range(1, 100000));
    command(*approval, "show", "one: what was asked for, by whom, and why", [this](Session& session) { return approval_show(session, id); })
        ->add_option("approval", id)
        ->required();
    act(*approval, "approve", "agree: it is done as it was asked for", ActKind::approval_approve, "agreed")
        ->add_option("approval", id)
        ->required();
    act(*approval, "refuse", "say no", ActKind::approval_refuse, "refused")->add_option("approval", id)->required();

    auto* dossiers = group("dossier", "an item's whole record, sealed for police or an authority");
    auto* making =
        command(*dossiers, "make", "sign and encrypt it to its recipient; audited, needs a second person", [this](Session& session) {
          return dossier_make(session, {id, to, reason, path, break_glass});
        });
    making->add_option("item", id)->required();
    making->add_option("file", path, "a new file, e.g. item-12.p7m")->required();
    making->add_option("--to", to, "a recipient of the directory, whose certificate is configured")->required();
    making->add_option("--reason", reason, "why; kept in the audit, and stands in it")->required();
    breaks_glass(*making);

    auto* connector = group("connector", "what we speak");
    command(*connector, "list", "connectors", connector_list);
    command(*connector, "explain", "protocol, limits and source of one",
            [this](Session& session) { return connector_explain(session, text); })
        ->add_option("name", text)
        ->required();
    act(*connector, "pause", "let everything that goes by it wait; answers are read all the same", ActKind::connector_pause, "paused")
        ->add_option("name", slug)
        ->required();
    act(*connector, "resume", "go on", ActKind::connector_resume, "resumed")->add_option("name", slug)->required();
    auto* test = command(*connector, "test", "send the connector's own test message to yourself",
                         [this](Session& session) { return connector_test(session, text, to); });
    test->add_option("name", text)->required();
    test->add_option("--to", to, "your own mailbox")->required();

    auto* alert = group("alert", "what people were told in time");
    command(*alert, "list", "alerts, newest first", [this](Session& session) { return alert_list(session, limit); });
    command(*alert, "test", "send a test alert through every channel", alert_test);
    auto* quarantine = group("quarantine", "rows of imports that could not be read");
    command(*quarantine, "list", "line and reason of each", [this](Session& session) { return quarantine_list(session, limit); })
        ->add_option("--limit", limit)->check(CLI::Range(1, 100000));
    auto* row = command(*quarantine, "show", "one row as it came; audited, needs a reason",
                        [this](Session& session) { return quarantine_show(session, id, reason); });
    row->add_option("row", id)->required();
    row->add_option("--reason", reason, "why; kept in the audit")->required();
    auto* exported = command(*quarantine, "export", "a CSV for whoever sent them: file, line, field, what is wrong, how to mend it",
                             [this](Session& session) { return quarantine_export(session, path, text, reveal, reason); });
    exported->add_option("csv", path, "a new file")->required();
    exported->add_option("--file", text, "only the rows of this file");
    exported->add_flag("--reveal", reveal, "also the rows as they came; each is an audited act and needs --reason");
    exported->add_option("--reason", reason, "why; kept in the audit");

    auto* report = group("report", "figures");
    auto* latency = command(*report, "latency", "how long takedowns take",
                            [this](Session& session) { return report_latency(session, by, from, to, measured, csv, cases); });
    latency->add_option("--by", by, "all, hoster, country, channel, regime, workflow");
    latency->add_option("--from", from, "first attempts from this time on");
    latency->add_option("--to", to, "first attempts before this time");
    latency->add_option("--workflow", measured, "whose requests; with --by workflow all of them")
        ->check(is_asking_workflow)
        ->capture_default_str();
    latency->add_flag("--csv", csv);
    latency->add_flag("--cases", cases, "the times of each request instead of figures");
    auto* yearly = command(*report, "art22", "notices to platforms, as trusted flaggers publish them: counts alone",
                           [this](Session& session) { return report_art22(session, from, to); });
    yearly->add_option("--from", from, "notices attempted from this time on");
    yearly->add_option("--to", to, "notices attempted before this time");
    auto* keeping = command(*report, "retention", "what is kept sealed, by which rule and how long, and what rules have erased",
                            [this](Session& session) { return report_retention(session, from, to, csv); });
    keeping->add_option("--from", from, "erased from this time on");
    keeping->add_option("--to", to, "erased before this time");
    keeping->add_flag("--csv", csv);
    command(*report, "research", "a helpline's requests as counts alone, none below five, as CSV", report_research);
    command(*report, "exchange", "what is hosted abroad: by which road it went, and what is still online out of coverage", report_exchange);
  }

  void keeping() {
    command(root, "init", "make the key file and the database the configuration names", init);
    auto* config = group("config", "the configuration file");
    command(*config, "check", "is it valid, and what is in force", config_check);
    command(root, "doctor", "is everything in order; each line says how to mend it", doctor);
    auto* key = group("key", "site keys");
    command(*key, "rotate", "a new site key; every data key is wrapped again", key_rotate);
    command(*key, "status", "which keys are in use", key_status);
    command(root, "backup", "a consistent copy while work goes on", [this](Session& session) { return backup(session, path); })
        ->add_option("file", path)
        ->required();
    command(root, "restore", "put a copy back; sending starts paused", [this](Session& session) { return restore(session, path); })
        ->add_option("file", path)
        ->required();
    auto* audit = group("audit", "the record of everything");
    command(*audit, "verify", "recompute every chain", audit_verify);
    auto* erasing = command(root, "erase", "delete an item's data key: what it named cannot be read again",
                            [this](Session& session) { return erase(session, id, reason, break_glass); });
    erasing->add_option("item", id)->required();
    erasing->add_option("--reason", reason)->required();
    breaks_glass(*erasing);
  }

  void rules_and_readers() {
    auto* policy = group("policy", "rules");
    auto* adopting = command(*policy, "adopt", "start with the rule files as they stand now from the next start on; needs a second person",
                             [this](Session& session) { return policy_adopt(session, reason, break_glass); });
    adopting->add_option("--reason", reason, "why; kept in the audit")->required();
    breaks_glass(*adopting);
    const auto add_rule_options = [this](CLI::App* one) {
      one->add_option("--policies", folder, "folder of your own rules; without it those shipped");
      one->add_option("--country", country, "where the item is hosted");
      one->add_option("--verdict", verdict);
      one->add_option("--workflow", workflow, "whose rules; without it by where the item stands")->check(is_asking_workflow);
      one->add_option("--platform", platform, "the directory's id of the social platform it stands on");
    };
    plain(*policy, "check", "are the rules valid", [this] { return policy_check(folder, global.json); })->add_option("folder", folder);
    add_rule_options(plain(*policy, "explain", "which rules apply, and why", [this] {
      return policy_explain(folder, {country, verdict, workflow, platform}, global.json);
    }));
    add_rule_options(plain(*policy, "simulate", "what would happen hour by hour, without sending",
                           [this] { return policy_simulate(folder, {country, verdict, workflow, platform}, global.json); }));

    auto* url = group("url", "addresses");
    plain(*url, "canonical", "a line in, its canonical form out", [this] { return url_canonical(global.json); });
    auto* mail = group("mail", "what hosters write back");
    plain(*mail, "read", "kind and meaning of messages", [this] { return mail_read(files, global.json); })->add_option("files", files)->required();
    auto* contact = group("contact", "who can be asked");
    plain(*contact, "read", "abuse contacts in an RDAP answer", [this] { return contact_read(path, global.json); })->add_option("file", path)->required();
    command(*contact, "explain", "whom an address would lead to, and why",
            [this](Session& session) { return contact_explain(session, text); })
        ->add_option("url", text)
        ->required();
    auto* xarf = group("xarf", "X-ARF documents");
    plain(*xarf, "check", "is it in order; place, problem and fix", [this] { return xarf_check(files, global.json); })->add_option("files", files)->required();
  }
};

/// What is wrong with a command line, naming the word that is no command where there is one.
std::string words_of(const CLI::App& root, const CLI::ParseError& problem) {
  const auto unknown = root.remaining(true);
  if (problem.get_name() != "RequiredError" || unknown.empty()) return problem.what();
  const CLI::App* group = &root;
  while (!group->get_subcommands().empty()) group = group->get_subcommands().front();
  std::vector<std::string> names;
  for (const auto* one : group->get_subcommands([](const CLI::App*) { return true; }))
    if (!one->get_group().empty()) names.push_back(one->get_name());
  if (names.empty()) return problem.what();
  return "there is no command \"" + unknown.front() + "\" here; nearest: \"" + nearest(unknown.front(), names) + '"';
}

/// Before anything is parsed: how a wrong command line is answered.
bool wants_json(int count, char** words) {
  return std::any_of(words + 1, words + count, [](const char* word) { return std::string_view(word) == "--json"; });
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  Table table;
  table.root.require_subcommand(1);
  table.root.set_version_flag("--version", "redress " REDRESS_VERSION);
  table.root.fallthrough();
  table.root.add_option("--config", table.global.config, "configuration file")->envname("REDRESS_CONFIG")->capture_default_str();
  table.root.add_flag("--json", table.global.json, "machine-readable output");
  table.root.add_option("--actor", table.global.actor, "your pseudonym in the audit; without it the login name")
      ->transform(CLI::Validator(
          [](std::string& given) {
            auto name = actor_name(given);
            if (!name) return std::string(kActorNameWanted);
            given = std::move(*name);
            return std::string();
          },
          "NAME"));
  table.root.add_option("--role", table.global.role, "analyst, senior, lead, helpline, admin")
      ->check(CLI::IsMember({"analyst", "senior", "lead", "helpline", "admin"}))
      ->capture_default_str();
  table.running();
  table.daily();
  table.keeping();
  table.rules_and_readers();
  try {
    table.root.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    if (problem.get_exit_code() == 0) return table.root.exit(problem);  // --help and the like
    if (wants_json(argc, argv))
      std::cout << JsonObject()
                       .add("error", words_of(table.root, problem))
                       .add("fix", "redress --help, or --help behind the command, shows what there is")
                       .text()
                << '\n';
    else
      std::cerr << words_of(table.root, problem) << "\nRun with --help for more information.\n";
    return kUsage;
  }
  if (table.global.json) complain_in_json();
  try {
    return table.chosen ? table.chosen() : static_cast<int>(kUsage);
  } catch (const StoreFailure& failure) {
    complain(failure.what());
    return kFailed;
  } catch (const std::exception& failure) {
    complain(std::string("stopped: ") + failure.what());
    return kFailed;
  }
}
