import type { PersistentVolumeClaim } from "../../../core/kubernetes.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** A claim that is not bound although something waits for it, with what the controller says. */
export interface Pending {
  claim: PersistentVolumeClaim;
  events: readonly EventView[];
  /** The class it asks for; `""` for none on purpose, `undefined` for the default. */
  storageClass: string | undefined;
}

export function pendingClaims(situation: Situation): Pending[] {
  return situation.all("PersistentVolumeClaim").flatMap((claim) => {
    if (claim.status?.phase !== "Pending" || claim.metadata.deletionTimestamp) return [];
    return [{ claim, events: situation.events.of(refOf(claim)), storageClass: claim.spec?.storageClassName }];
  });
}

export function claimDraft({ claim, events }: Pending, title: string, extra: Draft["evidence"][number][] = []): Draft {
  const ref = refOf(claim);
  const [event] = events;
  return {
    object: ref,
    title,
    confidence: "high",
    since: claim.metadata.creationTimestamp ?? null,
    evidence: [
      cite.object(
        ref,
        `claim ${ref.name} is Pending${claim.spec?.storageClassName ? `, class ${claim.spec.storageClassName}` : ""}`,
      ),
      ...(event ? [cite.event(event)] : []),
      ...extra,
    ],
    next: [look("See the claim, the classes and the volumes", `kubectl -n ${ref.namespace} get pvc,sc,pv`)],
  };
}
