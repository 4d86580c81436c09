"""Facts stand by article, with an index by bundle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Copy them over; which facts an article has told needs no table of its own then."""
    op.rename_table("facts", "facts_by_bundle_before")
    op.create_table(
        "facts",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("bundle", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tie", sa.LargeBinary(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "bundle", "start", "tie", name="facts_by_article"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO facts SELECT article_id, bundle, start, tie, evidence FROM facts_by_bundle_before"
        " ORDER BY article_id, bundle, start, tie"
    )
    op.drop_table("facts_by_bundle_before")
    op.drop_table("told")
    op.create_index("facts_by_bundle", "facts", ["bundle", "article_id", "start", "tie"], unique=False)
