import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

/** Events live an hour; a kill earlier than this is over when nothing followed. */
const RECENT_MS = 30 * 60_000;

export const nodeOutOfMemory = defineRule({
  code: "node-out-of-memory",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A node ran out of memory and its kernel killed processes, whatever their limits.",
  needs: "A SystemOOM event of the node in the last half hour.",
  remedy: "Give pods requests that match their use and limits where they have none; add memory or nodes.",
  disproof: "The victim was a process outside all pods, and nothing else was hit.",
  *check(situation) {
    for (const node of situation.all("Node")) {
      const object = refOf(node);
      const kills = situation.events
        .of(object)
        .filter(({ reason, at }) => reason === "SystemOOM" && situation.now - at < RECENT_MS);
      const [last] = kills;
      const first = kills.at(-1);
      if (!last || !first) continue;
      const [, victim] = /victim process: ([^,\s]+)/.exec(last.message) ?? [];
      yield {
        object,
        title: `node ${object.name} is out of memory; its kernel killed ${victim ?? "processes"}`,
        confidence: "high",
        since: new Date(first.first).toISOString(),
        evidence: [cite.event(last), ...kills.slice(1, 5).map((event) => cite.event(event))],
        next: [
          look("See requests, limits and use", `kubectl describe node ${object.name}`),
          look("See who uses most", "kubectl top pod -A --sort-by=memory"),
        ],
      };
    }
  },
});
