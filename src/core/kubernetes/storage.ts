import type { Resources } from "./container.ts";
import type { Condition, KubeObject, LabelSelector } from "./meta.ts";
import type { NodeSelectorTerm } from "./pod.ts";

export interface PersistentVolumeClaim extends KubeObject {
  spec?: {
    storageClassName?: string;
    volumeName?: string;
    accessModes?: string[];
    resources?: Resources;
    selector?: LabelSelector;
    volumeMode?: string;
  };
  status?: {
    phase?: string;
    conditions?: Condition[];
    capacity?: Record<string, string>;
    /** Per resource: `ControllerResizeInProgress`, `NodeResizeInfeasible` and the like (1.28 and later). */
    allocatedResourceStatuses?: Record<string, string>;
  };
}

export interface PersistentVolume extends KubeObject {
  spec?: {
    storageClassName?: string;
    accessModes?: string[];
    capacity?: Record<string, string>;
    claimRef?: { namespace?: string; name?: string; uid?: string };
    nodeAffinity?: { required?: { nodeSelectorTerms?: NodeSelectorTerm[] } };
    volumeMode?: string;
    csi?: { driver?: string };
  };
  status?: { phase?: string; reason?: string; message?: string };
}

export interface StorageClass extends KubeObject {
  provisioner?: string;
  volumeBindingMode?: string;
  allowVolumeExpansion?: boolean;
}
