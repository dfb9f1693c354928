"""What commands and service tell of masked counts fits a land without small groups.

Of every land with small groups there is one without any whose rounded counts are the
same. Whatever is asked, of the command line or over HTTP, both must answer the same,
byte for byte: then no answer, nor all of them together, can prove a small group.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

import pandas as pd
import pytest

from accessibility.counting import protected
from accessibility.study import Study
from api.cli import run
from data.snapshots import write_snapshot
from tests.api.service.conftest import small_snapshot
from tests.masked_counts import ENDS, SHARES, proven, with_masks, without_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot

BASE: Final = 10
OWN: Final = ("--students", "own")
COMMANDS: Final = (
    ("reach", "--area", "pc4", "--denominator", "leerweg", "--within", "4000", *OWN),
    ("reach", "--area", "gemeente", "--within", "9000", *OWN),
    ("choice", "--area", "pc4", *OWN),
    ("denominators", *OWN),
)
PATHS: Final = (
    "/v1/bereik?gebiedsindeling=pc4&leerweg=kl&noemer=leerweg&leerlingen=own&f=csv",
    "/v1/bereik?gebiedsindeling=gemeente&drempel=5000&leerlingen=own&f=csv",
    "/v1/keuzes?gebiedsindeling=pc4&leerweg=gl&leerlingen=own&f=csv",
)


def snapshots(share: float) -> tuple[Snapshot, Snapshot]:
    """Return a land with small groups, and one without that rounds to the same."""
    snapshot = small_snapshot()
    true = snapshot.table("own_students")
    true = true.assign(students=true.students % 14)
    counts = with_masks(true.assign(**dict.fromkeys(ENDS, true.students)), share)
    counts = counts[counts.students > 0].reset_index(drop=True)
    masked = snapshot.edited(own_students=counts)
    exact = Study(masked).students("own", smallest=0)
    safe = protected(exact, threshold=BASE)
    other = without_small(safe, is_masked=share > 0).counts
    other = other[(other[ENDS] > 0).any(axis=1)].reset_index(drop=True)
    return masked, snapshot.edited(own_students=other)


@pytest.mark.parametrize("share", SHARES)
def test_commands_cannot_tell_the_two_apart(
    share: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for k, snapshot in enumerate(snapshots(share)):
        folder = str(write_snapshot(snapshot, tmp_path / str(k) / "land"))
        for name, *options in COMMANDS:
            assert run([name, folder, *options, "--format", "csv"]) == 0
        assert run(["fragile", folder, *OWN]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    first = told[0].split("mode,")[1]
    rows = pd.DataFrame(csv.DictReader(io.StringIO("mode," + first)))
    ends = ("students", "students_low", "students_high")
    figures = rows.assign(
        **{name: pd.to_numeric(rows[name]) for name in ends},
        suppressed=rows.suppressed == "True",
    )
    assert len(figures) > 100
    assert not proven(figures, threshold=BASE).any()


@pytest.mark.parametrize("share", SHARES)
def test_the_service_cannot_tell_the_two_apart(
    share: float,
    make_service: Callable[..., object],
    make_client: Callable[..., TestClient],
) -> None:
    told = []
    for snapshot in snapshots(share):
        client = make_client(make_service(snapshot))
        answers = [client.get(path) for path in PATHS]
        assert {answer.status_code for answer in answers} == {200}
        told.append([answer.text for answer in answers])
    assert told[0] == told[1]
