/** One rule of a trace: what it says, payment by payment, and where the money may have gone on unseen. */
import { select } from "./actions";
import { Columns } from "./Columns";
import { nameOf, view } from "./state";
import { type RuleShown, type Transfer, NO_ADVICE, carried, daysWords, placeWords, standingOf, tracedWords } from "./trace";

const party = (id: string | null): string => (id ? nameOf(id) : "somebody not named");

function Row({ transfer, part, number }: { transfer: Transfer; part: string; number: string }) {
  return (
    <tr class={view.value.selected === transfer.id ? "on" : ""}>
      <td>{number}</td>
      <td>{party(transfer.source)}</td>
      <td>{party(transfer.target)}</td>
      <td>
        <button class="name" aria-label={`${part}: evidence that ${party(transfer.source)} paid ${party(transfer.target)}, ${standingOf(transfer)}`} onClick={() => select(transfer.id)}>
          {part}
        </button>
        <small>of {transfer.stated ?? "a sum not stated"}</small>
      </td>
      <td>{daysWords(transfer.date)}</td>
      <td>{standingOf(transfer)}</td>
      <td>
        {transfer.asserted_by.map(nameOf).join("; ")}
        {transfer.denied_by.length > 0 && <small>denied by {transfer.denied_by.map(nameOf).join("; ")}</small>}
        {transfer.sentence && <small>{transfer.sentence}</small>}
      </td>
    </tr>
  );
}

export function Rule({ rule }: { rule: RuleShown }) {
  const back = !!view.value.trace?.back;
  return (
    <section aria-label={rule.title}>
      <p>
        <b>{rule.title}.</b> {rule.definition} <span class="dim">{[rule.authority ?? "no source for it was read", rule.forum].filter(Boolean).join(", ")}; {rule.notice}.</span>
      </p>
      {rule.ends.length > 0 && (
        <ul class="links">
          {rule.ends.map((one) => (
            <li key={`${one.place}${one.account}${one.amount.currency}`}>
              <b>{tracedWords(one.amount)}</b> {placeWords(one.place, back)} {nameOf(one.account)}
              {one.holders.length > 0 && `, held by ${one.holders.map(nameOf).join(", ")}`} <small>{one.calculated}; {NO_ADVICE}</small>
            </li>
          ))}
        </ul>
      )}
      {rule.hops.length > 0 && (
        <table class="wide">
          <caption>
            Payment by payment: {rule.hops.length} of {rule.hops_total}{" "}
            <span class="dim small">
              {rule.calculated}; {NO_ADVICE}
            </span>
          </caption>
          <Columns names={["no.", "from", "to", "carried", "date", "standing of the payment", "said by"]} />
          <tbody>
            {rule.hops.map((hop) => {
              const value = carried(hop);
              return <Row key={hop.number} number={String(hop.number)} transfer={hop.transfer} part={tracedWords({ min: value, max: value, currency: hop.transfer.currency })} />;
            })}
          </tbody>
        </table>
      )}
      {rule.stops.length > 0 && (
        <>
          <h3>Where it may have gone on unseen</h3>
          <ul class="links">
            {rule.stops.map((one) => (
              <li key={`${one.transfer.id}${one.account}`}>
                {party(one.transfer.source)} →{" "}
                <button class="name" onClick={() => select(one.transfer.id)}>
                  {one.transfer.stated ?? "a sum not stated"}
                </button>{" "}
                → {party(one.transfer.target)}, {daysWords(one.transfer.date)}: {one.words}
                {one.asked && `; at most ${tracedWords(one.asked)} of it lay there`} <small>{standingOf(one.transfer)}, said by {one.transfer.asserted_by.map(nameOf).join(", ")}{one.transfer.denied_by.length ? `; denied by ${one.transfer.denied_by.map(nameOf).join(", ")}` : ""}. {one.transfer.sentence ?? ""}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {rule.unexplained.map((one) => (
        <p key={one.account} class="dim small">
          {tracedWords(one.amount)} was paid from {nameOf(one.account)} beyond any balance that is known.
        </p>
      ))}
      {!rule.hops.length && <p class="dim">No payment in the sources read carries it on under this rule.</p>}
    </section>
  );
}
