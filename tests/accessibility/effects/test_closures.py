"""Tables of closures: each with names, two of one region only, and which region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import AreaKind
from accessibility.effects.closures import CLOSURES, closure_tables, usual_region
from accessibility.questions import Question
from accessibility.study import Study

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_a_table_for_each_closure_with_names(line_snapshot: Snapshot) -> None:
    sites = line_snapshot.vestigingen.assign(corop=line_snapshot.vestigingen.brin6)
    base = Study(line_snapshot).effect_base(Question())
    tables = closure_tables(base, sites, AreaKind.COROP)
    assert tuple(tables) == CLOSURES
    for name in ("aanbod", "vestigingen"):
        assert set(tables[name].brin6) <= set(sites.brin6)
        assert tables[name].naam.notna().all()
    # Each lies in a region of its own: nothing closes together.
    assert tables["paren"].empty
    together = closure_tables(base, sites.assign(corop="A"), AreaKind.COROP)["paren"]
    assert set(together.region) == {"A"}
    assert together.naam_other.notna().all()


def test_the_usual_region_is_that_of_sto_where_it_is_known(
    line_snapshot: Snapshot,
) -> None:
    sites = line_snapshot.vestigingen
    assert usual_region(sites.assign(sto_regio="R")) is AreaKind.STO_REGIO
    assert usual_region(sites.assign(sto_regio=None)) is AreaKind.RMC
