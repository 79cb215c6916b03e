import { keyOf, type ObjectRef } from "../../core/object.ts";
import { once } from "../../core/once.ts";
import type { Target } from "../../core/target.ts";
import { refOf } from "../situation/object-index.ts";
import type { Situation } from "../situation/situation.ts";
import type { Root } from "./reaching.ts";
import { tierOf } from "./tier.ts";

/** Does the trouble of this root concern one of the targets: is it there, does it reach it, or does it explain something there? */
export function concerns(root: Root, targets: readonly Target[], situation: Situation): boolean {
  return targets.some((target) => {
    if (isMentioned(root, target, situation)) return true;
    if (target.object)
      return overlaps(root, sameThing(target.object, situation)) || misses(root, target.object, situation);
    if (target.namespace === "") return true;
    const inside = (key: string) => key.split("/")[1] === target.namespace || key === `Namespace//${target.namespace}`;
    return reached(root).some(inside) || root.explains.some(({ draft }) => draft.object.namespace === target.namespace);
  });
}

/** Does the question name this very object or namespace? */
export function isAsked(ref: ObjectRef, targets: readonly Target[]): boolean {
  return targets.some(({ object, namespace }) =>
    object ? keyOf(object) === keyOf(ref) : ref.kind === "Namespace" && ref.name === namespace,
  );
}

/** It says itself that it concerns the target, or the namespace that the target is or lies in. */
function isMentioned({ draft }: Root, { object, namespace }: Target, situation: Situation): boolean {
  const keys = new Set(draft.concerns?.map(keyOf));
  if (keys.size === 0) return false;
  return (
    keys.has(`Namespace//${namespace}`) || (object !== undefined && !sameThing(object, situation).isDisjointFrom(keys))
  );
}

/** What suffers from the root. Of what is only noticed nothing further away does. */
function reached(root: Root): string[] {
  const noticed = tierOf(root) === "noticed";
  return [...root.reach].flatMap(([key, steps]) => (noticed && steps > 1 ? [] : [key]));
}

function overlaps(root: Root, keys: ReadonlySet<string>): boolean {
  const { explains } = root;
  return reached(root).some((key) => keys.has(key)) || explains.some(({ draft }) => keys.has(keyOf(draft.object)));
}

/** "The ledger is down", says its caller, and the caller's configuration is what is wrong: that concerns the ledger. */
function misses({ rule, draft }: Root, asked: ObjectRef, { graph }: Situation): boolean {
  return rule.family === "dependency" && graph.reach(asked).has(keyOf(draft.object));
}

/** A Service, the workloads behind it and their pods are one thing to the person who asks; so is an Ingress and its Services. */
function sameThing(ref: ObjectRef, situation: Situation): Set<string> {
  const known = sameThings(situation);
  const keys = known.get(keyOf(ref)) ?? partsOf(ref, situation);
  known.set(keyOf(ref), keys);
  return keys;
}

/** It is asked of the same few targets for every root. */
const sameThings = once((_: Situation) => new Map<string, Set<string>>());

function partsOf(ref: ObjectRef, situation: Situation): Set<string> {
  const keys = new Set([keyOf(ref)]);
  for (const workload of situation.workloads) {
    const parts = [workload.ref, ...workload.pods.map(refOf), ...situation.services(workload).map(refOf)].map(keyOf);
    if (parts.some((key) => keys.has(key))) for (const key of parts) keys.add(key);
  }
  return keys;
}
