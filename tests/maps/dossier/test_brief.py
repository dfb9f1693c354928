"""Page one of a dossier: the outcome in one figure, and what the law still asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.codes import TECHNIEK, Denominator, Leerweg, Profiel, same
from accessibility.licence import Check, Outcome, Review
from accessibility.licence.check import POINTS
from accessibility.questions import Question
from accessibility.reports import impact_of
from accessibility.scenario import Interest, LicenceFacts, OpenOffer, Scenario
from accessibility.study import Study
from maps import dutch
from maps.dossier.brief import brief, figure_of
from maps.dossier.front import NOBODY, Front
from maps.dossier.speech import NL
from maps.dossier.words import counted_outcomes, headline_row
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.reports import Impact

QUESTION = Question(denominator=Denominator.LEERWEG, students="own")
OPENING = (OpenOffer("X00001", Profiel.MT, Leerweg.GL),)


def made(facts: LicenceFacts | None = None) -> Impact:
    scenario = Scenario("t", "small", OPENING)
    study = Study(whole_country())
    return impact_of(study, scenario, QUESTION, facts=facts or LicenceFacts())


def check(title: str, outcome: Outcome) -> Check:
    return Check(same(title), same("art. 1"), (), outcome)


@pytest.fixture(scope="module")
def opening() -> Impact:
    return made()


def test_the_figure_is_how_many_get_their_first_offer(opening: Impact) -> None:
    told, row = figure_of(opening, NL), headline_row(opening)
    assert told.figure == f"{dutch.number(row.gained_first)} derdejaars van de gl"
    assert told.says == "krijgen voor het eerst M&T in de gl binnen 10 km hemelsbreed"
    likely, certain = (
        dutch.between_people(low, high)
        for low, high in (
            (row.gained_first_likely_low, row.gained_first_likely_high),
            (row.gained_first_low, row.gained_first_high),
        )
    )
    assert told.ends == f"waarschijnlijk {likely} · zeker is alleen: {certain}"


def test_of_a_model_the_likely_ends_are_likely_and_nothing_is_certain(
    opening: Impact,
) -> None:
    guessed = replace(opening, students=replace(opening.students, method="gravity"))
    assert figure_of(guessed, NL).ends == figure_of(opening, NL).ends
    _, sure = brief(guessed, NOBODY)["sure"]
    assert sure.startswith("De richting is waarschijnlijk, niet zeker.")


def test_a_scenario_without_effect_is_about_nobody(opening: Impact) -> None:
    idle = replace(opening, headline=None)
    page = brief(idle, NOBODY)
    assert page["figure"] == "Niemand"
    assert page["map"] is None
    assert page["flips"] == []


def test_the_front_tells_what_was_given_and_nothing_else(opening: Impact) -> None:
    basis = "basis: small (voorbeeldgegevens)"
    full = Front("RPO Noord", "Directie VO", "2026-11-26")
    assert brief(opening, full)["front"] == (
        "Dossier voor Directie VO · gevraagd door RPO Noord · gemaakt 26 november 2026 "
        f"· {basis}"
    )
    assert brief(opening, NOBODY)["front"] == basis.capitalize()


def test_the_light_tells_who_filled_it_in() -> None:
    asked = Interest(50, 1_000, 2_000, 4, 0.5)
    facts = LicenceFacts(in_scholengemeenschap=True, interest=asked)
    for given, light in ((None, "undecided"), (facts, "given")):
        rows = brief(made(given), NOBODY)["checks"]["rows"]
        (row,) = [one for one in rows if one["title"].startswith("Verwachte")]
        assert row["light"] == light
        said = "vul in of het vbo" if light == "undecided" else "met wat is ingevuld"
        assert said in row["outcome"]


def test_what_is_missing_is_told_without_names_of_members(opening: Impact) -> None:
    rows = brief(opening, NOBODY)["checks"]["rows"]
    (row,) = [one for one in rows if one["title"].startswith("Aaneengesloten")]
    assert row["outcome"] == "niet te bepalen: vul de gemeenten van het RPO in"


def test_what_is_not_met_comes_first_on_page_one(opening: Impact) -> None:
    checks = (
        *(check(f"goed {k}", Outcome.MET) for k in range(12)),
        check("mis", Outcome.NOT_MET),
    )
    judged = replace(opening, review=Review(checks, (), checks))
    told = brief(judged, NOBODY)["checks"]
    assert told["rows"][0]["title"] == "mis"
    assert [row["light"] for row in told["rows"]][:2] == ["not_met", "met"]
    assert "Alle 13 toetsen" in told["legend"]
    assert counted_outcomes(checks, NL) == "12 voldoet en 1 voldoet niet"


def test_a_check_that_fails_tells_by_how_much(opening: Impact) -> None:
    failed = replace(check("Toets", Outcome.NOT_MET), margin=-4.8, unit=POINTS)
    judged = replace(opening, review=replace(opening.review, checks=(failed,)))
    [row] = brief(judged, NOBODY)["checks"]["rows"]
    assert row["outcome"].startswith("voldoet niet (marge -4,8 procentpunt)")


def test_a_check_that_fails_tells_what_is_to_be_done(opening: Impact) -> None:
    failed = replace(check("Toets", Outcome.NOT_MET), remark=same("vraag het aan"))
    judged = replace(opening, review=replace(opening.review, checks=(failed,)))
    told = brief(judged, NOBODY)["checks"]
    assert told["rows"][0]["outcome"].endswith(": vraag het aan")
    assert "De toets met invoer en marge: bijlage 6." in told["legend"]


def test_numbers_of_people_and_what_they_do_agree(opening: Impact) -> None:
    assert opening.headline is not None
    profiel, leerweg = opening.headline
    table = opening.national.assign(gained_second=1.0, lost_other=12.0)
    pair = (table.profiel == profiel) & (table.leerweg == leerweg)
    told = brief(replace(opening, national=table[pair]), NOBODY)["points"][1]
    assert told == "Daarnaast: 1 krijgt er een keuze bij en 12 verliezen een keuze."


def test_that_more_changes_than_one_pair_is_told(opening: Impact) -> None:
    one = opening.national[opening.national.profiel != TECHNIEK]
    told = []
    for pairs in (1, 2, 4):
        national = pd.concat([one] * pairs)
        points = brief(replace(opening, national=national), NOBODY)["points"]
        told.append(points[1].partition("aanbod. ")[2])
    assert told == [
        "",
        "Nog 1 combinatie van profiel en leerweg verandert: bijlage 1.",
        "Nog 3 combinaties van profiel en leerweg veranderen: bijlage 1.",
    ]
