"""One process, two, and one that is killed give the same bytes."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from distributed import Client, LocalCluster

from accessibility.codes import AreaKind, Leerweg
from accessibility.errors import UsageError
from accessibility.questions import Question
from api.sweep.parts import Part
from api.sweep.running import HERE, run_parts
from data.snapshots import snapshot_hash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"])


@pytest.fixture
def parts(country_folder: Path) -> list[Part]:
    identity = snapshot_hash(country_folder)
    kinds = (AreaKind.NL, AreaKind.PROVINCIE, AreaKind.GEMEENTE, AreaKind.COROP)
    return [
        Part(
            str(country_folder),
            identity,
            "voorbeeldland",
            "none",
            "",
            Question(per=per, leerwegen=(Leerweg.GL,)),
        )
        for per in kinds
    ]


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as made:
        yield made


def test_a_cluster_gives_the_bytes_of_one_process_though_a_worker_is_killed(
    parts: list[Part], cluster: LocalCluster
) -> None:
    alone = {part: told.content for part, told in run_parts(parts, scheduler=HERE)}
    assert all(alone.values())
    spread: dict[Part, bytes] = {}
    with Client(cluster) as client:
        workers = client.run(os.getpid)
        for part, told in run_parts(parts, scheduler=cluster.scheduler_address):
            if not spread:
                os.kill(next(iter(workers.values())), signal.SIGKILL)
            spread[part] = told.content
    assert spread == alone


def test_where_nobody_answers_is_refused(parts: list[Part]) -> None:
    with pytest.raises(UsageError, match="nobody answers there"):
        list(run_parts(parts, scheduler="tcp://127.0.0.1:1"))
