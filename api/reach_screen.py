"""An answer about reach as a person reads it in a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import typer

from accessibility.codes import AreaKind, Mode, Unit
from accessibility.counting import Verdict, verdict
from api.terminal import percent, print_table, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from accessibility.questions import Answer, OtherWay, Question

_POINT: Final = 1e-9
"""Intervals narrower than this are one number."""

_MOST_VERDICTS: Final = 40
_S_PER_MIN: Final = 60
_M_PER_KM: Final = 1_000
_MODES: Final = ("mode", "first_mode", "second_mode")
_BY_WAY: Final = ("both", "only_first", "only_second", "neither")
_EVERYONE: Final = (
    "students",
    "reached",
    "beyond",
    "unreachable",
    "unsnapped",
    "outside",
)


def print_answers(answers: Iterable[tuple[Answer, str]], question: Question) -> None:
    """Print the way there, and the way home below its heading."""
    for answer, heading in answers:
        if heading:
            typer.echo(f"\n{heading}")
        print_answer(answer, question)


def print_answer(answer: Answer, question: Question) -> None:
    """Print the shares with a column per leerweg, then who is missing."""
    if question.or_else is not None:
        print_either(answer.table, question, question.or_else)
        return
    leerwegen = [leerweg.value for leerweg in question.leerwegen]
    shares = [f"{leerweg} %" for leerweg in leerwegen]
    header = [f"within {question.unit.value}", "area", "profiel", *shares]
    rows = [
        [*line, *(cells.get(leerweg, "") for leerweg in leerwegen)]
        for line, cells in _lines(answer.table, question.per).items()
    ]
    if len(question.within) == 1:
        header, rows = header[1:], [row[1:] for row in rows]
    print_table(header, rows, title=_title(question), numbers=shares)
    if question.per is AreaKind.NL:
        print_everyone(answer.table, question.threshold)


def print_either(table: pd.DataFrame, question: Question, other: OtherWay) -> None:
    """Print who is reached by either way, and how many by which."""
    ways = ("both", f"only {question.mode.value}", f"only {other.mode.value}")
    numbers = ["students", "reached %", *ways, "neither"]
    rows = [
        [
            _area(row, question.per),
            f"{row['profiel']} {row['leerweg']}",
            whole(row["students"]),
            _cell(row),
            *(whole(row[name]) for name in _BY_WAY),
        ]
        for row in table.to_dict("records")
    ]
    header = ["area", "offer", *numbers]
    print_table(header, rows, title=_title(question), numbers=numbers)


def print_everyone(table: pd.DataFrame, threshold: float) -> None:
    """Print what became of those who are not reached, so that nobody is lost."""
    rows = [
        [row["profiel"], row["leerweg"], *(whole(row[name]) for name in _EVERYONE)]
        for row in table[table.threshold == threshold].to_dict("records")
    ]
    header = ["profiel", "leerweg", *_EVERYONE]
    print_table(header, rows, title="What became of everyone", numbers=_EVERYONE)


def print_verdicts(table: pd.DataFrame, at_least: float | None) -> None:
    """Say, to the error stream, how many rows reach a share, from sure to sure not."""
    if at_least is None:
        return
    said = [verdict(row, at_least=at_least) for row in table.to_dict("records")]
    counts = {one.value: sum(v is one for v in said) for one in Verdict}
    words = ", ".join(f"{number} {name}" for name, number in counts.items())
    typer.echo(f"at least {100 * at_least:g}% within reach: {words}", err=True)
    for row, one in zip(table.to_dict("records"), said, strict=True):
        if len(table) <= _MOST_VERDICTS:
            name = f"{row['area_name']} {row['profiel']} {row['leerweg']}"
            typer.echo(f"  {name}: {one.value}", err=True)


def _title(question: Question) -> str:
    other, mode = question.or_else, question.mode.value
    ways, of_whom = within_words(question), f"denominator {question.denominator.value}"
    if other is None:
        told = f"{ways} ({mode}, {of_whom})"
    else:
        second = f"{measure_words((other.within,), other.unit)} by {other.mode.value}"
        told = f"{ways} by {mode} or {second} ({of_whom})"
    return f"Share of students with the offer within {told}"


def within_words(question: Question) -> str:
    """Return the thresholds of a question with their unit."""
    return measure_words(question.within, question.unit)


def measure_words(within: tuple[float, ...], unit: Unit) -> str:
    """Return thresholds with their unit: from 1 km in km, whole minutes in minutes."""
    scale, name = 1, unit.value
    if unit is Unit.SECONDS and all(value % _S_PER_MIN == 0 for value in within):
        scale, name = _S_PER_MIN, "min"
    if unit is Unit.METRES and min(within) >= _M_PER_KM:
        scale, name = _M_PER_KM, "km"
    return ", ".join(f"{value / scale:g}" for value in within) + f" {name}"


def _lines(
    table: pd.DataFrame, per: AreaKind
) -> dict[tuple[str, str, str], dict[str, str]]:
    """Return a line per threshold, area and profiel, with a cell per leerweg."""
    lines: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in table.to_dict("records"):
        line = (f"{row['threshold']:g}", _area(row, per), row["profiel"])
        lines.setdefault(line, {})[row["leerweg"]] = _cell(row)
    return lines


def _area(row: dict[Any, Any], per: AreaKind) -> str:
    name = str(row["area_name"])
    return f"{row['area_code']} {name}" if per is AreaKind.PC4 else name


def _cell(row: dict[Any, Any]) -> str:
    if row["suppressed"]:
        return "suppressed"
    if math.isnan(row["share"]):
        return _without_share(row)
    text = percent(row["share"])
    if row["share_high"] - row["share_low"] > _POINT:
        kind = "likely" if "likely_low" in row else "share"
        low, high = (percent(row[f"{kind}_{end}"]) for end in ("low", "high"))
        text += f" [{low}-{high}]" if low != high else ""
    return text


def _without_share(row: dict[Any, Any]) -> str:
    """Say why there is no share: nobody lives there, or nothing is known."""
    if not row["outside"] > 0:
        return "nobody"
    modes = [Mode(row[name]) for name in _MODES if name in row]
    needs = " or ".join(dict.fromkeys(mode.record.en.needs for mode in modes))
    return f"no {needs} [{_between(row, 'share_low', 'share_high')}]"


def _between(row: dict[Any, Any], low: str, high: str) -> str:
    return f"{percent(row[low])}-{percent(row[high])}"
