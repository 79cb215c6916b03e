import type { Container, ContainerPort } from "../../../core/kubernetes/container.ts";
import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { crashesIn } from "./crash.ts";
import { beganAt, crashEvidence } from "./crash-draft.ts";

export const portConflictInPod = defineRule({
  code: "port-conflict-in-pod",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Two containers of one pod listen on the same port; they share the network, so one of them cannot start.",
  needs: "A pod template in which two containers declare the same port, and one of them keeps exiting.",
  remedy: "Give each container its own port, and the Service the one it means.",
  disproof: "Only one of the two listens on the port it declares.",
  *check(situation) {
    for (const crash of crashesIn(situation)) {
      const { workload, containers, clue } = crash;
      const conflict = sharedPort(workload.template.spec?.containers ?? []);
      const names = conflict?.containers.map(({ name }) => name) ?? [];
      if (!conflict || !names.includes(containers[0].spec.name) || (clue && clue.class !== "port-in-use")) continue;
      const { name, namespace } = workload.ref;
      yield {
        object: workload.ref,
        title: `containers ${names.join(" and ")} of ${name} both use port ${conflict.port}`,
        confidence: clue ? "high" : "medium",
        since: beganAt(crash),
        evidence: [
          cite.object(workload.ref, `containers ${names.join(", ")} declare containerPort ${conflict.port}`),
          crashEvidence(crash),
          ...(clue ? [cite.log(clue.stream, clue.line, clue.count)] : []),
        ],
        next: [
          look("See the ports of the pod template", `kubectl -n ${namespace} get ${shortName(workload.ref)} -o yaml`),
        ],
      };
    }
  },
});

/** The first port and protocol that two containers declare. */
function sharedPort(containers: readonly Container[]): { port: number; containers: Container[] } | undefined {
  const keyOf = ({ containerPort, protocol = "TCP" }: ContainerPort) => `${containerPort}/${protocol}`;
  const pairs = containers.flatMap((container) =>
    (container.ports ?? []).map((port) => ({ key: keyOf(port), port, container })),
  );
  for (const group of Map.groupBy(pairs, ({ key }) => key).values()) {
    const owners = [...new Set(group.map(({ container }) => container))];
    if (owners.length > 1) return { port: group[0]?.port.containerPort ?? 0, containers: owners };
  }
  return undefined;
}
