import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { Experiment, KINDS, victimsOf } from "./chaos-mesh.ts";

export const chaosExperimentRunning = defineRule({
  code: "chaos-experiment-running",
  family: "change",
  role: "cause",
  severity: "warning",
  specificity: 9,
  meaning: "A chaos experiment is injecting faults right now.",
  needs: "An experiment of Chaos Mesh whose faults are injected and not yet taken back.",
  remedy: "Ask whose experiment it is; end it.",
  disproof: "Its condition says that all faults were taken back.",
  *check(situation) {
    for (const item of KINDS.flatMap((kind) => situation.other(kind))) {
      const { data } = Experiment.safeParse(item);
      const is = (type: string) =>
        data?.status?.conditions.some((c) => c.type === type && c.status === "True") ?? false;
      if (!data || !is("AllInjected") || is("AllRecovered") || is("Paused")) continue;
      const object = refOf(item);
      const victims = victimsOf(situation, item, data.spec.selector ?? {});
      const whom =
        victims
          .map(({ name }) => name)
          .slice(0, 3)
          .join(", ") || `pods of ${object.namespace}`;
      yield {
        object,
        title: `${object.kind} ${object.name}${data.spec.action ? ` (${data.spec.action})` : ""} is injected into ${whom}`,
        confidence: "high",
        since: item.metadata.creationTimestamp ?? null,
        affects: victims,
        evidence: [
          cite.object(object, `${object.kind} ${object.name} is injected, and not taken back`, { spec: data.spec }),
        ],
        next: [
          look(
            "See whose it is and how long it lasts",
            `kubectl -n ${object.namespace} get ${object.kind.toLowerCase()} ${object.name} -o yaml`,
          ),
          change("Delete it", `kubectl -n ${object.namespace} delete ${object.kind.toLowerCase()} ${object.name}`),
        ],
      };
    }
  },
});
