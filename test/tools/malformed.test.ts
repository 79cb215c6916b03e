import fc from "fast-check";
import { expect, test } from "vitest";
import type { KubeObject } from "../../src/core/kubernetes/meta.ts";
import { get, type World, world } from "../diagnose/world.ts";
import { startApiServer } from "../sources/api-server.ts";
import { liveApp } from "./live-app.ts";
import { replay } from "./replay.ts";

const QUESTION = { question: "what's wrong with payments?" };

/** What a field may hold that it should not. */
const ODD = fc.constantFrom<unknown>(
  null,
  7,
  true,
  "text",
  "",
  [],
  [null],
  ["text"],
  [{}],
  {},
  { a: 1 },
  { name: null },
);

/** Every place in an object, as a path of keys. */
function places(node: unknown, at: readonly string[] = []): string[][] {
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([key, value]) => [[...at, key], ...places(value, [...at, key])]);
}

function put(object: KubeObject, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) Reflect.set(object, key, value);
  else put(Reflect.get(object, key), rest, value);
}

function withOdd(w: World, pick: number, place: number, value: unknown): World {
  const objects = structuredClone(w.objects);
  const object = objects[pick % objects.length];
  const all = places(object);
  const at = all[place % all.length];
  if (object && at) put(object, at, value);
  return { ...w, objects };
}

/** The Deployment that cannot be overlooked. */
function broken(): World {
  const w = world();
  const ledger = get(w, "Deployment", "ledger");
  ledger.status = { ...ledger.status, readyReplicas: 0, availableReplicas: 0, unavailableReplicas: 1 };
  return w;
}

test("whatever one field of one object holds, the question is answered, and no rule breaks on it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), ODD, async (pick, place, value) => {
      const { call } = await replay(withOdd(broken(), pick, place, value));
      const { data } = await call("investigate", QUESTION);
      expect(data.verdict).toMatch(/^(?:broken|degraded|healthy|unknown)$/);
      expect(String(data.omitted)).not.toContain("could not judge");
    }),
    { numRuns: 150 },
  );
}, 120_000);

const MALFORMED: readonly unknown[] = [
  null,
  7,
  { kind: "Pod" },
  { kind: "Pod", metadata: null },
  { kind: "Pod", metadata: { name: 7, namespace: "payments" } },
  { kind: "Pod", metadata: { name: "odd", namespace: "payments" }, spec: "text" },
  { kind: "Pod", metadata: { name: "odd", namespace: "payments", labels: 7 } },
  { kind: "Pod", metadata: { name: "odd", namespace: "payments" }, spec: { containers: [null] } },
  { kind: "Pod", metadata: { name: "odd", namespace: "payments" }, status: { conditions: "Ready" } },
  { kind: "Event", metadata: { name: "odd", namespace: "payments" }, involvedObject: [], message: {} },
];

test("an object that is none costs itself, is told, and keeps the rest from being called healthy: recorded", async () => {
  const w = world();
  const { call } = await replay({ ...w, objects: [...w.objects, ...(MALFORMED as KubeObject[])] });
  const { data } = await call("investigate", { question: "is payments fine?" });
  expect(data).toMatchObject({ verdict: "unknown", findings: [] });
  expect(String(data.omitted)).toContain(
    `${MALFORMED.length} of ${w.objects.length + MALFORMED.length} objects: not readable`,
  );
});

test("and live", async () => {
  const odd = MALFORMED.filter((item) => (item as { metadata?: unknown } | null)?.metadata) as KubeObject[];
  const { url: kubernetes } = await startApiServer([...world().objects, ...odd]);
  const { call } = await liveApp({ kubernetes, deadline: 5 });
  const { data } = await call("investigate", { question: "is payments fine?" });
  expect(data.findings).toEqual([]);
  expect(data.verdict).toBe("unknown");
  expect(String(data.omitted)).toMatch(/Pod: \d+ of \d+ are not readable/);
});
