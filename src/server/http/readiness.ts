import type { App } from "../../app.ts";

/** Whether questions can be answered: each source by its state, without any name of a cluster. */
export interface Readiness {
  ready: boolean;
  sources: Record<string, string>;
}

/** So long an answer counts, so that probes of a kubelet and of a load balancer cost the sources nothing. */
const FRESH_MS = 10_000;
const DEADLINE_MS = 3_000;

/** Ready as long as one configured source answers; one that does not is named, and answers say what they lack without it. */
export function readiness({ probe }: App): () => Promise<Readiness> {
  let asked: { at: number; state: Promise<Readiness> } | undefined;
  return () => {
    if (!asked || performance.now() - asked.at > FRESH_MS) asked = { at: performance.now(), state: ask(probe) };
    return asked.state;
  };
}

async function ask(probe: App["probe"]): Promise<Readiness> {
  const reports = await probe(AbortSignal.timeout(DEADLINE_MS));
  return {
    ready: reports.some(({ completeness }) => completeness !== "not"),
    sources: Object.fromEntries(reports.map(({ source, status }) => [source, status])),
  };
}
