/** The timeline: bars for each period, two ranges as the brush, and what falls in it. */
import { select } from "./actions";
import { lineOf } from "./standing";
import { change, faded, nameOf, said, shownEdges, shownWords, view } from "./state";
import { histogram } from "./timeline";
import { linkRow } from "./rows";
import { isConduct } from "./records";
import { dayWords } from "./values";
import { titleOf } from "./words";

function brush(after: string, before: string): void {
  change({ filter: { ...view.value.filter, after, before } }, true);
  clearTimeout(timer);
  timer = setTimeout(() => (said.value = `${shownWords.value}.`), 400);
}
let timer: ReturnType<typeof setTimeout> | undefined;

export function Timeline({ tall = false }: { tall?: boolean }) {
  const { bars, step, undated } = histogram(shownEdges.value);
  const { after, before } = view.value.filter;
  const most = Math.max(1, ...bars.map((one) => one.all));
  const at = (month: string, end: boolean) => {
    if (!month) return end ? bars.length - 1 : 0;
    const found = bars.findIndex((one) => one.period >= month.slice(0, one.period.length));
    return found < 0 ? bars.length - 1 : found;
  };
  const [from, to] = [at(after, false), at(before, true)];
  const month = (index: number, end: boolean) => {
    const period = bars[index]?.period ?? "";
    return step === "year" ? `${period}-${end ? "12" : "01"}` : period;
  };
  const set = (low: number, high: number) =>
    brush(low <= 0 ? "" : month(low, false), high >= bars.length - 1 ? "" : month(high, true));
  const height = tall ? 150 : 40;
  const wide = 1000 / Math.max(1, bars.length);
  if (!bars.length) {
    return tall ? <p class="hint">Nothing on the canvas has a date.</p> : <p class="strip dim">No dates on the canvas. {shownWords.value}.</p>;
  }
  return (
    <div class={tall ? "timeline tall" : "timeline strip"}>
      <svg viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" height={height} role="img" aria-label={`Dated links for each ${step}: ${bars.filter((one) => one.all).map((one) => `${dayWords(one.period)} ${one.all}`).join(", ")}`}>
        {bars.map((one, i) => (
          <g key={one.period} class={i < from || i > to ? "out" : ""}>
            <rect x={i * wide + wide * 0.1} width={wide * 0.8} y={height - (one.all / most) * (height - 4)} height={(one.all / most) * (height - 4)} class="all" />
            <rect x={i * wide + wide * 0.1} width={wide * 0.8} y={height - (one.payments / most) * (height - 4)} height={(one.payments / most) * (height - 4)} class="paid" />
            <title>{`${dayWords(one.period)}: ${one.all} links, ${one.payments} of them payments`}</title>
          </g>
        ))}
      </svg>
      <div class="ranges">
        <label>
          from{" "}
          <input type="range" min={0} max={bars.length - 1} value={from} aria-valuetext={dayWords(bars[from]!.period)} onInput={(event) => set(Math.min(Number(event.currentTarget.value), to), to)} />{" "}
          <output>{dayWords(bars[from]!.period)}</output>
        </label>
        <label>
          to{" "}
          <input type="range" min={0} max={bars.length - 1} value={to} aria-valuetext={dayWords(bars[to]!.period)} onInput={(event) => set(from, Math.max(Number(event.currentTarget.value), from))} />{" "}
          <output>{dayWords(bars[to]!.period)}</output>
        </label>
        {(after || before) && <button onClick={() => brush("", "")}>All dates</button>}
        <span class="dim">
          {shownWords.value}; {undated} without a date stay.
        </span>
      </div>
      {tall && <Dated />}
    </div>
  );
}

function Dated() {
  const dim = faded.value;
  const rows = shownEdges.value
    .filter((one) => !dim.has(one.id))
    .map((edge) => ({ edge, row: linkRow(edge, nameOf) }))
    .filter(({ row }) => row.sort !== "9999")
    .sort((a, b) => a.row.sort.localeCompare(b.row.sort) || (a.row.id < b.row.id ? -1 : 1));
  return (
    <ol class="dated">
      {rows.map(({ edge, row }) => (
        <li key={row.id} class={view.value.selected === row.id ? "on" : ""}>
          <span class="when">{row.when}</span>
          <button class="name" onClick={() => select(row.id)}>
            {titleOf(edge, nameOf)}
          </button>{" "}
          <span class={`standing line-${lineOf(edge.evidence)}`}>{row.standing}</span>{" "}
          <span class="dim">
            said by {row.saidBy || "nobody named"}
            {!isConduct(edge.kind ?? "") && row.deniedBy && ` · denied by ${row.deniedBy}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
