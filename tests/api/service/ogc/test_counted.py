"""No requirement without a test of its name, and the count that the documents tell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.api.service.ogc.listed import PARTS, REQUIREMENTS

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[3] / "docs" / "service.md"


def _wanted() -> set[str]:
    names = (f"{kind}_{one}" for kind, ones in REQUIREMENTS.items() for one in ones)
    return {f"test_req_{name.replace('-', '_').lower()}" for name in names}


def _tests() -> set[str]:
    text = "".join(path.read_text() for path in HERE.glob("test_part*.py"))
    return set(re.findall(r"def (test_req_\w+)", text))


def test_every_requirement_has_a_test_of_its_name() -> None:
    assert _tests() == _wanted()


def test_the_documents_tell_how_many() -> None:
    text = DOCUMENT.read_text()
    for part, kinds in PARTS.items():
        count = sum(len(REQUIREMENTS[kind]) for kind in kinds)
        assert f"part {part}: {count} of {count} requirements" in text


def test_the_classes_are_those_that_are_claimed(client: TestClient) -> None:
    claimed = client.get("/v1/conformance").json()["conformsTo"]
    for part, kinds in PARTS.items():
        prefix = f"http://www.opengis.net/spec/ogcapi-features-{part}/1.0/conf/"
        classes = {one.removeprefix(prefix) for one in claimed if prefix in one}
        assert classes == set(kinds)
