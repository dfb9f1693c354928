"""The page around a region map: finding, figures, tables, definitions, sources."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined

from accessibility.codes import PROFIEL_CHOICES, TECHNIEK, Leerweg, Unit
from maps import dutch, leaflet
from maps.layers import missed_words, nearest_words, rows
from maps.palette import style_variables
from maps.postcodes import CUT_OFF, breaks, largest_gaps, total_share
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    import folium
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.snapshot import Manifest
    from maps.region_map import Extras
    from maps.subject import Subject

MOST_GAPS: Final = 12
_DENSE: Final = 1_000
_LEERWEGEN: Final = tuple(Leerweg)


def region_page(
    canvas: folium.Map,
    told: pd.DataFrame,
    *,
    bounds: list[list[float]],
    subject: Subject,
    manifest: Manifest,
    extras: Extras,
) -> tuple[str, float, float, str]:
    """Write the page.

    Parameters
    ----------
    canvas
        The folium map with all its layers.
    told
        What `maps.postcodes.described` returns for the region.
    bounds
        South-west and north-east corner, as latitude and longitude.
    subject, manifest, extras
        As for `maps.region_map.region_map`.

    Returns
    -------
    tuple
        Title, share missed, number missed, and the page as text.
    """
    share, missed = _total(told, subject, extras.shares)
    title = finding(subject, share)
    page = (
        _environment()
        .get_template("region.html")
        .render(
            title=title,
            subject=subject,
            example=dutch.EXAMPLE if manifest.example else "",
            **_map_parts(canvas, bounds, extras.background),
            is_dense=len(told) > _DENSE,
            figure=_figure(share, missed, told, subject),
            legend=_legend(told, subject, extras),
            **_gap_parts(told, subject),
            shares=_share_rows(extras.shares),
            definitions=_definitions(subject, extras.assumption),
            dates=dates_line(manifest),
            sources=source_lines(manifest),
            method=manifest.method_version,
        )
    )
    return title, float(share[1]), missed, page


def _map_parts(
    canvas: folium.Map, bounds: list[list[float]], background: str
) -> dict[str, str]:
    """Return scripts and styles; the template knows that they are ours to trust."""
    return {
        "map_id": _numbered(canvas),
        "map_script": _script(canvas),
        "bounds": json.dumps(bounds),
        "leaflet_script": leaflet.script(),
        "leaflet_style": leaflet.style(),
        "style": style_variables() + _own("region.css"),
        "script": _own("region.js"),
        "policy_host": _host(background),
    }


def _gap_parts(told: pd.DataFrame, subject: Subject) -> dict[str, Any]:
    gaps, more = largest_gaps(told, MOST_GAPS)
    return {
        "gaps": [_gap_row(row, subject) for row in rows(gaps)],
        "more_gaps": f"{dutch.number(more)} postcode{'s' * (more > 1)}" if more else "",
        "has_places": bool((told.plaats != "").any()),
    }


def finding(subject: Subject, share: NDArray[np.float64]) -> str:
    """Say in one sentence what the map shows.

    Parameters
    ----------
    subject
        What the map is about.
    share
        Low, estimate and high share of students that is missed, shape `(3,)`.
    """
    if not np.isfinite(share[1]):
        return f"Voor {subject.area_name} zijn er geen gegevens over {subject.who}"
    tail = f"van een school met {subject.offer}"
    if share[2] == 0:
        return (
            f"In {subject.area_name} wonen alle {subject.who} binnen "
            f"{subject.threshold} {dutch.MODE_WORDS[subject.mode]} {tail}"
        )
    part = f"{dutch.percentage(float(share[1]), 0)} van de {subject.who}"
    return f"In {subject.area_name} woont {part} {subject.beyond} {tail}"


def _total(
    told: pd.DataFrame, subject: Subject, shares: pd.DataFrame | None
) -> tuple[NDArray[np.float64], float]:
    """Take the region's own row of shares if there is one, else add up postcodes."""
    if shares is not None:
        own = shares[
            (shares.profiel == subject.profiel)
            & (shares.leerweg == subject.leerweg.value)
        ]
        if len(own) == 1:
            row = own.iloc[0]
            share = 1 - np.array([row.share_high, row.share, row.share_low], float)
            return share, float(row.students - row.reached)
    return total_share(told)


def _figure(
    share: NDArray[np.float64],
    missed: float,
    told: pd.DataFrame,
    subject: Subject,
) -> dict[str, str]:
    hidden = int((told.suppressed & told.is_gap).sum())
    some = f"; in {hidden} van deze postcodes is het aantal afgeschermd"
    return {
        "share": dutch.percentage(float(share[1])),
        "between": dutch.between(float(share[0]), float(share[2])),
        "missed": f"{dutch.number(missed)} {subject.who}",
        "where": f"in {dutch.number(int(told.is_gap.sum()))} postcodes"
        + (some if hidden else ""),
    }


def _legend(
    told: pd.DataFrame, subject: Subject, extras: Extras
) -> list[tuple[str, str, str]]:
    """Return shape, class names and text of each entry of the legend."""
    bounds = [dutch.number(b / _per_unit(subject.unit)) for b in breaks(subject.unit)]
    name = "km" if subject.unit is Unit.METRES else "min"
    texts = [
        f"0-{bounds[0]} {name}",
        f"{bounds[0]}-{bounds[1]} {name}",
        f"{bounds[1]}-{bounds[2]} {name}",
        f"meer dan {bounds[2]} {name}",
    ]
    entries = [("vlak", f"k k{i}", text) for i, text in enumerate(texts)]
    if (told.klass == CUT_OFF).any():
        entries.append(("vlak", f"k {CUT_OFF}", dutch.UNREACHABLE))
    entries.append(("vlak", "k leeg", f"geen {subject.who}"))
    entries.append(("vlak", "gat", f"gat: {subject.beyond}"))
    if told.suppressed.any():
        entries.append(("vlak", "stippel", f"aantal {dutch.HIDDEN}"))
    leerweg = subject.leerweg.value
    entries += [
        ("punt", "punt pair", f"school met {subject.offer}"),
        ("punt", "punt profiel", f"school met dit profiel, niet in de {leerweg}"),
        ("punt", "punt none", "andere vmbo-school"),
    ]
    return entries + [(_SHAPE[o.look], o.look, o.name) for o in extras.overlays]


_SHAPE: Final = {"circle": "vlak", "road": "vlak", "facility": "blok"}


def _per_unit(unit: Unit) -> float:
    return 1_000.0 if unit is Unit.METRES else 60.0


def _gap_row(row: dict[str, Any], subject: Subject) -> dict[str, str]:
    return {
        "pc4": row["pc4"],
        "plaats": row["plaats"],
        "missed": missed_words(row),
        "way": nearest_words(row, subject),
        "why": row["why"],
    }


def _share_rows(shares: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Return one row per profiel with the share reached in each leerweg."""
    if shares is None or shares.empty:
        return []
    table = shares.pivot_table(
        index="profiel", columns="leerweg", values="share", aggfunc="first"
    )
    order = [choice for choice in PROFIEL_CHOICES if choice in table.index]
    return [
        {
            "code": "één of meer van de vijf" if choice == TECHNIEK else choice,
            "name": "" if choice == TECHNIEK else dutch.profiel_name(choice),
            "cells": [
                dutch.percentage(float(table[w.value].get(choice, np.nan)))
                if w.value in table
                else dutch.NO_DATA
                for w in _LEERWEGEN
            ],
        }
        for choice in order
    ]


def _definitions(subject: Subject, assumption: str) -> list[tuple[str, str]]:
    way = "de rechte lijn van huis naar school"
    if subject.mode != "straight":
        way = f"de kortste weg van huis naar school, {dutch.MODE_WORDS[subject.mode]}"
    offer = (
        "een school heeft minstens één derdejaars in dit profiel en deze leerweg, of "
        "meldt dat zij het aanbiedt."
    )
    gap = (
        "postcodes waar leerlingen wonen en waar het dichtstbijzijnde aanbod "
        f"{subject.beyond} is."
    )
    counted = f"{subject.who} in het derde leerjaar. Kleine aantallen zijn afgeschermd."
    return [
        ("Aanbod", offer),
        ("Afstand", f"{way}, gemeten vanaf punten in de postcode waar mensen wonen."),
        ("Gat", gap),
        ("Leerlingen", assumption or counted),
    ]


def _script(canvas: folium.Map) -> str:
    """Return the script that folium writes for the map and its layers."""
    figure = canvas.get_root()
    figure.render()
    return str(figure.script.render())


def _numbered(canvas: folium.Map) -> str:
    """Give all elements numbers instead of random names: same input, same bytes."""
    waiting, count = [canvas], 0
    while waiting:
        element = waiting.pop()
        element._id = f"{count:04d}"  # noqa: SLF001 - folium offers no other way
        count += 1
        waiting += list(element._children.values())  # noqa: SLF001 - as above
        icon = getattr(element, "icon", None)
        marker = getattr(element, "marker", None)
        waiting += [part for part in (icon, marker) if part is not None]
    return str(canvas.get_name())


def _host(background: str) -> str:
    parts = urlsplit(background)
    return f"{parts.scheme}://{parts.hostname}" if parts.hostname else ""


@cache
def _own(name: str) -> str:
    return (files("maps") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("maps"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["first_capital"] = dutch.first_capital
    return environment
