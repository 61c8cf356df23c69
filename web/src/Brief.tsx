/** Both sides of a person or body: what is said of it, by whom, and what is said against that. */
import { select } from "./actions";
import { useAnswer } from "./answered";
import type { components } from "./api";
import { Claim } from "./Claims";
import { ask } from "./client";
import { Copy } from "./Copy";
import { briefText } from "./footnote";
import { nameThem } from "./reading";
import { learn, nameOf, said } from "./state";
import { RUNG_WORDS } from "./standing";
import { dateWords, dayWords } from "./values";
import { NO_STATEMENT } from "./words";

export type BriefAnswer = components["schemas"]["BriefAnswer"];
type Line = components["schemas"]["BriefLine"];

/** The rung of a line, what stands against it and what became of it, in words. */
export function lineWords(one: Line): string {
  const words = [RUNG_WORDS[one.standing] ?? one.standing];
  if (one.inferred) words.unshift("inferred");
  if (one.contested) words.push("contested");
  if (one.single_source) words.push("one independent source");
  return [...words, ...one.flags.map((flag) => flag.replaceAll("_", " "))].join(", ");
}

export function Brief({ id }: { id: string }) {
  const read = async (): Promise<BriefAnswer> => {
    const found = await ask((api) => api.GET("/api/v1/entities/{id}/brief", { params: { path: { id } } }));
    learn({ edges: found.edges });
    await nameThem(found.edges, found.contested.flatMap((one) => one.denied_by));
    return found;
  };
  const { answer: brief, problem } = useAnswer(id, read, (found) => {
    said.value = `Both sides of ${nameOf(id)}: ${found.conduct.length} accusations, ${found.listings.length} listings, ${found.proceedings.length} proceedings.`;
  });
  if (problem) return <p role="status">{problem}</p>;
  if (!brief) return <p class="dim">Reading both sides …</p>;
  return (
    <section class="brief" aria-label={`Both sides of ${nameOf(id)}`}>
      <p>
        <Copy text={() => briefText(brief, nameOf(id))}>Copy the brief as text</Copy>
      </p>
      {brief.not_accused && <p>{brief.not_accused}</p>}
      {brief.pinned.map((one) => (
        <p key={one.claim} class="sentence">
          {one.sentence}
        </p>
      ))}
      {brief.conduct.length > 0 && <h3>Accused of, by whom, and what is said against it</h3>}
      {brief.conduct.map((one) => (
        <Conduct key={one.id} one={one} brief={brief} />
      ))}
      <Lines title="Listings: acts of governments, with their stated reasons" lines={brief.listings} />
      <Lines title="Proceedings, and what was decided" lines={brief.proceedings} />
      <Lines title="Posts, family and other ties" lines={brief.who} />
      <Lines title="What it is said to own, control or hold" lines={brief.holdings} />
      <Lines title="Money, each according to somebody" lines={brief.money} />
      <Lines title="Parts in events, which accuse nobody" lines={brief.roles} />
      <p class="small">
        {brief.one_source.length} of these records rest on one independent source or none; {brief.contested.length} are contested, in whole or in part.
      </p>
      {(brief.meta?.limits_hit ?? []).map((one) => (
        <p key={one.detail} class="dim small">
          {one.detail}
        </p>
      ))}
      <p class="dim small">
        {brief.as_of.map((one) => `${one.dataset}, as of ${one.date ? dayWords(one.date) : "a day not stated"}`).join("; ")}. {brief.dispute}
      </p>
    </section>
  );
}

function Conduct({ one, brief }: { one: BriefAnswer["conduct"][number]; brief: BriefAnswer }) {
  const source = (cites: string) => brief.sources.find((each) => each.id === cites);
  return (
    <section class="sides">
      <h4>
        <button class="name" onClick={() => select(one.id)}>
          {one.caption}
        </button>{" "}
        {one.date && <span class="dim">{dateWords(one.date as never)}</span>}
      </h4>
      <p class="small">
        <span class={`standing line-${one.contested ? "contested" : "claimed"}`}>{lineWords(one)}</span>
      </p>
      <h5>Said ({one.claims_for.length})</h5>
      <ul class="claims">
        {one.claims_for.map((each) => (
          <Claim key={each.claim.id} said={each} source={source(each.claim.cites)} />
        ))}
      </ul>
      <h5>Said against it ({one.claims_against.length})</h5>
      {one.claims_against.length === 0 && <p class="dim">{NO_STATEMENT}</p>}
      <ul class="claims">
        {one.claims_against.map((each) => (
          <Claim key={each.claim.id} said={each} source={source(each.claim.cites)} />
        ))}
      </ul>
      {one.outcomes.length > 0 && <h5>What became of it</h5>}
      <ul class="claims">
        {one.outcomes.map((each) => (
          <Claim key={each.claim.id} said={each} source={source(each.claim.cites)} />
        ))}
      </ul>
    </section>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (!lines.length) return null;
  return (
    <section>
      <h3>
        {title} <span class="count">{lines.length}</span>
      </h3>
      <ul class="links">
        {lines.map((one) => (
          <li key={one.id}>
            {one.sentence} <span class={`standing line-${one.contested ? "contested" : "claimed"}`}>{lineWords(one)}</span>{" "}
            <button class="quiet" aria-label={`Evidence of ${one.id}`} onClick={() => select(one.id)}>
              Evidence
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
