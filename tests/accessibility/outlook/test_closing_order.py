"""The order of closures as an answer: steps that add up, plans side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.errors import UsageError
from accessibility.outlook import Closable, OrderQuestion, OrderView, order_answer
from tests.accessibility.outlook.made_ground import QUESTION, study

ASKED = OrderQuestion(4, 2027, question=QUESTION)


def test_steps_add_up_to_the_best_plan() -> None:
    steps = order_answer(study(), ASKED).table
    plans = order_answer(study(), replace(ASKED, view=OrderView.PLANS)).table
    best = plans.set_index("plan").loc["best"]
    assert len(steps) == 4
    assert steps.lost_here.sum() == pytest.approx(best.lost)
    assert steps.displaced.sum() == pytest.approx(best.displaced)
    # An area is named as a reader knows it.
    assert set(steps.worst_area) <= {
        "",
        *(f"Gebied {k} (voorbeeldgegevens)" for k in range(3)),
    }
    assert not steps.duplicated(["brin6", "profiel", "leerweg"]).any()


def test_no_plan_loses_less_than_the_best() -> None:
    plans = order_answer(study(), replace(ASKED, view=OrderView.PLANS)).table
    assert list(plans.plan) == ["by-lot", "smallest-first", "greedy", "fairest", "best"]
    best = plans.lost[plans.plan == "best"].iloc[0]
    assert (plans.lost >= best - 1e-9).all()


def test_regret_is_never_negative_but_for_closing_nothing() -> None:
    table = order_answer(study(), replace(ASKED, view=OrderView.REGRET)).table
    plans = table[table.plan != "close nothing"]
    regret = plans.filter(like="regret_")
    assert (regret >= -1e-6).all(axis=None)
    assert {f"regret_{y}" for y in (2019, 2024, 2027, 2030)} <= set(table)
    nothing = table[table.plan == "close nothing"].iloc[0]
    assert np.isnan(nothing.worst_regret)


def test_small_gl_groups_that_are_large_enough_with_kl_come_first() -> None:
    table = order_answer(study(), replace(ASKED, view=OrderView.COMBINE)).table
    assert (table.gl < 10.5).all()
    assert table.enough.is_monotonic_decreasing
    assert (table.together[table.enough] >= 10.5).all()


def test_vestigingen_have_no_profiel() -> None:
    asked = replace(ASKED, close=2, what=Closable.VESTIGINGEN)
    table = order_answer(study(), asked).table
    assert (table.profiel == "").all()
    assert table.brin6.nunique() == 2


def test_nothing_is_said_of_a_school() -> None:
    answer = order_answer(study(), ASKED)
    assert "nothing is said of any school's future" in answer.notes[0]
    assert answer.header.proof == "proven best"


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"close": 10_000}, "cannot close"), ({"year": 2050}, "cannot be told")],
)
def test_what_cannot_be_asked(changed: dict[str, int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        order_answer(study(), replace(ASKED, **changed))  # type: ignore[arg-type] # fields by name
