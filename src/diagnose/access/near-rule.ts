import type { PolicyRule, Role } from "../../core/kubernetes/access.ts";
import type { AccessRequest } from "../../core/kubernetes/forbidden.ts";
import { nearestName } from "../graph/nearest-name.ts";
import { has, hasName, hasResource } from "./allows.ts";

/** The rule that lacks least to allow the request, and what it lacks. */
export interface NearRule {
  rule: PolicyRule;
  /** In `rules` of the role. */
  index: number;
  lacks: "verb" | "resource" | "group" | "name";
  /** What stands there instead. */
  instead: string;
}

const ORDER: readonly NearRule["lacks"][] = ["name", "group", "resource", "verb"];

export function nearRule(role: Role, request: AccessRequest): NearRule | undefined {
  if (request.path !== undefined) return undefined;
  const near = (role.rules ?? []).flatMap((rule, index) => {
    const lack = lackOf(rule, request);
    return lack ? [{ rule, index, ...lack }] : [];
  });
  return near.sort((a, b) => ORDER.indexOf(a.lacks) - ORDER.indexOf(b.lacks))[0];
}

/** A rule that lacks one thing alone. */
function lackOf(rule: PolicyRule, request: AccessRequest): Pick<NearRule, "lacks" | "instead"> | undefined {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const meant = resources.find((one) => isMeantAs(one, request.resource));
  const named = hasResource(resources, request.resource);
  const lacks = [
    ...(has(verbs, request.verb) ? [] : [{ lacks: "verb" as const, instead: verbs.join(", ") }]),
    ...(has(apiGroups, request.group)
      ? []
      : [{ lacks: "group" as const, instead: apiGroups.map((group) => `"${group}"`).join(", ") }]),
    ...(named ? [] : [{ lacks: "resource" as const, instead: meant ?? resources.join(", ") }]),
    ...(hasName(resourceNames, request.name) ? [] : [{ lacks: "name" as const, instead: resourceNames.join(", ") }]),
  ];
  const [only, ...more] = lacks;
  return only && more.length === 0 && (named || meant !== undefined) ? only : undefined;
}

/** `pod` or `Pods` for `pods`, `pods` for `pods/log`, a slip of the keyboard. */
function isMeantAs(written: string, resource: string): boolean {
  const [whole = ""] = resource.split("/");
  return (
    written === whole ||
    nearestName(written.toLowerCase(), [resource], 1) !== undefined ||
    written.toLowerCase() === resource
  );
}
