import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { sandboxFailures } from "./sandbox.ts";

export const podAddressesExhausted = defineRule({
  code: "pod-addresses-exhausted",
  family: "control-plane",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A node has no address left for another pod.",
  needs: "FailedCreatePodSandBox events in which the network plugin says so.",
  remedy: "Look for leaked addresses on the node; enlarge the range, or spread the pods.",
  disproof: "New pods start on the node.",
  *check(situation) {
    const failures = sandboxFailures(situation).filter(({ kind }) => kind === "addresses");
    for (const [name, found] of Map.groupBy(failures, ({ node }) => node)) {
      const [first] = found;
      if (!first) continue;
      yield {
        object: nodeRef(situation, name) ?? first.owner,
        title: `node ${name || "?"} has no address left for pods: ${first.text}`,
        confidence: "high",
        since: new Date(first.event.first).toISOString(),
        affects: found.map(({ owner }) => owner),
        evidence: [cite.event(first.event), ...found.slice(1, 4).map(({ event }) => cite.event(event))],
        next: [
          look("See how many pods it holds", `kubectl get pods -A -o wide --field-selector spec.nodeName=${name}`),
        ],
      };
    }
  },
});
