"""Tables of regions that are asked with a question, of those who live there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from accessibility.headers import notes_of, tables_behind
from accessibility.reports.impact_ladder import impact_ladder, ladder_words
from accessibility.reports.joined_leerweg import (
    gl_question,
    joined_leerweg,
    joined_words,
)
from accessibility.reports.region_attributes import (
    attribute_words,
    attributes_beside_reach,
)
from accessibility.reports.region_borders import border_matrix

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.questions import Question
    from accessibility.study import Study

TABLES: Final = ("offers", "vestigingen", "pupils", "areas")
"""The tables that regions by school rest on."""


class Found(NamedTuple):
    """A table with what is to be known of it; `put` if another question was put."""

    table: pd.DataFrame
    notes: tuple[str, ...]
    used: tuple[str, ...] = TABLES
    put: Question | None = None


def borders_found(study: Study, question: Question) -> Found:
    """Return where the nearest offer of those of a region lies."""
    table = border_matrix(study, question, question.per)
    words = "home region by home, region of the nearest offer by school"
    return Found(table, (words,), (*TABLES, "postcodes"))


def joined_found(study: Study, question: Question) -> Found:
    """Return what if gl and tl become one leerweg, with the question it answers."""
    put = gl_question(question)
    table = joined_leerweg(study, put)
    students = study.students_for(put)
    said = (*joined_words(table), *notes_of(study.snapshot, students, put))
    return Found(table, said, _used(study, put, "pupils"), put)


def ladder_found(study: Study, question: Question) -> Found:
    """Return every number on its rung, beside its target."""
    table = impact_ladder(study, question)
    words = tuple(ladder_words(study.snapshot, table))
    return Found(table, words, _used(study, question, "pupils", "targets"), question)


def attributes_found(study: Study, question: Question) -> Found:
    """Return what a file tells of regions, beside those within reach."""
    beside = attributes_beside_reach(study, question)
    used = _used(study, question, "region_attributes")
    return Found(beside.table, tuple(attribute_words(beside)), used, question)


def _used(study: Study, question: Question, *others: str) -> tuple[str, ...]:
    return (*others, *tables_behind(question, study.students_for(question)))
