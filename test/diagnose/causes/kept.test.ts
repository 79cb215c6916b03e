import { expect, test } from "vitest";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import { ask, event, get, NS, type World, world } from "../world.ts";

/** A Deployment that others call is at zero; `mark` says who else writes it. */
function broken(mark: (deployment: KubeObject) => void): World {
  const w = world();
  const ledger = get(w, "Deployment", "ledger");
  mark(ledger);
  ledger.spec = { ...ledger.spec, replicas: 0 };
  w.objects = w.objects.filter(({ kind, metadata }) => kind !== "Pod" || metadata.labels?.app !== "ledger");
  event(w, ledger, "ScalingReplicaSet", "Scaled down replica set ledger-6f from 2 to 0", { type: "Normal" });
  return w;
}

const steps = (w: World) => ask(w).findings[0]?.next.map(({ text, command = "" }) => `${text} ${command}`) ?? [];

test("an object that nobody else writes: the change alone", () => {
  expect(steps(broken(() => {}))[0]).toMatch(/^Scale it up kubectl .* scale /);
});

test.each<[string, (deployment: KubeObject) => void, RegExp]>([
  [
    "Argo CD",
    ({ metadata }) => {
      metadata.annotations = { "argocd.argoproj.io/tracking-id": `ledger-prod:apps/Deployment:${NS}/ledger` };
    },
    /in Git: Application ledger-prod .*get application ledger-prod/,
  ],
  [
    "Flux",
    ({ metadata }) => {
      metadata.labels = {
        ...metadata.labels,
        "kustomize.toolkit.fluxcd.io/name": "apps",
        "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
      };
    },
    /in Git: Kustomization apps .*-n flux-system get kustomization apps/,
  ],
  [
    "an operator",
    ({ metadata }) => {
      const owner = { apiVersion: "ledger.example.io/v1", kind: "LedgerCluster", name: "main", controller: true };
      metadata.ownerReferences = [owner];
    },
    /^Change LedgerCluster main, not deploy\/ledger: .*get ledgercluster main/,
  ],
])("what %s deploys is changed there: that comes before the command that would be undone", (_who, mark, first) => {
  const [there, byHand] = steps(broken(mark));
  expect(there).toMatch(first);
  expect(byHand).toMatch(/scale/);
});

test("what Helm released is set in its values after it was changed", () => {
  const w = broken(({ metadata }) => {
    metadata.annotations = { "meta.helm.sh/release-name": "ledger" };
  });
  expect(steps(w).slice(0, 2)).toEqual([
    expect.stringMatching(/^Scale it up/),
    expect.stringMatching(/values of Helm release ledger/),
  ]);
});
