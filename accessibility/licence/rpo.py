"""Route B: checks of an application under a regionaal plan onderwijsvoorzieningen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from accessibility.codes import Profiel
from accessibility.licence.check import Check, Fact, Outcome, decimal, judged
from accessibility.licence.neighbours import REFUSAL_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

PUPILS_PERCENT: Final = 60
BOARDS_PERCENT: Final = 65
NEAR_M: Final = 3_000.0

_TAKING_PART: Final = "art. 4.18 lid 2"
_ONE_PIECE: Final = "Aaneengesloten gebied van het RPO"
_LAND: Final = "art. 4.18"

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
    remark = "ook de voorwaarden uit de AMvB gelden; die zijn hier niet verwerkt"
    if not able:
        remark = "aanvragen kan buiten het plan om, met een nieuwe school (art. 4.3)"
    return Check(
        title=f"Profiel {profiel.value} aanvragen via een regionaal plan (RPO)",
        article="art. 4.20 lid 1 onder e",
        facts=(Fact("profiel", profiel.value),),
        outcome=Outcome.MET if able else Outcome.NOT_MET,
        remark=remark,
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
        title=f"Deelname aan het RPO in {gemeente}",
        article=_TAKING_PART,
        facts=(
            Fact("leerlingen bij deelnemers", f"{decimal(pupil_share, 1)}% (norm 60%)"),
            Fact("deelnemende besturen", f"{decimal(board_share, 1)}% (norm 65%)"),
        ),
        outcome=judged(margin),
        margin=margin,
        unit="procentpunt",
    )


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
    facts: tuple[Fact, ...] = (Fact("gemeenten", ", ".join(wanted)),)
    if missing or not wanted:
        remark = f"grens onbekend van {', '.join(missing)}" if missing else ""
        return Check(_ONE_PIECE, _LAND, facts, Outcome.UNDECIDED, remark=remark)
    parts = _parts(plan)
    outcome = Outcome.MET if parts == 1 else Outcome.NOT_MET
    facts = (*facts, Fact("losse delen", str(parts)))
    return Check(_ONE_PIECE, _LAND, facts, outcome, float(1 - parts), "delen")


def open_plan_checks() -> tuple[Check, Check]:
    """Return the checks of a plan that nothing is known of: open, with what to give.

    References
    ----------
    .. [1] WVO 2020 art 4.18.
    """
    none = (Fact("gemeenten", "niet gegeven"),)
    need = "vul de gemeenten van het RPO in (rpo_gemeenten)"
    boards = f"{need} en de besturen die meedoen (rpo_boards)"
    part = "Deelname aan het RPO per gemeente"
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
    vestiging: str, *, percent: float, takes_part: bool | None, method: str
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
    words = {True: "ja", False: "nee", None: "onbekend"}[takes_part]
    return Check(
        title=f"Leerlingverlies bij {vestiging}",
        article="art. 4.21",
        facts=(
            Fact("leerlingverlies", f"{decimal(percent, 1)}% (grens: meer dan 10%)"),
            Fact("bestuur doet mee aan het RPO", words),
            Fact("methode", method),
        ),
        outcome=outcome,
        margin=margin,
        unit="procentpunt",
        remark="de rekenwijze van de Regeling 2020 is hier niet verwerkt",
    )


def move_check(distance_m: float) -> Check:
    """Check whether a move keeps its funding with a notification only.

    References
    ----------
    .. [1] WVO 2020 art 4.17 (less than 3 km) and art 4.20(1)a (3 km or more).
    """
    margin = NEAR_M - distance_m
    outcome = judged(margin, strict=True)
    remark = "melden is genoeg"
    if outcome is Outcome.NOT_MET:
        remark = "de verplaatsing moet in een RPO worden aangevraagd (art. 4.20)"
    return Check(
        title="Verplaatsing over minder dan 3 km hemelsbreed",
        article="art. 4.17 en art. 4.20 lid 1 onder a",
        facts=(Fact("afstand hemelsbreed", f"{decimal(distance_m / 1_000, 2)} km"),),
        outcome=outcome,
        margin=margin,
        unit="meter",
        remark=remark,
    )


def expiry_check(what: str, *, valid_until: str | None, on: str) -> Check:
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
        title=f"Licentie van {what} geldt op {on}",
        article="art. 4.26",
        facts=(Fact("geldt tot en met", valid_until or "geen einddatum"),),
        outcome=Outcome.MET if holds else Outcome.NOT_MET,
        remark="uitloop: een jaar voor leerjaar 3, twee jaar voor leerjaar 4",
    )
