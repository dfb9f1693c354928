"""The structure of a dossier as PDF: what a screen reader meets, in what order."""

from __future__ import annotations

import io
import itertools
import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pdfua import validate

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.questions import Question
from accessibility.reports import impact_of
from accessibility.scenario import CloseVestiging, OpenOffer, Scenario
from accessibility.study import Study
from maps.dossier.report import Provenance, report
from tests.small_country import whole_country

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = "Een <titel> & *meer* #x"


@pytest.fixture(scope="module")
def made() -> bytes:
    edits = (CloseVestiging("X00002"), OpenOffer("X00001", Profiel.MT, Leerweg.GL))
    question = Question(denominator=Denominator.LEERWEG, students="own")
    impact = impact_of(
        Study(whole_country()), Scenario(TITLE, "small", edits), question
    )
    return report(impact, Provenance({"bereik": "1"}, {"scenario": "a"}, "replay"))


@pytest.fixture(scope="module")
def elements(made: bytes) -> list[tuple[str, Any]]:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return list(structure(pdf.Root.StructTreeRoot))


def structure(node: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - of pikepdf
    """Go through the elements in the order in which they are read."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if not isinstance(child, pikepdf.Dictionary) or "/S" not in child:
            continue
        alt = str(child.Alt) if "/Alt" in child else None
        scope = [str(one.Scope) for one in attributes(child) if "/Scope" in one]
        yield str(child.S).removeprefix("/"), {"alt": alt, "scope": scope}
        yield from structure(child)


def attributes(node: Any) -> list[Any]:  # noqa: ANN401 - of pikepdf
    found = node.get("/A", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def test_the_document_says_its_title_its_language_and_its_standard(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as about:
            assert about["dc:title"] == TITLE
            assert about["pdfuaid:part"] == "1"


def test_headings_begin_with_one_title_and_skip_no_level(
    elements: list[tuple[str, Any]],
) -> None:
    levels = [int(kind[1]) for kind, _ in elements if re.fullmatch(r"H\d", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == 10, "two on page one, and eight appendices"
    steps = itertools.pairwise(levels)
    assert all(later <= earlier + 1 for earlier, later in steps)


def test_every_picture_is_told_in_words(elements: list[tuple[str, Any]]) -> None:
    told = [about["alt"] for kind, about in elements if kind == "Figure"]
    assert len(told) == 2
    assert all("M&T in de gl" in words for words in told)


def test_every_table_has_heads_of_columns(elements: list[tuple[str, Any]]) -> None:
    kinds = [kind for kind, _ in elements]
    assert kinds.count("THead") == kinds.count("Table") > 8
    heads = [about["scope"] for kind, about in elements if kind == "TH"]
    assert heads
    assert all(scope == ["/Column"] for scope in heads)


def test_what_is_read_first_is_the_decision(elements: list[tuple[str, Any]]) -> None:
    kinds = [kind for kind, _ in elements]
    title, figure, table = (kinds.index(kind) for kind in ("H1", "Figure", "Table"))
    assert title < kinds.index("L") < figure < table


def test_a_checker_finds_nothing(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    path.write_bytes(made)
    assert validate(str(path)).findings == ()
