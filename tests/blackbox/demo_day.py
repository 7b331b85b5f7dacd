#!/usr/bin/env python3
"""A short scripted day through the real binary: real SMTP, IMAP, HTTP, RDAP and DNS on loopback. What must hold whatever the day brings:
no unmarked duplicate, nothing stuck, every chain intact, notices sent and removals confirmed, and nothing sensitive on disk in the open."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

binary = os.path.abspath(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    keep = pathlib.Path(folder) / "kept"
    report = pathlib.Path(folder) / "report.json"
    surroundings = {name: str(pathlib.Path(folder) / name.lower()) for name in ("HOME", "TMPDIR")}
    for place in surroundings.values():
        os.mkdir(place)
    run = subprocess.run([binary, "demo", "--headless", "--items", "300", "--speed", "1800", "--seed", "7", "--keep", str(keep), "--report", str(report)],
                         capture_output=True, text=True, timeout=300, env={**os.environ, **surroundings}, cwd=surroundings["HOME"])
    print(run.stdout[-4000:])
    print(run.stderr[-2000:], file=sys.stderr)
    outcome = json.loads(report.read_text())
    checks = {
        "the demo says it went well": run.returncode == 0,
        "every report was filed": outcome["items"] >= 290,
        "no repeat goes unmarked": outcome["unmarked_duplicates"] == 0,
        "nothing is stuck": outcome["stuck"] == 0,
        "chains are intact": outcome["chains_intact"],
        "no event met a table without a row": outcome["events_refused"] == 0,
        "partners took notices": outcome["notices"] >= 20,
        "each notice arrived once": outcome["notices_taken_by_partners"] - outcome["duplicates"] == outcome["notices"],
        "answers were read": outcome["answers_read"] >= 10,
        "removals were confirmed": outcome["closed"].get("hotline_ntd ClosedGone", 0) >= 10,
        "deadlines passed": outcome["deadlines_breached"] >= 1,
        "silence led up the ladder": outcome["escalated_by_silence"] >= 1 and outcome["ladder"].get("asked on rung 2", 0) >= 1,
        "people were alerted": outcome["alerts_received_by_webhook"] >= 1,
        "the latency report has cases": outcome["latency"]["lines"][0]["n"] >= 20,
    }
    # A host of the day must stand nowhere in the open: not in the database, not in its log.
    urls = [line for path in (keep / "reports").rglob("*") if path.is_file() for line in path.read_text(errors="replace").split('"') if ".example/" in line]
    hosts = {url.split("//")[1].split("/")[0].split(":")[0].encode() for url in urls if "//" in url and url.startswith("http")}
    stored = b"".join(path.read_bytes() for path in keep.glob("redress.db*"))
    checks["hosts were found to look for"] = len(hosts) > 5
    checks["no host stands in the database in the open"] = not any(host in stored for host in hosts if len(host) > 8)
    # What the pages of the day say (sandbox/partners/world.cpp) went through its looks, and must be in no file: no store, log or mail, nothing left over.
    words = b"It holds this text and nothing else"
    left = [path for path in pathlib.Path(folder).rglob("*") if path.is_file() and words in path.read_bytes()]
    checks["the words looked for are still the pages'"] = words in (pathlib.Path(__file__).resolve().parents[2] / "sandbox/partners/world.cpp").read_bytes()
    checks["pages were looked at"] = outcome["looks"] >= 50
    checks["no page's words are in any file"] = not left
    told = (run.stdout + run.stderr + report.read_text()).encode()
    told += b"".join(path.read_bytes() for path in (keep / "mails").rglob("*.eml") if b"To: lead@hotline.test" in path.read_bytes())
    checks["alerts came by mail"] = b"To: lead@hotline.test" in told
    checks["no host is told in output, report or alerts"] = not any(host in told for host in hosts if len(host) > 8)
    failed = [what for what, held in checks.items() if not held]
    for what in failed:
        print("FAILED:", what, file=sys.stderr)
    print(f"{len(checks) - len(failed)} of {len(checks)} hold")
    sys.exit(1 if failed else 0)
