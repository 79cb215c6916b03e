import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Stale } from "./stale-settings.ts";

/** The edit, and a pod that was started before it, as evidence. */
export function citeStale({ holder, edit, container, pods, how }: Stale, { namespace }: ObjectRef, at: string) {
  const [pod = ""] = pods;
  return [
    cite.edit(refOf(holder), edit, at),
    cite.object(
      { apiVersion: "v1", kind: "Pod", namespace, name: pod },
      `container ${container} of ${pod} reads it ${how}, and was started before`,
    ),
  ] as const;
}

export function seeWriter({ holder }: Stale, { namespace }: ObjectRef) {
  return look(
    "See who wrote it",
    `kubectl -n ${namespace} get ${shortName(refOf(holder))} -o yaml --show-managed-fields`,
  );
}

export function restart(ref: ObjectRef) {
  return change("Restart with the new configuration", `kubectl -n ${ref.namespace} rollout restart ${shortName(ref)}`);
}
