import { isSecretValue } from "../../core/redact/keyed-values.ts";
import { placeholderOf } from "../../core/redact/placeholder.ts";
import { redact } from "../../core/redact/redact.ts";
import { clean } from "../../core/untrusted.ts";

/** Names that objects are joined by: redaction could take one for a token, and then nothing would belong together. */
const NAMES = new Set([
  "apiVersion",
  "claimName",
  "image",
  "imageID",
  "key",
  "kind",
  "labels",
  "matchLabels",
  "name",
  "namespace",
  "nodeName",
  "nodeSelector",
  "ownerReferences",
  "resourceVersion",
  "secretName",
  "selector",
  "serviceAccountName",
  "storageClassName",
  "uid",
  "volumeName",
]);
/** What is inside these has names that people chose: none of them is one of the above. */
const FREE = new Set(["annotations", "data", "parameters"]);
/** In shorter text there is a secret only behind its name. */
const SHORTEST_TOKEN = 16;
const ASSIGNS = /[=:]/;
const FLAG = /^--?[A-Za-z][\w.-]*$/;
/** Most text is this, and then there is nothing to clean. */
const PRINTABLE = /^[\t\n -~]*$/;

/** Text as it may be seen: without control characters, secrets replaced. */
export function scrubText(text: string): string {
  const cleaned = cleanText(text);
  return cleaned.length < SHORTEST_TOKEN && !ASSIGNS.test(cleaned) ? cleaned : redact(cleaned);
}

/** The same for every text inside, in place; fields that are null go. A value whose own name says that it is a secret goes whole. */
export function scrub(node: object): void {
  scrubFields(node as Record<string, unknown>, false, false);
}

function scrubFields(fields: Record<string, unknown>, isName: boolean, isFree: boolean): void {
  const valueName = typeof fields.name === "string" ? fields.name : "";
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (typeof value === "string") {
      const named = isName || (!isFree && NAMES.has(key));
      const seen = named ? cleanText(value) : scrubValue(key === "value" ? valueName : key, value);
      if (seen !== value) fields[key] = seen;
    } else if (value === null) fields[key] = undefined;
    else if (typeof value === "object") {
      const named = isName || (!isFree && NAMES.has(key));
      if (Array.isArray(value)) scrubItems(value, named);
      else scrubFields(value as Record<string, unknown>, named, isFree || FREE.has(key));
    }
  }
}

function scrubItems(items: unknown[], isName: boolean): void {
  for (const [i, item] of items.entries())
    if (typeof item === "string") items[i] = isName ? cleanText(item) : scrubItem(items[i - 1], item);
    else if (Array.isArray(item)) scrubItems(item, isName);
    else if (item !== null && typeof item === "object") scrubFields(item as Record<string, unknown>, isName, false);
}

/** `args: ["--password", "hunter2"]`: a flag names the item after it. */
function scrubItem(before: unknown, item: string): string {
  const isValue = typeof before === "string" && FLAG.test(before) && !item.startsWith("-");
  return isValue ? scrubValue(before, item) : scrubText(item);
}

function scrubValue(name: string, value: string): string {
  return isSecretValue(name, value) ? placeholderOf(value) : scrubText(value);
}

function cleanText(text: string): string {
  return PRINTABLE.test(text) ? text : clean(text);
}
