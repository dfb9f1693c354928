"""Tables on paper: what matters most comes first where not everything fits."""

from __future__ import annotations

from accessibility.licence.check import Check, Fact, Outcome
from maps.dossier.tables import MOST_ROWS, check_remarks, checks_printed


def check(title: str, outcome: Outcome, remark: str = "") -> Check:
    return Check(title, "art. 1", (Fact("a", "1"),), outcome, remark=remark)


def test_a_rule_that_is_not_met_is_never_cut() -> None:
    many = [check(f"t{k}", Outcome.MET) for k in range(MOST_ROWS + 5)]
    worst = [check("open", Outcome.UNDECIDED), check("niet", Outcome.NOT_MET)]
    printed = checks_printed([*many, *worst])
    assert [row[0] for row in printed.rows[:3]] == ["niet", "open", "t0"]
    assert printed.more == 7


def test_checks_that_fit_stand_in_the_order_of_the_edits() -> None:
    printed = checks_printed([check("a", Outcome.MET), check("b", Outcome.NOT_MET)])
    assert [row[0] for row in printed.rows] == ["a", "b"]
    assert printed.more == 0


def test_a_remark_is_made_once() -> None:
    same = [check(f"t{k}", Outcome.MET, "uitloop") for k in range(3)]
    remarks = check_remarks([*same, check("x", Outcome.MET, "anders")])
    assert remarks == ("Bij 3 toetsen: uitloop.", "x: anders.")
