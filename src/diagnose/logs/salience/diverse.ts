/** A line that can be compared with others by its words. */
interface Scored {
  message: string;
  score: number;
  first: number;
}

/** Of so many the best are compared with each other. */
const MAX_COMPARED = 60;
/** What the other errors speak of too is what they are about. */
const SHARED = 3;
/** A line that says what an earlier one said adds nothing. */
const REPEATED = 3;

/**
 * The best lines, each adding to those before it: by score and by how much of it the other lines speak of as well, less
 * what it only repeats (maximal marginal relevance, Carbonell and Goldstein 1998).
 */
export function diverse<T extends Scored>(lines: readonly T[], max: number): T[] {
  const best = lines.toSorted((a, b) => b.score - a.score || a.first - b.first).slice(0, MAX_COMPARED);
  const words = new Map(best.map((line) => [line, wordsOf(line.message)]));
  const spoken = countsOf([...words.values()]);
  const worth = new Map(best.map((line) => [line, line.score + SHARED * shared(words.get(line), spoken, best.length)]));
  const repeated = new Map<T, number>();
  const chosen: T[] = [];
  const left = new Set(best);
  while (chosen.length < max && left.size > 0) {
    let next: T | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const line of left) {
      const value = (worth.get(line) ?? 0) - REPEATED * (repeated.get(line) ?? 0);
      if (value > most) [next, most] = [line, value];
    }
    if (!next) break;
    chosen.push(next);
    left.delete(next);
    for (const line of left)
      repeated.set(line, Math.max(repeated.get(line) ?? 0, overlap(words.get(line), words.get(next))));
  }
  return chosen;
}

function wordsOf(message: string): Set<string> {
  return new Set(
    message
      .slice(0, 400)
      .toLowerCase()
      .match(/[a-z]{3,}/g) ?? [],
  );
}

function countsOf(all: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of all) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** How many of the other lines have its words, on average: 0 … 1. */
function shared(words: ReadonlySet<string> = new Set(), spoken: ReadonlyMap<string, number>, lines: number): number {
  if (lines < 3 || words.size === 0) return 0;
  const others = [...words].reduce((sum, word) => sum + (spoken.get(word) ?? 1) - 1, 0);
  return others / words.size / (lines - 1);
}

/** The part of the first that is in the second. */
function overlap(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): number {
  if (a.size === 0) return 0;
  return [...a].filter((word) => b.has(word)).length / a.size;
}
