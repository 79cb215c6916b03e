import { whole } from "./analyze.ts";

/**
 * A heading path is written `Recovery > Meaning, Impact`: outermost first, and where small neighbouring sections share a
 * passage, the names of all of them at the end.
 */
export function ownNames(headingPath: string): string[] {
  return (headingPath.split(" > ").at(-1) ?? "").split(", ");
}

/** The names of a section and of those that it is in. */
export function namesIn(headingPath: string): string[] {
  return headingPath.split(/ > |, /);
}

/** Is this path at or below the heading that an anchor means? Sites make anchors in many ways: letters and digits are what they share. */
export function isUnder(headingPath: string, anchor: string): boolean {
  const wanted = whole(anchor);
  return wanted !== "" && namesIn(headingPath).some((name) => whole(name) === wanted);
}
