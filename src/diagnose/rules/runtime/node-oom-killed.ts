import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { lastTermination } from "../../situation/pod.ts";
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
      const [first] = crash.containers;
      const ended = lastTermination(first.status);
      const node = first.pod.spec?.nodeName;
      if (ended?.exitCode !== 137 || ended.reason === "OOMKilled" || !node) continue;
      const at = timeOf(ended.finishedAt);
      const event = situation.events
        .of({ kind: "Node", namespace: "", name: node })
        .find((item) => item.reason === "SystemOOM" && (at === undefined || Math.abs(item.at - at) < NEAR_MS));
      if (!event) continue;
      yield {
        object: crash.workload.ref,
        title: `${crash.workload.ref.name} is killed because node ${node} is out of memory`,
        confidence: "high",
        since: ended.finishedAt ?? null,
        evidence: [crashEvidence(crash), cite.event(event)],
        next: [look("See memory requests and use on the node", `kubectl describe node ${node}`)],
      };
    }
  },
});
