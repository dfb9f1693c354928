"""What the closure of each vestiging, or of each offer, would cost, one at a time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from accessibility.counting import Whom
from accessibility.effects import hanging, offer_closures, vestiging_closures
from accessibility.measures import outside_note

if TYPE_CHECKING:
    from accessibility.questions import Answer, Question
    from accessibility.study import Study


class Closing(StrEnum):
    """What is closed, one at a time."""

    VESTIGINGEN = "vestigingen"
    OFFERS = "offers"


_RANKED: Final = {
    Closing.VESTIGINGEN: vestiging_closures,
    Closing.OFFERS: offer_closures,
}


def closures(study: Study, question: Question, closing: Closing) -> Answer:
    """Rank single closures by the students who lose their only option, worst first.

    Returns
    -------
    Answer
        Columns of `accessibility.effects.vestiging_closures` or `offer_closures`,
        with `naam` and `plaats` after `brin6`.
    """
    base = study.effect_base(question)
    table = _RANKED[closing](base, hanging(base))
    sites = study.snapshot.vestigingen.set_index("brin6")[["naam", "plaats"]]
    named = table[["brin6"]].join(sites, on="brin6").join(table.drop(columns="brin6"))
    whom = Whom(question.denominator, question.leerwegen[0])
    beyond = outside_note(base.nearest, base.students, whom)
    return study.told(named, question, base.students, notes=[beyond] if beyond else [])
