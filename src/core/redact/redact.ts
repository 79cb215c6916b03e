import { FLAGS } from "./flags.ts";
import { HEADERS } from "./headers.ts";
import { KEYED_VALUES } from "./keyed-values.ts";
import { SECRET_MANIFESTS } from "./kubernetes.ts";
import { PRIVATE_KEYS } from "./private-keys.ts";
import type { Redaction } from "./rule.ts";
import { URLS } from "./urls.ts";
import { VENDOR_TOKENS } from "./vendor-tokens.ts";

/** What is certain first; a value behind a name comes last. */
const RULES: readonly Redaction[] = [PRIVATE_KEYS, SECRET_MANIFESTS, URLS, HEADERS, FLAGS, VENDOR_TOKENS, KEYED_VALUES];

/**
 * The text with secrets replaced by placeholders, the same for the same secret. Applied where data enters; a second pass
 * changes nothing. Limit: a password with no name, form or structure around it cannot be told from a word.
 */
export function redact(text: string): string {
  let out = text;
  for (const { trigger, apply } of RULES) if (trigger.test(out)) out = apply(out);
  return out;
}

/** The same for every string inside plain data; keys stay as they are. */
export function redactDeep<T>(value: T): T;
export function redactDeep(value: unknown): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactDeep(item));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactDeep(item)]));
  return value;
}
