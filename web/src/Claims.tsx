/** Each claim with who says it, where it is read, and what is said against it; values that differ, side by side. */
import { useAnswer } from "./answered";
import { Columns } from "./Columns";
import { ask } from "./client";
import { claimFootnote } from "./footnote";
import { Copy } from "./Copy";
import { nameThem } from "./reading";
import type { EdgeView, NodeView, SaidClaim, Source } from "./records";
import { learn, nameOf } from "./state";
import { RUNG_WORDS, lineOf, standingWords } from "./standing";
import { dateWords, dayWords, grouped } from "./values";

interface Page {
  claims: readonly SaidClaim[];
  sources: readonly Source[];
  as_of: readonly { dataset: string; date?: string | null }[];
  dispute: string;
}

export function Standing({ reading }: { reading: EdgeView["evidence"] }) {
  return <span class={`standing line-${lineOf(reading)}`}>{standingWords(reading)}</span>;
}

export function Claims({ id, kind }: { id: string; kind: "entities" | "edges" }) {
  const read = async (): Promise<Page> => {
    const found =
      kind === "edges"
        ? await ask((api) => api.GET("/api/v1/edges/{id}", { params: { path: { id } } }))
        : await ask((api) => api.GET("/api/v1/entities/{id}", { params: { path: { id } } }));
    if ("edge" in found) learn({ edges: [found.edge] });
    await nameThem([], found.claims.flatMap((one) => one.claim.by ?? []));
    return { claims: found.claims, sources: found.sources, as_of: found.as_of, dispute: found.dispute ?? "" };
  };
  const { answer, problem } = useAnswer(id, read);
  if (problem) return <p role="status">{problem}</p>;
  if (!answer) return <p class="dim">Reading the claims …</p>;
  const { claims, sources, as_of, dispute } = answer;
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

export function Claim({ said: one, source }: { said: SaidClaim; source: Source | undefined }) {
  const { claim } = one;
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
          <span class="title">{source?.title ?? claim.cites}</span>
        )}
        {source && ` · ${source.publisher} · ${dateWords(source.date)}`}
        {!link && source?.url && ` · ${source.url}`}
        {claim.at && ` · ${claim.at}`}
        {source?.copy_of && ` · copy of ${source.copy_of}`}{" "}
        <Copy text={() => claimFootnote(one, source)} name={`Copy as footnote: ${claim.id}`}>
          Copy as footnote
        </Copy>
      </p>
    </li>
  );
}

/** A value as the store holds it: figures in groups, an id by its name. */
const shown = (value: string): string => nameOf(value).replace(/\d+\.\d{2}\b/g, grouped);

export function Conflicts({ edge }: { edge: EdgeView | NodeView }) {
  const fields = Object.entries(edge.evidence?.fields ?? {}).filter(([, one]) => one.conflicts);
  if (!fields.length) return null;
  return (
    <section>
      <h3>Conflicting values</h3>
      {fields.map(([name, field]) => (
        <table key={name}>
          <caption>{name.replaceAll("_", " ")}</caption>
          <Columns names={["value", "standing", "said by"]} />
          <tbody>
            {field.values.map((one) => (
              <tr key={one.value}>
                <td>{shown(one.value)}</td>
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

