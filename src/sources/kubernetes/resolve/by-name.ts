import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { isTelling } from "../../../core/mentions.ts";
import type { Target } from "../../../core/target.ts";
import { ALSO_NAMED, NAMED } from "./named-kinds.ts";
import type { Search } from "./search.ts";

const PART_OF = ["app.kubernetes.io/part-of", "app.kubernetes.io/name", "app"];
/** Names of these are plain words now and then; the others are asked for by a name that is none. */
const PLAIN = new Set(["Job", "Pod", "Node"]);

/** Workloads, Services and Ingresses of these names. */
export async function byName(search: Search, words: readonly string[]): Promise<Target[]> {
  if (words.length === 0) return [];
  const objects = await search.named(NAMED);
  return firstPerName(objects.filter(({ metadata }) => words.includes(metadata.name))).map((it) => search.target(it));
}

/** Other objects of these names: pods and nodes out of a log, what scales, configures or protects a workload. */
export async function alsoByName(search: Search, words: readonly string[]): Promise<Target[]> {
  const telling = words.filter(isTelling);
  const kinds = telling.length > 0 ? ALSO_NAMED : ALSO_NAMED.filter((kind) => PLAIN.has(kind));
  if (words.length === 0) return [];
  const objects = await search.named(kinds);
  const found = objects.filter(({ kind, metadata }) => (PLAIN.has(kind) ? words : telling).includes(metadata.name));
  return firstPerName(found).map((object) => search.target(object));
}

/** Namespaces whose workloads say that they are part of an application of this name. */
export async function byApplication(search: Search, words: readonly string[]): Promise<Target[]> {
  if (words.length === 0) return [];
  const found = (await search.named(NAMED)).filter(({ metadata }) =>
    PART_OF.some((label) => words.includes(metadata.labels?.[label]?.toLowerCase() ?? "")),
  );
  return [...new Set(found.map(({ metadata }) => metadata.namespace ?? ""))].map((name) =>
    search.inNamespace(name, `workloads labelled so in namespace "${name}"`),
  );
}

/** Services by the name that DNS knows: `ledger.payments`, `ledger.payments.svc.cluster.local`. */
export async function byServiceHost(search: Search): Promise<Target[]> {
  const { words, paths } = search.mentions;
  const hosts = [...words, ...paths.map(([first = ""]) => first)].flatMap((word) => {
    const [name = "", namespace = "", ...rest] = word.split(".");
    const isHost = search.namespaces.includes(namespace) && (rest.length === 0 || rest[0] === "svc");
    return isHost ? [{ name, namespace }] : [];
  });
  const found = await Promise.all(
    hosts.map(async ({ name, namespace }) => {
      const listings = await search.listings("Service", true, [namespace]);
      return listings.flatMap(({ items }) => items).filter(({ metadata }) => metadata.name === name);
    }),
  );
  return found.flat().map((object) => search.target(object));
}

/** The characters of generated names, without vowels and what is read for another. */
const RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";
/** How names of pods and ReplicaSets are made from their owner's. */
const MADE: readonly [kinds: readonly string[], name: RegExp][] = [
  [["Deployment"], new RegExp(`^(.+)-${RANDOM}{8,10}(?:-${RANDOM}{5})?$`)],
  [["CronJob"], new RegExp(`^(.+)-\\d{8,10}(?:-${RANDOM}{5})?$`)],
  [["StatefulSet"], /^(.+)-\d{1,4}$/],
  [["DaemonSet", "Job"], new RegExp(`^(.+)-${RANDOM}{5}$`)],
];

/** What made a pod that is gone, by its name. */
export async function byGone(search: Search, words: readonly string[]): Promise<Target[]> {
  const made = words.filter(isTelling).flatMap((gone) =>
    MADE.flatMap(([kinds, name]) => {
      const owner = name.exec(gone)?.[1];
      return owner ? [{ gone, owner, kinds }] : [];
    }),
  );
  if (made.length === 0) return [];
  const objects = await search.named([...NAMED, "Job"]);
  return made.flatMap(({ gone, owner, kinds }) =>
    objects
      .filter(({ kind, metadata }) => kinds.includes(kind) && metadata.name === owner)
      .map((it) => search.target(it, { instead: `"${gone}" is gone; the ${it.kind} "${owner}" makes such names` })),
  );
}

/** A Deployment and its Service share a name: the first kind of the list is meant. */
export function firstPerName(objects: readonly KubeObject[]): KubeObject[] {
  const first = new Map<string, KubeObject>();
  for (const object of objects) {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    if (!first.has(key)) first.set(key, object);
  }
  return [...first.values()];
}
