"""Pupil files: header styles of 2017 to 2025, masks, variants and routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.duo_leerlingen import read_duo_leerlingen
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from data.readings import Reading

YEARS = range(1, 7)
STYLES = {
    "2017": (
        ";",
        (
            "BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;"
            "PLAATSNAAM VESTIGING;"
            "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;LWOO INDICATIE;ELEMENTCODE;"
            "OPLEIDINGSNAAM"
        ),
        "LEER- OF VERBLIJFSJAAR {} - {}",
    ),
    "2023": (
        ";",
        (
            "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;"
            "PLAATSNAAM VESTIGING;"
            "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;AFDELING;"
            "ERKENDE OPLEIDINGSCODE;"
            "OPLEIDINGSNAAM"
        ),
        "LEER- OF VERBLIJFSJAAR {} - {}",
    ),
    "ckan": (
        ",",
        (
            "INSTELLINGSCODE,VESTIGINGSCODE,INSTELLINGSNAAM_VESTIGING,"
            "PLAATSNAAM_VESTIGING,"
            "ONDERWIJSTYPE_VO_EN_LEER_OF_VERBLIJFSJAAR,AFDELING,ERKENDE_OPLEIDINGSCODE,"
            "OPLEIDINGSNAAM"
        ),
        "LEER_OF_VERBLIJFSJAAR_{}_{}",
    ),
}


def _source(
    folder: Path,
    rows: list[tuple[list[str], dict[str, str]]],
    style: str = "2023",
    mask: str = "five",
    accept: tuple[str, ...] = (),
) -> SourceFile:
    delimiter, fixed, year = STYLES[style]
    columns = [year.format(n, sex) for n in YEARS for sex in ("MAN", "VROUW")]
    lines = [[*fixed.split(delimiter), *columns]]
    for keys, counts in rows:
        cells = [counts.get(f"{n}{sex}", "0") for n in YEARS for sex in "mv"]
        lines.append([*keys, *cells])
    quote = '"' if delimiter == "," else ""
    text = "\n".join(delimiter.join(f"{quote}{c}{quote}" for c in ln) for ln in lines)
    path = folder / "leerlingen.csv"
    path.write_bytes(text.encode("utf-8" if delimiter == "," else "cp1252"))
    return SourceFile(
        "duo-leerlingen", path, "2023-10-01", {}, {"mask": mask, "accept": accept}
    )


def _keys(
    soort: str, programme: str, opleiding: str = "", vestiging: str = "0"
) -> list[str]:
    opleiding = opleiding or programme
    return ["X1AA", vestiging, "Café", "ERGENS", soort, programme, "0001", opleiding]


def _third(reading: Reading) -> pd.DataFrame:
    frame = reading.frame
    return frame[frame.leerjaar == 3].set_index(["leerweg", "profiel", "sex"])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("vestiging", ["0", "00", "X1AA00"])
def test_header_styles_give_the_same_table(
    tmp_path: Path, style: str, vestiging: str
) -> None:
    # In 2017 there is no AFDELING: the name of the programme tells the profile.
    afdeling = "N" if style == "2017" else "Produceren, installeren en energie"
    opleiding = "VMBO KB Produceren, installeren en energie"
    keys = _keys("VMBO KL lj 3-4", afdeling, opleiding, vestiging)
    reading = read_duo_leerlingen(_source(tmp_path, [(keys, {"3m": "7"})], style))
    row = reading.frame.iloc[0]
    assert len(reading.frame) == 1
    assert (row.brin6, row.leerweg, row.profiel) == ("X1AA00", "kl", "PIE")
    assert (row.leerjaar, row.sex, row.students) == (3, "m", 7)
    assert row.naam == "Café"


def test_variants_add_to_their_profile(tmp_path: Path) -> None:
    names = ("VMBO BB Groen", "LWOO BB Groen", "VMBO BB LWT Groen", "LWOO BB ENT Groen")
    rows = [
        (_keys("VMBO BL lj 3-4", "n.v.t.", name), {"3m": "2", "3v": "1"})
        for name in names
    ]
    third = _third(read_duo_leerlingen(_source(tmp_path, rows)))
    assert third.students["bl", "Groen", "m"] == 8
    assert third.students["bl", "Groen", "v"] == 4


def test_routes_stay_apart_and_unknown_names_are_loud(tmp_path: Path) -> None:
    rows = [
        (_keys("VMBO BL lj 3-4", "Vakmanschapsroute Techniek"), {"3m": "9"}),
        (_keys("VMBO GL lj 3-4", "Beroepsroute Landbouw"), {"3v": "<5"}),
        (_keys("VMBO KL lj 3-4", "Ruimtevaarttechniek"), {"3m": "6"}),
        (_keys("VMBO KL lj 3-4", "Uiterlijke verzorging"), {"3v": "5"}),
        (_keys("VMBO TL lj 3-4", "n.v.t."), {"3v": "11"}),
    ]
    with pytest.raises(TableError, match="line 4: 'Ruimtevaarttechniek' looks tech"):
        read_duo_leerlingen(_source(tmp_path, rows))
    through = _source(tmp_path, rows, accept=("unknown-technical",))
    reading = read_duo_leerlingen(through)
    third = _third(reading)
    assert third.students["bl", "route", "m"] == 9
    assert third.students_high["gl", "route", "v"] == 4
    assert third.students["kl", "", "m"] == 6
    assert third.students["tl", "", "v"] == 11
    told = {f.what: f for f in reading.findings}
    assert "'Ruimtevaarttechniek'" in told["accepted on purpose"].why
    other = told["programme outside the vmbo profiles"]
    assert other.examples == ("Uiterlijke verzorging",)
    assert told["vakmanschaps- and beroepsroute"].count == 13


def test_masks_are_intervals(tmp_path: Path) -> None:
    keys = _keys("VMBO BL lj 3-4", "Groen")
    counts = {"3m": "<5", "3v": "x", "4m": "", "4v": "4"}
    blanks = ("blank-counts",)
    through = _source(tmp_path, [(keys, counts)], accept=blanks)
    frame = read_duo_leerlingen(through).frame
    bounds = frame.set_index(["leerjaar", "sex"])[["students_low", "students_high"]]
    assert bounds.to_numpy().tolist() == [[1, 4], [1, 4], [1, 4], [4, 4]]
    through = _source(tmp_path, [(keys, counts)], mask="four", accept=blanks)
    four = read_duo_leerlingen(through).frame
    assert four.students_low.tolist() == [1, 1, 1, 1]


def test_two_masked_rows_of_one_profile_add_as_intervals(tmp_path: Path) -> None:
    keys = _keys("VMBO BL lj 3-4", "Groen")
    lwoo = [*keys[:-1], "LWOO Groen"]
    rows = [(keys, {"3m": "<5"}), (lwoo, {"3m": "<5"})]
    frame = read_duo_leerlingen(_source(tmp_path, rows)).frame
    row = frame.iloc[0]
    assert (row.students_low, row.students, row.students_high) == (2, 5, 8)


def test_faults_are_named_by_line_without_content(tmp_path: Path) -> None:
    good = _keys("VMBO BL lj 3-4", "Groen")
    bad = _keys("VMBO BL lj 3-4", "Groen", vestiging="geheim")
    rows = [(good, {"3m": "12a", "4v": "-3"}), (good, {"3m": "1.5"})]
    with pytest.raises(TableError) as caught:
        read_duo_leerlingen(_source(tmp_path, rows))
    assert len(caught.value.faults) == 2
    assert "'LEER- OF VERBLIJFSJAAR 3 - MAN', line 2, 3: " in caught.value.faults[0]
    assert "12a" not in str(caught.value)
    with pytest.raises(TableError, match="line 3: no key of a vestiging"):
        read_duo_leerlingen(_source(tmp_path, [(good, {}), (bad, {"3m": "1"})]))


def test_unknown_headers_fail(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("SCHOOL;VESTIGINGSCODE;ONDERWIJSTYPE VO\nX;00;HAVO\n", "utf-8")
    with pytest.raises(TableError, match="AFDELING"):
        read_duo_leerlingen(SourceFile("duo-leerlingen", path, "2020"))
    path.write_text(
        "BRIN NUMMER;VESTIGINGSCODE;ONDERWIJSTYPE VO;AFDELING\nX1AA;00;HAVO;x\n",
        "utf-8",
    )
    with pytest.raises(TableError, match="LEER- OF VERBLIJFSJAAR 3 - MAN"):
        read_duo_leerlingen(SourceFile("duo-leerlingen", path, "2020"))


def test_an_unknown_mask_option_is_refused(tmp_path: Path) -> None:
    source = _source(tmp_path, [(_keys("VMBO BL", "Groen"), {})], mask="three")
    with pytest.raises(TableError, match=r"options\.mask"):
        read_duo_leerlingen(source)


@pytest.mark.parametrize("lost", ["3 - MAN", "1 - VROUW"])
def test_a_year_without_one_of_the_sexes_fails(tmp_path: Path, lost: str) -> None:
    source = _source(tmp_path, [(_keys("VMBO BL lj 3-4", "Groen"), {"3m": "7"})])
    text = source.path.read_text("cp1252").replace(f"VERBLIJFSJAAR {lost}", "ANDERS")
    source.path.write_text(text, "cp1252")
    with pytest.raises(TableError, match=f"VERBLIJFSJAAR {lost}' is missing; found"):
        read_duo_leerlingen(source)
