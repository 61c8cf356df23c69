/** On the left: the paths that were asked for, or the gaps in their place; and who is linked. */
import { addAll, select, setInferred } from "./actions";
import { dropPath, findPath, light } from "./pathways";
import { Copy } from "./Copy";
import { pathFootnote } from "./footnote";
import { type Path, kindWords } from "./records";
import { edges, links, nameOf, nodes, picking, routes, view } from "./state";
import { RUNG_WORDS, standingWords } from "./standing";
import { edgeSentence, hopOf } from "./words";

const weakest = (path: Path): string =>
  [path.standing.fact, path.standing.conduct].flatMap((one) => (one ? [RUNG_WORDS[one] ?? one] : [])).join(" / ");

function hopWords(id: string): string {
  const edge = edges.value.get(id);
  return edge ? hopOf(edge, nameOf) : id;
}

export function Picking() {
  if (!picking.value) return null;
  return (
    <p class="banner" role="status">
      Path from <b>{nameOf(picking.value)}</b>: pick the other end on the canvas, in the table or by search.{" "}
      <button onClick={() => (picking.value = "")}>Leave it</button>
    </p>
  );
}

function PathAsk() {
  const ask = view.value.path!;
  const again = (next: Partial<typeof ask>) => void findPath({ ...ask, ...next });
  return (
    <fieldset>
      <legend>
        Path from {nameOf(ask.source)} to {nameOf(ask.target)}
      </legend>
      <label class="row">
        <input type="checkbox" checked={ask.money} onClick={() => again({ money: !ask.money, hops: ask.money ? 6 : 12 })} /> money only, from payer to payee
      </label>
      <label class="row">
        order{" "}
        <select value={ask.cost} onChange={(event) => again({ cost: event.currentTarget.value as "hops" })}>
          <option value="hops">shortest first</option>
          <option value="evidence">best evidence first</option>
        </select>
      </label>
      <label class="row">
        at most{" "}
        <select value={String(ask.hops)} onChange={(event) => again({ hops: Number(event.currentTarget.value) })}>
          {[2, 3, 4, 5, 6, 8, 10, 12].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>{" "}
        hops
      </label>
      <p class="actions">
        <button onClick={() => again({ source: ask.target, target: ask.source })}>Other way round</button>
        <button onClick={dropPath}>Close</button>
      </p>
    </fieldset>
  );
}

function OnePath({ path, index }: { path: Path; index: number }) {
  const on = routes.value?.lit === index;
  return (
    <li>
      <button class="name" aria-pressed={on} onClick={() => light(on ? -1 : index)}>
        {path.length} {path.length === 1 ? "hop" : "hops"} · weakest: {weakest(path)}
        {path.contested && ", contested"}
        {path.inferred && ", inferred"}
      </button>
      <ol class="hops">
        {path.hops.map((hop) => (
          <li key={hop.edge}>
            {nameOf(hop.source)} {hop.forward ? "→" : "←"}{" "}
            <button class="name" onClick={() => select(hop.edge)}>
              {hopWords(hop.edge)}
            </button>{" "}
            {hop.forward ? "→" : "←"} {nameOf(hop.target)}
            {hop.bridge && <small> (account and holder)</small>}
            {(hop.conduct ?? []).map((one) => (
              <small key={one.field}>
                {" "}
                {one.field.replaceAll("_", " ")}: {RUNG_WORDS[one.standing]} by {(one.asserted_by ?? []).map(nameOf).join(", ")}
                {(one.denied_by ?? []).length ? `; denied by ${(one.denied_by ?? []).map(nameOf).join(", ")}` : "; no denial found in the sources read"}
              </small>
            ))}
          </li>
        ))}
      </ol>
      <Copy text={() => pathFootnote(path, edges.value, nameOf)}>Copy path as footnote</Copy>
    </li>
  );
}

function Gaps() {
  const gaps = routes.value?.gaps;
  if (!gaps) return null;
  const joined = gaps.joined;
  return (
    <>
      <p>
        <b>No path is shown by the sources read.</b> {gaps.segments?.length ?? 0} segments, {gaps.gaps?.length ?? 0} gaps:
      </p>
      <ol class="hops">
        {(gaps.segments ?? []).map((one) => (
          <li key={one.number}>
            Segment {one.number} ({one.touches}): {one.name}
          </li>
        ))}
      </ol>
      <ul class="gaps">
        {(gaps.gaps ?? []).map((one) => (
          <li key={one.id}>
            <button class="name" onClick={() => select(one.id)}>
              Gap {one.id.replace("gap.", "").toUpperCase()}
            </button>{" "}
            {one.why}
          </li>
        ))}
      </ul>
      {joined && (
        <>
          <button aria-pressed={view.value.inferred} onClick={() => void setInferred(!view.value.inferred)}>
            {view.value.inferred ? "Leave the inferred joins out" : "Show the inferred joins"}
          </button>
          {view.value.inferred && (
            <ul class="gaps" aria-label="Why each join is inferred">
              {(joined.joins ?? []).map((one) => (
                <li key={one.edge}>
                  <button class="name" onClick={() => select(one.edge)}>
                    {nameOf(one.source)} ≈ {nameOf(one.target)}
                  </button>{" "}
                  <span class="standing line-inferred">inferred</span>
                  {(one.reasons ?? []).map((reason) => (
                    <p key={reason.claim} class="small">
                      {reason.by} {reason.stance === "denies" ? "denies it" : "infers it"}. {reason.note}
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}

export function Routes() {
  const answer = routes.value;
  if (view.value.path && answer) {
    const limits = answer.meta.limits_hit ?? [];
    return (
      <section class="routes" aria-label="Paths">
        <PathAsk />
        {answer.paths.length > 0 && (
          <ol class="paths">
            {answer.paths.map((one, i) => (
              <OnePath key={one.id} path={one} index={i} />
            ))}
          </ol>
        )}
        {!answer.paths.length && !answer.gaps && <p>No path was found under these limits.</p>}
        <Gaps />
        {limits.map((one) => (
          <p key={one.detail} class="dim small">
            {one.detail}
          </p>
        ))}
      </section>
    );
  }
  return view.value.links && links.value ? <Linked /> : null;
}

function Linked() {
  const { id, lines, total } = links.value!;
  return (
    <section class="routes" aria-label="Linked">
      <h3>Linked to {nameOf(id)}</h3>
      <p class="dim small">
        {lines.length} of {total}, by steps, evidence and how specific the relation is. An order of links is an order, not a measure of suspicion.
      </p>
      <button onClick={dropPath}>Close</button>
      <ol class="paths">
        {lines.map((one) => (
          <li key={one.id}>
            <button
              class="name"
              onClick={() => {
                const missing = one.reason.nodes.filter((node) => !view.value.ids.includes(node));
                if (missing.length) void addAll(one.reason.nodes).then(() => select(one.id));
                else select(one.id);
              }}
            >
              {one.caption}
            </button>{" "}
            <span class="dim">
              {kindWords(nodes.value.get(one.id)?.kind ?? "")} · {one.hops} {one.hops === 1 ? "step" : "steps"}
            </span>
            {one.reason.hops.map((hop) => {
              const edge = edges.value.get(hop.edge);
              return edge ? (
                <small key={hop.edge}>
                  {hop.forward ? "" : "← "}
                  {edge.evidence?.ladder === "conduct" ? edgeSentence(edge, nameOf) : `${hopWords(hop.edge)}`}
                  {edge.evidence?.ladder !== "conduct" && edge.evidence?.contested_fields?.length ? ` (${standingWords(edge.evidence)})` : ""}
                </small>
              ) : null;
            })}
          </li>
        ))}
      </ol>
    </section>
  );
}
