import type { Service } from "../../../core/kubernetes.ts";
import { cite } from "../../cite.ts";
import { outward } from "../../graph/calls.ts";
import { linksOfClass } from "../../graph/links.ts";
import { type Draft, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { holderOf, isSuffering, linkDraft } from "./link-draft.ts";
import { lacksPort } from "./wrong-address.ts";

const FAILED = [
  "refused",
  "unreachable",
  "timeout",
  "no-route",
  "reset",
  "protocol",
  "dns-unknown",
  "no-backends",
  "deadline",
] as const;

export const wrongServicePort = defineRule({
  code: "wrong-service-port",
  family: "dependency",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A workload calls a Service on a port that the Service does not have.",
  needs: "The configured address, or a log line that names it, and the ports of the Service.",
  remedy: "Correct the port where it is configured, or add it to the Service.",
  disproof: "Something else than the Service answers on that port.",
  *check(situation) {
    const told = new Set<string>();
    for (const link of linksOfClass(situation, ...FAILED)) {
      const { peer, caller } = link;
      if (!caller || !peer.service || !peer.port || !lacksPort(situation, peer.service, peer.port)) continue;
      const draft = linkDraft(link, holderOf(link), titleOf(caller, peer.service, peer.port), [see(peer.service)]);
      told.add(`${caller.ref.namespace}/${caller.ref.name} ${peer.service.metadata.name} ${peer.port}`);
      yield { ...draft, affects: [caller.ref], evidence: [...draft.evidence, ports(peer.service)] };
    }
    for (const workload of situation.workloads) yield* fromConfiguration(situation, workload, told);
  },
});

function* fromConfiguration(situation: Situation, workload: WorkloadView, told: ReadonlySet<string>): Generator<Draft> {
  for (const { service, port, host, where, holder, sure } of outward(situation, workload)) {
    if (!service || !port || !sure || !lacksPort(situation, service, port)) continue;
    if (told.has(`${workload.ref.namespace}/${workload.ref.name} ${service.metadata.name} ${port}`)) continue;
    const suffers = isSuffering(workload);
    yield {
      object: holder,
      title: titleOf(workload, service, port),
      confidence: suffers ? "high" : "medium",
      severity: suffers ? "critical" : "warning",
      affects: [workload.ref],
      evidence: [cite.object(holder, `${where} names ${host}:${port}`), ports(service)],
      next: [see(service)],
    };
  }
}

function titleOf({ ref }: WorkloadView, service: Service, port: number): string {
  const numbers = (service.spec?.ports ?? []).map((item) => item.port).join(", ");
  return `${ref.name} calls ${service.metadata.name} on port ${port}, the Service has ${numbers || "no port"}`;
}

function ports(service: Service) {
  const list = (service.spec?.ports ?? []).map(({ port, targetPort }) => `${port} → ${targetPort ?? port}`).join(", ");
  return cite.object(refOf(service), `Service ${service.metadata.name} has port ${list || "none"}`);
}

function see(service: Service) {
  return look(
    "See the ports of the Service",
    `kubectl -n ${service.metadata.namespace ?? "default"} get service ${service.metadata.name} -o yaml`,
  );
}
