"""The years ahead in a dossier: three layers in words, a table and a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accessibility.outlook import NO_FORECAST
from maps.dossier.tables import PrintedTable
from maps.dossier.typeset import bullets, picture, table, text
from maps.outlook_figure import view_ahead
from maps.subject import Subject

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.reports import Impact
    from maps.dossier.typeset import Part
    from maps.tongue import Tongue


def ahead(impact: Impact, title: Part, say: Tongue) -> list[Part]:
    """Return the appendix on the years ahead; nothing where they cannot be told."""
    rows = impact.ahead
    if not len(rows) or impact.headline is None or rows.suppressed.any():
        return []
    after = rows[rows.edited].reset_index(drop=True)
    drawing = view_ahead(after, subject=_subject(impact, say), manifest=impact.used)
    words = layers_in_words(after, say)
    return [
        title,
        text(say.of(NO_FORECAST)),
        bullets(words),
        *table(ahead_table(rows, say), say),
        picture(drawing, " ".join([f"{drawing.title}.", *words])),
    ]


def _subject(impact: Impact, say: Tongue) -> Subject:
    assert impact.headline is not None  # noqa: S101 - there are no rows without one
    example, question = impact.before.manifest.example, impact.question
    return Subject(
        *impact.headline,
        say("ahead_example" if example else "ahead_country"),
        question.mode,
        question.threshold,
        question.unit,
        question.denominator,
        impact.students.method,
        say=say,
    )


def layers_in_words(rows: pd.DataFrame, say: Tongue) -> list[str]:
    """Say each layer of the last year under its own name, never mixed.

    Parameters
    ----------
    rows
        Of a view ahead with the edits of a scenario, a row per year.
    say
        The language.
    """
    last: Any = rows.sort_values("year").iloc[-1]
    still = say.percentage(last.access_demography)
    norm, together = (
        say.percentage(last[name])
        for name in ("access_if_norm", "access_if_norm_combined")
    )
    return [
        say("ahead_still", year=last.year, share=still),
        say("ahead_likely", ends=_likely(last, say)),
        say("ahead_norm", norm=last.norm, share=norm, combined=together),
    ]


def _likely(row: Any, say: Tongue) -> str:  # noqa: ANN401 - a row of a frame
    low, high = (say.percentage(row[f"access_likely_{end}"]) for end in ("p10", "p90"))
    return say("ahead_ends", low=low, high=high)


def ahead_table(rows: pd.DataFrame, say: Tongue) -> PrintedTable:
    """Return the layers per year, without and with the edits."""
    printed = tuple(
        (
            str(row["year"]),
            say("ahead_with" if row["edited"] else "ahead_without"),
            say.percentage(row["access_demography"]),
            _likely(row, say),
            say.percentage(row["access_if_norm"]),
            say.percentage(row["access_if_norm_combined"]),
        )
        for row in rows.sort_values(["year", "edited"]).to_dict("records")
    )
    keys = ("head_year", "head_edit", "head_still", "head_likely")
    norm = say("head_norm", norm=int(rows.norm.iloc[0]))
    header = (*(say(key) for key in keys), norm, say("head_norm_together"))
    return PrintedTable(header, printed, (0.1, 0.14, 0.17, 0.25, 0.18, 0.16), 2)
