"""A dossier typeset: its parts as plain values, and the PDF that Typst makes of them.

Typst lays out and tags: under PDF/UA-1 it refuses a picture without words, a heading
out of order or a document without title or language. It writes no date of its own, so
that the same parts are the same file. Words are passed as values, never as markup.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import matplotlib as mpl

from accessibility.errors import MissingPackageError
from maps import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

    import typst

    from maps.dossier.tables import PrintedTable
    from maps.figures import Drawing
    from maps.tongue import Tongue

Part: TypeAlias = dict[str, Any]
"""One thing on a page, as `dossier.typ` reads it."""

_TEMPLATE: Final = "dossier.typ"
_COLOURS: Final = {
    "ink": palette.INK,
    "soft": palette.SOFT,
    "line": palette.LINE,
    "accent": palette.ACCENT,
}


def heading(words: str, level: int = 2) -> Part:
    """Return a heading; level 1 is the title of the document."""
    return {"kind": "heading", "words": words, "level": level}


def text(words: str, look: str = "body") -> Part:
    """Return a paragraph; it may be `small`, or the `lead` of what comes after it."""
    return {"kind": "text", "words": words, "look": look}


def bullets(lines: Iterable[str]) -> Part:
    """Return a list of short sentences."""
    return {"kind": "list", "items": list(lines)}


def table(printed: PrintedTable, say: Tongue) -> list[Part]:
    """Return a table and, if it was cut, a line that says so."""
    if not printed.rows:
        return [text(say("no_rows"), "small")]
    parts: list[Part] = [
        {
            "kind": "table",
            "header": list(printed.header),
            "rows": [list(row) for row in printed.rows],
            "widths": list(printed.widths),
            "words": printed.words,
        }
    ]
    if printed.more:
        parts.append(text(say("more_rows", n=printed.more), "small"))
    return parts


def picture(drawing: Drawing, alt: str, caption: str = "") -> Part:
    """Return a drawing with its words for who does not see it."""
    svg = drawing.svg().decode()
    return {"kind": "picture", "svg": svg, "alt": alt, "caption": caption}


def typeset(document: Mapping[str, Any]) -> bytes:
    """Return a document as tagged PDF (PDF/UA-1); the same values give the same bytes.

    Parameters
    ----------
    document
        `title`, `lang`, `foot`, `band` (empty for none), `page` (the word before its
        number), `brief` (page one) and `parts` (the appendices).

    Raises
    ------
    MissingPackageError
        If Typst is not installed.
    """
    return typesetter().compile(  # type: ignore[no-any-return] # a module given back
        _template(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
        sys_inputs={"data": json.dumps({**document, "colours": _COLOURS})},
    )


def typesetter() -> ModuleType:
    """Return Typst, of the extra `pdf`.

    Raises
    ------
    MissingPackageError
        If it is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - of the extra `pdf`
    except ImportError as error:
        need = "a dossier holds a PDF, which needs Typst"
        raise MissingPackageError(need, "pdf") from error
    return typst


@cache
def _template() -> bytes:
    return files("maps.dossier").joinpath(_TEMPLATE).read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that come with matplotlib, which hold every sign; no others."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typesetter().Fonts(  # type: ignore[no-any-return] # a module given back
        include_system_fonts=False, font_paths=[str(folder)]
    )
