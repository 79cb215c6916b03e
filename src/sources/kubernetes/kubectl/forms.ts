/** A flag by its long name; `value` when something follows it. */
interface Flag {
  short?: string;
  value?: true;
}

export const FLAGS: Readonly<Record<string, Flag>> = {
  // Taken by no form: known so that their values are not read as words.
  as: { value: true },
  context: { value: true },
  kubeconfig: { value: true },
  filename: { short: "f" },
  "all-containers": {},
  "all-namespaces": { short: "A" },
  container: { short: "c", value: true },
  containers: {},
  "field-selector": { value: true },
  for: { value: true },
  "ignore-not-found": {},
  minify: {},
  namespace: { short: "n", value: true },
  namespaced: { value: true },
  "no-headers": {},
  output: { short: "o", value: true },
  previous: { short: "p" },
  recursive: {},
  revision: { value: true },
  selector: { short: "l", value: true },
  "show-labels": {},
  "show-managed-fields": {},
  since: { value: true },
  "since-time": { value: true },
  "sort-by": { value: true },
  subresource: { value: true },
  tail: { value: true },
  timestamps: {},
  types: { value: true },
};

const LISTING = ["namespace", "all-namespaces", "selector", "field-selector", "no-headers"] as const;

/** What is understood, with the flags that each takes. Everything here only reads. */
export const FORMS = {
  get: [...LISTING, "output", "show-labels", "show-managed-fields", "sort-by", "ignore-not-found"],
  describe: ["namespace", "all-namespaces", "selector"],
  logs: [
    "namespace",
    "container",
    "all-containers",
    "previous",
    "tail",
    "since",
    "since-time",
    "selector",
    "timestamps",
  ],
  events: ["namespace", "all-namespaces", "for", "types", "no-headers"],
  "top pods": [...LISTING, "sort-by", "containers"],
  "top nodes": ["selector", "no-headers", "sort-by"],
  explain: ["recursive"],
  "auth can-i": ["namespace", "all-namespaces", "subresource"],
  "auth whoami": [],
  "rollout history": ["namespace", "revision"],
  "rollout status": ["namespace"],
  "config view": ["minify", "output"],
  "config current-context": [],
  "api-resources": ["namespaced", "no-headers"],
  version: ["output"],
  "cluster-info": [],
} as const satisfies Record<string, readonly string[]>;

export type Verb = keyof typeof FORMS;

/** First words that only mean something together with a second one. */
export const PAIRED = new Set(["top", "auth", "rollout", "config"]);
/** `top po`, `top node`. */
export const SECOND: Readonly<Record<string, string>> = { pod: "pods", po: "pods", node: "nodes", no: "nodes" };
