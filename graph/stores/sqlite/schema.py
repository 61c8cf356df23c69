"""The embedded store's tables, settings and version."""

import sqlite3
from typing import Final

# "Clew" in ASCII, so that `file` and we can tell our files from others'.
APPLICATION_ID: Final = 0x436C6577
SCHEMA_VERSION: Final = 1

# `gate` folds into one number what decides whether an edge is followed at all: the code of its
# rung, +20 where it rests on inference alone, +40 where it belongs to another matter.
INFERRED: Final = 20
ASIDE: Final = 40

# Ids are text throughout: a covering index on them is as fast as one on numbers plus the look-up
# that numbers would need, and ties are broken by id anyway.
TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE load (
  dataset TEXT PRIMARY KEY, finished INTEGER NOT NULL, number INTEGER NOT NULL,
  digest TEXT NOT NULL, card TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE node (
  nid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, degree INTEGER NOT NULL
  DEFAULT 0, speaks_for TEXT, dataset TEXT NOT NULL, born INTEGER NOT NULL, body TEXT NOT NULL,
  overlay TEXT NOT NULL
);
CREATE TABLE edge (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
  gate INTEGER NOT NULL, tier INTEGER NOT NULL, independent INTEGER NOT NULL,
  inferred INTEGER NOT NULL, contested INTEGER NOT NULL, dated INTEGER NOT NULL,
  first INTEGER, last INTEGER, low INTEGER, high INTEGER, currency TEXT,
  about INTEGER NOT NULL, single INTEGER NOT NULL, overlapping INTEGER NOT NULL,
  dataset TEXT NOT NULL, born INTEGER NOT NULL, body TEXT NOT NULL, overlay TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE claim (
  about TEXT NOT NULL, id TEXT NOT NULL, cites TEXT NOT NULL, by TEXT, dataset TEXT NOT NULL,
  mark INTEGER NOT NULL DEFAULT 0, born INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (about, id)
) WITHOUT ROWID;
CREATE TABLE source (
  id TEXT PRIMARY KEY, dataset TEXT NOT NULL, born INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE gap (
  id TEXT PRIMARY KEY, dataset TEXT NOT NULL, born INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE gram (gram TEXT NOT NULL, nid INTEGER NOT NULL, PRIMARY KEY (gram, nid)) WITHOUT ROWID;
CREATE TABLE moved (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE revision (
  number INTEGER PRIMARY KEY, snapshot TEXT NOT NULL, at TEXT NOT NULL, dataset TEXT NOT NULL
);
CREATE TABLE logged (
  revision INTEGER NOT NULL, what TEXT NOT NULL, tbl TEXT NOT NULL, id TEXT NOT NULL,
  before TEXT, after TEXT, PRIMARY KEY (revision, tbl, id, what)
) WITHOUT ROWID;
"""

# Covering: one hop reads nothing but the index.
INDEXES: Final = """
CREATE INDEX edge_out ON edge
  (source, kind, gate, contested, dated, first, last, id, target, tier, independent, inferred);
CREATE INDEX edge_in ON edge
  (target, kind, gate, contested, dated, first, last, id, source, tier, independent, inferred);
CREATE UNIQUE INDEX claim_id ON claim (id);
CREATE INDEX claim_cites ON claim (cites, id);
CREATE INDEX node_born ON node (born);
CREATE INDEX edge_born ON edge (born);
CREATE INDEX claim_born ON claim (born);
CREATE INDEX gram_nid ON gram (nid);
"""


def prepare(connection: sqlite3.Connection, *, writing: bool) -> None:
    """Settings of one connection."""
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    if writing:
        # The writer is alone by its lock file and checkpoints itself, readers cannot: so a
        # checkpoint never meets a commit of another connection, the race in which SQLite before
        # 3.51.3 could lose pages of the log.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")


def create(connection: sqlite3.Connection) -> None:
    """Make an empty store."""
    # The whole schema appears at once or not at all, also where the process dies here.
    connection.executescript(
        f"BEGIN;{TABLES}{INDEXES}"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
        "INSERT INTO meta VALUES ('digest', '0'); COMMIT;"
    )
