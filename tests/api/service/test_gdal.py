"""A real client: GDAL's driver for OGC API Features, as QGIS uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import pytest

from accessibility.places import RD_NEW
from api.service.features import CRS84_URI

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.snapshot import Snapshot
    from tests.api.service.conftest import LiveServer

pytestmark = pytest.mark.skipif(
    "OAPIF" not in pyogrio.list_drivers(), reason="this GDAL has no driver OAPIF"
)


def test_gdal_reads_what_is_served(
    serve: Callable[..., LiveServer], snapshot: Snapshot
) -> None:
    server = serve()
    status, headers = server.get("/v1/bereik", "--head")
    assert status == 200
    assert "bereik-snapshot" in headers
    address = f"OAPIF:{server.root}/v1"
    _reads_all_pages_in_both_systems(address, snapshot)
    _filters_by_box_and_property(address)


def _reads_all_pages_in_both_systems(address: str, snapshot: Snapshot) -> None:
    layers = {name for name, _ in pyogrio.list_layers(address)}
    assert layers == {"vestigingen", "postcodes", "gebieden", "faciliteiten"}

    degrees = pyogrio.read_dataframe(
        address, layer="postcodes", PAGE_SIZE="5", CRS=CRS84_URI
    )
    assert sorted(degrees.postcode) == sorted(snapshot.postcodes.pc4)
    west, south, east, north = degrees.total_bounds
    assert 4 < west < east < 6
    assert 51 < south < north < 53

    # Left to itself GDAL asks for the system in which the data are stored.
    metres = pyogrio.read_dataframe(address, layer="vestigingen")
    assert metres.crs.to_epsg() == RD_NEW
    truth = snapshot.vestigingen.set_index("brin6").geometry
    for brin6, point in zip(metres.vestiging, metres.geometry, strict=True):
        assert point.distance(truth[brin6]) < 0.01


def _filters_by_box_and_property(address: str) -> None:
    everything = pyogrio.read_dataframe(address, layer="vestigingen")
    first = everything.geometry.iloc[0]
    # A view has as many decimals as a double.
    box = (first.x - 100 / 3, first.y - 1e-7, first.x + 100 / 7, first.y + 1 / 3e4)
    near = pyogrio.read_dataframe(address, layer="vestigingen", bbox=box)
    assert near.vestiging.tolist() == [everything.vestiging.iloc[0]]
    where = "gemeente = 'GM9002'"
    east = pyogrio.read_dataframe(address, layer="vestigingen", where=where)
    assert sorted(east.vestiging) == ["X00101", "X00200"]
