"""The description as it is served: complete, true, and valid by the design rules."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from accessibility.reach_table import DEFAULT_LIMIT_M

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.testclient import TestClient


@pytest.fixture
def served(client: TestClient) -> dict[str, Any]:
    content: dict[str, Any] = client.get("/v1/openapi.json").json()
    return content


def _operations(served: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in served["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_what_is_served_is_ours(client: TestClient, served: dict[str, Any]) -> None:
    assert served["servers"] == [{"url": "/v1"}]
    assert "sleutel" in served["components"]["securitySchemes"]
    assert {"email", "name", "url"} <= set(served["info"]["contact"])
    assert "HTTPValidationError" not in json.dumps(served)
    for _, path, operation in _operations(served):
        assert "422" not in operation["responses"], path
        assert operation["security"] == [{}, {"sleutel": []}], path
    # The address of the server itself is that of the landing page.
    assert client.get("/v1/").json() == client.get("/v1").json()


def test_every_reference_leads_somewhere(served: dict[str, Any]) -> None:
    references = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(served)))
    assert "components/schemas/Problem" in references
    for reference in references:
        place: Any = served
        for step in reference.split("/"):
            place = place[step]


def test_every_success_tells_the_version(served: dict[str, Any]) -> None:
    for _, path, operation in _operations(served):
        for status, answer in operation["responses"].items():
            if status.startswith(("2", "3")):
                assert "API-Version" in answer["headers"], (path, status)


def test_operations_have_names_of_their_own(served: dict[str, Any]) -> None:
    names = [operation["operationId"] for *_, operation in _operations(served)]
    assert len(set(names)) == len(names)
    assert {"getBereik", "postTaken", "getLanding"} <= set(names)


def test_each_form_that_is_described_is_given(
    client: TestClient, served: dict[str, Any]
) -> None:
    asked = 0
    for method, path, operation in _operations(served):
        for parameter in operation.get("parameters", ()):
            if method != "get" or parameter["name"] != "f" or "{" in path:
                continue
            for form in parameter["schema"]["enum"]:
                detail = client.get(f"/v1{path}?f={form}").text
                assert "is not offered here" not in detail, (path, form)
                asked += 1
    assert asked > 20


@pytest.mark.parametrize(
    ("metres", "taken"), [(1, True), (29_999, True), (30_000, True), (30_001, False)]
)
def test_thresholds_are_described_up_to_the_limit(
    served: dict[str, Any], client: TestClient, metres: int, *, taken: bool
) -> None:
    assert DEFAULT_LIMIT_M == 30_000
    keys = served["paths"]["/bereik"]["get"]["parameters"]
    pattern = next(key["schema"]["pattern"] for key in keys if key["name"] == "drempel")
    assert bool(re.match(pattern, str(metres))) == taken
    answer = client.get(f"/v1/bereik?drempel={metres}")
    assert (answer.status_code == 200) == taken


def test_a_public_service_says_its_address(
    make_client: Callable[..., TestClient],
) -> None:
    public = make_client(
        public_url="https://bereik.example.nl", contact_email="a@example.nl"
    )
    served = public.get("/v1/openapi.json").json()
    assert served["servers"] == [{"url": "https://bereik.example.nl/v1"}]
    assert served["info"]["contact"]["email"] == "a@example.nl"
