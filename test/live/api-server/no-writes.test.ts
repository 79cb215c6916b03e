import { readFileSync } from "node:fs";
import { beforeAll, expect, inject, test } from "vitest";
import { type Account, accountWithToken, adminOf } from "../admin.ts";
import { request } from "../raw.ts";

const admin = adminOf(inject("kubeconfig"));
let sitrep: Account;

beforeAll(async () => {
  await admin.apply(readFileSync("deploy/rbac.yaml", "utf8"));
  sitrep = await accountWithToken(admin, "default", "sitrep");
});

/** How each write verb is asked for, of one object or of all. */
const WRITES: Readonly<Record<string, { method: string; one: boolean }>> = {
  create: { method: "POST", one: false },
  update: { method: "PUT", one: true },
  patch: { method: "PATCH", one: true },
  delete: { method: "DELETE", one: true },
  deletecollection: { method: "DELETE", one: false },
};
/** What everybody may post, because it changes nothing: who am I, and what may I do? */
const REVIEWS = [
  "create authentication.k8s.io/selfsubjectreviews",
  "create authorization.k8s.io/selfsubjectaccessreviews",
  "create authorization.k8s.io/selfsubjectrulesreviews",
];

interface Served {
  group: string;
  path: string;
  /** `pods`, `pods/exec`. */
  name: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
}

/** Every resource and subresource in every version, as the API server tells an administrator. */
async function served(): Promise<Served[]> {
  const raw = async (path: string) => JSON.parse(await admin.kubectl(["get", "--raw", path]));
  const { groups } = await raw("/apis");
  const named = groups.flatMap(({ name, versions }: { name: string; versions: { groupVersion: string }[] }) =>
    versions.map(({ groupVersion }) => ({ group: name, path: `/apis/${groupVersion}` })),
  );
  const all = [{ group: "", path: "/api/v1" }, ...named];
  const lists = await Promise.all(
    all.map(async (at) => (await raw(at.path)).resources.map((resource: object) => ({ ...at, ...resource }))),
  );
  return lists.flat();
}

function pathTo({ path, name, namespaced }: Served, one: boolean): string {
  const [plural, subresource] = name.split("/");
  const inside = namespaced ? "/namespaces/default" : "";
  const object = one || subresource ? "/any" : "";
  return `${path}${inside}/${plural}${object}${subresource ? `/${subresource}` : ""}?dryRun=All`;
}

test("the account of deploy/rbac.yaml is refused every write of every resource", async () => {
  const resources = await served();
  const attempts = resources.flatMap((it) =>
    it.verbs.flatMap((verb) => {
      const how = WRITES[verb];
      return how ? [{ it, verb, path: pathTo(it, how.one), method: how.method }] : [];
    }),
  );
  expect(attempts.length).toBeGreaterThan(300);
  const allowed: string[] = [];
  for (const { it, verb, path, method } of attempts) {
    const body = { apiVersion: "v1", kind: it.kind, metadata: { name: "any" } };
    const { status } = await request(sitrep, path, { method, ...(method !== "DELETE" && { body }) });
    if (status !== 403) allowed.push(`${verb} ${it.group}/${it.name}`);
  }
  expect([...new Set(allowed)].sort()).toEqual(REVIEWS);
});

test.each([
  "/api/v1/secrets",
  "/api/v1/namespaces/default/secrets/any",
  "/api/v1/namespaces/default/pods/any/exec?command=sh",
  "/api/v1/namespaces/default/pods/any/attach",
  "/api/v1/namespaces/default/pods/any/portforward?ports=80",
  "/api/v1/namespaces/default/pods/any/proxy/",
  "/api/v1/namespaces/default/services/any/proxy/",
  "/api/v1/nodes/node-1/proxy/",
])("it is refused GET %s", async (path) => {
  expect(await request(sitrep, path)).toMatchObject({ status: 403 });
});

test("it may not act as somebody else", async () => {
  const headers = { "impersonate-user": "admin", "impersonate-group": "system:masters" };
  expect(await request(sitrep, "/api/v1/pods", { headers })).toMatchObject({ status: 403 });
});
