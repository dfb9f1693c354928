"""SOURCES.toml as `bereik fetch` writes it: the files that came, with kind and date."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from data.fetched import published_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from data.fetched import Fetched
    from data.open_data import OpenData

SOURCES: Final = "SOURCES.toml"
BESIDE: Final = "SOURCES.new.toml"
"""Where a list goes that would take the place of one of the reader's own."""

_HEAD: Final = """\
# Written by `bereik fetch`; `bereik build` makes a snapshot of it.
# `date` is the day a file holds for, as its publisher's rule and the day of publication
# say: look at it, above all where a build doubts it. Your own files go below.
"""


def sources_text(name: str, files: Iterable[tuple[OpenData, Fetched]]) -> str:
    """Return the text of a SOURCES.toml.

    Parameters
    ----------
    name
        Name of the snapshot.
    files
        What came of which data set.
    """
    entries = ("\n".join(_entry(one, file)) for one, file in files)
    return "\n\n".join([f"{_HEAD}name = {json.dumps(name)}", *entries]) + "\n"


def held_on(one: OpenData, file: Fetched) -> date:
    """Return the day a file holds for.

    A data set of a fixed day tells of the last such day before it was published, or of
    the year in its name.
    """
    published = published_on(file.stamp, date.fromisoformat(file.on))
    if not one.day:
        return published
    years = [y for y in _YEARS if str(y) in file.file]
    if years:
        return date.fromisoformat(f"{years[0]}-{one.day}")
    this = date.fromisoformat(f"{published.year}-{one.day}")
    return this if this <= published else this.replace(year=this.year - 1)


_YEARS: Final = range(2010, 2060)


def _entry(one: OpenData, file: Fetched) -> Iterator[str]:
    yield "[[source]]"
    yield f"kind = {json.dumps(one.kind)}"
    yield f"path = {json.dumps(file.file)}"
    yield f"date = {held_on(one, file).isoformat()}"
    if one.options:
        yield f"options = {_inline(one.options)}"


def _inline(options: Mapping[str, Any]) -> str:
    told = ", ".join(f"{key} = {json.dumps(value)}" for key, value in options.items())
    return f"{{ {told} }}"
