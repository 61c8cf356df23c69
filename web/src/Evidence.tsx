/** The panel on the right: what is selected, each claim with its source, what is said against it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Expand, HUB, expand, findLinks, hide, nameThem, pin, select } from "./actions";
import { Refused, ask } from "./client";
import { claimFootnote, copy, edgeSentence } from "./footnote";
import { Pictogram } from "./Legend";
import { Notes } from "./Notes";
import { type EdgeView, type NeighborGroup, type NodeView, type SaidClaim, type Source, amountOf, caption, familyOf, isConduct, kindWords, relation } from "./records";
import { change, drawn, edges, expanding, gapMarks, learn, nameOf, nodes, picking, said, shownEdges, view } from "./state";
import { LINE_WORDS, RUNG_WORDS, lineOf, standingWords } from "./standing";
import { mergedWords, sumOf } from "./sums";
import { amountWords, dateWords, dayWords, periodWords } from "./values";

interface Page {
  id: string;
  claims: readonly SaidClaim[];
  sources: readonly Source[];
  as_of: readonly { dataset: string; date?: string | null }[];
  dispute: string;
}

export function Standing({ reading }: { reading: EdgeView["evidence"] }) {
  return <span class={`standing line-${lineOf(reading)}`}>{standingWords(reading)}</span>;
}

export function Evidence() {
  const id = view.value.selected;
  const node = nodes.value.get(id);
  const arrow = drawn.value.find((one) => one.id === id);
  const edge = edges.value.get(id);
  const gap = gapMarks.value.find((one) => one.id === id || `gap:${one.id}` === id.split("~")[0]);
  if (node) return <NodePanel key={id} node={node} />;
  if (arrow && arrow.edges.length > 1) return <Merged key={id} list={arrow.edges} />;
  if (edge) return <EdgePanel key={id} edge={edge} />;
  if (gap) return <GapPanel key={id} id={gap.id} />;
  return (
    <div class="hint">
      <h2>Evidence</h2>
      <p>Select a node or a line: every claim stands here with who says it, how far it got, and where to read it.</p>
    </div>
  );
}

function Claims({ id, kind }: { id: string; kind: "entities" | "edges" }) {
  const page = useSignal<Page | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    let live = true;
    void (async () => {
      try {
        const found =
          kind === "edges"
            ? await ask((api) => api.GET("/api/v1/edges/{id}", { params: { path: { id } } }))
            : await ask((api) => api.GET("/api/v1/entities/{id}", { params: { path: { id } } }));
        if ("edge" in found) learn({ edges: [found.edge] });
        await nameThem([], found.claims.flatMap((one) => one.claim.by ?? []));
        if (live) page.value = { id, claims: found.claims, sources: found.sources, as_of: found.as_of, dispute: found.dispute ?? "" };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (live) problem.value = error.message;
      }
    })();
    return () => void (live = false);
  }, [id]);
  if (problem.value) return <p role="status">{problem.value}</p>;
  if (!page.value) return <p class="dim">Reading the claims …</p>;
  const { claims, sources, as_of, dispute } = page.value;
  const source = (cites: string) => sources.find((one) => one.id === cites);
  const whole = claims.filter((one) => !one.claim.field && one.claim.kind !== "outcome");
  const fields = claims.filter((one) => one.claim.field && one.claim.kind !== "outcome");
  const outcomes = claims.filter((one) => one.claim.kind === "outcome");
  const groups: [string, SaidClaim[]][] = [
    ["Said", whole.filter((one) => one.claim.stance !== "denies")],
    ["Denied", whole.filter((one) => one.claim.stance === "denies")],
    ["Values and what is said of them", fields],
    ["Outcomes", outcomes],
  ];
  return (
    <>
      {groups.map(([title, list]) =>
        list.length ? (
          <section key={title}>
            <h3>
              {title} <span class="count">{list.length}</span>
            </h3>
            <ul class="claims">
              {list.map((one) => (
                <Claim key={one.claim.id} said={one} source={source(one.claim.cites)} />
              ))}
            </ul>
          </section>
        ) : null,
      )}
      {!groups[1]![1].length && !fields.some((one) => one.claim.stance === "denies") && (
        <p class="dim">No denial found in the sources read.</p>
      )}
      <p class="dim small">
        {as_of.map((one) => `${one.dataset}, as of ${one.date ? dayWords(one.date) : "a day not stated"}`).join("; ")}. {dispute}
      </p>
    </>
  );
}

function Claim({ said: one, source }: { said: SaidClaim; source: Source | undefined }) {
  const { claim } = one;
  const done = useSignal("");
  const link = source?.url && /^https?:\/\//.test(source.url) ? source.url : "";
  return (
    <li class={claim.stance === "denies" ? "denies" : "asserts"}>
      <p>
        <span class="tag">
          {claim.stance === "denies" ? "denial" : claim.kind}
          {claim.field ? ` · ${claim.field.replaceAll("_", " ")}` : ""}
        </span>{" "}
        {one.sentence}
        {claim.taken_back && <b> Taken back {dateWords(claim.taken_back.on)}.</b>}
      </p>
      {claim.note && <p class="note">Note: {claim.note}</p>}
      <p class="small">
        {claim.said_on && <>said {dateWords(claim.said_on)} · </>}
        {link ? (
          <a href={link} target="_blank" rel="noreferrer noopener">
            {source!.title}
          </a>
        ) : (
          <span>{source?.title ?? claim.cites}</span>
        )}
        {source && ` · ${source.publisher} · ${dateWords(source.date)}`}
        {!link && source?.url && ` · ${source.url}`}
        {claim.at && ` · ${claim.at}`}
        {source?.copy_of && ` · copy of ${source.copy_of}`}{" "}
        <button
          class="quiet"
          aria-label={`Copy as footnote: ${claim.id}`}
          onClick={async () => {
            done.value = (await copy(claimFootnote(one, source))) ? "copied" : claimFootnote(one, source);
          }}
        >
          Copy as footnote
        </button>{" "}
        <span role="status">{done.value}</span>
      </p>
    </li>
  );
}

function Conflicts({ edge }: { edge: EdgeView | NodeView }) {
  const fields = Object.entries(edge.evidence?.fields ?? {}).filter(([, one]) => one.conflicts);
  if (!fields.length) return null;
  return (
    <section>
      <h3>Conflicting values</h3>
      {fields.map(([name, field]) => (
        <table key={name}>
          <caption>{name.replaceAll("_", " ")}</caption>
          <thead>
            <tr>
              <th scope="col">value</th>
              <th scope="col">standing</th>
              <th scope="col">said by</th>
            </tr>
          </thead>
          <tbody>
            {field.values.map((one) => (
              <tr key={one.value}>
                <td>{one.value}</td>
                <td>
                  {RUNG_WORDS[one.standing]}
                  {one.contested && ", contested"}
                </td>
                <td>{one.asserted_by.map(nameOf).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  );
}

function EdgePanel({ edge }: { edge: EdgeView }) {
  const amount = amountOf(edge);
  const date = "date" in edge ? edge.date : "listed" in edge ? edge.listed : undefined;
  const period = "period" in edge ? periodWords(edge.period) : "";
  const kept = "granularity" in edge && edge.granularity === "aggregate";
  return (
    <article>
      <h2>
        <button class="name" onClick={() => select(edge.source)}>
          {nameOf(edge.source)}
        </button>{" "}
        <span class="dim">{relation(edge.kind ?? "")}</span>{" "}
        <button class="name" onClick={() => select(edge.target)}>
          {nameOf(edge.target)}
        </button>
      </h2>
      <p>
        <Standing reading={edge.evidence} /> <span class="dim small">({LINE_WORDS[lineOf(edge.evidence)]})</span>
      </p>
      {edge.sentence && <p class="sentence">{edge.sentence}</p>}
      <dl class="facts">
        {amount && <Fact name="amount" value={`${amountWords(amount)}${kept ? ", a total: never in a sum" : ""}`} />}
        {date && <Fact name={edge.kind === "Designation" ? "listed" : "date"} value={dateWords(date)} />}
        {period && <Fact name="period" value={period} />}
        {"role" in edge && edge.role && <Fact name={edge.evidence?.ladder === "conduct" ? "role alleged" : "role"} value={edge.role.replaceAll("_", " ")} />}
        {"relationship" in edge && edge.relationship && <Fact name="relationship" value={edge.relationship} />}
        {"purpose" in edge && edge.purpose && <Fact name="purpose" value={edge.purpose} />}
        <Fact name="independent sources" value={String(edge.evidence?.independent_sources ?? 0)} />
        <Fact name="said by" value={(edge.evidence?.asserted_by ?? []).map(nameOf).join(", ")} />
        <Fact name="denied by" value={(edge.evidence?.denied_by ?? []).map(nameOf).join(", ") || "nobody in the sources read"} />
      </dl>
      <Conflicts edge={edge} />
      <Claims id={edge.id} kind="edges" />
      <Notes id={edge.id} />
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Merged({ list }: { list: readonly EdgeView[] }) {
  const first = list[0]!;
  const key = `${first.source}~${first.target}`;
  return (
    <article>
      <h2>
        {nameOf(first.source)} <span class="dim">paid</span> {nameOf(first.target)}
      </h2>
      <p>{mergedWords(list)}</p>
      {!sumOf(list) && (
        <p class="dim small">Not summed: a sum takes single payments in one currency that do not overlap; totals stand beside it.</p>
      )}
      <button onClick={() => change({ opened: [...view.value.opened, key], selected: first.id })}>Draw each payment</button>
      <table>
        <thead>
          <tr>
            <th scope="col">amount</th>
            <th scope="col">date</th>
            <th scope="col">standing</th>
          </tr>
        </thead>
        <tbody>
          {list.map((one) => (
            <tr key={one.id}>
              <td>
                <button class="name" onClick={() => change({ opened: [...view.value.opened, key], selected: one.id })}>
                  {amountOf(one) ? amountWords(amountOf(one)!) : "not stated"}
                </button>
                {"granularity" in one && one.granularity === "aggregate" && <small> total</small>}
              </td>
              <td>{"date" in one ? dateWords(one.date) : ""}</td>
              <td>{standingWords(one.evidence)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

export function GapPanel({ id }: { id: string }) {
  const found = useSignal<{ why: string; by: string; join: string; sources: readonly Source[] } | null>(null);
  useEffect(() => {
    void ask((api) => api.GET("/api/v1/records/{id}", { params: { path: { id } } }))
      .then((page) => {
        if ("gap" in page) found.value = { why: page.gap.why, by: page.gap.by, join: page.gap.join, sources: page.sources };
      })
      .catch(() => undefined);
  }, [id]);
  return (
    <article>
      <h2>Gap {id.replace("gap.", "").toUpperCase()}</h2>
      <p>
        <span class="standing line-gap">gap</span> The sources read do not show that the payee before it and the payer behind it are the same.
      </p>
      {found.value && (
        <>
          <p>{found.value.why}</p>
          <p class="dim">Noted by {found.value.by}. Inferred join: {found.value.join}.</p>
          <ul class="claims">
            {found.value.sources.map((one) => (
              <li key={one.id}>
                {one.url?.startsWith("http") ? (
                  <a href={one.url} target="_blank" rel="noreferrer noopener">
                    {one.title}
                  </a>
                ) : (
                  one.title
                )}{" "}
                · {one.publisher} · {dateWords(one.date)}
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

function NodePanel({ node }: { node: NodeView }) {
  const now = view.value;
  const others = node.names.filter((one) => one.text !== caption(node));
  const mine = shownEdges.value.filter((one) => one.source === node.id || one.target === node.id);
  return (
    <article>
      <h2>
        <Pictogram family={familyOf(node.kind ?? "")} /> {caption(node)}
      </h2>
      <p class="dim">
        {kindWords(node.kind ?? "")}
        {"countries" in node && node.countries?.length ? ` · ${node.countries.join(", ")}` : ""}
        {"jurisdiction" in node && node.jurisdiction ? ` · registered in ${node.jurisdiction}` : ""}
        {"unnamed" in node && node.unnamed ? " · not named by the sources" : ""}
        {"collective" in node && node.collective ? " · several parties" : ""}
      </p>
      {node.summary && <p>{node.summary}</p>}
      {node.not_accused && <p class="dim">{node.not_accused}</p>}
      <p class="actions">
        <button onClick={() => (expanding.value = expanding.value === node.id ? "" : node.id)} aria-expanded={expanding.value === node.id}>
          Expand …
        </button>
        <button
          aria-pressed={picking.value === node.id}
          onClick={() => {
            picking.value = picking.value === node.id ? "" : node.id;
            said.value = picking.value ? `Path from ${caption(node)}: pick the other end on the canvas, in the table or by search.` : "";
          }}
        >
          Path to …
        </button>
        <button onClick={() => void findLinks(node.id)}>Who is linked</button>
        <button aria-pressed={now.pinned.includes(node.id)} onClick={() => pin(node.id)}>
          Pin
        </button>
        <button onClick={() => hide(node.id)}>Hide</button>
      </p>
      {expanding.value === node.id && <Choices node={node} />}
      {others.length > 0 && (
        <p class="small">
          Also: {others.map((one, i) => [i > 0 && ", ", <span lang={one.script === "Cyrl" ? "ru" : undefined}>{one.text}</span>])}
        </p>
      )}
      {node.identifiers?.length ? <p class="small">Identifiers: {node.identifiers.map((one) => `${one.scheme} ${one.value}`).join(", ")}</p> : null}
      {"birth" in node && node.birth && <p class="small">Born {dateWords(node.birth)}</p>}
      {"outcome" in node && node.outcome && <p>{node.outcome}</p>}
      <section>
        <h3>
          Links on the canvas <span class="count">{mine.length}</span>
        </h3>
        <ul class="links">
          {mine.map((one) => (
            <li key={one.id}>
              <button class="name" onClick={() => select(one.id)}>
                {one.source === node.id
                  ? `${relation(one.kind ?? "")} → ${nameOf(one.target)}`
                  : `${relation(one.kind ?? "", "in")} ← ${nameOf(one.source)}`}
              </button>{" "}
              {amountOf(one) && `${amountWords(amountOf(one)!)} `}
              <Standing reading={one.evidence} />
              {one.evidence?.ladder === "conduct" && <small>{edgeSentence(one, nameOf)}</small>}
            </li>
          ))}
        </ul>
      </section>
      <Conflicts edge={node} />
      <Claims id={node.id} kind="entities" />
      <Notes id={node.id} />
    </article>
  );
}

const groupWords = (kind: string, direction: "out" | "in" | "any"): string =>
  isConduct(kind) ? "accusations, each with who makes it and how far it got" : relation(kind, direction);

/** Which relation to expand, with the count beside each; for hubs, how many and which first. */
function Choices({ node }: { node: NodeView }) {
  const groups = useSignal<readonly NeighborGroup[] | null>(null);
  const total = useSignal(0);
  const how = useSignal<Required<Pick<Expand, "order" | "limit">>>({ order: "evidence", limit: 25 });
  useEffect(() => {
    void ask((api) => api.GET("/api/v1/entities/{id}/neighbors/summary", { params: { path: { id: node.id }, query: { inferred: view.value.inferred } } }))
      .then((answer) => {
        groups.value = answer.groups;
        total.value = answer.edges;
      })
      .catch(() => undefined);
  }, [node.id]);
  if (!groups.value) return <p class="dim">Counting …</p>;
  const hub = total.value > HUB;
  // One line for each relation and way; the API parts payments by currency, the menu does not.
  const rows = new Map<string, { kind: string; direction: "out" | "in" | "any"; count: number; contested: number }>();
  for (const one of groups.value) {
    const key = `${one.kind} ${one.direction}`;
    const row = rows.get(key) ?? { kind: one.kind, direction: one.direction, count: 0, contested: 0 };
    row.count += one.edges;
    row.contested += one.contested;
    rows.set(key, row);
  }
  return (
    <section class="choices" aria-label={`Expand ${caption(node)}`}>
      {hub && (
        <fieldset>
          <legend>
            {total.value} links: choose a relation, or the first of all
          </legend>
          <label>
            first{" "}
            <select value={how.value.order} onChange={(event) => (how.value = { ...how.value, order: event.currentTarget.value as "date" })}>
              <option value="evidence">best established</option>
              <option value="amount">largest</option>
              <option value="date">earliest</option>
            </select>
          </label>{" "}
          <label>
            how many{" "}
            <select value={String(how.value.limit)} onChange={(event) => (how.value = { ...how.value, limit: Number(event.currentTarget.value) })}>
              {[10, 25, 50, 100, 200].map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        </fieldset>
      )}
      <ul>
        <li>
          <button onClick={() => void expand(node.id, hub ? how.value : { limit: HUB })}>
            {hub ? `First ${how.value.limit} of all (${total.value})` : `All (${total.value})`}
          </button>
        </li>
        {[...rows.values()].map((one) => (
          <li key={`${one.kind}${one.direction}`}>
            <button onClick={() => void expand(node.id, { kind: one.kind, direction: one.direction, ...(hub ? how.value : { limit: 100 }) })}>
              {groupWords(one.kind, one.direction)} ({one.count})
            </button>
            {one.contested > 0 && <small class="dim"> {one.contested} contested, in whole or in part</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
