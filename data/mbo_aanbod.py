"""DUO's mbo programmes (mbo_opleidingsaanbod): sites, and what each teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import PC4, check_table
from data.column_faults import column_faults
from data.placing import place_schools
from data.readings import Reading, finding, happened
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("site", ("ONDERWIJSLOCATIECODE", "LOCATIECODE")),
    Wanted("naam", ("NAAM", "INSTELLINGSNAAM", "EIGENNAAM")),
    Wanted("plaats", ("PLAATSNAAM", "PLAATS"), required=False),
    Wanted("postcode", ("POSTCODE",)),
    Wanted("domein", ("DOMEIN", "SECTORKAMER", "SECTOR")),
    Wanted(
        "programme",
        ("OPLEIDINGSEENHEIDCODE", "ERKENDEOPLEIDINGSCODE", "KWALIFICATIEDOSSIER"),
    ),
)
TECHNICAL_WORDS: Final = (
    *("techniek", "bouw", "infra", "hout", "technologie", "mobiliteit", "voertuig"),
    *("scheepvaart", "maritiem", "media", "ict"),
)
"""Words in the name of a domain that make it technical.

The domains of mbo (or SBB's sectorkamers) of techniek, gebouwde omgeving, mobiliteit,
maritiem, ict and creatieve industrie: what the five technical profielen lead to. DUO's
own techniek-indicatie is per programme and in no open file."""

_SITE: Final = ["site", "naam", "plaats", "postcode"]


def read_mbo_aanbod(source: SourceFile) -> Reading:
    """Read programmes to sites: `site`, `naam`, `plaats`, `postcode`, and numbers.

    A programme that a site gives in several ways (bol, bbl, another year) counts once.
    A row without a site is left out and told; a site without a postcode has no place.

    Raises
    ------
    TableError
        On an unknown header, or a postcode that is not Dutch.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    rows = pd.DataFrame(
        {
            "site": frame["site"].str.strip().str.upper(),
            "naam": frame.naam.str.strip(),
            "plaats": frame.get("plaats", pd.Series("", frame.index)).str.strip(),
            "postcode": frame.postcode.str.replace(" ", "").str.upper(),
            "technical": frame.domein.map(is_technical).astype(bool),
            "programme": frame.programme.str.strip(),
        },
        index=frame.index,
    )
    somewhere = rows["site"] != ""
    known = rows.postcode.str.fullmatch(rf"{PC4}(?:[A-Z]{{2}})?").astype(bool)
    wrong = ~known & (rows.postcode != "")
    checks = ((wrong, "postcode", "a Dutch postcode, or nothing"),)
    faults = [*column_faults(checks, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    sites = _sites(rows[somewhere])
    findings = (
        finding("mbo_sites", "read", len(rows), f"lines of {source.path.name}"),
        finding(
            "mbo_sites",
            "without a site",
            int((~somewhere).sum()),
            "lines of programmes that name no site, left out",
        ),
        finding(
            "mbo_sites",
            "technical domains",
            int(rows.technical.sum()),
            "lines taken as mbo techniek, by the name of the domain",
            sorted(frame.domein[rows.technical].unique()),
        ),
        *table.findings,
    )
    return Reading(sites, happened(findings))


def is_technical(domain: str) -> bool:
    """Tell whether a domain of mbo is technical, by its name.

    Examples
    --------
    >>> is_technical("Bouw en infra"), is_technical("Zorg en welzijn")
    (True, False)
    """
    name = domain.casefold()
    return any(word in name for word in TECHNICAL_WORDS)


def _sites(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row per site with its different programmes, and the technical ones."""
    once = rows.drop_duplicates(["site", "programme"])
    grouped = once.groupby("site")
    first = rows.drop_duplicates("site").set_index("site")
    numbers = pd.DataFrame(
        {"programmes": grouped.size(), "technical": grouped.technical.sum()}
    )
    table = first[_SITE[1:]].join(numbers).reset_index()
    return table.sort_values("site", ignore_index=True)


def mbo_table(
    read: pd.DataFrame, locations: Sequence[gpd.GeoDataFrame], points: gpd.GeoSeries
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Return the table `mbo_sites`, each site at a school of its postcode, else PC4.

    Parameters
    ----------
    read
        As `read_mbo_aanbod` gives it.
    locations
        Points of any schools.
    points
        Representative point per postcode, EPSG:28992.
    """
    coded = read.rename(columns={"site": "brin6"})
    told = coded.postcode.mask(coded.postcode == "")
    schools = coded.assign(postcode=told, pc4=told.str[:4])
    together = pd.concat(locations, ignore_index=True) if locations else None
    placed, findings = place_schools(schools, together, points, "mbo_sites")
    table = placed.rename(columns={"brin6": "site"}).drop(columns="pc4")
    return check_table("mbo_sites", table), findings
