import type { Service } from "../../../core/kubernetes/service.ts";
import { serving, targetNumber } from "../../situation/service-ports.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The pod ports that callers of this Service port end up at; of all its ports when they name none. */
export function targetsOf({ spec }: Service, port: number | undefined, workload: WorkloadView): number[] {
  const declared = serving(workload).flatMap(({ ports }) => ports ?? []);
  const ports = (spec?.ports ?? []).filter((item) => port === undefined || item.port === port);
  return ports.flatMap((item) => targetNumber(item, declared) ?? []);
}

/** A pod that is ready because this port answers its readiness probe listens there. */
export function isProbed(workload: WorkloadView, targets: readonly number[]): boolean {
  const declared = serving(workload).flatMap(({ ports }) => ports ?? []);
  const probed = serving(workload).flatMap(({ readinessProbe: probe }) => {
    const asked = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
    return asked === undefined ? [] : [targetNumber({ port: 0, targetPort: asked }, declared)];
  });
  return probed.some((number) => number !== undefined && targets.includes(number));
}
