"""What a person sees in a terminal: progress, tables, the example's label."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from accessibility.questions import EXAMPLE_LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Report = Callable[[str, int, int], None]

MOST_ROWS: Final = 100
"""Longer tables are cut on screen; files hold everything."""

_PLAIN_WIDTH: Final = 100


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
    table = Table(box=box.SIMPLE_HEAD)
    for name in header:
        table.add_column(name, justify="right" if name in numbers else "left")
    for row in rows[:MOST_ROWS]:
        table.add_row(*row)
    _console().print(table)
    if len(rows) > MOST_ROWS:
        more = len(rows) - MOST_ROWS
        typer.echo(f"... and {more} more rows; --format csv -o FILE writes them all")


def _console() -> Console:
    """Return a console that does not wrap numbers when its output goes to a file."""
    if sys.stdout.isatty():
        return Console()
    return Console(width=_PLAIN_WIDTH, color_system=None)


def print_footnotes(
    dates: Mapping[str, str], notes: Sequence[str], *, example: bool
) -> None:
    """Print the dates and notes that belong to a table."""
    if dates:
        typer.echo(
            "dates: " + ", ".join(f"{role} {date}" for role, date in dates.items())
        )
    for note in notes:
        typer.echo(f"note: {note}")
    if example:
        typer.echo(f"{EXAMPLE_LABEL}: no real schools or students")
