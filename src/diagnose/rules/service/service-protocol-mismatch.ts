import type { Container, ContainerPort } from "../../../core/kubernetes/container.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { targetNumber, targetsIn } from "../../situation/service-ports.ts";
import { complaints } from "./users.ts";

export const serviceProtocolMismatch = defineRule({
  code: "service-protocol-mismatch",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The Service port and the container port have the same number and different protocols (TCP, UDP, SCTP).",
  needs: "Both declarations.",
  remedy: "Give the Service port the container port's protocol.",
  disproof: "The container serves the port on both protocols.",
  *check(situation) {
    for (const { service, port, workload, declared, containers } of targetsIn(situation)) {
      const number = targetNumber(port, declared);
      const same = declared.filter(({ containerPort }) => containerPort === number);
      const protocol = port.protocol ?? "TCP";
      if (same.length === 0 || same.some((item) => (item.protocol ?? "TCP") === protocol)) continue;
      const said = complaints(situation, service);
      // Who is refused spoke TCP.
      if (protocol !== "TCP" && said.length === 0 && !isSurelyTcp(same, containers)) continue;
      const { name, namespace = "" } = service.metadata;
      yield {
        object: refOf(service),
        title: `Service ${name} takes ${protocol} on port ${port.port}, ${workload.ref.name} serves ${same[0]?.protocol ?? "TCP"} there`,
        confidence: "high",
        evidence: [
          cite.object(refOf(service), `port ${port.port} has protocol ${protocol}`),
          cite.object(workload.ref, `container port ${number} has protocol ${same[0]?.protocol ?? "TCP"}`),
          ...said,
        ],
        next: [look("See the ports of the Service", `kubectl -n ${namespace} get service ${name} -o yaml`)],
      };
    }
  },
});

const TCP_NAMES = /http|grpc|web|tcp|sql|redis|mongo|amqp|kafka/i;

/** Protocols of container ports are seldom written down: only a name or a probe tells that the port speaks TCP. */
function isSurelyTcp(ports: readonly ContainerPort[], containers: readonly Container[]): boolean {
  const probed = containers
    .flatMap(({ readinessProbe, livenessProbe, startupProbe }) => [readinessProbe, livenessProbe, startupProbe])
    .map((probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port);
  return ports.some(
    ({ name, containerPort }) =>
      TCP_NAMES.test(name ?? "") || probed.includes(containerPort) || (name !== undefined && probed.includes(name)),
  );
}
