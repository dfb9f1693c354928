"""The few colours of every drawing, chosen once for screen, print and report.

One sequential scale of blues, light near and dark far, and one accent: they stay apart
for colour-blind readers, and in grey. What matters most also has a pattern of its own.
"""

from __future__ import annotations

from typing import Final

from accessibility.codes import Leerweg
from maps.postcodes import CUT_OFF, EMPTY

INK: Final = "#16212b"
SOFT: Final = "#55616d"
LINE: Final = "#d5dbe1"
PATTERN: Final = "#0b1d33"
ACCENT: Final = "#c2410c"
LAND: Final = "#f3f3f1"
SITE: Final = "#374151"
ROAD: Final = "#6b21a8"
FACILITY: Final = "#047857"

CLASS_FILL: Final[dict[str, str]] = {
    "k0": "#eef4fb",
    "k1": "#c3daee",
    "k2": "#7fb0d8",
    "k3": "#3a78b2",
    CUT_OFF: PATTERN,
    EMPTY: "#ffffff",
}
"""Fill of each distance class, from near to far."""

LEERWEG_LINE: Final[dict[Leerweg, tuple[str, str]]] = {
    Leerweg.BL: ("#7fb0d8", "--"),
    Leerweg.KL: ("#3a78b2", "-."),
    Leerweg.GL: (ACCENT, "-"),
}
"""Colour and dash of each leerweg; gl, where the gaps are, has the accent."""


def style_variables() -> str:
    """Return the colours as variables of a style sheet."""
    names = {
        "inkt": INK,
        "zacht": SOFT,
        "lijn": LINE,
        "patroon": PATTERN,
        "accent": ACCENT,
        "land": LAND,
        "school": SITE,
        "weg": ROAD,
        "voorziening": FACILITY,
        **CLASS_FILL,
    }
    inside = "".join(f"--{name}:{colour};" for name, colour in names.items())
    return f":root{{{inside}}}"
