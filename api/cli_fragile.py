"""`bereik fragile`: what every closure would cost, and where that hurts most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from accessibility.codes import PROFIEL_CHOICES, AreaKind, Denominator, Mode, Unit
from accessibility.effects import (
    effect_base,
    hanging,
    offer_closures,
    offer_pair_closures,
    pair_closures,
    vestiging_closures,
)
from accessibility.measures import all_pairs
from accessibility.questions import EXAMPLE_LABEL, reach_for
from api.demand_choice import students_by_choice
from api.options import (
    DemandModel,
    OfWhom,
    Smallest,
    SnapshotFolder,
    ThresholdUnit,
    WayOfTravel,
)
from api.terminal import print_table
from data.bundles import write_files
from data.exports import csv_text
from data.roads import road_tables
from data.snapshots import read_snapshot
from maps import dutch
from maps.fragile_map import fragile_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from accessibility.effects import EffectBase
    from accessibility.snapshot import Snapshot

_SHOWN: Final = 10


def fragile(
    snapshot: SnapshotFolder,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for tables and map.")
    ] = None,
    region: Annotated[
        AreaKind | None,
        typer.Option(
            help="Division within which pairs are closed together.",
            show_default="sto-regio if known, else rmc",
        ),
    ] = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Annotated[float, typer.Option(help="Threshold, inclusive.")] = 10_000.0,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.LEERWEG,
    students: DemandModel = "auto",
    smallest: Smallest = None,
) -> None:
    """Rank every closure by the students who lose their only option.

    Every single offer and vestiging, and every two of them within one region: two
    vestigingen, or two offers of the same profiel and leerweg.

    For example:

      bereik fragile demo/land

      bereik fragile nl-2019 --students inhabitants:10-14 -o kwetsbaar
    """
    land = read_snapshot(snapshot)
    whole = denominator is Denominator.COMMON
    who = students_by_choice(land, students, whole=whole, smallest=smallest)
    reach = reach_for(
        land, who, mode=mode, unit=unit, limit=within, road_tables=road_tables
    )
    base = effect_base(
        reach,
        land.offers,
        who,
        within=(within,),
        unit=unit,
        denominator=denominator,
        pairs=all_pairs(PROFIEL_CHOICES),
    )
    tables = _tables(base, land, region or _usual_region(land))
    _print(tables, land)
    if output is not None:
        words = f"{dutch.threshold(within, unit)} {dutch.MODE_WORDS[mode]}"
        _write(tables, land, output, words, tells_leerweg=who.tells_leerweg)


def _usual_region(land: Snapshot) -> AreaKind:
    known = land.vestigingen.sto_regio.notna().any()
    return AreaKind.STO_REGIO if known else AreaKind.RMC


def _tables(
    base: EffectBase, land: Snapshot, region: AreaKind
) -> dict[str, pd.DataFrame]:
    found = hanging(base)
    sites = land.vestigingen
    column = sites[region.value.replace("-", "_")]
    known = column.notna()
    region_of = dict(zip(sites.brin6[known], column[known], strict=True))
    names = sites.set_index("brin6")[["naam", "plaats"]]

    def both(pairs: pd.DataFrame) -> pd.DataFrame:
        named = pairs.join(names, on="brin6")
        return named.join(names.add_suffix("_other"), on="other")

    return {
        "aanbod": offer_closures(base, found).join(names, on="brin6"),
        "vestigingen": vestiging_closures(base, found).join(names, on="brin6"),
        "paren": both(pair_closures(base, found, region_of)),
        "aanbodparen": both(offer_pair_closures(base, found, region_of)),
    }


def _print(tables: dict[str, pd.DataFrame], land: Snapshot) -> None:
    single = [
        [row.brin6, row.naam, _many(row.lost_only), _many(row.lost_techniek)]
        for row in _top(tables["vestigingen"])
    ]
    header = ["brin6", "vestiging", "lose a profiel", "lose techniek"]
    print_table(header, single, title="Closing one vestiging", numbers=header[2:])
    offers = [
        [row.brin6, row.naam, row.profiel, row.leerweg, _many(row.lost_only)]
        for row in _top(tables["aanbod"])
    ]
    header = ["brin6", "vestiging", "profiel", "leerweg", "lose it"]
    print_table(header, offers, title="Closing one offer", numbers=header[4:])
    pairs = [
        [
            f"{row.brin6} {row.naam}",
            f"{row.other} {row.naam_other}",
            _many(row.lost_only),
            _many(row.together),
        ]
        for row in _top(tables["paren"])
    ]
    header = ["vestiging", "and", "lose a profiel", "more than apart"]
    print_table(header, pairs, title="Closing two of one region", numbers=header[2:])
    two = [
        [
            f"{row.profiel} {row.leerweg}",
            f"{row.brin6} {row.naam}",
            f"{row.other} {row.naam_other}",
            _many(row.lost_only),
            _many(row.together),
        ]
        for row in _top(tables["aanbodparen"])
    ]
    header = ["offer", "vestiging", "and", "lose it", "more than apart"]
    print_table(
        header, two, title="Closing two offers of one region", numbers=header[3:]
    )
    if land.manifest.example:
        typer.echo(f"{EXAMPLE_LABEL}: no real schools or students")


def _top(table: pd.DataFrame) -> Iterator[Any]:
    yield from table.head(_SHOWN).itertuples()


def _many(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def _write(
    tables: dict[str, pd.DataFrame],
    land: Snapshot,
    folder: Path,
    threshold: str,
    *,
    tells_leerweg: bool,
) -> None:
    files = {f"{name}.csv": csv_text(table).encode() for name, table in tables.items()}
    if land.has("pc4_areas"):
        worst = tables["vestigingen"][["brin6", "lost_only"]]
        sites = land.vestigingen.merge(worst, on="brin6")
        drawing = fragile_map(
            sites.sort_values("lost_only", ascending=False, kind="stable"),
            land.table("pc4_areas"),
            threshold=threshold,
            who="leerlingen" if tells_leerweg else "jongeren",
            manifest=land.manifest,
        )
        files |= {"kaart.png": drawing.png(), "kaart.pdf": drawing.pdf()}
    for path in write_files(files, folder):
        typer.echo(f"{path}: {path.stat().st_size} bytes")
