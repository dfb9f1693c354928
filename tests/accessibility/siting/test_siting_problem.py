"""A siting problem refuses what cannot be, and names what clashes on sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from accessibility.errors import InfeasibleError, TableError, UsageError
from accessibility.siting.siting_problem import candidates_of

if TYPE_CHECKING:
    from collections.abc import Callable

_C3 = np.array(["c3"])
_C12 = np.array(["c1", "c2"])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"forced": _C3, "forbidden": _C3}, "c3 is both forced and forbidden"),
        ({"existing": _C3, "forbidden": _C3}, "c3 is both existing and forbidden"),
        ({"forced": _C12, "n_new": 1}, "2 sites are forced but at most 1 new"),
        (
            {"forced": _C12, "cost": 10.0, "budget": 15.0},
            "the forced sites cost 20 and the budget is 15",
        ),
        (
            {"forced": _C3, "forbidden": _C3, "cost": 9.0, "budget": 1.0},
            "both forced and forbidden; and the forced sites cost 9",
        ),
    ],
)
def test_what_clashes_on_sight_is_named(
    options: dict[str, Any], sentence: str, random_problem: Callable[..., object]
) -> None:
    with pytest.raises(InfeasibleError) as caught:
        random_problem(1, **options)
    assert str(caught.value).startswith("no plan possible because ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"n_new": -1}, "number of new sites"),
        ({"budget": float("nan")}, "budget"),
        ({"backup": 0}, "backup"),
        ({"minimum_pupils": -3.0}, "smallest group"),
        ({"backup": 2, "capacity": 5.0}, "cannot be combined"),
    ],
)
def test_impossible_numbers_are_refused(
    options: dict[str, Any], word: str, random_problem: Callable[..., object]
) -> None:
    with pytest.raises(UsageError, match=word):
        random_problem(1, **options)


def test_unknown_places_are_named_all_at_once() -> None:
    ids = np.array(["a", "b"])
    with pytest.raises(TableError) as caught:
        candidates_of(ids, forced=np.array(["x"]), forbidden=np.array(["y"]), cost=-1.0)
    assert len(caught.value.faults) == 3
