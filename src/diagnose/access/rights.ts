import type { PolicyRule, Role, RoleBinding } from "../../core/kubernetes/access.ts";
import type { AccessRequest } from "../../core/kubernetes/forbidden.ts";
import { once } from "../../core/once.ts";
import type { Situation } from "../situation/situation.ts";
import { aggregated } from "./aggregation.ts";
import { allows, bindsUser, covers } from "./allows.ts";

/** Every binding with the role that it gives. */
export interface Grant {
  binding: RoleBinding;
  /** `undefined` where none of that name was seen. */
  role: Role | undefined;
}

export const grantsIn = once((situation: Situation): readonly Grant[] =>
  [...situation.all("RoleBinding"), ...situation.all("ClusterRoleBinding")].map((binding) => ({
    binding,
    role: roleOf(binding, situation),
  })),
);

/** A RoleBinding may give a ClusterRole, in its own namespace. */
function roleOf({ roleRef, metadata }: RoleBinding, situation: Situation): Role | undefined {
  const { kind, name = "" } = roleRef ?? {};
  return kind === "ClusterRole"
    ? situation.find("ClusterRole", "", name)
    : situation.find("Role", metadata.namespace ?? "", name);
}

/** What the role allows. A controller writes into an aggregated one what the others allow: it may not have done so yet. */
export function rulesOf(role: Role, situation: Situation): readonly PolicyRule[] {
  return [...(role.rules ?? []), ...aggregated(role, situation).flatMap(({ rules }) => rules ?? [])];
}

export function gives(role: Role | undefined, request: AccessRequest, situation: Situation): boolean {
  return role !== undefined && rulesOf(role, situation).some((rule) => allows(rule, request));
}

/** The grant by which the user may do it. */
export function grantOf(request: AccessRequest, situation: Situation): Grant | undefined {
  return grantsIn(situation).find(
    ({ binding, role }) =>
      covers(binding, request) && bindsUser(binding, request.user) && gives(role, request, situation),
  );
}

/**
 * Are all roles and bindings known that could allow the request? A namespace may have none of its own, but every cluster has
 * ClusterRoles: without them nobody looked.
 */
export function knowsRights({ namespace }: AccessRequest, situation: Situation): boolean {
  const cluster = situation.lists("ClusterRole") && situation.lists("ClusterRoleBinding");
  return cluster && !situation.lacks("Role", namespace) && !situation.lacks("RoleBinding", namespace);
}

/** Roles and bindings of the namespace were seen, though perhaps not the cluster's: enough to see which of them almost allows it. */
export function seesRights(request: AccessRequest, situation: Situation): boolean {
  const { namespace } = request;
  const lacks = ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"].some((kind) =>
    situation.lacks(kind, namespace),
  );
  return knowsRights(request, situation) || (!lacks && situation.all("RoleBinding").length > 0);
}
