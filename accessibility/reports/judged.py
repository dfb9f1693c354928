"""The legal checks of a scenario alone: quick enough to answer while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.effects import scenario_losses
from accessibility.licence import Case, Review, review

if TYPE_CHECKING:
    from accessibility.questions import Question
    from accessibility.scenario import Scenario
    from accessibility.study import Study


def legal_checks(study: Study, scenario: Scenario, question: Question) -> Review:
    """Return the checks that a scenario calls for, with the facts it holds.

    Parameters
    ----------
    study
        Of the snapshot the scenario starts from.
    scenario
        What would change, and what the applicant filled in.
    question
        Who lives where, and by which mode pupils would go elsewhere.

    Raises
    ------
    TableError
        If the scenario does not fit the snapshot: every fault.
    """
    over = study.over(scenario, study.students_for(question))
    losses, _ = scenario_losses(over, question.mode)
    case = Case(study.snapshot, over.applied, scenario.facts)
    return review(scenario, case, losses)
