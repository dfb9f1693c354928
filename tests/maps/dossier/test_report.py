"""The pages of a dossier: its sections, the warning and band on every page."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.questions import Question
from accessibility.reports.impact import impact_of
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseVestiging, OpenOffer
from accessibility.study import Study
from api.dossier_files import workbook_tables
from maps.dossier.report import Provenance, report
from maps.dossier.speech import NL
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.reports.impact import Impact

QUESTION = Question(denominator=Denominator.LEERWEG, students="own")
PROVENANCE = Provenance({"bereik": "1"}, {"scenario": "abc"}, "bereik replay")


@pytest.fixture(scope="module")
def impact() -> Impact:
    edits = (CloseVestiging("X00002"), OpenOffer("X00001", Profiel.MT, Leerweg.GL))
    scenario = Scenario("Een <titel> & meer", "small", edits)
    return impact_of(Study(whole_country()), scenario, QUESTION)


def test_the_same_impact_gives_the_same_bytes(impact: Impact) -> None:
    assert report(impact, PROVENANCE) == report(impact, PROVENANCE)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
def test_every_page_says_that_it_is_no_advice(impact: Impact, tmp_path: Path) -> None:
    path = tmp_path / "d.pdf"
    path.write_bytes(report(impact, PROVENANCE))
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = text.rstrip("\f").split("\f")
    for page in pages:
        assert "Geen juridisch advies" in page
        assert "Voorbeeldgegevens" in page
    headings = re.findall(r"^\s*Bijlage ([1-8])\. \w", text, flags=re.MULTILINE)
    assert headings == list("12345678")
    assert "Een <titel> & meer" in text
    assert "art. 4.20" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
def test_a_model_of_where_pupils_live_promises_nothing(
    impact: Impact, tmp_path: Path
) -> None:
    guessed = replace(impact, students=replace(impact.students, method="gravity"))
    told, own = _text(guessed, tmp_path), _text(impact, tmp_path)
    assert "geschat aantal" in told
    assert "zeker is dat niet" in told
    assert "robuust" not in told
    assert "waar het echte aantal tussen ligt" not in told
    assert "derdejaars van de gl" in own
    assert "geschat" not in own.split("Bijlage 1.")[1].split("Bijlage 4.")[0]


def _text(impact: Impact, folder: Path) -> str:
    path = folder / "d.pdf"
    path.write_bytes(report(impact, PROVENANCE))
    read = subprocess.run(
        ["pdftotext", str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    return " ".join(read.split())


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
def test_boards_have_their_names_where_a_file_tells_them(
    impact: Impact, tmp_path: Path
) -> None:
    area = impact.review.areas[0]
    sites = impact.before.vestigingen.head(1).assign(bestuur="41804")
    review = replace(impact.review, areas=(replace(area, vestigingen=sites),))
    plain = replace(impact, review=review)
    assert "Nummers van de besturen: 41804" in _text(plain, tmp_path)
    assert "bestuursnaam" not in workbook_tables(plain, NL)["invited"]
    boards = pd.DataFrame({"bestuur": ["41804"], "naam": ["Stichting Eén"]})
    named = replace(plain, before=impact.before.edited(boards=boards))
    assert "Besturen: Stichting Eén (41804)" in _text(named, tmp_path)
    sheet = workbook_tables(named, NL)["invited"]
    assert set(sheet.bestuursnaam) == {"Stichting Eén"}
