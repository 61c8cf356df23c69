/** The histogram: how many dated links may have begun in each period. Counts, since currencies do not add. */
import { type EdgeView, whenOf } from "./records";

export interface Bar {
  /** `2008` or `2008-02`. */
  period: string;
  all: number;
  /** Payments among them. */
  payments: number;
}

export interface Histogram {
  step: "month" | "year";
  bars: Bar[];
  undated: number;
  first: string;
  last: string;
}

function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  let [year, month] = first.split("-").map(Number) as [number, number];
  for (;;) {
    const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (text > last) return months;
    months.push(text);
    month++;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

export function histogram(edges: readonly EdgeView[]): Histogram {
  const dated = edges.flatMap((edge) => {
    const when = whenOf(edge);
    const day = when?.earliest ?? when?.latest;
    return day ? [{ month: day.slice(0, 7), payment: edge.kind === "Payment" }] : [];
  });
  const undated = edges.length - dated.length;
  if (!dated.length) return { step: "month", bars: [], undated, first: "", last: "" };
  const sorted = dated.map((one) => one.month).sort();
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const months = monthsBetween(first, last);
  const step = months.length > 48 ? "year" : "month";
  const size = step === "year" ? 4 : 7;
  const bars = [...new Set(months.map((one) => one.slice(0, size)))].map((period): Bar => {
    const mine = dated.filter((one) => one.month.slice(0, size) === period);
    return { period, all: mine.length, payments: mine.filter((one) => one.payment).length };
  });
  return { step, bars, undated, first, last };
}
