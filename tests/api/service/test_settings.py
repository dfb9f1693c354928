"""Settings: read once, all faults at once, handed down unchanged."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from accessibility.errors import UsageError
from api.service.settings import Settings, hand_down, read_settings


def test_defaults_listen_to_this_machine_only() -> None:
    assert read_settings({}) == Settings()
    assert Settings().is_loopback
    assert not Settings(host="0.0.0.0").is_loopback  # noqa: S104 - what is tested
    assert not Settings(host="ministerie.nl").is_loopback


def test_all_faults_are_said_at_once() -> None:
    wrong = {"BEREIK_PORT": "tachtig", "BEREIK_OPEN_WRITING": "misschien"}
    with pytest.raises(UsageError) as caught:
        read_settings(wrong)
    assert "BEREIK_PORT" in str(caught.value)
    assert "BEREIK_OPEN_WRITING" in str(caught.value)


def test_workers_read_what_was_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in fields(Settings):
        monkeypatch.setenv(f"BEREIK_{one.name.upper()}", "")
    given = Settings(
        snapshot=Path("/srv/x"),
        port=81,
        cors_origins=("https://a.nl", "https://b.nl"),
        open_writing=True,
        rate_per_s=0.5,
    )
    hand_down(given)
    assert read_settings() == given
