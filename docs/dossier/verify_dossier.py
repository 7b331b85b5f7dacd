#!/usr/bin/env python3
"""Opens a dossier and says whether it can be believed. Needs Python 3.8 and the `openssl` command (3.0 or newer); no network, nothing of its sender's.

    verify_dossier.py FILE --key YOUR_KEY.pem --certificate YOUR_CERTIFICATE.pem --signer THEIR_CERTIFICATE.pem

Five questions, one line each: does it open, did the desk sign it, are its events the chains they claim to be, do these chains end as the signed checkpoint
says, and does the record say that this dossier was made for you. Exit code 0: yes to all. 1: no, and why. 2: it could not be asked.
"""
import argparse
import base64
import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

FORMAT = "redress dossier 1"
ED25519_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the 32 bytes of a public key


class Wrong(Exception):
    """The dossier does not hold; the text says where."""


def openssl(*words):
    return subprocess.run(["openssl", *map(str, words)], capture_output=True)


def nodes(data, at=0, end=None):
    """Every element of DER with its content, where it holds no others; what is only random is left out, since keys and tags vouch for it."""
    end = len(data) if end is None else end
    while at < end:
        tag, length, at = data[at], data[at + 1], at + 2
        if length > 127:
            wide = length & 127
            length, at = int.from_bytes(data[at:at + wide], "big"), at + wide
        if at + length > end:
            raise IndexError("an element is longer than what it stands in")
        if tag & 0x20:
            yield tag, b""
            yield from nodes(data, at, at + length)
        else:
            fixed = {0x03: 2, 0x04: 0, 0x80: 0}.get(tag, length)  # of a bit string its padding and the form of the point
            yield tag, data[at:at + fixed]
        at += length


def check_envelope(arguments, folder):
    """Its outermost layer must be what openssl itself writes to this certificate: some of it is neither encrypted nor signed."""
    envelope, usual = arguments.file.read_bytes(), folder / "usual"
    (folder / "anything").write_bytes(b"x")
    for options in (["rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256"], ["ecdh_kdf_md:sha256"]):
        chosen = [word for option in options for word in ("-keyopt", option)]
        openssl("cms", "-encrypt", "-binary", "-aes-256-gcm", "-in", folder / "anything", "-outform", "DER", "-out", usual, "-recip", arguments.certificate, *chosen)
        try:
            if usual.exists() and list(nodes(usual.read_bytes())) == list(nodes(envelope)):
                return
        except IndexError:
            break
        usual.unlink(missing_ok=True)
    raise Wrong("its envelope is not one to your certificate, or was changed on its way")


def open_envelope(arguments, folder):
    check_envelope(arguments, folder)
    out = folder / "signed"
    done = openssl("cms", "-decrypt", "-binary", "-inform", "DER", "-in", arguments.file, "-inkey", arguments.key, "-recip", arguments.certificate, "-out", out)
    if done.returncode != 0:
        raise Wrong("it does not open with this key: it is for somebody else, or was changed on its way")
    return out


def check_signature(arguments, signed, folder):
    out = folder / "document"
    done = openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", signed, "-CAfile", arguments.signer, "-partial_chain", "-no_check_time", "-purpose", "any",
                   "-out", out)
    if done.returncode != 0:
        raise Wrong("the signature does not hold: it was changed, or somebody else signed it")
    return out.read_bytes()


def text(value):
    raw = value.encode()
    return struct.pack(">I", len(raw)) + raw


def number(value):
    return struct.pack(">Iq", 8, value)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def chained(stream, event):
    """What the chain covers of an event."""
    sealed = base64.b64decode(event["sealed"], validate=True)
    return (number(event["event"]) + text(stream["stream"]) + number(stream["of"]) + number(event["sequence"]) + text(event["kind"]) + number(event["at_ms"])
            + text(event["role"]) + text(event["name"]) + text(event["body"]) + struct.pack(">I", len(sealed)) + sealed)


def check_chain(stream, checkpoint):
    """The newest hash of the stream, recomputed from its first event on."""
    name = f"{stream['stream']} {stream['of']}"
    head = bytes(32)
    before = 0
    for place, event in enumerate(stream["events"], start=1):
        if event["sequence"] != place:
            raise Wrong(f"{name}: event {place} is missing")
        if "withheld" in event:  # taken as it is: what comes after it, and the checkpoint, hold only for the true one
            head = bytes.fromhex(event["hash"])
            continue
        if not before < event["event"] <= checkpoint["events"]:
            raise Wrong(f"{name}: event {place} stands out of order, or is younger than the checkpoint")
        before = event["event"]
        head = sha256(head, chained(stream, event))
        if head.hex() != event["hash"]:
            raise Wrong(f"{name}: event {place} ({event['kind']}) or its place is not what was chained")
    if not stream["events"]:
        raise Wrong(f"{name}: it has no event")
    return head


def check_head(stream, head, checkpoint):
    """That the stream ended so when the checkpoint was signed."""
    name = f"{stream['stream']} {stream['of']}"
    node = sha256(bytes(32), text(stream["stream"]), number(stream["of"]), number(len(stream["events"])), head)
    place, level, path = stream["position"], checkpoint["streams"], [bytes.fromhex(one) for one in stream["path"]]
    if not 0 <= place < level:
        raise Wrong(f"{name}: it has no place in the checkpoint")
    while level > 1:
        if place % 2 == 1 or place + 1 < level:
            if not path:
                raise Wrong(f"{name}: the proof is too short")
            neighbour = path.pop(0)
            node = sha256(neighbour, node) if place % 2 == 1 else sha256(node, neighbour)
        place //= 2
        level = (level + 1) // 2
    if path or node.hex() != checkpoint["heads"]:
        raise Wrong(f"{name}: it does not end as the checkpoint says: its last events are missing, or are others")


def check_checkpoint(checkpoint, trusted, folder):
    if trusted and checkpoint["signed_by"] != trusted:
        raise Wrong("the checkpoint was not signed with the key you trust")
    signed = "redress checkpoint {form}\nat {at}\nevents {events}\nstreams {streams}\nheads {heads}\n".format(**checkpoint)
    key = ED25519_PREFIX + base64.b64decode(checkpoint["signed_by"], validate=True)
    (folder / "key").write_bytes(key)
    (folder / "text").write_text(signed)
    (folder / "signature").write_bytes(base64.b64decode(checkpoint["signature"], validate=True))
    done = openssl("pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", folder / "key", "-rawin", "-in", folder / "text", "-sigfile", folder / "signature")
    if done.returncode != 0:
        raise Wrong("the checkpoint's signature does not hold")


def check_made_for(document, streams, arguments):
    """That the record itself says for whom, by whom and why this was made, in the event the checkpoint ends with."""
    made = streams[("item", document["item"]["item"])]["events"][-1]
    body = json.loads(made["body"])
    said = (made["kind"], body.get("recipient"), body.get("certificate"), body.get("reason"), made["name"], made["role"], made["event"])
    claimed = ("DossierMade", document["recipient"]["slug"], document["recipient"]["certificate"], document["reason"], document["made_by"]["name"],
               document["made_by"]["role"], document["checkpoint"]["events"])
    if said != claimed:
        raise Wrong("the record does not say that this dossier was made, or says it otherwise")
    if arguments.certificate:
        done = openssl("x509", "-in", arguments.certificate, "-outform", "DER")
        if done.returncode != 0:
            raise Wrong("your certificate cannot be read")
        if hashlib.sha256(done.stdout).hexdigest() != document["recipient"]["certificate"]:
            raise Wrong("it was made for another certificate than yours")


def check_document(document, arguments, folder):
    if document.get("format") != FORMAT:
        raise Wrong(f"it is of another format than {FORMAT}; take the script that came with it")
    checkpoint = document["checkpoint"]
    if checkpoint["form"] != 2:
        raise Wrong("its checkpoint is of another form; take the script that came with it")
    streams = {}
    for stream in document["streams"]:
        if (stream["stream"], stream["of"]) in streams:
            raise Wrong(f"{stream['stream']} {stream['of']}: it stands there twice")
        streams[(stream["stream"], stream["of"])] = stream
    wanted = ([("item", document["item"]["item"])] + [("request", one["request"]) for one in document["requests"]]
              + [("notice", one["notice"]) for one in document["notices"]])
    for stream in wanted:
        if stream not in streams and stream[0] != "notice":  # a notice that still gathers has no event
            raise Wrong(f"{stream[0]} {stream[1]}: its events are missing")
    heads = {name: check_chain(stream, checkpoint) for name, stream in streams.items()}
    print(f"good   {sum(len(one['events']) for one in streams.values())} events in {len(streams)} streams are the chains they claim to be")
    withheld = [f"{stream} {of}, event {event['sequence']} ({event['withheld']})" for (stream, of), one in streams.items() for event in one["events"] if "withheld" in event]
    if withheld:
        print("note   told by their hash alone: " + "; ".join(withheld))
    check_checkpoint(checkpoint, arguments.checkpoint_key, folder)
    for name, stream in streams.items():
        check_head(stream, heads[name], checkpoint)
    whose = "the key you trust" if arguments.checkpoint_key else f"the key {checkpoint['signed_by']} (compare it with what the desk has published)"
    print(f"good   these streams end as the checkpoint of {checkpoint['at']} says, signed with {whose}")
    check_made_for(document, streams, arguments)
    print("good   the record says that it was made for you, by whom and why")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--key", type=pathlib.Path, required=True, help="your private key")
    parser.add_argument("--certificate", type=pathlib.Path, required=True, help="your certificate")
    parser.add_argument("--signer", type=pathlib.Path, required=True, help="the desk's certificate, as you got it from the desk itself")
    parser.add_argument("--checkpoint-key", default="", help="the desk's published checkpoint key (base64)")
    parser.add_argument("--extract", type=pathlib.Path, help="write the document to this new file when all is good")
    arguments = parser.parse_args()
    for path in (arguments.file, arguments.key, arguments.certificate, arguments.signer):
        if not path.is_file():
            print(f"CANNOT BE ASKED  there is no file {path}")
            return 2
    try:
        with tempfile.TemporaryDirectory() as place:  # mode 0700; gone at the end
            folder = pathlib.Path(place)
            signed = open_envelope(arguments, folder)
            print("good   it opens with your key")
            raw = check_signature(arguments, signed, folder)
            print("good   the desk signed it")
            try:
                document = json.loads(raw)
                check_document(document, arguments, folder)
            except (ValueError, KeyError, TypeError, IndexError, struct.error) as problem:
                raise Wrong(f"it is not written as a dossier is: {type(problem).__name__} {problem}") from problem
            if arguments.extract:
                with open(arguments.extract, "xb") as out:
                    out.write(raw)
    except FileNotFoundError as problem:
        print(f"CANNOT BE ASKED  {problem.filename} is not there; install openssl 3" if problem.filename == "openssl" else f"CANNOT BE ASKED  {problem}")
        return 2
    except (OSError, subprocess.SubprocessError) as problem:
        print(f"CANNOT BE ASKED  {problem}")
        return 2
    except Wrong as problem:
        print(f"WRONG  {problem}")
        print("Do not rely on it.")
        return 1
    print()
    for line in document["cover"]:
        print("  " + "".join(sign if sign.isprintable() else "?" for sign in line))
    print("\nGENUINE")
    return 0


if __name__ == "__main__":
    sys.exit(main())
