"""`bereik what-if` and `bereik replay`: before the licence decision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from accessibility.codes import Mode
from accessibility.errors import DataError, UsageError
from accessibility.questions import AUTO, Question
from accessibility.scenario import (
    NO_FACTS,
    LicenceFacts,
    Scenario,
    facts_of,
    parse_scenario,
)
from api.dossiers import (
    DOCUMENT,
    IDENTICAL,
    DossierRequest,
    make_dossier,
    write_dossier,
)
from api.dossiers import replay as replayed
from api.of_whom import of_whom
from api.options import (
    DemandModel,
    OfWhom,
    PointLayout,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayThreshold,
    WayUnit,
    asked_way,
)
from data.studies import read_study
from maps.dossier.edits import closing_words
from maps.dossier.front import DUTCH, Front
from maps.dossier.speech import SPEECH
from maps.dossier.words import conclusion

ScenarioFile = Annotated[Path, typer.Argument(help="A scenario as JSON.")]
Requester = Annotated[str, typer.Option(help="Who asks for the dossier.")]
Recipient = Annotated[str, typer.Option(help="For whom the dossier is.")]
Facts = Annotated[
    Path | None,
    typer.Option(
        help="What the legal checks need beyond the data, as JSON; counts before "
        "the scenario's own facts."
    ),
]
Language = Annotated[str, typer.Option(help="Of the dossier: nl or en.")]
MadeOn = Annotated[str, typer.Option(help="Date of it, such as 2026-11-26.")]


def what_if(
    snapshot: SnapshotFolder,
    scenario: ScenarioFile,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder of the dossier.")
    ] = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: WayThreshold = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    facts: Facts = None,
    requester: Requester = "",
    recipient: Recipient = "",
    made_on: MadeOn = "",
    language: Language = DUTCH,
) -> None:
    """Work out what a scenario changes, and write the dossier.

    For example:

      bereik what-if nl-2019 sluiting.json -o dossier

    The scenario's form is in docs/scenario.schema.json. An edit of roads means a
    place, in metres (RD New): close-link cuts the nearest road that the mode may use on
    the spot (a motorway by car, by bicycle the street beside it); with `metres` so much
    of it closes, with `what` (bridge, tunnel, ferry) or `name` what the road file knows
    by that, from bank to bank, with `between` the way between two places. add-link
    joins two streets, mid-road where its ends lie. What was closed is told before the
    outcome.
    """
    if output is None:
        message = "say where to write the dossier: -o FOLDER"
        raise UsageError(message)
    numbers, in_unit = asked_way(mode, (within,) if within else None, unit)
    study = read_study(snapshot)
    question = Question(
        mode=mode,
        within=numbers,
        unit=in_unit,
        denominator=of_whom(denominator, study, students),
        students=students,
        smallest=smallest,
        points=points,
    )
    front = Front(requester, recipient, made_on, language)
    request = DossierRequest(read_scenario(scenario), question, _facts(facts), front)
    dossier = make_dossier(study, request, home=output)
    paths = write_dossier(dossier, output)
    say = SPEECH[language]
    for closing in dossier.impact.applied.closings:
        typer.echo(closing_words(closing, say))
    typer.echo(conclusion(dossier.impact, say))
    for path in paths:
        typer.echo(f"{path}: {path.stat().st_size} bytes")


def replay(
    dossier: Annotated[Path, typer.Argument(help="Folder of a dossier, or its file.")],
    *,
    snapshot: Annotated[
        Path | None,
        typer.Option(help="Where the snapshot is, if not where the dossier says."),
    ] = None,
) -> None:
    """Compute a dossier again; end with `identical`, or say what differs.

    For example:

      bereik replay dossier
    """
    file = dossier / DOCUMENT if dossier.is_dir() else dossier
    differences = replayed(file, snapshot_folder=snapshot)
    for difference in differences:
        typer.echo(difference)
    if differences:
        raise typer.Exit(1)
    typer.echo(IDENTICAL)


def read_scenario(path: Path) -> Scenario:
    """Read a scenario from a file.

    Raises
    ------
    DataError
        If the file cannot be read.
    TableError
        With every fault of its form.
    """
    return parse_scenario(_text(path), where=str(path))


def _facts(path: Path | None) -> LicenceFacts:
    if path is None:
        return NO_FACTS
    text = _text(path)
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"{path}: line {error.lineno}: not JSON ({error.msg})"
        raise DataError(message) from error
    return facts_of(given, where=str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read ({error})"
        raise DataError(message) from error
