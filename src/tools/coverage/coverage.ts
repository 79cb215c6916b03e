import { z } from "zod";
import { citationOf } from "../../core/passage.ts";
import type { DocumentInfo, Library } from "../../knowledge/library.ts";
import { bears } from "../alerts/alert-runbooks.ts";
import { RUNBOOKS } from "../passages.ts";
import { eachOnce, type KnownAlert, linkOf } from "./known-alert.ts";

/**
 * `linked` its link leads to an indexed document · `named` it has no link, and a document bears its name · `dead-link` its link
 * leads where the other links do, and nothing is there · `dead-anchor` the document has no such heading · `elsewhere` its link
 * leads out of what is indexed · `none`.
 */
const Status = z.enum(["linked", "named", "dead-link", "dead-anchor", "elsewhere", "none"]);

export const CoveredAlert = z.object({
  name: z.string(),
  status: Status,
  from: z.string(),
  line: z.int().optional(),
  /** Citation of the indexed document. */
  runbook: z.string().nullable(),
  url: z.string().nullable(),
  /** The document that comes nearest where there is none. */
  candidate: z.object({ path: z.string(), probability: z.number() }).nullable(),
  /** The annotation that would link it to the candidate, where one is likely meant and other links tell the form. */
  fix: z.string().nullable(),
});
export type CoveredAlert = z.infer<typeof CoveredAlert>;

export const Coverage = z.object({
  alerts: z.array(CoveredAlert),
  /** Runbooks to which no alert leads. */
  unreached: z.array(z.string()),
  /** Documents that so many alerts share that they help with none of them. */
  shared: z.array(z.object({ path: z.string(), alerts: z.array(z.string()) })),
  omitted: z.array(z.string()),
});
export type Coverage = z.infer<typeof Coverage>;

/** From this probability on a document is proposed as the alert's. */
const PROPOSED = 0.5;
/** Alerts of one page, without a section of their own, from which on it is a catch-all. */
const CATCH_ALL = 4;
/** Statuses that somebody should do something about. */
const GAPS: ReadonlySet<CoveredAlert["status"]> = new Set(["dead-link", "dead-anchor", "none"]);

export function isGap({ status }: CoveredAlert): boolean {
  return GAPS.has(status);
}

/** Which alerts have a runbook, by their links and their names, offline: no link is opened. */
export async function coverageOf(
  known: readonly KnownAlert[],
  library: Library,
  signal: AbortSignal,
): Promise<Omit<Coverage, "omitted">> {
  const alerts = eachOnce(known).sort((a, b) => a.name.localeCompare(b.name));
  const located = await Promise.all(alerts.map(async (alert) => ({ alert, at: await placeOf(alert, library) })));
  const ours = new Set(located.flatMap(({ alert, at }) => (at ? siteOf(linkOf(alert)) : [])));
  const base = located.map(({ alert, at }) => at && baseOf(linkOf(alert), at.path)).find(Boolean);
  const documents = await library.documents();
  const named = new Map(documents.map(({ path, alerts: names }) => [path, names]));
  const rows: CoveredAlert[] = [];
  for (const { alert, at } of located) {
    const { name, from, line } = alert;
    const url = linkOf(alert) ?? null;
    const known = { name, from, ...(line !== undefined && { line }), url, candidate: null, fix: null };
    if (at) {
      const isThere = at.anchor === "" || at.lines !== undefined;
      const runbook = at.lines ? citationOf({ path: at.path, lines: at.lines }) : at.path;
      rows.push({ ...known, status: isThere ? "linked" : "dead-anchor", runbook });
    } else rows.push(await unlinked(known, alert, { ours, base, named, library, signal }));
  }
  return { alerts: rows, unreached: unreachedBy(rows, documents), shared: sharedIn(rows) };
}

async function placeOf(alert: KnownAlert, library: Library) {
  const link = linkOf(alert);
  return link === undefined ? undefined : library.locate(link);
}

/** Host and owner of a link: where a team keeps its documents. */
function siteOf(link: string | undefined): string[] {
  if (link === undefined || !URL.canParse(link)) return [];
  const { host, pathname } = new URL(link);
  return [`${host}/${pathname.split("/")[1]}`];
}

/** What stands before a document's path in a link to it. */
function baseOf(link: string | undefined, path: string): string | undefined {
  const at = link?.lastIndexOf(path) ?? -1;
  return at > 0 ? link?.slice(0, at) : undefined;
}

interface Team {
  /** Hosts and owners of links that lead to a document. */
  ours: ReadonlySet<string>;
  base: string | undefined;
  /** Alerts that documents name, by path. */
  named: ReadonlyMap<string, readonly string[]>;
  library: Library;
  signal: AbortSignal;
}

async function unlinked(
  known: Omit<CoveredAlert, "status" | "runbook">,
  { name, annotations }: KnownAlert,
  { ours, base, named, library, signal }: Team,
): Promise<CoveredAlert> {
  const text = [annotations.summary, annotations.description, annotations.message].filter(Boolean).join(". ");
  const asked = { alerts: [name], text, kinds: RUNBOOKS };
  const { passages, probability } = await library.search(asked, { limit: 1, signal });
  const [first] = passages;
  const isNamed =
    first &&
    !first.bare &&
    (named.get(first.path)?.includes(name) || bears(name, [first.title, first.heading, first.path]));
  if (isNamed && known.url === null) return { ...known, status: "named", runbook: citationOf(first) };
  const isOurs = siteOf(known.url ?? undefined).some((site) => ours.has(site));
  const status = known.url === null ? "none" : isOurs ? "dead-link" : "elsewhere";
  const fix = first && base && status !== "elsewhere" && probability >= PROPOSED ? base + first.path : null;
  const candidate = first ? { path: first.path, probability } : null;
  return { ...known, status, runbook: null, candidate, fix: fix && `runbook_url: ${fix}` };
}

function unreachedBy(rows: readonly CoveredAlert[], documents: readonly DocumentInfo[]): string[] {
  const reached = new Set(rows.flatMap(({ runbook }) => (runbook === null ? [] : [pathOf(runbook)])));
  return documents
    .filter(({ kind, path }) => kind === "runbook" && !reached.has(path))
    .map(({ path }) => path)
    .sort();
}

function sharedIn(rows: readonly CoveredAlert[]): Coverage["shared"] {
  const whole = rows.filter(({ status, runbook }) => status === "linked" && runbook === pathOf(runbook ?? ""));
  return [...Map.groupBy(whole, ({ runbook }) => runbook ?? "")]
    .filter(([, alerts]) => alerts.length >= CATCH_ALL)
    .map(([path, alerts]) => ({ path, alerts: alerts.map(({ name }) => name) }));
}

function pathOf(citation: string): string {
  return citation.replace(/#L\d+-L\d+$/, "");
}
