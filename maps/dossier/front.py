"""Who asks for a dossier, for whom and when: as given, never looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from accessibility.errors import UsageError

_LONGEST = 120
DUTCH = "nl"
ENGLISH = "en"
LANGUAGES = (DUTCH, ENGLISH)


@dataclass(frozen=True)
class Front:
    """What stands above the title of a dossier.

    Parameters
    ----------
    requester
        Who asks for it; empty if not told.
    recipient
        For whom it is; empty if not told.
    made_on
        ISO date on which it is made; empty if not told. The clock is not asked, so
        that a dossier computed again is the same file.

    language
        Of the dossier: `nl` or `en`.

    Raises
    ------
    UsageError
        If a name is too long, the date is none, or the language is another.
    """

    requester: str = ""
    recipient: str = ""
    made_on: str = ""
    language: str = DUTCH

    def __post_init__(self) -> None:
        """Refuse what cannot stand on a page."""
        if self.language not in LANGUAGES:
            message = f"{self.language!r}: a dossier is in {' or '.join(LANGUAGES)}"
            raise UsageError(message)
        for name in (self.requester, self.recipient):
            if len(name) > _LONGEST:
                message = f"{name[:20]!r}...: a name takes at most {_LONGEST} signs"
                raise UsageError(message)
        if self.made_on:
            try:
                dt.date.fromisoformat(self.made_on)
            except ValueError as error:
                message = f"{self.made_on!r} is not a date such as 2026-11-26"
                raise UsageError(message) from error


NOBODY = Front()
