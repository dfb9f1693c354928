"""The files of a dossier: report, workbook, GeoJSON, GeoPackage and map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from accessibility.codes import ROLES, AreaKind
from accessibility.counting import WHOLE_COUNTRY, whole_people
from accessibility.regions import Region
from accessibility.reports import region_view, with_changed_sites
from api.drawing import picture_of
from data.bundles import geojson_bytes, gpkg_bytes, xlsx_bytes
from maps.dossier.change_maps import changed_postcodes
from maps.dossier.edits import edit_words
from maps.dossier.report import report
from maps.dossier.sheets import readable, without_rows
from maps.dossier.speech import SPEECH
from maps.dossier.tables import inputs_words
from maps.dossier.words import (
    board_names,
    certainty,
    conclusion,
    is_modelled,
    names_of,
    people_in,
    site_names,
    threshold_words,
)
from maps.dutch import first_capital
from maps.sources import doubt_lines

if TYPE_CHECKING:
    import geopandas as gpd

    from accessibility.reports import Impact
    from accessibility.snapshot import Manifest
    from accessibility.study import Study
    from maps.dossier.front import Front
    from maps.dossier.report import Provenance
    from maps.tongue import Tongue

REPORT: Final = "dossier.pdf"
WORKBOOK: Final = "dossier.xlsx"
GEOJSON: Final = "postcodes.geojson"
GEOPACKAGE: Final = "postcodes.gpkg"
MAP: Final = "kaart-na.html"

_EXPLAINED: Final = (
    "threshold",
    "ends",
    "counts",
    "shares",
    "gained_first",
    "gained_second",
    "lost_only",
    "lost_other",
    "direction",
    "hidden",
    "mean",
    "p95",
    "ten",
    "75",
    "methods",
)
"""Columns that the first sheet explains, in its order."""


def dossier_files(
    study: Study, impact: Impact, provenance: Provenance, front: Front
) -> dict[str, bytes]:
    """Return the content of every file of a dossier by its name.

    Parameters
    ----------
    study
        Of the snapshot the scenario starts from.
    impact
        A scenario and all it changes.
    provenance
        What it was made with.
    front
        Who asks for it, for whom, and when.
    """
    files = {
        REPORT: report(impact, provenance, front),
        WORKBOOK: workbook(impact, provenance, SPEECH[front.language]),
    }
    if impact.before.has("pc4_areas"):
        frame = map_table(impact)
        files[GEOJSON] = geojson_bytes(frame)
        files[GEOPACKAGE] = gpkg_bytes(frame, layer="postcodes")
        files[MAP] = _map_after(study, impact).encode()
    return files


def workbook(impact: Impact, provenance: Provenance, say: Tongue) -> bytes:
    """Return the workbook of a dossier in a language: what to know, and every table."""
    tables = workbook_tables(impact, say)
    about = _about(impact, provenance, say)
    empty = ", ".join(without_rows(tables, say))
    if empty:
        about[say("about_empty")] = empty
    sheets = readable(tables, site_names(impact), say)
    return xlsx_bytes(sheets, about, first=say("about"))


def workbook_tables(impact: Impact, say: Tongue) -> dict[str, pd.DataFrame]:
    """Return every table of the report in full, by the key of its sheet."""
    checks = [
        {
            "toets": say.of(check.title),
            "artikel": say.of(check.article),
            "invoer": inputs_words(check, say),
            "uitkomst": say.of(check.outcome.told),
            "marge": check.margin,
            "eenheid": say.of(check.unit),
            "opmerking": say.of(check.remark),
        }
        for check in impact.review.checks
    ]
    named = board_names(impact.before)
    invited = [
        {"rond": area.name, "vanaf": area.origin, "brin6": row.brin6}
        | {"naam": row.naam, "pc4": row.pc4, "bestuur": row.bestuur}
        | ({"bestuursnaam": named.get(row.bestuur, "")} if named else {})
        for area in impact.review.areas
        for row in area.vestigingen.itertuples()
    ]
    tables = {
        "national": _directed(impact, impact.national, say),
        "provincies": _directed(impact, impact.provincies, say),
        "gemeenten": _directed(impact, impact.gemeenten, say),
        "sexes": impact.sexes,
        "choice": _apart(whole_people(impact.choice)),
        "distances": _whole_ways(impact.distances),
        "losses": impact.losses,
        "sizes": impact.sizes,
        "combined": impact.combined,
        "regions": impact.regions,
        "checks": pd.DataFrame(checks),
        "invited": pd.DataFrame(invited),
        "sweep": _directed(impact, impact.sweep, say),
        "ahead": impact.ahead,
    }
    return {name: whole_people(table) for name, table in tables.items()}


def _apart(choice: pd.DataFrame) -> pd.DataFrame:
    """Let a difference be that of the whole numbers beside it, as in the report."""
    return choice.assign(difference=choice.after - choice.before)


def _whole_ways(distances: pd.DataFrame) -> pd.DataFrame:
    """Return ways in whole metres or seconds."""
    ways = [name for name in distances if str(name).startswith(("mean", "p95"))]
    return distances.round(dict.fromkeys(ways, 0))


def _directed(impact: Impact, changes: pd.DataFrame, say: Tongue) -> pd.DataFrame:
    """Add to each row what may be said of its direction; nothing where hidden."""
    modelled = is_modelled(impact)
    said = [
        "" if row.suppressed else say(certainty(row, modelled=modelled))
        for row in changes.itertuples(index=False)
    ]
    return changes.assign(richting=pd.Series(said, index=changes.index, dtype="str"))


def _about(impact: Impact, provenance: Provenance, say: Tongue) -> dict[str, Any]:
    manifest, who = impact.used, people_in(impact, say)
    names, asked = names_of(impact, say), impact.question
    label = {say("about_warning"): say("about_example")} if manifest.example else {}
    doubts = doubt_lines(manifest, say)
    way, unit = threshold_words(impact, say), asked.unit.value
    counted = f"{first_capital(who.label)}. {say.demand_words(impact.students.method)}"
    return {
        say("about_title"): impact.scenario.title,
        **label,
        say("about_outcome"): conclusion(impact, say),
        say("about_warning_too"): say("no_advice"),
        say("about_edits"): [edit_words(e, names) for e in impact.scenario.edits],
        say("about_measured"): say(f"about_within_{unit}", way=way),
        say("about_share"): say("of_all", who=who.plural),
        say("about_counts"): counted,
        say("about_losses"): say.of(impact.loss_note),
        say("about_snapshot"): manifest.name,
        say("about_dates"): _dates(manifest, say),
        **({say("about_doubts"): doubts} if doubts else {}),
        "software": dict(provenance.software),
        "sha256": {say(f"input_{k}"): v for k, v in provenance.inputs.items()},
        say("about_columns"): _explained(say),
    }


def _dates(manifest: Manifest, say: Tongue) -> dict[str, str]:
    """Return the date of each part of the data under the name that readers know."""
    told = {}
    for name, date in manifest.dates.items():
        role = ROLES.get(name)
        title = name if role is None else role.title
        told[title if role is None or say.is_dutch else role.english] = date
    return told


def _explained(say: Tongue) -> dict[str, str]:
    """Return what each column means, by its name."""
    parts = (say(f"explained_{name}").partition(": ") for name in _EXPLAINED)
    return {column: words for column, _, words in parts}


def map_table(impact: Impact) -> gpd.GeoDataFrame:
    """Return the postcodes in which something changes for the main pair.

    Distances and groups are geometry: they tell nothing about single students.
    """
    pair = impact.headline or impact.effect.base.pairs[0]
    frame = changed_postcodes(impact, pair)
    changed = (frame.group != "") | (frame.before != frame.after)
    kept = frame[changed].reset_index(drop=True)
    return kept.assign(
        profiel=pair[0],
        leerweg=pair[1].value,
        before=kept.before.replace(float("inf"), float("nan")),
        after=kept.after.replace(float("inf"), float("nan")),
    )


def _map_after(study: Study, impact: Impact) -> str:
    """Draw the state after, for the provincie in which most people are affected."""
    profiel, leerweg = impact.headline or impact.effect.base.pairs[0]
    question = replace(impact.question, profielen=(profiel,), leerwegen=(leerweg,))
    after = study.beside(impact.applied.snapshot, everyone=impact.effect.students)
    view = region_view(after, _main_region(impact), question)
    view = with_changed_sites(view, impact.before, impact.applied, (profiel, leerweg))
    return picture_of(after, view, question).for_screen().html


def _main_region(impact: Impact) -> Region:
    table = impact.provincies
    if table.empty:
        return Region(AreaKind.NL, WHOLE_COUNTRY, "Nederland")
    affected = table[["gained_first", "lost_only", "gained_second", "lost_other"]]
    total = affected.astype("float64").fillna(0.0).sum(axis=1)
    by_area = total.groupby(table.area_code).sum()
    code = str(by_area.sort_index().idxmax())
    name = table.area_name[table.area_code == code].iloc[0]
    return Region(AreaKind.PROVINCIE, code, str(name))
