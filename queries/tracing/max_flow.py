"""The greatest flow through a network of whole capacities, by the algorithm of Dinic.

Python's integers are exact at any size; the capacities here are sums of money in minor units.
"""

from collections import deque


class Network:
    """Nodes, and arcs with a capacity. Parallel arcs are fine; a flow changes the network.

    Each arc stands beside its reverse: arc `a` and arc `a ^ 1` are a pair, and the room that flow
    leaves on the one is the flow that the other can take back.
    """

    def __init__(self, nodes: int = 0) -> None:
        self.out: list[list[int]] = [[] for _ in range(nodes)]
        self.head: list[int] = []
        self.room: list[int] = []

    def node(self) -> int:
        """A new node."""
        self.out.append([])
        return len(self.out) - 1

    def join(self, source: int, target: int, capacity: int) -> int:
        """A new arc; its number."""
        arc = len(self.head)
        self.out[source].append(arc)
        self.out[target].append(arc + 1)
        self.head += (target, source)
        self.room += (capacity, 0)
        return arc

    def flow(self, source: int, sink: int) -> int:
        """Push as much as possible from source to sink, beyond what already flows.

        Returns:
            How much was pushed, in the unit of the capacities.

        Complexity:
            O(n^2 m) at worst for n nodes and m arcs; each phase takes O(n m) and lengthens the
            shortest way. In networks that time unfolds, ways are few and phases cheap.

        References:
            E. A. Dinic, Algorithm for solution of a problem of maximum flow in networks with
            power estimation, Soviet Mathematics Doklady 11, 1970.
        """
        total = 0
        while (pushed := self._phase(source, sink)) > 0:
            total += pushed
        return total

    def _levels(self, source: int, sink: int) -> list[int] | None:
        """How many arcs with room lie between each node and the sink; none: no way is left."""
        level = [-1] * len(self.out)
        level[sink] = 0
        queue = deque([sink])
        head, room, out = self.head, self.room, self.out
        while queue:
            node = queue.popleft()
            if node == source:
                return level
            far = level[node] + 1
            for arc in out[node]:
                before = head[arc]
                if level[before] < 0 and room[arc ^ 1]:
                    level[before] = far
                    queue.append(before)
        return None

    def _phase(self, source: int, sink: int) -> int:
        """Push along shortest ways until none of them has room."""
        level = self._levels(source, sink)
        if level is None:
            return 0
        head, room, out = self.head, self.room, self.out
        turn = [0] * len(out)
        way: list[int] = []
        node, total = source, 0
        while True:
            if node == sink:
                pushed = min(room[arc] for arc in way)
                total += pushed
                full = len(way)
                for place, arc in enumerate(way):
                    room[arc] -= pushed
                    room[arc ^ 1] += pushed
                    if not room[arc]:
                        full = min(full, place)
                # Go on from before the first arc that has become full.
                node = head[way[full] ^ 1]
                del way[full:]
            arcs = out[node]
            while turn[node] < len(arcs):
                arc = arcs[turn[node]]
                if room[arc] and level[head[arc]] == level[node] - 1:
                    way.append(arc)
                    node = head[arc]
                    break
                turn[node] += 1
            else:
                if not way:
                    return total
                node = head[way.pop() ^ 1]
                turn[node] += 1
