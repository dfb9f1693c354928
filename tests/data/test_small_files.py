"""Licences, home postcodes, own counts, offers, facilities, primary schools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from accessibility.errors import TableError
from data.basisscholen import read_basisscholen, read_po_leerlingen, school_table
from data.declared_offers import read_declared_offers
from data.duo_herkomst import read_duo_herkomst
from data.duo_licenties import read_duo_licenties
from data.facilities import read_facilities
from data.home_areas import pc4_points
from data.own_students import read_own_students
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path


def _source(folder: Path, text: str, **more: Any) -> SourceFile:  # noqa: ANN401 - passed on as they are
    path = folder / "t.csv"
    path.write_text(text, "utf-8")
    return SourceFile("any", path, "2024", **more)


def test_licences(tmp_path: Path) -> None:
    text = (
        "INSTELLINGSCODE;VESTIGINGSCODE;ELEMENTCODE;OPLEIDINGSNAAM;EINDDATUM;"
        "LEERJAAR 3;LEERJAAR 4\n"
        "X1AA;00;1901;VMBO KB Produceren, installeren en energie;2027-07-31;J;J\n"
        "X1AA;00;1902;VMBO GL Groen;;J;N\n"
        "X1AA;00;0400;HAVO;;J;J\n"
        "X1AA;00;1903;VMBO BB Bouwtechniek Timmeren;;J;J\n"
    )
    reading = read_duo_licenties(_source(tmp_path, text))
    keys = reading.frame[["brin6", "profiel", "leerweg", "leerjaar"]]
    assert keys.to_numpy().tolist() == [
        ["X1AA00", "PIE", "kl", 3],
        ["X1AA00", "PIE", "kl", 4],
        ["X1AA00", "Groen", "gl", 3],
    ]
    assert reading.frame.valid_until[0] == "2027-07-31"
    assert reading.frame.valid_until.isna().tolist() == [False, False, True]
    told = {f.what: f.examples for f in reading.findings}
    assert told["programme outside the vmbo profiles"] == (
        "VMBO BB Bouwtechniek Timmeren",
    )


def test_a_leerjaar_that_is_no_number_is_refused_with_its_line(
    tmp_path: Path,
) -> None:
    text = (
        "BRIN;VESTIGING;OPLEIDING;LEERWEG;LEERJAAR\n"
        "01AA;00;PIE;BL;3,0\n01AA;00;PIE;KL;derde\n"
    )
    with pytest.raises(TableError, match="line 3: expected a number"):
        read_duo_licenties(_source(tmp_path, text))


def test_licences_per_leerjaar_in_a_column(tmp_path: Path) -> None:
    text = "BRIN;VESTIGING;LEERWEG;PROFIEL;LEERJAAR\nX1AA;0;BL;PIE;3\nX1AA;0;BL;BWI;\n"
    frame = read_duo_licenties(_source(tmp_path, text)).frame
    assert frame.profiel.tolist() == ["PIE", "BWI"]
    assert frame.leerjaar[0] == 3
    assert frame.leerjaar.isna()[1]


def test_herkomst(tmp_path: Path) -> None:
    text = (
        "BRIN NUMMER;VESTIGINGSNUMMER;POSTCODE LEERLING;LEER- OF VERBLIJFSJAAR 1;"
        "LEER- OF VERBLIJFSJAAR 3\n"
        "X1AA;0;1011;0;12\nX1AA;0;1011AB;0;<5\nX1AA;0;0;0;3\nX1AA;0;;2;0\n"
    )
    reading = read_duo_herkomst(_source(tmp_path, text))
    assert reading.frame.to_numpy().tolist() == [["X1AA00", "1011", 3, 13, 14.5, 16]]
    assert {f.what: f.count for f in reading.findings}["left out"] == 5
    four = _source(tmp_path, text.replace("12", "4"), options={"mask": "four"})
    assert read_duo_herkomst(four).frame.students_low.tolist() == [2]


def test_herkomst_without_leerjaar(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no column 'LEER- OF VERBLIJFSJAAR 3'"):
        read_duo_herkomst(_source(tmp_path, "BRIN;VESTIGING;POSTCODE\nX1AA;0;1011\n"))


def test_own_students(tmp_path: Path) -> None:
    text = (
        "postcode;leerweg;profiel;geslacht;aantal\n"
        "1011AB;KB;PIE;Man;3\n1011 CD;kl;pie;M;<5\n1012;gl;;;0\n1012;bl;;v;1\n"
    )
    frame = read_own_students(_source(tmp_path, text)).frame
    assert frame.to_numpy().tolist() == [
        ["1011", "kl", "PIE", "m", 4, 5.5, 7],
        ["1012", "bl", "", "v", 1, 1, 1],
    ]


def test_own_students_faults_name_lines_and_never_content(tmp_path: Path) -> None:
    text = (
        "postcode;leerweg;profiel;geslacht;aantal\n"
        "geheim;KB;PIE;m;3\n1011;havo;PIE;m;3\n1011;bl;Toverij;m;3\n1011;bl;;z;3\n"
    )
    with pytest.raises(TableError) as caught:
        read_own_students(_source(tmp_path, text))
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        "column 'pc4', line 2",
        "column 'leerweg', line 3",
        "column 'profiel', line 4",
        "column 'sex', line 5",
    ]
    for secret in ("geheim", "havo", "Toverij"):
        assert secret not in str(caught.value)
    with pytest.raises(TableError, match="column 'aantal', line 2"):
        read_own_students(_source(tmp_path, "postcode;leerweg;aantal\n1011;bl;drie\n"))


def test_declared_offers(tmp_path: Path) -> None:
    text = "vestiging;profiel;leerweg\nX1AA00;PIE;gl\nX1AA00;M&T;Basis\nX1AA00;PIE;GL\n"
    frame = read_declared_offers(_source(tmp_path, text)).frame
    assert frame.to_numpy().tolist() == [
        ["X1AA00", "PIE", "gl"],
        ["X1AA00", "M&T", "bl"],
    ]
    wrong = "vestiging;profiel;leerweg\nX1;PIE;gl\nX1AA00;Lassen;gl\nX1AA00;PIE;tl\n"
    with pytest.raises(TableError) as caught:
        read_declared_offers(_source(tmp_path, wrong))
    assert len(caught.value.faults) == 3


def test_facilities(tmp_path: Path) -> None:
    text = "id;naam;soort;eigenaar;lon;lat\nh1;Hal;Techlab;Bedrijf;5.1;52.1\n"
    frame = read_facilities(_source(tmp_path, text)).frame
    row = frame.iloc[0]
    assert (row.facility_id, row.kind, row.owner) == ("h1", "techlab", "Bedrijf")
    assert frame.crs.to_epsg() == 28992
    plain = "naam;x;y\nHal;155000;463000\nLos;;\n"
    reading = read_facilities(_source(tmp_path, plain, options={"kind": "hotspot"}))
    assert reading.frame.facility_id.tolist() == ["t-1"]
    assert {f.what: f.count for f in reading.findings}["no point"] == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("h1;Hal;zwembad;5.1;52.1", "expected hotspot, techlab, event, mbo"),
        ("h1;Hal;mbo;5.1;52.1\nh1;Hal;mbo;5.1;52.1", "row 3: identifier occurs twice"),
    ],
)
def test_facilities_that_cannot_be(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        read_facilities(_source(tmp_path, f"id;naam;soort;lon;lat\n{row}\n"))


ADDRESSES = (
    "BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;PLAATSNAAM;POSTCODE\n"
    "X1AA;X1AA00;De Beuk;ERGENS;1011 AB\nX2AA;X2AA00;De Eik;ERGENS;1012 AB\n"
)
POINTS = (
    "vestigingscode;naam;type;postcode;x;y\n"
    "X1AA00;De Beuk;basisschool;1011AB;155000;463000\n"
    "X9AA00;Lyceum;VWO;1011AB;155100;463000\n"
)
PUPILS = (
    '"INSTELLINGSCODE";"VESTIGINGSCODE";"SOORT_PO";"LEEFTIJD_9";"LEEFTIJD_10";'
    '"LEEFTIJD_11";"LEEFTIJD_12"\n'
    '"X1AA";"00";"Bo";"50";"<5";"12";"0"\n"X1AA";"00";"So";"0";"0";"6";"<5"\n'
)


def test_primary_schools_from_addresses_and_points(tmp_path: Path) -> None:
    addresses = read_basisscholen(_source(tmp_path, ADDRESSES)).frame
    points = read_basisscholen(_source(tmp_path, POINTS)).frame
    pupils = read_po_leerlingen(_source(tmp_path, PUPILS)).frame
    assert points.brin6.tolist() == ["X1AA00"]
    polygons = gpd.GeoDataFrame(
        {"pc4": ["1012"]},
        geometry=gpd.GeoSeries.from_xy([160_000], [460_000]).buffer(100),
        crs="EPSG:28992",
    )
    made, findings = school_table([addresses, points], [], pupils, pc4_points(polygons))
    assert made.brin6.tolist() == ["X1AA00", "X2AA00"]
    assert made.geometry.x.round().tolist() == [155_000, 160_000]
    counts = made[["pupils_low", "pupils", "pupils_high"]].to_numpy()
    assert counts[0].tolist() == [20, 23, 26]
    assert made.pupils.isna().tolist() == [False, True]
    told = {f.what: f.count for f in findings}
    assert (told["placed: address"], told["placed: postcode"]) == (1, 1)


def test_primary_pupils_need_their_ages(tmp_path: Path) -> None:
    text = PUPILS.replace("LEEFTIJD_11", "LEEFTIJD_99")
    with pytest.raises(TableError, match="expected columns LEEFTIJD_10"):
        read_po_leerlingen(_source(tmp_path, text))


def test_a_school_keeps_its_street_of_the_newest_list_that_tells_it(
    tmp_path: Path,
) -> None:
    header = "VESTIGINGSCODE;NAAM;STRAATNAAM;HUISNUMMER;POSTCODE;PLAATSNAAM\n"
    lines = "00AA00;Aa;Kade;1;1234AB;Dorp\n00AB00;Bee;;;1234AB;Dorp\n"
    addresses = read_basisscholen(_source(tmp_path, header + lines)).frame
    polygons = gpd.GeoDataFrame(
        {"pc4": ["1234"]},
        geometry=gpd.GeoSeries.from_xy([160_000], [460_000]).buffer(100),
        crs="EPSG:28992",
    )
    bare = addresses.drop(columns="adres")
    made, _ = school_table([bare, addresses], [], None, pc4_points(polygons))
    assert made.adres.fillna("").tolist() == ["Kade 1", ""]
    without, _ = school_table([bare], [], None, pc4_points(polygons))
    assert "adres" not in without
