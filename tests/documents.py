"""Parts of the documents that are written from records, between two marks.

A part stands between `<!-- name -->` and `<!-- /name -->`. `make docs` writes all of
them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from data.kinds import kinds_table

ROOT = Path(__file__).parent.parent
PARTS: dict[tuple[str, str], Callable[[], Iterable[str]]] = {
    ("docs/sources.md", "kinds"): kinds_table,
}
"""Document and name of each part, and who writes its lines."""


def written(text: str, name: str, lines: Iterable[str]) -> str:
    """Return a document with one of its parts written anew."""
    part = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    body = "".join(f"{line}\n" for line in lines)
    new, count = part.subn(lambda found: found[1] + body + found[2], text)
    assert count == 1, f"{name}: {count} parts of that name"
    return new
