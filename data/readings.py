"""The result of a reader: a table, and findings about the rows of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.snapshot import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

MOST_EXAMPLES: Final = 10
"""How many examples a finding lists; the count says how many there are."""


@dataclass(frozen=True)
class Reading:
    """The table a reader made of one file, and its lines of the build report.

    `frame` is a `GeoDataFrame` where the table has geometry.
    """

    frame: pd.DataFrame
    findings: tuple[Finding, ...] = ()


def finding(
    table: str, what: str, count: float, why: str, examples: Iterable[object] = ()
) -> Finding:
    """Return one line of the build report with at most ten examples.

    Examples must be public codes or names, never rows of pupil data.
    """
    shown = tuple(str(example) for example in examples)[:MOST_EXAMPLES]
    return Finding(table, what, int(count), why, shown)


def happened(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Keep the lines that tell something: counts above zero, and what was read."""
    return tuple(_telling(findings))


def _telling(findings: Sequence[Finding]) -> Iterator[Finding]:
    for one in findings:
        if one.count > 0 or one.what == "read":
            yield one
