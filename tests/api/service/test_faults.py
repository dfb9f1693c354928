"""Faults while serving: nothing is lost, no answer is wrong, the status is stated."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from api.service.database import Database
from api.service.jobs import JobStatus, JobStore
from api.service.keys import Caller, KeyRing, Role
from benchmarks.abuse import RAW
from benchmarks.http_faults import database_gone, full_disk, jumping_clock
from data.snapshots import snapshot_hash, write_snapshot
from data.studies import read_study
from data.usual_answers import UsualAnswers

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.snapshot import Snapshot
    from benchmarks.http_faults import Outcome
    from tests.api.service.conftest import LiveServer

QUESTION = "/v1/bereik?gebiedsindeling=gemeente&profiel=PIE"


def _until(test: Callable[[], bool], within_s: float = 30.0) -> None:
    end = time.monotonic() + within_s
    while not test():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_a_killed_worker_is_replaced_and_its_job_done(
    serve: Callable[..., LiveServer],
) -> None:
    server = serve(workers=2, BEREIK_JOBS="1")
    first = server.get(QUESTION)
    assert first[0] == 200
    before = server.workers()
    assert len(before) == 2

    # A job that a worker has claimed and will never finish: its beat stands still.
    state = Database(server.database)
    store, me = JobStore(state), Caller("me", Role.LEZER)
    asked = {
        "soort": "bereik",
        "vraag": {"snapshot": "actueel"},
        "vorm": "csv",
        "owner": "me",
    }
    job = store.add(me, "bereik", asked)
    store.claim()

    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            statuses.append(server.get(QUESTION)[0])

    asking = threading.Thread(target=ask)
    asking.start()
    os.kill(before[0], signal.SIGKILL)
    _until(lambda: len(server.workers()) == 2 and before[0] not in server.workers())
    _until(lambda: store.get(me, job.id).status in (JobStatus.DONE, JobStatus.FAILED))
    stop.set()
    asking.join()
    state.close()
    assert store.get(me, job.id).status is JobStatus.DONE
    # A connection that was open to the killed worker breaks; no other answer is wrong.
    assert set(statuses) <= {200, 0}
    assert statuses.count(0) <= 2
    assert server.get(QUESTION) == first


@pytest.mark.parametrize("workers", [1, 2])
def test_a_new_snapshot_is_taken_up_without_dropping_a_request(
    serve: Callable[..., LiveServer], snapshot: Snapshot, tmp_path: Path, workers: int
) -> None:
    server = serve(workers=workers)
    old = json.loads(server.get(QUESTION)[1])["snapshot"]
    fewer = snapshot.offers[snapshot.offers.brin6 != "X00100"].reset_index(drop=True)
    other = replace(snapshot, manifest=replace(snapshot.manifest, name="nieuw"))
    folder = write_snapshot(other.edited(offers=fewer), tmp_path / "twee")
    # As `bereik build` leaves it: loading computes what is not kept.
    UsualAnswers(folder).prepare(read_study(folder))
    new = snapshot_hash(folder)

    answers: list[tuple[int, str]] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answers.append(server.get(QUESTION))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    moved = tmp_path / "moved"
    moved.symlink_to(folder)
    moved.replace(server.snapshot)
    _until(lambda: json.loads(server.get(QUESTION)[1])["snapshot"] == new)
    stop.set()
    for thread in threads:
        thread.join()

    assert {status for status, _ in answers} == {200}
    shares: dict[str, set[str]] = {}
    for _, body in answers:
        content = json.loads(body)
        shares.setdefault(content["snapshot"], set()).add(json.dumps(content["rijen"]))
    assert set(shares) <= {old, new}
    assert all(len(different) == 1 for different in shares.values())
    # Who was paging through the old one still gets its pages.
    pinned = json.loads(server.get(f"{QUESTION}&snapshot={old}")[1])
    assert json.dumps(pinned["rijen"]) in shares[old]
    assert server.get(f"{QUESTION}&snapshot={'0' * 64}")[0] == 404


def test_workers_share_the_memory_of_what_was_loaded(
    serve: Callable[..., LiveServer],
) -> None:
    server = serve(workers=2)
    assert server.get(QUESTION)[0] == 200
    for worker in server.workers():
        rollup = Path(f"/proc/{worker}/smaps_rollup").read_text(encoding="ascii")
        kb = {line.split()[0]: int(line.split()[1]) for line in _sizes(rollup)}
        own = kb["Private_Clean:"] + kb["Private_Dirty:"]
        assert own < kb["Rss:"] / 2


def _sizes(rollup: str) -> list[str]:
    return [line for line in rollup.splitlines() if line.endswith("kB")]


def test_workers_end_when_their_parent_is_killed(
    serve: Callable[..., LiveServer],
) -> None:
    server = serve(workers=2)
    workers = server.workers()
    server.process.kill()
    _until(lambda: not any(Path(f"/proc/{pid}/maps").exists() for pid in workers))


def test_a_worker_that_hangs_is_replaced(serve: Callable[..., LiveServer]) -> None:
    server = serve(workers=2, BEREIK_SILENT_S="1")
    before = server.workers()
    os.kill(before[0], signal.SIGSTOP)
    _until(lambda: len(server.workers()) == 2 and before[0] not in server.workers())
    assert before[1] in server.workers()
    assert server.get(QUESTION)[0] == 200


def test_workers_killed_while_a_snapshot_is_loaded_are_replaced(
    serve: Callable[..., LiveServer], tmp_path: Path
) -> None:
    server = serve(workers=2)
    first, before = server.get(QUESTION), set(server.workers())
    # A snapshot that takes as long to load as one wants.
    slow = tmp_path / "traag"
    slow.mkdir()
    os.mkfifo(slow / "manifest.json")
    moved = tmp_path / "moved"
    moved.symlink_to(slow)
    moved.replace(server.snapshot)
    _until(lambda: len(server.workers()) == 4)
    for process in before:
        os.kill(process, signal.SIGKILL)
    _until(lambda: not before & set(server.workers()), within_s=5)
    _until(lambda: server.get(QUESTION) == first, within_s=5)
    (slow / "manifest.json").write_text("{}")
    _until(lambda: any("cannot be read" in line for line in server.log))
    assert len(server.workers()) == 2
    assert server.get(QUESTION) == first


def test_a_damaged_snapshot_leaves_the_old_one_in_service(
    serve: Callable[..., LiveServer], tmp_path: Path
) -> None:
    server = serve()
    first = server.get(QUESTION)
    broken = tmp_path / "stuk"
    broken.mkdir()
    (broken / "manifest.json").write_text("{}")
    moved = tmp_path / "moved"
    moved.symlink_to(broken)
    moved.replace(server.snapshot)
    _until(lambda: any("cannot be read" in line for line in server.log))
    assert server.get(QUESTION) == first


def test_it_stops_on_request_and_listens_to_strangers_only_with_keys(
    serve: Callable[..., LiveServer],
) -> None:
    server = serve()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(20) in (0, -signal.SIGTERM)
    state = Database(server.database)
    assert KeyRing(state).all() == []
    state.close()


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(database_gone, {200, 201, 503}, marks=pytest.mark.postgres),
        (full_disk, {200, 201, 507}),
        pytest.param(
            jumping_clock,
            {200, 201},
            marks=pytest.mark.skipif(not which("cc"), reason="needs a C compiler"),
        ),
    ],
)
def test_nothing_is_lost_by_faults_of_the_machine_itself(
    fault: Callable[[Path, Path], Outcome],
    expected: set[int],
    snapshot: Snapshot,
    tmp_path: Path,
) -> None:
    write_snapshot(snapshot, tmp_path / "een")
    with TemporaryDirectory(prefix="bereik-fault-") as folder:
        outcome = fault(Path(folder), tmp_path / "een")
    assert set(outcome.statuses) == expected
    assert (outcome.lost, outcome.wrong) == (0, 0)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_smuggled_and_malformed_requests_are_cut_off(
    serve: Callable[..., LiveServer],
) -> None:
    server = serve()
    port = int(server.root.rsplit(":", 1)[1])
    for request_text in RAW:
        answer = _raw(port, request_text.encode("latin-1"))
        assert b"smuggled" not in answer
        assert answer.count(b"HTTP/1.1 200") <= 1
        assert b" 500 " not in answer.split(b"\r\n")[0]
        assert server.get("/v1/livez")[0] == 200


def _raw(port: int, request: bytes) -> bytes:
    """Send bytes as they are and return all that comes back."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.sendall(request)
        raw.settimeout(1)
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while chunk := raw.recv(65_536):
                answer += chunk
    return answer
