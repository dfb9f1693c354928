"""What people are called follows from the demand model that counts them."""

from __future__ import annotations

import pytest

from accessibility.codes import Denominator, Leerweg
from accessibility.counting import people_by_leerweg, people_of


@pytest.mark.parametrize(
    ("method", "denominator", "leerweg", "plural", "one", "label"),
    [
        (
            "inhabitants:10-14",
            Denominator.COMMON,
            Leerweg.GL,
            "kinderen van 10-14",
            "kind van 10-14",
            "kinderen van 10-14",
        ),
        (
            "inhabitants:18-24",
            Denominator.COMMON,
            None,
            "inwoners van 18-24",
            "inwoner van 18-24",
            "inwoners van 18-24",
        ),
        (
            "own",
            Denominator.LEERWEG,
            Leerweg.GL,
            "derdejaars van de gl",
            "derdejaars van de gl",
            "derdejaars van de gl",
        ),
        ("own", Denominator.LEERWEG, None, "derdejaars", "derdejaars", "derdejaars"),
        (
            "herkomst",
            Denominator.COMMON,
            Leerweg.GL,
            "derdejaars van bl, kl en gl",
            "derdejaars van bl, kl en gl",
            "geschat aantal derdejaars van bl, kl en gl",
        ),
        (
            "gravity",
            Denominator.LEERWEG,
            Leerweg.GL,
            "gl-leerlingen",
            "gl-leerling",
            "geschat aantal gl-leerlingen",
        ),
        (
            "gravity:0.3",
            Denominator.COMMON,
            Leerweg.GL,
            "vmbo-leerlingen",
            "vmbo-leerling",
            "geschat aantal vmbo-leerlingen",
        ),
    ],
)
def test_dutch_words_follow_the_method(
    method: str,
    denominator: Denominator,
    leerweg: Leerweg | None,
    plural: str,
    one: str,
    label: str,
) -> None:
    assert people_of(method, denominator, leerweg).nl == (plural, one, label)


def test_english_says_the_same() -> None:
    gravity = people_of("gravity", Denominator.LEERWEG, Leerweg.KL).en
    assert gravity == ("kl pupils", "kl pupil", "estimated number of kl pupils")
    children = people_of("inhabitants:10-14", Denominator.COMMON).en
    assert children.one == "child aged 10-14"
    own = people_of("own", Denominator.COMMON).en
    assert own.plural == "third-years of bl, kl and gl"


def test_each_leerweg_has_its_words() -> None:
    asked = (Leerweg.BL, Leerweg.GL)
    words = people_by_leerweg("own", Denominator.LEERWEG, asked)
    assert [one.nl.plural for one in words.values()] == [
        "derdejaars van de bl",
        "derdejaars van de gl",
    ]
    assert list(words) == ["bl", "gl"]
