"""What the closure of each vestiging, or of each offer, would cost, one at a time."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from accessibility.codes import TECHNIEK, profielen_of
from accessibility.counting import Whom
from accessibility.effects import offer_closures, vestiging_closures
from accessibility.measures import all_pairs, outside_note

if TYPE_CHECKING:
    from accessibility.effects import EffectBase
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


LOST_WORDS: Final = (
    "lost_only_low and lost_only_high are guaranteed, wherever in their postcode "
    "students live and whatever masks or a rounding hide; between lost_only_likely_low "
    "and lost_only_likely_high they very likely are"
)
POINT_WORDS: Final = (
    "students are taken to live at the point of their postcode: their ends tell what "
    "counts hide, and guarantee nothing of where in it they live"
)


def closing_base(study: Study, question: Question) -> EffectBase:
    """Return what closures of the profielen and leerwegen of a question start from."""
    named = [one.value for name in question.profielen for one in profielen_of(name)]
    profielen = (*dict.fromkeys(named), TECHNIEK)
    asked = replace(question, profielen=profielen)
    return study.effect_base(asked, only_pairs=set(asked.pairs) != set(all_pairs()))


def closing_notes(base: EffectBase, question: Question) -> tuple[str, ...]:
    """Say what the ends of closures are, and who lives where no road is known."""
    whom = Whom(question.denominator, question.leerwegen[0])
    beyond = outside_note(base.nearest, base.students, whom)
    ends = POINT_WORDS if base.site_spans is None else LOST_WORDS
    return (ends, *([beyond] if beyond else []))


def closures(study: Study, question: Question, closing: Closing) -> Answer:
    """Rank single closures by the students who lose their only option, worst first.

    Returns
    -------
    Answer
        Columns of `accessibility.effects.vestiging_closures` or `offer_closures`,
        with `naam` and `plaats` after `brin6`.
    """
    base = closing_base(study, question)
    table = _RANKED[closing](base)
    sites = study.snapshot.vestigingen.set_index("brin6")[["naam", "plaats"]]
    named = table[["brin6"]].join(sites, on="brin6").join(table.drop(columns="brin6"))
    notes = closing_notes(base, question)
    return study.told(named, question, base.students, notes=notes)
