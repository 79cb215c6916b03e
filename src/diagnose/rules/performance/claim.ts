import type { ObjectRef } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** The claim that the kubelet's volume metrics name; nothing where no such claim was seen. */
export function claimOf(situation: Situation, labels: Record<string, string>): ObjectRef | undefined {
  const { namespace = "", persistentvolumeclaim: name = "" } = labels;
  const claim = situation.find("PersistentVolumeClaim", namespace, name);
  return claim && refOf(claim);
}
