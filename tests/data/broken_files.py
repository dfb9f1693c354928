"""Files that are broken, or unusual, in one way each, and what must come of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from data.inputs import read_inputs
from data.sources import SourceFile, Sources

if TYPE_CHECKING:
    from pathlib import Path

    from data.inputs import Inputs

_SEXES: Final = ("MAN", "VROUW")
_YEARS: Final = ";".join(
    f"LEER- OF VERBLIJFSJAAR {year} - {sex}" for year in (3, 4) for sex in _SEXES
)
_DUO_01: Final = (
    "BRIN NUMMER;VESTIGINGSNUMMER;ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;AFDELING;"
    f"OPLEIDINGSNAAM;{_YEARS}"
)
_PIE: Final = "X1AA;00;VMBO BL lj 3-4;PIE;VMBO BB PIE;12;3;10;2"
_BWI: Final = "X1AA;00;VMBO BL lj 3-4;BWI;VMBO BB BWI;8;0;7;0"
_EXAM: Final = (
    "INSTELLINGSCODE;VESTIGINGSCODE;ONDERWIJSTYPE VO;LEERWEG VMBO;AFDELING;"
    "EXAMENKANDIDATEN"
)
_EXAM_PIE: Final = "X1AA;X1AA00;VMBO;BB;PIE;12"
_FIVE_YEARS: Final = (
    "INSTELLINGSCODE;VESTIGINGSCODE;ONDERWIJSTYPE VO;OPLEIDINGSNAAM;"
    "EXAMENKANDIDATEN SCHOOLJAAR 2021-2022 - TOTAAL;"
    "EXAMENKANDIDATEN SCHOOLJAAR 2022-2023 - TOTAAL"
)
_HERKOMST: Final = (
    "BRIN NUMMER;VESTIGINGSNUMMER;POSTCODE LEERLING;LEER- OF VERBLIJFSJAAR 3"
)
_PO: Final = (
    "PEILDATUM;INSTELLINGSCODE;VESTIGINGSCODE;POSTCODE_LEERLING;"
    "LEEFTIJD_10;LEEFTIJD_11;LEEFTIJD_12"
)
_OWN: Final = "postcode;leerweg;aantal"
_CBS: Final = "postcode;leeftijd;inwoners"
_RAW_CBS: Final = "ID,Geslacht,Leeftijd,Postcode,Perioden,Bevolking_1"


@dataclass(frozen=True)
class Breakage:
    """One way in which a file may be broken, and what must come of it.

    Parameters
    ----------
    name
        What is wrong, or unusual.
    kind
        Kind of source it is read as.
    rows
        Lines of the file.
    right
        Sum of the people that must come out.
    refused
        Words of the sentence, if it is not read.
    accept
        Kind of doubt by which it is let through.
    date
        Which the source is declared to be of.
    file
        Its name.
    """

    name: str
    kind: str
    rows: tuple[str, ...]
    right: float | None = None
    refused: str = ""
    accept: str = ""
    date: str = "2023-10-01"
    file: str = "f.csv"


def _pupils(name: str, *rows: str, **more: Any) -> Breakage:  # noqa: ANN401 - the fields of the record
    return Breakage(name, "duo-leerlingen", (_DUO_01, *rows), **more)


def _exams(name: str, *rows: str, **more: Any) -> Breakage:  # noqa: ANN401 - the fields of the record
    about = {"date": "2022-2023", **more}
    return Breakage(name, "duo-examens", (_EXAM, *rows), **about)


def _own(name: str, *rows: str, **more: Any) -> Breakage:  # noqa: ANN401 - the fields of the record
    return Breakage(name, "leerlingen", (_OWN, *rows), **more)


def _cbs(name: str, *rows: str, **more: Any) -> Breakage:  # noqa: ANN401 - the fields of the record
    about = {"date": "2023-01-01", **more}
    return Breakage(name, "inhabitants", (_CBS, *rows), **about)


BREAKAGES: Final = (
    _pupils("whole", _PIE, _BWI, right=42),
    _pupils(
        "all rows twice", *[_PIE, _BWI] * 2, refused="line 4, 5", accept="repeated-rows"
    ),
    _pupils(
        "one row twice", _PIE, _BWI, _PIE, refused="line 4", accept="repeated-rows"
    ),
    _pupils(
        "one row twice with another count",
        _PIE,
        _PIE.replace("12", "13"),
        refused="line 3",
        accept="repeated-rows",
    ),
    Breakage(
        "two years in one file",
        "duo-leerlingen",
        (f"PEILJAAR;{_DUO_01}", f"2023;{_PIE}", f"2022;{_PIE}"),
        refused="'PEILJAAR', line 3",
        accept="several-years",
    ),
    Breakage(
        "a year that the date contradicts",
        "duo-leerlingen",
        (f"PEILJAAR;{_DUO_01}", f"2019;{_PIE}"),
        refused="'PEILJAAR', line 2 and on: tells of 2019",
        accept="other-date",
    ),
    Breakage(
        "a year that the date agrees with",
        "duo-leerlingen",
        (f"PEILDATUM;{_DUO_01}", f"20231001;{_PIE}"),
        right=27,
    ),
    _pupils(
        "blanks for zeros",
        _BWI.replace(";0", ";"),
        "X1AA;01;VMBO BL lj 3-4;PIE;VMBO BB PIE;;;;4",
        refused="line 2, 3: blank",
        accept="blank-counts",
    ),
    _pupils(
        "a blank beside a mask",
        _PIE.replace(";3;", ";<5;"),
        _BWI.replace(";0;", ";;"),
        refused="line 3: blank",
        accept="blank-counts",
    ),
    _pupils("header only", refused="line 1", accept="empty"),
    _pupils(
        "nobody at all",
        _BWI.replace("8;0;7;0", "0;0;0;0"),
        refused="line 1",
        accept="empty",
    ),
    _pupils(
        "a technical name nobody knows",
        _BWI.replace("BWI;VMBO BB BWI", "Robottechniek;Robottechniek"),
        refused="line 2: 'Robottechniek'",
        accept="unknown-technical",
    ),
    _pupils("combined programme", _PIE.replace("PIE", "BWI en PIE"), right=27),
    _pupils("experiment", _PIE.replace("PIE", "Experiment PIE/BWI"), right=27),
    _pupils(
        "combined programme out of its years",
        _PIE.replace("PIE", "BWI en PIE"),
        date="2019-10-01",
        refused="line 2: a combined programme in 2019/2020",
        accept="other-date",
    ),
    _pupils(
        "the name of the file tells another year",
        _PIE,
        file="leerlingen-vo-per-vestiging-2019.csv",
        refused="name of the file",
        accept="other-date",
    ),
    _exams("exams", _EXAM_PIE, right=12, file="cijfers-2022-2023.csv"),
    _exams(
        "exam rows twice",
        _EXAM_PIE,
        _EXAM_PIE,
        refused="line 3",
        accept="repeated-rows",
    ),
    _exams(
        "exams of 2021/22 declared 2023",
        _EXAM_PIE,
        file="geslaagden-gezakten-en-cijfers-2021-2022.csv",
        date="2023",
        refused="2021-2022",
        accept="other-date",
    ),
    _exams("exam header only", refused="line 1", accept="empty"),
    _exams(
        "an exam of an unknown technical name",
        _EXAM_PIE,
        _EXAM_PIE.replace("PIE", "Robottechniek"),
        refused="line 3: 'Robottechniek'",
        accept="unknown-technical",
    ),
    _exams("combined exam", _EXAM_PIE.replace("PIE", "BWI en PIE"), right=12),
    Breakage(
        "five years wide",
        "duo-examens",
        (
            _FIVE_YEARS,
            "X1AA;X1AA00;VMBO BB;VMBO BB - PIE;9;12",
            "X1AA;X1AA01;VMBO BB;PIE;9;",
        ),
        date="2022-2023",
        right=12,
    ),
    Breakage(
        "five years wide, of a year it has not",
        "duo-examens",
        (_FIVE_YEARS, "X1AA;X1AA00;VMBO BB;VMBO BB - PIE;9;12"),
        date="2019-2020",
        refused="line 1: holds the school years 2021-2022, 2022-2023",
    ),
    Breakage(
        "homes twice",
        "duo-herkomst",
        (_HERKOMST, *["X1AA;00;3511;7"] * 2),
        refused="line 3",
        accept="repeated-rows",
    ),
    Breakage(
        "primary pupils of another year",
        "po-leerlingen",
        (_PO, "20241001;X1AA;00;3511;1;2;3"),
        date="2019-10-01",
        refused="'PEILDATUM', line 2",
        accept="other-date",
    ),
    _own(
        "own counts twice",
        *["3511;BL;10"] * 2,
        refused="line 3",
        accept="repeated-rows",
    ),
    _own("thousands of pupils", "3511;BL;1.234", "3512;BL;50", right=1284),
    _own("thousands that may be a decimal", '3511;BL;"1,234"', refused="line 2"),
    _own("a row of totals", "3511;BL;10", "Totaal;;10", refused="line 3"),
    _own(
        "own blanks",
        "3511;BL;10",
        "3512;BL;",
        "3513;BL;",
        refused="line 3, 4: blank",
        accept="blank-counts",
    ),
    _cbs("thousands of people", "3511;10-14;1.234", "3512;10-14;2.000", right=3234),
    _cbs("up to an age", "3511;10 tot 15;100", "3511;15 tot 20;50", right=150),
    _cbs("ages that overlap", "3511;10-15;9", "3511;15-20;9", refused="line 3"),
    Breakage(
        "raw table of CBS",
        "inhabitants",
        (
            _RAW_CBS,
            "0,Totaal mannen en vrouwen,10 tot 15 jaar,3511,2023JJ00,100",
            "1,Mannen,10 tot 15 jaar,3511,2023JJ00,55",
            "2,Vrouwen,10 tot 15 jaar,3511,2023JJ00,45",
            "3,Totaal mannen en vrouwen,Totaal,3511,2023JJ00,1000",
            "4,Totaal mannen en vrouwen,10 tot 15 jaar,Nederland,2023JJ00,900000",
        ),
        date="2023-01-01",
        right=100,
    ),
    Breakage(
        "raw table of CBS of another year",
        "inhabitants",
        (_RAW_CBS, "0,Totaal mannen en vrouwen,10 tot 15 jaar,3511,2021JJ00,100"),
        date="2023-01-01",
        refused="'Perioden', line 2",
        accept="other-date",
    ),
)


_TYPED: Final = "vestigingscode;naam;postcode;x;y"
_NEW_01: Final = (
    "INSTELLING;VESTIGINGSNUMMER;SAMENWERKINGSVERBAND PASSEND ONDERWIJS VO;"
    "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;AFDELING;ERKENDE OPLEIDINGSCODE;"
    f"OPLEIDINGSNAAM;{_YEARS}"
)
_WRAPPED: Final = (
    '"INSTELLINGSCODE";"VESTIGINGS\nCODE";"ONDERWIJSTYPE VO";"LEERWEG\nVMBO";'
    '"AFDELING";"EXAMEN\nKANDIDATEN"'
)

REPORTED: Final = (
    Breakage(
        "headers of 2023, and a vestiging whose number is 0",
        "duo-leerlingen",
        (
            _NEW_01,
            "X1AA;0;VO2601;VMBO BL lj 3-4;PIE;2014;BB PIE;12;<5;10;0",
            "X2BB;0;VO2601;VMBO GL lj 3-4;N.v.t.;2064;GL PIE;0;5;0;0",
        ),
        right=12 + 2.5 + 10 + 5,
    ),
    _pupils(
        "an asterisk for a few",
        _PIE.replace(";3;", ";*;"),
        refused="line 2: found '*'",
    ),
    Breakage(
        "headers over two lines",
        "duo-examens",
        (_WRAPPED, '"X1AA";"X1AA00";"VMBO";"BB";"PIE";"12"'),
        date="2022-2023",
        right=12,
    ),
    Breakage(
        "a workbook that is none",
        "leerlingen",
        ("geen werkmap",),
        file="f.xlsx",
        refused="save the sheet as CSV",
    ),
    Breakage(
        "the first line of a spreadsheet",
        "leerlingen",
        ("sep=;", _OWN, "3511;BL;100", "3512;BL;50"),
        right=150,
    ),
    _cbs("secret people", "3511;10-14;-99997", "3512;10-14;500", right=500),
    Breakage(
        "a title above and a source below",
        "inhabitants",
        (
            '"Bevolking; leeftijd"',
            _CBS,
            "3511;10-14;100",
            "3512;10-14;50",
            '"Bron: CBS"',
        ),
        date="2023-01-01",
        refused="stand above the header",
    ),
    Breakage(
        "a code that a spreadsheet made a number of",
        "locations",
        (_TYPED, "1,00E+02;School Een;3511 AB;131000;456000"),
        refused="line 2: a spreadsheet made a number of a code",
    ),
)
"""Met in files that others had to read, beside those above."""


def inputs_of(one: Breakage, folder: Path, *accept: str) -> Inputs:
    """Write a file and read it, with some kinds of doubt let through.

    Raises
    ------
    DataError
        If the file is refused.
    """
    path = folder / one.file
    path.write_text("\n".join([*one.rows, ""]), encoding="utf-8")
    file = SourceFile(one.kind, path, one.date, {}, {"accept": list(accept)})
    return read_inputs(Sources("broken", (file,)), lambda *_: None)


def people_in(inputs: Inputs, one: Breakage) -> float:
    """Return how many people, or pupils, came out."""
    column = "inhabitants" if one.kind == "inhabitants" else "students"
    return float(inputs.frames(one.kind)[0][column].sum())
