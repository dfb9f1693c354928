"""Route B: checks of an application under a regionaal plan onderwijsvoorzieningen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from accessibility.codes import NOTHING, Profiel, Told, same
from accessibility.licence.check import (
    NOT_GIVEN,
    POINTS,
    Check,
    Fact,
    Outcome,
    article,
    decimal,
    judged,
)
from accessibility.licence.neighbours import REFUSAL_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

PUPILS_PERCENT: Final = 60
BOARDS_PERCENT: Final = 65
NEAR_M: Final = 3_000.0

_TAKING_PART: Final = article("art. 4.18 lid 2")
_ONE_PIECE: Final = Told(
    "Aaneengesloten gebied van het RPO", "Connected area of the RPO"
)
_LAND: Final = article("art. 4.18")
_AMVB: Final = Told(
    "ook de voorwaarden uit de AMvB gelden; die zijn hier niet verwerkt",
    "the conditions of the order (AMvB) hold too; they are not worked in here",
)
_OUTSIDE_PLAN: Final = Told(
    "aanvragen kan buiten het plan om, met een nieuwe school (art. 4.3)",
    "it can be asked for outside the plan, with a new school (art. 4.3)",
)
_AT_MEMBERS: Final = Told("leerlingen bij deelnemers", "pupils at who takes part")
_MEMBERS: Final = Told("deelnemende besturen", "school boards taking part")
_TAKES_PART: Final = Told(
    "bestuur doet mee aan het RPO", "school board takes part in the RPO"
)
_METHOD_2020: Final = Told(
    "de rekenwijze van de Regeling 2020 is hier niet verwerkt",
    "the method of the Regeling 2020 is not worked in here",
)
_GEMEENTEN: Final = same("gemeenten")
_LOSS: Final = Told("leerlingverlies", "loss of pupils")
_NOTIFY: Final = Told("melden is genoeg", "a notification is enough")
_ASK_FOR_IT: Final = Told(
    "de verplaatsing moet in een RPO worden aangevraagd (art. 4.20)",
    "the move must be asked for in an RPO (art. 4.20)",
)
_RUN_OFF: Final = Told(
    "uitloop: een jaar voor leerjaar 3, twee jaar voor leerjaar 4",
    "running off: one year for the third year, two for the fourth",
)

BY_RPO: Final = frozenset(
    {
        Profiel.BWI,
        Profiel.PIE,
        Profiel.MT,
        Profiel.ZW,
        Profiel.EO,
        Profiel.HBR,
        Profiel.DP,
    }
)
"""Profiles a plan can ask for: letters a, b, c, f, g, h and j of art 2.26."""


def profile_check(profiel: Profiel) -> Check:
    """Check whether a plan can ask for a profile; MVI, MaT and Groen it cannot.

    References
    ----------
    .. [1] WVO 2020 art 4.20(1)e.
    """
    able = profiel in BY_RPO
    return Check(
        title=Told(
            "Profiel {profiel} aanvragen via een regionaal plan (RPO)",
            "Ask for profiel {profiel} by way of a regional plan (RPO)",
            profiel=profiel.value,
        ),
        article=article("art. 4.20 lid 1 onder e"),
        facts=(Fact(same("profiel"), same(profiel.value)),),
        outcome=Outcome.MET if able else Outcome.NOT_MET,
        remark=_AMVB if able else _OUTSIDE_PLAN,
    )


def participation_check(
    gemeente: str,
    *,
    pupils_taking_part: float,
    pupils: float,
    boards_taking_part: int,
    boards: int,
) -> Check:
    """Check in one gemeente that enough pupils and boards take part in the plan.

    References
    ----------
    .. [1] WVO 2020 art 4.18(2): 60 % of the pupils and 65 % of the boards.
    """
    pupil_share = 100 * pupils_taking_part / pupils if pupils > 0 else math.nan
    board_share = 100 * boards_taking_part / boards if boards > 0 else math.nan
    margin = min(pupil_share - PUPILS_PERCENT, board_share - BOARDS_PERCENT)
    return Check(
        title=Told(
            "Deelname aan het RPO in {gemeente}",
            "Taking part in the RPO in {gemeente}",
            gemeente=gemeente,
        ),
        article=_TAKING_PART,
        facts=(
            Fact(_AT_MEMBERS, _against(pupil_share, PUPILS_PERCENT)),
            Fact(_MEMBERS, _against(board_share, BOARDS_PERCENT)),
        ),
        outcome=judged(margin),
        margin=margin,
        unit=POINTS,
    )


def _against(share: float, norm: int) -> Told:
    words = "{share}% (norm {norm}%)"
    return Told(words, words, share=decimal(share, 1), norm=norm)


def contiguity_check(gemeenten: gpd.GeoDataFrame, codes: Iterable[str]) -> Check:
    """Check that the gemeenten of a plan form one connected area.

    Parameters
    ----------
    gemeenten
        `area_code` and polygons; a shared border counts, a shared corner does not.
    codes
        The gemeenten of the plan.

    References
    ----------
    .. [1] WVO 2020 art 4.18: contiguous territory of one or more gemeenten.
    """
    wanted = sorted(set(codes))
    plan = gemeenten[gemeenten.area_code.isin(wanted)].reset_index(drop=True)
    missing = sorted(set(wanted) - set(plan.area_code))
    facts: tuple[Fact, ...] = (Fact(_GEMEENTEN, same(", ".join(wanted))),)
    if missing or not wanted:
        remark = Told(
            "grens onbekend van {names}",
            "border unknown of {names}",
            names=", ".join(missing),
        )
        told = remark if missing else NOTHING
        return Check(_ONE_PIECE, _LAND, facts, Outcome.UNDECIDED, remark=told)
    parts = _parts(plan)
    outcome = Outcome.MET if parts == 1 else Outcome.NOT_MET
    facts = (*facts, Fact(Told("losse delen", "separate parts"), same(str(parts))))
    unit = Told("delen", "parts")
    return Check(_ONE_PIECE, _LAND, facts, outcome, float(1 - parts), unit)


def open_plan_checks() -> tuple[Check, Check]:
    """Return the checks of a plan that nothing is known of: open, with what to give.

    References
    ----------
    .. [1] WVO 2020 art 4.18.
    """
    none = (Fact(_GEMEENTEN, NOT_GIVEN),)
    need = Told(
        "vul de gemeenten van het RPO in (rpo_gemeenten)",
        "fill in the gemeenten of the RPO (rpo_gemeenten)",
    )
    boards = Told(
        "{need} en de besturen die meedoen (rpo_boards)",
        "{need} and the school boards that take part (rpo_boards)",
        need=need,
    )
    part = Told(
        "Deelname aan het RPO per gemeente", "Taking part in the RPO by gemeente"
    )
    return (
        Check(_ONE_PIECE, _LAND, none, Outcome.UNDECIDED, remark=need),
        Check(part, _TAKING_PART, none, Outcome.UNDECIDED, remark=boards),
    )


def _parts(plan: gpd.GeoDataFrame) -> int:
    one, other = plan.sindex.query(plan.geometry, predicate="intersects")
    shared = plan.geometry.iloc[one].reset_index(drop=True)
    border = shared.intersection(plan.geometry.iloc[other].reset_index(drop=True))
    joined = (one == other) | (border.length > 0).to_numpy()
    n = len(plan)
    graph = coo_array(
        (np.ones(joined.sum()), (one[joined], other[joined])), shape=(n, n)
    )
    return int(connected_components(graph, directed=False)[0])


def refusal_check(
    vestiging: str, *, percent: float, takes_part: bool | None, method: Told
) -> Check:
    """Check the ground for refusal: more than 10 % loss at a board not taking part.

    Parameters
    ----------
    vestiging
        Who loses.
    percent
        Pupil loss, per cent of all pupils.
    takes_part
        Whether its board takes part in the plan; None if not known.
    method
        How the loss was computed, in words.

    References
    ----------
    .. [1] WVO 2020 art 4.21.
    """
    margin = REFUSAL_PERCENT - percent
    outcome = judged(margin)
    if outcome is Outcome.NOT_MET and takes_part is not False:
        outcome = Outcome.MET if takes_part else Outcome.UNDECIDED
    return Check(
        title=Told(
            "Leerlingverlies bij {vestiging}",
            "Loss of pupils at {vestiging}",
            vestiging=vestiging,
        ),
        article=article("art. 4.21"),
        facts=(
            Fact(_LOSS, _at_most(percent)),
            Fact(_TAKES_PART, _YES_OR_NO[takes_part]),
            Fact(Told("methode", "method"), method),
        ),
        outcome=outcome,
        margin=margin,
        unit=POINTS,
        remark=_METHOD_2020,
    )


_YES_OR_NO: Final = {
    True: Told("ja", "yes"),
    False: Told("nee", "no"),
    None: Told("onbekend", "unknown"),
}


def _at_most(percent: float) -> Told:
    return Told(
        "{percent}% (grens: meer dan {most}%)",
        "{percent}% (limit: more than {most}%)",
        percent=decimal(percent, 1),
        most=f"{REFUSAL_PERCENT:g}",
    )


def move_check(distance_m: float) -> Check:
    """Check whether a move keeps its funding with a notification only.

    References
    ----------
    .. [1] WVO 2020 art 4.17 (less than 3 km) and art 4.20(1)a (3 km or more).
    """
    margin = NEAR_M - distance_m
    outcome = judged(margin, strict=True)
    return Check(
        title=Told(
            "Verplaatsing over minder dan 3 km hemelsbreed",
            "Move over less than 3 km in a straight line",
        ),
        article=article("art. 4.17 en art. 4.20 lid 1 onder a"),
        facts=(
            Fact(
                Told("afstand hemelsbreed", "distance in a straight line"),
                Told("{km} km", "{km} km", km=decimal(distance_m / 1_000, 2)),
            ),
        ),
        outcome=outcome,
        margin=margin,
        unit=Told("meter", "metres"),
        remark=_ASK_FOR_IT if outcome is Outcome.NOT_MET else _NOTIFY,
    )


def expiry_check(what: Told, *, valid_until: str | None, on: str) -> Check:
    """Check whether a licence still holds on a date.

    Parameters
    ----------
    what
        The offer, in words.
    valid_until
        Last day, ISO; None if the licence does not hang on a plan.
    on
        The day asked for, ISO.

    References
    ----------
    .. [1] WVO 2020 art 4.26: what a plan brought ends with it, unless carried on.
    """
    holds = valid_until is None or valid_until >= on
    return Check(
        title=Told(
            "Licentie van {what} geldt op {on}",
            "Licence of {what} holds on {on}",
            what=what,
            on=on,
        ),
        article=article("art. 4.26"),
        facts=(
            Fact(
                Told("geldt tot en met", "holds until"),
                same(valid_until)
                if valid_until
                else Told("geen einddatum", "no end date"),
            ),
        ),
        outcome=Outcome.MET if holds else Outcome.NOT_MET,
        remark=_RUN_OFF,
    )


def gl_check(name: str, structuur: object) -> Check:
    """Check that the gemengde leerweg has a mavo and a vbo to stand on.

    Parameters
    ----------
    name
        The school.
    structuur
        School types at the vestiging, such as `VBO/MAVO`; anything else than text
        means that it is not known.

    References
    ----------
    .. [1] WVO 2020 art 2.22(4).
    """
    kinds = set(structuur.split("/")) if isinstance(structuur, str) else set()
    outcome = Outcome.UNDECIDED
    if {"VBO", "MAVO"} <= kinds:
        outcome = Outcome.MET
    return Check(
        title=Told(
            "Gemengde leerweg bij {name}", "Gemengde leerweg at {name}", name=name
        ),
        article=article("art. 2.22 lid 4 en art. 4.20 lid 1 onder d"),
        facts=(
            Fact(
                Told("schoolsoorten", "school types"),
                same(structuur) if isinstance(structuur, str) else _NOT_KNOWN,
            ),
        ),
        outcome=outcome,
        remark=_GL_NEEDS,
    )


_NOT_KNOWN: Final = Told("niet bekend", "not known")
_GL_NEEDS: Final = Told(
    "gl kan alleen in een scholengemeenschap met mavo en vbo; ook de voorwaarden uit "
    "de AMvB gelden, die zijn hier niet verwerkt",
    "gl can only be in a scholengemeenschap with mavo and vbo; the conditions of the "
    "order (AMvB) hold too, which are not worked in here",
)
