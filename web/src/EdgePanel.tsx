/** The evidence of a line: one record, several payments between the same two, or a gap. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { select } from "./actions";
import { Claims, Conflicts, Standing } from "./Claims";
import { Columns } from "./Columns";
import { ask, returns } from "./client";
import { Notes } from "./Notes";
import { type EdgeView, type Source, amountOf, isConduct, relation } from "./records";
import { from, trace } from "./tracing";
import { change, nameOf, view } from "./state";
import { LINE_WORDS, lineOf, standingWords } from "./standing";
import { mergedWords, sumOf } from "./sums";
import { amountWords, dateWords, periodWords } from "./values";
import { hopOf } from "./words";

export function EdgePanel({ edge }: { edge: EdgeView }) {
  const amount = amountOf(edge);
  const date = "date" in edge ? edge.date : "listed" in edge ? edge.listed : undefined;
  const period = "period" in edge ? periodWords(edge.period) : "";
  const kept = "granularity" in edge && edge.granularity === "aggregate";
  return (
    <article data-record={edge.id}>
      <h2>
        <button class="name" onClick={() => select(edge.source)}>
          {nameOf(edge.source)}
        </button>{" "}
        <span class="dim">{isConduct(edge.kind ?? "") ? hopOf(edge, nameOf) : relation(edge.kind ?? "")}</span>{" "}
        <button class="name" onClick={() => select(edge.target)}>
          {nameOf(edge.target)}
        </button>
      </h2>
      <p>
        <Standing reading={edge.evidence} /> <span class="dim small">({LINE_WORDS[lineOf(edge.evidence)]})</span>
      </p>
      {edge.kind === "Payment" && (
        <p class="actions">
          <button onClick={() => void trace(from(edge.id, false))}>Trace forward</button>
          <button onClick={() => void trace(from(edge.id, true))}>Trace back</button>
        </p>
      )}
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

export function Merged({ list }: { list: readonly EdgeView[] }) {
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
        <Columns names={["amount", "date", "standing"]} />
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
  }, [id, returns.value]);
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

