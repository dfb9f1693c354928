"""Metrics tell how the service stands, and all that docs/operating asks of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
import yaml
from prometheus_client.parser import text_string_to_metric_families

from api.service.keys import Caller, Role
from api.service.metrics import Metrics
from api.service.standing import state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from api.service.service import Service

OPERATING = Path(__file__).parents[3] / "docs" / "operating"
NAME = re.compile(r"\bbereik_[a-z_]+")


def _told(client: TestClient) -> dict[str, dict[str, float]]:
    """Return the value of each figure by its name and the text of its labels."""
    text = client.get("/v1/metrics").text
    told: dict[str, dict[str, float]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            told.setdefault(sample.name, {})[labels] = sample.value
    return told


def test_figures_tell_how_a_worker_stands(
    make_client: Callable[..., TestClient], make_service: Callable[..., Service]
) -> None:
    service = make_service(metrics_open=True, jobs=0)
    client = make_client(service)
    assert client.get("/v1/bereik?profiel=PIE").status_code == 200
    service.jobs.add(Caller("me", Role.LEZER), "bereik", {})
    with service.gate.slot():
        told = _told(client)
    assert told["bereik_computing_running"] == {"": 1.0}
    assert told["bereik_computing_waiting"] == {"": 0.0}
    assert told["bereik_jobs"]["wacht"] == 1.0
    assert told["bereik_database_up"] == {"": 1.0}
    assert 100 < told["bereik_cache_bytes"][""] < told["bereik_cache_limit_bytes"][""]
    assert told["bereik_process_memory_bytes"][""] > 1e6
    assert told["bereik_snapshot_loaded_timestamp_seconds"][""] > 1.7e9
    assert "80.0,GET,/v1/bereik" in told["bereik_request_seconds_bucket"]


def test_a_database_that_is_gone_is_told(
    make_service: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make_service()

    def gone() -> None:
        statement = "SELECT 1"
        raise sa.exc.OperationalError(statement, {}, Exception())

    monkeypatch.setattr(service.jobs, "counts", gone)
    state = state_of(service)
    assert state.figures["bereik_database_up"] == 0
    assert not state.jobs


def test_alerts_and_dashboard_ask_for_figures_that_there_are(
    make_client: Callable[..., TestClient],
) -> None:
    client = make_client(metrics_open=True)
    client.get("/v1/livez")
    known = set(_told(client))
    alerts = yaml.safe_load((OPERATING / "alerts.yml").read_text())
    dashboard = json.loads((OPERATING / "dashboard.json").read_text())
    asked = [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]
    asked += [one["expr"] for panel in dashboard["panels"] for one in panel["targets"]]
    named = {name for text in asked for name in NAME.findall(text)}
    assert len(named) > 8
    assert named <= known


@pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx")
def test_nginx_understands_its_example(tmp_path: Path) -> None:
    key, pem = tmp_path / "a.key", tmp_path / "a.pem"
    make = [
        "openssl",
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-subj",
        "/CN=a",
    ]
    made = [*make, "-keyout", str(key), "-out", str(pem)]
    subprocess.run(made, check=True, capture_output=True)
    text = (OPERATING / "nginx.conf").read_text()
    text = text.replace("/etc/ssl/bereik.example.nl.pem", str(pem))
    text = text.replace("/etc/ssl/bereik.example.nl.key", str(key))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; events {{}} http {{ {text} }}")
    tried = ["nginx", "-t", "-c", str(whole), "-e", str(tmp_path / "log")]
    done = subprocess.run(tried, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("caddy"), reason="needs Caddy")
def test_caddy_understands_its_example() -> None:
    tried = ["caddy", "validate", "--adapter", "caddyfile", "--config"]
    done = subprocess.run(
        [*tried, str(OPERATING / "Caddyfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_it_is_quiet_when_nothing_is_under_way() -> None:
    metrics = Metrics()
    metrics.begin()
    metrics.begin()
    assert metrics.quiet_s() == 0
    metrics.end("GET", "/v1", 200, 0.1)
    assert metrics.quiet_s() == 0
    metrics.end("GET", "/v1", 200, 0.1)
    assert 0 <= metrics.quiet_s() < 5
    time.sleep(0.01)
    assert metrics.quiet_s() >= 0.01
