/** The legend, which is the filter: counts, and a switch for each type, line and relation. */
import { FAMILIES, FAMILY_WORDS, type Family } from "./records";
import { type Filter, OPEN, filterWords, isOpen, isolated, toggled } from "./filter";
import { LINES, LINE_WORDS, type Line } from "./standing";
import { setInferred } from "./actions";
import { kindOfLink } from "./words";
import { change, gapMarks, said, shownWords, tally, view } from "./state";

export function LineSample({ line }: { line: Line }) {
  return (
    <svg width="34" height="12" aria-hidden="true" class={`sample line-${line}`}>
      <line x1="1" y1="6" x2="33" y2="6" />
    </svg>
  );
}

export function Pictogram({ family }: { family: Family }) {
  return (
    <span class={`pictogram family-${family}`} aria-hidden="true">
      <img src={`./icons/${family}.svg`} alt="" width="12" height="12" />
    </span>
  );
}

function set(next: Partial<Filter>) {
  change({ filter: { ...view.value.filter, ...next } });
  said.value = `${shownWords.value}.`;
}

function Row(props: { group: "families" | "lines" | "kinds"; item: string; all: readonly string[]; count: number; children: preact.ComponentChildren }) {
  const off = view.value.filter[props.group];
  return (
    <label class="row" title="Click hides or shows; Alt-click shows this one alone">
      <input
        type="checkbox"
        checked={!off.includes(props.item)}
        onClick={(event) => {
          const alone = event.altKey;
          set({ [props.group]: alone ? isolated(off, props.item, props.all) : toggled(off, props.item) });
        }}
      />
      {props.children}
      <span class="count">{props.count}</span>
    </label>
  );
}

export function Legend() {
  const { families, lines, kinds } = tally.value;
  const filter = view.value.filter;
  const relations = [...kinds].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const present = FAMILIES.filter((one) => families[one]);
  const drawn = LINES.filter((one) => lines[one] || (one === "gap" && gapMarks.value.length) || filter.lines.includes(one));
  return (
    <section class="legend" aria-label="Legend and filters">
      <fieldset>
        <legend>Type</legend>
        {present.map((one) => (
          <Row key={one} group="families" item={one} all={present} count={families[one]}>
            <Pictogram family={one} /> {FAMILY_WORDS[one]}
          </Row>
        ))}
      </fieldset>
      <fieldset>
        <legend>How far established</legend>
        {drawn.map((one) => (
          <Row key={one} group="lines" item={one} all={drawn} count={one === "gap" ? gapMarks.value.length : (lines[one] ?? 0)}>
            <LineSample line={one} /> <span>{LINE_WORDS[one]}</span>
          </Row>
        ))}
        <label class="row">
          <input type="checkbox" checked={view.value.inferred} onClick={() => void setInferred(!view.value.inferred)} />
          <span>show inferred joins (no source says them)</span>
        </label>
      </fieldset>
      <fieldset>
        <legend>Relation</legend>
        {relations.map(([kind, count]) => (
          <Row key={kind} group="kinds" item={kind} all={relations.map(([one]) => one)} count={count}>
            <span>{kindOfLink(kind)}</span>
          </Row>
        ))}
      </fieldset>
      <label class="row">
        Amount at least
        <select value={String(filter.least)} onChange={(event) => set({ least: Number(event.currentTarget.value) })}>
          {[0, 1e4, 1e5, 1e6, 1e7, 1e8].map((one) => (
            <option key={one} value={String(one)}>
              {one ? one.toLocaleString("en") : "any"}
            </option>
          ))}
        </select>
      </label>
      {!isOpen(filter) && (
        <p>
          <span class="dim">{filterWords(filter)}</span> <button onClick={() => set(OPEN)}>Show everything</button>
        </p>
      )}
    </section>
  );
}
