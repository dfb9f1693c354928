"""DUO's mbo programmes: sites, what is technical, and where a site stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

from accessibility.errors import TableError
from data.mbo_aanbod import is_technical, mbo_table, read_mbo_aanbod
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "ONDERWIJSLOCATIECODE;NAAM;PLAATSNAAM;POSTCODE;DOMEIN;OPLEIDINGSEENHEIDCODE;"
    "LEERTRAJECT"
)
DUO_HEADER = (
    "OPLEIDINGSEENHEIDCODE;OPLEIDINGSEENHEID_TYPE;OPLEIDINGSEENHEID_NAAM;"
    "ERKENDEOPLEIDINGSCODE;KWALIFICATIEDOSSIER;DOMEIN;ONDERWIJSAANBIEDERID;NAAM;"
    "ONDERWIJSBESTUURID;ONDERWIJSLOCATIECODE;STRAATNAAM;HUISNUMMER;POSTCODE;"
    "PLAATSNAAM;AANGEBODEN_OPLEIDINGCODE;LEERTRAJECT;MBONIVEAU;EIGENNAAM;WEBSITE"
)
ROWS = (
    "100X1;ROC Een;Ergens;1011 AB;Bouw en infra;25001;BOL",
    "100X1;ROC Een;Ergens;1011 AB;Bouw en infra;25001;BBL",
    "100X1;ROC Een;Ergens;1011 AB;Zorg en welzijn;25002;BOL",
    "100X2;ROC Twee;Daar;9999ZZ;Economie en administratie;25003;BOL",
)


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "mbo.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return SourceFile("mbo-aanbod", path, "2025")


def test_a_programme_given_in_two_ways_counts_once(tmp_path: Path) -> None:
    read = read_mbo_aanbod(source(tmp_path, *ROWS))
    table = read.frame.set_index("site")
    assert table.programmes.to_dict() == {"100X1": 2, "100X2": 1}
    assert table.technical.to_dict() == {"100X1": 1, "100X2": 0}
    assert any("Bouw en infra" in one.examples for one in read.findings)


def test_a_site_stands_at_a_school_of_its_postcode_or_at_its_four_digits(
    tmp_path: Path,
) -> None:
    read = read_mbo_aanbod(source(tmp_path, *ROWS)).frame
    points = gpd.GeoSeries.from_xy([5.0], [6.0], index=["1011"], crs=28992)
    table, _ = mbo_table(read, [], points)
    assert table.placed.tolist() == ["postcode", "none"]
    assert (table.geometry.x[0], table.geometry.y[0]) == (5.0, 6.0)
    school = gpd.GeoDataFrame(
        {"brin6": ["00AA00"], "postcode": ["1011AB"], "pc4": ["1011"]},
        geometry=gpd.GeoSeries.from_xy([7.0], [8.0], crs=28992),
    )
    table, _ = mbo_table(read, [school], points)
    assert table.geometry.x[0] == 7.0


def test_faults_name_column_and_line(tmp_path: Path) -> None:
    with pytest.raises(TableError) as told:
        read_mbo_aanbod(source(tmp_path, "1;R;X;;D;1;BOL", "1;R;X;ABC;D;1;BOL"))
    assert "column 'postcode', line 3" in str(told.value)


def test_a_row_without_a_site_is_told_and_one_without_postcode_has_no_place(
    tmp_path: Path,
) -> None:
    rows = (";ROC;X;1011AB;Bouw;1;BOL", "100X3;ROC;X;;Bouw;1;BOL")
    read = read_mbo_aanbod(source(tmp_path, *rows))
    assert read.frame.site.tolist() == ["100X3"]
    assert {one.what: one.count for one in read.findings}["without a site"] == 1
    points = gpd.GeoSeries.from_xy([5.0], [6.0], index=["1011"], crs=28992)
    table, _ = mbo_table(read.frame, [], points)
    assert table.placed.tolist() == ["none"]


def test_the_header_of_duo_is_known(tmp_path: Path) -> None:
    path = tmp_path / "mbo_opleidingsaanbod.csv"
    cells = dict.fromkeys(DUO_HEADER.split(";"), "x")
    cells |= {"POSTCODE": "1011AB", "DOMEIN": "Techniek en procesindustrie"}
    path.write_text(f"{DUO_HEADER}\n{';'.join(cells.values())}\n", encoding="utf-8")
    table = read_mbo_aanbod(SourceFile("mbo-aanbod", path, "2025")).frame
    assert table.technical.tolist() == [1]


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("Techniek en procesindustrie", True),
        ("Mobiliteit en voertuigen", True),
        ("Media en vormgeving", True),
        ("Informatie- en communicatietechnologie", True),
        ("Veiligheid en sport", False),
        ("Horeca en bakkerij", False),
    ],
)
def test_domains_are_technical_by_their_name(domain: str, *, expected: bool) -> None:
    assert is_technical(domain) is expected
