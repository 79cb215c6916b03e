import { expect, test } from "vitest";
import { ask, down, get, NS, world } from "./world.ts";

const about = (kind: string, name: string) => [
  { cluster: "test", namespace: NS, object: { apiVersion: "apps/v1", kind, namespace: NS, name }, because: "test" },
];

test("trouble of a dependency concerns whoever asks about its caller", () => {
  const w = world();
  const message = 'failed to resolve reference "ledger:9": ledger:9: not found';
  down(w, "ledger", { state: { waiting: { reason: "ErrImagePull", message } } });
  expect(ask(w, undefined, about("Deployment", "checkout")).findings[0]?.object.name).toBe("ledger");
});

test("trouble that does not reach what is asked about is left out, and said to be", () => {
  const w = world();
  down(w, "checkout", { state: { waiting: { reason: "InvalidImageName", message: "couldn't parse image name" } } });
  const { findings, omitted } = ask(w, undefined, about("Deployment", "ledger"));
  expect(findings).toEqual([]);
  expect(omitted.join()).toMatch(/elsewhere/);
});

test("asking about a Service is asking about the workload behind it", () => {
  const w = world();
  down(w, "ledger", { state: { waiting: { reason: "InvalidImageName", message: "couldn't parse image name" } } });
  expect(get(w, "Service", "ledger").kind).toBe("Service");
  expect(ask(w, undefined, about("Service", "ledger")).findings[0]?.object.name).toBe("ledger");
});
