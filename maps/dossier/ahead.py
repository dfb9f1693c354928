"""The years ahead in a dossier: three layers in words, a table and a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accessibility.outlook import NO_FORECAST
from maps import dutch
from maps.dossier.tables import PrintedTable
from maps.dossier.typeset import bullets, picture, table, text
from maps.outlook_figure import view_ahead
from maps.subject import Subject

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.reports import Impact
    from maps.dossier.typeset import Part


def ahead(impact: Impact, title: Part) -> list[Part]:
    """Return the appendix on the years ahead; nothing where they cannot be told."""
    rows = impact.ahead
    if not len(rows) or impact.headline is None or rows.suppressed.any():
        return []
    after = rows[rows.edited].reset_index(drop=True)
    drawing = view_ahead(after, subject=_subject(impact), manifest=impact.used)
    words = layers_in_words(after)
    return [
        title,
        text(NO_FORECAST),
        bullets(words),
        *table(ahead_table(rows)),
        picture(drawing, " ".join([f"{drawing.title}.", *words])),
    ]


def _subject(impact: Impact) -> Subject:
    assert impact.headline is not None  # noqa: S101 - there are no rows without one
    where = "Het hele land" if impact.before.manifest.example else "Nederland"
    question = impact.question
    return Subject(
        *impact.headline,
        where,
        question.mode,
        question.threshold,
        question.unit,
        question.denominator,
        impact.students.method,
    )


def layers_in_words(rows: pd.DataFrame) -> list[str]:
    """Say each layer of the last year under its own name, never mixed.

    Parameters
    ----------
    rows
        Of a view ahead with the edits of a scenario, a row per year.
    """
    last: Any = rows.sort_values("year").iloc[-1]
    still = (
        "Alleen minder of meer leerlingen, het aanbod blijft: in "
        f"{last.year} kan {dutch.percentage(last.access_demography)} het volgen."
    )
    norm = (
        f"Als groepen onder {last.norm} zouden sluiten: "
        f"{dutch.percentage(last.access_if_norm)}; met de leerwegen van een profiel "
        f"samen geteld {dutch.percentage(last.access_if_norm_combined)}. Dat is een "
        "'wat als', geen verwachting."
    )
    return [still, f"Waarschijnlijk, in 8 van de 10 trekkingen: {_likely(last)}.", norm]


def _likely(row: Any) -> str:  # noqa: ANN401 - a row of a frame
    ends = [dutch.percentage(row[f"access_likely_{end}"]) for end in ("p10", "p90")]
    return " tot ".join(ends)


def ahead_table(rows: pd.DataFrame) -> PrintedTable:
    """Return the layers per year, without and with the edits."""
    printed = tuple(
        (
            str(row["year"]),
            "met" if row["edited"] else "zonder",
            dutch.percentage(row["access_demography"]),
            _likely(row),
            dutch.percentage(row["access_if_norm"]),
            dutch.percentage(row["access_if_norm_combined"]),
        )
        for row in rows.sort_values(["year", "edited"]).to_dict("records")
    )
    norm = int(rows.norm.iloc[0])
    header = (
        "Jaar",
        "Wijziging",
        "Aanbod blijft",
        "Waarschijnlijk",
        f"Als onder {norm} sluit",
        "Idem, samen",
    )
    return PrintedTable(header, printed, (0.1, 0.14, 0.17, 0.25, 0.18, 0.16), 2)
