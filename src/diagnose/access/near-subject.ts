import type { Subject } from "../../core/kubernetes/access.ts";
import { accountOf } from "../../core/kubernetes/forbidden.ts";
import { nearestName } from "../graph/nearest-name.ts";
import type { Situation } from "../situation/situation.ts";
import type { Grant } from "./rights.ts";

/** A subject that may have been meant to be the account, and is not. */
export interface NearSubject {
  subject: Subject;
  /** What is wrong with it: `kind` also where an account is written as a user. */
  wrong: "name" | "namespace" | "kind";
  /** There is no such account, as far as accounts were listed: nobody else can be meant. */
  dangling: boolean;
}

export function nearSubject({ binding }: Grant, user: string, situation: Situation): NearSubject | undefined {
  const account = accountOf(user);
  if (!account) return undefined;
  const own = binding.metadata.namespace ?? "";
  const found = (binding.subjects ?? []).flatMap((subject): NearSubject[] => {
    const { kind, name = "", namespace = own } = subject;
    if (kind !== "ServiceAccount")
      return isAccountAs(subject, account) ? [{ subject, wrong: "kind", dangling: true }] : [];
    const dangling = isNobody(namespace, name, situation);
    // Every namespace has an account called default.
    if (name === account.name) return dangling || name !== "default" ? [{ subject, wrong: "namespace", dangling }] : [];
    const alike = namespace === account.namespace && nearestName(name, [account.name]) !== undefined;
    return alike && dangling ? [{ subject, wrong: "name", dangling }] : [];
  });
  return found.find(({ dangling }) => dangling) ?? found[0];
}

/** Accounts are listed of some namespaces alone, and each of those has at least one. */
function isNobody(namespace: string, name: string, situation: Situation): boolean {
  if (situation.lists("Namespace") && !situation.find("Namespace", "", namespace)) return true;
  return situation.all("ServiceAccount", namespace).length > 0 && !situation.find("ServiceAccount", namespace, name);
}

/** `kind: User, name: reporter`: the API server calls the account `system:serviceaccount:NAMESPACE:reporter`. */
function isAccountAs({ kind, name = "" }: Subject, account: { namespace: string; name: string }): boolean {
  const said = [
    account.name,
    `${account.namespace}:${account.name}`,
    `system:serviceaccount:${account.namespace}:${account.name}`,
  ];
  return kind === "Group" ? said.includes(name) : kind === "User" && said.slice(0, 2).includes(name);
}
