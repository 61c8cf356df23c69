"""What was written when: the revisions of the embedded store and what each of them did."""

import sqlite3

import orjson

from graph.store import TABLES, Change, View

# Additions are read off the rows; what was changed or taken away was logged.
_EVERYTHING = " UNION ALL ".join(
    [
        f"SELECT born AS revision, 'added' AS what, '{table}' AS tbl, id, NULL AS before, "
        f"body AS after FROM {table} WHERE born > ?1"
        for table in TABLES
    ]
    + ["SELECT revision, what, tbl, id, before, after FROM logged WHERE revision > ?1"]
)


def revision(connection: sqlite3.Connection, snapshot: str) -> int | None:
    """The revision that ended with a snapshot; 0 for that of an empty store."""
    row = connection.execute(
        "SELECT max(number) FROM revision WHERE snapshot = ?", (snapshot,)
    ).fetchone()
    if row[0] is None:
        return 0 if snapshot.strip("0") == "" else None
    return int(row[0])


def revision_at(connection: sqlite3.Connection, moment: str) -> int:
    """The last revision at or before a moment."""
    row = connection.execute("SELECT max(number) FROM revision WHERE at <= ?", (moment,)).fetchone()
    return int(row[0] or 0)


def changes(
    connection: sqlite3.Connection, since: int, limit: int, offset: int
) -> tuple[list[Change], int]:
    """What was added, changed and taken away after a revision, and how many there are."""
    total = connection.execute(f"SELECT count(*) FROM ({_EVERYTHING})", (since,)).fetchone()[0]
    found = connection.execute(
        "SELECT c.revision, r.snapshot, r.at, r.dataset, c.what, c.tbl, c.id, c.before, c.after "
        f"FROM ({_EVERYTHING}) c JOIN revision r ON r.number = c.revision "
        "ORDER BY c.revision, c.tbl, c.id, c.what LIMIT ?2 OFFSET ?3",
        (since, limit, offset),
    )
    return [
        Change(number, snapshot, at, dataset, what, table, ident, _loaded(before), _loaded(after))
        for number, snapshot, at, dataset, what, table, ident, before, after in found
    ], int(total)


def _loaded(text: str | None) -> View | None:
    return None if text is None else orjson.loads(text)
