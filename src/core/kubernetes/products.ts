import { type Fields, isFields, textAt } from "../fields.ts";
import { groupIn } from "./built-in.ts";
import type { KubeObject } from "./meta.ts";

/** An object that another one's controller makes under a name of its own: that it is missing is the maker's trouble. */
export interface Product {
  kind: "Secret" | "ConfigMap";
  name: string;
  /** Where it is not the maker's. */
  namespace?: string | undefined;
}

/**
 * Secrets that operators make, where no common field says so. Sources: the reference of each kind: External Secrets, Sealed
 * Secrets, cert-manager, Vault Secrets Operator, Strimzi, CloudNativePG, 1Password, Doppler, Infisical.
 */
const MADE: Readonly<Record<string, (spec: Fields, name: string) => string[]>> = {
  "ExternalSecret external-secrets.io": (spec, name) => [textAt(spec, "target.name") || name],
  "SealedSecret bitnami.com": (spec, name) => [textAt(spec, "template.metadata.name") || name],
  "Certificate cert-manager.io": (spec) => [textAt(spec, "secretName")],
  "KafkaUser kafka.strimzi.io": (spec, name) => [textAt(spec, "template.secret.metadata.name") || name],
  "Cluster postgresql.cnpg.io": (_, name) => [`${name}-app`, `${name}-superuser`],
  "Postgres kubedb.com": (_, name) => [`${name}-auth`],
  "OnePasswordItem onepassword.com": (_, name) => [name],
  "DopplerSecret secrets.doppler.com": (spec) => [textAt(spec, "managedSecret.name")],
  "InfisicalSecret secrets.infisical.com": (spec) => [textAt(spec, "managedSecretReference.secretName")],
  "Elasticsearch elasticsearch.k8s.elastic.co": (_, name) => [
    `${name}-es-elastic-user`,
    `${name}-es-http-certs-public`,
  ],
};
/** Kinds of these groups say where what they fetch goes: `spec.destination`. */
const DESTINED = /^secrets\.hashicorp\.com$/;

export function productsOf(object: KubeObject & { spec?: unknown }): Product[] {
  const { apiVersion, kind, metadata } = object;
  const spec = isFields(object.spec) ? object.spec : {};
  const group = groupIn(apiVersion);
  const secrets = MADE[`${kind} ${group}`]?.(spec, metadata.name) ?? [];
  const destined = DESTINED.test(group) ? [textAt(spec, "destination.name")] : [];
  const names = [...secrets, ...destined].filter(Boolean);
  return [...names.map((name): Product => ({ kind: "Secret", name })), ...connection(spec)];
}

/** Crossplane: any managed resource or claim writes what leads to it where this says. */
function connection({ writeConnectionSecretToRef: to }: Fields): Product[] {
  if (!isFields(to) || typeof to.name !== "string") return [];
  return [{ kind: "Secret", name: to.name, namespace: typeof to.namespace === "string" ? to.namespace : undefined }];
}
