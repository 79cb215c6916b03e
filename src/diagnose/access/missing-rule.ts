import { shortName } from "../../core/object.ts";
import { cite } from "../cite.ts";
import { change, type Draft } from "../rule.ts";
import { refOf } from "../situation/object-index.ts";
import type { Situation } from "../situation/situation.ts";
import { bindsUser } from "./allows.ts";
import type { Denial, Why } from "./denial.ts";
import type { NearRule } from "./near-rule.ts";
import type { Refusal } from "./refusals.ts";
import { grantsIn, knowsRights } from "./rights.ts";
import { allowIt, bindIt, requestText, userText } from "./smallest-rule.ts";
import { accountRef, bindingText, citeRole, denialDraft } from "./told.ts";

type Said = Parameters<typeof denialDraft>[1];

/** A right that nothing gives: what to change is the role that almost has it, the workload that uses another account, or the account. */
export function missingRule(denial: Denial, situation: Situation): Draft[] {
  const said = saidOf(denial.why, denial.refusal, situation);
  return said ? denialDraft(denial, said, situation) : [];
}

function saidOf(why: Why, refusal: Refusal, situation: Situation): Said | undefined {
  const { request } = refusal;
  const mayNot = `${userText(request.user)} may not ${requestText(request)}`;
  switch (why.is) {
    case "not-aggregated":
      return {
        object: refOf(why.part),
        title: `${mayNot}: ClusterRole ${why.part.metadata.name} allows it but lacks the labels that ${why.role.metadata.name} aggregates`,
        evidence: [
          citeRole(why.part),
          cite.object(
            refOf(why.role),
            `ClusterRole ${why.role.metadata.name} aggregates ${labelText(why.labels)}; ${why.part.metadata.name} bears ${labelText(why.part.metadata.labels)}`,
          ),
        ],
        next: [
          change(
            "Label it",
            `kubectl label clusterrole ${why.part.metadata.name} ${labelText(why.labels, " ")} --overwrite`,
          ),
        ],
      };
    case "rule-lacks":
      return {
        object: refOf(why.role),
        title: `${mayNot}: ${why.role.kind} ${why.role.metadata.name} ${lackText(why.near, refusal)}`,
        evidence: [citeRole(why.role)],
        next: [repaired(why.role, why.near, refusal)],
      };
    case "other-account":
      return {
        object: why.workload.ref,
        title: `${why.workload.ref.name} runs as ${userText(request.user)}, which may not ${requestText(request)}; ${why.account} may, and nothing uses it`,
        evidence: [
          cite.object(
            why.workload.ref,
            `serviceAccountName is ${why.workload.template.spec?.serviceAccountName || "not set"}`,
          ),
        ],
        next: [
          change(
            "Use the account that has the right",
            `kubectl -n ${why.workload.ref.namespace} set serviceaccount ${shortName(why.workload.ref)} ${why.account}`,
          ),
        ],
      };
    case "unbound":
      return {
        object: accountIn(situation, refusal) ?? refOf(why.role),
        title: `${mayNot}: ${why.role.kind} ${why.role.metadata.name} allows it and is bound to nobody`,
        evidence: [citeRole(why.role)],
        next: [bindIt(request, `--${why.role.kind.toLowerCase()}=${why.role.metadata.name}`, why.role.metadata.name)],
      };
    case "anonymous":
      return {
        object: why.workload.ref,
        title: `${why.workload.ref.name} asks the Kubernetes API without a token: anonymous users may not ${requestText(request)}`,
        evidence: [],
        next: [],
      };
    case "nothing":
      return nothing(refusal, situation);
    default:
      return undefined;
  }
}

function nothing(refusal: Refusal, situation: Situation): Said | undefined {
  const { request, sufferers } = refusal;
  const object = accountIn(situation, refusal) ?? sufferers[0]?.ref;
  if (!object) return undefined;
  const bound = grantsIn(situation).filter(
    ({ binding }) => bindsUser(binding, request.user) && !isForAll(binding.metadata.name),
  );
  const seen = knowsRights(request, situation)
    ? [
        cite.object(
          object,
          bound.length > 0
            ? `no rule allows it: ${bound
                .slice(0, 3)
                .map(({ binding }) => bindingText(binding))
                .join("; ")}`
            : "no RoleBinding or ClusterRoleBinding names it",
        ),
      ]
    : [];
  const needs = sufferers[0] ? `, which ${sufferers[0].ref.name} needs` : "";
  return {
    object,
    title: `${userText(request.user)} may not ${requestText(request)}${needs}${bound.length === 0 && seen.length > 0 ? ": no role is bound to it" : ""}`,
    evidence: seen,
    next: allowIt(request),
  };
}

/** Bindings that the API server itself makes for everybody. */
function isForAll(name: string): boolean {
  return name.startsWith("system:");
}

function accountIn(situation: Situation, { request }: Refusal) {
  const account = accountRef(request.user);
  return account && situation.has(account) ? account : undefined;
}

function lackText({ lacks, instead }: NearRule, { request }: Refusal): string {
  if (lacks === "verb") return `allows ${instead || "no verb"} of ${request.resource}, and not ${request.verb}`;
  if (lacks === "group") return `names ${request.resource} in API group ${instead}, and they are in "${request.group}"`;
  if (lacks === "resource") return `names ${instead}, and not ${request.resource}`;
  return `allows it for the name ${instead} alone`;
}

/** The smallest change of the rule. A list cannot be allowed by name: the rule without names is another rule. */
function repaired(role: Parameters<typeof citeRole>[0], { index, lacks }: NearRule, { request }: Refusal) {
  const where = role.metadata.namespace ? `-n ${role.metadata.namespace} ` : "";
  const fields = {
    verb: ["verbs", request.verb],
    resource: ["resources", request.resource],
    group: ["apiGroups", request.group],
  } as const;
  const [field, value] = lacks === "name" ? ["resourceNames", request.name ?? ""] : fields[lacks];
  if (lacks === "name" && request.name === undefined)
    return change("Allow it without a name", `kubectl ${where}edit ${role.kind.toLowerCase()} ${role.metadata.name}`);
  const patch = JSON.stringify([{ op: "add", path: `/rules/${index}/${field}/-`, value }]);
  return change(
    "Add what the rule lacks",
    `kubectl ${where}patch ${role.kind.toLowerCase()} ${role.metadata.name} --type=json -p '${patch}'`,
  );
}

function labelText(labels: Record<string, string> = {}, between = ", "): string {
  return (
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(between) || "no label"
  );
}
