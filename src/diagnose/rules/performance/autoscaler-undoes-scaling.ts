import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { type Bound, boundOf } from "./autoscaler.ts";

/** The horizontal autoscaler's own words when it finds a number of replicas outside of its bounds (podautoscaler/horizontal.go). */
const UNDONE = /New size: (\d+); reason: Current number of replicas (above|below) Spec\.(Max|Min)Replicas/;
const RECENT_MS = 60 * 60_000;

export const autoscalerUndoesScaling = defineRule({
  code: "autoscaler-undoes-scaling",
  family: "performance",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 7,
  meaning: "Somebody set a number of replicas outside an autoscaler's bounds, and the autoscaler put it back.",
  needs: "A SuccessfulRescale event of the last hour that names the bound.",
  remedy: "Change the bound of the autoscaler: kubectl scale is undone within seconds.",
  disproof: "The bound was moved on purpose, and the replicas followed it.",
  *check(situation) {
    for (const hpa of situation.all("HorizontalPodAutoscaler")) {
      const ref = refOf(hpa);
      const event = situation.events
        .of(ref)
        .find(({ at, message }) => situation.now - at < RECENT_MS && UNDONE.test(message));
      const [, size, side] = UNDONE.exec(event?.message ?? "") ?? [];
      if (!event || !size || !side) continue;
      const bound: Bound = side === "above" ? "maxReplicas" : "minReplicas";
      const { kind = "", name = "" } = hpa.spec?.scaleTargetRef ?? {};
      // A bound that was changed since no longer undoes what it undid.
      if (hpa.spec?.[bound] !== undefined && hpa.spec[bound] !== Number(size)) continue;
      const target = situation.workload({ apiVersion: "apps/v1", kind, namespace: ref.namespace, name });
      const word = side === "above" ? "maximum" : "minimum";
      yield {
        object: ref,
        affects: target ? [target.ref] : [],
        title: `autoscaler ${ref.name} put ${name} back to ${size} replicas, its ${word}: it was scaled ${side === "above" ? "above" : "below"} that`,
        confidence: "high",
        since: new Date(event.at).toISOString(),
        evidence: [cite.event(event), cite.object(ref, `${bound} is ${size}`)],
        next: [
          change(
            `Set the ${word} to the number you want`,
            boundOf(hpa, bound, Number(size) + (side === "above" ? 1 : -1)),
          ),
          look("See what it scales by", `kubectl -n ${ref.namespace} describe ${shortName(ref)}`),
        ],
      };
    }
  },
});
