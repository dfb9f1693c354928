"""Pupils of combined programmes: of each of its profiles, and once in a total.

Table `offers` shows a combined programme as an offer of each of its profiles, whose
size it does not tell. Its pupils stand in table `pupils` under the programme's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from accessibility.codes import COMBINATIONS, THIRD_YEAR
from accessibility.counting import COUNT_COLUMNS, sum_counts

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

_KEYS = ["brin6", "profiel", "leerweg"]
_MEMBERS = {name: [p.value for p in of] for name, of in COMBINATIONS.items()}


def with_combined(snapshot: Snapshot, *, once: bool) -> pd.DataFrame:
    """Return table `offers` with the pupils of combined programmes added.

    Parameters
    ----------
    snapshot
        With table `offers`; nothing is added where it has no `pupils`, or where the
        offers are of newer exams.
    once
        Share the pupils out over the profiles of their programme, so that a sum over
        profiles counts everybody once; else each profile has them all.
    """
    offers = snapshot.offers
    if not snapshot.has("pupils") or not (offers.evidence == "pupils").any():
        return offers
    more = _per_profile(snapshot.table("pupils"), once=once)
    names = list(COUNT_COLUMNS)
    shown = more.merge(offers[_KEYS], on=_KEYS)
    both = pd.concat([offers[[*_KEYS, *names]], shown], ignore_index=True)
    # An offer without pupils of its own or of a programme stays of unknown size.
    sums = both.groupby(_KEYS)[names].sum(min_count=1)
    counts = sums.reindex(pd.MultiIndex.from_frame(offers[_KEYS]))
    return offers.assign(**{name: counts[name].to_numpy() for name in names})


def _per_profile(pupils: pd.DataFrame, *, once: bool) -> pd.DataFrame:
    """Return third-years of combined programmes under each of their profiles."""
    held = (pupils.leerjaar == THIRD_YEAR) & pupils.profiel.isin(COMBINATIONS)
    rows = sum_counts(pupils[held], _KEYS)
    members = rows.profiel.map(_MEMBERS)
    if once:
        part = 1.0 / members.map(len).astype("float64")
        rows = rows.assign(**{name: rows[name] * part for name in COUNT_COLUMNS})
    return sum_counts(rows.assign(profiel=members).explode("profiel"), _KEYS)
