/** Questions to the API on our own origin, and whether it answers at all. */
import { signal } from "@preact/signals";
import createClient from "openapi-fetch";
import type { paths } from "./api";

/** False while the API does not answer; the page keeps what it has and says so. */
export const online = signal(true);
/** How many questions are on their way. */
export const asking = signal(0);

const client = createClient<paths>({
  baseUrl: location.origin,
  querySerializer: { array: { style: "form", explode: true } },
});

export class Refused extends Error {}

type Result<T> = { data?: T; error?: unknown; response: Response };

/**
 * Ask one question.
 * @throws Refused with the API's own words where it refuses, or with ours where it is away.
 */
export async function ask<T>(question: (api: typeof client) => Promise<Result<T>>): Promise<T> {
  asking.value++;
  try {
    const { data, error, response } = await question(client).catch((cause: unknown) => {
      online.value = false;
      watch();
      throw new Refused("The server does not answer. Nothing on this page is lost; it is asked again by itself.", { cause });
    });
    online.value = true;
    if (data !== undefined && response.ok) return data;
    const problem = error as { detail?: string; title?: string; errors?: { parameter: string; detail: string }[] } | undefined;
    const parts = problem?.errors?.map((one) => `${one.parameter}: ${one.detail}`) ?? [];
    throw new Refused([problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`, ...parts].join(" "));
  } finally {
    asking.value--;
  }
}

/** Ask at once whether the API is back. */
export function tryNow(): void {
  clearTimeout(watching);
  watching = undefined;
  watch(0);
}

let watching: ReturnType<typeof setTimeout> | undefined;
/** How often the API came back: what reads by itself reads again when this changes. */
export const returns = signal(0);
/** Called once the API answers again. */
export const returned: (() => void)[] = [];

function watch(after = 1500): void {
  if (watching) return;
  watching = setTimeout(async () => {
    watching = undefined;
    try {
      const answer = await fetch("/api/v1/healthz", { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      online.value = true;
      returns.value++;
      for (const call of returned) call();
    } catch {
      watch();
    }
  }, after);
}
