import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import type { EventView } from "../../situation/events.ts";
import { type ContainerView, lastTermination } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { crashesIn } from "./crash.ts";
import { crashEvidence } from "./crash-draft.ts";

/** The kernel's message and the end of the container are one moment, seen by two clocks. */
const NEAR_MS = 60_000;

export const nodeOomKilled = defineRule({
  code: "node-oom-killed",
  family: "runtime",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 8,
  meaning:
    "The kernel kills the container because the whole node is out of memory, not because of the container's limit.",
  needs: "A container ended by SIGKILL (137) without OOMKilled, and a SystemOOM event of its node at that time.",
  remedy: "Give pods memory requests that match their use, limit what has no limit, add nodes.",
  disproof: "The container was killed after its grace period (event Killing).",
  *check(situation) {
    for (const crash of crashesIn(situation)) {
      const [found] = crash.containers.flatMap((container) => kernelKill(situation, container) ?? []);
      if (!found) continue;
      const { node, event, since } = found;
      yield {
        object: crash.workload.ref,
        title: `${crash.workload.ref.name} is killed because node ${node} is out of memory`,
        confidence: "high",
        since,
        evidence: [crashEvidence(crash), cite.event(event)],
        next: [look("See memory requests and use on the node", `kubectl describe node ${node}`)],
      };
    }
  },
});

function kernelKill(
  { events }: Situation,
  { pod, status }: ContainerView,
): { node: string; event: EventView; since: string | null } | undefined {
  const ended = lastTermination(status);
  const node = pod.spec?.nodeName;
  if (ended?.exitCode !== 137 || ended.reason === "OOMKilled" || !node) return undefined;
  const at = timeOf(ended.finishedAt);
  const event = events
    .of({ kind: "Node", namespace: "", name: node })
    .find((item) => item.reason === "SystemOOM" && (at === undefined || Math.abs(item.at - at) < NEAR_MS));
  return event && { node, event, since: ended.finishedAt ?? null };
}
