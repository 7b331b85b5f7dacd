#!/usr/bin/env python3
"""The program as a new user meets it: every command here is one they type. Each case makes its own desk in its own folder."""
import contextlib
import json
import os
import pathlib
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
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

    def run(self, *words, text=None, role="lead"):
        return subprocess.run([binary, "--config", str(self.file("redress.yaml")), "--actor", "op-1", "--role", role, *map(str, words)], input=text,
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
    task = desk.lines("task", "list")[0]["task"]
    error(2, "task", "answer", task, "maybe")
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
            with contextlib.suppress(OSError):
                print((pathlib.Path(place) / "log").read_text()[-2000:])
sys.exit(1 if failed else 0)
