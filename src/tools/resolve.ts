import { editDistance } from "../core/edit-distance.ts";
import { SitrepError } from "../core/errors.ts";
import { asWritten, isTelling, mentionsIn } from "../core/mentions.ts";
import { nearNames } from "../core/near-names.ts";
import { keyOf, shortName } from "../core/object.ts";
import { type Connection, configured } from "../core/source.ts";
import type { Asked, Known, Target } from "../core/target.ts";
import { assertedIn, isCommon, wonderedIn } from "./asserted.ts";

const MAX_TARGETS = 5;
const MAX_NAMED = 12;
/** Of names that nobody knows so many are told. */
const MAX_UNKNOWN = 3;

/**
 * What is asked about. Sources say what they recognise; a namespace that is given comes first, then what is named in it. A
 * complaint that names nothing is about the whole cluster. Nothing is taken for something else in silence: where the question
 * names what nobody knows, an `input` error says so and offers what is called almost so; where it may have been no name, the
 * target says so (`instead`). Too many things are an `input` error with the choices.
 */
export async function resolveTargets(
  asked: Asked,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<Target[]> {
  return (await resolve(asked, connections, signal)).targets;
}

export interface Resolved {
  targets: Target[];
  /** A source that may know what is asked about could not be asked. */
  doubtful: boolean;
}

/** The same, with whether everybody could be asked. */
export async function resolve(
  asked: Asked,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<Resolved> {
  const { targets, doubtful } = await recognised(asked, connections, signal);
  return { targets: targets.flatMap((target) => readable(target, asked)), doubtful };
}

/** The whole cluster is, to a caller who reads some namespaces, these. */
function readable(target: Target, { within }: Asked): Target[] {
  if (!within || target.namespace !== "" || target.object) return [target];
  const because = "one of the namespaces that you may read";
  const instead = target.instead?.replace("the whole cluster", `${within.join(", ")}, all that you may read`);
  return within.map((namespace) => ({ ...target, namespace, because, ...(instead && { instead }) }));
}

async function recognised(asked: Asked, connections: readonly Connection[], signal: AbortSignal): Promise<Resolved> {
  const all = configured(connections);
  if (all.length === 0)
    throw new SitrepError("setup", "No live system is configured, so nothing can be investigated.", {
      hint: "Name a cluster with --context or --kubeconfig, or a recording with --capture, e.g. --capture demo/capture. sitrep doctor shows what is missing.",
    });
  const { answers, failures } = await askEach(all, (connection) => connection.resolve(asked, signal));
  const fatal = failures.length === all.length ? failures[0] : failures.find(isCallers);
  if (fatal !== undefined) throw fatal;
  const found = distinct(answers);
  const named = found.filter(isSpecific);
  const doubtful = failures.length > 0;
  if (asked.namespace !== undefined) return { targets: within(asked.namespace, found, named, asked), doubtful };
  if (named.length > MAX_TARGETS) throw tooMany(named);
  if (found.length > 0) return { targets: named.length > 0 ? named : found, doubtful };
  const { answers: known } = await askEach(all, (connection) => connection.names(signal));
  return { targets: [unnamed(asked, known, doubtful)], doubtful };
}

/** The namespace, taken at its word where nothing that answered lists namespaces, and what the question names in it. */
function within(namespace: string, found: readonly Target[], named: readonly Target[], { text }: Asked): Target[] {
  const because = `namespace "${namespace}", as given: nothing that answered lists namespaces`;
  const space = found.find((target) => target.namespace === namespace && !target.object) ?? {
    cluster: "",
    namespace,
    because,
  };
  const inside = named.filter((target) => target.object && target.namespace === namespace).slice(0, MAX_TARGETS);
  const unknown = assertedIn(text).find((name) => name !== namespace);
  const instead =
    inside.length === 0 && unknown
      ? `nothing in ${namespace} is called "${unknown}"; this is about all of it`
      : undefined;
  return [{ ...space, ...(instead && { instead }) }, ...inside];
}

/** The whole cluster, with what the question may have named. Throws an `input` error where it certainly names something. */
function unnamed({ text }: Asked, known: readonly Known[], doubtful: boolean): Target {
  const { words, values, pasted } = mentionsIn(text);
  const [asserted] = assertedIn(text);
  const near = (name: string) => offers(name, known);
  const [first = ""] = words;
  const isSubject = (word: string) => word === first && word.length > 4 && !isCommon(word) && near(word).length > 0;
  const mistyped = pasted ? undefined : words.find((word) => isSlip(word, known) || isSubject(word));
  const name = asserted ?? (mistyped && asWritten(mistyped, text));
  if (name !== undefined && (!doubtful || near(name).length > 0)) throw unknown(name, near(name), known);
  if (asserted !== undefined) return taken(asserted);
  const held = values.flatMap(([value = ""]) => value);
  const names = pasted ? words.filter(isTelling) : wonderedIn(text);
  const free = names.filter((word) => !held.some((value) => value.includes(word)));
  const telling = [...new Set([...held, ...free])].slice(0, MAX_UNKNOWN);
  const instead = telling.length > 0 ? `nothing here is called ${telling.map(quoted).join(" or ")}` : undefined;
  const because = "the question names no object: the whole cluster";
  return {
    cluster: "",
    namespace: "",
    because,
    ...(instead && { instead: `${instead}; this is about the whole cluster` }),
  };
}

/** Not every source could be asked, so that it may be a namespace that those who answer know something of. */
function taken(name: string): Target {
  const because = `"${name}" in the question, taken for a namespace: not every source could be asked`;
  return {
    cluster: "",
    namespace: name,
    because,
    instead: `"${name}" is taken for a namespace: not every source could be asked`,
  };
}

interface Answers<T> {
  answers: T[];
  failures: unknown[];
}

/** What the sources answer, and why others do not. */
async function askEach<T>(
  connections: readonly Connection[],
  ask: (connection: Connection) => Promise<T[]>,
): Promise<Answers<T>> {
  const settled = await Promise.allSettled(connections.map(ask));
  return {
    answers: settled.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : [])),
    failures: settled.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : [])),
  };
}

/** What the caller must change; anything else is an outage, and those that answer still tell something. */
function isCallers(error: unknown): boolean {
  return error instanceof SitrepError && (error.kind === "input" || error.kind === "setup");
}

function isSpecific({ namespace, object }: Target): boolean {
  return namespace !== "" || object !== undefined;
}

function distinct(targets: readonly Target[]): Target[] {
  return [
    ...new Map(targets.map((target) => [target.object ? keyOf(target.object) : target.namespace, target])).values(),
  ];
}

/** How to ask for what is called almost so. A namespace stands for what is in it and has its name. */
function offers(name: string, known: readonly Known[]): string[] {
  const near = new Set(
    nearNames(
      name.toLowerCase(),
      known.map((item) => item.name.toLowerCase()),
    ),
  );
  const all = known.filter((item) => near.has(item.name.toLowerCase()));
  const plain = all.filter((item) => item.asked === item.name);
  return [...new Set((plain.length > 0 ? plain : all).map(({ asked }) => asked))].slice(0, MAX_NAMED);
}

/** A word of a sentence is often near a name by chance: one slip, in a long word two, or the beginning of a longer name. */
function isSlip(word: string, known: readonly Known[]): boolean {
  if (word.length < 5 || isCommon(word)) return false;
  const slips = word.length < 8 ? 1 : 2;
  return known.some(
    ({ name }) =>
      name.startsWith(`${word}-`) ||
      isSwap(word, name) ||
      (Math.abs(name.length - word.length) <= slips && editDistance(word, name.toLowerCase()) <= slips),
  );
}

/** Two neighbouring letters changed places: one slip, which the distance counts as two. */
function isSwap(word: string, name: string): boolean {
  if (word.length !== name.length) return false;
  const at = [...word].findIndex((letter, i) => letter !== name[i]);
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) === name;
}

function unknown(name: string, near: readonly string[], known: readonly Known[]): SitrepError {
  const all = [...new Set(known.map(({ asked }) => asked))];
  const names = all.slice(0, MAX_NAMED);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(" or ")}?`
      : names.length === 0
        ? "Name a namespace, workload, Service or alert; list_workloads lists them."
        : `Known here: ${names.join(", ")}${all.length > names.length ? ", …" : ""}.`;
  return new SitrepError("input", `Nothing here is called "${name}".`, { hint });
}

function tooMany(targets: readonly Target[]): SitrepError {
  return new SitrepError(
    "input",
    `The question could mean ${targets.length} things: ${targets.slice(0, MAX_NAMED).map(label).join(", ")}.`,
    {
      hint: "Name one of them, with its namespace: payments/deploy/api, or -n payments.",
    },
  );
}

function label({ namespace, object }: Target): string {
  return object ? [namespace, shortName(object)].filter(Boolean).join("/") : namespace;
}

function quoted(name: string): string {
  return `"${name}"`;
}
