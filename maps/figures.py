"""A finished drawing of matplotlib: the same bytes for the same input, in any format.

Only matplotlib's objects are used: no window, no state shared between drawings.
"""

from __future__ import annotations

import html
import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from accessibility.errors import UsageError
from maps.dutch import DUTCH
from maps.files import write_whole
from maps.palette import INK, SOFT

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from maps.tongue import Tongue

PRINT_DPI: Final = 200

_STYLE: Final[dict[Any, Any]] = {
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.7,
    # Letters stay letters in a PDF, and identifiers in an SVG stay the same.
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "bereik",
}
# No date and no name of software: the same drawing is the same file.
_METADATA: Final[dict[str, dict[str, None]]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}

_PAGE: Final = """<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>svg {{ max-width: 100%; height: auto; }}</style>
</head>
<body>
<main role="img" aria-label="{title}">
{svg}</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Drawing:
    """A figure with its finding as title.

    Parameters
    ----------
    title
        The finding, one sentence.
    figure
        The figure, complete.
    """

    title: str
    figure: Figure

    def svg(self) -> bytes:
        """Return the drawing as SVG, for a web page."""
        return self._written("svg")

    def png(self, dpi: int = PRINT_DPI) -> bytes:
        """Return the drawing as PNG, for a report."""
        return self._written("png", dpi)

    def pdf(self) -> bytes:
        """Return the drawing as a page of PDF."""
        return self._written("pdf")

    def html(self) -> bytes:
        """Return the drawing as a page that opens in a browser, and needs no other."""
        drawn = self.svg().decode("utf-8")
        return _PAGE.format(
            title=html.escape(self.title), svg=drawn[drawn.index("<svg") :]
        ).encode("utf-8")

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the drawing in the format that the name ends with.

        Raises
        ------
        UsageError
            If the name ends with anything but .svg, .png, .pdf or .html.
        DataError
            If the file cannot be written.
        """
        kind = PurePath(path).suffix.lower().removeprefix(".")
        if kind == "html":
            return write_whole(path, self.html())
        if kind not in _METADATA:
            name = PurePath(path).name
            message = f"cannot draw {name}: use .svg, .png, .pdf or .html"
            raise UsageError(message)
        return write_whole(path, self._written(kind))

    def _written(self, kind: str, dpi: int = PRINT_DPI) -> bytes:
        stream = io.BytesIO()
        with mpl.rc_context(_STYLE):
            self.figure.savefig(stream, format=kind, dpi=dpi, metadata=_METADATA[kind])
        return stream.getvalue()


def blank(width_in: float, height_in: float) -> Figure:
    """Return an empty figure in the house style."""
    with mpl.rc_context(_STYLE):
        return Figure(figsize=(width_in, height_in), facecolor="white")


def house_style() -> Any:  # noqa: ANN401 - matplotlib does not name the type
    """Return the context in which axes and texts are made."""
    return mpl.rc_context(_STYLE)


def band(figure: Figure, say: Tongue = DUTCH, *, example: bool) -> None:
    """Say at the top that the data are an example, if they are."""
    if example:
        figure.text(
            0.5,
            0.992,
            say("example"),
            ha="center",
            va="top",
            fontsize=9,
            fontweight="bold",
            bbox={"facecolor": "#fde68a", "edgecolor": "#92400e", "pad": 3},
        )
