"""Validates every X-ARF document of a folder against the official master schema: validate_xarf.py SCHEMAS DOCUMENTS. Exit 1 on the first errors."""
import json
import pathlib
import sys
import warnings

import jsonschema

warnings.simplefilter("ignore")  # newer versions want another kind of resolver, Debian 12's has only this one

schemas, documents = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
master = json.loads((schemas / "xarf-v4-master.json").read_text())
# References are relative to folders in more than one way, but file names are unique; nothing is ever fetched.
by_name = {path.name: json.loads(path.read_text()) for path in [*schemas.glob("*.json"), *schemas.glob("types/*.json")]}


class Resolver(jsonschema.RefResolver):
    def resolve_remote(self, uri):
        return by_name[uri.rsplit("/", 1)[-1]]


resolver = Resolver(base_uri=master["$id"], referrer=master)
validator = jsonschema.Draft202012Validator(master, resolver=resolver, format_checker=jsonschema.FormatChecker())
failed = 0
for path in sorted(documents.glob("*.json")):
    for error in validator.iter_errors(json.loads(path.read_text())):
        print(f"{path.name}: {error.message}")
        failed = 1
sys.exit(failed)
