"""The tables of a dossier as readers see them: rows of Dutch words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from accessibility.codes import TECHNIEK, AreaKind, Unit
from accessibility.counting import rounded_up
from accessibility.effects import GROUPS
from accessibility.headers import area_names
from accessibility.licence import Outcome
from accessibility.questions import EXAMPLE_LABEL
from maps import dutch
from maps.dossier.words import certainty, counted, is_modelled, site_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from accessibility.licence import Check
    from accessibility.reports import Impact

MOST_ROWS: Final = 33
"""Every profiel and leerweg fits, techniek included. Longer tables are cut on paper;
the workbook holds everything."""

_METHODS: Final = {
    "regulation": "Regeling 2008",
    "road": "over de weg",
    "choice": "keuzemodel",
}
_SEXES: Final = {"m": "jongens", "v": "meisjes"}


class PrintedTable(NamedTuple):
    """A table ready for paper.

    `words` columns are flush left, the rest flush right; `widths` are parts of the
    page width, and `more` tells how many rows were cut.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    words: int
    more: int = 0


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    """Go over the rows; the types of columns are those the effects promise."""
    yield from table.itertuples()


def _cut(
    header: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    widths: tuple[float, ...],
    words: int,
) -> PrintedTable:
    held = tuple(rows)
    more = max(len(held) - MOST_ROWS, 0)
    return PrintedTable(header, held[:MOST_ROWS], widths, words, more)


def _profiel(profiel: str) -> str:
    if profiel == TECHNIEK:
        return f"techniek (een van de {dutch.N_TECHNISCH})"
    return profiel


def _groups(row: Any) -> tuple[str, ...]:  # noqa: ANN401 - a row of a frame
    if row.suppressed:
        return (dutch.HIDDEN,) * len(GROUPS)
    return tuple(counted(row, group) for group in GROUPS)


def _plain(name: str) -> str:
    """Leave out what the band on every page says."""
    return name.removesuffix(f" ({EXAMPLE_LABEL})")


def _share(share: float, *, suppressed: bool) -> str:
    return dutch.HIDDEN if suppressed else dutch.percentage(share)


def outcome_table(impact: Impact) -> PrintedTable:
    """Return the outcome for the whole country: one row per pair that changes."""
    rows = (
        (
            _profiel(row.profiel),
            row.leerweg,
            dutch.percentage(row.share_before),
            dutch.percentage(row.share_after),
            *_groups(row),
            certainty(row, modelled=is_modelled(impact)),
        )
        for row in _rows(impact.national)
    )
    header = ("Profiel", "Leer-weg", "Voor", "Na", *_GROUP_HEADS, "Richting")
    widths = (0.155, 0.06, 0.075, 0.075, 0.12, 0.12, 0.125, 0.12, 0.15)
    return _cut(header, rows, widths, 2)


_GROUP_HEADS: Final = (
    "Krijgt eerste aanbod",
    "Krijgt keuze erbij",
    "Verliest enige aanbod",
    "Verliest een keuze",
)


def area_table(table: pd.DataFrame) -> PrintedTable:
    """Return who gains and loses per area, those who lose their only option first.

    Areas in which only the number of students changes are left to the workbook.
    """
    moved = (table[list(GROUPS)].astype("float64").fillna(0.0) > 0).any(axis=1)
    shown = (table.profiel != TECHNIEK) & (moved | table.suppressed)
    ordered = table[shown].copy()
    figures = ordered[list(GROUPS)].astype("float64").fillna(0.0)
    order = np.lexsort(
        (
            ordered.leerweg,
            ordered.profiel,
            ordered.area_code,
            -figures.gained_first,
            -figures.lost_only,
        )
    )
    rows = (
        (
            _plain(row.area_name),
            row.profiel,
            row.leerweg,
            _share(row.share_before, suppressed=row.suppressed),
            _share(row.share_after, suppressed=row.suppressed),
            *_groups(row),
        )
        for row in _rows(ordered.iloc[order])
    )
    header = ("Gebied", "Profiel", "Leer-weg", "Voor", "Na", *_GROUP_HEADS)
    widths = (0.22, 0.08, 0.06, 0.09, 0.09, 0.115, 0.115, 0.115, 0.115)
    return _cut(header, rows, widths, 3)


def sex_table(impact: Impact) -> PrintedTable:
    """Return who gains and loses per sex; empty where the counts do not tell."""
    rows = (
        (_SEXES.get(row.sex, row.sex), row.profiel, row.leerweg, *_groups(row))
        for row in _rows(impact.sexes)
        if row.profiel != TECHNIEK
    )
    header = ("Wie", "Profiel", "Leerweg", *_GROUP_HEADS)
    return _cut(header, rows, (0.16, 0.12, 0.12, 0.15, 0.15, 0.15, 0.15), 3)


def choice_table(impact: Impact) -> PrintedTable:
    """Return how many technical profiles can be chosen from, before and after."""
    rows = (
        (
            row.leerweg,
            str(int(row.n_profiles)),
            dutch.number(row.before),
            dutch.number(row.after),
            _change(row.before, row.after),
        )
        for row in _rows(impact.choice)
    )
    header = ("Leerweg", "Technische profielen", "Voor", "Na", "Verschil")
    return _cut(header, rows, (0.2, 0.25, 0.18, 0.18, 0.19), 1)


def _change(before: float, after: float) -> str:
    """Return the difference of two numbers as they are printed beside it.

    Examples
    --------
    >>> _change(7008.49, 6657.51)
    '-350'
    """
    if not (np.isfinite(before) and np.isfinite(after)):
        return dutch.number(after - before)
    change = float(rounded_up(after) - rounded_up(before))
    return ("+" if change > 0 else "") + dutch.number(change)


def distance_table(impact: Impact) -> PrintedTable:
    """Return mean and 95th percentile of the way to the nearest offer."""
    unit = impact.question.unit
    limit = impact.effect.base.reach.limit

    def mean(value: float, beyond: float) -> str:
        text = dutch.cost(value, unit)
        return f"≥ {text}" if beyond > 0 else text

    def far(value: float) -> str:
        more = f"> {dutch.threshold(limit, unit)}"
        return dutch.cost(value, unit) if np.isfinite(value) else more

    rows = (
        (
            _profiel(row.profiel),
            row.leerweg,
            mean(row.mean_at_least_before, row.beyond_limit_before),
            mean(row.mean_at_least_after, row.beyond_limit_after),
            far(row.p95_before),
            far(row.p95_after),
        )
        for row in _rows(impact.distances)
    )
    what = "afstand" if unit is Unit.METRES else "reistijd"
    header = (
        "Profiel",
        "Leerweg",
        f"Gemiddelde {what} voor",
        "na",
        "95% woont binnen, voor",
        "na",
    )
    return _cut(header, rows, (0.26, 0.1, 0.18, 0.14, 0.18, 0.14), 2)


def loss_printed(impact: Impact) -> PrintedTable:
    """Return the pupil loss of the neighbours by every method."""
    table, names = impact.losses, site_names(impact)
    methods = [m for m in _METHODS if f"{m}_lost" in table]
    rows = (
        (
            f"{names.get(row.brin6, row.brin6)} ({row.brin6})",
            dutch.number(row.pupils),
            *(
                f"{dutch.number(getattr(row, f'{m}_lost'))} · "
                f"{dutch.percentage(getattr(row, f'{m}_share'))}"
                for m in methods
            ),
        )
        for row in _rows(table)
    )
    header = ("Vestiging", "Leerlingen", *(_METHODS[m] for m in methods))
    rest = 0.42 / max(len(methods), 1)
    return _cut(header, rows, (0.44, 0.14, *([rest] * len(methods))), 1)


def size_table(impact: Impact, *, combined: bool) -> PrintedTable:
    """Return the groups that change, per leerweg or with the leerwegen combined."""
    table = impact.combined if combined else impact.sizes
    names = site_names(impact)
    shown = _most_telling(table[_worth_telling(table)], "hard_to_organise")
    rows = (
        (
            f"{names.get(row.brin6, row.brin6)} ({row.brin6})",
            row.profiel,
            "samen" if combined else row.leerweg,
            counted(row, "before"),
            counted(row, "after"),
            row.hard_to_organise_before,
            row.hard_to_organise_after,
        )
        for row in _rows(shown)
    )
    header = ("Vestiging", "Profiel", "Leerweg", "Voor", "Na", "≤ 10 voor", "≤ 10 na")
    return _cut(header, rows, (0.31, 0.08, 0.09, 0.14, 0.15, 0.11, 0.12), 3)


def _worth_telling(table: pd.DataFrame) -> pd.Series:
    """Keep groups that change by half a pupil or more, or whose verdict changes."""
    moved = (table.after - table.before).abs() >= 0.5  # noqa: PLR2004 - half a pupil
    verdict = table.hard_to_organise_before != table.hard_to_organise_after
    return moved | verdict


def _most_telling(table: pd.DataFrame, verdict: str) -> pd.DataFrame:
    """Put other verdicts and large changes first, where not every row fits."""
    if len(table) <= MOST_ROWS:
        return table
    same = (table[f"{verdict}_before"] == table[f"{verdict}_after"]).to_numpy()
    change = (table.after - table.before).abs().fillna(0.0).to_numpy()
    return table.iloc[np.lexsort((-change, same))]


def region_printed(impact: Impact) -> PrintedTable:
    """Return technical third-years against 75 of the STO-regio's that change."""
    names = area_names(impact.before, AreaKind.STO_REGIO)
    table = impact.regions
    before, after = (
        table[[f"{side}_low", side, f"{side}_high"]].fillna(-1.0).to_numpy()
        for side in ("before", "after")
    )
    same = (before == after).all(axis=1)
    rows = (
        (
            _plain(names.get(row.sto_regio, row.sto_regio)),
            counted(row, "before"),
            counted(row, "after"),
            row.small_before,
            row.small_after,
        )
        for row in _rows(_most_telling(table[~same], "small"))
    )
    header = ("STO-regio", "Voor", "Na", "< 75 voor", "< 75 na")
    return _cut(header, rows, (0.36, 0.16, 0.16, 0.16, 0.16), 1)


def checks_printed(checks: Sequence[Check]) -> PrintedTable:
    """Return title, article, inputs, outcome and margin of each check.

    Where they do not all fit, what is not met comes first, then what is open.
    """
    if len(checks) > MOST_ROWS:
        checks = sorted(checks, key=lambda check: _URGENCY.index(check.outcome))
    rows = (
        (
            check.title,
            check.article,
            "; ".join(f"{fact.name}: {fact.value}" for fact in check.facts),
            check.outcome.value,
            margin_words(check),
        )
        for check in checks
    )
    header = ("Toets", "Artikel", "Invoer", "Uitkomst", "Marge")
    return _cut(header, rows, (0.26, 0.15, 0.31, 0.14, 0.14), 5)


_URGENCY: Final = (Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.MET)


def check_remarks(checks: Iterable[Check]) -> tuple[str, ...]:
    """Return each remark once, with the check it stands by, or how many."""
    titles: dict[str, dict[str, None]] = {}
    for check in checks:
        if check.remark:
            titles.setdefault(check.remark, {})[check.title] = None
    return tuple(
        f"{next(iter(held)) if len(held) == 1 else f'Bij {len(held)} toetsen'}: "
        f"{remark}."
        for remark, held in titles.items()
    )


def margin_words(check: Check) -> str:
    """Write how far a check is above or below what the law asks; a dash if nowhere."""
    if not np.isfinite(check.margin) or check.outcome is Outcome.UNDECIDED:
        return "-"
    decimals = 1 if check.unit == "procentpunt" else 0
    return f"{dutch.number(check.margin, decimals)} {check.unit}".strip()


def sweep_table(impact: Impact) -> PrintedTable:
    """Return how the outcome depends on the threshold."""
    rows = (
        (
            dutch.threshold(row.threshold, impact.question.unit),
            dutch.percentage(row.share_before),
            dutch.percentage(row.share_after),
            counted(row, "gained_first"),
            counted(row, "lost_only"),
            certainty(row, modelled=is_modelled(impact)),
        )
        for row in _rows(impact.sweep)
    )
    header = ("Binnen", "Voor", "Na", _GROUP_HEADS[0], _GROUP_HEADS[2], "Richting")
    return _cut(header, rows, (0.14, 0.14, 0.14, 0.2, 0.2, 0.18), 1)
