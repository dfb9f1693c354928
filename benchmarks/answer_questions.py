"""What each country is asked, so that answers before and after can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COMMANDS: Final = (
    "reach",
    "reach --format json",
    "reach --area gemeente --format csv",
    "reach --area pc4 --profiel techniek --leerweg gl --format csv",
    "reach --within 5000,10000,15000 --format csv",
    "reach --denominator leerweg --format json",
    "reach --students gravity --profiel PIE --at-least 0.9",
    "reach --students inhabitants:10-14 --smallest 0 --area rmc --format csv",
    "reach --area provincie --profiel techniek --format gpkg -o OUT/bereik.gpkg",
    "choice",
    "choice --area gemeente --denominator leerweg --format json",
    "tables",
    "tables --format json",
    "denominators --format json",
    "fragile -o OUT",
    "map --in Zeeland --profiel PIE -o OUT/kaart.html",
    "map --leerweg bl --denominator common -o OUT/kaart.html",
    "what-if SCENARIO -o OUT",
    "what-if SCENARIO -o OUT --denominator common --within 7500 --smallest 0",
)
"""What every country is asked on the command line; the snapshot follows the verb."""

ROAD_COMMANDS: Final = (
    "reach --students own --sex v --format csv",
    "reach --students herkomst --area provincie --format csv",
    "reach --mode bike --area gemeente --format json",
    "reach --mode bike --unit s --within 1200,2400 --format csv",
    "reach --mode walk --within 3000 --denominator leerweg --format csv",
    "choice --mode bike --leerweg gl --format csv",
    "compare",
    "compare --modes straight,bike --format json",
    "compare --modes bike,car --within 7500 --denominator leerweg --format csv",
    "what-if SCENARIO -o OUT --mode bike",
    "fragile --mode bike --area rmc -o OUT",
    "map --in Zeeland --mode bike -o OUT/kaart.html",
    "site -k 3 --in Zeeland",
    "site -k 3 --in Zeeland --mode bike --show alternatives --format json",
    "site --objective fewest --share 0.9 --in Zeeland --format csv",
    "attendance --format json",
    "facilities --mode bike --format json",
    "sharing --in Zeeland --within 8000 --show groups --format json",
)
"""What a country with roads and facilities is asked besides."""

REFUSED_COMMANDS: Final = ("reach --mode bike", "site -k 2", "tables B3.4")
"""What a country without them cannot answer: the sentence counts as figures."""

PAGES: Final = (
    "/bereik",
    "/bereik?f=csv",
    "/bereik?f=xlsx&profiel=PIE",
    "/bereik?f=html&profiel=techniek",
    "/bereik?gebiedsindeling=gemeente&leerweg=gl&drempel=5000,10000,15000&f=csv",
    "/bereik?gebiedsindeling=provincie&gebied={provincie}&noemer=leerweg",
    "/bereik?gebiedsindeling=provincie&profiel=techniek&leerweg=gl&f=geojson",
    "/bereik?leerlingen=gravity&noemer=leerweg&profiel=PIE,BWI",
    "/bereik?leerlingen=inhabitants:10-14&gebiedsindeling=pc4&profiel=MaT&f=csv",
    "/bereik?drempl=5000",
    "/keuzes",
    "/keuzes?gebiedsindeling=gemeente&noemer=leerweg&leerweg=gl&f=csv",
    "/effect?als={als}",
    "/effect?als={als}&gebiedsindeling=gemeente&noemer=leerweg&f=csv",
    "/effect?als={als}&gebiedsindeling=provincie&profiel=PIE&f=geojson",
    "/kaart/effect?als={als}&profiel=PIE&leerweg=gl",
    "/kaart/effect?als={als}&profiel=techniek&leerweg=bl&drempel=5000",
    "/kaart/cijfers?profiel=PIE&leerweg=gl",
    "/kaart/cijfers?profiel=techniek&leerweg=bl&noemer=leerweg",
    "/kaart/cijfers?profiel=M%26T&leerweg=kl&drempel=5000",
    "/kaart/gebieden?gebiedsindeling=gemeente",
    "/postcodes/{postcode}/bereik",
    "/postcodes/{postcode}/bereik?noemer=leerweg&drempel=5000&profiel=techniek",
    "/vestigingen/{vestiging}",
    "/kwetsbaarheid",
    "/kwetsbaarheid?soort=aanbod&noemer=gezamenlijk&f=csv",
    "/tabellen",
    "/tabellen/B3.1",
    "/tabellen/B3.3",
    "/tabellen/B3.4",
    "/tabellen/B3.5",
    "/tabellen/B3.6",
    "/tabellen/B3.6?f=csv",
    "/tabellen/figuur-B3.6",
    "/tabellen/figuur-B3.7",
    "/collections/vestigingen/items?limit=1000",
    "/collections/postcodes/items?limit=500",
    "/snapshots",
)
"""What every country is asked over HTTP, under /v1."""

ROAD_PAGES: Final = (
    "/bereik?modus=fiets",
    "/bereik?modus=auto&eenheid=s&drempel=600&gebiedsindeling=provincie&f=csv",
    "/keuzes?modus=fiets",
    "/effect?als={als}&modus=fiets&profiel=PIE",
    "/kaart/effect?als={als}&modus=fiets&profiel=PIE&leerweg=gl",
    "/kaart/cijfers?profiel=PIE&leerweg=gl&modus=fiets",
    "/kaart/cijfers?profiel=BWI&leerweg=bl&modus=auto&eenheid=s&drempel=900",
    "/kaart/cijfers?profiel=techniek&leerweg=gl&modus=lopen&drempel=3000",
    "/postcodes/{postcode}/bereik?modus=fiets",
    "/kwetsbaarheid?modus=fiets&drempel=7500",
    "/faciliteiten/bereik?modus=fiets",
    "/faciliteiten/bereik?gebied=Zeeland&toon=leeg&f=csv",
    "/plekken/winst?gebied=Zeeland&plek=Y291,Y303",
    "/keuzevakken/deling?gebied=Zeeland&drempel=8000&toon=groepen",
    "/collections/faciliteiten/items?limit=100",
)
"""What a country with roads and facilities is asked besides."""

POINTED_COMMANDS: Final = frozenset(
    {"reach", "choice", "attendance", "map", "compare", "what-if", "fragile"}
)
"""Of the commands above those that take points that stand for a postcode."""

POINTED_PAGES: Final = (
    *("/v1/bereik", "/v1/keuzes", "/v1/effect", "/v1/kaart/", "/v1/postcodes/"),
    *("/v1/kwetsbaarheid", "/v1/gebieden/", "/v1/scenarios/"),
)
"""How the addresses begin that take them."""

POLYGON: Final = {
    "type": "Polygon",
    "coordinates": [[[4.0, 51.7], [5.3, 51.8], [5.2, 52.3], [4.2, 52.2], [4.0, 51.7]]],
}


@dataclass(frozen=True)
class Country:
    """A snapshot, and what it is asked about.

    Parameters
    ----------
    name
        Begins the name of each of its answers.
    has_roads
        Roads and facilities, pupils of primary schools and homes by vestiging.
    als
        A close, an open, a merge, a move and a new place, as `/v1/effect` takes them.
    provincie, postcode, vestiging
        Codes of an area, a postcode and a vestiging in it.
    """

    name: str
    has_roads: bool
    als: str
    provincie: str
    postcode: str
    vestiging: str

    @property
    def commands(self) -> tuple[str, ...]:
        """What it is asked on the command line."""
        return COMMANDS + (ROAD_COMMANDS if self.has_roads else REFUSED_COMMANDS)

    @property
    def pages(self) -> list[str]:
        """What it is asked over HTTP."""
        pages = PAGES + (ROAD_PAGES if self.has_roads else ROAD_PAGES[:1])
        return [f"/v1{page.format(**vars(self))}" for page in pages]


EXAMPLE: Final = Country(
    name="example",
    has_roads=True,
    als="sluit-XA0701_sluit-XA0000-D%26P-gl_open-XD3500-MaT-gl_samen-XD3800-XC4600"
    "_verplaats-XA1401-V171_nieuw-V171-PIE-gl",
    provincie="VB-PV03",
    postcode="V171",
    vestiging="XA0000",
)
REAL: Final = Country(
    name="real",
    has_roads=False,
    als="sluit-12IR00_sluit-00AH17-E%26O-bl_open-00AH07-MaT-gl_samen-00AH08-00AH00"
    "_verplaats-00AH17-7811_nieuw-7541-PIE-gl",
    provincie="Zeeland",
    postcode="7811",
    vestiging="00AH17",
)
