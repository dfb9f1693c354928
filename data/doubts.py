"""What makes a file doubtful, and how a source lets one doubt through on purpose.

A doubt is something that a file of its kind never holds when it is right: the same
line twice, two years, blanks where others write 0, a date that its name contradicts.
The build stops at it. `options.accept = ["..."]` lets it pass, and every answer says
so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from accessibility.errors import TableError
from accessibility.snapshot import ACCEPTED
from data.doubt_kinds import ACCEPT_OPTION
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accessibility.snapshot import Finding
    from data.doubt_kinds import DoubtKind
    from data.sources import SourceFile


class Doubt(NamedTuple):
    """One doubt about a file: of which kind, on how many lines, and the sentence.

    The sentence names the lines and says what to do; it quotes no row.
    """

    kind: DoubtKind
    n_lines: int
    sentence: str


def judged(
    source: SourceFile, table: str, doubts: Iterable[Doubt]
) -> tuple[Finding, ...]:
    """Return what was let through on purpose, as lines of the build report.

    Parameters
    ----------
    source
        The file; its `options.accept` lists the kinds of doubt it lets through.
    table
        The table of the snapshot that the file feeds.
    doubts
        What was found.

    Raises
    ------
    TableError
        With every doubt that is not let through.
    """
    found = list(doubts)
    accepted = source.options.get(ACCEPT_OPTION, ())
    faults = [
        f"{doubt.sentence}, or let it pass with options.accept = "
        f'["{doubt.kind.value}"] in SOURCES.toml'
        for doubt in found
        if doubt.kind.value not in accepted
    ]
    if faults:
        raise TableError(str(source.path), faults)
    return tuple(
        finding(
            table,
            ACCEPTED,
            max(doubt.n_lines, 1),
            f"{source.path.name} ({doubt.kind.value}): {doubt.sentence}",
        )
        for doubt in found
    )
