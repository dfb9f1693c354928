"""The text of a region map: finding, figures, tables and legend.

The page and the report draw the same story, so that they cannot disagree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from accessibility.codes import PROFIEL_CHOICES, TECHNIEK, Leerweg, Mode, Unit
from maps import dutch
from maps.layers import missed_words, nearest_words, rows, sign_paths
from maps.missed import missed_of
from maps.postcodes import CUT_OFF, NO_ROADS, breaks, largest_gaps
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from accessibility.snapshot import Manifest
    from maps.extras import Extras
    from maps.missed import Missed
    from maps.subject import Subject

MOST_GAPS: Final = 12
_FEWEST: Final = 0.5
_NOT_COMPUTED: Final = "niet te berekenen"
_LEERWEGEN: Final = tuple(Leerweg)
_SHAPE: Final = {"circle": "vlak", "road": "vlak", "facility": "blok", "choice": "vlak"}


@dataclass(frozen=True)
class Gap:
    """One postcode of the list of largest gaps, in words."""

    pc4: str
    plaats: str
    missed: str
    way: str


@dataclass(frozen=True)
class ShareRow:
    """The share reached of one profiel, per leerweg, in words."""

    code: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class LegendEntry:
    """One entry of the legend: the shape, the class names it has, the words.

    `layer` is the layer that it explains, where a reader can switch that off, and
    `is_on` tells whether it is on from the start: what is not drawn is not explained.
    """

    shape: str
    look: str
    text: str
    layer: str = ""
    is_on: bool = True

    @property
    def drawing(self) -> Markup:
        """The inside of a sign that is no circle, for a drawing."""
        return Markup(sign_paths(self.look.rsplit(" ", 1)[-1]))  # noqa: S704 - our own shapes


@dataclass(frozen=True)
class Story:
    """Every text of a region map, as the template takes it.

    Parameters
    ----------
    subject
        What the map is about.
    title
        The finding.
    share, missed
        Share and number of students who are not reached.
    figure, between, people, where
        The same in words: the figure, between what it likely and certainly lies, how
        many, in how many postcodes.
    apart
        Those of them who do not live farther: without a way, a known home or roads.
    legend, gaps, shares
        Entries of the legend and rows of the two tables.
    more_gaps
        How many gaps are not in the list, in words; empty for none.
    definitions
        Four words and what they mean.
    dates, sources
        Of which date everything is, and where it comes from.
    method
        Version of the computing methods.
    example
        The label of example data; empty for real data.
    """

    subject: Subject
    title: str
    share: float
    missed: float
    figure: str
    between: tuple[str, ...]
    people: str
    where: str
    apart: tuple[str, ...]
    legend: tuple[LegendEntry, ...]
    gaps: tuple[Gap, ...]
    more_gaps: str
    shares: tuple[ShareRow, ...]
    definitions: tuple[tuple[str, str], ...]
    dates: str
    sources: tuple[str, ...]
    method: str
    example: str

    @property
    def has_places(self) -> bool:
        """True if any gap has the name of a place."""
        return any(gap.plaats for gap in self.gaps)


def story(
    described: pd.DataFrame,
    *,
    subject: Subject,
    manifest: Manifest,
    extras: Extras,
    below: pd.DataFrame | None = None,
) -> Story:
    """Put into words what the described postcodes show.

    Parameters
    ----------
    described
        What `maps.postcodes.described` returns for the region.
    subject, manifest, extras
        As for `maps.region_map.region_map`.
    below
        What is drawn under the postcodes, as `maps.ground.beneath` returns it.
    """
    missed = missed_of(described, subject, extras.shares)
    gaps, more = largest_gaps(described, MOST_GAPS)
    return Story(
        subject=subject,
        title=finding(subject, missed),
        share=missed.share[2],
        missed=missed.people,
        figure=_figure(missed),
        between=missed.between,
        people="" if missed.is_unknown else dutch.people(missed.people, subject.people),
        where="" if missed.is_unknown else _where(described),
        apart=missed.apart(subject),
        legend=(*_legend(described, subject, extras), *_below(below)),
        gaps=tuple(_gap(row, subject) for row in rows(gaps)),
        more_gaps=_more(more),
        shares=tuple(_share_rows(extras.shares)),
        definitions=tuple(definitions(subject, extras.assumption)),
        dates=dates_line(manifest),
        sources=tuple(source_lines(manifest)),
        method=manifest.method_version,
        example=dutch.EXAMPLE if manifest.example else "",
    )


def finding(subject: Subject, missed: Missed) -> str:
    """Say in one sentence what the map shows.

    Parameters
    ----------
    subject
        What the map is about.
    missed
        Those who are not reached.
    """
    tail = f"van een school met {subject.offer}"
    if missed.is_unknown:
        if missed.is_empty:
            return f"Voor {subject.area_name} zijn er geen gegevens over {subject.who}"
        if not missed.is_beyond_roads:
            return (
                f"Voor {subject.area_name} is niet te zeggen hoeveel {subject.who} "
                f"{subject.beyond} wonen {tail}"
            )
        return (
            f"Voor {subject.area_name} is niet te berekenen hoeveel {subject.who} "
            f"{subject.beyond} wonen {tail}: te veel van hen wonen buiten de bekende "
            f"{subject.mode.record.nl.needs}"
        )
    where = f"{subject.threshold} {dutch.MODE_WORDS[subject.mode]}"
    if missed.share[2] == 0 == missed.share[4]:
        return f"In {subject.area_name} wonen alle {subject.who} binnen {where} {tail}"
    part = f"{dutch.percentage(missed.share[2])} van de {subject.who}"
    if missed.apart(subject):
        return (
            f"In {subject.area_name} kan {part} {subject.offer} niet volgen binnen "
            f"{where} van huis"
        )
    return f"In {subject.area_name} woont {part} {subject.beyond} {tail}"


def _figure(missed: Missed) -> str:
    if missed.is_unknown and not missed.is_empty:
        return _NOT_COMPUTED if missed.is_beyond_roads else dutch.CANNOT_SAY
    return dutch.percentage(missed.share[2])


def _where(described: pd.DataFrame) -> str:
    count = int(described.is_missed.sum())
    hidden = int((described.suppressed & described.is_missed).sum())
    some = f"; in {hidden} daarvan is het aantal afgeschermd" if hidden else ""
    return f"in {_postcodes(count)}{some}"


def _more(count: int) -> str:
    return f"En nog {_postcodes(count)}." if count else ""


def _postcodes(count: int) -> str:
    return f"{dutch.number(count)} {'postcode' if count == 1 else 'postcodes'}"


def _below(below: pd.DataFrame | None) -> list[LegendEntry]:
    shown = set() if below is None else set(below.look)
    texts = {"water": "water", "buitenland": "buitenland (grof getekend)"}
    return [LegendEntry("vlak", look, texts[look]) for look in texts if look in shown]


def _legend(
    described: pd.DataFrame, subject: Subject, extras: Extras
) -> list[LegendEntry]:
    bounds = [dutch.number(b / _per_unit(subject.unit)) for b in breaks(subject.unit)]
    name = "km" if subject.unit is Unit.METRES else "min"
    texts = [
        f"0-{bounds[0]} {name}",
        f"{bounds[0]}-{bounds[1]} {name}",
        f"{bounds[1]}-{bounds[2]} {name}",
        f"meer dan {bounds[2]} {name}",
    ]
    entries = [LegendEntry("vlak", f"k k{i}", text) for i, text in enumerate(texts)]
    if (described.klass == CUT_OFF).any():
        entries.append(LegendEntry("vlak", f"k {CUT_OFF}", dutch.UNREACHABLE))
    if (described.klass == NO_ROADS).any():
        entries.append(
            LegendEntry("vlak", f"k {NO_ROADS}", dutch.UNKNOWN[subject.mode])
        )
    entries.append(
        LegendEntry("vlak", "k leeg", f"geen {subject.who} of geen postcode")
    )
    entries.append(LegendEntry("vlak", "gat", f"gat: {subject.beyond}"))
    if described.suppressed.any():
        entries.append(LegendEntry("vlak", "stippel", f"aantal {dutch.HIDDEN}"))
    leerweg = subject.leerweg.value
    entries += [
        LegendEntry("punt", "punt pair", f"school met {subject.offer}"),
        LegendEntry(
            "teken",
            "punt profiel",
            f"school met {subject.profiel}, niet in de {leerweg}",
        ),
        LegendEntry("punt", "punt none", "andere vmbo-school"),
    ]
    entries += [
        LegendEntry("teken", f"punt {kind}", f"school waar {subject.offer} {how}")
        for kind, how in (("opened", "open gaat"), ("closed", "dicht gaat"))
        if kind in extras.turned
    ]
    return entries + [
        LegendEntry(_SHAPE[overlay.look], look, words, overlay.name, overlay.show)
        for overlay in extras.overlays
        for look, words in overlay.signs
    ]


def _per_unit(unit: Unit) -> float:
    return 1_000.0 if unit is Unit.METRES else 60.0


def _gap(row: dict[str, Any], subject: Subject) -> Gap:
    return Gap(
        row["pc4"], row["plaats"], missed_words(row), nearest_words(row, subject)
    )


def _share_rows(shares: pd.DataFrame | None) -> list[ShareRow]:
    if shares is None or shares.empty:
        return []
    told_of = shares.to_dict("records")
    cells = {(row["profiel"], row["leerweg"]): _share_words(row) for row in told_of}
    told = {profiel for profiel, _ in cells}
    return [
        ShareRow(
            f"één of meer van de {dutch.N_TECHNISCH}" if choice == TECHNIEK else choice,
            "" if choice == TECHNIEK else dutch.profiel_name(choice),
            tuple(
                cells.get((choice, leerweg.value), dutch.NO_DATA)
                for leerweg in _LEERWEGEN
            ),
        )
        for choice in PROFIEL_CHOICES
        if choice in told
    ]


def _share_words(row: Mapping[Hashable, Any]) -> str:
    """Write a share; of students without one, that it cannot be told or computed."""
    share = float(row["share"])
    if row.get("suppressed", False):
        return dutch.HIDDEN
    if not (math.isnan(share) and row.get("students", 0.0) > 0):
        return dutch.percentage(share)
    return _NOT_COMPUTED if row.get("outside", 0.0) >= _FEWEST else dutch.CANNOT_SAY


def _measured(subject: Subject) -> tuple[str, str]:
    """Return what the ways of a map are called, and what they are."""
    if subject.mode is Mode.STRAIGHT:
        return "Afstand", "de rechte lijn van huis naar school"
    if not subject.mode.on_roads:
        return "Tijd", (
            "van huis tot men op school moet zijn, met het ov, het wachten op school "
            "meegeteld; de middelste over de tijden waarop de les begint"
        )
    name = "Afstand" if subject.unit is Unit.METRES else "Reistijd"
    along = dutch.MODE_WORDS[subject.mode]
    return name, f"de kortste weg van huis naar school, {along}"


def definitions(subject: Subject, assumption: str) -> list[tuple[str, str]]:
    """Say what the words of a map mean: each with what it is."""
    measured, way = _measured(subject)
    offer = (
        "een school heeft minstens één derdejaars in dit profiel en deze leerweg, of "
        "meldt dat zij het aanbiedt."
    )
    gap = (
        "postcodes waar leerlingen wonen en waar het dichtstbijzijnde aanbod "
        f"{subject.beyond} is."
    )
    label = f"{dutch.first_capital(subject.people.label)}."
    counted = f"{label} {assumption or 'Kleine aantallen zijn afgeschermd.'}"
    return [
        ("Aanbod", offer),
        (measured, f"{way}, gemeten vanaf punten in de postcode waar mensen wonen."),
        ("Gat", gap),
        ("Leerlingen", counted),
    ]
