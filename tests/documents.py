"""Documents that are written from records, whole or in part.

A part stands between `<!-- name -->` and `<!-- /name -->`. `make docs` writes all of
them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from accessibility.scenario.document import scenario_schema
from data.kinds import kinds_table

ROOT = Path(__file__).parent.parent
PARTS: dict[tuple[str, str], Callable[[], Iterable[str]]] = {
    ("docs/sources.md", "kinds"): kinds_table,
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
