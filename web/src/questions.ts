/** The starting points of the empty page: real questions of the case that is loaded. */
import { expand } from "./actions";
import { findLinks, findPath } from "./pathways";

export interface Start {
  words: string;
  hint: string;
  ask(): Promise<void>;
}

export const CASE_QUESTIONS: Record<string, readonly Start[]> = {
  magnitsky: [
    {
      words: "How did the money of the tax refund reach Prevezon Holdings, and where are the gaps?",
      hint: "payments from the Russian treasury on, as segments and gaps",
      ask: () => findPath({ source: "org.russian-treasury", target: "org.prevezon-holdings", money: true, inferred: false, cost: "hops", hops: 12 }),
    },
    {
      words: "Who is linked to Olga Stepanova, and how?",
      hint: "an ordered list, each with its reason and its evidence",
      ask: () => findLinks("per.olga-stepanova"),
    },
    {
      words: "What is around Prevezon Holdings: who paid it, who owns it, which courts?",
      hint: "one step in every direction",
      ask: () => expand("org.prevezon-holdings"),
    },
  ],
};

