import { expect, test } from "vitest";
import { templateDiff } from "../../src/core/template-diff.ts";

const template = (container: object, labels: object = {}) => ({
  metadata: { labels },
  spec: {
    containers: [
      { name: "sidecar", image: "proxy:1" },
      { name: "app", image: "app:1", ...container },
    ],
  },
});

test("a field by its name, whatever the order of the list that it is in", () => {
  const after = template({ image: "app:2" });
  after.spec.containers.reverse();
  expect(templateDiff(template({}), after)).toEqual([{ path: "containers[app].image", from: "app:1", to: "app:2" }]);
});

test("what was added and what was taken away", () => {
  const [before, after] = [
    template({ resources: { limits: { memory: "128Mi" } } }),
    template({ command: ["run", "-v"] }),
  ];
  expect(templateDiff(before, after)).toEqual([
    { path: "containers[app].resources", from: '{"limits":{"memory":"128Mi"}}', to: null },
    { path: "containers[app].command", from: null, to: '["run","-v"]' },
  ]);
});

test("an environment variable by its name, a key with dots in quotes", () => {
  const before = template({ env: [{ name: "URL", value: "a" }] }, { "app.kubernetes.io/name": "x" });
  const after = template({ env: [{ name: "URL", value: "b" }] }, { "app.kubernetes.io/name": "y" });
  expect(templateDiff(before, after).map(({ path }) => path)).toEqual([
    'metadata.labels["app.kubernetes.io/name"]',
    "containers[app].env[URL].value",
  ]);
});

test("the first variables of a container, one by one", () => {
  const env = [
    { name: "WORK", value: "3s" },
    { name: "TOKEN", valueFrom: { secretKeyRef: { name: "receipts", key: "token" } } },
  ];
  expect(templateDiff(template({}), template({ env }))).toEqual([
    { path: "containers[app].env[WORK]", from: null, to: "3s" },
    { path: "containers[app].env[TOKEN]", from: null, to: JSON.stringify(env[1]) },
  ]);
});

test("what controllers write on every revision is no change", () => {
  expect(templateDiff(template({}, { "pod-template-hash": "a" }), template({}, { "pod-template-hash": "b" }))).toEqual(
    [],
  );
});
