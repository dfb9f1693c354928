"""The web page's own files, the colours it shares with all maps, and MapLibre's.

MapLibre GL JS comes from the installed package `maplibre`, which carries its release;
nothing is fetched and nothing of MapLibre is kept here. The package itself is never
imported: only its two files are read.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from accessibility.errors import MissingDataError
from maps.palette import style_variables

FOLDER: Final = "web"
PAGES: Final = ("", "plannen/")
"""Folders of the page itself and of planning; each has an `index.html`."""

FOLDERS: Final = (*PAGES, "docs/")
"""And that of what the page about the interface runs, which is made by the service."""

MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_STYLE: Final = "maplibre-gl.css"
_LIBRARY: Final = (_STYLE, "maplibre-gl.js")
_RULE: Final = re.compile(r"(?P<selectors>[^{}]+)\{[^{}]*\}")
_UNUSED: Final = re.compile(
    r"maplibregl-ctrl-(?:geolocate|terrain|globe|fullscreen|logo)"
)
"""Controls that our maps do not have: their rules carry most of the icons."""
_COMMENT: Final = re.compile(
    rb"^[ \t]*(?://[^\n]*|/\*\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE
)


@cache
def page_files() -> dict[str, bytes]:
    """Return every file of the pages by its path; the first page is `index.html`.

    Raises
    ------
    MissingDataError
        If the package that carries MapLibre is not installed.
    """
    own = {
        folder + one.name: _served(one.name, one.read_bytes())
        for folder in FOLDERS
        for one in sorted(files("maps").joinpath(FOLDER, folder).iterdir(), key=str)
        if Path(one.name).suffix in MEDIA_TYPES
    }
    library = _library_folder()
    borrowed = {f"maplibre/{name}": (library / name).read_bytes() for name in _LIBRARY}
    style = borrowed[f"maplibre/{_STYLE}"].decode()
    borrowed[f"maplibre/{_STYLE}"] = used_rules(style).encode()
    return own | borrowed | {"colours.css": style_variables().encode()}


def used_rules(style: str) -> str:
    """Return the style of MapLibre without rules for controls that no page has.

    Examples
    --------
    >>> used_rules(".a{b:c}.maplibregl-ctrl-globe{d:e}.maplibregl-ctrl-globe,.f{g:h}")
    '.a{b:c}.maplibregl-ctrl-globe,.f{g:h}'
    """

    def kept(rule: re.Match[str]) -> str:
        selectors = rule["selectors"].split(",")
        return "" if all(map(_UNUSED.search, selectors)) else rule[0]

    return _RULE.sub(kept, style)


def _served(name: str, content: bytes) -> bytes:
    """Leave out what a browser does not need: comments on lines of their own."""
    return _COMMENT.sub(b"", content) if name.endswith(".js") else content


def media_type(path: str) -> str:
    """Return the media type of a file of the page."""
    return MEDIA_TYPES[Path(path).suffix]


def _library_folder() -> Path:
    found = find_spec("maplibre")
    if found is None or found.origin is None:
        message = "the package maplibre is not installed: pip install maplibre"
        raise MissingDataError(message)
    return Path(found.origin).parent / "srcjs"
