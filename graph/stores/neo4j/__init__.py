"""The server store: the same graph in a Neo4j database, natural to ask by hand.

    (:Entity:LegalEntity:Person {id, name, …})-[:OWNS {id, standing, tier, …}]->(:Entity …)
    (:Claim {id, about, kind, by, …})-[:CITES]->(:Source {id, title, …})
    (:Gap {id, why, …})
    (:ClewInternal …)    what Clew keeps for itself: edges as written, loads, revisions, changes

Nothing but edges of the ontology ends at an Entity, so hand-written traversals meet no evidence
and no bookkeeping. Properties that begin with an underscore are Clew's own. Beside
`graph.stores.local_neo4j` this is the only place that imports the driver.
"""

from graph.stores.neo4j.address import SCHEMES, Login
from graph.stores.neo4j.store import Neo4jStore

__all__ = ["SCHEMES", "Login", "Neo4jStore"]
