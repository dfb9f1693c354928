"""Jobs: accepted, followed, cancelled, taken over when a worker is gone."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from api.service.job_runner import JobRunner
from api.service.jobs import (
    MOST_ATTEMPTS,
    Done,
    JobStatus,
    JobStore,
    LostClaimError,
)
from api.service.keys import Caller, Role
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.testclient import TestClient

    from api.service.database import Database
    from api.service.service import Service

ON_BOTH_DATABASES = True

ME = Caller("me", Role.LEZER)
OTHER = Caller("other", Role.PLANNER)


def _echo(request: Mapping[str, Any], tell: Callable[[float, str], None]) -> Done:
    tell(0.5, "half way")
    return Done(str(request["text"]).encode(), "text/plain")


def test_a_job_is_done_once(database: Database) -> None:
    store = JobStore(database)
    job = store.add(ME, "echo", {"text": "hallo"})
    assert job.status is JobStatus.WAITING
    runner = JobRunner(store, {"echo": _echo})
    assert runner.do_one()
    assert not runner.do_one()
    assert store.get(ME, job.id).progress == 1.0
    assert store.result(ME, job.id) == Done(b"hallo", "text/plain")
    with pytest.raises(ProblemError, match="no job"):
        store.result(OTHER, job.id)


def test_all_jobs_can_be_paged_through_and_old_ones_go(
    make_client: Callable[..., TestClient],
    headers_of: Callable[[Role], dict[str, str]],
    database: Database,
) -> None:
    client, mine = make_client(jobs=0, kept_jobs=3), headers_of(Role.LEZER)
    store = JobStore(database)
    runner = JobRunner(store, {"bereik": lambda *_: Done(b"", "text/plain")})
    made = []
    for _ in range(6):
        accepted = client.post("/v1/taken", json={"soort": "bereik"}, headers=mine)
        made.append(accepted.json()["id"])
        while runner.do_one():
            pass
    # Three that had ended, and the one that was added beside them.
    seen = []
    for offset in (0, 3):
        page = client.get(f"/v1/taken?limit=3&offset={offset}", headers=mine).json()
        assert page["aantal"] == 4
        seen += [job["id"] for job in page["taken"]]
    assert seen == list(reversed(made))[:4]


def test_two_workers_never_take_the_same_job(database: Database) -> None:
    store = JobStore(database)
    for number in range(20):
        store.add(Caller(f"k{number}", Role.LEZER), "echo", {"text": str(number)})
    done: list[str] = []

    def work(request: Mapping[str, Any], tell: Callable[[float, str], None]) -> Done:
        done.append(str(request["text"]))
        return _echo(request, tell)

    def drain() -> None:
        runner = JobRunner(JobStore(database), {"echo": work})
        while store.running() or any(
            job.status is JobStatus.WAITING
            for job in store.listed(Caller("", Role.BEHEERDER), limit=100)[0]
        ):
            runner.do_one()

    threads = [threading.Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=int) == [str(number) for number in range(20)]


def test_a_lost_worker_is_noticed_by_its_beat_not_by_the_clock(
    database: Database,
) -> None:
    store = JobStore(database)
    job = store.add(ME, "echo", {"text": "x"})
    claimed = store.claim()
    assert claimed is not None
    token = claimed[1]
    watcher = JobRunner(store, {"echo": _echo}, stale_s=10)
    assert watcher.watch_others(now=0.0) == 0
    store.beat(job.id, token)
    assert watcher.watch_others(now=11.0) == 0
    assert watcher.watch_others(now=20.0) == 0
    assert watcher.watch_others(now=21.5) == 1
    with pytest.raises(LostClaimError):
        store.tell(job.id, token, 0.9, "too late")
    assert not store.end(job.id, token, JobStatus.DONE, done=Done(b"old", "text/plain"))
    assert watcher.do_one()
    assert store.result(ME, job.id).body == b"x"
    assert store.get(ME, job.id).attempts == 2


def test_a_job_that_kills_its_workers_fails_in_the_end(database: Database) -> None:
    store = JobStore(database)
    job = store.add(ME, "echo", {"text": "x"})
    watcher = JobRunner(store, {"echo": _echo}, stale_s=1)
    for attempt in range(MOST_ATTEMPTS):
        assert store.claim() is not None
        watcher.watch_others(now=10.0 * attempt)
        assert watcher.watch_others(now=10.0 * attempt + 5) == 1
    ended = store.get(ME, job.id)
    assert ended.status is JobStatus.FAILED
    assert "lost 3 times" in ended.message


def test_a_failing_job_does_not_take_the_worker_along(database: Database) -> None:
    store = JobStore(database)

    def work(request: Mapping[str, Any], tell: Callable[[float, str], None]) -> Done:
        raise RuntimeError(str(request) + str(tell))

    job = store.add(ME, "echo", {"text": "geheim"})
    assert JobRunner(store, {"echo": work}).do_one()
    ended = store.get(ME, job.id)
    assert ended.status is JobStatus.FAILED
    assert "geheim" not in ended.message


def test_too_many_jobs_are_refused(database: Database) -> None:
    store = JobStore(database)
    for _ in range(20):
        store.add(ME, "echo", {"text": ""})
    with pytest.raises(ProblemError, match="not finished"):
        store.add(ME, "echo", {"text": ""})
    store.add(OTHER, "echo", {"text": ""})


def test_a_long_question_over_http(
    make_client: Callable[..., TestClient],
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    client = make_client(jobs=1)
    mine = headers_of(Role.LEZER)
    asked = {"soort": "bereik", "vraag": {"gebiedsindeling": "pc4"}, "vorm": "csv"}
    assert client.post("/v1/taken", json=asked).status_code == 401
    accepted = client.post("/v1/taken", json=asked, headers=mine)
    assert accepted.status_code == 202
    place = accepted.headers["location"]
    for _ in range(100):
        job = client.get(place, headers=mine).json()
        if job["status"] == "klaar":
            break
        time.sleep(0.1)
    assert job["status"] == "klaar"
    result = client.get(job["resultaat"], headers=mine)
    direct = client.get("/v1/bereik?gebiedsindeling=pc4&f=csv")
    assert result.content == direct.content
    assert client.get(place, headers=headers_of(Role.LEZER)).status_code == 404
    assert client.delete(place, headers=mine).status_code == 204
    assert client.get(place, headers=mine).status_code == 404


def test_a_job_about_an_unknown_area_fails_as_the_question_does(
    make_service: Callable[..., Service], make_client: Callable[..., TestClient]
) -> None:
    service = make_service()
    client = make_client(service)
    _, key = service.keys.make("mine", Role.LEZER)
    mine = {"Authorization": f"Bearer {key}"}
    question = {"gebiedsindeling": "gemeente", "gebied": "GM0000"}
    asked = {"soort": "bereik", "vraag": question}
    place = client.post("/v1/taken", json=asked, headers=mine).headers["location"]
    assert service.runner.do_one()
    job = client.get(place, headers=mine).json()
    refused = client.get("/v1/bereik", params=question)
    assert (job["status"], refused.status_code) == ("mislukt", 404)
    assert job["melding"] == refused.json()["detail"]


def test_cancelling_a_waiting_job(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    mine = headers_of(Role.LEZER)
    place = client.post("/v1/taken", json={"soort": "bereik"}, headers=mine).headers[
        "location"
    ]
    assert client.delete(place, headers=mine).status_code == 204
    assert client.get(place, headers=mine).json()["status"] == "geannuleerd"
    assert client.get(f"{place}/resultaat", headers=mine).status_code == 409
