"""One multiple for the same counts: two roundings together tell more than either.

A count of 4 may show as 0 when rounded to 5 and as 10 when rounded to 10; somebody
who has both knows it lies between 1 and 4. So the first multiple to which the counts
of a snapshot are rounded is the only one, as long as the snapshot lives.
"""

from __future__ import annotations

from typing import Protocol

from accessibility.errors import UsageError


class MultipleNote(Protocol):
    """Remembers to which multiple the counts of a demand model were rounded."""

    def remembered(self, method: str) -> int | None:
        """Return the multiple, or None if the counts were never rounded."""
        ...

    def remember(self, method: str, multiple: int) -> bool:
        """Keep the first multiple; False if this place cannot remember anything."""
        ...


class MemoryNote:
    """A note that lives as long as the process, for a snapshot without a folder."""

    def __init__(self) -> None:
        self._multiples: dict[str, int] = {}

    def remembered(self, method: str) -> int | None:
        """Return the multiple, or None if the counts were never rounded."""
        return self._multiples.get(method)

    def remember(self, method: str, multiple: int) -> bool:
        """Keep the first multiple."""
        self._multiples.setdefault(method, multiple)
        return True


def one_multiple(
    note: MultipleNote, method: str, *, asked: int | None, rule: int
) -> int:
    """Return the multiple to which counts are rounded, the same as every time before.

    Parameters
    ----------
    note
        What is remembered of the snapshot.
    method
        Demand model of the counts; what follows a colon does not matter.
    asked
        Smallest number that may be shown; None for what was used before, or else the
        rule; below 2 for the counts as they are, of which nothing is remembered.
    rule
        Smallest number that may be shown of these counts; below 2 if they hold no
        pupils, and then any multiple will do.

    Raises
    ------
    UsageError
        If they were rounded to another multiple before, or to a smaller one than the
        rule where none was asked; and if another multiple than the rule is asked
        where it cannot be remembered.
    """
    if rule <= 1 or (asked is not None and asked <= 1):
        return rule if asked is None else asked
    name = method.partition(":")[0]
    before = note.remembered(name)
    wanted = asked or max(before or rule, rule)
    if before is None and not note.remember(name, wanted) and wanted != rule:
        message = (
            f"--smallest {wanted} would have to be remembered in the snapshot, and its "
            f"folder cannot be written; leave it out for {rule}"
        )
        raise UsageError(message)
    before = note.remembered(name) or wanted
    if before != wanted:
        message = (
            f"the counts of this snapshot ({name}) were rounded to {before} before; "
            f"rounded to {wanted} as well, the two would together tell small groups: "
            f"use --smallest {before}"
        )
        raise UsageError(message)
    return wanted
