"""A representation ready to be sent, compressed once."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORTH_COMPRESSING: Final = 1_000
_LEVEL: Final = 5


@dataclass(frozen=True)
class Rendered:
    """A representation ready to be sent, with its compressed twin if that is smaller.

    Parameters
    ----------
    body
        As it is.
    media_type
        With the charset where it has one.
    headers
        What belongs to this body: file name, coordinate reference system.
    zipped
        The body compressed with gzip, or nothing.
    """

    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    zipped: bytes = b""

    @property
    def weight(self) -> int:
        """Bytes held in memory."""
        return len(self.body) + len(self.zipped)


def rendered(
    body: bytes | str, media_type: str, headers: Mapping[str, str] | None = None
) -> Rendered:
    """Return a body ready to be sent, compressed if that is worth it."""
    raw = body.encode() if isinstance(body, str) else body
    packed = "spreadsheetml" in media_type
    zipped = b""
    if len(raw) >= _WORTH_COMPRESSING and not packed:
        zipped = gzip.compress(raw, _LEVEL, mtime=0)
    return Rendered(raw, media_type, headers or {}, zipped)
