import type { Evidence } from "../../../core/evidence.ts";
import type { Condition } from "../../../core/kubernetes/meta.ts";
import type { PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import { quantity } from "../../../core/quantity.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** A claim that asks for more than its volume holds. */
export interface Expansion {
  claim: PersistentVolumeClaim;
  /** `10Gi → 20Gi`. */
  sizes: string;
  /** What went wrong, or what it waits for; `undefined` while it is under way. */
  failed: string | undefined;
  waits: string | undefined;
  evidence: readonly [Evidence, ...Evidence[]];
}

/** An expansion that goes well is done by now. */
const PATIENCE_MS = 5 * 60_000;

export function expansions(situation: Situation): Expansion[] {
  return situation.all("PersistentVolumeClaim").flatMap((claim) => {
    const { requests } = claim.spec?.resources ?? {};
    const has = claim.status?.capacity?.storage;
    const wanted = requests?.storage;
    if (!wanted || !has || (quantity(wanted) ?? 0) <= (quantity(has) ?? 0)) return [];
    const events = situation.events.of(refOf(claim));
    const conditions = claim.status?.conditions ?? [];
    const [failed, waits] = [failure(claim, conditions, events), waiting(situation, conditions, events)];
    const ref = refOf(claim);
    return [
      {
        claim,
        sizes: `${has} → ${wanted}`,
        failed,
        waits,
        evidence: [
          cite.object(
            ref,
            `claim ${ref.name} asks for ${wanted} and has ${has}${failed || waits ? `: ${failed ?? waits}` : ""}`,
          ),
          ...events.slice(0, 1).map((event) => cite.event(event)),
        ] as const,
      },
    ];
  });
}

function failure(
  { status }: PersistentVolumeClaim,
  conditions: readonly Condition[],
  events: readonly EventView[],
): string | undefined {
  const bad = conditions.find(({ type, status: is }) => /^(?:Controller|Node)ResizeError$/.test(type) && is === "True");
  const event = events.find(({ reason }) => /^(?:VolumeResizeFailed|FileSystemResizeFailed)$/.test(reason));
  const infeasible = Object.values(status?.allocatedResourceStatuses ?? {}).find((text) => text.endsWith("Infeasible"));
  return bad?.message ?? event?.message ?? infeasible;
}

function waiting(
  { now }: Situation,
  conditions: readonly Condition[],
  events: readonly EventView[],
): string | undefined {
  const restart = conditions.find(({ type, status }) => type === "FileSystemResizePending" && status === "True");
  if (restart && now - (timeOf(restart.lastTransitionTime) ?? 0) > PATIENCE_MS)
    return "its file system grows when a pod restarts with it";
  const [event] = events.filter(({ reason }) => reason === "ExternalExpanding");
  if (event && now - event.first > PATIENCE_MS && conditions.length === 0)
    return "nothing but a storage driver could do it, and none does";
  return undefined;
}
