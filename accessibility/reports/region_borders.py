"""Borders: in which region students live, and in which their nearest offer lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.counting import NO_AREA, concealed
from accessibility.measures import NO_OFFER
from accessibility.reports.offered_by_region import names_of, site_regions

if TYPE_CHECKING:
    from accessibility.codes import AreaKind
    from accessibility.questions import Question
    from accessibility.study import Study

BORDER_COLUMNS: Final = (
    *("home_region", "home_region_name", "nearest_region", "nearest_region_name"),
    *("profiel", "leerweg", "students", "share", "suppressed"),
)
BEYOND: Final = "geen binnen bereik"
"""Stands for the region where no offer lies as far as was searched."""


def border_matrix(study: Study, question: Question, per: AreaKind) -> pd.DataFrame:
    """Return students by home region and the region of their nearest offer.

    Returns
    -------
    pandas.DataFrame
        Columns `BORDER_COLUMNS`; `share` is of the students of the home region. All
        students are in some row, those of whom no offer is known too.
    """
    students = study.students_for(question)
    nearest = study.nearest(students, question.mode, question.unit)
    reach = study.reach(students, question.mode, question.unit)
    homes = students.area_codes(per)
    region = site_regions(study.snapshot, per)
    of_site = region.reindex(reach.destination_ids).fillna(NO_AREA).to_numpy(np.str_)
    frames = []
    for pair in question.pairs:
        k = nearest.pairs.index(pair)
        site = nearest.destination[k]
        where = np.where(site == NO_OFFER, BEYOND, of_site[site])
        count = students.by_postcode(question.denominator, pair[1])[1]
        rows = pd.DataFrame(
            {
                "home_region": homes[students.point_pc4],
                "nearest_region": where,
                "students": count[students.point_pc4] * students.point_weight,
            }
        )
        keys = ["home_region", "nearest_region"]
        sums = rows.groupby(keys, as_index=False).students.sum()
        frames.append(sums.assign(profiel=pair[0], leerweg=pair[1].value))
    table = pd.concat(frames, ignore_index=True)
    whole = table.groupby(["home_region", "profiel", "leerweg"]).students
    table["share"] = table.students / whole.transform("sum")
    table = table[table.students > 0]
    names = names_of(study.snapshot, per)
    for side in ("home", "nearest"):
        code = table[f"{side}_region"]
        table = table.assign(**{f"{side}_region_name": code.map(names).fillna(code)})
    safe = concealed(table, threshold=students.rounded_to)
    order = ["profiel", "leerweg", "home_region", "nearest_region"]
    return safe.sort_values(order, ignore_index=True)[list(BORDER_COLUMNS)]
