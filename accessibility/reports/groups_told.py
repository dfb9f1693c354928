"""Small groups as an answer: which there are, and what is ahead of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import (
    TECHNIEK,
    AreaKind,
    Denominator,
    Leerweg,
    profielen_of,
)
from accessibility.effects import MOST_HARD_TO_ORGANISE, Robust
from accessibility.headers import snapshot_header
from accessibility.outlook import (
    NO_FORECAST,
    TECHNICAL,
    check_technical,
    risk_of,
)
from accessibility.questions import Answer, Question
from accessibility.regions import find_region, named, vestigingen_in
from accessibility.reports.small_groups import (
    LIKELY_WORDS,
    count_words,
    vestiging_groups,
)

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.study import Study

_USED: Final = ("offers", "vestigingen", "pupils")
_TOLD: Final = ("most", "combined", "every", "year")
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
    profielen, leerwegen
        Which groups; `techniek` for every technical profiel.
    """

    most: int = MOST_HARD_TO_ORGANISE
    combined: bool = False
    every: bool = False
    year: int | None = None
    area_name: str | None = None
    profielen: tuple[str, ...] = (TECHNIEK,)
    leerwegen: tuple[Leerweg, ...] = tuple(Leerweg)

    @property
    def single(self) -> tuple[str, ...]:
        """The single profielen that are meant.

        Raises
        ------
        UsageError
            If one is unknown.
        """
        meant = [one.value for name in self.profielen for one in profielen_of(name)]
        return tuple(dict.fromkeys(meant))


def groups_answer(study: Study, asked: GroupsQuestion) -> Answer:
    """List technical groups with the nearest alternative, the small ones first.

    Raises
    ------
    MissingDataError
        If sizes of a year are asked and nothing tells who will be third-years.
    UsageError
        If nothing tells of that year or of a profiel in it, or the area is unknown.
    """
    region = find_region(study.snapshot, asked.area_name)
    if asked.year is not None:
        check_technical(Question(profielen=asked.profielen))
    table = vestiging_groups(
        study.snapshot,
        combined=asked.combined,
        most=asked.most,
        profielen=asked.single,
        leerwegen=asked.leerwegen,
    )
    table = table[table.brin6.isin(vestigingen_in(study.snapshot, region))]
    words = count_words(table, asked.most)
    if not asked.every:
        table = table[~table.small.isin(_NOT_SMALL)]
    if asked.year is not None:
        question = Question(denominator=Denominator.COMMON, profielen=TECHNICAL)
        risk = risk_of(study, question, asked.year)
        risk = risk[risk.leerweg.isin(asked.leerwegen)]
        table = _with_risk(table, risk, combined=asked.combined)
    notes = (
        words,
        (
            "hard to organise: at most ten third-years of a profiel at a "
            "vestiging, as the monitor has it; many schools teach leerwegen "
            "together (--combined)"
        ),
        "of 1 to 4 third-years is told no more than that",
        LIKELY_WORDS,
        *([] if asked.year is None else [NO_FORECAST]),
    )
    plain = {name: getattr(asked, name) for name in _TOLD} | {
        "profiel": list(asked.profielen),
        "leerweg": [leerweg.value for leerweg in asked.leerwegen],
    }
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
