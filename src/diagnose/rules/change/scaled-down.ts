import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import type { EventView } from "../../situation/events.ts";
import { aftermath } from "./aftermath.ts";

/** `Scaled down replica set X from 3 to 1`; until v1.31 the two numbers stood the other way round, until v1.26 there was one. */
const SCALED = /^Scaled down replica set (\S+) (?:from (\d+) to (\d+)|to (\d+)(?: from (\d+))?)/;

export const scaledDown = defineRule({
  code: "scaled-down",
  family: "change",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning: "A workload was scaled down, and what is left does not bear the load.",
  needs: "The event of the scaling of its current revision, and slow or failing requests since.",
  remedy: "Scale it up again; find who scaled it: a person, an autoscaler, a pipeline.",
  disproof: "Requests were as slow before.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const { ref, desired = 0, pods } = workload;
      const current = new Set(pods.flatMap(({ metadata }) => metadata.ownerReferences?.map(({ name }) => name) ?? []));
      const event = situation.eventsOf(workload).find((item) => {
        const scaling = scalingIn(item);
        return scaling && current.has(scaling.set) && scaling.to > 0 && scaling.to >= desired;
      });
      const scaling = event && scalingIn(event);
      if (!event || !scaling) continue;
      const trouble = aftermath(situation, [ref], event.at);
      if (!trouble) continue;
      const from = scaling.from === undefined ? "" : ` from ${scaling.from}`;
      yield {
        object: ref,
        title: `${ref.name} was scaled down${from} to ${scaling.to}, and ${trouble.text}`,
        confidence: "medium",
        since: new Date(event.at).toISOString(),
        evidence: [cite.event(event), cite.object(ref, `${trouble.text} since ${new Date(trouble.at).toISOString()}`)],
        next: [
          change(
            "Scale it up again",
            `kubectl -n ${ref.namespace} scale ${shortName(ref)} --replicas=${scaling.from ?? scaling.to + 1}`,
          ),
        ],
      };
    }
  },
});

function scalingIn({ reason, message }: EventView): { set: string; from: number | undefined; to: number } | undefined {
  const found = reason === "ScalingReplicaSet" ? SCALED.exec(message) : null;
  if (!found) return undefined;
  const [, set = "", from = found[5], to = found[4]] = found;
  return { set, from: from === undefined ? undefined : Number(from), to: Number(to) };
}
