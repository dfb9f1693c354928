"""The grid of a sweep: every combination of what `SWEEP.toml` lists."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from accessibility.codes import (
    DEFAULT_BELLS,
    AreaKind,
    BellRule,
    Denominator,
    Leerweg,
    Luck,
    Mode,
    profielen_of,
)
from accessibility.counting import DEFAULT_POINTS
from accessibility.demand import usual_denominator
from accessibility.errors import DataError
from accessibility.measures import SHARES
from accessibility.outlook import (
    USUAL_DRAWS,
    USUAL_SEED,
    ClosingOrder,
    Draws,
    Norm,
    PupilsGo,
)
from accessibility.questions import AUTO, Question
from api.options import USUAL_BELLS, AskedUnit, asked_way, bells_of
from api.sweep.kinds import KINDS, USUAL, WITHIN, Kind, Variant
from api.sweep.parts import Part, scenario_of
from data.snapshots import read_snapshot, snapshot_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_IS: Final = "none"
"""Stands for no scenario: the snapshot as it is."""


class OutlookSides(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What table `[outlook]` may say: the sides that only a view ahead has."""

    to: tuple[int, ...]
    first: int | None = msgspec.field(default=None, name="from")
    every: int = 1
    far: bool = False
    norms: tuple[int, ...] = (Norm().least,)
    orders: tuple[ClosingOrder, ...] = (ClosingOrder.SMALLEST_FIRST,)
    pupils_go: tuple[PupilsGo, ...] = (PupilsGo.NEAREST,)
    draws: int = USUAL_DRAWS
    seeds: tuple[int, ...] = (USUAL_SEED,)


class SweepFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What a `SWEEP.toml` may say; every list stands for one side of the grid."""

    snapshots: tuple[str, ...]
    answers: tuple[str, ...] = (SHARES.name,)
    modes: tuple[Mode, ...] = (Mode.STRAIGHT,)
    within: tuple[float, ...] = ()
    unit: AskedUnit | None = None
    bells: tuple[str, ...] = (USUAL_BELLS,)
    bell_rules: tuple[Luck, ...] = (Luck.MEDIAN,)
    scenarios: tuple[str, ...] = (AS_IS,)
    students: tuple[str, ...] = (AUTO,)
    points: tuple[str, ...] = (AUTO,)
    denominators: tuple[Denominator, ...] | None = None
    areas: tuple[AreaKind, ...] = (AreaKind.NL,)
    profielen: tuple[str, ...] | None = None
    leerwegen: tuple[Leerweg, ...] = tuple(Leerweg)
    smallest: int | None = None
    regions: tuple[AreaKind, ...] | None = None
    spread: tuple[int, ...] = (DEFAULT_POINTS,)
    outlook: OutlookSides | None = None


@dataclass(frozen=True)
class Sweep:
    """The parts of a sweep, and the combinations that do not go together.

    Parameters
    ----------
    parts
        Snapshots first, then bells, then scenarios: what comes after one another has
        most in common.
    left_out
        Combinations that do not go together: of a snapshot and a scenario that was
        drawn up for another one, of an answer and a mode.
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
    asked = list(_asked(listed))
    parts: list[Part] = []
    left_out = list(_unmeasured(listed))
    for folder in folders:
        manifest, identity = read_snapshot(folder).manifest, snapshot_hash(folder)
        fitting = {}
        for name, (text, snapshot) in scenarios.items():
            if text and snapshot != manifest.name:
                told = f"{name} was drawn up for {snapshot}, not {manifest.name}"
                left_out.append(told)
            else:
                fitting[Path(name).stem] = text
        parts += [
            Part(str(folder), identity, manifest.name, name, text, *one, bells)
            for bells, group in itertools.groupby(asked, key=lambda one: one.bells)
            for (name, text), one in itertools.product(
                fitting.items(), [asked.what for asked in group]
            )
        ]
    return Sweep(tuple(parts), tuple(left_out))


class _Asked(NamedTuple):
    """What is asked of a snapshot, and by which bells."""

    bells: BellRule
    what: tuple[Question, str, Variant]


def _check(listed: SweepFile, path: Path) -> None:
    for profiel in listed.profielen or ():
        profielen_of(profiel)
    for table in (listed, *([listed.outlook] if listed.outlook else [])):
        for name in table.__struct_fields__:
            fault = _fault(name, getattr(table, name))
            if fault:
                message = f"{path}: {fault}"
                raise DataError(message)
    unknown = [name for name in listed.answers if name not in KINDS]
    if unknown:
        message = f"{path}: answers: {unknown[0]!r} is none of {', '.join(KINDS)}"
        raise DataError(message)
    if "outlook" in listed.answers and listed.outlook is None:
        message = f"{path}: an outlook needs a last year: [outlook] with to = [2031]"
        raise DataError(message)


def _fault(name: str, value: object) -> str:
    if not isinstance(value, tuple):
        return ""
    if len(set(value)) < len(value):
        return f"{name} lists something twice"
    if value == () and name != WITHIN:
        return f"{name} lists nothing; leave it out for the usual"
    return ""


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


def _unmeasured(listed: SweepFile) -> Iterator[str]:
    """Tell which answers are of straight lines only, where other modes are asked."""
    others = [mode.value for mode in listed.modes if mode is not Mode.STRAIGHT]
    for name in listed.answers:
        if "modes" not in KINDS[name].sides and others:
            yield f"{name} is told of straight lines only, not of {', '.join(others)}"


def _asked(listed: SweepFile) -> list[_Asked]:
    """Return everything that is asked of every snapshot, by bells."""
    rules = [
        bells_of(text, luck)
        for text, luck in itertools.product(listed.bells, listed.bell_rules)
    ]
    found = [
        _Asked(bells, (question, name, variant))
        for name in listed.answers
        for question in _questions(listed, KINDS[name])
        for variant in _variants(listed, KINDS[name])
        for bells in (rules if question.mode is Mode.OV else [DEFAULT_BELLS])
    ]
    order = [DEFAULT_BELLS, *(rule for rule in rules if rule != DEFAULT_BELLS)]
    return sorted(found, key=lambda one: order.index(one.bells))


def _questions(listed: SweepFile, kind: Kind) -> Iterator[Question]:
    def side(name: str, usual: tuple[Any, ...]) -> tuple[Any, ...]:
        asked: tuple[Any, ...] | None = getattr(listed, name)
        return usual if asked is None or name not in kind.sides else asked

    modes = [
        mode for mode in listed.modes if "modes" in kind.sides or mode is Mode.STRAIGHT
    ]
    whom = [
        (students, denominator)
        for students in listed.students
        for denominator in listed.denominators or (usual_denominator(students),)
    ]
    sides = (modes, whom, side("points", (AUTO,)), side("areas", (AreaKind.NL,)))
    for mode, (students, denominator), points, per in itertools.product(*sides):
        numbers, unit = asked_way(mode, listed.within or None, listed.unit)
        for within in [numbers] if WITHIN in kind.sides else [(n,) for n in numbers]:
            yield Question(
                mode=mode,
                within=within,
                unit=unit,
                denominator=denominator,
                per=per,
                profielen=side("profielen", ()) or kind.profielen,
                leerwegen=side("leerwegen", tuple(Leerweg)),
                students=students,
                smallest=listed.smallest,
                points=points,
            )


def _variants(listed: SweepFile, kind: Kind) -> Iterator[Variant]:
    """Return what only this kind of answer asks."""
    if "regions" in kind.sides:
        yield from (Variant(region=region) for region in listed.regions or (None,))
    elif "spread" in kind.sides:
        yield from (Variant(spread=number) for number in listed.spread)
    elif "outlook" in kind.sides and listed.outlook is not None:
        yield from _views(listed.outlook)
    else:
        yield USUAL


def _views(one: OutlookSides) -> Iterator[Variant]:
    sides = one.to, one.norms, one.orders, one.pupils_go, one.seeds
    for last, norm, order, pupils_go, seed in itertools.product(*sides):
        yield Variant(
            last=last,
            first=one.first,
            every=one.every,
            far=one.far,
            norm=Norm(norm, order=order, pupils_go=pupils_go),
            draws=Draws(one.draws, seed),
        )
