"""The page of access tells every row of the table."""

from __future__ import annotations

from data.access.answers import VALUES
from data.access.keys import MODE_KEYS
from data.access.kinds import KINDS
from data.access.nodes import CAR_PASSES
from data.access.page import access_page
from data.access.rules import RULE_SETS


def test_every_word_of_the_table_stands_on_the_page() -> None:
    page = "\n".join(access_page())
    words = {
        *KINDS,
        *CAR_PASSES,
        *RULE_SETS,
        *(value for values in VALUES.values() for value in values),
        *(key for keys in MODE_KEYS.values() for key in (*keys.access, *keys.one_way)),
    }
    assert not [word for word in words if f"`{word}`" not in page]


def test_tables_have_a_cell_in_every_column() -> None:
    width = 0
    for line in access_page():
        cells = line.count("|") if line.startswith("|") else 0
        assert width in (0, cells) or cells == 0
        width = cells
