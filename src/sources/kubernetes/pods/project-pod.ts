import type { ContainerStatus, Pod } from "../../../core/kubernetes/pod.ts";
import { admit } from "../admit.ts";

const POD = { kind: "Pod", apiVersion: "v1" };

/** A pod as the API serves it, not yet fit to be seen; `undefined` for what is none. */
export function servedPod(item: unknown): Pod | undefined {
  return isPod(item) ? item : undefined;
}

function isPod(item: unknown): item is Pod {
  const metadata = item !== null && typeof item === "object" && "metadata" in item ? item.metadata : undefined;
  return metadata !== null && typeof metadata === "object" && "name" in metadata && typeof metadata.name === "string";
}

/** What telling that a pod is not well takes of it, about a tenth, redacted and clean. */
export function projectPod({ metadata, spec, status }: Pod): Pod | undefined {
  const { name, namespace, deletionTimestamp, ownerReferences, labels } = metadata;
  const hash = labels?.["pod-template-hash"];
  const { phase, reason, message, conditions, initContainerStatuses, containerStatuses } = status ?? {};
  const projected = {
    metadata: { name, namespace, deletionTimestamp, ownerReferences, labels: hash && { "pod-template-hash": hash } },
    spec: { initContainers: spec?.initContainers?.map(({ name, restartPolicy }) => ({ name, restartPolicy })) },
    status: {
      phase,
      reason,
      message,
      conditions,
      initContainerStatuses: initContainerStatuses?.map(projectStatus),
      containerStatuses: containerStatuses?.map(projectStatus),
    },
  };
  // Without what is undefined.
  return admit(JSON.parse(JSON.stringify(projected)), POD);
}

function projectStatus({ name, ready, started, restartCount, state, lastState }: ContainerStatus) {
  return { name, ready, started, restartCount, state, lastState };
}
