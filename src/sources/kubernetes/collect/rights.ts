import { accountOf, forbiddenIn } from "../../../core/kubernetes/forbidden.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { LogStream, Scope } from "../../../core/observation.ts";
import type { Want } from "./want.ts";

/** Roles and bindings of so many namespaces besides those that are asked about. */
const MAX_ELSEWHERE = 4;
/** More of one kind is a fleet. */
const MAX_OF_KIND = 2_000;
/** Questions about who may do what. */
const RIGHTS =
  /\b(?:rbac|forbidden|(?:cluster)?-?role-?bindings?|cluster-?roles?|service[ -]?accounts?|can-i|(?:can(?:no|['’]?)t|can not|not allowed to|not permitted to|may not) (?:get|list|watch|create|update|patch|delete|read|exec)|(?:permissions?|rights?) to \w+|(?:no|denied|lacks?) access to \w+|access denied to \w+)\b|\bsystem:serviceaccount:/i;
/** Kinds in which controllers pass on what the API server answered them. */
const TOLD = new Set(["Event", "HorizontalPodAutoscaler"]);

/**
 * Roles and bindings, when the question, its target, a log or an object speaks of rights. Where the question does, an answer
 * without them lacks something.
 */
export function wantedRights(
  { question = "", targets }: Scope,
  namespaces: readonly string[],
  objects: readonly KubeObject[],
  logs: readonly LogStream[],
): Want[] {
  const needed = RIGHTS.test(question) || targets.some(({ object }) => object?.kind === "ServiceAccount");
  const named = refusedIn(objects, logs);
  if (!needed && named === undefined) return [];
  const elsewhere = [...(named ?? [])].filter((name) => !namespaces.includes(name)).slice(0, MAX_ELSEWHERE);
  const places = [...namespaces, ...elsewhere];
  return [
    ...places.flatMap((namespace) =>
      ["Role", "RoleBinding"].map((kind) => ({ kind, namespace, max: MAX_OF_KIND, needed })),
    ),
    ...["ClusterRole", "ClusterRoleBinding"].map((kind) => ({ kind, max: MAX_OF_KIND, needed })),
    ...elsewhere.map((namespace) => ({ kind: "ServiceAccount", namespace, max: MAX_OF_KIND, needed: false })),
  ];
}

/** Namespaces of the accounts and of the objects of every refused request; `undefined` when nothing was refused. */
function refusedIn(objects: readonly KubeObject[], logs: readonly LogStream[]): Set<string> | undefined {
  const texts = [
    ...objects.filter(({ kind }) => TOLD.has(kind)).map((object) => JSON.stringify(object)),
    ...logs.flatMap(({ lines }) => lines.map(({ text }) => text)),
  ];
  const requests = texts.flatMap((text) => forbiddenIn(text) ?? []);
  if (requests.length === 0) return undefined;
  return new Set(requests.flatMap(({ user, namespace }) => [accountOf(user)?.namespace ?? [], namespace ?? []].flat()));
}
