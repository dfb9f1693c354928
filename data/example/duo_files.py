"""The example country's pupils written down as DUO would: files 01 and 02, masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, Leerweg, Profiel
from accessibility.counting import MASK_HIGH
from data.exports import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot

PUPILS_FILE: Final = "01.-leerlingen-vo-per-vestiging-naar-onderwijstype-2023.csv"
HOMES_FILE: Final = "02.-leerlingen-vo-per-vestiging-naar-postcode-leerling-2023.csv"
SOURCES_FILE: Final = "SOURCES.toml"

_YEARS: Final = range(1, 7)
_SEXES: Final = {"m": "MAN", "v": "VROUW"}
_NONE: Final = "N.v.t."
_SECTORS: Final = {
    **dict.fromkeys(TECHNISCH, "Techniek"),
    Profiel.EO: "Economie",
    Profiel.HBR: "Economie",
    Profiel.DP: "Intersect. programma",
    Profiel.GROEN: "Landbouw",
    Profiel.ZW: "Zorg & Welzijn",
}
_SOURCES: Final = """\
# Voorbeeldgegevens: written from the example country, not from real pupils.
name = "{name}"

[[source]]
kind = "duo-leerlingen"
path = "{pupils}"
date = "{date}"

[[source]]
kind = "duo-herkomst"
path = "{homes}"
date = "{date}"
"""


def write_duo_files(country: Snapshot, folder: Path, *, masked: bool = True) -> Path:
    """Write the pupils of the example country as DUO's files 01 and 02.

    Both are `;`-separated cp1252 text with counts from 1 to 4 as `<5`: the split and
    the mask that an estimate of who lives where has to undo.

    Parameters
    ----------
    country
        The example country, with its tables `vestigingen`, `pupils`, `herkomst`.
    folder
        Where the files go; made if need be.
    masked
        False writes every count as it is.

    Returns
    -------
    pathlib.Path
        The SOURCES.toml that lists both files.

    Raises
    ------
    DataError
        If a file cannot be written.
    """
    for name, frame in (
        (PUPILS_FILE, _pupils_lines(country)),
        (HOMES_FILE, _homes_lines(country)),
    ):
        lines = _masked(frame) if masked else frame
        with whole_file(folder / name) as draft:
            lines.to_csv(
                draft, sep=";", index=False, encoding="cp1252", lineterminator="\r\n"
            )
    sources = folder / SOURCES_FILE
    text = _SOURCES.format(
        name=country.manifest.name,
        pupils=PUPILS_FILE,
        homes=HOMES_FILE,
        date=country.manifest.dates["students"],
    )
    with whole_file(sources) as draft:
        draft.write_text(text, encoding="utf-8")
    return sources


def _pupils_lines(country: Snapshot) -> pd.DataFrame:
    """File 01: a line per vestiging, school type and programme; years across."""
    keys = ["brin6", "soort", "leerweg", "profiel"]
    pupils = country.table("pupils")
    wide = pupils.pivot_table(
        index=keys, columns=["leerjaar", "sex"], values="students", aggfunc="sum"
    )
    columns = pd.MultiIndex.from_product([_YEARS, _SEXES])
    wide = wide.reindex(columns=columns, fill_value=0).fillna(0).astype(np.int64)
    wide.columns = pd.Index(
        [f"LEER- OF VERBLIJFSJAAR {year} - {_SEXES[sex]}" for year, sex in columns]
    )
    lines = wide.reset_index()
    head = _head(lines, country)
    head["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR"] = lines.soort
    head["VMBO SECTOR"] = lines.profiel.map(_sector)
    head["AFDELING"] = lines.profiel.map(_department)
    head["OPLEIDINGSNAAM"] = [
        _programme(*line)
        for line in lines[["soort", "leerweg", "profiel"]].itertuples(index=False)
    ]
    return head.join(wide.reset_index(drop=True))


def _homes_lines(country: Snapshot) -> pd.DataFrame:
    """File 02: a line per vestiging and home postcode; years across."""
    herkomst = country.table("herkomst")
    wide = herkomst.pivot_table(
        index=["brin6", "pc4"], columns="leerjaar", values="students", aggfunc="sum"
    )
    wide = wide.reindex(columns=_YEARS, fill_value=0).fillna(0).astype(np.int64)
    wide.columns = pd.Index([f"LEER- OF VERBLIJFSJAAR {year}" for year in _YEARS])
    lines = wide.reset_index()
    homes = country.postcodes.set_index("pc4").loc[lines.pc4]
    names = country.table("areas").set_index("area_code").area_name
    head = _head(lines, country)
    head["POSTCODE LEERLING"] = lines.pc4
    head["PLAATSNAAM LEERLING"] = homes.plaats.str.upper().to_numpy()
    head["GEMEENTENAAM LEERLING"] = names[homes.gemeente].str.upper().to_numpy()
    return head.join(wide.reset_index(drop=True))


def _head(lines: pd.DataFrame, country: Snapshot) -> pd.DataFrame:
    """Columns that both files begin with."""
    school = country.vestigingen.set_index("brin6").loc[lines.brin6]
    names = country.table("areas").set_index("area_code").area_name
    return pd.DataFrame(
        {
            "INSTELLINGSCODE": lines.brin6.str[:4],
            "VESTIGINGSCODE": lines.brin6.str[4:],
            "INSTELLINGSNAAM VESTIGING": school.naam.to_numpy(),
            "PLAATSNAAM VESTIGING": school.plaats.str.upper().to_numpy(),
            "PROVINCIE VESTIGING": names[school.provincie].to_numpy(),
        }
    )


def _masked(frame: pd.DataFrame) -> pd.DataFrame:
    """Replace every count from 1 to 4 by `<5`."""
    counts = [name for name in frame if str(name).startswith("LEER- ")]
    numbers = frame[counts]
    small = (numbers >= 1) & (numbers <= MASK_HIGH)
    return frame.assign(**numbers.astype("str").mask(small, f"<{MASK_HIGH + 1}"))


def _sector(profiel: str) -> str:
    return _SECTORS[Profiel(profiel)] if profiel else _NONE


def _department(profiel: str) -> str:
    return Profiel(profiel).full_name if profiel else _NONE


def _programme(soort: str, leerweg: str, profiel: str) -> str:
    """Name of the programme, as `VMBO BB Bouwen, Wonen en Interieur`."""
    if not profiel:
        return soort
    return f"VMBO {Leerweg(leerweg).letters} {Profiel(profiel).full_name}"
