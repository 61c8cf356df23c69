"""The database's constraints and indexes, the node that says whose it is, and the version."""

import re
from typing import Final, LiteralString, NamedTuple

from neo4j import Driver

from graph.errors import ForeignStore, StoreUnavailable
from graph.ontology import EDGE_KINDS
from graph.ontology.edges.money import MoneyEdge
from graph.stores.neo4j.cypher import LABEL_OF, verb
from graph.stores.neo4j.errors import ServerTooOld

SCHEMA_VERSION: Final = 1
# The line with long-term support; what is newer has been compatible so far.
OLDEST: Final = (5, 26)

# The one node that says that this database is ours, and on which writers take turns.
THE_STORE: Final = "store"

_UNIQUE: Final[tuple[tuple[LiteralString, LiteralString], ...]] = (
    *((label, "id") for label in LABEL_OF.values()),
    ("ClewStore", "key"),
    ("ClewLoad", "dataset"),
    ("ClewMoved", "old"),
    ("ClewRevision", "number"),
)
_INDEXED: Final[tuple[tuple[LiteralString, LiteralString], ...]] = (
    *((label, "_born") for label in LABEL_OF.values()),
    # For people: a name is what they begin a query with.
    ("Entity", "name"),
    ("Claim", "about"),
    ("Claim", "cites"),
    ("Claim", "by"),
    ("Claim", "dataset"),
    ("Source", "dataset"),
    ("Gap", "dataset"),
    ("ClewRevision", "snapshot"),
    ("ClewRevision", "at"),
    ("ClewChange", "revision"),
)
GRAMS: Final = "clew_grams"


class Definition(NamedTuple):
    """A constraint or an index, by its name, and the statement that makes it."""

    name: str
    statement: LiteralString


def definitions() -> list[Definition]:
    """Everything that the statements of this store start from, and what people ask by."""
    made = []
    for label, key in _UNIQUE:
        name: LiteralString = f"clew_{label.lower()}_{key}"
        made.append(
            Definition(
                name,
                f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE",
            )
        )
    for label, key in _INDEXED:
        name = f"clew_{label.lower()}_{key.strip('_')}"
        made.append(
            Definition(name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})")
        )
    for kind in EDGE_KINDS.values():
        name = f"clew_{verb(kind).lower()}_id"
        made.append(
            Definition(
                name,
                f"CREATE CONSTRAINT {name} IF NOT EXISTS "
                f"FOR ()-[e:{verb(kind)}]-() REQUIRE e.id IS UNIQUE",
            )
        )
        if issubclass(kind, MoneyEdge):
            made += [_on_money(verb(kind), "earliest"), _on_money(verb(kind), "amount_min")]
    # Grams hold no blanks, so this analyzer keeps each of them whole.
    made.append(
        Definition(
            GRAMS,
            f"CREATE FULLTEXT INDEX {GRAMS} IF NOT EXISTS FOR (n:Entity) ON EACH [n._grams] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        )
    )
    return made


def _on_money(type_: LiteralString, key: LiteralString) -> Definition:
    name: LiteralString = f"clew_{type_.lower()}_{key}"
    return Definition(name, f"CREATE INDEX {name} IF NOT EXISTS FOR ()-[e:{type_}]-() ON (e.{key})")


# What is there, in one look: our node, whether anything is, which of our definitions are.
LOOK: Final = """\
CALL () {
  OPTIONAL MATCH (store:ClewStore {key: $key})
  RETURN store.schema AS schema, store._bare AS bare
}
CALL () {
  MATCH (n)
  RETURN count(n) AS nodes
}
RETURN schema, bare, nodes
"""
_NAMES: Final = "SHOW INDEXES YIELD name RETURN collect(name) AS names"
_FOUND: Final = """\
MERGE (store:ClewStore {key: $key})
  ON CREATE SET store:ClewInternal, store.schema = $schema, store.digest = $digest,
                store.revision = 0, store.most_edges = 0,
                store.edges = 0
"""
_COMPLETED: Final = "MATCH (store:ClewStore {key: $key})\nREMOVE store._bare"
# The import leaves out lists that are empty, and a list that is missing answers no question.
_LISTS: Final[LiteralString] = (
    "CALL (n) {\n  SET n.contested_fields = coalesce(n.contested_fields, []), "
    "n.asserted_by = coalesce(n.asserted_by, []), n.denied_by = coalesce(n.denied_by, []), "
    "n.flags = coalesce(n.flags, [])\n} IN TRANSACTIONS OF 10000 ROWS"
)
_EMPTY_LISTS: Final[tuple[LiteralString, ...]] = (
    "MATCH (n:Entity)\n" + _LISTS,
    "MATCH (:Entity)-[n]->(:Entity)\n" + _LISTS,
)


def check(driver: Driver, database: str, address: str, *, create: bool) -> None:
    """See that the database is ours; make it ours where it is empty.

    Raises:
        ForeignStore: If something else is in it, or what a newer Clew wrote.
        StoreUnavailable: If it is empty and nothing is to be made.
    """
    with driver.session(database=database) as session:
        found = session.run(LOOK, key=THE_STORE).single(strict=True)
    schema, nodes = found["schema"], found["nodes"]
    if schema is None and nodes:
        msg = (
            f"The database {database!r} at {address} holds {nodes:,} nodes of something else, and "
            "Clew shares it with nobody. Name an empty one with CLEW_NEO4J_DATABASE, or "
            "delete what is in it."
        )
        raise ForeignStore(msg)
    if schema is None and not create:
        msg = (
            f"There is no store in the database {database!r} at {address}. "
            "Load a case first: clew load FOLDER"
        )
        raise StoreUnavailable(msg)
    if schema is not None and schema != SCHEMA_VERSION:
        written = "a newer" if schema > SCHEMA_VERSION else "an older"
        cure = "Update Clew, or load" if schema > SCHEMA_VERSION else "Load"
        msg = (
            f"The database {database!r} at {address} was written by {written} Clew (schema "
            f"{schema}, this one knows {SCHEMA_VERSION}). {cure} the case into an empty database, "
            "named with CLEW_NEO4J_DATABASE."
        )
        raise ForeignStore(msg)
    if schema is None:
        complete(driver, database)
        with driver.session(database=database) as session:
            # Last, so that a database whose making broke off is still empty, and is made again.
            session.run(_FOUND, key=THE_STORE, schema=SCHEMA_VERSION, digest=f"{0:064x}").consume()
    elif found["bare"]:
        # It came by `database import`, which brings records and nothing else.
        complete(driver, database)
        with driver.session(database=database) as session:
            for statement in _EMPTY_LISTS:
                session.run(statement).consume()
            session.run(_COMPLETED, key=THE_STORE).consume()


def complete(driver: Driver, database: str) -> None:
    """Make the constraints and indexes that are missing: all, or those of kinds added since."""
    with driver.session(database=database) as session:
        names = session.run(_NAMES).single(strict=True)["names"]
        missing = [one for one in definitions() if one.name not in names]
        if not missing:
            return
        with session.begin_transaction() as transaction:
            for one in missing:
                transaction.run(one.statement).consume()
            transaction.commit()
        session.run("CALL db.awaitIndexes(600)").consume()


def version_of(agent: str) -> tuple[int, int] | None:
    """The version that a server gives of itself.

    Example:
        >>> version_of("Neo4j/5.26.30"), version_of("Neo4j/2025.10.1"), version_of("Other/1")
        ((5, 26), (2025, 10), None)
    """
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    return (int(found[1]), int(found[2])) if found else None


def warnings_about(agent: str, address: str) -> tuple[str, ...]:
    """What to say about the server's version.

    Raises:
        ServerTooOld: If Clew cannot work with it.
    """
    version = version_of(agent)
    shown = agent.removeprefix("Neo4j/")
    tested = ".".join(map(str, OLDEST))
    if version is not None and version < OLDEST:
        raise ServerTooOld(address, shown, tested)
    if version == OLDEST:
        return ()
    return (f"The store is on {shown}; Clew is tested with Neo4j {tested}.",)
