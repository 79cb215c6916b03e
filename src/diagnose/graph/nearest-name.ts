import { editDistance } from "../../core/edit-distance.ts";

/** The existing name that a wrong one was probably meant to be: at most a quarter of its letters away, two at least. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const [best] = names
    .filter((name) => name !== wrong)
    .map((name) => ({ name, distance: editDistance(wrong, name) }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  return best && best.distance <= Math.max(2, Math.floor(wrong.length / 4)) ? best.name : undefined;
}
