"""Pages of collections and their features, in Dutch, readable without any script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maps.dutch import number
from maps.feature_map import feature_map
from maps.region_page import environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maps.feature_map import Mark


@dataclass(frozen=True)
class Surroundings:
    """Where a page stands, and what leads away from it.

    Parameters
    ----------
    title
        What the page is called.
    links
        Links as OGC API writes them; those to neighbouring pages are put apart.
    example
        True if no school or student is real.
    """

    title: str
    links: Sequence[Mapping[str, str]]
    example: bool = False

    @property
    def paging(self) -> dict[str, str]:
        """The pages before and after this one."""
        return {
            one["rel"]: one["href"]
            for one in self.links
            if one["rel"] in ("prev", "next")
        }

    @property
    def others(self) -> list[Mapping[str, str]]:
        """All other links."""
        return [one for one in self.links if one["rel"] not in ("prev", "next")]


def features_page(
    around: Surroundings,
    rows: Sequence[Mapping[Any, Any]],
    marks: Sequence[Mark],
    *,
    first: int,
    matched: int,
) -> str:
    """Return a page of features: a map and a table, and which of how many these are.

    Parameters
    ----------
    around
        Where the page stands.
    rows
        Their properties.
    marks
        The same features, to be drawn and to lead on.
    first
        Number of the first of them, from 1.
    matched
        How many there are in all.
    """
    header = list(rows[0]) if rows else []
    last = first + len(rows) - 1
    counted = f"{number(first)} tot en met {number(last)} van {number(matched)}"
    return (
        environment()
        .get_template("features.html")
        .render(
            around=around,
            counted=counted if rows else "Er is niets dat hieraan voldoet.",
            header=header,
            rows=[[_cell(row[name]) for name in header] for row in rows],
            marks=marks,
            map=feature_map(marks),
        )
    )


def collections_page(
    around: Surroundings, collections: Sequence[tuple[str, Mapping[str, Any]]]
) -> str:
    """Return a page that tells of each collection what it holds.

    Parameters
    ----------
    around
        Where the page stands.
    collections
        Description in Dutch and the collection itself, each.
    """
    return (
        environment()
        .get_template("collections.html")
        .render(around=around, collections=collections)
    )


def _cell(value: Any) -> str:  # noqa: ANN401 - any property
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - NaN
