"""Kinds of source: every record leads to a reader, tables and roles that exist."""

from __future__ import annotations

import pytest

from accessibility.codes import ROADS, ROLES, TIMETABLE
from accessibility.tables import SCHEMAS
from data.kinds import KINDS, kinds_table
from data.source_kind import SourceKind


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_record_leads_to_what_exists(kind: SourceKind) -> None:
    assert callable(kind.load())
    assert set(kind.tables) <= {*SCHEMAS, ROADS, TIMETABLE}
    assert kind.role in {"", *ROLES}
    assert kind.tables


def test_a_kind_with_a_table_of_its_own_gives_the_date_of_it() -> None:
    for kind in KINDS.values():
        role = ROLES[kind.role] if kind.role else None
        assert not kind.table or role is not None
        if role is not None and kind.role not in {"exams", "sto_regios"}:
            assert set(kind.tables) & set(role.tables)


def test_the_table_of_the_documents_has_a_line_per_kind() -> None:
    lines = list(kinds_table())
    assert len(lines) == len(KINDS) + 2
    assert {line.count("|") for line in lines} == {5}


@pytest.mark.parametrize("kind", ["pc4-areas", "gebieden", "postcodes", "inhabitants"])
def test_open_data_of_cbs_are_cited_as_its_licence_asks(kind: str) -> None:
    assert (KINDS[kind].maker, KINDS[kind].licence) == ("CBS", "CC BY 4.0")
