"""The command line: one typer application, and errors turned into sentences."""

from __future__ import annotations

import os
import sys
import traceback
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated, Final

import typer

from accessibility.errors import BereikError
from api.lazy_commands import STYLE, LazyGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERNAL: Final = 70

HELP: Final = """Who can get to which technical vmbo profile, in which leerweg, and how
far is it?

Start with the example country: [bold]bereik build --example -o demo/land[/bold], then
[bold]bereik reach demo/land[/bold]. Every command explains itself with --help.
"""


def application() -> typer.Typer:
    """Return the application; it imports a command when it is run."""
    app = typer.Typer(
        name="bereik", help=HELP, no_args_is_help=True, cls=LazyGroup, **STYLE
    )
    app.callback()(common)
    return app


def _show_version(*, wanted: bool) -> None:
    if not wanted:
        return
    try:
        typer.echo(f"bereik {version('bereik')}")
    except PackageNotFoundError:
        typer.echo("bereik (not installed: run from the source tree)")
    raise typer.Exit


def common(
    *,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda wanted: _show_version(wanted=wanted),
            is_eager=True,
            help="Show the version and stop.",
        ),
    ] = False,
) -> None:
    """Options that come before the command."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    arguments
        What follows the word `bereik`.

    Returns
    -------
    int
        0 when all went well; 2 for a question put wrongly; 3 for data that cannot
        be used; 70 for a fault in Bereik itself.
    """
    try:
        application()(list(arguments), prog_name="bereik")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except BereikError as error:
        return _say(str(error), error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last door: a sentence, no traceback
        return _internal(error)
    return 0


def _internal(error: Exception) -> int:
    if os.environ.get("BEREIK_DEBUG"):
        traceback.print_exception(error)
    kind = type(error).__name__
    return _say(
        f"a fault in Bereik itself ({kind}); set BEREIK_DEBUG=1 to see where, and "
        "please report it",
        INTERNAL,
    )


def _say(sentence: str, code: int) -> int:
    typer.echo(f"bereik: {sentence}", err=True)
    return code


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run(sys.argv[1:]))
