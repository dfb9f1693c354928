"""`bereik fragile`: what every closure would cost, and where that hurts most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from accessibility.codes import AreaKind, Mode
from accessibility.effects import (
    closure_tables,
    usual_region,
)
from accessibility.headers import (
    asked_plainly,
    notes_of,
    people_asked,
    snapshot_header,
    tables_behind,
    transit_notes,
)
from accessibility.questions import AUTO, Answer, Question
from accessibility.regions import Region, find_region, named, vestigingen_in
from accessibility.reports import closing_base, closing_notes
from api.answers import Written, about_of, deliver
from api.of_whom import of_whom
from api.options import (
    AreaName,
    DemandModel,
    Leerwegen,
    OfWhom,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayThreshold,
    WayUnit,
    asked_way,
    offers_asked,
)
from api.terminal import print_table
from data.bundles import json_bytes, write_files
from data.exports import csv_text
from data.studies import read_study
from maps import dutch
from maps.fragile_map import fragile_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from accessibility.counting import Students
    from accessibility.effects import EffectBase
    from accessibility.questions import Header
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

ABOUT: Final = "toelichting.json"
"""The file beside the tables that says what they rest on."""

_SHOWN: Final = 10
_LIKELY: Final = "likely"


_Within = Annotated[
    AreaKind | None,
    typer.Option(
        "--area",
        help="Division within which pairs are closed together.",
        show_default="sto-regio if known, else rmc",
    ),
]


def fragile(
    snapshot: SnapshotFolder,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for tables and map.")
    ] = None,
    region: _Within = None,
    area_name: AreaName = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: WayThreshold = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
) -> None:
    """Rank every closure by the students who lose their only option.

    Every single offer and vestiging, and every two of them within one region: two
    vestigingen, or two offers of the same profiel and leerweg.

    For example:

      bereik fragile demo/land

      bereik fragile demo/land --in Zeeland

      bereik fragile demo/land --profiel PIE --leerweg gl

      bereik fragile demo/land --mode ov --within 45 --unit min

      bereik fragile nl-2019 --students inhabitants:10-14 -o kwetsbaar
    """
    offers = offers_asked(profiel, leerweg)
    numbers, in_unit = asked_way(mode, (within,) if within else None, unit)
    study = read_study(snapshot)
    question = Question(
        mode=mode,
        within=numbers,
        unit=in_unit,
        denominator=of_whom(denominator, study, students),
        students=students,
        smallest=smallest,
        points=points,
        **offers,
    )
    inside = find_region(study.snapshot, area_name)
    base = closing_base(study, question)
    division = region or usual_region(study.snapshot.vestigingen)
    tables = _tables(study.snapshot, base, division, inside)
    header = _header(study, question, base, (division, inside))
    worst = Answer(tables["vestigingen"], header)
    deliver(worst, Written(), show=lambda: _print(tables))
    if output is None:
        return
    words = f"{dutch.threshold(numbers[0], in_unit)} {dutch.MODE_WORDS[mode]}"
    files = _files(tables, study.snapshot, words, base.students)
    for path in write_files({**files, ABOUT: json_bytes(about_of(header))}, output):
        typer.echo(f"{path}: {path.stat().st_size} bytes")


def _tables(
    snapshot: Snapshot, base: EffectBase, division: AreaKind, inside: Region
) -> dict[str, pd.DataFrame]:
    """Return the tables of closures, of the vestigingen in a region."""
    tables = closure_tables(base, snapshot.vestigingen, division)
    held = vestigingen_in(snapshot, inside)
    return {name: one[one.brin6.isin(held)] for name, one in tables.items()}


def _header(
    study: Study, question: Question, base: EffectBase, where: tuple[AreaKind, Region]
) -> Header:
    """Return the header of closures, alone and by two of one region of vestigingen."""
    region, inside = where
    whole, students = inside.kind is AreaKind.NL, base.students
    regions = ("sto_regios",) if region is AreaKind.STO_REGIO else ()
    return snapshot_header(
        study.snapshot,
        {*tables_behind(question, students), *regions},
        question={
            **asked_plainly(question),
            "region": region.value,
            **({} if whole else {"in": named(inside)}),
        },
        students_date=students.date,
        people=people_asked(question, students),
        notes=(
            *notes_of(study.snapshot, students, question),
            *transit_notes(study.snapshot, question, study.ways.bells),
            *closing_notes(base, question),
        ),
    )


def _print(tables: dict[str, pd.DataFrame]) -> None:
    single = [
        [row.brin6, row.naam, *_likely(row), _many(row.lost_techniek)]
        for row in _top(tables["vestigingen"])
    ]
    header = ["brin6", "vestiging", "lose a profiel", _LIKELY, "lose techniek"]
    print_table(header, single, title="Closing one vestiging", numbers=header[2:])
    offers = [
        [row.brin6, row.naam, row.profiel, row.leerweg, *_likely(row)]
        for row in _top(tables["aanbod"])
    ]
    header = ["brin6", "vestiging", "profiel", "leerweg", "lose it", _LIKELY]
    print_table(header, offers, title="Closing one offer", numbers=header[4:])
    pairs = [
        [
            f"{row.brin6} {row.naam}",
            f"{row.other} {row.naam_other}",
            *_likely(row),
            _many(row.together),
        ]
        for row in _top(tables["paren"])
    ]
    header = ["vestiging", "and", "lose a profiel", _LIKELY, "more than apart"]
    print_table(header, pairs, title="Closing two of one region", numbers=header[2:])
    two = [
        [
            f"{row.profiel} {row.leerweg}",
            f"{row.brin6} {row.naam}",
            f"{row.other} {row.naam_other}",
            *_likely(row),
            _many(row.together),
        ]
        for row in _top(tables["aanbodparen"])
    ]
    header = ["offer", "vestiging", "and", "lose it", _LIKELY, "more than apart"]
    print_table(
        header, two, title="Closing two offers of one region", numbers=header[3:]
    )


def _top(table: pd.DataFrame) -> Iterator[Any]:
    yield from table.head(_SHOWN).itertuples()


def _likely(row: Any) -> tuple[str, str]:  # noqa: ANN401 - a row of itertuples
    """Return those who lose, and between what they likely are."""
    ends = row.lost_only_likely_low, row.lost_only_likely_high
    return _many(row.lost_only), " - ".join(_many(end) for end in ends)


def _many(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def _files(
    tables: dict[str, pd.DataFrame],
    snapshot: Snapshot,
    threshold: str,
    students: Students,
) -> dict[str, bytes]:
    """Return the content of every table and of the map, by the name of its file."""
    files = {f"{name}.csv": csv_text(table).encode() for name, table in tables.items()}
    if not snapshot.has("pc4_areas"):
        return files
    worst = tables["vestigingen"][["brin6", "lost_only"]]
    sites = snapshot.vestigingen.merge(worst, on="brin6")
    drawing = fragile_map(
        sites.sort_values("lost_only", ascending=False, kind="stable"),
        snapshot.table("pc4_areas"),
        threshold=threshold,
        who="leerlingen" if students.tells_leerweg else "jongeren",
        manifest=snapshot.manifest,
    )
    return {**files, "kaart.png": drawing.png(), "kaart.pdf": drawing.pdf()}
