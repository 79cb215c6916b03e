import { type AccessRequest, accountOf, forbiddenIn, userOf } from "../../core/kubernetes/forbidden.ts";
import type { Situation } from "../situation/situation.ts";
import { spokenIn } from "./vocabulary.ts";

const REFUSED =
  /\b(?:can(?:no|['’]?)t|can not|unable|not (?:able|allowed|permitted)|(?:is|are)n['’]?t (?:able|allowed|permitted)|(?:may|must) not|can\b.{1,60}\bnot\b|(?:no|lacks?|without|missing) (?:the )?(?:access|rights?|permissions?)|forbidden|denied|den(?:y|ies)|refused?|can-i|allowed to|403)\b/i;
const EVERYWHERE =
  /\b(?:all|every|other|any) namespaces?\b|\bcluster-?(?:wide|scope)\b|(?:^|\s)(?:-A|--all-namespaces)\b/i;
const USER = /system:serviceaccount:[a-z0-9.-]+:[a-z0-9.-]+/;

/** The request that the question says is refused: in the API server's words, or in people's. */
export function askedRequest(situation: Situation): AccessRequest | undefined {
  const { question } = situation;
  const pasted = forbiddenIn(question);
  if (pasted) return pasted;
  const spoken = REFUSED.test(question) ? spokenIn(question) : undefined;
  const user = spoken && (USER.exec(question)?.[0] ?? namedUser(situation));
  if (!spoken || !user) return undefined;
  const { namespaced, ...request } = spoken;
  const own = placeIn(question, situation) ?? accountOf(user)?.namespace;
  return { user, ...request, namespace: namespaced && !EVERYWHERE.test(question) ? own : undefined };
}

/** The account that is named, or that of the workload that is. A name that several have is nobody's. */
function namedUser(situation: Situation): string | undefined {
  const words = new Set(situation.question.toLowerCase().match(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g));
  const place = placeIn(situation.question, situation);
  const accounts = situation
    .all("ServiceAccount")
    .flatMap(({ metadata: { name, namespace = "" } }) =>
      words.has(name) && (name !== "default" || /default (?:service ?account|sa)\b/i.test(situation.question))
        ? [{ name, namespace }]
        : [],
    );
  const users = accounts.length > 0 ? accounts : accountsOfWorkloads(words, situation);
  const distinct = [...new Set(users.map(userOf))];
  const inside = distinct.filter((user) => accountOf(user)?.namespace === place);
  return distinct.length === 1 ? distinct[0] : inside.length === 1 ? inside[0] : undefined;
}

function accountsOfWorkloads(words: ReadonlySet<string>, { workloads }: Situation) {
  return workloads
    .filter(({ ref }) => words.has(ref.name))
    .map(({ ref, template }) => ({ namespace: ref.namespace, name: template.spec?.serviceAccountName || "default" }));
}

/** `in payments`, `in the namespace payments`, `-n payments`. */
function placeIn(question: string, situation: Situation): string | undefined {
  const names = question.matchAll(/(?:\bin(?: the)?(?: namespace)?|-n|--namespace[ =]|\bnamespace)\s*([a-z0-9-]+)/gi);
  return [...names].map(([, name = ""]) => name).find((name) => situation.find("Namespace", "", name) !== undefined);
}
