#!/usr/bin/env python3
"""A dossier from the desk to its recipient: made by two people, opened and checked with the shipped script, and refused by it after any change.

    dossier.py PATH/redress PATH/verify_dossier.py
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

binary, verifier = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
RSA = ["-newkey", "rsa:2048"]
CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]


class Desk:
    """A folder with a configuration, certificates and one reported item."""

    def __init__(self, folder, key, recipients_key):
        self.folder = pathlib.Path(folder)
        (self.folder / "police").mkdir()
        self.certificate("desk", key)
        self.certificate("stranger", RSA)
        self.certificate("police/police-example", recipients_key)
        self.file("directory.yaml").write_text("""recipients:
  - id: police-example
    name: Police of Example
    kind: police
    country: NL
    language: nl
    contacts:
      - {scope: police, channel: abuse_mail, address: desk@police.example, approved: true, since: 2025-01-01, source: letter}
""")
        self.file("redress.yaml").write_text(f"""desk: hotline
database: {self.folder}/redress.db
keys: {self.folder}/redress-keys
socket: {self.folder}/s
directory: {self.folder}/directory.yaml
identity:
  organisation: Hotline of Example
  mail_domain: hotline.example
  mail_from: notices@hotline.example
relay: {{host: 127.0.0.1, port: 9, tls: none}}
dossiers:
  certificate: {self.folder}/desk.pem
  key: {self.folder}/desk.key
  recipients: {self.folder}/police
""")
        self.good("init")
        self.good("intake", "-", "--source", "anna", text="URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\nhttps://pictures.example/1;;;;anna;\n")
        self.good("item", "assess", 1, "illegal_baseline")
        for number in range(2, 6):  # more streams for the tree
            self.good("intake", "-", "--source", "anna", text=f"URL;REFERER;WORKUSER;REFERENCE;SOURCE;TYPE\nhttps://pictures.example/{number};;;;anna;\n")

    def file(self, name):
        return self.folder / name

    def certificate(self, name, key):
        subprocess.run(["openssl", "req", "-x509", "-noenc", "-days", "30", "-subj", f"/O=Example/CN={pathlib.Path(name).name}", *key, "-keyout",
                        self.file(name + ".key"), "-out", self.file(name + ".pem")], check=True, capture_output=True)
        os.chmod(self.file(name + ".key"), 0o600)

    def run(self, *words, text=None, actor="lotte", role="lead"):
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

    def dossier(self, name="item-1.p7m"):
        """Asked for by one, agreed to by another, taken by the first."""
        wish = ["dossier", "make", 1, self.file(name), "--to", "police-example", "--reason", "case 12"]
        done = self.run("--json", *wish)
        assert done.returncode == 3, done
        asked = json.loads(done.stdout)
        assert asked["done"] is False and asked["approval"] > 0 and "approval approve" in asked["fix"], asked
        assert not self.file(name).exists()
        self.fails(3, "approval", "approve", asked["approval"])
        self.good("approval", "approve", asked["approval"], actor="marit", role="senior")
        listed = self.good("approval", "list")
        assert "dossier 1 police-example" in listed and "approved by marit" in listed, listed
        self.good(*wish)
        assert self.good("approval", "list") == ""
        return self.file(name)

    def verify(self, path, *more, key="police/police-example", signer="desk"):
        return subprocess.run([sys.executable, verifier, path, "--key", self.file(key + ".key"), "--certificate", self.file(key + ".pem"), "--signer",
                               self.file(signer + ".pem"), *map(str, more)], capture_output=True, text=True, timeout=120)

    def says_wrong(self, path, about, *more, **options):
        done = self.verify(path, *more, **options)
        assert done.returncode == 1 and "WRONG" in done.stdout and "GENUINE" not in done.stdout and about in done.stdout, (about, done)

    def resealed(self, document):
        """As a dishonest desk would send it: changed, and signed and encrypted as it should be."""
        self.file("changed").write_text(json.dumps(document) if isinstance(document, dict) else document)
        for words in (["-sign", "-binary", "-nodetach", "-in", self.file("changed"), "-signer", self.file("desk.pem"), "-inkey", self.file("desk.key"), "-outform", "DER",
                       "-out", self.file("signed")],
                      ["-encrypt", "-binary", "-aes-256-gcm", "-in", self.file("signed"), "-outform", "DER", "-out", self.file("changed.p7m"), "-recip",
                       self.file("police/police-example.pem"), "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256"]):
            subprocess.run(["openssl", "cms", *words], check=True, capture_output=True)
        return self.file("changed.p7m")


def genuine_and_whole(desk):
    path = desk.dossier()
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert b"pictures.example" not in path.read_bytes()
    key = json.loads(desk.good("--json", "key", "status"))["checkpoint_key"]
    done = desk.verify(path, "--checkpoint-key", key, "--extract", desk.file("document"))
    assert done.returncode == 0 and "GENUINE" in done.stdout and "case 12" in done.stdout and "https://pictures.example/1" in done.stdout, done
    document = json.loads(desk.file("document").read_text())
    assert document["item"]["locator"] == "https://pictures.example/1" and document["assessments"][0]["verdict"] == "illegal_baseline", document
    assert "anna" not in json.dumps(document), "who reported does not stand in it"
    withheld = [(one["stream"], event["sequence"]) for one in document["streams"] for event in one["events"] if "withheld" in event]
    assert ("request", 1) in withheld and "told by their hash alone: request 1, event 1 (who reported)" in done.stdout, withheld
    assert document["recipient"]["name"] == "Police of Example"
    streams = {one["stream"] for one in document["streams"]}
    assert {"item", "request"} <= streams and "report" not in streams, streams
    recorded = [json.loads(line)["event"] for line in desk.good("--json", "timeline", 1).splitlines()]
    assert "DossierMade" in recorded and "ApprovalTaken" in recorded, recorded
    desk.good("audit", "verify")
    assert desk.verify(desk.file("absent")).returncode == 2


def another_is_not_let_in(desk):
    path = desk.dossier()
    desk.says_wrong(path, "not one to your certificate", key="stranger")
    desk.says_wrong(path, "signature", signer="stranger")
    desk.says_wrong(path, "key you trust", "--checkpoint-key", "A" * 43 + "=")


def one_byte_anywhere(desk):
    """Every byte of the envelope's head and end, and some of each part between: the script says that it was changed."""
    path = desk.dossier()
    whole = path.read_bytes()
    places = sorted(set(range(0, 420, 2)) | set(range(420, len(whole), max(1, len(whole) // 30))) | set(range(len(whole) - 20, len(whole))))
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        desk.file("one").write_bytes(changed)
        desk.says_wrong(desk.file("one"), "changed on its way")
    desk.file("one").write_bytes(whole[:-1])
    desk.says_wrong(desk.file("one"), "changed on its way")


def a_dishonest_desk_is_caught(desk):
    """The signature holds, since the desk itself signed the change: the chains and the checkpoint do not."""
    path = desk.dossier()
    assert desk.verify(path, "--extract", desk.file("document")).returncode == 0
    text = desk.file("document").read_text()
    assert desk.verify(desk.resealed(text)).returncode == 0, "sealed anew without a change"

    def stream(document, kind):
        return next(one for one in document["streams"] if one["stream"] == kind)

    def edit(document):
        stream(document, "request")["events"][1]["body"] = '{"edited":true}'

    def other_withheld(document):
        stream(document, "request")["events"][0]["hash"] = "0" * 64

    def backdate(document):
        stream(document, "item")["events"][0]["at_ms"] -= 1

    def rename(document):
        stream(document, "request")["events"][1]["name"] = "somebody"

    def seal(document):
        stream(document, "request")["events"][1]["sealed"] = "AAAA"

    def drop_one(document):
        del stream(document, "request")["events"][0]

    def drop_the_end(document):
        del stream(document, "request")["events"][-1]

    def drop_a_stream(document):
        document["streams"].remove(stream(document, "request"))

    def forge_the_chain(document):
        import hashlib
        verify = {}
        exec(compile(pathlib.Path(verifier).read_text(), verifier, "exec"), {"__name__": "verifier"}, verify)
        globals_of = verify["chained"].__globals__
        globals_of.update(verify)
        one = stream(document, "item")
        head = bytes(32)
        for event in one["events"]:
            event["at_ms"] -= 60_000
            head = hashlib.sha256(head + verify["chained"](one, event)).digest()
            event["hash"] = head.hex()

    def other_count(document):
        document["checkpoint"]["streams"] += 1

    def other_time(document):
        document["checkpoint"]["at"] = "2030-01-01T00:00:00.000Z"

    def other_reason(document):
        document["reason"] = "no reason"

    def for_another(document):
        document["recipient"]["certificate"] = "0" * 64

    def no_streams(document):
        document["streams"] = []

    def other_format(document):
        document["format"] = "redress dossier 9"

    for change, about in ((edit, "event 2"), (other_withheld, "event 2"), (backdate, "item 1: event 1"), (rename, "event 2"), (seal, "event 2"), (drop_one, "event 1 is missing"),
                          (drop_the_end, "does not end as the checkpoint says"), (drop_a_stream, "events are missing"),
                          (forge_the_chain, "does not end as the checkpoint says"), (other_count, "checkpoint's signature"), (other_time, "checkpoint's signature"),
                          (other_reason, "the record does not say"), (for_another, "the record does not say"), (no_streams, "events are missing"),
                          (other_format, "another format")):
        document = json.loads(text)
        change(document)
        desk.says_wrong(desk.resealed(document), about)
    desk.says_wrong(desk.resealed("{\"format\":"), "not written as a dossier")
    desk.says_wrong(desk.resealed("{}"), "another format")


def nothing_is_recorded_in_vain(desk):
    """What cannot be sealed is refused before anybody is asked: no certificate, a key others may read, a file that is there, no such item."""
    make = ["dossier", "make", 1, desk.file("out.p7m"), "--to", "police-example", "--reason", "case 12"]
    taken = desk.file("taken")
    taken.write_text("mine")
    assert "cannot be made" in desk.fails(1, "dossier", "make", 1, taken, "--to", "police-example", "--reason", "x")
    assert taken.read_text() == "mine"
    desk.fails(1, "dossier", "make", 1, desk.file("out.p7m"), "--to", "nobody", "--reason", "x")
    desk.fails(1, "dossier", "make", 99, desk.file("out.p7m"), "--to", "police-example", "--reason", "x")
    assert "senior or lead" in desk.fails(3, *make, role="analyst")
    os.chmod(desk.file("desk.key"), 0o644)
    assert "chmod 600" in desk.fails(1, *make)
    os.chmod(desk.file("desk.key"), 0o600)
    os.rename(desk.file("police/police-example.pem"), desk.file("aside"))
    assert "police-example.pem" in desk.fails(1, *make)
    os.rename(desk.file("aside"), desk.file("police/police-example.pem"))
    assert not desk.file("out.p7m").exists() and desk.good("approval", "list", "--all") == ""
    # Alone, in an emergency: at once, and on record.
    desk.good(*make, "--break-glass")
    assert desk.verify(desk.file("out.p7m")).returncode == 0
    recorded = [json.loads(line)["event"] for line in desk.good("--json", "timeline", 1).splitlines()]
    assert recorded.count("GlassBroken") == 1 and "break_glass" in desk.good("alert", "list"), recorded


failed = 0
for one, key, recipients_key in ((genuine_and_whole, RSA, RSA), (genuine_and_whole, CURVE, CURVE), (another_is_not_let_in, CURVE, RSA), (one_byte_anywhere, CURVE, RSA),
                                 (one_byte_anywhere, CURVE, CURVE), (a_dishonest_desk_is_caught, RSA, RSA), (nothing_is_recorded_in_vain, CURVE, RSA)):
    with tempfile.TemporaryDirectory(prefix="rd") as place:
        name = f"{one.__name__.replace('_', ' ')} ({key[1][:3]} to {recipients_key[1][:3]})"
        try:
            one(Desk(place, key, recipients_key))
            print("ok    ", name)
        except Exception as problem:  # every case is tried
            failed += 1
            print("FAILED", name, "-", type(problem).__name__, problem)
sys.exit(1 if failed else 0)
