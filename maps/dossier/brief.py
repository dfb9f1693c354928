"""Page one of a dossier: the decision, its outcome, how sure it is, what is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from accessibility.codes import TECHNIEK
from accessibility.effects import GROUPS
from accessibility.licence import Outcome
from accessibility.questions import EXAMPLE_LABEL
from maps.dossier.change_maps import difference_map
from maps.dossier.edits import edit_words
from maps.dossier.speech import SPEECH
from maps.dossier.tables import margin_words
from maps.dossier.typeset import picture
from maps.dossier.words import (
    certainty,
    conclusion,
    counted,
    counted_outcomes,
    headline_row,
    is_modelled,
    losses_words,
    names_of,
    people_in,
    sizes_words,
    threshold_words,
)
from maps.dutch import first_capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.licence import Check
    from accessibility.reports import Impact
    from maps.dossier.front import Front
    from maps.tongue import Tongue

MOST_EDITS: Final = 3
MOST_CHECKS: Final = 9
FIRST: Final = (Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.MET)
_MEMBER: Final = re.compile(r" \([a-z_]+\)")
"""The name of a fact in a document, which helps who fills it in, not who reads."""


class Figure(NamedTuple):
    """The largest thing on the page: how many, what happens to them, how sure."""

    figure: str
    says: str
    ends: str


def brief(impact: Impact, front: Front) -> dict[str, Any]:
    """Return page one as plain values, as `dossier.typ` reads them.

    Parameters
    ----------
    impact
        A scenario and all it changes.
    front
        Who asks for the dossier, for whom, and when.
    """
    say = SPEECH[front.language]
    return {
        "front": _front(impact, front, say),
        "subtitle": _subtitle(impact, say),
        **figure_of(impact, say)._asdict(),
        "points": _points(impact, say),
        "sure": [say("how_sure"), _sure(impact, say)],
        "map": _map(impact, say),
        "checks": _checks(impact, say),
        "flips_title": say("flips_title"),
        "flips": _flips(impact, say),
    }


def _front(impact: Impact, front: Front, say: Tongue) -> str:
    manifest = impact.used
    basis = say("basis", name=manifest.name)
    if manifest.example:
        basis = f"{basis} ({say('example_label')})"
    given = (
        ("dossier_for", front.recipient),
        ("requested_by", front.requester),
    )
    told = [say(key, who=value) for key, value in given if value]
    if front.made_on:
        told.append(say("made_on", date=say.date(front.made_on)))
    return first_capital(" · ".join([*told, basis]))


def _subtitle(impact: Impact, say: Tongue) -> list[str]:
    names = names_of(impact, say)
    said = [edit_words(edit, names) for edit in impact.scenario.edits]
    more = len(said) - MOST_EDITS
    if more > 0:
        said = [*said[:MOST_EDITS], say("more_edits", n=more)]
    return said or [say("nothing_changes")]


def figure_of(impact: Impact, say: Tongue) -> Figure:
    """Return how many people the outcome is about, and between what that lies."""
    group = None if impact.headline is None else main_group(headline_row(impact))
    if impact.headline is None or group is None:
        return Figure(say("nobody"), conclusion(impact, say), "")
    row, who = headline_row(impact), people_in(impact, say, impact.headline[1])
    count = say.people(getattr(row, group), who)
    key = f"figure_{group}_one" if count.startswith("1 ") else f"figure_{group}"
    offer, way = say.offer_words(*impact.headline), threshold_words(impact, say)
    return Figure(count, say(key, offer=offer, way=way), _ends(row, group, say))


def main_group(row: Any) -> str | None:  # noqa: ANN401 - a row of a frame
    """Return what happens to most: a first or only offer before a choice."""
    for groups in (("lost_only", "gained_first"), ("lost_other", "gained_second")):
        most = max(groups, key=lambda group: float(getattr(row, group)))
        if getattr(row, most) > 0:
            return most
    return None


def _ends(row: Any, group: str, say: Tongue) -> str:  # noqa: ANN401 - a row of a frame
    """Say between what the figure likely lies, and what alone is guaranteed."""

    def ends(grade: str) -> tuple[float, float]:
        low, high = (getattr(row, f"{group}{grade}_{end}") for end in ("low", "high"))
        return float(low), float(high)

    words = (
        say.likely(say.between_people(*ends("_likely"))),
        say.certain(say.between_people(*ends(""))),
    )
    return " · ".join(word for word in words if word)


def _points(impact: Impact, say: Tongue) -> list[str]:
    """Say in at most three sentences where, to whom else, and at what cost."""
    told = (_where, _others, losses_words, sizes_words)
    return [words for words in (tell(impact, say) for tell in told) if words][:3]


def most_moved(impact: Impact) -> Any:  # noqa: ANN401 - a row of a frame
    """Return the row of the gemeente in which most gain or lose an offer, or None."""
    if impact.headline is None:
        return None
    profiel, leerweg = impact.headline
    table = impact.gemeenten
    rows = table[
        (table.profiel == profiel)
        & (table.leerweg == leerweg.value)
        & ~table.suppressed
    ]
    moved = rows[list(GROUPS)].astype("float64").fillna(0.0)
    weight = moved.gained_first + moved.lost_only
    if not len(weight) or weight.max() <= 0:
        return None
    return rows.iloc[int(weight.to_numpy().argmax())]


def also_moved(row: Any) -> list[tuple[str, float]]:  # noqa: ANN401 - a row of a frame
    """Return the groups beside the main one in which anybody is, with how many."""
    main = main_group(row)
    numbers = ((one, float(getattr(row, one))) for one in GROUPS if one != main)
    return [(group, number) for group, number in numbers if number > 0]


def _where(impact: Impact, say: Tongue) -> str:
    """Name the gemeente in which most gain or lose an offer, with its share."""
    row = most_moved(impact)
    if row is None or impact.headline is None:
        return ""
    return say(
        "where",
        area=str(row.area_name).removesuffix(f" ({EXAMPLE_LABEL})"),
        offer=say.offer_words(*impact.headline),
        way=threshold_words(impact, say),
        before=say.percentage(row.share_before),
        after=say.percentage(row.share_after),
    )


def _others(impact: Impact, say: Tongue) -> str:
    """Say what happens to those whom the figure is not about."""
    if impact.headline is None:
        return ""
    told = []
    for group, number in also_moved(headline_row(impact)):
        n = say.number(number)
        told.append(say(f"also_{group}_one" if n == "1" else f"also_{group}", n=n))
    others = say("others", groups=say.joined(told)) if told else say("others_none")
    return f"{others} {_other_pairs(impact, say)}".strip()


def _other_pairs(impact: Impact, say: Tongue) -> str:
    """Say that more changes than the pair that the page is about."""
    more = int((impact.national.profiel != TECHNIEK).sum()) - 1
    if more < 1:
        return ""
    return say("other_pairs" if more > 1 else "other_pairs_one", n=more)


def _sure(impact: Impact, say: Tongue) -> str:
    if impact.headline is None:
        return say("sure_none")
    said = certainty(headline_row(impact), modelled=is_modelled(impact))
    return f"{say(f'sure_{said}')} {say.demand_words(impact.students.method)}"


def _map(impact: Impact, say: Tongue) -> dict[str, Any] | None:
    if impact.headline is None or not impact.before.has("pc4_areas"):
        return None
    offer, way = say.offer_words(*impact.headline), threshold_words(impact, say)
    caption = say("small_map_caption", offer=offer, way=way)
    told = figure_of(impact, say)
    alt = say("small_map_alt", figure=told.figure, says=told.says)
    alt = f"{alt} {_where(impact, say)}".strip()
    return picture(difference_map(impact, impact.headline, say), alt, caption)


def _checks(impact: Impact, say: Tongue) -> dict[str, Any]:
    checks = sorted(impact.review.checks, key=lambda one: FIRST.index(one.outcome))
    rows = [_row(check, impact, say) for check in checks[:MOST_CHECKS]]
    title, legend = say("law_asks"), say("no_check")
    if rows:
        title = say("law_asks_counted", counts=counted_outcomes(checks, say))
        key = "all_checks" if len(checks) > 1 else "all_checks_one"
        legend = f"{say('light_legend')} {say(key, n=len(checks))}"
    header = ("head_check", "head_article", "head_outcome_missing")
    return {
        "title": title,
        "header": [say(key) for key in header],
        "rows": rows,
        "legend": legend,
    }


def _row(check: Check, impact: Impact, say: Tongue) -> dict[str, str]:
    given = impact.review.rests_on_facts(check)
    return {
        "light": light(check, given=given),
        "title": say.of(check.title),
        "article": say.of(check.article),
        "outcome": _outcome(check, say, given=given),
    }


def light(check: Check, *, given: bool) -> str:
    """Return which light stands before a check; `given` if it rests on facts."""
    if check.outcome is Outcome.MET:
        return "given" if given else "met"
    return "not_met" if check.outcome is Outcome.NOT_MET else "undecided"


def _outcome(check: Check, say: Tongue, *, given: bool) -> str:
    told = say.of(check.outcome.told)
    if check.outcome is Outcome.UNDECIDED:
        missing = _MEMBER.sub("", say.of(check.remark))
        return (
            say("outcome_missing", outcome=told, missing=missing) if missing else told
        )
    if check.outcome is Outcome.NOT_MET and np.isfinite(check.margin):
        told = say("outcome_margin", outcome=told, margin=margin_words(check, say))
    told = say("outcome_given", outcome=told) if given else told
    if check.outcome is Outcome.NOT_MET and check.remark:
        return say("outcome_remark", outcome=told, remark=say.of(check.remark))
    return told


def _flips(impact: Impact, say: Tongue) -> list[str]:
    return [*_other_thresholds(impact, say), *_new_groups(impact, say)]


def beside_asked(impact: Impact) -> list[Any]:
    """Return the rows of the nearest lower and higher threshold, where there are."""
    table, asked = impact.sweep.sort_values("threshold"), impact.question.threshold
    below, above = table[table.threshold < asked], table[table.threshold > asked]
    beside = [*below.tail(1).iterrows(), *above.head(1).iterrows()]
    return [row for _, row in beside]


def _other_thresholds(impact: Impact, say: Tongue) -> Iterator[str]:
    """Say the figure at the nearest lower and higher threshold."""
    if impact.headline is None:
        return
    group = main_group(headline_row(impact))
    if group is None:
        return
    unit = impact.question.unit
    who = people_in(impact, say, impact.headline[1]).plural
    norm = say.threshold(impact.question.threshold, unit)
    for row in beside_asked(impact):
        way, number = say.threshold(row.threshold, unit), counted(row, group, say)
        yield say("other_threshold", way=way, norm=norm, number=number, who=who)


def _new_groups(impact: Impact, say: Tongue) -> Iterator[str]:
    """Say how large the groups are that open, in the pair that matters most."""
    if impact.headline is None:
        return
    profiel, leerweg = impact.headline
    sizes, names = impact.sizes, names_of(impact, say)
    opened = {
        brin6 for brin6, *pair in impact.applied.opened if pair == [profiel, leerweg]
    }
    rows = sizes[
        sizes.brin6.isin(opened)
        & (sizes.profiel == profiel)
        & (sizes.leerweg == leerweg.value)
    ]
    offer = say.offer_words(profiel, leerweg)
    for _, row in rows.head(2).iterrows():
        number, site = counted(row, "after", say), names.site(row.brin6)
        yield say("new_group", offer=offer, site=site, number=number)
