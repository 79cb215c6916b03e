import type { Service } from "../../../core/kubernetes/service.ts";
import { outward } from "../../graph/calls.ts";
import { linksOfClass } from "../../graph/links.ts";
import { type Draft, defineRule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { configuredDraft } from "./configured-draft.ts";
import { holderOf, isSuffering, linkDraft } from "./link-draft.ts";
import { lacksPort, portsEvidence, seePorts, wrongPortTitle } from "./service-port.ts";

// biome-ignore format: a list to be read at a glance
const FAILED = ["refused", "unreachable", "timeout", "no-route", "reset", "protocol", "dns-unknown", "no-backends", "deadline"] as const;

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
      const draft = linkDraft(link, holderOf(link), wrongPortTitle(caller, peer.service, peer.port), [
        seePorts(peer.service),
      ]);
      told.add(keyOf(caller, peer.service, peer.port));
      yield { ...draft, affects: [caller.ref], evidence: [...draft.evidence, portsEvidence(peer.service)] };
    }
    for (const workload of situation.workloads) yield* fromConfiguration(situation, workload, told);
  },
});

function* fromConfiguration(situation: Situation, workload: WorkloadView, told: ReadonlySet<string>): Generator<Draft> {
  for (const reference of outward(situation, workload)) {
    const { service, port, sure } = reference;
    if (!service || !port || !sure || !lacksPort(situation, service, port)) continue;
    if (told.has(keyOf(workload, service, port))) continue;
    const draft = configuredDraft(
      workload,
      reference,
      wrongPortTitle(workload, service, port),
      [portsEvidence(service)],
      [seePorts(service)],
    );
    yield { ...draft, confidence: isSuffering(workload) ? "high" : "medium" };
  }
}

function keyOf({ ref }: WorkloadView, { metadata }: Service, port: number): string {
  return `${ref.namespace}/${ref.name} ${metadata.namespace}/${metadata.name} ${port}`;
}
