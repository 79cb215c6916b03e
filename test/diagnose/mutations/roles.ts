import type { PolicyRule, Subject } from "../../../src/core/kubernetes/access.ts";
import { add, editSpec } from "./edits.ts";
import type { Mutation, Scene } from "./scene.ts";
import { prints } from "./signs.ts";

const API = "rbac.authorization.k8s.io/v1";
const LISTS: PolicyRule = { verbs: ["get", "list", "watch"], apiGroups: [""], resources: ["endpoints"] };

/** The app runs as the account `discovery`, which may list endpoints, and every cluster has these. */
function granted(scene: Scene): void {
  editSpec(scene, (spec) => Object.assign(spec, { serviceAccountName: "discovery" }));
  add(scene, "v1", "ServiceAccount", "discovery", {});
  add(scene, "v1", "ServiceAccount", "default", {});
  add(
    scene,
    API,
    "ClusterRole",
    "cluster-admin",
    { rules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }] },
    "",
  );
  bind(scene, "cluster-admin", "cluster-admin", { kind: "Group", name: "system:masters" }, "");
  add(scene, API, "Role", "endpoint-reader", { rules: [LISTS] });
  bind(scene, "discovery-reads", "endpoint-reader");
}

function bind(scene: Scene, name: string, role: string, subject?: Subject, place = scene.namespace): void {
  const [kind, to] = place ? ["RoleBinding", "Role"] : ["ClusterRoleBinding", "ClusterRole"];
  const subjects = [subject ?? { kind: "ServiceAccount", name: "discovery", namespace: scene.namespace }];
  add(scene, API, kind, name, { roleRef: { kind: to, name: role }, subjects }, place);
}

function isRefused(scene: Scene, namespace = scene.namespace): void {
  const who = `system:serviceaccount:${scene.namespace}:discovery`;
  const line = `Failed to watch *v1.Endpoints: endpoints is forbidden: User "${who}" cannot list resource "endpoints" in API group "" in the namespace "${namespace}"`;
  prints(scene, [line, line, line]);
}

const refused = (code: string, blamed: string, change: (scene: Scene) => void, namespace?: string): Mutation => ({
  code,
  mutate(scene) {
    granted(scene);
    change(scene);
    isRefused(scene, namespace);
    return blamed;
  },
});

/** What keeps an account from what it may do otherwise. */
export const ROLES: readonly Mutation[] = [
  refused("role-binding-role-missing", "RoleBinding/discovery-reads", (scene) =>
    bind(scene, "discovery-reads", "endpoint-readers"),
  ),
  refused("role-binding-wrong-subject", "RoleBinding/discovery-reads", (scene) =>
    bind(scene, "discovery-reads", "endpoint-reader", {
      kind: "ServiceAccount",
      name: "dicsovery",
      namespace: scene.namespace,
    }),
  ),
  refused("role-binding-wrong-namespace", "RoleBinding/discovery-reads", () => {}, "kube-system"),
  refused("rbac-forbidden", "Role/endpoint-reader", (scene) =>
    add(scene, API, "Role", "endpoint-reader", { rules: [{ ...LISTS, verbs: ["get", "watch"] }] }),
  ),
];
