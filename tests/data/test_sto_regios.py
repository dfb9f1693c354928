"""STO-regio's: validity decides, the latest counts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.sources import SourceFile
from data.sto_regios import read_sto_regios, valid_on

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """BRIN NUMMER;VESTIGINGSCODE;REGIO CODE;REGIO NAAM;GELDIG VAN;GELDIG TOT
X1AA;00;R1;Noord;2020;2024
X1AA;00;R9;Noordoost;2025;
X2AA;01;R2;Zuid;2020-01-01;2024-12-31
X3AA;0;R3;West;;
"""


def _source(folder: Path, text: str) -> SourceFile:
    path = folder / "regios.csv"
    path.write_text(text, encoding="utf-8")
    return SourceFile("sto-regios", path, "2020")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2024, 12, 31), {"X1AA00": "R1", "X2AA01": "R2", "X3AA00": "R3"}),
        (dt.date(2025, 1, 1), {"X1AA00": "R9", "X3AA00": "R3"}),
        (dt.date(2019, 12, 31), {"X3AA00": "R3"}),
    ],
)
def test_the_day_decides(
    tmp_path: Path, day: dt.date, expected: dict[str, str]
) -> None:
    regions = read_sto_regios(_source(tmp_path, TABLE)).frame
    rows, findings = valid_on(regions, day)
    assert dict(zip(rows.brin6, rows.regio_code, strict=True)) == expected
    assert findings[0].count == len(expected)


def test_faults_are_told_all_at_once(tmp_path: Path) -> None:
    wrong = "BRIN;VESTIGING;REGIO;VAN\nX1AA;00;;2020\nX2;00;Zuid;soon\n"
    with pytest.raises(TableError) as caught:
        read_sto_regios(_source(tmp_path, wrong))
    text = str(caught.value)
    assert "3 fault(s)" in text
    assert "line 2: no region" in text
    assert "line 3: no key of a vestiging" in text
    assert "'valid_from', line 3" in text
