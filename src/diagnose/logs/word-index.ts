import type { Signature } from "./signature.ts";

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** The lower-case form of letters, digits and the underscore; 0 for whatever ends a word. */
const WORD = Uint8Array.from({ length: 128 }, (_, code) => {
  const lower = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9_]/.test(lower) ? lower.charCodeAt(0) : 0;
});

/** Words that one hash stands for are few: a bit of this many says that there is none, without a look into the map. */
const BITS = 1 << 16;

/**
 * Signatures that have a word of a text, whole or as the end of a `…Error` or `…Exception`. Words are hashed as they are
 * read: cutting them out of the text costs more than all the rest. Two words of one hash only mean a pattern tried in vain.
 */
export function wordIndex(signatures: readonly Signature[]): (text: string) => readonly Signature[] {
  const byHash = new Map<number, Signature[]>();
  for (const item of signatures)
    for (const word of item.words) byHash.set(hashOf(word), [...(byHash.get(hashOf(word)) ?? []), item]);
  const used = new Uint8Array(BITS);
  for (const hash of byHash.keys()) used[hash & (BITS - 1)] = 1;
  const add = (found: Signature[], hash: number) => {
    for (const item of byHash.get(hash) ?? []) if (!found.includes(item)) found.push(item);
  };
  return (text) => {
    const found: Signature[] = [];
    let hash = SEED;
    let last = 0;
    let length = 0;
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? (WORD[text.charCodeAt(i)] ?? 0) : 0;
      if (code > 0) {
        hash = Math.imul(hash ^ code, PRIME);
        last = code;
        length++;
        continue;
      }
      if (length === 0) continue;
      if (used[hash & (BITS - 1)] === 1) add(found, hash);
      const suffix = SUFFIXES.get(last);
      if (suffix && endsWith(text, i, length, suffix)) add(found, hashOf(suffix));
      hash = SEED;
      length = 0;
    }
    return found;
  };
}

const SUFFIXES = new Map(["error", "exception"].map((word) => [word.charCodeAt(word.length - 1), word]));

function hashOf(word: string): number {
  let hash = SEED;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
  return hash;
}

/** Does the word of this length before `end` end so? */
function endsWith(text: string, end: number, length: number, suffix: string): boolean {
  return length > suffix.length && text.slice(end - suffix.length, end).toLowerCase() === suffix;
}
