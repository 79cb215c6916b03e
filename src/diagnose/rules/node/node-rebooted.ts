import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isFinished, isReady } from "../../situation/pod.ts";

export const nodeRebooted = defineRule({
  code: "node-rebooted",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "A node was rebooted, and pods on it are not back yet.",
  needs: "A Rebooted event of the node, and pods on it that are not ready since.",
  remedy: "See why it went down: a kernel panic, an upgrade, the provider; then what the pods wait for.",
  disproof: "The pods were down before the reboot.",
  *check(situation) {
    for (const node of situation.all("Node")) {
      const object = refOf(node);
      const event = situation.events.of(object).find(({ reason }) => reason === "Rebooted");
      if (!event) continue;
      const waiting = situation
        .podsOn(object.name)
        .filter((pod) => !isFinished(pod) && !isReady(pod) && brokeSince(pod.status?.conditions, event.first));
      const [pod] = waiting;
      if (!pod) continue;
      yield {
        object,
        title: `node ${object.name} rebooted, and ${waiting.length} of its pods are not back`,
        confidence: "medium",
        since: new Date(event.first).toISOString(),
        evidence: [
          cite.event(event),
          cite.object(refOf(pod), `pod ${pod.metadata.name} is not ready since the reboot`),
        ],
        next: [look("See its pods", `kubectl get pods -A -o wide --field-selector spec.nodeName=${object.name}`)],
      };
    }
  },
});

function brokeSince(
  conditions: readonly { type: string; lastTransitionTime?: string }[] = [],
  reboot: number,
): boolean {
  const ready = conditions.find(({ type }) => type === "Ready")?.lastTransitionTime;
  return ready === undefined || Date.parse(ready) >= reboot - 5 * 60_000;
}
