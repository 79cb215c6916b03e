/** Something that fails or works, and where it is: on which node, of which revision. */
export interface Sample<T> {
  of: T;
  failing: boolean;
  /** `undefined` where it has none, e.g. when it is spread over several. */
  place: string | undefined;
}

/** A place against all others, as a table of two by two. */
export interface Contrast<T> {
  place: string;
  failing: readonly T[];
  working: readonly T[];
  /** Of those elsewhere none fails: else they do not share the place. */
  workingElsewhere: readonly T[];
  /** How often chance alone would put all that fail there: Fisher's exact test, one-sided. */
  chance: number;
}

/** Fewer than this on either side tell nothing, whatever their share. */
const MIN_SIDE = 2;

/**
 * The place that everything that fails shares and that what works is outside of, or mostly; `undefined` when there is none,
 * or when chance would show the same more often than this.
 */
export function sharedPlace<T>(samples: readonly Sample<T>[], maxChance: number): Contrast<T> | undefined {
  const failing = samples.filter((sample) => sample.failing);
  const [place, ...others] = new Set(failing.map((sample) => sample.place));
  if (place === undefined || others.length > 0) return undefined;
  const working = samples.filter((sample) => !sample.failing);
  const there = working.filter((sample) => sample.place === place);
  const elsewhere = working.filter((sample) => sample.place !== place);
  if (failing.length < MIN_SIDE || elsewhere.length < MIN_SIDE) return undefined;
  const chance = chanceOf(failing.length, failing.length + there.length, samples.length);
  if (chance > maxChance) return undefined;
  const all = (some: readonly Sample<T>[]) => some.map(({ of }) => of);
  return { place, failing: all(failing), working: all(there), workingElsewhere: all(elsewhere), chance };
}

/** The chance that all `failing` of `total` fall among the `there` of one place: C(there, failing) / C(total, failing). */
function chanceOf(failing: number, there: number, total: number): number {
  let chance = 1;
  for (let i = 0; i < failing; i++) chance *= (there - i) / (total - i);
  return chance;
}

/** `3 of 4 on node-3, 0 of 9 elsewhere`. */
export function tableText<T>({ place, failing, working, workingElsewhere }: Contrast<T>): string {
  return `${failing.length} of ${failing.length + working.length} on ${place}, 0 of ${workingElsewhere.length} elsewhere`;
}
