"""Sheets that a reader can read: Dutch heads, names of schools, nothing empty."""

from __future__ import annotations

import re

import pandas as pd

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.questions import Question
from accessibility.reports import impact_of
from accessibility.scenario import CloseVestiging, OpenOffer, Scenario
from accessibility.study import Study
from api.dossier_files import workbook_tables
from maps.dossier.sheets import column_words, readable, without_rows
from maps.dossier.speech import NL
from maps.dossier.words import site_names
from tests.small_country import whole_country

ENGLISH = re.compile(
    r"_|threshold|straight|area|share|before|after|gained|lost|low|high|students"
)


def test_no_head_of_a_dossier_is_english() -> None:
    edits = (CloseVestiging("X00002"), OpenOffer("X00001", Profiel.MT, Leerweg.GL))
    question = Question(denominator=Denominator.LEERWEG, students="own")
    impact = impact_of(Study(whole_country()), Scenario("t", "small", edits), question)
    sheets = readable(workbook_tables(impact, NL), site_names(impact), NL)
    heads = {str(head) for sheet in sheets.values() for head in sheet}
    assert len(heads) > 30
    assert [head for head in heads if ENGLISH.search(head)] == []
    assert all(len(set(sheet)) == len(sheet.columns) for sheet in sheets.values())
    groups = sheets["groepen"]
    assert groups["BRIN-code"].iloc[0] in set(impact.before.vestigingen.brin6)
    assert groups.naam.str.contains("Dorp").all()


def test_a_table_without_rows_is_no_sheet_and_is_named() -> None:
    tables = {
        "sizes": pd.DataFrame({"brin6": ["X"]}),
        "sexes": pd.DataFrame({"sex": []}),
    }
    assert list(readable(tables, {"X": "School"}, NL)) == ["groepen"]
    assert list(without_rows(tables, NL)) == ["geslacht"]
    assert readable(tables, {"X": "School"}, NL)["groepen"].naam.tolist() == ["School"]


def test_a_table_of_several_thresholds_keeps_them() -> None:
    table = pd.DataFrame({"threshold": [1.0, 2.0], "unit": ["m", "m"]})
    assert list(readable({"sizes": table}, {}, NL)["groepen"]) == ["grens"]
    assert list(
        readable({"sizes": table.iloc[:1].assign(naam="x")}, {}, NL)["groepen"]
    ) == ["naam"]


def test_a_hidden_row_says_so_in_words() -> None:
    table = pd.DataFrame({"suppressed": [True, False]})
    assert readable({"sizes": table}, {}, NL)["groepen"].afgeschermd.tolist() == [
        "ja",
        "nee",
    ]


def test_ends_of_a_count_are_told_apart() -> None:
    ends = ("_low", "_likely_low", "_likely_high", "_high")
    assert len({column_words(f"before{end}", NL) for end in ends}) == len(ends)
