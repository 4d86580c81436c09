"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them all."""
    _events()
    _articles()
    _wordings()
    _facts()
    _state()


def _events() -> None:
    """What was folded, and where it stands."""
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("recorded_us", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "event_id"),
    )
    op.create_table(
        "rejections",
        sa.Column("dead_letter_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("recorded_us", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("in_log", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dead_letter_id"),
    )
    op.create_table(
        "settled_rejections",
        sa.Column("dead_letter_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dead_letter_id"),
    )


def _articles() -> None:
    """What is shown of each article, and the names of actors."""
    op.create_table(
        "articles",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("waits", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.Column("own_day", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("copy_statement", sa.BigInteger(), nullable=True),
        sa.Column("versions", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("article_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("articles_by_copy", "articles", ["copy_statement"], unique=False)
    op.create_table(
        "dirty_articles",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stale_articles",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "names",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "actor", "form"),
        sqlite_with_rowid=False,
    )
    op.create_index("names_by_actor", "names", ["actor"], unique=False)
    op.create_table(
        "displays",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dirty", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("actor"),
        sqlite_with_rowid=False,
    )


def _wordings() -> None:
    """Wordings, their groups, and the origins of copies."""
    op.create_table(
        "statements",
        sa.Column("statement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cluster", sa.BigInteger(), nullable=False),
        sa.Column("shingles", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("statement"),
        sqlite_with_rowid=False,
    )
    op.create_index("statements_by_cluster", "statements", ["cluster"], unique=False)
    op.create_table(
        "postings",
        sa.Column("shingle", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cluster", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("shingle", "cluster"),
        sqlite_with_rowid=False,
    )
    op.create_index("postings_by_cluster", "postings", ["cluster"], unique=False)
    op.create_table(
        "uses",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("statement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quoted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "statement"),
        sqlite_with_rowid=False,
    )
    op.create_index("uses_by_statement", "uses", ["statement"], unique=False)
    op.create_table(
        "origins",
        sa.Column("cluster", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cluster"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dirty_clusters",
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    op.create_index("dirty_clusters_by_cluster", "dirty_clusters", ["cluster"], unique=False)


def _facts() -> None:
    """What the articles tell."""
    op.create_table(
        "bundles",
        sa.Column("bundle", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("statement", sa.BigInteger(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bundle"),
        sqlite_with_rowid=False,
    )
    op.create_index("bundles_by_cell", "bundles", ["cell"], unique=False)
    op.create_index("bundles_by_statement", "bundles", ["statement", "cell"], unique=False)
    op.create_table(
        "facts",
        sa.Column("bundle", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tie", sa.LargeBinary(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bundle", "article_id", "start", "tie"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "told",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "dirty_cells",
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )


def _state() -> None:
    """The entries and their changes."""
    op.create_table(
        "entries",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("list", "entry_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("entries_by_cell", "entries", ["cell"], unique=False)
    op.create_table(
        "changes",
        sa.Column("change", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=True),
        sa.Column("causes", sa.Text(), nullable=False),
        sa.Column("recorded_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("change"),
    )
