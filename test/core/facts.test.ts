import { expect, test } from "vitest";
import { evidence } from "../../src/core/evidence.ts";
import { shortName } from "../../src/core/object.ts";
import { citationOf, parseCitation } from "../../src/core/passage.ts";

const fact = (rest: object = {}) =>
  evidence({
    source: "kubernetes",
    kind: "object",
    objects: [],
    at: null,
    query: "q",
    text: "2 pods",
    data: {},
    ...rest,
  });

test("the same fact has the same id wherever and whenever it is seen, another fact another", () => {
  expect(fact({ at: "2026-06-01T02:00:00Z", data: { pods: 2 } }).id).toBe(fact().id);
  expect(fact({ text: "3 pods" }).id).not.toBe(fact().id);
  const [apps, beta] = ["apps/v1", "apps/v1beta1"].map((apiVersion) => [
    { apiVersion, kind: "Deployment", namespace: "a", name: "b" },
  ]);
  expect(fact({ objects: apps }).id).toBe(fact({ objects: beta }).id);
});

test("a citation is read as it is written", () => {
  const place = { path: "payments/oom #2.md", lines: [18, 34] as [number, number] };
  expect(parseCitation(citationOf(place))).toEqual(place);
  expect(parseCitation("a.md#L7")).toEqual({ path: "a.md", lines: [7, 7] });
  for (const text of ["a.md", "a.md#7", "#L1", "a.md#Lx"]) expect(parseCitation(text)).toBeUndefined();
});

test("names are those that kubectl takes", () => {
  expect(shortName({ kind: "Deployment", name: "api" })).toBe("deploy/api");
  expect(shortName({ kind: "VirtualService", name: "api" })).toBe("virtualservice/api");
});
