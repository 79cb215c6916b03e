import type { Condition } from "../../../core/kubernetes/meta.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import { isReady } from "../../situation/pod.ts";

/** Who sets a gate gets this long after the containers are ready. */
const GRACE_MS = 90_000;

/** The gate that alone keeps the pod from being ready, and what its condition says. */
export function unmetGate(pod: Pod, now: number): { type: string; said: string } | undefined {
  const since = timeOf(containersReady(pod)?.lastTransitionTime);
  if (isReady(pod) || since === undefined || now - since < GRACE_MS) return undefined;
  for (const { conditionType: type } of pod.spec?.readinessGates ?? []) {
    const found = pod.status?.conditions?.find((condition) => condition.type === type);
    if (!found) return { type, said: "which nothing sets" };
    if (found.status !== "True")
      return { type, said: `which is ${found.status}${found.message ? `: ${found.message}` : ""}` };
  }
  return undefined;
}

/** Its containers are ready since then; `undefined` while one is not. */
export function containersReady({ status }: Pod): Condition | undefined {
  return status?.conditions?.find(({ type, status }) => type === "ContainersReady" && status === "True");
}
