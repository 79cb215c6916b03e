import { SitrepError } from "../../core/errors.ts";
import type { Alert } from "../../core/observation.ts";
import { citationOf } from "../../core/passage.ts";
import type { Library } from "../../knowledge/library.ts";
import { RUNBOOKS } from "../passages.ts";

/** Alerts whose documents are looked up; each name once. */
const MAX_LOOKED_UP = 10;

/** A heading that nobody has written under yet may come first. */
const CONSIDERED = 3;

/** Citations by alert name: the section that its link means, else the one that is about the alert by name. */
export async function alertRunbooks(
  alerts: readonly Alert[],
  library: Library,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const byName = new Map(alerts.map((alert) => [alert.name, alert]));
  const wanted = [...byName.values()].slice(0, MAX_LOOKED_UP);
  const found = await Promise.all(
    wanted.map(async (alert) => [alert.name, await runbookOf(alert, library, signal)] as const),
  );
  return new Map(found.flatMap(([name, citation]) => (citation ? [[name, citation]] : [])));
}

export function runbookUrlOf({ annotations }: Pick<Alert, "annotations">): string | undefined {
  return annotations.runbook_url ?? annotations.runbook;
}

async function runbookOf(alert: Alert, library: Library, signal: AbortSignal): Promise<string | undefined> {
  try {
    const url = runbookUrlOf(alert);
    const linked = url ? await library.byUrl(url) : undefined;
    if (linked) return citationOf(linked);
    const { passages } = await library.search({ alerts: [alert.name], kinds: RUNBOOKS }, { limit: CONSIDERED, signal });
    const named = passages.find(({ text, heading, title, bare }) => !bare && bears(alert.name, [title, heading, text]));
    return named && citationOf(named);
  } catch (error) {
    if (error instanceof SitrepError && error.kind === "setup") return undefined; // nothing is indexed
    throw error;
  }
}

/** Whether one of them has the alert's name. */
export function bears(alert: string, texts: readonly string[]): boolean {
  return texts.some((text) => text.toLowerCase().includes(alert.toLowerCase()));
}
