"""The dates, sources and licences of a drawing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import dates_in_brief
from accessibility.snapshot import ACCEPTED
from maps import dutch

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest, Source


def dates_line(manifest: Manifest) -> str:
    """Say of which date each part is: 'leerlingen 1 oktober 2019 · aanbod 2019/20'."""
    return " · ".join(
        f"{role.title} {dutch.date(date)}"
        for role, date in dates_in_brief(manifest.dates)
    )


def source_lines(manifest: Manifest) -> list[str]:
    """Name each source once, with its date and licence, and what was let through."""
    named = dict.fromkeys(_source_line(source) for source in manifest.sources)
    return [*named, *doubt_lines(manifest)]


def doubt_lines(manifest: Manifest) -> list[str]:
    """Say which doubts about files were let through on purpose."""
    doubts = (one.removeprefix(f"{ACCEPTED}: ") for one in manifest.accepted)
    return [f"met opzet toegelaten: {doubt}" for doubt in doubts]


def _source_line(source: Source) -> str:
    known = (dutch.date(source.date), source.licence)
    inside = ", ".join(part for part in known if part)
    words = source.title or source.kind
    if source.maker:
        words = f"{words} ({source.maker})"
    return f"{words}: {inside}" if inside else words
