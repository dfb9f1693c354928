"""How covering a region is felt to be, beside what is measured there.

Programme leaders gave their region a mark for how covering its technical offer is; the
question is whether the mark follows what pupils can reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from scipy.stats import spearmanr

from accessibility.errors import UsageError
from accessibility.reports.named_regions import region_codes

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.questions import Question
    from accessibility.study import Study

PERCEIVED_COLUMNS: Final = (
    *("region", "region_name", "profiel", "leerweg", "score"),
    *("students", "share_low", "share", "share_high", "suppressed"),
    *("rank_score", "rank_share", "likely_low", "likely_high"),
)
"""Columns: the mark of a file, the share measured, and the place of each among the
regions that have both, 1 for the highest."""

FEWEST: Final = 5
"""Fewer regions than this have no correlation worth telling."""


class Perceived(NamedTuple):
    """Marks beside shares, and how far they go together."""

    table: pd.DataFrame
    correlation: float
    chance: float
    unknown: tuple[str, ...]


def perceived(study: Study, question: Question, scores: pd.DataFrame) -> Perceived:
    """Return marks of regions beside the share of students within reach.

    Parameters
    ----------
    study
        Of a snapshot.
    question
        Of one pair and threshold; its division is that of the marks.
    scores
        Columns `region` (code or name) and `score`.

    Returns
    -------
    Perceived
        `PERCEIVED_COLUMNS`, the highest mark first; Spearman's rank correlation over
        regions with a mark and a share that may be shown, with the chance of one as
        large if they had nothing to do with each other, NaN with fewer than five; and
        the regions of the file that are not in the division.

    Raises
    ------
    UsageError
        If several pairs are asked, or no region of the file is known.
    """
    if len(question.pairs) != 1:
        message = "marks are compared with one share: one --profiel and --leerweg"
        raise UsageError(message)
    measured = study.answer(question).table
    region = region_codes(scores.region, measured, question.per)
    unknown = tuple(scores.region[region.isna()])
    marked = scores.assign(area_code=region)[["area_code", "score"]].dropna()
    table = measured.merge(marked, on="area_code")
    both = table.share.notna()
    ranks = {
        f"rank_{name}": table[name].where(both).rank(ascending=False, method="min")
        for name in ("score", "share")
    }
    table = table.assign(**ranks).rename(
        columns={"area_code": "region", "area_name": "region_name"}
    )
    correlation, chance = _correlation(table[both])
    ordered = table.sort_values(["score", "region"], ascending=[False, True])
    told = ordered[list(PERCEIVED_COLUMNS)].reset_index(drop=True)
    return Perceived(told, correlation, chance, unknown)


def _correlation(table: pd.DataFrame) -> tuple[float, float]:
    alike = any(len(set(table[name])) == 1 for name in ("score", "share"))
    if alike or len(table) < FEWEST:
        return float("nan"), float("nan")
    found = spearmanr(table.score, table.share)
    return float(found.statistic), float(found.pvalue)


def correlation_words(found: Perceived) -> str:
    """Say how far marks and shares go together, and of how many regions."""
    both = int(found.table.rank_share.notna().sum())
    if found.correlation != found.correlation:
        return f"{both} regions with a mark and a share: too few, or all alike, to rank"
    return (
        f"rank correlation of marks and measured shares {found.correlation:.2f} "
        f"(Spearman, {both} regions; {found.chance:.0%} chance of one as large if they "
        "had nothing to do with each other)"
    )
