/** The view: everything a reader arranged, small enough for the address and for undo. */
import { type Filter, OPEN } from "./filter";

export interface PathAsk {
  source: string;
  target: string;
  /** Payments alone, from payer to payee; else every relation, both ways. */
  money: boolean;
  inferred: boolean;
  cost: "hops" | "evidence";
  hops: number;
}

/** What is traced: the money of a payment, or all that a party received (back: paid). */
export interface TraceAsk {
  source: string;
  back: boolean;
  /** Whether the payments of one day are taken in both orders, with what either says. */
  both: boolean;
  /** Whether the rules that stand apart are asked as well. */
  apart: boolean;
  /** The rule that is drawn. */
  rule: string;
}

/** What payments come to, followed on from a party, back to one, or between two. */
export interface FlowsAsk {
  source: string;
  target: string;
  by: "holder" | "account" | "country";
}

export const SHOWS = ["network", "flow", "timeline", "table"] as const;
export type Show = (typeof SHOWS)[number];
export type Theme = "" | "light" | "dark";

export interface View {
  ids: readonly string[];
  /** Where each node stands; one unit is about a node's width. */
  at: Readonly<Record<string, readonly [number, number]>>;
  pinned: readonly string[];
  hidden: readonly string[];
  /** What is picked together. */
  group: readonly string[];
  /** Pairs of parties (`payer~payee`) whose payments are drawn one by one. */
  opened: readonly string[];
  inferred: boolean;
  path: PathAsk | null;
  trace: TraceAsk | null;
  flows: FlowsAsk | null;
  /** Whose links are listed. */
  links: string;
  filter: Filter;
  selected: string;
  /** Whether the two sides of the selected person or body stand in the panel. */
  brief: boolean;
  show: Show;
  columns: "hop" | "period";
  currency: string;
}

export const EMPTY: View = {
  ids: [],
  at: {},
  pinned: [],
  hidden: [],
  group: [],
  opened: [],
  inferred: false,
  path: null,
  trace: null,
  flows: null,
  links: "",
  filter: OPEN,
  selected: "",
  brief: false,
  show: "network",
  columns: "hop",
  currency: "",
};

const list = (text: string | null): string[] => (text ? text.split("!") : []);

/** The address after `#`. Ids are ASCII without `!`, `~`, `*`, so these part them. */
export function toAddress(view: View): string {
  const words = new URLSearchParams();
  const put = (name: string, value: string) => value && words.set(name, value);
  put("v", view.show === "network" ? "" : view.show);
  put(
    "n",
    view.ids
      .map((id) => {
        const at = view.at[id];
        return at ? `${id}*${Math.round(at[0] * 10)}*${Math.round(at[1] * 10)}` : id;
      })
      .join("!"),
  );
  put("pin", view.pinned.join("!"));
  put("hide", view.hidden.join("!"));
  put("grp", view.group.join("!"));
  put("each", view.opened.join("!"));
  put("inf", view.inferred ? "1" : "");
  if (view.path) {
    const { source, target, money, inferred, cost, hops } = view.path;
    put("path", [source, target, money ? "money" : "any", inferred ? "joined" : "shown", cost, hops].join("~"));
  }
  if (view.trace) {
    const { source, back, both, apart, rule } = view.trace;
    put("trace", [source, back ? "back" : "forward", both ? "both" : "listed", apart ? "apart" : "", rule].join("~"));
  }
  if (view.flows) put("flows", [view.flows.source, view.flows.target, view.flows.by].join("~"));
  put("links", view.links);
  put("sel", view.selected);
  put("brief", view.brief ? "1" : "");
  const { families, kinds, lines, after, before, least } = view.filter;
  put("xf", families.join("!"));
  put("xk", kinds.join("!"));
  put("xl", lines.join("!"));
  put("from", after);
  put("to", before);
  put("min", least ? String(least) : "");
  put("cols", view.columns === "hop" ? "" : view.columns);
  put("cur", view.currency);
  return words.toString().replace(/%21/g, "!").replace(/%7E/g, "~").replace(/%2A/g, "*");
}

const MONTH = /^\d{4}-\d{2}$/;

export function fromAddress(text: string): View {
  const words = new URLSearchParams(text.replace(/^#/, ""));
  const ids: string[] = [];
  const at: Record<string, [number, number]> = {};
  for (const part of list(words.get("n"))) {
    const [id = "", x, y] = part.split("*");
    if (!id || ids.includes(id)) continue;
    ids.push(id);
    if (x !== undefined && y !== undefined && Number.isFinite(Number(x)) && Number.isFinite(Number(y))) {
      at[id] = [Number(x) / 10, Number(y) / 10];
    }
  }
  const [source, target, money, inferred, cost, hops] = (words.get("path") ?? "").split("~");
  const [traced, way, order, apart, rule] = (words.get("trace") ?? "").split("~");
  const [payer, payee, by] = (words.get("flows") ?? "").split("~");
  const month = (name: string) => (MONTH.test(words.get(name) ?? "") ? words.get(name)! : "");
  const show = words.get("v") as Show | null;
  return {
    ids,
    at,
    pinned: list(words.get("pin")),
    hidden: list(words.get("hide")),
    group: list(words.get("grp")),
    opened: list(words.get("each")),
    inferred: words.get("inf") === "1",
    path:
      source && target
        ? {
            source,
            target,
            money: money === "money",
            inferred: inferred === "joined",
            cost: cost === "evidence" ? "evidence" : "hops",
            hops: Math.min(12, Math.max(1, Number(hops) || 6)),
          }
        : null,
    trace: traced ? { source: traced, back: way === "back", both: order === "both", apart: apart === "apart", rule: rule ?? "" } : null,
    flows: payer || payee ? { source: payer ?? "", target: payee ?? "", by: by === "account" || by === "country" ? by : "holder" } : null,
    links: words.get("links") ?? "",
    filter: {
      families: list(words.get("xf")),
      kinds: list(words.get("xk")),
      lines: list(words.get("xl")),
      after: month("from"),
      before: month("to"),
      least: Math.max(0, Number(words.get("min")) || 0),
    },
    selected: words.get("sel") ?? "",
    brief: words.get("brief") === "1",
    show: show && SHOWS.includes(show) ? show : "network",
    columns: words.get("cols") === "period" ? "period" : "hop",
    currency: words.get("cur") ?? "",
  };
}
