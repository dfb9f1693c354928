"""The dossier in English: the numbers of the Dutch one, and no Dutch left in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pikepdf
import pytest

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.questions import Question
from accessibility.reports import impact_of
from accessibility.scenario import CloseVestiging, OpenOffer, Scenario
from accessibility.study import Study
from api.dossier_files import workbook
from maps.dossier.brief import brief
from maps.dossier.front import ENGLISH, NOBODY, Front
from maps.dossier.report import Provenance, report
from maps.dossier.speech import EN
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.reports import Impact

QUESTION = Question(denominator=Denominator.LEERWEG, students="own")
ASKED = Front("RPO Noord", "Directie VO", "2026-11-26", ENGLISH)
MADE = Provenance({"bereik": "1"}, {"scenario": "abc"}, "bereik replay")
DUTCH = re.compile(
    r"\b(de|het|een|van|niet|voor|leerlingen|zonder|binnen|deel|aantal|zeker|naar|"
    r"voldoet|onbekend|toets|bijlage|bladzijde|oktober|juni|wijzigingen|kaart)\b",
    re.IGNORECASE,
)
LAW = re.compile(r"Gemengde leerweg|Regeling 2008|Regeling 2020")
"""What the law itself is called, which has no English."""


@pytest.fixture(scope="module")
def impact() -> Impact:
    edits = (CloseVestiging("X00002"), OpenOffer("X00001", Profiel.MT, Leerweg.GL))
    return impact_of(Study(whole_country()), Scenario("t", "small", edits), QUESTION)


@pytest.fixture(scope="module")
def made(impact: Impact) -> list[bytes]:
    """Return the dossier in Dutch and in English."""
    return [report(impact, MADE, front) for front in (NOBODY, ASKED)]


@pytest.fixture(scope="module")
def pages(made: list[bytes]) -> list[str]:
    """Return the text of both; a hyphen at the end of a line is none of a word."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs poppler's pdftotext")
    return [
        subprocess.run(
            ["pdftotext", "-", "-"], input=pdf, check=True, capture_output=True
        )
        .stdout.decode()
        .replace("\xad\n", "")
        for pdf in made
    ]


def numbers(words: str) -> Counter[str]:
    """Count the numbers of a text, whichever marks they are written with."""
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", words)))


def test_both_languages_tell_the_same_numbers(pages: list[str]) -> None:
    dutch, english = (re.sub(r"(?s)^.*?(?=Bijlage 1|Appendix 1)", "", p) for p in pages)
    # An article is `art. 4.5a lid 2 onder c` in Dutch and `art. 4.5a(2)(c)` in English.
    assert numbers(dutch) == numbers(english)


def test_no_dutch_is_left_in_the_english_one(impact: Impact, pages: list[str]) -> None:
    names = set(impact.before.vestigingen.naam)
    english = LAW.sub("", pages[1])
    for name in names:
        english = english.replace(name, "")
    sources = re.compile(r"(?s)Snapshot 'small'.*?Made with")
    assert DUTCH.findall(sources.sub("", english)) == []


def test_page_one_reads_as_english(impact: Impact) -> None:
    told = brief(impact, ASKED)
    assert told["front"].startswith(
        "Dossier for Directie VO · requested by RPO Noord · made 26 November 2026"
    )
    assert told["front"].endswith("based on: small (example data)")
    assert re.search(r"within 10 km in a straight line", told["says"])
    assert "likely between" in told["ends"]
    assert told["map"]["alt"].startswith("Map of postcodes. ")


def test_of_nothing_it_says_nobody(impact: Impact) -> None:
    told = brief(replace(impact, headline=None), ASKED)
    assert told["figure"] == "Nobody"
    assert told["flips"] == []
    assert told["map"] is None


def test_the_pdf_names_one_language(made: list[bytes]) -> None:
    for content, code in zip(made, ("nl", "en"), strict=True):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            told = {
                str(one.Lang)
                for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary) and "/Lang" in one
            }
            assert str(pdf.Root.Lang) == code
            assert told == {code}


def test_the_workbook_is_english_in_sheets_heads_and_cells(impact: Impact) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(impact, MADE, EN)))
    assert book.sheetnames[:2] == ["notes", "national"]
    names = set(impact.before.vestigingen.naam)
    for sheet in book.worksheets:
        cells = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
        told = [LAW.sub("", cell) for cell in cells if cell not in names]
        dutch = [cell for cell in told if DUTCH.search(cell) or cell in {"ja", "nee"}]
        assert dutch == [], sheet.title
    dates = [row[0].value for row in book["notes"].iter_rows()]
    assert "dates: students" in dates
