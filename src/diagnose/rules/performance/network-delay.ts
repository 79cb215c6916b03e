import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { defineRule, look } from "../../rule.ts";
import { gapsIn } from "./gaps.ts";

export const networkDelay = defineRule({
  code: "network-delay",
  family: "performance",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning: "Callers wait longer for a workload than it takes to serve them: the time is lost on the network.",
  needs: "Series of the same requests from both sides: the caller's mean rose, the server's did not.",
  remedy: "See the node and network interface of its pods; compare pods on other nodes.",
  disproof: "The caller itself is short of CPU: then everything that it calls looks slow.",
  *check(situation) {
    for (const { object, series, lost, at, slow, measured } of gapsIn(situation)) {
      const extra = amount(lost, "seconds");
      yield {
        object,
        title: `requests to ${object.name} spend ${extra} more on the network, while the programs are as fast as before`,
        confidence: measured > 1 ? "high" : "medium",
        since: new Date(at).toISOString(),
        evidence: [
          cite.metric(
            series,
            [object],
            `on ${slow} of ${measured} measured ways of ${object.name} requests lose up to ${extra}`,
          ),
        ],
        next: [look("See where its pods run", `kubectl -n ${object.namespace} get pods -o wide`)],
      };
    }
  },
});
