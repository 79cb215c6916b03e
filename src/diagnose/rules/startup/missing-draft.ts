import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { lookAtMaker, makerOf } from "../../graph/makers.ts";
import { nearestName } from "../../graph/nearest-name.ts";
import { change, type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { containersOf, isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { someOf } from "../../some-of.ts";
import type { Missing } from "./missing-reference.ts";

/** What is missing, and what there is instead. To be changed is the workload; the object, if its key was taken away. */
export function missingDraft(situation: Situation, missing: Missing): Draft {
  const { workload, pod, kind, name, key, text, inEvents, since, pods } = missing;
  const { ref } = workload;
  const fact = `${pods} pods of ${ref.name} wait: ${text}`;
  const thing: ObjectRef = { apiVersion: "v1", kind, namespace: ref.namespace, name };
  const what = kind === "Secret" ? "secret" : "config map";
  const near = alternatives(situation, missing);
  const maker = key === undefined ? makerOf(situation, thing) : undefined;
  const suggestion = near.nearest && !maker ? `; there is one called ${near.nearest}` : "";
  const unmade = maker ? `: ${maker.kind} ${maker.name} has not made it` : "";
  return {
    object: key !== undefined && situation.has(thing) && hasRunSo(missing) ? thing : ref,
    affects: [ref],
    title:
      key === undefined
        ? `${ref.name} needs ${what} ${name}, which does not exist${suggestion}${unmade}`
        : `${ref.name} needs key ${key} of ${what} ${name}, which has no such key${suggestion}`,
    confidence: "high",
    since,
    ...(maker && { awaits: maker }),
    severity: workload.pods.some(isReady) ? "warning" : "critical",
    evidence: [
      inEvents ? cite.eventsOf(refOf(pod), fact) : cite.object(refOf(pod), fact),
      ...(key !== undefined && near.names.length > 0
        ? [cite.object(thing, `${what} ${name} has the keys ${someOf(near.names, 12)}`)]
        : []),
      ...(maker ? [cite.object(maker, `${maker.kind} ${maker.name} makes ${what} ${name}`)] : []),
    ],
    next: [
      ...(maker ? [lookAtMaker(maker)] : []),
      look(
        "See what is there",
        `kubectl -n ${ref.namespace} ${key === undefined ? `get ${kind.toLowerCase()}s` : `describe ${shortName(thing)}`}`,
      ),
      ...(maker
        ? []
        : [change("Create it, or correct the reference", `kubectl -n ${ref.namespace} edit ${shortName(ref)}`)]),
    ],
  };
}

/** What there is instead: the keys of the object, or the objects of the namespace. */
function alternatives(situation: Situation, { workload, kind, name, key }: Missing) {
  const { namespace } = workload.ref;
  if (key === undefined) {
    const names = situation.all(kind, namespace).map(({ metadata }) => metadata.name);
    return { names, nearest: nearestName(name, names) };
  }
  const names = Object.keys(situation.find(kind, namespace, name)?.data ?? {});
  return { names, nearest: nearestName(key, names) };
}

/** Did pods of this very template run before? Then the key was taken away, and the object needs the fix. */
function hasRunSo({ workload, pod }: Missing): boolean {
  const hash = pod.metadata.labels?.["pod-template-hash"];
  const again = containersOf(pod).some(({ status, init }) => !init && (status?.restartCount ?? 0) > 0);
  const siblings = workload.pods.filter((other) => other.metadata.labels?.["pod-template-hash"] === hash);
  return again || (hash !== undefined && siblings.some(isReady));
}
