"""What was fetched when: what is new since the last time, and headers that changed.

`fetched.json` beside the files holds, for each: where it came from, when, its size and
hash, and the header of a table.
"""

from __future__ import annotations

import csv
import hashlib
import json
import urllib.request
from dataclasses import asdict, dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from accessibility.errors import DataError
from data.downloads import Download, fetch

if TYPE_CHECKING:
    from pathlib import Path

RECORD: Final = "fetched.json"
_TABLES: Final = (".csv", ".txt")
_BLOCK: Final = 1 << 20
_HEADER_BYTES: Final = 1 << 16
_TIMEOUT_S: Final = 60


@dataclass(frozen=True)
class Fetched:
    """One file as it was fetched: `stamp` is what its publisher says of its version."""

    file: str
    url: str
    on: str
    stamp: str
    sha256: str
    size_bytes: int
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class News:
    """What became of one file: the words for it, and a warning where one is due."""

    now: Fetched
    said: str
    warning: str = ""


class FetchedFiles:
    """The files of a folder, with the record of when each came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = _read(folder / RECORD)

    def renewed(self, wanted: Download, *, today: date) -> News:
        """Fetch a file unless its publisher has no newer one, and tell what is new.

        Raises
        ------
        DataError
            If it cannot be downloaded; an older file then stays as it was.
        """
        old, path = self.known.get(wanted.name), self.folder / wanted.name
        stamp = wanted.checksum or _stamp(wanted.url)
        if (
            old
            and path.exists()
            and stamp
            and (old.url, old.stamp) == (wanted.url, stamp)
        ):
            return News(old, f"{wanted.name}: nothing new since {old.on}")
        self._fetch(wanted, path)
        now = _told(path, wanted.url, stamp, today)
        self.known[wanted.name] = now
        self._write()
        return _news(old, now)

    def _fetch(self, wanted: Download, path: Path) -> None:
        """Fetch a file in place of an older one, which stays if that fails."""
        aside = path.with_name(f".{path.name}.before")
        if path.exists():
            path.replace(aside)
        try:
            fetch([wanted], self.folder)
        except DataError:
            if aside.exists():
                aside.replace(path)
            raise
        aside.unlink(missing_ok=True)

    def _write(self) -> None:
        told = {name: asdict(one) for name, one in sorted(self.known.items())}
        part = self.folder / f".{RECORD}.part"
        part.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        part.replace(self.folder / RECORD)


def published_on(stamp: str, today: date) -> date:
    """Return the day that a stamp tells, or today."""
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(stamp).date()
    except ValueError:
        return today


def _read(path: Path) -> dict[str, Fetched]:
    if not path.exists():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: Fetched(**one | {"header": tuple(one["header"])})
            for name, one in told.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = (
            f"{path}: not a record of downloads ({error}); remove it to begin anew"
        )
        raise DataError(message) from error


def _stamp(url: str) -> str:
    """Return what a server says of the version of a file; empty if nothing."""
    request = urllib.request.Request(url, method="HEAD")  # noqa: S310 - a record's address, or the caller's own
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - as above
            told = answer.headers
            return str(told.get("Last-Modified") or told.get("ETag", ""))
    except OSError:
        return ""


def _told(path: Path, url: str, stamp: str, today: date) -> Fetched:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            digest.update(block)
    size, header = path.stat().st_size, _header(path)
    return Fetched(
        path.name, url, today.isoformat(), stamp, digest.hexdigest(), size, header
    )


def _header(path: Path) -> tuple[str, ...]:
    """Return the names of the columns of a text table; none of another file."""
    if path.suffix.lower() not in _TABLES:
        return ()
    with path.open("rb") as source:
        first = source.read(_HEADER_BYTES).decode("utf-8-sig", errors="replace")
    line = first.partition("\n")[0].strip()
    separator = max(";,\t", key=line.count)
    return tuple(name.strip() for name in next(csv.reader([line], delimiter=separator)))


def _news(old: Fetched | None, now: Fetched) -> News:
    if old is None:
        return News(now, f"{now.file}: {now.size_bytes:,} bytes")
    if old.sha256 == now.sha256:
        return News(
            now, f"{now.file}: published again since {old.on}, the same content"
        )
    sizes = f"{old.size_bytes:,} -> {now.size_bytes:,} bytes"
    said = f"{now.file}: new since {old.on}, {sizes}"
    return News(now, said, _header_warning(old, now))


def _header_warning(old: Fetched, now: Fetched) -> str:
    if old.header == now.header:
        return ""
    came = [name for name in now.header if name not in old.header]
    went = [name for name in old.header if name not in now.header]
    told = [f"new {', '.join(came)}"] if came else []
    told += [f"gone {', '.join(went)}"] if went else []
    changed = "; ".join(told) or "another order"
    return f"{now.file}: the header changed since {old.on}: {changed}"
