/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
/** What is longer is payload. */
const MAX_LENGTH = 400;

/**
 * Equal for lines that differ in numbers, times and ids only: a hash of the words that have no digit. Far cheaper than a
 * template, which it stands for while lines are counted.
 */
export function fingerprintOf(text: string): number {
  const end = Math.min(text.length, MAX_LENGTH);
  let all = SEED;
  let word = SEED;
  let letters = 0;
  let digits = false;
  for (let i = 0; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : 0;
    const lower = code | 32;
    if (lower >= 97 && lower <= 122) {
      word = Math.imul(word ^ lower, PRIME);
      letters++;
    } else if (code >= 48 && code <= 57) digits = true;
    else {
      if (letters > 0 && !digits) all = Math.imul(all ^ word, PRIME);
      word = SEED;
      letters = 0;
      digits = false;
    }
  }
  return all | 0;
}
