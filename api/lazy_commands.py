"""The commands of the command line, each imported only when it is run.

Help and completion of names need no more than a line for each: those stand in
`command_lines.json`, which `make docs` writes from the commands themselves.
"""

from __future__ import annotations

import json
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

if TYPE_CHECKING:
    from collections.abc import Callable

    # A `typer.Context` is this one's child, which a group does not ask for.
    from typer._click import Command, Context

COMMANDS: Final = {
    "build": "api.cli_build:build",
    "fetch": "api.cli_fetch:fetch",
    "reach": "api.cli_reach:reach",
    "attendance": "api.cli_attendance:attendance",
    "proximity": "api.cli_proximity:nearby",
    "tables": "api.cli_tables:tables",
    "explain": "api.cli_explain:explain",
    "map": "api.cli_map:draw_map",
    "trend": "api.cli_trend:trend",
    "compare": "api.cli_compare:compare",
    "distances": "api.cli_distances:distances",
    "denominators": "api.cli_certainty:denominators",
    "sensitivity": "api.cli_certainty:sensitivity",
    "what-if": "api.cli_whatif:what_if",
    "replay": "api.cli_whatif:replay",
    "fragile": "api.cli_fragile:fragile",
    "groups": "api.cli_groups:groups",
    "regions": "api.cli_regions:regions",
    "outlook": "api.cli_outlook:outlook",
    "order": "api.cli_order:order",
    "site": "api.cli_site:site",
    "facilities": "api.cli_facilities:facilities",
    "spend": "api.cli_spend:spend",
    "tour": "api.cli_tour:tour",
    "participation": "api.cli_participation:take_part",
    "sharing": "api.cli_sharing:sharing",
    "sweep": "api.cli_sweep:sweep",
    "sql": "api.cli_sql:sql",
    "export": "api.cli_export:export",
    "serve": "api.cli_serve:serve",
    "keys": "api.cli_serve:keys_app",
}
"""Where each command is.

A measure without a module of its own gets its command from its record.
"""

LINES_FILE: Final = Path(__file__).with_name("command_lines.json")
STYLE: Final[dict[str, Any]] = {
    "pretty_exceptions_enable": False,
    "rich_markup_mode": "rich",
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class LazyGroup(TyperGroup):
    """A group that lists its commands by a line each, and imports the one it runs."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - of typer
        """Return the names of all commands, in the order of the help."""
        return list(_lines())

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - of typer
        """Return what help and completion show of a command: its name and line."""
        line = _lines().get(cmd_name)
        return None if line is None else _listed(cmd_name, line)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that is asked for, imported now."""
        name = args[0]
        function = command_function(name)
        if function is None:
            # Names like it are looked for among these.
            self.commands = {n: _listed(n, line) for n, line in _lines().items()}
            return super().resolve_command(ctx, args)
        return name, _loaded(name, function), args[1:]


def _listed(name: str, line: str) -> Command:
    return TyperCommand(name, help=line)


def _lines() -> dict[str, str]:
    lines: dict[str, str] = json.loads(LINES_FILE.read_text(encoding="utf-8"))
    return lines


def command_function(name: str) -> Callable[..., None] | typer.Typer | None:
    """Return the function of a command, or the application of a group of them."""
    if name in COMMANDS:
        found: Callable[..., None] | typer.Typer = pkgutil.resolve_name(COMMANDS[name])
        return found
    # Imported here: a command with a module of its own starts sooner without.
    from accessibility.measures import MEASURES  # noqa: PLC0415 - see above

    measure = next((one for one in MEASURES if one.name == name), None)
    if measure is None:
        return None
    from api.cli_measure import command_of  # noqa: PLC0415 - see above

    return command_of(measure)


def _loaded(name: str, function: Callable[..., None] | typer.Typer) -> Command:
    if isinstance(function, typer.Typer):
        function.info.name = name
        return get_command(function)
    app = typer.Typer(add_completion=False, **STYLE)
    app.command(name)(function)
    return get_command(app)


def every_line() -> dict[str, str]:
    """Return the line of every command as the commands themselves tell it.

    The measures follow `reach`, whose answer they refine.
    """
    from accessibility.measures import MEASURES  # noqa: PLC0415 - dear to import

    measures = [one.name for one in MEASURES if one.name not in COMMANDS]
    names = list(COMMANDS)
    after = names.index("reach") + 1
    lines = {}
    for name in (*names[:after], *measures, *names[after:]):
        function = command_function(name)
        told = function.info.help if isinstance(function, typer.Typer) else None
        lines[name] = str(told or function.__doc__).strip().partition("\n")[0]
    return lines
