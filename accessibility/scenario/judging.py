"""Judging edits one by one: what is wrong with each, and what is offered after all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from accessibility.scenario.draft import Draft, start_of
from accessibility.scenario.staging import tried

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accessibility.codes import Leerweg, Profiel
    from accessibility.scenario.draft import Start
    from accessibility.scenario.edits import Edit
    from accessibility.scenario.faults import Fault
    from accessibility.snapshot import Snapshot


class Judgement(NamedTuple):
    """Edits tried one after the other.

    Parameters
    ----------
    faults
        What is wrong with each edit; one with faults counts for nothing after it.
    offers
        What each vestiging that the edits touch offers after them; None where it is
        closed.
    """

    faults: tuple[tuple[Fault, ...], ...]
    offers: Mapping[str, tuple[tuple[Profiel, Leerweg], ...] | None]


def judged(
    edits: Sequence[Edit], snapshot: Snapshot, *, start: Start | None = None
) -> Judgement:
    """Try edits one after the other, and tell what is wrong with each.

    Parameters
    ----------
    edits
        In the order in which they were drawn up.
    snapshot
        What they start from; it is not touched.
    start
        From `start_of`, where many are tried on the same snapshot.
    """
    draft = Draft(snapshot, start or start_of(snapshot))
    faults = tried(edits, draft)
    return Judgement(tuple(map(tuple, faults)), _offers_after(draft))


def _offers_after(
    draft: Draft,
) -> dict[str, tuple[tuple[Profiel, Leerweg], ...] | None]:
    changed = {key[0] for key in draft.offers.keys() ^ draft.first_offers.keys()}
    touched = changed | (draft.sites.keys() ^ draft.first_sites.keys())
    return {
        brin6: tuple((p, w) for _, p, w in draft.offers_at(brin6))
        if brin6 in draft.sites
        else None
        for brin6 in sorted(touched)
    }
