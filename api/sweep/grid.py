"""The grid of a sweep: every combination of what `SWEEP.toml` lists."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
    profielen_of,
)
from accessibility.errors import DataError
from accessibility.questions import AUTO, CENTRE, Question
from api.options import AskedUnit, asked_way
from api.sweep.parts import Part, scenario_of
from data.snapshots import read_snapshot, snapshot_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_IS: Final = "none"
"""Stands for no scenario: the snapshot as it is."""


class SweepFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What a `SWEEP.toml` may say; every list stands for one side of the grid."""

    snapshots: tuple[str, ...]
    modes: tuple[Mode, ...] = (Mode.STRAIGHT,)
    within: tuple[float, ...] = ()
    unit: AskedUnit | None = None
    scenarios: tuple[str, ...] = (AS_IS,)
    students: tuple[str, ...] = (AUTO,)
    points: tuple[str, ...] = (CENTRE,)
    denominators: tuple[Denominator, ...] = (Denominator.LEERWEG,)
    areas: tuple[AreaKind, ...] = (AreaKind.NL,)
    profielen: tuple[str, ...] = PROFIEL_CHOICES
    leerwegen: tuple[Leerweg, ...] = tuple(Leerweg)
    smallest: int | None = None


@dataclass(frozen=True)
class Sweep:
    """The parts of a sweep, and the combinations that do not go together.

    Parameters
    ----------
    parts
        In the order of the file: snapshots first, thresholds within a part.
    left_out
        Combinations of a snapshot and a scenario that was drawn up for another one.
    """

    parts: tuple[Part, ...]
    left_out: tuple[str, ...]


def read_sweep(path: Path) -> Sweep:
    """Read a grid; names of files in it are beside it.

    Raises
    ------
    DataError
        If the file cannot be read, or says what it should not: where and why.
    SnapshotError
        If a folder holds no snapshot.
    TableError
        With every fault of the form of a scenario.
    UsageError
        If a profiel is unknown.
    """
    try:
        listed = msgspec.toml.decode(path.read_bytes(), type=SweepFile)
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        message = f"{path}: cannot be read as a sweep ({error})"
        raise DataError(message) from error
    _check(listed, path)
    scenarios = {name: _scenario(path, name) for name in listed.scenarios}
    folders = [_beside(path, name) for name in listed.snapshots]
    parts: list[Part] = []
    left_out: list[str] = []
    for folder, name in itertools.product(folders, scenarios):
        text, snapshot = scenarios[name]
        manifest = read_snapshot(folder).manifest
        if text and snapshot != manifest.name:
            left_out.append(f"{name} was drawn up for {snapshot}, not {manifest.name}")
            continue
        identity = snapshot_hash(folder)
        parts += [
            Part(str(folder), identity, manifest.name, Path(name).stem, text, question)
            for question in _questions(listed)
        ]
    return Sweep(tuple(parts), tuple(left_out))


def _check(listed: SweepFile, path: Path) -> None:
    for profiel in listed.profielen:
        profielen_of(profiel)
    for name in listed.__struct_fields__:
        value = getattr(listed, name)
        if isinstance(value, tuple) and len(set(value)) < len(value):
            message = f"{path}: {name} lists something twice"
            raise DataError(message)
    sides = [name for name in listed.__struct_fields__ if name != "within"]
    empty = [name for name in sides if getattr(listed, name) == ()]
    if empty:
        message = f"{path}: {empty[0]} lists nothing; leave it out for the usual"
        raise DataError(message)


def _scenario(path: Path, name: str) -> tuple[str, str]:
    """Return the text of a scenario and the snapshot it is for; empty for none."""
    if name == AS_IS:
        return "", ""
    file = _beside(path, name)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file}: cannot be read as a scenario ({error})"
        raise DataError(message) from error
    return text, scenario_of(text, name).snapshot


def _beside(path: Path, name: str) -> Path:
    return (path.parent / name).resolve()


def _questions(listed: SweepFile) -> Iterator[Question]:
    sides = (
        *(listed.modes, listed.students, listed.points),
        *(listed.denominators, listed.areas),
    )
    for mode, students, points, denominator, per in itertools.product(*sides):
        within, unit = asked_way(mode, listed.within or None, listed.unit)
        yield Question(
            mode=mode,
            within=within,
            unit=unit,
            denominator=denominator,
            per=per,
            profielen=tuple(listed.profielen),
            leerwegen=tuple(listed.leerwegen),
            students=students,
            smallest=listed.smallest,
            points=points,
        )
