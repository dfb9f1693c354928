"""Command line: sentences, exit codes, help with examples, and no traceback."""

from __future__ import annotations

import pytest
from typer.main import get_command

from api.cli import application, run
from api.lazy_commands import LazyGroup, every_line
from tests.command_options import help_examples

COMMANDS = ("build", "reach", "tables", "map", "compare", "distances")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"bereik {command}" in shown
    assert "For example" in shown


def test_every_command_but_the_keys_has_an_example() -> None:
    assert {name for name, _ in help_examples()} == set(every_line()) - {"keys"}


@pytest.mark.parametrize(("command", "arguments"), help_examples())
def test_every_example_of_the_help_is_understood(
    command: str, arguments: list[str]
) -> None:
    """Options, choices and numbers are read as when the command runs."""
    with get_command(application()).make_context("bereik", [command]) as context:
        group = context.command
        assert isinstance(group, LazyGroup)
        _, found, _ = group.resolve_command(context, [command])
    assert found is not None
    found.make_context(command, list(arguments))


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) in (0, 2)
    shown = capsys.readouterr()
    assert "reach" in shown.out + shown.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["reach", "nowhere"], 3, "nowhere"),
        (
            ["reach", "{snapshot_path}", "--within", "far"],
            2,
            "takes numbers such as 10000",
        ),
        (["reach", "{snapshot_path}", "--within", "-5"], 2, "number above 0"),
        (["reach", "{snapshot_path}", "--within", "nan"], 2, "number above 0"),
        (
            ["reach", "{snapshot_path}", "--profiel", "PYE"],
            2,
            "'PYE' is unknown; choose one of",
        ),
        (["reach", "{snapshot_path}", "--leerweg", "tl"], 2, "'tl' is not one of"),
        (
            ["reach", "{snapshot_path}", "--unit", "s"],
            2,
            "straight line has no travel time",
        ),
        (
            ["reach", "{snapshot_path}", "--format", "pdf"],
            2,
            "choose one of table, csv",
        ),
        (["reach", "{snapshot_path}", "--format", "xlsx"], 2, "name it with -o"),
        (["reach", "{snapshot_path}", "--students", "guess"], 2, "'guess' is unknown"),
        (["reach", "{snapshot_path}", "--students", "herkomst"], 2, "herkomst"),
        (["reach", "{snapshot_path}", "--area", "corop"], 2, "does not tell the corop"),
        (
            ["tables", "{snapshot_path}", "B9.9"],
            2,
            "'B9.9' is unknown; choose from B3.1",
        ),
        (["build"], 2, "-o FOLDER"),
        (["build", "-o", "x"], 2, "either a SOURCES.toml or --example"),
        (["dance"], 2, "No such command"),
    ],
)
def test_bad_questions_get_a_sentence(
    arguments: list[str],
    code: int,
    words: str,
    snapshot_path: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled = [argument.format(snapshot_path=snapshot_path) for argument in arguments]
    assert run(filled) == code
    shown = capsys.readouterr().err
    assert words in " ".join(shown.replace("│", " ").split())
    assert "Traceback" not in shown


def test_a_fault_of_our_own_is_said_without_its_text(
    snapshot_path: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        message = "pupil 12345"
        raise KeyError(message)

    monkeypatch.setattr("accessibility.study.Study.answer", fail)
    assert run(["reach", snapshot_path]) == 70
    shown = capsys.readouterr().err
    assert "a fault in Bereik itself (KeyError)" in shown
    assert "12345" not in shown
