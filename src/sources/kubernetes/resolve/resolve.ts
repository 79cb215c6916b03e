import { SitrepError } from "../../../core/errors.ts";
import { isTelling, mentionsIn } from "../../../core/mentions.ts";
import { keyOf } from "../../../core/object.ts";
import type { Asked, Target } from "../../../core/target.ts";
import { noNamespace } from "../expect-namespace.ts";
import type { KubernetesReader } from "../reader.ts";
import { byContent } from "./by-content.ts";
import { alsoByName, byApplication, byGone, byName, byServiceHost } from "./by-name.ts";
import { byPair, byPath, otherKind } from "./by-path.ts";
import { NAMED } from "./named-kinds.ts";
import { namespacesOf } from "./namespaces-of.ts";
import { Search } from "./search.ts";
import { type WrittenIn, writtenIn } from "./written.ts";

/** Out of a log so many are looked at, those first that it names first. */
const MAX_PASTED = 5;

/**
 * What the cluster knows of a text: `kind/name`, `namespace/kind/name`, `kind name`, a namespace, an object's name, the
 * application that workloads say they are part of, the pod that is gone, and what stands in objects: hosts, addresses, images,
 * paths. A namespace that is given comes first. Throws an `input` error for a namespace that is given and for `kind/name` that
 * are not there; a pasted log claims nothing.
 */
export async function resolveNames(
  reader: KubernetesReader,
  { text, namespace }: Asked,
  signal: AbortSignal,
): Promise<Target[]> {
  const mentions = mentionsIn(text);
  const [cluster, { names: namespaces, complete }] = await Promise.all([
    reader.cluster(),
    namespacesOf(reader, signal),
  ]);
  const written = await writtenIn(reader, mentions, namespaces, signal);
  const given = namespace === undefined ? written.spaces : [namespace];
  for (const name of given) if (complete && !namespaces.includes(name)) throw noNamespace(name, namespaces);
  const named = mentions.words.filter((word) => namespaces.includes(word));
  const spaces = given.length > 0 || mentions.pasted ? given : named;
  const search = new Search(reader, { cluster, mentions, namespaces, spaces }, signal);
  const found = distinct(mentions.pasted ? await foundInLog(search, written) : await foundInQuestion(search, written));
  const around = spaces.length > 0 ? spaces : named.length > 0 ? named : await inhabited(search);
  const inside = around.map((name) => search.inNamespace(name));
  if (namespace !== undefined) return [...inside, ...found];
  if (found.length > 0) return found;
  if (inside.length === 0 && namespaces.length === 0 && !complete) throw nothingListed();
  if (inside.length === 0) search.expectAnswers();
  return inside;
}

/** A namespace that is not listed, or not readable, is known by what is in it. */
async function inhabited(search: Search): Promise<string[]> {
  const { words } = search.mentions;
  if (words.length === 0) return [];
  const there = new Set((await search.named(NAMED)).map(({ metadata }) => metadata.namespace));
  return words.filter((word) => there.has(word));
}

/** Who asks means one thing: the first reading that fits is it. */
async function foundInQuestion(search: Search, { paths, pairs, parts }: WrittenIn): Promise<Target[]> {
  const { spaces, mentions } = search;
  const words = [...mentions.words, ...parts].filter((word) => !spaces.includes(word));
  const anywhere = spaces.length === 0 ? words : words.filter(isTelling);
  const readings = [
    () => byPath(search, paths),
    () => byPair(search, pairs),
    () => byServiceHost(search),
    () => byName(search, words),
    () => byApplication(search, spaces.length === 0 ? words : []),
    () => alsoByName(search, anywhere),
    () => byGone(search, words),
    () => byContent(search),
  ];
  for (const read of readings) {
    const found = await read();
    if (found.length > 0)
      return found.map((target) => ({ ...target, instead: target.instead ?? otherKind(target, pairs) }));
  }
  return [];
}

/** A log names many things; what looks like a name is one before what may be a word. */
async function foundInLog(search: Search, { paths, pairs, parts }: WrittenIn): Promise<Target[]> {
  const words = [...search.mentions.words, ...parts];
  const telling = words.filter(isTelling);
  const found = await Promise.all([
    byPath(search, paths),
    byPair(search, pairs),
    byServiceHost(search),
    byName(search, telling),
    alsoByName(search, telling),
  ]);
  const readings = [
    async () => found.flat(),
    () => byGone(search, words),
    () => byContent(search),
    () => byName(search, words),
  ];
  let node: Target | undefined;
  for (const read of readings) {
    const targets = inOrder(await read(), words);
    const others = targets.filter(({ object }) => object?.kind !== "Node");
    if (others.length > 0) return others.slice(0, MAX_PASTED);
    node ??= targets[0];
  }
  // The host that stands before every line is not what the line is about.
  return node ? [search.inNamespace("", `a log of ${node.because}: the whole cluster`)] : [];
}

function distinct(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((it) => [it.object ? keyOf(it.object) : it.namespace, it])).values()];
}

function inOrder(targets: readonly Target[], words: readonly string[]): Target[] {
  const place = ({ object }: Target) => words.indexOf(object?.name ?? "");
  return targets.toSorted((a, b) => place(a) - place(b));
}

function nothingListed(): SitrepError {
  return new SitrepError("denied", "Kubernetes lets us list neither namespaces nor what is in them (RBAC).", {
    hint: "Name a namespace, as in -n payments, or have the role in deploy/rbac.yaml granted.",
  });
}
