import type { Role } from "../../core/kubernetes/access.ts";
import { accountOf, userOf } from "../../core/kubernetes/forbidden.ts";
import { once } from "../../core/once.ts";
import { nearestName } from "../graph/nearest-name.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { labelsFor } from "./aggregation.ts";
import { allows, bindsUser, covers } from "./allows.ts";
import { type NearRule, nearRule } from "./near-rule.ts";
import { type NearSubject, nearSubject } from "./near-subject.ts";
import { type Refusal, refusalsIn } from "./refusals.ts";
import { type Grant, gives, grantOf, grantsIn, knowsRights } from "./rights.ts";

/** Why no rule reaches the one who asks: what differs least from allowing it. */
export type Why =
  | { is: "role-missing"; grant: Grant; near: string | undefined }
  | { is: "other-subject"; grant: Grant; near: NearSubject }
  | { is: "other-namespace"; grant: Grant }
  | { is: "not-aggregated"; role: Role; part: Role; labels: Record<string, string> }
  | { is: "rule-lacks"; role: Role; near: NearRule }
  | { is: "other-account"; workload: WorkloadView; account: string }
  | { is: "unbound"; role: Role }
  | { is: "anonymous"; workload: WorkloadView }
  | { is: "nothing" };

export interface Denial {
  refusal: Refusal;
  why: Why;
}

export const denialsIn = once((situation: Situation): readonly Denial[] =>
  refusalsIn(situation)
    .map((refusal) => ({ refusal, why: whyNot(refusal, situation) }))
    .filter((denial) => isProven(denial, situation)),
);

/** What only a question says needs something that is seen to be wrong, where not every role was read. */
function isProven({ refusal, why }: Denial, situation: Situation): boolean {
  const isGuess = why.is === "nothing" || why.is === "unbound";
  return refusal.evidence.length > 0 || !isGuess || knowsRights(refusal.request, situation);
}

/** What is wrong for certain before what only resembles: each looks at the bindings that were seen. */
function whyNot(refusal: Refusal, situation: Situation): Why {
  const [workload] = refusal.sufferers;
  if (refusal.request.user === "system:anonymous" && workload) return { is: "anonymous", workload };
  return (
    roleMissing(refusal, situation) ??
    otherSubject(refusal, situation, true) ??
    notAggregated(refusal, situation) ??
    ruleLacks(refusal, situation) ??
    otherNamespace(refusal, situation) ??
    otherSubject(refusal, situation, false) ??
    otherAccount(refusal, situation) ??
    unbound(refusal, situation) ?? { is: "nothing" }
  );
}

/** What is given to the one who asks, there where it is asked. */
function ownGrants({ request }: Refusal, situation: Situation): Grant[] {
  return grantsIn(situation).filter(({ binding }) => bindsUser(binding, request.user) && covers(binding, request));
}

function roleMissing(refusal: Refusal, situation: Situation): Why | undefined {
  if (!knowsRights(refusal.request, situation)) return undefined;
  // A binding that does not say what it binds, as damaged data may not, has no missing role.
  const grant = ownGrants(refusal, situation).find(
    ({ role, binding: { roleRef } }) => role === undefined && roleRef?.kind && roleRef.name,
  );
  if (!grant) return undefined;
  const place = grant.binding.metadata.namespace ?? "";
  const able = [...situation.all("Role", place), ...situation.all("ClusterRole")].filter((role) =>
    gives(role, refusal.request, situation),
  );
  const wanted = grant.binding.roleRef?.name ?? "";
  const same = able.find(({ metadata }) => metadata.name === wanted);
  const near = same ?? able.find(({ metadata }) => nearestName(wanted, [metadata.name]) !== undefined);
  return { is: "role-missing", grant, near: near && `${near.kind} ${near.metadata.name}` };
}

function otherSubject({ request }: Refusal, situation: Situation, dangling: boolean): Why | undefined {
  for (const grant of grantsIn(situation)) {
    if (!covers(grant.binding, request) || !gives(grant.role, request, situation)) continue;
    const near = nearSubject(grant, request.user, situation);
    if (near && near.dangling === dangling) return { is: "other-subject", grant, near };
  }
  return undefined;
}

/** An aggregated role that would have the right if another ClusterRole bore its labels. */
function notAggregated(refusal: Refusal, situation: Situation): Why | undefined {
  for (const { role } of ownGrants(refusal, situation)) {
    const labels = role ? labelsFor(role) : {};
    if (!role || Object.keys(labels).length === 0) continue;
    const able = situation
      .all("ClusterRole")
      .filter(
        (part) => part !== role && !isBuiltIn(part) && (part.rules ?? []).some((rule) => allows(rule, refusal.request)),
      );
    const part = able.find(({ metadata }) => bearsAlike(metadata.labels, labels));
    if (part) return { is: "not-aggregated", role, part, labels };
  }
  return undefined;
}

/** A label of this aggregation that is written wrong, in its key or its value. */
function bearsAlike(own: Record<string, string> = {}, wanted: Record<string, string>): boolean {
  const keys = Object.keys(own);
  return Object.keys(wanted).some((key) => keys.includes(key) || nearestName(key, keys) !== undefined);
}

function ruleLacks(refusal: Refusal, situation: Situation): Why | undefined {
  const roles = ownGrants(refusal, situation).flatMap(({ role }) => (role && !isBuiltIn(role) ? [role] : []));
  for (const role of roles) {
    const near = nearRule(role, refusal.request);
    if (near) return { is: "rule-lacks", role, near };
  }
  return undefined;
}

function otherNamespace({ request }: Refusal, situation: Situation): Why | undefined {
  const grant = grantsIn(situation).find(
    ({ binding, role }) =>
      bindsUser(binding, request.user) && !covers(binding, request) && gives(role, request, situation),
  );
  return grant && { is: "other-namespace", grant };
}

/** The workload names no account, and one that is named like it and that nobody uses has the right. */
function otherAccount({ request, sufferers }: Refusal, situation: Situation): Why | undefined {
  const used = new Set(
    situation.workloads.map(
      ({ ref, template }) => `${ref.namespace}/${template.spec?.serviceAccountName || "default"}`,
    ),
  );
  for (const workload of sufferers) {
    const { namespace, name } = workload.ref;
    if (request.user !== userOf({ namespace, name: "default" })) continue;
    const able = situation
      .all("ServiceAccount", namespace)
      .map(({ metadata }) => metadata.name)
      .filter((account) => !used.has(`${namespace}/${account}`) && (account.includes(name) || name.includes(account)))
      .find((account) => grantOf({ ...request, user: userOf({ namespace, name: account }) }, situation));
    if (able) return { is: "other-account", workload, account: able };
  }
  return undefined;
}

/** A role of people's own that allows it and is bound to nobody there. */
function unbound({ request }: Refusal, situation: Situation): Why | undefined {
  const bound = new Set(grantsIn(situation).flatMap(({ role }) => (role ? [role] : [])));
  const place = request.namespace === undefined ? [] : situation.all("Role", request.namespace);
  const able = [...place, ...situation.all("ClusterRole")].filter(
    (role) => !bound.has(role) && !isBuiltIn(role) && gives(role, request, situation),
  );
  const account = accountOf(request.user)?.name ?? request.user;
  const alike =
    able.find(({ metadata: { name } }) => name.includes(account) || account.includes(name)) ??
    able.find(({ kind }) => kind === "Role");
  return alike && { is: "unbound", role: alike };
}

/** The API server's own roles, which it puts back when they are changed. */
function isBuiltIn({ metadata }: Role): boolean {
  return metadata.labels?.["kubernetes.io/bootstrapping"] === "rbac-defaults" || metadata.name.startsWith("system:");
}
