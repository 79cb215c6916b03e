import { z } from "zod";
import type { KubeObject } from "../../core/kubernetes.ts";
import { redact } from "../../core/redact.ts";
import { clean } from "../../core/untrusted.ts";

/** What anything must have to be an object at all. Everything else may be missing. */
const Shape = z.looseObject({
  kind: z.string(),
  apiVersion: z.string().default(""),
  metadata: z.looseObject({ name: z.string() }),
});

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** Names that objects are joined by: altering one would break what belongs together. */
const IDENTITY = new Set([
  "apiVersion",
  "kind",
  "name",
  "namespace",
  "uid",
  "labels",
  "matchLabels",
  "selector",
  "image",
  "imageID",
  "nodeName",
  "resourceVersion",
  "ownerReferences",
  "key",
  "secretName",
  "serviceAccountName",
  "claimName",
  "volumeName",
  "storageClassName",
]);
/** Text without any of these holds nothing that redaction knows; most text has none. */
const SUSPECT =
  /pass|pwd|secret|token|key|auth|bearer|credential|BEGIN|eyJ|A[KSBC][IC]A|gh[pousr]_|glpat|xox|[sr]k_|AIza|ya29|npm_|pypi-|dop_v1|SG\.|sk-|hv[sb]\.|glsa_|:\/\/[^\s/]*@/i;
const SECRET_NAME =
  /pass(?:wd|word|phrase)?$|pwd$|secret$|token$|(?:api|access|private|signing|encryption|secret)[_-]?key$|credentials?$|(?:^|_)dsn$/i;
/** Most text is this, and then there is nothing to clean. */
const PRINTABLE = /^[\t\n -~]*$/;

/**
 * An object as the rest of the program may see it: Secrets without values, text redacted and cleaned, managed fields away.
 * `undefined` when it is not an object at all. The given object is used up: it is changed in place, because thousands pass here.
 */
export function admit(item: unknown, kind?: string, apiVersion?: string): KubeObject | undefined {
  if (item !== null && typeof item === "object" && kind !== undefined)
    Object.assign(item, { kind, apiVersion, ...item });
  const parsed = Shape.safeParse(item);
  if (!parsed.success) return undefined;
  const object = item as KubeObject & Record<string, unknown>;
  object.apiVersion ??= "";
  Reflect.deleteProperty(object.metadata, "managedFields");
  if (object.kind === "Secret") return withoutValues(object);
  if (object.metadata.annotations) Reflect.deleteProperty(object.metadata.annotations, LAST_APPLIED);
  scrub(object);
  return object;
}

export function admitText(text: string): string {
  const safe = PRINTABLE.test(text) ? text : clean(text);
  return SUSPECT.test(safe) ? redact(safe) : safe;
}

function withoutValues(secret: KubeObject & Record<string, unknown>): KubeObject {
  const keys = Object.keys({ ...asRecord(secret.data), ...asRecord(secret.stringData) });
  const { apiVersion, kind, metadata, type } = secret;
  const { annotations: _, ...names } = metadata;
  return Object.assign(
    { apiVersion, kind, metadata: names },
    { type, data: Object.fromEntries(keys.map((key) => [key, ""])) },
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** Every text inside, in place; a value whose own name says that it is a secret goes whole. */
function scrub(node: object): void {
  const fields = node as Record<string, unknown>;
  const named = typeof fields.name === "string" && SECRET_NAME.test(fields.name) && typeof fields.value === "string";
  if (named && fields.value !== "") fields.value = "[redacted]";
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value === "string") {
      if (IDENTITY.has(key)) continue;
      fields[key] = SECRET_NAME.test(key) && value !== "" && !Array.isArray(node) ? "[redacted]" : admitText(value);
    } else if (value !== null && typeof value === "object" && !IDENTITY.has(key)) scrub(value);
  }
}
