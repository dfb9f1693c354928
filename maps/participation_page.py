"""The page of participation: the sheet, its figures as tables, and two lists."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from accessibility.planning import KINDS, far_but_came, near_but_never
from maps import dutch
from maps.participation_sheet import KIND_WORDS, ParticipationSubject
from maps.region_page import environment, own_style
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.codes import Unit
    from accessibility.planning import Participation
    from accessibility.snapshot import Manifest
    from maps.figures import Drawing

_MOST_ROWS: Final = 100
_COUNTED: Final = ("scholen", *KIND_WORDS.values(), "doet mee")


@dataclass(frozen=True)
class _Table:
    """A table of the page; `rest` rows are left out."""

    title: str
    head: list[str]
    rows: list[list[str]]
    rest: int = 0


def participation_page(
    found: Participation,
    by_area: pd.DataFrame,
    drawing: Drawing,
    *,
    subject: ParticipationSubject,
    manifest: Manifest,
) -> str:
    """Write the page.

    Parameters
    ----------
    found
        Who took part.
    by_area
        The same by area of a division.
    drawing
        The sheet.
    subject
        What it is about.
    manifest
        Dates, sources, and whether the data are an example.
    """
    near = dutch.threshold(found.question.near_is, subject.unit)
    by = f"{near} {dutch.MODE_WORDS[subject.mode]}"
    return (
        environment()
        .get_template("participation.html")
        .render(
            title=drawing.title,
            alternative=f"{drawing.title}. De cijfers staan hieronder.",
            drawing=base64.b64encode(drawing.svg()).decode("ascii"),
            example=dutch.EXAMPLE if manifest.example else "",
            style=own_style("region.css"),
            tables=_tables(found, by_area, by, subject),
            near_words=f"Binnen bereik: {by} van een techlab of hotspot.",
            notes=found.notes,
            dates=dates_line(manifest),
            sources=source_lines(manifest),
            method=manifest.method_version,
        )
    )


def _tables(
    found: Participation,
    by_area: pd.DataFrame,
    by: str,
    subject: ParticipationSubject,
) -> list[_Table]:
    near = found.question.near_is
    never = near_but_never(found.table, found.travel, near)
    came = far_but_came(found.table, found.travel, near)
    return [
        _counted(f"Naar {subject.way}", found.by_distance),
        _counted("Naar leerlingen in groep 7 en 8", found.by_size),
        _counted("Naar gebied", by_area),
        _listed(f"Binnen {by} en nooit mee geweest", never, subject.unit),
        _listed(f"Verder dan {by} en toch gekomen", came, subject.unit),
    ]


def _counted(title: str, table: pd.DataFrame) -> _Table:
    rows = [
        [
            str(row[table.columns[0]]).replace(".", ","),
            *(dutch.number(int(row[name])) for name in ("schools", *KINDS)),
            dutch.percentage(float(row["share_taking_part"])),
        ]
        for row in _records(table)
    ]
    return _Table(title, ["", *_COUNTED], rows)


def _listed(title: str, table: pd.DataFrame, unit: Unit) -> _Table:
    shown = _records(table.head(_MOST_ROWS))
    rows = [
        [
            f"{row['naam']}, {row['plaats'] or ''}".rstrip(", "),
            _way(row["travel"], unit),
            str(row["visits"]),
            KIND_WORDS[row["kind"]],
        ]
        for row in shown
    ]
    head = ["Basisschool", "Weg", "Bezoeken", "Doet mee"]
    return _Table(title, head, rows, max(len(table) - _MOST_ROWS, 0))


def _way(travel: float, unit: Unit) -> str:
    return "geen" if travel == float("inf") else dutch.cost(travel, unit)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
