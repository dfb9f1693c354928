"""The dossier as a PDF: page one, and appendices from outcome to replay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from accessibility.licence import STATUTE
from maps import dutch
from maps.dossier import brief_en
from maps.dossier.ahead import ahead
from maps.dossier.brief import brief
from maps.dossier.change_maps import change_maps
from maps.dossier.edits import closing_words, edit_words
from maps.dossier.front import DUTCH, ENGLISH, NOBODY
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
    NO_ADVICE,
    NO_EFFECT,
    ONLY_NUMBERS,
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
    from collections.abc import Mapping, Sequence

    from accessibility.reports import Impact
    from maps.dossier.front import Front
    from maps.dossier.typeset import Part

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
    parts = [
        _NEW_PAGE,
        *_outcome(impact),
        *_maps(impact),
        *_who(impact),
        *_neighbours(impact),
        *_groups(impact),
        *_checks(impact),
        *_certainty(impact),
        *_sources(impact, provenance),
        *ahead(impact, _appendix(9, "Vooruit: de jaren hierna")),
    ]
    return typeset(
        {
            "title": impact.scenario.title,
            "lang": front.language,
            "parts_lang": DUTCH,
            **_page_one(impact, front),
            "parts": parts,
        }
    )


def _page_one(impact: Impact, front: Front) -> dict[str, Any]:
    """Return page one, and what stands on every page, in the language of the front."""
    manifest = impact.used
    if front.language == ENGLISH:
        return {
            "warning": brief_en.NO_ADVICE,
            "foot": brief_en.foot_en(manifest),
            "page": "page",
            "band": brief_en.EXAMPLE if manifest.example else "",
            "brief": brief_en.brief_en(impact, front),
        }
    return {
        "warning": NO_ADVICE,
        "foot": dates_line(manifest),
        "page": "bladzijde",
        "band": dutch.EXAMPLE if manifest.example else "",
        "brief": brief(impact, front),
    }


def _appendix(number: int, words: str) -> Part:
    return heading(f"Bijlage {number}. {words}")


def _outcome(impact: Impact) -> list[Part]:
    names = names_of(impact)
    edits = [edit_words(edit, names) for edit in impact.scenario.edits]
    edits += [closing_words(closing) for closing in impact.applied.closings]
    where = "het hele land" if impact.before.manifest.example else "heel Nederland"
    remark = [text(impact.scenario.remark)] if impact.scenario.remark else []
    return [
        _appendix(1, f"De uitkomst voor {where}"),
        text(conclusion(impact)),
        bullets(edits or ["Er verandert niets."]),
        *remark,
        heading("In het kort", 3),
        bullets(in_short(impact)),
        heading("Per profiel en leerweg", 3),
        text(_whom(impact)),
        *table(outcome_table(impact)),
    ]


def _whom(impact: Impact) -> str:
    who = people_in(impact)
    share = f"de {who.plural}"
    if impact.students.tells_leerweg and not impact.question.denominator.whole:
        share += " van de leerweg zelf"
    return (
        f"Deel van {share} met een school die het aanbiedt binnen "
        f"{threshold_words(impact)}. Aantallen: {who.label}; {ends_words(impact)} "
        "'Alleen keuze' is: niemand krijgt of verliest het enige aanbod."
    )


def _maps(impact: Impact) -> list[Part]:
    if impact.headline is None or not impact.before.has("pc4_areas"):
        return []
    said = certainty(headline_row(impact), modelled=is_modelled(impact))
    if said in {ONLY_NUMBERS, NO_EFFECT}:
        nothing = "Het aanbod en de afstanden veranderen niet: de kaart blijft gelijk."
        return [_appendix(2, "Voor, na en verschil op de kaart"), text(nothing)]
    drawing = change_maps(impact, impact.headline)
    return [
        _NEW_PAGE,
        _appendix(2, "Voor, na en verschil op de kaart"),
        text(f"{drawing.title}. Gearceerd: niet binnen {threshold_words(impact)}."),
        picture(drawing, _map_words(impact)),
    ]


def _map_words(impact: Impact) -> str:
    """Say what the three maps show, for who does not see them."""
    told = [f"Drie kaarten: voor, na en verschil. {conclusion(impact)}"]
    names = [row[0] for row in area_table(impact.gemeenten).rows]
    if names:
        told.append(f"Er verandert iets in {dutch.joined(list(dict.fromkeys(names)))}.")
    return " ".join(told)


def _who(impact: Impact) -> list[Part]:
    parts = [
        _NEW_PAGE,
        _appendix(3, "Wie wint en wie verliest"),
        heading("Per provincie", 3),
        *table(area_table(impact.provincies)),
        heading("Per gemeente", 3),
        *table(area_table(impact.gemeenten)),
    ]
    sexes = sex_table(impact)
    if sexes.rows:
        parts += [heading("Per geslacht", 3), *table(sexes)]
    else:
        parts.append(
            text("De gegevens over leerlingen zeggen niets over geslacht.", "small")
        )
    return [
        *parts,
        *_block(
            f"Keuze: hoeveel van de {dutch.N_TECHNISCH} technische profielen",
            choice_table(impact),
        ),
        *_block("Afstand tot het dichtstbijzijnde aanbod", distance_table(impact)),
        text(
            "Wie binnen de zoekgrens geen aanbod heeft, telt in het gemiddelde mee op "
            "die grens (daarom ≥) en geldt in de 95%-maat als oneindig ver.",
            "small",
        ),
    ]


def _block(title: str, printed: PrintedTable) -> list[Part]:
    """Put a heading above its table."""
    return [heading(title, 3), *table(printed)]


def _neighbours(impact: Impact) -> list[Part]:
    parts = [_appendix(4, "De buren: leerlingverlies")]
    if not impact.applied.opened:
        return [*parts, text("Er gaat niets nieuws open: geen buur verliest iets.")]
    return [
        *parts,
        text(
            "Verlies van leerlingen bij bestaande vestigingen, als aantal en als deel "
            "van al hun leerlingen. Regeling 2008 (vervallen): hele postcodegebieden "
            "gaan naar de dichtstbijzijnde vestiging, hemelsbreed vanaf hun "
            "middelpunt. Keuzemodel: elke kilometer verder is 30% minder aantrekkelijk."
        ),
        text(impact.loss_note),
        *_losses(impact),
    ]


def _losses(impact: Impact) -> list[Part]:
    if len(impact.losses):
        return table(loss_printed(impact))
    nobody = (
        "Geen bestaande vestiging verliest volgens deze methoden een leerling, "
        "afgerond op hele leerlingen. Bijlage 5 rekent anders: daar gaat iedereen naar "
        "het dichtstbijzijnde aanbod, zodat een groep iets kleiner kan worden."
    )
    return [text(nobody)]


def _groups(impact: Impact) -> list[Part]:
    return [
        _appendix(5, "Groepsgroottes"),
        text(
            "Derdejaars per vestiging en profiel, als leerlingen naar het "
            "dichtstbijzijnde aanbod gaan. Hooguit tien leerlingen is lastig te "
            "organiseren; met minder dan 75 technische leerlingen is een STO-regio "
            "klein. 'Niet te zeggen': het antwoord hangt af van aantallen die we "
            "niet precies kennen. Bij een nieuw aanbod tellen alleen leerlingen mee "
            "die nu elders hetzelfde volgen: wie er nieuw bij komt, is niet bekend. "
            "Een prognose telt mee waar leerlingen wonen, en zo bij hun school."
        ),
        heading("Per leerweg", 3),
        *table(size_table(impact, combined=False)),
        *_block("Leerwegen samen", size_table(impact, combined=True)),
        *_regions(impact),
    ]


def _regions(impact: Impact) -> list[Part]:
    if impact.before.vestigingen.sto_regio.isna().all():
        unknown = (
            "Deze momentopname kent geen STO-regio's: of een regio minder dan 75 "
            "technische leerlingen houdt, is te toetsen met een eigen regio-indeling."
        )
        return [text(unknown, "small")]
    return _block("Per STO-regio", region_printed(impact))


def _checks(impact: Impact) -> list[Part]:
    printed = checks_printed(impact.review.checks)
    return [
        _appendix(6, "De wettelijke toetsen"),
        text(
            f"{NO_ADVICE}. Getoetst aan de {STATUTE}. Wat een ministeriële regeling "
            "of AMvB bepaalt en hier niet is ingevuld, blijft 'niet te bepalen'."
        ),
        *(table(printed) if printed.rows else [text("Geen toets is van toepassing.")]),
        *(text(words, "small") for words in check_remarks(impact.review.checks)),
        *_invited(impact),
    ]


def _invited(impact: Impact) -> list[Part]:
    parts: list[Part] = []
    for area in impact.review.areas:
        centre = "het adres" if area.origin == "address" else "het postcodegebied"
        boards = ", ".join(area.boards) or "onbekend"
        parts += [
            heading(f"Voedingsgebied van {area.name}, 15 km vanaf {centre}", 3),
            text("Postcodes: " + ", ".join(area.pc4), "small"),
            text(f"Nummers van de besturen: {boards}", "small"),
        ]
    return parts


def _certainty(impact: Impact) -> list[Part]:
    return [
        _appendix(7, "Hoe zeker is dit?"),
        text(_headline_words(impact)),
        *table(sweep_table(impact)),
        bullets(_limits(impact)),
    ]


def _headline_words(impact: Impact) -> str:
    if impact.headline is None:
        return "Geen enkele grens tussen 5 en 15 km verandert de uitkomst."
    offer = dutch.offer_words(*impact.headline)
    table_ = impact.sweep
    loses = table_[table_.lost_only > 0].threshold
    gains = table_[table_.gained_first > 0].threshold
    unit = impact.question.unit

    def listed(values: Sequence[float]) -> str:
        return dutch.joined([dutch.threshold(value, unit) for value in values])

    parts = [f"De uitkomst voor {offer} bij andere grenzen."]
    if len(gains):
        parts.append(f"Een eerste aanbod krijgt iemand bij {listed(list(gains))}.")
    if len(loses):
        parts.append(f"Het enige aanbod verliest iemand bij {listed(list(loses))}.")
    return " ".join(parts)


def _limits(impact: Impact) -> list[str]:
    students = impact.students
    several = len(students.point_pc4) > students.n_postcodes
    points = (
        "Elk postcodegebied heeft meer punten: wonen is preciezer dan het middelpunt."
        if several
        else "Ieder postcodegebied telt als één punt. Binnen een gebied kan de afstand "
        "enkele kilometers schelen; vlak bij de grens kan een gebied omslaan."
    )
    limits = [points, dutch.demand_words(students.method)]
    if students.rounded_to:
        limits.append(
            f"Aantallen leerlingen zijn vooraf afgerond op veelvouden van "
            f"{students.rounded_to}, zodat niemand herkenbaar is."
        )
    if not students.tells_leerweg:
        limits.append(
            f"De aantallen zijn {people_in(impact).plural}, niet leerlingen van een "
            "leerweg: lees ze als verhouding, niet als aantal leerlingen."
        )
    limits.append(
        "Aanbod is: een vestiging met minstens één derdejaars. Een licentie zonder "
        "leerlingen telt niet."
    )
    return limits


def _sources(impact: Impact, provenance: Provenance) -> list[Part]:
    manifest = impact.used
    hashes = [f"{name}: {value}" for name, value in provenance.inputs.items()]
    made = ", ".join(f"{name} {value}" for name, value in provenance.software.items())
    return [
        _appendix(8, "Bronnen en narekenen"),
        text(f"Momentopname '{manifest.name}': {dates_line(manifest)}."),
        bullets(source_lines(manifest)),
        text(f"Gemaakt met {made}. Rekenwijze versie {manifest.method_version}."),
        heading("SHA-256 van de invoer", 3),
        *(text(line, "small") for line in hashes),
        text(
            f"Narekenen: {provenance.replay}. Dat rekent alles opnieuw uit en eindigt "
            "met 'identical' als elk bestand tot op de byte gelijk is. De SHA-256 van "
            "elk bestand staat in dossier.json."
        ),
    ]
