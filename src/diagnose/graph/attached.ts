import type { KubeObject } from "../../core/kubernetes/meta.ts";
import type { ObjectRef } from "../../core/object.ts";
import type { ObjectIndex } from "../situation/object-index.ts";
import { isTerminating } from "../situation/pod.ts";
import type { Edge } from "./edge.ts";

interface VolumeAttachment extends KubeObject {
  spec?: { nodeName?: string; source?: { persistentVolumeName?: string } };
}

/**
 * Nodes that hold a volume, also for a pod that is being deleted: until the node lets go, nobody else can have it
 * (storage.k8s.io/v1 VolumeAttachment; claims of Terminating pods).
 */
export function attachedEdges(seen: ObjectIndex): Edge[] {
  const attached = seen.other("VolumeAttachment").flatMap((item) => {
    const { nodeName, source } = (item as VolumeAttachment).spec ?? {};
    const volume = source?.persistentVolumeName;
    return nodeName && volume ? [holds(nodeName, core("PersistentVolume", "", volume), "VolumeAttachment")] : [];
  });
  const ending = seen
    .all("Pod")
    .filter(isTerminating)
    .flatMap(({ spec, metadata: { namespace = "" } }) =>
      (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
        spec?.nodeName && claim
          ? [
              holds(
                spec.nodeName,
                core("PersistentVolumeClaim", namespace, claim.claimName),
                "a pod that is being deleted",
              ),
            ]
          : [],
      ),
    );
  return [...attached, ...ending];
}

function holds(node: string, to: ObjectRef, because: string): Edge {
  return { from: core("Node", "", node), to, kind: "uses", because };
}

function core(kind: string, namespace: string, name: string): ObjectRef {
  return { apiVersion: "v1", kind, namespace, name };
}
