"""The tables that the monitor of Sterk Techniekonderwijs publishes, computed."""

from accessibility.monitor.catalogue import (
    TABLE_NAMES,
    TableInputs,
    computable,
    monitor_table,
    route_note,
    tables_read,
)
from accessibility.monitor.figures import (
    NORM_M,
    SHARES,
    mean_absolute_difference,
    technical_cells,
)
from accessibility.monitor.published import (
    B3_1,
    B3_3_SHARES,
    B3_4,
    B3_5_ALL,
    B3_5_SHARES,
    B3_5_TECHNICAL,
    B3_5_VESTIGINGEN,
    B3_6,
    PUBLISHED_YEAR,
    REGIONS,
)
from accessibility.monitor.published_years import (
    LAST_YEAR,
    PROVISIONAL_FROM,
    school_year_words,
)
from accessibility.monitor.targets import compare_targets, year_results
from accessibility.monitor.yearly import clusters_of

__all__ = [
    "B3_1",
    "B3_3_SHARES",
    "B3_4",
    "B3_5_ALL",
    "B3_5_SHARES",
    "B3_5_TECHNICAL",
    "B3_5_VESTIGINGEN",
    "B3_6",
    "LAST_YEAR",
    "NORM_M",
    "PROVISIONAL_FROM",
    "PUBLISHED_YEAR",
    "REGIONS",
    "SHARES",
    "TABLE_NAMES",
    "TableInputs",
    "clusters_of",
    "compare_targets",
    "computable",
    "mean_absolute_difference",
    "monitor_table",
    "route_note",
    "school_year_words",
    "tables_read",
    "technical_cells",
    "year_results",
]
