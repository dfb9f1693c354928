"""`bereik serve` and `bereik keys`: who is let in, and what is refused to start."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from accessibility.codes import Mode
from accessibility.errors import DataError
from api import cli_serve
from api.cli import run
from data.snapshots import read_snapshot
from tests.small_country import whole_country
from tests.street_grid import grid

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot


@pytest.fixture
def state(tmp_path: Path) -> list[str]:
    return ["--database", f"sqlite:///{tmp_path / 'state.sqlite'}"]


def test_an_example_of_an_older_version_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def country() -> Snapshot:
        made.append(1)
        return replace(whole_country(), roads={Mode.BIKE: grid()})

    monkeypatch.setattr(cli_serve, "state_folder", lambda: tmp_path)
    monkeypatch.setattr(cli_serve, "example_country", country)
    for step in ("with_roads", "with_transit"):
        monkeypatch.setattr(cli_serve, step, lambda snapshot: snapshot)
    folder = cli_serve.example_folder()
    assert cli_serve.example_folder() == folder
    assert len(made) == 1
    about = folder / "roads" / "bike" / "about.json"
    older = json.loads(about.read_text()) | {"format": -1}
    about.write_text(json.dumps(older))
    with pytest.raises(DataError, match="another version"):
        read_snapshot(folder).network(Mode.BIKE)
    cli_serve.example_folder()
    assert len(made) == 2
    assert read_snapshot(folder).network(Mode.BIKE).mode is Mode.BIKE


def test_strangers_are_let_in_only_on_purpose(
    state: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", "--host", "0.0.0.0", *state]) == 2  # noqa: S104 - refused
    assert "there is no API key yet" in capsys.readouterr().err
    everyone = ["serve", "--host", "0.0.0.0", "--open-writing", *state]  # noqa: S104 - refused
    assert run(everyone) == 2
    assert "anyone write" in capsys.readouterr().err
    nameless = ["serve", "--host", "0.0.0.0", "--no-keys", *state]  # noqa: S104 - refused
    assert run(nameless) == 2
    assert "BEREIK_PUBLIC_URL" in capsys.readouterr().err


def test_a_key_is_made_shown_once_and_revoked(
    state: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["keys", "make", "team kaart", "--role", "planner", *state]) == 0
    text = capsys.readouterr().out.strip()
    assert text.startswith("brk_")
    assert run(["keys", "list", *state]) == 0
    shown = capsys.readouterr().out
    identifier = text.split("_")[1]
    assert identifier in shown
    assert "team kaart" in shown
    assert text.split("_", 2)[2] not in shown
    assert run(["keys", "revoke", identifier, *state]) == 0
    assert run(["keys", "revoke", identifier, *state]) == 2


def test_a_wrong_database_gets_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["keys", "list", "--database", "niets"]) == 3
    assert "database" in capsys.readouterr().err
