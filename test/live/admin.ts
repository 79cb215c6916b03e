import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { apply, kubectl } from "../cluster/parts/kubectl.ts";
import type { Run } from "../cluster/parts/run.ts";

/** What a test does to a cluster, as its administrator. */
export interface Admin {
  kubeconfig: string;
  kubectl(args: readonly string[], options?: Run): Promise<string>;
  /** Objects or YAML. */
  apply(manifests: string | readonly object[], namespace?: string): Promise<void>;
  /** Objects that are not there yet: cheaper than `apply` for many. */
  create(objects: readonly object[], namespace: string): Promise<void>;
  /** Made anew under a name that nobody has. */
  namespace(): Promise<string>;
  /** The kubeconfig of a service account with a token, and with these rules in the whole cluster. */
  account(namespace: string, name: string, rules: readonly Rule[]): Promise<Account>;
}

export interface Rule {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
}

export interface Account {
  kubeconfig: string;
  /** Its file: what is written there counts from the next request on. */
  tokenFile: string;
  /** As the API server's audit log names it. */
  user: string;
}

/** On everything that would outlive a test. */
export const OURS = { "sitrep.test/live": "true" };

let namespaces = 0;

export function adminOf(kubeconfig: string): Admin {
  const at = { kubeconfig };
  const admin: Admin = {
    kubeconfig,
    kubectl: (args, options) => kubectl(at, args, options),
    apply: (manifests, namespace) =>
      apply(at, typeof manifests === "string" ? manifests : asList(manifests), namespace ? ["-n", namespace] : []),
    create: async (objects, namespace) => {
      await kubectl(at, ["create", "-f", "-", "-n", namespace, "-o", "name"], { input: asList(objects), seconds: 180 });
    },
    namespace: async () => {
      const name = `live-${process.pid}-${Date.now().toString(36)}-${namespaces++}`;
      await admin.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name, labels: OURS } }]);
      return name;
    },
    account: async (namespace, name, rules) => {
      await admin.apply(grant(namespace, name, rules));
      return accountWithToken(admin, namespace, name);
    },
  };
  return admin;
}

export const asList = (items: readonly object[]) => JSON.stringify({ apiVersion: "v1", kind: "List", items });

/** Deletes what tests left on a cluster that stays. */
export async function tidyUp({ kubectl }: Admin): Promise<void> {
  const kinds = "namespaces,clusterroles,clusterrolebindings,customresourcedefinitions";
  await kubectl(["delete", kinds, "-l", "sitrep.test/live", "--ignore-not-found", "--wait=false"]);
}

function grant(namespace: string, name: string, rules: readonly Rule[]): object[] {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const role = `${namespace}-${name}`;
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } },
    { apiVersion, kind: "ClusterRole", metadata: { name: role, labels: OURS }, rules },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata: { name: role, labels: OURS },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
  ];
}

/** A kubeconfig for a service account that is there. */
export async function accountWithToken(admin: Admin, namespace: string, name: string): Promise<Account> {
  const dir = mkdtempSync(path.join(tmpdir(), "sitrep-account-"));
  const tokenFile = path.join(dir, "token");
  writeFileSync(tokenFile, await admin.kubectl(["create", "token", name, "-n", namespace, "--duration=1h"]));
  const config = parse(readFileSync(admin.kubeconfig, "utf8"));
  const [{ name: context, context: inner }] = config.contexts;
  const own = {
    ...config,
    users: [{ name, user: { tokenFile } }],
    contexts: [{ name: context, context: { ...inner, user: name } }],
  };
  const kubeconfig = path.join(dir, "kubeconfig");
  writeFileSync(kubeconfig, JSON.stringify(own), { mode: 0o600 });
  return { kubeconfig, tokenFile, user: `system:serviceaccount:${namespace}:${name}` };
}
