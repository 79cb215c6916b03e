import { makerOf } from "../../graph/makers.ts";
import { nearestName } from "../../graph/nearest-name.ts";
import type { Situation } from "../../situation/situation.ts";
import { quotaWithoutRoom } from "../storage/full-quota.ts";
import type { Missing } from "./missing-reference.ts";

/** A quota left no room for it: then it was not forgotten. One of almost that name, or something that should make it, tells more. */
export function isRefusedByQuota(situation: Situation, { kind, name, key, workload: { ref } }: Missing): boolean {
  if (key !== undefined || !quotaWithoutRoom(situation, ref.namespace, kind)) return false;
  const names = situation.all(kind, ref.namespace).map(({ metadata }) => metadata.name);
  return !nearestName(name, names) && !makerOf(situation, { apiVersion: "v1", kind, namespace: ref.namespace, name });
}
