"""Explain a number: the postcodes, schools, sources and rule behind one cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import AreaKind, profielen_of, short_name
from accessibility.counting import COUNT_COLUMNS, as_masked
from accessibility.errors import MissingDataError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.questions import Header, Question
    from accessibility.regions import Region
    from accessibility.study import Study

_OF_SCHOOLS: Final = ["brin6", "naam", "plaats", "profiel", "leerweg", "evidence"]
_OF_POSTCODES: Final = ("pc4", "brin6", "naam", "distance_m", "time_s", "is_gap")
_PEOPLE: Final = ("students", "reached")


@dataclass(frozen=True)
class Explanation:
    """What one cell of a table of shares rests on.

    Parameters
    ----------
    region
        The area of the cell.
    question
        What was asked; of one pair at one threshold.
    figure
        The row of the answer.
    postcodes
        A row per postcode of the area: its nearest offer and the way there, its
        students and how many are reached; too few of them are hidden.
    schools
        Vestigingen that are the nearest of any postcode, with their third-years; of 1
        to 4 is told no more than that.
    header
        Dates, sources and notes of what was used.
    """

    region: Region
    question: Question
    figure: dict[str, Any]
    postcodes: pd.DataFrame
    schools: pd.DataFrame
    header: Header

    @property
    def asked(self) -> Question:
        """The question whose answer holds the cell."""
        return replace(self.question, per=self.region.kind)

    @property
    def hidden(self) -> int:
        """How many postcodes have too few students to be shown."""
        return int(self.postcodes.suppressed.sum())


def explanation(study: Study, question: Question, region: Region) -> Explanation:
    """Tell what a share rests on: every postcode and every school in it.

    Parameters
    ----------
    study
        Of a snapshot.
    question
        Of one profiel and leerweg, at one threshold.
    region
        The area of the cell.

    Raises
    ------
    UsageError
        If several cells are asked.
    MissingDataError
        If nobody lives in the area.
    """
    if len(question.pairs) != 1 or len(question.within) != 1 or question.or_else:
        message = "explain one number: one --profiel, --leerweg and --within"
        raise UsageError(message)
    answer = study.answer(replace(question, per=region.kind))
    table = answer.table
    if region.kind is not AreaKind.NL:
        table = table[table.area_code == region.code]
    if table.empty:
        message = f"no students are known in {region.name}: there is nothing to explain"
        raise MissingDataError(message)
    postcodes = _postcodes(study, question, region)
    return Explanation(
        region,
        question,
        {str(name): value for name, value in table.iloc[0].items()},
        postcodes,
        _schools(study, question, postcodes),
        answer.header,
    )


def _postcodes(study: Study, question: Question, region: Region) -> pd.DataFrame:
    rows = study.postcodes(replace(question, per=AreaKind.PC4)).table
    if region.kind is not AreaKind.NL:
        homes = study.snapshot.postcodes
        inside = homes.pc4[homes[region.kind.column] == region.code]
        rows = rows[rows.pc4.isin(inside)]
    names = study.snapshot.vestigingen.set_index("brin6").naam.map(short_name)
    told = rows.assign(naam=rows.brin6.map(names))
    people = [c for c in told if str(c).partition("_")[0] in _PEOPLE]
    kept = [name for name in _OF_POSTCODES if name in told]
    return told[[*kept, *people, "suppressed"]].reset_index(drop=True)


def _schools(study: Study, question: Question, postcodes: pd.DataFrame) -> pd.DataFrame:
    snapshot = study.snapshot
    profiel, leerweg = question.pair
    near = postcodes.brin6.value_counts()
    offers = snapshot.offers
    wanted = offers.profiel.isin([one.value for one in profielen_of(profiel)])
    wanted &= (offers.leerweg == leerweg.value) & offers.brin6.isin(near.index)
    offers = offers[wanted]
    counts = list(COUNT_COLUMNS)
    masked = as_masked(offers[counts].to_numpy("float64").T)
    sites = snapshot.vestigingen.set_index("brin6")
    told = offers.assign(
        **dict(zip(counts, masked, strict=True)),
        naam=offers.brin6.map(sites.naam.map(short_name)),
        plaats=offers.brin6.map(sites.plaats),
        nearest_of=offers.brin6.map(near),
    )
    columns = [*_OF_SCHOOLS, *counts, "nearest_of"]
    order = ["nearest_of", "brin6", "profiel"]
    rows = told.sort_values(order, ascending=[False, True, True])[columns]
    return rows.reset_index(drop=True)
