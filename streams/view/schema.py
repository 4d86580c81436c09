"""The view's tables: one schema for SQLite and PostgreSQL.

Event data and entries are kept as canonical JSON bytes, instants as microseconds since 1970, so that nothing depends
on a
database's own types or collations. Everything here can be deleted and rebuilt from the log.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

HEAD: Final = "0001"
"""The newest migration. A database with a greater one was written by a newer Standoff."""

metadata = MetaData()


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


meta = Table("meta", metadata, _key("key"), Column("value", Text, nullable=False))

events = Table(
    "events",
    metadata,
    _key("event_id"),
    Column("type", Text, nullable=False),
    Column("article_id", Text),
    Column("recorded_us", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
Index("events_by_article", events.c.article_id, events.c.type)

rejections = Table(
    "rejections",
    metadata,
    _key("dead_letter_id"),
    Column("event_id", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("in_log", Integer, nullable=False),
)

settled_rejections = Table("settled_rejections", metadata, _key("dead_letter_id"))

articles = Table(
    "articles",
    metadata,
    _key("article_id"),
    Column("status", Text, nullable=False),
    Column("waits", Integer, nullable=False),
    Column("cause", Text, nullable=False),
    Column("outlet", Text),
    Column("credit", Text),
    Column("own_day", Text),
    Column("day", Text),
    Column("basis", Text),
    Column("copy_statement", BigInteger),
    Column("versions", Text),
)
Index("articles_by_copy", articles.c.copy_statement)

dirty_articles = Table("dirty_articles", metadata, _key("article_id"))
stale_articles = Table("stale_articles", metadata, _key("article_id"))

statements = Table(
    "statements",
    metadata,
    Column("statement", BigInteger, primary_key=True, autoincrement=False),
    Column("cluster", BigInteger, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
)
Index("statements_by_cluster", statements.c.cluster)

postings = Table(
    "postings",
    metadata,
    Column("shingle", BigInteger, primary_key=True, autoincrement=False),
    Column("cluster", BigInteger, primary_key=True, autoincrement=False),
)
Index("postings_by_cluster", postings.c.cluster)

uses = Table(
    "uses",
    metadata,
    _key("article_id"),
    Column("statement", BigInteger, primary_key=True, autoincrement=False),
    Column("quoted", Integer, nullable=False),
)
Index("uses_by_statement", uses.c.statement)

dirty_clusters = Table(
    "dirty_clusters",
    metadata,
    Column("cluster", BigInteger, primary_key=True, autoincrement=False),
    _key("cause"),
)

origins = Table(
    "origins",
    metadata,
    Column("cluster", BigInteger, primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False),
)

names = Table(
    "names",
    metadata,
    _key("article_id"),
    _key("actor"),
    _key("form"),
    Column("times", Integer, nullable=False),
)
Index("names_by_actor", names.c.actor)

displays = Table(
    "displays", metadata, _key("actor"), Column("name", Text, nullable=False), Column("dirty", Integer, nullable=False)
)

facts = Table(
    "facts",
    metadata,
    Column("fact", Integer, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("statement", BigInteger),
    Column("step", Integer, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
Index("facts_by_article", facts.c.article_id)
Index("facts_by_cell", facts.c.cell)
Index("facts_by_statement", facts.c.statement)

dirty_cells = Table("dirty_cells", metadata, _key("cell"), _key("cause"))

entries = Table(
    "entries",
    metadata,
    _key("list"),
    _key("entry_id"),
    Column("cell", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("change", BigInteger, nullable=False),
)
Index("entries_by_cell", entries.c.cell)

changes = Table(
    "changes",
    metadata,
    Column("change", BigInteger, primary_key=True, autoincrement=False),
    Column("op", Text, nullable=False),
    Column("list", Text, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("entry", LargeBinary),
    Column("causes", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
)
