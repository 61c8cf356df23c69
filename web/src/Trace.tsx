/** A trace: every rule side by side, the drawn one payment by payment, and where no rule follows. */
import { useSignal } from "@preact/signals";
import { select } from "./actions";
import { Refused } from "./client";
import { Copy } from "./Copy";
import { FlowPicture } from "./FlowPicture";
import { Rule } from "./TraceRule";
import { edges, nameOf, view } from "./state";
import { type TraceAnswer, NO_ADVICE, placeWords, traceFlow, traceText, tracedWords } from "./trace";
import { boundsOf, dropTrace, trace, traceName, traced } from "./tracing";

function Head({ answer }: { answer: TraceAnswer }) {
  const asked = view.value.trace!;
  const title = `Trace ${asked.back ? "back" : "forward"} from ${traceName(asked.source)}`;
  const again = (next: Partial<typeof asked>) => void trace({ ...asked, ...next });
  return (
    <>
      <h2>{title}</h2>
      <p class="actions">
        <label>
          way{" "}
          <select value={asked.back ? "back" : "forward"} onChange={(event) => again({ back: event.currentTarget.value === "back" })}>
            <option value="forward">forward: where it went</option>
            <option value="back">back: where it came from</option>
          </select>
        </label>
        <label>
          payments of one day{" "}
          <select value={asked.both ? "both" : "listed"} onChange={(event) => again({ both: event.currentTarget.value === "both" })}>
            <option value="listed">as the source lists them</option>
            <option value="both">in both orders</option>
          </select>
        </label>
        {!asked.back && (
          <label class="row">
            <input type="checkbox" checked={asked.apart} onClick={() => again({ apart: !asked.apart })} /> also the rules that stand apart
          </label>
        )}
        <Copy text={() => traceText(answer, title, asked.back, nameOf)}>Copy the trace as text</Copy>
        <button onClick={dropTrace}>Close the trace</button>
      </p>
    </>
  );
}

function Compare({ answer }: { answer: TraceAnswer }) {
  const asked = view.value.trace!;
  if (!answer.compared.length) return null;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Rules side by side, scrolls">
      <table class="wide">
        <caption>
          The rules side by side <span class="dim small">{answer.compared[0]!.calculated}. None of them is put first.</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{asked.back ? "where it came from" : "where it lies at the end"}</th>
            {answer.rules.map((one) => (
              <th key={one.rule} scope="col">
                {one.title}
                {one.forum && <small>{one.forum}</small>}
              </th>
            ))}
            <th scope="col">rules</th>
            {!asked.back && <th scope="col">whatever the rule</th>}
          </tr>
        </thead>
        <tbody>
          {answer.compared.map((one) => (
            <tr key={`${one.place}${one.account}${one.currency}`}>
              <th scope="row">
                {placeWords(one.place, asked.back)}{" "}
                <button class="name" onClick={() => select(one.account)}>
                  {nameOf(one.account)}
                </button>
                {one.holders.length > 0 && one.place !== "holder" && <small>held by {one.holders.map(nameOf).join(", ")}</small>}
              </th>
              {answer.rules.map((rule) => (
                <td key={rule.rule}>{one.by_rule[rule.rule] ? tracedWords(one.by_rule[rule.rule]!) : "–"}</td>
              ))}
              <td>{one.differs ? "differ" : "agree"}</td>
              {!asked.back && <td>{one.place === "held" && <Bounds target={one.account} name={nameOf(one.account)} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bounds({ target, name }: { target: string; name: string }) {
  const words = useSignal("");
  return (
    <>
      <button
        class="quiet"
        aria-label={`At least, at most: ${name}`}
        onClick={async () => {
          try {
            const { results } = await boundsOf(view.value.trace!, target);
            words.value = results.map((one) => `${one.words} (${one.calculated})`).join(" ");
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            words.value = error.message;
          }
        }}
      >
        At least, at most
      </button>
      <small role="status">{words.value}</small>
    </>
  );
}

export function Trace() {
  const asked = view.value.trace!;
  const answer = traced.value;
  if (!answer) return <p class="hint">Tracing …</p>;
  const begun = answer.rules.some((one) => one.hops.length || one.ends.length || one.stops.length);
  const rule = answer.rules.find((one) => one.rule === asked.rule) ?? answer.rules[0];
  const flow = rule && traceFlow(rule, asked.back, edges.value, nameOf);
  return (
    <div class="flow">
      <Head answer={answer} />
      {(answer.words ?? []).length > 0 && (
        <section>
          <h3>Where it stops before a rule can begin</h3>
          <ul>
            {answer.words!.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      <Compare answer={answer} />
      {!begun && (
        <p>
          None of the rules that were asked can start here: {answer.rules.map((one) => one.title).join("; ")}. What they say is {answer.rules[0]?.notice ?? NO_ADVICE}.
        </p>
      )}
      {begun && rule && (
        <p class="actions">
          <label>
            rule that is drawn{" "}
            <select value={rule.rule} onChange={(event) => void trace({ ...asked, rule: event.currentTarget.value })}>
              {answer.rules.map((one) => (
                <option key={one.rule} value={one.rule}>
                  {one.title}
                </option>
              ))}
            </select>
          </label>
          <span class="dim">
            {rule.calculated}; {NO_ADVICE}.
          </span>
        </p>
      )}
      {flow && flow.bands.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Picture of the trace, scrolls">
          <FlowPicture flow={flow} />
        </div>
      )}
      {begun && rule && <Rule rule={rule} />}
      <Aside answer={answer} />
    </div>
  );
}

/** What the answer rests on, and what it leaves out. */
function Aside({ answer }: { answer: TraceAnswer }) {
  const left = answer.left_out ?? [];
  return (
    <>
      {(answer.apart ?? []).map((one) => (
        <section key={one.rule}>
          <h3>{one.title}, apart from the others</h3>
          <p class="small">
            {one.definition} {one.authority ?? "No source for it was read."} {one.caution} {one.notice}.
          </p>
          <ul class="links">
            {(one.lines ?? []).map((line) => (
              <li key={`${line.account}${line.order}${line.words}`}>
                {nameOf(line.account)}: {tracedWords(line.amount)} · {line.words} <small>{line.calculated}; {NO_ADVICE}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <details>
        <summary>What this rests on</summary>
        <ul>
          {(answer.assumptions ?? []).map((one) => (
            <li key={one}>{one}</li>
          ))}
          {(answer.findings ?? []).map((one, i) => (
            <li key={i}>
              {one.account ? `${nameOf(one.account)}: ` : ""}
              {one.words}
            </li>
          ))}
          {(answer.folds ?? []).map((one) => (
            <li key={one.transfer}>
              {one.payments.join(", ")} were taken as one transfer: {one.because}
            </li>
          ))}
          {left.map((one) => (
            <li key={one.why}>
              {one.payments.length} payments left out: {one.why}
            </li>
          ))}
          {(answer.meta?.limits_hit ?? []).map((one) => (
            <li key={one.detail}>{one.detail}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
