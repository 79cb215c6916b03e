import type { KubeObject, LabelSelector } from "./meta.ts";

/** rbac.authorization.k8s.io: what a role allows. */
export interface PolicyRule {
  verbs?: string[];
  apiGroups?: string[];
  /** `pods`, `pods/log`, `*`, or a subresource of every resource as in `*` + `/scale`. */
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** A Role or a ClusterRole; only the latter aggregates others. */
export interface Role extends KubeObject {
  rules?: PolicyRule[] | null;
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] };
}

export interface Subject {
  kind?: string;
  name?: string;
  namespace?: string;
}

/** A RoleBinding or a ClusterRoleBinding. */
export interface RoleBinding extends KubeObject {
  roleRef?: { kind?: string; name?: string };
  subjects?: Subject[] | null;
}
