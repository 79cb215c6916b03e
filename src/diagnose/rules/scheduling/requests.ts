import type { Container } from "../../../core/kubernetes/container.ts";
import type { PodSpec } from "../../../core/kubernetes/pod.ts";
import { quantity } from "../../../core/quantity.ts";

/**
 * What a pod requests of a resource. Containers and sidecars run together; an init container runs with the sidecars
 * that started before it; the larger of both counts (KEP-753). A limit without a request is one.
 */
export function requested(spec: PodSpec | undefined, resource: string): number {
  const whole = quantity(spec?.resources?.requests?.[resource]);
  const overhead = quantity(spec?.overhead?.[resource]) ?? 0;
  if (whole !== undefined) return whole + overhead;
  let sidecars = 0;
  let peak = 0;
  for (const container of spec?.initContainers ?? []) {
    if (container.restartPolicy === "Always") sidecars += ofContainer(container, resource);
    else peak = Math.max(peak, sidecars + ofContainer(container, resource));
  }
  const running = (spec?.containers ?? []).reduce((sum, container) => sum + ofContainer(container, resource), sidecars);
  return Math.max(peak, running) + overhead;
}

/** The resources that a pod requests anything of. */
export function resourcesOf(spec: PodSpec | undefined): string[] {
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), { resources: spec?.resources }];
  const names = all.flatMap(({ resources }) => [
    ...Object.keys(resources?.requests ?? {}),
    ...Object.keys(resources?.limits ?? {}),
  ]);
  return [...new Set(names)].sort();
}

function ofContainer({ resources }: Container, resource: string): number {
  return quantity(resources?.requests?.[resource] ?? resources?.limits?.[resource]) ?? 0;
}
