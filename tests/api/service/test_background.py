"""Which background maps a service may offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import UsageError
from api.cli import run
from api.service.background import PDOK, background_of
from api.service.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient


def test_pdok_is_known_by_name() -> None:
    known = background_of("pdok")
    assert known is PDOK
    assert known.origin == "https://service.pdok.nl"
    assert all(place in known.address for place in ("{z}", "{x}", "{y}"))


@pytest.mark.parametrize(
    "text",
    [
        "osm",
        "https://kaart.nl/{z}/{x}.png",
        "ftp://kaart.nl/{z}/{x}/{y}.png",
        "https://kaart.nl; script-src */{z}/{x}/{y}.png",
        "https://a b/{z}/{x}/{y}.png",
    ],
)
def test_what_is_no_address_of_tiles_is_refused(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="BEREIK_BACKGROUND"):
        read_settings({"BEREIK_BACKGROUND": text})
    assert run(["serve", "--background", text]) == 2
    assert "{z}, {x} and {y}" in capsys.readouterr().err


def test_the_page_is_told(
    client: TestClient, make_client: Callable[..., TestClient]
) -> None:
    assert client.get("/v1/kaart/achtergrond").json() == {"adres": "", "bron": ""}
    told = make_client(background="pdok").get("/v1/kaart/achtergrond").json()
    assert told == {"adres": PDOK.address, "bron": PDOK.credit}
