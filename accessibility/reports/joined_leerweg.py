"""What if gl and tl become one leerweg: whom today's gl offers reach, and others would.

Pupils of tl follow no profiel, so that they stand in no table of bl, kl and gl. In one
leerweg each of them follows a profiel, or a praktijkgericht programma, for which a
school needs no licence. Four cases stand side by side: gl as it is; gl and tl with the
offers of gl; the same if each vestiging with gl or tl that has the profiel in bl or kl
opens it; and if every vestiging with gl or tl does, as a praktijkgericht programma.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import (
    TECHNIEK,
    TECHNISCH,
    THIRD_YEAR,
    Denominator,
    Leerweg,
)
from accessibility.counting import COUNT_COLUMNS, concealed
from accessibility.effects import MOST_HARD_TO_ORGANISE, Robust, at_most
from accessibility.errors import MissingDataError
from accessibility.reports.offered_by_region import regions_or_whole
from accessibility.reports.small_groups import vestiging_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.codes import AreaKind
    from accessibility.questions import Question
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

TL: Final = "tl"
"""The theoretische leerweg, as table `pupils` calls it."""

_SHARES: Final = ("share_low", "share", "share_high", "likely_low", "likely_high")
JOINED_COLUMNS: Final = (
    *("region", "region_name", "profiel", "case", "offers", "small_groups"),
    *COUNT_COLUMNS,
    *_SHARES,
    "suppressed",
)
"""Columns: offers and groups of at most ten by school, students and shares by home."""

_GL: Final = Leerweg.GL.value
_TECHNICAL: Final = [profiel.value for profiel in TECHNISCH]
_KEY: Final = ["brin6", "profiel", "leerweg"]


class Case(StrEnum):
    """What is one leerweg, and who offers in it."""

    APART = "gl"
    JOINED = "gl+tl"
    TAUGHT = "gl+tl, where the profiel is taught"
    EVERYWHERE = "gl+tl, every vestiging"


def joined_leerweg(study: Study, question: Question) -> pd.DataFrame:
    """Return access in gl, and in gl and tl as one leerweg, per region and profiel.

    Parameters
    ----------
    study
        Of a snapshot whose table `pupils` holds third-years of tl.
    question
        How the way is measured, per which division, of which profielen; shares are of
        the third-years of the leerweg, whatever its denominator.

    Returns
    -------
    pandas.DataFrame
        Columns `JOINED_COLUMNS`, a row per region, profiel and case.

    Raises
    ------
    MissingDataError
        If no third-years of tl are known.
    """
    asked = gl_question(question)
    growth = growth_of(study.snapshot)
    frames = [
        _of_case(
            study.beside(snapshot), asked, None if case is Case.APART else growth
        ).assign(case=case.value)
        for case, snapshot in cases_of(study.snapshot)
    ]
    table = pd.concat(frames, ignore_index=True)
    named = table.rename(columns={"area_code": "region", "area_name": "region_name"})
    safe = _without_few_tl(named, study.students_for(asked).rounded_to)
    order = ["region", "profiel"]
    return safe.sort_values(order, kind="stable", ignore_index=True)[
        list(JOINED_COLUMNS)
    ]


def gl_question(question: Question) -> Question:
    """Return the question put in every case: of gl, and of its own third-years."""
    return replace(
        question, denominator=Denominator.LEERWEG, leerwegen=(Leerweg.GL,), sex=None
    )


def cases_of(snapshot: Snapshot) -> Iterator[tuple[Case, Snapshot]]:
    """Yield the snapshot of each case; nobody's home is known by leerweg tl alone.

    Own counts know no tl, so that homes come from what knows schools in every case.

    Raises
    ------
    MissingDataError
        If no third-years of tl are known.
    """
    pupils = snapshot.table("pupils")
    if not ((pupils.leerweg == TL) & (pupils.leerjaar == THIRD_YEAR)).any():
        message = "table pupils holds no third-years of tl: nothing to join with gl"
        raise MissingDataError(message)
    counted = snapshot
    if snapshot.has("own_students"):
        counted = snapshot.edited(own_students=snapshot.table("own_students").iloc[:0])
    yield Case.APART, counted
    joined = counted.edited(
        pupils=pupils.assign(leerweg=pupils.leerweg.replace(TL, _GL))
    )
    yield Case.JOINED, joined
    for case in (Case.TAUGHT, Case.EVERYWHERE):
        more = opened(snapshot, everywhere=case is Case.EVERYWHERE)
        offers = pd.concat([snapshot.offers, more], ignore_index=True)
        yield case, joined.edited(offers=offers)


def opened(snapshot: Snapshot, *, everywhere: bool) -> pd.DataFrame:
    """Return the technical offers of gl that vestigingen with gl or tl would open.

    Parameters
    ----------
    snapshot
        With offers and pupils.
    everywhere
        Every technical profiel at each of them; else what it has in bl or kl.
    """
    rows = snapshot.table("pupils")
    there = rows.leerweg.isin([TL, _GL]) & (rows.leerjaar == THIRD_YEAR)
    sites = rows.brin6[there & (rows.students_high > 0)].unique()
    offers = snapshot.offers
    if everywhere:
        keys = pd.MultiIndex.from_product([sites, _TECHNICAL], names=_KEY[:2])
        more = keys.to_frame(index=False)
    else:
        taught = offers.brin6.isin(sites) & offers.profiel.isin(_TECHNICAL)
        more = offers.loc[taught, _KEY[:2]].drop_duplicates()
    known = pd.MultiIndex.from_frame(offers.loc[offers.leerweg == _GL, _KEY[:2]])
    new = more[~pd.MultiIndex.from_frame(more).isin(known)]
    sizes = dict.fromkeys(COUNT_COLUMNS, float("nan"))
    return new.assign(leerweg=_GL, evidence="declared", **sizes)


def growth_of(snapshot: Snapshot) -> pd.Series:
    """Return how many times larger gl is with tl, per vestiging that has gl."""
    rows = snapshot.table("pupils")
    third = rows[rows.leerjaar == THIRD_YEAR]
    own, tl = (
        third[third.leerweg == leerweg].groupby("brin6").students.sum()
        for leerweg in (_GL, TL)
    )
    own = own[own > 0]
    times: pd.Series = 1.0 + tl.reindex(own.index, fill_value=0.0) / own
    return times


def _of_case(study: Study, asked: Question, growth: pd.Series | None) -> pd.DataFrame:
    """Return shares of one case with its offers and small groups, by school."""
    shares = study.answer(asked).table
    offers = study.snapshot.offers
    small = _small_groups(study.snapshot, growth)
    keys = pd.MultiIndex.from_frame(shares[["area_code", "profiel"]])
    return shares.assign(
        offers=_number(offers[offers.leerweg == _GL], study, asked.per)
        .reindex(keys, fill_value=0)
        .to_numpy(),
        small_groups=_number(small, study, asked.per)
        .reindex(keys, fill_value=0)
        .to_numpy(),
    )


def _small_groups(snapshot: Snapshot, growth: pd.Series | None) -> pd.DataFrame:
    """Return groups of gl that surely have at most ten, whose pupils grow alike."""
    groups = vestiging_groups(snapshot)
    groups = groups[groups.leerweg == _GL]
    times = 1.0 if growth is None else groups.brin6.map(growth).fillna(1.0)
    low, high = groups.students_low * times, groups.students_high * times
    ends = zip(low, high, strict=True)
    few = [at_most(*one, MOST_HARD_TO_ORGANISE) is Robust.YES for one in ends]
    return groups[few]


def _number(rows: pd.DataFrame, study: Study, per: AreaKind) -> pd.Series:
    """Return how many offers or groups there are, per region and profiel."""
    region = regions_or_whole(study.snapshot, per)
    placed = rows.assign(area_code=rows.brin6.map(region))
    technical = placed[placed.profiel.isin(_TECHNICAL)].assign(profiel=TECHNIEK)
    both = pd.concat([placed, technical], ignore_index=True)
    count: pd.Series = both.groupby(["area_code", "profiel"]).size()
    return count


def _without_few_tl(table: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Hide a region where those of tl, told by a difference, are too few to show."""
    keys = ["region", "profiel"]
    apart = table[table.case == Case.APART.value].set_index(keys).students
    before = apart.reindex(pd.MultiIndex.from_frame(table[keys])).to_numpy()
    added = (table.students - before).where(table.case != Case.APART.value, before)
    safe = concealed(
        table.assign(added=added),
        threshold=threshold,
        students="added",
        keys=("offers", "small_groups"),
    )
    return safe.drop(columns="added")


def joined_words(table: pd.DataFrame) -> tuple[str, ...]:
    """Say what the cases are, in sentences to put under the table."""
    return (
        "what if, no forecast: shares are of the third-years of gl, or of gl and tl",
        "offers and groups by school, students by home",
        f"groups of gl grow as gl does at their vestiging; {_small_words(table)}",
        "a praktijkgericht programma needs no licence: `every vestiging` is the most",
    )


def _small_words(table: pd.DataFrame) -> str:
    sums = table[table.profiel != TECHNIEK].groupby("case").small_groups.sum()
    told = [f"{sums.get(case.value, 0)} of {case.value}" for case in list(Case)[:2]]
    return f"of at most ten: {', '.join(told)}"
