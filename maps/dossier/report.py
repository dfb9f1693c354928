"""The dossier as a PDF: page one, and appendices from outcome to replay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import TECHNISCH
from accessibility.licence import STATUTE
from maps.dossier.ahead import ahead
from maps.dossier.brief import brief
from maps.dossier.change_maps import change_maps
from maps.dossier.edits import closing_words, edit_words
from maps.dossier.front import NOBODY
from maps.dossier.speech import SPEECH
from maps.dossier.tables import (
    PrintedTable,
    area_table,
    check_remarks,
    checks_printed,
    choice_table,
    distance_table,
    loss_printed,
    outcome_table,
    region_printed,
    sex_table,
    size_table,
    sweep_table,
)
from maps.dossier.typeset import bullets, heading, picture, table, text, typeset
from maps.dossier.words import (
    NO_EFFECT,
    ONLY_NUMBERS,
    board_names,
    certainty,
    conclusion,
    ends_words,
    headline_row,
    in_short,
    is_modelled,
    names_of,
    people_in,
    threshold_words,
)
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.reports import Impact
    from maps.dossier.front import Front
    from maps.dossier.typeset import Part
    from maps.tongue import Tongue

_NEW_PAGE: Final[Part] = {"kind": "break"}


@dataclass(frozen=True)
class Provenance:
    """Where a dossier comes from.

    Parameters
    ----------
    software
        Name and version of what computed it.
    inputs
        Name and SHA-256 of each input.
    replay
        The command that makes it again.
    """

    software: Mapping[str, str]
    inputs: Mapping[str, str]
    replay: str


def report(impact: Impact, provenance: Provenance, front: Front = NOBODY) -> bytes:
    """Return the dossier as tagged PDF; the same impact gives the same bytes.

    Parameters
    ----------
    impact
        A scenario and all it changes.
    provenance
        What it was made with.
    front
        Who asks for it, for whom, and when.
    """
    say, manifest = SPEECH[front.language], impact.used
    parts = [
        _NEW_PAGE,
        *_outcome(impact, say),
        *_maps(impact, say),
        *_who(impact, say),
        *_neighbours(impact, say),
        *_groups(impact, say),
        *_checks(impact, say),
        *_certainty(impact, say),
        *_sources(impact, provenance, say),
        *ahead(impact, _appendix(9, "ahead_title", say), say),
    ]
    return typeset(
        {
            "title": impact.scenario.title,
            "lang": say.code,
            "warning": say("no_advice"),
            "foot": dates_line(manifest, say),
            "page": say("page"),
            "band": say("example") if manifest.example else "",
            "brief": brief(impact, front),
            "parts": parts,
        }
    )


def _appendix(number: int, key: str, say: Tongue, **given: str) -> Part:
    return heading(say("appendix", n=number, words=say(key, **given)))


def _outcome(impact: Impact, say: Tongue) -> list[Part]:
    names = names_of(impact, say)
    edits = [edit_words(edit, names) for edit in impact.scenario.edits]
    edits += [closing_words(closing, say) for closing in impact.applied.closings]
    example = impact.before.manifest.example
    where = say("whole_country" if example else "netherlands")
    remark = [text(impact.scenario.remark)] if impact.scenario.remark else []
    return [
        _appendix(1, "outcome_title", say, where=where),
        text(conclusion(impact, say)),
        bullets(edits or [say("nothing_changes")]),
        *remark,
        heading(say("in_short"), 3),
        bullets(in_short(impact, say)),
        heading(say("per_pair"), 3),
        text(_whom(impact, say)),
        *table(outcome_table(impact, say), say),
    ]


def _whom(impact: Impact, say: Tongue) -> str:
    who = people_in(impact, say)
    of_one = impact.students.tells_leerweg and not impact.question.denominator.whole
    return say(
        "whom",
        share=say("of_leerweg" if of_one else "of_all", who=who.plural),
        way=threshold_words(impact, say),
        label=who.label,
        ends=ends_words(impact, say),
    )


def _maps(impact: Impact, say: Tongue) -> list[Part]:
    if impact.headline is None or not impact.before.has("pc4_areas"):
        return []
    title = _appendix(2, "maps_title", say)
    said = certainty(headline_row(impact), modelled=is_modelled(impact))
    if said in {ONLY_NUMBERS, NO_EFFECT}:
        return [title, text(say("maps_same"))]
    drawing, way = (
        change_maps(impact, impact.headline, say),
        threshold_words(impact, say),
    )
    return [
        title,
        text(say("maps_hatched", title=drawing.title, way=way), "lead"),
        picture(drawing, _map_words(impact, say)),
    ]


def _map_words(impact: Impact, say: Tongue) -> str:
    """Say what the three maps show, for who does not see them."""
    told = [say("maps_alt", conclusion=conclusion(impact, say))]
    names = [row[0] for row in area_table(impact.gemeenten, say).rows]
    if names:
        areas = say.joined(list(dict.fromkeys(names)))
        told.append(say("maps_alt_where", areas=areas))
    return " ".join(told)


def _who(impact: Impact, say: Tongue) -> list[Part]:
    sexes, n = sex_table(impact, say), say.few(len(TECHNISCH))
    per_sex = [text(say("no_sex"), "small")]
    if sexes.rows:
        per_sex = _block(say("per_sex"), sexes, say)
    distances = distance_table(impact, say)
    return [
        _appendix(3, "who_title", say),
        *_block(say("per_provincie"), area_table(impact.provincies, say), say),
        *_block(say("per_gemeente"), area_table(impact.gemeenten, say), say),
        *per_sex,
        *_block(say("choice_title", n=n), choice_table(impact, say), say),
        *_block(say("distance_title"), distances, say),
        text(say("distance_note"), "small"),
    ]


def _block(title: str, printed: PrintedTable, say: Tongue) -> list[Part]:
    """Put a heading above its table."""
    return [heading(title, 3), *table(printed, say)]


def _neighbours(impact: Impact, say: Tongue) -> list[Part]:
    title = _appendix(4, "neighbours_title", say)
    if not impact.applied.opened:
        return [title, text(say("no_opening"))]
    note, where = text(say("losses_note")), text(say.of(impact.loss_note))
    return [title, note, where, *_losses(impact, say)]


def _losses(impact: Impact, say: Tongue) -> list[Part]:
    if len(impact.losses):
        return table(loss_printed(impact, say), say)
    return [text(say("losses_none"))]


def _groups(impact: Impact, say: Tongue) -> list[Part]:
    apart, together = (
        size_table(impact, say, combined=combined) for combined in (False, True)
    )
    return [
        _appendix(5, "groups_title", say),
        text(say("groups_note")),
        *_block(say("per_leerweg"), apart, say),
        *_block(say("leerwegen_together"), together, say),
        *_regions(impact, say),
    ]


def _regions(impact: Impact, say: Tongue) -> list[Part]:
    if impact.before.vestigingen.sto_regio.isna().all():
        return [text(say("no_sto"), "small")]
    return _block(say("per_sto"), region_printed(impact, say), say)


def _checks(impact: Impact, say: Tongue) -> list[Part]:
    checks = impact.review.checks
    printed = checks_printed(checks, say)
    return [
        _appendix(6, "checks_title", say),
        text(say("checks_note", statute=say.of(STATUTE))),
        *(table(printed, say) if printed.rows else [text(say("no_check"))]),
        *(text(words, "small") for words in check_remarks(checks, say)),
        *_invited(impact, say),
    ]


def _invited(impact: Impact, say: Tongue) -> list[Part]:
    parts: list[Part] = []
    for area in impact.review.areas:
        named = board_names(impact.before)
        boards = [_board(board, named) for board in area.boards]
        parts += [
            heading(say(f"around_{area.origin}", site=area.name), 3),
            text(say("postcodes", codes=", ".join(area.pc4)), "small"),
            text(
                say(
                    "boards_named" if named else "boards",
                    boards=", ".join(boards) or say("unknown"),
                ),
                "small",
            ),
        ]
    return parts


def _board(board: str, named: Mapping[str, str]) -> str:
    return f"{named[board]} ({board})" if board in named else board


def _certainty(impact: Impact, say: Tongue) -> list[Part]:
    return [
        _appendix(7, "sure_title", say),
        text(_headline_words(impact, say)),
        *table(sweep_table(impact, say), say),
        bullets(_limits(impact, say)),
    ]


def _headline_words(impact: Impact, say: Tongue) -> str:
    if impact.headline is None:
        return say("sweep_none")
    rows, unit = impact.sweep, impact.question.unit
    told = [say("sweep", offer=say.offer_words(*impact.headline))]
    moved = (("sweep_gains", rows.gained_first), ("sweep_losses", rows.lost_only))
    for key, people in moved:
        values = [say.threshold(value, unit) for value in rows.threshold[people > 0]]
        if values:
            told.append(say(key, thresholds=say.joined(values)))
    return " ".join(told)


def _limits(impact: Impact, say: Tongue) -> list[str]:
    students = impact.students
    several = len(students.point_pc4) > students.n_postcodes
    limits = [say("points_several" if several else "points_one")]
    limits.append(say.demand_words(students.method))
    if students.rounded_to:
        limits.append(say("rounded_to", n=students.rounded_to))
    if not students.tells_leerweg:
        limits.append(say("no_leerweg", who=people_in(impact, say).plural))
    limits.append(say("offer_is"))
    return limits


def _sources(impact: Impact, provenance: Provenance, say: Tongue) -> list[Part]:
    manifest = impact.used
    hashes = [f"{say(f'input_{k}')}: {v}" for k, v in provenance.inputs.items()]
    made = ", ".join(f"{name} {value}" for name, value in provenance.software.items())
    version = manifest.method_version
    return [
        _appendix(8, "sources_title", say),
        text(say("snapshot", name=manifest.name, dates=dates_line(manifest, say))),
        bullets(source_lines(manifest, say)),
        text(say("software", made=made, version=version)),
        heading(say("hashes"), 3),
        *(text(line, "small") for line in hashes),
        text(say("replay", command=provenance.replay)),
    ]
