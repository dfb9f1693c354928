"""Is the description valid by the Dutch rules: `python -m benchmarks.design_rules`.

Runs Spectral (npm, `@stoplight/spectral-cli`) with the rules of the NL API Design Rules
on the description as it is served. `--rules` names the file of rules, else they are
fetched from where developer.overheid.nl publishes them. Keys of OGC API Features have a
hyphen in their names, which is the one rule broken on purpose; anything else fails.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any, Final

from benchmarks.serving import Service

RULES: Final = "https://static.developer.overheid.nl/adr/ruleset.yaml"
ON_PURPOSE: Final = ("bbox-crs", "filter-lang", "filter-crs")
_CAMEL: Final = "nlgov:query-keys-camel-case"
_ERROR: Final = 0
_LINTER: Final = ("npx", "--yes", "@stoplight/spectral-cli@6", "lint")


def served_description(folder: Path) -> bytes:
    """Return the description as a service of the example country serves it."""
    service = Service(folder, workers=1)
    try:
        address = f"{service.root}/v1/openapi.json"
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - of this machine
            return bytes(answer.read())
    finally:
        service.stop()


def linted(description: Path, rules: Path) -> list[dict[str, Any]]:
    """Return what the linter finds."""
    command = [*_LINTER, "-f", "json", "--quiet", "-r", str(rules), str(description)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    begin = told.stdout.find("[")
    if begin < 0:
        message = f"the linter did not run: {told.stderr or told.stdout}"
        raise SystemExit(message)
    found: list[dict[str, Any]] = json.loads(told.stdout[begin:])
    return found


def is_on_purpose(found: dict[str, Any]) -> bool:
    """Tell whether a finding is about a name that a standard forces."""
    named = found["message"].partition(" ")[0]
    return found["code"] == _CAMEL and named in ON_PURPOSE


def main() -> None:
    """Lint, count and fail on what is not on purpose."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=Path, help="else fetched")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        rules = options.rules
        if rules is None:
            rules = folder / "ruleset.yaml"
            with urllib.request.urlopen(RULES) as answer:
                rules.write_bytes(answer.read())
        description = folder / "openapi.json"
        description.write_bytes(served_description(folder))
        found = linted(description, rules.resolve())
    errors = [one for one in found if one["severity"] == _ERROR]
    others = [one for one in errors if not is_on_purpose(one)]
    print(f"{len(others)} errors; {len(errors) - len(others)} names as OGC has them")
    print(f"{len(found) - len(errors)} warnings and hints")
    for (code, message), count in Counter(
        (one["code"], one["message"]) for one in others
    ).most_common():
        print(f"{count} x {code}: {message}")
    raise SystemExit(1 if others else 0)


if __name__ == "__main__":
    main()
