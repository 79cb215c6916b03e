import type { ContainerPort, Probe } from "../../../core/kubernetes/container.ts";
import type { ProbeFailure } from "./probe-failure.ts";

/** The number of the port that the probe asks; `undefined` for commands, and for a name that the container does not declare. */
export function probePort({ probe, container }: Pick<ProbeFailure, "probe" | "container">): number | undefined {
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (typeof port !== "string") return port;
  return /^\d+$/.test(port)
    ? Number(port)
    : (container.spec.ports ?? []).find(({ name }) => name === port)?.containerPort;
}

/** What the probe does, in a line: `GET http port 9999 /healthz`. */
export function probeText({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) return `GET ${(httpGet.scheme ?? "HTTP").toLowerCase()} port ${httpGet.port} ${httpGet.path ?? "/"}`;
  if (tcpSocket) return `TCP port ${tcpSocket.port}`;
  if (grpc) return `gRPC port ${grpc.port}`;
  return `command ${(exec?.command ?? []).join(" ").slice(0, 80)}`;
}

export function numbersOf(ports: readonly ContainerPort[] | undefined): number[] {
  return (ports ?? []).map(({ containerPort }) => containerPort);
}
