import { createHmac, randomBytes } from "node:crypto";

/** What stands for a secret, in today's and in older captures. */
const PLACEHOLDER = /^["'`\\]*\[redacted/i;
const MAX_KNOWN = 10_000;

let key = randomBytes(32);
const known = new Map<string, string>();

/** The key of this installation, so that the same secret has the same placeholder in the next process too. */
export function usePlaceholderKey(secret: Uint8Array): void {
  key = Buffer.from(secret);
  known.clear();
}

/**
 * `[redacted:3f2a]`: the same for the same secret, so that one can see whether two places use one value. 16 bits of
 * HMAC-SHA256 under a key that never leaves this machine: without it a guess cannot be checked.
 */
export function placeholderOf(secret: string): string {
  if (PLACEHOLDER.test(secret)) return secret;
  const seen = known.get(secret);
  if (seen !== undefined) return seen;
  const made = `[redacted:${createHmac("sha256", key).update(secret).digest("hex").slice(0, 4)}]`;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(secret, made);
  return made;
}
