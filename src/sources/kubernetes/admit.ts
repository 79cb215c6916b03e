import { z } from "zod";
import { type Fields, isFields } from "../../core/fields.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { scrub } from "./scrub.ts";
import { sound } from "./sound.ts";
import { isWellFormed } from "./well-formed.ts";
import { writtenFields } from "./written-fields.ts";

/** What anything must have to be an object at all. Everything else may be missing. */
const Shape = z.object({ kind: z.string().min(1), metadata: z.object({ name: z.string() }) });

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** Configuration is read, not archived: a longer value is data, and its beginning says which. */
const MAX_VALUE = 32 * 1024;

/**
 * An object as the rest of the program may see it: Secrets without values, text redacted and cleaned, what nobody reads
 * left away. `undefined` when no API server would have served it. The given object is used up: it is changed in place, because
 * thousands pass here. Items of a list carry no kind of their own: `served` is the list's.
 */
export function admit(item: unknown, served?: { kind: string; apiVersion: string }): KubeObject | undefined {
  if (!isFields(item)) return undefined;
  if (served) Object.assign(item, { kind: served.kind, apiVersion: served.apiVersion });
  item.apiVersion ??= "";
  if (!isObject(item) || !isWellFormed(item)) return undefined;
  shed(item);
  scrub(item);
  return sound(item);
}

function isObject(item: Fields): item is Fields & KubeObject {
  return Shape.safeParse(item).success;
}

/** Takes away what must not be seen, and what is large and never read. */
function shed(object: Fields & KubeObject): void {
  const { metadata } = object;
  if (Array.isArray(metadata.managedFields))
    metadata.managedFields = metadata.managedFields.map((entry) => ({
      ...writer(entry),
      ...writtenFields(object.kind, entry),
    }));
  if (metadata.annotations) Reflect.deleteProperty(metadata.annotations, LAST_APPLIED);
  if (object.kind === "Secret") withoutValues(object);
  if (object.kind === "ConfigMap") withoutBulk(object);
  // Names of every image on the node; often most of its bytes.
  if (object.kind === "Node" && isFields(object.status)) Reflect.deleteProperty(object.status, "images");
}

type Entry = NonNullable<KubeObject["metadata"]["managedFields"]>[number];

/** Who wrote when. */
function writer({ manager, operation, time, subresource }: Entry) {
  return {
    ...(manager && { manager }),
    ...(operation && { operation }),
    ...(time && { time }),
    ...(subresource && { subresource }),
  };
}

/** Keys stay. Annotations go: tools write values there. */
function withoutValues(secret: Fields & KubeObject): void {
  const keys = [secret.data, secret.stringData].flatMap((part) => (isFields(part) ? Object.keys(part) : []));
  Reflect.deleteProperty(secret, "stringData");
  Reflect.deleteProperty(secret.metadata, "annotations");
  secret.data = Object.fromEntries(keys.map((key) => [key, ""]));
}

function withoutBulk(map: Fields): void {
  if (isFields(map.binaryData))
    map.binaryData = Object.fromEntries(Object.keys(map.binaryData).map((key) => [key, ""]));
  if (!isFields(map.data)) return;
  for (const [key, value] of Object.entries(map.data))
    if (typeof value === "string" && value.length > MAX_VALUE)
      map.data[key] = `${value.slice(0, MAX_VALUE)}… [${value.length} characters]`;
}
