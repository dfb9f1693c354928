"""Demand models: who lives where, each a named method from a snapshot to students.

`students_of` dispatches on the text of `--students`:

========================= =====================================================
`own`                     counts supplied by the user
`herkomst`                DUO file 02 fitted to file 01, with bounds
`gravity`                 inhabitants spread over vestigingen by distance
`inhabitants:10-14`       inhabitants of an age, as a stand-in for students
========================= =====================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Denominator
from accessibility.demand.gravity import gravity, gravity_options
from accessibility.demand.herkomst import herkomst
from accessibility.demand.inhabitants import ages_of, inhabitants
from accessibility.demand.kept_fillings import made_anew
from accessibility.demand.own import own
from accessibility.errors import MissingDataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.counting import Students
    from accessibility.demand.kept_fillings import KeptFillings
    from accessibility.snapshot import Snapshot

__all__ = ["METHODS", "gravity", "herkomst", "inhabitants", "own", "students_of"]

METHODS: Final[dict[str, tuple[str, ...]]] = {
    "own": ("own_students", "postcodes"),
    "herkomst": ("herkomst", "pupils", "postcodes"),
    "gravity": ("inhabitants", "pupils", "vestigingen", "postcodes"),
    "inhabitants": ("inhabitants", "postcodes"),
}
"""The methods and the tables each needs, best knowledge first."""

_PLAIN: Final = {"inhabitants": "inhabitants:10-14"}
"""How to write a method that needs an option, as the monitor's reach is computed."""

_FORMS: Final = "own, herkomst, gravity[:DECAY|:MEANkm|:herkomst] or inhabitants:AGES"


def students_of(
    snapshot: Snapshot, choice: str, *, kept: KeptFillings = made_anew
) -> Students:
    """Return the students of a snapshot by a named demand model.

    Parameters
    ----------
    snapshot
        Holds the tables that the model needs.
    choice
        `own`, `herkomst`, `gravity`, `gravity:0.3` (decay per km), `gravity:6.3km`
        (mean distance in a straight line), `gravity:herkomst` (mean distance as in
        table herkomst), or `inhabitants:10-14` (ages, inclusive).
    kept
        Keeps what kinds of model found.

    Raises
    ------
    UsageError
        If the choice is unknown, badly formed, or its tables are missing; the
        message names what is missing and what can be used instead.
    """
    method, _, option = choice.partition(":")
    if method not in METHODS:
        message = f"--students {choice!r} is unknown; choose {_FORMS}"
        raise UsageError(message)
    if option and method in {"own", "herkomst"}:
        message = f"--students {method} takes no option, but {option!r} was given"
        raise UsageError(message)
    _require(snapshot, method)
    return _model(method, option, kept)(snapshot)


def default_choice(snapshot: Snapshot, *, whole: bool = False) -> str:
    """Return the method that knows most about this snapshot's students.

    Parameters
    ----------
    snapshot
        Holds what the methods need.
    whole
        All leerwegen are asked for together: where nothing tells where pupils of a
        leerweg live, inhabitants of 10-14 are a better stand-in than a model of it.

    Raises
    ------
    MissingDataError
        If the snapshot holds nothing that tells where students live.
    """
    for method in METHODS:
        if not _missing(snapshot, method):
            if whole and method == "gravity":
                return _PLAIN["inhabitants"]
            return _PLAIN.get(method, method)
    message = (
        f"snapshot {snapshot.manifest.name!r} does not tell where students live; add a "
        "source for own_students, herkomst or inhabitants, and for postcodes"
    )
    raise MissingDataError(message)


def usual_denominator(choice: str, snapshot: Snapshot | None = None) -> Denominator:
    """Return of whom a share is taken where nobody says: of the leerweg itself.

    Of all together where those who are counted do not tell their leerweg.

    Parameters
    ----------
    choice
        As `students_of` takes it; what is no method stands for the default choice.
    snapshot
        Tells which method is the default; without it the name alone tells.
    """
    method = choice.partition(":")[0]
    if snapshot is not None and method not in METHODS:
        method = default_choice(snapshot).partition(":")[0]
    told = method != "inhabitants"
    return Denominator.LEERWEG if told else Denominator.COMMON


def _missing(snapshot: Snapshot, method: str) -> list[str]:
    return [name for name in METHODS[method] if not snapshot.has(name)]


def _require(snapshot: Snapshot, method: str) -> None:
    missing = _missing(snapshot, method)
    if not missing:
        return
    usable = [
        _PLAIN.get(name, name) for name in METHODS if not _missing(snapshot, name)
    ]
    instead = f"use --students {' or '.join(usable)}" if usable else "add that source"
    message = (
        f"--students {method} needs table {', '.join(missing)}, which snapshot "
        f"{snapshot.manifest.name!r} does not hold; {instead}"
    )
    raise UsageError(message)


def _model(
    method: str, option: str, kept: KeptFillings
) -> Callable[[Snapshot], Students]:
    if method == "inhabitants":
        ages = ages_of(option)
        return lambda snapshot: inhabitants(snapshot, ages=ages)
    if method == "gravity":
        options = gravity_options(option)
        return lambda snapshot: gravity(snapshot, options, kept=kept)
    return own if method == "own" else herkomst
