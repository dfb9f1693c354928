"""What a kind of source is: what a file of it holds, who reads it, what it feeds."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from accessibility.codes import ROADS, TIMETABLE

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class SourceKind:
    """One kind of source: what it is, who reads it, and what it feeds.

    Parameters
    ----------
    name
        As `kind` in SOURCES.toml.
    holds
        What a file of it holds, in English, for documents and messages.
    title
        The same in Dutch, as it stands under a map; without the maker.
    reader
        `module:function`, imported when a file is read: readers take seconds to load.
        It takes a `SourceFile` and gives a `Reading`, or roads if `table` is `ROADS`;
        if it is `TIMETABLE` it takes all files of the kind.
    columns
        The first name of each column that is recognised, for documents.
    options
        What each option of SOURCES.toml means, in Markdown.
    table
        The table of a snapshot that such a file is; empty if it is joined into others.
    feeds
        Other tables that hold values of it.
    role
        Whose date it gives among the dates of a snapshot; the first kind that has a
        file gives the date of a role.
    together
        True if all files count, one below the other; else only the newest does.
    maker
        Who publishes it, where the kind leaves no doubt.
    licence
        Of the publisher, where SOURCES.toml names none.
    is_folder
        True if it may also be a folder of files.
    """

    name: str
    holds: str
    title: str
    reader: str
    columns: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    table: str = ""
    feeds: tuple[str, ...] = ()
    role: str = ""
    together: bool = False
    maker: str = ""
    licence: str = ""
    is_folder: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """Every table of a snapshot that holds something of it."""
        return (self.table, *self.feeds) if self.table else self.feeds

    @property
    def makes_roads(self) -> bool:
        """True if its reader gives road networks, not a table."""
        return self.table == ROADS

    @property
    def makes_timetable(self) -> bool:
        """True if its reader takes all files at once and gives a day, not a table."""
        return self.table == TIMETABLE

    @property
    def makes_table(self) -> bool:
        """True if its reader gives a table of one file."""
        return not (self.makes_roads or self.makes_timetable)

    def load(self) -> Any:  # noqa: ANN401 - of a table or of roads
        """Return its reader."""
        return pkgutil.resolve_name(self.reader)
