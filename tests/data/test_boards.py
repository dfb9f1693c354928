"""School boards by name: one name for each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.boards import read_boards
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "besturenvo.csv"
    head = "BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;PLAATSNAAM"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="cp1252")
    return SourceFile("duo-besturen", path, "2026")


def test_each_board_has_its_name(tmp_path: Path) -> None:
    rows = (
        "41804;Stichting Één;ENSCHEDE",
        " 35647 ;Twee ;ALMELO",
        "35647;Twee;HENGELO",
    )
    table = read_boards(source(tmp_path, *rows)).frame
    told = dict(zip(table.bestuur, table.naam, strict=True))
    assert told == {"41804": "Stichting Één", "35647": "Twee"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((";Een;X",), "the number of a board"),
        (("41804;;X",), "the name of a board"),
        (("41804;Een;X", "41804;Twee;X"), "bestuur occurs more than once"),
    ],
)
def test_a_board_without_one_name_is_refused(
    tmp_path: Path, rows: tuple[str, ...], words: str
) -> None:
    with pytest.raises(TableError) as told:
        read_boards(source(tmp_path, *rows))
    assert words in str(told.value)
