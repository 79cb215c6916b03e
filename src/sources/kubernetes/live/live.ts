import { beforeAbort } from "../../../core/before-abort.ts";
import { SitrepError } from "../../../core/errors.ts";
import { isLate } from "../../../core/late.ts";
import type { KubeClient } from "../api/client.ts";
import { discover } from "../api/discovery.ts";
import { KubeError } from "../api/kube-error.ts";
import { builtIn, groupOf, nameOf, type Resource } from "../kinds.ts";
import { nothing } from "../listing.ts";
import { failingAmong } from "../pods/failing-pods.ts";
import type { KubernetesReader, ListKind } from "../reader.ts";
import { refused } from "../refused.ts";
import { PodWatch } from "../watch/pod-watch.ts";
import { confined } from "./confined.ts";
import { failingPods } from "./failing-pods.ts";
import { identify, may } from "./identity.ts";
import { customKinds, inUse } from "./in-use.ts";
import { listObjects, refusal } from "./list-objects.ts";
import { readLog } from "./read-log.ts";

export interface LiveOptions {
  /** Secret names and keys are read only when asked for; the minimal role does not allow it. */
  readSecrets: boolean;
  /** The only namespaces that are read; all when empty. */
  namespaces: readonly string[];
}

/** Kinds come and go with operators; asking for them is two requests. */
const KINDS_AGE = 30_000;
/** Which of them are used is a request for each. */
const IN_USE_AGE = 5 * 60_000;
/** Nobody waits for longer than their own deadline; the next who asks finds it there. */
const DISCOVERY_TIMEOUT = 30_000;

/** A live cluster through the API server. */
export function liveReader(client: KubeClient, { readSecrets, namespaces }: LiveOptions): KubernetesReader {
  const kinds = kept(KINDS_AGE, () => discover(client, AbortSignal.timeout(DISCOVERY_TIMEOUT)));
  const inUseNow = keptWhile(kinds, IN_USE_AGE, async (all) =>
    // Who reads a few namespaces may not ask the whole cluster.
    namespaces.length > 0 ? customKinds(all) : inUse(client, all, AbortSignal.timeout(DISCOVERY_TIMEOUT)),
  );
  const find = async (kind: string, signal: AbortSignal) => builtIn(kind) ?? named(kind, await kinds(signal));
  const listKind: ListKind = async (kind, query, signal) => {
    if (kind === "Secret" && !readSecrets) return nothing("unread", "not read unless kubernetes.readSecrets is set");
    return listObjects(client, () => find(kind, signal), query, signal);
  };
  const list = namespaces.length > 0 ? confined(listKind, namespaces) : listKind;
  // The kind that was asked for is the kind that comes.
  const typed = list as KubernetesReader["list"];
  const watch = new PodWatch(client);
  return {
    cluster: () => client.cluster(),
    list: typed,
    kinds: (signal) => forCaller(kinds(signal)),
    inUse: (signal) => forCaller(inUseNow(signal)),
    logs: (query, signal) => readLog(client, query, signal),
    failingPods: async (namespace, signal) =>
      namespaces.length > 0
        ? failingAmong(await typed("Pod", { namespace }, signal), Date.now())
        : failingPods(watch, typed, namespace, signal),
    identity: (signal) => forCaller(identify(client, signal)),
    may: (attributes, signal) => forCaller(may(client, attributes, signal)),
    schema: (groupVersion, signal) => forCaller(client.json(`/openapi/v3/${groupVersion}`, { signal })),
    close() {
      watch.close();
      client.close();
    },
  };
}

/** The answer; what the API server refuses is an error that says what to do. */
async function forCaller<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof KubeError) && (!isLate(error) || error instanceof SitrepError)) throw error;
    throw refused(...refusal(error), error instanceof KubeError ? (error.cause ?? error) : error);
  }
}

function named(kind: string, kinds: readonly Resource[]): Resource | undefined {
  return kinds.find((item) => item.kind === kind || `${item.kind}.${groupOf(item)}` === kind);
}

/** The same of an answer that follows from the cluster's kinds: it is asked for anew when they are others. */
function keptWhile<T>(
  kinds: (signal: AbortSignal) => Promise<Resource[]>,
  age: number,
  ask: (all: readonly Resource[]) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let of = "";
  let answer: ((signal: AbortSignal) => Promise<T>) | undefined;
  return async (signal) => {
    const all = await kinds(signal);
    const names = all.map(nameOf).join(" ");
    if (!answer || names !== of) answer = kept(age, () => ask(all));
    of = names;
    return answer(signal);
  };
}

/**
 * The answer is asked for once and kept for so many milliseconds; a failure is not kept. Several may wait for it, so none of
 * them can abort it for the others.
 */
function kept<T>(age: number, ask: () => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let answer: Promise<T> | undefined;
  let until = 0;
  return (signal) => {
    if (!answer || Date.now() >= until) {
      until = Date.now() + age;
      answer = ask().catch((error) => {
        answer = undefined;
        throw error;
      });
    }
    return beforeAbort(answer, signal);
  };
}
