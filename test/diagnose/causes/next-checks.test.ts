import { expect, test } from "vitest";
import type { Workload } from "../../../src/core/kubernetes/workload.ts";
import { ago, ask, down, get, NS, object, own, podsOf, type World, world } from "../world.ts";

function commands(w: World): string[] {
  const [first] = ask(w).findings;
  expect(first?.role).toBe("symptom");
  return first?.next.flatMap(({ command, changes }) => (command && !changes ? [command] : [])) ?? [];
}

test("a crash without a word: the log, and what the pod says", () => {
  const w = world();
  down(w, "ledger", { restartCount: 6, state: { waiting: { reason: "CrashLoopBackOff" } } });
  const [pod] = podsOf(w, "ledger");
  expect(commands(w)).toEqual([
    `kubectl -n ${NS} describe pod ${pod?.metadata.name}`,
    `kubectl -n ${NS} logs ${pod?.metadata.name} -c app --tail=100`,
  ]);
});

test("after a rollout: what it changed", () => {
  const w = world();
  const old = get(w, "ReplicaSet", "ledger-6f");
  const before: Workload = object("apps/v1", "ReplicaSet", NS, "ledger-5a", {
    spec: { ...structuredClone(old.spec), replicas: 0 },
  });
  own(before, get(w, "Deployment", "ledger"));
  before.metadata.annotations = { "deployment.kubernetes.io/revision": "1" };
  for (const container of before.spec?.template?.spec?.containers ?? []) container.image = "ledger:1.4.1";
  old.metadata.annotations = { "deployment.kubernetes.io/revision": "2" };
  old.metadata.creationTimestamp = ago(300);
  w.objects.push(before);
  down(w, "ledger", { started: true });
  expect(commands(w)).toContain(`kubectl -n ${NS} rollout history deploy/ledger --revision=2`);
});

test("nothing runs: what is warned of, and not logs that are not there", () => {
  const w = world();
  const names = podsOf(w, "ledger");
  w.objects = w.objects.filter((item) => !names.some((pod) => pod === item));
  for (const endpoint of get(w, "EndpointSlice", "ledger-x").endpoints ?? []) endpoint.conditions = { ready: false };
  const all = commands(w);
  expect(all).toContain(`kubectl -n ${NS} events --types=Warning`);
  expect(all.join()).not.toMatch(/ logs /);
});
