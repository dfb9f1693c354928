"""Memory of results: each made once, all drawing on one pool with one budget."""

from accessibility.memory.memo import Memo
from accessibility.memory.pool import Pool

__all__ = ["Memo", "Pool"]
