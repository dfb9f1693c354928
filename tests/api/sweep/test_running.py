"""One process, two, and one that is killed give the same bytes."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from distributed import LocalCluster

from accessibility.codes import AreaKind, Leerweg
from accessibility.errors import UsageError
from accessibility.questions import Question
from api.sweep import running
from api.sweep.parts import Part, Told
from api.sweep.running import HERE, crew, run_parts
from data.snapshots import snapshot_hash
from tests.api.sweep.crews import Eight

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


def _alone(parts: list[Part]) -> dict[Part, Told]:
    with crew(HERE) as one:
        return dict(run_parts(one, parts))


def _in_this_process() -> LocalCluster:
    """Make a cluster of one thread, which starts sooner than a process."""
    return LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    )


def test_a_cluster_gives_the_bytes_of_one_process_though_a_worker_is_killed(
    parts: list[Part], cluster: LocalCluster
) -> None:
    alone = _alone(parts)
    assert all(told.content for told in alone.values())
    spread: dict[Part, Told] = {}
    with crew(cluster.scheduler_address) as team:
        assert team.client is not None
        workers = team.client.run(os.getpid)
        for part, told in run_parts(team, parts):
            if not spread:
                os.kill(next(iter(workers.values())), signal.SIGKILL)
            spread[part] = told
    assert spread == alone
    # What each process held at most, and what all sent back.
    assert team.peak_mb
    assert 50 < min(team.peak_mb.values()) <= max(team.peak_mb.values()) < 4_000
    assert team.bytes_back == sum(len(told.content) for told in alone.values())


def test_eight_workers_in_another_order_give_the_same_bytes(parts: list[Part]) -> None:
    assert dict(run_parts(Eight(), parts)) == _alone(parts)  # type: ignore[arg-type] # a crew of threads


def test_a_part_that_fails_is_named_and_tried_again(
    parts: list[Part], cluster: LocalCluster
) -> None:
    said: list[str] = []
    broken = replace(parts[0], kind="kapot")
    address = cluster.scheduler_address
    with crew(address, say=said.append) as team:
        found = dict(run_parts(team, [broken, parts[1]]))
    assert found[broken].fault == "KeyError: 'kapot'"
    assert found[parts[1]].content
    again = f"failed, tried again: {broken.words}: KeyError: 'kapot'"
    assert said == [again, again]


def test_a_scheduler_that_is_gone_is_told_and_the_rest_asked_again(
    parts: list[Part],
) -> None:
    found: dict[Part, Told] = {}
    with _in_this_process() as short, crew(short.scheduler_address) as team:
        for part, told in run_parts(team, parts):
            if not found:
                short.close()
            found[part] = told
    lost = [part for part, told in found.items() if told.fault]
    assert set(found) == set(parts)
    assert 0 < len(lost) < len(parts)
    assert {found[part].fault.partition(";")[0] for part in lost} == {
        "the scheduler is gone"
    }
    assert all(told.content for told in _alone(lost).values())


def test_where_nobody_answers_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "_CONNECT_S", 1)
    with pytest.raises(UsageError, match="nobody answers there"):
        crew("tcp://127.0.0.1:1").__enter__()
