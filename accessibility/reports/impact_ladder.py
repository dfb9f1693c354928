"""The impact ladder: every number computed on its rung, beside a target set before.

The rungs are those of the monitor (CAOP): first the goal, then the measurement. On
rungs 3, 4 and 7 (acceptance, change, society) nothing is computed here: they are asked
of people. What is put in stands in a file of regions, and is told beside reach.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import SCHOOL_YEAR_STARTS, AreaKind, Leerweg
from accessibility.counting import COUNT_COLUMNS, WHOLE_COUNTRY
from accessibility.effects import UNSURE, Robust
from accessibility.measures import BURDEN, CHOICE, SHARES
from accessibility.reports.offered_by_region import regions_or_whole, technical_offers
from accessibility.reports.small_groups import vestiging_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from accessibility.questions import Question
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

RUNGS: Final = (
    "0 input",
    "1 activities",
    "2 reach of target groups",
    "3 acceptance",
    "4 change",
    "5 behaviour",
    "6 situation",
    "7 society",
)
"""The rungs of the ladder, from what is put in to what society has of it."""

_VALUES: Final = ("value_low", "value", "value_high")
_ROW: Final = ["region", "leerweg", *_VALUES, "suppressed"]
_SEVERAL: Final = 2
_SETTING: Final = ("target", "set_on", "set_by")
_KEYS: Final = ["indicator", "leerweg", "region"]
LADDER_COLUMNS: Final = (
    *("region", "region_name", "rung", "indicator", "leerweg", *_VALUES),
    *("suppressed", *_SETTING, "set_beforehand", "difference", "met", "certain"),
)
"""Columns: a number on its rung, and its target of this school year where one was set;
`certain` if it is met, or not, whatever lies between the ends."""


@dataclass(frozen=True)
class Indicator:
    """A number on a rung of the ladder.

    Parameters
    ----------
    name
        As a file of targets calls it.
    rung
        On which rung it stands.
    what
        What it counts.
    table
        Returns it per region and leerweg: `region`, `leerweg`, the values, and
        `suppressed`.
    more_is_better
        False for what there should be little of.
    """

    name: str
    rung: int
    what: str
    table: Callable[[Study, Question], pd.DataFrame]
    more_is_better: bool = True


def impact_ladder(study: Study, question: Question) -> pd.DataFrame:
    """Return every indicator per region, on its rung, beside the target set for it.

    Parameters
    ----------
    study
        Of a snapshot, with table `targets` where some were set.
    question
        Way, threshold, division, leerwegen and the first profiel of access; numbers of
        schools are of the technical profielen.

    Returns
    -------
    pandas.DataFrame
        Columns `LADDER_COLUMNS`, in the order of the ladder. A target without a region
        is of the whole country, one without leerweg of each.
    """
    one = replace(question, profielen=question.profielen[:1])
    frames = [
        record.table(study, one).assign(
            indicator=record.name,
            rung=RUNGS[record.rung],
            better=1.0 if record.more_is_better else -1.0,
        )
        for record in INDICATORS
    ]
    table = pd.concat(frames, ignore_index=True)
    asked = [leerweg.value for leerweg in question.leerwegen]
    names = study.area_names(question.per)
    named = table[table.leerweg.isin(asked)].assign(
        region_name=lambda rows: rows.region.map(names).fillna(rows.region)
    )
    year = school_year_of(study.snapshot)
    beside = _beside_targets(named, targets_of(study.snapshot, named), year)
    order = ["rung", "indicator", "leerweg", "region"]
    return beside.sort_values(order, ignore_index=True)[list(LADDER_COLUMNS)]


def school_year_of(snapshot: Snapshot) -> str:
    """Return the school year of the offers, such as `2019/20`; empty if not known."""
    begins = snapshot.manifest.dates.get("offers", "")[:4]
    return f"{begins}/{(int(begins) + 1) % 100:02d}" if begins.isdigit() else ""


def targets_of(snapshot: Snapshot, table: pd.DataFrame) -> pd.DataFrame:
    """Return the targets of the snapshot's school year, for each row they are of."""
    columns = [*_KEYS, *_SETTING]
    if not snapshot.has("targets"):
        return pd.DataFrame(columns=columns)
    told = snapshot.table("targets")
    told = told[told.year == school_year_of(snapshot)]
    keys = table[[*_KEYS, "region_name"]].drop_duplicates()
    both = keys.merge(told, on="indicator", suffixes=("", "_told"))
    wanted = both.region_told.str.casefold()
    whole = (wanted == "") & (both.region == WHOLE_COUNTRY)
    here = whole | (wanted == both.region.str.casefold())
    here |= wanted == both.region_name.str.casefold()
    of_leerweg = (both.leerweg_told == "") | (both.leerweg_told == both.leerweg)
    # What was set for one leerweg counts before what was set for each.
    exact = both[here & of_leerweg].sort_values("leerweg_told", ascending=False)
    return exact.drop_duplicates(_KEYS)[columns]


def _beside_targets(
    table: pd.DataFrame, targets: pd.DataFrame, year: str
) -> pd.DataFrame:
    """Return each row with its target: whether it is met, and whether that is sure."""
    both = table.merge(targets, on=_KEYS, how="left")
    target = both.target.astype("float64")
    low, value, high = ((both[name] - target) * both.better for name in _VALUES)
    known = target.notna() & value.notna()
    surely = (np.minimum(low, high) >= 0) | (np.maximum(low, high) < 0)
    # Dates are written year first, so that texts are in their order.
    begins = f"{year[:4]}-{SCHOOL_YEAR_STARTS:02d}-01"
    return both.assign(
        target=target,
        set_beforehand=(both.set_on.astype("str") < begins).where(target.notna()),
        difference=both.value - target,
        met=np.select([known & (value >= 0), known], ["yes", "no"], ""),
        certain=(known & surely).where(known),
    )


def _shares(study: Study, question: Question, column: str) -> pd.DataFrame:
    """Return a figure of access with its ends, per region by home."""
    table = study.measure(SHARES, question).table
    ends = dict(zip(_VALUES, (f"{column}_low", column, f"{column}_high"), strict=True))
    values = {name: table[of] for name, of in ends.items()}
    return table.assign(**values, region=table.area_code)[_ROW]


def _access(study: Study, question: Question) -> pd.DataFrame:
    return _shares(study, question, "share")


def _missed(study: Study, question: Question) -> pd.DataFrame:
    return _shares(study, question, "missed")


def _mean_way(study: Study, question: Question) -> pd.DataFrame:
    table = study.measure(BURDEN, question).table
    told = table.assign(
        region=table.area_code,
        value_low=np.nan,
        value=table.mean_way,
        value_high=np.nan,
    )
    return told[_ROW]


def _choice(study: Study, question: Question) -> pd.DataFrame:
    """Return the share of students with at least two technical profielen in reach."""
    table = study.measure(CHOICE, question).table
    several = table[table.n_profiles >= _SEVERAL]
    keys = ["area_code", "leerweg"]
    sums = several.groupby(keys, as_index=False).agg(
        value=("share", lambda one: one.sum(skipna=False)),
        suppressed=("suppressed", "any"),
    )
    named = sums.rename(columns={"area_code": "region"})
    return named.assign(value_low=np.nan, value_high=np.nan)[_ROW]


def _offers(study: Study, question: Question) -> pd.DataFrame:
    rows = technical_offers(study.snapshot, AreaKind.NL).assign(one=1.0)
    return _by_school(rows, ["one"] * 3, study, question)


def _technical_students(study: Study, question: Question) -> pd.DataFrame:
    rows = technical_offers(study.snapshot, AreaKind.NL)
    return _by_school(rows, list(COUNT_COLUMNS), study, question)


def _small_groups(study: Study, question: Question) -> pd.DataFrame:
    rows = vestiging_groups(study.snapshot)
    surely = (rows.small == Robust.YES.value).astype("float64")
    perhaps = surely + rows.small.isin(UNSURE)
    rows = rows.assign(surely=surely, perhaps=perhaps)
    return _by_school(rows, ["surely", "surely", "perhaps"], study, question)


def _by_school(
    rows: pd.DataFrame, columns: list[str], study: Study, question: Question
) -> pd.DataFrame:
    """Return sums of three columns per region of the school and leerweg."""
    region = regions_or_whole(study.snapshot, question.per)
    values = {name: rows[one] for name, one in zip(_VALUES, columns, strict=True)}
    placed = pd.DataFrame(
        {"region": rows.brin6.map(region), "leerweg": rows.leerweg, **values}
    )
    leerwegen = [leerweg.value for leerweg in Leerweg]
    every = pd.MultiIndex.from_product(
        [sorted(set(region)), leerwegen], names=["region", "leerweg"]
    )
    sums = placed.groupby(["region", "leerweg"]).sum().reindex(every, fill_value=0.0)
    return sums.reset_index().assign(suppressed=False)[_ROW]


INDICATORS: Final = (
    Indicator("offers", 1, "technical offers, at schools of the region", _offers),
    Indicator("access", 2, "share with the offer within reach of home", _access),
    Indicator("choice", 2, "share with two or more technical profielen", _choice),
    Indicator(
        "technical_students",
        5,
        "third-years of a technical profiel, at its schools",
        _technical_students,
    ),
    Indicator(
        "missed",
        6,
        "students without the offer in reach",
        _missed,
        more_is_better=False,
    ),
    Indicator(
        "mean_way",
        6,
        "mean way to the nearest offer, in the unit",
        _mean_way,
        more_is_better=False,
    ),
    Indicator(
        "small_groups",
        6,
        "technical groups of at most ten, at its schools",
        _small_groups,
        more_is_better=False,
    ),
)
"""Every number of the ladder that is computed."""


def ladder_words(snapshot: Snapshot, table: pd.DataFrame) -> Iterator[str]:
    """Say what the indicators count, and what became of targets."""
    told = "; ".join(f"{one.name}: {one.what}" for one in INDICATORS)
    yield f"indicators: {told}"
    yield "rungs 0, 3, 4 and 7 are asked of people and books: nothing is computed there"
    if not snapshot.has("targets"):
        yield "no targets were set: a file of kind streefwaarden brings them"
        return
    year = school_year_of(snapshot)
    set_for = int(table.target.notna().sum())
    late = int((table.set_beforehand == False).sum())  # noqa: E712 - may be missing
    yield (
        f"{set_for} rows have a target for {year}; {late} were set after it had begun; "
        "met is told of the estimate, certain where both ends agree"
    )
    targets = snapshot.table("targets")
    if n_other := int((targets.year != year).sum()):
        yield f"{n_other} targets are of other school years, and wait for their data"
    strange = sorted(set(targets.indicator) - {one.name for one in INDICATORS})
    if strange:
        yield f"targets that are named so by no indicator: {', '.join(strange)}"
