import type { Evidence } from "../core/evidence.ts";
import { type Finding, flatten } from "../core/finding.ts";
import type { Alert } from "../core/observation.ts";
import type { Passage } from "../core/passage.ts";
import type { Library } from "../knowledge/library.ts";
import { claimed, coveringOf } from "./covering.ts";

/** Findings that are worth a search of their own. */
const MAX_FINDINGS = 5;
/** Sections to look through for the one that helps in a document that an alert names. */
const MANY = 10;
/** Kinds of document that say what to do. */
export const RUNBOOKS = ["runbook", "doc"] as const;

interface Asking {
  alerts: readonly Alert[];
  evidence: readonly Evidence[];
  library: Library;
  signal: AbortSignal;
}

/**
 * Passages by the id of the root finding they are for: what to do now, and when it happened before. Each root asks with
 * its own title, code, object, the change behind it and the alerts on it. Nothing is attached that is not meant for it.
 */
export async function passagesFor(
  findings: readonly Finding[],
  asking: Asking,
): Promise<Map<string, readonly Passage[]>> {
  const found = findings
    .slice(0, MAX_FINDINGS)
    .map(
      async (finding): Promise<[string, Passage[]]> => [
        finding.id,
        (await Promise.all([runbookFor(finding, asking), beforeOf(finding, asking)])).flat(),
      ],
    );
  return new Map(await Promise.all(found));
}

/**
 * The document that covers the cause comes first; then the one that an alert on the object names by its `runbook_url`:
 * alerts tell symptoms, and their page is often the more general one.
 */
async function runbookFor(finding: Finding, { alerts, evidence, library, signal }: Asking): Promise<Passage[]> {
  const own = alertsOn(finding, alerts);
  const { text, ...query } = queryOf(finding, evidence);
  const remedy = finding.next[0]?.text ?? "";
  const asked = { ...query, text: `${text}. ${remedy}`, kinds: RUNBOOKS };
  const [covering, { passages: alerted }, linked] = await Promise.all([
    coveringOf(finding, asked, { library, signal }),
    library.search({ ...asked, alerts: own.map(({ name }) => name) }, { limit: MANY, signal }),
    linkedBy(own, library),
  ]);
  const named = alerted.filter(({ path }) => linked.has(path) && path !== covering[0]?.path).slice(0, 1);
  const chosen = [
    ...covering,
    ...named.map((passage) => ({ ...passage, why: [`runbook_url of alert ${linked.get(passage.path)}`] })),
  ];
  return Promise.all(chosen.map((passage) => wholeSection(passage, library)));
}

/** What was matched is a piece; what is followed is the section: all pieces under the same heading. */
async function wholeSection(passage: Passage, library: Library): Promise<Passage> {
  const { outline } = await library.section(passage.path, passage.lines);
  const pieces = outline.filter(({ heading }) => heading === passage.heading).flatMap(({ lines }) => lines);
  if (pieces.length === 0) return passage;
  const { lines, hash, text } = await library.section(passage.path, [Math.min(...pieces), Math.max(...pieces)]);
  return { ...passage, lines, hash, text };
}

async function beforeOf(finding: Finding, { evidence, library, signal }: Asking): Promise<Passage[]> {
  return claimed({ ...queryOf(finding, evidence), kinds: ["postmortem"] }, { library, signal });
}

function queryOf({ title, code, object, evidence: ids }: Finding, evidence: readonly Evidence[]) {
  const changes = evidence.filter(({ id, kind }) => kind === "change" && ids.includes(id)).map(({ text }) => text);
  return { text: [title, ...changes].join(". "), services: [object.name], terms: [code] };
}

/** Paths of the documents that alerts name, with the alert's name. */
async function linkedBy(alerts: readonly Alert[], library: Library): Promise<Map<string, string>> {
  const linked = await Promise.all(
    alerts.map(async ({ name, annotations }): Promise<[string, string][]> => {
      const section = annotations.runbook_url ? await library.byUrl(annotations.runbook_url) : undefined;
      return section ? [[section.path, name]] : [];
    }),
  );
  return new Map(linked.flat());
}

/** Firing alerts whose labels name the finding's object, or pods and Services of it among the symptoms. */
function alertsOn(finding: Finding, alerts: readonly Alert[]): Alert[] {
  const names = flatten([finding])
    .filter(({ object }) => object.name.startsWith(finding.object.name))
    .map(({ object }) => object.name);
  const isOwn = (value: string) => names.some((name) => value === name || value.startsWith(`${name}-`));
  return alerts.filter(({ state, labels }) => state === "firing" && Object.values(labels).some(isOwn));
}
