"""Attributes of regions beside what is reached there: budget, and reach per euro."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from accessibility.codes import TECHNIEK
from accessibility.reports.named_regions import region_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from accessibility.questions import Question
    from accessibility.study import Study

ATTRIBUTES: Final = ("techniekluw", "techkwadraat", "beheer")
"""Attributes by which regions are compared."""

_ENDS: Final = ("_low", "", "_high")
ATTRIBUTE_COLUMNS: Final = (
    *("region", "region_name", "scheme", "budget_eur", *ATTRIBUTES),
    *("profiel", "leerweg"),
    *(f"{name}{end}" for name in ("students", "reached", "share") for end in _ENDS),
    *(f"euro_per_reached{end}" for end in _ENDS),
    "suppressed",
)
"""Columns: what a file tells of a region, the students within reach of an offer, and
the budget of the regeling divided by them, in euros."""

FEW_REGIONS: Final = 10
"""Fewer regions than this on either side, and a difference says little."""


class RegionsBeside(NamedTuple):
    """Attributes beside reach, and the regions of the file that are not known."""

    table: pd.DataFrame
    unknown: tuple[str, ...]


def attributes_beside_reach(study: Study, question: Question) -> RegionsBeside:
    """Return the attributes of regions beside their share of students within reach.

    Parameters
    ----------
    study
        Of a snapshot with table `region_attributes`.
    question
        Its division is that of the regions; by home.

    Returns
    -------
    RegionsBeside
        `ATTRIBUTE_COLUMNS`, a row per region, regeling, profiel and leerweg. Of a
        region too small to show there is no amount per student either.

    Raises
    ------
    MissingDataError
        If the snapshot holds no attributes of regions.
    UsageError
        If no region of the file is in the division.
    """
    told = study.snapshot.table("region_attributes")
    measured = study.answer(question).table
    code = region_codes(told.region, measured, question.per)
    known = told.drop(columns="region").assign(area_code=code)[code.notna()]
    table = known.merge(measured, on="area_code")
    # The fewer are reached, the more each costs.
    for end, other in zip(_ENDS, reversed(_ENDS), strict=True):
        reached = table[f"reached{other}"]
        table[f"euro_per_reached{end}"] = table.budget_eur / reached.where(reached > 0)
    named = table.rename(columns={"area_code": "region", "area_name": "region_name"})
    order = ["scheme", "profiel", "leerweg", "region"]
    ordered = named.sort_values(order, ignore_index=True)
    return RegionsBeside(
        ordered[list(ATTRIBUTE_COLUMNS)], tuple(told.region[code.isna()])
    )


def attribute_words(found: RegionsBeside) -> Iterator[str]:
    """Say how shares differ by attribute, and of how many regions that is."""
    yield (
        "euros are the most of the whole regeling, divided by students within reach of "
        "one year: to compare regions, not what a student costs"
    )
    table = found.table
    first = table[table.profiel == TECHNIEK]
    pair = (first if len(first) else table).drop_duplicates("region")
    for name in ATTRIBUTES:
        told = pair.dropna(subset=[name, "share"])
        if len(set(told[name])) > 1:
            yield f"{name}: {_means(told.share, told[name])}"
    if found.unknown:
        yield f"not in this division: {', '.join(map(str, found.unknown))}"


def _means(share: pd.Series, group: pd.Series) -> str:
    """Say the unweighted mean of shares per group, and whether regions are few."""
    counts = {str(value): share[group == value] for value in sorted(set(group))}
    told = [
        f"{value} {one.mean():.0%} ({len(one)} regions)"
        for value, one in counts.items()
    ]
    fewest = min(len(one) for one in counts.values())
    few = "; few regions: it may be chance" if fewest < FEW_REGIONS else ""
    return f"share on average {', '.join(told)}{few}"
