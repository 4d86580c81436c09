"""The view's tables: one schema for SQLite and PostgreSQL.

Event data and entries are kept as canonical JSON bytes, instants as microseconds since 1970, so that nothing depends
on a database's own types or collations. Everything here can be deleted and rebuilt from the log.

Tables of small rows keep them in the order of their key (SQLite: WITHOUT ROWID), so that a row costs one insert into
one tree, and the rows of one article or bundle lie side by side. Longer rows would fill pages of their own there.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

HEAD: Final = "0003"
"""The newest migration. A database with a greater one was written by a newer Standoff."""

metadata = MetaData()


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _small(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def _large(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, *columns)


meta = _small("meta", _key("key"), Column("value", Text, nullable=False))

events = _large(
    "events",
    _key("article_id"),
    _key("event_id"),
    Column("type", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""Every event once; `article_id` is empty for those of no article."""

rejections = _large(
    "rejections",
    _key("dead_letter_id"),
    Column("event_id", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("in_log", Integer, nullable=False),
)

settled_rejections = _large("settled_rejections", _key("dead_letter_id"))

articles = _small(
    "articles",
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
    Column("origin", Text),
)
"""`origin` is that of the copies of its text; see `origins`."""
Index("articles_by_copy", articles.c.copy_statement)

dirty_articles = _small("dirty_articles", _key("article_id"))
stale_articles = _small("stale_articles", _key("article_id"))

statements = _small(
    "statements",
    _number("statement"),
    Column("cluster", BigInteger, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
)
Index("statements_by_cluster", statements.c.cluster)

postings = _small("postings", _number("shingle"), _number("cluster"))
Index("postings_by_cluster", postings.c.cluster)

uses = _small("uses", _key("article_id"), _number("statement"), Column("quoted", Integer, nullable=False))
Index("uses_by_statement", uses.c.statement)

dirty_clusters = _large(
    "dirty_clusters",
    Column("mark", Integer, primary_key=True),
    Column("cluster", BigInteger, nullable=False),
    Column("cause", Text, nullable=False),
)
Index("dirty_clusters_by_cluster", dirty_clusters.c.cluster)

tallies = _small("tallies", _key("kind"), _key("name"), Column("count", Integer, nullable=False))
"""How many articles are of a status, outlet, origin; see `tallies`."""

names = _small("names", _key("article_id"), _key("actor"), _key("form"), Column("times", Integer, nullable=False))
Index("names_by_actor", names.c.actor)

displays = _small(
    "displays", _key("actor"), Column("name", Text, nullable=False), Column("dirty", Integer, nullable=False)
)

bundles = _small(
    "bundles",
    _number("bundle"),
    Column("cell", Text, nullable=False),
    Column("statement", BigInteger),
    Column("count", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What facts of one cell tell alike, and how many they are. The number is the hash of all but the count."""
Index("bundles_by_cell", bundles.c.cell)
Index("bundles_by_statement", bundles.c.statement, bundles.c.cell)

facts = _small(
    "facts",
    _key("article_id"),
    _number("bundle"),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("tie", LargeBinary, primary_key=True),
    Column("evidence", LargeBinary, nullable=False),
)
"""What each article has told. An article's facts lie side by side, so that its evidence is written in one place."""
Index("facts_by_bundle", facts.c.bundle, facts.c.article_id, facts.c.start, facts.c.tie)
"""The facts of each bundle in their total order."""

dirty_cells = _large(
    "dirty_cells",
    Column("mark", Integer, primary_key=True),
    Column("cell", Text, nullable=False),
    Column("cause", Text, nullable=False),
)

entries = _small(
    "entries",
    _key("list"),
    _key("entry_id"),
    Column("cell", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("change", BigInteger, nullable=False),
)
Index("entries_by_cell", entries.c.cell)

changes = _large(
    "changes",
    Column("change", Integer, primary_key=True, autoincrement=False),
    Column("op", Text, nullable=False),
    Column("list", Text, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("entry", LargeBinary),
    Column("causes", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
)
