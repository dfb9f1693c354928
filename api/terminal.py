"""What a person sees in a terminal: progress, tables, the example's label."""

from __future__ import annotations

import math
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

import typer
from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from accessibility.counting import percent_of, rounded_up, whole_people
from accessibility.questions import EXAMPLE_LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from accessibility.questions import Header
    from accessibility.snapshot import Source

    Report = Callable[[str, int, int], None]

MOST_ROWS: Final = 100
"""Longer tables are cut on screen; files hold everything."""

_PLAIN_WIDTH: Final = 100
_UNBOUNDED: Final = 10_000


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Report]:
    """Show progress: a bar on a terminal, plain lines elsewhere, nothing if quiet.

    Yields
    ------
    callable
        `report(text, done, total)`, to be called as the work goes on.
    """
    if quiet:
        yield lambda _text, _done, _total: None
        return
    if not sys.stderr.isatty():
        yield lambda text, done, total: typer.echo(f"[{done}/{total}] {text}", err=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda text, done, total: bar.update(
            task, description=text, completed=done, total=total
        )


def print_table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    title: str = "",
    numbers: Sequence[str] = (),
) -> None:
    """Print a table: text to the left, the columns named `numbers` to the right."""
    if title:
        typer.echo(f"\n{title}")
    table = _drawn(header, rows, numbers)
    same = [len({row[i] for row in rows}) == 1 for i in range(len(header))]
    if len(rows) > 1 and any(same) and not _fits(table):
        _tell_same({n: rows[0][i] for i, n in enumerate(header) if same[i]})
        kept = [i for i, one in enumerate(same) if not one]
        fewer = [[row[i] for i in kept] for row in rows]
        table = _drawn([header[i] for i in kept], fewer, numbers)
    _console(0 if _fits(table) else _needs(table).maximum).print(table)
    if len(rows) > MOST_ROWS:
        more = len(rows) - MOST_ROWS
        typer.echo(f"... and {more} more rows; --format csv -o FILE writes them all")


def _tell_same(columns: Mapping[str, str]) -> None:
    """Tell what every row says alike, and which columns say nothing."""
    told = [f"{name} {cell}" for name, cell in columns.items() if cell]
    empty = [name for name, cell in columns.items() if not cell]
    if told:
        typer.echo(f"in every row: {', '.join(told)}")
    if empty:
        typer.echo(f"in no row: {', '.join(empty)}")


def _drawn(
    header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str]
) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for name in header:
        justify: Literal["right", "left"] = "right" if name in numbers else "left"
        table.add_column(name, justify=justify)
    for row in rows[:MOST_ROWS]:
        table.add_row(*row)
    return table


def _needs(table: Table) -> Measurement:
    """Return the characters a table needs: for each word whole, for each row a line."""
    console = Console(width=_UNBOUNDED)
    return Measurement.get(console, console.options, table)


def _fits(table: Table) -> bool:
    return _needs(table).minimum <= _console().width


def _console(least: int = 0) -> Console:
    """Return a console; output to a file is as wide as its words need."""
    if sys.stdout.isatty():
        return Console()
    return Console(width=max(_PLAIN_WIDTH, least), color_system=None)


def print_frame(table: pd.DataFrame, title: str) -> None:
    """Print a table column by column."""
    table = _without_certain_ends(_plain(whole_people(table)))
    rows = [[_cell(value) for value in row] for row in table.to_numpy().tolist()]
    numbers = [c for c in table.columns if table[c].dtype.kind in "iuf"]
    print_table(list(table.columns), rows, title=title, numbers=numbers)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return whole people as plain numbers, so that thousands are told apart."""
    return table.astype(dict.fromkeys(table.select_dtypes("Int64").columns, "float64"))


def _without_certain_ends(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the ends of intervals that are all certain: a screen is narrow."""
    ends = [f"{name}_{end}" for name in table.columns for end in ("low", "high")]
    certain = [
        end
        for end in ends
        if end in table and table[end].equals(table[end.rpartition("_")[0]])
    ]
    return table.drop(columns=certain)


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN is not itself
        return ""
    if isinstance(value, float):
        if math.isinf(value):
            return str(value)
        return f"{rounded_up(value, 3):,.3f}".rstrip("0").rstrip(".")
    return str(value)


def whole(number: float, unknown: str = "") -> str:
    """Write a number of people for a screen: whole, halves up, as on every surface.

    Examples
    --------
    >>> whole(1_234.5)
    '1 235'
    """
    if math.isnan(number):
        return unknown
    return f"{rounded_up(number):,f}".replace(",", " ")


def percent(share: float, unknown: str = "-") -> str:
    """Write a fraction of 1 in per cent for a screen, as on every surface.

    Examples
    --------
    >>> percent(0.4865), percent(0.99999), percent(float("nan"))
    ('48.7', '99.9', '-')
    """
    return unknown if math.isnan(share) else str(percent_of(share))


def print_header(header: Header, *, err: bool = False) -> None:
    """Print what a reader must know to judge a table.

    Parameters
    ----------
    header
        Of the answer.
    err
        To the error stream, so that what is piped on stays a table.
    """
    for line in _header_lines(header):
        typer.echo(line, err=err)


def _header_lines(header: Header) -> Iterator[str]:
    if header.dates:
        dates = ", ".join(f"{role} {date}" for role, date in header.dates.items())
        yield f"dates: {dates}"
    if header.people:
        yield f"of whom: {'; '.join(whom(header))}"
    for note in header.notes:
        yield f"note: {note}"
    if header.proof:
        yield f"proof: {header.proof}"
    if header.question:
        asked = (f"{name} {_words(v)}" for name, v in header.question.items())
        yield f"question: {', '.join(asked)}"
    if header.sources:
        yield f"sources: {', '.join(_source(source) for source in header.sources)}"
    yield f"snapshot: {header.snapshot}, method {header.method_version}"
    if header.example:
        yield f"{EXAMPLE_LABEL}: no real schools or students"


def whom(header: Header) -> list[str]:
    """Return what those who are counted are called, in English and in Dutch, once."""
    labels = [f"{who.en.label} ({who.nl.label})" for who in header.people.values()]
    return list(dict.fromkeys(labels))


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return "/".join(map(_words, value))
    if isinstance(value, dict):
        return _period(value) if set(value) >= _PERIOD else _pairs(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


_PERIOD: Final = {"first", "last", "name"}


def _period(value: dict[str, object]) -> str:
    return f"{value['name']} {value['first']} to {value['last']}"


def _pairs(value: dict[str, object]) -> str:
    return ", ".join(f"{name} {_words(one)}" for name, one in value.items())


def _source(source: Source) -> str:
    return f"{source.file} ({source.date})" if source.date else source.file
