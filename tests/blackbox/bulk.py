#!/usr/bin/env python3
"""Large files through the shipped program: flat memory, kills at random rows, urgent reports overtaking, the drop folder.

  bulk.py REDRESS [ROWS]     ROWS in the large file; 160,000 without, which is what docs/edges/bulk.md gives figures for
"""
import csv
import json
import os
import pathlib
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

binary = os.path.abspath(sys.argv[1])
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 160_000
seed = int(os.environ.get("REDRESS_BULK_SEED", "1"))
chance = random.Random(seed)
heading = "URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\n"
SOME_REFUSED = 5  # exit code: the rest was taken in; engine/app/session.hpp
FLAT_KB = 48 * 1024  # what the large file may take beyond a tenth of it; see docs/edges/bulk.md


def urls(count, first=0):
    return "".join(f"https://board-{i // 4:06d}.example/threads/view/{i:07d}?page=2;https://links.example/{i};;;;\n" for i in range(first, first + count))


class Desk:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.drop = self.folder / "drop"
        (self.drop / "partner").mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            dead = probe.getsockname()[1]
        self.config = self.folder / "redress.yaml"
        self.config.write_text(f"""desk: hotline
database: {self.folder}/redress.db
keys: {self.folder}/redress-keys
socket: {self.folder}/s
identity: {{organisation: Hotline of Example, mail_domain: hotline.example, mail_from: notices@hotline.example}}
relay: {{host: 127.0.0.1, port: {dead}, tls: none}}
network: {{resolvers: ["127.0.0.1:{dead}"]}}
intake:
  drop_folder:
    path: {self.drop}
    settle: 1 s
    pause: 1 s
    folders:
      - {{folder: partner, source: partner-hotline.example, origin: partner_hotline}}
""")
        self.good("init")

    def words(self, *words):
        return [binary, "--config", str(self.config), "--actor", "op-1", "--role", "lead", *map(str, words)]

    def good(self, *words, text=None, codes=(0,)):
        done = subprocess.run(self.words(*words), input=text, capture_output=True, text=True, timeout=900)
        assert done.returncode in codes, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout

    def status(self):
        return json.loads(self.good("--json", "status"))

    def quarantined(self):
        return [json.loads(line) for line in self.good("--json", "quarantine", "list", "--limit", 100000).splitlines()]

    def serve(self):
        log = open(self.folder / "log", "ab")
        child = subprocess.Popen(self.words("serve"), stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket(socket.AF_UNIX) as probe:
                try:
                    probe.connect(str(self.folder / "s"))
                    return child
                except OSError:
                    assert child.poll() is None, (self.folder / "log").read_text()[-2000:]
                    time.sleep(0.02)
        raise AssertionError("the engine does not come up")

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path


def stop(child):
    child.send_signal(signal.SIGTERM)
    assert child.wait(180) == 0


def peak_kb(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1))


def watched(child):
    """Waits for it; its peak memory in kB, as last seen."""
    peak = 0
    while child.poll() is None:
        try:
            peak = peak_kb(child.pid)
        except (OSError, AttributeError):
            pass
        time.sleep(0.02)
    return peak


def intake(desk, path, **options):
    return subprocess.Popen(desk.words("--json", "intake", "--source", "webform", path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def alone(folder):
    """No engine runs: flat memory, progress, the same file twice, refused rows as a list."""
    tenth = Desk(folder / "tenth")
    child = intake(tenth, tenth.file("tenth.csv", heading + urls(rows // 10)))
    little = watched(child)
    desk = Desk(folder / "alone")
    bad = 7
    text = heading + urls(rows // 2) + "ftp://secret.example/;;;;;\n" * bad + urls(rows - rows // 2, rows // 2)
    path = desk.file("big.csv", text)
    began = time.monotonic()
    child = intake(desk, path)
    much = watched(child)
    took = time.monotonic() - began
    out, said = child.communicate()
    result = json.loads(out)
    assert child.returncode == SOME_REFUSED and result["items"] == rows and result["rejected"] == bad, (out[:500], said[:500])
    assert took < 8 or re.search(r"big\.csv: \d+ rows, \d+ a second, .* left", said), said[:500]
    assert len(result["report_ids"]) == min(rows, 1000)
    assert much - little < FLAT_KB, f"{much} kB for {rows} rows, {little} kB for a tenth"
    before = desk.status()
    began = time.monotonic()
    again = json.loads(desk.good("--json", "intake", "--source", "webform", path))
    twice = time.monotonic() - began
    assert again["items"] == again["repeats"] == again["reports"] == again["rejected"] == 0 and again["known"] == rows, again
    assert desk.status()["items"] == before["items"] == rows and len(desk.quarantined()) == bad
    listed = folder / "list.csv"
    desk.good("quarantine", "export", listed, "--file", "big.csv")
    with open(listed, newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == bad and lines[0]["line"] == str(rows // 2 + 2) and lines[0]["field"] == "url", lines
    assert lines[0]["wrong"] and lines[0]["mend"] and "secret" not in listed.read_text()
    revealed = folder / "revealed.csv"
    assert subprocess.run(desk.words("quarantine", "export", revealed, "--reveal"), capture_output=True).returncode == 2
    desk.good("quarantine", "export", revealed, "--reveal", "--reason", "mend the export")
    assert "ftp://secret.example/" in revealed.read_text()
    assert subprocess.run(desk.words("quarantine", "export", revealed), capture_output=True).returncode == 1, "it replaces a file"
    desk.good("audit", "verify")
    print(f"alone: {rows} rows in {took:.1f} s, {rows / took:.0f} a second; peak {much // 1024} MB, of a tenth {little // 1024} MB; again in {twice:.1f} s")


def beside_an_engine(folder):
    """An engine runs and takes the large file; urgent reports are handed in meanwhile, by command and by the drop folder."""
    desk = Desk(folder / "engine")
    engine = desk.serve()
    before = peak_kb(engine.pid)
    bulk = intake(desk, desk.file("big.csv", heading + urls(rows)))
    waits, number = [], 0
    time.sleep(1)
    while bulk.poll() is None and number < 40:
        number += 1
        began = time.monotonic()
        desk.good("intake", "-", "--source", "partner-hotline.example",
                  text=json.dumps({"url": f"https://urgent-{number}.example/", "urgent": True, "classification": "baseline"}) + "\n")
        waits.append(time.monotonic() - began)
        time.sleep(0.2)
    assert bulk.wait() == 0, bulk.communicate()
    assert waits, "the large file was too quick for a comparison"
    peak = peak_kb(engine.pid)
    assessed = [json.loads(line) for line in desk.good("--json", "item", "list", "--state", "AwaitingRoad", "--limit", 1000).splitlines()]
    assert desk.status()["items"] == rows + number
    assert max(waits) < 10, waits
    # The source is trusted, so that an urgent report was assessed in the moment in which its request was opened.
    assert len(assessed) == number and all(one["urgent"] and one["verdict"] == "illegal_baseline" for one in assessed), assessed
    stop(engine)
    print(f"beside an engine: peak {peak // 1024} MB (at its start {before // 1024} MB); {number} urgent reports were open and assessed after "
          f"{statistics.median(waits) * 1000:.0f} ms (median) and {max(waits) * 1000:.0f} ms (worst)")


def killed(folder):
    """kill -9 of the command, then of an engine with the file in its drop folder, at random moments: every row counts once."""
    some = min(rows, 30_000)
    bad = 5
    text = heading + urls(some // 3) + "nothing;;;;;\n" * bad + urls(some - some // 3, some // 3)
    desk = Desk(folder / "killed")
    path = desk.file("big.csv", text)
    kills = 0
    for _ in range(8):
        child = intake(desk, path)
        try:
            child.wait(chance.uniform(0.02, 1.2))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            kills += 1
    result = json.loads(desk.good("--json", "intake", "--source", "webform", path, codes=(0, SOME_REFUSED)))  # 0: those rows were known
    status = desk.status()
    assert status["items"] == status["reports"] == some, status
    assert len(desk.quarantined()) == bad, len(desk.quarantined())
    assert result["reports"] + result["known"] == some, result
    desk.good("audit", "verify")

    (desk.drop / "partner" / "more.csv").write_text(heading + urls(some, 1_000_000) + "nothing;;;;;\n" * bad)
    engine_kills = 0
    for _ in range(6):
        engine = desk.serve()
        time.sleep(chance.uniform(1.2, 3))
        engine.kill()
        engine.wait()
        engine_kills += 1
    engine = desk.serve()
    done = desk.drop / "partner" / "done" / "more.csv"
    deadline = time.monotonic() + 300
    while not done.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert done.exists(), list(desk.drop.rglob("*"))
    assert (done.parent / "more.csv.errors.csv").exists()
    stop(engine)
    status = desk.status()
    assert status["items"] == status["reports"] == 2 * some, status
    assert len(desk.quarantined()) == 2 * bad
    desk.good("audit", "verify")
    print(f"killed: {kills} kills of the command and {engine_kills} of an engine on {some} rows each: every row counted once")


with tempfile.TemporaryDirectory(prefix="redress-bulk-") as folder:
    folder = pathlib.Path(folder)
    for run in (alone, beside_an_engine, killed):
        try:
            run(folder)
        except Exception:
            print(f"{run.__name__} failed; seed {seed}", file=sys.stderr)
            raise
