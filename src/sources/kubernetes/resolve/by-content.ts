import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Target } from "../../../core/target.ts";
import { HOLDING } from "./named-kinds.ts";
import type { Search } from "./search.ts";
import type { Written } from "./written.ts";

const ADDRESS = /^[\d.]+$|^[0-9a-f:]+$/;
/** More objects than these hold something that belongs to none of them. */
const MAX_HOLDERS = 5;
/** Where hosts, addresses, images and paths stand; a node's status has every image that it ever ran. */
const FIELDS: Readonly<Record<string, readonly string[][]>> = {
  Node: [["status", "addresses"]],
  default: [["spec"], ["status", "loadBalancer"]],
};
/** Where a specification names an object of these kinds. */
const NAMED_AT: Readonly<Record<string, RegExp>> = {
  ConfigMap: /configMap/i,
  Secret: /secret/i,
  PersistentVolumeClaim: /claimName/,
  ServiceAccount: /serviceAccount/,
  PriorityClass: /priorityClass/,
  StorageClass: /storageClass/,
  IngressClass: /ingressClass/,
  Service: /service\.name|serviceName|backendRefs/,
};

/** Objects that hold what is mentioned: the Ingress of a host or path, the workload of an image, the pod of an address. */
export async function byContent(search: Search): Promise<Target[]> {
  const { values } = search.mentions;
  if (values.length === 0) return [];
  const objects = await search.whole(HOLDING);
  const found = await Promise.all(values.map((group) => firstHeld(search, objects, group)));
  return found.flat();
}

/** Workloads and others that name an object which is not there. */
export async function naming(search: Search, { kind, name }: Written): Promise<Target[]> {
  const place = NAMED_AT[kind];
  if (!place) return [];
  const users = (await search.whole(HOLDING)).filter((object) =>
    texts(object).some(({ text, at }) => text === name && place.test(at)),
  );
  const instead = `there is no ${kind.split(".")[0]} "${name}"; this is what names it`;
  return users.slice(0, MAX_HOLDERS).map((object) => search.target(object, { instead }));
}

async function firstHeld(search: Search, objects: readonly KubeObject[], group: readonly string[]): Promise<Target[]> {
  for (const value of group) {
    const pods = ADDRESS.test(value) ? await search.withAddress(value) : [];
    const held = pods.length > 0 ? pods : holdersOf(objects, value);
    if (held.length > 0) return about(search, held, value);
  }
  return [];
}

/** Those that hold the very value, else those in whose settings it stands; of the kind that is meant first. */
function holdersOf(objects: readonly KubeObject[], value: string): KubeObject[] {
  const held = objects.map((object) => ({ object, how: holds(object, value) }));
  for (const how of ["whole", "part"]) {
    const [first] = held.filter((item) => item.how === how);
    if (first)
      return held.filter((item) => item.how === how && item.object.kind === first.object.kind).map((it) => it.object);
  }
  return [];
}

function about(search: Search, held: readonly KubeObject[], value: string): Target[] {
  if (held.length <= MAX_HOLDERS)
    return held.map((object) =>
      search.target(object, { because: `"${value}" stands in ${object.kind} "${object.metadata.name}"` }),
    );
  const spaces = new Set(held.map(({ metadata }) => metadata.namespace ?? ""));
  return [...spaces].map((name) =>
    search.inNamespace(name, `"${value}" stands in ${held.length} objects of kind ${held[0]?.kind}`),
  );
}

/** Is this one of the object's values, or does it stand in one by itself? */
export function holds(object: KubeObject, value: string): "whole" | "part" | undefined {
  let how: "part" | undefined;
  for (const { text } of texts(object)) {
    if (text.toLowerCase() === value) return "whole";
    if (standsIn(text.toLowerCase(), value)) how = "part";
  }
  return how;
}

/** A value with the keys that lead to it. */
interface Text {
  at: string;
  text: string;
}

function texts(object: KubeObject): Text[] {
  return (FIELDS[object.kind] ?? FIELDS.default ?? []).flatMap((path) => {
    const part = path.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), object);
    return textsIn(part, path.join("."));
  });
}

function textsIn(value: unknown, at: string): Text[] {
  if (typeof value === "string") return [{ at, text: value }];
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${at}.${key}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}

const INSIDE = /[a-z0-9.-]/;

/** Not as a part of a longer host, name or number. */
function standsIn(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const [before = "", after = ""] = [text[at - 1], text[at + value.length]];
    if (!INSIDE.test(before) && !INSIDE.test(after)) return true;
  }
  return false;
}
