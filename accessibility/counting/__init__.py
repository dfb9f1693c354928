"""Counting students: intervals, their bounds, and what of them may be shown."""

from accessibility.counting.bounds import (
    AreaBounds,
    Division,
    FillingBounds,
    ratio,
)
from accessibility.counting.counts import (
    COUNT_COLUMNS,
    MASK_HIGH,
    MASK_LOW,
    NO_PC4,
    parse_counts,
    share_bounds,
    sum_counts,
)
from accessibility.counting.disclosure import (
    NO_THRESHOLD,
    OWN_THRESHOLD,
    PUBLISHED_THRESHOLD,
    ROW_KEYS,
    as_masked,
    concealed,
    is_small,
    protected,
    round_counts,
    threshold_for,
)
from accessibility.counting.grades import (
    GRADE_ENDS,
    Areas,
    Graded,
    Grades,
    Part,
    Whom,
    graded,
)
from accessibility.counting.linear_model import (
    PROOF_GAP,
    LinearModel,
    Rows,
    Solution,
    SolverLimits,
    TimeLimitError,
    is_feasible,
    single_row,
    solve,
    widened,
)
from accessibility.counting.margin_bounds import MarginBounds
from accessibility.counting.multiples import (
    MemoryNote,
    MultipleNote,
    one_multiple,
)
from accessibility.counting.scaled_bounds import Rescaling, rescaled
from accessibility.counting.students import NO_AREA, WHOLE_COUNTRY, Students
from accessibility.counting.subpoints import DEFAULT_POINTS, area_points
from accessibility.counting.verdicts import Verdict, verdict

__all__ = [
    "COUNT_COLUMNS",
    "DEFAULT_POINTS",
    "GRADE_ENDS",
    "MASK_HIGH",
    "MASK_LOW",
    "NO_AREA",
    "NO_PC4",
    "NO_THRESHOLD",
    "OWN_THRESHOLD",
    "PROOF_GAP",
    "PUBLISHED_THRESHOLD",
    "ROW_KEYS",
    "WHOLE_COUNTRY",
    "AreaBounds",
    "Areas",
    "Division",
    "FillingBounds",
    "Graded",
    "Grades",
    "LinearModel",
    "MarginBounds",
    "MemoryNote",
    "MultipleNote",
    "Part",
    "Rescaling",
    "Rows",
    "Solution",
    "SolverLimits",
    "Students",
    "TimeLimitError",
    "Verdict",
    "Whom",
    "area_points",
    "as_masked",
    "concealed",
    "graded",
    "is_feasible",
    "is_small",
    "one_multiple",
    "parse_counts",
    "protected",
    "ratio",
    "rescaled",
    "round_counts",
    "share_bounds",
    "single_row",
    "solve",
    "sum_counts",
    "threshold_for",
    "verdict",
    "widened",
]
