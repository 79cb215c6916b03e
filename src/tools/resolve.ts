import { SitrepError } from "../core/errors.ts";
import { nearNames } from "../core/near-names.ts";
import { keyOf } from "../core/object.ts";
import type { Connection } from "../core/source.ts";
import type { Target } from "../core/target.ts";

const MAX_TARGETS = 5;
const MAX_NAMED = 12;
/** What sources answer with all that can be named. */
const EVERYTHING = "";

/** `what's wrong with X`: the question names something, even if no source knows it. */
const NAMES_SOMETHING =
  /(?:\b(?:wrong|up|happening|problem|issue|matter|status|state|health)\s+(?:with|of|in)|\b(?:is|why is|check|diagnose|investigate))\s+(?:the\s+)?["'`]?([a-z0-9][a-z0-9._/-]*[a-z0-9])["'`]?\s*(?:\?|$|(?:service|namespace|deployment|pod|so|very|down|up|slow|broken|failing|crashing|restarting|unavailable|unhealthy|ok|healthy|not|in)\b)/i;
const NAMESPACE = /^namespace\/([a-z0-9-]+)/;
const COMMON =
  /^(?:it|this|that|everything|anything|something|all|my|our|cluster|site|prod|production|system|app|application|down|slow|broken|failing|wrong|here|there|users?|customers?|pods?|services?|things?)$/i;

/**
 * What the question is about. Sources say what they recognise; a complaint that names nothing is about the whole cluster.
 * While one of several does not answer, what is named is taken for a namespace, so that the others tell what they know.
 * A name that is almost that of one thing is taken for it, and said so. Throws an `input` error when it names something
 * nobody knows, or too many things, with the choices.
 */
export async function resolveTargets(
  question: string,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<Target[]> {
  const configured = connections.filter(({ reader }) => reader !== undefined);
  if (configured.length === 0)
    throw new SitrepError("setup", "No live system is configured, so nothing can be investigated.", {
      hint: "Name a cluster with --context or --kubeconfig, or a recording with --capture, e.g. --capture demo/capture. sitrep doctor shows what is missing.",
    });
  const answers = await Promise.allSettled(configured.map((connection) => connection.resolve(question, signal)));
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  const targets = [
    ...new Map(found.map((target) => [target.object ? keyOf(target.object) : target.namespace, target])).values(),
  ];
  if (targets.length > MAX_TARGETS) throw tooMany(targets);
  if (targets.length > 0) return targets;
  const failures = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  const fatal = failures.length === configured.length ? failures[0] : failures.find(isCallers);
  if (fatal !== undefined) throw fatal;
  const given = NAMESPACE.exec(question)?.[1];
  if (given)
    return [
      {
        cluster: "",
        namespace: given,
        because: `namespace "${given}", as given: nothing that answered lists namespaces`,
      },
    ];
  const name = nameIn(question);
  if (!name) return [{ cluster: "", namespace: "", because: "the question names no object: the whole cluster" }];
  const known = await recognised(EVERYTHING, configured, signal);
  if (failures.length === 0) return meant(name, known);
  const because = `"${name}" in the question, taken for a namespace: not every source could be asked`;
  return nearOnly(name, known) ?? [{ cluster: "", namespace: name, because }];
}

/** The namespace, and what the question names in it. Throws as `resolveTargets` does when there is no such namespace. */
export async function resolveWithin(
  namespace: string,
  question: string,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<Target[]> {
  const [spaces, named] = await Promise.all([
    resolveTargets(`namespace/${namespace}`, connections, signal),
    recognised(`namespace/${namespace} ${question}`, connections, signal),
  ]);
  const inside = named.filter((target) => target.object && target.namespace === namespace);
  return [...spaces, ...inside.slice(0, MAX_TARGETS)];
}

/** What sources recognise in a text; those that do not answer recognise nothing. */
async function recognised(text: string, connections: readonly Connection[], signal: AbortSignal): Promise<Target[]> {
  const answers = await Promise.allSettled(connections.map((connection) => connection.resolve(text, signal)));
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}

/** What the caller must change; anything else is an outage, and those that answer still tell something. */
function isCallers(error: unknown): boolean {
  return error instanceof SitrepError && (error.kind === "input" || error.kind === "setup");
}

function nameIn(question: string): string | undefined {
  const name = NAMES_SOMETHING.exec(question)?.[1];
  return name && !COMMON.test(name) ? name : undefined;
}

/** What is called almost so, when it is one thing. Throws an `input` error that lists what it could be. */
function meant(name: string, known: readonly Target[]): Target[] {
  const only = nearOnly(name, known);
  if (only) return only;
  const choices = nearTo(name, known);
  throw unknown(name, choices.length > 0 ? choices : known, choices.length > 0);
}

function nearOnly(name: string, known: readonly Target[]): Target[] | undefined {
  const [only, ...others] = nearTo(name, known);
  if (!only || others.length > 0) return undefined;
  return [{ ...only, because: `${only.because}: nothing is called "${name}"` }];
}

function nearTo(name: string, known: readonly Target[]): readonly Target[] {
  const called = (target: Target) => target.object?.name ?? target.namespace;
  const near = nearNames(name.toLowerCase(), known.map(called));
  const all = known.filter((target) => near.includes(called(target)));
  // `payments`, the namespace, and what is in it that has the same name are one thing: the namespace.
  const spaces = all.filter(({ object }) => object === undefined);
  return spaces.length > 0 ? spaces : all;
}

function unknown(name: string, known: readonly Target[], near: boolean): SitrepError {
  const names = [...new Set(known.map(label))].slice(0, MAX_NAMED);
  const hint =
    names.length === 0
      ? "Name a namespace, workload, Service or alert; list_workloads lists them."
      : near
        ? `Did you mean ${names.join(" or ")}?`
        : `Known here: ${names.join(", ")}${known.length > names.length ? ", …" : ""}.`;
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
  return object ? `${namespace}/${object.kind.toLowerCase()}/${object.name}` : namespace;
}
