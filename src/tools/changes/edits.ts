import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { shortName } from "../../core/object.ts";
import { lastEdit } from "../../diagnose/rules/change/last-edit.ts";
import { type Change, isAdded } from "./change.ts";

/** What is changed by hand or pipeline and keeps no revisions: the cluster says who and when, and not what it was before. */
export const EDITED = [
  "ConfigMap",
  "Service",
  "Ingress",
  "NetworkPolicy",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "ResourceQuota",
  "LimitRange",
  "CronJob",
  "PersistentVolumeClaim",
] as const;
/** Written by the cluster itself, into every namespace. */
const OWN = new Set(["kube-root-ca.crt", "openshift-service-ca.crt"]);

/** Objects that were added or written to since `from` (ms since the epoch). */
export function editsIn(objects: readonly KubeObject[], from: number): Change[] {
  return objects
    .filter(({ metadata }) => !OWN.has(metadata.name))
    .flatMap((object): Change[] => {
      const name = shortName({ kind: object.kind, name: object.metadata.name });
      const edit = lastEdit(object);
      if (edit && edit.at >= from)
        return [
          {
            at: new Date(edit.at).toISOString(),
            object: name,
            what: edit.by ? `edited by ${edit.by}` : "edited",
            fields: [],
          },
        ];
      const at = object.metadata.creationTimestamp ?? null;
      return isAdded(object, objects, from) ? [{ at, object: name, what: "created", fields: [] }] : [];
    });
}
