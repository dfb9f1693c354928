"""The sentences of a dossier, and what its pages say."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from accessibility.codes import AreaKind, Leerweg, Mode, Profiel
from accessibility.scenario.edits import (
    KINDS,
    AddLine,
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Edit,
    Forecast,
    FoundVestiging,
    LapseLicences,
    LineHeadway,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
    Place,
    PlannedOffer,
    RemoveLine,
    RemoveStop,
)
from accessibility.scenario.road_edits import Closing
from maps.dossier.edits import Names, closing_words, edit_words
from maps.dossier.speech import EN, NL
from maps.dossier.words import (
    CERTAIN,
    LIKELY,
    NO_EFFECT,
    ONLY_CHOICE,
    ONLY_NUMBERS,
    UNDECIDED,
    certainty,
    counted,
)
from tests.small_country import country

HERE = Place(120_000.0, 420_000.0)
NAMES = Names({"X00001": "De Brug", "X00002": "De Poort"})
ENGLISH_NAMES = replace(NAMES, say=EN)
SENTENCES: list[tuple[Edit, str]] = [
    (
        OpenOffer("X00001", Profiel.PIE, Leerweg.GL),
        "Open PIE in de gl op De Brug (X00001).",
    ),
    (
        CloseOffer("X00001", Profiel.PIE, Leerweg.GL),
        "Sluit PIE in de gl op De Brug (X00001).",
    ),
    (CloseVestiging("X00001"), "Sluit vestiging De Brug (X00001)."),
    (
        MergeVestiging("X00001", "X00002"),
        "Voeg De Brug (X00001) samen met De Poort (X00002); het aanbod gaat mee.",
    ),
    (
        MoveVestiging("X00001", HERE),
        "Verplaats De Brug (X00001) naar RD 120.000, 420.000.",
    ),
    (
        FoundVestiging("X00009", "n", HERE, (PlannedOffer(Profiel.BWI, Leerweg.GL),)),
        "Sticht X00009 (X00009) met BWI in de gl.",
    ),
    (
        LapseLicences("2026-07-31"),
        "Laat licenties vervallen die eindigen op of voor 31 juli 2026.",
    ),
    (
        Forecast(AreaKind.GEMEENTE, "Emmen", 0.9),
        "Reken in gemeente Emmen met 10,0% minder leerlingen.",
    ),
    (
        OwnCount("7741", Leerweg.GL, 3.0),
        "Reken in 7741 met een eigen aantal gl-leerlingen.",
    ),
    (
        CloseLink(Mode.BIKE, HERE),
        "Sluit de verbinding voor de fiets bij RD 120.000, 420.000.",
    ),
    (
        CloseLink(Mode.CAR, HERE, metres=250.0),
        "Sluit 250 m weg voor de auto bij RD 120.000, 420.000.",
    ),
    (
        CloseLink(Mode.BIKE, HERE, what="bridge"),
        "Sluit de brug voor de fiets bij RD 120.000, 420.000.",
    ),
    (
        CloseLink(Mode.BIKE, name="Lange Brug"),
        "Sluit Lange Brug voor de fiets.",
    ),
    (
        CloseLink(Mode.BIKE, between=(HERE, Place(121_000.0, 420_000.0))),
        (
            "Sluit de kortste weg voor de fiets van RD 120.000, 420.000 naar "
            "RD 121.000, 420.000."
        ),
    ),
    (
        AddLink(Mode.BIKE, HERE, Place(121_000.0, 420_000.0), 4.0),
        (
            "Leg een verbinding voor de fiets aan van RD 120.000, 420.000 naar "
            "RD 121.000, 420.000."
        ),
    ),
    (RemoveLine("L1"), "Hef lijn L1 op."),
    (RemoveStop("S1"), "Laat niets meer stoppen bij halte S1."),
    (
        LineHeadway("L1", 15.0, "06:00", "20:00"),
        "Laat lijn L1 elke 15 minuten vertrekken, van 06:00 tot 20:00.",
    ),
    (
        AddLine("L9", ("S1", "S2"), 30.0, "07:00", "19:00"),
        (
            "Voeg lijn L9 toe langs S1 - S2, elke 30 minuten vertrekken, van 07:00 "
            "tot 19:00."
        ),
    ),
]


@pytest.mark.parametrize(("edit", "said"), SENTENCES)
def test_an_edit_in_dutch(edit: Edit, said: str) -> None:
    assert edit_words(edit, NAMES) == said


@pytest.mark.parametrize("edit", [edit for edit, _ in SENTENCES])
def test_an_edit_in_english_tells_the_same_places(edit: Edit) -> None:
    english = edit_words(edit, ENGLISH_NAMES)
    dutch = edit_words(edit, NAMES)
    assert english != dutch
    assert codes(english) == codes(dutch)


def codes(words: str) -> list[str]:
    """Return codes and whole numbers, whichever marks they are written with."""
    plain = re.sub(r"(?<=\d)[.,](?=\d)", "", words)
    return sorted(set(re.findall(r"\b[A-Z]+\d\w*|\b\d{3,}\b", plain)))


def test_every_kind_of_edit_has_words() -> None:
    assert {type(edit) for edit, _ in SENTENCES} == set(KINDS.values())


@pytest.mark.parametrize(
    ("gained", "lost", "said"),
    [
        ((0, 0), (0, 0), NO_EFFECT),
        ((0, 0), (3, 9), CERTAIN),
        ((5, 9), (0, 0), CERTAIN),
        ((0, 9), (0, 0), UNDECIDED),
        ((2, 4), (3, 5), UNDECIDED),
    ],
)
def test_a_direction_is_certain_if_every_count_gives_it(
    gained: tuple[int, int], lost: tuple[int, int], said: str
) -> None:
    row = SimpleNamespace(
        gained_second_high=0,
        lost_other_high=0,
        before=10.0,
        after=10.0,
        gained_first_low=gained[0],
        gained_first_high=gained[1],
        lost_only_low=lost[0],
        lost_only_high=lost[1],
    )
    assert certainty(row) == said


@pytest.mark.parametrize(
    ("second", "other", "after", "said"),
    [
        (5, 0, 10.0, ONLY_CHOICE),
        (0, 4, 10.0, ONLY_CHOICE),
        (0, 0, 9.0, ONLY_NUMBERS),
        (0, 0, 10.0, NO_EFFECT),
    ],
)
def test_what_changes_beside_the_only_option_is_named(
    second: int, other: int, after: float, said: str
) -> None:
    row = SimpleNamespace(
        gained_first_high=0,
        lost_only_high=0,
        gained_second_high=second,
        lost_other_high=other,
        before=10.0,
        after=after,
    )
    assert certainty(row) == said


def test_a_place_is_told_by_its_postcode() -> None:
    snapshot = country()
    home = snapshot.postcodes.geometry.iloc[3]
    edit = CloseLink(Mode.WALK, Place(home.x + 1, home.y))
    said = edit_words(edit, Names({}, snapshot))
    assert said.startswith("Sluit de verbinding voor voetgangers bij A003 Dorp (RD ")
    everywhere = Forecast(AreaKind.NL, "NL", 1.05, Leerweg.GL)
    words = "Reken in het hele land met 5,0% meer gl-leerlingen."
    assert edit_words(everywhere, NAMES) == words


def test_what_was_closed_is_told_in_metres() -> None:
    whole = Closing(Mode.BIKE, 3, 412.4, ("Lange Brug",))
    said = "Gesloten voor de fiets: 412 m weg in 3 stukken (Lange Brug)."
    assert closing_words(whole, NL) == said
    assert "200 m weg in 1 stuk." in closing_words(Closing(Mode.CAR, 1, 200.0), NL)
    assert closing_words(Closing(Mode.WALK, 1, 0.0), NL).startswith("Doorgeknipt voor")


def test_nothing_of_a_model_is_certain() -> None:
    row = SimpleNamespace(
        gained_first_low=0, gained_first_high=0, lost_only_low=3, lost_only_high=9
    )
    assert certainty(row) == CERTAIN
    assert certainty(row, modelled=True) == LIKELY


def test_a_direction_is_likely_if_every_likely_count_gives_it() -> None:
    row = SimpleNamespace(
        gained_first_low=0,
        gained_first_likely_low=2,
        gained_first_high=9,
        gained_first_likely_high=4,
        lost_only_low=0,
        lost_only_likely_low=0,
        lost_only_likely_high=1,
        lost_only_high=5,
    )
    assert certainty(row) == LIKELY
    row.lost_only_likely_high = 3
    assert certainty(row) == UNDECIDED


@pytest.mark.parametrize(
    ("low", "middle", "high", "said"),
    [
        (10.3, 10.3, 10.3, "10"),
        (1, 2.5, 4, "3 (1 tot 4)"),
        (1234, 1234.4, 1235, "1.234 (1.234 tot 1.235)"),
        (1, float("nan"), 4, "-"),
    ],
)
def test_people_are_whole_with_their_ends(
    low: float, middle: float, high: float, said: str
) -> None:
    row = SimpleNamespace(lost_low=low, lost=middle, lost_high=high)
    assert counted(row, "lost", NL) == said


def test_likely_ends_are_written_where_they_are_known() -> None:
    row = SimpleNamespace(
        lost_low=0, lost_likely_low=80, lost=95, lost_likely_high=110, lost_high=500
    )
    assert counted(row, "lost", NL) == "95 (80 tot 110)"
