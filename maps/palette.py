"""The few colours of every drawing, chosen once for screen, print and report.

One sequential scale of blues, light near and dark far, and one accent: they stay apart
for colour-blind readers, and in grey. What matters most also has a pattern of its own.
"""

from __future__ import annotations

from typing import Final

from accessibility.codes import Leerweg
from maps.postcodes import CUT_OFF, EMPTY, NO_ROADS

INK: Final = "#16212b"
SOFT: Final = "#55616d"
LINE: Final = "#d5dbe1"
PATTERN: Final = "#0b1d33"
ACCENT: Final = "#c2410c"
WATER: Final = "#cfe0dc"
ABROAD: Final = "#f6f4ef"
MAIN_ROAD: Final = "#8a7a66"
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
    EMPTY: "#e9e7e2",
    NO_ROADS: "#c9c9c4",
}
"""Fill of each distance class, from near to far."""

CHOICE_FILL: Final[tuple[str, ...]] = (
    "#54278f",
    "#7a6bb5",
    "#9f9bca",
    "#c0bfdf",
    "#dcdbed",
    "#f4f2f8",
)
"""Fill by how many technical profiles there are to choose from: 0, dark, to 5.

Purple, so that no number reads as a distance."""

GROUP_FILL: Final[dict[str, str]] = {
    "gained_first": "#047857",
    "gained_second": "#a7d8c5",
    "lost_only": ACCENT,
    "lost_other": "#f6c9a8",
}
"""Fill of who is affected by a scenario; each has a hatch of its own besides."""

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
        "water": WATER,
        "buitenland": ABROAD,
        "hoofdweg": MAIN_ROAD,
        "school": SITE,
        "weg": ROAD,
        "voorziening": FACILITY,
        "eerste-erbij": GROUP_FILL["gained_first"],
        "tweede-erbij": GROUP_FILL["gained_second"],
        "enige-kwijt": GROUP_FILL["lost_only"],
        "andere-kwijt": GROUP_FILL["lost_other"],
        **CLASS_FILL,
        **{f"p{count}": colour for count, colour in enumerate(CHOICE_FILL)},
    }
    inside = "".join(f"--{name}:{colour};" for name, colour in names.items())
    return f":root{{{inside}}}"
