"""The parts of the documents that are written from records say what the records say."""

from __future__ import annotations

import os

import pytest

from tests.documents import PARTS, ROOT, written

RENEW = "BEREIK_RENEW_DOCS"


@pytest.mark.parametrize(("document", "name"), PARTS)
def test_a_written_part_is_up_to_date(document: str, name: str) -> None:
    path = ROOT / document
    old = path.read_text(encoding="utf-8")
    new = written(old, name, PARTS[document, name]())
    if os.environ.get(RENEW):
        path.write_text(new, encoding="utf-8")
    else:
        assert new == old, "run make docs, and look at what changed"
