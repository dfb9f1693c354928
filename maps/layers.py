"""The layers of a region map, as folium objects whose colours live in the style sheet.

Every shape carries class names only. The page's style sheet gives them colour and
pattern, so that screen, print and legend cannot disagree.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import folium
import pandas as pd
from folium.map import CustomPane

from accessibility.codes import Unit
from accessibility.errors import TableError
from maps import dutch
from maps.postcodes import EMPTY
from maps.shapes import dissolved, features, simplified

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from maps.overlays import Overlay
    from maps.shapes import Features
    from maps.subject import Subject

PANES: Final = {
    "surroundings": 390,
    "postcodes": 400,
    "patterns": 410,
    "outlines": 420,
    "overlays": 430,
    "points": 440,
}
"""From bottom to top; only postcodes and points answer to the pointer."""

OFFER_KINDS: Final = ("closed", "opened", "pair", "profiel", "none")
"""What a vestiging has: the pair asked for, the profiel in another leerweg, neither;
and what a scenario closes or opens. From top to bottom."""

_OFFER_TEXT: Final = {
    "pair": "biedt {offer} aan",
    "profiel": "biedt {profiel} aan, maar niet in de {leerweg}",
    "none": "biedt {offer} niet aan",
    "opened": "{offer} gaat hier open",
    "closed": "{offer} gaat hier dicht",
}
_RADIUS: Final = {"pair": 6.0, "none": 2.0}
_DENSE_RADIUS: Final = {"pair": 3.0, "none": 1.0}
SIGN_PATHS: Final = {
    "profiel": ("M8 1.5 14.5 8 8 14.5 1.5 8Z",),
    "opened": ("M8 1.7a6.3 6.3 0 1 0 0 12.6a6.3 6.3 0 1 0 0-12.6Z", "M8 4.5v7M4.5 8h7"),
    "closed": (
        "M8 1.7a6.3 6.3 0 1 0 0 12.6a6.3 6.3 0 1 0 0-12.6Z",
        "M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4",
    ),
}
"""Shapes of the signs that are no circle, in a box of 16 by 16."""
_DENSE_SITES: Final = 200
_OVERLAY_VERTICES: Final = 15_000


def panes() -> list[CustomPane]:
    """Return the panes that keep the layers in order."""
    live = {"postcodes", "points", "overlays"}
    return [
        CustomPane(name, z_index=z, pointer_events=name in live)
        for name, z in PANES.items()
    ]


def surroundings_layer(frame: gpd.GeoDataFrame) -> folium.GeoJson:
    """Draw what lies under and around the region, lightly and without a word."""
    data = features(frame, _numbered(frame), frame[["look"]])
    return _shapes(data, "surroundings", lambda feature: feature["properties"]["look"])


def postcode_layer(
    frame: gpd.GeoDataFrame, subject: Subject, *, decimals: int
) -> folium.GeoJson:
    """Draw the postcodes coloured by distance class, with a word for the pointer.

    Parameters
    ----------
    frame
        What `maps.postcodes.described` returns, simplified.
    subject
        What the map is about.
    decimals
        Decimals of a degree to keep.
    """
    words = pd.DataFrame([postcode_words(row, subject) for row in rows(frame)])
    labels = {
        "p": "Postcode",
        "n": escape(dutch.first_capital(subject.who)),
        "w": escape(subject.offer),
    }
    if (words.y != "").any():
        labels["y"] = "Waarom"
    data = features(frame, list(frame.pc4), words[list(labels)], decimals=decimals)
    klass = dict(zip(frame.pc4, frame.klass, strict=True))
    return _shapes(
        data,
        "postcodes",
        lambda f: f"k {klass[f['id']]}",
        name="Afstand per postcode"
        if subject.unit is Unit.METRES
        else "Reistijd per postcode",
        labels=labels,
    )


def pattern_layers(frame: gpd.GeoDataFrame, *, decimals: int) -> list[folium.GeoJson]:
    """Draw the second cues: the gap hatched and outlined, suppressed counts dotted."""
    parts = (
        ("Gat: te ver weg (gearceerd)", "gat", frame[frame.is_gap]),
        ("Afgeschermd (gestippeld)", "stippel", frame[frame.suppressed]),
    )
    layers = []
    for name, look, part in parts:
        if part.empty:
            continue
        whole = dissolved(part)
        blank = pd.DataFrame(index=whole.index)
        data = features(whole, [look], blank, decimals=decimals)
        layers.append(_shapes(data, "patterns", _always(look), name=name))
    return layers


def outline_layer(frame: gpd.GeoDataFrame, *, decimals: int) -> folium.GeoJson:
    """Draw the outline of the region itself."""
    whole = dissolved(frame)
    blank = pd.DataFrame(index=whole.index)
    data = features(whole, ["regio"], blank, decimals=decimals)
    return _shapes(data, "outlines", _always("grens"))


def site_layers(
    vestigingen: gpd.GeoDataFrame, subject: Subject
) -> list[folium.GeoJson]:
    """Draw the vestigingen: filled, hollow or small, by what they offer.

    Parameters
    ----------
    vestigingen
        Points; columns `naam`, `offers` (one of `OFFER_KINDS`) and optional `plaats`.
    subject
        What the map is about.

    Raises
    ------
    TableError
        If a column is missing or `offers` holds something else.
    """
    _check_sites(vestigingen)
    placed = vestigingen[~(vestigingen.geometry.isna() | vestigingen.geometry.is_empty)]
    radius = _DENSE_RADIUS if len(placed) > _DENSE_SITES else _RADIUS
    names = (
        ("none", "Andere vestigingen"),
        ("profiel", "Vestigingen met het profiel in een andere leerweg"),
        ("pair", "Vestigingen met het gevraagde aanbod"),
        ("opened", "Vestigingen waar het aanbod open gaat"),
        ("closed", "Vestigingen waar het aanbod dicht gaat"),
    )
    return [
        _points(part, kind, radius.get(kind), name, subject)
        for kind, name in names
        if len(part := placed[placed.offers == kind])
    ]


def overlay_layer(overlay: Overlay) -> folium.GeoJson:
    """Draw one layer that a reader may switch on."""
    frame = overlay.frame
    named = frame.naam if "naam" in frame else pd.Series("", index=frame.index)
    texts = pd.DataFrame({"t": [escape(str(name)) for name in named]})
    is_point = overlay.look == "facility"
    if not is_point:
        frame, _ = simplified(frame, most_vertices=_OVERLAY_VERTICES)
    looks = frame.klass if "klass" in frame else [overlay.look] * len(frame)
    look_of = dict(zip(_numbered(frame), looks, strict=True))
    return _shapes(
        features(frame, _numbered(frame), texts),
        "points" if is_point else "overlays",
        lambda feature: str(look_of[feature["id"]]),
        name=escape(overlay.name),
        show=overlay.show,
        marker=_square() if is_point else None,
        labels={"t": ""} if "naam" in frame else None,
    )


def name_layer(places: gpd.GeoDataFrame) -> folium.GeoJson:
    """Write the names of places; the page hides those that would overlap.

    Parameters
    ----------
    places
        Points in any known system with a column `naam`, the most important first.
    """
    data = features(places, _numbered(places), places[["naam"]])
    # A GeoJson layer makes each marker with its icon at once; a plain folium marker
    # first asks for Leaflet's default picture.
    return folium.GeoJson(
        data,
        name="Plaatsnamen",
        marker=folium.Marker(icon=folium.DivIcon(class_name="plaatsnaam")),
        style_function=lambda feature: {
            "html": f"<span>{escape(str(feature['properties']['naam']))}</span>",
            "iconSize": [0, 0],
        },
    )


def postcode_words(row: dict[str, Any], subject: Subject) -> dict[str, str]:
    """Say in a few words what holds for a postcode, safe to stand in HTML.

    Returns
    -------
    dict
        `p` place, `n` number of students, `w` way to the nearest offer, `y` why.
    """
    way = "" if row["klass"] == EMPTY else nearest_words(row, subject)
    name = f" ({row['nearest']})" if row["nearest"] and way else ""
    return {
        "p": escape(f"{row['pc4']} {row['plaats']}".strip()),
        "n": counted_words(row),
        "w": escape(f"{way}{name}"),
        "y": escape(row["why"]),
    }


def nearest_words(row: dict[str, Any], subject: Subject) -> str:
    """Say how far the nearest offer is: '12,5 km', or that none was found."""
    if row["is_outside"]:
        return dutch.UNKNOWN[subject.mode]
    if row["is_unreachable"]:
        return dutch.UNREACHABLE
    if pd.isna(row["cost"]):
        return subject.not_found
    return dutch.cost(row["cost"], subject.unit)


def missed_words(row: dict[str, Any]) -> str:
    """Say how many students of a postcode have no offer within the threshold."""
    if row["suppressed"]:
        return dutch.HIDDEN
    return dutch.estimate(row["missed_low"], row["missed"], row["missed_high"])


def counted_words(row: dict[str, Any]) -> str:
    """Say how many students live in a postcode."""
    if row["suppressed"]:
        return dutch.HIDDEN
    return dutch.estimate(row["students_low"], row["students"], row["students_high"])


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a described frame without their geometry."""
    plain = frame.drop(columns="geometry")
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]


def _points(
    part: gpd.GeoDataFrame,
    kind: str,
    radius: float | None,
    name: str,
    subject: Subject,
) -> folium.GeoJson:
    """Draw schools of one kind: a circle, or a sign where it has no radius."""
    texts = pd.DataFrame({"t": [_site_text(row, subject) for row in rows(part)]})
    return _shapes(
        features(part, _numbered(part), texts),
        "points",
        _always(f"punt {kind}"),
        name=name,
        marker=_signed() if radius is None else folium.CircleMarker(radius=radius),
        labels={"t": ""},
        html=sign(kind) if radius is None else "",
    )


def _site_text(row: dict[str, Any], subject: Subject) -> str:
    words = _OFFER_TEXT[row["offers"]].format(
        offer=subject.offer, profiel=subject.profiel, leerweg=subject.leerweg.value
    )
    place = row.get("plaats")
    where = f", {escape(str(place))}" if isinstance(place, str) and place else ""
    return f"<b>{escape(str(row['naam']))}</b>{where}<br>{escape(words)}"


def _shapes(
    data: Features,
    pane: str,
    look: Callable[[dict[str, Any]], str],
    *,
    name: str | None = None,
    show: bool = True,
    marker: folium.CircleMarker | folium.Marker | None = None,
    labels: dict[str, str] | None = None,
    html: str = "",
) -> folium.GeoJson:
    """Make a layer of shapes with class names; `labels` name what a shape says."""
    speaks = bool(labels) and len(data["features"]) > 0
    tooltip = folium.GeoJsonTooltip(
        list(labels or ()),
        aliases=list((labels or {}).values()),
        labels=any((labels or {}).values()),
        sticky=True,
    )
    return folium.GeoJson(
        data,
        name=name,
        control=name is not None,
        show=show,
        # Shared borders must stay shared: no simplifying per polygon in the browser.
        smooth_factor=0,
        # Points take their pane from their style, polygons from their layer.
        style_function=lambda feature: {
            "className": look(feature),
            "pane": pane,
            **({"html": html} if html else {}),
        },
        tooltip=tooltip if speaks else None,
        marker=marker,
        pane=pane,
        interactive=speaks,
    )


def sign(kind: str) -> str:
    """Return the drawing of a sign that is no circle, as SVG."""
    size = 'viewBox="0 0 16 16" width="100%" height="100%"'
    return f"<svg {size}>{sign_paths(kind)}</svg>"


def sign_paths(kind: str) -> str:
    """Return the paths of a sign, in a box of 16 by 16."""
    return "".join(f'<path d="{d}"/>' for d in SIGN_PATHS[kind])


def _signed() -> folium.Marker:
    """Make a marker that holds a drawing of its own."""
    # Like the circles it is no button: nothing happens where it is pressed.
    return folium.Marker(icon=folium.DivIcon(icon_size=(14, 14)), keyboard=False)


def _square() -> folium.Marker:
    """Make a marker that the style sheet draws as a square."""
    return folium.Marker(icon=folium.DivIcon(icon_size=(10, 10)))


def _always(look: str) -> Callable[[dict[str, Any]], str]:
    return lambda _: look


def _numbered(frame: pd.DataFrame) -> list[str]:
    return [str(i) for i in range(len(frame))]


def _check_sites(vestigingen: gpd.GeoDataFrame) -> None:
    faults = [
        f"column {name!r} is missing"
        for name in ("naam", "offers")
        if name not in vestigingen.columns
    ]
    if not faults and not vestigingen.offers.isin(OFFER_KINDS).all():
        faults = [f"column 'offers': expected one of {', '.join(OFFER_KINDS)}"]
    if faults:
        where = "vestigingen of the map"
        raise TableError(where, faults)
