"""The files of a dossier: report, workbook, GeoJSON, GeoPackage and map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from accessibility.codes import AreaKind, Unit
from accessibility.counting import WHOLE_COUNTRY, whole_people
from accessibility.regions import Region
from accessibility.reports import region_view, with_changed_sites
from api.drawing import picture_of
from data.bundles import geojson_bytes, gpkg_bytes, xlsx_bytes
from maps.dossier.change_maps import changed_postcodes
from maps.dossier.edits import edit_words
from maps.dossier.report import report
from maps.dossier.sheets import readable, without_rows
from maps.dossier.words import (
    NO_ADVICE,
    certainty,
    conclusion,
    is_modelled,
    names_of,
    people_in,
    site_names,
    threshold_words,
)
from maps.dutch import demand_words, first_capital
from maps.sources import doubt_lines

if TYPE_CHECKING:
    import geopandas as gpd

    from accessibility.reports import Impact
    from accessibility.study import Study
    from maps.dossier.front import Front
    from maps.dossier.report import Provenance

REPORT: Final = "dossier.pdf"
WORKBOOK: Final = "dossier.xlsx"
GEOJSON: Final = "postcodes.geojson"
GEOPACKAGE: Final = "postcodes.gpkg"
MAP: Final = "kaart-na.html"

_UNITS: Final = {
    "grens": "in meters of seconden, zoals 'gemeten' zegt",
    "minstens, hooguit": "laagste en hoogste aantal dat mogelijk is; met "
    "'waarschijnlijk' ervoor: waar het aantal waarschijnlijk tussen ligt",
    "aantal voor, na": "hoeveel van de leerlingen een school met het aanbod binnen de "
    "grens hebben",
    "deel, verschil": "delen van 0 tot 1",
    "krijgt eerste aanbod": "krijgt een eerste aanbod binnen de grens",
    "krijgt keuze erbij": "had al een aanbod en krijgt er een bij",
    "verliest enige aanbod": "verliest het enige aanbod",
    "verliest een keuze": "verliest een aanbod en houdt er een over",
    "richting": "zeker: elk mogelijk aantal geeft dezelfde; waarschijnlijk: elk "
    "aantal dat het model waarschijnlijk houdt; alleen keuze: niemand krijgt of "
    "verliest het enige aanbod; alleen aantallen: het aanbod blijft",
    "afgeschermd": "ja: te weinig leerlingen om te tonen",
    "gemiddelde, minstens": "in meters of seconden; wie verder woont dan de zoekgrens "
    "telt mee op die grens",
    "95% woont binnen": "95% woont hooguit zo ver; leeg: verder dan de zoekgrens",
    "hooguit tien": "hooguit tien derdejaars: ja, nee, of niet te zeggen",
    "minder dan 75": "minder dan 75 technische derdejaars in de STO-regio",
    "Regeling 2008, over de weg, keuzemodel": "drie manieren om leerlingverlies te "
    "berekenen",
}


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
        WORKBOOK: _workbook(impact, provenance),
    }
    if impact.before.has("pc4_areas"):
        frame = map_table(impact)
        files[GEOJSON] = geojson_bytes(frame)
        files[GEOPACKAGE] = gpkg_bytes(frame, layer="postcodes")
        files[MAP] = _map_after(study, impact).encode()
    return files


def _workbook(impact: Impact, provenance: Provenance) -> bytes:
    tables = workbook_tables(impact)
    about = _about(impact, provenance)
    empty = ", ".join(without_rows(tables))
    if empty:
        about["zonder rijen, en dus zonder blad"] = empty
    return xlsx_bytes(readable(tables, site_names(impact)), about)


def workbook_tables(impact: Impact) -> dict[str, pd.DataFrame]:
    """Return every table of the report in full, by the name of its sheet."""
    checks = [
        {
            "toets": check.title,
            "artikel": check.article,
            "invoer": "; ".join(f"{f.name}: {f.value}" for f in check.facts),
            "uitkomst": check.outcome.value,
            "marge": check.margin,
            "eenheid": check.unit,
            "opmerking": check.remark,
        }
        for check in impact.review.checks
    ]
    invited = [
        {"rond": area.name, "vanaf": area.origin, "brin6": row.brin6}
        | {"naam": row.naam, "pc4": row.pc4, "bestuur": row.bestuur}
        for area in impact.review.areas
        for row in area.vestigingen.itertuples()
    ]
    tables = {
        "landelijk": _directed(impact, impact.national),
        "provincies": _directed(impact, impact.provincies),
        "gemeenten": _directed(impact, impact.gemeenten),
        "geslacht": impact.sexes,
        "keuze": impact.choice,
        "afstand": impact.distances,
        "leerlingverlies": impact.losses,
        "groepen": impact.sizes,
        "groepen leerwegen samen": impact.combined,
        "sto-regio's": impact.regions,
        "toetsen": pd.DataFrame(checks),
        "uitnodigen": pd.DataFrame(invited),
        "andere grenzen": _directed(impact, impact.sweep),
        "vooruit": impact.ahead,
    }
    also = {"keuze": ("difference",)}
    return {
        name: whole_people(table, also.get(name, ())) for name, table in tables.items()
    }


def _directed(impact: Impact, changes: pd.DataFrame) -> pd.DataFrame:
    """Add to each row what may be said of its direction; nothing where hidden."""
    modelled = is_modelled(impact)
    said = [
        "" if row.suppressed else certainty(row, modelled=modelled)
        for row in changes.itertuples(index=False)
    ]
    return changes.assign(richting=pd.Series(said, index=changes.index, dtype="str"))


def _about(impact: Impact, provenance: Provenance) -> dict[str, Any]:
    manifest, who = impact.used, people_in(impact)
    names = names_of(impact)
    about: dict[str, Any] = {"titel": impact.scenario.title}
    if manifest.example:
        about["let op"] = "voorbeeldgegevens: geen echte scholen of leerlingen"
    asked, doubts = impact.question, doubt_lines(manifest)
    return {
        **about,
        "uitkomst": conclusion(impact),
        "let op ook": NO_ADVICE,
        "wijzigingen": [edit_words(edit, names) for edit in impact.scenario.edits],
        "gemeten": f"binnen {threshold_words(impact)}, in "
        f"{'meters' if asked.unit is Unit.METRES else 'seconden'}",
        "deel van": f"de {who.plural}",
        "aantallen": f"{first_capital(who.label)}. "
        f"{demand_words(impact.students.method)}",
        "leerlingverlies": impact.loss_note,
        "momentopname": manifest.name,
        "data": dict(manifest.dates),
        **({"let op de bronnen": doubts} if doubts else {}),
        "software": dict(provenance.software),
        "sha256": dict(provenance.inputs),
        "kolommen": dict(_UNITS),
    }


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
