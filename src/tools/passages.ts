import { type Finding, flatten } from "../core/finding.ts";
import type { Alert } from "../core/observation.ts";
import { citationOf, type Passage } from "../core/passage.ts";
import type { Library } from "../knowledge/library.ts";

/** Findings that are worth a search of their own. */
const MAX_FINDINGS = 5;
/** "What to do now" and "when it happened before". */
const WANTED = [
  { kinds: ["runbook", "doc"], limit: 1 },
  { kinds: ["postmortem"], limit: 1 },
] as const;

/**
 * Passages by the id of the root finding they are for. Each root asks with its codes, objects and alerts, not only with the
 * user's words; a `runbook_url` of an alert on it comes before anything that is ranked. Nothing is attached that is not
 * meant for it (`related` or less).
 */
export async function passagesFor(
  findings: readonly Finding[],
  alerts: readonly Alert[],
  question: string,
  library: Library,
  signal: AbortSignal,
): Promise<Map<string, readonly Passage[]>> {
  const found = await Promise.all(
    findings.slice(0, MAX_FINDINGS).map(async (finding): Promise<[string, Passage[]]> => {
      const own = alertsOn(finding, alerts);
      const linked = await linkedBy(own, library);
      const ranked = await rankedFor(finding, own, question, library, signal);
      return [finding.id, unique([...linked, ...ranked])];
    }),
  );
  return new Map(found);
}

async function rankedFor(
  finding: Finding,
  alerts: readonly Alert[],
  question: string,
  library: Library,
  signal: AbortSignal,
): Promise<Passage[]> {
  const all = flatten([finding]);
  const query = {
    text: `${finding.title} ${question}`,
    alerts: alerts.map(({ name }) => name),
    services: [...new Set(all.map(({ object }) => object.name))].slice(0, 4),
    terms: [...new Set(all.map(({ code }) => code))].slice(0, 6),
  };
  const results = await Promise.all(
    WANTED.map(({ kinds, limit }) => library.search({ ...query, kinds: [...kinds] }, { limit, signal })),
  );
  return results
    .filter(({ coverage }) => coverage === "runbook" || coverage === "likely")
    .flatMap(({ passages }) => passages);
}

async function linkedBy(alerts: readonly Alert[], library: Library): Promise<Passage[]> {
  const linked = await Promise.all(
    alerts.map(async ({ name, annotations }) => {
      const section = annotations.runbook_url ? await library.byUrl(annotations.runbook_url) : undefined;
      if (!section) return [];
      const { outline: _, length: __, ...passage } = section;
      return [{ ...passage, score: 1, why: [`runbook_url of alert ${name}`] }];
    }),
  );
  return linked.flat().slice(0, 1);
}

/** Firing alerts whose labels name the finding's object or one of its symptoms'. */
function alertsOn(finding: Finding, alerts: readonly Alert[]): Alert[] {
  const names = new Set(flatten([finding]).map(({ object }) => object.name));
  return alerts.filter(
    ({ state, labels }) => state === "firing" && Object.values(labels).some((value) => names.has(value)),
  );
}

/** One passage per document. */
function unique(passages: readonly Passage[]): Passage[] {
  const seen = new Map<string, Passage>();
  for (const passage of passages) if (!seen.has(passage.path)) seen.set(passage.path, passage);
  return [...seen.values()].sort(
    (a, b) =>
      Number(a.kind === "postmortem") - Number(b.kind === "postmortem") || citationOf(a).localeCompare(citationOf(b)),
  );
}
