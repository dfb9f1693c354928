"""Every option of every command, as the commands tell it, and the table of them."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple

from api.lazy_commands import _loaded, command_function, every_line


class Told(NamedTuple):
    """What one command tells of one option."""

    names: tuple[str, ...]
    command: str
    takes: str
    what: str


def every_option() -> list[Told]:
    """Return each option of each command, in the order of the help."""
    return [told for name in every_line() for told in _of_command(name)]


def _of_command(name: str) -> Iterator[Told]:
    function = command_function(name)
    assert function is not None
    command: Any = _loaded(name, function)
    inner: dict[str, Any] = getattr(command, "commands", {})
    several = {f"{name} {sub}": one for sub, one in inner.items()} or {name: command}
    for command_name, one in several.items():
        for option in one.params:
            if option.param_type_name == "option":
                names = tuple(n for n in option.opts if n.startswith("-"))
                names = tuple(sorted(names, key=lambda n: not n.startswith("--")))
                what = " ".join((option.help or "").split())
                yield Told(names, command_name, _takes(option), what)


def _takes(option: Any) -> str:  # noqa: ANN401 - an option of typer, untyped there
    """Return the kind of value; any words to choose from are one kind."""
    if option.is_flag:
        return "yes or no"
    words = str(option.type.name).removesuffix(" range")
    kinds = {"str": "text", "int": "number", "float": "number"}
    return "path" if "path" in words else kinds.get(words, words)


def help_examples() -> list[tuple[str, list[str]]]:
    """Return every command line that the help of a command shows, parted in words."""
    found = []
    for name in every_line():
        text = inspect.getdoc(command_function(name)) or ""
        for block in text.split("\n\n"):
            words = shlex.split(block) if block.lstrip().startswith("bereik ") else []
            if words:
                found.append((words[1], words[2:]))
    return found


def options_table() -> Iterator[str]:
    """Write the table of option names: what each means, and where it is taken."""
    yield "| option | takes | what it is | commands |"
    yield "|---|---|---|---|"
    rows: dict[tuple[str, str, str], list[str]] = {}
    for told in every_option():
        key = (", ".join(f"`{name}`" for name in told.names), told.takes, told.what)
        rows.setdefault(key, []).append(told.command)
    for (names, takes, what), commands in sorted(rows.items()):
        plain = what.replace("|", "\\|").replace("<", "&lt;")
        yield f"| {names} | {takes} | {plain} | {', '.join(commands)} |"
