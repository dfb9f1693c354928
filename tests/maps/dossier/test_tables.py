"""Tables on paper: what matters most comes first where not everything fits."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from accessibility.codes import same
from accessibility.licence.check import Check, Fact, Outcome
from maps.dossier.speech import NL
from maps.dossier.tables import MOST_ROWS, check_remarks, checks_printed, choice_table


def check(title: str, outcome: Outcome, remark: str = "") -> Check:
    facts = (Fact(same("a"), same("1")),)
    return Check(same(title), same("art. 1"), facts, outcome, remark=same(remark))


def test_a_rule_that_is_not_met_is_never_cut() -> None:
    many = [check(f"t{k}", Outcome.MET) for k in range(MOST_ROWS + 5)]
    worst = [check("open", Outcome.UNDECIDED), check("niet", Outcome.NOT_MET)]
    printed = checks_printed([*many, *worst], NL)
    assert [row[0] for row in printed.rows[:3]] == ["niet", "open", "t0"]
    assert printed.more == 7


def test_checks_that_fit_stand_in_the_order_of_the_edits() -> None:
    printed = checks_printed([check("a", Outcome.MET), check("b", Outcome.NOT_MET)], NL)
    assert [row[0] for row in printed.rows] == ["a", "b"]
    assert printed.more == 0


def test_a_remark_is_made_once() -> None:
    three = [check(f"t{k}", Outcome.MET, "uitloop") for k in range(3)]
    remarks = check_remarks([*three, check("x", Outcome.MET, "anders")], NL)
    assert remarks == ("Bij 3 toetsen: uitloop.", "x: anders.")


def test_a_change_is_the_difference_of_what_stands_beside_it() -> None:
    columns = {
        "leerweg": "gl",
        "n_profiles": [0, 1, 2],
        "before": [7_008.4, 10.5, 4.4],
        "after": [6_657.6, 11.4, 4.6],
        "difference": [-350.8, 0.9, 0.2],
    }
    impact: Any = SimpleNamespace(choice=pd.DataFrame(columns))
    printed = [row[2:] for row in choice_table(impact, NL).rows]
    assert printed == [
        ("7.008", "6.658", "-350"),
        ("11", "11", "0"),
        ("4", "5", "+1"),
    ]
