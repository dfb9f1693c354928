"""Problems in the language of the caller: every sentence has its Dutch."""

from __future__ import annotations

import ast
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.service.problem_words import detail_in, fault_in, language_of, words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SERVICE = Path(__file__).parents[3] / "api" / "service"
RAISED = ("ProblemError", "problem_response", "send_problem", "_refuse")
NAMES = ("message", "detail", "late", "broken", "sentence", "busy", "many")


def _sentence(node: ast.expr) -> str:
    """Return a sentence with something for what differs; empty if all of it does."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [
            one.value if isinstance(one, ast.Constant) else "7" for one in node.values
        ]
        return "".join(map(str, parts))
    return ""


def _said(path: Path) -> set[str]:
    """Return every sentence that a module says of a problem."""
    tree = ast.parse(path.read_text())
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED:
            found |= {_sentence(one) for one in node.args}
        named = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if named and node.targets[0].id in NAMES:  # type: ignore[attr-defined]  # named says so
            found.add(_sentence(node.value))  # type: ignore[attr-defined]  # an assignment
    return {one for one in found if " " in one.strip()}


def _of_the_core(text: str) -> bool:
    """Tell of what is told to who runs the service, or was said by the core."""
    told = (
        "BEREIK_",
        "bereik keys list",
        "a key needs",
        "7: 7",
        "als: 7",
        "filter: 7",
        "See member 'facts'",
    )
    return any(one in text for one in told)


def test_every_sentence_of_the_service_has_its_dutch() -> None:
    said = {
        one
        for name in ("admission", "answering", "asking", "boxes", "callers", "drawn")
        for one in _said(SERVICE / f"{name}.py")
    }
    for path in (SERVICE / "resources").glob("*.py"):
        said |= _said(path)
    for name in (
        "dossiers",
        "filtering",
        "gates",
        "holder",
        "jobs",
        "negotiation",
        "problems",
    ):
        said |= _said(SERVICE / f"{name}.py")
    said |= _said(SERVICE / "scenarios.py") | _said(SERVICE / "scenario_documents.py")
    said |= _said(SERVICE / "representations.py")
    assert len(said) > 40
    missing = {
        one for one in said if fault_in("nl", one) == one and not _of_the_core(one)
    }
    assert not missing


def test_a_translation_tells_what_the_sentence_tells() -> None:
    for english, dutch in words().sentences:
        assert english.count("{}") == dutch.count("{}"), english
    assert set(words().titles) == set(words().general)
    assert all(HTTPStatus(status).phrase for status in words().titles)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("nl", "nl"),
        ("nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("en-GB,nl;q=0.5", "en"),
        ("nl;q=0.3, en;q=0.7", "en"),
        ("de", "en"),
        ("*", "en"),
        ("nl;q=x", "en"),
        ("NL-be", "nl"),
    ],
)
def test_the_language_that_is_liked_best(accept: str, language: str) -> None:
    headers = [(b"accept-language", accept.encode())] if accept else []
    assert language_of({"headers": headers}) == language


def test_what_has_no_translation_follows_a_general_sentence() -> None:
    told = detail_in("nl", 400, "the road ends here")
    assert told == 'Het verzoek klopt niet. In het Engels: "the road ends here"'
    assert detail_in("en", 400, "the road ends here") == "the road ends here"


def test_sentences_within_sentences() -> None:
    english = "gemeente: 'Westdrop' is not known here; did you mean Westdorp?"
    dutch = "gemeente: 'Westdrop' is hier niet bekend; bedoelt u Westdorp?"
    assert detail_in("nl", 400, english) == dutch


@pytest.mark.parametrize(
    ("path", "dutch", "english"),
    [
        (
            "/v1/bereik?kleur=1",
            "kleur: is hier niet bekend; dit mag wel:",
            "kleur: is not known here; allowed are",
        ),
        (
            "/v1/bereik?f=png",
            "f: moet een van deze zijn: json, csv, xlsx, geojson, html, fgb, parquet.",
            "f: must be one of json, csv, xlsx, geojson, html, fgb, parquet.",
        ),
        ("/v1/taken/abc", "taak: moet een kenmerk zijn zoals", "taak: must be an id"),
        (
            "/v1/collections/postcodes/items?limit=x&bbox=1",
            "bbox: moet eruitzien als 4.0,51.5,5.0,52.5; limit: moet een geheel getal",
            "bbox: must look like 4.0,51.5,5.0,52.5; limit: must be a whole number.",
        ),
        ("/v1/niets", "Op dit adres is niets.", "There is nothing at this address."),
        ("/v1/taken", "Hiervoor is een sleutel met rol lezer", "This needs an API key"),
    ],
)
def test_problems_as_callers_read_them(
    client: TestClient, path: str, dutch: str, english: str
) -> None:
    for language, told in (("nl", dutch), ("en", english)):
        answer = client.get(path, headers={"Accept-Language": language})
        assert answer.json()["detail"].startswith(told)
        assert answer.headers["content-language"] == language
        assert "Accept-Language" in answer.headers["vary"]
    plain = client.get(path).json()["detail"]
    assert plain.startswith(english)
    assert "[Form]" not in plain


def test_titles_are_in_the_same_language(client: TestClient) -> None:
    answer = client.get("/v1/niets", headers={"Accept-Language": "nl"})
    assert answer.json()["title"] == "Niet gevonden"
