import { redact } from "../../core/redact.ts";
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
/** Text without any of these holds nothing that redaction knows; most text has none. */
const SUSPECT =
  /pass|pwd|secret|token|key|auth|bearer|credential|BEGIN|eyJ|A[KSBC][IC]A|gh[pousr]_|glpat|xox|hooks\.slack|[sr]k_|AIza|ya29|npm_|pypi-|dop_v1|SG\.|sk-|hv[sb]\.|glsa_|:\/\/[^\s/]*@/i;
/** In shorter text there is a secret only behind its name. */
const SHORTEST_TOKEN = 16;
const ASSIGNS = /[=:]/;
const SECRET_NAME =
  /pass(?:wd|word|phrase)?$|pwd$|secret$|token$|(?:api|access|private|signing|encryption|secret)[_-]?key$|credentials?$/i;
/** Values that say that there is no secret, or where it comes from. */
const HARMLESS = /^(?:|true|false|\d{1,4}|\$[({]\w+[)}])$/i;
/** `user:secret@tcp(db:3306)/ledger`: the form without a scheme. */
const DSN_PASSWORD = /^([^\s:/@]+:)([^\s@]+)(@)/;
/** Most text is this, and then there is nothing to clean. */
const PRINTABLE = /^[\t\n -~]*$/;

/** Text as it may be seen: without control characters, secrets replaced. */
export function scrubText(text: string): string {
  const cleaned = cleanText(text);
  const suspect = cleaned.length < SHORTEST_TOKEN ? ASSIGNS.test(cleaned) : SUSPECT.test(cleaned);
  return suspect ? redact(cleaned) : cleaned;
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
    if (typeof item === "string") items[i] = isName ? cleanText(item) : scrubText(item);
    else if (Array.isArray(item)) scrubItems(item, isName);
    else if (item !== null && typeof item === "object") scrubFields(item as Record<string, unknown>, isName, false);
}

function scrubValue(name: string, value: string): string {
  if (SECRET_NAME.test(name) && !HARMLESS.test(value)) return "[redacted]";
  const text = scrubText(value);
  return /dsn$/i.test(name) ? text.replace(DSN_PASSWORD, "$1[redacted]$3") : text;
}

function cleanText(text: string): string {
  return PRINTABLE.test(text) ? text : clean(text);
}
