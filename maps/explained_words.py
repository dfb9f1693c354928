"""What one number rests on, as a paragraph of Dutch that can stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps import dutch
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    from accessibility.reports import Explanation
    from accessibility.snapshot import Manifest


def rule(explanation: Explanation) -> str:
    """Say by which rule somebody counts as reached, and of whom that is a part."""
    question = explanation.question
    way = dutch.threshold(question.threshold, question.unit)
    offer = dutch.offer_words(*question.pair)
    return (
        f"Bereikt is wie binnen {way} {dutch.MODE_WORDS[question.mode]} van huis een "
        f"vestiging heeft met {offer}: met minstens één derdejaars, of zo opgegeven. "
        f"Het deel is genomen van alle {_who(explanation)}."
    )


def _who(explanation: Explanation) -> str:
    """Return what those are called of whom the share is taken, plural."""
    leerweg = explanation.question.pair[1]
    return explanation.header.people[leerweg.value].nl.plural


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
        _finding(explanation),
        rule(explanation),
        _rests_on(explanation),
        _sure(explanation),
        dutch.demand_words(method),
        f"Peildata: {dates_line(manifest)}.",
        f"Bronnen: {'; '.join(source_lines(manifest))}.",
    )
    return " ".join(one for one in told if one)


def _finding(explanation: Explanation) -> str:
    figure, pair = explanation.figure, explanation.question.pair
    name = explanation.region.name
    if figure["suppressed"]:
        return f"In {name} wonen te weinig leerlingen om een deel te tonen."
    share = dutch.percentage(figure["share"])
    reached, everyone = (dutch.number(figure[one]) for one in ("reached", "students"))
    return (
        f"{name}: {share} van de {_who(explanation)} kan "
        f"{dutch.offer_words(*pair)} volgen, "
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
    certain = dutch.certain_share(figure["share_low"], figure["share_high"])
    words = [dutch.likely(likely) if likely else "", certain]
    said = " · ".join(one for one in words if one)
    return f"Hoe zeker: {said}." if said else ""
