"""Exam files: headers, codes and names of departments, sums and masks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.counting.counts import COUNT_COLUMNS
from accessibility.errors import TableError
from data.duo_examens import read_duo_examens
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

HEADER_2024 = (
    "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;GEMEENTENAAM VESTIGING;"
    "PROVINCIE VESTIGING;ONDERWIJSTYPE VO;LEERWEG VMBO;VMBO SECTOR;AFDELING;"
    "EXAMENKANDIDATEN;GESLAAGDEN;GEZAKTEN;GEMIDDELD CIJFER SCHOOLEXAMEN"
)
ROW = "X1AA;{vest};Naam;Plaats;Prov;{soort};{leerweg};techniek;{afd};{n};3;<5;6,5"


def _source(folder: Path, text: str, encoding: str = "utf-8") -> SourceFile:
    path = folder / "geslaagden-gezakten-en-cijfers-2023-2024.csv"
    path.write_bytes(text.encode(encoding))
    return SourceFile("duo-examens", path, "2023-2024")


def _row(
    afd: str, n: str, leerweg: str = "BL", vest: str = "X1AA00", soort: str = "VMBO"
) -> str:
    return ROW.format(afd=afd, n=n, leerweg=leerweg, vest=vest, soort=soort)


@pytest.mark.parametrize(
    ("code", "profiel"),
    [
        ("BWI", "BWI"),
        ("MTE", "MaT"),
        ("MTR", "M&T"),
        ("MVI", "MVI"),
        ("PIE", "PIE"),
        ("DP", "D&P"),
        ("EO", "E&O"),
        ("G", "Groen"),
        ("HBR", "HBR"),
        ("ZWE", "Z&W"),
        ("Bouwen, wonen en interieur", "BWI"),
        ("MOBILITEIT EN TRANSPORT", "M&T"),
        ("Maritiem & techniek", "MaT"),
        ("Horeca bakkerij en recreatie", "HBR"),
    ],
)
def test_codes_and_names(tmp_path: Path, code: str, profiel: str) -> None:
    text = "\n".join([HEADER_2024, _row(code, "12", "KL")])
    exams = read_duo_examens(_source(tmp_path, text)).frame
    assert exams[["brin6", "profiel", "leerweg", "students"]].to_numpy().tolist() == [
        ["X1AA00", profiel, "kl", 12.0]
    ]


def test_rows_add_up_and_other_types_are_no_offer(tmp_path: Path) -> None:
    rows = [
        _row("PIE", "<5"),
        _row("PIE", "7"),
        _row("PIE", "0", "GL"),
        _row("n.v.t.", "80", "TL"),
        _row("Natuur en techniek", "60", "", soort="HAVO"),
        _row("Vakmanschapsroute Techniek", "9"),
        _row("Uiterlijke verzorging", "9", "KL"),
        _row("MVI", "8", "GL", vest="1"),
    ]
    reading = read_duo_examens(_source(tmp_path, "\n".join([HEADER_2024, *rows])))
    exams = reading.frame.set_index(["brin6", "profiel", "leerweg"])
    assert set(exams.index) == {("X1AA00", "PIE", "bl"), ("X1AA01", "MVI", "gl")}
    pie = exams.loc[("X1AA00", "PIE", "bl"), list(COUNT_COLUMNS)]
    assert list(pie) == [8, 9.5, 11]
    told = {f.what: f for f in reading.findings}
    other = told["department outside the vmbo profiles"]
    assert other.examples == ("Uiterlijke verzorging",)
    assert told["vakmanschaps- and beroepsroute"].count == 1
    assert told["no beroepsgerichte leerweg"].count == 2
    assert told["masked"].count == 1


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            (
                "BRIN NUMMER;VESTIGINGSNUMMER;ONDERWIJSTYPE VO;LEERWEG VMBO;AFDELING;"
                "EXAMENKANDIDATEN"
            ),
            "X1AA;X1AA00;VMBO;GL;PIE;5",
        ),
        (
            "INSTELLING;VESTIGINGSCODE;LEERWEG_VMBO;AFDELING;EXAMENKANDIDATEN",
            "X1AA;0;GL;PIE;5",
        ),
        (
            (
                '"Instellingscode","Vestigingscode","Onderwijstype-VO","Leerweg-VMBO",'
                '"Afdeling","Aantal_examenkandidaten_totaal"'
            ),
            '"X1AA","00","VMBO","Gemengde leerweg","Pie","5"',
        ),
        (
            (
                "INSTELLINGSCODE;VESTIGINGSCODE;ONDERWIJSTYPE VO;AFDELING;"
                "EXAMENKANDIDATEN MAN;EXAMENKANDIDATEN VROUW;GESLAAGDEN MAN"
            ),
            "X1AA;00;VMBO GL;PIE;3;2;1",
        ),
        (
            (
                "INSTELLINGSCODE;VESTIGINGSCODE;LEERWEG VMBO;AFDELING;"
                "EXAMENKANDIDATEN MAN;"
                "EXAMENKANDIDATEN VROUW;EXAMENKANDIDATEN TOTAAL"
            ),
            "X1AA;00;GL;PIE;3;2;5",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_header_spellings(tmp_path: Path, header: str, row: str, encoding: str) -> None:
    exams = read_duo_examens(_source(tmp_path, f"{header}\n{row}\n", encoding)).frame
    assert exams[["brin6", "profiel", "leerweg", "students"]].to_numpy().tolist() == [
        ["X1AA00", "PIE", "gl", 5.0]
    ]


def test_which_column_holds_candidates_is_not_guessed(tmp_path: Path) -> None:
    header = "INSTELLINGSCODE;VESTIGINGSCODE;LEERWEG VMBO;AFDELING;{}"
    row = "X1AA;00;GL;PIE;5;6"
    unclear = header.format("EXAMENKANDIDATEN 2022;EXAMENKANDIDATEN 2023")
    with pytest.raises(TableError, match=r"could be any of.*kandidaten = "):
        read_duo_examens(_source(tmp_path, f"{unclear}\n{row}\n"))
    none = header.format("GESLAAGDEN;GEZAKTEN")
    with pytest.raises(TableError, match="no single column 'EXAMENKANDIDATEN'; found"):
        read_duo_examens(_source(tmp_path, f"{none}\n{row}\n"))
    named = _source(tmp_path, f"{unclear}\n{row}\n")
    own = SourceFile(
        named.kind, named.path, named.date, {"kandidaten": "EXAMENKANDIDATEN 2023"}
    )
    assert read_duo_examens(own).frame.students.tolist() == [6]


def test_a_letter_in_a_count_is_named(tmp_path: Path) -> None:
    text = "\n".join([HEADER_2024, _row("PIE", "5"), _row("PIE", "vijf")])
    with pytest.raises(TableError, match="EXAMENKANDIDATEN', line 3: expected"):
        read_duo_examens(_source(tmp_path, text))
