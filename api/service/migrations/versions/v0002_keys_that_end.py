"""Keys that end by themselves, when they were last used, and how much they may ask."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("expires", sa.String(32)),
    ("used", sa.String(32)),
    ("per_day", sa.Integer),
    ("counted_on", sa.String(10)),
    ("counted", sa.Integer),
)


def upgrade() -> None:
    """Add the columns; keys that are there neither end nor have a limit."""
    for name, kind in _COLUMNS:
        op.add_column("keys", sa.Column(name, kind))


def downgrade() -> None:
    """Drop the columns."""
    for name, _ in _COLUMNS:
        op.drop_column("keys", name)
