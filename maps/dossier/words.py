"""The sentences of a dossier: changes, consequences and certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import TECHNIEK, short_name
from accessibility.counting import people_of
from accessibility.licence import Outcome
from maps.dossier.edits import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accessibility.codes import Leerweg
    from accessibility.counting import Words
    from accessibility.licence import Check
    from accessibility.reports import Impact
    from accessibility.snapshot import Snapshot
    from maps.tongue import Tongue

CERTAIN: Final = "certain"
LIKELY: Final = "likely"
UNDECIDED: Final = "undecided"
ONLY_CHOICE: Final = "only_choice"
ONLY_NUMBERS: Final = "only_numbers"
NO_EFFECT: Final = "no_effect"
DIRECTIONS: Final = (
    CERTAIN,
    LIKELY,
    UNDECIDED,
    ONLY_CHOICE,
    ONLY_NUMBERS,
    NO_EFFECT,
)
"""What may be said of a change, in the order in which it is summed up; each a key of
what a language calls it."""


def names_of(impact: Impact, say: Tongue) -> Names:
    """Return what vestigingen and places are called in a dossier."""
    return Names(site_names(impact), impact.before, say)


def site_names(impact: Impact) -> dict[str, str]:
    """Return the short name and place of each vestiging, before or after."""
    names: dict[str, str] = {}
    for sites in (impact.applied.snapshot.vestigingen, impact.before.vestigingen):
        places = sites.plaats.fillna("").astype("str")
        short = sites.naam.map(short_name)
        for brin6, naam, plaats in zip(sites.brin6, short, places, strict=True):
            where = plaats.title()
            names[brin6] = naam if where in naam else f"{naam}, {where}"
    return names


def board_names(snapshot: Snapshot) -> dict[str, str]:
    """Return the name of each school board by its number, as far as a file tells."""
    if not snapshot.has("boards"):
        return {}
    table = snapshot.table("boards")
    return dict(zip(table.bestuur, table.naam, strict=True))


def people_in(impact: Impact, say: Tongue, leerweg: Leerweg | None = None) -> Words:
    """Return what to call those who are counted, of one leerweg or of several."""
    method, denominator = impact.students.method, impact.question.denominator
    return say.named(people_of(method, denominator, leerweg))


def is_modelled(impact: Impact) -> bool:
    """Tell whether a model says where students live: its ends are no guarantee."""
    return impact.students.method.partition(":")[0] == "gravity"


def ends_words(impact: Impact, say: Tongue) -> str:
    """Say what the ends between brackets are, and what certain and likely mean."""
    return say("ends_modelled" if is_modelled(impact) else "ends_counted")


def threshold_words(impact: Impact, say: Tongue) -> str:
    """Return the threshold with its way of measuring: '10 km hemelsbreed'."""
    question = impact.question
    threshold = say.threshold(question.threshold, question.unit)
    return f"{threshold} {say.mode(question.mode).along}"


def conclusion(impact: Impact, say: Tongue) -> str:
    """Say the outcome in one sentence about the pair that matters most."""
    way = threshold_words(impact, say)
    if impact.headline is None:
        return say("concludes_nobody", way=way)
    row = headline_row(impact)
    offer = say.offer_words(*impact.headline)
    who = people_in(impact, say, impact.headline[1])
    gained, lost = (say.people(n, who) for n in (row.gained_first, row.lost_only))
    if row.gained_first > 0 and row.lost_only > 0:
        return say("concludes_both", gained=gained, lost=lost, offer=offer, way=way)
    if row.lost_only > 0:
        return say("concludes_lost", lost=lost, offer=offer, way=way)
    if row.gained_first > 0:
        return say("concludes_gained", gained=gained, offer=offer, way=way)
    if row.gained_second or row.lost_other:
        return say("concludes_choice", offer=offer, way=way)
    before, after = say.number(row.before), say.number(row.after)
    told = {"who": who.plural, "before": before, "after": after}
    return say("concludes_numbers", **told, offer=offer, way=way)


def headline_row(impact: Impact) -> Any:  # noqa: ANN401 - a row of a frame
    """Return the national row of the pair that matters most."""
    profiel, leerweg = impact.headline or (TECHNIEK, None)
    table = impact.national
    found = table[(table.profiel == profiel) & (table.leerweg == leerweg)]
    return found.iloc[0]


def certainty(row: Any, *, modelled: bool = False) -> str:  # noqa: ANN401 - a row of a frame
    """Tell how sure the direction of a change is with these data.

    The direction is that of first options gained less only options lost: certain if
    every count within the guaranteed ends gives the same, likely if every count within
    the likely ones does. Where nobody gains a first option or loses the only one, what
    does change is named.

    Parameters
    ----------
    row
        Of `access_changes`.
    modelled
        A model says where students live: nothing is certain, then.
    """
    if not row.gained_first_high and not row.lost_only_high:
        if row.gained_second_high or row.lost_other_high:
            return ONLY_CHOICE
        return NO_EFFECT if row.before == row.after else ONLY_NUMBERS
    if _has_direction(row, ""):
        return LIKELY if modelled else CERTAIN
    return LIKELY if _has_direction(row, "_likely") else UNDECIDED


def _has_direction(row: Any, grade: str) -> bool:  # noqa: ANN401 - a row of a frame
    """Tell whether all counts within the ends of a grade go one way."""
    ends = [
        getattr(row, f"{group}{grade}_{end}", np.nan)
        for group, end in (
            ("gained_first", "low"),
            ("lost_only", "high"),
            ("gained_first", "high"),
            ("lost_only", "low"),
        )
    ]
    return bool(ends[0] > ends[1] or ends[2] < ends[3])


def counted(row: Any, name: str, say: Tongue) -> str:  # noqa: ANN401 - a row of a frame
    """Write a count with the ends it likely lies between: '120 (95 tot 140)'.

    Where a table holds no likely ends, those it has are written.
    """
    middle = getattr(row, name)
    if not np.isfinite(middle):
        return "-"
    text, *ends = (
        say.number(n)
        for n in (
            middle,
            *(
                getattr(row, f"{name}_likely_{end}", getattr(row, f"{name}_{end}"))
                for end in ("low", "high")
            ),
        )
    )
    if ends[0] == ends[1]:
        return text
    return say("with_ends", middle=text, low=ends[0], high=ends[1])


def in_short(impact: Impact, say: Tongue) -> list[str]:
    """Say what the rest of the dossier comes down to, one sentence each."""
    told = (_directions, losses_words, sizes_words, _outcomes)
    return [words for words in (tell(impact, say) for tell in told) if words]


def _directions(impact: Impact, say: Tongue) -> str:
    table = impact.national
    if table.empty:
        return ""
    modelled = is_modelled(impact)
    said = [certainty(row, modelled=modelled) for row in table.itertuples()]
    parts = [f"{said.count(key)} {say(key)}" for key in DIRECTIONS if said.count(key)]
    key = "directions" if len(said) > 1 else "directions_one"
    return say(key, n=len(said), directions=say.joined(parts))


def losses_words(impact: Impact, say: Tongue) -> str:
    """Say what the neighbours of what opens lose; empty if nothing opens."""
    table = impact.losses
    if not impact.applied.opened:
        return ""
    if table.empty:
        return say("no_losses")
    worst: Any = table.iloc[int(table.regulation_share.to_numpy().argmax())]
    name = site_names(impact).get(worst.brin6, worst.brin6)
    share = say.percentage(worst.regulation_share)
    return say("worst_loss", share=share, site=name)


def sizes_words(impact: Impact, say: Tongue) -> str:
    """Say how many groups become hard to organise, for certain and perhaps."""
    table = impact.combined
    large = table.hard_to_organise_before == "nee"
    said = []
    for verdict, key in (("ja", "groups_ja"), ("niet te zeggen", "groups_perhaps")):
        many = int((large & (table.hard_to_organise_after == verdict)).sum())
        if many:
            said.append(say(key if many > 1 else f"{key}_one", n=many))
    return " ".join(said)


def _outcomes(impact: Impact, say: Tongue) -> str:
    checks = impact.review.checks
    if not checks:
        return ""
    key = "checks_counted" if len(checks) > 1 else "checks_counted_one"
    return say(key, counts=counted_outcomes(checks, say))


def counted_outcomes(checks: Sequence[Check], say: Tongue) -> str:
    """Count checks by their outcome: '2 voldoet en 6 niet te bepalen'."""
    counts = (
        (sum(c.outcome is one for c in checks), say.of(one.told)) for one in Outcome
    )
    return say.joined([f"{n} {words}" for n, words in counts if n])
