#!/usr/bin/env python3
"""The program as a new user meets it: every command here is one they type. Each case makes its own desk in its own folder."""
import contextlib
import json
import os
import pathlib
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.request

binary = os.path.abspath(sys.argv[1])
cases = []


def case(function):
    cases.append(function)
    return function


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Desk:
    """A folder with a configuration; commands run in it."""

    def __init__(self, folder, more="", relay_port=9):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.configure(more, relay_port)

    def configure(self, more="", relay_port=9, listen="127.0.0.1"):
        self.file("redress.yaml").write_text(f"""desk: hotline
database: {self.folder}/redress.db
keys: {self.folder}/redress-keys
socket: {self.folder}/s
listen: {{address: {listen}, port: {self.port}}}
identity:
  organisation: Hotline of Example
  mail_domain: hotline.example
  mail_from: notices@hotline.example
relay: {{host: 127.0.0.1, port: {relay_port}, tls: none}}
{more}""")

    def file(self, name):
        return self.folder / name

    def run(self, *words, text=None, role="lead", actor="op-1"):
        return subprocess.run([binary, "--config", str(self.file("redress.yaml")), "--actor", actor, "--role", role, *map(str, words)], input=text,
                              capture_output=True, text=True, timeout=120)

    def good(self, *words, **options):
        done = self.run(*words, **options)
        assert done.returncode == 0, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def fails(self, code, *words, **options):
        done = self.run(*words, **options)
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def lines(self, *words, **options):
        return [json.loads(line) for line in self.run("--json", *words, **options).stdout.splitlines()]

    def events(self, item=1):
        return [one["event"] for one in self.lines("timeline", item)]

    @contextlib.contextmanager
    def serving(self):
        log = open(self.file("log"), "ab")
        child = subprocess.Popen([binary, "--config", str(self.file("redress.yaml")), "serve"], stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 30
            while not self.file("s").exists() and child.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            yield child
            assert child.poll() is None, "the engine ended by itself: " + self.file("log").read_text()
        finally:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
            code = child.wait(60)
        assert code == 0, f"SIGTERM ended it with {code}"

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode()

    def report(self, url="https://pictures.example/1", source="anna"):
        row = json.dumps({"url": url, "source": source})
        return self.good("intake", "-", "--source", source, text=f"URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\n{url};;;;{source};\n")


@case
def an_engine_without_any_event_goes_on(desk):
    desk.good("init")
    with desk.serving():
        time.sleep(2.5)  # a checkpoint would be kept in the first second
        assert desk.get("/healthz")[0] == 200, desk.get("/healthz")


@case
def restore_touches_nothing_before_the_copy_is_sound(desk):
    desk.good("init")
    desk.report()
    desk.good("backup", desk.file("copy"))
    desk.report("https://pictures.example/2")
    database = desk.file("redress.db")
    desk.file("garbage").write_bytes(b"this is no database" * 1000)
    desk.file("empty").write_bytes(b"")
    desk.file("damaged").write_bytes(desk.file("copy").read_bytes()[:-20000] + b"\0" * 20000)
    for bad in ("garbage", "empty", "damaged"):
        desk.fails(1, "restore", desk.file(bad))
        assert desk.lines("status")[0]["items"] == 2
    desk.fails(2, "restore", database)
    with contextlib.chdir(desk.folder) if hasattr(contextlib, "chdir") else contextlib.nullcontext():
        desk.fails(2, "restore", os.path.relpath(database))
    assert desk.lines("status")[0]["items"] == 2
    assert not list(desk.folder.glob("*.part*")) and not list(desk.folder.glob("*before-restore*")), list(desk.folder.iterdir())
    os.chmod(desk.file("copy"), 0o644)
    desk.good("restore", desk.file("copy"))
    status = desk.lines("status")[0]
    assert status["items"] == 1 and status["sending"] == "paused", status
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert not list(desk.folder.glob("*.part*"))
    desk.good("audit", "verify")
    aside = next(path for path in desk.folder.glob("*before-restore*") if not path.name.endswith(("-wal", "-shm")))
    desk.good("restore", aside)
    assert desk.lines("status")[0]["items"] == 2
    # A copy of other keys is worth nothing here.
    desk.file("redress-keys").rename(desk.file("old-keys"))
    before = database.read_bytes()
    database.rename(desk.file("elsewhere.db"))
    desk.good("init")
    assert "keys" in desk.fails(1, "restore", desk.file("copy"))
    assert desk.lines("status")[0]["items"] == 0 and before


@case
def nothing_listens_beyond_the_machine(desk):
    desk.configure(listen="0.0.0.0")
    assert "listen on 127.0.0.1" in desk.fails(1, "config", "check")
    desk.configure(listen="0.0.0.0", more='network: {hosts: {a.example: 127.0.0.1}, permit: ["127.0.0.0/8"]}\n')
    desk.fails(1, "serve")


@case
def init_leaves_a_running_engine_alone(desk):
    desk.good("init")
    with desk.serving():
        assert "running" in desk.fails(1, "init")


@case
def errors_are_json_too_and_codes_say_what_kind(desk):
    def error(code, *words):
        one = json.loads(desk.fails(code, "--json", *words))
        assert one["error"] and "fix" in one, one
        return one

    error(2, "no-such-command")
    error(2, "item", "assess")
    assert "redress init" in str(error(1, "status"))
    desk.good("init")
    desk.report()
    error(1, "item", "show", 99)
    error(2, "item", "assess", 1, "naughty")
    error(2, "item", "withdraw", 1)
    error(2, "item", "reveal", 1)
    error(2, "sending", "perhaps")
    error(2, "policy", "explain", "--verdict", "naughty")
    # Somebody has the socket and says nothing.
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(desk.file("s")))
        mute.listen(8)

        def hang_up():
            with contextlib.suppress(OSError):
                while True:
                    mute.accept()[0].close()
        threading.Thread(target=hang_up, daemon=True).start()
        error(4, "item", "assess", 1, "not_illegal")
        error(4, "serve")
        mute.shutdown(socket.SHUT_RDWR)


class Relay:
    """Says what a relay says; counts mails."""

    def __init__(self, greeting=b"220 relay.example ESMTP\r\n"):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.greeting, self.mails = greeting, 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.socket.accept()
            threading.Thread(target=self.talk, args=(client,), daemon=True).start()

    def talk(self, client):
        with client, client.makefile("rwb") as lines:
            def say(text):
                lines.write(text)
                lines.flush()
            say(self.greeting)
            for line in lines:
                word = line[:4].upper()
                if word == b"DATA":
                    say(b"354 go on\r\n")
                    while lines.readline() not in (b".\r\n", b""):
                        pass
                    self.mails += 1
                say(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")


@case
def what_comes_in_by_itself_is_looked_at(desk):
    def intake(folder="police", mailbox="reports", sender="desk@partner.example"):
        desk.configure(more=f"""imap: {{host: 127.0.0.1, port: {free_port()}, tls: none, user: ntd}}
intake:
  drop_folder: {{path: {desk.folder}/in, folders: [{{folder: {folder}, source: police.example}}]}}
  mailbox:
    host: 127.0.0.1
    port: {free_port()}
    tls: none
    user: {mailbox}
    authserv_id: mx.hotline.example
    senders: [{{address: "{sender}"}}]
""")

    for wrong, said in (({"folder": "done"}, "own folders"), ({"mailbox": "ntd"}, "mailbox of its own"), ({"sender": "partner"}, "no mail address")):
        intake(**wrong)
        assert said in desk.fails(1, "config", "check"), wrong
    intake()
    desk.good("config", "check")
    desk.good("init")

    def about(what):
        return [one for one in desk.lines("doctor") if one["about"] == what]

    assert [one["good"] for one in about("drop folder")] == [False, False]
    (desk.file("in") / "police").mkdir(parents=True)
    assert [one["good"] for one in about("drop folder")] == [True, True] and "as police.example" in about("drop folder")[1]["said"]
    assert "cannot be reached" in about("intake mailbox")[0]["said"] and about("intake senders")[0]["good"]


@case
def doctor_finds_everything_and_ends_with_a_list(desk):
    def about(what):
        lines = desk.lines("doctor")
        return [one for one in lines if one["about"] == what]

    assert about("keys")[0]["fix"] == "make them with: redress init"
    assert not about("rules and database")[0]["good"] and not desk.file("redress.db").exists()
    desk.good("init")
    assert about("rules and database")[0]["good"]
    assert not about("relay")[0]["good"], about("relay")
    relay = Relay()
    desk.configure(relay_port=relay.port, more=f"imap: {{host: 127.0.0.1, port: {free_port()}, tls: none, user: ntd}}\n")
    assert about("relay")[0]["good"] and relay.mails == 0, about("relay")
    assert "cannot be reached" in about("answers")[0]["said"], about("answers")
    kept = desk.file("redress.db").read_bytes()
    desk.file("redress.db").write_bytes(b"no database at all" * 500)
    broken = about("rules and database")[0]
    assert not broken["good"] and "not a store" in broken["said"] and about("disk"), broken
    desk.file("redress.db").write_bytes(kept)


@case
def an_inbox_that_cannot_be_read_is_noticed(desk):
    desk.configure(more=f"maildir: {{directory: {desk.folder}/mail, pause: 1 s}}\n")
    desk.good("init")

    def wait_for(what):
        deadline = time.monotonic() + 60
        while not what() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert what()

    def alerts():
        return [one["subject"] for one in desk.lines("alert", "list") if one["kind"] == "connector_down"]

    with desk.serving():
        # The gauge is set a moment before the alert is committed.
        wait_for(lambda: "redress_inboxes_down 1" in desk.get("/metrics")[1])
        wait_for(alerts)
        assert alerts() == ["inbox 1"], alerts()
        assert not all(one["good"] for one in desk.lines("doctor") if one["about"] == "answers")
        for part in ("new", "cur", "tmp"):
            desk.file("mail").mkdir(exist_ok=True)
            (desk.file("mail") / part).mkdir()
        wait_for(lambda: "redress_inboxes_down 0" in desk.get("/metrics")[1])
    assert "inbox" in desk.file("log").read_text()


BOUNCE = """From: MAILER-DAEMON@host.example\r
To: ntd@hotline.example\r
Subject: Undelivered\x1b[2J\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Nobody of that name.\x1b]0;owned\x07 \x1b[31mred\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; host.example\r
\r
Final-Recipient: rfc822; abuse@host.example\r
Action: failed\r
Status: 5.1.1\r
--b--\r
"""


@case
def what_a_person_is_asked_to_read_can_be_read(desk):
    desk.configure(more=f"maildir: {{directory: {desk.folder}/mail, pause: 1 s}}\n")
    for part in ("new", "cur", "tmp"):
        (desk.file("mail") / part).mkdir(parents=True)
    desk.good("init")
    (desk.file("mail") / "new" / "1.host").write_bytes(BOUNCE.encode())
    with desk.serving():
        deadline = time.monotonic() + 60
        while not desk.lines("task", "list") and time.monotonic() < deadline:
            time.sleep(0.2)
        task = desk.lines("task", "list")[0]
        assert task["kind"] == "unmatched_message", task
        desk.fails(2, "task", "show", task["task"])
        shown = desk.good("task", "show", task["task"], "--reason", "who bounced?")
        assert "Nobody of that name." in shown and "\x1b" not in shown and "\x07" not in shown, shown
        assert "Nobody" in desk.lines("task", "show", task["task"], "--reason", "again")[0]["text"]
        # The rows an import could not take.
        desk.run("intake", "-", text="URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\n\x1b[2Jno address;;;;form;\n")
        row = desk.lines("quarantine", "list")[0]["row"]
        desk.fails(2, "quarantine", "show", row)
        shown = desk.good("quarantine", "show", row, "--reason", "mend the export")
        assert "no address" in shown and "\x1b" not in shown, shown
    desk.good("audit", "verify")


@case
def a_connector_is_paused_and_goes_on(desk):
    desk.good("init")
    with desk.serving():
        desk.good("connector", "pause", "abuse_mail", "--reason", "the relay moves", role="analyst")
        assert desk.lines("connector", "list")[0]["paused"] is True
        assert desk.lines("status")[0]["paused_connectors"] == ["abuse_mail"]
        assert json.loads(desk.get("/healthz")[1])["paused_connectors"] == ["abuse_mail"]
        assert "redress_connectors_paused 1" in desk.get("/metrics")[1]
        desk.fails(3, "connector", "resume", "abuse_mail", role="analyst")
        desk.good("connector", "resume", "abuse_mail", role="senior")
        assert desk.lines("connector", "list")[0]["paused"] is False


@case
def rows_that_are_refused_show_in_the_exit_code(desk):
    desk.good("init")
    rows = "URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\nhttps://pictures.example/1;;;;form;\nno address;;;;form;\n"
    done = desk.run("--json", "intake", "-", text=rows)
    assert done.returncode == 5, (done.returncode, done.stderr)
    outcome = json.loads(done.stdout)
    assert (outcome["items"], outcome["rejected"]) == (1, 1), outcome


@case
def marked_words_stay_inside(desk):
    """What names a thing or a person, sent in by every way in, is in no log, figure, alert, list or error answer."""
    desk.configure(more=f"maildir: {{directory: {desk.folder}/mail, pause: 1 s}}\n")
    for part in ("new", "cur", "tmp"):
        (desk.file("mail") / part).mkdir(parents=True)
    desk.good("init")
    words = ["canaryhost", "canarypath", "canaryreferrer", "canaryrow", "canarysubject", "canarybody", "canarysender"]
    rows = ("URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\n"
            "https://canaryhost.example/canarypath?id=1;https://canaryreferrer.example/t;;;form;\nno address canaryrow;;;;form;\n")
    mail = "From: canarysender@host.example\nTo: ntd@hotline.example\nSubject: canarysubject\n\nWho are you? canarybody\n"
    seen = []
    with desk.serving():
        done = desk.run("intake", "-", text=rows)
        seen += [done.stdout, done.stderr]
        (desk.file("mail") / "new" / "1.host").write_text(mail)
        deadline = time.monotonic() + 60
        while not [task for task in desk.lines("task", "list") if task["kind"] == "unmatched_message"] and time.monotonic() < deadline:
            time.sleep(0.2)
        desk.good("item", "assess", 1, "illegal_national")
        for words_of_it in (["status"], ["task", "list"], ["item", "list"], ["item", "show", 1], ["timeline", 1], ["notice", "list"], ["recipient", "list"],
                            ["alert", "list"], ["quarantine", "list"], ["report", "latency", "--cases"], ["audit", "verify"],
                            ["item", "assess", 1, "canarywrong"], ["item", "show", 99], ["notice", "show", "N-0000-0000-0"], ["task", "answer", 1, "canarywrong"]):
            for form in ([], ["--json"]):
                done = desk.run(*form, *words_of_it)
                seen += [done.stdout, done.stderr]
        seen += [desk.get(path)[1] for path in ("/healthz", "/metrics", "/canarypath", "/healthz?q=canarypath")]
    seen.append(desk.file("log").read_text())
    seen += [path.read_bytes().decode("latin-1") for path in desk.folder.glob("redress.db*")]
    text = "\n".join(seen).lower()
    assert "assess" in text and "redress_items 1" in text
    found = [word for word in words if word in text]
    assert not found, found
    assert "canaryhost" in desk.good("item", "reveal", 1, "--reason", "they are there")


@case
def dangerous_acts_are_for_who_may(desk):
    desk.good("init")
    desk.report()
    desk.fails(3, "sending", "on", role="analyst")
    desk.good("sending", "paused", role="analyst")
    desk.good("sending", "on", role="senior")
    desk.fails(3, "item", "hold", 1, "--until", "2020-01-01T00:00Z")
    desk.fails(3, "erase", 1, "--reason", "asked for", role="analyst")
    desk.good("item", "relocate", 1)
    desk.good("backup", desk.file("copy"))
    desk.good("key", "rotate")
    assert "RelocationAsked" in desk.events(), desk.events()
    with contextlib.closing(sqlite3.connect(desk.file("redress.db"))) as database:
        recorded = {kind for (kind,) in database.execute("SELECT kind FROM events WHERE stream = 'desk'")}
    assert {"SendingSet", "BackupMade", "KeysRotated"} <= recorded, recorded
    desk.good("audit", "verify")


@case
def what_needs_two_people_is_done_by_two(desk):
    """Over the socket of a running engine, with every answer a script would see."""
    desk.good("init")
    desk.report()
    with desk.serving():
        desk.good("item", "assess", 1, "not_illegal")
        assert "approval approve 1" in desk.fails(3, "erase", 1, "--reason", "asked for")
        again = desk.lines("erase", 1, "--reason", "asked for")[0]
        assert again["done"] is False and again["approval"] == 1 and again["error"] and again["fix"], again
        waiting = desk.lines("approval", "list")
        assert [one["approval"] for one in waiting] == [1] and waiting[0]["state"] == "asked" and waiting[0]["act"] == "erase", waiting
        assert [one["reason"] for one in desk.lines("task", "list", "--kind", "approve_act")] == ["approval 1: erase item 1"]
        desk.fails(3, "approval", "approve", 1)
        desk.fails(2, "approval", "refuse", 1, actor="op-2")
        desk.good("approval", "refuse", 1, "--reason", "not yet", actor="op-2")
        assert desk.lines("erase", 1, "--reason", "asked for")[0]["approval"] == 2
        desk.good("approval", "approve", 2, actor="op-2")
        assert desk.lines("item", "show", 1)[0]["erased"] is True
        shown = desk.lines("approval", "show", 2)[0]
        assert shown["state"] == "approved" and shown["decided_by"] == "op-2" and shown["carried_out_at"], shown
        assert desk.lines("approval", "list") == [] and len(desk.lines("approval", "list", "--all")) == 2
        desk.fails(1, "approval", "show", 3)
        desk.report("https://pictures.example/2")
        desk.good("item", "assess", 2, "not_illegal")
        desk.good("erase", 2, "--reason", "a judge is on the telephone", "--break-glass")
        assert "GlassBroken" in desk.events(2) and "break_glass" in desk.good("alert", "list")
    desk.good("audit", "verify")


@case
def changed_rules_are_adopted_by_two(desk):
    rules = desk.file("rules")
    rules.mkdir()
    desk.configure(f"policies: {rules}")
    desk.good("init")
    with desk.serving():
        pass
    (rules / "approvals").mkdir()
    own = rules / "approvals" / "rules.yaml"
    own.write_text("version: 2030-01-01\napprovals: []\n")  # a change that would excuse itself
    assert "policy adopt" in desk.fails(3, "serve")
    assert "no engine is running" in desk.fails(3, "policy", "adopt", "--reason", "we are few")
    own.unlink()
    with desk.serving():
        own.write_text("version: 2030-01-01\napprovals: []\n")
        desk.fails(3, "policy", "adopt", "--reason", "we are few", role="senior")
        assert desk.lines("policy", "adopt", "--reason", "we are few")[0]["approval"] == 1
        own.write_text("version: 2030-01-02\napprovals: []\n")
        assert desk.lines("policy", "adopt", "--reason", "we are few")[0]["approval"] == 2, "other rules are another question"
        desk.good("approval", "approve", 2, actor="op-2")
    with desk.serving():
        desk.fails(1, "policy", "adopt", "--reason", "again")
    own.write_text("version: 2030-01-03\napprovals: []\n")
    desk.good("policy", "adopt", "--reason", "nobody is here", "--break-glass")
    with desk.serving():
        pass
    with contextlib.closing(sqlite3.connect(desk.file("redress.db"))) as database:
        assert database.execute("SELECT count(*) FROM events WHERE kind = 'GlassBroken'").fetchone() == (1,), "though the changed rules ask for nobody"
        recorded = [name for (name,) in database.execute("SELECT actor_name FROM events WHERE kind = 'RulesAdopted' ORDER BY id")]
    assert recorded == ["first start", "op-1", "op-1"], recorded


@case
def what_a_connector_would_refuse_is_refused_before(desk):
    """With line and column, by `config check` and `serve` alike; a file that is named and not there, too."""
    desk.good("init")
    whole = desk.file("redress.yaml").read_text()
    secret = desk.file("secret")
    hook = f'alerts: {{webhooks: [{{url: "https://pager.example/in", secret_file: {secret}}}]}}\n'
    for before, after, said in (("mail_from: notices@hotline.example", "mail_from: notices", "redress.yaml:9:14: no mail address"),
                                ("mail_domain: hotline.example", "mail_domain: hotline.example\n  reply_mailbox: \"n t\"", "redress.yaml:9:18: no name of a mailbox"),
                                ("organisation: Hotline of Example", 'organisation: "Hot\\r\\nBcc: x@y.example"', "redress.yaml:7:17: a line break"),
                                ("desk: hotline\n", "desk: hotline\n" + hook, "redress.yaml:2:68: the secret file")):
        desk.file("redress.yaml").write_text(whole.replace(before, after))
        for command in (["config", "check"], ["serve"]):
            assert said in desk.fails(1, *command), (after, desk.fails(1, *command))
    one = desk.lines("config", "check")[0]
    assert "cannot be read" in one["error"] and "check that it exists" in one["fix"] and "(" not in one["error"], one
    assert any(one["about"] == "configuration" and not one["good"] for one in desk.lines("doctor"))
    secret.write_text("s3cret\n")
    secret.chmod(0o600)
    desk.good("config", "check")
    with desk.serving():
        pass


@case
def a_person_has_one_name_and_a_reason_no_address(desk):
    desk.good("init")
    desk.report()
    desk.good("item", "assess", 1, "not_illegal")
    for bad in ("", " ", "an\nna", "\x1b[31manna", "anna\u200b", "anna by bram"):
        assert "letters, digits" in desk.fails(2, "item", "relocate", 1, actor=bad), bad
    desk.fails(3, "erase", 1, "--reason", "asked for", actor="anna")
    for same in ("anna ", "Anna", " ANNA"):
        desk.fails(3, "approval", "approve", 1, actor=same)
    with desk.serving():
        desk.fails(3, "approval", "approve", 1, actor="ANNA")
        assert "kept in the clear" in desk.fails(2, "approval", "approve", 1, "--reason", "because http://canary.example/url", actor="op-2")
        desk.good("approval", "approve", 1, "--reason", "as agreed", actor="op-2")
    held = b"".join(path.read_bytes() for path in desk.folder.glob("redress.db*"))
    assert b"canary" not in held and b"as agreed" in held
    # A line break in a file's name begins no line of its own.
    odd = desk.file("a\nrow 99  other.csv:1: nothing is wrong")
    odd.write_text("URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\nno address;;;;form;\n")
    desk.fails(5, "intake", odd)
    listed = desk.good("quarantine", "list")
    assert len(listed.splitlines()) == 1 and "\\x0a" in listed, listed


@case
def what_stands_still_is_said(desk):
    desk.good("init")
    assert "looks off" in desk.good("status") and desk.lines("status")[0]["looks"] == "off"
    with desk.serving() as engine:
        assert desk.lines("status")[0]["answers"] is True
        engine.send_signal(signal.SIGSTOP)
        try:
            began = time.monotonic()
            assert "DOES NOT ANSWER" in desk.fails(4, "status")
            assert time.monotonic() - began < 15
            assert desk.lines("status")[0]["answers"] is False
        finally:
            engine.send_signal(signal.SIGCONT)


@case
def a_wrong_word_is_named_and_a_mistake_has_its_remedy(desk):
    assert '"bogus"' in desk.fails(2, "bogus")
    assert '"lst"' in desk.fails(2, "item", "lst") and '"list"' in desk.fails(2, "item", "lst")
    desk.good("init")
    for words in (["item", "show", 99], ["timeline", 99], ["item", "relocate", 99], ["notice", "show", 2], ["notice", "requeue", 2],
                  ["notice", "preview", "N-0000-0000-0", "--reason", "a look"], ["task", "take", 7]):
        one = json.loads(desk.fails(1, "--json", *words))
        assert "list" in one["fix"], (words, one)
    desk.file("directory.yaml").write_text("recipients:\n  - {slug: host, nme: A}\n")
    desk.configure(more=f"directory: {desk.folder}/directory.yaml\n")
    for line in desk.fails(1, "--json", "status").splitlines():
        one = json.loads(line)
        assert one["fix"] and "directory.yaml:2" in one["error"] and "(" not in one["error"], one


@case
def a_notice_has_a_number_and_a_reference(desk):
    desk.good("init")
    desk.report()
    with contextlib.closing(sqlite3.connect(desk.file("redress.db"))) as database:
        database.execute("INSERT INTO notices (desk_id, recipient_id, scope, channel, workflow, kind, state, reference, reply_token, urgent, opened_at_ms, "
                         "closes_at_ms, possibly_sent_twice) VALUES (1, 1, 'hoster', 'abuse_mail', 'hotline_ntd', 'first', 'open', 'N-AAAA-BBBB-C', 't', 0, 0, 0, 0)")
        database.commit()
    for name in (1, "N-AAAA-BBBB-C"):
        assert desk.lines("notice", "show", name)[0]["notice"] == 1
        assert "its window is still open" in desk.fails(1, "notice", "preview", name, "--reason", "a look")
        assert "only a notice that was given up" in desk.fails(1, "notice", "requeue", name)


@case
def keys_that_do_not_fit_are_refused(desk):
    """A store knows its keys: without them nothing is begun, and no new ones are made beside it."""
    desk.good("init")
    desk.report()
    keys, kept = desk.file("redress-keys"), desk.file("kept-keys")
    whole = keys.read_bytes()

    def refused(said):
        for words in (["init"], ["serve"], ["status"], ["item", "reveal", 1, "--reason", "r"], ["key", "rotate"], ["backup", desk.file("copy")]):
            told = desk.fails(1, *words)
            assert said in told and "put " in told and " back" in told and f"key file {keys}" in told and "redress init" not in told, (words, told)
        told = desk.fails(1, "intake", "-", text="URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\nhttps://pictures.example/2;;;;;\n")
        assert said in told, told
        found = [one for one in desk.lines("doctor") if not one["good"] and one["about"] in ("keys", "rules and database")]
        assert found and said in found[0]["said"] and "redress init" not in str(found), found

    keys.rename(kept)
    refused("there is none")
    assert not keys.exists()
    with tempfile.TemporaryDirectory(prefix="rd") as place:
        other = Desk(place)
        other.good("init")
        keys.write_bytes(other.file("redress-keys").read_bytes())
    os.chmod(keys, 0o600)
    refused("not those this database was made with")
    keys.write_bytes(whole)
    desk.good("key", "rotate")
    turned = keys.read_bytes()
    keys.write_bytes(whole)
    os.chmod(keys, 0o600)
    refused("site key that wrapped last")
    keys.write_bytes(turned)
    # One from before the store knew its keys learns them at the first act, and only from keys that open it.
    with contextlib.closing(sqlite3.connect(desk.file("redress.db"))) as database, database:
        assert database.execute("DELETE FROM settings WHERE name IN ('keys', 'newest_site_key')").rowcount == 2
    with tempfile.TemporaryDirectory(prefix="rd") as place:
        other = Desk(place)
        other.good("init")
        keys.write_bytes(other.file("redress-keys").read_bytes())
    for words in (["init"], ["serve"], ["item", "reveal", 1, "--reason", "r"]):
        assert "not those" in desk.fails(1, *words), words
    keys.write_bytes(turned)
    assert "pictures.example" in desk.good("item", "reveal", 1, "--reason", "r")
    with contextlib.closing(sqlite3.connect(desk.file("redress.db"))) as database:
        assert database.execute("SELECT count(*) FROM settings WHERE name IN ('keys', 'newest_site_key')").fetchone() == (2,)
    desk.good("audit", "verify")


@case
def only_init_makes_a_database(desk):
    desk.good("init")
    desk.report()
    database, away = desk.file("redress.db"), desk.file("away.db")
    desk.good("backup", desk.file("copy"))
    database.rename(away)
    for words in (["status"], ["serve"], ["item", "reveal", 1, "--reason", "r"], ["key", "status"], ["audit", "verify"]):
        told = desk.fails(1, *words)
        assert "there is none" in told and "put it back" in told, (words, told)
        assert not database.exists(), words
    database.touch()
    assert "there is none" in desk.fails(1, "status")
    database.unlink()
    desk.good("restore", desk.file("copy"))
    assert desk.lines("status")[0]["items"] == 1
    database.unlink()
    desk.good("init")
    assert desk.lines("status")[0]["items"] == 0


@case
def one_program_writes_a_database(desk):
    """Whichever socket, port or name of the file a second configuration has, nothing writes beside an engine."""
    desk.good("init")
    desk.report()
    first = desk.file("redress.yaml").read_text()
    os.symlink(desk.file("redress.db"), desk.file("link.db"))
    os.link(desk.file("redress.db"), desk.file("hard.db"))
    with desk.serving() as engine:
        desk.good("backup", desk.file("copy"))
        desk.report("https://pictures.example/2")

        def refused(*words):
            told = desk.fails(4, *words)
            assert f"engine of process {engine.pid}" in told and "in use" in told, (words, told)

        for name in ("redress.db", "link.db", "hard.db"):
            desk.file("redress.yaml").write_text(first.replace(f"{desk.folder}/redress.db", f"{desk.folder}/{name}").replace("/s\n", "/s2\n")
                                                 .replace(str(desk.port), str(free_port())))
            refused(*{"redress.db": ["serve"], "link.db": ["restore", desk.file("copy")], "hard.db": ["item", "assess", 1, "not_illegal"]}[name])
        desk.file("redress.yaml").write_text(first)
        desk.file("s").unlink()
        refused("key", "rotate")
    assert desk.file("redress-keys").read_text().count("site-key") == 1
    assert desk.lines("status")[0]["items"] == 2
    desk.good("key", "rotate")
    desk.good("audit", "verify")


@case
def rules_hold_without_an_engine(desk):
    """What an engine does not start with, no command acts by; the first act adopts its rules as the first start does."""
    rules = desk.file("rules")
    (rules / "approvals").mkdir(parents=True)
    own = rules / "approvals" / "rules.yaml"
    desk.configure(f"policies: {rules}")
    desk.good("init")
    desk.report()
    desk.good("item", "assess", 1, "not_illegal")
    assert "approval approve 1" in desk.fails(3, "erase", 1, "--reason", "asked for")
    own.write_text("version: 2030-01-01\napprovals: []\n")
    told = desk.fails(3, "serve")
    for words in (["erase", 1, "--reason", "asked for"], ["item", "assess", 1, "illegal_national"], ["approval", "approve", 1],
                  ["intake", "-"], ["sending", "paused"]):
        assert desk.fails(3, *words, actor="op-2", text="URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\nhttps://pictures.example/2;;;;;\n") == told, words
    assert [one["good"] for one in desk.lines("doctor") if one["about"] == "adopted rules"] == [False]
    desk.good("backup", desk.file("copy"))
    status = desk.lines("status")[0]
    assert status["items"] == 1 and desk.lines("item", "show", 1)[0]["erased"] is False, status
    own.unlink()
    assert [one["good"] for one in desk.lines("doctor") if one["about"] == "adopted rules"] == [True]
    desk.good("approval", "approve", 1, actor="op-2")
    assert desk.lines("item", "show", 1)[0]["erased"] is True
    with contextlib.closing(sqlite3.connect(desk.file("redress.db"))) as database:
        recorded = [name for (name,) in database.execute("SELECT actor_name FROM events WHERE kind = 'RulesAdopted' ORDER BY id")]
    assert recorded == ["first start"], recorded


@case
def a_record_that_is_gone_is_missed(desk):
    desk.good("init")
    for number in range(3):
        desk.report(f"https://pictures.example/{number}")
    desk.good("audit", "verify")
    with desk.serving():
        time.sleep(2.5)  # keeps a checkpoint
    desk.good("audit", "verify")
    whole = desk.file("redress.db").read_bytes()
    for sql, said in (("DELETE FROM events; DELETE FROM checkpoints", "no event at all"),
                      ("DELETE FROM events; DELETE FROM checkpoints; DELETE FROM timers", "none of its events"),
                      ("DELETE FROM events WHERE id >= (SELECT min(id) FROM events WHERE stream = 'request' AND stream_id = 3)", "covers events up to")):
        desk.file("redress.db").write_bytes(whole)
        with contextlib.closing(sqlite3.connect(desk.file("redress.db"))) as database:
            database.executescript("DROP TRIGGER events_are_never_deleted; " + sql)
        found = desk.lines("audit", "verify")[0]
        assert found["intact"] is False and any(said in one["what"] for one in found["faults"]), (sql, found)
        desk.fails(1, "audit", "verify")


failed = 0
wanted = sys.argv[2:]
for one in cases:
    if wanted and one.__name__ not in wanted:
        continue
    with tempfile.TemporaryDirectory(prefix="rd") as place:
        try:
            one(Desk(place))
            print("ok    ", one.__name__.replace("_", " "))
        except Exception as problem:  # every case is tried
            failed += 1
            print("FAILED", one.__name__.replace("_", " "), "-", type(problem).__name__, problem)
            traceback.print_exc(limit=-2, file=sys.stdout)
            with contextlib.suppress(OSError):
                print((pathlib.Path(place) / "log").read_text()[-2000:])
sys.exit(1 if failed else 0)
