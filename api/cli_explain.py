"""`bereik explain`: what one number rests on, as a paragraph, a table, or all of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import typer

from accessibility.codes import Leerweg, Mode, Profiel
from accessibility.headers import used_manifest
from accessibility.questions import AUTO, Answer, Question
from accessibility.regions import find_region
from accessibility.reports import Explanation, explanation
from api.answers import TABLE, Written, about_of, check_format, deliver
from api.of_whom import of_whom
from api.options import (
    AreaName,
    DemandModel,
    Format,
    Leerwegen,
    OfWhom,
    OneWay,
    Output,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
    profielen_asked,
    way_asked,
)
from api.terminal import print_frame
from data.exports import json_text
from data.studies import read_study
from maps.explained_words import paragraph, rule
from maps.files import write_whole

if TYPE_CHECKING:
    from accessibility.study import Study

_JSON: Final = "json"
_SHOWN: Final = 20
_ON_SCREEN: Final = (
    *("pc4", "brin6", "naam", "distance_m", "time_s", "students", "reached"),
    "suppressed",
)


def explain(
    snapshot: SnapshotFolder,
    *,
    area_name: AreaName = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: OneWay = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Explain one share: the postcodes and schools behind it, its sources and its rule.

    On the screen a paragraph of Dutch that can stand beside the number; as JSON all of
    it, in other formats the postcodes.

    For example:

      bereik explain demo/land --in Zeeland --profiel PIE --leerweg gl

      bereik explain demo/land --in Zeeland --leerweg gl -o uitleg.json
    """
    written = check_format(file_format, output)
    study = read_study(snapshot)
    question = Question(
        **way_asked(mode, [within] if within else None, unit),
        denominator=of_whom(denominator, study, students),
        profielen=profielen_asked(profiel or [Profiel.PIE.value]),
        leerwegen=tuple(leerweg or [Leerweg.GL]),
        students=students,
        smallest=smallest,
        points=points,
    )
    found = explanation(study, question, find_region(study.snapshot, area_name))
    _deliver(study, found, written)


def _deliver(study: Study, found: Explanation, written: Written) -> None:
    """Print the paragraph, or write what is asked for."""
    used = used_manifest(study.snapshot, found.header)
    words = paragraph(found, used, study.students_for(found.question).method)
    title = f"What {found.region.name} rests on"
    answer = Answer(found.postcodes, found.header, title)
    if _JSON not in (written.file_format, ""):
        deliver(answer, written, show=lambda: _print(found, words, title))
        return
    text = json_text(found.postcodes, {**about_of(found.header), **_all(found, words)})
    if written.output is None:
        typer.echo(text, nl=False)
        return
    write_whole(written.output, text.encode())
    typer.echo(f"{written.output}: {len(found.postcodes)} postcodes", err=True)


def _all(found: Explanation, words: str) -> dict[str, Any]:
    """Return what stands beside the postcodes."""
    schools = json.loads(found.schools.to_json(orient="records"))
    return {
        "paragraph": words,
        "rule": rule(found),
        "figure": found.figure,
        "schools": schools,
        "hidden_postcodes": found.hidden,
    }


def _print(found: Explanation, words: str, title: str) -> None:
    typer.echo(f"{words}\n")
    several = len(found.postcodes)
    columns = [name for name in _ON_SCREEN if name in found.postcodes]
    print_frame(found.postcodes[columns].head(_SHOWN), title)
    if several > _SHOWN:
        typer.echo(f"and {several - _SHOWN} more postcodes: -o uitleg.json has all")
    print_frame(found.schools, "Schools")
