"""The dates, sources and licences of a drawing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import dates_in_brief
from accessibility.snapshot import ACCEPTED
from maps.dutch import DUTCH

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest, Source
    from maps.tongue import Tongue


def dates_line(manifest: Manifest, say: Tongue = DUTCH) -> str:
    """Say of which date each part is: 'leerlingen 1 oktober 2019 · aanbod 2019/20'."""
    return " · ".join(
        f"{role.title if say.is_dutch else role.english} {say.date(date)}"
        for role, date in dates_in_brief(manifest.dates)
    )


def source_lines(manifest: Manifest, say: Tongue = DUTCH) -> list[str]:
    """Name each source once, with its date and licence, and what was let through."""
    named = dict.fromkeys(_source_line(source, say) for source in manifest.sources)
    return [*named, *doubt_lines(manifest, say)]


def doubt_lines(manifest: Manifest, say: Tongue = DUTCH) -> list[str]:
    """Say which doubts about files were let through on purpose."""
    doubts = (one.removeprefix(f"{ACCEPTED}: ") for one in manifest.accepted)
    return [say("let_through", doubt=doubt) for doubt in doubts]


def _source_line(source: Source, say: Tongue) -> str:
    known = (say.date(source.date), source.licence)
    inside = ", ".join(part for part in known if part)
    words = source.title or source.kind
    if source.maker:
        words = f"{words} ({source.maker})"
    return f"{words}: {inside}" if inside else words
