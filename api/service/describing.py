"""What a reader must know beside the figures, in Dutch names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.service.vocabulary import DATE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.questions import Answer
    from api.service.served import Served


def about_answer(served: Served, answer: Answer) -> dict[str, Any]:
    """Return snapshot, dates, method and notes of an answer."""
    return {
        **about_snapshot(served),
        "peildata": dutch_dates(answer.dates),
        "toelichting": list(answer.notes),
    }


def about_snapshot(served: Served) -> dict[str, Any]:
    """Return which snapshot answers, and whether it is the example."""
    manifest = served.snapshot.manifest
    return {
        "snapshot": served.identity,
        "naam": manifest.name,
        "voorbeeldgegevens": manifest.example,
        "methodeversie": manifest.method_version,
        "peildata": dutch_dates(manifest.dates),
    }


def dutch_dates(dates: Mapping[str, str]) -> dict[str, str]:
    """Return the dates of an answer by their Dutch names."""
    return {DATE_NAMES.get(role, role): date for role, date in dates.items()}
