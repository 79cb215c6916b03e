import { isIdentifier, isName } from "../src/knowledge/words/analyze.ts";

/**
 * What people write around an alert's name in a heading: `Alert: DiskFull`, `2. DiskFull (critical)`, `DiskFull alert`. Anything
 * else says something of the alert: `DiskFull [deprecated]`.
 */
const AROUND =
  /^(?:\d{1,3}[.)]\s+)?(?:alerts?\s?[:–-]\s?)?|\s{1,3}alerts?$|\s?[([](?:critical|warning|info|page|ticket|p[1-5]|sev-?\d)[)\]]$/gi;

/** The alert, or another thing with a name of its own, that a section is about: the innermost heading that is such a name. */
export function alertOf(headings: readonly string[]): string | undefined {
  return headings.map(nameIn).findLast((name) => name !== undefined);
}

function nameIn(heading: string): string | undefined {
  if (isIdentifier(heading)) return heading;
  const name = heading.replace(AROUND, "");
  return isName(name) ? name : undefined;
}
