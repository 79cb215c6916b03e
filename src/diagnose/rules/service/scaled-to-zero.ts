import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { namedBy } from "./named-by.ts";
import { complaints, usage } from "./users.ts";

export const scaledToZero = defineRule({
  code: "scaled-to-zero",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A workload that others call, or that is asked about, has zero replicas.",
  needs:
    "A workload that wants zero pods, and a Service of it that others are configured to call, or a question about it.",
  remedy: "Scale it up again.",
  disproof: "It is meant to sleep and is woken by the first request.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const { ref, object, desired } = workload;
      if (object?.spec?.replicas !== 0 || desired !== 0 || workload.pods.length > 0 || ref.kind === "ReplicaSet")
        continue;
      const services = situation
        .services(workload)
        .filter((service) => situation.behind(service).every((other) => other.pods.length === 0));
      const used = services.flatMap((service) => usage(situation, service));
      const naming = used.length > 0 ? [] : namedBy(situation, workload);
      const maybeMeant =
        used.length + naming.length === 0 || isAsleep(situation.other("ScaledObject", ref.namespace), ref.name);
      const said = services.flatMap((service) => complaints(situation, service));
      const event = situation
        .eventsOf(workload)
        .find(({ reason, message }) => reason === "ScalingReplicaSet" && / to 0\b/.test(message));
      yield {
        object: ref,
        title: `${ref.name} is scaled to zero${used.length > 0 ? ", and others call it" : naming.length > 0 ? ", and others name it" : ""}`,
        confidence: said.length > 0 || event ? "high" : "medium",
        severity: said.length > 0 || event ? "critical" : "warning",
        maybeMeant,
        ...(naming.length > 0 && said.length === 0 ? { tier: "noticed" as const } : {}),
        since: event?.at ? new Date(event.at).toISOString() : null,
        evidence: [
          cite.object(ref, `${ref.name} has spec.replicas 0`),
          ...(event ? [cite.event(event)] : []),
          ...used,
          ...naming,
          ...said,
        ],
        next: [
          change("Scale it up", `kubectl -n ${ref.namespace} scale ${ref.kind.toLowerCase()} ${ref.name} --replicas=1`),
        ],
      };
    }
  },
});

/** An event-driven scaler of that name takes workloads to zero when nothing is to do. */
function isAsleep(scalers: readonly { metadata: { name: string } }[], name: string): boolean {
  return scalers.some(({ metadata }) => metadata.name.includes(name));
}
