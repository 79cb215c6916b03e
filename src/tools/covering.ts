import type { Finding } from "../core/finding.ts";
import { isClaim, type Passage } from "../core/passage.ts";
import { RULES } from "../diagnose/rules/index.ts";
import type { Library } from "../knowledge/library.ts";
import type { Query } from "../knowledge/rank/question.ts";

interface Searching {
  library: Library;
  signal: AbortSignal;
}

/** The document that speaks of the finding itself; else the one that goes by the name of the community's alert for the same. */
export async function coveringOf(
  finding: Finding,
  asked: Partial<Query> & Pick<Query, "terms">,
  searching: Searching,
): Promise<Passage[]> {
  const own = await claimed(asked, searching);
  const alerts = commonAlerts(finding);
  if (own.length > 0 || alerts.length === 0) return own;
  return claimed({ ...asked, terms: [...asked.terms, ...alerts] }, searching);
}

/** The first document, where it is meant for what is asked. */
export async function claimed(asked: Partial<Query>, { library, signal }: Searching): Promise<Passage[]> {
  const { coverage, passages } = await library.search(asked, { limit: 1, signal });
  return isClaim(coverage) ? passages : [];
}

const ALERTS = new Map(RULES.map(({ code, alerts = [] }) => [code, alerts]));

/** Those of the object's own kind where they differ. */
function commonAlerts({ code, object: { kind } }: Finding): readonly string[] {
  const alerts = ALERTS.get(code) ?? [];
  const own = alerts.filter((alert) => alert.includes(kind));
  return own.length > 0 ? own : alerts;
}
