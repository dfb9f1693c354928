"""Page one in English: the figures of the Dutch page, in words of another language."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.questions import Question
from accessibility.reports import Impact, impact_of
from accessibility.scenario import (
    CloseOffer,
    CloseVestiging,
    LineHeadway,
    OpenOffer,
    Scenario,
)
from accessibility.study import Study
from maps.dossier.brief import brief
from maps.dossier.brief_en import brief_en, edit_words_en, foot_en
from maps.dossier.edits import Names
from maps.dossier.front import ENGLISH, NOBODY, Front
from maps.dossier.report import Provenance, report
from tests.small_country import whole_country

QUESTION = Question(denominator=Denominator.LEERWEG, students="own")
ASKED = Front("RPO Noord", "Directie VO", "2026-11-26", ENGLISH)
NAMES = Names({"X00001": "School 1, Dorp"})


@pytest.fixture(scope="module")
def opening() -> Impact:
    edits = (OpenOffer("X00001", Profiel.MT, Leerweg.GL),)
    return impact_of(Study(whole_country()), Scenario("t", "small", edits), QUESTION)


def digits(words: str) -> list[str]:
    return re.findall(r"\d+", words)


def test_both_languages_tell_the_same_numbers(opening: Impact) -> None:
    dutch, english = brief(opening, NOBODY), brief_en(opening, NOBODY)
    assert set(dutch) == set(english)
    for part in ("figure", "says", "ends"):
        assert digits(english[part]) == digits(dutch[part]), part
    assert digits(english["points"][0]) == digits(dutch["points"][0])
    assert [row["light"] for row in english["checks"]["rows"]] == [
        row["light"] for row in dutch["checks"]["rows"]
    ]


def test_it_reads_as_english(opening: Impact) -> None:
    told = brief_en(opening, ASKED)
    assert told["front"].startswith(
        "Dossier for Directie VO · requested by RPO Noord · made 26 November 2026"
    )
    assert told["says"] == (
        "gain M&T in gl for the first time within 10 km in a straight line"
    )
    assert told["figure"].endswith("third-years of the gl")
    assert "likely between" in told["ends"]
    assert "students 1 October" in foot_en(opening.used)
    assert "gains or loses" not in told["says"]


def test_of_nothing_it_says_nobody(opening: Impact) -> None:
    nothing = replace(opening, headline=None)
    told = brief_en(nothing, ASKED)
    assert told["figure"] == "Nobody"
    assert told["flips"] == []
    assert told["map"] is None


def test_edits_are_said_or_pointed_at() -> None:
    closed = CloseOffer("X00001", Profiel.PIE, Leerweg.BL)
    assert edit_words_en(closed, NAMES) == "Close PIE in bl at School 1, Dorp (X00001)."
    gone = CloseVestiging("X00001")
    assert edit_words_en(gone, NAMES) == "Close School 1, Dorp (X00001)."
    seldom = LineHeadway("L1", 10, "06:00", "23:00")
    assert "'line headway': see appendix 1" in edit_words_en(seldom, NAMES)


def test_the_pdf_says_which_language_is_where(opening: Impact) -> None:
    made = report(opening, Provenance({}, {}, "bereik replay"), ASKED)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        told = {
            str(one.Lang)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/Lang" in one
        }
    assert told == {"en", "nl"}
    assert made == report(opening, Provenance({}, {}, "bereik replay"), ASKED)
