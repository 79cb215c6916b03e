import { shortName } from "../../../core/object.ts";
import { change } from "../../rule.ts";
import type { VolumeFailure } from "./volume-failure.ts";
import { volumeRule } from "./volume-rule.ts";

export const volumeMultiAttach = volumeRule({
  code: "volume-multi-attach",
  problem: "multi-attach",
  dependent: true,
  meaning:
    "The volume can be attached to one node at a time and is attached to another, for a pod that still runs or is gone.",
  remedy:
    "Let the old pod end first (strategy Recreate), or use ReadWriteMany; for a dead node remove its pods by force.",
  disproof: "No other node has the volume attached.",
  title: ({ workload, why }, name) =>
    `${name} is attached to another node, so ${workload.ref.name} cannot use it${usedBy(why)}`,
  next: ({ workload: { ref, object } }) =>
    object?.kind === "Deployment" && object.spec?.strategy?.type !== "Recreate"
      ? [change("Let the old pod end before the new one starts", recreate(ref))]
      : [],
});

/** `Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) ledger-0` */
function usedBy(why: string): string {
  const pods = /used by pod\(s\) (.+)$/.exec(why)?.[1];
  return pods ? `: pod ${pods} uses it` : "";
}

function recreate(ref: VolumeFailure["workload"]["ref"]): string {
  const patch = '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}';
  return `kubectl -n ${ref.namespace} patch ${shortName(ref)} -p '${patch}'`;
}
