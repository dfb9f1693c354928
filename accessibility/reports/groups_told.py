"""Small groups as an answer: which there are, and what is ahead of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind, Denominator
from accessibility.effects import MOST_HARD_TO_ORGANISE, Robust
from accessibility.headers import snapshot_header
from accessibility.outlook import NO_FORECAST, TECHNICAL, risk_of
from accessibility.questions import Answer, Question
from accessibility.regions import find_region, named, vestigingen_in
from accessibility.reports.small_groups import count_words, vestiging_groups

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.study import Study

_USED: Final = ("offers", "vestigingen", "pupils")
_NOT_SMALL: Final = [Robust.NO.value, Robust.UNKNOWN.value]


@dataclass(frozen=True)
class GroupsQuestion:
    """Which groups are told.

    Parameters
    ----------
    most
        Most third-years of a small group.
    combined
        The leerwegen of a profiel at a vestiging are one group.
    every
        Groups that are not small too.
    year
        Of the expected sizes; None to tell none.
    area_name
        Region in which the vestigingen lie; the whole country for None.
    """

    most: int = MOST_HARD_TO_ORGANISE
    combined: bool = False
    every: bool = False
    year: int | None = None
    area_name: str | None = None


def groups_answer(study: Study, asked: GroupsQuestion) -> Answer:
    """List technical groups with the nearest alternative, the small ones first.

    Raises
    ------
    MissingDataError
        If sizes of a year are asked and nothing tells who will be third-years.
    UsageError
        If nothing tells of that year, or the area is unknown.
    """
    region = find_region(study.snapshot, asked.area_name)
    table = vestiging_groups(study.snapshot, combined=asked.combined, most=asked.most)
    table = table[table.brin6.isin(vestigingen_in(study.snapshot, region))]
    words = count_words(table, asked.most)
    if not asked.every:
        table = table[~table.small.isin(_NOT_SMALL)]
    if asked.year is not None:
        question = Question(denominator=Denominator.COMMON, profielen=TECHNICAL)
        risk = risk_of(study, question, asked.year)
        table = _with_risk(table, risk, combined=asked.combined)
    notes = (
        words,
        (
            "hard to organise: at most ten third-years of a profiel at a "
            "vestiging, as the monitor has it; many schools teach leerwegen "
            "together (--combined)"
        ),
        "of 1 to 4 third-years is told no more than that",
        *([] if asked.year is None else [NO_FORECAST]),
    )
    plain = {k: v for k, v in asdict(asked).items() if k != "area_name"}
    if region.kind is not AreaKind.NL:
        plain["in"] = named(region)
        notes = (*notes, f"vestigingen in {region.name}: by school, not by home")
    header = snapshot_header(study.snapshot, _USED, question=plain, notes=notes)
    return Answer(table.reset_index(drop=True), header, words)


def _with_risk(
    table: pd.DataFrame, risk: pd.DataFrame, *, combined: bool
) -> pd.DataFrame:
    """Return groups with what is ahead of them; groups combined are told apart."""
    keys = ["brin6", "profiel"] if combined else ["brin6", "profiel", "leerweg"]
    own = table.drop(columns="leerweg") if combined else table
    return own.merge(risk, on=keys, how="left")
