/** Amounts and dates in words. Money stays a decimal string until it is shown; nothing guesses a day. */
import type { Amount, DateInterval, Period } from "./records";

const SIGNS: Record<string, string> = { USD: "$", EUR: "€", GBP: "£" };
const STEPS: [number, string][] = [
  [1e9, "bn"],
  [1e6, "m"],
  [1e3, "k"],
];

function signed(currency: string, figure: string): string {
  if (currency === "XXX") return `${figure} (currency not stated)`;
  const sign = SIGNS[currency];
  return sign ? `${sign}${figure}` : `${currency} ${figure}`;
}

function short(decimal: string): string {
  const value = Number(decimal);
  for (const [step, letter] of STEPS) {
    if (Math.abs(value) >= step) return `${Number((value / step).toPrecision(3))}${letter}`;
  }
  return String(Number(value.toPrecision(3)));
}

/** Every figure as the source gives it: `857354.00` is `857,354`. */
export function grouped(decimal: string): string {
  const [whole = "0", cents = ""] = decimal.split(".");
  const parted = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return /^0*$/.test(cents) ? parted : `${parted}.${cents}`;
}

const ABOUT: Record<string, string> = { about: "about ", at_least: "at least ", at_most: "at most " };

function amountIn(amount: Amount, figure: (decimal: string) => string): string {
  const { min, max, currency, precision } = amount;
  const about = ABOUT[precision] ?? "";
  if (min && max && min !== max) return `${about}${signed(currency, figure(min))}–${figure(max)}`;
  const one = min ?? max;
  if (!one) return "amount not stated";
  const open = !about && !max ? "at least " : !about && !min ? "at most " : about;
  return open + signed(currency, figure(one));
}

export const amountShort = (amount: Amount): string => amountIn(amount, short);
export const amountWords = (amount: Amount): string => amountIn(amount, grouped);

/** The middle of an amount, for widths and orders only; never shown. */
export function magnitude(amount: Amount | null | undefined): number {
  if (!amount) return 0;
  const ends = [amount.min, amount.max].filter((one): one is string => !!one).map(Number);
  return ends.length ? ends.reduce((sum, one) => sum + one, 0) / ends.length : 0;
}

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

export function dayWords(day: string): string {
  const [year, month, date] = day.split("-");
  const words = [date ? String(Number(date)) : "", month ? MONTHS[Number(month) - 1]! : "", year ?? ""];
  return words.filter(Boolean).join(" ");
}

export function dateWords(date: DateInterval | null | undefined): string {
  if (!date || (!date.earliest && !date.latest)) return date?.words ?? "no date in the source";
  const { earliest, latest, precision } = date;
  let words: string;
  if (precision === "year" && earliest) words = earliest.slice(0, 4);
  else if (precision === "month" && earliest) words = dayWords(earliest.slice(0, 7));
  else if (earliest && earliest === latest) words = dayWords(earliest);
  else if (earliest && latest) words = `between ${dayWords(earliest)} and ${dayWords(latest)}`;
  else words = earliest ? `on or after ${dayWords(earliest)}` : `by ${dayWords(latest!)}`;
  if (date.circa) words = `about ${words}`;
  return date.words ? `${words} (“${date.words}”)` : words;
}

export function periodWords(period: Period | null | undefined): string {
  if (!period) return "";
  const start = period.start ? `from ${dateWords(period.start)}` : "";
  const end = period.end ? `to ${dateWords(period.end)}` : period.ongoing ? "ongoing when read" : "";
  return [start, end].filter(Boolean).join(" ");
}
