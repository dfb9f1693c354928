"""OGC API Processes over the jobs of the service: described, done, told, refused."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from api.service.callbacks import Callbacks, refuse_unless_allowed
from api.service.jobs import Done, Job, JobStatus
from api.service.keys import Role
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.testclient import TestClient

    from api.service.service import Service

INPUTS = {"vraag": {"gebiedsindeling": "gemeente", "profiel": "PIE"}, "vorm": "csv"}


@pytest.fixture
def service(make_service: Callable[..., Service]) -> Service:
    return make_service(callback_hosts=("hook.example",))


@pytest.fixture
def client(make_client: Callable[..., TestClient], service: Service) -> TestClient:
    return make_client(service)


@pytest.fixture
def lezer(headers_of: Callable[[Role], dict[str, str]]) -> dict[str, str]:
    return headers_of(Role.LEZER)


def _executed(
    client: TestClient, headers: dict[str, str], body: dict[str, Any]
) -> dict[str, Any]:
    answer = client.post("/v1/processes/bereik/execution", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    status: dict[str, Any] = answer.json()
    assert answer.headers["location"].endswith(f"/v1/jobs/{status['jobID']}")
    return status


def test_every_process_is_described(client: TestClient) -> None:
    listed = client.get("/v1/processes").json()["processes"]
    assert [one["id"] for one in listed] == [
        "bereik",
        "effect",
        "vestigingskeuze",
        "rondrit",
        "besteding",
    ]
    schemas = client.get("/v1/openapi.json").json()["components"]["schemas"]
    for one in listed:
        told = client.get(f"/v1/processes/{one['id']}").json()
        assert {key: told[key] for key in one} == one
        assert set(told["outputs"]) == {"resultaat"}
        for given in told["inputs"].values():
            text = json.dumps(given["schema"])
            for piece in text.split("openapi.json#/components/schemas/")[1:]:
                assert piece.partition('"')[0] in schemas
    assert client.get("/v1/processes/koffie").status_code == 404


def test_a_job_from_beginning_to_end(
    client: TestClient, service: Service, lezer: dict[str, str]
) -> None:
    begun = _executed(client, lezer, {"inputs": INPUTS})
    assert (begun["status"], begun["processID"]) == ("accepted", "bereik")
    address = f"/v1/jobs/{begun['jobID']}"
    assert client.get(f"{address}/results", headers=lezer).status_code == 409
    assert service.runner.do_one()
    status = client.get(address, headers=lezer).json()
    assert (status["status"], status["progress"]) == ("successful", 100)
    result = client.get(f"{address}/results", headers=lezer)
    same = client.get("/v1/bereik?gebiedsindeling=gemeente&profiel=PIE&f=csv")
    assert result.content == same.content
    # The same job, by its other address.
    other = client.get(f"/v1/taken/{begun['jobID']}", headers=lezer)
    assert other.json()["status"] == "klaar"
    listed = client.get("/v1/jobs", headers=lezer).json()["jobs"]
    assert [one["jobID"] for one in listed] == [begun["jobID"]]
    assert client.delete(address, headers=lezer).json()["status"] == "dismissed"
    assert client.get(address, headers=lezer).status_code == 404


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_results_in_a_document(
    client: TestClient, service: Service, lezer: dict[str, str], form: str
) -> None:
    asked = {"inputs": {**INPUTS, "vorm": form}, "response": "document"}
    begun = _executed(client, lezer, asked)
    assert service.runner.do_one()
    address = f"/v1/jobs/{begun['jobID']}/results"
    result = client.get(address, headers=lezer).json()["resultaat"]
    if form == "json":
        assert result["value"]["rijen"]
    elif form == "csv":
        assert "PIE" in result["value"]
    else:
        assert base64.b64decode(result["value"])[:2] == b"PK"


@pytest.mark.parametrize(
    ("process", "body", "status", "named"),
    [
        ("bereik", {"inputs": {"kleur": 1}}, 400, "kleur"),
        (
            "bereik",
            {"inputs": {"vraag": {"drempel": "x"}}},
            400,
            "inputs.vraag.drempel",
        ),
        ("bereik", {"inputs": {"scenario": "x"}}, 400, "scenario"),
        ("rondrit", {"inputs": {}}, 403, "planner"),
        ("koffie", {}, 404, "besteding"),
        (
            "bereik",
            {"subscriber": {"successUri": "http://evil.example/x"}},
            400,
            "BEREIK_CALLBACK_HOSTS",
        ),
    ],
)
def test_what_is_refused(
    client: TestClient,
    lezer: dict[str, str],
    process: str,
    body: dict[str, Any],
    status: int,
    named: str,
) -> None:
    address = f"/v1/processes/{process}/execution"
    answer = client.post(address, json=body, headers=lezer)
    assert answer.status_code == status
    assert named in answer.json()["detail"]


def test_jobs_need_a_key(client: TestClient) -> None:
    address = "/v1/processes/bereik/execution"
    assert client.post(address, json={"inputs": INPUTS}).status_code == 401
    assert client.get("/v1/jobs").status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/",
        "http://hook.example@evil.example/",
        "http://user:pass@hook.example/",
        "ftp://hook.example/",
        "file:///etc/passwd",
        "http://hook.example.evil.example/",
        "http://hook.example:x/",
        "",
    ],
)
def test_no_other_address_is_called(address: str) -> None:
    with pytest.raises(ProblemError):
        refuse_unless_allowed(address, ("hook.example",))


def test_an_allowed_address_may_have_a_port_and_a_query() -> None:
    refuse_unless_allowed("https://hook.example:8443/klaar?taak=7", ("hook.example",))


class _Hook(BaseHTTPRequestHandler):
    got: list[tuple[str, str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, self.headers["Content-Type"], body))
        self.send_response(302)
        self.send_header("Location", "http://evil.example/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[HTTPServer]:
    """A server of who asked for a job."""
    monkeypatch.setattr(_Hook, "got", [], raising=False)
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def _job(subscriber: dict[str, str]) -> Job:
    plain = {
        field.name: "" for field in fields(Job) if field.name not in ("id", "request")
    }
    return Job(**plain, id="7", request=json.dumps({"subscriber": subscriber}))  # type: ignore[arg-type]  # only these two are read


@pytest.mark.enable_socket
def test_who_asked_is_told_once(hook: HTTPServer) -> None:
    root = f"http://127.0.0.1:{hook.server_port}"
    job = _job({"successUri": f"{root}/klaar?x=1", "failedUri": f"{root}/mislukt"})
    allowed = Callbacks(("127.0.0.1",))
    allowed.tell(job, JobStatus.DONE, Done(b"a;b", "text/csv"))
    allowed.tell(job, JobStatus.FAILED, None)
    Callbacks(()).tell(job, JobStatus.DONE, Done(b"a;b", "text/csv"))
    failed = json.dumps({"jobID": "7", "status": "mislukt"}).encode()
    assert _Hook.got == [
        ("/klaar?x=1", "text/csv", b"a;b"),
        ("/mislukt", "application/json", failed),
    ]


def test_who_cannot_be_told_is_passed_over(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("http.client.HTTPConnection.request", broken)
    job = _job({"successUri": "http://hook.example/klaar?geheim=1"})
    Callbacks(("hook.example",)).tell(job, JobStatus.DONE, Done(b"a", "text/csv"))
    assert "could not be told" in caplog.text
    assert "geheim" not in caplog.text
