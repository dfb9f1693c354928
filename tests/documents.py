"""Documents that are written from records, whole or in part.

A part stands between `<!-- name -->` and `<!-- /name -->`. `make docs` writes all of
them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from accessibility.codes import Mode, Profiel
from accessibility.measures import MEASURES
from accessibility.scenario.document import scenario_schema
from accessibility.tables import SCHEMAS
from data.access.page import access_page
from data.kinds import kinds_table
from data.open_data import open_data_table
from tests.command_options import options_table

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


def _snapshot_tables() -> Iterator[str]:
    for schema in SCHEMAS.values():
        yield f"`{schema.name}.parquet`: {schema.holds or 'a table'}"
        yield ""
        yield "| column | holds | may be empty |"
        yield "|---|---|---|"
        for column in schema.columns:
            choices = ", ".join(f"`{one}`" for one in column.choices or () if one)
            kind = "polygon or point" if column.kind == "geometry" else column.kind
            empty = "yes" if column.nullable else ""
            yield f"| `{column.name}` | {choices or kind} | {empty} |"
        yield ""


PARTS: dict[tuple[str, str], Callable[[], Iterable[str]]] = {
    ("docs/sources.md", "kinds"): kinds_table,
    ("docs/numbers.md", "profielen"): _profielen,
    ("docs/numbers.md", "modes"): _modes,
    ("docs/numbers.md", "measures"): _measures,
    ("docs/roads.md", "access"): access_page,
    ("docs/options.md", "options"): options_table,
    ("docs/formats.md", "snapshot"): _snapshot_tables,
    ("docs/sources.md", "open data"): open_data_table,
}
"""Document and name of each part, and who writes its lines."""


def _schema() -> str:
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


_HALL = (
    *("study", "questions", "headers", "regions", "ways", "snapshot", "tables"),
    *("reach_table", "places", "projection", "straight_line", "errors"),
)
_WINGS = sorted(
    one.parent.name for one in (ROOT / "accessibility").glob("*/__init__.py")
)


def _reference_page(module: str) -> str:
    return f"# `{module}`\n\n::: {module}\n"


def _reference_index() -> str:
    rows = [f"- [`{name}`]({name.rpartition('.')[2]}.md)" for name in _REFERENCE]
    told = (
        "What each module gives others, from its own words. `bereik` is the name for "
        "notebooks; the others\nare the hall and the doors of the wings of the core."
    )
    return "\n".join(["# Modules", "", told, "", *rows, ""])


_REFERENCE = ("bereik.land", *(f"accessibility.{one}" for one in (*_HALL, *_WINGS)))

WHOLE: dict[str, Callable[[], str]] = {
    "docs/scenario.schema.json": _schema,
    "docs/reference/index.md": _reference_index,
    **{
        f"docs/reference/{name.rpartition('.')[2]}.md": partial(_reference_page, name)
        for name in _REFERENCE
    },
}
"""Documents that are written from end to end, and who writes them."""


def written(text: str, name: str, lines: Iterable[str]) -> str:
    """Return a document with one of its parts written anew."""
    part = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    body = "".join(f"{line}\n" for line in lines)
    new, count = part.subn(lambda found: found[1] + body + found[2], text)
    assert count == 1, f"{name}: {count} parts of that name"
    return new
