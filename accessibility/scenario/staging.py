"""Applying an edit to the working copy, or returning why it cannot be applied."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from accessibility.codes import AreaKind, Leerweg, Mode, Profiel
from accessibility.counting import WHOLE_COUNTRY
from accessibility.errors import UsageError
from accessibility.scenario.draft import Count, Draft, Standing
from accessibility.scenario.edits import (
    AddLine,
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Edit,
    Forecast,
    FoundVestiging,
    LapseLicences,
    LineHeadway,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
    RemoveLine,
    RemoveStop,
)
from accessibility.scenario.faults import Fault, FaultKind
from accessibility.scenario.road_edits import (
    DOES_NOTHING,
    UnclearPlaceError,
    with_link,
    without_roads,
)
from accessibility.transit import (
    Plan,
    with_headway,
    with_line,
    without_lines,
    without_stops,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from accessibility.scenario.edits import OfferKey
    from accessibility.transit import TransitDay


def tried(edits: Iterable[Edit], draft: Draft) -> list[list[Fault]]:
    """Apply edits to the working copy in order, and return the faults of each.

    An edit is judged after the edits before it; one with a fault is skipped.
    """
    return [stage(edit, draft) for edit in edits]


@singledispatch
def stage(edit: Edit, draft: Draft) -> list[Fault]:  # noqa: ARG001 - of all kinds
    """Apply an edit to the working copy, or tell why it cannot be.

    Returns
    -------
    list of Fault
        Faults; if there are any, the working copy is untouched.
    """
    message = f"{type(edit).__name__} is not an edit"
    raise TypeError(message)


@stage.register
def _(edit: OpenOffer, draft: Draft) -> list[Fault]:
    if edit.brin6 not in draft.sites:
        return [_unknown(edit.brin6, draft)]
    key = (edit.brin6, edit.profiel, edit.leerweg)
    if key in draft.offers:
        return [_nothing(f"{_words(key)} is already offered")]
    draft.open(key)
    return []


@stage.register
def _(edit: CloseOffer, draft: Draft) -> list[Fault]:
    if edit.brin6 not in draft.sites:
        return [_unknown(edit.brin6, draft)]
    key = (edit.brin6, edit.profiel, edit.leerweg)
    if key not in draft.offers:
        held = draft.offer_words(edit.brin6)
        return [_nothing(f"{_words(key)} is not offered; it offers {held}")]
    del draft.offers[key]
    return []


@stage.register
def _(edit: CloseVestiging, draft: Draft) -> list[Fault]:
    if edit.brin6 not in draft.sites:
        return [_unknown(edit.brin6, draft)]
    _close(draft, edit.brin6)
    return []


@stage.register
def _(edit: MergeVestiging, draft: Draft) -> list[Fault]:
    if edit.brin6 == edit.into:
        return [_nothing(f"{edit.brin6} would merge with itself")]
    unknown = [code for code in (edit.brin6, edit.into) if code not in draft.sites]
    if unknown:
        return [_unknown(code, draft) for code in unknown]
    moved = {key: draft.offers[key] for key in draft.offers_at(edit.brin6)}
    _close(draft, edit.brin6)
    if edit.take_over:
        for (_, profiel, leerweg), count in moved.items():
            key = (edit.into, profiel, leerweg)
            held = draft.offers.get(key)
            draft.offers[key] = count if held is None else _sum(held, count)
    return []


@stage.register
def _(edit: MoveVestiging, draft: Draft) -> list[Fault]:
    if edit.brin6 not in draft.sites:
        return [_unknown(edit.brin6, draft)]
    if draft.sites[edit.brin6].place == edit.to:
        return [_nothing(f"{edit.brin6} already stands there")]
    draft.sites[edit.brin6] = draft.sites[edit.brin6]._replace(place=edit.to)
    return []


@stage.register
def _(edit: FoundVestiging, draft: Draft) -> list[Fault]:
    if edit.brin6 in draft.sites or edit.brin6 in draft.first_sites:
        return [_impossible(f"code {edit.brin6} is already in use; choose another")]
    keys = [(edit.brin6, offer.profiel, offer.leerweg) for offer in edit.offers]
    twice = sorted({_words(key) for key in keys if keys.count(key) > 1})
    if twice:
        return [_impossible(f"{words} is listed twice") for words in twice]
    draft.sites[edit.brin6] = Standing(edit.at, edit)
    for key in keys:
        draft.open(key)
    return []


@stage.register
def _(edit: LapseLicences, draft: Draft) -> list[Fault]:
    if not draft.snapshot.has("licences"):
        why = "the snapshot holds no licences; add a source of kind duo-licenties"
        return [_impossible(why)]
    licences = draft.snapshot.table("licences").reset_index(drop=True)
    ends = licences.valid_until.fillna("9999").astype("str") <= edit.on
    ending = [row for row in licences.index[ends] if row not in draft.lapsed]
    if not ending:
        return [_nothing(f"no licence ends on or before {edit.on}")]
    draft.lapsed.update(ending)
    going_on = _licensed(licences.drop(index=list(draft.lapsed)))
    for key in _licensed(licences.loc[ending]) - going_on:
        draft.offers.pop(key, None)
    return []


@stage.register
def _(edit: Forecast, draft: Draft) -> list[Fault]:
    if edit.factor == 1:
        return [_nothing("the factor is 1")]
    if edit.area_kind is AreaKind.NL:
        known = edit.area_code == WHOLE_COUNTRY
    else:
        column = edit.area_kind.column
        postcodes = draft.snapshot.postcodes
        known = column in postcodes and (postcodes[column] == edit.area_code).any()
    if not known:
        why = f"no postcode lies in {edit.area_kind.value} {edit.area_code!r}"
        return [_impossible(why)]
    return []


@stage.register
def _(edit: OwnCount, draft: Draft) -> list[Fault]:
    if not (draft.snapshot.postcodes.pc4 == edit.pc4).any():
        return [_impossible(f"postcode {edit.pc4} is not in the snapshot")]
    key = (edit.pc4, edit.leerweg.value)
    if key in draft.student_keys:
        why = f"the count of {edit.pc4} {edit.leerweg.value} is given twice"
        return [_impossible(why)]
    draft.student_keys.add(key)
    return []


@stage.register
def _(edit: CloseLink, draft: Draft) -> list[Fault]:
    network = draft.network(edit.mode)
    if network is None:
        return [_no_roads(edit.mode)]
    try:
        draft.roads[edit.mode], closing = without_roads(network, edit)
    except UnclearPlaceError as error:
        return [_unclear(error)]
    draft.closings.append(closing)
    return []


@stage.register
def _(edit: AddLink, draft: Draft) -> list[Fault]:
    network = draft.network(edit.mode)
    if network is None:
        return [_no_roads(edit.mode)]
    try:
        draft.roads[edit.mode] = with_link(network, edit)
    except UnclearPlaceError as error:
        return [_unclear(error)]
    return []


def _unclear(error: UnclearPlaceError) -> Fault:
    said = str(error)
    nothing = said.startswith(DOES_NOTHING)
    return Fault(FaultKind.NOTHING if nothing else FaultKind.IMPOSSIBLE, said)


@stage.register
def _(edit: RemoveLine, draft: Draft) -> list[Fault]:
    return _retimed(draft, lambda day: without_lines(day, [edit.line]))


@stage.register
def _(edit: RemoveStop, draft: Draft) -> list[Fault]:
    return _retimed(draft, lambda day: without_stops(day, [edit.stop]))


@stage.register
def _(edit: LineHeadway, draft: Draft) -> list[Fault]:
    return _retimed(draft, lambda day: with_headway(day, edit.line, _plan(edit)))


@stage.register
def _(edit: AddLine, draft: Draft) -> list[Fault]:
    return _retimed(
        draft,
        lambda day: with_line(
            day, edit.line, edit.stops, _plan(edit), minutes=edit.minutes
        ),
    )


def _retimed(draft: Draft, change: Callable[[TransitDay], TransitDay]) -> list[Fault]:
    """Change what runs, or tell why it cannot be."""
    day = draft.day()
    if day is None:
        why = "the snapshot holds no timetable; add a source of kind gtfs"
        return [_impossible(why)]
    try:
        changed = change(day)
    except UsageError as error:
        return [_impossible(str(error))]
    if changed.runs_as(day):
        return [_nothing("nothing stops there any more")]
    draft.transit[Mode.OV] = changed
    return []


def _plan(edit: LineHeadway | AddLine) -> Plan:
    first_s, last_s = (_seconds(text) for text in (edit.first, edit.last))
    return Plan(first_s, last_s, round(edit.headway_min * 60))


def _seconds(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def _no_roads(mode: Mode) -> Fault:
    return _impossible(f"the snapshot holds no road network for mode {mode.value!r}")


def _close(draft: Draft, brin6: str) -> None:
    for key in draft.offers_at(brin6):
        del draft.offers[key]
    del draft.sites[brin6]


def _licensed(licences: pd.DataFrame) -> set[OfferKey]:
    rows = zip(licences.brin6, licences.profiel, licences.leerweg, strict=True)
    return {(brin6, Profiel(p), Leerweg(w)) for brin6, p, w in rows}


def _sum(one: Count, other: Count) -> Count:
    """Add two counts; what is unknown in either stays unknown."""
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def _unknown(brin6: str, draft: Draft) -> Fault:
    closed = brin6 in draft.first_sites
    return Fault(
        FaultKind.CLOSED_SITE if closed else FaultKind.UNKNOWN_SITE,
        f"vestiging {brin6} is not in the snapshot, or an earlier edit closed it",
    )


def _nothing(why: str) -> Fault:
    return Fault(FaultKind.NOTHING, f"{DOES_NOTHING}{why}")


def _impossible(why: str) -> Fault:
    return Fault(FaultKind.IMPOSSIBLE, why)


def _words(key: OfferKey) -> str:
    return f"{key[1].value} {key[2].value} at {key[0]}"
