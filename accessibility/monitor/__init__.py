"""The tables that the monitor of Sterk Techniekonderwijs publishes, computed."""

from accessibility.monitor.figures import (
    NORM_M,
    SHARES,
    TABLE_NAMES,
    computable,
    mean_absolute_difference,
    monitor_table,
    tables_read,
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
from accessibility.monitor.targets import compare_targets, year_results

__all__ = [
    "B3_1",
    "B3_3_SHARES",
    "B3_4",
    "B3_5_ALL",
    "B3_5_SHARES",
    "B3_5_TECHNICAL",
    "B3_5_VESTIGINGEN",
    "B3_6",
    "NORM_M",
    "PUBLISHED_YEAR",
    "REGIONS",
    "SHARES",
    "TABLE_NAMES",
    "compare_targets",
    "computable",
    "mean_absolute_difference",
    "monitor_table",
    "tables_read",
    "year_results",
]
