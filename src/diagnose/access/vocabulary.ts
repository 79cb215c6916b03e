/** What people say for a verb of the API, with the subresource that it is asked of. */
const VERBS: Readonly<Record<string, { verb: string; resource?: string }>> = {
  ...Object.fromEntries(
    [
      "get",
      "list",
      "watch",
      "create",
      "update",
      "patch",
      "delete",
      "deletecollection",
      "impersonate",
      "bind",
      "escalate",
    ].map((verb) => [verb, { verb }]),
  ),
  read: { verb: "get" },
  see: { verb: "get" },
  view: { verb: "get" },
  access: { verb: "get" },
  edit: { verb: "update" },
  change: { verb: "update" },
  modify: { verb: "update" },
  remove: { verb: "delete" },
  exec: { verb: "create", resource: "pods/exec" },
  evict: { verb: "create", resource: "pods/eviction" },
  "port-forward": { verb: "create", resource: "pods/portforward" },
};
/** Built-in resources by API group; those that are in no namespace are marked. */
const GROUPS: Readonly<Record<string, string>> = {
  "": "pods services endpoints configmaps secrets serviceaccounts resourcequotas limitranges persistentvolumeclaims events replicationcontrollers nodes* namespaces* persistentvolumes*",
  apps: "deployments replicasets statefulsets daemonsets controllerrevisions",
  batch: "jobs cronjobs",
  "networking.k8s.io": "ingresses networkpolicies ingressclasses*",
  "discovery.k8s.io": "endpointslices",
  autoscaling: "horizontalpodautoscalers",
  policy: "poddisruptionbudgets",
  "coordination.k8s.io": "leases",
  "storage.k8s.io": "storageclasses*",
  "rbac.authorization.k8s.io": "roles rolebindings clusterroles* clusterrolebindings*",
  "apiextensions.k8s.io": "customresourcedefinitions*",
};

export interface Spoken {
  verb: string;
  group: string;
  resource: string;
  namespaced: boolean;
}

const RESOURCES = new Map(
  Object.entries(GROUPS).flatMap(([group, names]) =>
    names.split(" ").map((name) => {
      const resource = name.replace("*", "");
      return [resource, { group, resource, namespaced: resource === name }] as const;
    }),
  ),
);
/** Words that may stand between the verb and what it is done to: `list all the running pods`. */
const BETWEEN = 4;

/** The first `verb resource` in a text: `list pods`, `read the pod logs`, `create a job`. */
export function spokenIn(text: string): Spoken | undefined {
  const words = text.toLowerCase().match(/[a-z0-9.*/-]+/g) ?? [];
  for (const [i, word] of words.entries()) {
    const said = verbIn(word);
    if (!said) continue;
    const found = said.resource
      ? { ...POD, resource: said.resource }
      : resourceIn(untilVerb(words.slice(i + 1, i + 2 + BETWEEN)));
    if (found) return { verb: said.verb, ...found };
  }
  return undefined;
}

/** In `gets 403 when it lists pods` the pods are not what it gets. */
function untilVerb(words: readonly string[]): readonly string[] {
  const next = words.findIndex((word) => verbIn(word) !== undefined);
  return next < 0 ? words : words.slice(0, next);
}

/** `lists`, `listing`, `creates`, `creating`, `getting`. */
function verbIn(word: string) {
  const stem = word.replace(/(?:ing|e?s)$/, "");
  return [word, word.replace(/s$/, ""), stem, `${stem}e`, stem.replace(/(.)\1$/, "$1")]
    .map((form) => (Object.hasOwn(VERBS, form) ? VERBS[form] : undefined))
    .find((verb) => verb !== undefined);
}

const POD = { group: "", namespaced: true };

function resourceIn(words: readonly string[]): Omit<Spoken, "verb"> | undefined {
  if (words.some((word) => word === "logs" || word === "log")) return { ...POD, resource: "pods/log" };
  for (const word of words) {
    const [name = "", sub] = (word.split(".")[0] ?? "").split("/");
    const known = [name, `${name}s`, `${name}es`, name.replace(/y$/, "ies")].map((plural) => RESOURCES.get(plural));
    const found = known.find((resource) => resource !== undefined);
    if (found) return sub ? { ...found, resource: `${found.resource}/${sub}` } : found;
  }
  return undefined;
}
