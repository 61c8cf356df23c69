/** The evidence of a node: who or what it is, what can be done with it, its links and its claims. */
import { findLinks } from "./pathways";
import { hide, pin, select } from "./actions";
import { Brief } from "./Brief";
import { Claims, Conflicts, Standing } from "./Claims";
import { Choices } from "./Expand";
import { Pictogram } from "./Legend";
import { Notes } from "./Notes";
import { type NodeView, amountOf, caption, familyOf, isConduct, kindWords } from "./records";
import { from, trace } from "./tracing";
import { change, expanding, nameOf, picking, said, shownEdges, view } from "./state";
import { amountWords, dateWords } from "./values";
import { fromEnd } from "./words";

/** Kinds that can be accused, and so have two sides. */
const SIDES = new Set(["Person", "Organization", "Company", "PublicBody", "Court"]);

/** Kinds whose payments can be followed. */
const PAYS = new Set([...SIDES, "BankAccount", "Party"]);

export function NodePanel({ node }: { node: NodeView }) {
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
        {SIDES.has(node.kind ?? "") && (
          <button aria-pressed={now.brief} onClick={() => change({ brief: !now.brief }, true)}>
            Both sides
          </button>
        )}
        {PAYS.has(node.kind ?? "") && (
          <>
            <button onClick={() => void trace(from(node.id, false))}>Trace forward</button>
            <button onClick={() => void trace(from(node.id, true))}>Trace back</button>
          </>
        )}
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
      {now.brief && SIDES.has(node.kind ?? "") ? (
        <Brief id={node.id} />
      ) : (
        <>
      <section>
        <h3>
          Links on the canvas <span class="count">{mine.length}</span>
        </h3>
        <ul class="links">
          {mine.map((one) => (
            <li key={one.id}>
              <button class="name" onClick={() => select(one.id)}>
                {fromEnd(one, node.id, nameOf)}
              </button>{" "}
              {amountOf(one) && `${amountWords(amountOf(one)!)} `}
              {!isConduct(one.kind ?? "") && <Standing reading={one.evidence} />}
            </li>
          ))}
        </ul>
      </section>
      <Conflicts edge={node} />
      <Claims id={node.id} kind="entities" />
        </>
      )}
      <Notes id={node.id} />
    </article>
  );
}

