import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { EXTENSIONS } from "../../../src/sources/kubernetes/collect/wanted-kinds.ts";
import { groupOf, RESOURCES } from "../../../src/sources/kubernetes/kinds.ts";

const Role = z.object({
  kind: z.literal("ClusterRole"),
  rules: z.array(
    z.object({ apiGroups: z.array(z.string()), resources: z.array(z.string()), verbs: z.array(z.string()) }),
  ),
});
const READ = "get,list,watch";

/** `apps/deployments: get,list,watch`, a line for each resource that the roles name. */
function granted(): string[] {
  const documents = parseAllDocuments(readFileSync("deploy/rbac.yaml", "utf8")).map((item) => item.toJS());
  const roles = documents.filter(({ kind }) => kind === "ClusterRole").map((item) => Role.parse(item));
  return roles
    .flatMap(({ rules }) => rules)
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}: ${verbs.join()}`)),
    )
    .sort();
}

/** Every kind that the code reads by itself. Secrets are read only where `kubernetes.readSecrets` is set. */
function needed(): string[] {
  const builtIn = RESOURCES.filter(({ kind }) => kind !== "Secret").map((it) => `${groupOf(it)}/${it.plural}: ${READ}`);
  const custom = Object.entries(EXTENSIONS).flatMap(([group, plurals]) =>
    plurals.map((plural) => `${group}/${plural}: ${READ}`),
  );
  const others = [
    "/pods/log: get",
    "metrics.k8s.io/nodes: get,list",
    "metrics.k8s.io/pods: get,list",
    "authorization.k8s.io/selfsubjectaccessreviews: create",
    "authentication.k8s.io/selfsubjectreviews: create",
  ];
  return [...builtIn, ...custom, ...others].sort();
}

test("the roles in deploy/rbac.yaml allow what the code reads, and nothing else", () => {
  expect(granted()).toEqual(needed());
});

test("the roles neither read Secrets nor write", () => {
  const creates = granted().filter((line) => /create|update|patch|delete/.test(line));
  expect(creates).toEqual([
    "authentication.k8s.io/selfsubjectreviews: create",
    "authorization.k8s.io/selfsubjectaccessreviews: create",
  ]);
  expect(granted().filter((line) => line.includes("secret"))).toEqual([]);
});

test("custom resources of operators come with the cluster's own role for readers, which has no Secrets", () => {
  const documents = parseAllDocuments(readFileSync("deploy/rbac.yaml", "utf8")).map((item) => item.toJS());
  const bound = documents.filter(({ kind }) => kind === "ClusterRoleBinding").map(({ roleRef }) => roleRef.name);
  expect(bound).toEqual(["sitrep", "view", "sitrep-rights"]);
});

test("who may what is read by a role of its own, which can be left out", () => {
  const documents = parseAllDocuments(readFileSync("deploy/rbac.yaml", "utf8")).map((item) => item.toJS());
  const [main] = documents.filter(({ kind }) => kind === "ClusterRole").map((item) => Role.parse(item));
  expect(main?.rules.flatMap(({ apiGroups }) => apiGroups)).not.toContain("rbac.authorization.k8s.io");
});
