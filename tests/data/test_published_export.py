"""Parquet and PostGIS hold what the tables hold, or nothing new at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest

from accessibility.errors import DataError
from accessibility.questions import CENTRE
from accessibility.study import Study
from data.published_export import write_parquet, write_postgis
from data.published_tables import SCHEMA, PublishedTables, published_tables

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from accessibility.snapshot import Snapshot


@pytest.fixture(scope="module")
def published(country: Snapshot) -> PublishedTables:
    """All tables, `reach` from the first hundred postcodes only."""
    whole = published_tables(Study(country), points=CENTRE)
    some = whole.tables["postcodes"].iloc[:100]
    reach = whole.tables["reach"]
    points = whole.tables["points"]
    points = points[points.pc4.isin(some.pc4)]
    reach = reach[reach.point_id.isin(points.point_id)]
    tables = {**whole.tables, "postcodes": some, "points": points, "reach": reach}
    return PublishedTables(tables, whole.header)


def test_parquet_files_say_what_they_hold(
    published: PublishedTables, tmp_path: Path
) -> None:
    paths = write_parquet(published, tmp_path, {"snapshot": "voorbeeldland"})
    assert [path.stem for path in paths] == [*SCHEMA, "schema"]
    reach = pd.read_parquet(tmp_path / "reach.parquet")
    assert len(reach) == len(published.tables["reach"])
    assert str(reach.distance_cm.dtype) == "Int32"
    told = json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))
    assert told["tables"]["reach"][3]["about"] == "shortest way, whole centimetres"
    assert told["about"] == {"snapshot": "voorbeeldland"}
    first = paths[0].read_bytes()
    write_parquet(published, tmp_path, {"snapshot": "voorbeeldland"})
    assert paths[0].read_bytes() == first


@pytest.mark.postgis
def test_postgis_holds_the_same_rows_and_points(
    published: PublishedTables, postgis: sa.Engine
) -> None:
    address = postgis.url.render_as_string(hide_password=False)
    for _ in range(2):
        rows = write_postgis(published, address)
    assert rows == {name: len(table) for name, table in published.tables.items()}
    with postgis.connect() as connection:
        for name, table in published.tables.items():
            query = f"SELECT * FROM bereik.{name}"  # noqa: S608 - names are ours
            back = pd.read_sql(query, connection)
            columns = [one.name for one in SCHEMA[name]]
            both = (back[columns], table[columns])
            first, second = (one.astype(object).fillna("").astype(str) for one in both)
            assert sorted(first.to_numpy().tolist()) == sorted(
                second.to_numpy().tolist()
            )
        query = "SELECT pc4, geometry FROM bereik.postcodes"
        placed = gpd.read_postgis(query, connection, geom_col="geometry")
        near = connection.exec_driver_sql(
            "SELECT count(*) FROM bereik.postcodes p JOIN bereik.vestigingen v "
            "ON ST_DWithin(p.geometry, v.geometry, 10000)"
        ).scalar_one()
    assert placed.crs.to_epsg() == 28992
    reach = published.tables["reach"]
    assert near == pytest.approx((reach.distance_cm <= 1_000_000).sum(), abs=2)


@pytest.mark.postgis
def test_all_tables_are_written_or_none(
    published: PublishedTables, postgis: sa.Engine
) -> None:
    address = postgis.url.render_as_string(hide_password=False)
    write_postgis(published, address, schema="half")
    broken = {**published.tables, "reach": published.tables["reach"].assign(brin6="\0")}
    emptied = {**broken, "students": published.tables["students"].iloc[:0]}
    with pytest.raises(DataError, match="left as it was"):
        write_postgis(
            PublishedTables(emptied, published.header), address, schema="half"
        )
    with postgis.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM half.students")
        assert count.scalar_one() == len(published.tables["students"])


def test_a_database_that_is_not_there_gets_a_sentence_without_its_password(
    published: PublishedTables,
) -> None:
    address = "postgresql+psycopg://iemand:geheim@/nergens?host=/nergens"
    with pytest.raises(DataError, match="left as it was") as refused:
        write_postgis(published, address)
    assert "geheim" not in str(refused.value)
