import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import { keyOf } from "../../../core/object.ts";
import { once } from "../../../core/once.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { classFor } from "./storage-class.ts";

/** A claim that is not bound although something waits for it, with what the controller says. */
export interface Pending {
  claim: PersistentVolumeClaim;
  /** Latest first. */
  events: readonly EventView[];
  /** Pods that mount it. */
  pods: readonly Pod[];
  /** The class it asks for; `""` for none on purpose, `undefined` for the default. */
  storageClass: string | undefined;
}

/** Claims that ought to be bound by now. One whose class waits for the first pod is well without a pod. */
export const pendingClaims = once(find);

function find(situation: Situation): Pending[] {
  const pending = situation
    .all("PersistentVolumeClaim")
    .filter(({ status, metadata }) => status?.phase === "Pending" && !metadata.deletionTimestamp);
  if (pending.length === 0) return [];
  const users = claimUsers(situation);
  return pending.flatMap((claim) => {
    const pods = users.get(keyOf(refOf(claim))) ?? [];
    const waits = classFor(situation, claim.spec ?? {})?.volumeBindingMode === "WaitForFirstConsumer";
    if (waits && pods.length === 0) return [];
    const { storageClassName: storageClass } = claim.spec ?? {};
    return [{ claim, pods, storageClass, events: situation.events.of(refOf(claim)) }];
  });
}

/** Pods by the key of each claim that they mount. */
export const claimUsers = once(usersOf);

function usersOf(situation: Situation): ReadonlyMap<string, readonly Pod[]> {
  const mounts = situation
    .all("Pod")
    .flatMap((pod) =>
      (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
        claim ? [{ pod, name: claim.claimName }] : [],
      ),
    );
  const grouped = Map.groupBy(mounts, ({ pod, name }) =>
    keyOf({ kind: "PersistentVolumeClaim", namespace: pod.metadata.namespace ?? "", name }),
  );
  return new Map([...grouped].map(([key, found]) => [key, found.map(({ pod }) => pod)]));
}

/** What the scheduler says of a pod that it finds no node for. */
export function schedulerSays({ status }: Pod): string {
  const condition = status?.conditions?.find(({ type, status: is }) => type === "PodScheduled" && is === "False");
  return condition?.message ?? "";
}

export function claimDraft({ claim, events }: Pending, title: string, extra: Draft["evidence"][number][] = []): Draft {
  const ref = refOf(claim);
  const [event] = events;
  const { storageClassName } = claim.spec ?? {};
  const wanted = claim.spec?.resources?.requests?.storage;
  return {
    object: ref,
    title,
    confidence: "high",
    since: claim.metadata.creationTimestamp ?? null,
    evidence: [
      cite.object(
        ref,
        `claim ${ref.name} is Pending${wanted ? `, asks for ${wanted}` : ""}${storageClassName ? `, class ${storageClassName}` : ""}`,
      ),
      ...(event ? [cite.event(event)] : []),
      ...extra,
    ],
    next: [look("See the claim, the classes and the volumes", `kubectl -n ${ref.namespace} get pvc,sc,pv`)],
  };
}
