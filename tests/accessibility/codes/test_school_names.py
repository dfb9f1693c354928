"""Short names of schools: what people say, never empty, never two words for one."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import Final

import pytest

from accessibility.codes.school_names import short_name

SAID = {
    "Openbare Scholengemeenschap Het Stedelijk Lyceum Havo Mavo Vbo Lwoo": (
        "Het Stedelijk Lyceum"
    ),
    "Protestants Scholengemeenschap Het Noordik voor Lyceum Havo Mavo Vbo Lwoo": (
        "Het Noordik"
    ),
    "Canisius College Lyceum Havo Mavo Vbo  Lwoo locatie Het Rijks VMBO Campus": (
        "Canisius College, Het Rijks VMBO Campus"
    ),
    "Visser t Hooft Lyceum Lyceum Havo Mavo Vbo Lwoo": "Visser t Hooft Lyceum",
    "Christelijk Scholengemeenschap voor Lyceum Havo Mavo Vbo Lwoo Insula": "Insula",
    "Scholengemeenschap ZAAM West voorVwo Havo Mavo Vbo Lwoo": "ZAAM West",
    "Greijdanus School voor LWOO VMBO HAVO VWO": "Greijdanus School",
    "Mavo Schravenlant XL voor mavo en vmbo": "Mavo Schravenlant XL",
    "Reggesteyn Christelijke Scholengemeenschap voor Pro-Vmbo-Havo-Atheneum": (
        "Reggesteyn"
    ),
    "Wartburg College voor chr. VO op ref. grondslag voor lyc havo mavo vbo PrO": (
        "Wartburg College"
    ),
    "Esloo VO voor bijzonder vwo, havo, mavo, vmbo, pro  - Esloo College": (
        "Esloo VO - Esloo College"
    ),
    "Comenius Chr. Scholengrp v. vwo havo mavo vbo lwoo, vest. Capell a/d IJssel": (
        "Comenius Chr. Scholengrp, Capell a/d IJssel"
    ),
    "Esprit Scholengroep voor Luceum Havo Mavo Vbo Lwoo": "Esprit",
    "De Pijler school voor praktijk onderwijs": "De Pijler school",
    "Zone.college vmbo Enschede": "Zone.college vmbo Enschede",
    "Noordzee Onderwijs Groep- locatie Maritiem College IJmuiden": (
        "Noordzee Onderwijs Groep, Maritiem College IJmuiden"
    ),
    "Voortgezet Onderwijs Veghel, Fioretti College": (
        "Voortgezet Onderwijs Veghel, Fioretti College"
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_a_school_is_called_what_people_say(name: str) -> None:
    assert short_name(name) == SAID[name]


@pytest.mark.parametrize("name", ["School voor vmbo", "Vmbo", "De School", "SG", ""])
def test_a_name_is_never_emptied(name: str) -> None:
    assert bool(short_name(name)) == bool(name)


@pytest.mark.parametrize("name", sorted(SAID.values()))
def test_a_short_name_stays_as_it_is(name: str) -> None:
    assert short_name(name) == name


_LEFT_OVER: Final = re.compile(
    r"\bvoor (lyceum|atheneum|gymnasium|havo|mavo|vbo|vwo|vmbo|bijzonder|openbaar)"
    r"|\bhavo,? mavo\b|\blwoo\b|[ ,(-]$|^[ ,)]|\bv\.?$",
    re.IGNORECASE,
)


@pytest.mark.realdata
def test_names_of_the_register_lose_their_types_and_nothing_else() -> None:
    path = Path(os.environ["BEREIK_REALDATA"], "duo", "alle-vestigingen-vo.csv")
    with path.open(encoding="latin-1", newline="") as file:
        names = {row["VESTIGINGSNAAM"] for row in csv.DictReader(file, delimiter=";")}
    short = {name: short_name(name) for name in names}
    assert len(names) > 1_000
    assert {name for name, said in short.items() if not said} == set()
    assert [said for said in short.values() if _LEFT_OVER.search(said)] == []
    # Whoever has a short name keeps it, and nobody is given words of another.
    assert all(len(short_name(said)) <= len(said) for said in short.values())
