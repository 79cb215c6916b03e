import { expect, test } from "vitest";
import { unique } from "../../../src/sources/kubernetes/collect/unique.ts";
import { ask, get, NS, object, world } from "../world.ts";

const knative = () =>
  object("serving.knative.dev/v1", "Service", NS, "ledger", { spec: { template: { spec: { containers: [] } } } });

test("an extension's Service is not the Service of that name", () => {
  const w = world();
  const own = get(w, "Service", "ledger");
  expect(unique([own, knative()])).toHaveLength(2);
  expect(unique([own, structuredClone(own)])).toHaveLength(1);
  w.objects.unshift(knative());
  expect(ask(w).findings).toEqual([]);
});

test("a kind that moved to another group of Kubernetes is the same thing", () => {
  const [old, now] = ["extensions/v1beta1", "networking.k8s.io/v1"].map((version) =>
    object(version, "Ingress", NS, "checkout", {}),
  );
  expect(old && now && unique([old, now])).toHaveLength(1);
});
