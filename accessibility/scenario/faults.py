"""What can be wrong with an edit: a kind for programs, a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Why an edit cannot be made."""

    NOTHING = "nothing"
    UNKNOWN_SITE = "unknown-site"
    CLOSED_SITE = "closed-site"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Fault:
    """What is wrong with one edit.

    Parameters
    ----------
    kind
        Decides in which words an interface says it.
    sentence
        What was found and what was expected; what the fault reads as.
    """

    kind: FaultKind
    sentence: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence
