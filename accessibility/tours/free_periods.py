"""Days without school, as one stretch with a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class FreePeriod:
    """Days without school, first and last included."""

    first: date
    last: date
    name: str
