import type { Evidence } from "../../core/evidence.ts";
import type { Role, RoleBinding } from "../../core/kubernetes/access.ts";
import { accountOf } from "../../core/kubernetes/forbidden.ts";
import type { ObjectRef } from "../../core/object.ts";
import { cite } from "../cite.ts";
import { workloadLog } from "../log-command.ts";
import { type Draft, look } from "../rule.ts";
import { refOf } from "../situation/object-index.ts";
import { isReady } from "../situation/pod.ts";
import type { Situation } from "../situation/situation.ts";
import type { Denial } from "./denial.ts";
import { askServer } from "./smallest-rule.ts";

type Said = Pick<Draft, "object" | "title"> & { evidence: readonly Evidence[]; next: Draft["next"] };

/** What is the same of every denial: who suffers, since when, and the API server's words. */
export function denialDraft(
  { refusal }: Denial,
  { object, title, evidence, next = [] }: Said,
  situation: Situation,
): Draft[] {
  const { request, sufferers, since } = refusal;
  const account = accountRef(request.user);
  const [first, ...more] = [...refusal.evidence, ...evidence];
  if (!first) return [];
  const suffers = sufferers.some(({ pods }) => pods.some((pod) => !isReady(pod)));
  return [
    {
      object,
      title,
      evidence: [first, ...more],
      confidence: refusal.evidence.length > 0 || evidence.length > 1 ? "high" : "medium",
      since,
      severity: suffers ? "critical" : "warning",
      affects: [...sufferers.map(({ ref }) => ref), ...(account && situation.has(account) ? [account] : [])],
      ...(account && { concerns: [account, ...namespaces(request.namespace, account)] }),
      next: [...next, askServer(request), ...logOf(refusal.sufferers)],
    },
  ];
}

/** Who asks about the namespace of the account or about the one it may not look into is told. */
function namespaces(asked: string | undefined, account: ObjectRef): ObjectRef[] {
  const names = [...new Set([account.namespace, ...(asked === undefined ? [] : [asked])])];
  return names.map((name) => ({ apiVersion: "v1", kind: "Namespace", namespace: "", name }));
}

export function accountRef(user: string): ObjectRef | undefined {
  const account = accountOf(user);
  return account && { apiVersion: "v1", kind: "ServiceAccount", ...account };
}

function logOf([workload]: Denial["refusal"]["sufferers"]) {
  const command = workload && workloadLog(workload, "--tail=100");
  return command ? [look("Read the log", command)] : [];
}

export function bindingText({ kind, metadata, roleRef, subjects }: RoleBinding): string {
  const where = metadata.namespace ? ` in ${metadata.namespace}` : "";
  const who = (subjects ?? []).map(({ kind, name, namespace }) => `${kind} ${namespace ? `${namespace}/` : ""}${name}`);
  return `${kind} ${metadata.name}${where} gives ${roleRef?.kind ?? "a role"} ${roleRef?.name ?? "without a name"} to ${who.join(", ") || "nobody"}`;
}

export function citeBinding(binding: RoleBinding): Evidence {
  return cite.object(refOf(binding), bindingText(binding));
}

export function citeRole(role: Role): Evidence {
  const rules = (role.rules ?? []).map(
    ({ verbs = [], resources = [], apiGroups = [], resourceNames = [], nonResourceURLs = [] }) =>
      [
        verbs.join(","),
        [...resources, ...nonResourceURLs].join(","),
        resources.length > 0 ? `in API group ${apiGroups.map((group) => `"${group}"`).join(",") || "none"}` : "",
        resourceNames.length > 0 ? `named ${resourceNames.join(",")}` : "",
      ]
        .filter(Boolean)
        .join(" "),
  );
  return cite.object(refOf(role), `${role.kind} ${role.metadata.name} allows ${rules.join("; ") || "nothing"}`);
}
