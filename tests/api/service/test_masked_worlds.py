"""What commands and service tell of masked counts fits a land without small groups.

Of every land with small groups there is one without any whose rounded counts are the
same. Whatever is asked, of the command line or over HTTP, both must answer the same,
byte for byte: then no answer, nor all of them together, can prove a small group.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import pandas as pd
import pytest

from accessibility.codes import AreaKind, Denominator
from accessibility.counting import PUBLISHED_THRESHOLD, protected, round_counts
from accessibility.questions import Question
from accessibility.reports import impact_of
from accessibility.study import Study
from api.cli import run
from api.dossier_files import workbook_tables
from api.service.short_edits import short_scenario
from data.snapshots import write_snapshot
from tests.api.service.conftest import small_snapshot
from tests.api.service.test_drawn_areas import RD, cells
from tests.masked_counts import ENDS, SHARES, proven, with_masks, without_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from accessibility.counting import Students
    from accessibility.snapshot import Snapshot

BASE: Final = 10
DRAWN: Final = "/v1/gebieden/bereik?profiel=PIE&leerweg=gl&noemer=leerweg"
FINGERPRINTS: Final = {"snapshot"}
OWN: Final = ("--students", "own")
COMMANDS: Final = (
    ("reach", "--area", "pc4", "--denominator", "leerweg", "--within", "4000", *OWN),
    ("reach", "--area", "gemeente", "--within", "9000", *OWN),
    ("reach", "--area", "pc4", "--within", "2500", *OWN),
    ("reach", "--area", "pc4", "--within", "7000", "--denominator", "profielen", *OWN),
    ("choice", "--area", "pc4", *OWN),
    ("choice", "--area", "gemeente", "--within", "5000", *OWN),
    ("denominators", *OWN),
    ("sensitivity", *OWN),
    *(("attendance", "--within", str(metres)) for metres in (1, 3000, 9000)),
)
"""At several thresholds: what lies between two of them is told by neither alone."""

_ONE: Final = "profiel=PIE&leerweg=gl&noemer=leerweg"
PATHS: Final = (
    "/v1/bereik?gebiedsindeling=pc4&leerweg=kl&noemer=leerweg&leerlingen=own&f=csv",
    "/v1/bereik?gebiedsindeling=gemeente&drempel=5000&leerlingen=own&f=csv",
    "/v1/bereik?gebiedsindeling=pc4&drempel=2500&leerlingen=own&f=csv",
    "/v1/keuzes?gebiedsindeling=pc4&leerweg=gl&leerlingen=own&f=csv",
    "/v1/keuzes?gebiedsindeling=gemeente&drempel=5000&leerlingen=own&f=csv",
    "/v1/reislast?gebiedsindeling=gemeente&noemer=leerweg&leerlingen=own&f=csv",
    f"/v1/kaart/cijfers?{_ONE}",
    f"/v1/kaart/cijfers?{_ONE}&drempel=3000",
    "/v1/kwetsbaarheid?noemer=leerweg&leerlingen=own&f=csv",
)
CARDS: Final = tuple(f"/v1/postcodes/A{k:03d}/bereik?{_ONE}" for k in range(0, 24, 5))
EDITS: Final = ("sluit-X00101-PIE-gl", "nieuw-A010-PIE-gl", "verplaats-X00101-A020")
EFFECTS: Final = tuple(
    f"/v1/{kind}?als={edit}&{_ONE}&{more}"
    for edit in EDITS
    for kind, more in (
        ("effect", "gebiedsindeling=gemeente"),
        ("effect", "gebiedsindeling=pc4"),
        ("kaart/effect", "drempel=6000"),
    )
)
POLYGONS: Final = tuple(
    ((first, last), (low, high))
    for first, last in ((0, 6), (0, 5), (1, 6), (2, 3), (2, 4))
    for low, high in ((0, 4), (1, 2))
)
"""Columns and rows of squares drawn round; many differ by a single one."""

SURFACES: Final = {
    "commands": len(COMMANDS) + 1,
    "tables over http": len(PATHS),
    "postcode cards": len(CARDS),
    "what-ifs over http": len(EFFECTS),
    "drawn areas": len(POLYGONS),
    "dossiers": len(EDITS),
}
"""How many questions of each kind are put to both lands, at every share of masks."""

SIZE: Final = len(SHARES) * sum(SURFACES.values())


def snapshots(share: float) -> tuple[Snapshot, Snapshot]:
    """Return a land with small groups, and one without that rounds to the same."""
    snapshot = small_snapshot()
    true = snapshot.table("own_students")
    true = true.assign(students=true.students % 14)
    counts = with_masks(true.assign(**dict.fromkeys(ENDS, true.students)), share)
    counts = counts[counts.students > 0].reset_index(drop=True)
    masked = snapshot.edited(own_students=counts, **_homes(share))
    exact = Study(masked).students("own", smallest=0)
    safe = protected(exact, threshold=BASE)
    other = without_small(safe, is_masked=share > 0).counts
    other = other[(other[ENDS] > 0).any(axis=1)].reset_index(drop=True)
    third = round_counts(
        masked.table("herkomst"),
        base=PUBLISHED_THRESHOLD,
        rows=["brin6"],
        order=["pc4"],
    )
    plain = third.assign(**dict.fromkeys(ENDS, third.students))
    plain = plain[plain.students > 0].reset_index(drop=True)
    rounded = snapshot.edited(
        own_students=other, herkomst=plain, pupils=masked.table("pupils")
    )
    return masked, rounded


def _homes(share: float) -> dict[str, pd.DataFrame]:
    """Return homes of third-years, masked, and the enrolment of their vestigingen."""
    snapshot = small_snapshot()
    rows = [
        (brin6, pc4, 3, float((5 * k + 3 * j) % 9))
        for k, brin6 in enumerate(sorted(set(snapshot.offers.brin6)))
        for j, pc4 in enumerate(snapshot.postcodes.pc4)
    ]
    homes = pd.DataFrame(rows, columns=["brin6", "pc4", "leerjaar", "students"])
    homes = homes[homes.students > 0].reset_index(drop=True)
    masked = with_masks(homes.assign(**dict.fromkeys(ENDS, homes.students)), share)
    offers = snapshot.offers.assign(soort="VMBO", leerjaar=3, sex="")
    columns = ["brin6", "soort", "leerweg", "profiel", "leerjaar", "sex", *ENDS]
    return {"herkomst": masked, "pupils": offers[columns]}


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


def _shown(text: str, kind: str) -> object:
    """Return all that an answer tells, but the fingerprint of its snapshot."""
    if "json" not in kind:
        return text
    told = json.loads(text)
    return {name: one for name, one in told.items() if name not in FINGERPRINTS}


@pytest.mark.parametrize("share", SHARES)
def test_the_service_cannot_tell_the_two_apart(
    share: float,
    make_service: Callable[..., object],
    make_client: Callable[..., TestClient],
) -> None:
    told = []
    for snapshot in snapshots(share):
        client = make_client(make_service(snapshot))
        answers = [client.get(path) for path in (*PATHS, *CARDS, *EFFECTS)]
        answers += [
            client.post(DRAWN, json=cells(columns, rows), headers=RD)
            for columns, rows in POLYGONS
        ]
        wrong = [one.text for one in answers if one.status_code != HTTPStatus.OK]
        assert not wrong
        told.append([_shown(one.text, one.headers["content-type"]) for one in answers])
    assert told[0] == told[1]


@pytest.mark.parametrize("share", SHARES)
def test_a_dossier_cannot_tell_the_two_apart(share: float) -> None:
    told = []
    for snapshot in snapshots(share):
        study = Study(snapshot)
        question = Question(
            students="own", denominator=Denominator.LEERWEG, within=(5_000.0,)
        )
        sheets = []
        for edit in EDITS:
            scenario = short_scenario(edit, snapshot)
            sheets.append(workbook_tables(impact_of(study, scenario, question)))
        told.append(sheets)
    for first, second in zip(*told, strict=True):
        assert first.keys() == second.keys()
        for name, sheet in first.items():
            pd.testing.assert_frame_equal(sheet, second[name])
    assert told[0][0]["gemeenten"].students.notna().any()


def rounded_thrice(students: Students, *, threshold: int) -> Students:
    """Round low, estimate and high each on its own, as was done once: a wrong way."""
    ends = {
        name: protected(
            replace(
                students,
                counts=students.counts.assign(
                    **dict.fromkeys(ENDS, students.counts[name])
                ),
            ),
            threshold=threshold,
        ).counts.students
        for name in ENDS
    }
    safe = protected(students, threshold=threshold)
    return replace(safe, counts=safe.counts.assign(**ends), bounds=None)


@pytest.mark.parametrize("share", SHARES)
def test_three_roundings_would_be_told_apart(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: with masks, the very same comparison finds the old rule."""
    worlds = snapshots(share)
    monkeypatch.setattr("accessibility.from_home.people.protected", rounded_thrice)
    first, second = (
        Study(one)
        .answer(Question(students="own", per=AreaKind.PC4, within=(4_000.0,)))
        .table
        for one in worlds
    )
    assert first.equals(second) == (share == 0)


@pytest.mark.parametrize("size", [SIZE], ids=[f"{SIZE}-questions"])
def test_the_size_of_the_attack_is_told(size: int) -> None:
    assert size == len(SHARES) * sum(SURFACES.values())
    assert min(SURFACES.values()) > 0
