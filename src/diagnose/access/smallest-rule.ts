import type { Step } from "../../core/finding.ts";
import type { RoleBinding } from "../../core/kubernetes/access.ts";
import { type AccessRequest, accountOf } from "../../core/kubernetes/forbidden.ts";
import { change, look } from "../rule.ts";

/** `list pods in payments`, `get nodes in the whole cluster`, `get /metrics`. */
export function requestText({ verb, resource, group, name, namespace, path }: AccessRequest): string {
  if (path !== undefined) return `${verb} ${path}`;
  const what = `${resource}${group ? `.${group}` : ""}${name ? ` "${name}"` : ""}`;
  return `${verb} ${what} ${namespace === undefined ? "in the whole cluster" : `in ${namespace}`}`;
}

/** `service account payments/reporter`, `user jane`. */
export function userText(user: string): string {
  const account = accountOf(user);
  return account ? `service account ${account.namespace}/${account.name}` : `user ${user}`;
}

/** A role with this rule alone, and its binding. Only in one namespace where the request is for one. */
export function allowIt(request: AccessRequest): Step[] {
  const name = roleName(request);
  const [kind] = placeOf(request);
  return [createRole(request, kind, name), bindIt(request, `--${kind}=${name}`, name)];
}

export function createRole(request: AccessRequest, kind: "role" | "clusterrole", name: string): Step {
  const where = kind === "role" && request.namespace ? `-n ${request.namespace} ` : "";
  const what = request.path === undefined ? `--resource=${resourceOf(request)}` : `--non-resource-url=${request.path}`;
  const command = `kubectl ${where}create ${kind} ${name} --verb=${request.verb} ${what}`;
  return change("Create a role with this rule alone", command);
}

/** The binding keeps the subjects that it has. */
export function addSubject({ metadata, kind }: RoleBinding, request: AccessRequest): Step {
  const where = metadata.namespace ? `-n ${metadata.namespace} ` : "";
  const command = `kubectl ${where}set subject ${kind.toLowerCase()} ${metadata.name} ${subjectOf(request)}`;
  return change("Add the account to the binding", command);
}

/** A binding of a role that has the rule. */
export function bindIt(request: AccessRequest, role: string, name: string): Step {
  const [kind, where] = placeOf(request);
  const command = `kubectl ${where}create ${kind}binding ${name} ${role} ${subjectOf(request)}`;
  return change("Bind it to the account", command);
}

/** The same binding of the same role, with who asks as its subject. A roleRef cannot be changed: the binding is made anew. */
export function bindAnew({ metadata, kind }: RoleBinding, request: AccessRequest, role: string): Step[] {
  const where = metadata.namespace ? `-n ${metadata.namespace} ` : "";
  const type = kind.toLowerCase();
  return [
    look("Keep the binding as it is", `kubectl ${where}get ${type} ${metadata.name} -o yaml`),
    change("Delete the binding: its roleRef cannot be changed", `kubectl ${where}delete ${type} ${metadata.name}`),
    change(
      "Create it with the right role",
      `kubectl ${where}create ${type} ${metadata.name} ${role} ${subjectOf(request)}`,
    ),
  ];
}

export function askServer(request: AccessRequest): Step {
  const where =
    request.namespace === undefined ? (request.path === undefined ? "-A " : "") : `-n ${request.namespace} `;
  const what = request.path ?? resourceOf(request);
  return look("Ask the API server", `kubectl auth can-i ${request.verb} ${what} ${where}--as=${request.user}`);
}

function subjectOf({ user }: AccessRequest): string {
  const account = accountOf(user);
  return account ? `--serviceaccount=${account.namespace}:${account.name}` : `--user=${user}`;
}

function placeOf({ namespace }: AccessRequest): [kind: "role" | "clusterrole", where: string] {
  return namespace === undefined ? ["clusterrole", ""] : ["role", `-n ${namespace} `];
}

/** `deployments.apps/scale`, as kubectl writes it. */
function resourceOf({ resource, group }: AccessRequest): string {
  const [name, sub] = resource.split("/");
  return `${name}${group ? `.${group}` : ""}${sub ? `/${sub}` : ""}`;
}

function roleName({ user, verb, resource, path }: AccessRequest): string {
  const who = accountOf(user)?.name ?? user;
  return `${who}-${verb}-${path ?? resource}`
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/-{1,20}$/, "");
}
