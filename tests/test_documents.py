"""Documents that are written from records say what the records say."""

from __future__ import annotations

import os

import pytest

from tests.documents import PARTS, ROOT, WHOLE, written

RENEW = "BEREIK_RENEW_DOCS"


@pytest.mark.parametrize(("document", "name"), PARTS)
def test_a_written_part_is_up_to_date(document: str, name: str) -> None:
    old = (ROOT / document).read_text(encoding="utf-8")
    _same_or_renewed(document, written(old, name, PARTS[document, name]()))


@pytest.mark.parametrize("document", WHOLE)
def test_a_written_document_is_up_to_date(document: str) -> None:
    _same_or_renewed(document, WHOLE[document]())


def _same_or_renewed(document: str, new: str) -> None:
    path = ROOT / document
    if os.environ.get(RENEW):
        path.write_text(new, encoding="utf-8")
    else:
        assert new == path.read_text(encoding="utf-8"), (
            "run make docs, and look at what changed"
        )
