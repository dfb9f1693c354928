"""A real client: OWSLib, as a Python program asks for collections and features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from owslib.ogcapi.features import Features

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.snapshot import Snapshot
    from tests.api.service.conftest import LiveServer


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_owslib_finds_and_reads_all(
    serve: Callable[..., LiveServer], snapshot: Snapshot
) -> None:
    service = Features(f"{serve().root}/v1")
    described = service.api()
    assert described["openapi"].startswith("3.0")
    assert "/collections/postcodes/items" in described["paths"]
    assert any(one.endswith("conf/core") for one in service.conformance()["conformsTo"])

    names = set(service.feature_collections())
    assert names == {"vestigingen", "postcodes", "gebieden", "faciliteiten"}
    assert service.collection("postcodes")["id"] == "postcodes"

    page = service.collection_items("postcodes", limit=5, offset=5)
    assert page["numberMatched"] == len(snapshot.postcodes)
    found = [feature["id"] for feature in page["features"]]
    assert found == sorted(snapshot.postcodes.pc4)[5:10]
    west, south, east, north = 4.6, 52.0, 4.65, 52.1
    near = service.collection_items("vestigingen", bbox=[west, south, east, north])
    assert [feature["id"] for feature in near["features"]] == ["X00100"]
    one = service.collection_item("vestigingen", "X00100")
    assert one["properties"]["naam"] == "De Ambacht"
