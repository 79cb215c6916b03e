import { expect, test } from "vitest";
import { ago, ask, event, first, NS, noticed, object, world } from "../world.ts";

function undone(reason: string, bounds: { minReplicas: number; maxReplicas: number }, minutes = 1) {
  const w = world();
  const spec = { scaleTargetRef: { kind: "Deployment", name: "ledger" }, ...bounds };
  const hpa = object("autoscaling/v2", "HorizontalPodAutoscaler", NS, "ledger", {
    spec,
    status: { currentReplicas: 2 },
  });
  w.objects.push(hpa);
  const times = { firstTimestamp: ago(minutes), lastTimestamp: ago(minutes), type: "Normal" };
  event(w, hpa, "SuccessfulRescale", `New size: 2; reason: ${reason}`, times);
  return w;
}
const ABOVE = "Current number of replicas above Spec.MaxReplicas";

test("replicas that were put back are the autoscaler's bound, and the advice is not to scale again", () => {
  const w = undone(ABOVE, { minReplicas: 1, maxReplicas: 2 });
  expect(first(ask(w))).toBe("autoscaler-undoes-scaling HorizontalPodAutoscaler/ledger");
  const commands = ask(w).findings[0]?.next.map(({ command }) => command) ?? [];
  expect(commands[0]).toBe(`kubectl -n payments patch hpa ledger --type merge -p '{"spec":{"maxReplicas":3}}'`);
  expect(commands.join("\n")).not.toContain(" scale ");
});

test("a bound that was changed since, an hour that went by and scaling by load are not told", () => {
  expect(noticed(ask(undone(ABOVE, { minReplicas: 1, maxReplicas: 6 })))).toEqual([]);
  expect(noticed(ask(undone(ABOVE, { minReplicas: 1, maxReplicas: 2 }, 90)))).toEqual([]);
  const byLoad = "cpu resource utilization (percentage of request) above target";
  expect(noticed(ask(undone(byLoad, { minReplicas: 1, maxReplicas: 2 })))).toEqual([]);
});
