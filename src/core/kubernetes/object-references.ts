import { type Fields, isFields } from "../fields.ts";
import type { KubeObject } from "./meta.ts";

/** Another object that the specification of this one names. */
export interface Named {
  /** The kinds that may be meant, the likeliest first: `tlsSecretRef` names a TlsSecret or a Secret. */
  kinds: readonly string[];
  /** The API group, where it is written. */
  group: string | undefined;
  /** Where it is written; else the namespace of who names it, or none for cluster-scoped kinds. */
  namespace: string | undefined;
  name: string;
  /** `spec.secretStoreRef`. */
  path: string;
}

/** Specifications are read, not searched: deeper or larger ones are data. */
const MAX_DEPTH = 10;
const MAX_FIELDS = 3_000;
const MAX_NAMED = 100;
/** Kinds that a field names by another word. */
const MEANT: Record<string, string> = {
  Backend: "Service",
  Parent: "Gateway",
  Claim: "PersistentVolumeClaim",
  Configmap: "ConfigMap",
  ScaleTarget: "Deployment",
};
/** Templates are for objects that are yet to be made, and say nothing of this one. */
const SKIPPED = new Set(["template", "podTemplate", "jobTemplate", "workload"]);

/** What an object's `spec` names by fields of the shapes `issuerRef`, `backendRefs`, `secretName`, or by kind and name. */
export function namedIn(object: KubeObject & { spec?: unknown }): Named[] {
  const found = new Map<string, Named>();
  let left = MAX_FIELDS;
  const visit = (value: unknown, key: string, path: string, depth: number): void => {
    if (depth > MAX_DEPTH || left-- <= 0 || found.size >= MAX_NAMED) return;
    if (Array.isArray(value)) for (const item of value) visit(item, key, path, depth + 1);
    else if (isFields(value)) {
      const named = reference(value, key, path);
      if (named) found.set(`${named.kinds[0]}/${named.namespace ?? ""}/${named.name}`, named);
      for (const [inner, item] of Object.entries(value))
        if (!SKIPPED.has(inner)) visit(item, inner, `${path}.${inner}`, depth + 1);
    } else if (typeof value === "string" && value) {
      const [, word] = /^(\w+)Name$/.exec(key) ?? [];
      const kinds = word ? kindsOf(word) : [];
      if (kinds.length > 0 && !found.has(`${kinds[0]}//${value}`) && isName(value))
        found.set(`${kinds[0]}//${value}`, { kinds, group: undefined, namespace: undefined, name: value, path });
    }
  };
  visit(object.spec, "spec", "spec", 0);
  return [...found.values()];
}

/** `{kind, name}`, or `{name}` below a key that ends in Ref, Refs, KeyRef or Selector and says the kind. */
function reference(fields: Fields, key: string, path: string): Named | undefined {
  const { name, namespace, kind, group, apiGroup, apiVersion } = fields;
  if (typeof name !== "string" || !isName(name)) return undefined;
  const [, word] = /^(\w*?)(?:Key|Object)?(?:Refs?|References?|KeySelector)$/.exec(key) ?? [];
  const kinds = typeof kind === "string" && /^[A-Z]\w+$/.test(kind) ? [kind] : word ? kindsOf(word) : [];
  if (kinds.length === 0) return undefined;
  const written = [group, apiGroup, typeof apiVersion === "string" ? apiVersion.split("/")[0] : undefined];
  return {
    kinds,
    group: written.find((item): item is string => typeof item === "string" && item.includes(".")),
    namespace: typeof namespace === "string" && namespace ? namespace : undefined,
    name,
    path,
  };
}

/** `tlsSecret` → TlsSecret, Secret; `issuer` → Issuer. */
function kindsOf(word: string): string[] {
  const words = word
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(" ")
    .map(capital);
  return words.map((_, i) => words.slice(i).join("")).map((kind) => MEANT[kind] ?? kind);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function isName(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text);
}
