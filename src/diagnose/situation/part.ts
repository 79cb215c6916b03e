import type { ContainerView } from "./pod.ts";
import type { WorkloadView } from "./workload.ts";

/**
 * How people call this part of a workload: by the workload's name where it is the program itself, and by the container's
 * where it is one of several: `init container migrate of payments-api`, `container proxy of payments-api`.
 */
export function partOf({ ref, template }: WorkloadView, { spec, init }: Pick<ContainerView, "spec" | "init">): string {
  if (init) return `${spec.restartPolicy === "Always" ? "sidecar" : "init container"} ${spec.name} of ${ref.name}`;
  const [only, ...others] = template.spec?.containers ?? [];
  return only?.name === spec.name && others.length === 0 ? ref.name : `container ${spec.name} of ${ref.name}`;
}
