"""What one number rests on, as a paragraph of Dutch that can stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import Denominator
from accessibility.counting import people_of
from maps import dutch
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    from accessibility.reports import Explanation
    from accessibility.snapshot import Manifest

_OF_WHOM: Final = {
    Denominator.COMMON: (
        "allen van de drie beroepsgerichte leerwegen samen, zoals tabel B3.6 van de "
        "monitor doet"
    ),
    Denominator.LEERWEG: "wie deze leerweg volgt",
    Denominator.PROFIELEN: "wie een profiel volgt",
}


def rule(explanation: Explanation) -> str:
    """Say by which rule somebody counts as reached, and of whom that is a part."""
    question = explanation.question
    way = dutch.threshold(question.threshold, question.unit)
    offer = dutch.offer_words(*question.pair)
    return (
        f"Bereikt is wie binnen {way} {dutch.MODE_WORDS[question.mode]} van huis een "
        f"vestiging heeft met {offer}: met minstens één derdejaars, of zo opgegeven. "
        f"Het deel is genomen van {_OF_WHOM[question.denominator]}."
    )


def paragraph(explanation: Explanation, manifest: Manifest, method: str) -> str:
    """Return what a number is, what it rests on, and how sure it is.

    Parameters
    ----------
    explanation
        Of one cell.
    manifest
        Dates and sources that were used.
    method
        The demand model that counts students.
    """
    told = (
        _finding(explanation, method),
        rule(explanation),
        _rests_on(explanation),
        _sure(explanation),
        dutch.demand_words(method),
        f"Peildata: {dates_line(manifest)}.",
        f"Bronnen: {'; '.join(source_lines(manifest))}.",
    )
    return " ".join(one for one in told if one)


def _finding(explanation: Explanation, method: str) -> str:
    figure, question = explanation.figure, explanation.question
    name = explanation.region.name
    if figure["suppressed"]:
        return f"In {name} wonen te weinig leerlingen om een deel te tonen."
    who = people_of(method, question.denominator, question.pair[1]).nl.plural
    share = dutch.percentage(figure["share"])
    reached, everyone = (dutch.number(figure[one]) for one in ("reached", "students"))
    return (
        f"{name}: {share} van de {who} kan {dutch.offer_words(*question.pair)} volgen, "
        f"{reached} van {everyone}."
    )


def _rests_on(explanation: Explanation) -> str:
    postcodes, schools = explanation.postcodes, explanation.schools
    several = schools.brin6.nunique()
    hidden = explanation.hidden
    first = (
        f"Het getal komt van {len(postcodes)} postcodes, waarvan het dichtstbijzijnde "
        f"aanbod bij {several} vestiging{'en' if several > 1 else ''} ligt."
        if several
        else f"Het getal komt van {len(postcodes)} postcodes zonder aanbod dichtbij."
    )
    if not hidden:
        return first
    return f"{first} Van {hidden} daarvan zijn de aantallen te klein om te tonen."


def _sure(explanation: Explanation) -> str:
    figure: dict[str, Any] = explanation.figure
    likely = dutch.between(figure["likely_low"], figure["likely_high"])
    certain = dutch.between(figure["share_low"], figure["share_high"])
    words = [dutch.likely(likely) if likely else "", dutch.certain(certain)]
    said = " · ".join(one for one in words if one)
    return f"Hoe zeker: {said}." if said else ""
