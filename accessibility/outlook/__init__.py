"""The view ahead: who will be third-years, which offers may go, and what if a norm."""

from accessibility.outlook.asked import (
    TECHNICAL,
    OutlookQuestion,
    check_technical,
)
from accessibility.outlook.chances import MEASURED, Chances, words_of
from accessibility.outlook.closing_order import (
    Closable,
    OrderQuestion,
    OrderView,
    order_answer,
)
from accessibility.outlook.fitting import fitted_chances
from accessibility.outlook.norm import ClosingOrder, Norm, PupilsGo
from accessibility.outlook.risk import risk_of, site_factors
from accessibility.outlook.simulation import USUAL_DRAWS, USUAL_SEED, Draws
from accessibility.outlook.view import NO_FORECAST, OUTLOOK_COLUMNS, outlook_answer

__all__ = [
    "MEASURED",
    "NO_FORECAST",
    "OUTLOOK_COLUMNS",
    "TECHNICAL",
    "USUAL_DRAWS",
    "USUAL_SEED",
    "Chances",
    "Closable",
    "ClosingOrder",
    "Draws",
    "Norm",
    "OrderQuestion",
    "OrderView",
    "OutlookQuestion",
    "PupilsGo",
    "check_technical",
    "fitted_chances",
    "order_answer",
    "outlook_answer",
    "risk_of",
    "site_factors",
    "words_of",
]
