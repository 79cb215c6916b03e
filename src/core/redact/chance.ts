const FILLER = /^(.)\1*$|([^A])\2{7}|your|example|placeholder|dummy|abcdefgh|_here\b/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Shannon's entropy, bits a character. Chance over 62 characters comes near 4 within 20, a word stays below 3. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** `ACCESS_TOKEN`, as a manual writes it. */
const SHOUTED = /^[A-Z]+(?:_[A-Z]+)+$/;

/** Written by a person in place of a secret: `xxxxxxxx`, `YOUR_TOKEN_HERE`, `...EXAMPLE`. */
export function isFiller(value: string): boolean {
  return FILLER.test(value) || SHOUTED.test(value) || entropyOf(value) < 1.5;
}

/** Made by chance, not by a person: a UUID, or letters and digits mixed as no word mixes them. */
export function isRandom(value: string, shortest = 16): boolean {
  if (isFiller(value)) return false;
  if (isUuid(value)) return true;
  return value.length >= shortest && /\d/.test(value) && /[a-z]/i.test(value) && entropyOf(value) >= 3;
}

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
