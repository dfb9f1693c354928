"""Which legal checks a scenario calls for, and their outcome."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, singledispatch
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import AreaKind, Leerweg, Profiel, Told, same, short_name
from accessibility.licence.catchment import (
    Voedingsgebied,
    invitation_check,
    voedingsgebied,
)
from accessibility.licence.check import Check, Fact, Outcome
from accessibility.licence.closing import closure_check, lapse_check
from accessibility.licence.interest import (
    expected_pupils,
    overlap_check,
    profile_norm_check,
    reduced,
    school_norm_check,
)
from accessibility.licence.rpo import (
    contiguity_check,
    expiry_check,
    gl_check,
    move_check,
    open_plan_checks,
    participation_check,
    profile_check,
    refusal_check,
)
from accessibility.places import Points
from accessibility.scenario import (
    NO_FACTS,
    CloseOffer,
    CloseVestiging,
    FoundVestiging,
    LapseLicences,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
)

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.scenario import Applied, Edit, LicenceFacts, Scenario
    from accessibility.snapshot import Snapshot

_BOVENBOUW: Final = 3
_SCHOOL: Final = 4
"""A school is the first four characters of the code of a vestiging."""


@dataclass(frozen=True)
class Case:
    """The input of every check: the snapshots before and after, and the facts."""

    before: Snapshot
    applied: Applied
    facts: LicenceFacts

    @cached_property
    def names(self) -> dict[str, str]:
        """The short name of each vestiging, after or before."""
        names: dict[str, str] = {}
        for snapshot in (self.applied.snapshot, self.before):
            sites = snapshot.vestigingen
            names |= dict(zip(sites.brin6, sites.naam.map(short_name), strict=True))
        return names


@dataclass(frozen=True)
class Review:
    """All checks of a scenario, and what stands behind them.

    Parameters
    ----------
    checks
        In the order of the edits.
    areas
        The voedingsgebieden behind the invitations.
    open_before
        The checks as they are without the facts that were given: a check that is not
        among them rests on what the applicant filled in.
    """

    checks: tuple[Check, ...]
    areas: tuple[Voedingsgebied, ...]
    open_before: tuple[Check, ...] = ()

    def rests_on_facts(self, check: Check) -> bool:
        """Tell whether a check was judged with facts that the applicant filled in."""
        return check not in self.open_before


def review(
    scenario: Scenario,
    case: Case,
    losses: pd.DataFrame,
) -> Review:
    """Run every check that a scenario calls for.

    Parameters
    ----------
    scenario
        The edits.
    case
        Before, after and the facts.
    losses
        Pupil loss per neighbour, from `accessibility.licence.neighbours.loss_table`.
    """
    areas = [area for edit in scenario.edits for area in _areas(edit, case)]
    without = replace(case, facts=NO_FACTS)
    given, open_before = (
        _all_checks(scenario, one, areas, losses) for one in (case, without)
    )
    return Review(given, tuple(areas), open_before)


def _all_checks(
    scenario: Scenario, case: Case, areas: list[Voedingsgebied], losses: pd.DataFrame
) -> tuple[Check, ...]:
    checks = [check for edit in scenario.edits for check in _checks(edit, case)]
    checks += _overlaps(scenario, areas, case)
    checks += [invitation_check(area) for area in areas]
    checks += _refusals(losses, case)
    checks += _plan_checks(case)
    return tuple(dict.fromkeys(checks))


@singledispatch
def _checks(edit: Edit, case: Case) -> list[Check]:  # noqa: ARG001 - of all edits
    """Return the checks of one edit; forecasts and roads call for none."""
    return []


@_checks.register
def _(edit: OpenOffer, case: Case) -> list[Check]:
    site = _site(case.applied.snapshot, edit.brin6)
    checks = [
        profile_check(edit.profiel),
        profile_norm_check(
            _expected(case.facts),
            in_scholengemeenschap=bool(case.facts.in_scholengemeenschap),
        ),
    ]
    if case.facts.in_scholengemeenschap is None:
        checks[1] = _undecided_norm(checks[1])
    if edit.leerweg is Leerweg.GL:
        checks.append(gl_check(short_name(str(site.naam)), site.structuur))
    if _licensed(case.before, edit.brin6, edit.profiel):
        remark = Told(
            "de vestiging heeft al een licentie voor dit profiel",
            "the vestiging has a licence for this profiel already",
        )
        checks.append(_lapse(edit.brin6, edit.profiel, case, remark))
    return checks


@_checks.register
def _(edit: FoundVestiging, case: Case) -> list[Check]:
    profielen = sorted({offer.profiel for offer in edit.offers})
    norm = school_norm_check(
        _expected(case.facts),
        n_profiles=len(profielen),
        in_scholengemeenschap=bool(case.facts.in_scholengemeenschap),
    )
    checks = [profile_check(profiel) for profiel in profielen]
    if any(offer.leerweg is Leerweg.GL for offer in edit.offers):
        checks.append(gl_check(edit.naam, None))
    return [norm, *checks]


@_checks.register
def _(edit: MoveVestiging, case: Case) -> list[Check]:
    old = _place(case.before, edit.brin6)
    return [move_check(_apart_m(old, edit.to))]


@_checks.register
def _(edit: MergeVestiging, case: Case) -> list[Check]:
    old, new = _place(case.before, edit.brin6), _place(case.before, edit.into)
    move = move_check(_apart_m(old, new))
    return [move, _closure(edit.into, case)]


@_checks.register(CloseOffer)
@_checks.register(CloseVestiging)
def _(edit: CloseOffer | CloseVestiging, case: Case) -> list[Check]:
    school = edit.brin6[:_SCHOOL]
    left = case.applied.snapshot.vestigingen.brin6.str.startswith(school)
    norm = [_closure(edit.brin6, case)] if left.any() else []
    return [*norm, *_lapses(edit, case)]


def _lapses(edit: CloseOffer | CloseVestiging, case: Case) -> list[Check]:
    """Check the profiles that nobody takes any more at the vestiging."""
    before, after = (
        set(offers.profiel[offers.brin6 == edit.brin6])
        for offers in (case.before.offers, case.applied.snapshot.offers)
    )
    if isinstance(edit, CloseOffer):
        before &= {edit.profiel.value}
    remark = Told(
        "na de sluiting telt elk schooljaar zonder leerlingen mee",
        "after the closing every school year without pupils counts",
    )
    return [
        _lapse(edit.brin6, Profiel(profiel), case, remark)
        for profiel in sorted(before - after)
        if profiel in {p.value for p in Profiel}
    ]


def _lapse(brin6: str, profiel: Profiel, case: Case, remark: Told) -> Check:
    return lapse_check(
        _offer_at(profiel.value, brin6, case),
        _profiel_pupils(case, brin6, profiel),
        remark=remark,
    )


def _offer_at(offer: str, brin6: str, case: Case) -> Told:
    where = _called(brin6, case)
    return Told("{offer} op {where}", "{offer} at {where}", offer=offer, where=where)


def _called(code: str, case: Case) -> str:
    """Return the short name of a vestiging or a school with its code."""
    name = next((n for brin6, n in case.names.items() if brin6.startswith(code)), "")
    return f"{name} ({code})" if name else code


def _profiel_pupils(
    case: Case, brin6: str, profiel: Profiel
) -> list[tuple[float, float]]:
    """Return pupils per year: those given, or else the one year of the snapshot."""
    for given in case.facts.profiel_pupils:
        if (given.brin6, given.profiel) == (brin6, profiel):
            return [(number, number) for number in given.years]
    if not case.before.has("pupils"):
        return []
    pupils = case.before.table("pupils")
    enrolled = pupils[(pupils.brin6 == brin6) & (pupils.profiel == profiel.value)]
    return [(float(enrolled.students_low.sum()), float(enrolled.students_high.sum()))]


def _licensed(snapshot: Snapshot, brin6: str, profiel: Profiel) -> bool:
    if not snapshot.has("licences"):
        return False
    licences = snapshot.table("licences")
    return bool(((licences.brin6 == brin6) & (licences.profiel == profiel.value)).any())


@_checks.register
def _(edit: LapseLicences, case: Case) -> list[Check]:
    licences = case.before.table("licences").dropna(subset="valid_until")
    ended = licences[licences.valid_until.astype("str") <= edit.on]
    rows = ended[["brin6", "profiel", "leerweg", "valid_until"]].drop_duplicates()
    return [
        expiry_check(
            _offer_at(f"{profiel} {leerweg}", brin6, case),
            valid_until=str(end),
            on=edit.on,
        )
        for brin6, profiel, leerweg, end in rows.itertuples(index=False)
    ]


def _expected(facts: LicenceFacts) -> float:
    if facts.interest is None:
        return math.nan
    return expected_pupils(reduced(facts.interest, facts.overlap))


def _overlaps(
    scenario: Scenario, areas: list[Voedingsgebied], case: Case
) -> list[Check]:
    """Check the overlap of applications once for the whole scenario."""
    if not any(isinstance(edit, OpenOffer | FoundVestiging) for edit in scenario.edits):
        return []
    held = {area.name: area.pc4 for area in areas if area.origin == "address"}
    times = Counter(code for codes in held.values() for code in codes)
    shared = sum(number > 1 for number in times.values())
    return [overlap_check(case.facts.overlap, shared=shared)]


def _undecided_norm(check: Check) -> Check:
    return Check(
        check.title,
        check.article,
        (*check.facts[:1], Fact(same("norm"), _EITHER_NORM)),
        Outcome.UNDECIDED,
        remark=Told(
            "vul in of het vbo deel is van een scholengemeenschap; {more}",
            "fill in whether the vbo is part of a scholengemeenschap; {more}",
            more=check.remark,
        ),
    )


_EITHER_NORM: Final = Told(
    "160, of 120 in een scholengemeenschap", "160, or 120 in a scholengemeenschap"
)


def _areas(edit: Edit, case: Case) -> list[Voedingsgebied]:
    """Return the voedingsgebied from the address and from the postcode."""
    if not isinstance(edit, OpenOffer | FoundVestiging):
        return []
    after = case.applied.snapshot
    if not after.has("pc4_areas"):
        return []
    site = _site(after, edit.brin6)
    centres = {"address": _points(edit.brin6, site.geometry.x, site.geometry.y)}
    home = after.postcodes[after.postcodes.pc4 == site.pc4]
    if len(home) and home.geometry.iloc[0] is not None:
        point = home.geometry.iloc[0]
        centres["pc4"] = _points(str(site.pc4), point.x, point.y)
    return [
        voedingsgebied(
            centre,
            after.table("pc4_areas"),
            after.vestigingen,
            name=short_name(str(site.naam)),
            origin=origin,
        )
        for origin, centre in centres.items()
    ]


def _points(name: str, x_m: float, y_m: float) -> Points:
    return Points(np.array([name]), np.array([x_m]), np.array([y_m]))


def _site(snapshot: Snapshot, brin6: str) -> Any:  # noqa: ANN401 - a row of a frame
    sites = snapshot.vestigingen
    matching = sites[sites.brin6 == brin6]
    return matching.iloc[0]


def _place(snapshot: Snapshot, brin6: str) -> Place:
    point = _site(snapshot, brin6).geometry
    return Place(point.x, point.y)


def _apart_m(one: Place, other: Place) -> float:
    return float(np.hypot(one.x_m - other.x_m, one.y_m - other.y_m))


def _closure(brin6: str, case: Case) -> Check:
    """Check the school's norm with the years given, or the one of the snapshot."""
    school = brin6[:_SCHOOL]
    offers = case.applied.snapshot.offers
    profielen = set(offers.profiel[offers.brin6.str.startswith(school)])
    return closure_check(
        same(_called(school, case)),
        _vbo_pupils(case, school),
        n_profiles=max(len(profielen & {p.value for p in Profiel}), 1),
        in_scholengemeenschap=case.facts.in_scholengemeenschap,
    )


def _vbo_pupils(case: Case, school: str) -> list[tuple[float, float]]:
    """Return vbo pupils: those given per year, or what one year of the data tells.

    That is at least the bovenbouw, and at most all of leerjaar 1 and 2 too.
    """
    for given in case.facts.school_pupils:
        if given.school == school:
            return [(number, number) for number in given.years]
    if not case.before.has("pupils"):
        return []
    pupils = case.before.table("pupils")
    of_school = pupils[pupils.brin6.str.startswith(school)]
    upper = of_school[of_school.leerweg.isin([w.value for w in Leerweg])]
    lower = of_school[of_school.leerjaar < _BOVENBOUW]
    least = float(upper.students_low.sum())
    most = float(upper.students_high.sum() + lower.students_high.sum())
    return [(least, most)]


def _refusals(losses: pd.DataFrame, case: Case) -> list[Check]:
    """Check the neighbours whose loss comes near or over 10 per cent."""
    sites = case.before.vestigingen.set_index("brin6")
    boards = case.facts.rpo_boards
    checks = []
    for brin6, percent in zip(losses.brin6, losses.regulation_percent, strict=True):
        site = sites.loc[brin6]
        both_known = boards is not None and isinstance(site.bestuur, str)
        part = site.bestuur in (boards or ()) if both_known else None
        name = f"{short_name(str(site.naam))} ({brin6})"
        checks.append(
            refusal_check(name, percent=float(percent), takes_part=part, method=_METHOD)
        )
    return checks


_METHOD: Final = Told(
    "Regeling 2008, bijlage 7 (vervallen), hemelsbreed per postcodegebied",
    "Regeling 2008, annex 7 (repealed), in a straight line by postcode",
)


def _plan_checks(case: Case) -> list[Check]:
    facts = case.facts
    if facts.rpo_gemeenten is None:
        return list(open_plan_checks()) if case.applied.opened else []
    checks = []
    if case.before.has("areas"):
        gemeenten = case.before.areas(AreaKind.GEMEENTE)
        checks.append(contiguity_check(gemeenten, facts.rpo_gemeenten))
    if facts.rpo_boards is not None and case.before.has("pupils"):
        checks += [
            _participation(gemeente, facts.rpo_boards, case.before)
            for gemeente in sorted(facts.rpo_gemeenten)
        ]
    return checks


def _participation(
    gemeente: str, taking_part: tuple[str, ...], snapshot: Snapshot
) -> Check:
    sites = snapshot.vestigingen
    pupils = snapshot.table("pupils").groupby("brin6").students.sum()
    in_gemeente = sites[(sites.gemeente == gemeente) & sites.brin6.isin(pupils.index)]
    counts = in_gemeente.brin6.map(pupils)
    member = in_gemeente.bestuur.isin(taking_part)
    boards = set(in_gemeente.bestuur.dropna())
    return participation_check(
        gemeente,
        pupils_taking_part=float(counts[member].sum()),
        pupils=float(counts.sum()),
        boards_taking_part=len(boards & set(taking_part)),
        boards=len(boards),
    )
