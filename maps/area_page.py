"""A page about one area that needs no script: figure, picture, reasons, table, sources.

It is made to be quoted: a title that says the finding, a picture for who shares the
link, and a line to cite it by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from maps.region_page import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.gap_words import ReasonRow
    from maps.story import Story


class Link(NamedTuple):
    """A link and its words."""

    href: str
    words: str


@dataclass(frozen=True)
class Surroundings:
    """Where a page about an area stands, and what stands around it.

    Parameters
    ----------
    address, picture, frame
        Whole addresses: of the page, of its picture, and of the page for in a frame.
    snapshot
        Name and short identity of the data.
    map_
        Link to the same area on the map.
    downloads
        The table behind it, in several forms.
    others
        The other areas of the division.
    is_framed
        True for the page in a frame of another site: the figure, picture and source.
    """

    address: str
    picture: str
    frame: str
    snapshot: str
    map_: Link
    downloads: Sequence[Link] = ()
    others: Sequence[Link] = ()
    is_framed: bool = False


def area_page(story: Story, reasons: Sequence[ReasonRow], around: Surroundings) -> str:
    """Return the page.

    Parameters
    ----------
    story
        What there is to say about the area.
    reasons
        Why those who are not reached are not.
    around
        Where the page stands.
    """
    template = environment().get_template("area.html")
    return template.render(
        story=story,
        subject=story.subject,
        reasons=reasons,
        around=around,
        citation=citation(story, around),
    )


def citation(story: Story, around: Surroundings) -> str:
    """Return how to cite the page: finding, dates, method, data and address."""
    label = f" ({story.example})" if story.example else ""
    return (
        f'Bereik, "{story.title}"{label}. {story.dates}. Rekenwijze {story.method}, '
        f"momentopname {around.snapshot}. {around.address}"
    )


def list_page(
    title: str, lists: Sequence[tuple[str, Sequence[Link]]], band: str
) -> str:
    """Return a page that lists the areas of one division or of several.

    Parameters
    ----------
    title
        What is listed.
    lists
        A heading and its links, each.
    band
        The label of example data; empty for real data.
    """
    template = environment().get_template("areas.html")
    return template.render(title=title, lists=lists, band=band)
