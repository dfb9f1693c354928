"""The tables of a dossier as readers see them: rows of words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from accessibility.codes import TECHNIEK, TECHNISCH, AreaKind
from accessibility.counting import rounded_up
from accessibility.effects import GROUPS
from accessibility.headers import area_names
from accessibility.licence import Outcome
from accessibility.questions import EXAMPLE_LABEL
from maps.dossier.words import certainty, counted, is_modelled, site_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from accessibility.licence import Check
    from accessibility.reports import Impact
    from maps.tongue import Tongue

MOST_ROWS: Final = 33
"""Every profiel and leerweg fits, techniek included. Longer tables are cut on paper;
the workbook holds everything."""

_METHODS: Final = ("regulation", "road", "choice")


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


def _profiel(profiel: str, say: Tongue) -> str:
    if profiel == TECHNIEK:
        return say("any_technical", n=say.few(len(TECHNISCH)))
    return profiel


def _groups(row: Any, say: Tongue) -> tuple[str, ...]:  # noqa: ANN401 - a row of a frame
    if row.suppressed:
        return (say("hidden"),) * len(GROUPS)
    return tuple(counted(row, group, say) for group in GROUPS)


def _group_heads(say: Tongue) -> tuple[str, ...]:
    return tuple(say(f"head_{group}") for group in GROUPS)


def _heads(say: Tongue, *keys: str) -> tuple[str, ...]:
    return tuple(say(key) for key in keys)


def _plain(name: str) -> str:
    """Leave out what the band on every page says."""
    return name.removesuffix(f" ({EXAMPLE_LABEL})")


def _share(share: float, say: Tongue, *, suppressed: bool) -> str:
    return say("hidden") if suppressed else say.percentage(share)


def outcome_table(impact: Impact, say: Tongue) -> PrintedTable:
    """Return the outcome for the whole country: one row per pair that changes."""
    rows = (
        (
            _profiel(row.profiel, say),
            row.leerweg,
            say.percentage(row.share_before),
            say.percentage(row.share_after),
            *_groups(row, say),
            say(certainty(row, modelled=is_modelled(impact))),
        )
        for row in _rows(impact.national)
    )
    header = (
        *_heads(say, "head_profiel", "head_leer_weg", "before", "after"),
        *_group_heads(say),
        say("head_direction"),
    )
    widths = (0.14, 0.05, 0.065, 0.065, 0.15, 0.15, 0.125, 0.12, 0.135)
    return _cut(header, rows, widths, 2)


def area_table(table: pd.DataFrame, say: Tongue) -> PrintedTable:
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
            _share(row.share_before, say, suppressed=row.suppressed),
            _share(row.share_after, say, suppressed=row.suppressed),
            *_groups(row, say),
        )
        for row in _rows(ordered.iloc[order])
    )
    first = ("head_area", "head_profiel", "head_leer_weg", "before", "after")
    header = (*_heads(say, *first), *_group_heads(say))
    widths = (0.165, 0.065, 0.055, 0.07, 0.075, 0.15, 0.15, 0.14, 0.13)
    return _cut(header, rows, widths, 3)


def sex_table(impact: Impact, say: Tongue) -> PrintedTable:
    """Return who gains and loses per sex; empty where the counts do not tell."""
    rows = (
        (say(f"sex_{row.sex}"), row.profiel, row.leerweg, *_groups(row, say))
        for row in _rows(impact.sexes)
        if row.profiel != TECHNIEK
    )
    first = ("head_who", "head_profiel", "head_leerweg")
    header = (*_heads(say, *first), *_group_heads(say))
    return _cut(header, rows, (0.16, 0.12, 0.12, 0.15, 0.15, 0.15, 0.15), 3)


def choice_table(impact: Impact, say: Tongue) -> PrintedTable:
    """Return how many technical profiles can be chosen from, before and after."""
    rows = (
        (
            row.leerweg,
            str(int(row.n_profiles)),
            say.number(row.before),
            say.number(row.after),
            _change(row.before, row.after, say),
        )
        for row in _rows(impact.choice)
    )
    header = _heads(
        say, "head_leerweg", "head_technical", "before", "after", "difference"
    )
    return _cut(header, rows, (0.2, 0.25, 0.18, 0.18, 0.19), 1)


def _change(before: float, after: float, say: Tongue) -> str:
    """Return the difference of two numbers as they are printed beside it.

    Examples
    --------
    >>> from maps.dossier.speech import NL
    >>> _change(7008.49, 6657.51, NL)
    '-350'
    """
    if not (np.isfinite(before) and np.isfinite(after)):
        return say.number(after - before)
    change = float(rounded_up(after) - rounded_up(before))
    return ("+" if change > 0 else "") + say.number(change)


def distance_table(impact: Impact, say: Tongue) -> PrintedTable:
    """Return mean and 95th percentile of the way to the nearest offer."""
    unit = impact.question.unit
    limit = impact.effect.base.reach.limit

    def mean(value: float, beyond: float) -> str:
        text = say.cost(value, unit)
        return f"≥ {text}" if beyond > 0 else text

    def far(value: float) -> str:
        more = f"> {say.threshold(limit, unit)}"
        return say.cost(value, unit) if np.isfinite(value) else more

    rows = (
        (
            _profiel(row.profiel, say),
            row.leerweg,
            mean(row.mean_at_least_before, row.beyond_limit_before),
            mean(row.mean_at_least_after, row.beyond_limit_after),
            far(row.p95_before),
            far(row.p95_after),
        )
        for row in _rows(impact.distances)
    )
    first = ("head_profiel", "head_leerweg", f"head_mean_before_{unit.value}")
    after = "head_after_too"
    header = _heads(say, *first, after, "head_p95_before", after)
    return _cut(header, rows, (0.23, 0.09, 0.21, 0.12, 0.22, 0.13), 2)


def loss_printed(impact: Impact, say: Tongue) -> PrintedTable:
    """Return the pupil loss of the neighbours by every method."""
    table, names = impact.losses, site_names(impact)
    methods = [m for m in _METHODS if f"{m}_lost" in table]
    rows = (
        (
            f"{names.get(row.brin6, row.brin6)} ({row.brin6})",
            say.number(row.pupils),
            *(
                f"{say.number(getattr(row, f'{m}_lost'))} · "
                f"{say.percentage(getattr(row, f'{m}_share'))}"
                for m in methods
            ),
        )
        for row in _rows(table)
    )
    header = _heads(say, "head_site", "head_pupils", *(f"method_{m}" for m in methods))
    rest = 0.42 / max(len(methods), 1)
    return _cut(header, rows, (0.44, 0.14, *([rest] * len(methods))), 1)


def size_table(impact: Impact, say: Tongue, *, combined: bool) -> PrintedTable:
    """Return the groups that change, per leerweg or with the leerwegen combined."""
    table = impact.combined if combined else impact.sizes
    names = site_names(impact)
    shown = _most_telling(table[_worth_telling(table)], "hard_to_organise")
    rows = (
        (
            f"{names.get(row.brin6, row.brin6)} ({row.brin6})",
            row.profiel,
            say("together") if combined else row.leerweg,
            counted(row, "before", say),
            counted(row, "after", say),
            say(f"verdict_{row.hard_to_organise_before}"),
            say(f"verdict_{row.hard_to_organise_after}"),
        )
        for row in _rows(shown)
    )
    first = ("head_site", "head_profiel", "head_leerweg", "before", "after")
    header = _heads(say, *first, "head_ten_before", "head_ten_after")
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


def region_printed(impact: Impact, say: Tongue) -> PrintedTable:
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
            counted(row, "before", say),
            counted(row, "after", say),
            say(f"verdict_{row.small_before}"),
            say(f"verdict_{row.small_after}"),
        )
        for row in _rows(_most_telling(table[~same], "small"))
    )
    header = _heads(
        say, "head_sto", "before", "after", "head_75_before", "head_75_after"
    )
    return _cut(header, rows, (0.36, 0.16, 0.16, 0.16, 0.16), 1)


def checks_printed(checks: Sequence[Check], say: Tongue) -> PrintedTable:
    """Return title, article, inputs, outcome and margin of each check.

    Where they do not all fit, what is not met comes first, then what is open.
    """
    if len(checks) > MOST_ROWS:
        checks = sorted(checks, key=lambda check: _URGENCY.index(check.outcome))
    rows = (
        (
            say.of(check.title),
            say.of(check.article),
            inputs_words(check, say),
            say.of(check.outcome.told),
            margin_words(check, say),
        )
        for check in checks
    )
    first = ("head_check", "head_article", "head_inputs")
    header = _heads(say, *first, "head_outcome", "head_margin")
    return _cut(header, rows, (0.25, 0.18, 0.29, 0.13, 0.15), 5)


def inputs_words(check: Check, say: Tongue) -> str:
    """Say what went into a check, one input after the other."""
    return "; ".join(f"{say.of(f.name)}: {say.of(f.value)}" for f in check.facts)


_URGENCY: Final = (Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.MET)


def check_remarks(checks: Iterable[Check], say: Tongue) -> tuple[str, ...]:
    """Return each remark once, with the check it stands by, or how many."""
    titles: dict[str, dict[str, None]] = {}
    for check in checks:
        if check.remark:
            remark, title = say.of(check.remark), say.of(check.title)
            titles.setdefault(remark, {})[title] = None
    return tuple(
        f"{next(iter(held)) if len(held) == 1 else say('at_checks', n=len(held))}: "
        f"{remark}."
        for remark, held in titles.items()
    )


def margin_words(check: Check, say: Tongue) -> str:
    """Write how far a check is above or below what the law asks; a dash if nowhere."""
    if not np.isfinite(check.margin) or check.outcome is Outcome.UNDECIDED:
        return "-"
    decimals = 1 if check.unit == "procentpunt" else 0
    return f"{say.number(check.margin, decimals)} {say.of(check.unit)}".strip()


def sweep_table(impact: Impact, say: Tongue) -> PrintedTable:
    """Return how the outcome depends on the threshold."""
    rows = (
        (
            say.threshold(row.threshold, impact.question.unit),
            say.percentage(row.share_before),
            say.percentage(row.share_after),
            counted(row, "gained_first", say),
            counted(row, "lost_only", say),
            say(certainty(row, modelled=is_modelled(impact))),
        )
        for row in _rows(impact.sweep)
    )
    first = ("head_within", "before", "after", "head_gained_first", "head_lost_only")
    header = _heads(say, *first, "head_direction")
    return _cut(header, rows, (0.14, 0.14, 0.14, 0.2, 0.2, 0.18), 1)
