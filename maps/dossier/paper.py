"""A4 pages with reportlab: styles, tables, the line under every page.

reportlab lays text and tables out over pages and, with `invariant`, writes no date and
no random identifier: the same content is the same file. fpdf2 needs every page broken
by hand; WeasyPrint needs system libraries that a plain installation lacks.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import matplotlib as mpl
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    Image,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from maps import dutch, palette
from maps.dossier.words import NO_ADVICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.dossier.tables import PrintedTable
    from maps.figures import Drawing

PLAIN: Final = "Bereik"
BOLD: Final = "Bereik-Bold"
MARGIN: Final = 18 * mm
WIDTH: Final = A4[0] - 2 * MARGIN
_FOOT: Final = 12 * mm


def _register() -> None:
    """Embed the fonts that come with matplotlib: they hold every sign we print."""
    if PLAIN in pdfmetrics.getRegisteredFontNames():
        return
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(PLAIN, str(folder / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(folder / "DejaVuSans-Bold.ttf")))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN)


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - its options
    given = {"fontName": PLAIN, "textColor": HexColor(palette.INK), **more}
    return ParagraphStyle(name, fontSize=size, leading=1.35 * size, **given)


_STYLES: Final = {
    "title": {"size": 19, "fontName": BOLD, "spaceAfter": 3 * mm},
    "lead": {"size": 12.5, "spaceAfter": 4 * mm},
    "heading": {
        "size": 13,
        "fontName": BOLD,
        "spaceBefore": 6 * mm,
        "spaceAfter": 2 * mm,
        "keepWithNext": 1,
    },
    "body": {"size": 9, "spaceAfter": 2 * mm},
    "small": {"size": 7, "textColor": HexColor(palette.SOFT), "spaceAfter": 2 * mm},
    "cell": {"size": 7.2},
    "number": {"size": 7.2, "alignment": TA_RIGHT},
    "head": {"size": 7.2, "fontName": BOLD},
    "headnumber": {"size": 7.2, "fontName": BOLD, "alignment": TA_RIGHT},
}


def style(name: str) -> ParagraphStyle:
    """Return a style by its name."""
    _register()
    return _style(name, **_STYLES[name])


def text(words: str, name: str = "body") -> Paragraph:
    """Return a paragraph; signs that mean something in markup are printed as such."""
    return Paragraph(escape(words), style(name))


def table(printed: PrintedTable) -> list[Any]:
    """Return a table and, if it was cut, a line that says so."""
    if not printed.rows:
        return [text("Hier verandert niets.", "small")]
    parts: list[Any] = [
        _grid([printed.header, *printed.rows], printed.widths, printed.words)
    ]
    if printed.more:
        parts.append(
            text(f"En nog {printed.more} rijen: zie het werkblad (XLSX).", "small")
        )
    return parts


def _grid(rows: Sequence[Sequence[str]], widths: Sequence[float], words: int) -> Table:
    cells = [
        [
            text(cell, _cell_style(first=i == 0, word=k < words))
            for k, cell in enumerate(row)
        ]
        for i, row in enumerate(rows)
    ]
    line, soft = HexColor(palette.LINE), HexColor(palette.SOFT)
    look = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, soft),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, line),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    total = sum(widths)
    return Table(
        cells,
        colWidths=[WIDTH * width / total for width in widths],
        repeatRows=1,
        style=look,
        spaceAfter=3 * mm,
    )


def _cell_style(*, first: bool, word: bool) -> str:
    if first:
        return "head" if word else "headnumber"
    return "cell" if word else "number"


def picture(drawing: Drawing) -> Image:
    """Return a drawing as wide as the text."""
    width_in, height_in = drawing.figure.get_size_inches()
    return Image(io.BytesIO(drawing.png()), WIDTH, WIDTH * height_in / width_in)


def pages(story: list[Any], *, title: str, foot: str, example: bool) -> bytes:
    """Lay a story out over A4 pages.

    Parameters
    ----------
    story
        Paragraphs, tables, pictures.
    title
        Title of the document.
    foot
        What stands under every page beside the words that it is no legal advice.
    example
        True if the data are the example country's: a band on every page says so.
    """
    _register()
    stream = io.BytesIO()
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        invariant=1,
        title=title,
        author="Bereik",
        creator="Bereik",
        lang="nl",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + _FOOT,
    )
    frame = Frame(
        MARGIN, MARGIN + _FOOT / 2, WIDTH, A4[1] - 2 * MARGIN - _FOOT / 2, 0, 0, 0, 0
    )

    def around(canvas: Any, page: Any) -> None:  # noqa: ANN401 - untyped library
        if page.page == 1:
            _fix_time(canvas)
        _around(canvas, page.page, foot, example=example)

    document.addPageTemplates([PageTemplate("plain", [frame], onPage=around)])
    document.build(story)
    return stream.getvalue()


def _fix_time(canvas: Any) -> None:  # noqa: ANN401 - untyped library
    """Write one fixed date: even `invariant` lets SOURCE_DATE_EPOCH through."""
    document = canvas._doc  # noqa: SLF001 - reportlab has no public way
    stamp = document._timeStamp  # noqa: SLF001 - as above
    stamp.YMDhms, stamp.dhh, stamp.dmm = (2000, 1, 1, 0, 0, 0), 0, 0
    # The identifier of the document is a digest that starts with the time.
    document.signature = hashlib.md5(b"bereik", usedforsecurity=False)


def _around(canvas: Any, number: int, foot: str, *, example: bool) -> None:  # noqa: ANN401 - has no types
    canvas.saveState()
    canvas.setFont(BOLD, 7.5)
    canvas.setFillColor(HexColor(palette.INK))
    canvas.drawString(MARGIN, _FOOT, NO_ADVICE)
    canvas.setFillColor(HexColor(palette.SOFT))
    canvas.setFont(PLAIN, 7.5)
    canvas.drawRightString(A4[0] - MARGIN, _FOOT, f"bladzijde {number}")
    canvas.setFont(PLAIN, 6.5)
    canvas.drawString(MARGIN, _FOOT - 3.5 * mm, foot)
    if example:
        canvas.setFillColor(HexColor("#fde68a"))
        canvas.rect(0, A4[1] - 9 * mm, A4[0], 9 * mm, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#713f12"))
        canvas.setFont(BOLD, 8.5)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 6 * mm, dutch.EXAMPLE)
    canvas.restoreState()
