"""Leaflet's own files, ready to stand inside one HTML page.

The files come from the installed package XStatic-Leaflet, which carries the release
that folium draws for; nothing is fetched and nothing of Leaflet is kept here.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files
from typing import Final

_PACKAGE: Final = "xstatic.pkg.leaflet"
_IMAGE: Final = re.compile(r"url\(\"?(images/[\w.-]+\.png)\"?\)")
_SOURCE_MAP: Final = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def _data(name: str) -> bytes:
    return (files(_PACKAGE) / "data" / name).read_bytes()


def _text(name: str) -> str:
    return _data(name).decode("utf-8").replace("\r\n", "\n")


@cache
def script() -> str:
    """Return Leaflet's script, safe between script tags and without its source map."""
    text = _SOURCE_MAP.sub("", _text("leaflet.js"))
    return text.replace("</", "<\\/")


@cache
def style() -> str:
    """Return Leaflet's style sheet with its images as data in the text."""
    return _IMAGE.sub(_inlined, _text("leaflet.css"))


def _inlined(found: re.Match[str]) -> str:
    encoded = base64.b64encode(_data(found[1])).decode("ascii")
    return f"url(data:image/png;base64,{encoded})"
