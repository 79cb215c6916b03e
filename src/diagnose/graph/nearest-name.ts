import { editDistance } from "../../core/edit-distance.ts";

/** A quarter of the letters, two at least. */
function slips({ length }: string): number {
  return Math.max(2, Math.floor(length / 4));
}

/** The existing name that a wrong one was probably meant to be. */
export function nearestName(wrong: string, names: readonly string[], allowed = slips(wrong)): string | undefined {
  const [best] = names
    .filter((name) => name !== wrong)
    .map((name) => ({ name, distance: editDistance(wrong, name) }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  return best && best.distance <= allowed ? best.name : undefined;
}
