"""The whole build on a small made-up land: from files to a snapshot, and bad input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, box

from accessibility.codes import AreaKind
from accessibility.errors import BereikError, DataError
from accessibility.tables import SCHEMAS, check_table
from data.build import build_snapshot
from data.snapshots import read_snapshot, write_snapshot
from tests.osm_files import write_osm

if TYPE_CHECKING:
    from pathlib import Path

PUPILS = (
    "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;PLAATSNAAM VESTIGING;"
    "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;AFDELING;"
    "LEER- OF VERBLIJFSJAAR 3 - MAN;LEER- OF VERBLIJFSJAAR 3 - VROUW\n"
    "X1AA;00;Noord;ERGENS;VMBO BL lj 3-4;Groen;12;<5\n"
    "X1AA;00;Noord;ERGENS;VMBO KL lj 3-4;Produceren, installeren en energie;7;0\n"
    "X2AA;0;Zuid;ELDERS;VMBO GL lj 3-4;Bouwen, wonen en interieur;5;1\n"
    "X9AA;00;Zonder adres;NERGENS;VMBO GL lj 3-4;Groen;5;1\n"
)
EXAMS = (
    "INSTELLINGSCODE;VESTIGINGSCODE;LEERWEG VMBO;AFDELING;EXAMENKANDIDATEN\n"
    "X1AA;X1AA00;BL;MVI;<5\nX2AA;X2AA00;GL;BWI;12\nX2AA;X2AA00;TL;n.v.t.;30\n"
)
ADDRESSES = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;"
    "POSTCODE;PLAATSNAAM;GEMEENTENAAM;RMC-REGIO CODE;RMC-REGIO NAAM;COROPGEBIED NAAM\n"
    "Land;1;X1AA;X1AA00;Noord;1001 AB;ERGENS;S HIER;7;Zeven;Kust\n"
    "Land;2;X2AA;X2AA00;Zuid;1002 CD;ELDERS;DAAR;08;Acht;Kust\n"
)
LOCATIONS = "vestigingscode;postcode;x;y\nX1AA00;1001AB;100400;400400\n"
POSTCODES = (
    "postcode,plaats,gemeente,provincie,nuts3\n"
    "1001,Ergens,'s-Hier,Land,Kust\n1002,Elders,Daar,Land,Kust\n1003,NA,NA,NA,NA\n"
)
INHABITANTS = (
    "postcode,leeftijd,inwoners\n1001,10-14,100\n1002,10-14,50\n1009,10-14,5\n"
)
REGIONS = (
    "brin6;regio code;regio naam;van;tot\nX1AA00;R1;Een;2020;2024\n"
    "X1AA00;R9;Negen;2025;\nX2AA00;R2;Twee;2020;2024\n"
)
FACILITIES = "naam;soort;x;y\nHal;techlab;100500;400500\n"
OWN = "postcode;leerweg;aantal\n1001;bl;12\n1002;gl;<5\n"
HERKOMST = (
    "INSTELLINGSCODE;VESTIGINGSCODE;POSTCODE LEERLING;LEER- OF VERBLIJFSJAAR 3\n"
    "X1AA;00;1001;15\n"
)
LICENCES = "INSTELLINGSCODE;VESTIGINGSCODE;OPLEIDINGSNAAM\nX1AA;00;VMBO GL Groen\n"
BASIS = (
    "BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;PLAATSNAAM;POSTCODE\n"
    "X7AA;X7AA00;De Beuk;ERGENS;1003 AB\n"
)
PO = (
    "INSTELLINGSCODE;VESTIGINGSCODE;LEEFTIJD_10;LEEFTIJD_11;LEEFTIJD_12\n"
    "X7AA;00;<5;9;1\n"
)
PO_AGES = "POSTCODE LEERLING;LEEFTIJD_4;LEEFTIJD_7\n1011;12;<5\n"
FORECASTS = (
    "INSTELLINGSCODE;ONDERWIJSNIVEAU;JAAR;PROGNOSEAANTALLEN\n"
    "X1AA;VO;2025;800\nX1AA;VO;2031;720\n"
)
REGIONAL = "GEMEENTECODE;JAAR;LEEFTIJD;AANTAL\nGM0001;2031;14;100\n"
MBO = (
    "ONDERWIJSLOCATIECODE;NAAM;PLAATSNAAM;POSTCODE;DOMEIN;OPLEIDINGSEENHEIDCODE\n"
    "100X1;ROC;ERGENS;1003 AB;Bouw en infra;25001\n"
)
ATTRIBUTES = "REGIO;REGELING;BUDGET;TECHNIEKLUW\nWest;2025-2028;1.250.000;nee\n"
TARGETS = (
    "INDICATOR;LEERWEG;REGIO;SCHOOLJAAR;DOEL;GESTELD OP;GESTELD DOOR\n"
    "access;gl;;2026/27;60%;2026-05-01;programmaleider\n"
)
INITIATIVES = "NAAM;SOORT;VAN;TREDE;POSTCODE\nBeurs;event;2026-03-12;2;1003\n"
KEUZEVAKKEN = "VESTIGINGSCODE;KEUZEVAK;PROFIEL\nX1AA00;Booglassen;PIE\n"
BOARDS = "BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\n41804;Stichting Een\n"
TEACHERS = "INSTELLINGSCODE;PROFIEL;PERSONEN;FTE\nX1AA;PIE;12;9,5\n"
TEXTS = {
    "duo-leerlingen": (PUPILS, "2023-10-01"),
    "duo-examens": (EXAMS, "2023-2024"),
    "duo-vestigingen": (ADDRESSES, "2024-01-01"),
    "locations": (LOCATIONS, "2024"),
    "postcodes": (POSTCODES, "2023"),
    "inhabitants": (INHABITANTS, "2023"),
    "sto-regios": (REGIONS, "2020"),
    "facilities": (FACILITIES, "2024"),
    "leerlingen": (OWN, "2023-10-01"),
    "duo-herkomst": (HERKOMST, "2023-10-01"),
    "duo-licenties": (LICENCES, "2023-10-01"),
    "basisscholen": (BASIS, "2024"),
    "po-leerlingen": (PO, "2024"),
    "po-leeftijden": (PO_AGES, "2024-10-01"),
    "duo-prognoses": (FORECASTS, "2024"),
    "regio-prognose": (REGIONAL, "2025"),
    "mbo-aanbod": (MBO, "2025"),
    "initiatieven": (INITIATIVES, "2026"),
    "keuzevakken": (KEUZEVAKKEN, "2025"),
    "lesgevenden": (TEACHERS, "2023"),
    "duo-besturen": (BOARDS, "2023"),
    "streefwaarden": (TARGETS, "2026"),
    "regio-kenmerken": (ATTRIBUTES, "2025"),
}
EXTRA = '[[source]]\nkind = "{kind}"\npath = "{path}"\ndate = "{date}"\n'


def _land(folder: Path) -> Path:
    """Write every file of the small land, and its SOURCES.toml."""
    lines = ['name = "klein"\n']
    for kind, (text, date) in TEXTS.items():
        (folder / f"{kind}.csv").write_text(text, "utf-8")
        lines.append(EXTRA.format(kind=kind, path=f"{kind}.csv", date=date))
    squares = [box(x, 400_000, x + 1000, 401_000) for x in (100_000, 101_000, 102_000)]
    polygons = gpd.GeoDataFrame(geometry=squares, crs="EPSG:28992")
    pc4 = polygons.assign(postcode=["1001", "1002", "1003"])
    pc4.to_file(folder / "pc4.gpkg", driver="GPKG")
    gemeenten = polygons.assign(gemeente=["'s-Hier", "Daar", "Verder"])
    gemeenten.to_file(folder / "gemeenten.gpkg", driver="GPKG")
    for kind, name in (("pc4-areas", "pc4.gpkg"), ("gebieden", "gemeenten.gpkg")):
        lines.append(EXTRA.format(kind=kind, path=name, date="2023"))
    path = folder / "SOURCES.toml"
    path.write_text("".join(lines), "utf-8")
    return path


def test_every_kind_together(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    snapshot = build_snapshot(_land(tmp_path), lambda *step: told.append(step))
    assert set(snapshot.tables) == set(SCHEMAS) - {"points"}
    for name, table in snapshot.tables.items():
        check_table(name, table)
        if SCHEMAS[name].is_spatial:
            assert table.crs.to_epsg() == 28992
    assert told[-1][1] == told[-1][2]
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    write_snapshot(snapshot, tmp_path / "s")
    again = read_snapshot(tmp_path / "s")
    assert again.manifest.rows == snapshot.manifest.rows
    assert again.manifest.dates["offers"] == "2023-10-01"


def test_every_source_says_what_it_feeds_and_gives_its_date(tmp_path: Path) -> None:
    sources = _land(tmp_path)
    with sources.open("a", encoding="utf-8") as more:
        more.write(EXTRA.format(kind="postcodes", path="old.csv", date="2019"))
    (tmp_path / "old.csv").write_text(POSTCODES, "utf-8")
    write_snapshot(build_snapshot(sources), tmp_path / "s")
    manifest = read_snapshot(tmp_path / "s").manifest
    fed = {source.file: source for source in manifest.sources}
    assert fed["po-leerlingen.csv"].tables == ("basisscholen",)
    assert fed["duo-leerlingen.csv"].tables == ("pupils", "offers", "vestigingen")
    assert (fed["postcodes.csv"].tables or ())[0] == "postcodes"
    assert fed["old.csv"].tables == ()
    assert (fed["duo-examens.csv"].maker, fed["duo-examens.csv"].licence) == (
        "DUO",
        "CC0",
    )
    assert manifest.dates["basisscholen"] == "2024"
    assert manifest.dates["facilities"] == "2024"
    assert manifest.dates["students"] == manifest.dates["own_students"]
    left_out = [
        line for line in manifest.findings if line.what == "older file left out"
    ]
    assert [line.examples for line in left_out] == [("old.csv",)]


def test_an_older_snapshot_learns_from_its_kinds(tmp_path: Path) -> None:
    write_snapshot(build_snapshot(_land(tmp_path)), tmp_path / "s")
    path = tmp_path / "s" / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    for source in content["sources"]:
        for name in ("tables", "title", "maker"):
            del source[name]
    path.write_text(json.dumps(content), "utf-8")
    sources = read_snapshot(tmp_path / "s").manifest.sources
    assert {s.title for s in sources if s.kind == "duo-licenties"} == {"licenties"}
    assert {s.tables for s in sources if s.kind == "duo-licenties"} == {("licences",)}


def test_vestigingen_and_their_areas(tmp_path: Path) -> None:
    sites = build_snapshot(_land(tmp_path)).vestigingen.set_index("brin6")
    assert sites.placed.to_dict() == {
        "X1AA00": "address",
        "X2AA00": "postcode",
        "X9AA00": "none",
    }
    assert sites.naam["X9AA00"] == "Zonder adres"
    assert sites.gemeente["X1AA00"] == "'s-Hier"
    assert sites.rmc["X1AA00"] == "07"
    assert sites.sto_regio.dropna().to_dict() == {"X1AA00": "R1", "X2AA00": "R2"}


def test_a_division_of_gemeenten_gives_vestigingen_and_homes_a_region(
    tmp_path: Path,
) -> None:
    sources = _land(tmp_path)
    (tmp_path / "eigen.csv").write_text("gemeente;regio\nS HIER;Kop\nDaar;Staart\n")
    text = sources.read_text().replace("sto-regios.csv", "eigen.csv")
    sources.write_text(text.replace('"sto-regios"', '"regio-indeling"'))
    snapshot = build_snapshot(sources)
    regions = snapshot.vestigingen.set_index("brin6").sto_regio
    assert regions.dropna().to_dict() == {"X1AA00": "Kop", "X2AA00": "Staart"}
    homes = snapshot.postcodes.set_index("pc4")
    assert homes.sto_regio[["1001", "1002"]].tolist() == ["Kop", "Staart"]
    assert homes.sto_regio_how[["1001", "1003"]].tolist() == ["table", "nearest"]
    assert set(snapshot.areas(AreaKind.STO_REGIO).area_code) == {"Kop", "Staart"}
    assert snapshot.manifest.dates["sto_regios"] == "2020"


def test_offers_of_pupils_and_exams_of_one_year(tmp_path: Path) -> None:
    offers = build_snapshot(_land(tmp_path)).offers
    keys = offers.set_index(["brin6", "profiel", "leerweg"]).evidence.to_dict()
    assert keys == {
        ("X1AA00", "Groen", "bl"): "pupils",
        ("X1AA00", "MVI", "bl"): "exams",
        ("X1AA00", "PIE", "kl"): "pupils",
        ("X2AA00", "BWI", "gl"): "pupils",
        ("X9AA00", "Groen", "gl"): "pupils",
    }


def test_postcodes_of_every_table(tmp_path: Path) -> None:
    snapshot = build_snapshot(_land(tmp_path))
    homes = snapshot.postcodes.set_index("pc4")
    assert homes.index.tolist() == ["1001", "1002", "1003", "1009"]
    assert homes.geometry.isna().tolist() == [False, False, False, True]
    assert homes.gemeente["1003"] == "Verder"
    assert homes.rmc.tolist()[:3] == ["07", "08", "08"]
    assert homes.sto_regio.tolist()[:3] == ["R1", "R2", "R2"]
    assert homes.sto_regio_how.tolist() == ["nearest", "nearest", "nearest", "none"]
    names = snapshot.areas(AreaKind.STO_REGIO).set_index("area_code").area_name
    assert names.to_dict() == {"R1": "Een", "R2": "Twee"}


def test_the_date_chooses_the_regions(tmp_path: Path) -> None:
    path = _land(tmp_path)
    path.write_text("date = 2025-10-01\n" + path.read_text("utf-8"), "utf-8")
    sites = build_snapshot(path).vestigingen.set_index("brin6")
    assert sites.sto_regio.dropna().to_dict() == {"X1AA00": "R9"}


def test_primary_schools_carry_pupils_as_an_interval(tmp_path: Path) -> None:
    schools = build_snapshot(_land(tmp_path)).table("basisscholen")
    row = schools.iloc[0]
    assert (row.pupils_low, row.pupils, row.pupils_high) == (11, 12.5, 14)
    assert row.geometry.within(box(102_000, 400_000, 103_000, 401_000))


def test_the_newest_of_two_files_counts(tmp_path: Path) -> None:
    path = _land(tmp_path)
    (tmp_path / "old.csv").write_text(
        "postcode,leeftijd,inwoners\n1001,5-9,1\n", "utf-8"
    )
    old = EXTRA.format(kind="inhabitants", path="old.csv", date="2011")
    path.write_text(path.read_text("utf-8") + old, "utf-8")
    snapshot = build_snapshot(path)
    assert snapshot.table("inhabitants").inhabitants.sum() == 155
    told = {f.what: f.examples for f in snapshot.manifest.findings}
    assert told["older file left out"] == ("old.csv",)


def test_two_files_of_roads_share_the_modes(tmp_path: Path) -> None:
    path = _land(tmp_path)
    nodes = {1: (4.70, 51.58), 2: (4.70, 51.62)}
    write_osm(tmp_path / "a.osm", nodes, [([1, 2], {"highway": "residential"})])
    line = LineString([(100_000, 400_500), (103_000, 400_500)])
    road = {"WVK_ID": [1], "JTE_ID_BEG": [2], "JTE_ID_END": [3]}
    gpd.GeoDataFrame(road, geometry=[line], crs="EPSG:28992").to_file(
        tmp_path / "nwb.gpkg"
    )
    both = EXTRA.format(kind="nwb", path="nwb.gpkg", date="2024")
    both += EXTRA.format(kind="osm", path="a.osm", date="2023")
    path.write_text(path.read_text("utf-8") + both, "utf-8")
    told: list[str] = []
    snapshot = build_snapshot(path, lambda text, _done, _total: told.append(text))
    lengths_m = {
        mode.value: int(snapshot.network(mode).link_length_cm.sum()) // 100_000
        for mode in snapshot.roads
    }
    assert lengths_m == {"bike": 4, "walk": 4, "car": 3}
    lines = {f.what: f for f in snapshot.manifest.findings}
    assert lines["two files"].examples == ("car",)
    assert "those of nwb.gpkg count" in lines["two files"].why
    assert "making the roads for walk" in told


def test_the_manifest_tells_sources_without_paths(tmp_path: Path) -> None:
    snapshot = build_snapshot(_land(tmp_path))
    write_snapshot(snapshot, tmp_path / "s")
    text = (tmp_path / "s" / "manifest.json").read_text("utf-8")
    assert str(tmp_path) not in text
    sources = json.loads(text)["sources"]
    assert len(sources) == len(TEXTS) + 2
    assert all(len(source["sha256"]) == 64 for source in sources)


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = _land(tmp_path)
    contents = []
    for name in "ab":
        write_snapshot(build_snapshot(path), tmp_path / name)
        files = sorted((tmp_path / name).iterdir())
        contents.append({file.name: file.read_bytes() for file in files})
    assert contents[0] == contents[1]


def test_only_counts_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PUPILS, "utf-8")
    path = tmp_path / "SOURCES.toml"
    path.write_text(
        EXTRA.format(kind="duo-leerlingen", path="a.csv", date="2023"), "utf-8"
    )
    snapshot = build_snapshot(path)
    assert len(snapshot.vestigingen) == 3
    assert (snapshot.vestigingen.placed == "none").all()
    write_snapshot(snapshot, tmp_path / "s")
    assert len(read_snapshot(tmp_path / "s").postcodes) == 0


def test_nothing_that_tells_of_vestigingen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(INHABITANTS, "utf-8")
    path = tmp_path / "SOURCES.toml"
    path.write_text(
        EXTRA.format(kind="inhabitants", path="a.csv", date="2023"), "utf-8"
    )
    with pytest.raises(DataError, match="no source tells of vestigingen"):
        build_snapshot(path)


BAD = {
    "wrong encoding": ("duo-leerlingen", b"A;B\n\x81\x8d;1\n", "byte 0x81"),
    "not a table": ("duo-leerlingen", b"PK\x03\x04", "zip or Excel"),
    "missing column": (
        "duo-examens",
        b"INSTELLINGSCODE;AFDELING\nX1AA;G\n",
        "no column",
    ),
    "letter in a number": (
        "duo-leerlingen",
        PUPILS.replace(";12;", ";l2;").encode(),
        "'LEER- OF VERBLIJFSJAAR 3 - MAN', line 2",
    ),
    "duplicate vestiging": (
        "duo-vestigingen",
        (ADDRESSES + "Land;2;X2AA;X2AA00;Ander;1003 EF;X;Y;08;Acht;K\n").encode(),
        "vestiging X2AA00: line 3, 4 differ",
    ),
    "truncated geopackage": ("gebieden", b"SQLite format 3\0", "not a readable file"),
    "swapped": ("locations", b"vestigingscode;lon;lat\nX1AA00;52;5\n", "swapped"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_a_sentence(tmp_path: Path, case: str) -> None:
    kind, content, said = BAD[case]
    path = _land(tmp_path)
    name = "gemeenten.gpkg" if kind == "gebieden" else f"{kind}.csv"
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BereikError, match=said) as caught:
        build_snapshot(path)
    assert caught.value.exit_code == 3
    assert name in str(caught.value)


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    path = _land(tmp_path)
    (tmp_path / "inhabitants.csv").write_text("a;b\n1;2\n", "utf-8")
    (tmp_path / "postcodes.csv").write_text("", "utf-8")
    with pytest.raises(DataError) as caught:
        build_snapshot(path)
    assert "inhabitants.csv" in str(caught.value)
    assert "postcodes.csv: the file is empty" in str(caught.value)


def test_a_repeated_line_is_counted_not_refused(tmp_path: Path) -> None:
    path = _land(tmp_path)
    repeated = ADDRESSES + ADDRESSES.splitlines()[-1] + "\n"
    (tmp_path / "duo-vestigingen.csv").write_text(repeated, "utf-8")
    findings = build_snapshot(path).manifest.findings
    twice = next(
        f for f in findings if (f.table, f.what) == ("vestigingen", "duplicate")
    )
    assert (twice.count, twice.examples) == (1, ("X2AA00",))


def test_truncated_parquet_of_addresses(tmp_path: Path) -> None:
    path = _land(tmp_path)
    whole = tmp_path / "a.parquet"
    pd.DataFrame({"VESTIGINGSCODE": ["X1AA00"], "POSTCODE": ["1001"]}).to_parquet(whole)
    whole.write_bytes(whole.read_bytes()[:-20])
    more = EXTRA.format(kind="duo-vestigingen", path="a.parquet", date="2026")
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    with pytest.raises(DataError, match=r"a\.parquet: not a readable Parquet file"):
        build_snapshot(path)
