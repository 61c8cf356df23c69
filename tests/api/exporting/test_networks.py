"""GraphML and GEXF, read back: every edge keeps its standing, its asserters, its denial."""

import io
import xml.etree.ElementTree as ET

import networkx as nx
import orjson
import pytest
from fastapi.testclient import TestClient

from tests.api.conduct import told
from tests.api.world import SPOKEN

CONDUCT_EDGES = {"acu.ann", "acu.bob", "nom.bob"}
both = pytest.mark.parametrize("form", ["graphml", "gexf"])


def exported(client: TestClient, form: str, more: str = "") -> str:
    answer = client.get(f"/api/v1/export?format={form}{more}")
    assert answer.status_code == 200
    return answer.text


def graph_of(text: str, form: str) -> "nx.MultiDiGraph[str]":
    file = io.BytesIO(text.encode())
    if form == "graphml":
        read: nx.Graph[str] = nx.read_graphml(file, force_multigraph=True)
    else:
        read = nx.read_gexf(file)
    # A file without parallel edges is read back as a simple graph.
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph(read)
    G.graph.update(read.graph)
    return G


@both
def test_the_evidence_of_every_conduct_edge_goes_with_it(client: TestClient, form: str) -> None:
    """As plain attributes, which Gephi and networkx read."""
    G = graph_of(exported(client, form), form)
    edges = {data["id"]: data for _, _, data in G.edges(data=True)}
    assert edges.keys() >= CONDUCT_EDGES
    for ident in CONDUCT_EDGES:
        data = edges[ident]
        assert data["standing"] in {"alleged", "charged"}
        assert isinstance(data["contested"], bool)
        assert data["asserted_by"]
        assert told(data["denial"])
        for words in SPOKEN[ident]:
            assert words in data["sentence"]
        assert len(orjson.loads(data["claims"])) >= 1
    assert edges["acu.ann"]["denial"] == "denied by per.ann"
    assert edges["acu.ann"]["contested"] is True
    payment = edges["pay.one"]
    assert payment["amount_max"] == "1000.00"
    assert payment["date"] == "2008-02"
    assert payment["proceeds_of_standing"] == "alleged"
    assert payment["proceeds_of_asserted_by"] == "org.treasury"
    assert payment["proceeds_of_denial"] == "denied by org.shell"


@both
def test_every_edge_has_its_standing(client: TestClient, form: str) -> None:
    G = graph_of(exported(client, form), form)
    assert G.number_of_edges() == 8
    assert G.number_of_nodes() == 7
    for _, _, data in G.edges(data=True):
        assert {"standing", "tier", "contested", "inferred", "asserted_by", "claims"} <= data.keys()


@both
def test_a_network_keeps_its_ends_and_names(client: TestClient, form: str) -> None:
    """Parallel edges stay apart, each under its own id."""
    G = graph_of(exported(client, form), form)
    ends = {data["id"]: (source, target) for source, target, data in G.edges(data=True)}
    assert ends["acu.ann"] == ("per.ann", "evt.theft")
    assert len(ends) == G.number_of_edges()
    assert G.nodes["per.ann"]["label"] == "Ann Able"


@both
def test_the_file_says_what_it_is_of_and_what_it_leaves_out(client: TestClient, form: str) -> None:
    text = exported(client, form)
    snapshot = client.get("/api/v1/metadata").json()["snapshot"]
    if form == "gexf":
        (head,) = ET.fromstring(text).iter("{http://www.gexf.net/1.2draft}description")
        said = head.text or ""
    else:
        G = graph_of(text, form)
        said = f"{G.graph['snapshot']} {G.graph['left_out']}"
    assert snapshot in said
    assert "sources and gaps" in said


@both
def test_a_part_of_the_store_is_exported_with_its_claims(client: TestClient, form: str) -> None:
    """One hop around Ann: not the payment from the shell of Cyprus."""
    G = graph_of(exported(client, form, "&id=per.ann&hops=1"), form)
    assert set(G) == {"per.ann", "per.bob", "org.shell", "evt.theft"}
    assert "pay.two" not in {data["id"] for _, _, data in G.edges(data=True)}


@both
def test_picked_nodes_come_alone_with_the_edges_among_them(client: TestClient, form: str) -> None:
    G = graph_of(exported(client, form, "&id=per.ann&id=evt.theft&hops=0"), form)
    assert set(G) == {"per.ann", "evt.theft"}
    assert {data["id"] for _, _, data in G.edges(data=True)} == {"acu.ann"}


def test_what_is_picked_must_be_there(client: TestClient) -> None:
    answer = client.get("/api/v1/export?format=gexf&id=per.nobody&hops=0")
    assert answer.status_code == 404
