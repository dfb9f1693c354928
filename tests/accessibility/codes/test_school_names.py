"""Short names of schools: what people say, never empty, never two words for one."""

from __future__ import annotations

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
