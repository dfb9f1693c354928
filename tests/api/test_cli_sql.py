"""`bereik sql`: what there is to ask, an answer with its header, and a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli import run
from api.cli_sql import schema_table
from data.published_tables import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

QUERY = (
    "SELECT mode, count(distance_cm) AS ways, count(time_s) AS times "
    "FROM reach GROUP BY mode ORDER BY mode"
)


def test_every_column_is_described() -> None:
    table = schema_table()
    assert len(table) == sum(map(len, SCHEMA.values()))
    assert table.about.str.len().min() > 5


def test_without_a_query_the_tables_are_listed(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sql", road_path]) == 0
    out = capsys.readouterr().out
    assert "shortest way, whole centimetres" in out


def test_an_answer_has_rows_of_each_mode_and_a_header(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    modes = ["--mode", "straight", "--mode", "bike"]
    assert run(["sql", road_path, QUERY, *modes, "--format", "csv"]) == 0
    captured = capsys.readouterr()
    head, *rows = captured.out.splitlines()
    assert head == "mode,ways,times"
    bike, straight = (row.split(",") for row in rows)
    assert (bike[0], straight[0], straight[2]) == ("bike", "straight", "0")
    assert int(bike[1]) > 0
    assert int(bike[2]) > 0
    assert "dates: " in captured.err


def test_a_wrong_query_gets_the_sentence_of_the_engine(
    road_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "vraag.sql"
    path.write_text("SELECT geen_kolom FROM reach", encoding="utf-8")
    assert run(["sql", road_path, str(path)]) == 2
    assert "geen_kolom" in capsys.readouterr().err
