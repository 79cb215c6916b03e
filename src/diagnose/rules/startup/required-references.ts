import type { Container } from "../../../core/kubernetes/container.ts";
import type { PodSpec } from "../../../core/kubernetes/pod.ts";
import type { MissingName } from "./missing-text.ts";

/** Config maps and secrets that must be there for the pod to start: all that are not marked optional. */
export function requiredReferences(spec: PodSpec | undefined): MissingName[] {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const volumes = (spec?.volumes ?? []).flatMap(({ configMap, secret, projected }) => [
    ...reference("ConfigMap", configMap),
    ...reference("Secret", secret && { ...secret, name: secret.secretName }),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...reference("ConfigMap", source.configMap),
      ...reference("Secret", source.secret),
    ]),
  ]);
  return [...containers.flatMap(ofContainer), ...volumes];
}

function ofContainer({ env, envFrom }: Container): MissingName[] {
  return [
    ...(envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
      ...reference("ConfigMap", configMapRef),
      ...reference("Secret", secretRef),
    ]),
    ...(env ?? []).flatMap(({ valueFrom }) => [
      ...reference("ConfigMap", valueFrom?.configMapKeyRef),
      ...reference("Secret", valueFrom?.secretKeyRef),
    ]),
  ];
}

function reference(
  kind: MissingName["kind"],
  named: { name?: string | undefined; key?: string; optional?: boolean } | undefined,
): MissingName[] {
  return named?.name && !named.optional ? [{ kind, name: named.name, key: named.key }] : [];
}
