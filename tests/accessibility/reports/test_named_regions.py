"""Regions of a file found by name or code."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.errors import UsageError
from accessibility.reports.named_regions import region_codes

MEASURED = pd.DataFrame({"area_code": ["R1", "R2"], "area_name": ["Twente", "Zeeland"]})


def test_name_and_code_are_found_however_they_are_capitalised() -> None:
    told = pd.Series(["twente ", "r2", "Nergens"])
    found = region_codes(told, MEASURED, AreaKind.STO_REGIO)
    assert found[:2].tolist() == ["R1", "R2"]
    assert pd.isna(found[2])


def test_a_file_of_other_regions_is_refused() -> None:
    with pytest.raises(UsageError, match="no region of the file is a sto-regio"):
        region_codes(pd.Series(["Nergens"]), MEASURED, AreaKind.STO_REGIO)
