import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { someOf } from "../../some-of.ts";
import { slowestHop } from "./slow-by-alerts.ts";

export const alertSlowHop = defineRule({
  code: "alert-slow-hop",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 4,
  meaning: "Of several services that alerts call slow, this one lies deepest: the others wait for it.",
  needs: "Alerts with latency before and now of two services or more; the calls between them, where they are known.",
  remedy: "See what changed on this service: its resources, its node, its network, what it calls.",
  disproof: "Its own callees are slow as well.",
  *check(situation) {
    const found = slowestHop(situation);
    if (!found) return;
    const { hop, others } = found;
    const { name, namespace } = hop.object;
    yield {
      object: hop.object,
      affects: others.map(({ object }) => object),
      title: `${name} is slow (latency ${Math.round(hop.now)} ms, ${Math.round(hop.times)} times what it was), and ${someOf(others.map(({ object }) => object.name))} wait for it`,
      confidence: "medium",
      since: hop.alert.startsAt,
      evidence: [
        cite.alert(hop.alert, [hop.object]),
        ...others.slice(0, 3).map(({ alert, object }) => cite.alert(alert, [object])),
      ],
      next: [look("See where its pods run and what they use", `kubectl -n ${namespace} get pods -o wide`)],
    };
  },
});
