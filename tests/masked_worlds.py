"""Two lands that nothing published may tell apart, and all that is asked of both.

Of every land with small groups there is one without any whose rounded counts are the
same. Whatever is asked, of the command line or over HTTP, both must answer the same,
byte for byte: then no answer, nor all of them together, can prove a small group.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.counting import PUBLISHED_THRESHOLD, protected, round_counts
from accessibility.study import Study
from tests.api.service.conftest import small_snapshot
from tests.masked_counts import ENDS, SHARES, with_masks, without_small

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

BASE: Final = 10
OWN: Final = ("--students", "own")
COMMANDS: Final = (
    ("reach", "--area", "pc4", "--denominator", "leerweg", "--within", "4000", *OWN),
    ("reach", "--area", "gemeente", "--within", "9000", "--leerweg", "kl", *OWN),
    ("reach", "--area", "pc4", "--within", "2500", "--profiel", "PIE", *OWN),
    (
        *("reach", "--area", "pc4", "--within", "7000", "--profiel", "PIE"),
        *("--denominator", "profielen", *OWN),
    ),
    ("choice", "--area", "pc4", *OWN),
    ("choice", "--area", "gemeente", "--within", "5000", *OWN),
    ("burden", "--area", "gemeente", "--profiel", "PIE", "--leerweg", "gl", *OWN),
    ("denominators", *OWN),
    ("sensitivity", *OWN),
    *(("attendance", "--within", str(metres)) for metres in (1, 3000, 9000)),
    (
        *("outlook", "--to", "2026", "--every", "3", "--draws", "20", "--profiel"),
        *("PIE", "--leerweg", "gl", "--area", "gemeente", *OWN),
    ),
    ("order", "--close", "2", "--year", "2028", "--within", "4000", *OWN),
    ("order", "--close", "1", "--show", "plans", *OWN),
    ("groups", "--all", "--year", "2029"),
    ("regions", "--area", "gemeente"),
    ("regions", "--show", "sizes", "--area", "gemeente"),
    (
        *("regions", "--show", "borders", "--area", "gemeente", "--profiel", "PIE"),
        *("--leerweg", "gl"),
    ),
    (
        *("regions", "--show", "attributes", "--area", "gemeente", "--profiel", "PIE"),
        *("--denominator", "leerweg", *OWN),
    ),
    (
        *("regions", "--show", "ladder", "--area", "gemeente", "--profiel", "PIE"),
        *("--denominator", "leerweg", "--leerweg", "gl", *OWN),
    ),
    ("explain", "--profiel", "PIE", "--leerweg", "gl", *OWN),
    ("sql", "select * from students order by all", *OWN),
)
"""At several thresholds: what lies between two of them is told by neither alone."""

_ONE: Final = "profiel=PIE&leerweg=gl&noemer=leerweg"
_PIE: Final = "gebiedsindeling=pc4&profiel=PIE&leerweg=gl&noemer=leerweg"
_CSV: Final = "leerlingen=own&f=csv"
FROM_ROUNDED: Final = (
    "/v1/bereik?gebiedsindeling=pc4&leerweg=kl&noemer=leerweg&leerlingen=own&f=csv"
)
PATHS: Final = (
    FROM_ROUNDED,
    f"/v1/bereik?gebiedsindeling=gemeente&drempel=5000&leerweg=bl&{_CSV}",
    f"/v1/bereik?gebiedsindeling=pc4&drempel=2500&profiel=BWI&{_CSV}",
    *(f"/v1/bereik?{_PIE}&f={form}" for form in ("json", "geojson", "html")),
    "/v1/keuzes?gebiedsindeling=pc4&leerweg=gl&leerlingen=own&f=csv",
    "/v1/keuzes?gebiedsindeling=gemeente&drempel=5000&leerlingen=own&f=csv",
    "/v1/reislast?gebiedsindeling=gemeente&noemer=leerweg&leerlingen=own&f=csv",
    f"/v1/kaart/cijfers?{_ONE}",
    f"/v1/kaart/cijfers?{_ONE}&drempel=3000",
    "/v1/kwetsbaarheid?noemer=leerweg&leerlingen=own&f=csv",
    "/v1/kwetsbaarheid?noemer=gezamenlijk&soort=aanbod&leerlingen=own",
    (
        "/v1/vooruitzichten?tot=2026&stap=3&trekkingen=20&profiel=PIE&leerweg=gl"
        f"&gebiedsindeling=gemeente&{_CSV}"
    ),
    f"/v1/sluitingen?sluiten=2&jaar=2028&drempel=4000&{_CSV}",
    "/v1/groepen?jaar=2029&f=csv",
    "/v1/regios?gebiedsindeling=gemeente&leerlingen=own&f=csv",
    "/v1/regios?toon=omvang&gebiedsindeling=gemeente&leerlingen=own&f=csv",
    f"/v1/regios?toon=kenmerken&gebiedsindeling=gemeente&{_ONE}&{_CSV}",
    f"/v1/regios?toon=ladder&gebiedsindeling=gemeente&{_ONE}&{_CSV}",
    "/v1/toelichtingen?profiel=PIE&leerweg=gl&leerlingen=own",
    f"/v1/toelichtingen?{_ONE}&gebied=Westdorp&leerlingen=own",
    "/v1/tabellen/B3.6",
    "/v1/vestigingen/X00101",
    "/v1/collections/postcodes/items?limit=100",
    "/v1/collections/gebieden/items",
    "/gebied/gemeente/westdorp",
    "/gebied/provincie/vlakland",
    "/insluiten/gemeente/oostdorp",
)
CARDS: Final = tuple(f"/v1/postcodes/A{k:03d}/bereik?{_ONE}" for k in range(0, 24, 5))
EDITS: Final = ("sluit-X00101-PIE-gl", "nieuw-A010-PIE-gl", "verplaats-X00101-A020")
EFFECTS: Final = tuple(
    f"/v1/{kind}?als={edit}&{_ONE}&{more}"
    for edit in EDITS
    for kind, more in (
        ("effect", "gebiedsindeling=gemeente"),
        ("effect", "gebiedsindeling=pc4"),
        ("kaart/effect", "drempel=6000"),
    )
)
DRAWN: Final = "/v1/gebieden/bereik?profiel=PIE&leerweg=gl&noemer=leerweg"
POLYGONS: Final = tuple(
    ((first, last), (low, high))
    for first, last in ((0, 6), (0, 5), (1, 6), (2, 3), (2, 4))
    for low, high in ((0, 4), (1, 2))
)
"""Columns and rows of squares drawn round; many differ by a single one."""

CLOSED: Final = {
    "format": 1,
    "title": "dicht",
    "snapshot": "klein",
    "edits": [{"edit": "close-vestiging", "brin6": "X00101"}],
}
POSTED: Final = (
    f"/v1/scenarios/effect?{_PIE}",
    "/v1/scenarios/toetsen?noemer=leerweg&leerlingen=own",
)
"""Addresses to which a scenario is sent, without keeping it."""

SWEPT: Final = (
    'areas = ["pc4"]',
    'scenarios = ["none", "dicht.json"]',
    'students = ["own"]',
    'profielen = ["PIE"]',
    "within = [3000, 8000]",
)
"""Lines of a sweep: every combination is a part with a file of its own."""

SURFACES: Final = {
    "commands": len(COMMANDS) + 1,
    "parts of a sweep": 2,
    "tables and pages over http": len(PATHS),
    "postcode cards": len(CARDS),
    "what-ifs over http": len(EFFECTS) + len(POSTED),
    "drawn areas": len(POLYGONS),
    "dossiers": len(EDITS),
}
"""How many questions of each kind are put to both lands, at every share of masks."""

SIZE: Final = len(SHARES) * sum(SURFACES.values())


@cache
def worlds(share: float) -> tuple[Snapshot, Snapshot]:
    """Return a land with small groups, and one without that rounds to the same."""
    snapshot = _with_children(small_snapshot())
    true = snapshot.table("own_students")
    true = true.assign(students=true.students % 14)
    counts = with_masks(true.assign(**dict.fromkeys(ENDS, true.students)), share)
    counts = counts[counts.students > 0].reset_index(drop=True)
    masked = snapshot.edited(own_students=counts, **_homes(share))
    exact = Study(masked).students("own", smallest=0)
    safe = protected(exact, threshold=BASE)
    other = without_small(safe, is_masked=share > 0).counts
    other = other[(other[ENDS] > 0).any(axis=1)].reset_index(drop=True)
    third = round_counts(
        masked.table("herkomst"),
        base=PUBLISHED_THRESHOLD,
        rows=["brin6"],
        order=["pc4"],
    )
    plain = third.assign(**dict.fromkeys(ENDS, third.students))
    plain = plain[plain.students > 0].reset_index(drop=True)
    rounded = snapshot.edited(
        own_students=other, herkomst=plain, pupils=masked.table("pupils")
    )
    return masked, rounded


def _attributes(snapshot: Snapshot) -> pd.DataFrame:
    """Give each gemeente a budget, from which students within reach could be told."""
    names = sorted(set(snapshot.postcodes.gemeente))
    texts = dict.fromkeys(("techniekluw", "techkwadraat"), "ja")
    return pd.DataFrame({"region": names, "scheme": "2025", "budget_eur": 1e6}).assign(
        beheer="regionaal", **texts
    )


def _with_children(snapshot: Snapshot) -> Snapshot:
    """Add inhabitants and primary pupils, who are public: the outlook rests on them."""
    pc4 = snapshot.postcodes.pc4
    people = [
        (code, first, first + 4, 300.0 + (37 * k + first) % 200)
        for k, code in enumerate(pc4)
        for first in (0, 5, 10, 15)
    ]
    pupils = [
        (code, age, 60.0 + (31 * k + age) % 40, float((k + age) % 3))
        for k, code in enumerate(pc4)
        for age in range(4, 12)
    ]
    told = snapshot.edited(
        inhabitants=pd.DataFrame(
            people, columns=["pc4", "age_from", "age_to", "inhabitants"]
        ),
        primary_ages=pd.DataFrame(pupils, columns=["pc4", "age", "known", "masked"]),
        region_attributes=_attributes(snapshot),
    )
    dates = {
        **told.manifest.dates,
        "own_students": "2023-10-01",
        "inhabitants": "2023-01-01",
        "primary_ages": "2024-10-01",
    }
    return replace(told, manifest=replace(told.manifest, dates=dates))


def _homes(share: float) -> dict[str, pd.DataFrame]:
    """Return homes of third-years, masked, and the enrolment of their vestigingen."""
    snapshot = small_snapshot()
    rows = [
        (brin6, pc4, 3, float((5 * k + 3 * j) % 9))
        for k, brin6 in enumerate(sorted(set(snapshot.offers.brin6)))
        for j, pc4 in enumerate(snapshot.postcodes.pc4)
    ]
    homes = pd.DataFrame(rows, columns=["brin6", "pc4", "leerjaar", "students"])
    homes = homes[homes.students > 0].reset_index(drop=True)
    masked = with_masks(homes.assign(**dict.fromkeys(ENDS, homes.students)), share)
    offers = snapshot.offers.assign(soort="VMBO", leerjaar=3, sex="")
    columns = ["brin6", "soort", "leerweg", "profiel", "leerjaar", "sex", *ENDS]
    return {"herkomst": masked, "pupils": offers[columns]}
