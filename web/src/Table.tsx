/** The table: everything the canvas shows and everything that can be done on it. */
import { useSignal } from "@preact/signals";
import { expandOrAsk, hide, pick, pin, select } from "./actions";
import { findLinks } from "./pathways";
import { from, trace } from "./tracing";
import { nodeRow, linkRow, type LinkRow, type NodeRow } from "./rows";
import { change, faded, nameOf, picking, shownEdges, shownNodes, shownWords, view } from "./state";

type Sort<T> = { by: keyof T; down: boolean };

function sorted<T>(rows: T[], { by, down }: Sort<T>): T[] {
  const way = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[by], b[by]];
    return way * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y)));
  });
}

function Head<T>({ sort, by, children }: { sort: { value: Sort<T> }; by: keyof T; children: string }) {
  const on = sort.value.by === by;
  return (
    <th scope="col" aria-sort={on ? (sort.value.down ? "descending" : "ascending") : "none"}>
      <button class="name" onClick={() => (sort.value = { by, down: on && !sort.value.down })}>
        {children}
        {on ? (sort.value.down ? " ▾" : " ▴") : ""}
      </button>
    </th>
  );
}

export function Table() {
  const nodesBy = useSignal<Sort<NodeRow>>({ by: "links", down: true });
  const linksBy = useSignal<Sort<LinkRow>>({ by: "sort", down: false });
  const now = view.value;
  const entities = sorted(shownNodes.value.map((one) => nodeRow(one, shownEdges.value)), nodesBy.value);
  const dim = faded.value;
  const links = sorted(shownEdges.value.filter((one) => !dim.has(one.id)).map((one) => linkRow(one, nameOf)), linksBy.value);
  return (
    <div class="tables" tabIndex={0} role="region" aria-label="Tables">
      {now.hidden.length > 0 && (
        <p>
          {now.hidden.length} hidden. <button onClick={() => change({ hidden: [] })}>Show them again</button>
        </p>
      )}
      <table class="wide">
        <caption>Entities on the canvas: {entities.length}</caption>
        <thead>
          <tr>
            <th scope="col">pick</th>
            <Head sort={nodesBy} by="name">name</Head>
            <Head sort={nodesBy} by="kind">type</Head>
            <Head sort={nodesBy} by="links">links</Head>
            <Head sort={nodesBy} by="hidden">not shown</Head>
            <Head sort={nodesBy} by="standing">standing</Head>
            <th scope="col">do</th>
          </tr>
        </thead>
        <tbody>
          {entities.map((one) => (
            <tr key={one.id} class={now.selected === one.id ? "on" : ""}>
              <td class="pick">
                <input type="checkbox" aria-label={`Pick ${one.name}`} checked={now.group.includes(one.id)} onClick={() => pick(one.id)} />
              </td>
              <th scope="row">
                <button class="name" aria-pressed={now.selected === one.id} onClick={() => select(one.id)}>
                  {one.name}
                </button>
              </th>
              <td>{one.kind}</td>
              <td>{one.links}</td>
              <td>{one.hidden}</td>
              <td>{one.standing}</td>
              <td class="do">
                <button aria-label={`Expand ${one.name}`} onClick={() => expandOrAsk(one.id)}>Expand</button>
                <button aria-label={`Path from ${one.name}`} aria-pressed={picking.value === one.id} onClick={() => (picking.value = picking.value === one.id ? "" : one.id)}>
                  Path
                </button>
                <button aria-label={`Links of ${one.name}`} onClick={() => void findLinks(one.id)}>Links</button>
                <button aria-label={`Trace forward from ${one.name}`} onClick={() => void trace(from(one.id, false))}>Trace</button>
                <button aria-label={`Trace back from ${one.name}`} onClick={() => void trace(from(one.id, true))}>Back</button>
                <button aria-label={`Pin ${one.name}`} aria-pressed={now.pinned.includes(one.id)} onClick={() => pin(one.id)}>Pin</button>
                <button aria-label={`Hide ${one.name}`} onClick={() => hide(one.id)}>Hide</button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table class="wide">
        <caption>Links: {shownWords.value}</caption>
        <thead>
          <tr>
            <Head sort={linksBy} by="from">from</Head>
            <Head sort={linksBy} by="relation">relation</Head>
            <Head sort={linksBy} by="to">to</Head>
            <Head sort={linksBy} by="amount">amount</Head>
            <Head sort={linksBy} by="sort">when</Head>
            <Head sort={linksBy} by="standing">standing</Head>
            <Head sort={linksBy} by="saidBy">said by</Head>
            <Head sort={linksBy} by="deniedBy">denied by</Head>
          </tr>
        </thead>
        <tbody>
          {links.map((one) => (
            <tr key={one.id} class={now.selected === one.id ? "on" : ""}>
              <td>{one.from}</td>
              <td>
                <button class="name" aria-pressed={now.selected === one.id} aria-label={`Evidence: ${one.from} ${one.relation} ${one.to}, ${one.standing}, said by ${one.saidBy}`} onClick={() => select(one.id)}>
                  {one.relation}
                </button>
              </td>
              <td>{one.to}</td>
              <td>{one.amount}</td>
              <td>{one.when}</td>
              <td>{one.standing}</td>
              <td>{one.saidBy}</td>
              <td>{one.deniedBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
