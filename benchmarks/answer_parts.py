"""Part a written answer into its figures and its header, whatever it is written as."""

from __future__ import annotations

import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import geopandas as gpd
import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER_MEMBERS: Final = {
    *("dates", "label", "method_version", "modes", "notes", "published", "snapshot"),
    *("sources", "bronnen", "gepubliceerdOver", "methodeversie", "naam", "peildata"),
    *("toelichting", "voorbeeldgegevens", "links", "timeStamp"),
    *("question", "vraag", "proof", "bewijs"),
}
"""Members of a JSON answer that say what its figures are about."""

DRAWINGS: Final = (".png", ".svg")

_GAP: Final = re.compile(r"[\s,:]*")
HASH: Final = re.compile(rb"\b[0-9a-f]{64}\b")
_FOOTNOTE: Final = re.compile(
    r"(?:dates: |note: |published: |question: |sources: |snapshot: |proof: "
    r"|voorbeeldgegevens: no )"
)
_VARYING: Final = re.compile(r"; [0-9.]+ s$|: [0-9]+ bytes$", re.MULTILINE)
"""How long a search took, and sizes of files that print versions."""
_SHOWN: Final = re.compile(r"<table.*?</table>|<script.*?</script>", re.DOTALL)
_VERSIONS: Final = ("software", "inputs", "outputs")


class Answer(NamedTuple):
    """The figures of an answer, and what a reader must know about them."""

    figures: bytes
    header: bytes = b""

    @property
    def digest(self) -> dict[str, str]:
        """The first half of the SHA-256 of both, which is plenty."""
        parts = self._asdict().items()
        return {name: hashlib.sha256(part).hexdigest()[:32] for name, part in parts}


def split(ending: str, content: bytes) -> Answer:
    """Part a written answer into figures and header.

    Parameters
    ----------
    ending
        Of the file's name: what the answer is written as.
    content
        The answer.
    """
    if ending in DRAWINGS:
        return Answer(b"", content)
    reader = READERS.get(ending)
    return Answer(content) if reader is None else reader(content)


def _of_json(content: bytes) -> Answer:
    parts: dict[bool, list[str]] = {True: [], False: []}
    for name, raw in _members(content.decode()):
        parts[name in HEADER_MEMBERS].append(f"{name}: {raw}\n")
    figures, header = ("".join(parts[about]).encode() for about in (False, True))
    return Answer(figures, header)


def _members(text: str) -> Iterator[tuple[str, str]]:
    """Yield the members of an object as they are written: 0.50 is not 0.5."""
    decoder = json.JSONDecoder()
    at = _after_gap(text, text.index("{") + 1)
    while text[at] != "}":
        name, at = decoder.raw_decode(text, at)
        start = _after_gap(text, at)
        _, end = decoder.raw_decode(text, start)
        yield name, text[start:end]
        at = _after_gap(text, end)


def _after_gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _of_html(content: bytes) -> Answer:
    """Take what a page tabulates, and the script that holds what it draws."""
    text = content.decode()
    shown = "\n".join(_SHOWN.findall(text))
    return Answer(shown.encode(), _SHOWN.sub("", text).encode())


def _of_screen(content: bytes) -> Answer:
    lines = _VARYING.sub("", content.decode()).splitlines(keepends=True)
    header = [line for line in lines if _FOOTNOTE.match(line)]
    figures = [line for line in lines if not _FOOTNOTE.match(line)]
    return Answer(*("".join(part).encode() for part in (figures, header)))


def _of_workbook(content: bytes) -> Answer:
    """Take the cells: the first sheet tells what the others are about."""
    first, *others = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    about = [row for row in first.values if not str(row[0]).startswith("software")]
    rows = [(sheet.title, *row) for sheet in others for row in sheet.values]
    figures, header = ("\n".join(map(repr, part)).encode() for part in (rows, about))
    return Answer(figures, HASH.sub(b"SHA256", header))


def _of_geopackage(content: bytes) -> Answer:
    """Take rows and shapes: the file itself may hold the time at which it was made."""
    frame = gpd.read_file(io.BytesIO(content))
    return Answer(frame.to_csv(index=False).encode())


READERS: Final = {
    ".json": _of_json,
    ".geojson": _of_json,
    ".html": _of_html,
    ".txt": _of_screen,
    ".xlsx": _of_workbook,
    ".gpkg": _of_geopackage,
}
"""How each kind of file is parted; of the others all is figures."""


def of_dossier(content: bytes) -> Answer:
    """Take what was asked: the rest is versions, and hashes of the other files."""
    document = json.loads(content)
    names = sorted(document["outputs"])
    for name in _VERSIONS:
        del document[name]
    del document["snapshot"]["folder"]
    return Answer(b"", json.dumps([document, names], indent=1).encode())
