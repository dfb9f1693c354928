"""Documents that are written from records, whole or in part.

A part stands between `<!-- name -->` and `<!-- /name -->`. `make docs` writes all of
them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from accessibility.codes import Mode, Profiel
from accessibility.measures import MEASURES
from accessibility.scenario.document import scenario_schema
from data.access.page import access_page
from data.kinds import kinds_table

ROOT = Path(__file__).parent.parent


def _profielen() -> Iterator[str]:
    yield "| code | name | technical |"
    yield "|---|---|---|"
    for one in Profiel:
        yield f"| {one.value} | {one.full_name} | {'yes' if one.is_technical else ''} |"


def _modes() -> Iterator[str]:
    yield "| mode | over HTTP | in words | units | km/h |"
    yield "|---|---|---|---|---|"
    for mode in Mode:
        known = mode.record
        units = ", ".join(known.units)
        speed = "" if known.kmh is None else f"{known.kmh:g}"
        words = f"{known.nl.along}; {known.en.along}"
        yield f"| `{mode.value}` | `{known.key}` | {words} | {units} | {speed} |"


def _measures() -> Iterator[str]:
    for measure in MEASURES:
        yield f"`bereik {measure.name}`, `/v1/{measure.key}`: {measure.summary}"
        yield ""
        yield "| column | over HTTP | what it is | kind |"
        yield "|---|---|---|---|"
        for one in measure.columns:
            kind = one.kind.value
            yield f"| `{one.name}` | `{one.dutch}` | {one.what} | {kind} |"
        yield ""


PARTS: dict[tuple[str, str], Callable[[], Iterable[str]]] = {
    ("docs/sources.md", "kinds"): kinds_table,
    ("docs/numbers.md", "profielen"): _profielen,
    ("docs/numbers.md", "modes"): _modes,
    ("docs/numbers.md", "measures"): _measures,
    ("docs/roads.md", "access"): access_page,
}
"""Document and name of each part, and who writes its lines."""


def _schema() -> str:
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


WHOLE: dict[str, Callable[[], str]] = {"docs/scenario.schema.json": _schema}
"""Documents that are written from end to end, and who writes them."""


def written(text: str, name: str, lines: Iterable[str]) -> str:
    """Return a document with one of its parts written anew."""
    part = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    body = "".join(f"{line}\n" for line in lines)
    new, count = part.subn(lambda found: found[1] + body + found[2], text)
    assert count == 1, f"{name}: {count} parts of that name"
    return new
