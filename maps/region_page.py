"""The page around a region map: one file with everything in it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from maps import dutch, leaflet
from maps.palette import style_variables

if TYPE_CHECKING:
    import folium

    from maps.story import Story


def region_page(
    canvas: folium.Map,
    story: Story,
    *,
    bounds: list[list[float]],
    is_dense: bool,
    background: str = "",
) -> str:
    """Write the page.

    Parameters
    ----------
    canvas
        The folium map with all its layers.
    story
        What the page says.
    bounds
        South-west and north-east corner, as latitude and longitude.
    is_dense
        True for very many postcodes: lines are drawn thinner.
    background
        Address of the tile service, the only host that the page may ask.
    """
    return (
        environment()
        .get_template("region.html")
        .render(
            story=story,
            subject=story.subject,
            bounds=json.dumps(bounds),
            is_dense=is_dense,
            policy_host=_host(background),
            map_id=_numbered(canvas),
            map_script=_script(canvas),
            leaflet_script=leaflet.script(),
            leaflet_style=leaflet.style(),
            style=own_style("region.css"),
            script=_own("region.js"),
        )
    )


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


def own_style(name: str) -> str:
    """Return one of our style sheets, with the colours it uses."""
    return style_variables() + _own(name)


@cache
def _own(name: str) -> str:
    return (files("maps") / "templates" / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return where templates come from; what they print is escaped."""
    made = Environment(
        loader=PackageLoader("maps"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["first_capital"] = dutch.first_capital
    return made
