"""`bereik reach`: the shares of students within reach, as a long table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import (
    AreaKind,
    HeadwayWait,
    Luck,
    Mode,
)
from accessibility.questions import AUTO, OtherWay, Question
from api.answers import TABLE, check_format, deliver, polygons_of
from api.asked_area import answer_in
from api.of_whom import of_whom
from api.options import (
    USUAL_BELLS,
    USUAL_ENDS,
    AreaName,
    AskedUnit,
    AskedWay,
    AtLeast,
    Bells,
    BothWays,
    ByBicycle,
    DemandModel,
    Division,
    Ends,
    Format,
    Group,
    Leerwegen,
    OfWhom,
    Output,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    Thresholds,
    Waiting,
    WayOfTravel,
    WayUnit,
    WhichLead,
    asked_norm,
    bells_of,
    offers_asked,
    way_asked,
)
from api.reach_screen import print_answers, print_verdicts
from api.way_home import homeward, joined
from data.studies import read_study

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.study import Study
    from api.answers import Written


def reach(
    snapshot: SnapshotFolder,
    *,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Thresholds = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    sex: Group = None,
    points: PointLayout = AUTO,
    at_least: AtLeast = None,
    bells: Bells = USUAL_BELLS,
    bell_rule: WhichLead = Luck.MEDIAN,
    bike_to_stop: ByBicycle = False,
    headway_wait: Waiting = HeadwayWait.NONE,
    both_ways: BothWays = False,
    ends: Ends = USUAL_ENDS,
    area: Division = AreaKind.NL,
    area_name: AreaName = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Compute which share of the students has an offer within reach of home.

    For example:

      bereik reach demo/land

      bereik reach demo/land --area gemeente --leerweg gl --format csv -o gl.csv

      bereik reach demo/land --in Zeeland --area gemeente

      bereik reach nl-2019 --within 5000,10000,15000 --students inhabitants:10-14

      bereik reach demo/land --mode ov --within 45 --unit min

      bereik reach demo/land --within "12km bike or 45min ov"

      bereik reach demo/land --mode ov --within 45 --unit min --both-ways
    """
    written = check_format(file_format, output, polygons=True)
    rule = bells_of(bells, bell_rule, bike=bike_to_stop, ends=ends, wait=headway_wait)
    study = read_study(snapshot, bells=rule)
    question = Question(
        **norm_of(mode, within, unit),
        denominator=of_whom(denominator, study, students),
        per=area,
        **offers_asked(profiel, leerweg),
        students=students,
        smallest=smallest,
        sex=sex,
        points=points,
    )
    back = read_study(snapshot, bells=homeward(question, rule)) if both_ways else None
    table = _told(study, back, question, written, area_name)
    print_verdicts(table, at_least)


def _told(
    study: Study,
    back: Study | None,
    question: Question,
    written: Written,
    area_name: str | None,
) -> pd.DataFrame:
    """Deliver the answer, with the way home if that is asked; return the way there."""
    asked, answer = answer_in(study, question, area_name)
    answers = [(answer, "")]
    if back is not None:
        _, home = answer_in(back, question, area_name)
        answers.append((home, "The way home"))
    deliver(
        joined([answer for answer, _ in answers]),
        written,
        show=lambda: print_answers(answers, asked),
        areas=polygons_of(study.snapshot, asked.per),
    )
    return answers[0][0].table


class AskedNorm(AskedWay):
    """The way that is asked for, and a second one that would do as well."""

    or_else: OtherWay | None


def norm_of(mode: Mode, within: list[str] | None, unit: AskedUnit | None) -> AskedNorm:
    """Return what `--mode`, `--within` and `--unit` ask for, of two ways too."""
    text = ",".join(within or [])
    if " " not in text.strip():
        return {**way_asked(mode, within, unit), "or_else": None}
    first, second = asked_norm(text)
    return {
        "mode": first.mode,
        "within": (first.within,),
        "unit": first.unit,
        "or_else": second,
    }
