import type { PolicyRule, RoleBinding, Subject } from "../../core/kubernetes/access.ts";
import { type AccessRequest, accountOf, userOf } from "../../core/kubernetes/forbidden.ts";

/** Does the rule allow it? As the API server's RBAC authorizer decides (pkg/apis/rbac/v1/evaluation_helpers.go). */
export function allows(rule: PolicyRule, request: AccessRequest): boolean {
  if (!has(rule.verbs, request.verb)) return false;
  return request.path === undefined ? allowsResource(rule, request) : allowsPath(rule, request.path);
}

function allowsResource(rule: PolicyRule, { group, resource, name }: AccessRequest): boolean {
  return has(rule.apiGroups, group) && hasResource(rule.resources, resource) && hasName(rule.resourceNames, name);
}

export function has(all: readonly string[] | undefined, one: string): boolean {
  return all?.some((item) => item === "*" || item === one) ?? false;
}

export function hasResource(all: readonly string[] | undefined, resource: string): boolean {
  const [, sub] = resource.split("/");
  return has(all, resource) || (sub !== undefined && (all?.includes(`*/${sub}`) ?? false));
}

/** Who may touch named objects may not list or create them: such a request has no name. */
export function hasName(all: readonly string[] | undefined, name: string | undefined): boolean {
  return !all || all.length === 0 || (name !== undefined && all.includes(name));
}

function allowsPath({ nonResourceURLs }: PolicyRule, path: string): boolean {
  return (
    nonResourceURLs?.some(
      (url) => url === "*" || url === path || (url.endsWith("*") && path.startsWith(url.slice(0, -1))),
    ) ?? false
  );
}

/** Groups that the API server puts a user in by itself; those of certificates and tokens are not known here. */
function groupsOf(user: string): string[] {
  if (user === "system:anonymous") return ["system:unauthenticated"];
  const account = accountOf(user);
  const groups = account ? ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`] : [];
  return [...groups, "system:authenticated"];
}

/** Is the user meant by one of the binding's subjects? */
export function bindsUser(binding: RoleBinding, user: string): boolean {
  return (binding.subjects ?? []).some((subject) => isMeant(subject, user, binding.metadata.namespace ?? ""));
}

/** The account of a subject in a RoleBinding that names no namespace is the binding's. */
export function isMeant({ kind, name = "", namespace }: Subject, user: string, own: string): boolean {
  if (kind === "ServiceAccount") return userOf({ namespace: namespace || own, name }) === user;
  return kind === "Group" ? groupsOf(user).includes(name) : kind === "User" && name === user;
}

/** Does what the binding gives reach to where the request goes? A RoleBinding gives it in its own namespace alone. */
export function covers({ kind, metadata }: RoleBinding, { namespace, path }: AccessRequest): boolean {
  return (
    kind === "ClusterRoleBinding" || (path === undefined && namespace !== undefined && metadata.namespace === namespace)
  );
}
