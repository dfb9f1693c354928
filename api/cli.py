"""The command line: one typer application, and errors turned into sentences."""

from __future__ import annotations

import os
import pkgutil
import sys
import traceback
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from accessibility.errors import BereikError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INTERNAL: Final = 70

HELP: Final = """Who can get to which technical vmbo profile, in which leerweg, and how
far is it?

Start with the example country: [bold]bereik build --example -o demo/land[/bold], then
[bold]bereik reach demo/land[/bold]. Every command explains itself with --help.
"""

COMMANDS: Final = {
    "build": "api.cli_build:build",
    "fetch": "api.cli_fetch:fetch",
    "reach": "api.cli_reach:reach",
    "attendance": "api.cli_attendance:attendance",
    "tables": "api.cli_tables:tables",
    "map": "api.cli_map:draw_map",
    "trend": "api.cli_trend:trend",
    "compare": "api.cli_compare:compare",
    "distances": "api.cli_distances:distances",
    "denominators": "api.cli_certainty:denominators",
    "sensitivity": "api.cli_certainty:sensitivity",
    "what-if": "api.cli_whatif:what_if",
    "replay": "api.cli_whatif:replay",
    "fragile": "api.cli_fragile:fragile",
    "site": "api.cli_site:site",
    "facilities": "api.cli_facilities:facilities",
    "spend": "api.cli_spend:spend",
    "tour": "api.cli_tour:tour",
    "participation": "api.cli_participation:take_part",
    "sharing": "api.cli_sharing:sharing",
    "serve": "api.cli_serve:serve",
    "keys": "api.cli_serve:keys_app",
}
"""Where each command is: imported only when it is asked for, so that all start fast.

A measure without a module of its own gets its command from its record.
"""


def application(arguments: Sequence[str]) -> typer.Typer:
    """Return the application with the command asked for, or with all of them.

    Parameters
    ----------
    arguments
        What follows the word `bereik`.
    """
    app = typer.Typer(
        name="bereik",
        help=HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(common)
    asked = next((word for word in arguments if not word.startswith("-")), "")
    commands = [_command(asked)] if asked in COMMANDS else _all_commands()
    for name, command in commands:
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _command(name: str) -> tuple[str, Any]:
    return name, pkgutil.resolve_name(COMMANDS[name])


def _all_commands() -> Iterator[tuple[str, Any]]:
    # Imported here: a command with a module of its own starts sooner without.
    from accessibility.measures import MEASURES  # noqa: PLC0415 - see above
    from api.cli_measure import command_of  # noqa: PLC0415 - see above

    for name in COMMANDS:
        yield _command(name)
        if name == "reach":
            for measure in MEASURES:
                if measure.name not in COMMANDS:
                    yield measure.name, command_of(measure)


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
        application(arguments)(list(arguments), prog_name="bereik")
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
