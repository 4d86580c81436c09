"""Articles know their origin, and are counted as they come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Fill them from what is there; groups of wordings need no origin of their own then."""
    op.create_table(
        "tallies",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name"),
        sqlite_with_rowid=False,
    )
    op.add_column("articles", sa.Column("origin", sa.Text(), nullable=True))
    op.execute(
        "UPDATE articles SET origin = coalesce(credit, (SELECT o.origin FROM statements s JOIN origins o"
        " ON o.cluster = s.cluster WHERE s.statement = articles.copy_statement)) WHERE copy_statement IS NOT NULL"
    )
    op.drop_table("origins")
    for kind in ("status", "outlet", "origin", "versions"):
        op.execute(
            f"INSERT INTO tallies SELECT '{kind}', {kind}, count(*) FROM articles WHERE {kind} IS NOT NULL GROUP BY {kind}"
        )
    op.execute("INSERT INTO tallies SELECT 'waits', '1', count(*) FROM articles WHERE waits = 1 HAVING count(*) > 0")
    op.execute("INSERT INTO tallies SELECT 'distinct', kind, count(*) FROM tallies GROUP BY kind")
