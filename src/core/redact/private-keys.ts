import { placeholderOf } from "./placeholder.ts";
import type { Redaction } from "./rule.ts";

/** A private key as a whole, also one that the text cuts off. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----([\s\S]*?)(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g;
/** Less between the marks is a manual's. */
const SHORTEST_BODY = 16;

export const PRIVATE_KEYS: Redaction = {
  trigger: /PRIVATE KEY/,
  apply: (text) =>
    text.replace(PRIVATE_KEY, (key, body: string) => (body.trim().length < SHORTEST_BODY ? key : placeholderOf(key))),
};

/** The same in lines: the lines of a key stay, so that later ones keep their numbers. */
export function redactKeysInLines(text: string): string {
  if (!PRIVATE_KEYS.trigger.test(text)) return text;
  return text.replace(PRIVATE_KEY, (key) => PRIVATE_KEYS.apply(key) + "\n".repeat(key.split("\n").length - 1));
}
