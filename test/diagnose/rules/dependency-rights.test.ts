import { expect, test } from "vitest";
import type { PolicyRule, Subject } from "../../../src/core/kubernetes/access.ts";
import { diagnose } from "../../../src/diagnose/diagnose.ts";
import { situate } from "../../../src/diagnose/situation/situation.ts";
import { ask, event, first, get, log, NS, object, podsOf, type World, world } from "../world.ts";

const API = "rbac.authorization.k8s.io/v1";
const READ_PODS: PolicyRule = { verbs: ["get", "list", "watch"], apiGroups: [""], resources: ["pods"] };
const ACCOUNT: Subject = { kind: "ServiceAccount", name: "ledger", namespace: NS };

function role(name: string, rules: PolicyRule[], namespace = NS, rest: object = {}) {
  return object(API, namespace ? "Role" : "ClusterRole", namespace, name, { rules, ...rest });
}

function binding(
  name: string,
  to: string,
  subjects: Subject[],
  namespace = NS,
  kind = namespace ? "Role" : "ClusterRole",
) {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind, name: to };
  return object(API, namespace ? "RoleBinding" : "ClusterRoleBinding", namespace, name, { roleRef, subjects });
}

/** The ledger runs as the account `ledger`; a cluster has these roles at least. */
function cluster(...more: ReturnType<typeof object>[]): World {
  const w = world();
  w.objects.push(
    object("v1", "ServiceAccount", NS, "ledger", {}),
    object("v1", "Namespace", "", "billing", {}),
    role("cluster-admin", [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }], ""),
    binding("cluster-admin", "cluster-admin", [{ kind: "Group", name: "system:masters" }], ""),
    ...more,
  );
  for (const spec of [get(w, "Deployment", "ledger").spec?.template?.spec, ...podsOf(w, "ledger").map((p) => p.spec)])
    if (spec) spec.serviceAccountName = "ledger";
  return w;
}

function refused(
  w: World,
  what = 'list resource "pods" in API group "" in the namespace "payments"',
  name = "pods",
): World {
  const line = `E0601 reflector.go:150] failed to list: ${name} is forbidden: User "system:serviceaccount:${NS}:ledger" cannot ${what}`;
  for (const p of podsOf(w, "ledger")) log(w, p.metadata.name, ["started", line, line, line]);
  return w;
}

/** The first finding of the namespace, when this is asked. */
function asked(w: World, question: string) {
  return first(diagnose(situate(w, w.now, question), [{ cluster: "test", namespace: NS, because: "test" }]));
}

test("an account that nothing is bound to lacks the rule, and the fix is that rule alone", () => {
  const [finding] = ask(refused(cluster())).findings;
  expect(finding).toMatchObject({ code: "rbac-forbidden", object: { kind: "ServiceAccount", name: "ledger" } });
  expect(finding?.next.map(({ command }) => command)).toEqual(
    expect.arrayContaining([
      "kubectl -n payments create role ledger-list-pods --verb=list --resource=pods",
      "kubectl -n payments create rolebinding ledger-list-pods --role=ledger-list-pods --serviceaccount=payments:ledger",
    ]),
  );
});

test("a role that allows another verb, resource or group is what a person changes", () => {
  const bound = (rule: PolicyRule) => cluster(role("reader", [rule]), binding("reader", "reader", [ACCOUNT]));
  expect(first(ask(refused(bound({ ...READ_PODS, verbs: ["get"] }))))).toBe("rbac-forbidden Role/reader");
  expect(first(ask(refused(bound({ ...READ_PODS, resources: ["pod"] }))))).toBe("rbac-forbidden Role/reader");
  expect(first(ask(refused(bound({ ...READ_PODS, resourceNames: ["ledger-0"] }))))).toBe("rbac-forbidden Role/reader");
  const apps = 'list resource "deployments" in API group "apps" in the namespace "payments"';
  const w = refused(bound({ ...READ_PODS, resources: ["deployments"] }), apps);
  const [finding] = ask(w).findings;
  expect(finding?.title).toContain('names deployments in API group "", and they are in "apps"');
  expect(finding?.next[0]?.command).toContain('"path":"/rules/0/apiGroups/-","value":"apps"');
  const logs = 'get resource "pods/log" in API group "" in the namespace "payments"';
  expect(first(ask(refused(bound(READ_PODS), logs, 'pods "ledger-6f-0"')))).toBe("rbac-forbidden Role/reader");
});

test("a rule for other things is no role to change", () => {
  const maps = { ...READ_PODS, resources: ["configmaps"] };
  const w = cluster(role("settings", [maps]), binding("settings", "settings", [ACCOUNT]));
  expect(first(ask(refused(w)))).toBe("rbac-forbidden ServiceAccount/ledger");
});

test("a binding that names somebody else is told, whether by name, by namespace or by kind", () => {
  const to = (subject: Subject) =>
    refused(cluster(role("reader", [READ_PODS]), binding("readers", "reader", [subject])));
  const wrong = "role-binding-wrong-subject RoleBinding/readers";
  const misspelt = ask(to({ ...ACCOUNT, name: "leger" }));
  expect(first(misspelt)).toBe(wrong);
  expect(misspelt.findings[0]?.next.map(({ command }) => command)).toContain(
    "kubectl -n payments set subject rolebinding readers --serviceaccount=payments:ledger",
  );
  expect(first(ask(to({ ...ACCOUNT, namespace: "paymnets" })))).toBe(wrong);
  expect(first(ask(to({ kind: "User", name: "ledger" })))).toBe(wrong);
  expect(first(ask(to({ ...ACCOUNT, name: "metrics-shipper" })))).toBe("rbac-forbidden ServiceAccount/ledger");
});

test("an account of a similar name that is there is meant itself", () => {
  const w = cluster(role("reader", [READ_PODS]), binding("readers", "reader", [{ ...ACCOUNT, name: "ledger2" }]));
  w.objects.push(object("v1", "ServiceAccount", NS, "ledger2", {}));
  expect(first(ask(refused(w)))).toBe("rbac-forbidden ServiceAccount/ledger");
});

test("a roleRef that leads nowhere is the binding's, and what was meant is named", () => {
  const w = refused(cluster(role("pod-reader", [READ_PODS]), binding("readers", "pod-raeder", [ACCOUNT])));
  const [finding] = ask(w).findings;
  expect(first(ask(w))).toBe("role-binding-role-missing RoleBinding/readers");
  expect(finding?.title).toContain("there is Role pod-reader");
  const kind = refused(cluster(role("pod-reader", [READ_PODS], ""), binding("readers", "pod-reader", [ACCOUNT])));
  expect(ask(kind).findings[0]?.title).toContain("there is ClusterRole pod-reader");
});

test("nothing is said of a role that may not be read", () => {
  const w = refused(cluster(binding("readers", "pod-reader", [ACCOUNT])));
  w.unlisted = { Role: "not allowed (RBAC)" };
  expect(first(ask(w))).toBe("rbac-forbidden ServiceAccount/ledger");
});

test("a RoleBinding counts in its own namespace alone", () => {
  const elsewhere = refused(
    cluster(role("reader", [READ_PODS], "billing"), binding("readers", "reader", [ACCOUNT], "billing")),
  );
  expect(first(ask(elsewhere))).toBe("role-binding-wrong-namespace RoleBinding/readers");
  const everywhere = cluster(
    role("reader", [READ_PODS], ""),
    binding("readers", "reader", [ACCOUNT], NS, "ClusterRole"),
  );
  const w = refused(everywhere, 'list resource "pods" in API group "" at the cluster scope');
  expect(first(ask(w))).toBe("role-binding-wrong-namespace RoleBinding/readers");
  expect(ask(w).findings[0]?.next[0]?.command).toContain("create clusterrolebinding");
});

test("an aggregated role misses the part whose label is not quite the one it selects", () => {
  const selector = { clusterRoleSelectors: [{ matchLabels: { "example.com/aggregate-to-reader": "true" } }] };
  const part = role("reader-pods", [READ_PODS], "");
  part.metadata.labels = { "example.com/agregate-to-reader": "true" };
  const whole = role("reader", [], "", { aggregationRule: selector });
  const w = refused(cluster(part, whole, binding("readers", "reader", [ACCOUNT], "")));
  expect(first(ask(w))).toBe("rbac-forbidden ClusterRole/reader-pods");
  part.metadata.labels = { "example.com/aggregate-to-reader": "true" };
  expect(first(ask(w))).toBe("nothing");
});

test("a workload that forgot to name its account is what a person changes", () => {
  const w = cluster(role("reader", [READ_PODS]), binding("readers", "reader", [ACCOUNT]));
  for (const spec of [get(w, "Deployment", "ledger").spec?.template?.spec, ...podsOf(w, "ledger").map((p) => p.spec)])
    if (spec) spec.serviceAccountName = "default";
  const line = `pods is forbidden: User "system:serviceaccount:${NS}:default" cannot list resource "pods" in API group "" in the namespace "${NS}"`;
  for (const p of podsOf(w, "ledger")) log(w, p.metadata.name, [line, line, line]);
  expect(first(ask(w))).toBe("rbac-forbidden Deployment/ledger");
});

test("what is allowed by now is refused no more", () => {
  expect(first(ask(refused(cluster(role("reader", [READ_PODS]), binding("readers", "reader", [ACCOUNT])))))).toBe(
    "nothing",
  );
  const group = { kind: "Group", name: `system:serviceaccounts:${NS}` };
  expect(first(ask(refused(cluster(role("reader", [READ_PODS], ""), binding("all", "reader", [group], "")))))).toBe(
    "nothing",
  );
});

test("the API server's words count in a log that quotes them and in an event", () => {
  const quoted = world();
  const line = `{"level":"error","error":"jobs.batch is forbidden: User \\"system:serviceaccount:${NS}:default\\" cannot create resource \\"jobs\\" in API group \\"batch\\" in the namespace \\"${NS}\\""}`;
  for (const p of podsOf(quoted, "ledger")) log(quoted, p.metadata.name, [line, line, line]);
  const [finding] = ask(quoted).findings;
  expect(finding).toMatchObject({ code: "rbac-forbidden", object: { kind: "ServiceAccount", name: "default" } });
  expect(finding?.title).toContain("create jobs.batch in payments");
  const told = cluster();
  const message = `failed to sync: leases.coordination.k8s.io "ledger" is forbidden: User "system:serviceaccount:${NS}:ledger" cannot update resource "leases" in API group "coordination.k8s.io" in the namespace "${NS}"`;
  event(told, get(told, "Deployment", "ledger"), "FailedSync", message);
  expect(first(ask(told))).toBe("rbac-forbidden ServiceAccount/ledger");
});

test("a question is a claim: it is believed where no role allows what it says is refused", () => {
  const question = "why can't the ledger service account list pods?";
  expect(asked(cluster(), question)).toBe("rbac-forbidden ServiceAccount/ledger");
  const typo = cluster(role("reader", [READ_PODS]), binding("readers", "reader", [{ ...ACCOUNT, name: "leger" }]));
  expect(asked(typo, question)).toBe("role-binding-wrong-subject RoleBinding/readers");
  expect(asked(typo, "kubectl auth can-i list pods --as=system:serviceaccount:payments:ledger says no")).toBe(
    "role-binding-wrong-subject RoleBinding/readers",
  );
  const right = cluster(role("reader", [READ_PODS]), binding("readers", "reader", [ACCOUNT]));
  expect(asked(right, question)).toBe("nothing");
  expect(asked(right, "why can't the ledger service account delete the pods?")).toBe("rbac-forbidden Role/reader");
  expect(asked(right, "why can't the ledger service account list pods in all namespaces?")).toBe(
    "role-binding-wrong-namespace RoleBinding/readers",
  );
});

test("a question about other things, or where roles were not read, claims nothing", () => {
  expect(asked(cluster(), "which pods does the ledger service account list?")).toBe("nothing");
  const unread = cluster();
  unread.objects = unread.objects.filter(({ kind }) => !kind.startsWith("ClusterRole"));
  expect(asked(unread, "why can't the ledger service account list pods?")).toBe("nothing");
  unread.objects.push(role("reader", [{ ...READ_PODS, verbs: ["get"] }]), binding("readers", "reader", [ACCOUNT]));
  expect(asked(unread, "why can't the ledger service account list pods?")).toBe("rbac-forbidden Role/reader");
  unread.unlisted = { ClusterRoleBinding: "not allowed (RBAC)" };
  expect(asked(unread, "why can't the ledger service account list pods?")).toBe("nothing");
});

test.each([
  ["why can the ledger service account not list deployments?", "list deployments.apps"],
  ["the ledger service account gets 403 when it lists deployments", "list deployments.apps"],
  ["ledger is forbidden from watching configmaps", "watch configmaps"],
  ["service account ledger lacks permission to create jobs", "create jobs.batch"],
  ["permission denied for service account ledger creating secrets", "create secrets"],
  ["why does the ledger service account have no access to secrets?", "get secrets"],
  ["ledger can't read the logs of pods", "get pods/log"],
])("as people ask it: %s", (question, request) => {
  const w = cluster(role("reader", [READ_PODS]), binding("readers", "reader", [ACCOUNT]));
  const targets = [{ cluster: "test", namespace: NS, because: "test" }];
  const [finding] = diagnose(situate(w, w.now, question), targets).findings;
  expect(finding?.code).toBe("rbac-forbidden");
  expect(finding?.title).toContain(`may not ${request}`);
});

test("a claim about what the account may do is not believed", () => {
  const w = cluster(role("reader", [READ_PODS]), binding("readers", "reader", [ACCOUNT]));
  expect(asked(w, "why can the ledger service account not list pods?")).toBe("nothing");
  expect(asked(w, "the ledger service account has access to secrets, is that right?")).toBe("nothing");
});
